"""Verification: what a reader gives is held against the items it read, and every place gets its line and column.

It corrects nothing: a record that does not fit becomes a `Rejected`, and says whose fault that is.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final, get_args

from scholargraph.acquire import MAX_BYTES, Resolver, SourceItem
from scholargraph.errors import LocatorError, SourceError
from scholargraph.model import (
    RECORD_CLASSES,
    Decision,
    EntryField,
    Evidence,
    Locator,
    Reading,
    Rejected,
    RestsOn,
    SourceRecord,
    TextSpan,
    fields_of,
    place,
)

REPORT: Final = "report it to the author of the reader"
_OPEN_SIBLINGS: Final = 4
"""How many other items are held open for the quotes of curated facts."""
_NOTHING: Final = object()
_LOCATORS: Final = get_args(Locator)


class Verifier:
    """Checks the records of one item; it opens the item once, and others where evidence leads there."""

    def __init__(self, item: SourceItem, *, limit: int = MAX_BYTES) -> None:
        self.item = item
        self.own = Resolver(item, limit=limit)
        self._limit = limit
        self._others: OrderedDict[tuple[str, str], Resolver] = OrderedDict()
        self._siblings: dict[tuple[str, str], SourceItem] | None = None

    def close(self) -> None:
        """Close all items."""
        for resolver in (self.own, *self._others.values()):
            resolver.close()
        self._others.clear()

    def verified(self, given: SourceRecord | Decision | Rejected) -> SourceRecord | Decision | Rejected:
        """Give a record with its positions, or say why it cannot be used."""
        if isinstance(given, Decision):
            return self._fault(given.whole) or given  # it states nothing, but has a place
        if isinstance(given, Rejected):
            named = replace(given, source=self.item.source, item=given.item or self.item.id)
            if named.item != self.item.id or not isinstance(named.locator, TextSpan | EntryField):
                return named
            return replace(named, position=self.own.position(named.locator))
        wrong = wrong_type(given)
        if wrong is None and (given.whole.source, given.whole.item) != (self.item.source, self.item.id):
            wrong = f"an entry of another item ({given.whole.item})"
        if wrong is not None:
            return Rejected(self.item.source, f"The reader gives {wrong}: {REPORT}.", self.item.id)
        for evidence in {id(one): one for one in evidence_of(given)}.values():
            fault = self._fault(evidence)
            if fault is not None:
                return fault
        return given

    def _fault(self, evidence: Evidence) -> Rejected | None:
        """Hold a piece of evidence against its item; one that fits is given its position."""
        locator = evidence.locator
        resolver = self._resolver(evidence)
        if resolver is not None:
            try:
                if isinstance(locator, TextSpan | EntryField):
                    fits = resolver.resolve(locator) == evidence.quote
                else:
                    fits = not resolver.parsed or resolver.resolve(locator) == evidence.quote
                if fits:
                    # In place: a position is no part of what evidence is, and copying every record for it is slow.
                    object.__setattr__(evidence, "position", resolver.position(locator))
                    return None
            except (LocatorError, SourceError):
                pass
        shown = place(evidence.item, evidence.locator)
        within = (
            f" (bytes {evidence.locator.start} to {evidence.locator.end})"
            if isinstance(evidence.locator, TextSpan | EntryField)
            else ""
        )
        return Rejected(
            self.item.source,
            f"The reader gives a place that does not hold its words, {shown}{within}: {REPORT}.",
            self.item.id,
            evidence.locator if resolver is self.own else None,
        )

    def _resolver(self, evidence: Evidence) -> Resolver | None:
        """Give what resolves places of the item that evidence names; None where the site has no such item."""
        name = (evidence.source, evidence.item)
        if name == (self.item.source, self.item.id):
            return self.own
        if name in self._others:
            self._others.move_to_end(name)
            return self._others[name]
        if self._siblings is None:
            self._siblings = {(item.source, item.id): item for items in self.item.siblings().values() for item in items}
        if name not in self._siblings:
            return None
        if len(self._others) >= _OPEN_SIBLINGS:
            self._others.popitem(last=False)[1].close()
        return self._others.setdefault(name, Resolver(self._siblings[name], limit=self._limit))


def wrong_type(given: SourceRecord) -> str | None:
    """Say what of a record is of another type than the model has it, if something is. The builder lets none through."""
    record = given.record
    known: type = type(record)
    if known not in RECORD_CLASSES:
        return f"a record of no class of the model ({known.__name__})"
    for name, kind, many, default in _types(known):  # type: ignore[arg-type]  # classes are hashable
        value = getattr(record, name)
        if value is default:
            continue
        right = (
            isinstance(value, tuple) and all(isinstance(one, kind) for one in value)
            if many
            else isinstance(value, kind)
        )
        if not right:
            return f"a {type(record).__name__} whose {name} is of a wrong type ({type(value).__name__})"
    if not all(map(_is_evidence, evidence_of(given))):
        return f"a {type(record).__name__} with evidence that is none"
    if not _is_reading(given.reading):
        return f"a {type(record).__name__} with a reading that is none"
    return None


def evidence_of(given: SourceRecord) -> Iterator[Evidence]:
    """Give all evidence of a record, some of it several times."""
    yield given.whole
    yield from (one.evidence for one in given.attributions)
    yield from (one.evidence for one in given.disputes)


@cache
def _types(record: type) -> tuple[tuple[str, type, bool, object], ...]:
    """Give of each field its name, the type of a value, whether there are many, and what it is without a word."""
    return tuple(
        (name, field.type, field.many, _NOTHING if field.required else field.default)
        for name, field in fields_of(record).items()
    )


def _is_reading(reading: object) -> bool:
    if not isinstance(reading, Reading):
        return reading is None
    return all(isinstance(part, str) for part in (reading.layout, reading.because)) and isinstance(
        reading.confidence, int | float
    )


def _is_evidence(evidence: object) -> bool:
    return (
        isinstance(evidence, Evidence)
        and all(isinstance(part, str) for part in (evidence.source, evidence.item, evidence.quote))
        and isinstance(evidence.locator, _LOCATORS)
        and isinstance(evidence.rests_on, RestsOn | None)
    )
