"""The names that works print, out of their readings: each bearer of a name once, however many sources print it.

It links nobody: where two names of one list could be the same bearer, they stay two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from scholargraph.iris import Key
from scholargraph.model import Agent, AgentKind, Contribution, ContributorRole, Identifier, Publication, SourceRecord
from scholargraph.reconcile.persons.names import PersonName, likeness, person_name

_CROWD: Final = 50
"""Slots of one name key that are looked at: where more of one list have a name, it tells nobody from the others."""


@dataclass(slots=True)
class Slot:
    """Somebody who is named on a work in one role.

    Attributes:
        names: the forms in which the sources print the name.
        printed: the first of them as printed.
        members: the readings that name them, each with the place in its contributions.
        records: the records that sources say they are.
        identifiers: the identifiers printed beside the name.
        affiliations: those printed beside it.
        doubtful: whether a source prints a name that could be this bearer's or another's.
    """

    names: set[PersonName] = field(default_factory=set)
    printed: str = ""
    members: list[tuple[Key, int]] = field(default_factory=list)
    records: set[Key] = field(default_factory=set)
    identifiers: set[Identifier] = field(default_factory=set)
    affiliations: set[str] = field(default_factory=set)
    doubtful: bool = False


@dataclass(slots=True)
class NamedWork:
    """The names on one work in one role, and what else tells who they are.

    Attributes:
        key: the key of the work's first reading, by content, and the role.
        slots: those who are named.
        groups: the collaborations that are named on it in any role, as printed.
    """

    key: tuple[Key, ContributorRole]
    slots: list[Slot]
    titles: tuple[str, ...]
    venues: tuple[str, ...]
    year: int | None
    groups: tuple[str, ...] = ()


def named_works(works: Iterable[Sequence[SourceRecord]]) -> Iterator[NamedWork]:
    """Give the names on each work, for each role of its own: an author may be its editor, too."""
    for group in works:
        # The order of the sources must not matter to who is meant.
        readings = sorted((one for one in group if isinstance(one.record, Publication)), key=lambda one: one.record.key)
        if not readings:
            continue
        records = [one.record for one in readings if isinstance(one.record, Publication)]
        titles = tuple(dict.fromkeys(record.title.value for record in records if record.title is not None))
        years = sorted(record.issued.year for record in records if record.issued is not None)
        venues = tuple(dict.fromkeys(str(record.venue) for record in records if record.venue is not None))
        groups = tuple(dict.fromkeys(_groups(records)))
        by_role: dict[ContributorRole, _Slots] = {}
        # The longest list tells best who the names on the others are.
        for record in sorted(records, key=lambda one: (-len(one.contributions), one.key)):
            for slots in by_role.values():
                slots.begin()
            for place, contribution in enumerate(record.contributions):
                if _is_person(contribution.agent):
                    by_role.setdefault(contribution.role, _Slots()).add(record.key, place, contribution)
        for role, slots in by_role.items():
            _drop_repeated(slots.all)
            yield NamedWork(
                (readings[0].record.key, role), slots.all, titles, venues, years[0] if years else None, groups
            )


def _drop_repeated(slots: Sequence[Slot]) -> None:
    """Leave out the identifiers that stand beside two names of one list: of one of them they are wrong."""
    held = Counter(one for slot in slots for one in slot.identifiers)
    for slot in slots:
        slot.identifiers = {one for one in slot.identifiers if held[one] == 1}


def _groups(records: Iterable[Publication]) -> Iterator[str]:
    for record in records:
        for one in record.contributions:
            if one.agent.kind is AgentKind.GROUP:
                yield one.printed_name


def _is_person(agent: Agent) -> bool:
    return agent.kind is AgentKind.PERSON


class _Slots:
    """The slots of one role of one work, found by the name keys."""

    def __init__(self) -> None:
        self.all: list[Slot] = []
        self._by_key: dict[str, list[Slot]] = {}
        self._exact: dict[PersonName, list[Slot]] = {}
        self._by_record: dict[Key, Slot] = {}
        self._taken: set[int] = set()

    def begin(self) -> None:
        """Begin another reading, whose names are different persons."""
        self._taken = set()

    def add(self, reading: Key, place: int, contribution: Contribution) -> None:
        """Add a name of a reading to the slot of its bearer."""
        agent = contribution.agent
        name = None if agent.name is None else person_name(agent.name)
        slot = self._slot(agent, name)
        if id(slot) in self._taken:
            slot.doubtful = True
        self._taken.add(id(slot))
        slot.members.append((reading, place))
        slot.printed = slot.printed or contribution.printed_name
        slot.identifiers |= set(agent.identifiers)
        slot.affiliations |= {one.name for one in agent.affiliations}
        if agent.record is not None:
            slot.records.add(agent.record)
            self._by_record.setdefault(agent.record, slot)
        for one in (name, *(person_name(variant) for variant in agent.variants)):
            if one is not None and one not in slot.names:
                slot.names.add(one)
                self._exact.setdefault(one, []).append(slot)
                for key in one.keys:
                    known = self._by_key.setdefault(key, [])
                    if slot not in known[-1:]:
                        known.append(slot)

    def _slot(self, agent: Agent, name: PersonName | None) -> Slot:
        if agent.record is not None and agent.record in self._by_record:
            return self._by_record[agent.record]
        fitting = [] if name is None else self._fitting(agent, name)
        if len(fitting) == 1:
            return fitting[0]
        new = Slot(doubtful=len(fitting) > 1)
        for one in fitting:
            one.doubtful = True
        self.all.append(new)
        return new

    def _fitting(self, agent: Agent, name: PersonName) -> list[Slot]:
        """Give the slots of earlier readings that the name can be; of several those that are called exactly so."""
        exact = [slot for slot in islice(self._exact.get(name, ()), _CROWD) if self._open(slot, agent)]
        if exact:
            return exact
        found: dict[int, Slot] = {}
        for key in name.keys:
            for slot in islice(self._by_key.get(key, ()), _CROWD):
                if self._open(slot, agent) and all(likeness(name, one) is not None for one in slot.names):
                    found[id(slot)] = slot
        return list(found.values())

    def _open(self, slot: Slot, agent: Agent) -> bool:
        return id(slot) not in self._taken and not _contradict(slot, agent)


def _contradict(slot: Slot, agent: Agent) -> bool:
    """Whether an identifier of one scheme says that they are two."""
    mine = {one.scheme for one in slot.identifiers}
    theirs = {one.scheme for one in agent.identifiers}
    return any(
        scheme in theirs and not {one for one in slot.identifiers if one.scheme == scheme} & set(agent.identifiers)
        for scheme in mine
    )
