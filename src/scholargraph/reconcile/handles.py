"""Which readings of persons, organisations, venues, systems and projects are one: found by identifiers and names.

What shares a handle and differs in nothing is one; a person is never joined to another by name alone. A group has one summary
of what its members say, so that a reading is compared with groups, never with each reading in them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from scholargraph.iris import Key
from scholargraph.model import Organization, Person, Record, SourceRecord, Venue, VenueType
from scholargraph.reconcile.called import MOST, clearly_differ
from scholargraph.reconcile.comparisons.table import table
from scholargraph.reconcile.comparisons.words import folded, numbers, title_words
from scholargraph.reconcile.features import contradict
from scholargraph.reconcile.fingerprints import identifiers, names, normal

_NARROWING: Final = ("=year", "=volume", "=parent", "=homepage", "=place")
"""What things of one name most often differ in."""
_PARTS: Final = frozenset({VenueType.PROCEEDINGS, VenueType.BOOK})
"""Kinds of venue that carry the ISSN of the series which they are a volume of."""
_ISSNS: Final = 2
"""How many ISSN a journal has: one in print, one online. What is given more under one name may be several journals."""
_SHORT: Final = 6
"""How many letters an acronym has at most that many organisations and venues share."""

_UNITS: Final = frozenset({
    "department", "dept", "faculty", "division", "chair", "departement", "département", "departamento", "dipartimento",
    "abteilung", "fakultät", "lehrstuhl", "faculté", "facultad", "facoltà", "faculdade", "кафедра", "факультет", "отдел",
})  # fmt: skip
"""With what the names of units begin that every university has."""
_UNITS_IF_SHORT: Final = frozenset({"school", "institute", "college", "institut", "instituto", "istituto", "институт"})
"""The same, where the name has three words at most: School of Medicine."""

Told = Mapping[str, frozenset[Hashable]]
"""What a record says that sets it apart: two things have no value in common of something that both say."""
Handle = tuple[str, Hashable]
"""What a record can be found by: the kind of handle, and its value."""


class Telling:
    """What records are told apart by; organisations are looked up, since a unit is told by the name of what it is part of."""

    def __init__(self, readings: Sequence[SourceRecord]) -> None:
        self._names = {
            one.record.key: normal(one.record.name) for one in readings if isinstance(one.record, Organization)
        }
        self._issns: dict[str, set[Hashable]] = {}
        for venue in (one.record for one in readings if isinstance(one.record, Venue)):
            self._issns.setdefault(normal(venue.name), set()).update(
                one.value for one in venue.identifiers if one.scheme == "issn"
            )

    def of(self, reading: SourceRecord) -> Told:
        """Give what a reading says that sets it apart."""
        record = reading.record
        told: dict[str, set[Hashable]] = {}
        for identifier in identifiers(record):
            told.setdefault(identifier.scheme, set()).add(identifier.value)
        if isinstance(record, Venue):
            _venue(record, told)
            if len(self._issns.get(normal(record.name), ())) <= _ISSNS and not _is_generic(record.name):
                told.pop("issn", None)  # in print and online
        elif isinstance(record, Organization):
            if record.parent is not None:
                told["=parent"] = {self._names.get(record.parent, record.parent)}
            if record.location is not None:
                told["=place"] = {*normal(record.location).split()}
        issued = getattr(record, "issued", None) if isinstance(record, Venue) else None
        if issued is not None:
            told["=year"] = {issued.year}
        homepage = getattr(record, "homepage", None)
        if homepage is not None and not isinstance(record, Person):
            told["=homepage"] = {re.sub(r"^https?://(www\.)?|/+$", "", homepage.casefold())}
        return {name: frozenset(values) for name, values in told.items()}


def _venue(record: Venue, told: dict[str, set[Hashable]]) -> None:
    if record.type is not VenueType.OTHER:
        told["=type"] = {record.type}
    if record.volume is not None:
        told["=volume"] = {normal(record.volume)}
    number = numbers(title_words(record.name))
    if number:
        told["=number"] = {number}


def _is_generic(name: str) -> bool:
    """Whether a journal's name is one of many: two ISSN under it are two journals."""
    lists = table("works").lists
    return (lists["generic venues"] | lists["small words"]).issuperset(folded(name).split())


