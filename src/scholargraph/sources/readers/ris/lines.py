"""The lines of a RIS file: entries of tagged fields, each value with the bytes in which it stands.

It knows which lines begin an entry and a field, and no meaning of a tag. It holds one entry at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

MAX_ENTRY_BYTES: Final = 1 << 20
"""An entry of more bytes is not read."""
_CHUNK: Final = 1 << 16
_GLIMPSE: Final = 200
_END_OF_LINE: Final = re.compile(rb"\r\n|\n|\r")
_BOM: Final = b"\xef\xbb\xbf"
_TYPE: Final = re.compile(rb"([ \t]{0,8})TY([ \t]{1,2})-(?:[ \t](.*))?")
_COUNTER: Final = re.compile(rb"\s*\[?[0-9]+[.)\]]?\s*")
"""What some programs print before each entry: its number."""
_FIELD: Final = re.compile(rb"([A-Z][A-Z0-9])  -(?: (.*))?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, the bytes that end it, and the offset of its first byte. `whole` is false where it is too long to be held."""

    data: bytes
    ending: bytes
    start: int
    whole: bool = True


@dataclass(slots=True)
class Field:
    """A tag, and the lines of its value, each without spaces around: bytes, and where they begin. Empty ones are left out."""

    tag: str
    parts: list[tuple[bytes, int]] = field(default_factory=list)

    def add(self, data: bytes, start: int) -> None:
        """Add a line of the value."""
        words = data.strip()
        if words:
            self.parts.append((words, start + data.find(words)))

    @property
    def start(self) -> int:
        """Where the value begins."""
        return self.parts[0][1]

    @property
    def end(self) -> int:
        """Where the value ends."""
        data, start = self.parts[-1]
        return start + len(data)


@dataclass(slots=True)
class Entry:
    """An entry: its fields, in order, and its bytes, which begin at an offset of the file.

    Attributes:
        fields: the fields, `TY` the first where there is one, `ER` left out.
        start: where it begins.
        end: where it ends, spaces behind it left out.
        data: its bytes from there on, to quote from.
        closed: whether an `ER` ends it.
        cut: whether the file ends within its last line, which then may not be whole.
        too_large: whether it has more bytes than are read.
        blank: tags of which a field without a value stands before one with a value.
    """

    start: int
    fields: list[Field] = field(default_factory=list)
    end: int = 0
    data: bytearray = field(default_factory=bytearray)
    closed: bool = False
    cut: bool = False
    too_large: bool = False
    blank: set[str] = field(default_factory=set)

    def stretch(self, start: int, end: int) -> bytes:
        """Give the bytes from one offset of the file to another, both within the entry."""
        return bytes(self.data[start - self.start : end - self.start])


@dataclass(frozen=True, slots=True)
class Stray:
    """A line outside of any entry."""

    start: int
    end: int


def lines(opened: BinaryIO) -> Iterator[Line]:
    """Give the lines of a file, however they end; of one that is longer than an entry may be, only the first bytes."""
    rest, at, skipping = b"", 0, False
    while chunk := opened.read(_CHUNK):
        held = rest + chunk
        last = 0
        if at == 0 and not rest and held.startswith(_BOM):
            last = len(_BOM)
        for found in _END_OF_LINE.finditer(held, max(last, len(rest) - 1)):
            if found.end() == len(held) and found.group() == b"\r":
                break  # the line feed may come with the next bytes
            if not skipping:
                yield Line(held[last : found.start()], found.group(), at + last)
            skipping = False
            last = found.end()
        rest, at = held[last:], at + last
        if len(rest) > MAX_ENTRY_BYTES:
            if not skipping:
                yield Line(rest[:_GLIMPSE], b"", at, whole=False)
            skipping = True
            at += len(rest)
            rest = b""
    if rest and not skipping:
        bare = rest.removesuffix(b"\r")
        yield Line(bare, rest[len(bare) :], at)


def entries(opened: BinaryIO) -> Iterator[Entry | Stray]:
    """Give the entries of a file, and the lines that are in none."""
    entry: Entry | None = None
    fields = _FIELD
    ending = b""
    for line in lines(opened):
        begun = _TYPE.fullmatch(line.data)
        ending = line.ending
        if begun is not None or (entry is None and _begins_without_type(line)):
            if entry is not None:
                yield _finished(entry)
            entry = Entry(line.start)
            fields = _FIELD if begun is None else _fields_like(begun[1], begun[2])
        if entry is not None:
            _take(entry, line, fields)
            if entry.closed:
                yield _finished(entry)
                entry = None
        elif line.data.strip() and not _COUNTER.fullmatch(line.data):
            yield Stray(line.start, line.start + len(line.data))
    if entry is not None:
        entry.cut = not ending
        yield _finished(entry)


def _begins_without_type(line: Line) -> bool:
    """Whether a line outside of an entry is a field all the same: the type of its entry is missing."""
    return _FIELD.fullmatch(line.data) is not None and not line.data.startswith(b"ER")


def _fields_like(indent: bytes, gap: bytes) -> re.Pattern[bytes]:
    """What the first line of an entry looks like, the others do: indented, or with one space before the hyphen."""
    spaces = rb"[ \t]{1,2}" if len(gap) == 1 else rb"[ \t]{2}"
    return re.compile(re.escape(indent) + rb"([A-Z][A-Z0-9])" + spaces + rb"-(?:[ \t](.*))?")


def _take(entry: Entry, line: Line, fields: re.Pattern[bytes]) -> None:
    """Add a line to an entry: a field, its end, or a further line of the last field."""
    found = fields.fullmatch(line.data)
    entry.closed = found is not None and found[1] == b"ER"
    if line.data.strip():
        entry.end = line.start + len(line.data.rstrip())
    if entry.too_large or not line.whole or line.start + len(line.data) - entry.start > MAX_ENTRY_BYTES:
        entry.too_large = True
        entry.fields.clear()
        return
    entry.data += line.data + line.ending
    if found is None:
        if entry.fields:
            entry.fields[-1].add(line.data, line.start)
    elif not entry.closed:
        entry.fields.append(Field(found[1].decode("ascii")))
        if found[2] is not None:
            entry.fields[-1].add(found[2], line.start + found.start(2))


def _finished(entry: Entry) -> Entry:
    """Leave the fields out that have no value; note of which tags one stands before others that have."""
    valued: set[str] = set()
    for one in reversed(entry.fields):
        if one.parts:
            valued.add(one.tag)
        elif one.tag in valued:
            entry.blank.add(one.tag)
    entry.fields = [one for one in entry.fields if one.parts]
    return entry
