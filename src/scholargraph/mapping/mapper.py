"""The mapper: an entry in, a shard of N-Quads out: what its record states, and the evidence of every statement.

It is pure: the same entry, sources and base give the same lines, in this process or another.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from scholargraph.iris import Iris, Key
from scholargraph.mapping import conflict, document
from scholargraph.mapping.compiling import Said, Writer, compiled
from scholargraph.mapping.engine import TYPE, Node
from scholargraph.mapping.entry_evidence import entry_lines
from scholargraph.mapping.evidence import Places, RecordPlaces, conflict_node
from scholargraph.mapping.joining import map_joinings
from scholargraph.mapping.tables import TABLES
from scholargraph.model import Catalogue, Claim, Entry, Evidence, Publication, Source
from scholargraph.ntriples import Term, Triple, iri, line, parts
from scholargraph.vocab import OWL

_REMEMBERED: Final = 1 << 12
"""Combinations of sources whose part of a page is kept; then all are forgotten, and written again."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many statements and triples of evidence a shard has, and its statements by predicate and, of rdf:type, by class."""

    statements: int
    evidence: int
    properties: Counter[Term]
    classes: Counter[Term]


@dataclass(frozen=True)
class Shard:
    """What one entry becomes: N-Quads without line ends, in each graph sorted by code point, each line once.

    Attributes:
        key: the record's key; `source/NAME` for a source, the old key for an alias.
        stated: the lines of the default graph.
        evidence: the lines of the evidence graph: the evidence of each field, and the joinings.
        by_entries: the evidence by entries, and the joinings: what the store holds in the place of `evidence` where that is
            chosen; empty where it is not.
    """

    key: Key
    stated: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    by_entries: tuple[str, ...] = ()

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of both graphs, sorted."""
        return tuple(sorted((*self.stated, *self.evidence)))

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the lines, in hexadecimal."""
        return hashlib.sha256("\n".join(self.lines).encode("utf-8")).hexdigest()

    @cached_property
    def counts(self) -> Counts:
        """What stands in the lines."""
        triples = [text.split(" ", 2) for text in self.stated]
        properties = Counter([Term(predicate) for _, predicate, _ in triples])
        classes = Counter([Term(value[:-2]) for _, predicate, value in triples if predicate == TYPE])
        return Counts(len(self.stated), len(self.evidence), properties, classes)

    def statements(self) -> Iterator[Triple]:
        """Give the statements of the default graph."""
        return map(parts, self.stated)


