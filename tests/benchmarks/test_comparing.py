"""What is compared is compared fairly: in turn, with the same variants; what differs or fails is said."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import pytest

from benchmarks.endpoint import latency, load, tables
from benchmarks.endpoint.asking import Address, Connection, RefusedError
from benchmarks.endpoint.latency import Timing
from benchmarks.endpoint.load import Pairs, Requests, Run
from benchmarks.endpoint.questions import FORMATS, Question
from tests.benchmarks.endpoints import Asked, endpoint

NAMES = ("ours", "theirs")
QUESTION = Question("some", "About some.", FORMATS["SELECT"], tuple(f"SELECT * {{}} # {n}" for n in range(20)))


def compared(mine: Asked, other: Asked, *, journal: list[Asked] | None = None, rounds: int = 6) -> Timing:
    with (
        endpoint(mine, journal) as first,
        endpoint(other, journal) as second,
        Connection(first) as ours,
        Connection(second) as theirs,
    ):
        timing = latency.compare(QUESTION, ours, theirs, rounds=rounds, seconds=60, names=NAMES)
        assert (ours.opened, theirs.opened) == (1, 1)
        return timing


def test_both_are_asked_the_same_in_turn_and_no_variant_is_timed_twice() -> None:
    mine, other, journal = Asked(), Asked(), list[Asked]()
    timing = compared(mine, other, journal=journal)
    assert mine.queries == other.queries == list(QUESTION.variants[: latency.CHECKED + 6])
    assert len(timing.ours) == len(timing.theirs) == 6
    order = ["A" if asked is mine else "B" for asked in journal[2 * latency.CHECKED :]]
    assert "".join(order) == "ABBAABBAABBA"
    assert timing.ratio is not None
    assert timing.ratio > 0


def test_a_question_has_no_more_rounds_than_variants() -> None:
    assert len(compared(Asked(), Asked(), rounds=1000).ours) == len(QUESTION.variants) - latency.CHECKED


def test_different_answers_are_said_and_timed_all_the_same() -> None:
    timing = compared(Asked(rows=2), Asked(rows=3))
    assert timing.remarks[0] == "variant 1: ours gives 2, theirs 3"
    assert timing.ours
    assert "they differ: variant 1" in "\n".join(tables.latencies([timing], NAMES))


def test_a_refusal_has_no_ratio_and_says_who_and_why() -> None:
    timing = compared(Asked(), Asked(status=503))
    assert timing.ratio is None
    assert "theirs gives no answer (503" in timing.remarks[0]
    shown = "\n".join(tables.latencies([timing, Timing("other", (2.0,), (1.0,), (1,))], NAMES))
    assert "503" in shown
    assert "over 1 of 2 questions" in shown


def test_nothing_listening_is_a_refusal() -> None:
    with Connection(Address(1, "/")) as nobody, pytest.raises(RefusedError, match="ConnectionRefusedError"):
        nobody.ask("ASK {}", FORMATS["ASK"])


def test_a_default_graph_is_named_where_the_engine_needs_it() -> None:
    asked = Asked()
    with endpoint(asked, graph="urn:a b") as address, Connection(address) as connection:
        connection.ask("ASK { ?ä ?b '&' }", FORMATS["ASK"])
    assert (asked.queries, asked.graphs) == (["ASK { ?ä ?b '&' }"], ["urn:a b"])


def test_the_mean_is_geometric_and_the_worst_is_named() -> None:
    timings = [Timing("quick", (1.0,), (4.0,)), Timing("slow", (4.0,), (1.0,)), Timing("refused")]
    found = latency.summary(timings)
    assert found is not None
    mean, worst = found
    assert mean == pytest.approx(1.0)
    assert worst.question == "slow"
    assert latency.summary([Timing("refused")]) is None


@pytest.mark.parametrize("with_wrk", [True, False], ids=["wrk", "threads"])
def test_a_load_asks_everything_in_turn(*, with_wrk: bool, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not with_wrk:
        monkeypatch.setattr("shutil.which", lambda _: None)
    elif shutil.which("wrk") is None:
        pytest.skip("wrk is not installed")
    asked = Asked()
    requests = Requests("some", QUESTION.variants[:3], QUESTION.accept)
    with endpoint(asked) as address:
        file = load.targets(requests, address, folder)
        run = load.load(address, file, requests.accept, connections=1, seconds=1)
    assert (run.refused, run.broken) == (0, 0)
    assert run.rate > 0
    turns = itertools.cycle(requests.queries)
    begun = itertools.dropwhile(lambda query: query != asked.queries[0], turns)
    assert all(query == next(begun) for query in asked.queries)


def test_requests_that_are_refused_are_counted_and_no_part_of_the_rate(folder: Path) -> None:
    requests = Requests("some", QUESTION.variants[:3], QUESTION.accept)
    with endpoint(Asked(status=429)) as address:
        file = load.targets(requests, address, folder)
        run = load.load(address, file, requests.accept, connections=2, seconds=1)
    assert run.refused > 0
    assert run.broken == 0
    assert run.rate == 0


def test_a_pair_s_ratio_is_that_of_its_runs() -> None:
    ours = tuple(Run(rate, 1.0) for rate in (10.0, 20.0, 60.0))
    theirs = tuple(Run(rate, 1.0, refused) for rate, refused in ((10.0, 0), (10.0, 7), (10.0, 0)))
    pairs = Pairs("pages, cache off", 8, ours, theirs)
    assert pairs.ratios == [1.0, 2.0, 6.0]
    assert pairs.ratio == 2.0
    shown = "\n".join(tables.throughputs(pairs, NAMES))
    assert "[1.00  2.00  6.00]" in shown
    assert "theirs: 7 requests refused, 0 broken" in shown
    assert "ours: " not in shown
