"""One item of CSL-JSON, as a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from scholargraph.acquire import SourceItem
from scholargraph.acquire.json_stream import JsonEntry
from scholargraph.bibliography.pages import parse_pages
from scholargraph.identifiers import SCHEMES, Identifier
from scholargraph.model import (
    Agent,
    AgentKind,
    Key,
    Name,
    Pages,
    Publication,
    PublicationType,
    Rejected,
    SourceRecord,
    Text,
    VenueType,
    organization,
)
from scholargraph.sources.parts import Fact, Neighbours, add_gaps
from scholargraph.sources.readers.csl_json import tables
from scholargraph.sources.readers.csl_json.dates import state_date
from scholargraph.sources.readers.csl_json.names import contributions
from scholargraph.sources.readers.json_record import JsonRecord, Names, Token, known_identifier, member_of, words_of

_SEPARATORS: Final = re.compile(r"[,;\s]+(?=[0-9])")
_LINE: Final = re.compile(r"(?:^|\n|\{:)\s*([A-Za-z]{3,6})\s*:\s*([^\s}]+)")
_DIGITS: Final = re.compile(r"[0-9]{1,6}")
_ENOUGH: Final = ("title", "DOI", "author", "editor", "URL", "container-title")
"""Members of which a work has at least one."""
_STANDS_FOR_IT: Final[tuple[tuple[Token, ...], ...]] = (
    ("id",),
    ("title",),
    ("title", 0),
    ("DOI",),
    ("URL",),
    ("type",),
)


def read_work(
    item: SourceItem, entry: JsonEntry, *, names: Names, neighbours: Neighbours
) -> Iterator[SourceRecord | Rejected]:
    """Give the record of an item, those beside it, and what of it is rejected."""
    value = entry.value
    start = next((path for path in _STANDS_FOR_IT if words_of(member_of(value, *path))), None)
    if start is None or not any(value.get(name) for name in _ENOUGH):
        reason = "This entry is no work: it has neither a title nor a DOI nor an author."
        yield Rejected(item.source, reason, item.id, entry.at())
        return
    if "itemType" in value and "type" not in value:
        reason = "This entry is of Zotero's own JSON: export it as CSL JSON."
        yield Rejected(item.source, reason, item.id, entry.at())
        return
    called = words_of(member_of(value, *start)) or "entry"
    work = JsonRecord(item, Publication, names.of(called[:200], entry.pointer), entry, *start)
    _kind(work)
    for path in (("title",), ("title", 0)):
        work.words("title", *path)
    work.words("alternate_titles", "original-title")
    work.words("abstract", "abstract")
    cut = contributions(work)
    state_date(work, "issued")
    _identifiers(work)
    _venue(work, neighbours)
    _numbers(work)
    _publishing(work)
    add_gaps(work.builder, at=work.place(*start), quote=entry.quote(*start), cut=cut)
    yield from work.given()
    yield from neighbours.new()


def _kind(work: JsonRecord) -> None:
    type_, genre = work.text("type") or "", work.text("genre")
    plain = (genre or "").casefold().replace(".", "")
    if type_ in tables.TYPES:
        work.state("type", tables.TYPES[type_], "type")
    elif type_ == "article" and plain in tables.PREPRINT:
        work.state("type", PublicationType.PREPRINT, "genre")
    if genre is not None:
        work.words("genre", "genre")
    elif type_ in tables.GENRES or type_ not in tables.TYPES:
        work.words("genre", "type")
    if type_ == "thesis" and plain in tables.DEGREES:
        work.state("degree", tables.DEGREES[plain], "genre")
    status = (work.text("status") or "").casefold()
    if status in tables.STATES:
        work.state("status", tables.STATES[status], "status")


def _identifiers(work: JsonRecord) -> None:
    for scheme, member in (("doi", "DOI"), ("pmid", "PMID"), ("pmcid", "PMCID")):
        found = work.identifier(scheme, member)
        if found is not None:
            work.state("identifiers", found, member)
    if _is_whole(work):
        for fact in _several(work, "isbn", "ISBN"):
            work.builder.add(fact.field, fact.value, at=fact.at, quote=fact.quote)
    _arxiv(work)
    for name, words in _LINE.findall(work.text("note") or ""):
        _noted(work, name, words, "note")
    custom = work.get("custom")
    for name in custom if isinstance(custom, dict) else ():
        _noted(work, name, work.text("custom", name) or "", "custom", name)
    _address(work)


def _is_whole(work: JsonRecord) -> bool:
    """Whether an ISBN is the work's own: not that of what it appeared in."""
    return (work.text("type") or "") not in tables.PARTS and not work.get("container-title")


def _arxiv(work: JsonRecord) -> None:
    if (work.text("archive") or "").casefold() == "arxiv":
        for member in ("archive_location", "number"):
            arxiv = known_identifier("arxiv", work.text(member) or "")
            if arxiv is not None:
                work.state("identifiers", arxiv, member)


