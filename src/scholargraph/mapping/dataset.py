"""The dataset's own description (VoID): what it holds, where it is asked, how many of each class and property.

It counts lines that were mapped; it queries nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from scholargraph.iris import Iris, Key
from scholargraph.mapping.document import DATASET
from scholargraph.mapping.engine import TYPE
from scholargraph.mapping.mapper import Shard
from scholargraph.ntriples import Term, Triple, iri, literal
from scholargraph.vocab import BIBO, DCAT, DCTERMS, FABIO, FOAF, ORG, PROV, SDO, SG, VIVO, VOID, XSD, compact

VOCABULARIES: Final = (SDO, FOAF, BIBO, FABIO, DCTERMS, ORG, VIVO, PROV, SG)

FIELD_EVIDENCE: Final = (
    "Where each value of each field was read, in which words. Queries do not reach it: it is the document of each record "
    "(the record's address with /evidence behind it), and all of it is {base}evidence.nq.gz. The graph "
    "{base}graph/evidence says from which entries of which sources each record was read, and why entries were joined."
)


@dataclass(slots=True)
class Summary:
    """What a dataset holds, added up shard by shard: properties, classes, records, the first key of each collection."""

    properties: Counter[Term] = field(default_factory=Counter)
    classes: Counter[Term] = field(default_factory=Counter)
    records: int = 0
    examples: dict[str, Key] = field(default_factory=dict)

    def add(self, shard: Shard) -> None:
        """Add a shard's statements."""
        self.properties.update(shard.counts.properties)
        self.classes.update(shard.counts.classes)

    def add_record(self, key: Key) -> None:
        """Add the record of a shard; sources and aliases are none."""
        self.records += 1
        self.examples.setdefault(key.collection, key)


def say(
    summary: Summary, *, iris: Iris, title: str, license_iri: str | None, by_entries: bool = False
) -> Iterator[Triple]:
    """Say the dataset: VoID, sections 2 to 4; partitions are hash nodes of the site's base IRI.

    `by_entries` is whether the evidence of each field stands beside the store.
    """
    properties, classes = summary.properties, summary.classes
    dataset = iri(f"{iris.base}#{DATASET}")
    yield (dataset, TYPE, iri(VOID.Dataset))
    yield (dataset, TYPE, iri(DCAT.Dataset))
    yield (dataset, iri(DCTERMS.title), literal(title))
    if license_iri is not None:
        yield (dataset, iri(DCTERMS.license), iri(license_iri))
    yield (dataset, iri(VOID.sparqlEndpoint), iri(f"{iris.base}sparql"))
    yield (dataset, iri(VOID.dataDump), iri(f"{iris.base}dump.nq.gz"))
    if by_entries:
        yield from _field_evidence(dataset, iris)
    yield (dataset, iri(VOID.uriSpace), literal(iris.base))
    for vocabulary in VOCABULARIES:
        yield (dataset, iri(VOID.vocabulary), iri(vocabulary.base))
    for key in summary.examples.values():
        yield (dataset, iri(VOID.exampleResource), iri(iris.thing(key)))
    numbers = (
        (VOID.triples, properties.total()),
        (VOID.entities, summary.records),
        (VOID.documents, summary.records),
        (VOID.classes, len(classes)),
        (VOID.properties, len(properties)),
    )
    for predicate, number in numbers:
        yield (dataset, iri(predicate), _number(number))
    for found, number in classes.items():
        part = iri(f"{iris.base}#class-{_name(found)}")
        yield (dataset, iri(VOID.classPartition), part)
        yield (part, TYPE, iri(VOID.Dataset))
        yield (part, iri(VOID["class"]), found)
        yield (part, iri(VOID.entities), _number(number))
    for found, number in properties.items():
        part = iri(f"{iris.base}#property-{_name(found)}")
        yield (dataset, iri(VOID.propertyPartition), part)
        yield (part, TYPE, iri(VOID.Dataset))
        yield (part, iri(VOID.property), found)
        yield (part, iri(VOID.triples), _number(number))


def _field_evidence(dataset: Term, iris: Iris) -> Iterator[Triple]:
    """Say where the evidence of each field is: a part of the dataset (VoID, section 4.1) that queries do not reach."""
    part = iri(f"{iris.base}#field-evidence")
    yield (dataset, iri(VOID.subset), part)
    yield (part, TYPE, iri(VOID.Dataset))
    yield (part, iri(DCTERMS.title), literal("Evidence of each field", language="en"))
    yield (part, iri(DCTERMS.description), literal(FIELD_EVIDENCE.format(base=iris.base), language="en"))
    yield (part, iri(VOID.dataDump), iri(f"{iris.base}evidence.nq.gz"))


def _name(term: Term) -> str:
    return compact(term[1:-1]).replace(":", "-")


def _number(value: int) -> Term:
    return literal(str(value), datatype=XSD.integer)
