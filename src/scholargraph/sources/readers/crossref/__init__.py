"""Works of Crossref's REST API (`/works`): one work, a list of them, an answer of the API, or JSON Lines.

The format: <https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md> and <https://api.crossref.org/swagger-ui>.
What is read of it stands in `docs/formats/crossref.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scholargraph.acquire import SourceItem
from scholargraph.model import Rejected, SourceRecord
from scholargraph.sources.reader import Options, Reader
from scholargraph.sources.readers.crossref.work import read_work
from scholargraph.sources.readers.json_works import read_works

PATHS: Final = ("/message/items", "/message", "/items")
"""Where the works are in an answer: of a list, of one work, of the public data file."""


def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    """Give the works of an item. Raises SourceError for an item that is empty or no JSON."""
    yield from read_works(item, PATHS, read_work)


SOURCE: Final = Reader(
    kind="crossref",
    description="Works of Crossref's REST API: one, a list, an answer, JSON Lines",
    read=read,
)
