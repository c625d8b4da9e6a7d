"""The mapper: an entry in, a shard of N-Quads out: what its record states, and the evidence of every statement.

It is pure: the same entry, sources and base give the same lines, in this process or another.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from scholargraph.iris import Iris, Key
from scholargraph.mapping import conflict, document
from scholargraph.mapping.engine import TYPE, FieldTriples, Node, Slots, map_record
from scholargraph.mapping.entry_evidence import map_entry_evidence
from scholargraph.mapping.evidence import map_evidence
from scholargraph.mapping.joining import map_joinings
from scholargraph.mapping.tables import TABLES
from scholargraph.model import Catalogue, Claim, Entry, Evidence, Publication, Source
from scholargraph.ntriples import Term, Triple, iri, line
from scholargraph.vocab import OWL


@dataclass(frozen=True, slots=True)
class Counts:
    """How many statements and triples of evidence a shard has, and its statements by predicate and, of rdf:type, by class."""

    statements: int
    evidence: int
    properties: Counter[Term]
    classes: Counter[Term]


@dataclass(frozen=True)
class Shard:
    """What one entry becomes.

    Attributes:
        key: the record's key; `source/NAME` for a source, the old key for an alias.
        stated_lines: its statements, as N-Quads without line ends, sorted by code point, each once.
        evidence_lines: the evidence of each field, and the joinings, in the same way.
        entry_lines: the evidence by entries, and the joinings: what the store holds in the place of `evidence_lines`
            where that is chosen; empty where it is not.
        counts: what stands in the first two.
    """

    key: Key
    stated_lines: tuple[str, ...]
    evidence_lines: tuple[str, ...]
    counts: Counts
    stated: tuple[Triple, ...] = field(repr=False, compare=False)
    entry_lines: tuple[str, ...] = ()

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """All lines of statements and evidence, sorted by code point."""
        return tuple(sorted((*self.stated_lines, *self.evidence_lines)))

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the lines, in hexadecimal."""
        return hashlib.sha256("\n".join(self.lines).encode("utf-8")).hexdigest()

    def statements(self) -> Iterator[Triple]:
        """Give the statements of the default graph."""
        return iter(self.stated)


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
    def _by_name(self) -> Mapping[str, Source]:
        return {source.name: source for source in self.sources}

    @cached_property
    def _evidence_graph(self) -> Term:
        return iri(self.iris.graph("evidence"))

    def map_entry(self, entry: Entry) -> Shard:
        """Map one entry: its record, its conflicts, its page, the evidence of all but the page, its joinings."""
        key, record = entry.key, entry.record
        stated: dict[Triple, None] = {}
        proof: dict[Triple, None] = {}
        used: set[str] = set()
        for backed in self._backed(entry):
            stated.update(dict.fromkeys(backed.triples))
            used.update(found.source for found in backed.evidence)
            proof.update(
                dict.fromkeys(
                    map_evidence(
                        key,
                        backed.name,
                        backed.node,
                        slots=backed.slots,
                        evidence=backed.evidence,
                        sources=self._by_name,
                        iris=self.iris,
                    )
                )
            )
        joinings = dict.fromkeys(map_joinings(key, entry.joinings, self.iris))
        proof.update(joinings)
        sources = [source for source in self.sources if source.name in used]
        page = document.say_page(key, sources, iris=self.iris, license_iri=self.license_iri)
        stated.update(dict.fromkeys(page))
        if isinstance(record, Publication):
            stated.update(dict.fromkeys(document.say_parts(record, iris=self.iris)))
        entries: dict[Triple, None] = {}
        if self.by_entries:
            entries = dict.fromkeys(map_entry_evidence(key, sources, entry.evidence_for(), iris=self.iris)) | joinings
        return self._shard(key, stated, proof, entries)

    def map_source(self, source: Source) -> Shard:
        """Map what the site says of a source."""
        return self._shard(Key(f"source/{source.name}"), dict.fromkeys(document.say_source(source, iris=self.iris)))

    def map_alias(self, loser: Key, winner: Key) -> Shard:
        """Map a key that was given up: it is the same as the one that took its place."""
        same = (iri(self.iris.thing(loser)), iri(OWL.sameAs), iri(self.iris.thing(winner)))
        return self._shard(loser, (same,))

    def claims(self, entry: Entry) -> Iterator[tuple[Triple, Claim | None, tuple[Evidence, ...]]]:
        """Give every statement of an entry's record and conflicts with its field and value, and what it rests on.

        Statements of a conflict have no field and value of the record: None.
        """
        for backed in self._backed(entry):
            for triple in backed.triples:
                yield triple, backed.claim, backed.evidence

    def _backed(self, entry: Entry) -> Iterator[_Backed]:
        """Every group of statements that rests on the same evidence."""
        table = TABLES[type(entry.record)]
        node = Node(self.iris, entry.key, entry.record, iri(self.iris.thing(entry.key)))
        numbers: dict[str, int] = {}
        for said in map_record(table, entry.record, node):
            numbers[said.field] = numbers.get(said.field, 0) + 1
            yield _of_field(said, numbers[said.field], entry)
        for found in conflict.map_conflicts(entry.conflicts, table, node):
            name = found.field.replace("_", "-")
            yield _Backed(
                conflict.CONFLICT,
                f"evidence-{name}-conflict-{found.number}",
                found.rejected,
                (*found.structural, *found.rejected_triples),
                (found.rejecting,),
            )
            yield _Backed(
                conflict.STATED,
                f"evidence-{name}-stated-{found.number}",
                found.stated,
                found.stated_triples,
                _stated_evidence(entry, found.field, found.stated_value),
            )

    def _shard(
        self, key: Key, stated: Collection[Triple], proof: Iterable[Triple] = (), entries: Iterable[Triple] = ()
    ) -> Shard:
        properties: Counter[Term] = Counter(triple[1] for triple in stated)
        classes: Counter[Term] = Counter(triple[2] for triple in stated if triple[1] == TYPE)
        lines = tuple(sorted(map(line, stated)))
        evidence, by_entries = (
            tuple(sorted(line(triple, self._evidence_graph) for triple in triples)) for triples in (proof, entries)
        )
        counts = Counts(len(lines), len(evidence), properties, classes)
        return Shard(key, lines, evidence, counts, tuple(stated), by_entries)


