"""One record out of several readings of the same thing: field by field, in the order of the site's preference.

A value that another source contradicts stays visible as a conflict; nothing is dropped without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
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
    Identifier,
    Merge,
    Notice,
    Pages,
    PartialDate,
    Role,
    RoleStatus,
    SourceRecord,
    Text,
    Version,
    fields_of,
)  # fmt: skip
from scholargraph.reconcile.agents import joined_agent, same_agent
from scholargraph.reconcile.contributions import merge_contributions
from scholargraph.reconcile.derive import DERIVATIONS, Merged, back
from scholargraph.reconcile.fingerprints import normal
from scholargraph.reconcile.notices import identifiers_differ, may_be_one, share_identity, with_identifiers_of


def renamed(value: Any, keys: Mapping[Key, Key], holders: Mapping[Identifier, Key] | None = None) -> Any:
    """Give the value with every key in it, however deep, replaced by the final one.

    `holders` are the records that have an identifier: an agent beside whose name it is printed is that record.
    """
    if isinstance(value, Key):
        return keys.get(value, value)
    if isinstance(value, Evidence):
        return value  # it holds none, and is most of what a reading consists of
    if isinstance(value, tuple):
        return tuple(renamed(member, keys, holders) for member in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {}
        for part in fields(value):
            old = getattr(value, part.name)
            new = renamed(old, keys, holders)
            if new is not old and new != old:
                changed[part.name] = new
        if holders and isinstance(value, Agent) and value.record is None and value.identifiers:
            found = {holders[one] for one in value.identifiers if one in holders}
            if len(found) == 1:
                changed["record"] = found.pop()
        return replace(value, **changed) if changed else value
    return value


def merge(key: Key, group: Sequence[SourceRecord], *, preference: Mapping[str, int]) -> Entry:
    """Merge the readings of one thing; `preference` gives each source's rank, 0 the most preferred.

    What is done with a field follows from its policy in the field registry. A field counts as said by a reading only
    where the reading attributes it: a default is not a statement.
    """
    ranked = sorted(group, key=lambda reading: preference[reading.whole.source])
    merged = Merged(replace(ranked[0].record, key=key))
    said: dict[str, list[SourceRecord]] = {}
    for reading in ranked:
        merged.back("", None, reading.whole)
        for name in dict.fromkeys(found.field for found in reading.attributions):
            said.setdefault(name, []).append(reading)
    declared = fields_of(type(merged.record)).values()
    values = {
        field.name: _POLICIES[field.merge](field, said.get(field.name, ()), merged)
        for field in declared
        if field.merge in _POLICIES
    }
    merged.record = replace(merged.record, **values)
    derived = {field.name: DERIVATIONS[field.name](ranked, merged) for field in declared if field.merge is Merge.DERIVE}
    merged.record = replace(merged.record, **derived)
    for reading in ranked:
        for dispute in reading.disputes:
            stated = getattr(merged.record, dispute.field)
            if stated == dispute.value:
                continue  # a source of more weight says just this
            other = Alternative(dispute.value, dispute.evidence)
            merged.conflicts.append(Conflict(dispute.field, stated, (other,), dispute.reason))
    evidence = {claim: tuple(found) for claim, found in merged.evidence.items()}
    return Entry(merged.record, evidence, tuple(merged.conflicts))


def agree(one: Any, other: Any) -> bool:
    """Whether two values of a field say the same, perhaps in other typography or with other precision."""
    if one == other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, PartialDate):
        return one.covers(other) or other.covers(one)
    if isinstance(one, Text):
        # Without a language the words may be of any; in two languages they are two values.
        return normal(one.value) == normal(other.value) and (
            None in {one.language, other.language} or one.language == other.language
        )
    if isinstance(one, tuple):
        return set(one) <= set(other) or set(other) <= set(one)
    if isinstance(one, Agent):
        return same_agent(one, other)
    if isinstance(one, Pages):
        return all(
            None in {mine, theirs} or mine == theirs
            for mine, theirs in ((getattr(one, part.name), getattr(other, part.name)) for part in fields(Pages))
        )
    return type(one) is str and normal(one) == normal(other)


def _choose(field: Field, said: Sequence[SourceRecord], merged: Merged) -> Any:
    """The value of a field that has one: the preferred source's, made more precise by those that agree."""
    name = field.name
    readings = [reading for reading in said if _is_said(getattr(reading.record, name))]
    if not readings:
        # Names are required in every record, so the first reading's stands even where it is not attributed.
        return getattr(merged.record, name)
    stated = getattr(readings[0].record, name)
    others = field.spec.others
    other_names = {} if others is None else _other_names(others, said)
    first = readings[0].whole.source
    agreeing, disagreeing = [], []
    for reading in readings:
        value = getattr(reading.record, name)
        if agree(stated, value):
            finer = _finer(stated, value)
            first = first if finer == stated else reading.whole.source
            stated = finer
            agreeing.append(reading)
        elif others is not None and (known := other_names.get(_normal_name(value))) is not None:
            # Another name that is known as such contradicts nothing: it is read here too.
            back(reading, name, merged, as_value=(others, known))
        else:
            disagreeing.append(reading)
    for reading in agreeing:
        back(reading, name, merged, as_value=(name, stated))
    merged.conflicts += [
        _conflict(name, stated, against=reading, value=getattr(reading.record, name), source=first)
        for reading in disagreeing
    ]
    return stated


