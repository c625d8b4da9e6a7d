"""Any two entries compared: the reasons with their weights, and the scores from which on entries are joined or in doubt.

It joins nothing, and knows no decision of the curation. Works and persons are scored by their tables of comparisons; of other things there
are handles that they share, and what tells them apart for certain.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from scholargraph.iris import Key
from scholargraph.model import Joining, Person, Publication, Reason, SourceRecord, Venue
from scholargraph.reconcile.called import clearly_differ
from scholargraph.reconcile.comparisons.table import table
from scholargraph.reconcile.comparisons.work import Work, work_of
from scholargraph.reconcile.comparisons.works import Scorer, counted
from scholargraph.reconcile.fingerprints import names
from scholargraph.reconcile.handles import Telling, handles
from scholargraph.reconcile.join import HANDLES, NAMES_DIFFER
from scholargraph.reconcile.persons import comparing
from scholargraph.reconcile.persons.table import shipped

APART: Final = Reason(
    "person", "apart", -math.inf, "their names cannot be one person's, or they are two entries of one source"
)
"""Why two records of persons are not compared any further."""
_WORKS: Final = "works"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """In bits: what is to be overcome, from which score on entries are joined, and from which people are asked.

    Of persons the prior is part of what their names say, and None here.
    """

    prior: float | None
    joined: float
    doubtful: float


def thresholds(collection: str) -> Thresholds | None:
    """Give the thresholds for things of a collection; None where they are joined by handles, without a score."""
    if collection == Person.collection:
        persons = shipped()
        return Thresholds(None, persons.joined, persons.doubtful)
    if collection != Publication.collection:
        return None
    weights = table(_WORKS)
    return Thresholds(weights.prior, weights.joined, weights.doubtful)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two entries compared: as a joining, and whether something parts them for certain."""

    joining: Joining
    apart: bool


class Comparer:
    """Compares entries of one site, given as those of each thing; `curated` are the sources that its owner writes."""

    def __init__(self, groups: Sequence[Sequence[SourceRecord]], curated: Collection[str]) -> None:
        readings = [one for group in groups for one in group]
        self._groups, self._readings, self._curated = groups, readings, curated
        self._venues = {one.record.key: one.record for one in readings if isinstance(one.record, Venue)}

    def compare(self, one: SourceRecord, other: SourceRecord) -> Compared | None:
        """Compare two entries; None where they are of different kinds, which are never one."""
        if type(one.record) is not type(other.record):
            return None
        if isinstance(one.record, Publication):
            return self._works_compared(one, other)
        if isinstance(one.record, Person):
            found = self._persons(one.record.key, other.record.key)
            return self._contradictory(one, other) if found is None else Compared(found, apart=False)
        return self._handles_compared(one, other)

    @cached_property
    def _works(self) -> Mapping[Key, Work]:
        """What is compared of each work, by the key of its entry."""
        return {
            one.record.key: work_of(one, self._venues, curated=one.whole.source in self._curated)
            for one in self._readings
            if isinstance(one.record, Publication)
        }

    @cached_property
    def _scorer(self) -> Scorer:
        # Counted in the order of content, as joining does: of two titles with the same letters the first has the words.
        ordered = sorted(self._works.values(), key=lambda work: (work.content(), work.key))
        return Scorer(counted(ordered), table(_WORKS))

    @cached_property
    def _telling(self) -> Telling:
        return Telling(self._readings)

    def _works_compared(self, one: SourceRecord, other: SourceRecord) -> Compared:
        score = self._scorer.score(self._works[one.record.key], self._works[other.record.key])
        reasons = self._scorer.reasons(score)
        return Compared(Joining(one.record.key, other.record.key, round(score.bits, 2), reasons), score.apart)

    @cached_property
    def _persons(self) -> Callable[[Key, Key], Joining | None]:
        return comparing(self._groups, curated=self._curated)

    def _contradictory(self, one: SourceRecord, other: SourceRecord) -> Compared:
        """Say why two records cannot be one person's: by identifiers that differ, otherwise by names, works or source."""
        found = self._handles_compared(one, other)
        why = tuple(reason for reason in found.joining.reasons if reason.weight < 0) or (APART,)
        return Compared(Joining(one.record.key, other.record.key, -math.inf, why), apart=True)

    def _handles_compared(self, one: SourceRecord, other: SourceRecord) -> Compared:
        """Name the handles that two entries share, the weightiest of each kind, and what tells them apart."""
        shared = {*handles(one.record)} & {*handles(other.record)}
        reasons = [
            Reason(kind, "equal", *HANDLES[kind]) for kind in sorted({kind for kind, _ in shared}, key=[*HANDLES].index)
        ]
        if "identifier" in {kind for kind, _ in shared} and clearly_differ(names(one.record), names(other.record)):
            reasons.append(NAMES_DIFFER)
        mine, theirs = self._telling.of(one), self._telling.of(other)
        for name in sorted(mine.keys() & theirs.keys()):
            if mine[name].isdisjoint(theirs[name]):
                called = name.removeprefix("=")
                said, against = (", ".join(sorted(map(str, told[name]))) for told in (mine, theirs))
                words = f"they differ in {called}: {said} and {against}"
                reasons.append(Reason(called, "differs", -math.inf, words))
        apart = any(reason.weight == -math.inf for reason in reasons)
        score = -math.inf if apart else sum(reason.weight for reason in reasons)
        return Compared(Joining(one.record.key, other.record.key, score, tuple(reasons)), apart)
