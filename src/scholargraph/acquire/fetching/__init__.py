"""Fetching by identifier, with manners: from the services that know works, persons and organisations, into a cache.

It knows no format of records, and publishes nothing: what was fetched is read from the cache, by the readers that exist.
"""

from scholargraph.acquire.fetching.cache import Cache
from scholargraph.acquire.fetching.fetch_request import FetchRequest, request_for
from scholargraph.acquire.fetching.fetch_sources import Outcome, Progress, fetch
from scholargraph.acquire.fetching.fetched import (
    OPTIONS,
    Fetched,
    Provenance,
    fetched,
    harvests,
    is_fetched,
    keys_of,
    provenance,
    reader_options,
)
from scholargraph.acquire.fetching.index_rows import Harvest
from scholargraph.acquire.fetching.rewriting import rewrite
from scholargraph.acquire.fetching.transport import World

__all__ = [
    "OPTIONS",
    "Cache",
    "FetchRequest",
    "Fetched",
    "Harvest",
    "Outcome",
    "Progress",
    "Provenance",
    "World",
    "fetch",
    "fetched",
    "harvests",
    "is_fetched",
    "keys_of",
    "provenance",
    "reader_options",
    "request_for",
    "rewrite",
]
