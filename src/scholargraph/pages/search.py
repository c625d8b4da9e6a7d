"""What a search shows: the things found as cards, the words around what was found, and the same as data.

It searches nothing itself; the snapshot's index does.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from scholargraph.formats import CITATIONS, Format
from scholargraph.pages import references
from scholargraph.pages.bodies import Representation
from scholargraph.pages.cards import Card
from scholargraph.pages.head import Link
from scholargraph.pages.representation import HTML, rendered
from scholargraph.pages.site import Ref, Site
from scholargraph.search import Found, Hit, Search, Segment

PATH: Final = "search"
"""Where searches are asked for, below the site's base."""
PAGE_SIZE: Final = 20
CITED: Final = 100
"""How many things found are looked at for works to cite, at one address."""
JSON_TYPE: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing found: its card, and the stretches of text that show why."""

    card: Card
    hit: Hit

    @property
    def snippet(self) -> tuple[Segment, ...]:
        """The stretches of text."""
        return self.hit.snippet


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A stretch of what was found for a text."""

    text: str
    total: int
    number: int
    count: int
    lines: tuple[Line, ...]

    @property
    def start(self) -> int:
        """The place of the first thing shown, from 1."""
        return (self.number - 1) * PAGE_SIZE + 1


def make(site: Site, index: Search, text: str, *, number: int) -> SearchPage | None:
    """Search for a text; None where the answer has no such page. An empty text finds nothing, on one page."""
    found: Found = index.find(text, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
    count = max(1, -(-found.total // PAGE_SIZE))
    if not 1 <= number <= count:
        return None
    lines = tuple(Line(card, hit) for hit in found.hits if (card := site.card(hit.key)) is not None)
    return SearchPage(text, found.total, number, count, lines)


def of_search(site: Site, page: SearchPage, *, as_data: bool = False) -> Representation:
    """Make the page, or the same as JSON."""
    if as_data:
        return Representation(_json(site, page).encode(), JSON_TYPE)
    title = f"{page.text} – Search – {site.settings.title}" if page.text.strip() else f"Search – {site.settings.title}"
    body = rendered(
        site,
        "search.html",
        here=PATH,
        title=title,
        page=page,
        previous=address(page, page.number - 1) if page.number > 1 else None,
        following=address(page, page.number + 1) if page.number < page.count else None,
        tags=[("robots", "noindex")],
        downloads=_downloads(site, page),
    )
    return Representation(body, HTML.content_type)


def _downloads(site: Site, page: SearchPage) -> tuple[Ref, ...]:
    """The references to the works among what was found, where there are any on this page."""
    if not any(line.card.key.collection == references.WORK for line in page.lines):
        return ()
    local = site.addresses.local
    return tuple(Ref(one.label, local(address(page, 1, format=one.name)), note=one.media_type) for one in CITATIONS)


def of_references(site: Site, index: Search, text: str, *, form: Format, number: int = 1) -> Representation | None:
    """Write the references to the works among the things found, CITED things at a time; None where there are not so many."""
    found: Found = index.find(text, limit=CITED, offset=(number - 1) * CITED)
    count = max(1, -(-found.total // CITED))
    if not 1 <= number <= count:
        return None
    following = f"{site.settings.base}{_query(text, number + 1, format=form.name)}"
    links = (Link(following, "next"),) if number < count else ()
    return references.of_works(site, [hit.key for hit in found.hits], form, links=links)


def address(page: SearchPage, number: int, **more: str) -> str:
    """The address of a stretch of the same search, below the site's base."""
    return _query(page.text, number, **more)


def _query(words: str, number: int, **more: str) -> str:
    text = words.encode("utf-8", "replace")
    return f"{PATH}?{urlencode({'q': text, **({'page': str(number)} if number > 1 else {}), **more})}"


def _json(site: Site, page: SearchPage) -> str:
    following = address(page, page.number + 1, format="json") if page.number < page.count else None
    data: dict[str, Any] = {
        "query": page.text.encode("utf-8", "replace").decode(),
        "total": page.total,
        "page": page.number,
        "pages": page.count,
        "next": None if following is None else site.addresses.absolute(following),
        "results": [_result(site, line) for line in page.lines],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _result(site: Site, line: Line) -> dict[str, Any]:
    """One thing found as data; a work whose title is lost has no name."""
    card = line.card
    return {
        "id": line.hit.iri,
        "url": site.addresses.absolute(card.key),
        "name": None if card.lost else card.label,
        "language": None if card.lost else card.language,
        "kind": card.kind,
        "date": card.date,
        "status": card.status,
        "score": line.hit.score,
        "snippet": "".join(segment.words for segment in line.snippet) or None,
    }