def _is_said(value: Any) -> bool:
    """Whether a value says something: a flag that is false only says that nobody knows; a number zero is one."""
    return value is not None and value is not False


def _conflict(name: str, stated: Any, *, against: SourceRecord, value: Hashable, source: str | None = None) -> Conflict:
    """A disagreement of a reading with the value stated, which is that of the source."""
    others = tuple(
        Alternative(found.value, found.evidence)
        for found in against.attributions
        if found.field == name and found.value == value
    )
    second = against.whole.source
    what = "This notice" if isinstance(value, Notice) else "A version of this name"
    reason = f"{what} is stated as another source describes it."
    if source is not None:
        reason = (
            f"The source “{source}” stands before “{second}” in the site's order of preference."
            if source != second
            else f"Both values stand in “{source}”; the one that stands first is stated."
        )
    return Conflict(name, stated, others, reason)


def _other_names(field: str, said: Sequence[SourceRecord]) -> dict[str, Any]:
    """Other names of the same thing that some reading gives in a field, by their normal form."""
    members = [member for reading in said for member in getattr(reading.record, field)]
    return {_normal_name(member): member for member in members}


def _normal_name(name: Any) -> str:
    """The normal form of a name, with or without a language."""
    return normal(getattr(name, "value", str(name)))


def _finer(one: Any, other: Any) -> Any:
    """The more precise of two values that agree."""
    if isinstance(one, PartialDate):
        return other if one.covers(other) else one
    if isinstance(one, Text):
        return replace(one, language=other.language) if one.language is None else one
    if isinstance(one, tuple):
        return max(one, other, key=len)
    if isinstance(one, Agent):
        return joined_agent(one, other)
    if isinstance(one, Pages):
        parts = {part.name: getattr(one, part.name) for part in fields(Pages)}
        return Pages(**{name: getattr(other, name) if value is None else value for name, value in parts.items()})
    return one