@dataclass(frozen=True, slots=True)
class _Backed:
    """Statements and the evidence that they rest on; `name` is the field as evidence names it, `node` the fragment."""

    name: str
    node: str
    slots: Slots
    triples: tuple[Triple, ...]
    evidence: tuple[Evidence, ...]
    claim: Claim | None = None


def shards(catalogue: Catalogue, mapper: Mapper) -> Iterator[Shard]:
    """Map every entry of a catalogue, then its sources and the keys that have become others."""
    for entry in catalogue.entries():
        yield mapper.map_entry(entry)
    for source in catalogue.sources:
        yield mapper.map_source(source)
    for loser, winner in catalogue.aliases.items():
        yield mapper.map_alias(loser, winner)


def _of_field(said: FieldTriples, number: int, entry: Entry) -> _Backed:
    outer = said.field.partition(".")[0]
    fragment = said.field.replace("_", "-").replace(".", "-")
    return _Backed(
        said.field,
        f"evidence-{fragment}-{number}" if said.field else "evidence",
        said.slots,
        (*said.typed, *said.triples),
        entry.evidence_for(outer, said.value),
        (outer, said.value),
    )


def _stated_evidence(entry: Entry, name: str, value: object) -> tuple[Evidence, ...]:
    """What the value stated in a conflict rests on: of several members, what each of them does."""
    members = value if isinstance(value, tuple) else (value,)
    found = [one for member in members for one in entry.evidence.get((name, member), ())]
    return tuple(dict.fromkeys(found)) or entry.evidence_for()
