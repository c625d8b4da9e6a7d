"""The made-up library: a catalogue of any size whose entries are made whenever they are asked for, each by its number.

It keeps no record of a person or a work, so its memory does not grow with it. It makes no triples.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Final

from benchmarks.endpoint import records
from benchmarks.endpoint.works import Works
from scholargraph.iris import Key
from scholargraph.model import (
    WHOLE,
    Agent,
    Claim,
    Contribution,
    Entry,
    Evidence,
    Identifier,
    Organization,
    Pages,
    Person,
    Position,
    Publication,
    Record,
    Retired,
    Role,
    Source,
    Text,
    TextSpan,
    stated,
)

SOURCE: Final = "records"
ITEM: Final = "records.toml"
WORKS_PER_PERSON: Final = 4
ENTRIES_BESIDES: Final = records.ORGANIZATIONS + records.VENUES
"""How many entries there are that are neither persons nor works."""
ROOM: Final = 1 << 14
"""Bytes of the made-up source between the beginnings of two records."""
REMEMBERED: Final = 4096
"""How many persons are kept: those who write most are named again and again."""


class Library:
    """The catalogue of so many publications, with a fourth as many persons; every value has its evidence."""

    def __init__(self, publications: int, seed: int) -> None:
        self.publications = publications
        self.persons = max(publications // WORKS_PER_PERSON, 1)
        self._seed = seed
        self._organizations = {record.key: record for record in records.organizations(seed)}
        self._venues = {record.key: record for record in records.venues()}
        self._person = lru_cache(REMEMBERED)(lambda number: records.person(number, seed))
        self._works = Works(self.persons, self._person, list(self._venues.values()), seed=seed)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The one source that everything is said to be read from."""
        return (Source(SOURCE, "curation", ITEM, None, date(2026, 1, 2)),)

    @property
    def aliases(self) -> Mapping[Key, Key]:
        """No key was ever given up."""
        return {}

    @property
    def retired(self) -> Mapping[Key, Retired]:
        """Nothing was ever removed."""
        return {}

    @property
    def withdrawn(self) -> tuple[str, ...]:
        """Nobody withdrew a name."""
        return ()

    def entries(self) -> Iterator[Entry]:
        """Make every entry, in the order of the keys."""
        return (_entry(record, number) for number, record in enumerate(self.records(), start=1))

    def records(self) -> Iterator[Record]:
        """Make every record, in the order of the keys."""
        yield from (self._organizations[key] for key in sorted(self._organizations))
        yield from (records.person(number, self._seed) for number in range(1, self.persons + 1))
        yield from (self._works.work(number) for number in range(1, self.publications + 1))
        yield from (self._venues[key] for key in sorted(self._venues))

    def get(self, key: Key) -> Entry | None:
        """Make the entry of a key, or give None."""
        record = self._record(key)
        return None if record is None else _entry(record, self._place(record))

    def label(self, key: Key) -> str | None:
        """Give the name or title of a record."""
        record = self._record(key)
        return None if record is None else _label(record)

    def _record(self, key: Key) -> Record | None:
        number = records.number_of(key) or 0
        made: Record | None = self._organizations.get(key) or self._venues.get(key)
        if key.collection == Person.collection and 0 < number <= self.persons:
            made = self._person(number)
        elif key.collection == Publication.collection and 0 < number <= self.publications:
            made = self._works.work(number)
        return made if made is not None and made.key == key else None

    def _place(self, record: Record) -> int:
        """Give the number that `entries` counts a record by."""
        before = len(self._organizations)
        if isinstance(record, Organization):
            return 1 + sorted(self._organizations).index(record.key)
        if isinstance(record, Person):
            return before + (records.number_of(record.key) or 0)
        before += self.persons
        if isinstance(record, Publication):
            return before + (records.number_of(record.key) or 0)
        return before + self.publications + 1 + sorted(self._venues).index(record.key)


def _entry(record: Record, number: int) -> Entry:
    """Make the entry of a record: each of its values stands on a line of its own in the made-up source."""
    start = offset = ROOM * number
    found: dict[Claim, tuple[Evidence, ...]] = {}
    for line, (field, value) in enumerate(stated(record), start=2):
        offset += len(field) + len(' = ""\n')
        words = _words(value)
        found[field, value] = (_evidence(words, offset, Position(line, len(field) + 5)),)
        offset += len(words.encode())
    whole = _evidence(_label(record) or str(record.key), start, Position(1, 1))
    return Entry(record, {WHOLE: (whole,), **found})


def _evidence(words: str, start: int, position: Position) -> Evidence:
    return Evidence(SOURCE, ITEM, TextSpan(start, start + len(words.encode())), words, position=position)


def _label(record: Record) -> str | None:
    if isinstance(record, Publication):
        return None if record.title is None else record.title.value
    return record.name


def _words(value: Hashable) -> str:
    """The words that a source has for a value."""
    match value:
        case Text() | Identifier() | Enum():
            return str(value.value)
        case Contribution():
            return value.printed_name
        case Agent():
            return value.printed or str(value.record)
        case Role():
            return str(value.organization) if value.title is None else value.title.value
        case Pages():
            return f"{value.first}–{value.last}"
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)
