"""Sorted runs: however the lines come and however little memory there is, each is given once, in order."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Final

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholargraph.errors import InternalError
from scholargraph.store import STORE, Runs, build, building, runs

WORDS: Final = (
    *("a", "b", "aa", "ab", "", " ", "é", "e\u0301", "ß", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c"),
    *("\ud7ff", "\ue000", "\ufffd", "\uffff", "\U00010000", "\U0001f30a", "\U0010fffd"),
    *(r"\u0041", r"\U0001F30A", r"\n", r"\r", r"\\", '\\"'),
)
"""What sorts otherwise by code point than by UTF-16 unit, by locale or by line; and N-Triples' escapes, left as they are."""


def line(number: int, word: str) -> str:
    return f'<http://a.example/{number % 7}> <http://a.example/p> "{word}{number}" .'


def filled(folder: Path, lines: list[str], *, limit: int, most_open: int = 64) -> Runs:
    runs = Runs(folder, limit, most_open=most_open)
    runs.extend(lines)
    return runs


def by_bytes(lines: list[str]) -> list[str]:
    return [data.decode("utf-8") for data in sorted({text.encode("utf-8") for text in lines})]


@pytest.mark.parametrize("limit", [1, 500, 20_000, 1 << 30])
@pytest.mark.parametrize("most_open", [2, 3, 64])
def test_every_line_is_given_once_in_the_order_of_its_bytes(tmp_path: Path, limit: int, most_open: int) -> None:
    lines = [line(number, word) for word in WORDS for number in range(12)] * 2
    lines.sort(key=lambda text: text[::-1])
    runs = filled(tmp_path, lines, limit=limit, most_open=most_open)
    assert list(runs.merged()) == by_bytes(lines)
    assert len(set(lines)) == len(lines) // 2


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"))), st.integers(1, 400))
def test_whatever_the_lines_hold(tmp_path_factory: pytest.TempPathFactory, lines: list[str], limit: int) -> None:
    runs = filled(tmp_path_factory.mktemp("runs"), lines, limit=limit, most_open=2)
    assert list(runs.merged()) == by_bytes(lines)


def test_the_same_is_given_again_and_what_comes_later_is_merged_in(tmp_path: Path) -> None:
    runs = filled(tmp_path, ["b", "d", "a"], limit=60, most_open=2)
    assert list(runs.merged()) == ["a", "b", "d"]
    assert list(runs.merged()) == ["a", "b", "d"]
    runs.extend(["c", "a", "e"])
    assert list(runs.merged()) == ["a", "b", "c", "d", "e"]


def test_lines_that_stand_twice_are_given_once_wherever_a_block_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [line(number % 40, "x" * (number % 9)) for number in range(400)]
    for block in (1, 70, 333, 1 << 20):
        monkeypatch.setattr(runs, "_BLOCK", block)
        folder = tmp_path / str(block)
        folder.mkdir()
        taken = filled(folder, lines, limit=5_000)
        assert len(list(folder.iterdir())) > 2
        assert list(taken.merged()) == by_bytes(lines)


def test_nothing_gives_nothing(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    assert list(runs.merged()) == []


def test_lines_are_written_once_they_take_more_than_the_limit_and_not_before(tmp_path: Path) -> None:
    lines = [line(number, "x") for number in range(100)]
    one = sys.getsizeof(lines[0])
    few = filled(tmp_path, lines[:10], limit=11 * one + 1000)
    assert list(few.merged()) == sorted(lines[:10])
    assert list(tmp_path.iterdir()) == []
    filled(tmp_path, lines, limit=10 * one)
    assert len(list(tmp_path.iterdir())) >= 8


def test_no_more_runs_are_open_at_once_than_may_be(tmp_path: Path) -> None:
    lines = [f"{number:04d}" for number in range(300)]
    runs = filled(tmp_path, lines, limit=1, most_open=4)
    assert len(list(tmp_path.iterdir())) == 300
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    used = len(list(Path("/dev/fd").iterdir()))
    resource.setrlimit(resource.RLIMIT_NOFILE, (used + 8, hard))
    try:
        assert list(runs.merged()) == lines
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert len(list(tmp_path.iterdir())) <= 4


def test_the_files_are_closed_when_a_reader_stops_early(tmp_path: Path) -> None:
    runs = filled(tmp_path, ["a", "b", "c"], limit=1)
    stream = runs.merged()
    assert next(stream) == "a"
    assert isinstance(stream, Generator)
    stream.close()  # an open file would be a ResourceWarning, which is an error here
    assert list(runs.merged()) == ["a", "b", "c"]


def test_a_line_end_within_a_line_is_refused_and_none_is_lost(tmp_path: Path) -> None:
    runs = filled(tmp_path, ["a"], limit=1)
    with pytest.raises(InternalError) as caught:
        runs.add("b\nc")
    assert "A statement is one line, and this has a line end within it: 'b\\nc'" in caught.value.message
    runs.add("d\re\u2028f")
    assert list(runs.merged()) == ["a", "d\re\u2028f"]


def test_one_run_cannot_be_merged_with_itself(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="two runs"):
        Runs(tmp_path, most_open=1)


PEAK: Final = """
import random, resource, sys
from pathlib import Path
from scholargraph.store.runs import Runs
runs = Runs(Path(sys.argv[1]), 2 << 20)
chance = random.Random(1)
number = int(sys.argv[2])
for _ in range(number):
    runs.add(f'<http://a.example/{chance.random()}> <http://a.example/p> "words that take some room" .')
assert sum(1 for _ in runs.merged()) == number
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_lines(tmp_path: Path) -> None:
    peaks = []
    for number in (40_000, 400_000):
        folder = tmp_path / str(number)
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", PEAK, str(folder), str(number)], capture_output=True, check=True, text=True
        )
        peaks.append(int(done.stdout))
    assert peaks[1] < 1.2 * peaks[0], peaks


def test_a_store_that_is_loaded_a_stretch_at_a_time_holds_every_statement(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = Runs(tmp_path)
    runs.extend(line(number, "x") for number in range(100))
    for batch in (1, 7, 100, 1000):
        monkeypatch.setattr(building, "_BATCH", batch)
        directory = tmp_path / str(batch)
        directory.mkdir()
        assert build(directory, runs.merged()).statements == 100
        with_all = pyoxigraph.Store.read_only(str(directory / STORE))
        assert {f"{quad.subject} {quad.predicate} {quad.object} ." for quad in with_all} == set(runs.merged())
        del with_all
