"""A small site of a profile and a curation, for tests of what must be gone of a person; and all that such a site keeps."""

from __future__ import annotations

import gzip
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from scholargraph import config, store
from tests import dumps

SITE: Final = """\
[site]
title = "Harbours"
base = "http://site.test/"
language = "en"

[[source]]
name = "facts"
kind = "curation"
path = "curation.toml"

[[source]]
name = "page"
kind = "profile-text"
path = "profile.txt"
"""
PROFILE: Final = """\
Ida Probe

Ida Probe is a hydrographer in Office of Imaginary Harbours. Probe, Ida works on tides.
Authored Publications
Sort By
  • Title
  • Title, descending
    Tides of the Inner Harbour
    Ida Probe
    Ömer Brink
    Journal of Imaginary Geography, vol. 12 (2018), pp. 100-131
    Preview abstract Ida Probe hears tides that nobody has seen. View details
"""
OWN_FILES: Final = frozenset({"curation.toml", "profile.txt", "scholargraph.toml"})
"""The files that whoever has the site writes."""


def kept(site: Path, own: Collection[str] = OWN_FILES) -> Iterator[tuple[str, bytes]]:
    """Every byte that the site keeps beside its sources, files and the names of files."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        yield name, name.encode()
        if path.is_file() and name not in own:
            data = path.read_bytes()
            yield name, gzip.decompress(data) if name.endswith(".gz") else data


def dump_of(site: Path) -> str:
    """Every statement of the current snapshot."""
    return dumps.text(store.Snapshots(config.load(site).work).require().path)
