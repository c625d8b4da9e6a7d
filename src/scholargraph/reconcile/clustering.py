"""From scored pairs to clusters: the best first, each cluster with one summary that obeys what parts things for certain.

It compares nothing itself and knows no kind of record: whoever uses it gives the score of a pair and what each says of itself.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

from scholargraph.model import Joining
from scholargraph.reconcile.features import contradict

_SEEN: Final = 3
"""How many members of each of two clusters are compared before they become one."""
_LEAST: Final = -30.0
"""One pair says no more than this, in bits, for or against two clusters."""
_MARGIN: Final = 2.0
"""How much better, in bits, a pair has to be than one that it excludes."""

Facts = Mapping[str, frozenset[Hashable]]
"""What a thing can have only one of, by its name, with the values that are said of it."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Two readings, by their places, and the bits that speak for their being one."""

    bits: float
    one: int
    other: int


@dataclass(slots=True)
class _Cluster:
    """Members and the summary of what they say."""

    members: list[int]
    unique: dict[str, set[Hashable]]
    telling: dict[str, set[Hashable]]
    apart: set[int]


def _as_they_are(_edge: Edge, _mine: Sequence[int], _theirs: Sequence[int]) -> None:
    """Say nothing of clusters: only members are compared."""


@dataclass(slots=True)
class Forest:
    """Clusters of readings that grow together.

    Args:
        unique: for each reading what a thing has only one of: two values are two things.
        telling: for each reading what mostly tells things apart: of two which differ in it, a third that is silent of it
            may be either, so it is neither.
        score: the bits of two readings; -inf where they are parted for certain, None where nothing can be compared.
        floor: what members of two clusters have to reach on average to become one, and what the two of an edge have to
            reach where what they are silent of is taken from their clusters.
        filled: the bits of the two of an edge, told what the members of their clusters say; as `score`.
    """

    unique: Sequence[Facts]
    telling: Sequence[Facts]
    score: Callable[[int, int], float | None]
    floor: float
    filled: Callable[[Edge, Sequence[int], Sequence[int]], float | None] = _as_they_are
    tree: list[Edge] = field(default_factory=list)
    refused: list[Edge] = field(default_factory=list)
    _root: list[int] = field(default_factory=list)
    _clusters: dict[int, _Cluster] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._root = list(range(len(self.unique)))

    def root(self, place: int) -> int:
        """Give the first member of the cluster of a reading."""
        root = place
        while self._root[root] != root:
            root = self._root[root]
        while self._root[place] != root:
            self._root[place], place = root, self._root[place]
        return root

    def _cluster(self, place: int) -> _Cluster:
        root = self.root(place)
        found = self._clusters.get(root)
        if found is None:
            found = self._clusters[root] = _Cluster(
                [root],
                {name: set(values) for name, values in self.unique[root].items()},
                {name: set(values) for name, values in self.telling[root].items()},
                set(),
            )
        return found

    def part(self, one: int, other: int) -> None:
        """Say that two readings are two things, for ever; before anything is joined."""
        self._cluster(one).apart.add(other)
        self._cluster(other).apart.add(one)

    def force(self, edge: Edge) -> bool:
        """Join two readings because somebody said so; only `part` wins over it. Tell whether they are one now."""
        return self.root(edge.one) == self.root(edge.other) or (
            not self._parted(edge.one, edge.other) and self._unite(edge)
        )

    def grow(self, edges: Iterable[Edge]) -> None:
        """Join along edges, the best first; `edges` are in that order. What may be either of two things is neither."""
        waiting = list(edges)
        near: dict[int, list[tuple[float, int]]] = {}
        for edge in waiting:
            near.setdefault(edge.one, []).append((edge.bits, edge.other))
            near.setdefault(edge.other, []).append((edge.bits, edge.one))
        while True:
            left: list[Edge] = []
            joined = False
            for edge in waiting:
                if self.root(edge.one) == self.root(edge.other):
                    continue
                if self.contradicts(edge.one, edge.other):
                    self.refused.append(edge)
                elif self._rivals(edge, near) or not self._agree(edge):
                    left.append(edge)
                else:
                    joined = self._unite(edge)
            waiting = left
            if not joined or not left:
                break
        self.refused += waiting

    def contradicts(self, one: int, other: int) -> bool:
        """Whether something parts the clusters of two readings for certain."""
        if self._parted(one, other):
            return True
        return contradict(self._cluster(one).unique, self._cluster(other).unique)

    def _parted(self, one: int, other: int) -> bool:
        mine, theirs = self._cluster(one), self._cluster(other)
        if len(theirs.apart) < len(mine.apart):
            mine, theirs = theirs, mine
        root = self.root(theirs.members[0])
        return any(self.root(place) == root for place in mine.apart)

    def _agree(self, edge: Edge) -> bool:
        """Whether members of two clusters, not only the two of the edge, go together."""
        mine, theirs = self._cluster(edge.one).members, self._cluster(edge.other).members
        if len(mine) == len(theirs) == 1:
            return True
        some = list(dict.fromkeys((edge.one, *_spread(mine))))
        others = list(dict.fromkeys((edge.other, *_spread(theirs))))
        scores = [bits for one in some for other in others if (bits := self.score(one, other)) is not None]
        if -math.inf in scores:
            return False
        kept = [max(_LEAST, min(-_LEAST, bits)) for bits in scores]
        if kept and sum(kept) / len(kept) < self.floor:
            return False
        whole = self.filled(edge, mine, theirs)
        return whole is None or whole >= self.floor

    def _rivals(self, edge: Edge, near: Mapping[int, Sequence[tuple[float, int]]]) -> bool:
        """Whether one side of an edge is as near to a cluster that differs from the other side, where itself is silent."""
        for here, there in ((edge.one, edge.other), (edge.other, edge.one)):
            mine, theirs = self._cluster(here), self._cluster(there)
            for bits, place in near[here]:
                if bits < edge.bits - _MARGIN:
                    break  # the best stand first
                root = self.root(place)
                if root in (self.root(here), self.root(there)):
                    continue
                if _silent_between(mine.telling, theirs.telling, self._cluster(place).telling):
                    return True
        return False

    def _unite(self, edge: Edge) -> bool:
        mine, theirs = self._cluster(edge.one), self._cluster(edge.other)
        first, second = self.root(edge.one), self.root(edge.other)
        if len(theirs.members) > len(mine.members):
            mine, theirs, first, second = theirs, mine, second, first
        self._root[second] = first
        del self._clusters[second]
        mine.members += theirs.members
        for summary, added in ((mine.unique, theirs.unique), (mine.telling, theirs.telling)):
            for name, values in added.items():
                summary.setdefault(name, set()).update(values)
        mine.apart |= theirs.apart
        self.tree.append(edge)
        return True


