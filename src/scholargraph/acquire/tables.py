"""Tables of text: rows of cells separated by commas, semicolons, tabs or bars (RFC 4180), read one row at a time.

It knows no format of records. What separates the cells is told by the first line, in one way for whoever reads a table and
whoever looks up a cell of it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO, TextIOWrapper
from typing import Final, TextIO

from scholargraph.acquire.encodings import UTF_8, by_mark
from scholargraph.acquire.items import SourceItem
from scholargraph.model.locator import TableCell

TAB_SEPARATED: Final = frozenset({"text/tab-separated-values"})
MAX_ROW: Final = 131_072
"""A row of more characters is not read."""
MAX_LINES: Final = 200
"""So many lines may stand between quotation marks."""
DELIMITERS: Final = (",", ";", "\t", "|")
_QUOTE: Final = '"'
_HEAD: Final = 4


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        number: its number, from 1; every row counts, empty ones and headers too.
        cells: the words of its cells.
        fault: what is wrong with the row as a whole, which then has no cells.
        faults: what is wrong with single cells, by their number from 1; they are empty.
        dated: the numbers of the cells that a workbook holds as dates.
    """

    number: int
    cells: tuple[str, ...]
    fault: str | None = None
    faults: dict[int, str] = field(default_factory=dict)
    dated: frozenset[int] = frozenset()

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return self.fault is None and not self.faults and not any(cell and not cell.isspace() for cell in self.cells)


def encoding_of(head: bytes) -> tuple[str, str, int]:
    """Tell the encoding of a table by its first bytes, what becomes of bytes that are no text in it, and the mark's length.

    Such bytes become half surrogate pairs or U+FFFD, so that the rows beside them can be read; nothing is guessed from letters.
    """
    told = by_mark(head[:_HEAD]) or UTF_8  # Excel writes “Unicode text” as UTF-16, “CSV UTF-8” with the mark of UTF-8
    return told.codec, "surrogateescape" if told.codec == "utf-8" else "replace", told.mark


def open_text(item: SourceItem) -> TextIOWrapper:
    """Open a table of text for reading row by row. Raises SourceError as `SourceItem.open`."""
    with item.open() as opened:
        codec, errors, length = encoding_of(opened.read(_HEAD))
    opened = item.open()
    opened.read(length)
    return TextIOWrapper(opened, encoding=codec, errors=errors, newline="")


def delimiter_of(line: str, media_type: str) -> str:
    """Tell what separates the cells of a table by its first line: a tab where the file's name says so, else what is there most.

    Excel's `sep=;` says it itself.
    """
    bare = line.strip("\r\n")
    if bare[:4].lower() == "sep=" and len(bare) == 5:
        return bare[4]
    outside = "".join(bare.split(_QUOTE)[::2])
    counts = {mark: outside.count(mark) for mark in DELIMITERS}
    if media_type in TAB_SEPARATED:
        counts["\t"] += len(outside)
    best = max(counts.values())
    return next(mark for mark in DELIMITERS if counts[mark] == best)


def rows(text: TextIO, media_type: str) -> Iterator[tuple[Row, int]]:
    """Give the rows of a text that was opened with `newline=""`, each with the number of its characters.

    A quotation mark that is never closed costs its own line only.
    """
    waiting: list[str] = []
    number, delimiter = 0, None
    while True:
        line = waiting.pop() if waiting else text.readline(MAX_ROW + 1)
        if not line:
            return
        delimiter = delimiter or delimiter_of(line, media_type)
        number += 1
        taken = [line]
        if len(line) > MAX_ROW and not line.endswith(("\n", "\r")):
            length = len(line)
            while line and not line.endswith(("\n", "\r")):
                line = waiting.pop() if waiting else text.readline(MAX_ROW + 1)
                length += len(line)
            yield Row(number, (), fault=f"the row has more than {MAX_ROW:,} characters"), length
            continue
        cells = _cells(line, delimiter)
        while cells is None and len(taken) < MAX_LINES and sum(map(len, taken)) < MAX_ROW:
            following = waiting.pop() if waiting else text.readline(MAX_ROW + 1)
            if not following:
                break
            taken.append(following)
            if _QUOTE in following:
                cells = _cells("".join(taken), delimiter)
        if cells is None:
            waiting.extend(reversed(taken[1:]))
            yield Row(number, (), fault="a quotation mark is opened and never closed"), len(line)
        else:
            yield Row(number, cells), sum(map(len, taken))


def _cells(row: str, delimiter: str) -> tuple[str, ...] | None:
    """Take a row apart; None where a quotation mark is still open at its end."""
    bare = row.rstrip("\r\n") if not row.endswith(_QUOTE) else row
    if _QUOTE not in bare:
        return tuple(bare.split(delimiter)) if bare else ()
    found: list[str] = []
    at = 0
    while True:
        words = ""
        if bare.startswith(_QUOTE, at):
            end = at + 1
            while True:
                end = bare.find(_QUOTE, end)
                if end < 0:
                    return None
                if not bare.startswith(_QUOTE, end + 1):
                    break
                end += 2
            words, at = bare[at + 1 : end].replace('""', _QUOTE), end + 1
        following = bare.find(delimiter, at)
        found.append(words + (bare[at:] if following < 0 else bare[at:following]))
        if following < 0:
            return tuple(found)
        at = following + 1


class Table:
    """A table of text whose cells can be looked up; a row is parsed when it is asked for."""

    def __init__(self, data: bytes, media_type: str) -> None:
        self._media_type = media_type
        codec, errors, length = encoding_of(data)
        self._text = data[length:].decode(codec, errors)
        self._starts = array("Q", [0])
        first = StringIO(self._text, newline="").readline(MAX_ROW + 1)
        self._delimiter = delimiter_of(first, media_type) if first else ","
        self._faults: dict[int, str] = {}
        for row, length in rows(StringIO(self._text, newline=""), media_type):
            self._starts.append(self._starts[-1] + length)
            if row.fault is not None and len(self._faults) < MAX_ROW:
                self._faults[row.number] = row.fault
        self._number = 0
        self._row: tuple[str, ...] = ()

    def quote(self, locator: TableCell) -> str:
        """Give the text of a cell."""
        if locator.sheet is not None:
            raise LookupError("a table of text has no sheets")
        if locator.row >= len(self._starts):
            raise LookupError(f"there is no row {locator.row} among {len(self._starts) - 1:,}")
        if locator.row in self._faults:
            raise LookupError(f"it is no row of a table: {self._faults[locator.row]}")
        if locator.row != self._number:
            written = self._text[self._starts[locator.row - 1] : self._starts[locator.row]]
            self._row = _cells(written, self._delimiter) or ()
            self._number = locator.row
        if locator.column > len(self._row):
            raise LookupError(f"there is no column {locator.column} among {len(self._row):,}")
        return self._row[locator.column - 1]
