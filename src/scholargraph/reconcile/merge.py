"""One record out of several readings of the same thing: field by field, in the order of the site's preference.

A value that another source contradicts stays visible as a conflict; nothing is dropped without a word.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Final

from scholargraph.iris import Key
from scholargraph.model import (
    Contribution,
    Evidence,
    Gap,
    Pages,
    PartialDate,
    Publication,
    PublicationType,
    Reading,
    Record,
    Role,
    RoleStatus,
    Text,
    Version,
)  # fmt: skip
from scholargraph.reconcile.catalogue import Alternative, Conflict
from scholargraph.reconcile.contributions import merge_contributions
from scholargraph.reconcile.fingerprints import normal

CHOOSERS: Final = frozenset({"key"})
_DERIVED: Final = frozenset({"gaps", "abstract_cleaned"})


@dataclass(slots=True)
class Merged:
    """A record, the evidence of each (field, value), and its conflicts."""

    record: Record
    evidence: dict[tuple[str, Hashable], list[Evidence]] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)

    def back(self, field: str, value: Hashable, found: Evidence) -> None:
        """Add evidence for a value, once."""
        known = self.evidence.setdefault((field, value), [])
        if found not in known:
            known.append(found)


def renamed(value: Any, keys: Mapping[Key, Key]) -> Any:
    """Give the value with every key in it, however deep, replaced by the final one."""
    if isinstance(value, Key):
        return keys.get(value, value)
    if isinstance(value, tuple):
        return tuple(renamed(member, keys) for member in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {}
        for part in fields(value):
            old = getattr(value, part.name)
            new = renamed(old, keys)
            if new is not old and new != old:
                changed[part.name] = new
        return replace(value, **changed) if changed else value
    return value


def merge(key: Key, group: Sequence[Reading], *, preference: Mapping[str, int]) -> Merged:
    """Merge the readings of one thing; `preference` gives each source's rank, 0 the most preferred.

    A field counts as said by a reading only where the reading attributes it: a default is not a statement.
    """
    ranked = sorted(group, key=lambda reading: preference[reading.whole.source])
    merged = Merged(replace(ranked[0].record, key=key))
    for reading in ranked:
        merged.back("", None, reading.whole)
    values: dict[str, Any] = {}
    for part in fields(merged.record):
        name = part.name
        if name in CHOOSERS or name in _DERIVED:
            continue
        said = [reading for reading in ranked if any(found.field == name for found in reading.attributions)]
        if name == "contributions":
            values[name] = merge_contributions(key, said, merged)
        elif isinstance(getattr(merged.record, name), tuple):
            values[name] = _union(key, name, said, merged=merged)
        elif said:
            values[name] = _choose(key, name, said, merged=merged)
        else:
            # Names are required in every record, so the first reading's stands even where it is not attributed.
            values[name] = getattr(merged.record, name)
    merged.record = replace(merged.record, **values)
    _derive(ranked, merged)
    for reading in ranked:
        for dispute in reading.disputes:
            stated = getattr(merged.record, dispute.field)
            if stated == dispute.value:
                continue  # a source of more weight says just this
            other = Alternative(dispute.value, dispute.evidence)
            merged.conflicts.append(Conflict(key, dispute.field, stated, (other,), dispute.why))
    return merged


def agree(one: Any, other: Any) -> bool:
    """Whether two values of a field say the same, perhaps in other typography or with other precision."""
    if one == other:
        return True
    if isinstance(one, PartialDate) and isinstance(other, PartialDate):
        return one.covers(other) or other.covers(one)
    if isinstance(one, Text) and isinstance(other, Text):
        # Without a language the words may be of any; in two languages they are two values.
        return normal(one.value) == normal(other.value) and (
            None in {one.language, other.language} or one.language == other.language
        )
    if isinstance(one, tuple) and isinstance(other, tuple):
        return set(one) <= set(other) or set(other) <= set(one)
    if isinstance(one, Pages) and isinstance(other, Pages):
        return all(
            None in {mine, theirs} or mine == theirs
            for mine, theirs in ((getattr(one, part.name), getattr(other, part.name)) for part in fields(Pages))
        )
    return type(one) is str and type(other) is str and normal(one) == normal(other)


def _choose(key: Key, name: str, said: Sequence[Reading], *, merged: Merged) -> Any:
    """The value of a field that has one: the preferred source's, made more precise by those that agree."""
    readings = [reading for reading in said if getattr(reading.record, name) not in _UNSAID]
    if not readings:
        return getattr(said[0].record, name)
    stated = getattr(readings[0].record, name)
    other_names = _alternates(name, said)
    first = readings[0].whole.source
    agreeing, disagreeing = [], []
    for reading in readings:
        value = getattr(reading.record, name)
        alternate = other_names.get(normal(getattr(value, "value", str(value))))
        if agree(stated, value):
            finer = _finer(stated, value)
            first = first if finer == stated else reading.whole.source
            stated = finer
            agreeing.append(reading)
        elif alternate is not None:
            # Another name that is known as such contradicts nothing: it is read here too.
            _back(reading, name, merged, as_value=(_ALTERNATES[name], alternate))
        else:
            disagreeing.append(reading)
    for reading in agreeing:
        _back(reading, name, merged, as_value=(name, stated))
    merged.conflicts += [
        _conflict(key, name, stated, against=reading, value=getattr(reading.record, name), source=first)
        for reading in disagreeing
    ]
    return stated


