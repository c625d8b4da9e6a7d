"""BibTeX and BibLaTeX: each entry of a file a work, with the bytes in which every value is written.

It streams: a file is read up to three times, of which the first two look for entries that others refer to.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from hashlib import blake2b
from typing import Final

from scholargraph.acquire import SourceItem
from scholargraph.acquire.text_stream import TextStream
from scholargraph.errors import Place, SourceError
from scholargraph.model import Rejected, SourceRecord
from scholargraph.sources.parts import Neighbours
from scholargraph.sources.reader import Options, Reader
from scholargraph.sources.readers.bibtex.entry import Entry, Trouble
from scholargraph.sources.readers.bibtex.inheritance import Parents, referred_to
from scholargraph.sources.readers.bibtex.kinds import NO_WORKS
from scholargraph.sources.readers.bibtex.records import record
from scholargraph.sources.readers.bibtex.scanner import Scanner

__all__ = ["SOURCE", "read"]


def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    """Give the work of every entry, with the venues, and what cannot be read.

    An entry that cannot be read is rejected at its `TextSpan`; what of an entry is not stated, at the `EntryField` where it
    stands, beside the record. Raises SourceError where nothing of BibTeX stands in the file.
    """
    parents = referred_to(item)
    neighbours = Neighbours(item, tex=True)
    keys, number = _Keys(), 0
    with TextStream(item) as stream:
        scanner = Scanner(stream)
        for found in scanner.entries():
            if isinstance(found, Trouble):
                number += found.whole
                yield _rejected(item, found)
                continue
            number += 1
            if found.type not in NO_WORKS:
                yield _work(item, found, keys, number, parents=parents, neighbours=neighbours)
                yield from neighbours.new()
            for trouble in found.troubles:
                yield _rejected(item, trouble)
        if not scanner.seen:
            raise SourceError(
                "The file holds nothing of BibTeX (@type{key, ...}): give the file that a program has exported.",
                Place(item.id),
            )


def _work(
    item: SourceItem, entry: Entry, keys: _Keys, number: int, *, parents: Parents, neighbours: Neighbours
) -> SourceRecord:
    name = entry.key or f"entry-{number}"
    before = keys.add(name.lower())
    if before:
        reason = f"The key “{entry.key}” stands in the file before: give this entry another, so that each can be cited."
        entry.troubles.append(Trouble(reason, entry.key_place))
        entry.notes.append("the key stands in the file before")
        name = f"{name}#{before + 1}"
    made = record(item, entry, name, parents=parents, neighbours=neighbours)
    made.numbered = not entry.key
    return made.build()


def _rejected(item: SourceItem, trouble: Trouble) -> Rejected:
    return Rejected(item.source, trouble.reason, item.id, trouble.at)


class _Keys:
    """How often each key was met, in sixteen bytes a key: those of a large file are many."""

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 << 10))
        self._count = 0
        self._again: dict[int, int] = {}

    def add(self, key: str) -> int:
        """Note a key; tell how often it was met before."""
        mark = int.from_bytes(blake2b(key.encode("utf-8"), digest_size=8).digest(), "big") or 1
        at = self._slot(mark)
        if self._slots[at] == mark:
            self._again[mark] = self._again.get(mark, 0) + 1
            return self._again[mark]
        self._slots[at] = mark
        self._count += 1
        if 2 * self._count > len(self._slots):
            old, self._slots = self._slots, array("Q", bytes(16 * len(self._slots)))
            for one in old:
                if one:
                    self._slots[self._slot(one)] = one
        return 0

    def _slot(self, mark: int) -> int:
        at = mark % len(self._slots)
        while self._slots[at] not in {0, mark}:
            at = (at + 1) % len(self._slots)
        return at


SOURCE: Final = Reader(
    kind="bibtex",
    description="BibTeX and BibLaTeX files, in any encoding that they tell",
    read=read,
)
