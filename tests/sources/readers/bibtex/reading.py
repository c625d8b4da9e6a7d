"""What the tests of the reader share: an entry read to its record, and what was said of it."""

from __future__ import annotations

from dataclasses import dataclass

from scholargraph.acquire import Resolver, SourceItem, item_of
from scholargraph.model import EntryField, Publication, Rejected, SourceRecord, Venue
from scholargraph.sources.readers.bibtex import SOURCE
from scholargraph.sources.reading_worker import given
from scholargraph.sources.verification import evidence_of


@dataclass(frozen=True)
class Read:
    """What was made of a file."""

    item: SourceItem
    works: list[SourceRecord]
    venues: list[Venue]
    rejected: list[Rejected]

    @property
    def work(self) -> Publication:
        """The only work."""
        (only,) = self.works
        assert isinstance(only.record, Publication)
        return only.record

    @property
    def entries(self) -> list[Rejected]:
        """The entries that could not be read."""
        return [one for one in self.rejected if not isinstance(one.locator, EntryField)]

    @property
    def reasons(self) -> list[str]:
        """What was said, in words."""
        return [one.reason for one in self.rejected]

    def quotes(self, field: str) -> list[str]:
        """The words in which a field of the only work stands."""
        (only,) = self.works
        return [one.evidence.quote for one in only.attributions if one.field == field]


def read(text: str | bytes, *, id: str = "works.bib") -> Read:  # noqa: A002 - the item's name
    """Read a file, and hold every place against it."""
    item = item_of(text, id=id)
    resolver = Resolver(item)
    works: list[SourceRecord] = []
    venues: list[Venue] = []
    rejected: list[Rejected] = []
    for one in given(SOURCE, item, {}):
        if isinstance(one, Rejected):
            rejected.append(one)
            continue
        assert isinstance(one, SourceRecord)
        for evidence in evidence_of(one):
            assert resolver.resolve(evidence.locator) == evidence.quote
        if isinstance(one.record, Publication):
            works.append(one)
        else:
            assert isinstance(one.record, Venue)
            venues.append(one.record)
    return Read(item, works, venues, rejected)


def article(fields: str) -> Read:
    """Read an @article with these fields."""
    return read(f"@article{{a, {fields}}}\n")