def _back(reading: Reading, name: str, merged: Merged, *, as_value: tuple[str, Hashable]) -> None:
    """Give what a reading says of a field as evidence for a field and value."""
    for found in reading.attributions:
        if found.field == name:
            merged.back(*as_value, found.evidence)


def _conflict(
    key: Key, name: str, stated: Any, *, against: Reading, value: Hashable, source: str | None = None
) -> Conflict:
    """A disagreement of a reading with the value stated, which is that of the source."""
    others = tuple(
        Alternative(found.value, found.evidence)
        for found in against.attributions
        if found.field == name and found.value == value
    )
    second = against.whole.source
    why = "A version of this name is stated as another source describes it."
    if source is not None:
        why = (
            f"The source “{source}” stands before “{second}” in the site's order of preference."
            if source != second
            else f"Both values stand in “{source}”; the one that stands first is stated."
        )
    return Conflict(key, name, stated, others, why)


def _alternates(name: str, said: Sequence[Reading]) -> dict[str, Any]:
    """Other names of the same thing that some reading gives, by their normal form."""
    field = _ALTERNATES.get(name)
    members = [member for reading in said for member in getattr(reading.record, field)] if field is not None else []
    return {normal(getattr(member, "value", str(member))): member for member in members}


def _finer(one: Any, other: Any) -> Any:
    """The more precise of two values that agree."""
    if isinstance(one, PartialDate) and isinstance(other, PartialDate):
        return other if one.covers(other) else one
    if isinstance(one, Text) and isinstance(other, Text):
        return replace(one, language=other.language) if one.language is None else one
    if isinstance(one, tuple) and isinstance(other, tuple):
        return max(one, other, key=len)
    if isinstance(one, Pages) and isinstance(other, Pages):
        parts = {part.name: getattr(one, part.name) for part in fields(Pages)}
        return Pages(**{name: getattr(other, name) if value is None else value for name, value in parts.items()})
    return one


def _union(key: Key, name: str, said: Sequence[Reading], *, merged: Merged) -> tuple[Any, ...]:
    """The members of a field that has many, each once, in the order of preference."""
    members: list[Any] = []
    places: dict[Hashable, list[int]] = {}
    proofs: list[tuple[int, Evidence]] = []
    for reading in said:
        known = len(members)  # within one reading, two roles that look alike are two
        where: dict[Hashable, int] = {}
        for member in getattr(reading.record, name):
            near = places.setdefault(_handle(member), [])
            same = [at for at in near if _same_member(members[at], member, apart=at >= known)]
            # A role that may be any of several is none of them.
            place = same[0] if len(same) == 1 or (same and not isinstance(member, Role)) else None
            if place is None and isinstance(member, Version) and near:
                # One label is one node: what disagrees with it cannot be said there.
                merged.conflicts.append(_conflict(key, name, members[near[0]], against=reading, value=member))
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


