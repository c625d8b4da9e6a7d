"""Whose layout a page has: that of a site that everybody knows, or none.

It reads nothing itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Final, Protocol

from scholargraph.bibliography.lines import Line, lines
from scholargraph.sources.profile_text import markdown, ordinary
from scholargraph.sources.profile_text.drafts import Doubt
from scholargraph.sources.profile_text.layouts import dblp, google, microsoft, orcid, scholar
from scholargraph.sources.profile_text.layouts.site_pages import SitePage


class Site(Protocol):
    """A layout that all pages of one site have."""

    def recognises(self, lines: Sequence[Line], /) -> bool:
        """Whether a page is of the site."""
        ...

    def read(self, lines: Sequence[Line], /) -> SitePage:
        """Read it."""
        ...


SITES: Final[tuple[Site, ...]] = (google, scholar, dblp, orcid, microsoft)
"""Who recognises a page first reads it."""


_PICTURE: Final = re.compile(r"[a-z][a-z0-9_.-]{1,30}\t\s*(?=\S)")
MOST_LINES: Final = 20_000
"""So many lines are read; the page of somebody with two thousand works has half as many."""
TOO_MANY: Final = f"This page has more than {MOST_LINES:,} lines; what begins here is not read: keep the part about one person, or bring the works as BibTeX."


def read_page(text: str) -> SitePage:
    """Read the text of a page in the layout that it has; of one that is longer than any page, the first MOST_LINES lines."""
    bare = markdown.plain(text) if markdown.is_markdown(text) else text
    every = [_without_picture(line) for line in islice(lines(bare), MOST_LINES + 1)]
    page = _read(every[:MOST_LINES])
    if len(every) <= MOST_LINES:
        return page
    listing = replace(page.listing, doubts=(*page.listing.doubts, Doubt(every[MOST_LINES], TOO_MANY)))
    return replace(page, listing=listing)


def _without_picture(line: Line) -> Line:
    """Leave out what a picture is called before a tab: “clean-usp⇥Splat Cameras”."""
    picture = _PICTURE.match(line.text)
    if picture is None:
        return line
    bare = line.part(picture.end())
    return Line(bare.text, bare.start, bare.end, line.gap)


def _read(every: Sequence[Line]) -> SitePage:
    for site in SITES:
        if site.recognises(every):
            return site.read(every)
    return ordinary.read(every)
