"""Parts of a file: which part a request asks for, and the bytes of it (RFC 9110, section 14).

It knows no framework. Several parts at once are not made: whoever asks for them is sent the whole, as is allowed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import BinaryIO, Final, Self

PIECE: Final = 64 * 1024
"""Bytes that are read at a time."""

# More digits than any file has bytes; what is longer is no range, and no work for Python's integers.
_BYTES: Final = re.compile(r"bytes[ \t]*=(.*)", re.IGNORECASE)
_ONE: Final = re.compile(r"([0-9]{0,100})-([0-9]{0,100})")


class UnsatisfiableError(ValueError):
    """The part begins where the file has ended."""


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes of a file, from `start` to before `stop`."""

    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start

    def of(self, size: int) -> str:
        """Write the field Content-Range (RFC 9110, section 14.4)."""
        return f"bytes {self.start}-{self.stop - 1}/{size}"


def part_of(asked: str | None, size: int, *, if_range: str | None = None, tag: str) -> Part | None:
    """Give the part of a file of so many bytes that a field Range asks for; None where all is to be sent.

    That is so for other units and malformed ranges (section 14.2), for several parts, and where If-Range has another
    validator than the entity tag. A date in it is never the same: two snapshots can be of one second (section 13.1.5).

    Raises:
        UnsatisfiableError: there is no such part.
    """
    found = _BYTES.fullmatch((asked or "").strip())
    if found is None or (if_range is not None and if_range.strip() != f'"{tag}"'):
        return None
    given = [each.strip() for each in found[1].split(",") if each.strip()]
    one = _ONE.fullmatch(given[0]) if len(given) == 1 else None
    if one is None or one[0] == "-":
        return None
    first, last = one[1], one[2]
    if not first:
        start, stop = max(size - int(last), 0), size
    else:
        start, stop = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    if start >= size:
        raise UnsatisfiableError(asked)
    return Part(start, stop)


class Pieces:
    """A part of a file, read piece by piece; the file is closed at its end, and by whoever does not go on."""

    def __init__(self, file: BinaryIO, part: Part) -> None:
        self._file = file
        self._left = len(part)
        file.seek(part.start)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        """Give the next piece."""
        piece = self._file.read(min(self._left, PIECE)) if self._left else b""
        self._left -= len(piece)
        if not piece:
            self.close()
            self._left = 0
            raise StopIteration
        return piece

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
