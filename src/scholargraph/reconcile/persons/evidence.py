"""What is known of whoever bears a name: with whom, where, on what and when they wrote; of one work, or of many.

It decides nothing; identifiers that tell who somebody is are kept apart from what only makes it likely.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

from scholargraph.reconcile.fingerprints import normal
from scholargraph.reconcile.persons.memberships import Membership
from scholargraph.reconcile.persons.names import PersonName

LARGE_TEAM: Final = 20
"""Authors above which those of a work are a team: that two names share one says less than a shared co-author."""
_SAMPLE: Final = 16
"""Members of a large team that are looked at, the same for all its works."""
_SHORTEST_WORD: Final = 3
_MOST_WORDS: Final = 60
_WORD: Final = re.compile(r"[^\W_]+")

KINDS: Final = ("coauthors", "teams", "affiliations", "topics", "venues")
"""Evidence that two can share, by the name of its comparison in `persons.toml`."""


@dataclass(slots=True)
class Profile:
    """What is known of one bearer of a name, or of a cluster of them.

    Attributes:
        key: what it is called; of a cluster, the least of its members' keys.
        names: the names, each once.
        works: the works on which it stands.
        shared: for each of KINDS the values, with the number of works that they were found on.
        years: the first and the last year, None where none is known.
        identifiers: the identifiers of each scheme.
        own: the names that a record of a person gives; empty where there is no record. Two of them may contradict each
            other (names of before and after a marriage), two names printed on works may not.
        sources: the sources of the records of persons in it: two of one source are two persons.
        memberships: how it stands in each collaboration.
    """

    key: str
    names: set[PersonName]
    works: set[Hashable]
    shared: dict[str, Counter[str]] = field(default_factory=dict)
    years: tuple[int, int] | None = None
    identifiers: dict[str, set[str]] = field(default_factory=dict)
    own: set[PersonName] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    memberships: dict[str, Membership] = field(default_factory=dict)

    @property
    def person(self) -> bool:
        """Whether there is a record of a person in it: a work in common speaks for two of them being one.

        Of two names printed on works it says that they are two.
        """
        return bool(self.own)

    @property
    def size(self) -> int:
        """The number of works, at least 1."""
        return len(self.works) or 1

    def values(self, kind: str) -> Mapping[str, int]:
        """Give the values of a kind."""
        return self.shared.get(kind, _NOTHING)

    def absorb(self, other: Profile) -> None:
        """Take in what is known of another, which is the same."""
        self.key = min(self.key, other.key)
        self.names |= other.names
        self.works |= other.works
        for kind, values in other.shared.items():
            if kind in self.shared:
                self.shared[kind].update(values)
            else:
                self.shared[kind] = Counter(values)
        if other.years is not None:
            mine = self.years or other.years
            self.years = (min(mine[0], other.years[0]), max(mine[1], other.years[1]))
        for scheme, identifiers in other.identifiers.items():
            self.identifiers.setdefault(scheme, set()).update(identifiers)
        for group, membership in other.memberships.items():
            self.memberships.setdefault(group, Membership()).absorb(membership)
        self.own |= other.own
        self.sources |= other.sources


_NOTHING: Final[Mapping[str, int]] = {}


@dataclass(frozen=True, slots=True)
class Team:
    """The names on one work, ready to be the co-authors of each of them."""

    short: tuple[str, ...]
    full: tuple[str | None, ...]
    sample: tuple[int, ...]

    @classmethod
    def of(cls, names: Sequence[PersonName | None]) -> Team:
        """Make the team of the names on a work; those that cannot be read have a place, and say nothing."""
        short = tuple("" if name is None else name.short for name in names)
        full = tuple(None if name is None else name.spelt for name in names)
        places = [place for place, one in enumerate(short) if one]
        if len(places) > LARGE_TEAM:
            # Works of one team must have the same members in the sample, whatever their order.
            places = sorted(places, key=lambda place: _lot(short[place]))[:_SAMPLE]
        return cls(short, full, tuple(places))

    def coauthors(self, place: int) -> Counter[str]:
        """Give the co-authors of the name at a place.

        `f:quill, ada` is one with a given name, `a:quill a` the same shortened, `s:quill a` one that is printed so.
        """
        found: dict[str, None] = {}
        own = self.short[place]
        for at in self.sample:
            short, full = self.short[at], self.full[at]
            if at == place or short == own:
                continue
            if full is None:
                found[f"s:{short}"] = None
            else:
                found[f"f:{full}"] = None
                found[f"a:{short}"] = None
        return Counter(dict.fromkeys(found, 1))

    @property
    def kind(self) -> str:
        """Whether its members are co-authors or a large team."""
        return "teams" if len(self.short) > LARGE_TEAM else "coauthors"


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around every name on one work.

    Attributes:
        team: those who are named.
        topics: the words of its titles.
        venues: where it appeared, in a normal form.
    """

    team: Team
    topics: Counter[str]
    venues: Counter[str]

    @classmethod
    def of(
        cls, names: Sequence[PersonName | None], titles: Iterable[str], venues: Iterable[str], *, common: frozenset[str]
    ) -> Around:
        """Gather it from the names, titles and venues of a work; `common` are words of titles that say nothing."""
        return cls(Team.of(names), words(titles, common=common), Counter(dict.fromkeys(map(normal, venues), 1)))

    def shared(self, place: int, affiliations: Counter[str]) -> dict[str, Counter[str]]:
        """Give what the name at a place can share with others, by KINDS; `affiliations` are the words of its own."""
        found = {
            self.team.kind: self.team.coauthors(place),
            "affiliations": affiliations,
            "topics": Counter(self.topics),
            "venues": Counter(self.venues),
        }
        return {kind: values for kind, values in found.items() if values}


def _lot(name: str) -> bytes:
    return blake2b(name.encode(), digest_size=8).digest()


def words(texts: Iterable[str], *, common: frozenset[str] = frozenset()) -> Counter[str]:
    """Give the words of texts that say something, each once: of a title, or of an affiliation."""
    found = {
        word
        for text in texts
        for word in _WORD.findall(normal(text[:2000]))[:_MOST_WORDS]
        if len(word) >= _SHORTEST_WORD and word not in common and not word.isdigit()
    }
    return Counter(dict.fromkeys(sorted(found), 1))
