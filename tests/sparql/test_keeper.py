"""The keeper and the heartbeat: whatever fails, stops or runs out, queries are answered again, and until then it is told."""

from __future__ import annotations

import array
import errno
import fcntl
import os
import resource
import shutil
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from scholargraph.errors import OverloadedError
from scholargraph.formats import CSV
from scholargraph.sparql import keeper as module
from scholargraph.sparql import wire
from scholargraph.sparql.keeper import Keeper
from scholargraph.sparql.limits import MIB, Limits
from scholargraph.sparql.loader import UNFIT
from scholargraph.sparql.processes import Loader, Worker, is_stopped
from scholargraph.sparql.turns import Turns
from scholargraph.sparql.wire import News
from scholargraph.sparql.workers import Pool
from scholargraph.store import Dataset, Info
from scholargraph.threads import Supervised
from tests.sparql import hostile
from tests.sparql.graphs import lines, publish
from tests.waiting import until

LIMITS: Final = Limits(deadline=30.0, worker_bytes=256 * MIB, patience=30.0)
COUNT: Final = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def info(tmp_path_factory: pytest.TempPathFactory) -> Info:
    return publish(tmp_path_factory.mktemp("work"), lines(30))


@pytest.fixture(scope="module", autouse=True)
def _beats_are_quick() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("scholargraph.sparql.heartbeat.PING_SECONDS", 0.4)
        yield


@pytest.fixture(scope="module")
def shared(info: Info) -> Iterator[Pool]:
    made = Pool(info, LIMITS)
    yield made
    made.close()


@pytest.fixture
def pool(shared: Pool) -> Pool:
    """A pool whose workers are all there and free, with its graph in memory."""
    if shared._keeper.unfit:
        shared._keeper.unfit.clear()
        shared._keeper._died_in_memory.clear()
        loader(shared).process.kill()
        until(lambda: shared._keeper.serving is not None and loader(shared).in_memory)
    shared._keeper._died_in_memory.clear()
    shared.start()
    until(lambda: len(shared._turns.idle) == LIMITS.ready and all(not each.ended.is_set() for each in idle(shared)))
    assert shared.trouble() is None
    return shared


def ask(pool: Pool) -> bytes:
    return pool.ask(COUNT, CSV, dataset=Dataset()).body


def answers(pool: Pool) -> None:
    """The pool answers, as often as it has workers, and says that it does."""
    until(lambda: pool.trouble() is None)
    assert {ask(pool) for _ in range(LIMITS.ready + 1)} == {b"n\r\n60\r\n"}


def loader(pool: Pool) -> Loader:
    assert pool._keeper.serving is not None
    return pool._keeper.serving


def idle(pool: Pool) -> list[Worker]:
    with pool._state:
        return list(pool._turns.idle)


@contextmanager
def no_descriptors() -> Iterator[None]:
    """Let this process open nothing, not even in the place of what it closes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (8, hard))  # poll(2) is for no more descriptors than these
    fillers: list[int] = []
    try:
        with suppress(OSError):
            while True:
                fillers.append(os.dup(0))
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        for filler in fillers:
            os.close(filler)


STEPS: Final = ("_advance", "_hear", "_welcome", "_lose")


@pytest.mark.parametrize("name", STEPS)
def test_an_error_of_any_step_is_survived(name: str, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next call raises, once with nothing to do and once while a loader is replaced."""
    original = getattr(Keeper, name)
    faults = threading.Semaphore(2)
    raised = threading.Event()

    def faulty(*given: Any, **named: Any) -> Any:
        if faults.acquire(blocking=False):
            raised.set()
            raise RuntimeError(f"{name} fails")
        return original(*given, **named)

    monkeypatch.setattr(Keeper, name, faulty)
    loader(pool).process.kill()
    until(raised.is_set)
    answers(pool)


def test_what_keeps_failing_is_told_and_goes_on_afterwards(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Keeper) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(Keeper, "_advance", fail)
        thread = pool._keeper._thread
        assert isinstance(thread, Supervised)
        until(lambda: thread.trouble() is not None)
        assert "Input/output error" in str(thread.trouble())
    answers(pool)
    until(lambda: thread.trouble() is None)