def handles(record: Record) -> Iterator[Handle]:
    """Give what a record can be found by: in each, two records may be the same."""
    part = isinstance(record, Venue) and record.type in _PARTS
    for identifier in identifiers(record):
        if identifier.scheme != "issn" or not part:
            yield "identifier", identifier
    if isinstance(record, Person):
        return
    for place, name in enumerate(names(record)):
        words = normal(name)
        if place and isinstance(record, Organization | Venue) and _is_acronym(name):
            continue  # MIT stands for many; it says nothing beside the whole name
        if isinstance(record, Organization) and _is_unit(words):
            # Within one source it is one; of two sources it is, where both say of what it is a part.
            yield "name", (words, record.key.slug.partition("/")[0])
            if record.parent is None:
                continue
        yield "name", words


def _is_unit(words: str) -> bool:
    """Whether a name, in its normal form, is that of a unit of which there are many: Department of Chemistry."""
    first, *rest = words.split() or [""]
    return first in _UNITS or (first in _UNITS_IF_SHORT and len(rest) <= 2)


def _is_acronym(name: str) -> bool:
    """Whether a name is an acronym of a few letters."""
    letters = "".join(character for character in name if character.isalpha())
    return len(letters) <= _SHORT and sum(character.isupper() for character in letters) * 2 > len(letters)


class Group:
    """Readings of one thing, with one summary of what they say."""

    def __init__(self) -> None:
        self.members: list[SourceRecord] = []
        self.told: dict[str, set[Hashable]] = {}
        self.keys: set[Key] = set()
        self.parents: set[Key] = set()
        self.apart: set[Key] = set()
        self.names: dict[str, None] = {}

    def add(self, reading: SourceRecord, told: Told, apart: Collection[Key]) -> None:
        """Take a reading."""
        self.members.append(reading)
        for name, values in told.items():
            self.told.setdefault(name, set()).update(values)
        self.keys.add(reading.record.key)
        if len(self.names) < MOST:
            self.names.update(dict.fromkeys(names(reading.record)))
        parent = getattr(reading.record, "parent", None)
        if parent is not None:
            self.parents.add(parent)
        self.apart.update(apart)

    def parted(self, other: Group) -> bool:
        """Whether the curation says that two groups are two things."""
        return not self.apart.isdisjoint(other.keys)

    def differs(self, other: Group) -> bool:
        """Whether something that both say speaks against their being one thing."""
        if contradict(self.told, other.told):
            return True
        if not self.parents.isdisjoint(other.keys) or not other.parents.isdisjoint(self.keys):
            return True  # a unit, and what it is part of
        return self.parted(other)

    def __len__(self) -> int:
        return len(self.members)


class _Block:
    """The groups that share one handle; of many namesakes only those of the year need to be looked at."""

    def __init__(self) -> None:
        self._all: dict[int, Group] = {}
        self._saying: dict[tuple[str, Hashable], dict[int, Group]] = {}
        self._silent: dict[str, dict[int, Group]] = {part: {} for part in _NARROWING}

    def add(self, group: Group, told: Told) -> None:
        """Add a group, or what one more reading in it says."""
        new = id(group) not in self._all
        self._all[id(group)] = group
        for part, silent in self._silent.items():
            if part in told:
                for value in told[part]:
                    self._saying.setdefault((part, value), {})[id(group)] = group
                silent.pop(id(group), None)
            elif new:
                silent[id(group)] = group

    def remove(self, group: Group) -> None:
        """Forget a group that has become part of another."""
        for some in (self._all, *self._saying.values(), *self._silent.values()):
            some.pop(id(group), None)

    def near(self, told: Mapping[str, Collection[Hashable]]) -> Iterable[Group]:
        """Give the groups that may fit: every one that does is among them."""
        found: list[list[dict[int, Group]]] = [[self._all]]
        found += [
            [*(self._saying.get((part, value), {}) for value in told[part]), silent]
            for part, silent in self._silent.items()
            if part in told
        ]
        fewest = min(found, key=lambda some: sum(map(len, some)))
        return {id(group): group for some in fewest for group in some.values()}.values()


