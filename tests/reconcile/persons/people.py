"""Persons and names on works made by hand, for tests of persons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scholargraph.identifiers import parse_identifier
from scholargraph.iris import Key
from scholargraph.model import Affiliation, Agent, Contribution, ContributorRole, Name, Person, SourceRecord
from tests.reconcile.records import reading, work

ORCID = parse_identifier("orcid:0000-0002-1825-0097")
OTHER = parse_identifier("orcid:0000-0001-5109-3700")


def person(source: str, id_: str, name: str, *identifiers: object, **more: Any) -> SourceRecord:
    """A record of a person as a source has it."""
    key = Key(f"person/~{source}/{id_}")
    return reading(source, Person(key=key, name=name, identifiers=identifiers, **more))  # type: ignore[arg-type]


def named(
    printed: str,
    *identifiers: object,
    record: Key | None = None,
    at: Sequence[str] = (),
    role: ContributorRole = ContributorRole.AUTHOR,
) -> Contribution:
    """A name on a work, with the identifiers, the record and the affiliations that stand beside it."""
    affiliations = tuple(Affiliation(name=name) for name in at)
    agent = Agent(name=Name(printed=printed), identifiers=identifiers, record=record, affiliations=affiliations)  # type: ignore[arg-type]
    return Contribution(agent=agent, role=role)


def paper(source: str, id_: str, title: str, *who: Contribution, **more: Any) -> SourceRecord:
    """A work as a source has it."""
    return reading(source, work(source, id_, title=title, contributions=who, **more))


def names(groups: Sequence[Sequence[SourceRecord]]) -> list[set[str]]:
    """The local names of the records of each group."""
    return [{one.record.key.slug.removeprefix("~") for one in group} for group in groups]