def test_a_program_that_is_missing_for_a_while_is_started_when_it_is_back(
    pool: Pool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(sys, "executable", str(tmp_path / "python"))
        loader(pool).process.kill()
        until(lambda: pool._keeper.losses > 2)
        trouble = str(pool.trouble())
        assert "a loader cannot be started: No such file or directory" in trouble
        assert str(tmp_path) not in trouble
    answers(pool)


def test_without_descriptors_no_worker_is_lost_for_good(pool: Pool) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    workers = [worker.number for worker in idle(pool)]
    with no_descriptors():
        for number in workers:
            os.kill(number, signal.SIGKILL)
        until(lambda: loader(pool).failures > 0)
        until(lambda: pool.trouble() is not None)
    answers(pool)
    until(lambda: len(pool._turns.idle) == LIMITS.ready)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_without_descriptors_no_loader_is_lost_for_good(pool: Pool) -> None:
    with no_descriptors():
        loader(pool).process.kill()
        until(lambda: "cannot be started: Too many open files" in str(pool.trouble()))
    answers(pool)


def test_what_cannot_be_started_at_all_is_tried_by_the_next_question(info: Info) -> None:
    made = Pool(info, replace(LIMITS, patience=0.1))
    try:
        with no_descriptors(), pytest.raises(OverloadedError, match="cannot be started"):
            made.ask("ASK {}", CSV, dataset=Dataset())
        until(made.ready)
        answers(made)
    finally:
        made.close()


def test_without_a_thread_to_spare_the_next_question_tries_again(info: Info, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    made = Pool(info, LIMITS)
    try:
        with monkeypatch.context() as patched:
            patched.setattr(Supervised, "start", refuse)
            with pytest.raises(OverloadedError, match="cannot be started"):
                made.start()
        answers(made)
    finally:
        made.close()


def test_a_loader_that_was_stopped_is_replaced(pool: Pool) -> None:
    stopped = loader(pool).process.pid
    os.kill(stopped, signal.SIGSTOP)
    answers(pool)
    until(lambda: pool._keeper.serving is not None and loader(pool).process.pid != stopped)
    answers(pool)
    assert not is_stopped(stopped)


def test_a_loader_that_is_not_needed_any_more_is_ended_though_it_was_stopped(tmp_path: Path) -> None:
    first, second = (publish(tmp_path / str(size), lines(size)) for size in (3, 4))
    made = Pool(first, LIMITS)
    try:
        until(made.ready)
        os.kill(loader(made).process.pid, signal.SIGSTOP)
        made.switch(second)
        until(lambda: made.digest == second.digest)
        until(lambda: len(made._keeper.loaders) == 1)
    finally:
        made.close()


def test_workers_that_were_stopped_while_free_are_replaced(pool: Pool) -> None:
    stopped = [worker.number for worker in idle(pool)]
    for number in stopped:
        os.kill(number, signal.SIGSTOP)
    answers(pool)
    until(lambda: not any(map(is_stopped, stopped)))


def test_a_free_worker_that_hangs_is_replaced(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that runs but does not answer, as the system tells it: only asking finds that out."""
    for watcher in ("heartbeat", "workers"):
        monkeypatch.setattr(f"scholargraph.sparql.{watcher}.is_stopped", lambda _: False)
    hanging = idle(pool)[0].number
    os.kill(hanging, signal.SIGSTOP)
    until(lambda: not is_stopped(hanging))
    answers(pool)


def test_a_query_whose_worker_was_stopped_is_answered_by_another_one(pool: Pool) -> None:
    found: list[bytes] = []
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?a != ?d) }"
    asking = threading.Thread(target=lambda: found.append(pool.ask(slow, CSV, dataset=Dataset(), deadline=30).body))
    before = {worker.number for worker in idle(pool)}
    asking.start()
    until(lambda: len(idle(pool)) < LIMITS.ready)
    (busy,) = before - {worker.number for worker in idle(pool)} or {0}
    if busy:
        os.kill(busy, signal.SIGSTOP)
    asking.join()
    assert len(found) == 1
    assert found[0].startswith(b"n\r\n")
    answers(pool)


def test_a_worker_that_belongs_to_nobody_is_replaced(pool: Pool) -> None:
    with pool._state:
        stray = pool._turns.idle.pop()
    until(stray.ended.is_set)
    assert stray.closed
    stray.kill()
    stray.close()
    until(lambda: len(pool._turns.idle) == LIMITS.ready)


def test_workers_that_are_all_busy_are_no_trouble(info: Info) -> None:
    made = Pool(info, replace(LIMITS, workers=1, deadline=3.0))
    try:
        answers(made)
        with made._state:
            held = [(worker, made._borrow(worker)) for worker in tuple(made._turns.idle)]
        made._answered = 0.0
        assert held
        assert made.trouble() is None
        for worker, use in held:
            made._give_back(worker, use, whole=True)
    finally:
        made.close()


def test_queries_of_an_older_graph_than_the_pages_are_told(
    info: Info, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LAG_SECONDS", 0.2)
    broken = publish(tmp_path, lines(3))
    shutil.rmtree(broken.path)
    made = Pool(info, LIMITS)
    try:
        answers(made)
        made.switch(broken)
        until(lambda: made.trouble() is not None)
        assert f"answered from the snapshot {info.digest}, not from {broken.digest}" in str(made.trouble())
        assert ask(made) == b"n\r\n60\r\n"
        made.switch(info)
        until(lambda: made.trouble() is None)
    finally:
        made.close()


def test_a_trouble_of_no_worker_names_the_reason(tmp_path: Path) -> None:
    broken = publish(tmp_path, lines(3))
    shutil.rmtree(broken.path)
    made = Pool(broken, replace(LIMITS, patience=0.5))
    try:
        until(lambda: "ended with status" in str(made.trouble()) or "cannot open" in str(made.trouble()))
    finally:
        made.close()
    assert "ending" in str(made.trouble())


def test_a_graph_stays_in_memory_until_its_loader_has_died_of_it_again_and_again(info: Info) -> None:
    keeper = Keeper(info, LIMITS, turns=Turns(LIMITS), state=threading.Lock())
    made, theirs = listening()
    with made.control, theirs:
        made.info = info
        for age in (0.0, 0.0, 2 * module.SETTLED_SECONDS, 0.0):
            made.began = time.monotonic() - age
            keeper._judge(made, -9)
            assert keeper._missing() is True
        keeper._judge(made, -9)
        assert keeper._missing() is False
        keeper.unfit.clear()
        keeper._judge(made, UNFIT)
        assert keeper._missing() is False


# ---- what a loader says ----


def listening() -> tuple[Loader, socket.socket]:
    """A loader without a process, and the end that it speaks with."""
    made = Loader.__new__(Loader)
    made.control, theirs = socket.socketpair()
    made.workers, made.ordered, made.failures, made.order_after = {}, 3, 0, 0.0
    made.unanswered, made.loaded, made.busy = 2, False, 0
    return made, theirs


@pytest.mark.parametrize("data", [b"\xff" * wire.NEWS_SIZE, b"\x01", b""])
def test_a_loader_that_talks_nonsense_is_as_good_as_dead(data: bytes) -> None:
    made, theirs = listening()
    with made.control, theirs:
        theirs.send(data)
        theirs.shutdown(socket.SHUT_WR)
        assert made.news() is None


def test_a_worker_whose_descriptors_were_dropped_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    made, theirs = listening()
    with made.control, theirs, socket.socket() as one:
        rights = array.array("i", [one.fileno()])
        theirs.sendmsg([wire.news(News.BORN, 7)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
        before = len(list(Path("/proc/self/fd").iterdir()))
        assert made.news() == (News.BARREN, None, 0)
        assert len(list(Path("/proc/self/fd").iterdir())) == before
    assert (made.workers, made.ordered, made.failures) == ({}, 2, 1)
    assert made.order_after > 0


def test_a_sign_of_life_counts_from_anew() -> None:
    made, theirs = listening()
    with made.control, theirs:
        theirs.send(wire.news(News.ALIVE))
        assert made.news() == (News.ALIVE, None, 0)
    assert made.unanswered == 0


def test_an_answer_that_the_room_has_no_place_for_goes_through_the_socket() -> None:
    answer = hostile.ENDLESS["cross product"].encode() * 5_000
    room = os.memfd_create("answers", os.MFD_ALLOW_SEALING)
    fcntl.fcntl(room, fcntl.F_ADD_SEALS, fcntl.F_SEAL_GROW)
    near, far = socket.socketpair()
    with near, far:
        sending = threading.Thread(
            target=wire.send_answer, args=(far, answer), kwargs={"retiring": False, "room": room}
        )
        sending.start()
        assert wire.read_answer(near, room) == (answer, False)
        sending.join()
    os.close(room)
