"""Where a dump is cut into segments: a matter of its lines alone, so that a change moves no cut but those beside it.

It reads and writes nothing. This is content-defined chunking, with the documents of a site in place of bytes: as each cut
follows from the lines since the one before, two dumps that are cut at one place are cut alike until they differ.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from hashlib import sha256
from typing import Final


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large segments become, in bytes of their lines.

    Attributes:
        least: a segment is not ended before it has so many.
        documents: of so many documents one begins a segment, if the one before has `least`.
        often: from so many on, of `statements` statements one begins a segment also within a document.
        statements: see `often`.
        most: from so many on, the next statement that may begin a segment does.
    """

    least: int = 256 << 10
    documents: int = 32
    often: int = 2 << 20
    statements: int = 1024
    most: int = 8 << 20


SIZES: Final = Sizes()
_NONE: Final = b"\n"
"""No line begins with it."""


class Cutter:
    """Is given lines of N-Quads, sorted, and says of each whether a segment begins with it."""

    def __init__(self, sizes: Sizes = SIZES) -> None:
        self._sizes = sizes
        self._size = 0
        self._document = _NONE

    def begins(self, line: bytes) -> bool:
        """Whether a segment begins with the next line; the first line begins none, as there is nothing before it."""
        sizes, cut = self._sizes, False
        if not line.startswith(self._document):
            self._document = _document(line)
            cut = self._size >= sizes.least and _chosen(self._document, sizes.documents)
        if not cut and self._size >= sizes.often and _may_begin(line):
            cut = self._size >= sizes.most or zlib.crc32(line) % sizes.statements == 0
        self._size = len(line) if cut else self._size + len(line)
        return cut


def _document(line: bytes) -> bytes:
    """Give the beginning of a line up to the end of its subject's document: before the fragment, or the whole subject."""
    end = line.find(b" ")
    mark = line.find(b"#", 0, end)
    return line[: (end if mark < 0 else mark) + 1]


def _chosen(document: bytes, of: int) -> bool:
    """Whether a document is the one of so many that begins a segment."""
    return int.from_bytes(sha256(document[:-1].removesuffix(b">")).digest()[:8]) % of == 0


def _may_begin(line: bytes) -> bool:
    """Whether the object is an IRI: literals of one subject and predicate stay in one segment.

    The engine may hold two of them as one (`"07"` and `"7"` are one integer), so they are changed together.
    """
    place = line.find(b" ", line.find(b" ") + 1) + 1
    return line[place : place + 1] == b"<"
