"""Evidence by entries: for each record and source one node that says where the record's entries stand in the source.

It names no field and quotes nothing: the evidence of each field, with the words, is in the record's evidence document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from scholargraph.iris import Iris, Key
from scholargraph.mapping.engine import TYPE
from scholargraph.mapping.evidence import say_rests_on
from scholargraph.mapping.places import place
from scholargraph.model import Evidence, Source
from scholargraph.ntriples import Term, Triple, iri
from scholargraph.vocab import OA, PROV, RDFS, SG

_CLASS: Final = iri(SG.EntryEvidence)
_RECORD: Final = iri(SG.record)
_DERIVED: Final = iri(PROV.wasDerivedFrom)
_SEE: Final = iri(RDFS.seeAlso)
_TARGET: Final = iri(OA.hasTarget)
_EXACT: Final = iri(OA.exact)


def map_entry_evidence(
    key: Key, sources: Iterable[Source], whole: Iterable[Evidence], *, iris: Iris
) -> Iterator[Triple]:
    """Say for each source that a record was read from where its entries stand there, as a node `#entries-SOURCE`.

    `whole` is the evidence of the record as a whole. A source that gives a value and no entry of the record's own has a
    node without a place.
    """
    thing, document = iri(iris.thing(key)), iri(iris.evidence_document(key))
    found = tuple(whole)
    for source in sources:
        node = iri(iris.node(key, f"entries-{source.name}"))
        yield (node, TYPE, _CLASS)
        yield (node, _RECORD, thing)
        yield (node, _DERIVED, iri(iris.thing(f"source/{source.name}")))
        yield (node, _SEE, document)
        for one in found:
            if one.source == source.name:
                yield from _entry(node, one, source, iris)


def _entry(node: Term, found: Evidence, source: Source, iris: Iris) -> Iterator[Triple]:
    """Say where one entry stands: its place without the words, and what a curated entry rests on."""
    target, triples = place(found, source, iris)
    yield (node, _TARGET, target)
    yield from (triple for triple in triples if triple[1] != _EXACT)
    yield from say_rests_on(node, found)
