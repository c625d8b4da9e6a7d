"""Collaborations and institutes that print each of their members on every work: whoever has the same name there is one.

If two members of a collaboration had one name, its works would print the name twice. It decides nothing: it tells whether
two stand in a group in one form of the name, and whether another name on the works of either could be the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from scholargraph.reconcile.fingerprints import normal
from scholargraph.reconcile.persons.names import PersonName, likeness

_MOST_BESIDE: Final = 24
"""Names beside one's own that are looked at; where more of a work could be one, the group tells nobody from the others."""
_MOST_GROUPS: Final = 12
"""Groups, or institutes, of one name on one work that are looked at."""
_LONGEST: Final = 300
"""Characters of the name of a group or institute that count."""


class Standing(StrEnum):
    """How two stand in one group; the outcomes of the comparisons `groups` and `institutes` in `persons.toml`."""

    MEMBER = "member"  # one form of the name, which nobody else on the works of either fits
    NAMESAKES = "namesakes"  # one form of the name, and another name that fits on a work of one of them
    FORM = "form"  # two forms of a name, which nobody else on the works of either fits


@dataclass(slots=True)
class Membership:
    """How somebody stands in a group.

    Attributes:
        names: the forms of the name that the works of the group print.
        beside: other names on these works that could be forms of it, as far as family name and initial tell.
    """

    names: set[PersonName] = field(default_factory=set)
    beside: set[PersonName] = field(default_factory=set)

    def absorb(self, other: Membership) -> None:
        """Take in how another stands in the group, who is the same."""
        self.names |= other.names
        self.beside |= other.beside


@dataclass(frozen=True, slots=True)
class Roster:
    """The names on one work by their keys, with the groups that it is by.

    Attributes:
        groups: the collaborations, in a normal form.
        by_key: for each name key the names, with how often each stands on the work.
    """

    groups: tuple[str, ...]
    by_key: Mapping[str, Mapping[PersonName, int]]

    @classmethod
    def of(cls, names: Sequence[PersonName | None], groups: Iterable[str], *, common: frozenset[str]) -> Roster:
        """Make it of the names on a work and its groups as printed; `common` are words of groups that say nothing."""
        by_key: dict[str, dict[PersonName, int]] = {}
        for name in names:
            for key in () if name is None else name.keys:
                here = by_key.setdefault(key, {})
                here[name] = here.get(name, 0) + 1
        return cls(_normal(groups, common), by_key)

    def memberships(self, name: PersonName, institutes: Iterable[str]) -> dict[str, Membership]:
        """Give how one who is printed with a name stands in the groups of the work, and in the institutes beside the name."""
        where = [*(f"g:{group}" for group in self.groups), *(f"i:{one}" for one in _normal(institutes, frozenset()))]
        beside = set(self._beside(name)) if where else set()
        if len(beside) > _MOST_BESIDE:
            return {}
        return {one: Membership({name}, set(beside)) for one in where}

    def _beside(self, name: PersonName) -> Iterator[PersonName]:
        found = 0
        for key in name.keys:
            for other, count in self.by_key.get(key, {}).items():
                if other != name or count > 1:
                    yield other
                    found += 1
                    if found > _MOST_BESIDE:
                        return


def _normal(printed: Iterable[str], common: frozenset[str]) -> tuple[str, ...]:
    found = (" ".join(word for word in normal(one[:_LONGEST]).split() if word not in common) for one in printed)
    return tuple(dict.fromkeys(one for one in found if one))[:_MOST_GROUPS]


def standing(one: Membership, other: Membership) -> Standing | None:
    """Tell how two stand in a group; None where that says nothing of whether they are one."""
    rivals = _fit(one.names, other.beside) or _fit(other.names, one.beside)
    if not one.names.isdisjoint(other.names):
        return Standing.NAMESAKES if rivals else Standing.MEMBER
    return None if rivals else Standing.FORM


def _fit(names: Iterable[PersonName], beside: Iterable[PersonName]) -> bool:
    return any(likeness(name, other) is not None for other in beside for name in names)
