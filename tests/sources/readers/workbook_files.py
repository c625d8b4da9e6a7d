"""Workbooks made by openpyxl, and by hand where it makes none that is damaged or hostile. It decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import openpyxl

_MAIN: Final = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BOOK: Final = (
    f'<workbook {_MAIN} xmlns:r="{_RELATION}"><sheets><sheet name="Works" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_LINKS: Final = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATION}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)


def workbook(rows: Sequence[Sequence[Any]], *, name: str = "Works", formats: Mapping[str, str] | None = None) -> bytes:
    """Make a workbook of one sheet; `formats` are number formats of cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for cell, code in (formats or {}).items():
        sheet[cell].number_format = code
    return saved(book)


def saved(book: Any) -> bytes:
    """Give the bytes of a workbook, the same each time."""
    written = BytesIO()
    book.save(written)
    kept = BytesIO()
    with ZipFile(written) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0)), old.read(info), ZIP_DEFLATED)
    return kept.getvalue()


def by_hand(sheet: str, **parts: str) -> bytes:
    """Make a workbook whose sheet's XML is given: the rows, or a whole document where it begins with `<?`."""
    written = BytesIO()
    whole = sheet if sheet.startswith("<?") else f"<worksheet {_MAIN}><sheetData>{sheet}</sheetData></worksheet>"
    named = {
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _LINKS,
        "xl/worksheets/sheet1.xml": whole,
        **{f"xl/{name.replace('__', '/')}.xml": text for name, text in parts.items()},
    }
    with ZipFile(written, "w", ZIP_DEFLATED) as new:
        for name, text in named.items():
            new.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text, ZIP_DEFLATED)
    return written.getvalue()
