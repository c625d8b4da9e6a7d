"""Which column of a table holds which field: by the site file, else by what the column is called, in four languages.

It reads no cell. A mapping to what is not there is a SourceError with the nearest; a column that no field takes is said once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scholargraph.errors import Place, SourceError
from scholargraph.model import Rejected
from scholargraph.sources.readers.tabular.nearest import near, nearest
from scholargraph.sources.readers.tabular.sheets import OpenTable, columns_of

IGNORE: Final = "ignore"
"""What the site file writes in place of a field for a column that is not to be read."""
_ALIKE: Final = 0.75
_MARKS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields that a kind of table has, each with what its column may be called.

    Attributes:
        names: for each field the names, as `folded` gives them.
        private: fields that are known, and never stated.
    """

    names: Mapping[str, frozenset[str]]
    private: frozenset[str] = frozenset()

    def of(self, column: str) -> str | None:
        """Give the field that a column of this name holds."""
        words = folded(column)
        return next((field for field, names in self.names.items() if words in names), None)

    def recognised(self, column: str) -> bool:
        """Whether a column is called as one of the fields."""
        return self.of(column) is not None


def fields_of_table(table: str, *, private: frozenset[str] = frozenset()) -> Fields:
    """Make the fields of a table of words: a line a field, its name, a colon, and what columns are called, separated by bars."""
    found: dict[str, frozenset[str]] = {}
    for line in table.strip().splitlines():
        name, _, words = line.partition(":")
        own = name.strip()
        found[own] = frozenset({folded(own), *(folded(word) for word in words.split("|") if word.strip())})
    return Fields(found, private)


def folded(words: str) -> str:
    """Give the words of a column's name without case, accents, marks and spaces.

    >>> folded("Année  de publication*"), folded("DOI:")
    ('anneedepublication', 'doi')
    """
    bare = unicodedata.normalize("NFKD", words.replace("ß", "ss"))
    return _MARKS.sub("", "".join(letter for letter in bare if not unicodedata.combining(letter)).casefold())


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table by field: for each the numbers of its columns, from 1."""

    by_field: Mapping[str, Sequence[int]]
    names: Sequence[str]

    def of(self, field: str) -> Sequence[int]:
        """Give the columns of a field."""
        return self.by_field.get(field, ())


def columns_for(table: OpenTable, fields: Fields, mapped: Sequence[str]) -> tuple[Columns, list[Rejected]]:
    """Tell which column holds which field, and which none. Raises SourceError for a mapping that leads to nothing."""
    names = columns_of(table.header)
    chosen = dict(_mapped(table, names, fields, mapped))
    taken = {field for field in chosen.values() if field != IGNORE}
    by_field: dict[str, list[int]] = {}
    rejected: list[Rejected] = []
    for number, name in enumerate(names, start=1):
        field = chosen.get(number)
        if field is None and name:
            # What the site file says of a field holds alone.
            told = fields.of(name)
            field = told if told not in taken else None
        if field == IGNORE or not name:
            continue
        if field is None:
            rejected.append(table.refuse(table.header, _unmapped(name, fields), number))
        else:
            by_field.setdefault(field, []).append(number)
    return Columns(by_field, names), rejected


def _mapped(table: OpenTable, names: Sequence[str], fields: Fields, mapped: Sequence[str]) -> Iterator[tuple[int, str]]:
    place = Place(table.item.id, table.header.number, inside=table.sheet)
    by_fold: dict[str, list[int]] = {}
    for number, name in enumerate(names, start=1):
        by_fold.setdefault(name.casefold(), []).append(number)
    for one in mapped:
        column, equals, field = (part.strip() for part in one.rpartition("="))
        if not equals or not column or not field:
            raise SourceError(
                f"“{one}” in the option “columns” maps nothing: write “Name of the column = field”.", place
            )
        known = [*fields.names, IGNORE]
        if field not in known:
            raise SourceError(f"“{field}” in the option “columns” is no field: {nearest(field, known)}", place)
        numbers = by_fold.get(" ".join(column.split()).casefold())
        if numbers is None:
            raise SourceError(f"The table has no column “{column}”: {nearest(column, [n for n in names if n])}", place)
        yield from ((number, field) for number in numbers)


def _unmapped(name: str, fields: Fields) -> str:
    words = {folded(word): field for field, names in fields.names.items() for word in (field, *names)}
    found = near(folded(name), list(words), cutoff=_ALIKE)
    hint = f" Is it “{words[found]}”?" if found is not None else ""
    shown = name if len(name) <= 60 else f"{name[:60]}…"
    field = words[found] if found is not None else "field"
    return (
        f"The column “{shown}” is not read.{hint} Say it by the option “columns”: “{shown} = {field}”, or “= {IGNORE}”."
    )
