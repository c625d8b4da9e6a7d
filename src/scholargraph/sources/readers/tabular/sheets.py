"""A table of an item: its header and its rows with the places of their cells, whether text or workbook.

It knows no field of a record. What is wrong with the table as a whole is a SourceError, with a row a `Rejected`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Final

from scholargraph.acquire import MAX_BYTES, SourceItem
from scholargraph.acquire.tables import Row, open_text, rows
from scholargraph.acquire.workbooks import Sheet, Workbook
from scholargraph.errors import Place, SourceError
from scholargraph.model import Rejected, TableCell
from scholargraph.sources.readers.tabular.nearest import nearest

_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_OTHER: Final = (
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.ms-excel",
    "application/vnd.apple.numbers",
)
_OTHER_NAMES: Final = (".xls", ".ods", ".xlsb", ".numbers", ".fods")
MOST_ABOVE: Final = 20
"""So many rows may stand above the header: titles, notes, blank ones."""
_MOST_NAMED: Final = 20
"""So many rows that cannot be read are named; the others are counted."""
_HEAD: Final = 4096


@dataclass(slots=True)
class OpenTable:
    """A table that is being read.

    Attributes:
        item: the item that holds it.
        sheet: the name of the sheet; None for a table of text.
        header: the row that names the columns.
        rejected: what is said of the table as a whole.
    """

    item: SourceItem
    sheet: str | None
    header: Row
    _rows: Iterator[Row]
    rejected: list[Rejected] = field(default_factory=list)

    def at(self, row: Row, column: int) -> TableCell:
        """Give the place of a cell, by the number of its column from 1."""
        return TableCell(row.number, column, self.sheet)

    def refuse(self, row: Row, reason: str, column: int = 1) -> Rejected:
        """Say that a row, or a cell of it, is not read."""
        return Rejected(self.item.source, reason, self.item.id, self.at(row, column))

    def rows(self) -> Iterator[Row | Rejected]:
        """Give the rows below the header that are not blank, and say which cannot be read."""
        broken = 0
        for row in self._rows:
            fault = row.fault or _no_text(row)
            if fault is not None:
                broken += 1
                if broken <= _MOST_NAMED:
                    yield self.refuse(row, f"The row is not read: {fault}.")
            elif not row.blank:
                yield row
        if broken > _MOST_NAMED:
            yield Rejected(self.item.source, f"{broken:,} rows cannot be read; the first are named.", self.item.id)


def open_table(item: SourceItem, *, sheet: str, recognised: Callable[[str], bool]) -> OpenTable:
    """Open the table of an item. `recognised` tells whether words are a known name of a column, which finds the header.

    Raises SourceError for what holds no table, is of a kind that is not read, or has no sheet of this name.
    """
    name = item.id.lower()
    if item.media_type.startswith(_OTHER) or name.endswith(_OTHER_NAMES):
        raise SourceError("A workbook of this kind is not read: save it as .xlsx or as CSV.", Place(item.id))
    if item.media_type.startswith(_WORKBOOK) or _is_workbook(item):
        return _open_workbook(item, sheet, recognised)
    if sheet:
        raise SourceError("A table of text has no sheets: leave out the option “sheet”.", Place(item.id))
    _check_text(item)
    header, following = _with_header(_text_rows(item), recognised, item)
    return OpenTable(item, None, header, following)


def _open_workbook(item: SourceItem, wanted: str, recognised: Callable[[str], bool]) -> OpenTable:
    book = Workbook(item.read(MAX_BYTES), item.id)
    names = [one.name for one in book.sheets]
    if not book.sheets:
        raise SourceError("The workbook has no sheet with cells: save it with one.", Place(item.id))
    if wanted:
        chosen = next((one for one in book.sheets if one.name == wanted), None)
        if chosen is None:
            raise SourceError(f"There is no sheet “{wanted}”: {nearest(wanted, names)}", Place(item.id))
        others: list[Sheet] = []
    else:
        filled = [one for one in book.sheets if not one.hidden and any(not row.blank for row in book.rows(one))]
        if not filled:
            raise SourceError(
                "No sheet that is not hidden holds anything: name the sheet to read by the option “sheet”.",
                Place(item.id),
            )
        chosen, *others = filled
    header, following = _with_header(book.rows(chosen), recognised, item)
    table = OpenTable(item, chosen.name, header, following)
    if others:
        words = ", ".join(f"“{one.name}”" for one in others[:10])
        reason = f"Of several sheets only “{chosen.name}” is read, not {words}: name another by the option “sheet”."
        table.rejected.append(table.refuse(header, reason))
    if book.merged(chosen):
        reason = (
            "Cells of the sheet are merged: only the first cell of each holds the words, the others are read as empty."
        )
        table.rejected.append(table.refuse(header, reason))
    return table


def _with_header(
    found: Iterator[Row], recognised: Callable[[str], bool], item: SourceItem
) -> tuple[Row, Iterator[Row]]:
    """Find the header: of the first rows the one with most known names, else the first that is not blank."""
    above: list[Row] = []
    for row in found:
        above.append(row)
        if len(above) >= MOST_ABOVE:
            break
    filled = [row for row in above if not row.blank and row.fault is None and not _is_hint(row)]
    if not filled:
        raise SourceError("The table is empty: its first row names the columns.", Place(item.id))
    known = [sum(recognised(cell) for cell in row.cells) for row in filled]
    header = filled[known.index(max(known))]

    def following() -> Iterator[Row]:
        yield from above[above.index(header) + 1 :]
        yield from found

    return header, following()


def _is_hint(row: Row) -> bool:
    """Whether a row is Excel's `sep=;`."""
    return bool(row.cells) and row.number == 1 and row.cells[0].lower() in {"sep=", "sep"} and not any(row.cells[1:])


def _no_text(row: Row) -> str | None:
    for cell in row.cells:
        if "\0" in cell:
            return "it holds NUL characters"
        if not cell.isascii() and any("\ud800" <= letter <= "\udfff" for letter in cell):
            return "it is not UTF-8 text: save the table as “CSV UTF-8”"
    return None


def _text_rows(item: SourceItem) -> Iterator[Row]:
    with closing(open_text(item)) as text:
        for row, _ in rows(text, item.media_type):
            yield row


def _is_workbook(item: SourceItem) -> bool:
    return False if item.media_type.startswith("text/") else _head(item).startswith(b"PK\x03\x04")


def _check_text(item: SourceItem) -> None:
    head = _head(item)
    if not head.strip():
        raise SourceError("The file is empty: put the table into it.", Place(item.id))
    marked = head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise SourceError("The file is a workbook, not text: let its name end in .xlsx.", Place(item.id))
    if not marked and head.count(b"\0") > len(head) // 10:
        raise SourceError("The file is binary, not a table of text: save it as “CSV UTF-8”.", Place(item.id))


def _head(item: SourceItem) -> bytes:
    with item.open() as opened:
        return opened.read(_HEAD)


def columns_of(header: Row) -> Sequence[str]:
    """Give the names of the columns, spaces taken together."""
    return [" ".join(cell.split()) for cell in header.cells]
