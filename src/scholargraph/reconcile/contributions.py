"""The contributors of one work, as several readings print them, made one list.

A profile says that its owner is an author, a title page says at which place: together they identify one name on one
work. Nobody is identified by a name alone, and no order is made up.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from scholargraph.iris import Key
from scholargraph.model import Contribution, ContributorRole, Evidence, Publication, Reading
from scholargraph.reconcile.catalogue import Alternative, Conflict
from scholargraph.reconcile.fingerprints import normal


class Backed(Protocol):
    """What collects evidence and conflicts."""

    conflicts: list[Conflict]

    def back(self, field: str, value: Hashable, found: Evidence) -> None:
        """Add evidence for a value."""


def merge_contributions(key: Key, said: Sequence[Reading], merged: Backed) -> tuple[Contribution, ...]:
    """Merge the contributions of readings in the order of preference; a complete list keeps its names and order."""
    ordered = sorted(said, key=lambda reading: not _complete(reading))  # stable: complete lists first
    members: list[Contribution] = []
    proofs: list[list[Evidence]] = []
    strangers: list[Alternative] = []
    places = _Known()
    complete = bool(ordered) and _complete(ordered[0])
    for reading in ordered:
        known = len(members)  # namesakes within one reading are two people
        for contribution, proof in _said(reading):
            place = places.place(contribution, members, known=known)
            if place is not None:
                members[place] = _joined(members[place], contribution)
                places.add(place, members[place])
                proofs[place] += proof
            elif known and complete and contribution.role is ContributorRole.AUTHOR:
                strangers += [Alternative(contribution, found) for found in proof[:1]]
            else:
                places.add(len(members), contribution)
                members.append(contribution)
                proofs.append(proof)
    for member, proof in zip(members, proofs, strict=True):
        for evidence in proof:
            merged.back("contributions", member, evidence)
    if strangers:
        why = f"The author list of “{ordered[0].whole.source}” is complete and has no such name."
        merged.conflicts.append(Conflict(key, "contributions", tuple(members), tuple(strangers), why))
    return tuple(members)


def _said(reading: Reading) -> Iterator[tuple[Contribution, list[Evidence]]]:
    """Each contribution of a reading, once, with all its evidence."""
    evidence: dict[Hashable, list[Evidence]] = {}
    for found in reading.attributions:
        if found.field == "contributions":
            evidence.setdefault(found.value, []).append(found.evidence)
    record = reading.record
    for contribution in record.contributions if isinstance(record, Publication) else ():
        yield contribution, list(evidence.get(contribution, ()))


def _complete(reading: Reading) -> bool:
    return isinstance(reading.record, Publication) and reading.record.authors_complete


class _Known:
    """The contributors found so far, by person and by name; each in its role."""

    def __init__(self) -> None:
        self._places: dict[Hashable, list[int]] = {}

    def add(self, at: int, member: Contribution) -> None:
        """Remember who stands at a place."""
        for handle in _handles(member):
            places = self._places.setdefault(handle, [])
            if at not in places[-1:]:
                places.append(at)

    def place(self, other: Contribution, members: Sequence[Contribution], *, known: int) -> int | None:
        """Where the same contributor stands among the first `known`: the same person, otherwise the one of that name."""
        if other.person is not None:
            for at in self._places.get((other.role, other.person), ()):
                if at < known:
                    return at
        found = {
            at
            for handle in _handles(replace(other, person=None))
            for at in self._places.get(handle, ())
            if at < known and None in {members[at].person, other.person}
        }
        # Two namesakes on one work: nobody can tell which of them is meant.
        return found.pop() if len(found) == 1 else None


def _handles(contribution: Contribution) -> Iterator[Hashable]:
    if contribution.person is not None:
        yield contribution.role, contribution.person
    for name in dict.fromkeys(normal(name) for name in (contribution.printed_name, *contribution.variants)):
        yield contribution.role, "name", name


def _joined(one: Contribution, other: Contribution) -> Contribution:
    """A contribution with what another reading of it adds; its printed name stays."""
    return replace(
        one,
        person=one.person if one.person is not None else other.person,
        position=one.position if one.position is not None else other.position,
    )
