"""CSL-JSON: a list of items, one item, `{"items": [...]}`, or JSON Lines.

The format: <https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html> and the schema named in `tables`.
What is read of it stands in `docs/formats/csl-json.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scholargraph.acquire import SourceItem
from scholargraph.acquire.json_stream import JsonFault, json_entries
from scholargraph.model import Rejected, SourceRecord
from scholargraph.sources.parts import Neighbours
from scholargraph.sources.reader import Options, Reader
from scholargraph.sources.readers.csl_json.work import read_work
from scholargraph.sources.readers.json_record import Names

PATHS: Final = ("/items",)


def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    """Give the works of an item. Raises SourceError for an item that is empty or no JSON."""
    names, neighbours = Names(), Neighbours(item)
    for entry in json_entries(item, PATHS):
        if isinstance(entry, JsonFault):
            yield Rejected(item.source, entry.reason, item.id, entry.locator)
        elif not isinstance(entry.value, dict):
            yield Rejected(item.source, "This entry is no object, as a work is: correct it.", item.id, entry.at())
        else:
            yield from read_work(item, entry, names=names, neighbours=neighbours)


SOURCE: Final = Reader(
    kind="csl-json",
    description="CSL-JSON, as Zotero, citeproc and Citation.js write it",
    read=read,
)