class Index:
    """The groups so far, and by which handles they are found.

    Args:
        told: what sets readings apart.
        apart: for the key of an entry those of which the curation says that they are something else.
    """

    def __init__(self, told: Telling, apart: Mapping[Key, Collection[Key]]) -> None:
        self.groups: list[Group] = []
        self.why: list[tuple[SourceRecord, SourceRecord, str]] = []
        self.doubtful: list[tuple[SourceRecord, SourceRecord]] = []
        self._blocks: dict[tuple[type[Record], Handle], _Block] = {}
        self._first: dict[tuple[int, Handle], SourceRecord] = {}
        self._group_of: dict[int, Group] = {}
        self._told = told
        self._apart = apart

    def group_of(self, reading: SourceRecord) -> Group:
        """Give the group of a reading that was added."""
        return self._group_of[id(reading)]

    def add(self, reading: SourceRecord) -> None:
        """Put a reading into every group it belongs to (which thereby become one), or into a new one."""
        fitting = self.fitting(self._alone(reading))
        if not fitting:
            group = Group()
            self.groups.append(group)
            self._place(reading, group)
            return
        (first, handle), *rest = fitting
        self.why.append((self._first[id(first), handle], reading, handle[0]))
        self._place(reading, first)
        self.unite(first, rest)

    def _alone(self, reading: SourceRecord) -> Group:
        group = Group()
        group.add(reading, self._told.of(reading), self._apart.get(reading.record.key, ()))
        return group

    def fitting(self, mine: Group, reading: SourceRecord | None = None) -> list[tuple[Group, Handle]]:
        """For each handle of a reading, the group that shares it and that nothing speaks against, if it is only one.

        `mine` is the group that the reading is in already, or one of it alone.
        """
        found: list[tuple[Group, Handle]] = []
        record = (reading or mine.members[0]).record
        told = mine.told if reading is None else self._told.of(reading)
        for handle in handles(record):
            block = self._blocks.get((type(record), handle))
            if block is None:
                continue
            fits = [
                group for group in block.near(told) if group.members and group is not mine and not mine.differs(group)
            ]
            if handle[0] == "identifier" and record.collection != Person.collection:
                fits = [*self._named_alike(mine, fits, handle)]
            if len(fits) > 1:
                # It may be any of them, so it is none of them; but it is one with what says no more than it does.
                fits = [group for group in fits if group.told.keys() <= told.keys()]
            if len(fits) == 1 and not any(fits[0] is other for other, _ in found):
                found.append((fits[0], handle))
        return found

    def _named_alike(self, mine: Group, groups: Iterable[Group], handle: Handle) -> Iterator[Group]:
        """Give the groups whose names can be those of one that shares an identifier; of others the pair is doubtful."""
        for group in islice(groups, MOST):
            if clearly_differ(mine.names, group.names):
                self.doubtful.append((self._first[id(group), handle], mine.members[0]))
            else:
                yield group

    def unite(self, group: Group, others: Iterable[tuple[Group, Handle]]) -> None:
        """Make the other groups part of this one, where nothing speaks against it."""
        for other, handle in others:
            if other is not group and other.members and not group.differs(other):
                here = self._first.get((id(group), handle), group.members[-1])
                self.why.append((here, self._first[id(other), handle], handle[0]))
                self._move(other, group)

    def force(self, one: SourceRecord, other: SourceRecord) -> bool:
        """Make the groups of two readings one because the curation says so, unless it says the contrary as well."""
        mine, theirs = self.group_of(one), self.group_of(other)
        if mine is theirs:
            return True
        if mine.parted(theirs) or theirs.parted(mine):
            return False
        self.why.append((one, other, "curation"))
        if len(mine) < len(theirs):
            mine, theirs = theirs, mine
        self._move(theirs, mine)
        return True

    def put(self, reading: SourceRecord, group: Group) -> None:
        """Put a reading into a group because a selector says so."""
        self.why.append((group.members[0], reading, "selector"))
        self._place(reading, group)

    def _move(self, other: Group, group: Group) -> None:
        moved, other.members = other.members, []
        for reading in moved:
            for handle in handles(reading.record):
                self._blocks[type(reading.record), handle].remove(other)
            self._place(reading, group)

    def _place(self, reading: SourceRecord, group: Group) -> None:
        told = self._told.of(reading)
        group.add(reading, told, self._apart.get(reading.record.key, ()))
        self._group_of[id(reading)] = group
        for handle in handles(reading.record):
            self._blocks.setdefault((type(reading.record), handle), _Block()).add(group, told)
            self._first.setdefault((id(group), handle), reading)


def in_order(readings: Sequence[SourceRecord], told: Telling) -> list[SourceRecord]:
    """Give readings in the order in which they are joined, which is that of what they say, not that of files.

    What says little comes last, when it can be seen whether it may be several things.
    """

    def rank(reading: SourceRecord) -> tuple[int, str, str]:
        said = told.of(reading)
        return -len(said), repr(sorted((name, sorted(map(str, values))) for name, values in said.items())), "\n".join(
            names(reading.record)
        )  # fmt: skip

    return sorted(readings, key=rank)
