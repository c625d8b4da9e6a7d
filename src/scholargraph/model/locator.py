"""Locators: where in an item of a source a value stands, for items of any format.

A locator holds no text and opens nothing: `acquire.resolve` gives the quote that stands there, `place` shows a locator to
a person, and `mapping.places` turns it into a selector of the Web Annotation Data Model.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from scholargraph.errors import Place

_POINTER: Final = re.compile(r"(?:/(?:[^~/]|~[01])*)*")
_XPATH: Final = re.compile(r"(?:/(?:\*|[A-Za-z_][\w.\-]*)\[[1-9][0-9]*\])+(?:/@(?:[A-Za-z_][\w.\-]*)|/text\(\))?")


def _check_stretch(start: int, end: int) -> None:
    if not 0 <= start <= end:
        raise ValueError(f"no stretch of a text: {start} to {end}")


@dataclass(frozen=True, slots=True, order=True)
class TextSpan:
    """A stretch of a text: offsets in bytes of the unpacked item, the end excluded. Raises ValueError for none.

    >>> TextSpan(120, 131)
    TextSpan(start=120, end=131)
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        _check_stretch(self.start, self.end)


@dataclass(frozen=True, slots=True, order=True)
class EntryField:
    """A field of an entry (BibTeX, RIS): the entry's name, the field's, and the bytes in which its value is written.

    >>> EntryField("knuth84", "title", 120, 131).field
    'title'
    """

    entry: str
    field: str
    start: int
    end: int

    def __post_init__(self) -> None:
        _check_stretch(self.start, self.end)


@dataclass(frozen=True, slots=True, order=True)
class JsonPointer:
    """A value in a JSON document (RFC 6901). Raises ValueError for what is no pointer.

    >>> JsonPointer("/message/items/7/title").tokens
    ('message', 'items', '7', 'title')
    """

    pointer: str

    def __post_init__(self) -> None:
        if not _POINTER.fullmatch(self.pointer):
            raise ValueError(f"“{self.pointer}” is no JSON pointer (RFC 6901)")

    @property
    def tokens(self) -> tuple[str, ...]:
        """The reference tokens, unescaped (RFC 6901, section 4)."""
        return tuple(token.replace("~1", "/").replace("~0", "~") for token in self.pointer.split("/")[1:])


@dataclass(frozen=True, slots=True, order=True)
class XPath:
    """An element or attribute of an XML document: steps of local names, each with its place among those of its name.

    `/record[1]/title[2]`, `/record[1]/@id`, `/record[1]/*[3]/text()`; namespaces are left out. Raises ValueError for another.
    """

    path: str

    def __post_init__(self) -> None:
        if not _XPATH.fullmatch(self.path):
            raise ValueError(f"“{self.path}” is no path of numbered steps, such as /record[1]/title[1]")


@dataclass(frozen=True, slots=True, order=True)
class TableCell:
    """A cell of a table: row and column, both from 1, header rows counted; of a workbook also the sheet's name."""

    row: int
    column: int
    sheet: str | None = None

    def __post_init__(self) -> None:
        if self.row < 1 or self.column < 1:
            raise ValueError(f"no cell of a table: row {self.row}, column {self.column}")


Locator = TextSpan | EntryField | JsonPointer | XPath | TableCell


@dataclass(frozen=True, slots=True)
class Position:
    """Line and column at which a stretch of a text begins, both from 1; the column counts characters."""

    line: int
    column: int


def place(item: str, locator: Locator | None, position: Position | None = None) -> Place:
    """Show a locator to a person: file, line and column, or the path within the file.

    >>> str(place("works.json", JsonPointer("/message/items/7/title")))
    'works.json /message/items/7/title'
    >>> str(place("works.bib", EntryField("knuth84", "title", 120, 131), Position(12, 3)))
    'works.bib:12:3'
    """
    if isinstance(locator, JsonPointer):
        return Place(item, inside=locator.pointer or "/")
    if isinstance(locator, XPath):
        return Place(item, inside=locator.path)
    if isinstance(locator, TableCell):
        return Place(item, locator.row, locator.column, inside=locator.sheet)
    return Place(item) if position is None else Place(item, position.line, position.column)
