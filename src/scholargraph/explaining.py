"""Why entries of a site are one thing, or are not: what `explain` shows, gathered from a site that is read and joined.

It changes nothing and prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product
from typing import Final

from scholargraph.config import Settings
from scholargraph.errors import Place, UsageError
from scholargraph.iris import KEY, Key
from scholargraph.model import Conflict, Joining, Publication, Source, SourceRecord, entry_name
from scholargraph.publish import Stage, resolved
from scholargraph.reconcile import Ledger, Resolved, fused, preferences
from scholargraph.reconcile.curated_pairs import reason_of
from scholargraph.reconcile.pairs import Comparer, Thresholds, thresholds

_COMPARED: Final = 400
"""How many pairs of entries of two things are compared, to find the one that speaks most for their being one."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair of entries that is not joined and could be, with the keys of the two things that have them."""

    joining: Joining
    one: Key
    other: Key


@dataclass(frozen=True, slots=True)
class Explained:
    """What one thing was made of.

    Attributes:
        key: its key.
        readings: its entries.
        joinings: why they were put together.
        conflicts: what they disagree on.
        doubts: what nearly became the same thing.
    """

    key: Key
    readings: Sequence[SourceRecord]
    joinings: tuple[Joining, ...]
    conflicts: tuple[Conflict, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two entries side by side, and what was made of them.

    Attributes:
        one: the first entry; of a thing that has several, the one that is most like one of the other.
        other: the second.
        one_key: the key of the thing that the first is an entry of.
        other_key: that of the second.
        joining: the reasons with their weights, and their sum; None where the two are of different kinds.
        apart: whether something that they say parts them for certain, whatever the score.
        decided: what the curation says of the two, and where it stands; None where it says nothing.
        path: the joinings that lead from the one to the other, where they are one.
        limits: the scores from which on entries are joined, or in doubt; None where they are joined by handles.
    """

    one: SourceRecord
    other: SourceRecord
    one_key: Key
    other_key: Key
    joining: Joining | None
    apart: bool
    decided: tuple[str, Place] | None
    path: tuple[Joining, ...]
    limits: Thresholds | None

    @property
    def verdict(self) -> str:
        """Say in a sentence why the two are one, or are not."""
        if self.one_key == self.other_key:
            way = "by these two entries" if len(self.path) == 1 else f"by way of {len(self.path)} joinings"
            return (
                f"They are one thing, {self.one_key}, {way}." if self.path else f"They are one entry of {self.one_key}."
            )
        if self.decided is not None:
            return f"They are two things: {self.decided[0]} ({self.decided[1]})."
        if self.joining is None:
            return "They are two things: they are of different kinds."
        if self.apart:
            return "They are two things: something that both say parts them for certain."
        if self.limits is None and any(one.comparison == "name" and one.weight < 0 for one in self.joining.reasons):
            return "They are two things: an identifier is beside names of two; `scholargraph review` asks about it."
        if self.limits is None:
            return "They are two things: nothing that identifies is in both of them alone."
        return f"They are two things: {self._by_score(self.joining.score, self.limits)}."

    @staticmethod
    def _by_score(score: float, limits: Thresholds) -> str:
        if score >= limits.joined:
            return (
                "the score would do, but other entries of the two contradict each other, or something else fits as well"
            )
        if score >= limits.doubtful:
            return (
                "what they say is not enough to join them, and too much to be sure; `scholargraph review` asks about it"
            )
        return "what they say is not enough"


class Site:
    """A site that is read and joined, to be asked about."""

    def __init__(
        self,
        made: Resolved,
        sources: Sequence[Source],
        ledger: Ledger,
        *,
        prefer: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.made, self.sources, self.ledger, self.prefer = made, sources, ledger, prefer
        self.groups: dict[Key, Sequence[SourceRecord]] = {made.keys[one[0].record.key]: one for one in made.groups}
        self._entries = {reading.record.key: reading for group in made.groups for reading in group}

    @classmethod
    def of(cls, settings: Settings, stage: Stage = lambda _: None) -> Site:
        """Read and join a site. Raises what reading and joining raise."""
        return cls(*resolved(settings, stage), prefer=preferences(settings.prefer))

    def entry(self, key: Key) -> SourceRecord:
        """Give an entry by the key that its source made up."""
        return self._entries[key]

    def label(self, key: Key) -> str | None:
        """Give the name or title of a thing, of its preferred entry that has one."""
        for reading in self.ranked(self.groups[key]):
            label = label_of(reading)
            if label is not None:
                return label
        return None

    def ranked(self, readings: Sequence[SourceRecord]) -> list[SourceRecord]:
        """Give entries in the order in which the site prefers their sources."""
        return sorted(readings, key=lambda one: (self._preference[one.whole.source], one.record.key))

    @cached_property
    def _preference(self) -> Mapping[str, int]:
        return {source.name: rank for rank, source in enumerate(self.sources)}

    def find(self, words: str) -> tuple[Key, SourceRecord | None]:
        """Give the thing that words name, by its key, an address or an entry of it; of an entry, that as well.

        Raises UsageError where nothing, or more than one thing, is called so.
        """
        plain = words.partition("#")[0].rstrip("/") if words.startswith(("http://", "https://")) else words
        last = "/".join(plain.split("/")[-2:]) if plain != words else plain
        if KEY.fullmatch(last):
            key = self._in_use(Key(last))
            if key in self.groups:
                return key, None
        found = sorted(key for key in self._entries if words in {key, entry_name(key)})
        if len(found) == 1:
            return self.made.keys[found[0]], self._entries[found[0]]
        if found:
            raise UsageError(f"“{words}” are {len(found)} things: name {' or '.join(found)}.")
        raise UsageError(
            f"Nothing is called “{words}” here: name a key that `scholargraph keys` lists, or an entry (source/id)."
        )

    def _in_use(self, key: Key) -> Key:
        return key if key in self.groups else self.ledger.resolve(key)

    def doubts(self) -> Iterator[Doubt]:
        """Give the pairs that are in doubt."""
        keys = self.made.keys
        return (Doubt(one, keys[one.one], keys[one.other]) for one in self.made.doubtful)

    def explain(self, key: Key) -> Explained:
        """Give what a thing was made of, and what nearly belonged to it."""
        entry = fused(self.made, key, sources=self.sources, prefer=self.prefer)
        conflicts = () if entry is None else entry.conflicts
        doubts = tuple(one for one in self.doubts() if key in {one.one, one.other})
        return Explained(key, self.ranked(self.groups[key]), self.made.joinings.get(key, ()), conflicts, doubts)

    @cached_property
    def _comparer(self) -> Comparer:
        owned = {source.name for source in self.sources if source.kind == "curation"}
        return Comparer([*self.groups.values()], owned)

    def compare(self, first: str, second: str) -> Comparison:
        """Compare two things, or two entries. Raises UsageError as `find`."""
        (one_key, one), (other_key, other) = self.find(first), self.find(second)
        some = [one] if one is not None else self.ranked(self.groups[one_key])
        others = [other] if other is not None else self.ranked(self.groups[other_key])
        mine, theirs, joining, apart = self._likest(some, others)
        return Comparison(
            mine,
            theirs,
            one_key,
            other_key,
            joining,
            apart,
            self._decided(one_key, other_key),
            self._path(mine.record.key, theirs.record.key) if one_key == other_key else (),
            thresholds(one_key.collection) if one_key.collection == other_key.collection else None,
        )

    def _likest(
        self, some: Sequence[SourceRecord], others: Sequence[SourceRecord]
    ) -> tuple[SourceRecord, SourceRecord, Joining | None, bool]:
        """Give the two entries of two things that speak most for their being one, and how they compare."""
        noted = {frozenset((one.one, one.other)): one for one in self._noted()}
        best: tuple[SourceRecord, SourceRecord, Joining | None, bool] = (some[0], others[0], None, False)
        for one, other in islice(product(some, others), _COMPARED):
            if one is other and len(some) * len(others) > 1:
                continue
            compared = self._comparer.compare(one, other)
            if compared is None:
                return best
            joining = compared.joining
            if not isinstance(one.record, Publication):
                # Persons are compared along with their works: what was noted then says more than what the two say alone.
                joining = noted.get(frozenset((one.record.key, other.record.key)), joining)
            if best[2] is None or (not compared.apart, joining.score) > (not best[3], best[2].score):
                best = (one, other, joining, compared.apart)
        return best

    def _noted(self) -> Iterator[Joining]:
        yield from (one for found in self.made.joinings.values() for one in found)
        yield from self.made.doubtful

    def _decided(self, one: Key, other: Key) -> tuple[str, Place] | None:
        """Give the words and the place of a decision that keeps two things apart."""
        keys = self.made.keys
        for pair in self.made.curated.apart:
            if {keys[pair[0]], keys[pair[1]]} == {one, other} and one != other:
                decision = self.made.curated.by_pair[frozenset(pair)]
                return reason_of(decision).words, decision.whole.place
        return None

    def _path(self, start: Key, end: Key) -> tuple[Joining, ...]:
        """Give the joinings that lead from one entry of a thing to another."""
        near: dict[Key, list[tuple[Key, Joining]]] = {}
        for one in self.made.joinings.get(self.made.keys[start], ()):
            near.setdefault(one.one, []).append((one.other, one))
            near.setdefault(one.other, []).append((one.one, one))
        ways: dict[Key, tuple[Key, Joining] | None] = {start: None}
        waiting = [start]
        while waiting and end not in ways:
            here = waiting.pop()
            for there, joining in near.get(here, ()):
                if there not in ways:
                    ways[there] = (here, joining)
                    waiting.append(there)
        path: list[Joining] = []
        step = ways.get(end)
        while step is not None:
            path.append(step[1])
            step = ways[step[0]]
        return tuple(reversed(path))


def label_of(reading: SourceRecord) -> str | None:
    """Give the name or title in an entry."""
    record = reading.record
    if isinstance(record, Publication):
        return None if record.title is None else record.title.value
    return record.name
