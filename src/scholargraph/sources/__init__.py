"""Sources: one module a format, each turning an item into records with places; it joins nothing and says no RDF.

A reader is found by its entry point in the group `scholargraph.sources`; another package may add one, and needs nothing
but this module and the model.
"""

from scholargraph.acquire import SourceItem, TextContent, item_of
from scholargraph.sources.builder import Content, RecordBuilder
from scholargraph.sources.reader import ENTRY_POINTS, Option, Options, Reader, kinds, reader

__all__ = [
    "ENTRY_POINTS",
    "Content",
    "Option",
    "Options",
    "Reader",
    "RecordBuilder",
    "SourceItem",
    "TextContent",
    "item_of",
    "kinds",
    "reader",
]
