"""Works, authors, institutions, sources, publishers and funders of OpenAlex: one, a list, an answer, JSON Lines.

The format: <https://docs.openalex.org>. What is read of it stands in `docs/formats/openalex.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from scholargraph.acquire import SourceItem
from scholargraph.acquire.json_stream import JsonEntry, JsonFault, json_entries
from scholargraph.model import Key, Rejected, SourceRecord
from scholargraph.sources.parts import Neighbours
from scholargraph.sources.reader import Options, Reader
from scholargraph.sources.readers.json_record import Names, words_of
from scholargraph.sources.readers.openalex.entities import read_author, read_organization, read_source
from scholargraph.sources.readers.openalex.work import read_work

PATHS: Final = ("/results",)


def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    """Give the records of an item. Raises SourceError for an item that is empty or no JSON."""
    names, neighbours = Names(), Neighbours(item)
    people: dict[str, Key] = {}
    for entry in json_entries(item, PATHS):
        if isinstance(entry, JsonFault):
            yield Rejected(item.source, entry.reason, item.id, entry.locator)
            continue
        kind = _kind(entry.value)
        if kind == "W":
            yield from read_work(item, entry, names=names, neighbours=neighbours, people=people)
        elif kind == "A":
            yield from read_author(item, entry, names=names, people=people)
        elif kind in {"I", "P", "F"}:
            yield from read_organization(item, entry, names=names, neighbours=neighbours)
        elif kind in {"S", "V"}:
            yield from read_source(item, entry, names)
        else:
            yield _unknown(item, entry)
        yield from neighbours.new()


def _kind(value: Any) -> str | None:
    """Give the letter of what an entry is: of its id, or by its members where it has none."""
    if not isinstance(value, dict):
        return None
    id_ = words_of(value.get("id"))
    if id_ is not None:
        letters = id_.rpartition("/")[2][:1].upper()
        return (
            letters if words_of(value.get("display_name")) or words_of(value.get("title")) or letters == "W" else None
        )
    return "W" if "doi" in value or "authorships" in value else None


def _unknown(item: SourceItem, entry: JsonEntry) -> Rejected:
    reason = "This entry is no work, author, institution, source, publisher or funder with a name: it is not read."
    return Rejected(item.source, reason, item.id, entry.at())


SOURCE: Final = Reader(
    kind="openalex",
    description="Works, authors, institutions and sources of OpenAlex: one, a list, an answer, JSON Lines",
    read=read,
)
