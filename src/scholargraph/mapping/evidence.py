"""The evidence graph: for each value of each field of each record, where it was read, in the words that stand there.

An evidence node names the subjects, predicates and objects of the statements that it backs, so that one pattern asks
for any statement: `?e rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; oa:hasTarget ?place`. The place is a text
quote with offsets in characters (Web Annotation Data Model, sections 4.2.4 and 4.2.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from scholargraph.iris import Iris, Key
from scholargraph.mapping.engine import Saying
from scholargraph.mapping.terms import TYPE
from scholargraph.model import Evidence
from scholargraph.ntriples import Term, Triple, iri, literal
from scholargraph.vocab import OA, PROV, RDF, SG, XSD

_PARTS: Final = (iri(RDF.subject), iri(RDF.predicate), iri(RDF.object))


def say(
    key: Key, field: str, number: int, *, sayings: Iterable[Saying], evidence: Iterable[Evidence], iris: Iris
) -> Iterator[Triple]:
    """Say where one value of one field was read; `number` tells the values of a field apart."""
    node = iri(iris.node(key, f"evidence-{field.replace('_', '-')}-{number}" if field else "evidence"))
    yield (node, TYPE, iri(SG.Evidence))
    yield (node, TYPE, iri(OA.Annotation))
    if field:
        yield (node, iri(SG.field), literal(field))
    for saying in sayings:
        for triple in saying.triples:
            for part, term in zip(_PARTS, triple, strict=True):
                yield (node, part, term)
    for found in evidence:
        yield from _place(node, found, iris)


def _place(node: Term, found: Evidence, iris: Iris) -> Iterator[Triple]:
    """The words, as a text quote and a text position in their source."""
    source = iri(iris.thing(f"source/{found.source}"))
    address = f"char={found.span.start},{found.span.end}"
    target = iri(iris.node(Key(f"source/{found.source}"), address))
    selector = iri(iris.node(Key(f"source/{found.source}"), f"{address};selector"))
    yield (node, iri(OA.hasTarget), target)
    yield (node, iri(PROV.wasDerivedFrom), source)
    if found.url is not None:
        yield (node, iri(PROV.hadPrimarySource), iri(found.url))
    if found.basis is not None:
        yield (node, iri(SG.basis), literal(found.basis))
    yield (target, TYPE, iri(OA.SpecificResource))
    yield (target, iri(OA.hasSource), source)
    yield (target, iri(OA.hasSelector), selector)
    yield (target, iri(SG.line), _number(found.span.line))
    yield (target, iri(SG.column), _number(found.span.column))
    yield (selector, TYPE, iri(OA.TextQuoteSelector))
    yield (selector, TYPE, iri(OA.TextPositionSelector))
    yield (selector, iri(OA.exact), literal(found.quote))
    yield (selector, iri(OA.start), _number(found.span.start))
    yield (selector, iri(OA.end), _number(found.span.end))


def _number(value: int) -> Term:
    return literal(str(value), datatype=XSD.nonNegativeInteger)
