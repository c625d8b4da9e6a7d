"""Reading a roster: once to see which columns hold what they should and who stands in several rows, and once for the records.

The record of a person is made in `people.py`.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

from scholargraph.acquire import SourceItem
from scholargraph.acquire.tables import Row
from scholargraph.bibliography.name_forms import is_form_of
from scholargraph.errors import Place, SourceError
from scholargraph.identifiers import identifier_of
from scholargraph.model import Rejected, SourceRecord
from scholargraph.sources.parts import Neighbours
from scholargraph.sources.reader import Options
from scholargraph.sources.readers.roster.people import PersonRow, record_of
from scholargraph.sources.readers.roster.words import FIELDS, OPEN_ENDS
from scholargraph.sources.readers.tabular.columns import IGNORE, Columns, columns_for, folded
from scholargraph.sources.readers.tabular.sheets import OpenTable, open_table

MOST_WAITING: Final = 100_000
"""So many rows of persons who stand in several are kept until the last of theirs has come."""
_LOOKED_AT: Final = 1000
"""So many rows tell what a column holds."""
_ORCID: Final = re.compile(
    r"(?:https?://)?(?:www\.)?(?:orcid\.org/|orcid:\s*)?[0-9]{4}-?[0-9]{4}-?[0-9]{4}-?[0-9]{3}[0-9Xx]/?", re.IGNORECASE
)
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_DATE: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}){1,2}|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4}")
_SHAPES: Final = (("ORCID iDs", "orcid", _ORCID), ("addresses of e-mail", "private", _MAIL), ("dates", "start", _DATE))
"""What no other column holds by right: what it is, the field whose it is, what it looks like."""
_WITH_DIGITS: Final = frozenset({"orcid", "start", "end"})
"""Fields whose values have digits."""
_NO_DIGITS: Final = "no digits"
_LEAST: Final = 3
_LONGEST_SHAPE: Final = 100
_FREE: Final = frozenset({"private", "id", "biography", "topics"})
_MOST: Final = 0.5


@dataclass(slots=True)
class Reading:
    """What the rows of one roster have in common."""

    table: OpenTable
    columns: Columns
    options: Options
    neighbours: Neighbours
    repeated: Counter[int] = field(default_factory=Counter)
    """How many rows the persons have who stand in several, by a digest of what identifies them."""


def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    """Read every row. Raises SourceError for what is no table, has no names, or whose names stand in another column."""
    table, columns, said = _opened(item, options)
    if not columns.of("name") and not columns.of("family_name"):
        raise SourceError(
            "The table has no column of names: name it “name”, or “given name” and “family name”, or map it by the option “columns”.",
            Place(item.id),
        )
    reading = Reading(table, columns, options, Neighbours(item))
    said += _look_through(reading)
    yield from table.rejected
    yield from said
    reading.table, _, _ = _opened(item, options)
    waiting: dict[int, list[PersonRow]] = {}
    held = 0
    for row in reading.table.rows():
        if isinstance(row, Rejected):
            yield row
            continue
        person = PersonRow(reading, row)
        identity = _identity(reading, row)
        if identity is None or reading.repeated[identity] < 2:
            yield from _given(reading, [person])
            continue
        rows = waiting.setdefault(identity, [])
        rows.append(person)
        held += 1
        if len(rows) == reading.repeated[identity]:
            held -= len(rows)
            yield from _given(reading, waiting.pop(identity))
        elif held > MOST_WAITING:
            yield reading.table.refuse(
                row, "Too many persons stand in rows far apart: sort the table by id or ORCID iD."
            )
            for some in waiting.values():
                yield from _given(reading, some)
            waiting.clear()
            held = 0
    for some in waiting.values():
        yield from _given(reading, some)


def _opened(item: SourceItem, options: Options) -> tuple[OpenTable, Columns, list[Rejected]]:
    table = open_table(item, sheet=options["sheet"], recognised=FIELDS.recognised)
    columns, unmapped = columns_for(table, FIELDS, options["columns"])
    return table, columns, unmapped


def _given(reading: Reading, rows: list[PersonRow]) -> Iterator[SourceRecord | Rejected]:
    """Give the records of rows that have one identity: one, or one each where their names are not of one person."""
    named = [row for row in rows if row.name] if len(rows) > 1 else []
    first = named[0].name if named else ""
    alike = all(is_form_of(row.name, first) or is_form_of(first, row.name) for row in named)
    for group in [rows] if alike else [[row] for row in rows]:
        if not alike:
            group[0].contradicted = True
        made = record_of(reading, group)
        yield from reading.neighbours.new()
        if made is not None:
            yield made
        for row in group:
            yield from row.rejected


def _identity(reading: Reading, row: Row) -> int | None:
    """Give a digest of what identifies the person of a row: the ORCID iD, else the id of the table."""
    words = ""
    for column in reading.columns.of("orcid"):
        cell = row.cells[column - 1] if column <= len(row.cells) else ""
        known = identifier_of("orcid", cell) if cell else None
        words = words or ("" if known is None else str(known))
    for column in reading.columns.of("id") if not words else ():
        cell = " ".join(row.cells[column - 1].split()) if column <= len(row.cells) else ""
        words = words or (f"id {cell}" if cell else "")
    if not words:
        return None
    return int.from_bytes(blake2b(words.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def _look_through(reading: Reading) -> list[Rejected]:
    """Read the table once: find columns that hold something else than they should, and persons of several rows."""
    shaped: dict[int, Counter[str]] = {}
    filled: Counter[int] = Counter()
    digests = array("Q")
    for number, row in enumerate(reading.table.rows()):
        if isinstance(row, Rejected):
            continue
        if number < _LOOKED_AT:
            for column, cell in enumerate(row.cells, start=1):
                _shape(column, cell.strip(), shaped, filled)
        identity = _identity(reading, row)
        if identity is not None:
            digests.append(identity)
    last = None
    for digest in sorted(digests):
        if digest == last:
            reading.repeated[digest] = reading.repeated[digest] + 1 or 1
        last = digest
    for digest in reading.repeated:
        reading.repeated[digest] += 1
    return _swapped(reading, shaped, filled)


def _shape(column: int, words: str, shaped: dict[int, Counter[str]], filled: Counter[int]) -> None:
    if not words:
        return
    filled[column] += 1
    for _, name, pattern in _SHAPES:
        if len(words) < _LONGEST_SHAPE and pattern.fullmatch(words):
            shaped.setdefault(column, Counter())[name] += 1
    if not any(letter.isdigit() for letter in words) and folded(words) not in OPEN_ENDS:
        shaped.setdefault(column, Counter())[_NO_DIGITS] += 1


def _swapped(reading: Reading, shaped: dict[int, Counter[str]], filled: Counter[int]) -> list[Rejected]:
    """Leave out the columns that hold something else than their field. Raises SourceError where names are among them."""
    said: list[Rejected] = []
    table, columns = reading.table, reading.columns
    kept: dict[str, list[int]] = {}
    for name, numbers in columns.by_field.items():
        for number in numbers:
            reason = _misplaced(name, columns.names[number - 1], shaped.get(number, Counter()), filled[number])
            if reason is None:
                kept.setdefault(name, []).append(number)
            elif name in {"name", "family_name"}:
                raise SourceError(reason, Place(table.item.id, table.header.number, number, table.sheet))
            else:
                said.append(table.refuse(table.header, reason, number))
    reading.columns = Columns(kept, columns.names)
    return said


def _misplaced(name: str, title: str, counts: Counter[str], filled: int) -> str | None:
    """Say what a column holds that is no value of its field; None where it may be right."""
    if name in _FREE:
        return None
    if name in _WITH_DIGITS and filled >= _LEAST and counts[_NO_DIGITS] > _MOST * filled:
        what = "ORCID iDs" if name == "orcid" else "dates"
        return f"The column “{title}”, read as {name}, holds no {what}, and is not read: correct its name, or say “{title} = …” by the option “columns”."
    for what, own, _ in _SHAPES:
        if own != name and not (own == "start" and name == "end") and counts[own] > _MOST * filled:
            remedy = IGNORE if own == "private" else own
            return (
                f"The column “{title}”, read as {name.replace('_', ' ')}, holds {what}: is it `{remedy}`? Correct its name, or say "
                f"“{title} = {remedy}” by the option “columns”."
            )
    return None
