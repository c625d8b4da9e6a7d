"""The evidence graph: for each value of each field of each record, where it was read, in the words that stand there.

An evidence node names a record, a field and the terms that one value of it fills (its slots). Which statements follow from
these stands once for all records in `patterns`; so what a node backs is exactly what the graph states, and is found without
looking at the graph. The nodes of a record's fields are written by `compiling`, those of its conflicts here, and here where
each value was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from scholargraph.iris import Iris
from scholargraph.mapping.engine import TYPE, Slots
from scholargraph.mapping.places import Item
from scholargraph.model import Evidence, RestsOn, Source
from scholargraph.ntriples import Term, iri, literal
from scholargraph.vocab import OA, PROV, SG, field_iri

_EVIDENCE: Final = iri(SG.Evidence)
_FIELD: Final = iri(SG.recordField)
_TARGET: Final = iri(OA.hasTarget)
_ADDRESS: Final = iri(PROV.hadPrimarySource)
_BASIS: Final = iri(SG.basis)

_REMEMBERED: Final = 1 << 12
"""Items of sources whose fixed parts are kept; then all are forgotten, and written again."""


@dataclass(frozen=True)
class Places:
    """Says where the values of a site were read; what is the same for all places of an item is written once.

    Attributes:
        sources: the sources by their names.
        iris: the site's.
        end: what a line of the evidence graph ends in.
    """

    sources: Mapping[str, Source]
    iris: Iris
    end: str
    _items: dict[tuple[str, str], Item] = field(default_factory=dict)

    def item(self, found: Evidence) -> Item:
        """Give the item that something was read from."""
        known = self._items.get((found.source, found.item))
        if known is None:
            if len(self._items) >= _REMEMBERED:
                self._items.clear()
            known = Item.of(self.sources[found.source], found.item, iris=self.iris, end=self.end)
            self._items[found.source, found.item] = known
        return known


class RecordPlaces:
    """Says where the values of one record were read, each place once however many values stand there."""

    def __init__(self, places: Places, lines: list[str]) -> None:
        self._places = places
        self._lines = lines
        self._known: dict[int, Term] = {}
        self.sources: set[str] = set()

    def add(self, node: Term, evidence: Iterable[Evidence]) -> None:
        """Say what an evidence node rests on. Whoever holds the evidence goes on holding it while this is used."""
        lines, known = self._lines, self._known
        end = self._places.end
        for found in evidence:
            target = known.get(id(found))
            if target is None:
                target = known[id(found)] = self._place(found)
            lines.append(f"{node} {_TARGET} {target}{end}")
            if found.rests_on is not None:
                lines += rests_on_lines(node, found.rests_on, end)

    def _place(self, found: Evidence) -> Term:
        item = self._places.item(found)
        self._lines += item.lines
        self.sources.add(found.source)
        return item.place(found.locator, found.quote, self._lines)


def conflict_node(node: Term, collection: str, kind: str, *, slots: Slots, end: str) -> list[str]:
    """Say an evidence node of a conflict: which side of it (`conflict`, `stated`) and which terms it names."""
    lines = [
        f"{node} {TYPE} {_EVIDENCE}{end}",
        f"{node} {_FIELD} {_written(field_iri(collection, kind))}{end}",
    ]
    lines += [f"{node} {_written(slot)} {term}{end}" for slot, terms in slots.items() for term in terms]
    return lines


def rests_on_lines(node: Term, rests_on: RestsOn, end: str) -> list[str]:
    """Say on the node of its evidence what a curated fact rests on."""
    lines = [] if rests_on.address is None else [f"{node} {_ADDRESS} {iri(rests_on.address)}{end}"]
    return lines if rests_on.basis is None else [*lines, f"{node} {_BASIS} {literal(rests_on.basis)}{end}"]


@cache
def _written(term: str) -> Term:
    """A slot or a field, of which there are few, as a term: written out once, not once for each node."""
    return iri(term)
