"""Completeness: how much of what is asked of a record is there, as a score in percent, and what would raise it most.

It judges nothing: a record of 40 % may be right in all it says. What is asked, and what it is worth, stands in
`completeness.toml`, each with its reason.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final

from scholargraph.iris import Key
from scholargraph.model import RECORD_CLASSES, Catalogue, Entry, Person, Publication, Record, fields_of

_TABLE: Final = "completeness.toml"
_CLASSES: Final[Mapping[str, type[Record]]] = {kind.collection: kind for kind in RECORD_CLASSES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One field that is asked of the records of a collection.

    Attributes:
        collection: which records.
        field: the field of the model.
        weight: what it is worth.
        reason: why.
        gaps: gaps beside which the field does not count as there.
        only: the types of which it is asked; empty for all.
    """

    collection: str
    field: str
    weight: int
    reason: str
    gaps: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        """What the field is called, as pages call it."""
        return fields_of(_CLASSES[self.collection])[self.field].spec.singular


@dataclass(frozen=True, slots=True)
class Raise:
    """A field that records lack.

    Attributes:
        asked: the field.
        records: how many lack it.
        points: by how many points the score would rise if all of them had it.
        keys: the first of these records.
    """

    asked: Asked
    records: int
    points: float
    keys: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Completeness:
    """A score.

    Attributes:
        of: the key of the person whose profile it is; None for the whole site.
        label: what that is called.
        score: in percent.
        records: how many records were looked at.
        raises: what would raise the score most, the most first.
    """

    of: Key | None
    label: str
    score: float
    records: int
    raises: tuple[Raise, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Give it as JSON data."""
        return {
            "of": self.of,
            "label": self.label,
            "score": round(self.score, 1),
            "records": self.records,
            "raises": [
                {
                    "collection": one.asked.collection,
                    "field": one.asked.field,
                    "label": one.asked.label,
                    "reason": one.asked.reason,
                    "records": one.records,
                    "points": round(one.points, 1),
                    "keys": [*one.keys],
                }
                for one in self.raises
            ],
        }


@cache
def asked_fields() -> tuple[Asked, ...]:
    """Give what is asked, in the order of the table."""
    data = tomllib.loads((files("scholargraph.findings") / _TABLE).read_text(encoding="utf-8"))
    return tuple(
        Asked(**{**one, "gaps": frozenset(one.get("gaps", ())), "only": frozenset(one.get("only", ()))})
        for one in data["field"]
    )


def completeness(catalogue: Catalogue, *, title: str, persons: int = 5) -> tuple[Completeness, ...]:
    """Score a site: the mean of its records; then the profiles of the persons with the most works.

    The score of a profile is the mean of two: that of the person's own record, and the mean of their works'. One without works
    is scored by the record alone. The entries are read once.
    """  # fmt: skip
    site = _Tally()
    tallies: dict[Key, _Tally] = defaultdict(_Tally)
    names: dict[Key, str] = {}
    for entry in catalogue.entries():
        if not any(entry.key.collection == one.collection for one in asked_fields()):
            continue
        lacking = _lacking(entry)
        site.add(entry.key, lacking)
        record = entry.record
        if isinstance(record, Person):
            names[entry.key] = record.name
            tallies[entry.key].own = lacking
        elif isinstance(record, Publication):
            for key in {one.agent.record for one in record.contributions} - {None}:
                tallies[key].add(entry.key, lacking)  # type: ignore[index]  # None was taken out
    first = sorted(names, key=lambda key: (-tallies[key].records, key))[:persons]
    whole = Completeness(None, title, site.score(), site.records, tuple(site.raises()))
    return (whole, *(_profile(key, names[key], tallies[key]) for key in first))


def _profile(key: Key, name: str, works: _Tally) -> Completeness:
    own = _Tally()
    own.add(key, works.own)
    if not works.records:
        return Completeness(key, name, own.score(), 1, tuple(own.raises()))
    halves = [
        Raise(one.asked, one.records, one.points / 2, one.keys) for tally in (own, works) for one in tally.raises()
    ]
    score = (own.score() + works.score()) / 2
    return Completeness(key, name, score, 1 + works.records, tuple(_sorted(halves)))


@dataclass(slots=True)
class _Tally:
    """The scores of some records, added up: no record is kept."""

    records: int = 0
    total: float = 0.0
    own: Mapping[Asked, float] = field(default_factory=dict)
    lost: dict[Asked, float] = field(default_factory=dict)
    missing: Counter[Asked] = field(default_factory=Counter)
    keys: dict[Asked, list[Key]] = field(default_factory=dict)

    def add(self, key: Key, lacking: Mapping[Asked, float]) -> None:
        """Add a record: each field that it lacks with the percent that it would add to the record's score."""
        self.records += 1
        self.total += 100 - sum(lacking.values())
        for asked, points in lacking.items():
            self.lost[asked] = self.lost.get(asked, 0.0) + points
            self.missing[asked] += 1
            named = self.keys.setdefault(asked, [])
            if len(named) < _NAMED:
                named.append(key)

    def score(self) -> float:
        """The mean of the records."""
        return self.total / self.records if self.records else 100.0

    def raises(self) -> Iterator[Raise]:
        """What would raise the mean, the most first."""
        found = (
            Raise(asked, self.missing[asked], self.lost[asked] / self.records, tuple(self.keys[asked]))
            for asked in self.lost
        )
        return iter(_sorted(found))


_NAMED: Final = 3
"""How many of the records that lack a field are named."""


def _sorted(raises: Iterable[Raise]) -> Sequence[Raise]:
    return sorted(raises, key=lambda one: (-one.points, one.asked.collection, one.asked.field))


def _lacking(entry: Entry) -> dict[Asked, float]:
    """Give what a record lacks, each with the percent of its score."""
    record = entry.record
    kind = str(getattr(record, "type", None) or "")
    asked = [
        one for one in asked_fields() if one.collection == entry.key.collection and (not one.only or kind in one.only)
    ]
    whole = sum(one.weight for one in asked)
    gaps = {str(gap) for gap in record.gaps}
    return {one: 100 * one.weight / whole for one in asked if not getattr(record, one.field) or gaps & one.gaps}
