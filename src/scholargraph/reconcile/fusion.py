"""One record out of several readings of the same thing: field by field, in the order of the site's preference.

A value that another source contradicts stays visible as a conflict; nothing is dropped without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from scholargraph.iris import Key
from scholargraph.model import (
    Agent,
    Alternative,
    Conflict,
    Contribution,
    Entry,
    Evidence,
    Field,
    Merge,
    Notice,
    SourceRecord,
    fields_of,
)
from scholargraph.reconcile.agents import JoinedAgent
from scholargraph.reconcile.contributions import merge_contributions
from scholargraph.reconcile.derive import DERIVATIONS, Merged, Said
from scholargraph.reconcile.fingerprints import normal
from scholargraph.reconcile.members import Members
from scholargraph.reconcile.preference import Preference
from scholargraph.reconcile.preprints import set_apart
from scholargraph.reconcile.values import agree, finer


def fuse(key: Key, group: Sequence[SourceRecord], *, preference: Preference) -> Entry:
    """Make one entry of the readings of one thing; the most preferred source's word is stated.

    What is done with a field follows from its policy in the field registry. A field counts as said by a reading only
    where the reading attributes it: a default is not a statement. The time is in proportion to what the readings say.
    """
    # What a preprint says stands behind what was published, whoever says it.
    ranked = [
        Said(one, of_preprint=bool(part))
        for part, readings in enumerate(set_apart(group))
        for one in sorted(readings, key=lambda reading: preference.rank(reading.whole.source))
    ]
    merged = Merged(replace(ranked[0].reading.record, key=key), preference)
    said: dict[str, list[Said]] = {}
    merged.back("", None, *(one.reading.whole for one in ranked))
    for one in ranked:
        for name in one.fields:
            said.setdefault(name, []).append(one)
    for name in preference.special.keys() & said.keys():
        said[name].sort(key=partial(_rank, preference, name))
    declared = fields_of(type(merged.record)).values()
    values = {
        field.name: _POLICIES[field.merge](field, said.get(field.name, ()), merged)
        for field in declared
        if field.merge in _POLICIES
    }
    merged.record = replace(merged.record, **values)
    derived = {field.name: DERIVATIONS[field.name](ranked, merged) for field in declared if field.merge is Merge.DERIVE}
    merged.record = replace(merged.record, **derived)
    for one in ranked:
        for dispute in one.reading.disputes:
            stated = getattr(merged.record, dispute.field)
            if stated == dispute.value:
                continue  # a source of more weight says just this
            other = Alternative(dispute.value, dispute.evidence)
            merged.conflicts.append(Conflict(dispute.field, stated, (other,), dispute.reason))
    return Entry(merged.record, merged.evidence(), tuple(_without_preprints(merged.conflicts, ranked)))


def _without_preprints(conflicts: Iterable[Conflict], ranked: Iterable[Said]) -> Iterator[Conflict]:
    """Leave out what a preprint says otherwise than what was published: the work was changed, nobody is wrong."""
    found = {(one.field, one.evidence) for said in ranked if said.of_preprint for one in said.reading.attributions}
    for conflict in conflicts:
        others = tuple(one for one in conflict.others if (conflict.field, one.evidence) not in found)
        if others:
            yield conflict if len(others) == len(conflict.others) else replace(conflict, others=others)


def _rank(preference: Preference, field: str, one: Said) -> tuple[bool, int]:
    return one.of_preprint, preference.rank(one.source, field)


def _choose(field: Field, said: Sequence[Said], merged: Merged) -> Any:
    """The value of a field that has one: the preferred source's, made more precise by those that agree."""
    name = field.name
    told = [(one, value) for one in said if _is_said(value := getattr(one.reading.record, name))]
    if not told:
        # Names are required in every record, so the first reading's stands even where it is not attributed.
        return getattr(merged.record, name)
    chosen = _chosen(told[0][1])
    others = field.spec.others
    other_names = {} if others is None else _other_names(others, said)
    first = told[0][0].source
    agreeing: list[Said] = []
    disagreeing: list[tuple[Said, Any]] = []
    for one, value in told:
        if chosen.agrees(value):
            first = one.source if chosen.refine(value) else first
            agreeing.append(one)
        elif others is not None and (known := other_names.get(_normal_name(value))) is not None:
            # Another name that is known as such contradicts nothing: it is read here too.
            merged.back(others, known, *one.proofs(name))
        else:
            disagreeing.append((one, value))
    stated = chosen.value()
    merged.back(name, stated, *(found for one in agreeing for found in one.proofs(name)))
    order = merged.preference.order_of(field)
    merged.conflicts += [
        _conflict(name, stated, against=one, value=value, reason=_order_reason(first, one.source, order))
        for one, value in disagreeing
    ]
    return stated


