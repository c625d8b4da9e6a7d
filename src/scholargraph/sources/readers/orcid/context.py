"""What the reading of one item of ORCID's shares: the item, the records beside its entries, and what is not stated."""

from __future__ import annotations

from dataclasses import dataclass

from scholargraph.acquire.items import SourceItem
from scholargraph.sources.parts import Neighbours
from scholargraph.sources.readers.orcid.values import Notes


@dataclass(frozen=True, slots=True)
class Context:
    """The item that is read, its venues and organisations, and the notes of what is not stated."""

    item: SourceItem
    neighbours: Neighbours
    notes: Notes

    @classmethod
    def of(cls, item: SourceItem) -> Context:
        """Begin the reading of an item."""
        return cls(item, Neighbours(item), Notes(item))
