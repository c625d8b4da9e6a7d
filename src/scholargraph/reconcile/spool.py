"""Readings and entries on disk while a site is joined, so that memory holds what they are found by and a few of them.

A spool is a file without a name in the site's work folder: it goes with the process, however that ends. What was written is
our own pickle and never leaves the process. Measured with 1,543 readings of BibTeX: the default pickle writes one in
215 µs and reads it in 307 µs, with `_made` in 112 µs and 220 µs, in the two parts used here in 116 µs and 86 µs (of which
the record, which is all that joining asks for, takes 48 µs).
"""

from __future__ import annotations

import io
import os
import pickle
import tempfile
import weakref
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar, overload

from scholargraph.iris import Key
from scholargraph.model import Attribution, Entry, Evidence, Publication, Record, Selector, SourceRecord

_T = TypeVar("_T")

_KEPT: Final = 256
"""How many of the objects read last are kept, in each spool."""
_BUFFER: Final = 1 << 18

Change = Callable[[SourceRecord], SourceRecord]


class _File:
    """Pickles one after the other in a file without a name, read by number."""

    def __init__(self, folder: Path | None) -> None:
        where = folder if folder is not None and folder.is_dir() else None
        # It has no name, so that nothing is left of it, whatever becomes of this process.
        self._file = tempfile.TemporaryFile(dir=where, buffering=_BUFFER)  # noqa: SIM115 - as long as the catalogue
        self._ends = array("Q", [0])
        self._written = 0
        self.close = weakref.finalize(self, self._file.close)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def append(self, *values: object) -> int:
        """Write values, each to be read by itself; give the number of the first."""
        first = len(self)
        for value in values:
            self._file.write(_pickled(value))
            self._ends.append(self._file.tell())
        return first

    def read(self, number: int) -> Any:
        """Read a value by its number."""
        begin, end = self._ends[number], self._ends[number + 1]
        if end > self._written:
            self._file.flush()
            self._written = self._ends[-1]
        return pickle.loads(os.pread(self._file.fileno(), end - begin, begin))  # noqa: S301 - of our own process


class _Recent:
    """The objects read last, by their numbers."""

    def __init__(self) -> None:
        self._kept: dict[int, Any] = {}

    def get(self, number: int, read: Callable[[int], Any]) -> Any:
        """Give an object, read again where it was not among the last."""
        found = self._kept.pop(number, None)
        if found is None:
            found = read(number)
            if len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
        self._kept[number] = found
        return found

    def clear(self) -> None:
        """Forget all of them."""
        self._kept.clear()


class _Head(NamedTuple):
    """What a source record is found by; the evidence of its values is written beside it."""

    record: Record
    whole: Evidence
    selector: Selector | None
    numbered: bool
    withdrawn: tuple[str, ...]
    keep_printed: bool


