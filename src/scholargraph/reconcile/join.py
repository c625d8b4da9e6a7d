"""Which readings are about the same thing: groups of them, found through fingerprints, never all against all.

It merges nothing. A person is never joined to another by name alone: a shared identifier or curation says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Final

from scholargraph.errors import MatchError
from scholargraph.iris import Key
from scholargraph.model import (
    Joining,
    Organization,
    Person,
    Publication,
    PublicationType,
    Record,
    Selector,
    SourceRecord,
    Venue,
    VenueType,
)
from scholargraph.reconcile.fingerprints import identifiers, names, normal

Group = list[SourceRecord]

_NARROWING: Final = ("=year", "=abstract", "=volume", "=parent", "=homepage", "doi")
"""What things of one name most often differ in."""


@dataclass(frozen=True, slots=True)
class Clusters:
    """Which readings are about one thing each, and why.

    Attributes:
        groups: the readings of each thing, in the order of their first reading.
        joinings: why: a spanning tree of the best pairs for each group of two or more, nothing for one reading alone.
        doubtful: pairs between "no" and "yes", and pairs that a contradiction refused, the best first.
    """

    groups: list[Group]
    joinings: tuple[Joining, ...] = ()
    doubtful: tuple[Joining, ...] = ()


def join(
    readings: Sequence[SourceRecord],
    *,
    together: Iterable[tuple[Key, Key]] = (),
    apart: Iterable[tuple[Key, Key]] = (),
    curated: Collection[str] = (),
) -> Clusters:
    """Group readings that are about the same thing, in the order of their first reading.

    `together` and `apart` are pairs of keys of entries that the curation decides about: its word wins for ever, and `apart`
    wins over what follows from `together`. `curated` are the names of the sources that the site's owner writes: two entries
    there are two things. Raises MatchError where a selector finds no record, or several.
    """
    index = _Index()
    plain = [reading for reading in readings if reading.selector is None]
    # What says little comes last, when it can be seen whether it may be several things.
    for reading in sorted(plain, key=lambda reading: -len(_distinguishing_values(reading.record))):
        index.add(reading)
    for reading in readings:
        if reading.selector is not None:
            group = _selected(reading, reading.selector, index)
            index.put(reading, group)
            # What was learnt (a lost title, say) may show that another group is about the same thing.
            index.unite(group, index.fitting(reading, own=group))
    order = {id(reading): place for place, reading in enumerate(readings)}
    groups = [sorted(group, key=lambda reading: order[id(reading)]) for group in index.groups if group]
    return Clusters(sorted(groups, key=lambda group: order[id(group[0])]))


def _distinguishing_values(record: Record) -> dict[str, Hashable]:
    """What a record says that sets it apart: two values of one of these are two things."""
    told: dict[str, Hashable] = {identifier.scheme: identifier.value for identifier in identifiers(record)}
    issued = getattr(record, "issued", None) if isinstance(record, Publication | Venue) else None
    if isinstance(record, Publication):
        told |= {part: normal(text.value) for part, text in (("=title", record.title), ("=abstract", record.abstract))
                 if text is not None}  # fmt: skip
        if record.type is not PublicationType.OTHER:
            told["=type"] = record.type
    elif isinstance(record, Venue):
        if record.type is not VenueType.OTHER:
            told["=type"] = record.type
        if record.volume is not None:
            told["=volume"] = normal(record.volume)
    elif isinstance(record, Organization) and record.parent is not None:
        told["=parent"] = record.parent
    if issued is not None:
        told["=year"] = issued.year
    homepage = getattr(record, "homepage", None)
    if homepage is not None and not isinstance(record, Publication | Person):
        told["=homepage"] = re.sub(r"^https?://(www\.)?|/+$", "", homepage.casefold())
    return told


def _differ(mine: Mapping[str, Hashable], theirs: Mapping[str, Hashable]) -> bool:
    return any(part in theirs and theirs[part] != value for part, value in mine.items())


def _blocking_keys(record: Record) -> Iterator[Hashable]:
    """What a record can be found by: in each, two records may be the same."""
    kind = type(record)
    for identifier in identifiers(record):
        yield kind, "identifier", identifier
    if isinstance(record, Publication):
        if record.title is not None:
            yield kind, "name", normal(record.title.value)
        if record.abstract is not None:
            yield kind, "abstract", normal(record.abstract.value)
    elif not isinstance(record, Person):
        for name in names(record):
            yield kind, "name", normal(name)


def _selected(reading: SourceRecord, selector: Selector, index: _Index) -> Group:
    """The one group that a selector means."""
    kind = type(reading.record)
    words = next(
        f"{part} “{value}”"
        for part, value in (
            ("identifier", selector.identifier), ("title", selector.title), ("name", selector.name),
            ("abstract beginning", selector.abstract),
        ) if value is not None
    )  # fmt: skip
    found = index.selected(kind, selector)
    if len(found) == 1:
        return found[0]
    where = reading.whole.place
    if not found:
        raise MatchError(
            f"No {kind.collection} has the {words}: correct it, or leave `match` out to add a record.", where
        )
    raise MatchError(
        f"{len(found)} {kind.collection} records have the {words}: match by something that only one has.", where
    )


class _Block:
    """The groups that share one blocking key; of many editorials only those of the year need to be looked at."""

    def __init__(self) -> None:
        self._all: dict[int, Group] = {}
        self._saying: dict[tuple[str, Hashable], dict[int, Group]] = {}
        self._silent: dict[str, dict[int, Group]] = {part: {} for part in _NARROWING}

    def add(self, group: Group, told: Mapping[str, Hashable]) -> None:
        """Add a group, or what one more reading in it says."""
        new = id(group) not in self._all
        self._all[id(group)] = group
        for part, silent in self._silent.items():
            if part in told:
                self._saying.setdefault((part, told[part]), {})[id(group)] = group
                silent.pop(id(group), None)
            elif new:
                silent[id(group)] = group

    def near(self, told: Mapping[str, Hashable]) -> Iterable[Group]:
        """Give the groups that may fit: every one that does is among them."""
        found: list[tuple[dict[int, Group], ...]] = [(self._all,)]
        found += [
            (self._saying.get((part, told[part]), {}), silent) for part, silent in self._silent.items() if part in told
        ]
        fewest = min(found, key=lambda some: sum(map(len, some)))
        return [group for some in fewest for group in some.values()]


class _Index:
    """The groups so far, and by which blocking keys they are found."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self._blocks: dict[Hashable, _Block] = {}
        self._called: dict[Hashable, list[SourceRecord]] = {}
        self._abstracts: list[tuple[str, int, SourceRecord]] = []
        self._sorted = 0
        self._group_of: dict[int, Group] = {}
        self._told: dict[int, Mapping[str, Hashable]] = {}

    def selected(self, kind: type[Record], selector: Selector) -> list[Group]:
        """Give every group that a selector fits."""
        if selector.abstract is not None:
            found = self._with_abstract(normal(selector.abstract))
        elif selector.identifier is not None:
            found = self._called.get((kind, selector.identifier), [])
        else:
            found = self._called.get((kind, normal(selector.title or selector.name or "")), [])
        groups = {id(group): group for group in (self._group_of[id(reading)] for reading in found)}
        return list(groups.values())

    def _with_abstract(self, beginning: str) -> list[SourceRecord]:
        """Readings whose abstract begins so, found by bisection."""
        if self._abstracts and len(self._abstracts) != self._sorted:
            self._abstracts.sort(key=lambda entry: entry[:2])
            self._sorted = len(self._abstracts)
        place = bisect_left(self._abstracts, beginning, key=lambda entry: entry[0])
        found = takewhile(lambda entry: entry[0].startswith(beginning), islice(self._abstracts, place, None))
        return [reading for _, _, reading in found]

    def add(self, reading: SourceRecord) -> None:
        """Put a reading into every group it belongs to (which thereby become one), or into a new one."""
        self._told[id(reading)] = _distinguishing_values(reading.record)
        fitting = self.fitting(reading)
        if not fitting:
            fitting = [[]]
            self.groups.append(fitting[0])
        self.put(reading, fitting[0])
        self.unite(fitting[0], fitting[1:])

    def fitting(self, reading: SourceRecord, *, own: Sequence[SourceRecord] = ()) -> list[Group]:
        """For each blocking key of a reading the group that shares it and that nothing speaks against, if it is only one.

        `own` is the group that the reading is in already.
        """
        found: list[Group] = []
        mine = own or (reading,)
        for key in _blocking_keys(reading.record):
            block = self._blocks.get(key)
            if block is None:
                continue
            fits = [
                group
                for group in block.near(self._told[id(reading)])
                if group and group is not own and self._no_difference(mine, group)
            ]
            if len(fits) > 1:
                # It may be any of them, so it is none of them; but it is one with what says no more than it does.
                told = self._told[id(reading)].keys()
                fits = [group for group in fits if all(self._told[id(other)].keys() <= told for other in group)]
            if len(fits) == 1 and not any(fits[0] is other for other in found):
                found += fits
        return found

    def _no_difference(self, some: Sequence[SourceRecord], others: Sequence[SourceRecord]) -> bool:
        """Whether nothing that one of some and one of the others say speaks against their being the same thing."""
        return not any(_differ(self._told[id(one)], self._told[id(other)]) for one in some for other in others)

    def unite(self, group: Group, others: Iterable[Group]) -> None:
        """Make the other groups part of this one, where nothing speaks against it."""
        for other in others:
            moved = list(other)
            if other is group or not self._no_difference(group, moved):
                continue
            other.clear()
            for reading in moved:
                self._place(reading, group)

    def put(self, reading: SourceRecord, group: Group) -> None:
        """Put a new reading into a group, which can from then on be found by what the reading says."""
        self._told.setdefault(id(reading), _distinguishing_values(reading.record))
        kind = type(reading.record)
        for name in {*(normal(name) for name in names(reading.record)), *identifiers(reading.record)}:
            self._called.setdefault((kind, name), []).append(reading)
        abstract = getattr(reading.record, "abstract", None)
        if abstract is not None:
            self._abstracts.append((normal(abstract.value), len(self._abstracts), reading))
        self._place(reading, group)

    def _place(self, reading: SourceRecord, group: Group) -> None:
        group.append(reading)
        self._group_of[id(reading)] = group
        for key in _blocking_keys(reading.record):
            self._blocks.setdefault(key, _Block()).add(group, self._told[id(reading)])
