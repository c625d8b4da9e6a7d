"""Names printed on works that are surely a person with a record: by the work's other sources, or by name and evidence.

Never by the name alone, never two names of one work, and never where two persons of the site could be meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from scholargraph.iris import Key
from scholargraph.model import Attribution, Contribution, Joining, Person, Publication, Reason, SourceRecord
from scholargraph.reconcile.persons.clustering import Clusterer
from scholargraph.reconcile.persons.comparing import Comparer, Comparison, reasons
from scholargraph.reconcile.persons.evidence import Profile
from scholargraph.reconcile.persons.joining import name_keys
from scholargraph.reconcile.persons.printed import NamedWork, Slot
from scholargraph.reconcile.persons.rarity import Rarity
from scholargraph.reconcile.persons.records import Printed, Signatures, fits, names_of, person_profile
from scholargraph.reconcile.persons.table import Table

_CROWD: Final = 100
"""Persons of one family name and initial: where a site has more, only identifiers and the work's own sources tell."""


@dataclass(frozen=True, slots=True)
class Links:
    """Which names on works are which persons, and why.

    Attributes:
        records: for each reading of a work the places in its contributions, with the record of the person.
        joinings: why: `one` is the record of the person, `other` the reading of the work.
        doubtful: names that may be a person's, for people to look at; the likeliest first.
    """

    records: Mapping[Key, Mapping[int, Key]] = field(default_factory=dict)
    joinings: tuple[Joining, ...] = ()
    doubtful: tuple[Joining, ...] = ()


def linked(reading: SourceRecord, links: Links) -> SourceRecord:
    """Give the reading of a work with the records of those who are named on it."""
    told = links.records.get(reading.record.key)
    if not told or not isinstance(reading.record, Publication):
        return reading
    renamed: dict[Contribution, Contribution] = {}
    contributions = list(reading.record.contributions)
    for place, record in told.items():
        old = contributions[place]
        if old.agent.record is None and reading.record.contributions.count(old) == 1:
            contributions[place] = renamed[old] = replace(old, agent=replace(old.agent, record=record))
    if not renamed:
        return reading
    attributions = tuple(
        Attribution(found.field, renamed.get(found.value, found.value), found.evidence)
        if found.field == "contributions" and isinstance(found.value, Contribution)
        else found
        for found in reading.attributions
    )
    return replace(
        reading, record=replace(reading.record, contributions=tuple(contributions)), attributions=attributions
    )


