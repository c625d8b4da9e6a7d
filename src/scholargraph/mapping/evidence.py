"""The evidence graph: for each value of each field of each record, where it was read, in the words that stand there.

An evidence node names a record, a field and the terms that one value of it fills (`engine.FieldTriples.slots`). Which
statements follow from these stands once for all records in `patterns`; so what a node backs is exactly what the graph
states, and is found without looking at the graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from scholargraph.iris import Iris, Key
from scholargraph.mapping.engine import TYPE, Slots
from scholargraph.mapping.places import place
from scholargraph.model import Evidence, Source
from scholargraph.ntriples import Term, Triple, iri, literal
from scholargraph.vocab import OA, PROV, SG, field_iri

_EVIDENCE: Final = iri(SG.Evidence)
_FIELD: Final = iri(SG.recordField)
_TARGET: Final = iri(OA.hasTarget)
_ADDRESS: Final = iri(PROV.hadPrimarySource)
_BASIS: Final = iri(SG.basis)


def map_evidence(
    key: Key,
    field: str,
    node: str,
    *,
    slots: Slots,
    evidence: Iterable[Evidence],
    sources: Mapping[str, Source],
    iris: Iris,
) -> Iterator[Triple]:
    """Say where one value of one field was read.

    `field` is its name in the evidence ("" for the record as a whole), `node` the fragment of the evidence node.
    """
    own = iri(iris.node(key, node))
    yield (own, TYPE, _EVIDENCE)
    yield (own, _FIELD, _written(field_iri(key.collection, field)))
    for slot, terms in slots.items():
        for term in terms:
            yield (own, _written(slot), term)
    for found in evidence:
        target, triples = place(found, sources[found.source], iris)
        yield (own, _TARGET, target)
        yield from triples
        yield from say_rests_on(own, found)


@cache
def _written(term: str) -> Term:
    """A slot or a field, of which there are few, as a term: written out once, not once for each node."""
    return iri(term)


def say_rests_on(own: Term, found: Evidence) -> Iterator[Triple]:
    """Say what a curated fact rests on, if it is one, on the node of its evidence."""
    if found.rests_on is not None and found.rests_on.address is not None:
        yield (own, _ADDRESS, iri(found.rests_on.address))
    if found.rests_on is not None and found.rests_on.basis is not None:
        yield (own, _BASIS, literal(found.rests_on.basis))
