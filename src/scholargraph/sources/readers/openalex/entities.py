"""Authors, institutions, sources, publishers and funders of OpenAlex, as records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scholargraph.acquire import SourceItem
from scholargraph.acquire.json_stream import JsonEntry
from scholargraph.identifiers import identifier_of
from scholargraph.model import (
    Agent,
    AgentKind,
    Key,
    Name,
    Organization,
    OrganizationType,
    Person,
    Rejected,
    SourceRecord,
    Venue,
)
from scholargraph.sources.parts import Neighbours
from scholargraph.sources.readers.json_record import JsonRecord, Names, Token, words_of
from scholargraph.sources.readers.openalex import tables

_SCOPUS: Final = re.compile(r"author[iI][dD]=([0-9]{8,12})\b")


def _begin(item: SourceItem, record: type, entry: JsonEntry, names: Names) -> JsonRecord:
    called = (words_of(entry.value["id"]) or "").rpartition("/")[2]
    said = JsonRecord(item, record, names.of(called, entry.pointer), entry, "id")
    said.words("name", "display_name")
    identifiers(said, ("openalex", "id"))
    return said


def identifiers(said: JsonRecord, *members: tuple[str, ...]) -> None:
    """State the identifiers of members: a scheme each, and the path."""
    for scheme, *path in members:
        found = said.identifier(scheme, *path)
        if found is not None:
            said.state("identifiers", found, *path)


def _names(said: JsonRecord, *members: str) -> None:
    known = {said.text("display_name")}
    for member in members:
        paths: list[tuple[Token, ...]] = [(member, number) for number in range(len(said.list(member)))] or [(member,)]
        for path in paths:
            if (name := said.text(*path)) is not None and name not in known:
                known.add(name)
                said.words("alternate_names", *path)


def read_author(
    item: SourceItem, entry: JsonEntry, *, names: Names, people: dict[str, Key]
) -> Iterator[SourceRecord | Rejected]:
    """Give the record of an author. Institutions and topics are OpenAlex's conclusions from the works: they are not read."""
    said = _begin(item, Person, entry, names)
    identifiers(said, ("orcid", "orcid"))
    _names(said, "display_name_alternatives")
    scopus = _SCOPUS.search(said.text("ids", "scopus") or "")
    if scopus is not None:
        said.state("identifiers", identifier_of("scopus-author", scopus[1]), "ids", "scopus")
    people[(said.text("id") or "").rpartition("/")[2]] = said.builder.key
    yield from said.given()


def read_organization(
    item: SourceItem, entry: JsonEntry, *, names: Names, neighbours: Neighbours
) -> Iterator[SourceRecord | Rejected]:
    """Give the record of an institution, a publisher or a funder."""
    said = _begin(item, Organization, entry, names)
    kind = tables.ORGANIZATIONS.get(said.text("type") or "")
    if kind is not None:
        said.state("type", kind, "type")
    elif (said.text("id") or "").rpartition("/")[2].startswith("F"):
        said.state("type", OrganizationType.FUNDER, "id")
    identifiers(said, ("ror", "ror"), ("wikidata", "ids", "wikidata"), ("grid", "ids", "grid"))
    if said.text("ror") is None:
        identifiers(said, ("ror", "ids", "ror"))
    _names(said, "display_name_alternatives", "alternate_titles", "display_name_acronyms")
    said.state("homepage", said.url("homepage_url"), "homepage_url")
    where = [words for name in ("city", "country") if (words := said.text("geo", name)) is not None]
    if where:
        said.state("location", ", ".join(where), "geo")
    parents = [
        number
        for number, one in enumerate(said.list("associated_institutions"))
        if isinstance(one, dict) and one.get("relationship") == "parent"
    ]
    if len(parents) == 1:
        key = institution(said, neighbours, "associated_institutions", parents[0])
        if key is not None:
            said.state("parent", key, "associated_institutions", parents[0])
    yield from said.given()


def read_source(item: SourceItem, entry: JsonEntry, names: Names) -> Iterator[SourceRecord | Rejected]:
    """Give the record of a source: a journal, a conference, a repository."""
    said = _begin(item, Venue, entry, names)
    kind = tables.VENUES.get(said.text("type") or "")
    if kind is not None:
        said.state("type", kind, "type")
    identifiers(said, *(("issn", "issn", number) for number in range(len(said.list("issn")))))  # type: ignore[arg-type]
    if not said.list("issn"):
        identifiers(said, ("issn", "issn_l"))
    identifiers(said, ("wikidata", "ids", "wikidata"))
    _names(said, "alternate_titles", "abbreviated_title")
    said.state("homepage", said.url("homepage_url"), "homepage_url")
    publisher = said.text("host_organization_name") or said.text("publisher")
    if publisher is not None:
        member = "host_organization_name" if said.text("host_organization_name") else "publisher"
        agent = Agent(name=Name(printed=publisher), kind=AgentKind.ORGANIZATION, kind_stated=True)
        said.state("publisher", agent, member)
    yield from said.given()


def institution(said: JsonRecord, neighbours: Neighbours, *path: Token) -> Key | None:
    """Note an institution that stands within an entry, and give its key; None for one without a name."""
    name = said.text(*path, "display_name")
    if name is None:
        return None
    facts = [said.fact("name", " ".join(name.split()), *path, "display_name")]
    kind = tables.ORGANIZATIONS.get(said.text(*path, "type") or "")
    if kind is not None:
        facts.append(said.fact("type", kind, *path, "type"))
    for scheme, member in (("openalex", "id"), ("ror", "ror")):
        found = identifier_of(scheme, said.text(*path, member) or "")
        if found is not None:
            facts.append(said.fact("identifiers", found, *path, member))
    at = (*path, "display_name")
    return neighbours.organization(facts, at=said.place(*at), quote=said.entry.quote(*at))
