"""Entries: a record once joined, with its evidence and what its sources disagree on; the catalogue is a stream of them.

This is what travels from reconciliation to mapping, findings, listings and search; it holds no RDF and decides nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from scholargraph.identifiers import Url
from scholargraph.iris import Key
from scholargraph.model.evidence import Evidence
from scholargraph.model.joining import Joining
from scholargraph.model.records import Record

Claim = tuple[str, Hashable]
"""A field and one value of it; ("", None) is the record as a whole."""

WHOLE: Claim = ("", None)


@dataclass(frozen=True, slots=True)
class Alternative:
    """A value that is not stated, with its evidence."""

    value: Hashable
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on which sources disagree: the value stated, the others, and why this one is stated."""

    field: str
    stated: Hashable
    others: tuple[Alternative, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Retired:
    """A key that belongs to nothing any more.

    Attributes:
        snapshot: the digest of the snapshot that had it last, where that is known.
        candidate: the key of what could be the same thing, until the curation decides.
        score: how alike the two are, out of 100.
    """

    snapshot: str | None = None
    candidate: Key | None = None
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A source as the site names it; `path` is as configured."""

    name: str
    kind: str
    path: str
    url: Url | None = None
    retrieved: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A record, where each of its values was read, its conflicts in the order in which they are numbered, and why the
    readings that it was made of were taken for one thing.
    """

    record: Record
    evidence: Mapping[Claim, tuple[Evidence, ...]] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    joinings: tuple[Joining, ...] = ()

    @property
    def key(self) -> Key:
        """The record's key."""
        return self.record.key

    def evidence_for(self, field: str = "", value: Hashable = None) -> tuple[Evidence, ...]:
        """Give where a value was read; where that is not known, where its record was read."""
        return self.evidence.get((field, value)) or self.evidence.get(WHOLE, ())


class Catalogue(Protocol):
    """Everything known, joined; entries come in the order of their keys, each time anew."""

    @property
    def sources(self) -> Sequence[Source]:
        """The sources in the order of preference."""
        ...

    @property
    def aliases(self) -> Mapping[Key, Key]:
        """Keys that were given up, each with the one that took its place."""
        ...

    @property
    def retired(self) -> Mapping[Key, Retired]:
        """Keys that belong to nothing any more, those that led to one of them among them."""
        ...

    @property
    def withdrawn(self) -> Collection[str]:
        """Keyed hashes of keys that held a name which was withdrawn."""
        ...

    def entries(self) -> Iterator[Entry]:
        """Give every entry."""
        ...

    def get(self, key: Key) -> Entry | None:
        """Give the entry of a key, or None."""
        ...

    def label(self, key: Key) -> str | None:
        """Give the name or title of a record, or None where it has none or there is no such record."""
        ...