def _union(field: Field, said: Sequence[SourceRecord], merged: Merged) -> tuple[Any, ...]:
    """The members of a field that has many, each once, in the order of preference."""
    name = field.name
    members: list[Any] = []
    places: dict[Hashable, list[int]] = {}
    proofs: list[tuple[int, Evidence]] = []
    for reading in said:
        known = len(members)  # within one reading, two roles that look alike are two
        where: dict[Hashable, int] = {}
        for member in getattr(reading.record, name):
            near = places.setdefault(_blocking_key(member), [])
            same = [at for at in near if _same_member(members[at], member, apart=at >= known)]
            # A role or a notice that may be any of several is none of them.
            place = same[0] if len(same) == 1 or (same and not isinstance(member, Role | Notice)) else None
            opposed = (
                [] if place is not None else [at for at in near if _opposed(members[at], member, apart=at >= known)]
            )
            if opposed:
                merged.conflicts.append(_conflict(name, members[opposed[0]], against=reading, value=member))
                continue
            if place is None:
                place = len(members)
                members.append(member)
                near.append(place)
            else:
                members[place] = _fuller(members[place], member)
            where[member] = place
        proofs += [
            (where[found.value], found.evidence)
            for found in reading.attributions
            if found.field == name and found.value in where
        ]
    for place, evidence in proofs:
        merged.back(name, members[place], evidence)
    return tuple(members)


def _blocking_key(member: Any) -> Hashable:
    """What members that are the same have in common."""
    if isinstance(member, Role):
        return member.organization, member.kind
    if isinstance(member, Version):
        return member.label
    if isinstance(member, Notice):
        return member.kind
    if isinstance(member, Text):
        return normal(member.value)
    return normal(member) if type(member) is str else member


def _same_member(one: Any, other: Any, *, apart: bool) -> bool:
    """Whether two members of a field are the same; where they are to be told apart, only if they are equal."""
    if isinstance(one, Role | Version) and type(one) is type(other):
        return one == other if apart else _agree_in_parts(_ended(one), _ended(other))
    if isinstance(one, Notice) and isinstance(other, Notice):
        return one == other if apart else _agree_in_parts(one, other) and may_be_one(one, other)
    return agree(one, other)


def _opposed(one: Any, other: Any, *, apart: bool) -> bool:
    """Whether a member that is not the same as one speaks of the same thing, so that one of the two cannot be stated."""
    if isinstance(one, Notice) and isinstance(other, Notice):
        return not apart and share_identity(one, other)
    return isinstance(one, Version)  # one label is one node


def _ended(member: Any) -> Any:
    """A role that has an end is over, where nothing else is said of it."""
    over = isinstance(member, Role) and member.end is not None and member.status is None
    return replace(member, status=RoleStatus.FORMER) if over else member


def _agree_in_parts(one: Any, other: Any) -> bool:
    """Whether nothing that both say differs."""
    if isinstance(one, Notice):
        if identifiers_differ(one, other):
            return False
        one, other = replace(one, identifiers=()), replace(other, identifiers=())
    return all(
        mine in {None, ()} or theirs in {None, ()} or agree(mine, theirs)
        for mine, theirs in ((getattr(one, part.name), getattr(other, part.name)) for part in fields(one))
    )


def _fuller(one: Any, other: Any) -> Any:
    """A member with what another reading of it adds."""
    if not isinstance(one, Role | Version | Notice):
        return _finer(one, other)
    if isinstance(one, Notice):
        one = with_identifiers_of(one, other)
    pairs = {part.name: (getattr(one, part.name), getattr(other, part.name)) for part in fields(one)}
    return replace(one, **{
        name: theirs if mine in {None, ()} else mine if theirs in {None, ()} else _finer(mine, theirs)
        for name, (mine, theirs) in pairs.items()
    })  # fmt: skip


def _contributions(field: Field, said: Sequence[SourceRecord], merged: Merged) -> tuple[Contribution, ...]:
    return merge_contributions(field.name, said, merged)


_POLICIES: Final[Mapping[Merge, Callable[[Field, Sequence[SourceRecord], Merged], Any]]] = {
    Merge.CHOOSE: _choose,
    Merge.UNITE: _union,
    Merge.CONTRIBUTORS: _contributions,
}
"""What is done with a field of each policy; the key is given, and what follows from other fields comes after them."""
