"""Who is one: clusters of profiles, the likeliest pairs first, each cluster compared as a whole.

Nothing is compared with everything: only what shares a name and something rare is, and of what many share only neighbours.
The order of the profiles changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from scholargraph.reconcile.persons.comparing import Comparer, Comparison
from scholargraph.reconcile.persons.evidence import KINDS, Profile

_SMALL: Final = 12
"""Profiles that share a key and are compared each with each."""
_NEIGHBOURS: Final = 5
"""Profiles after it that each is compared with where more share a key."""
_KEYS: Final = 24
"""Keys of evidence, the rarest first, by which a profile is found."""
_MOST_ROUNDS: Final = 24


@dataclass(frozen=True, slots=True)
class Pair:
    """Two profiles by their places, with the score and what it rests on."""

    one: int
    other: int
    score: float
    comparisons: tuple[Comparison, ...]


@dataclass(slots=True)
class Clustering:
    """What came out.

    Attributes:
        groups: the places of the profiles of each cluster.
        merged: the pairs by which clusters became one.
        doubtful: pairs of clusters between “no” and “yes”, and those of one identifier that contradict each other.
        compared: how many pairs were compared.
        passed: how many pairs that share a key were not.
        largest: of the largest block of which only neighbours were compared, how many profiles it has, and one of them.
    """

    groups: list[list[int]]
    merged: list[Pair] = field(default_factory=list)
    doubtful: list[Pair] = field(default_factory=list)
    compared: int = 0
    passed: int = 0
    largest: tuple[int, int] = (0, 0)


class Clusterer:
    """Clusters of profiles while they grow."""

    def __init__(
        self, profiles: Sequence[Profile], comparer: Comparer, *, apart: Iterable[tuple[int, int]] = ()
    ) -> None:
        self._parent = list(range(len(profiles)))
        self._members: dict[int, list[int]] = {place: [place] for place in self._parent}
        self._profiles: dict[int, Profile] = dict(enumerate(profiles))
        self._comparer = comparer
        self._apart: dict[int, set[int]] = {}
        self._version = [0] * len(profiles)
        self.found = Clustering([])
        for one, other in apart:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def root(self, place: int) -> int:
        """Give the place that stands for the cluster of a profile."""
        while self._parent[place] != place:
            self._parent[place] = self._parent[self._parent[place]]
            place = self._parent[place]
        return place

    def profile(self, place: int) -> Profile:
        """Give what is known of the cluster of a profile."""
        return self._profiles[self.root(place)]

    def are_apart(self, one: int, other: int) -> bool:
        """Whether somebody said that the clusters of two profiles are two persons."""
        return self.root(other) in {self.root(place) for place in self._apart.get(self.root(one), ())}

    def unite(self, one: int, other: int, pair: Pair | None = None) -> None:
        """Make one cluster of those of two profiles."""
        mine, theirs = self.root(one), self.root(other)
        if mine == theirs:
            return
        into, gone = sorted((mine, theirs), key=lambda root: (-len(self._members[root]), self._order(root)))
        kept, lost = self._profiles[into], self._profiles.pop(gone)
        kept.absorb(lost)
        self._parent[gone] = into
        self._members[into] += self._members.pop(gone)
        if gone in self._apart:
            self._apart.setdefault(into, set()).update(self._apart.pop(gone))
        self._version[into] += 1
        if pair is not None:
            self.found.merged.append(pair)

    def _order(self, root: int) -> str:
        return self._profiles[root].key

    def run(self) -> Clustering:
        """Unite what is likely to be one, the likeliest first, until nothing changes."""
        table = self._comparer.table
        levels = [*table.rounds, *([0.0] * _MOST_ROUNDS)]
        candidates: dict[tuple[int, int], float] = {}
        for turn, above in enumerate(levels):
            candidates = self._scored()
            changed = self._round(candidates, table.joined + above)
            if not changed and turn >= len(table.rounds) - 1:
                break
        for (one, other), score in sorted(candidates.items(), key=lambda found: (-found[1], self._name(found[0]))):
            if score >= table.doubtful and self.root(one) != self.root(other):
                self._doubt(one, other, score)
        self.found.groups = list(self._members.values())
        return self.found

    def _name(self, pair: tuple[int, int]) -> tuple[str, str]:
        return self._order(self.root(pair[0])), self._order(self.root(pair[1]))

    def _doubt(self, one: int, other: int, score: float) -> None:
        compared = self._comparer.compare(self.profile(one), self.profile(other))
        if compared is not None:
            self.found.doubtful.append(Pair(one, other, score, tuple(compared)))

    def _round(self, candidates: dict[tuple[int, int], float], least: float) -> bool:
        likely = sorted(
            ((score, pair) for pair, score in candidates.items() if score >= least),
            key=lambda found: (-found[0], self._name(found[1])),
        )
        before = list(self._version)
        changed = False
        for estimate, (one, other) in likely:
            mine, theirs = self.root(one), self.root(other)
            if mine == theirs or self.are_apart(mine, theirs):
                continue
            fresh = (mine, theirs) == (one, other) and (before[one], before[other]) == (
                self._version[one],
                self._version[other],
            )
            score = estimate if fresh else self._comparer.score(self._profiles[mine], self._profiles[theirs])
            if score < least:
                continue
            compared = self._comparer.compare(self._profiles[mine], self._profiles[theirs]) or ()
            self.unite(mine, theirs, Pair(one, other, score, tuple(compared)))
            changed = True
        return changed

    def _scored(self) -> dict[tuple[int, int], float]:
        """Score the pairs of clusters that share a name and something rare."""
        scored: dict[tuple[int, int], float] = {}
        for pair in self._pairs():
            score = self._comparer.score(self._profiles[pair[0]], self._profiles[pair[1]])
            if score >= self._comparer.table.doubtful and not self.are_apart(*pair):
                scored[pair] = score
        return scored

    def _pairs(self) -> Iterator[tuple[int, int]]:
        blocks: dict[tuple[str, str], list[int]] = {}
        for root, profile in sorted(self._profiles.items(), key=lambda found: found[1].key):
            names = sorted({key for name in profile.names for key in name.keys})
            values = [*self._keys(profile), *sorted({f"n:{name.full or name.short}" for name in profile.names})]
            for name in names:
                for value in values:
                    blocks.setdefault((name, value), []).append(root)
        seen: set[tuple[int, int]] = set()
        for block in blocks.values():
            reach = len(block) if len(block) <= _SMALL else _NEIGHBOURS
            self.found.passed += max(len(block) - reach, 0)
            if len(block) > max(reach, self.found.largest[0]):
                self.found.largest = (len(block), block[0])
            for place, one in enumerate(block):
                for other in block[place + 1 : place + 1 + reach]:
                    pair = (one, other) if one < other else (other, one)
                    if pair not in seen:
                        seen.add(pair)
                        self.found.compared += 1
                        yield pair

    def _keys(self, profile: Profile) -> list[str]:
        """The rarest of what a profile can be found by."""
        rarity = self._comparer.rarity
        found = []
        for kind in KINDS:
            for value in profile.values(kind):
                # Who is printed in full may be shared by one who is printed with initials.
                shared = f"s:{value[2:]}" if value[:2] == "a:" else value
                count = rarity.counts[kind][shared]
                if count > 1 or (count and shared[:2] == "s:"):
                    found.append((count, f"{kind}:{shared}"))
        most = _KEYS + int(8 * math.log2(profile.size))
        return [*(value for _, value in sorted(found)[:most]), *sorted(profile.memberships)[:most]]
