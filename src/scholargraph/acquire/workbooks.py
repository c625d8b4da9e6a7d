"""Workbooks in Office Open XML (ECMA-376, .xlsx): the rows of their sheets as words, read one row at a time.

It reads the parts that hold cells, and nothing else: no link, macro or picture is looked at, and no formula is worked out.
What the archive unpacks to is bounded before anything is parsed.
"""

from __future__ import annotations

import json
import re
import weakref
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Final
from xml.etree.ElementTree import Element
from xml.parsers import expat

from scholargraph.acquire import archives
from scholargraph.acquire.sheet_xml import Cell, parsed, rows_of, strings_of
from scholargraph.acquire.tables import Row
from scholargraph.errors import Place, SourceError
from scholargraph.model.locator import TableCell

MAX_STRINGS_BYTES: Final = 128 << 20
"""The most that the table of shared texts unpacks to; it is held in memory."""
MAX_PART_BYTES: Final = 8 << 20
"""The most that a part which is parsed as a whole unpacks to: the list of sheets, the styles."""
_BUILT_IN_DATES: Final = {
    14: "d",
    15: "d",
    16: "d",
    17: "m",
    22: "d",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 59)), "d"),
}
"""Number formats that need no declaration and show dates (ECMA-376, part 1, 18.8.30), with how precise they are."""
_FORMAT_NOISE: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FAKE_LEAP_DAY: Final = 60
_LAST_SERIAL: Final = 2_958_465
_WHOLE: Final = 1e15


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, the part that holds it, whether it is hidden."""

    name: str
    part: str
    hidden: bool


class Workbook:
    """An opened workbook. Raises SourceError for what is none, is encrypted, or unpacks to too much.

    Attributes:
        sheets: its sheets with cells, in order.
    """

    def __init__(self, data: bytes, id: str) -> None:  # noqa: A002 - the item's own word
        self._id = id
        self._members: dict[str, archives.Member] = {}
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise self._error(
                "The workbook is in the old format (.xls) or protected by a password: save it as .xlsx without a password."
            )
        for member in archives.members(lambda: BytesIO(data), id):
            if isinstance(member, archives.Refused):
                if member.name.startswith("xl/") and member.name.endswith(".xml"):
                    raise self._error(member.reason)
                continue
            self._members[member.name] = member
        book = self._whole("xl/workbook.xml")
        if book is None:
            raise self._error("The file is no workbook (.xlsx): save it as “Excel workbook (.xlsx)”.")
        self._base_1904 = any(one.get("date1904") in {"1", "true"} for one in book.iter("workbookPr"))
        self.sheets = tuple(self._listed(book))
        self._formats = self._date_formats()
        self._strings = _Strings()
        if "xl/sharedStrings.xml" in self._members:
            self._read_strings()

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """Give the rows of a sheet, those that are not there as blank ones left out. Raises SourceError where it is broken."""
        with self._members[sheet.part].open() as opened:
            try:
                for number, cells in rows_of(opened):
                    yield self._row(number, cells)
            except expat.ExpatError as error:
                raise self._error(f"The sheet “{sheet.name}” is broken ({error}): save the workbook again.") from error
            except ValueError as error:
                raise self._error(f"The sheet “{sheet.name}” is not read: {error}.") from error

    def merged(self, sheet: Sheet) -> bool:
        """Whether cells of a sheet are merged, of which only the first holds the words."""
        with self._members[sheet.part].open() as opened:
            tail = b""
            while chunk := opened.read(1 << 16):
                if b"<mergeCell " in tail + chunk:
                    return True
                tail = chunk[-16:]
        return False

    # ── Cells ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _row(self, number: int, cells: list[Cell]) -> Row:
        words: list[str] = []
        faults: dict[int, str] = {}
        dated: set[int] = set()
        for column, kind, value, style, formula in cells:
            words.extend("" for _ in range(column - 1 - len(words)))
            text, fault, is_date = self._words(kind, value, style, formula=formula)
            words.append(text)
            if fault:
                faults[column] = fault
            if is_date:
                dated.add(column)
        return Row(number, tuple(words), faults=faults, dated=frozenset(dated))

    def _words(self, kind: str, value: str, style: int, *, formula: bool) -> tuple[str, str | None, bool]:
        """Give the words of a cell, what is wrong with it, and whether it holds a date (18.3.1.4, 18.18.11)."""
        if kind == "s":
            text = self._strings.get(value)
            return (text, None, False) if text is not None else ("", "the text that it names is missing", False)
        if kind in {"str", "inlineStr"}:
            return unescaped(value), None, False
        if kind == "e":
            return "", f"it holds the error {value[:20]}", False
        if not value:
            return (
                "",
                "it holds a formula whose value was not saved: open the workbook in Excel and save it"
                if formula
                else None,
                False,
            )
        if kind == "b":
            return ("TRUE" if value == "1" else "FALSE"), None, False
        if kind == "d":
            return value.removesuffix("T00:00:00"), None, True
        precision = self._formats.get(style)
        try:
            number = float(value)
        except ValueError:
            return "", "its number is none", False
        date = None if precision is None else self._date(number, precision)
        if date is not None:
            return date, None, True
        return number_words(value, number), None, False

    def _date(self, serial: float, precision: str) -> str | None:
        """Give the date of a serial number, as precise as its format shows it (18.17.4.1)."""
        if self._base_1904:
            serial += 1462
        if not 1 <= serial <= _LAST_SERIAL or int(serial) == _FAKE_LEAP_DAY:
            return None  # 29 February 1900 never was
        day = datetime(1899, 12, 31 if serial < _FAKE_LEAP_DAY else 30) + timedelta(days=serial)  # noqa: DTZ001 - no zone
        return day.strftime({"y": "%Y", "m": "%Y-%m", "d": "%Y-%m-%d"}[precision]).zfill(4)

    # ── Parts ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _listed(self, book: Element) -> Iterator[Sheet]:
        links = self._whole("xl/_rels/workbook.xml.rels")
        targets = (
            {}
            if links is None
            else {
                one.get("Id", ""): one.get("Target", "")
                for one in links.iter("Relationship")
                if one.get("TargetMode") != "External" and one.get("Type", "").endswith("/worksheet")
            }
        )
        for one in book.iter("sheet"):
            target = targets.get(one.get("id", ""), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if target and part in self._members:
                yield Sheet(one.get("name", ""), part, one.get("state") in {"hidden", "veryHidden"})

    def _date_formats(self) -> dict[int, str]:
        """Give the styles that show dates, with how precise."""
        styles = self._whole("xl/styles.xml")
        if styles is None:
            return {}
        formats = dict(_BUILT_IN_DATES)
        for one in styles.iter("numFmt"):
            precision = date_precision(one.get("formatCode", ""))
            number = one.get("numFmtId", "")
            if number.isdecimal():
                formats.pop(int(number), None)
                if precision is not None:
                    formats[int(number)] = precision
        found: dict[int, str] = {}
        for holder in styles.iter("cellXfs"):
            for place, one in enumerate(holder.iter("xf")):
                number = one.get("numFmtId", "")
                if number.isdecimal() and int(number) in formats:
                    found[place] = formats[int(number)]
        return found

    def _whole(self, name: str) -> Element | None:
        member = self._members.get(name)
        if member is None:
            return None
        if member.info.file_size > MAX_PART_BYTES:
            raise self._error(
                f"Its part {name} has more than {MAX_PART_BYTES:,} bytes: save the sheet as a workbook of its own."
            )
        with member.open() as opened:
            data = opened.read(MAX_PART_BYTES)
        try:
            return parsed(data)
        except (ValueError, expat.ExpatError) as error:
            raise self._error(f"Its part {name} is broken ({error}): save the workbook again.") from error

    def _read_strings(self) -> None:
        member = self._members["xl/sharedStrings.xml"]
        if member.info.file_size > MAX_STRINGS_BYTES:
            raise self._error(
                f"Its texts have more than {MAX_STRINGS_BYTES:,} bytes: split the workbook, or save it as CSV."
            )
        with member.open() as opened:
            try:
                for text in strings_of(opened):
                    self._strings.add(unescaped(text))
            except (expat.ExpatError, ValueError) as error:
                raise self._error(f"Its texts are broken ({error}): save the workbook again.") from error

    def _error(self, message: str) -> SourceError:
        return SourceError(message, Place(self._id))


class _Strings:
    """The shared texts, as bytes with the places at which they end."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._ends = array("Q", [0])

    def add(self, text: str) -> None:
        """Add the next text."""
        self._data += text.encode("utf-8", "replace")
        self._ends.append(len(self._data))

    def get(self, number: str) -> str | None:
        """Give a text by its number; None where there is none."""
        place = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else -1
        if not 0 <= place < len(self._ends) - 1:
            return None
        return self._data[self._ends[place] : self._ends[place + 1]].decode("utf-8")


