"""What was read out of files, as it comes: what every report counts, and JSON Lines for programs (`read_lines` is for people).

JSON Lines, not one document: each record is there as soon as it is read, `head` and `jq` take it as it is, nothing is kept
in memory, and where a file breaks off what came before is whole. The last line counts, so that a cut is noticed.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from scholargraph.acquire import Resolver, SourceItem
from scholargraph.cli.value_words import data, words
from scholargraph.errors import LocatorError, Place, SourceError
from scholargraph.model import (
    Attribution,
    Decision,
    EntryField,
    Evidence,
    Locator,
    MatchDecision,
    Rejected,
    RestsOn,
    SourceRecord,
    TextSpan,
    fields_of,
)
from scholargraph.sources.file_plan import FilePlan


class Report(ABC):
    """What is told of the reading, and what is counted."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.records: Counter[str] = Counter()
        self.rejected = 0
        self.unreadable = 0
        self._items: dict[str, SourceItem] = {}
        self._opened: Resolver | None = None

    def begin(self, plan: FilePlan) -> None:
        """Tell which file is read."""
        self._items = plan.items()

    def add(self, plan: FilePlan, found: SourceRecord | Decision | Rejected) -> None:
        """Tell what was read, or rejected."""
        if isinstance(found, SourceRecord):
            self.records[found.record.collection] += 1
            self.show(plan, found)
            return
        if isinstance(found, Decision):
            self.decide(plan, found)
            return
        self.rejected += 1
        self.refuse(plan, found, self._words(found))

    def fail(self, file: str, message: str, place: Place | None) -> None:
        """Tell that a file could not be read to its end."""
        self.unreadable += 1

    @abstractmethod
    def show(self, plan: FilePlan, found: SourceRecord) -> None:
        """Tell what was read."""

    @abstractmethod
    def decide(self, plan: FilePlan, found: Decision) -> None:
        """Tell what is decided on an old address, or on what is the same thing."""

    @abstractmethod
    def refuse(self, plan: FilePlan, found: Rejected, quote: str | None) -> None:
        """Tell what was rejected, and the words that stand there."""

    @abstractmethod
    def end(self) -> None:
        """Tell how much it was."""

    def write(self, text: str) -> None:
        """Write a line."""
        self._out.write(text.encode("utf-8", "replace") + b"\n")

    def _words(self, found: Rejected) -> str | None:
        """Give the words that were rejected, where they are a stretch of a text."""
        item = self._items.get(found.item or "")
        if item is None or not isinstance(found.locator, TextSpan | EntryField):
            return None
        if self._opened is None or self._opened.item is not item:  # once for all that is rejected of it
            if self._opened is not None:
                self._opened.close()
            self._opened = Resolver(item)
        try:
            return self._opened.resolve(found.locator)
        except (LocatorError, SourceError):
            return None


class JsonReport(Report):
    """An object a line: records, what is rejected, files that cannot be read, at last the numbers."""

    def show(self, plan: FilePlan, found: SourceRecord) -> None:
        """Give a record with all that is known of it."""
        self.put(
            "record",
            file=plan.file,
            kind=found.record.collection,
            key=found.record.key,
            reading=data(found.reading),
            **_evidence(plan, found.whole),
            fields={
                name: [
                    {"value": data(one.value), "text": words(one.value), **_evidence(plan, one.evidence)}
                    for one in given
                ]
                for name, given in by_field(found)
            },
            match=data(found.selector),
            not_stated=[
                {
                    "field": one.field,
                    "value": data(one.value),
                    "text": words(one.value),
                    "reason": one.reason,
                    **_evidence(plan, one.evidence),
                }
                for one in found.disputes
            ],
        )

    def decide(self, plan: FilePlan, found: Decision) -> None:
        """Give the key, or the things, and what is said of them."""
        if isinstance(found, MatchDecision):
            told = {"same": found.same, "things": list(found.things), "by": found.by, "on": found.on.isoformat()}
            self.put("match", file=plan.file, **told, reason=found.reason, **_evidence(plan, found.whole))
            return
        said = {"same": found.same, "different": list(found.different), "gone": found.gone}
        self.put("address", file=plan.file, key=found.key, **said, **_evidence(plan, found.whole))

    def refuse(self, plan: FilePlan, found: Rejected, quote: str | None) -> None:
        """Give what was rejected."""
        place = found.place
        shown = None if place is None else _place(plan.placed(place), found.locator)
        self.put("rejected", file=plan.file, reason=found.reason, place=shown, quote=quote)

    def fail(self, file: str, message: str, place: Place | None) -> None:
        """Give why a file could not be read."""
        super().fail(file, message, place)
        self.put("unreadable", file=file, reason=message, place=None if place is None else _place(place, None))

    def end(self) -> None:
        """Give the numbers."""
        self.put(
            "summary", records=dict(sorted(self.records.items())), rejected=self.rejected, unreadable=self.unreadable
        )

    def put(self, what: str, **told: Any) -> None:
        """Write an object. Characters that steer a terminal, and halves of characters, are written as JSON's escapes."""
        text = json.dumps({"type": what, **told}, ensure_ascii=False)
        self.write(text if text.isprintable() else "".join(map(_escaped, text)))


def by_field(found: SourceRecord) -> Iterator[tuple[str, list[Attribution]]]:
    """Give what is told of each field, in the order of the registry."""
    told: dict[str, list[Attribution]] = {}
    for one in found.attributions:
        told.setdefault(one.field, []).append(one)
    yield from ((name, told[name]) for name in fields_of(type(found.record)) if name in told)


def _evidence(plan: FilePlan, evidence: Evidence) -> dict[str, Any]:
    """Give a piece of evidence as data: the place, the words, and what a curated fact rests on."""
    told = {"place": _place(plan.placed(evidence.place), evidence.locator), "quote": evidence.quote}
    rests: RestsOn | None = evidence.rests_on
    return told if rests is None else {**told, "rests_on": data(rests)}


def _place(place: Place, locator: Locator | None) -> dict[str, Any]:
    """Give a place as data: for people, and as the locator that programs resolve."""
    exact = None if locator is None else {"type": type(locator).__name__, **data(locator)}
    return {"file": place.file, "line": place.line, "column": place.column, "inside": place.inside, "locator": exact}


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    return json.dumps(character)[1:-1]
