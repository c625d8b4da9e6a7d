"""Sitemaps (sitemaps.org protocol 0.9): every page once, in files of at most 50,000, with an index over several.

Addresses are URIs, as the protocol asks ("Entity escaping"). It states no dates and no priorities: nobody measured them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from scholargraph.web_addresses import ascii_uri

DIRECTORY: Final = "sitemaps"
LIMIT: Final = 50_000
"""How many addresses one file may hold."""

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NUMBERED: Final = re.compile(r"[1-9][0-9]{0,6}")


def write(directory: Path, base: str, addresses: Iterable[str], *, limit: int = LIMIT) -> None:
    """Write `sitemaps/1.xml`, `2.xml` ... and `index.xml` into the directory of a snapshot."""
    folder = directory / DIRECTORY
    folder.mkdir()
    rest = iter(addresses)
    number = 0
    while chunk := list(islice(rest, limit)):
        number += 1
        _file(folder / f"{number}.xml", _urlset(chunk))
    _file(folder / "index.xml", _index(f"{base}sitemap-{place}.xml" for place in range(1, number + 1)))


def find(snapshot: Path, number: str | None = None) -> Path | None:
    """Give the file behind `/sitemap.xml` (the index where there are several files) or `/sitemap-N.xml`."""
    folder = snapshot / DIRECTORY
    if number is not None:
        path = folder / f"{number}.xml"
        return path if _NUMBERED.fullmatch(number) and path.is_file() else None
    name = "index.xml" if (folder / "2.xml").is_file() else "1.xml"
    return folder / name if (folder / name).is_file() else None


def _urlset(addresses: Iterable[str]) -> Iterator[str]:
    yield '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    for address in addresses:
        yield f"<url><loc>{escape(ascii_uri(address))}</loc></url>\n"
    yield "</urlset>\n"


def _index(addresses: Iterable[str]) -> Iterator[str]:
    yield '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    for address in addresses:
        yield f"<sitemap><loc>{escape(ascii_uri(address))}</loc></sitemap>\n"
    yield "</sitemapindex>\n"


def _file(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD)
        file.writelines(lines)
