"""A text item, decoded: offsets in characters become offsets in bytes, and these lines and columns.

It knows no format; what it decodes is UTF-8, with or without a byte order mark. `LineIndex` counts in any encoding.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Final

from scholargraph.acquire.encodings import UTF_8, Encoding, told
from scholargraph.acquire.items import MAX_BYTES, SourceItem
from scholargraph.errors import Place, SourceError
from scholargraph.model.locator import EntryField, Locator, Position, TextSpan

_STEP: Final = 512
"""Characters between two places whose offset in bytes is remembered."""


_BLOCK: Final = 4096
"""Bytes between two places whose line and column are remembered."""


class TextContent:
    """The whole text of an item, with its places. Raises SourceError where it is empty, binary or not UTF-8."""

    def __init__(self, item: SourceItem, *, limit: int = MAX_BYTES) -> None:
        self.item = item
        self.data = item.read(limit)
        if not self.data.strip():
            raise SourceError("The file is empty: put the source's text into it.", Place(item.id))
        if b"\0" in self.data:
            raise SourceError("The file is binary, not text: save the page as plain text.", Place(item.id))
        encoding = told(self.data)
        if encoding.declared is not None and (encoding.codec != "utf-8" or not encoding.known):
            raise SourceError(
                f"The file says that it is written in {encoding.declared}: save it as UTF-8, and let it say so.",
                Place(item.id),
            )
        try:
            self.text = self.data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = self.data.count(b"\n", 0, error.start) + 1
            raise SourceError("The file is not UTF-8 text: save it as UTF-8.", Place(item.id, line)) from error
        self._bytes_at = array("Q") if len(self.text) == len(self.data) else _offsets(self.text)

    def span(self, start: int, end: int) -> TextSpan:
        """Give the bytes of text[start:end]."""
        return TextSpan(self._byte(start), self._byte(end))

    def quote(self, locator: Locator) -> str:
        """Give the words that a span holds. Raises ValueError where there are none, or the locator is of another kind."""
        if not isinstance(locator, TextSpan | EntryField):
            raise TypeError(f"a text has no {type(locator).__name__}")
        if not locator.start < locator.end <= len(self.data):
            raise ValueError(f"bytes {locator.start} to {locator.end} of {len(self.data)} hold no words")
        return self.data[locator.start : locator.end].decode("utf-8")

    def _byte(self, place: int) -> int:
        if not self._bytes_at:
            return place
        step = place // _STEP
        return self._bytes_at[step] + len(self.text[step * _STEP : place].encode("utf-8"))


class LineIndex:
    """Shows offsets in bytes as line and column, with some bytes of memory for each 4 KiB of text, however long its lines.

    It is given all of a text, or is fed a text that is too long for that, together with what reads a stretch of it.
    """

    def __init__(
        self, data: bytes = b"", *, read: Callable[[int, int], bytes] | None = None, encoding: Encoding = UTF_8
    ) -> None:
        self._read = read or (lambda start, end: data[start:end])
        self._encoding = encoding
        self._newline = encoding.newline.encode(encoding.codec)
        self._lines = array("Q")  # before each block: how many lines have ended
        self._columns = array("Q")  # and how many characters there are since
        self._fed = 0
        self._end = (0, 0)
        self._half = b""  # of a code unit
        self.feed(data)

    def feed(self, data: bytes) -> None:
        """Add the next bytes of the text."""
        if self._encoding.unit > 1:
            data = self._half + data
            whole = len(data) - len(data) % self._encoding.unit
            data, self._half = data[:whole], data[whole:]
        start = 0
        while start < len(data):
            inside = self._fed % _BLOCK
            if not inside:
                self._lines.append(self._end[0])
                self._columns.append(self._end[1])
            block = data[start : start + _BLOCK - inside]
            self._end = self._after(block, *self._end)
            self._fed += len(block)
            start += len(block)

    def position(self, offset: int) -> Position:
        """Give line and column of an offset, both from 1; the column counts characters."""
        block = min(offset // _BLOCK, len(self._lines) - 1)
        if block < 0:
            return Position(1, 1)
        before = self._read(block * _BLOCK, offset)
        line, column = self._after(before, self._lines[block], self._columns[block])
        return Position(line + 1, column + 1)

    def _after(self, block: bytes, line: int, column: int) -> tuple[int, int]:
        """Give how many lines have ended after a block, and how many characters there are since."""
        if self._encoding.unit > 1:
            words = block.decode(self._encoding.codec, "replace")
            ended = words.count(self._encoding.newline)
            since = len(words) - words.rfind(self._encoding.newline) - 1
            return line + ended, since if ended else column + since
        ended = block.count(self._newline)
        if ended:
            return line + ended, self._encoding.letters(block[block.rfind(self._newline) + 1 :])
        return line, column + self._encoding.letters(block)


def _offsets(text: str) -> array[int]:
    found, total = array("Q", [0]), 0
    for start in range(0, len(text), _STEP):
        total += len(text[start : start + _STEP].encode("utf-8"))
        found.append(total)
    return found
