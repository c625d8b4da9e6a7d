"""What was fetched, as items for the readers that exist: read from the cache alone, never from the network.

A source of which nothing is there, or whose body is damaged, is told in a sentence with the remedy.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any, BinaryIO, Final

from scholargraph.acquire.fetching.cache import Cache
from scholargraph.acquire.fetching.fetch_request import FetchRequest, checked, landing_page
from scholargraph.acquire.fetching.fetchers import FETCHERS
from scholargraph.acquire.fetching.index_rows import Harvest, Part
from scholargraph.acquire.fetching.remote_sparql import query_of
from scholargraph.acquire.fetching.service_table import address_of
from scholargraph.acquire.items import Siblings, SourceItem
from scholargraph.config import Settings, SourceSettings
from scholargraph.errors import Place, SourceError, UsageError
from scholargraph.model import Rejected

FORM: Final = "1"
"""Changes whenever the same answers would be put together otherwise: then they are fetched anew."""

OPTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "oai-pmh": {
        "prefix": "The metadata format (metadataPrefix); absent: oai_dc.",
        "set": "The set of records (setSpec).",
        "from": "The first day of change: YYYY-MM-DD.",
        "until": "The last day of change: YYYY-MM-DD.",
    },
    "sparql": {"query": "The file in the site's folder with the CONSTRUCT query."},
}
"""What a source may tell its fetching, by kind; all else in its options is its reader's."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The items of a source for one kind of reader."""

    reader: str
    items: tuple[SourceItem | Rejected, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where what a source fetches can be looked at, and when it came."""

    url: str | None
    retrieved: date | None


def is_fetched(source: SourceSettings) -> bool:
    """Whether a source is fetched, and does not lie in the site's folder."""
    return bool(source.ids)


def parameters(source: SourceSettings) -> dict[str, str]:
    """Give the options of a source that are its fetching's. Raises UsageError for one that is no text or day."""
    found = {}
    for name in OPTIONS.get(source.kind, {}):
        value = source.options.get(name)
        if value is None:
            continue
        if not isinstance(value, str | date) or not str(value).strip():
            raise UsageError(f"{name} is a text: write it in quotation marks.")
        found[name] = str(value)
    return found


def reader_options(source: SourceSettings) -> dict[str, Any]:
    """Give the options of a source that are its reader's."""
    return {name: value for name, value in source.options.items() if name not in OPTIONS.get(source.kind, {})}


def key_of(request: FetchRequest, source: SourceSettings, settings: Settings) -> str:
    """Give the key of a harvest: another id, address, parameter or query is another one. Raises UsageError."""
    told = parameters(source)
    query = query_of(settings.directory, told.get("query")) if request.kind == "sparql" else ""
    addresses = [address_of(name, settings.fetch) for name in FETCHERS[request.kind].services]
    parts = [FORM, request.kind, request.id, addresses, sorted(told.items()), query]
    return hashlib.sha256(json.dumps(parts).encode("utf-8")).hexdigest()


def keys_of(settings: Settings) -> frozenset[str]:
    """Give the keys of all harvests that a site asks for now."""
    found = set()
    for source in settings.sources:
        for request in _requests(source):
            with suppress(UsageError):
                found.add(key_of(request, source, settings))
    return frozenset(found)


def fetched(
    source: SourceSettings, *, cache: Cache, staged: bool = False, siblings: Callable[[], Siblings] = dict
) -> tuple[Fetched, ...]:
    """Give the items of a source, and what is missing of them, for each kind of reader that reads them.

    `staged` gives what would be current after `Cache.take_over`.
    """
    index, readers = cache.index(staged=staged), FETCHERS[source.kind].readers
    found: dict[str, list[SourceItem | Rejected]] = {name: [] for name in readers}
    for words in source.ids:
        missing, harvest = _harvest_of(words, source, cache, index)
        if harvest is None:
            found[readers[0]].append(Rejected(source.name, missing, f"{source.kind} {words}"))
            continue
        for part in harvest.parts:
            found.setdefault(part.reader, []).append(_item(source, part, cache, siblings))
    return tuple(Fetched(name, tuple(listed)) for name, listed in found.items() if listed)


def harvests(source: SourceSettings, *, cache: Cache, staged: bool = False) -> Iterator[tuple[FetchRequest, Harvest]]:
    """Give what is there of a source, id by id; `staged` gives what would be current after `Cache.take_over`."""
    index = cache.index(staged=staged)
    for request in _requests(source):
        _missing, harvest = _harvest_of(request.id, source, cache, index)
        if harvest is not None:
            yield request, harvest


def provenance(source: SourceSettings, *, cache: Cache, staged: bool = False) -> Provenance:
    """Tell where what a source fetches can be looked at, and when the newest of it came; nothing of what is not there."""
    requests = list(_requests(source))
    days = [part.day for _request, one in harvests(source, cache=cache, staged=staged) for part in one.parts]
    url = source.url or (landing_page(requests[0]) if len(requests) == 1 else None)
    return Provenance(url, max(days, default=None))


def _requests(source: SourceSettings) -> Iterator[FetchRequest]:
    for words in source.ids:
        try:
            yield checked(source.kind, words)
        except UsageError:
            continue


def _harvest_of(
    words: str, source: SourceSettings, cache: Cache, index: Mapping[str, Harvest]
) -> tuple[str, Harvest | None]:
    """Give what is there of an id of a source, or say why nothing is."""
    try:
        harvest = index.get(key_of(checked(source.kind, words), source, cache.settings))
    except UsageError as error:
        return error.message, None
    remedy = f"`scholargraph refresh {cache.settings.directory}` fetches it."
    return f"Nothing is there yet of what is fetched as {source.kind} {words}: {remedy}", harvest


def _item(source: SourceSettings, part: Part, cache: Cache, siblings: Callable[[], Siblings]) -> SourceItem | Rejected:
    damaged = f"What was fetched is damaged or gone from the cache: `scholargraph refresh {cache.settings.directory}` fetches it anew."
    if not cache.is_sound(part.digest):
        return Rejected(source.name, damaged, part.id)

    def opener() -> BinaryIO:
        body = cache.body(part.digest)
        if body is None:
            raise SourceError(damaged, Place(part.id))
        return BytesIO(body)

    return SourceItem(
        source=source.name,
        id=part.id,
        media_type=part.media_type,
        opener=opener,
        retrieved=part.day,
        alone=False,
        siblings=siblings,
    )
