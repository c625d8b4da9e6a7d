"""Mapping: the catalogue said in RDF, one table a class, every statement with its evidence.

It reads no source and no store; `statements` is the whole of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from scholargraph.iris import Iris, Key
from scholargraph.mapping import conflict, document, evidence
from scholargraph.mapping.engine import Node, Saying, TriplesMap, describe
from scholargraph.mapping.organization import ORGANIZATION, PROJECT
from scholargraph.mapping.person import PERSON, ROLE
from scholargraph.mapping.publication import AUTHORSHIP, PUBLICATION, VERSION
from scholargraph.mapping.software import SERVICE, SOFTWARE
from scholargraph.mapping.venue import VENUE
from scholargraph.model import Evidence, Publication, Record
from scholargraph.ntriples import Triple, iri
from scholargraph.reconcile.catalogue import Catalogue, Conflict
from scholargraph.vocab import OWL

TABLES: Final[Mapping[type[Record], TriplesMap]] = {
    table.record: table for table in (PERSON, ORGANIZATION, PUBLICATION, VENUE, SOFTWARE, SERVICE, PROJECT)
}
"""The table of each class of record."""

INNER_TABLES: Final = (ROLE, AUTHORSHIP, VERSION)
"""The tables of values that become nodes of their record."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """The triples of one record: what is stated, and the evidence for it."""

    key: Key
    statements: tuple[Triple, ...]
    evidence: tuple[Triple, ...]


def statements(catalogue: Catalogue, iris: Iris, *, license_iri: str | None = None) -> Iterator[Mapped]:
    """Say every record of the catalogue, then its sources and the keys that have become others."""
    conflicts: dict[Key, list[Conflict]] = {}
    for found in catalogue.conflicts:
        conflicts.setdefault(found.key, []).append(found)
    for key, record in catalogue.records.items():
        yield _record(key, record, catalogue, conflicts.get(key, ()), iris=iris, license_iri=license_iri)
    for source in catalogue.sources:
        yield Mapped(Key(f"source/{source.name}"), tuple(document.say_source(source, iris=iris)), ())
    for loser, winner in catalogue.aliases.items():
        same = (iri(iris.thing(loser)), iri(OWL.sameAs), iri(iris.thing(winner)))
        yield Mapped(loser, (same,), ())


def _record(
    key: Key,
    record: Record,
    catalogue: Catalogue,
    conflicts: list[Conflict] | tuple[()],
    *,
    iris: Iris,
    license_iri: str | None,
) -> Mapped:
    table = TABLES[type(record)]
    node = Node(iris, key, record, iri(iris.thing(key)))
    said: dict[tuple[str, object], list[Saying]] = {}
    for saying in describe(table, record, node):
        said.setdefault((saying.field, saying.value), []).append(saying)
    against: list[tuple[str, list[Saying], tuple[Evidence, ...]]] = []
    number = 1
    for found in conflicts:
        for other, saying in conflict.say(found, table, node, number=number):
            if other is None:  # what is stated rests on what it rests on elsewhere, never on the words against it
                said.setdefault((found.field, found.stated), []).append(saying)
            else:
                against.append((f"{found.field}-conflict", [saying], (other.evidence,)))
        number += len(found.others)
    backed = [(field, sayings, catalogue.why(key, field, value)) for (field, value), sayings in said.items()]
    backed += against
    stated: dict[Triple, None] = {}
    proof: dict[Triple, None] = {}
    used: set[str] = set()
    counts: dict[str, int] = {}
    for field, sayings, where in backed:
        counts[field] = counts.get(field, 0) + 1
        stated.update((triple, None) for saying in sayings for triple in saying.triples)
        used.update(found.source for found in where)
        proof.update(
            (triple, None)
            for triple in evidence.say(key, field, counts[field], sayings=sayings, evidence=where, iris=iris)
        )
    sources = catalogue.in_order(used)
    stated.update((triple, None) for triple in document.say_page(key, sources, iris=iris, license_iri=license_iri))
    if isinstance(record, Publication):
        stated.update((triple, None) for triple in document.say_parts(record, iris=iris))
    return Mapped(key, tuple(stated), tuple(proof))
