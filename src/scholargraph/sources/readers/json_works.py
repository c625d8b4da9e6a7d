"""Readers of JSON whose every entry is a work: the loop over the entries, and what is said of those that are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from scholargraph.acquire import SourceItem
from scholargraph.acquire.json_stream import JsonEntry, JsonFault, json_entries
from scholargraph.model import Rejected, SourceRecord
from scholargraph.sources.parts import Neighbours
from scholargraph.sources.readers.json_record import Names


class ReadWork(Protocol):
    """Gives the record of an entry that is an object, those beside it, and what of it is rejected."""

    def __call__(
        self, item: SourceItem, entry: JsonEntry, *, names: Names, neighbours: Neighbours
    ) -> Iterator[SourceRecord | Rejected]:
        """Read one work."""
        ...


def read_works(item: SourceItem, paths: Sequence[str], read_work: ReadWork) -> Iterator[SourceRecord | Rejected]:
    """Give the works of an item; `paths` are where they are in an answer. Raises SourceError for one that is empty or no JSON."""
    names, neighbours = Names(), Neighbours(item)
    for entry in json_entries(item, paths):
        if isinstance(entry, JsonFault):
            yield Rejected(item.source, entry.reason, item.id, entry.locator)
        elif not isinstance(entry.value, dict):
            yield Rejected(item.source, "This entry is no object, as a work is: correct it.", item.id, entry.at())
        else:
            yield from read_work(item, entry, names=names, neighbours=neighbours)
