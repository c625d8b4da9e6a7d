"""Curation: facts in TOML that complete or correct what other sources say, each with what it rests on.

It guesses nothing and looks nothing up: a quote must stand, word for word, in the text that it quotes. What it does
not understand is an error, since the file is the site's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from scholargraph.acquire import MAX_BYTES, SourceItem
from scholargraph.model import RECORD_CLASSES, Decision, Record, Rejected, SourceRecord
from scholargraph.sources.curated_addresses import ADDRESS, read_decision
from scholargraph.sources.curated_entries import EntryReader
from scholargraph.sources.curated_file import CuratedFile
from scholargraph.sources.curated_matches import DIFFERENT, SAME, read_match
from scholargraph.sources.reader import Options, Reader

CLASSES: Final[Mapping[str, type[Record]]] = {kind.collection: kind for kind in RECORD_CLASSES}
"""The class of record of each collection."""


def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Decision | Rejected]:
    """Read every entry of a curation file. Raises SourceError or QuoteError with file, line and remedy."""
    file = CuratedFile(item, MAX_BYTES)
    entries = file.entries((*CLASSES, ADDRESS, SAME, DIFFERENT))
    reader = EntryReader(file)
    for collection, index, entry in entries:
        if collection == ADDRESS:
            yield read_decision(file, entry, (collection, index))
        elif collection in {SAME, DIFFERENT}:
            yield read_match(file, entry, (collection, index))
        else:
            yield reader.read(CLASSES[collection], entry, (collection, index))


SOURCE: Final = Reader(
    kind="curation",
    description="Facts in TOML that complete or correct the others, each with what it rests on",
    read=read,
    max_bytes=MAX_BYTES,
)
