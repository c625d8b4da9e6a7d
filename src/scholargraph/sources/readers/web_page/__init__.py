"""Read a web page: what it says of works, people and organisations for machines.

It reads schema.org as JSON-LD and as microdata, `citation_*` and Dublin Core meta tags; what several of them say of one work
is one record. Words for people are for `profile-text`. RDFa is not read, and nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from scholargraph.acquire import SourceItem
from scholargraph.acquire.html_stream import StartTag, TooMuch, Words, tokens
from scholargraph.acquire.html_text import PageText
from scholargraph.model import Locator, Rejected, SourceRecord
from scholargraph.sources.reader import Options, Reader
from scholargraph.sources.readers.linked.document import Document, records
from scholargraph.sources.readers.linked.nodes import Graph, Value
from scholargraph.sources.readers.web_page import json_ld
from scholargraph.sources.readers.web_page.meta_tags import Tags
from scholargraph.sources.readers.web_page.microdata import Microdata

MAX_BYTES: Final = 5 * 1024 * 1024
"""The largest page that is read; pages have a tenth of it."""

NOTHING: Final = (
    "This page says nothing for machines (no JSON-LD or microdata of schema.org, no citation_* or Dublin Core tags): "
    "read its words as profile-text, or take another page."
)
RDFA: Final = "This page describes things in RDFa, which is not read: use its JSON-LD, its microdata or another format."
_TOO_MUCH: Final = "This page has too many tags: what begins here is not read."


def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    """Give the records of a page. Raises SourceError where it is empty, binary, too large or not text that can be decoded."""
    page = _Page(PageText(item, limit=MAX_BYTES))
    page.scan()
    yield from page.rejected
    documents = (("JSON-LD", page.json_ld), ("microdata", page.microdata))
    found = False
    for one in records(Document(item, page.content, documents, page.tags.drafts())):
        found = True
        yield one
    if not found and not page.rejected:
        yield Rejected(item.source, RDFA if page.rdfa else NOTHING, item.id, page.rdfa)


@dataclass(slots=True)
class _Page:
    """What a page says for machines, with its places."""

    content: PageText
    json_ld: Graph = field(default_factory=Graph)
    microdata: Graph = field(default_factory=Graph)
    tags: Tags = field(default_factory=Tags)
    rejected: list[Rejected] = field(default_factory=list)
    rdfa: Locator | None = None

    def scan(self) -> None:
        """Go through the page once."""
        text = self.content.text
        items = Microdata(text, self.microdata, self.place)
        script = False
        for token in tokens(text):
            if isinstance(token, TooMuch):
                self.refuse(_TOO_MUCH, token.start, min(token.start + 20, len(text)))
                break
            items.feed(token)
            if isinstance(token, StartTag):
                script = token.name == "script" and _is_json_ld(token)
                if token.name == "meta":
                    self._meta(token)
                if self.rdfa is None and token.value("typeof") and "itemscope" not in token.attributes:
                    self.rdfa = self.place(token.start, token.end)[0]
            elif isinstance(token, Words) and token.raw and script:
                json_ld.read(text, token.start, token.end, graph=self.json_ld, place=self.place, refuse=self.refuse)
                script = False
        items.close()
        for reason, start, end in items.refused:
            self.refuse(reason, start, end)

    def place(self, start: int, end: int) -> tuple[Locator, str]:
        """Give the bytes of a stretch of the page, and what stands there."""
        at = self.content.span(start, end)
        return at, self.content.quote(at)

    def refuse(self, reason: str, start: int, end: int) -> None:
        """Note that a part of the page is not read."""
        item = self.content.item
        self.rejected.append(Rejected(item.source, reason, item.id, self.content.span(start, end)))

    def _meta(self, tag: StartTag) -> None:
        name, content = tag.value("name") or tag.value("property"), tag.attributes.get("content")
        if name and content is not None:
            stands = content if content.start < content.end else tag  # at no words nothing can be shown
            at, quote = self.place(stands.start, stands.end)
            self.tags.add(name, Value(content.value, at, quote, tag.value("lang") or tag.value("xml:lang")))


def _is_json_ld(tag: StartTag) -> bool:
    return (tag.value("type") or "").split(";")[0].strip().lower() == "application/ld+json"


SOURCE: Final = Reader(
    kind="web-page",
    description="A web page that describes works or people for machines: schema.org (JSON-LD, microdata), citation tags.",
    read=read,
    max_bytes=MAX_BYTES,
)
