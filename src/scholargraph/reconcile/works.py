"""Works joined: readings that share a key are scored, the best pairs joined first, and what is in doubt is told.

It knows no other kind of record; what is compared, and by which weights, is in `comparisons`.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

from scholargraph.iris import Key
from scholargraph.model import Joining, Reason, SourceRecord, Venue
from scholargraph.reconcile import blocking
from scholargraph.reconcile.clustering import Edge, Facts, Forest, best_first, few_of_each
from scholargraph.reconcile.comparisons import titles
from scholargraph.reconcile.comparisons.table import table
from scholargraph.reconcile.comparisons.work import Work, filled, work_of
from scholargraph.reconcile.comparisons.works import LOOSE, UNIQUE, Scorer, counted
from scholargraph.reconcile.uncompared import Uncompared

_FLOOR: Final = 2.0
"""What members of two clusters have to reach on average, in bits."""
_WITNESSES: Final = 24
"""How many members of a cluster are asked for what one of them is silent of."""
_MOST_DOUBTFUL: Final = 5
"""How many doubtful pairs of one reading are kept."""

_TELLING: Final = frozenset({"identifier", "title", "abstract"})
"""The comparisons without which two readings say nothing of each other."""

Pair = tuple[Key, Key]


class Works:
    """Readings of works, on their way to clusters.

    Args:
        readings: all of them, those with a selector among them.
        venues: the venues that they refer to.
        curated: the names of the sources that the site's owner writes.
        together: pairs of entries that are one, because the curation says so.
        apart: pairs of entries that are two.
    """

    def __init__(
        self,
        readings: Sequence[SourceRecord],
        venues: Mapping[Key, Venue],
        *,
        curated: Collection[str] = (),
        together: Iterable[Pair] = (),
        apart: Iterable[Pair] = (),
    ) -> None:
        described = [
            (work_of(reading, venues, curated=reading.whole.source in curated), reading) for reading in readings
        ]
        described.sort(key=lambda pair: (pair[0].content(), pair[1].record.key))
        self.works = [work for work, _ in described]
        self.readings = [reading for _, reading in described]
        self._place_of = {id(reading): place for place, reading in enumerate(self.readings)}
        self._by_key = {work.key: place for place, work in enumerate(self.works)}
        self.scorer = Scorer(counted(self.works), table("works"))
        self.uncompared: tuple[Uncompared, ...] = ()
        self._doubtful: list[Edge] = []
        self._said: dict[tuple[int, int], str] = {}
        self.forest = Forest(
            [_unique(work) for work in self.works],
            [_telling(work) for work in self.works],
            self._bits,
            _FLOOR,
            self._filled_bits,
        )
        for one, other in self._places(apart):
            self.forest.part(one, other)
        for one, other in self._places(together):
            self._force(one, other, "same")

    def _places(self, pairs: Iterable[Pair]) -> Iterator[tuple[int, int]]:
        """Give the places of pairs of entries, in the order of content."""
        known = [(self._by_key[one], self._by_key[other]) for one, other in pairs
                 if one in self._by_key and other in self._by_key]  # fmt: skip
        yield from sorted((min(pair), max(pair)) for pair in known)

    def _force(self, one: int, other: int, said: str) -> bool:
        edge = Edge(math.inf, *sorted((one, other)))
        if self.forest.force(edge):
            self._said.setdefault((edge.one, edge.other), said)
            return True
        self._doubtful.append(edge)
        return False

    def _bits(self, one: int, other: int) -> float | None:
        score = self.scorer.score(self.works[one], self.works[other])
        if score.apart:
            return -math.inf
        return score.bits if any(name in _TELLING for name, _, _ in score.outcomes) else None

    def _filled_bits(self, edge: Edge, mine: Sequence[int], theirs: Sequence[int]) -> float:
        """Give the bits of two works that are silent of nothing that their clusters say.

        A talk without pages is joined to an article without pages, and the article to one with pages and volume: what the
        members of a cluster say together is what tells it from another talk.
        """
        one, other = (
            filled(self.works[place], [self.works[member] for member in sorted(members)[:_WITNESSES]])
            for place, members in ((edge.one, mine), (edge.other, theirs))
        )
        score = self.scorer.score(one, other)
        return -math.inf if score.apart else score.bits

    @cached_property
    def edges(self) -> list[Edge]:
        """The pairs that are joined where nothing speaks against it, the best first."""
        weights = self.scorer.table
        found: list[Edge] = []
        with tempfile.TemporaryDirectory(prefix="joining-") as folder:
            pairs = blocking.pairs(self.works, self.scorer.counts, Path(folder))
            for one, other in pairs.found:
                if _at_a_glance(self.works[one], self.works[other]):
                    continue
                score = self.scorer.score(self.works[one], self.works[other])
                if score.bits < weights.doubtful and not score.shared:
                    continue
                edge = Edge(score.bits, one, other)
                if score.bits >= weights.joined and not score.apart:
                    found.append(edge)
                elif score.shared or not score.apart or score.bits >= weights.joined:
                    self._doubtful.append(edge)
        if pairs.skipped:
            size, kind, place = pairs.largest
            first = self.readings[place]
            self.uncompared = (Uncompared(first.record.collection, kind, size, pairs.skipped, first.whole.place),)
        return best_first(found)

    def grow(self) -> None:
        """Join what was read without a selector."""
        plain = [reading.selector is None for reading in self.readings]
        self.forest.grow(edge for edge in self.edges if plain[edge.one] and plain[edge.other])

    def groups_of(self, readings: Iterable[SourceRecord]) -> list[SourceRecord]:
        """Give one reading of each cluster that some readings are in."""
        found = {self.forest.root(self._place_of[id(reading)]): reading for reading in readings}
        return list(found.values())

    def select(self, fact: SourceRecord, of: SourceRecord) -> None:
        """Join a curated fact to the work that its selector means; what it adds may show that another is that work, too."""
        place = self._place_of[id(fact)]
        self._force(place, self._place_of[id(of)], "selector")
        self.forest.grow(edge for edge in self._of_fact.get(place, ()))

    @cached_property
    def _of_fact(self) -> dict[int, list[Edge]]:
        found: dict[int, list[Edge]] = {}
        for edge in self.edges:
            for place in (edge.one, edge.other):
                if self.readings[place].selector is not None:
                    found.setdefault(place, []).append(edge)
        return found

    def groups(self) -> list[list[SourceRecord]]:
        """Give the readings of each work."""
        found: dict[int, list[SourceRecord]] = {}
        for place, reading in enumerate(self.readings):
            found.setdefault(self.forest.root(place), []).append(reading)
        return list(found.values())

    def joinings(self) -> Iterator[Joining]:
        """Give why readings were joined: a pair for each but the first of a work."""
        return (self._joining(edge) for edge in self.forest.tree)

    def doubtful(self) -> Iterator[Joining]:
        """Give the pairs that may be one and were not joined, the best first."""
        edges = best_first({*self._doubtful, *self.forest.refused})
        two = (edge for edge in edges if self.forest.root(edge.one) != self.forest.root(edge.other))
        return map(self._joining, few_of_each(two, _MOST_DOUBTFUL))

    def _joining(self, edge: Edge) -> Joining:
        one, other = self.works[edge.one], self.works[edge.other]
        said = self._said.get((edge.one, edge.other))
        if said is not None:
            return Joining(one.key, other.key, math.inf, (Reason("curation", said, math.inf, _SAID[said]),))
        return Joining(one.key, other.key, round(edge.bits, 2), self.scorer.reasons(self.scorer.score(one, other)))


_SAID: Final = {
    "same": "the curation says that they are the same",
    "selector": "the curation says which record it speaks of",
}


def _at_a_glance(one: Work, other: Work) -> bool:
    """Whether two works are not worth comparing: their titles have little in common, and they no identifier or abstract."""
    if one.title is None or other.title is None or (one.abstract and other.abstract) or one.others or other.others:
        return False
    return one.identifiers.isdisjoint(other.identifiers) and titles.unlike(one.title, other.title)


def _unique(work: Work) -> Facts:
    """Give what a work can have only one of."""
    found: dict[str, set[Hashable]] = {}
    for one in work.identifiers:
        if one.scheme in UNIQUE - LOOSE:
            found.setdefault(one.scheme, set()).add(one.value)
        elif one.scheme in LOOSE:
            found.setdefault(f"{one.scheme} in {work.source}", set()).add(one.value)
    if work.curated:
        found["entry"] = {work.key}
    return {name: frozenset(values) for name, values in found.items()}


def _telling(work: Work) -> Facts:
    """Give what mostly tells works of one title apart."""
    found: dict[str, frozenset[Hashable]] = {}
    for name, value in (
        ("year", work.year), ("volume", work.volume), ("issue", work.issue), ("pages", work.pages[:1]),
        ("form", work.form), ("abstract", work.abstract),
    ):  # fmt: skip
        if value:
            found[name] = frozenset((value,))
    return found | {name: values for name, values in _unique(work).items() if name != "entry"}