def _address(work: JsonRecord) -> None:
    """State the address, or the DOI that it is where there is no other."""
    address = work.url("URL")
    if address is not None:
        of_url = known_identifier("doi", address)
        if of_url is None:
            work.state("links", address, "URL")
        elif not work.text("DOI"):
            work.state("identifiers", of_url, "URL")


def _noted(work: JsonRecord, name: str, words: str, *path: Token) -> None:
    """State an identifier that a note names, if it is one."""
    scheme = tables.IN_NOTES.get(name.casefold())
    if scheme is None or not words or (scheme == "isbn" and not _is_whole(work)):
        return
    found = known_identifier(scheme, words.rstrip(".,;"))
    if found is not None:
        work.state("identifiers", found, *path)
    else:
        work.reject(f"“{words[:60]}” is no valid {SCHEMES[scheme].label}: it is not stated.", *path)


def _several(work: JsonRecord, scheme: str, member: str) -> Iterator[Fact]:
    """Give the identifiers of a member that holds one, a list, or several with commas or spaces between."""
    listed = work.list(member)
    paths: list[tuple[Token, ...]] = [(member, number) for number in range(len(listed))] or [(member,)]
    known: set[Identifier] = set()
    for path in paths:
        for words in _SEPARATORS.split(work.text(*path) or ""):
            found = known_identifier(scheme, words) if words else None
            if found is None and words:
                work.reject(f"“{words[:60]}” is no valid {SCHEMES[scheme].label}: it is not stated.", *path)
            if found is not None and found not in known:
                known.add(found)
                yield work.fact("identifiers", found, *path)


def _venue(work: JsonRecord, neighbours: Neighbours) -> None:
    type_ = work.text("type") or ""
    path: tuple[Token, ...] = ("container-title", 0) if work.list("container-title") else ("container-title",)
    name = work.text(*path)
    if name is None:
        if work.text("collection-title") is not None:
            work.state("venue", _series(work, neighbours), "collection-title")
            work.words("volume", "collection-number")
        for fact in _several(work, "issn", "ISSN"):
            work.reject(f"ISSN {fact.value.value} has no journal or book to belong to: add its name.", "ISSN")
        return
    name = " ".join(name.split())
    facts = [work.fact("name", name, *path)]
    kind = tables.VENUES.get(type_, VenueType.OTHER)
    if kind is not VenueType.OTHER:
        facts.append(work.fact("type", kind, "type"))
    facts += _several(work, "issn", "ISSN")
    if not _is_whole(work):
        facts += _several(work, "isbn", "ISBN")
    said = {name}
    for member in ("container-title-short", "journalAbbreviation"):
        if (short := work.text(member)) is not None and short not in said:
            said.add(short)
            facts.append(work.fact("alternate_names", short, member))
    if work.text("collection-title") not in {None, name}:
        facts.append(work.fact("part_of", _series(work, neighbours), "collection-title"))
    work.state("venue", neighbours.venue(facts, at=work.place(*path), quote=work.entry.quote(*path)), *path)


def _series(work: JsonRecord, neighbours: Neighbours) -> Key:
    path = ("collection-title",)
    name = " ".join((work.text(*path) or "").split())
    facts = [work.fact("name", name, *path), work.fact("type", VenueType.SERIES, *path)]
    return neighbours.venue(facts, at=work.place(*path), quote=work.entry.quote(*path))


def _numbers(work: JsonRecord) -> None:
    work.words("volume", "volume")
    work.words("issue", "issue")
    work.words("edition", "edition")
    work.words("number", "number")
    words, count = work.text("page") or work.text("page-first"), work.text("number-of-pages")
    member = "page" if work.text("page") else "page-first"
    pages = parse_pages(words) if words is not None else None
    if words is not None and pages is None:
        work.reject(f"“{words[:60]}” is no pages: they are not stated.", member)
    if count is not None and _DIGITS.fullmatch(count):
        whole = replace(pages, count=int(count)) if pages is not None else Pages(count=int(count))
        work.state("pages", whole, "number-of-pages")
        pages = whole if pages is not None else None
    if pages is not None:
        work.state("pages", pages, member)


def _publishing(work: JsonRecord) -> None:
    publisher = work.text("publisher")
    if publisher is not None and work.text("type") == "thesis":
        work.state("institution", organization(publisher), "publisher")
    elif publisher is not None:
        agent = Agent(name=Name(printed=publisher), kind=AgentKind.ORGANIZATION, kind_stated=True)
        work.state("publisher", agent, "publisher")
    work.words("place", "publisher-place")
    work.words("event", "event-title")
    if not work.builder.has("event"):
        work.words("event", "event")
    if (language := work.language("language")) is not None:
        work.state("language", language, "language")
    if (words := work.text("keyword")) is not None:
        for word in dict.fromkeys(part.strip() for part in re.split(r"[;\n]" if ";" in words else r"[,\n]", words)):
            if word:
                work.state("keywords", Text(word), "keyword")
    if (licence := work.text("license")) is not None and licence.lower().startswith("http"):
        work.state("license", work.url("license"), "license")
    elif licence is not None:
        work.words("rights", "license")
