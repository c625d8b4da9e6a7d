"""Which readings are about the same thing: works by scored comparisons, everything else by its identifiers and names.

It merges nothing. A person is never joined to another by name alone: a shared identifier or curation says so.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from scholargraph.iris import Key
from scholargraph.model import Joining, Publication, Reason, SourceRecord, Venue
from scholargraph.reconcile.clustering import few_of_each
from scholargraph.reconcile.handles import Index, Telling, in_order
from scholargraph.reconcile.selecting import Lookup, refusal
from scholargraph.reconcile.uncompared import Uncompared
from scholargraph.reconcile.works import Pair, Works

NAMES_DIFFER: Final = Reason(
    "name", "differs", -24.0, "their names have nothing in common, so that the identifier is wrong for one of them"
)
"""What speaks against two organisations or venues that share an identifier."""
MOST_DOUBTFUL: Final = 5
"""How many doubtful pairs of one reading are kept."""

Group = list[SourceRecord]

HANDLES: Final = {
    "identifier": (22.0, "they share an identifier"),
    "name": (14.0, "they have one name, and nothing that both say differs"),
    "curation": (math.inf, "the curation says that they are the same"),
    "selector": (math.inf, "the curation says which record it speaks of"),
}
"""By which handle readings that are no works were joined: its weight, and the same in words."""


@dataclass(frozen=True, slots=True)
class Clusters:
    """Which readings are about one thing each, and why.

    Attributes:
        groups: the readings of each thing, in the order of their first reading.
        joinings: why: a spanning tree of the best pairs for each group of two or more, nothing for one reading alone.
        doubtful: pairs between "no" and "yes", and pairs that a contradiction refused, the best first.
        uncompared: what are too many to be compared each with each.
    """

    groups: list[Group]
    joinings: tuple[Joining, ...] = ()
    doubtful: tuple[Joining, ...] = ()
    uncompared: tuple[Uncompared, ...] = ()


def join(
    readings: Sequence[SourceRecord],
    *,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    curated: Collection[str] = (),
) -> Clusters:
    """Group readings that are about the same thing, in the order of their first reading.

    `together` and `apart` are pairs of keys of entries that the curation decides about: its word wins for ever, and `apart`
    wins over what follows from `together`. `curated` are the names of the sources that the site's owner writes: two entries
    of works there are two works. Raises MatchError where a selector finds no record, or several.
    """
    together, apart = [*together], [*apart]
    venues = {one.record.key: one.record for one in readings if isinstance(one.record, Venue)}
    works = Works(
        [reading for reading in readings if isinstance(reading.record, Publication)],
        venues,
        curated=curated,
        together=together,
        apart=apart,
    )
    works.grow()
    others = [reading for reading in readings if not isinstance(reading.record, Publication)]
    index = _indexed(others, together, apart)
    lookup = Lookup()
    for reading in readings:
        if reading.selector is None:
            lookup.add(reading)
    for reading in readings:
        if reading.selector is not None:
            _select(reading, lookup, works, index)
    order = {id(reading): place for place, reading in enumerate(readings)}
    groups = [sorted(group, key=lambda reading: order[id(reading)])
              for group in (*works.groups(), *(one.members for one in index.groups if one.members))]  # fmt: skip
    doubtful = (*works.doubtful(), *few_of_each(_doubtful(index), MOST_DOUBTFUL))
    joinings = (*works.joinings(), *(_joining(*why) for why in index.why))
    return Clusters(sorted(groups, key=lambda group: order[id(group[0])]), joinings, doubtful, works.uncompared)


def _indexed(readings: Sequence[SourceRecord], together: Sequence[Pair], apart: Sequence[Pair]) -> Index:
    """Join what is no work."""
    parted: dict[Key, set[Key]] = {}
    for one, other in apart:
        parted.setdefault(one, set()).add(other)
        parted.setdefault(other, set()).add(one)
    telling = Telling(readings)
    index = Index(telling, parted)
    plain = {reading.record.key: reading for reading in readings if reading.selector is None}
    for reading in in_order([reading for reading in readings if reading.selector is None], telling):
        index.add(reading)
    for one, other in sorted((min(pair), max(pair)) for pair in together):
        if one in plain and other in plain:
            index.force(plain[one], plain[other])
    return index


def _select(reading: SourceRecord, lookup: Lookup, works: Works, index: Index) -> None:
    """Join a curated fact to the one thing that its selector means."""
    assert reading.selector is not None  # noqa: S101 - the caller asks for facts only
    found = lookup.found(type(reading.record), reading.selector)
    if isinstance(reading.record, Publication):
        one_each = works.groups_of(found)
        if len(one_each) != 1:
            raise refusal(reading, reading.selector, len(one_each))
        works.select(reading, one_each[0])
    else:
        groups = {id(group): group for group in map(index.group_of, found)}
        if len(groups) != 1:
            raise refusal(reading, reading.selector, len(groups))
        (group,) = groups.values()
        index.put(reading, group)
        # What was learnt may show that another group is about the same thing.
        index.unite(group, index.fitting(group, reading))
    lookup.add(reading)


def _doubtful(index: Index) -> Iterator[Joining]:
    """Give the pairs that share an identifier and have names of two things, each once."""
    weight, words = HANDLES["identifier"]
    why = (NAMES_DIFFER, Reason("identifier", "equal", weight, words))
    pairs = {
        (min(one.record.key, other.record.key), max(one.record.key, other.record.key))
        for one, other in index.doubtful
        if index.group_of(one) is not index.group_of(other)
    }
    return (Joining(*pair, weight + NAMES_DIFFER.weight, why) for pair in sorted(pairs))


def _joining(one: SourceRecord, other: SourceRecord, handle: str) -> Joining:
    weight, words = HANDLES[handle]
    return Joining(one.record.key, other.record.key, weight, (Reason(handle, "equal", weight, words),))
