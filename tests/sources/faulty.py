"""A reader that does what it is told: a line that is one of the words below makes it do what no reader may."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NoReturn

from scholargraph.errors import InternalError, Place, QuoteError, ScholarGraphError, SourceError
from scholargraph.model import Decision, JsonPointer, Publication, Rejected, SourceRecord, Text, TextSpan
from scholargraph.sources import Options, Reader, SourceItem
from tests.sources import toys

STRICT: Final = {"mode": "strict"}
_MIB: Final = 1 << 20


class UnprintableError(Exception):
    """An error that cannot even be told."""

    def __str__(self) -> str:
        raise ValueError("no words")


class ForeignError(ScholarGraphError):
    """An error of a plug-in, of a form that does not survive the way to another process."""

    def __init__(self, item: SourceItem) -> None:
        super().__init__(f"foreign words about {item.id}.", Place(item.id, 7))


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd(Publication):
    """A record that is of no class of the model."""


def record_of(item: SourceItem) -> SourceRecord:
    """The record of the first line."""
    found = next(toys.LINES.read(item, STRICT))
    assert isinstance(found, SourceRecord)
    return found


def _raise(error: Exception) -> NoReturn:
    raise error


def _forever(item: SourceItem) -> None:
    _forever(item)


def _loop(item: SourceItem) -> None:
    while True:
        pass


def _swallow(item: SourceItem) -> None:
    kept = []
    while True:
        kept.append(bytearray(_MIB))


DOES: Final[Mapping[str, Callable[[SourceItem], object]]] = {
    "raise": lambda _: _raise(KeyError("some key")),
    "source error": lambda item: _raise(SourceError("This is no list of titles: make it one.", Place(item.id, 2, 5))),
    "source error elsewhere": lambda _: _raise(SourceError("Another is wrong: correct it.", Place("other.txt", 3))),
    "quote error": lambda item: _raise(QuoteError("These words stand nowhere: copy them.", Place(item.id, 1))),
    "internal error": lambda _: _raise(InternalError("made wrongly.")),
    "foreign error": lambda item: _raise(ForeignError(item)),
    "unprintable error": lambda _: _raise(UnprintableError()),
    "hang": lambda _: signal.pause(),
    "loop": _loop,
    "killed": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "another signal": lambda _: os.kill(os.getpid(), signal.SIGUSR1),
    "exit": lambda _: os._exit(0),
    "system exit": lambda _: sys.exit(3),
    "deep": _forever,
    "memory": lambda _: bytearray(1 << 40),
    "memory bit by bit": _swallow,
    "close everything": lambda _: os.closerange(3, 256),
}


def _whole(item: SourceItem, /, **more: Any) -> SourceRecord:
    return replace(record_of(item), whole=replace(record_of(item).whole, **more))


def _elsewhere(item: SourceItem) -> SourceRecord:
    title = record_of(item).attributions[0]
    there = replace(title.evidence, locator=TextSpan(1, 3))
    return replace(record_of(item), attributions=(replace(title, evidence=there),))


def _odd(item: SourceItem) -> SourceRecord:
    title = record_of(item).attributions[0].value
    assert isinstance(title, Text)
    return replace(record_of(item), record=Odd(key=record_of(item).record.key, title=title))


def _bare(item: SourceItem) -> SourceRecord:
    record = Publication(key=record_of(item).record.key, title="bare")  # type: ignore[arg-type]
    wrong = replace(record_of(item).attributions[0], value="bare")
    return replace(record_of(item), record=record, attributions=(wrong,))


GIVES: Final[Mapping[str, Callable[[SourceItem], Any]]] = {
    "no record": lambda _: "a title",
    "nothing": lambda _: None,
    "no place": lambda item: _whole(item, locator=TextSpan(0, 4000)),
    "other words": lambda item: _whole(item, quote="other words"),
    "json in text": lambda item: _whole(item, locator=JsonPointer("/0")),
    "value elsewhere": _elsewhere,
    "another item": lambda item: _whole(item, item="absent.txt"),
    "not a record": _odd,
    "no evidence": lambda item: replace(record_of(item), whole="words"),  # type: ignore[arg-type]
    "bare title": _bare,
}


def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Decision | Rejected]:
    """Read lines."""
    for found in toys.LINES.read(item, STRICT):
        word = _word(found)
        if word in DOES:
            DOES[word](item)
        elif word in GIVES:
            yield GIVES[word](item)
        elif word == "endless":
            while True:
                yield Rejected(item.source, "again " * 4000, item.id)
        else:
            yield found


def _word(found: SourceRecord | Decision | Rejected) -> str:
    record = found.record if isinstance(found, SourceRecord) else None
    return record.title.value if isinstance(record, Publication) and record.title else ""


FAULTY: Final = Reader("faulty", "Does what it is told.", read)