class ReadingSpool(Sequence[SourceRecord]):
    """Source records in the order in which they were read; each is read from disk when something of it is asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = _File(folder)
        self._heads, self._changed = _Recent(), _Recent()
        self._records: list[SpooledRecord] = []
        self._change: Change | None = None

    def append(self, reading: SourceRecord) -> None:
        """Write a reading: the record and what it is found by, then the evidence of its values."""
        self._file.append(tuple(_head(reading)), _tail(reading))
        self._records.append(SpooledRecord(self, len(self._records)))

    def change(self, change: Change) -> None:
        """Give from now on what becomes of each reading by a change, which must leave its keys as they are."""
        self._change = change
        self._changed.clear()

    def close(self) -> None:
        """Give the disk back; nothing can be read any more."""
        self._file.close()

    def __len__(self) -> int:
        return len(self._records)

    @overload
    def __getitem__(self, number: int) -> SourceRecord: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[SourceRecord]: ...

    def __getitem__(self, number: int | slice) -> SourceRecord | Sequence[SourceRecord]:
        return self._records[number]

    def __iter__(self) -> Iterator[SourceRecord]:
        return iter(self._records)

    def head(self, number: int) -> _Head:
        """Give what a reading is found by."""
        if self._change is not None:
            return _head(self.whole(number))
        return self._head(number)

    def whole(self, number: int) -> SourceRecord:
        """Give a reading with all its evidence, in memory."""
        if self._change is None:
            return self._read(number)
        change = self._change
        found: SourceRecord = self._changed.get(number, lambda at: change(self._read(at)))
        return found

    def _head(self, number: int) -> _Head:
        found: _Head = self._heads.get(number, lambda at: _Head(*self._file.read(2 * at)))
        return found

    def _read(self, number: int) -> SourceRecord:
        record, whole, selector, numbered, withdrawn, keep_printed = self._head(number)
        values, disputes, how = self._file.read(2 * number + 1)
        said = tuple(_attribution(record, whole, one) for one in values)
        return SourceRecord(record, whole, said, selector, disputes, how, numbered, withdrawn, keep_printed)


class SpooledRecord(SourceRecord):
    """A source record whose parts are read from a spool when they are asked for; it is told from others by identity."""

    __slots__ = ("_number", "_spool")

    _number: int
    _spool: ReadingSpool

    def __init__(self, spool: ReadingSpool, number: int) -> None:
        object.__setattr__(self, "_spool", spool)
        object.__setattr__(self, "_number", number)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return self._number

    def head(self) -> _Head:
        """Give what the reading is found by."""
        return self._spool.head(self._number)

    def loaded(self) -> SourceRecord:
        """Give the same in memory."""
        return self._spool.whole(self._number)


def _part(name: str) -> property:
    """Give the attribute of a spooled record that is read from disk."""
    take = attrgetter(name)
    if name in _Head._fields:
        return property(lambda one: take(one.head()))
    return property(lambda one: take(one.loaded()))


for _name in (part.name for part in fields(SourceRecord)):
    setattr(SpooledRecord, _name, _part(_name))


def in_memory(reading: SourceRecord) -> SourceRecord:
    """Give a reading with all its parts in memory."""
    return reading.loaded() if isinstance(reading, SpooledRecord) else reading


class EntrySpool(Mapping[Key, Entry]):
    """Entries by their keys, in the order in which they were added; what they are called is kept in memory."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = _File(folder)
        self._numbers: dict[Key, int] = {}
        self._recent = _Recent()
        self.labels: dict[Key, str] = {}

    def add(self, entry: Entry) -> None:
        """Write an entry."""
        said = tuple((*claim, found) for claim, found in entry.evidence.items())
        self._numbers[entry.key] = self._file.append((entry.record, said, entry.conflicts, entry.joinings))
        label = label_of(entry.record)
        if label is not None:
            self.labels[entry.key] = label

    def __getitem__(self, key: Key) -> Entry:
        found: Entry = self._recent.get(self._numbers[key], self._read)
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._numbers

    def __iter__(self) -> Iterator[Key]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def _read(self, number: int) -> Entry:
        record, said, conflicts, joinings = self._file.read(number)
        return Entry(record, {(field, value): found for field, value, found in said}, conflicts, joinings)


def label_of(record: Record) -> str | None:
    """Give the name or title of a record, or None where it has none."""
    if isinstance(record, Publication):
        return None if record.title is None else record.title.value
    return record.name


# ── What is written ─────────────────────────────────────────────────────────────────────────────────────────────────


def _head(one: SourceRecord) -> _Head:
    return _Head(one.record, one.whole, one.selector, one.numbered, one.withdrawn, one.keep_printed)


def _tail(one: SourceRecord) -> tuple[Any, ...]:
    """Give the rest of a reading; a value that the record holds is named by its place there, not written again."""
    places: dict[tuple[str, int], int | None] = {}
    for name in _parts_of(one.record):
        value = getattr(one.record, name)
        if isinstance(value, tuple):
            for at, member in enumerate(value):
                places.setdefault((name, id(member)), at)
        else:
            places[name, id(value)] = None
    values = []
    for said in one.attributions:
        found, claim = said.evidence, (said.field, id(said.value))
        same = (found.source, found.item) == (one.whole.source, one.whole.item)
        where = (found.locator, found.quote, found.rests_on, found.position)
        held = claim in places
        values.append((said.field, held, places[claim] if held else said.value, where, None if same else found))
    return tuple(values), one.disputes, one.reading


def _attribution(record: Record, whole: Evidence, written: tuple[Any, ...]) -> Attribution:
    """Give an attribution as it was: its value is the very object in the record."""
    field, held, value, where, evidence = written
    if held:
        value = getattr(record, field) if value is None else getattr(record, field)[value]
    return Attribution(field, value, evidence or Evidence(whole.source, whole.item, *where))


class _Pickler(pickle.Pickler):
    """Writes dataclasses as their values: reading them back need not ask which fields there are."""

    def reducer_override(self, value: Any) -> Any:
        names = _parts_of(value)
        return (_made, (type(value), *(getattr(value, name) for name in names))) if names else NotImplemented


def _pickled(value: object) -> bytes:
    buffer = io.BytesIO()
    _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(value)
    return buffer.getvalue()


def _made(kind: type[_T], *values: object) -> _T:
    """Make a dataclass of checked values."""
    made = object.__new__(kind)
    for put, value in zip(_setters(kind), values, strict=True):  # type: ignore[arg-type]
        put(made, value)
    return made


def _parts_of(value: object) -> tuple[str, ...]:
    return _parts(type(value))  # type: ignore[arg-type]  # classes are hashable


@cache
def _parts(kind: type) -> tuple[str, ...]:
    return tuple(part.name for part in fields(kind)) if is_dataclass(kind) else ()


@cache
def _setters(kind: type) -> tuple[Callable[[object, object], None], ...]:
    return tuple(getattr(kind, name).__set__ for name in _parts(kind))
