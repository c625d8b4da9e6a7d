"""Collaborations, which print each of their members on every work: whoever has the same name there is one.

If two members of a collaboration had one name, its works would print the name twice. It decides nothing: it tells whether
two stand in a group in one form of the name, and whether another name on the works of either could be the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Final

from scholargraph.reconcile.fingerprints import normal
from scholargraph.reconcile.persons.names import PersonName, likeness

_MOST_BESIDE: Final = 24
"""Names beside one's own that are looked at; where more of a work could be one, the group tells nobody from the others."""
_CROWD: Final = 96
"""The same for all works of a group together."""
_MOST_GROUPS: Final = 12
"""Groups of one work that are looked at."""
_LONGEST: Final = 300
"""Characters of the name of a group that count."""


class Standing(StrEnum):
    """How two stand in one group; the outcomes of the comparison `groups` in `persons.toml`."""

    MEMBER = "member"  # one form of the name, which nobody else on the works of either fits
    NAMESAKES = "namesakes"  # one form of the name, and another name that fits on a work of one of them
    FORM = "form"  # two forms of a name, which nobody else on the works of either fits


@dataclass(slots=True)
class Membership:
    """How somebody stands in a group.

    Attributes:
        names: the forms of the name that the works of the group print.
        beside: other names on these works that could be forms of it, as far as family name and initial tell.
        crowded: whether there are too many of them, so that the group tells nobody from the others.
    """

    names: set[PersonName] = field(default_factory=set)
    beside: set[PersonName] = field(default_factory=set)
    crowded: bool = False

    def absorb(self, other: Membership) -> None:
        """Take in how another stands in the group, who is the same."""
        self.names |= other.names
        self.beside |= other.beside
        if other.crowded or len(self.beside) > _CROWD:
            self.crowded = True
            self.beside.clear()


@dataclass(frozen=True, slots=True)
class Roster:
    """The names on one work by their keys, with the groups that it is by.

    Attributes:
        groups: the collaborations, in a normal form.
        by_key: for each name key the names, with how many on the work have each.
    """

    groups: tuple[str, ...]
    by_key: Mapping[str, Mapping[PersonName, int]]

    @classmethod
    def of(
        cls,
        names: Iterable[Collection[PersonName]],
        groups: Iterable[str],
        *,
        common: frozenset[str],
        many: frozenset[str] = frozenset(),
    ) -> Roster:
        """Make it of the forms of each name on a work and of its groups as printed.

        `common` words of groups say nothing, and a group that has `many` words alone is another one on each work.
        """
        by_key: dict[str, dict[PersonName, int]] = {}
        for forms in names:
            for name in forms:
                for key in name.keys:
                    here = by_key.setdefault(key, {})
                    here[name] = here.get(name, 0) + 1
        return cls(tuple(_normal(groups, common, many)), by_key)

    def memberships(self, forms: Collection[PersonName]) -> dict[str, Membership]:
        """Give how one of the names, which is printed in some forms, stands in the groups of the work."""
        beside = set(islice(self._beside(forms), _MOST_BESIDE + 1)) if self.groups else set()
        if len(beside) > _MOST_BESIDE:
            return {}
        return {one: Membership(set(forms), set(beside)) for one in self.groups}

    def _beside(self, forms: Collection[PersonName]) -> Iterator[PersonName]:
        seen: set[PersonName] = set()
        for key in sorted({key for name in forms for key in name.keys}):
            for other, count in self.by_key.get(key, {}).items():
                if other not in seen and (count > 1 or other not in forms):
                    seen.add(other)
                    yield other


def _normal(printed: Iterable[str], common: frozenset[str], many: frozenset[str]) -> list[str]:
    found = ([word for word in normal(one[:_LONGEST]).split() if word not in common] for one in printed)
    return list(dict.fromkeys(" ".join(words) for words in islice(found, _MOST_GROUPS) if not many.issuperset(words)))


def standing(one: Membership, other: Membership) -> Standing | None:
    """Tell how two stand in a group; None where that says nothing of whether they are one."""
    if one.crowded or other.crowded:
        return None
    rivals = _fit(one.names, other.beside) or _fit(other.names, one.beside)
    if not one.names.isdisjoint(other.names):
        return Standing.NAMESAKES if rivals else Standing.MEMBER
    return None if rivals else Standing.FORM


def _fit(names: Iterable[PersonName], beside: Iterable[PersonName]) -> bool:
    return any(likeness(name, other) is not None for other in beside for name in names)
