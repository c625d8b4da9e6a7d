"""The contributors of one work, as several sources print them, made one list.

A profile says that its owner is an author, a title page says at which place: together they identify one name on one
work. Nobody is identified by a name alone, and no order is made up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Protocol

from scholargraph.model import (
    Alternative,
    Conflict,
    Contribution,
    ContributorRole,
    Evidence,
    Identifier,
    Publication,
    SourceRecord,
)
from scholargraph.reconcile.agents import JoinedAgent, features, printed_forms
from scholargraph.reconcile.alike import Alike
from scholargraph.reconcile.derive import Said
from scholargraph.reconcile.features import Features

_CROWD: Final = 8
"""Of so many namesakes on one work each is looked at; of more, only those who may fit."""


_SEVERAL: Final = -1
"""In place of a place: the name fits several, and nothing tells which of them is meant."""


class Backed(Protocol):
    """What collects evidence and conflicts."""

    conflicts: list[Conflict]

    def back(self, field: str, value: Hashable, *found: Evidence) -> None:
        """Add evidence for a value."""


def merge_contributions(field: str, said: Sequence[Said], merged: Backed) -> tuple[Contribution, ...]:
    """Merge the contributions of readings in the order of preference; a complete list keeps its names and order."""
    ordered = sorted(said, key=lambda one: not _complete(one.reading))  # stable: complete lists first
    strangers: list[Alternative] = []
    namesakes: list[Alternative] = []
    known = _Known()
    complete = bool(ordered) and _complete(ordered[0].reading)
    for one in ordered:
        new: list[_Member] = []  # namesakes within one reading are two people
        contributions: tuple[Contribution, ...] = getattr(one.reading.record, field)
        places = known.places(contributions)
        for contribution, place in zip(contributions, places, strict=True):
            proof = one.evidence(field, contribution)
            if place is _SEVERAL:
                namesakes.append(Alternative(contribution, proof[0]))
            elif place is not None:
                known.join(place, contribution, proof)
            elif len(known) and complete and contribution.role is ContributorRole.AUTHOR:
                strangers.append(Alternative(contribution, proof[0]))
            else:
                known.announce(contribution, at=len(known) + len(new))
                new.append(_Member(contribution, [*proof]))
        for member in new:
            known.add(member)
    members = tuple(member.value() for member in known)
    for value, member in zip(members, known, strict=True):
        merged.back(field, value, *member.proofs)
    if strangers:
        reason = f"The author list of “{ordered[0].reading.whole.source}” is complete and has no such name."
        merged.conflicts.append(Conflict(field, members, tuple(strangers), reason))
    if namesakes:
        reason = "The name fits several of those who are named here; nobody can tell which of them is meant."
        merged.conflicts.append(Conflict(field, members, tuple(namesakes), reason))
    return members


def _complete(reading: SourceRecord) -> bool:
    return isinstance(reading.record, Publication) and reading.record.authors_complete


class _Member:
    """A contributor, reading by reading; the printed name is that of the first."""

    def __init__(self, first: Contribution, proofs: list[Evidence]) -> None:
        self.role, self.proofs = first.role, proofs
        self._first, self._position = first, first.position
        self.agent = JoinedAgent(first.agent)
        self._joined = False

    def add(self, other: Contribution, proof: Sequence[Evidence]) -> None:
        """Add what another reading says of the contributor."""
        self._joined = True
        self.agent.add(other.agent)
        if other.agent.record is None:  # otherwise the record has the names
            self.agent.add_variants(other.agent)
        self.proofs += proof
        if self._position is None:
            self._position = other.position

    def value(self) -> Contribution:
        """Give the contribution with all that was said."""
        if not self._joined:
            return self._first
        return replace(self._first, agent=self.agent.value(), position=self._position)


class _Known:
    """The contributors found so far, by record and by name; each in its role."""

    def __init__(self) -> None:
        self._members: list[_Member] = []
        self._by_record: dict[Hashable, int] = {}
        self._met: dict[Hashable, int] = {}
        self._by_name: dict[Hashable, dict[int, None]] = {}
        self._crowds: dict[Hashable, Features] = {}
        self._crowds_of: dict[int, list[Hashable]] = {}
        self._alike = Alike()

    def __len__(self) -> int:
        return len(self._members)

    def __iter__(self) -> Iterator[_Member]:
        return iter(self._members)

    def announce(self, said: Contribution, *, at: int) -> None:
        """Say where somebody new will stand once their reading ends: of two with one record the first is found."""
        if said.agent.record is not None:
            self._by_record.setdefault((said.role, said.agent.record), at)

    def add(self, member: _Member) -> None:
        """Add somebody who is not known."""
        self._members.append(member)
        self._alike.add(len(self._members) - 1, member.role, member.agent.value())
        self._note(len(self._members) - 1, member.agent.identifiers)

    def join(self, at: int, said: Contribution, proof: Sequence[Evidence]) -> None:
        """Add what another reading says of who stands at a place."""
        self._members[at].add(said, proof)
        self._alike.add(at, said.role, said.agent)
        self._note(at, said.agent.identifiers)

    def places(self, said: Sequence[Contribution]) -> list[int | None]:
        """Where those whom one reading names stand, each of them somebody else; None for who is new."""
        found = [self.place(one) for one in said]
        self._each_once(said, found)
        if None not in found or not self._members:
            return found
        ranks = self._ranks(said)
        taken = {at for at in found if at is not None}
        in_order = all(at is None or at == rank for at, rank in zip(found, ranks, strict=True))
        several: list[int] = []
        claims: dict[int, list[int]] = {}
        for number, at in enumerate(found):
            fitting = [] if at is not None else [
                place for place in self._alike.fitting(said[number].role, said[number].agent)
                if place not in taken and self._members[place].agent.is_compatible(said[number].agent)
            ]  # fmt: skip
            if len(fitting) == 1:
                claims.setdefault(fitting[0], []).append(number)
            elif fitting and in_order and ranks[number] in fitting:
                claims.setdefault(ranks[number] or 0, []).append(number)
            elif fitting:
                several.append(number)
        for at, claiming in claims.items():
            if len(claiming) == 1:
                found[claiming[0]] = at
        for number in several:
            found[number] = _SEVERAL
        return found

    def _each_once(self, said: Sequence[Contribution], found: list[int | None]) -> None:
        """Of several of one reading who are called as one who is known, let the likeliest be that one."""
        here: dict[int, list[int]] = {}
        for number, at in enumerate(found):
            if at is not None and (
                said[number].agent.record is None or said[number].agent.record != self._members[at].agent.record
            ):
                here.setdefault(at, []).append(number)
        for at, numbers in here.items():
            known = {*self._members[at].agent.identifiers}
            likely = sorted(numbers, key=lambda number: known.isdisjoint(said[number].agent.identifiers))
            for number in likely[1:]:
                found[number] = None

    def _ranks(self, said: Sequence[Contribution]) -> list[int | None]:
        """Give the place of who stands at the same place of the list so far, for each role of which both lists are as long."""
        known: dict[ContributorRole, list[int]] = {}
        for at, member in enumerate(self._members):
            known.setdefault(member.role, []).append(at)
        length = Counter(one.role for one in said)
        seen: Counter[ContributorRole] = Counter()
        ranks: list[int | None] = []
        for one in said:
            some = known.get(one.role, [])
            ranks.append(some[seen[one.role]] if len(some) == length[one.role] else None)
            seen[one.role] += 1
        return ranks

    def place(self, other: Contribution) -> int | None:
        """Where the same contributor stands: the same record, otherwise the only one of that name."""
        if other.agent.record is not None:
            at = self._by_record.get((other.role, other.agent.record))
            if at is not None and at >= len(self._members):
                at = self._met.get((other.role, other.agent.record))
            if at is not None:
                return at
        found: int | None = None
        for form in printed_forms(other.agent):
            for at in self._called((other.role, form), other):
                if at != found and self._members[at].agent.is_compatible(other.agent):
                    if found is not None:
                        return None  # two namesakes on one work: nobody can tell which of them is meant
                    found = at
        return found

    def _called(self, name: Hashable, other: Contribution) -> Iterable[int]:
        """Give those of a name, in a crowd only those whom nothing that they tell keeps apart from another."""
        places = self._by_name.get(name, {})
        if len(places) <= _CROWD:
            return places
        crowd = self._crowds.get(name)
        if crowd is None:
            crowd = self._crowds[name] = Features()
            for at in places:
                crowd.add(at, self._members[at].agent.features())
                self._crowds_of.setdefault(at, []).append(name)
        return crowd.fitting(features(other.agent))

    def _note(self, at: int, identifiers: Iterable[Identifier]) -> None:
        """Note what is new of the contributor at a place."""
        member = self._members[at]
        agent = member.agent
        if agent.record is not None:
            self._by_record.setdefault((member.role, agent.record), at)
            self._met.setdefault((member.role, agent.record), at)
        for name in self._crowds_of.get(at, ()):
            self._crowds[name].retell(at, "kind", agent.kinds)
            self._crowds[name].retell(at, "record", () if agent.record is None else (agent.record,))
            self._crowds[name].add(at, ((one.scheme, one) for one in identifiers))
        for form in agent.new_forms():
            name = (member.role, form)
            self._by_name.setdefault(name, {})[at] = None
            if name in self._crowds:
                self._crowds[name].add(at, agent.features())
                self._crowds_of.setdefault(at, []).append(name)
