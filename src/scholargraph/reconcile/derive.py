"""Fields that follow from others: what each follows from, once the others are merged.

It chooses nothing: `merge` does.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Final

from scholargraph.model import (
    Conflict,
    Contribution,
    ContributorRole,
    Evidence,
    Gap,
    MarkedText,
    Publication,
    PublicationType,
    Record,
    SourceRecord,
    Text,
)


@dataclass(slots=True)
class Merged:
    """A record, the evidence of each (field, value), and its conflicts."""

    record: Record
    evidence: dict[tuple[str, Hashable], list[Evidence]] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)

    def back(self, field: str, value: Hashable, found: Evidence) -> None:
        """Add evidence for a value, once."""
        known = self.evidence.setdefault((field, value), [])
        if found not in known:
            known.append(found)


def back(reading: SourceRecord, name: str, merged: Merged, *, as_value: tuple[str, Hashable]) -> None:
    """Give what a reading says of a field as evidence for a field and value."""
    for found in reading.attributions:
        if found.field == name:
            merged.back(*as_value, found.evidence)


def _cleaned(ranked: Sequence[SourceRecord], merged: Merged) -> Text | None:
    """A cleaned abstract stands only beside the raw one that it was made of."""
    for reading in ranked:
        work = reading.record
        if not isinstance(work, Publication) or work.abstract_cleaned is None:
            continue
        if work.abstract == getattr(merged.record, "abstract", None):
            back(reading, "abstract_cleaned", merged, as_value=("abstract_cleaned", work.abstract_cleaned))
            return work.abstract_cleaned
    return None


def _marked(ranked: Sequence[SourceRecord], merged: Merged) -> tuple[MarkedText, ...]:
    """What stands with markup, of the words that are stated; of one text in two ways, that of the preferred source."""
    stated = set(_words(merged.record))
    kept: dict[str, MarkedText] = {}
    for reading in ranked:
        for found in reading.attributions:
            one = found.value
            if not isinstance(one, MarkedText) or one.plain not in stated:
                continue
            if kept.setdefault(one.plain, one).html == one.html:
                merged.back("marked", kept[one.plain], found.evidence)
    return tuple(kept.values())


def _words(value: Any) -> Iterator[str]:
    """Every text in a value, however deep."""
    if type(value) is str:
        yield value
    elif isinstance(value, tuple):
        for member in value:
            yield from _words(member)
    elif is_dataclass(value) and not isinstance(value, type | MarkedText):
        for part in fields(value):
            yield from _words(getattr(value, part.name))


def _gaps(ranked: Sequence[SourceRecord], merged: Merged) -> tuple[Gap, ...]:
    """What no source tells."""
    gaps: dict[Gap, None] = {}
    for reading in ranked:
        for found in reading.attributions:
            if found.field == "gaps" and isinstance(found.value, Gap) and not _filled(found.value, merged.record):
                gaps[found.value] = None
                merged.back("gaps", found.value, found.evidence)
    return tuple(gaps)


def _filled(gap: Gap, record: Record) -> bool:
    """Whether another source has filled a gap. What is still missing is not filled."""
    if not isinstance(record, Publication):
        return False
    authors: tuple[Contribution, ...] = tuple(one for one in record.contributions if one.role is ContributorRole.AUTHOR)
    filled = {
        Gap.TITLE_LOST: record.title is not None,
        Gap.AUTHORS_TRUNCATED: record.authors_complete,
        Gap.AUTHORS_LOST: record.authors_complete or sum(one.person is None for one in authors) > 0,
        Gap.POSITION_UNKNOWN: all(one.position is not None for one in authors),
        Gap.DATE_UNKNOWN: record.issued is not None,
        Gap.VENUE_UNKNOWN: record.venue is not None,
        Gap.TYPE_UNKNOWN: record.type is not PublicationType.OTHER,
    }
    return filled.get(gap, False)


DERIVATIONS: Final[Mapping[str, Callable[[Sequence[SourceRecord], Merged], Any]]] = {
    "abstract_cleaned": _cleaned,
    "marked": _marked,
    "gaps": _gaps,
}
"""What each field that follows from others follows from."""
