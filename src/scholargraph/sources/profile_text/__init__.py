"""Read the text of a researcher's profile page, copied from a browser: the person, what they are, their list of works.

It reads the kind of page, not one page; it keeps to what is printed: a line that could be two things is left out with a
note, and what an entry does not tell is a gap. Nobody is looked up, nothing is joined, no author list is called complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scholargraph.errors import Place, SourceError
from scholargraph.model import Reading, Rejected
from scholargraph.sources import Document, SourceReader
from scholargraph.sources.profile_text.blocks import blocks
from scholargraph.sources.profile_text.entries import entries
from scholargraph.sources.profile_text.lines import MARGIN
from scholargraph.sources.profile_text.page import divide
from scholargraph.sources.profile_text.readings import Writer

LIMIT: Final = 5 * 1024 * 1024
"""The largest text that is read, in bytes of UTF-8; a long profile has a hundredth of it."""

NO_PERSON: Final = "No name of a person stands above the list of works, so the page says nothing of anybody."

_BINARY: Final = re.compile("[\x00-\x08\x0e-\x1a]")


def parse(document: Document) -> Iterator[Reading | Rejected]:
    """Give the person, each entry of the list in printed order, then the organisations and venues these speak of.

    A text without a person gives one Rejected and nothing else. Raises SourceError where the text is empty, binary or
    larger than LIMIT.
    """
    _check(document)
    return _read(document)


def _check(document: Document) -> None:
    text, place = document.text, Place(document.path)
    if len(text) > LIMIT or len(text.encode("utf-8", "surrogatepass")) > LIMIT:
        limit = LIMIT // 1024 // 1024
        raise SourceError(
            f"This text is larger than {limit} MiB, the most that is read of a profile: keep the part about one person.",
            place,
        )
    strange = _BINARY.search(text)
    if strange is not None and ("\x00" in text or len(_BINARY.findall(text)) * 50 > len(text)):
        span = document.span(strange.start(), strange.end())
        raise SourceError(
            "This is no text but binary data: copy the text of the person's page from the browser into it.",
            Place(document.path, span.line, span.column),
        )
    if not text.strip(MARGIN):
        raise SourceError("This profile is empty: copy the text of the person's page from the browser into it.", place)


def _read(document: Document) -> Iterator[Reading | Rejected]:
    page = divide(document.text)
    if page.name is None:
        first = page.heading or next(iter(page.listing), None)
        start = first.start if first is not None else len(document.text) - len(document.text.lstrip(MARGIN))
        end = first.end if first is not None else start + len(document.text[start:].split("\n", 1)[0])
        yield Rejected(document.name, NO_PERSON, document.span(start, end))
        return
    writer = Writer(document, page.name, page.heading or page.name)
    yield writer.person(page)
    listing = entries(blocks(page.listing), owner=page.name.value)
    for draft in listing.drafts:
        yield writer.publication(draft)
    yield from writer.others()
    for doubt in listing.doubts:
        writer.reject(doubt.line, doubt.reason)
    yield from writer.rejected


SOURCE: Final = SourceReader(
    kind="profile-text",
    description="The text of a researcher's profile page, copied from a browser: biography, current role, list of works.",
    parse=parse,
)
