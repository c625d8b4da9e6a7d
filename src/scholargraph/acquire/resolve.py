"""Resolving: from a locator and its item to the quote that stands there, for every kind of locator, by one function.

It shows nothing to people (`model.place` does) and knows no format of records.
"""

from __future__ import annotations

from collections.abc import Callable
from io import FileIO
from tempfile import TemporaryFile
from typing import IO, Final, Self, TypeVar

from scholargraph.acquire.documents import JsonDocument, Table, XmlDocument
from scholargraph.acquire.encodings import HEAD, UTF_8, told
from scholargraph.acquire.items import MAX_BYTES, SourceItem, unreadable
from scholargraph.acquire.text import LineIndex
from scholargraph.errors import LocatorError
from scholargraph.model.locator import EntryField, JsonPointer, Locator, Position, TextSpan, XPath, place

_CHUNK: Final = 1 << 20
_SPREADSHEETS: Final = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.ms-excel",
)

Document = TypeVar("Document", JsonDocument, XmlDocument, Table)


def resolve(locator: Locator, content: SourceItem | Resolver) -> str:
    """Give the quote that stands at a place of an item.

    Of a text it is what stands in these bytes, decoded as its beginning tells and no further; of JSON, XML and tables the value as the parser
    gives it, containers as canonical JSON. Raises LocatorError where nothing stands there, SourceError where the item
    cannot be opened. For many places of one item make one `Resolver`.
    """
    if isinstance(content, Resolver):
        return content.resolve(locator)
    with Resolver(content) as resolver:
        return resolver.resolve(locator)


class Resolver:
    """An item that is opened, and parsed, once for all of its places.

    A text may be of any size: what exceeds the limit is not held in memory. JSON, XML and tables are read up to the limit.
    """

    def __init__(self, item: SourceItem, *, limit: int = MAX_BYTES) -> None:
        self.item = item
        self.limit = limit
        self._content: _Content | None = None
        self._json: JsonDocument | None = None
        self._xml: XmlDocument | None = None
        self._table: Table | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close what is open. What is asked afterwards opens it again."""
        if self._content is not None:
            self._content.close()
        self._content = self._json = self._xml = self._table = None

    @property
    def size(self) -> int:
        """How many bytes the unpacked item has. Raises SourceError where it cannot be opened."""
        return self._bytes().size

    @property
    def parsed(self) -> bool:
        """Whether places in JSON, XML and tables can be resolved: the item is not beyond the limit."""
        return self.size <= self.limit

    def resolve(self, locator: Locator) -> str:
        """Give the quote that stands at a place. Raises LocatorError, or SourceError, as `resolve` does."""
        try:
            found = self._quote(locator)
            found.encode("utf-8")  # half of a surrogate pair, which JSON can escape, is no text
        except (LookupError, ValueError, RecursionError) as error:
            raise LocatorError(
                f"Nothing can be found at this place ({error}): correct the locator.", place(self.item.id, locator)
            ) from error
        return found

    def position(self, locator: Locator | None) -> Position | None:
        """Give line and column of a place in a text; None for a place in anything else."""
        if not isinstance(locator, TextSpan | EntryField):
            return None
        return self._bytes().lines.position(locator.start)

    def _quote(self, locator: Locator) -> str:
        if isinstance(locator, TextSpan | EntryField):
            content = self._bytes()
            if not locator.start < locator.end <= content.size:
                raise LookupError(f"bytes {locator.start} to {locator.end} of {content.size} hold no words")
            return content.encoding.decode(content.stretch(locator.start, locator.end))
        media_type = self.item.media_type
        if isinstance(locator, JsonPointer):
            self._json = self._json or self._parse(lambda data: JsonDocument(data, media_type))
            return self._json.quote(locator)
        if isinstance(locator, XPath):
            self._xml = self._xml or self._parse(XmlDocument)
            return self._xml.quote(locator)
        if media_type.startswith(_SPREADSHEETS):
            raise LookupError("the sheets of workbooks cannot be resolved yet")
        self._table = self._table or self._parse(lambda data: Table(data, media_type))
        return self._table.quote(locator)

    def _parse(self, parser: Callable[[bytes], Document]) -> Document:
        if not self.parsed:
            raise LookupError(f"the item has more than {self.limit:,} bytes, the most that is parsed")
        content = self._bytes()
        return parser(content.stretch(0, content.size))

    def _bytes(self) -> _Content:
        if self._content is None:
            self._content = _Content(self.item, self.limit)
        return self._content


class _Content:
    """The unpacked bytes of an item, at hand in any order: in memory, in the file itself, or in a temporary one."""

    def __init__(self, item: SourceItem, limit: int) -> None:
        self.size = 0
        self.encoding = UTF_8
        self.lines = LineIndex(read=self.stretch)
        self._data: bytes | None = None
        self._file: IO[bytes] | None = None
        self._id = item.id
        opened = item.open()
        kept = False
        try:
            kept = self._take(opened, limit)
        except OSError as error:
            self.close()
            raise unreadable(item.id, error) from error
        except BaseException:
            self.close()
            raise
        finally:
            if not kept:
                opened.close()

    def stretch(self, start: int, end: int) -> bytes:
        """Give some of the bytes. Raises SourceError where the file cannot be read any more."""
        if self._data is not None:
            return self._data[start:end]
        if self._file is None:
            return b""
        try:
            self._file.seek(start)
            return self._file.read(end - start)
        except OSError as error:
            raise unreadable(self._id, error) from error

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()

    def _take(self, opened: IO[bytes], limit: int) -> bool:
        """Read all bytes once; tell whether the file stays open."""
        begun: list[bytes] = []
        itself = isinstance(getattr(opened, "raw", None), FileIO)
        first = b""
        while len(first) < HEAD and (piece := opened.read(_CHUNK)):
            first += piece
        self.encoding = told(first)
        self.lines = LineIndex(read=self.stretch, encoding=self.encoding)
        chunk = first
        while chunk:
            self.size += len(chunk)
            self.lines.feed(chunk)
            if self.size <= limit:
                begun.append(chunk)
            elif not itself:
                if self._file is None:
                    self._file = TemporaryFile()  # noqa: SIM115 - it lives as long as the resolver
                    self._file.writelines(begun)
                self._file.write(chunk)
                begun.clear()
            chunk = opened.read(_CHUNK)
        if self.size <= limit:
            self._data = b"".join(begun)
            return False
        if itself:
            self._file = opened
        return itself
