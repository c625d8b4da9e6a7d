"""The XML parts of workbooks (SpreadsheetML, ECMA-376 part 1, chapter 18): rows of cells and shared texts, as a stream.

It knows elements by their local names, refuses any DOCTYPE, and works nothing out: numbers, dates and styles are
`acquire.workbooks`' business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple, NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

MAX_COLUMNS: Final = 16_384
MAX_ROWS: Final = 1_048_576
MAX_TEXT: Final = 131_072
"""A cell holds 32,767 characters in Excel; one of more than this is not read."""
MAX_DEPTH: Final = 200
_CHUNK: Final = 1 << 16
_REFERENCE: Final = re.compile(r"([A-Za-z]{1,3})[0-9]{1,7}")


class Cell(NamedTuple):
    """A cell as it is written: its column from 1, its type, its value, its style, whether it has a formula."""

    column: int
    kind: str
    value: str
    style: int
    formula: bool


def parsed(data: bytes) -> Element:
    """Parse a small part as a whole, with local names. Raises ValueError, or expat's error, for what is no XML."""
    builder, depth = TreeBuilder(), [0]

    def start(name: str, attributes: dict[str, str]) -> None:
        depth[0] += 1
        if depth[0] > MAX_DEPTH:
            raise ValueError("its elements are nested too deeply")
        builder.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        depth[0] -= 1
        builder.end(_local(name))

    parser = _parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, builder.data
    parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
    return builder.close()


def rows_of(opened: BinaryIO) -> Iterator[tuple[int, list[Cell]]]:
    """Give the rows of a sheet that are there, with their numbers. Raises ValueError, or expat's error, where it is broken."""
    reading = _Rows()
    for _ in _fed(opened, reading.parser):
        yield from reading.done
        reading.done.clear()
    yield from reading.done


def strings_of(opened: BinaryIO) -> Iterator[str]:
    """Give the shared texts, in order, without what says how they are pronounced. Raises as `rows_of`."""
    reading = _Strings()
    for _ in _fed(opened, reading.parser):
        yield from reading.done
        reading.done.clear()
    yield from reading.done


def column_of(reference: str) -> int | None:
    """Give the number of a cell's column.

    >>> column_of("A1"), column_of("AB12"), column_of("1")
    (1, 28, None)
    """
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    number = 0
    for letter in found[1].upper():
        number = number * 26 + ord(letter) - 64
    return number


class _Rows:
    """Gathers the cells of a sheet's rows."""

    def __init__(self) -> None:
        self.done: list[tuple[int, list[Cell]]] = []
        self.parser = _parser()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler = self._text
        self._row = 0
        self._cells: list[Cell] | None = None
        self._cell: tuple[int, str, int] | None = None
        self._formula = False
        self._words: list[str] = []
        self._size = 0
        self._within = ""
        self._silent = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        if name == "row" and self._cells is None:
            self._begin_row(attributes.get("r", ""))
        elif name == "c" and self._cells is not None and self._cell is None:
            self._begin_cell(attributes)
        elif self._cell is not None:
            if name == "rPh":
                self._silent += 1
            elif name == "f":
                self._formula = True
            self._within = name

    def _begin_row(self, written: str) -> None:
        number = int(written) if written.isascii() and written.isdecimal() and len(written) < 8 else self._row + 1
        if not self._row < number <= MAX_ROWS:
            raise ValueError(f"row {number} does not follow row {self._row}")
        self._row, self._cells = number, []

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        last = self._cells[-1].column if self._cells else 0
        column = column_of(attributes.get("r", "")) or last + 1
        if not last < column <= MAX_COLUMNS:
            raise ValueError(f"in row {self._row} column {column} does not follow column {last}")
        style = attributes.get("s", "")
        number = int(style) if style.isascii() and style.isdecimal() and len(style) < 8 else 0
        self._cell = (column, attributes.get("t", "n"), number)
        self._formula, self._within, self._silent, self._size = False, "", 0, 0
        self._words.clear()

    def _end(self, name: str) -> None:
        name = _local(name)
        if name == "c" and self._cell is not None and self._cells is not None:
            column, kind, style = self._cell
            self._cells.append(Cell(column, kind, "".join(self._words), style, self._formula))
            self._cell = None
        elif name == "row" and self._cells is not None:
            self.done.append((self._row, self._cells))
            self._cells = None
        elif name == "rPh":
            self._silent -= 1
        self._within = ""

    def _text(self, words: str) -> None:
        if self._cell is None or self._silent or self._within not in {"v", "t"}:
            return
        self._size += len(words)
        if self._size > MAX_TEXT:
            raise ValueError(f"a cell of row {self._row} holds more than {MAX_TEXT:,} characters")
        self._words.append(words)


class _Strings:
    """Gathers the shared texts."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.parser = _parser()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler = self._text
        self._words: list[str] = []
        self._size = 0
        self._open = False
        self._silent = 0
        self._within = False

    def _start(self, name: str, _: dict[str, str]) -> None:
        name = _local(name)
        if name == "si":
            self._open, self._silent, self._size = True, 0, 0
            self._words.clear()
        elif name == "rPh":
            self._silent += 1
        self._within = name == "t"

    def _end(self, name: str) -> None:
        name = _local(name)
        if name == "si" and self._open:
            self.done.append("".join(self._words))
            self._open = False
        elif name == "rPh":
            self._silent -= 1
        self._within = False

    def _text(self, words: str) -> None:
        if self._open and self._within and not self._silent:
            self._size += len(words)
            if self._size > MAX_TEXT:
                raise ValueError(f"a text has more than {MAX_TEXT:,} characters")
            self._words.append(words)


def _fed(opened: BinaryIO, parser: expat.XMLParserType) -> Iterator[None]:
    """Feed a parser piece by piece."""
    while chunk := opened.read(_CHUNK):
        parser.Parse(chunk, False)  # noqa: FBT003 - expat's own signature
        yield
    parser.Parse(b"", True)  # noqa: FBT003
    yield


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_doctype
    return parser


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _no_doctype(*_: object) -> NoReturn:
    raise ValueError("it has a DOCTYPE, which is not read")
