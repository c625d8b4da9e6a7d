"""One work of Crossref's REST API, as a record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from scholargraph.acquire import SourceItem
from scholargraph.acquire.json_stream import JsonEntry
from scholargraph.bibliography.pages import parse_pages
from scholargraph.identifiers import Identifier, Url, identifier_of
from scholargraph.model import (
    Agent,
    AgentKind,
    FullText,
    Key,
    Name,
    Pages,
    Publication,
    PublicationStatus,
    PublicationType,
    Rejected,
    SourceRecord,
    Text,
    VenueType,
    organization,
)
from scholargraph.sources.parts import Fact, Neighbours, add_gaps
from scholargraph.sources.readers.crossref import people, tables, updates
from scholargraph.sources.readers.json_record import JsonRecord, Names, Token, member_of, words_of

_MEDIA_TYPE: Final = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
_DATES: Final = ("issued", "published", "published-print", "published-online", "posted")
"""When a work appeared, the first that has a year; `issued` is the earliest of those that follow it."""
_NO_DATES: Final[tuple[Any, ...]] = (None, {}, {"date-parts": []}, {"date-parts": [[]]}, {"date-parts": [[None]]})
"""What Crossref writes where a date is not known."""


def read_work(
    item: SourceItem, entry: JsonEntry, *, names: Names, neighbours: Neighbours
) -> Iterator[SourceRecord | Rejected]:
    """Give the record of a work, those beside it, and what of it is rejected."""
    start = _start(entry)
    if start is None:
        reason = "This entry is no work: it has neither a DOI nor a title."
        yield Rejected(item.source, reason, item.id, entry.at())
        return
    called = words_of(member_of(entry.value, *start)) or "entry"
    work = JsonRecord(item, Publication, names.of(f"doi-{called}".lower()[:200], entry.pointer), entry, *start)
    doi = work.identifier("doi", "DOI")
    if doi is not None:
        work.state("identifiers", doi, "DOI")
    _kind(work, doi)
    _titles(work)
    cut = people.contributions(work, neighbours)
    _date(work)
    _venue(work, neighbours)
    _numbers(work)
    _publishing(work)
    _terms(work)
    people.funding(work)
    updates.own_notices(work, doi)
    updates.versions(work, doi)
    about = list(updates.updated_works(work, doi, names))
    add_gaps(work.builder, at=work.place(*start), quote=entry.quote(*start), cut=cut)
    yield from work.given()
    yield from neighbours.new()
    for one in about:
        yield from one.given()


def _start(entry: JsonEntry) -> tuple[Token, ...] | None:
    """Give the member that stands for the work: its DOI, or its title."""
    for path in (("DOI",), ("title", 0)):
        if words_of(member_of(entry.value, *path)):
            return path
    return None


def _kind(work: JsonRecord, doi: Identifier | None) -> None:
    type_, subtype = work.text("type") or "", work.text("subtype")
    if updates.is_notice(work, doi):
        path: tuple[Token, ...] = ("update-to", 0)
        work.state("type", PublicationType.NOTICE, *path)
        label = "label" if work.text(*path, "label") else "type"
        work.words("genre", *path, label)
        return
    if type_ == "posted-content":
        kind = tables.SUBTYPES.get(subtype or "")
        if kind is not None:
            work.state("type", kind, "subtype")
        elif subtype is not None:
            work.words("genre", "subtype")
        if kind is PublicationType.PREPRINT:
            work.state("status", PublicationStatus.PREPRINT, "subtype")
        return
    if type_ in tables.TYPES:
        work.state("type", tables.TYPES[type_], "type")
    if type_ in tables.GENRES or type_ not in tables.TYPES:
        work.words("genre", "type")


def _titles(work: JsonRecord) -> None:
    title, subtitle = work.text("title", 0), work.text("subtitle", 0)
    if title is not None and subtitle is not None and subtitle.casefold() not in title.casefold():
        whole = Text(" ".join(f"{title.rstrip(':')}: {subtitle}".split()))
        work.state("title", whole, "title", 0)
        work.state("title", whole, "subtitle", 0)
    else:
        work.words("title", "title", 0)
    for number in range(1, len(work.list("title"))):
        work.words("alternate_titles", "title", number)
    for number in range(len(work.list("original-title"))):
        if work.text("original-title", number) != title:
            work.words("alternate_titles", "original-title", number)
    work.words("abstract", "abstract")


def _date(work: JsonRecord) -> None:
    for member in _DATES:
        path = (member, "date-parts", 0)
        told, parts = work.get(member), work.get(*path)
        if told in _NO_DATES:
            continue
        if not isinstance(parts, list) or None not in parts[:1]:
            date = work.date(*path) if isinstance(parts, list) else None
            if date is not None:
                work.state("issued", date, *path)
                return
            if not isinstance(parts, list):
                work.reject("This holds no date-parts, a list of year, month and day: the date is not stated.", member)


def _venue(work: JsonRecord, neighbours: Neighbours) -> None:
    """State what the work appeared in. Of two names of a book's chapter the first is the series."""
    type_ = work.text("type") or ""
    titles = [number for number in range(len(work.list("container-title"))) if work.text("container-title", number)]
    if not titles:
        for fact in _identifiers(work, "issn", "ISSN"):
            work.reject(f"ISSN {fact.value.value} has no journal or book to belong to: add its name.", "ISSN")
        return
    kind = tables.VENUES.get(type_, VenueType.OTHER)
    within = kind in {VenueType.BOOK, VenueType.PROCEEDINGS} and len(titles) > 1
    own = titles[-1] if within else titles[0]
    facts = [work.fact("name", _one_line(work, own), "container-title", own)]
    if kind is not VenueType.OTHER:
        facts.append(work.fact("type", kind, "type"))
    issns = list(_identifiers(work, "issn", "ISSN"))
    if kind in {VenueType.BOOK, VenueType.PROCEEDINGS}:
        facts += _identifiers(work, "isbn", "ISBN")
    if within:
        facts.append(work.fact("part_of", _series(work, titles[0], issns, neighbours), "container-title", titles[0]))
    else:
        facts += issns
        names = {fact.value for fact in facts}
        for number in titles[1:]:
            if _one_line(work, number) not in names:
                facts.append(work.fact("alternate_names", _one_line(work, number), "container-title", number))
        if work.text("short-container-title", 0) and _one_line(work, 0, "short-container-title") not in names:
            short = _one_line(work, 0, "short-container-title")
            facts.append(work.fact("alternate_names", short, "short-container-title", 0))
    path = ("container-title", own)
    work.state("venue", neighbours.venue(facts, at=work.place(*path), quote=work.entry.quote(*path)), *path)


