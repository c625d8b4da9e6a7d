"""Records of persons that are one person's: by identifier, by the curation's word, by name and what speaks for it.

A name alone joins nobody. Two records of one source are two persons, unless they share an identifier.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from scholargraph.iris import Key
from scholargraph.model import Identifier, Joining, Person, Reason, SourceRecord
from scholargraph.reconcile.clustering import few_of_each
from scholargraph.reconcile.features import contradict
from scholargraph.reconcile.persons.clustering import Clusterer, Clustering, Pair
from scholargraph.reconcile.persons.comparing import Comparer, reasons
from scholargraph.reconcile.persons.evidence import Profile
from scholargraph.reconcile.persons.names import PersonName
from scholargraph.reconcile.persons.printed import NamedWork
from scholargraph.reconcile.persons.rarity import Rarity
from scholargraph.reconcile.persons.records import Printed, Signatures, fits, names_of, person_profile
from scholargraph.reconcile.persons.table import Table
from scholargraph.reconcile.uncompared import Uncompared

CURATED: Final = Reason("curation", "same", math.inf, "The curation says that they are one.")
MOST_DOUBTFUL: Final = 8
"""Doubtful pairs that are given for a record."""


class PersonJoiner:
    """The groups of records of persons while they grow."""

    def __init__(
        self,
        readings: Sequence[SourceRecord],
        works: Sequence[NamedWork],
        table: Table,
        *,
        organizations: Mapping[Key, str],
        curated: Collection[str],
    ) -> None:
        self._curated = frozenset(curated)
        self.readings = sorted(readings, key=lambda one: one.record.key)
        self._persons = [one.record for one in self.readings if isinstance(one.record, Person)]
        names = [names_of(person) for person in self._persons]
        printed = Printed.of(works, keys=name_keys(names))
        rarity = Rarity(table)
        printed.count_names(rarity)
        for some in names:
            rarity.add_names(some)
        signatures = Signatures(printed, table)
        self._profiles = [
            person_profile([one], printed, signatures, organizations=organizations) for one in self.readings
        ]
        for profile in self._profiles:
            rarity.add(profile)
        self._comparer = Comparer(table, rarity)
        self._doubtful: list[Joining] = []

    def join(self, *, together: Iterable[tuple[Key, Key]], apart: Iterable[tuple[Key, Key]]) -> Clustering:
        """Group the records. The curation's word wins, and `apart` over what follows from `together`."""
        place = {one.record.key: at for at, one in enumerate(self.readings)}
        clusterer = Clusterer(self._profiles, self._comparer, apart=_places(apart, place))
        for one, other in sorted(_places(together, place)):
            if not clusterer.are_apart(one, other):
                clusterer.unite(one, other, Pair(one, other, math.inf, ()))
        self._by_identifier(clusterer)
        return clusterer.run()

    def _by_identifier(self, clusterer: Clusterer) -> None:
        holders: dict[Identifier, list[int]] = {}
        for at, person in enumerate(self._persons):
            for one in person.identifiers:
                holders.setdefault(one, []).append(at)
        for identifier, places in sorted(holders.items(), key=lambda found: str(found[0])):
            self._of_identifier(clusterer, identifier, places)

    def _of_identifier(self, clusterer: Clusterer, identifier: Identifier, places: Sequence[int]) -> None:
        """Unite the records that have one identifier, but where their names or other identifiers contradict."""
        kept: list[int] = []
        for at in places:
            fitting = False
            for other in kept:
                if clusterer.root(at) == clusterer.root(other):
                    fitting = True
                    break
                mine, theirs = clusterer.profile(other), clusterer.profile(at)
                if clusterer.are_apart(other, at) or self._are_two(mine, theirs):
                    continue
                if not fits(mine.own, theirs.own):
                    self._doubtful.append(self._contradiction(other, at, identifier))
                    continue
                compared = self._comparer.compare(mine, theirs, identified=True) or []
                clusterer.unite(other, at, Pair(other, at, sum(part.bits for part in compared), tuple(compared)))
                fitting = True
                break
            if not fitting and len(kept) < MOST_DOUBTFUL:
                kept.append(at)

    def _are_two(self, one: Profile, other: Profile) -> bool:
        """Whether another identifier, or that they are two entries of one curation, says that two are not one."""
        return not self._curated.isdisjoint(one.sources & other.sources) or contradict(
            one.identifiers, other.identifiers
        )

    def _contradiction(self, one: int, other: int, identifier: Identifier) -> Joining:
        names = (self._persons[one].name, self._persons[other].name)
        words = f"One identifier beside names that cannot be one person's, so that it is wrong for one of them: {identifier}, {' and '.join(sorted(names))}."
        found = (Reason("name", "contradicts", -math.inf, words),)
        return Joining(self._persons[one].key, self._persons[other].key, self._comparer.table.doubtful, found)

    def compared(self, one: Key, other: Key) -> Joining | None:
        """Compare two records as they are, without what they are joined to; None where they cannot be one person."""
        place = {reading.record.key: at for at, reading in enumerate(self.readings)}
        mine, theirs = self._profiles[place[one]], self._profiles[place[other]]
        identified = any(
            not values.isdisjoint(theirs.identifiers.get(scheme, ())) for scheme, values in mine.identifiers.items()
        )
        found = self._comparer.compare(mine, theirs, identified=identified)
        return None if found is None else Joining(one, other, round(self._comparer.total(found), 2), reasons(found))

    def joinings(self, found: Clustering) -> tuple[Joining, ...]:
        """Give why records were joined."""
        return tuple(self._joining(pair) for pair in found.merged)

    def doubtful(self, found: Clustering) -> tuple[Joining, ...]:
        """Give the pairs that somebody should look at, the likeliest first, at most a few for each record."""
        pairs = sorted(
            (*self._doubtful, *(self._joining(pair) for pair in found.doubtful)),
            key=lambda one: (-one.score, one.one, one.other),
        )
        return tuple(few_of_each(pairs, MOST_DOUBTFUL))

    def uncompared(self, found: Clustering) -> tuple[Uncompared, ...]:
        """Give how many records share a name and more, and are too many to be compared each with each."""
        size, place = found.largest
        if not size:
            return ()
        one = self.readings[place]
        return (Uncompared(Person.collection, "n", size, found.passed, one.whole.place),)

    def _joining(self, pair: Pair) -> Joining:
        one, other = sorted((self._persons[pair.one].key, self._persons[pair.other].key))
        return Joining(one, other, pair.score, reasons(pair.comparisons) or (CURATED,))


def name_keys(names: Iterable[Iterable[PersonName]]) -> frozenset[str]:
    """Give the name keys of all names."""
    return frozenset(key for some in names for name in some for key in name.keys)


def _places(pairs: Iterable[tuple[Key, Key]], place: Mapping[Key, int]) -> list[tuple[int, int]]:
    return [(place[one], place[other]) for one, other in pairs if one in place and other in place]
