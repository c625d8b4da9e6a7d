"""Threads that no error ends, and that say when they fail or hang."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator

import pytest

from scholargraph import threads
from scholargraph.threads import Supervised
from tests.waiting import until


class Step:
    """Raises what it is given, one after the other, and then does its work."""

    def __init__(self, *errors: BaseException) -> None:
        self.errors = list(errors)
        self.done = 0

    def __call__(self) -> None:
        if self.errors:
            raise self.errors.pop(0)
        self.done += 1


@pytest.fixture
def started(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Supervised]]:
    monkeypatch.setattr(threads, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(threads, "LONGEST_PAUSE", 0.002)
    monkeypatch.setattr(threads, "_running", set())  # those of other tests may run on in this process
    made: list[Supervised] = []
    yield made
    for thread in made:
        thread.stop()
        thread.join()


ERRORS = (OSError(24, "Too many open files"), MemoryError(), SystemExit(1), KeyboardInterrupt(), GeneratorExit())


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_no_error_ends_it(error: BaseException, started: list[Supervised], caplog: pytest.LogCaptureFixture) -> None:
    step = Step(error)
    started.append(Supervised("watcher", step, pause=0.001))
    with caplog.at_level(logging.ERROR):
        started[0].start()
        until(lambda: step.done > 2)
    assert started[0].is_alive()
    assert started[0].trouble() is None
    assert [record.exc_info[1] for record in caplog.records if record.exc_info] == [error]
    assert "watcher failed" in caplog.text


def test_what_fails_again_and_again_is_told_and_logged_now_and_then(
    started: list[Supervised], caplog: pytest.LogCaptureFixture
) -> None:
    step = Step(*(ValueError(f"number {number}") for number in range(1000)))
    started.append(Supervised("watcher", step))
    started[0].start()
    until(lambda: started[0].failures >= 100)
    assert any("watcher has failed" in trouble and "ValueError: number" in trouble for trouble in threads.troubles())
    assert len(caplog.records) < 20
    step.errors.clear()
    until(lambda: step.done)
    until(lambda: not any("watcher" in trouble for trouble in threads.troubles()))


def test_an_error_of_the_log_does_not_end_it(started: list[Supervised], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(logging.getLogger(threads.__name__), "error", broken)
    step = Step(*(RuntimeError() for _ in range(5)))
    started.append(Supervised("watcher", step))
    started[0].start()
    until(lambda: step.done)


def test_one_that_hangs_is_told(started: list[Supervised], monkeypatch: pytest.MonkeyPatch) -> None:
    hold, held = threading.Event(), threading.Event()

    def step() -> None:
        held.set()
        hold.wait()

    started.append(Supervised("watcher", step, pause=0.001))
    started[0].start()
    held.wait()
    assert started[0].trouble() is None
    assert threads.stuck(60) is None
    monkeypatch.setattr(threads, "STUCK_SECONDS", 0.0)
    (trouble,) = threads.troubles()
    assert re.fullmatch(r"watcher has hung for [0-9]+ seconds?", trouble)
    assert threads.stuck(0) == "watcher"
    hold.set()
    until(lambda: threads.stuck(0) is None)


def test_it_ends_when_it_is_stopped() -> None:
    step = Step()
    thread = Supervised("watcher", step, pause=60)
    thread.start()
    until(lambda: step.done)
    thread.stop()
    thread.join(60)
    assert not thread.is_alive()
    assert step.done == 1
