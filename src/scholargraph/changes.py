"""What becomes of what a site says: records new, gone or moved; values before and after; disagreements, findings.

It compares two tellings of a catalogue (`record_values`): of what is published, and of what would be, or of any two. It
reads no source and publishes nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from scholargraph.findings import Finding
from scholargraph.model import RECORD_CLASSES, Rejected, fields_of
from scholargraph.reconcile import Joined
from scholargraph.record_values import SITE, Disagreement, Held, RecordValues, of_catalogue

_CLASSES: Final[Mapping[str, type]] = {kind.collection: kind for kind in RECORD_CLASSES}
_FIRST: Final = ("agent", "name", "printed", "value", "plain", "title", "label")
"""The parts of a value of which the first that is there comes first when it is said."""
_OF_SITE: Final = {"license": "licence", "base": "base IRI"}


@dataclass(frozen=True, slots=True)
class Named:
    """A record: its key, and what it is called."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A record that has another key: the old one leads to it."""

    key: str
    label: str
    to: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What becomes of a field: the values (of several, the members) that go and that come, and whether their order changes."""

    field: str
    before: tuple[Held, ...] = ()
    after: tuple[Held, ...] = ()
    reordered: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a record that stays.

    Attributes:
        key: its key from now on.
        label: what it is called.
        fields: the fields of which the values change.
        settled: disagreements that are none any more.
        disagreements: disagreements that are new.
        lost: sources that said something of it before, and do not any more.
        gained: sources that say something of it now, and did not before.
    """

    key: str
    label: str
    fields: tuple[FieldChange, ...] = ()
    settled: tuple[Disagreement, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()

    @property
    def says_more(self) -> bool:
        """Whether anything but what its values rest on changes."""
        return bool(self.fields or self.settled or self.disagreements or self.lost)


@dataclass(frozen=True, slots=True)
class Changes:
    """All that becomes of what a site says.

    Attributes:
        new: the records that were not there, by collection.
        gone: those that are not there any more, and do not lead to another.
        moved: those that have another key.
        changed: those that stay and say something else, or rest on a source less.
        confirmed: how many only rest on another source more.
        replaced: how many say the same, read at other places or in other words of their sources.
        rejected: what is rejected for the first time.
        findings: the findings that are new.
    """

    new: Mapping[str, tuple[Named, ...]]
    gone: tuple[Named, ...] = ()
    moved: tuple[Moved, ...] = ()
    changed: tuple[Change, ...] = ()
    confirmed: int = 0
    replaced: int = 0
    rejected: tuple[Rejected, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether anything that is stated changes."""
        return bool(self.new or self.gone or self.moved or self.changed)


@dataclass(frozen=True, slots=True)
class Site:
    """A site before or after.

    Attributes:
        values: what it says; read once, in any order.
        findings: its findings.
        rejected: what of its sources was rejected; of a snapshot, nobody knows it.
    """

    values: Iterable[RecordValues] = ()
    findings: Sequence[Finding] = ()
    rejected: Sequence[Rejected] = ()

    @classmethod
    def of(cls, catalogue: Joined, findings: Sequence[Finding]) -> Site:
        """Make a site of what its records say; what it says of itself is not told."""
        return cls(of_catalogue(catalogue), findings, catalogue.rejected)


def between(before: Site | None, after: Site, *, aliases: Mapping[Any, str] | None = None) -> Changes:
    """Compare a site with what it would be; None before is a site without records.

    `aliases` are the keys that were given up, each with the one that took its place, as the site after has them. The values
    before are read one at a time.
    """
    leads = aliases or {}
    now = {one.key: one for one in after.values}
    unseen = dict(now)
    gone: list[Named] = []
    moved: list[Moved] = []
    changed: list[Change] = []
    counts: Counter[str] = Counter()
    for old, one in _pairs(() if before is None else before.values, now, leads):
        if one is None:
            gone.append(_named(old))
            continue
        if one.key != old.key:
            moved.append(Moved(old.key, _named(old).label, one.key))
        if unseen.pop(one.key, None) is None:
            continue  # what it became was there before, and is compared with itself
        change = of_one(_with_keys(old, leads), one)
        if change is not None:
            changed.append(change)
        elif old.places != one.places or old.sources != one.sources:
            counts["confirmed" if {*old.sources} < {*one.sources} else "replaced"] += 1
    new: dict[str, list[Named]] = {}
    for one in unseen.values():
        if one.key != SITE:
            new.setdefault(one.key.partition("/")[0], []).append(_named(one))
    known_rejected = set() if before is None else {_of(one) for one in before.rejected}
    known_findings = set() if before is None else {(one.key, one.message) for one in before.findings}
    return Changes(
        new={name: tuple(named) for name, named in sorted(new.items())},
        gone=tuple(gone),
        moved=tuple(moved),
        changed=tuple(changed),
        confirmed=counts["confirmed"],
        replaced=counts["replaced"],
        rejected=tuple(one for one in after.rejected if _of(one) not in known_rejected),
        findings=tuple(one for one in after.findings if (one.key, one.message) not in known_findings),
    )


def _pairs(
    before: Iterable[RecordValues], now: Mapping[str, RecordValues], leads: Mapping[Any, str]
) -> Iterator[tuple[RecordValues, RecordValues | None]]:
    """Give each record of before with what it is now: those that kept their key, then those that did not."""
    others = []
    for old in before:
        one = now.get(old.key)
        if one is not None:
            yield old, one
        else:
            others.append(old)
    for old in others:
        yield old, now.get(leads.get(old.key, ""))


def words_of(key: str, field: str) -> str:
    """Give what a field of a record is called, in small letters.

    >>> words_of("publication/tides", "issued")
    'date'
    """
    kind = _CLASSES.get(key.partition("/")[0])
    declared = {} if kind is None else fields_of(kind)
    return declared[field].spec.singular.lower() if field in declared else _OF_SITE.get(field, field.replace("_", " "))


def shown(value: Any) -> str:
    """Say a value of `Held` in words: the first part, and the others with their names in brackets.

    >>> shown({"value": "Tides", "language": "en"})
    'Tides (language en)'
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    if not isinstance(value, dict):
        return str(value)
    first = next((name for name in (*_FIRST, *value) if name in value), None)
    head = "" if first is None else shown(value[first])
    rest = "; ".join(f"{name.replace('_', ' ')} {shown(part)}" for name, part in value.items() if name != first)
    return f"{head} ({rest})" if rest else head


def _named(one: RecordValues) -> Named:
    return Named(one.key, one.label or one.key)


def of_one(before: RecordValues, after: RecordValues) -> Change | None:
    """Compare one record with itself; None where it says the same, and rests on no source less."""
    if before == after:
        return None
    names = dict.fromkeys((*before.fields, *after.fields))
    found = [_field(name, before.fields.get(name, ()), after.fields.get(name, ())) for name in names]
    was, now = {_told(one) for one in before.conflicts}, {_told(one) for one in after.conflicts}
    change = Change(
        after.key,
        after.label or before.label or after.key,
        fields=tuple(one for one in found if one is not None),
        settled=tuple(one for one in before.conflicts if _told(one) not in now),
        disagreements=tuple(one for one in after.conflicts if _told(one) not in was),
        lost=tuple(one for one in before.sources if one not in after.sources),
        gained=tuple(one for one in after.sources if one not in before.sources),
    )
    return change if change.says_more else None


def _field(name: str, before: Sequence[Held], after: Sequence[Held]) -> FieldChange | None:
    """Compare the values of a field; what only stands at another place of a list is not gone, and not new."""
    was, now = Counter(map(_unplaced, before)), Counter(map(_unplaced, after))
    left, stayed = _parted(before, was - now)
    came, stays = _parted(after, now - was)
    moved = [one.data for one in before] != [one.data for one in after]
    reordered = stayed != stays if left or came else moved
    if not (left or came or reordered):
        return None
    return FieldChange(name, tuple(left), tuple(came), reordered)


def _parted(members: Sequence[Held], wanted: Counter[str]) -> tuple[list[Held], list[str]]:
    """Give so many members of each kind as are wanted, and the others without their places, both in their order."""
    taken, others = [], []
    for member in members:
        told = _unplaced(member)
        if wanted[told]:
            wanted[told] -= 1
            taken.append(member)
        else:
            others.append(told)
    return taken, others


def _unplaced(one: Held) -> str:
    """Give a value without its place in a list."""
    if '"position":' not in one.data:
        return one.data
    value = one.value
    return json.dumps({**value, "position": None}, sort_keys=True) if isinstance(value, dict) else one.data


def _told(one: Disagreement) -> tuple[str, str, tuple[Held, ...]]:
    return one.field, one.stated, one.others


def _with_keys(old: RecordValues, leads: Mapping[Any, str]) -> RecordValues:
    """Give the values with the keys that others took the place of: that a thing moved changes nothing that refers to it."""
    if not leads:
        return old

    def now(text: str) -> str:
        return _renamed(text, leads)

    def held(members: tuple[Held, ...]) -> tuple[Held, ...]:
        return tuple(replace(one, data=now(one.data)) for one in members)

    return replace(
        old,
        fields={name: held(members) for name, members in old.fields.items()},
        conflicts=tuple(replace(one, stated=now(one.stated), others=held(one.others)) for one in old.conflicts),
    )


def _renamed(text: str, leads: Mapping[Any, str]) -> str:
    """Replace keys in canonical JSON; they stand there as whole strings."""
    if "/" not in text:
        return text
    value = json.loads(text)
    other = _in(value, lambda words: str(leads.get(words, words)))
    return text if other == value else json.dumps(other, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _in(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_in(one, change) for one in value]
    if isinstance(value, dict):
        return {name: _in(one, change) for name, one in value.items()}
    return value


def _of(one: Rejected) -> tuple[str, str | None, str]:
    return one.source, str(one.place) if one.place else None, one.reason
