"""One work of OpenAlex, as a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scholargraph.acquire import SourceItem
from scholargraph.acquire.json_stream import JsonEntry
from scholargraph.bibliography.pages import parse_pages
from scholargraph.identifiers import identifier_of
from scholargraph.model import (
    Agent,
    AgentKind,
    FullText,
    Gap,
    Key,
    Name,
    Notice,
    NoticeKind,
    OpenAccess,
    PartialDate,
    Publication,
    PublicationStatus,
    PublicationType,
    Rejected,
    SourceRecord,
    Text,
    VenueType,
)
from scholargraph.sources.parts import Fact, Neighbours, add_gaps
from scholargraph.sources.readers.json_record import JsonRecord, Names, Token, words_of
from scholargraph.sources.readers.openalex import authors, tables
from scholargraph.sources.readers.openalex.entities import identifiers


def read_work(
    item: SourceItem, entry: JsonEntry, *, names: Names, neighbours: Neighbours, people: Mapping[str, Key]
) -> Iterator[SourceRecord | Rejected]:
    """Give the record of a work, and what of it is rejected."""
    start = next((path for path in ("id", "doi", "display_name", "title") if words_of(entry.value.get(path))), None)
    if start is None:
        yield Rejected(item.source, "This entry is no work: it has no id, DOI or title.", item.id, entry.at())
        return
    words = words_of(entry.value[start]) or ""
    called = words.rpartition("/")[2] if start == "id" else words
    work = JsonRecord(item, Publication, names.of(called[:200], entry.pointer), entry, start)
    _kind(work)
    work.words("title", "title" if work.text("title") else "display_name")
    cut = authors.contributions(work, neighbours, people)
    _date(work)
    _venue(work, neighbours)
    _biblio(work)
    identifiers(work, ("openalex", "id"), ("doi", "doi"), ("pmid", "ids", "pmid"), ("pmcid", "ids", "pmcid"))
    _access(work)
    authors.funding(work)
    broken = _abstract(work)
    for number in range(len(work.list("keywords"))):
        path = ("keywords", number, "display_name")
        work.words("keywords", *(path if work.text(*path) else ("keywords", number, "keyword")))
    if (language := work.language("language")) is not None:
        work.state("language", language, "language")
    if work.get("is_retracted") is True:
        work.state("notices", Notice(kind=NoticeKind.RETRACTION), "is_retracted")
    if broken:
        work.state("gaps", Gap.ABSTRACT_CUT, "abstract_inverted_index")
    add_gaps(work.builder, at=work.place(start), quote=entry.quote(start), cut=cut)
    yield from work.given()


def _kind(work: JsonRecord) -> None:
    type_, finer = work.text("type") or "", work.text("type_crossref") or ""
    source = work.text("primary_location", "source", "type") or ""
    if type_ in tables.TYPES:
        work.state("type", tables.TYPES[type_], "type")
    elif type_ in tables.ARTICLES and finer in tables.CROSSREF_TYPES:
        work.state("type", tables.CROSSREF_TYPES[finer], "type_crossref")
    elif type_ in tables.ARTICLES and not finer and source in tables.OF_SOURCES:
        work.state("type", tables.OF_SOURCES[source], "primary_location", "source", "type")
    elif type_ in tables.CROSSREF_TYPES:  # snapshots of before 2023 have the types of Crossref
        work.state("type", tables.CROSSREF_TYPES[type_], "type")
    if work.builder.value("type") is PublicationType.PREPRINT:
        work.state("status", PublicationStatus.PREPRINT, "type")
    if type_ in tables.GENRES or not work.builder.has("type"):
        work.words("genre", "type")


def _date(work: JsonRecord) -> None:
    """State when a work appeared. OpenAlex writes the first day where a day, or a month, is not known."""
    year, words = work.text("publication_year"), work.text("publication_date")
    try:
        date = None if words is None else PartialDate.parse(words)
        if date is not None and (year is None or year == str(date.year)):
            if date.day == 1:
                date = PartialDate(date.year, None if date.month == 1 else date.month)
            work.state("issued", date, "publication_date")
            return
        if year is not None:
            work.state("issued", PartialDate.parse(f"{int(year):04d}"), "publication_year")
    except ValueError as error:
        member = "publication_date" if words is not None else "publication_year"
        work.reject(f"{str(error)[:100]}: it is not stated.", member)


def _venue(work: JsonRecord, neighbours: Neighbours) -> None:
    path: tuple[Token, ...] = ("primary_location", "source")
    if not isinstance(work.get(*path), dict):
        path = ("host_venue",)
    name, kind = work.text(*path, "display_name"), work.text(*path, "type") or ""
    if name is None or (kind == "repository" and (work.text("type") or "") not in tables.IN_REPOSITORIES):
        return
    facts = [work.fact("name", " ".join(name.split()), *path, "display_name")]
    type_ = tables.VENUES.get(kind, VenueType.OTHER)
    if type_ is not VenueType.OTHER:
        facts.append(work.fact("type", type_, *path, "type"))
    facts += _of_venue(work, path)
    at = (*path, "display_name")
    work.state("venue", neighbours.venue(facts, at=work.place(*at), quote=work.entry.quote(*at)), *at)


def _of_venue(work: JsonRecord, path: tuple[Token, ...]) -> Iterator[Fact]:
    listed: list[tuple[Token, ...]] = [("issn", number) for number in range(len(work.list(*path, "issn")))]
    known = set()
    schemes: list[tuple[str, tuple[Token, ...]]] = [("openalex", ("id",))]
    for scheme, member in [*schemes, *(("issn", one) for one in listed or [("issn_l",)])]:
        found = identifier_of(scheme, work.text(*path, *member) or "")
        if found is None and scheme == "issn":
            work.identifier(scheme, *path, *member)  # it is rejected
        if found is not None and found not in known:
            known.add(found)
            yield work.fact("identifiers", found, *path, *member)
    for host in ("host_organization_name", "publisher"):
        if work.text(*path, "type") != "repository" and (name := work.text(*path, host)) is not None:
            agent = Agent(name=Name(printed=name), kind=AgentKind.ORGANIZATION, kind_stated=True)
            yield work.fact("publisher", agent, *path, host)
            return


def _biblio(work: JsonRecord) -> None:
    work.words("volume", "biblio", "volume")
    work.words("issue", "biblio", "issue")
    first, last = work.text("biblio", "first_page"), work.text("biblio", "last_page")
    if first is None:
        return
    pages = parse_pages(first if last in {None, first} else f"{first}-{last}")
    if pages is None:
        work.reject(f"“{first[:40]}” is no page: it is not stated.", "biblio", "first_page")
        return
    work.state("pages", pages, *(("biblio", "first_page") if last in {None, first} else ("biblio",)))


def _access(work: JsonRecord) -> None:
    """State whether the work can be read, and where."""
    status = tables.OPEN_ACCESS.get(work.text("open_access", "oa_status") or "")
    if status is not None:
        work.state("open_access", status, "open_access", "oa_status")
    elif work.get("open_access", "is_oa") is True:
        work.state("open_access", OpenAccess.OPEN, "open_access", "is_oa")
    work.words("rights", "primary_location", "license")
    texts: set[str] = set()
    paths: list[tuple[Token, ...]] = [("primary_location",), ("best_oa_location",)]
    paths += [("locations", number) for number in range(len(work.list("locations")))]
    for path in paths:
        for member in ("pdf_url", "landing_page_url"):
            address = work.text(*path, member)
            open_page = member == "landing_page_url" and work.get(*path, "is_oa") is True
            if address is None or address in texts or (member == "landing_page_url" and not open_page):
                continue
            if open_page and work.text(*path, "pdf_url"):
                continue
            texts.add(address)
            if (url := work.url(*path, member)) is None:
                continue
            version = tables.VERSIONS.get(work.text(*path, "version") or "")
            media_type = "application/pdf" if member == "pdf_url" else None
            work.state("full_texts", FullText(url=url, media_type=media_type, version=version), *path)
    _pages(work, paths, texts)


def _pages(work: JsonRecord, paths: list[tuple[Token, ...]], texts: set[str]) -> None:
    """State the pages about the work, but for those that are its DOI."""
    known = set(texts)
    for path in paths:
        address = work.text(*path, "landing_page_url")
        if address is None or address in known or identifier_of("doi", address) is not None:
            continue
        known.add(address)
        if (url := work.url(*path, "landing_page_url")) is not None:
            work.state("links", url, *path, "landing_page_url")


def _abstract(work: JsonRecord) -> bool:
    """State the abstract that an inverted index holds; tell whether words are missing in it."""
    index = work.get("abstract_inverted_index")
    if not isinstance(index, dict) or not index:
        return False
    try:
        words = in_order(index)
    except ValueError as error:
        work.reject(f"{error}: the abstract is not stated.", "abstract_inverted_index")
        return False
    text = " ".join(word for word in words if word)
    if text:
        work.state("abstract", Text(text), "abstract_inverted_index")
    return bool(text) and not all(words)


def in_order(index: Mapping[str, Any]) -> list[str]:
    """Put the words of an inverted index at their places; one that is missing is empty. Raises ValueError.

    >>> in_order({"of": [1], "Maps": [0], "nowhere": [3]})
    ['Maps', 'of', '', 'nowhere']
    """
    places: dict[int, str] = {}
    for word, at in index.items():
        for place in at if isinstance(at, list) else [at]:
            if type(place) is not int or not 0 <= place < tables.MOST_WORDS:
                raise ValueError("The index of the abstract has a place that is none")
            if place in places:
                raise ValueError(f"The index of the abstract has two words at place {place}")
            places[place] = word.strip()
    return [places.get(place, "") for place in range(max(places, default=-1) + 1)]
