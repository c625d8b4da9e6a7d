"""Reading a table of works: rows become records one after another.

The record of a row is made in `works.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

from scholargraph.acquire import SourceItem
from scholargraph.acquire.tables import Row
from scholargraph.errors import Place, SourceError
from scholargraph.model import PublicationType, Rejected, SourceRecord
from scholargraph.sources.parts import Neighbours
from scholargraph.sources.reader import Options
from scholargraph.sources.readers.table.words import FIELDS
from scholargraph.sources.readers.table.works import Work
from scholargraph.sources.readers.tabular.columns import Columns, columns_for
from scholargraph.sources.readers.tabular.nearest import nearest
from scholargraph.sources.readers.tabular.sheets import OpenTable, open_table

_LONGEST_KEY: Final = 80
DAY_FIRST: Final = {"day-first": True, "month-first": False}


@dataclass(slots=True)
class Reading:
    """What the rows of one table have in common."""

    table: OpenTable
    columns: Columns
    options: Options
    neighbours: Neighbours
    names: set[bytes] = field(default_factory=set)

    @property
    def day_first(self) -> bool | None:
        """Whether the day stands first in 3/5/2020, as the site says."""
        return DAY_FIRST.get(self.options["dates"])

    def name_of(self, row: Row) -> tuple[str, bool]:
        """Give the name of a row, and whether it is no more than its number."""
        for column in self.columns.of("id"):
            words = row.cells[column - 1].strip() if column <= len(row.cells) else ""
            digest = blake2b(words.encode("utf-8"), digest_size=8).digest()
            if words and len(words) <= _LONGEST_KEY and words.isprintable() and digest not in self.names:
                self.names.add(digest)
                return f"id-{words}", False
        return f"row-{row.number}", True


def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    """Read every row. Raises SourceError for what is no table, and for options that lead to nothing."""
    kinds = [kind.value for kind in PublicationType]
    if options["type"] and options["type"] not in kinds:
        raise SourceError(
            f"“{options['type']}” in the option “type” is no kind of work: {nearest(options['type'], kinds)}",
            Place(item.id),
        )
    table = open_table(item, sheet=options["sheet"], recognised=FIELDS.recognised)
    columns, unmapped = columns_for(table, FIELDS, options["columns"])
    if not columns.by_field:
        raise SourceError(
            "No column of the table is known: name the columns in its first row, or map them by the option “columns”.",
            Place(item.id),
        )
    yield from table.rejected
    yield from unmapped
    reading = Reading(table, columns, options, Neighbours(item))
    for row in table.rows():
        if isinstance(row, Rejected):
            yield row
            continue
        yield from _read_row(reading, row)


def _read_row(reading: Reading, row: Row) -> Iterator[SourceRecord | Rejected]:
    work = Work(reading, row)
    if work.empty:
        yield reading.table.refuse(row, "The row holds no value of a column that is read.")
        return
    made = work.made()
    yield from reading.neighbours.new()
    yield made
    yield from work.rejected
