"""Evidence: where something was read, in which words, and a record as one source gives it.

It stands beside the records, never in them, so that it moves with a record that is merged.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from scholargraph.identifiers import Identifier, Url
from scholargraph.model.records import Record


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a source's text: offsets in characters (end excluded), line and column of its start, from 1."""

    start: int
    end: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where something was read: source name, span, the words there; for a curated fact also what it rests on."""

    source: str
    span: Span
    quote: str
    url: Url | None = None  # the page a curated fact rests on
    basis: str | None = None  # the same in words, where no page is known


@dataclass(frozen=True, slots=True)
class Attribution:
    """One value of one field of a reading, and where it was read. For a tuple field there is one for each member."""

    field: str
    value: Hashable
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Dispute:
    """A value that a source itself reports as given elsewhere, and why it is not the one to state."""

    field: str
    value: Hashable
    evidence: Evidence
    why: str


@dataclass(frozen=True, slots=True)
class Selector:
    """Which record of the other sources a curated one speaks of: exactly one of the fields is given."""

    identifier: Identifier | None = None
    title: str | None = None
    name: str | None = None
    abstract: str | None = None  # the first words of it
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """An entry that cannot be read: the reason for people, and where it stands."""

    source: str
    reason: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One record as one source gives it, with the evidence of every field and of the entry as a whole."""

    record: Record
    whole: Evidence
    attributions: tuple[Attribution, ...] = ()
    selector: Selector | None = None
    disputes: tuple[Dispute, ...] = ()
