"""Pairs found against pairs known: precision, recall and F1 on one half of a set, the other having been looked at.

The half of a pair follows from the ids of its work alone: a stable hash of the least id of its cluster.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from benchmarks.matching.sets import Labelled, Pair, pair


@dataclass(slots=True)
class Result:
    """What was found of the pairs of a half: right, wrong and missed ones, and how many were left out."""

    right: set[Pair] = field(default_factory=set)
    wrong: set[Pair] = field(default_factory=set)
    missed: set[Pair] = field(default_factory=set)
    left_out: int = 0

    @property
    def precision(self) -> float:
        """How many of those found are right."""
        return len(self.right) / max(1, len(self.right) + len(self.wrong))

    @property
    def recall(self) -> float:
        """How many of those known are found."""
        return len(self.right) / max(1, len(self.right) + len(self.missed))

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def clusters_of(given: Labelled) -> dict[str, str]:
    """Give the least id of the cluster of each row."""
    root = {name: name for name in given.by_id}

    def find(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for one, other in given.truth:
        first, second = sorted((find(one), find(other)))
        root[second] = first
    return {name: find(name) for name in root}


def half(cluster: str) -> int:
    """Give the half of a cluster: 0 is looked at, 1 is reported."""
    return zlib.crc32(cluster.encode()) >> 7 & 1


def judge(given: Labelled, groups: Iterable[Iterable[str]], *, reported: int | None = 1) -> Result:
    """Judge groups of ids; `reported` is the half, None for all."""
    result = Result()
    cluster = clusters_of(given)
    side = {row.id: place for place, rows in enumerate(given.rows) for row in rows} if given.across else {}
    found: set[Pair] = set()
    for group in groups:
        found |= {
            pair(*two) for two in combinations(sorted(group), 2) if not given.across or side[two[0]] != side[two[1]]
        }
    for two in found | given.truth:
        if reported is not None and half(min(cluster[two[0]], cluster[two[1]])) != reported:
            continue
        true = two in given.truth
        if given.left_out(given.by_id[two[0]], given.by_id[two[1]], true):
            result.left_out += 1
        elif true:
            (result.right if two in found else result.missed).add(two)
        else:
            result.wrong.add(two)
    return result


def line(name: str, results: Mapping[str, Result]) -> str:
    """Give a line of the table: for each peer precision, recall and F1."""
    parts = [f"{one.precision:.4f} {one.recall:.4f} {one.f1:.4f}" for one in results.values()]
    left = next(iter(results.values())).left_out
    return f"{name:20}" + "   ".join(parts) + f"   {left:5}"
