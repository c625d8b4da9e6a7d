"""Finding the record of which a curated fact speaks: by an identifier, a title, a name, or how the abstract begins."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from itertools import islice, takewhile

from scholargraph.errors import MatchError
from scholargraph.model import Record, Selector, SourceRecord
from scholargraph.reconcile.fingerprints import identifiers, names, normal


class Lookup:
    """What readings are called, so that a selector finds them."""

    def __init__(self) -> None:
        self._called: dict[Hashable, list[SourceRecord]] = {}
        self._abstracts: list[tuple[str, int, SourceRecord]] = []
        self._sorted = 0

    def add(self, reading: SourceRecord) -> None:
        """Take a reading."""
        kind = type(reading.record)
        for name in {*(normal(name) for name in names(reading.record)), *identifiers(reading.record)}:
            self._called.setdefault((kind, name), []).append(reading)
        abstract = getattr(reading.record, "abstract", None)
        if abstract is not None:
            self._abstracts.append((normal(abstract.value), len(self._abstracts), reading))

    def found(self, kind: type[Record], selector: Selector) -> Sequence[SourceRecord]:
        """Give every reading of a kind that a selector fits."""
        if selector.abstract is not None:
            return self._with_abstract(normal(selector.abstract))
        if selector.identifier is not None:
            return self._called.get((kind, selector.identifier), [])
        return self._called.get((kind, normal(selector.title or selector.name or "")), [])

    def _with_abstract(self, beginning: str) -> list[SourceRecord]:
        """Readings whose abstract begins so, found by bisection."""
        if len(self._abstracts) != self._sorted:
            self._abstracts.sort(key=lambda entry: entry[:2])
            self._sorted = len(self._abstracts)
        place = bisect_left(self._abstracts, beginning, key=lambda entry: entry[0])
        found = takewhile(lambda entry: entry[0].startswith(beginning), islice(self._abstracts, place, None))
        return [reading for _, _, reading in found]


def refusal(reading: SourceRecord, selector: Selector, count: int) -> MatchError:
    """Give the error for a selector that finds no thing, or several."""
    kind = type(reading.record).collection
    words = next(
        f"{part} “{value}”"
        for part, value in (
            ("identifier", selector.identifier), ("title", selector.title), ("name", selector.name),
            ("abstract beginning", selector.abstract),
        ) if value is not None
    )  # fmt: skip
    where = reading.whole.place
    if not count:
        return MatchError(f"No {kind} has the {words}: correct it, or leave `match` out to add a record.", where)
    return MatchError(f"{count} {kind} records have the {words}: match by something that only one has.", where)
