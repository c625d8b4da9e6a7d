"""Reading RIS: the entries of an item become records one after another; what is no entry, or none that can be read, is said.

The record of an entry is made in `works.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import Final

from scholargraph.acquire import SourceItem
from scholargraph.acquire.encodings import told
from scholargraph.errors import Place, SourceError
from scholargraph.model import EntryField, Rejected, SourceRecord, TextSpan
from scholargraph.sources.parts import Neighbours
from scholargraph.sources.reader import Options
from scholargraph.sources.readers.ris.lines import MAX_ENTRY_BYTES, Entry, Field, Stray, entries
from scholargraph.sources.readers.ris.works import Unread, Work

_HEAD: Final = 4096
_MOST_STRAY: Final = 20
"""How many lines outside of entries are named; the others are counted."""
_LONGEST_NAME: Final = 80
_MOST_OF_A_LETTER: Final = 4


def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    """Read every entry. Raises SourceError for what is empty, binary, or holds no entry."""
    _check_head(item)
    neighbours, unread, names = Neighbours(item), Unread(), Names()
    read, stray = 0, 0
    with item.open() as opened:
        for entry in entries(opened):
            if isinstance(entry, Stray):
                stray += 1
                if stray <= _MOST_STRAY and read:
                    reason = "The line belongs to no entry: an entry begins with “TY  - ” and ends with “ER  - ”."
                    yield Rejected(item.source, reason, item.id, TextSpan(entry.start, entry.end))
                continue
            read += 1
            yield from _read_entry(item, entry, number=read, names=names, neighbours=neighbours, unread=unread)
    if not read:
        raise SourceError(
            "The file holds no entry of RIS, which begins with a line “TY  - ”: export it as RIS.", Place(item.id)
        )
    if stray > _MOST_STRAY:
        yield Rejected(item.source, f"{stray:,} lines belong to no entry; the first are named.", item.id)
    yield from unread.rejected(item)


class Names:
    """What the entries of an item are called: by their `ID`, or, where it is missing or not the first of its kind, by number."""

    def __init__(self) -> None:
        self._seen: set[bytes] = set()

    def of(self, entry: Entry, number: int) -> tuple[str, bool]:
        """Give the name of an entry, and whether it is no more than its number."""
        for one in entry.fields:
            if one.tag == "ID":
                return self._own(one, number)
        return f"entry-{number}", True

    def _own(self, found: Field, number: int) -> tuple[str, bool]:
        words = found.parts[0][0]
        digest = blake2b(words, digest_size=8).digest()
        try:
            name = words.decode("utf-8")
        except UnicodeDecodeError:
            name = ""
        if digest in self._seen or not name.isprintable() or not 0 < len(name) <= _LONGEST_NAME:
            return f"entry-{number}", True
        self._seen.add(digest)
        return f"id-{name}", False


def _read_entry(
    item: SourceItem, entry: Entry, *, number: int, names: Names, neighbours: Neighbours, unread: Unread
) -> Iterator[SourceRecord | Rejected]:
    name, numbered = names.of(entry, number)
    if entry.too_large:
        reason = f"The entry has more than {MAX_ENTRY_BYTES:,} bytes, the most that is read of one: correct it."
        yield Rejected(item.source, reason, item.id, TextSpan(entry.start, entry.start + 1))
        return
    if b"\0" in entry.data:
        yield Rejected(
            item.source, "The entry holds NUL characters: export it again.", item.id, TextSpan(entry.start, entry.end)
        )
        return
    try:
        bytes(entry.data).decode("utf-8")
    except UnicodeDecodeError as error:
        if not entry.cut or error.start < len(entry.data) - _MOST_OF_A_LETTER:
            bad = TextSpan(entry.start + error.start, entry.start + error.end)
            reason = "The entry is not UTF-8 text: save the file as UTF-8."
            yield Rejected(item.source, reason, item.id, bad)
            return
        entry.end = entry.start + error.start  # the file ends within a letter of the last line, which is left out
    whole = EntryField(name, "TY", entry.start, entry.end)
    if not any(one.tag not in {"TY", "ID"} for one in entry.fields):
        yield Rejected(item.source, "The entry is empty: it has no field but its type.", item.id, whole)
        return
    work = Work(item, entry, name=name, neighbours=neighbours, unread=unread)
    work.builder.numbered = numbered
    made = work.made()
    yield from neighbours.new()
    yield made
    yield from work.rejected


def _check_head(item: SourceItem) -> None:
    """Refuse what is no text before it is read as lines."""
    with item.open() as opened:
        head = opened.read(_HEAD)
    if not head.strip():
        raise SourceError("The file is empty: put the source's text into it.", Place(item.id))
    encoding = told(head)
    if encoding.codec != "utf-8":
        shown = encoding.declared or encoding.codec.upper()
        raise SourceError(
            f"The file says that it is written in {shown}, not UTF-8: save it as UTF-8 text.", Place(item.id)
        )
    if head.count(b"\0") > len(head) // 10:
        raise SourceError("The file is binary or UTF-16, not UTF-8 text: save it as UTF-8 text.", Place(item.id))
