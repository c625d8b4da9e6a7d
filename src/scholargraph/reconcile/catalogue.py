"""The catalogue: every record once, where each of its values was read, and what the sources disagree on.

It is what travels from reconciliation to mapping; it holds no RDF and decides nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from scholargraph.identifiers import Url
from scholargraph.iris import Key
from scholargraph.model import Evidence, Record, Rejected


@dataclass(frozen=True, slots=True)
class Claim:
    """One value of one field of one record: what evidence is for. `field` "" is the record as a whole."""

    key: Key
    field: str = ""
    value: Hashable = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """A value that is not stated, with its evidence."""

    value: Hashable
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on which sources disagree: the value stated, the others, and why this one is stated."""

    key: Key
    field: str
    stated: Hashable
    others: tuple[Alternative, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source as the site names it; `path` is as configured."""

    name: str
    kind: str
    path: str
    url: Url | None = None
    retrieved: date | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything known, joined. `records` are in the order of their keys."""

    records: Mapping[Key, Record]
    evidence: Mapping[Claim, tuple[Evidence, ...]]
    conflicts: tuple[Conflict, ...] = ()
    aliases: Mapping[Key, Key] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    _ranks: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ranks", {source.name: rank for rank, source in enumerate(self.sources)})

    def source(self, name: str) -> Source:
        """Give the source of that name. Raises KeyError."""
        return self.sources[self._ranks[name]]

    def in_order(self, names: Iterable[str]) -> list[Source]:
        """Give the sources of these names in the order of preference. Raises KeyError."""
        return [self.sources[rank] for rank in sorted(self._ranks[name] for name in names)]

    def why(self, key: Key, field: str = "", value: Hashable = None) -> tuple[Evidence, ...]:
        """Where a value was read; where that is not known, where its record was read."""
        return self.evidence.get(Claim(key, field, value)) or self.evidence.get(Claim(key), ())