@dataclass(frozen=True)
class Mapper:
    """Maps the entries of one site. `sources` are all of the site's, in the order of preference.

    `by_entries` makes evidence by entries, too, for a store that does not hold the evidence of each field.
    """

    iris: Iris
    sources: tuple[Source, ...]
    license_iri: str | None = None
    by_entries: bool = False

    @cached_property
    def _places(self) -> Places:
        end = f" {iri(self.iris.graph('evidence'))} ."
        return Places({source.name: source for source in self.sources}, self.iris, end)

    @cached_property
    def _pages(self) -> dict[tuple[str, frozenset[str]], tuple[str, ...]]:
        return {}

    def map_entry(self, entry: Entry) -> Shard:
        """Map one entry: its record, its conflicts, its page, the evidence of all but the page, its joinings."""
        key, record = entry.key, entry.record
        said = self._said(entry)
        places = RecordPlaces(self._places, said.evidence)
        for node, (name, value), _ in said.values:
            places.add(node, entry.evidence_for(name, value))
        for node, backed in self._conflicts(entry, said):
            places.add(node, backed)
        end = self._places.end
        joinings = [f"{line(triple)[:-2]}{end}" for triple in map_joinings(key, entry.joinings, self.iris)]
        said.evidence += joinings
        page, thing = iri(self.iris.document(key)), iri(self.iris.thing(key))
        said.statements += document.page_lines(page, thing, self._page(key.collection, frozenset(places.sources)))
        if isinstance(record, Publication):
            said.statements += map(line, document.say_parts(record, iris=self.iris))
        entries: Iterable[str] = ()
        if self.by_entries:
            sources = [source for source in self.sources if source.name in places.sources]
            entries = (*entry_lines(key, sources, entry.evidence_for(), places=self._places), *joinings)
        return Shard(key, *(tuple(sorted({*lines})) for lines in (said.statements, said.evidence, entries)))

    def _page(self, collection: str, used: frozenset[str]) -> tuple[str, ...]:
        """What the pages of a collection have in common that were read from the same sources."""
        known = self._pages.get((collection, used))
        if known is None:
            if len(self._pages) >= _REMEMBERED:
                self._pages.clear()
            sources = [source for source in self.sources if source.name in used]
            known = document.page_line_ends(collection, sources, iris=self.iris, license_iri=self.license_iri)
            self._pages[collection, used] = known
        return known

    def map_source(self, source: Source) -> Shard:
        """Map what the site says of a source."""
        return _stated(Key(f"source/{source.name}"), document.say_source(source, iris=self.iris))

    def map_alias(self, loser: Key, winner: Key) -> Shard:
        """Map a key that was given up: it is the same as the one that took its place."""
        return _stated(loser, [(iri(self.iris.thing(loser)), iri(OWL.sameAs), iri(self.iris.thing(winner)))])

    def claims(self, entry: Entry) -> Iterator[tuple[Triple, Claim | None, tuple[Evidence, ...]]]:
        """Give every statement of an entry's record and conflicts with its field and value, and what it rests on.

        Statements of a conflict have no field and value of the record: None.
        """
        said = self._said(entry)
        done = 0
        for _, claim, end in said.values:
            for text in said.statements[done:end]:
                yield parts(text), claim, entry.evidence_for(*claim)
            done = end
        for _, backed in self._conflicts(entry, said):
            for text in said.statements[done:]:
                yield parts(text), None, backed
            done = len(said.statements)

    def _said(self, entry: Entry) -> Said:
        """What the fields of an entry's record are said in."""
        said = Said()
        node = Node(self.iris, entry.key, entry.record, iri(self.iris.thing(entry.key)))
        write = _writer(type(entry.record))  # type: ignore[arg-type]  # classes are hashable
        write(entry.record, node, self._places.end, said)
        return said

    def _conflicts(self, entry: Entry, said: Said) -> Iterator[tuple[Term, tuple[Evidence, ...]]]:
        """Say the conflicts one after the other; give the two evidence nodes of each, and what they rest on."""
        if not entry.conflicts:
            return
        node = Node(self.iris, entry.key, entry.record, iri(self.iris.thing(entry.key)))
        collection, end = entry.key.collection, self._places.end
        for found in conflict.map_conflicts(entry.conflicts, TABLES[type(entry.record)], node):
            name = found.field.replace("_", "-")
            own = node.own(f"evidence-{name}-conflict-{found.number}")
            said.statements += map(line, (*found.structural, *found.rejected_triples))
            said.evidence += conflict_node(own, collection, conflict.CONFLICT, slots=found.rejected, end=end)
            yield own, (found.rejecting,)
            own = node.own(f"evidence-{name}-stated-{found.number}")
            said.statements += map(line, found.stated_triples)
            said.evidence += conflict_node(own, collection, conflict.STATED, slots=found.stated, end=end)
            yield own, _stated_evidence(entry, found.field, found.stated_value)


def _stated(key: Key, triples: Iterable[Triple]) -> Shard:
    """A shard of statements that need no evidence."""
    return Shard(key, tuple(sorted({*map(line, triples)})))


@cache
def _writer(record: type) -> Writer:
    """What says the records of a class; made when the first of them is to be said."""
    return compiled(TABLES[record])


def shards(catalogue: Catalogue, mapper: Mapper) -> Iterator[Shard]:
    """Map every entry of a catalogue, then its sources and the keys that have become others."""
    for entry in catalogue.entries():
        yield mapper.map_entry(entry)
    for source in catalogue.sources:
        yield mapper.map_source(source)
    for loser, winner in catalogue.aliases.items():
        yield mapper.map_alias(loser, winner)


def _stated_evidence(entry: Entry, name: str, value: object) -> tuple[Evidence, ...]:
    """What the value stated in a conflict rests on: of several members, what each of them does."""
    members = value if isinstance(value, tuple) else (value,)
    found = [one for member in members for one in entry.evidence.get((name, member), ())]
    return tuple(dict.fromkeys(found)) or entry.evidence_for()