def _handle(member: Any) -> Hashable:
    """What members that are the same have in common."""
    if isinstance(member, Role):
        return member.organization, member.kind
    if isinstance(member, Version):
        return member.label
    if isinstance(member, Text):
        return normal(member.value)
    return normal(member) if type(member) is str else member


def _same_member(one: Any, other: Any, *, apart: bool) -> bool:
    """Whether two members of a field are the same; where they are to be told apart, only if they are equal."""
    if isinstance(one, Role | Version) and type(one) is type(other):
        return one == other if apart else _agree_in_parts(_ended(one), _ended(other))
    return agree(one, other)


def _ended(member: Any) -> Any:
    """A role that has an end is over, where nothing else is said of it."""
    over = isinstance(member, Role) and member.end is not None and member.status is None
    return replace(member, status=RoleStatus.FORMER) if over else member


def _agree_in_parts(one: Any, other: Any) -> bool:
    """Whether nothing that both say differs."""
    return all(
        mine in {None, ()} or theirs in {None, ()} or agree(mine, theirs)
        for mine, theirs in ((getattr(one, part.name), getattr(other, part.name)) for part in fields(one))
    )


def _fuller(one: Any, other: Any) -> Any:
    """A member with what another reading of it adds."""
    if not isinstance(one, Role | Version):
        return _finer(one, other)
    pairs = {part.name: (getattr(one, part.name), getattr(other, part.name)) for part in fields(one)}
    return replace(one, **{
        name: theirs if mine in {None, ()} else mine if theirs in {None, ()} else _finer(mine, theirs)
        for name, (mine, theirs) in pairs.items()
    })  # fmt: skip


def _derive(ranked: Sequence[Reading], merged: Merged) -> None:
    """What follows from the merged values: a cleaned abstract only beside its raw one, gaps only where they gape."""
    record = merged.record
    changes: dict[str, Any] = {}
    if isinstance(record, Publication):
        changes["abstract_cleaned"] = None
        for reading in ranked:
            work = reading.record
            if isinstance(work, Publication) and work.abstract == record.abstract and work.abstract_cleaned is not None:
                changes["abstract_cleaned"] = work.abstract_cleaned
                for found in reading.attributions:
                    if found.field == "abstract_cleaned":
                        merged.back("abstract_cleaned", work.abstract_cleaned, found.evidence)
                break
    gaps: dict[Gap, None] = {}
    for reading in ranked:
        for found in reading.attributions:
            if found.field == "gaps" and isinstance(found.value, Gap) and not _filled(found.value, record):
                gaps[found.value] = None
                merged.back("gaps", found.value, found.evidence)
    changes["gaps"] = tuple(gaps)
    merged.record = replace(record, **changes)


def _filled(gap: Gap, record: Record) -> bool:
    """Whether another source has filled a gap. What is still missing is not filled."""
    if not isinstance(record, Publication):
        return False
    authors: tuple[Contribution, ...] = tuple(one for one in record.contributions if one.role == "author")
    filled = {
        Gap.TITLE_LOST: record.title is not None,
        Gap.AUTHORS_TRUNCATED: record.authors_complete,
        Gap.AUTHORS_LOST: record.authors_complete or sum(one.person is None for one in authors) > 0,
        Gap.POSITION_UNKNOWN: all(one.position is not None for one in authors),
        Gap.DATE_UNKNOWN: record.issued is not None,
        Gap.VENUE_UNKNOWN: record.venue is not None,
        Gap.TYPE_UNKNOWN: record.type is not PublicationType.OTHER,
    }
    return filled.get(gap, False)


_UNSAID: Final = (None, False)
_ALTERNATES: Final = {"name": "alternate_names", "title": "alternate_titles"}
"""Where the other names of what a field names are."""
