"""The dataset's own description (VoID): what it holds, where it is asked, how many of each class and property.

It counts lines that were mapped; it queries nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from scholargraph.iris import Iris, Key
from scholargraph.mapping.document import DATASET
from scholargraph.mapping.terms import TYPE
from scholargraph.ntriples import Term, Triple, iri, literal
from scholargraph.vocab import BIBO, DCAT, DCTERMS, FABIO, FOAF, ORG, PROV, SDO, SG, VIVO, VOID, XSD, compact

VOCABULARIES: Final = (SDO, FOAF, BIBO, FABIO, DCTERMS, ORG, VIVO, PROV, SG)


def count(triples: Iterator[Triple] | Sequence[Triple]) -> tuple[Counter[Term], Counter[Term]]:
    """Count triples by predicate and, of rdf:type, by class."""
    properties: Counter[Term] = Counter()
    classes: Counter[Term] = Counter()
    for _, predicate, found in triples:
        properties[predicate] += 1
        if predicate == TYPE:
            classes[found] += 1
    return properties, classes


def say(
    properties: Counter[Term],
    classes: Counter[Term],
    *,
    keys: Sequence[Key],
    iris: Iris,
    title: str,
    license_iri: str | None,
) -> Iterator[Triple]:
    """Say the dataset: VoID, sections 2 to 4; partitions are hash nodes of the site's base IRI."""
    dataset = iri(f"{iris.base}#{DATASET}")
    yield (dataset, TYPE, iri(VOID.Dataset))
    yield (dataset, TYPE, iri(DCAT.Dataset))
    yield (dataset, iri(DCTERMS.title), literal(title))
    if license_iri is not None:
        yield (dataset, iri(DCTERMS.license), iri(license_iri))
    yield (dataset, iri(VOID.sparqlEndpoint), iri(f"{iris.base}sparql"))
    yield (dataset, iri(VOID.dataDump), iri(f"{iris.base}dump.nq.gz"))
    yield (dataset, iri(VOID.uriSpace), literal(iris.base))
    for vocabulary in VOCABULARIES:
        yield (dataset, iri(VOID.vocabulary), iri(vocabulary.base))
    for key in _examples(keys):
        yield (dataset, iri(VOID.exampleResource), iri(iris.thing(key)))
    numbers = (
        (VOID.triples, properties.total()),
        (VOID.entities, len(keys)),
        (VOID.documents, len(keys)),
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


def _examples(keys: Sequence[Key]) -> list[Key]:
    """The first key of each collection."""
    first: dict[str, Key] = {}
    for key in keys:
        first.setdefault(key.collection, key)
    return list(first.values())


def _name(term: Term) -> str:
    return compact(term[1:-1]).replace(":", "-")


def _number(value: int) -> Term:
    return literal(str(value), datatype=XSD.integer)