def _series(work: JsonRecord, number: int, issns: list[Fact], neighbours: Neighbours) -> Key:
    path = ("container-title", number)
    facts = [work.fact("name", _one_line(work, number), *path), *issns]
    return neighbours.venue(facts, at=work.place(*path), quote=work.entry.quote(*path))


def _one_line(work: JsonRecord, number: int, member: str = "container-title") -> str:
    return " ".join((work.text(member, number) or "").split())


def _identifiers(work: JsonRecord, scheme: str, member: str) -> Iterator[Fact]:
    known: set[Identifier] = set()
    for number in range(len(work.list(member))):
        found = identifier_of(
            scheme, (work.text(member, number) or "").rpartition("/")[2]
        )  # http://id.crossref.org/isbn/
        if found is None:
            found = work.identifier(scheme, member, number)
        if found is not None and found not in known:
            known.add(found)
            yield work.fact("identifiers", found, member, number)


def _numbers(work: JsonRecord) -> None:
    for field, member in (("volume", "volume"), ("issue", "issue"), ("edition", "edition-number")):
        work.words(field, member)
    words, article = work.text("page"), work.text("article-number")
    pages = parse_pages(words) if words is not None else None
    if words is not None and pages is None:
        work.reject(f"“{words[:60]}” is no pages: they are not stated.", "page")
    if article is not None and (pages is None or pages.first != article):
        pages = replace(pages, article=article) if pages is not None else Pages(article=article)
        work.state("pages", pages, "article-number")
    if pages is not None and words is not None and parse_pages(words) is not None:
        work.state("pages", pages, "page")
    if (work.text("type") or "") in tables.BOOKS:
        for fact in _identifiers(work, "isbn", "ISBN"):
            work.builder.add(fact.field, fact.value, at=fact.at, quote=fact.quote)


def _publishing(work: JsonRecord) -> None:
    if (publisher := work.text("publisher")) is not None:
        agent = Agent(name=Name(printed=publisher), kind=AgentKind.ORGANIZATION, kind_stated=True)
        work.state("publisher", agent, "publisher")
    work.words("place", "publisher-location")
    if (name := work.text("institution", 0, "name")) is not None:
        work.state("institution", organization(name), "institution", 0, "name")
        work.words("place", "institution", 0, "place", 0)
    for number in range(len(work.list("degree"))):
        words = work.text("degree", number)
        degree = None if words is None else tables.DEGREES.get(words.lower().replace(".", ""))
        if degree is not None:
            work.state("degree", degree, "degree", number)
        else:
            work.words("genre", "degree", number)
    work.words("event", "event", "name")
    if (language := work.language("language")) is not None:
        work.state("language", language, "language")


def _terms(work: JsonRecord) -> None:
    """State the licence of the work, and where its text can be read."""
    licences: dict[str, Url] = {}
    own: list[int] = []
    for place, one in enumerate(work.list("license")):
        version = words_of(one.get("content-version")) or "unspecified" if isinstance(one, dict) else None
        address = None if version is None or version in licences else work.url("license", place, "URL")
        if version is not None and address is not None:
            licences[version] = address
            if version in tables.OWN_LICENCES:
                own.append(place)
    for place in sorted(own, key=lambda number: work.text("license", number, "content-version") != "vor")[:1]:
        work.state("license", work.url("license", place, "URL"), "license", place, "URL")
    known = _full_texts(work, licences)
    page = work.url("resource", "primary", "URL")
    if page is not None and page not in known:
        work.state("links", page, "resource", "primary", "URL")


def _full_texts(work: JsonRecord, licences: Mapping[str, Url]) -> set[Url]:
    known: set[Url] = set()
    for place, one in enumerate(work.list("link")):
        if not isinstance(one, dict) or words_of(one.get("intended-application")) in tables.NOT_FOR_READERS:
            continue
        address = work.url("link", place, "URL")
        if address is None or address in known:
            continue
        known.add(address)
        version = words_of(one.get("content-version")) or ""
        media_type = words_of(one.get("content-type")) or ""
        text = FullText(
            url=address,
            media_type=media_type.lower() if _MEDIA_TYPE.fullmatch(media_type) else None,
            version=tables.VERSIONS.get(version),
            license=licences.get(version) if version in tables.VERSIONS else None,
        )
        work.state("full_texts", text, "link", place)
    return known
