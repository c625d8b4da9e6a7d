"""Acquisition: the items that a source consists of, opened safely, and the places in them.

It is the only room that opens what a source names; it knows no format of records.
"""

from scholargraph.acquire.canonical_json import canonical, json_quote
from scholargraph.acquire.files import Located, items, media_type
from scholargraph.acquire.items import MAX_BYTES, Siblings, SourceItem, item_of
from scholargraph.acquire.resolve import Resolver, resolve
from scholargraph.acquire.text import LineIndex, TextContent

__all__ = [
    "MAX_BYTES",
    "LineIndex",
    "Located",
    "Resolver",
    "Siblings",
    "SourceItem",
    "TextContent",
    "canonical",
    "item_of",
    "items",
    "json_quote",
    "media_type",
    "resolve",
]
