"""Evidence by entries: for each record and source one node that says where the record's entries stand in the source.

It names no field and quotes nothing: the evidence of each field, with the words, is in the record's evidence document.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from scholargraph.iris import Key
from scholargraph.mapping.engine import TYPE
from scholargraph.mapping.evidence import Places, rests_on_lines
from scholargraph.model import Evidence, Source
from scholargraph.ntriples import iri
from scholargraph.vocab import OA, PROV, RDFS, SG

_CLASS: Final = iri(SG.EntryEvidence)
_RECORD: Final = iri(SG.record)
_DERIVED: Final = iri(PROV.wasDerivedFrom)
_SEE: Final = iri(RDFS.seeAlso)
_TARGET: Final = iri(OA.hasTarget)


def entry_lines(key: Key, sources: Iterable[Source], whole: Iterable[Evidence], *, places: Places) -> list[str]:
    """Say for each source that a record was read from where its entries stand there, as a node `#entries-SOURCE`.

    `whole` is the evidence of the record as a whole. A source that gives a value and no entry of the record's own has a
    node without a place. Gives lines of the evidence graph.
    """
    iris, end = places.iris, places.end
    thing, document = iri(iris.thing(key)), iri(iris.evidence_document(key))
    found, lines = tuple(whole), list[str]()
    for source in sources:
        node = iri(iris.node(key, f"entries-{source.name}"))
        lines += (
            f"{node} {TYPE} {_CLASS}{end}",
            f"{node} {_RECORD} {thing}{end}",
            f"{node} {_DERIVED} {iri(iris.thing(f'source/{source.name}'))}{end}",
            f"{node} {_SEE} {document}{end}",
        )
        for one in found:
            if one.source == source.name:
                item = places.item(one)
                lines += item.lines
                lines.append(f"{node} {_TARGET} {item.place(one.locator, None, lines)}{end}")
                lines += [] if one.rests_on is None else rests_on_lines(node, one.rests_on, end)
    return lines
