"""Who is named on a work of Crossref's: contributors with their affiliations, and funders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scholargraph.bibliography.agents import NoName, kind_of
from scholargraph.identifiers import Identifier
from scholargraph.model import Affiliation, Agent, AgentKind, Funding, Name
from scholargraph.sources.parts import Neighbours
from scholargraph.sources.readers.crossref.tables import ROLES
from scholargraph.sources.readers.json_record import JsonRecord, words_of


def contributions(work: JsonRecord, neighbours: Neighbours) -> bool:
    """State the contributors in their order; tell whether something stands for authors that are left out."""

    def agents(member: str, people: list[Any]) -> Iterator[Agent | NoName | None]:
        for place, person in enumerate(people):
            yield _agent(work, person, neighbours, member, place) if isinstance(person, dict) else None

    return work.contributors(ROLES, agents=agents, words=_printed)


def _printed(person: Any) -> str | None:
    """Give the words that stand for somebody, as they are."""
    if not isinstance(person, dict):
        return words_of(person)
    return " ".join(part for one in ("given", "family", "name") if (part := words_of(person.get(one)))) or None


def _agent(
    work: JsonRecord, person: dict[str, Any], neighbours: Neighbours, member: str, place: int
) -> Agent | NoName | None:
    given, family = words_of(person.get("given")), words_of(person.get("family"))
    group = words_of(person.get("name"))
    suffix = words_of(person.get("suffix"))
    if given or family:
        printed = " ".join(part for part in (given, family, suffix) if part)
        if given is None and isinstance(kind := kind_of(printed), NoName):
            return kind
        if not any(letter.isalpha() for letter in printed):
            return None
        name, kind = Name(printed=printed, given=given, family=family, suffix=suffix), AgentKind.PERSON
    elif group is not None and any(letter.isalnum() for letter in group):
        told = kind_of(group)
        if isinstance(told, NoName):
            return told
        name, kind = Name(printed=group), AgentKind.GROUP if told is AgentKind.GROUP else AgentKind.ORGANIZATION
    else:
        return None
    orcid = work.identifier("orcid", member, place, "ORCID") if "ORCID" in person else None
    return Agent(
        name=name,
        kind=kind,
        kind_stated=True,
        affiliations=_affiliations(work, person, neighbours, member, place) if person.get("affiliation") else (),
        identifiers=() if orcid is None else (orcid,),
    )


def _affiliations(
    work: JsonRecord, person: dict[str, Any], neighbours: Neighbours, member: str, place: int
) -> tuple[Affiliation, ...]:
    """Give what stands beside a name, once each; an organisation with a ROR iD becomes a record of its own."""
    found: dict[Affiliation, None] = {}
    for number, one in enumerate(work.list(member, place, "affiliation")):
        path = (member, place, "affiliation", number)
        name = words_of(one.get("name")) if isinstance(one, dict) else None
        if name is None:
            continue
        ror = None
        for at, identifier in enumerate(work.list(*path, "id")):
            if isinstance(identifier, dict) and str(identifier.get("id-type")).upper() == "ROR":
                ror = (work.identifier("ror", *path, "id", at, "id"), at)
        key = None
        if ror is not None and ror[0] is not None:
            facts = [
                work.fact("name", name, *path, "name"),
                work.fact("identifiers", ror[0], *path, "id", ror[1], "id"),
            ]
            key = neighbours.organization(facts, at=work.place(*path, "name"), quote=work.entry.quote(*path, "name"))
        found[Affiliation(name=name, organization=key)] = None
    return tuple(found)


def funding(work: JsonRecord) -> None:
    """State who paid, for each award or for none that is named."""
    for place, one in enumerate(work.list("funder")):
        if not isinstance(one, dict):
            continue
        name = words_of(one.get("name"))
        identifiers = _of_funder(work, one, place)
        funder = (
            None
            if name is None
            else Agent(name=Name(printed=name), kind=AgentKind.ORGANIZATION, kind_stated=True, identifiers=identifiers)
        )
        awards = [number for number in map(words_of, work.list("funder", place, "award")) if number]
        for number in dict.fromkeys(awards) or (None,):
            if funder is not None or number is not None:
                work.state("funding", Funding(funder=funder, number=number), "funder", place)


def _of_funder(work: JsonRecord, one: Mapping[str, Any], place: int) -> tuple[Identifier, ...]:
    found: dict[Identifier, None] = {}
    if one.get("DOI") and (doi := work.identifier("doi", "funder", place, "DOI")):
        found[doi] = None
    for at, identifier in enumerate(work.list("funder", place, "id")):
        scheme = str(identifier.get("id-type")).lower() if isinstance(identifier, dict) else ""
        if scheme in {"doi", "ror"} and (known := work.identifier(scheme, "funder", place, "id", at, "id")):
            found[known] = None
    return tuple(found)
