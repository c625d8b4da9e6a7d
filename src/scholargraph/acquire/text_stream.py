"""A text item that is decoded piece by piece, in the encoding that its beginning tells, with the places of its characters.

What is no text in that encoding becomes halves of surrogate pairs, so that what stands beside it can be read, and told apart.
"""

from __future__ import annotations

import codecs
from types import TracebackType
from typing import Final, Self

from scholargraph.acquire.encodings import HEAD, told
from scholargraph.acquire.items import SourceItem, unreadable
from scholargraph.errors import Place, SourceError

_PIECE: Final = 1 << 18
_BROKEN: Final = "\udc80"


def _broken_units(error: UnicodeError) -> tuple[str, int]:
    """Stand in for code units of two or four bytes that are no text, one for one."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    unit = 4 if "32" in error.encoding else 2
    return _BROKEN * max((error.end - error.start) // unit, 1), error.end


codecs.register_error("scholargraph-units", _broken_units)


class TextStream:
    """The window of an item's text: `more` makes it longer, `drop` cuts off what is read.

    Raises SourceError where the item cannot be opened or read, is empty, binary, or says that it is written in what nobody
    knows.

    Attributes:
        text: the window.
        encoding: what the beginning of the item tells.
    """

    def __init__(self, item: SourceItem) -> None:
        self.item = item
        self.text = ""
        self._opened = item.open()
        try:
            head = self._read(HEAD)
            while len(head) < HEAD and (piece := self._read(HEAD)):
                head += piece
            self.encoding = told(head)
            self._check(head)
        except BaseException:
            self._opened.close()
            raise
        errors = "surrogateescape" if self.encoding.unit == 1 else "scholargraph-units"
        self._decoder = codecs.getincrementaldecoder(self.encoding.codec)(errors)
        self._head = head[self.encoding.mark :]
        self._known = (0, self.encoding.mark)  # a place in the window, and its offset in bytes
        self._ended = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._opened.close()

    def more(self) -> bool:
        """Make the window longer; False where the item has ended."""
        while not self._ended:
            data = self._head or self._read(_PIECE)
            self._head = b""
            self._ended = not data
            # The rest of a code unit at the end of the item is no text, and stays away.
            words = self._decoder.decode(data, self._ended and self.encoding.unit == 1)
            if words:
                self.text += words
                return True
        return False

    def byte(self, place: int) -> int:
        """Give the offset in bytes of a place in the window. Places are asked in ascending order."""
        at, offset = self._known
        if place < at:
            return offset - self.encoding.size(self.text[place:at])
        offset += self.encoding.size(self.text[at:place])
        self._known = (place, offset)
        return offset

    def drop(self, place: int) -> None:
        """Cut off what stands before a place."""
        offset = self.byte(place)
        self.text = self.text[place:]
        self._known = (0, offset)

    def _read(self, size: int) -> bytes:
        try:
            return self._opened.read(size)
        except OSError as error:
            raise unreadable(self.item.id, error) from error

    def _check(self, head: bytes) -> None:
        place = Place(self.item.id)
        if not head[self.encoding.mark :].strip():
            raise SourceError("The file is empty: put the source's text into it.", place)
        if not self.encoding.known:
            raise SourceError(
                f"The file says that it is written in “{self.encoding.declared}”, which cannot be read: save it as UTF-8, and "
                "let it say so.",
                place,
            )
        if self.encoding.unit == 1 and head.count(b"\0") > len(head) // 10:
            raise SourceError("The file is binary, not text: give the text that was exported.", place)