def _spread(members: Sequence[int]) -> Sequence[int]:
    """Give some members of a cluster, wherever they stand."""
    if len(members) <= _SEEN:
        return members
    ordered = sorted(members)
    return [ordered[place * (len(ordered) - 1) // (_SEEN - 1)] for place in range(_SEEN)]


def _silent_between(
    mine: Mapping[str, set[Hashable]], theirs: Mapping[str, set[Hashable]], others: Mapping[str, set[Hashable]]
) -> bool:
    """Whether two differ in something of which a third is silent."""
    return any(
        name not in mine and name in others and values.isdisjoint(others[name]) for name, values in theirs.items()
    )


_Pair = TypeVar("_Pair", Edge, Joining)


def few_of_each(pairs: Iterable[_Pair], most: int) -> Iterator[_Pair]:
    """Give pairs in their order, but none of which one side is in so many of those before it already."""
    held: Counter[Hashable] = Counter()
    for pair in pairs:
        if max(held[pair.one], held[pair.other]) < most:
            held.update((pair.one, pair.other))
            yield pair


def best_first(edges: Iterable[Edge]) -> list[Edge]:
    """Give edges in the order in which they are followed; the places are in the order of content, so they break ties."""
    return sorted(edges, key=lambda edge: (-edge.bits, edge.one, edge.other))