class Linker:
    """The persons of a site, and the names on works that can be theirs."""

    def __init__(
        self,
        persons: Sequence[Sequence[SourceRecord]],
        works: Sequence[NamedWork],
        table: Table,
        organizations: Mapping[Key, str],
    ) -> None:
        self._groups = sorted(persons, key=lambda group: min(one.record.key for one in group))
        self._table = table
        names = [
            {name for one in group if isinstance(one.record, Person) for name in names_of(one.record)}
            for group in self._groups
        ]
        self._by_key: dict[str, list[int]] = {}
        for at, some in enumerate(names):
            for key in sorted(name_keys([some])):
                self._by_key.setdefault(key, []).append(at)
        self._whose = {one.record.key: at for at, group in enumerate(self._groups) for one in group}
        self.printed = Printed.of(works, keys=frozenset(self._by_key))
        self._rarity = Rarity(table)
        self.printed.count_names(self._rarity)
        self._signatures = Signatures(self.printed, table)
        self._profiles = [
            person_profile(group, self.printed, self._signatures, organizations=organizations) for group in self._groups
        ]
        for profile in self._profiles:
            profile.sources = {"records"}  # what has not been joined by now are two persons
        self._records: dict[Key, dict[int, Key]] = {}
        self._joinings: list[Joining] = []
        self._doubtful: list[Joining] = []

    def link(self) -> Links:
        """Link what is sure."""
        self._same_work()
        self._by_evidence()
        return Links(
            self._records,
            tuple(self._joinings),
            tuple(sorted(self._doubtful, key=lambda one: (-one.score, one.one, one.other))),
        )

    def _record(self, person: int) -> Key:
        return min(one.record.key for one in self._groups[person])

    def _same_work(self) -> None:
        """Link the forms in which the other sources of a work print the name of one who stands on it by a source's word."""
        for work in self.printed.works:
            for slot in work.slots:
                persons = {self._whose[record] for record in slot.records if record in self._whose}
                if len(persons) == 1 and not slot.doubtful:
                    person = persons.pop()
                    words = f"A source says that the person stands on this work; it prints “{slot.printed}”."
                    self._give(slot, person, self._table.work, (Reason("work", "named", self._table.work, words),))

    def _give(self, slot: Slot, person: int, score: float, why: tuple[Reason, ...]) -> None:
        record = self._record(person)
        for reading, place in slot.members:
            self._records.setdefault(reading, {})[place] = record
        self._joinings.append(Joining(record, min(reading for reading, _ in slot.members), score, why))

    def _open_slots(self) -> Iterator[tuple[tuple[int, int], list[int]]]:
        """Give the names that nobody has said anything of and that can be a person's, with those persons."""
        places = sorted({where for some in self.printed.fitting.values() for where in some})
        for where in places:
            slot = self.printed.slot(where)
            if slot.records or slot.doubtful:
                continue
            keys = {key for name in slot.names for key in name.keys}
            if sum(len(self._by_key.get(key, ())) for key in keys) > _CROWD:
                continue
            persons = {at for key in keys for at in self._by_key.get(key, ())}
            fitting = sorted(at for at in persons if fits(slot.names, self._profiles[at].own))
            if fitting:
                yield where, fitting

    def _by_evidence(self) -> None:
        slots = list(self._open_slots())
        signatures = [self._signatures.of(where) for where, _ in slots]
        profiles = [*self._profiles, *signatures]
        for profile in profiles:
            self._rarity.add(profile)
        comparer = Comparer(self._table, self._rarity)
        before = [_copy(profile) for profile in self._profiles]
        clusterer = Clusterer(profiles, comparer)
        found = clusterer.run()
        count = len(self._profiles)
        for group in sorted(found.groups):
            members = sorted(group)
            if members[0] >= count:
                continue
            for place in members[1:]:
                where, persons = slots[place - count]
                self._decide(where, members[0], persons, comparer=comparer, clusterer=clusterer, before=before)
        for pair in found.doubtful:
            person, name = sorted((pair.one, pair.other))
            if person < count <= name:
                self._doubtful.append(
                    self._joining(slots[name - count][0], person, pair.score, reasons(pair.comparisons))
                )

    def _decide(
        self,
        where: tuple[int, int],
        person: int,
        persons: Sequence[int],
        *,
        comparer: Comparer,
        clusterer: Clusterer,
        before: Sequence[Profile],
    ) -> None:
        """Link a name to the person in whose cluster it is, unless another person could be meant."""
        signature = self._signatures.of(where)
        compared = comparer.compare(before[person], signature) or []
        score = sum(part.bits for part in compared)
        why = reasons(compared) or (
            Reason("cluster", "joined", 0.0, "It is one with other names that are the person's."),
        )
        others = (clusterer.profile(other) for other in persons if other != person)
        if any(self._could_be(comparer.compare(other, signature), score) for other in others):
            self._doubtful.append(self._joining(where, person, score, why))
            return
        self._give(self.printed.slot(where), person, score, why)

    def _could_be(self, compared: Sequence[Comparison] | None, score: float) -> bool:
        """Whether another person of the name could be meant, too: something speaks for them, or little against them."""
        if compared is None:
            return False
        evidence = sum(part.bits for part in compared if part.name != "name")
        return evidence > 0 or score - sum(part.bits for part in compared) < self._table.margin

    def _joining(self, where: tuple[int, int], person: int, score: float, why: tuple[Reason, ...]) -> Joining:
        return Joining(
            self._record(person), min(reading for reading, _ in self.printed.slot(where).members), score, why
        )


def _copy(profile: Profile) -> Profile:
    """Give a profile as it is now, before its cluster grows."""
    now = Profile(profile.key, set(), set())
    now.absorb(profile)
    return now
