"""Fields that follow from others: what each follows from, once the others are merged.

It chooses nothing: `fusion` does.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, Final

from scholargraph.model import (
    Attribution,
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
from scholargraph.reconcile.preference import Preference


class Merged:
    """A record, the evidence of each (field, value), its conflicts, and whose word is stated."""

    def __init__(self, record: Record, preference: Preference) -> None:
        self.record, self.preference = record, preference
        self.conflicts: list[Conflict] = []
        self._evidence: dict[tuple[str, Hashable], dict[Evidence, None]] = {}

    def back(self, field: str, value: Hashable, *found: Evidence) -> None:
        """Add evidence for a value, each once."""
        if found:
            self._evidence.setdefault((field, value), {}).update(dict.fromkeys(found))

    def evidence(self) -> dict[tuple[str, Hashable], tuple[Evidence, ...]]:
        """Give the evidence of each value, in the order in which it was found."""
        return {claim: tuple(found) for claim, found in self._evidence.items()}


class Said:
    """A reading with what it attributes, looked up by field and by value."""

    def __init__(self, reading: SourceRecord, *, of_preprint: bool = False) -> None:
        self.reading, self.of_preprint = reading, of_preprint
        self.source = reading.whole.source
        self._found: dict[str, list[Attribution]] = {}
        self._by_value: dict[str, dict[Hashable, list[Evidence]]] = {}
        for one in reading.attributions:
            self._found.setdefault(one.field, []).append(one)

    @property
    def fields(self) -> Iterable[str]:
        """The fields that the reading says something of, in the order in which it does."""
        return self._found

    def attributions(self, field: str) -> Sequence[Attribution]:
        """Give what it says of a field, in its order."""
        return self._found.get(field, ())

    def proofs(self, field: str) -> Iterator[Evidence]:
        """Give the evidence of all that it says of a field."""
        return (one.evidence for one in self.attributions(field))

    def evidence(self, field: str, value: Hashable) -> Sequence[Evidence]:
        """Give the evidence of one value."""
        known = self._by_value.get(field)
        if known is None:
            known = self._by_value[field] = {}
            for one in self.attributions(field):
                known.setdefault(one.value, []).append(one.evidence)
        return known.get(value, ())


def _cleaned(ranked: Sequence[Said], merged: Merged) -> Text | None:
    """A cleaned abstract stands only beside the raw one that it was made of."""
    for one in ranked:
        work = one.reading.record
        if not isinstance(work, Publication) or work.abstract_cleaned is None:
            continue
        if work.abstract == getattr(merged.record, "abstract", None):
            merged.back("abstract_cleaned", work.abstract_cleaned, *one.proofs("abstract_cleaned"))
            return work.abstract_cleaned
    return None


def _marked(ranked: Sequence[Said], merged: Merged) -> tuple[MarkedText, ...]:
    """What stands with markup, of the words that are stated; of one text in two ways, that of the preferred source."""
    stated = set(_words(merged.record))
    kept: dict[str, MarkedText] = {}
    for said in ranked:
        for found in said.reading.attributions:
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


def _gaps(ranked: Sequence[Said], merged: Merged) -> tuple[Gap, ...]:
    """What no source tells."""
    gaps: dict[Gap, None] = {}
    for one in ranked:
        for found in one.attributions("gaps"):
            if isinstance(found.value, Gap) and not _filled(found.value, merged.record):
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


DERIVATIONS: Final[Mapping[str, Callable[[Sequence[Said], Merged], Any]]] = {
    "abstract_cleaned": _cleaned,
    "marked": _marked,
    "gaps": _gaps,
}
"""What each field that follows from others follows from."""
