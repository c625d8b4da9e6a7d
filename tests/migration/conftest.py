"""The site of the first release, unpacked, and what serves a site without publishing it."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from benchmarks.ports import free_port
from tests.live.conftest import Live, running

HERE: Final = Path(__file__).parent
BASE: Final = "http://127.0.0.1:8000/"
"""The base IRI of all three sites: the snapshots speak of it, wherever they are served."""


def unpack(folder: Path) -> Path:
    """Unpack the site of the first release, with its snapshot."""
    with tarfile.open(HERE / "first-release.tar.xz") as packed:
        packed.extractall(folder, filter="data")
    return folder


def iris(name: str) -> list[str]:
    """Give the subjects that the first release stated of a site, whole."""
    lines = (HERE / f"{name}.iris").read_text("utf-8").splitlines()
    assert len(lines) > 50
    return [BASE + line for line in lines]


@contextmanager
def serving_as_it_is(site: Path) -> Iterator[Live]:
    """Serve what a site has published, looking at no source, until it is done with."""
    port = free_port()
    with running(site, port, "--no-publish", log=site.parent / f"{site.name}-{port}.log") as served:
        yield served


@pytest.fixture
def first_release(tmp_path: Path) -> Path:
    """Return the site of the first release, as that release left it."""
    return unpack(tmp_path / "harbours")