class WorkbookCells:
    """The cells of a workbook, to be looked up in any order: the rows of a sheet are written to a temporary file once."""

    def __init__(self, data: bytes, id: str) -> None:  # noqa: A002 - the item's own word
        try:
            self._book = Workbook(data, id)
        except SourceError as error:
            raise ValueError(error.message) from error
        self._sheets: dict[str, tuple[IO[bytes], array[int]]] = {}
        weakref.finalize(self, _close, self._sheets)
        self._last: tuple[str, int, list[str]] = ("", 0, [])

    def quote(self, locator: TableCell) -> str:
        """Give the words of a cell, as `Workbook.rows` does."""
        name = locator.sheet
        if name is None:
            raise LookupError("a cell of a workbook needs the name of its sheet")
        if self._last[:2] != (name, locator.row):
            self._last = (name, locator.row, self._row(name, locator.row))
        cells = self._last[2]
        if locator.column > len(cells):
            raise LookupError(f"there is no column {locator.column} among {len(cells):,}")
        return cells[locator.column - 1]

    def close(self) -> None:
        """Let the temporary files go."""
        _close(self._sheets)

    def _row(self, name: str, number: int) -> list[str]:
        file, starts = self._sheets.get(name) or self._indexed(name)
        if number >= len(starts) - 1:
            raise LookupError(f"there is no row {number} among {max(len(starts) - 2, 0):,}")
        file.seek(starts[number])
        written = file.read(starts[number + 1] - starts[number])
        found: list[str] = json.loads(written) if written else []
        return found

    def _indexed(self, name: str) -> tuple[IO[bytes], array[int]]:
        sheet = next((one for one in self._book.sheets if one.name == name), None)
        if sheet is None:
            raise LookupError(f"there is no sheet “{name}”")
        file, starts, at = TemporaryFile(), array("Q", [0]), 0  # noqa: SIM115 - it lives as long as this
        try:
            for row in self._book.rows(sheet):
                starts.extend(at for _ in range(row.number + 1 - len(starts)))
                at += file.write(json.dumps(row.cells).encode("ascii"))
        except SourceError:
            pass  # what came before the fault can be looked up
        starts.append(at)
        self._sheets[name] = file, starts
        return file, starts


