"""Read the text of a researcher's profile page, copied from a browser or saved as HTML: the person, what they are, their works.

It reads the kind of page, not one page; it keeps to what is printed: a line that could be two things is left out with a
note, and what an entry does not tell is a gap. Nobody is looked up, nothing is joined, no author list is called complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scholargraph.acquire import LineIndex, SourceItem, TextContent
from scholargraph.bibliography.lines import MARGIN
from scholargraph.errors import Place, SourceError
from scholargraph.model import Rejected, SourceRecord
from scholargraph.sources.profile_text.layouts.site_pages import SitePage
from scholargraph.sources.profile_text.page import read_page
from scholargraph.sources.profile_text.records import Writer
from scholargraph.sources.profile_text.visible_text import VisibleText
from scholargraph.sources.reader import Options, Reader

LIMIT: Final = 5 * 1024 * 1024
"""The largest text that is read, in bytes of UTF-8; a long profile has a hundredth of it."""

PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
"""Items of these media types are pages themselves, of which the words are read that they show."""

NO_PERSON: Final = (
    "No name of a person can be told on this page, so it says nothing of anybody: put a line with the name at its top."
)

_BINARY: Final = re.compile(rb"[\x00-\x08\x0e-\x1a]")


def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    """Give the person, each entry of the list in printed order, then the organisations and venues these speak of.

    A text without a person gives one Rejected and nothing else. Raises SourceError where the text is empty, binary or
    larger than LIMIT.
    """
    if item.media_type in PAGES:
        return _read(_visible(item))
    _check(item)
    return _read(TextContent(item, limit=LIMIT))


def _visible(item: SourceItem) -> VisibleText:
    """Give the words that a page shows. Raises SourceError where it shows none."""
    content = VisibleText(item, limit=LIMIT)
    if not content.text.strip(MARGIN):
        raise SourceError(
            "This page shows no words (they may be made by a script): copy its text from the browser into a .txt file.",
            Place(item.id),
        )
    return content


def _check(item: SourceItem) -> None:
    data, place = item.read(), Place(item.id)
    if len(data) > LIMIT:
        limit = LIMIT // 1024 // 1024
        raise SourceError(
            f"This text is larger than {limit} MiB, the most that is read of a profile: keep the part about one person.",
            place,
        )
    text = data.decode("utf-8", "replace")
    strange = _BINARY.search(data)
    if strange is not None and (b"\x00" in data or len(_BINARY.findall(data)) * 50 > len(text)):
        position = LineIndex(data).position(strange.start())
        raise SourceError(
            "This is no text but binary data: copy the text of the person's page from the browser into it.",
            Place(item.id, position.line, position.column),
        )
    if not text.strip(MARGIN):
        raise SourceError("This profile is empty: copy the text of the person's page from the browser into it.", place)


def _read(content: TextContent | VisibleText) -> Iterator[SourceRecord | Rejected]:
    page = read_page(content.text)
    if page.name is None:
        yield _nobody(content, page)
        return
    writer = Writer(content, page)
    yield writer.person()
    for draft in page.listing.drafts:
        yield writer.publication(draft)
    yield from writer.others()
    for doubt in page.listing.doubts:
        writer.reject(doubt.line, doubt.reason)
    yield from writer.rejected


def _nobody(content: TextContent | VisibleText, page: SitePage) -> Rejected:
    """Reject a page that names nobody, at the heading of its list or at its first line."""
    text = content.text
    drafts = page.listing.drafts
    start, end = (
        (page.heading.start, page.heading.end) if page.heading is not None else drafts[0].span() if drafts else (-1, -1)
    )
    if start < 0:
        start = len(text) - len(text.lstrip(MARGIN))
        end = start + len(text[start:].split("\n", 1)[0])
    return Rejected(content.item.source, NO_PERSON, content.item.id, content.span(start, end))


SOURCE: Final = Reader(
    kind="profile-text",
    description="A researcher's profile page, its text copied from a browser, or saved as HTML: biography, current role, list of works.",
    read=read,
    max_bytes=LIMIT,
)
