"""Tables of citations: CSV and XLSX with a row for a work, the same bytes for the same graph.

CSV: RFC 4180, UTF-8. Cells that a spreadsheet would take for a formula begin with an apostrophe (OWASP, CSV Injection); in
XLSX every cell is text, and nothing has to be changed.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, Any, Final

from scholargraph.citation.model import (
    EDITORIAL_WORDS,
    GAP_WORDS,
    STATUS_WORDS,
    Citation,
    Contributor,
    notice_words,
    version_words,
)

MOST_LETTERS: Final = 32_767
"""What a cell of a workbook holds at most (Excel specifications and limits)."""
CUT: Final = " … (cut: a cell holds no more)"
SHEET: Final = "Works"
_BETWEEN: Final = "; "
_CHUNK: Final = 1 << 16
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_THEN: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every part of a workbook: the earliest that zip has, since a clock would make each export another."""
_CLOCK: Final = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_PROPERTIES: Final = "docProps/core.xml"


def _names(people: Iterable[Contributor]) -> str:
    return _BETWEEN.join(one.printed for one in people)


def _of_scheme(scheme: str) -> Callable[[Citation], str | None]:
    def values(citation: Citation) -> str:
        own = citation.values(scheme)
        of_venue = citation.container.identifiers if citation.container else ()
        return _BETWEEN.join(own or (one.value for one in of_venue if one.scheme == scheme))

    return values


def _venue(name: str) -> Callable[[Citation], Any]:
    return lambda citation: None if citation.container is None else getattr(citation.container, name)


COLUMNS: Final[Mapping[str, Callable[[Citation], Any]]] = {
    "key": lambda one: one.key,
    "type": lambda one: one.type.value,
    "genre": lambda one: one.genre,
    "title": lambda one: one.title,
    "other titles": lambda one: _BETWEEN.join(title.plain for title in one.alternate_titles),
    "authors": lambda one: _names(one.authors),
    "list of authors": lambda one: "complete" if one.authors_complete else "cut" if one.authors_cut else "not known",
    "editors": lambda one: _names(one.editors),
    "translators": lambda one: _names(one.translators),
    "supervisors": lambda one: _names(one.supervisors),
    "year": lambda one: None if one.issued is None else f"{one.issued.year:04d}",
    "date": lambda one: one.issued,
    "venue": _venue("name"),
    "venue type": lambda one: None if one.container is None else one.container.type.value,
    "series": _venue("series"),
    "volume": lambda one: one.volume or (one.container.volume if one.container else None),
    "issue": lambda one: one.issue,
    "first page": lambda one: one.first_page,
    "last page": lambda one: one.last_page,
    "number of pages": lambda one: one.page_count,
    "article number": lambda one: one.article,
    "edition": lambda one: one.edition,
    "number": lambda one: one.number,
    "event": lambda one: one.event,
    "degree": lambda one: one.degree,
    "institution": lambda one: one.institution,
    "publisher": lambda one: one.publisher or (one.container.publisher if one.container else None),
    "place": lambda one: one.place,
    "status": lambda one: None if one.status is None else STATUS_WORDS[one.status],
    "DOI": lambda one: _BETWEEN.join(one.values("doi")),
    "arXiv": lambda one: one.arxiv,
    "ISBN": _of_scheme("isbn"),
    "ISSN": _of_scheme("issn"),
    "PMID": lambda one: one.identifier("pmid"),
    "identifiers": lambda one: _BETWEEN.join(map(str, one.identifiers)),
    "URL": lambda one: one.url,
    "other addresses": lambda one: _BETWEEN.join(one.links),
    "full texts": lambda one: _BETWEEN.join(one.full_texts),
    "open access": lambda one: one.open_access,
    "licence": lambda one: one.license or one.rights,
    "funding": lambda one: _BETWEEN.join(one.funding),
    "language": lambda one: one.language,
    "keywords": lambda one: _BETWEEN.join(one.keywords),
    "abstract": lambda one: one.abstract,
    "versions": lambda one: _BETWEEN.join(map(version_words, one.versions)),
    "editorial status": lambda one: None if one.editorial is None else EDITORIAL_WORDS[one.editorial],
    "notices": lambda one: _BETWEEN.join(map(notice_words, one.notices)),
    "not known": lambda one: _BETWEEN.join(words for gap, words in GAP_WORDS.items() if gap in one.gaps),
    "IRI": lambda one: one.iri,
}
"""Every column, in order: its header, and what stands there. Several values stand in one cell, with semicolons between."""


def row(citation: Citation) -> list[str]:
    """Give the cells of a citation, in the order of COLUMNS."""
    return [_text(value(citation)) for value in COLUMNS.values()]


def write_csv(citations: Iterable[Citation]) -> Iterator[bytes]:
    """Write the lines of a CSV file."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for citation in citations:
        writer.writerow([_harmless(cell) for cell in row(citation)])
        yield _taken(buffer)
    yield _taken(buffer)


def write_xlsx(citations: Iterable[Citation]) -> Iterator[bytes]:
    """Write a workbook (ECMA-376); its rows lie on the disk until it is sent, so memory does not grow with their number."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "A2"

    def cells(values: Iterable[str]) -> Iterator[Any]:
        for value in values:
            cell = WriteOnlyCell(sheet, _storable(value))
            cell.data_type = "s"  # whatever it looks like: a text, never a formula
            yield cell if value else None

    sheet.append(list(cells(COLUMNS)))
    for citation in citations:
        sheet.append(list(cells(row(citation))))
    with tempfile.TemporaryFile() as file:
        ExcelWriter(book, _Archive(file)).save()
        file.seek(0)
        yield from iter(lambda: file.read(_CHUNK), b"")


class _Archive(zipfile.ZipFile):
    """A zip file whose parts have no date of today."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True)

    def writestr(self, name: Any, data: Any, *more: Any, **named: Any) -> None:  # type: ignore[override]
        """Write a part; the properties lose the dates of their making."""
        body = data.encode() if isinstance(data, str) else data
        if name == _PROPERTIES:
            body = _CLOCK.sub(b"", body)
        super().writestr(_part(str(name)), body, *more, **named)

    def write(self, filename: Any, arcname: Any = None, *_more: Any, **_named: Any) -> None:
        """Copy a part from a file, piece by piece."""
        with open(filename, "rb") as source, self.open(_part(str(arcname)), "w", force_zip64=True) as target:  # noqa: PTH123 - a name of the library's
            for piece in iter(lambda: source.read(_CHUNK), b""):
                target.write(piece)


def _part(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _THEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _text(value: Any) -> str:
    """A value as a cell has it: the plain words of a label, "" for what is not known."""
    return "" if value is None else str(getattr(value, "plain", value))


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _storable(value: str) -> str:
    """A text as a workbook can hold it: without control characters, and no longer than a cell."""
    text = _NOT_XML.sub("\ufffd", value)
    # Excel counts UTF-16 units.
    if len(text.encode("utf-16-le")) // 2 <= MOST_LETTERS:
        return text
    kept = text.encode("utf-16-le")[: 2 * (MOST_LETTERS - len(CUT))].decode("utf-16-le", "ignore")
    return kept + CUT


def _taken(buffer: io.StringIO) -> bytes:
    data = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return data
