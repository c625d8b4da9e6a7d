"""How rare names, words and places are: in the input, and, where the input is small, in the world.

What is rare needs little else beside it: two works by one Wolfgang Quillfeather are likelier one person's than two by Wei
Wang. It counts names, not how often each stands: the owner of a profile is no commoner for having written much.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from scholargraph.reconcile.persons.evidence import KINDS, Profile, Team
from scholargraph.reconcile.persons.names import PersonName
from scholargraph.reconcile.persons.table import Table

_LETTERS: Final = 4.0
"""Bits that an initial says: there are 26, and half of all names begin with five of them."""


class Rarity:
    """What the input tells of how often names and values occur."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._teams: Counter[str] = Counter()
        self._standing: dict[str, Counter[str]] = {}
        self.counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        self.totals: Counter[str] = Counter()
        self._families: dict[str, set[str]] = {}
        self._givens: dict[str, set[str]] = {}
        self._names: set[str] = set()
        self._remembered: dict[str, float] = {}
        self._fitting: dict[tuple[str, str], float] = {}

    def add_names(self, names: Iterable[PersonName | None]) -> None:
        """Count the names printed on a work."""
        for name in names:
            if name is None or name.full is None or name.full in self._names:
                continue
            self._names.add(name.full)
            family, given = name.family[-1].lower(), name.first
            self._families.setdefault(family, set()).add(given)
            self._givens.setdefault(given, set()).add(family)

    def add_team(self, names: Sequence[PersonName | None]) -> None:
        """Count on how many works each name stands: who writes with very many is hardly evidence for any of them."""
        team = Team.of(names)
        standing = self._standing.setdefault(team.kind, Counter())
        self._teams[team.kind] += 1
        standing.update({f"s:{team.short[place]}" for place in team.sample})
        standing.update({f"f:{full}" for place in team.sample if (full := team.full[place]) is not None})

    def add(self, profile: Profile) -> None:
        """Count what a profile shares with others, once."""
        for kind, values in profile.shared.items():
            self.counts[kind].update(values)
            self.totals[kind] += 1

    def of_name(self, name: PersonName) -> float:
        """Give the bits that a name says: minus the logarithm of the share of people who bear it."""
        initial = len(name.given[0]) == 1 if name.given else True
        bits = self._family(name.family[-1].lower())
        if not name.given:
            return bits
        more = _LETTERS * min(len(name.given) - 1 - name.hyphened, 1) if len(name.given) > 1 else 0.0
        return bits + more + (_LETTERS if initial else self._given(name.first))

    def _family(self, family: str) -> float:
        known = self._table.families.get(family, math.inf)
        seen = len(self._families.get(family, ()))
        return min(known, _bits(seen, len(self._names), self._table.names))

    def _given(self, given: str) -> float:
        known = self._table.givens.get(given, math.inf)
        seen = len(self._givens.get(given, ()))
        return min(known, _bits(seen, len(self._names), self._table.names))

    def ambiguity(self, name: PersonName) -> float:
        """Give the bits of doubt in an initial: how many given names it can stand for, of those with the family name."""
        family, initial = name.family[-1].lower(), name.given[0][0].lower() if name.given else ""
        found = self._fitting.get((family, initial))
        if found is None:
            fitting = sum(given.startswith(initial) for given in self._families.get(family, ()))
            found = self._fitting[family, initial] = math.log2(1 + fitting)
        return found

    def of_coauthor(self, name: str) -> float:
        """Give the bits that the name of a co-author says (`f:quill, ada`, `s:quill a`), whoever bears it."""
        found = self._remembered.get(name)
        if found is None:
            kind, _, rest = name.partition(":")
            family, _, given = rest.partition(", ") if kind == "f" else rest.rpartition(" ")
            bits = self._family(family.rpartition(" ")[2])
            found = self._remembered[name] = bits + (self._given(given) if kind == "f" else _LETTERS)
        return found

    def of_value(self, kind: str, value: str, *, within: int) -> float:
        """Give the bits that a value says; `within` of the works that have it are those of the two that share it."""
        counts = self.counts[kind]
        count = counts[value]
        if value[:2] == "s:":
            count += counts[f"a:{value[2:]}"]
        total = self.totals[kind]
        if kind in self._standing:
            # Of a co-author all works count, not only those of whoever is compared.
            count, total = max(count, self._standing[kind][value]), max(total, self._teams[kind])
        outside = max(count - within, 0) + 1
        return math.log2(max((total + self._table.comparisons[kind].unseen) / outside, 1.0))


def _bits(seen: int, of: int, unseen: float) -> float:
    return math.log2((of + unseen) / (seen + 1))
