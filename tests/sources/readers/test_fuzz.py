"""Damaged inputs of every format that has a reader; `python -m tests.sources.readers.fuzz` reads thousands more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scholargraph.acquire import SourceItem
from scholargraph.errors import SourceError
from scholargraph.model import Publication, Text, TextSpan
from scholargraph.model.evidence import Rejected, SourceRecord
from scholargraph.sources import RecordBuilder
from scholargraph.sources.reader import Options, Reader
from tests.sources.readers import fuzz

COUNT = 40
SEED = 11
LINES = fuzz.Format("toy", (), (), (b"!",), re.compile(rb"^\w", re.MULTILINE))
SAMPLE = fuzz.Origin("toy.txt", b"one\n\ntwo\n\nthree\n\nfour\n\nfive\n", (0, 5, 10, 17, 23, 28))


@pytest.mark.parametrize("kind", sorted(fuzz.FORMATS))
def test_damaged_inputs_are_read_or_rejected(kind: str, shared: Path) -> None:
    assert fuzz.origins(fuzz.FORMATS[kind], shared)
    assert fuzz.run(kind, count=COUNT, seed=SEED, shared=shared) == []


def _words(item: SourceItem, *, shift: int = 0, stop_at: bytes | None = None) -> Iterator[SourceRecord | Rejected]:
    """A reader of words, one a line, with a fault on request."""
    data = item.read()
    for number, found in enumerate(re.finditer(rb"[a-z]+", data)):
        if stop_at is not None and stop_at in data:
            return
        at = TextSpan(found.start() + shift, found.end() + shift)
        work = RecordBuilder(item, Publication, f"word-{number}", at=at, quote=found.group().decode())
        work.set("title", Text(found.group().decode()), at=at, quote=found.group().decode())
        yield work.build()


def _faults(read: Reader) -> list[str]:
    before = fuzz.outcome(read, LINES, SAMPLE.name, SAMPLE.data)[1]
    return [
        fault
        for mutant in fuzz.mutants(LINES, [SAMPLE], count=60, seed=3)
        for fault in fuzz.faults(read, LINES, mutant, before)
    ]


def _toy(**fault: object) -> Reader:
    def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
        return _words(item, **fault)  # type: ignore[arg-type]

    return Reader("toy", "words", read)


def test_a_reader_without_fault_has_none() -> None:
    assert _faults(_toy()) == []


def test_a_reader_whose_places_are_wrong_is_found() -> None:
    assert any("stands" in fault for fault in _faults(_toy(shift=1)))


def test_a_reader_that_gives_up_at_damage_is_found() -> None:
    assert any("loses an entry" in fault for fault in _faults(_toy(stop_at=b"!")))


def test_a_reader_that_raises_is_found() -> None:
    def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
        yield from _words(item)
        raise KeyError("oops") if b"!" in item.read() else SourceError("Nothing is wrong: correct the test.")

    assert any("raises KeyError" in fault for fault in _faults(Reader("toy", "words", read)))


def test_a_slow_reader_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "SECONDS", 0.0)
    assert any("seconds for an entry" in fault for fault in _faults(_toy()))


def test_the_same_seed_gives_the_same_mutants() -> None:
    one, again, other = (
        [mutant.data for mutant in fuzz.mutants(LINES, [SAMPLE], count=20, seed=seed)] for seed in (1, 1, 2)
    )
    assert one == again
    assert one != other
