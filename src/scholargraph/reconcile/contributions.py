"""The contributors of one work, as several sources print them, made one list.

A profile says that its owner is an author, a title page says at which place: together they identify one name on one
work. Nobody is identified by a name alone, and no order is made up.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from scholargraph.model import Alternative, Conflict, Contribution, ContributorRole, Evidence, Publication, SourceRecord
from scholargraph.reconcile.agents import compatible, joined_agent, printed_forms


class Backed(Protocol):
    """What collects evidence and conflicts."""

    conflicts: list[Conflict]

    def back(self, field: str, value: Hashable, found: Evidence) -> None:
        """Add evidence for a value."""


def merge_contributions(field: str, said: Sequence[SourceRecord], merged: Backed) -> tuple[Contribution, ...]:
    """Merge the contributions of readings in the order of preference; a complete list keeps its names and order."""
    ordered = sorted(said, key=lambda reading: not _complete(reading))  # stable: complete lists first
    members: list[Contribution] = []
    proofs: list[list[Evidence]] = []
    strangers: list[Alternative] = []
    places = _Known()
    complete = bool(ordered) and _complete(ordered[0])
    for reading in ordered:
        known = len(members)  # namesakes within one reading are two people
        for contribution, proof in _said(field, reading):
            place = places.place(contribution, members, known=known)
            if place is not None:
                members[place] = _joined(members[place], contribution)
                places.add(place, members[place])
                proofs[place] += proof
            elif known and complete and contribution.role is ContributorRole.AUTHOR:
                strangers.append(Alternative(contribution, proof[0]))
            else:
                places.add(len(members), contribution)
                members.append(contribution)
                proofs.append(proof)
    for member, proof in zip(members, proofs, strict=True):
        for evidence in proof:
            merged.back(field, member, evidence)
    if strangers:
        reason = f"The author list of “{ordered[0].whole.source}” is complete and has no such name."
        merged.conflicts.append(Conflict(field, tuple(members), tuple(strangers), reason))
    return tuple(members)


def _said(field: str, reading: SourceRecord) -> Iterator[tuple[Contribution, list[Evidence]]]:
    """Each contribution of a reading, once, with all its evidence."""
    evidence: dict[Hashable, list[Evidence]] = {}
    for found in reading.attributions:
        if found.field == field:
            evidence.setdefault(found.value, []).append(found.evidence)
    for contribution in getattr(reading.record, field):
        yield contribution, list(evidence[contribution])


def _complete(reading: SourceRecord) -> bool:
    return isinstance(reading.record, Publication) and reading.record.authors_complete


class _Known:
    """The contributors found so far, by record and by name; each in its role."""

    def __init__(self) -> None:
        self._places: dict[Hashable, list[int]] = {}

    def add(self, at: int, member: Contribution) -> None:
        """Remember who stands at a place."""
        for key in _blocking_keys(member):
            places = self._places.setdefault(key, [])
            if at not in places[-1:]:
                places.append(at)

    def place(self, other: Contribution, members: Sequence[Contribution], *, known: int) -> int | None:
        """Where the same contributor stands among the first `known`: the same record, otherwise the one of that name."""
        if other.agent.record is not None:
            for at in self._places.get((other.role, other.agent.record), ()):
                if at < known:
                    return at
        found = {
            at
            for key in _names(other)
            for at in self._places.get(key, ())
            if at < known and compatible(members[at].agent, other.agent)
        }
        # Two namesakes on one work: nobody can tell which of them is meant.
        return found.pop() if len(found) == 1 else None


def _blocking_keys(contribution: Contribution) -> Iterator[Hashable]:
    if contribution.agent.record is not None:
        yield contribution.role, contribution.agent.record
    yield from _names(contribution)


def _names(contribution: Contribution) -> Iterator[Hashable]:
    for form in printed_forms(contribution.agent):
        yield contribution.role, "name", form


def _joined(one: Contribution, other: Contribution) -> Contribution:
    """A contribution with what another reading of it adds; its printed name stays."""
    return replace(
        one,
        agent=joined_agent(one.agent, other.agent),
        position=one.position if one.position is not None else other.position,
    )
