"""CSL-JSON: a list of items, one item, `{"items": [...]}`, or JSON Lines.

The format: <https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html> and the schema named in `tables`.
What is read of it stands in `docs/formats/csl-json.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scholargraph.acquire import SourceItem
from scholargraph.model import Rejected, SourceRecord
from scholargraph.sources.reader import Options, Reader
from scholargraph.sources.readers.csl_json.work import read_work
from scholargraph.sources.readers.json_works import read_works

PATHS: Final = ("/items",)


def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    """Give the works of an item. Raises SourceError for an item that is empty or no JSON."""
    yield from read_works(item, PATHS, read_work)


SOURCE: Final = Reader(
    kind="csl-json",
    description="CSL-JSON, as Zotero, citeproc and Citation.js write it",
    read=read,
)