class _Value:
    """The value of a field, made more precise by each reading that agrees with it."""

    def __init__(self, first: Any) -> None:
        self._value = first

    def agrees(self, other: Any) -> bool:
        """Whether another value says the same."""
        return agree(self._value, other)

    def refine(self, other: Any) -> bool:
        """Take what another value says more; tell whether there is any."""
        before, self._value = self._value, finer(self._value, other)
        return bool(self._value != before)

    def value(self) -> Any:
        """Give the value."""
        return self._value


class _AgentValue:
    """An agent in such a field, reading by reading."""

    def __init__(self, first: Agent) -> None:
        self._first, self._agent = first, JoinedAgent(first)

    def agrees(self, other: Any) -> bool:
        """Whether another agent is the same."""
        return other == self._first or (isinstance(other, Agent) and self._agent.is_same(other))

    def refine(self, other: Agent) -> bool:
        """Take what another reading says more of the agent; tell whether there is any."""
        return self._agent.add(other)

    def value(self) -> Agent:
        """Give the agent."""
        return self._agent.value()


def _chosen(first: Any) -> _Value | _AgentValue:
    return _AgentValue(first) if isinstance(first, Agent) else _Value(first)


def _is_said(value: Any) -> bool:
    """Whether a value says something: a flag that is false only says that nobody knows; a number zero is one."""
    return value is not None and value is not False


def _conflict(name: str, stated: Any, *, against: Said, value: Hashable, reason: str) -> Conflict:
    """A disagreement of a reading with the value stated."""
    others = tuple(Alternative(value, found) for found in against.evidence(name, value))
    return Conflict(name, stated, others, reason)


def _order_reason(first: str, second: str, order: str) -> str:
    """Say why the value of one source is stated, and not that of the second one."""
    if first == second:
        return f"Both values stand in “{first}”; the one that stands first is stated."
    return f"The source “{first}” stands before “{second}” in {order}."


def _other_names(field: str, said: Sequence[Said]) -> dict[str, Any]:
    """Other names of the same thing that some reading gives in a field, by their normal form."""
    members = [member for one in said for member in getattr(one.reading.record, field)]
    return {_normal_name(member): member for member in members}


def _normal_name(name: Any) -> str:
    """The normal form of a name, with or without a language."""
    return normal(getattr(name, "value", str(name)))


def _union(field: Field, said: Sequence[Said], merged: Merged) -> tuple[Any, ...]:
    """The members of a field that has many, each once, in the order of preference."""
    name = field.name
    members = Members()
    proofs: list[tuple[int, Evidence]] = []
    opposed: list[tuple[int, Said, Any]] = []
    for one in said:
        where: dict[Hashable, int] = {}
        for member in getattr(one.reading.record, name):
            place = members.place(member)
            if place is None and (against := members.opposed(member)) is not None:
                opposed.append((against, one, member))
                continue
            where[member] = members.append(member) if place is None else members.join(place, member)
        members.end_reading()
        proofs += [(where[found.value], found.evidence) for found in one.attributions(name) if found.value in where]
    stated = members.values()
    by_place: dict[int, list[Evidence]] = {}
    for place, evidence in proofs:
        by_place.setdefault(place, []).append(evidence)
    for place, found in by_place.items():
        merged.back(name, stated[place], *found)
    for at, one, member in opposed:
        what = "This notice" if isinstance(member, Notice) else "A version of this name"
        reason = f"{what} is stated as another source describes it."
        merged.conflicts.append(_conflict(name, stated[at], against=one, value=member, reason=reason))
    return stated


def _contributions(field: Field, said: Sequence[Said], merged: Merged) -> tuple[Contribution, ...]:
    return merge_contributions(field.name, said, merged)


_POLICIES: Final[Mapping[Merge, Callable[[Field, Sequence[Said], Merged], Any]]] = {
    Merge.CHOOSE: _choose,
    Merge.UNITE: _union,
    Merge.CONTRIBUTORS: _contributions,
}
"""What is done with a field of each policy; the key is given, and what follows from other fields comes after them."""
