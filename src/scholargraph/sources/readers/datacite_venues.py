"""What a resource of DataCite appeared in: a related item, or the container that DataCite's JSON has; volume, issue, pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from scholargraph.identifiers import identifier_of
from scholargraph.model import Pages, organization
from scholargraph.sources.parts import Fact
from scholargraph.sources.readers.datacite_tables import CONTAINERS, VENUE_SCHEMES, VENUES, is_unknown
from scholargraph.sources.readers.datacite_tree import Part

if TYPE_CHECKING:
    from scholargraph.sources.readers.datacite_works import Work


def venue(work: Work) -> None:
    """Give where the work appeared, by the related item that says it, otherwise by the container."""
    items = list(work.root.each("relatedItems"))
    for relation in CONTAINERS:
        for item in items:
            if item.words("relationType") == relation and _from(work, item, _title(item), "relatedItemType"):
                return
    container = work.root.parts.get("container")
    if container is not None:
        _from(work, container, container.parts.get("title"), "type")


def _from(work: Work, item: Part, title: Part | None, type_member: str) -> bool:
    name = _known(title)
    if title is None or not name:
        return False
    facts = [Fact("name", name, title.at, title.quote)]
    kind = item.parts.get(type_member)
    if kind is not None and _known(kind) in VENUES:
        facts.append(Fact("type", VENUES[_known(kind)], kind.at, kind.quote))
    facts += _identifiers(work, item)
    publisher = item.parts.get("publisher")
    if publisher is not None and _known(publisher):
        facts.append(Fact("publisher", organization(_known(publisher)), publisher.at, publisher.quote))
    key = work.shared.neighbours.venue(facts, at=item.whole_at, quote=item.whole_quote)
    work.give("venue", key, title)
    for field in ("volume", "issue"):
        part = item.parts.get(field)
        if part is not None and _known(part):
            work.give(field, _known(part), part)
    _pages(work, item)
    return True


def _title(item: Part) -> Part | None:
    return next((part for part in item.each("titles") if not part.words("titleType")), None)


def _identifiers(work: Work, item: Part) -> Iterator[Fact]:
    held = item.parts.get("relatedItemIdentifier") or item.parts.get("identifier")
    if held is None or not _known(held):
        return
    kind = held.words("relatedItemIdentifierType") or item.words("identifierType")
    scheme = VENUE_SCHEMES.get(kind.lower())
    if scheme is None:
        return
    found = identifier_of(scheme, _known(held))
    if found is None:
        work.refuse(f"“{_known(held)}” is no valid {kind}: compare it with its source.", held)
    else:
        yield Fact("identifiers", found, held.at, held.quote)


def _pages(work: Work, item: Part) -> None:
    first, last, number = (item.parts.get(name) for name in ("firstPage", "lastPage", "number"))
    pages = Pages(first=_known(first) or None, last=_known(last) or None)
    if number is not None and _known(number):
        kind = number.words("numberType") or item.words("numberType")
        if kind == "Article":
            pages = replace(pages, article=_known(number))
        elif kind == "Report":
            work.give("number", _known(number), number)
    if pages != Pages():
        places = [part for part in (first, last, number) if part is not None and _known(part)]
        for part in places if pages.article else places[:2]:
            work.give("pages", pages, part)


def _known(part: Part | None) -> str:
    words = (part.value or "") if part is not None else ""
    return "" if is_unknown(words) else words