def _close(sheets: dict[str, tuple[IO[bytes], array[int]]]) -> None:
    for file, _ in sheets.values():
        file.close()
    sheets.clear()


def number_words(written: str, number: float) -> str:
    """Write a number as people do: a whole one without a point or an exponent.

    >>> number_words("2014.0", 2014.0), number_words("9.7831614841E12", 9.7831614841e12), number_words("0.10000000000000001", 0.1)
    ('2014', '9783161484100', '0.1')
    """
    if number.is_integer() and abs(number) < _WHOLE:
        return str(int(number))
    return repr(number) if number == number and abs(number) != float("inf") else written  # noqa: PLR0124 - NaN


def date_precision(code: str) -> str | None:
    """Tell how precise a date is that a number format shows: `d`, `m` or `y`; None where it shows no date (18.8.31).

    >>> date_precision("dd.mm.yyyy"), date_precision("mmm yyyy"), date_precision("yyyy"), date_precision('0.0"day"')
    ('d', 'm', 'y', None)
    """
    bare = _FORMAT_NOISE.sub("", code.split(";", maxsplit=1)[0]).lower()
    if "general" in bare or not set(bare) & set("yd"):
        return None
    if "d" in bare:
        return "d"
    return "m" if "m" in bare else "y"


def unescaped(text: str) -> str:
    """Give a text with its escaped characters (`_x000D_`, 22.9.2.19) as they are."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda found: "" if 0xD800 <= int(found[1], 16) < 0xE000 else chr(int(found[1], 16)), text)
