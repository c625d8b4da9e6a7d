"""The pool: right answers, and whatever a query, a worker, a loader or a snapshot does, the next one is answered."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from scholargraph.errors import (
    OverloadedError,
    QueryError,
    QueryMemoryError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooComplexError,
    ResultTooLargeError,
    WorkerLostError,
)
from scholargraph.formats import CSV, JSON, Format
from scholargraph.sparql import copies, keeper
from scholargraph.sparql import workers as module
from scholargraph.sparql.budget import Use
from scholargraph.sparql.limits import MIB, Limits
from scholargraph.sparql.workers import Pool
from scholargraph.store import Dataset, Info
from tests.sparql import hostile
from tests.sparql.graphs import Canary, lines, publish
from tests.waiting import until

LIMITS: Final = Limits(deadline=8.0, worker_bytes=256 * MIB, rows=1_000, patience=20.0)
COUNT: Final = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def info(tmp_path_factory: pytest.TempPathFactory) -> Info:
    return publish(tmp_path_factory.mktemp("work"), lines(300))


@pytest.fixture(scope="module", params=["memory", "disk"])
def pool(info: Info, request: pytest.FixtureRequest) -> Iterator[Pool]:
    limits = LIMITS if request.param == "memory" else replace(LIMITS, store_bytes=1)
    made = Pool(info, limits)
    assert ask(made, "ASK {}") == b"true"
    assert made._keeper.serving is not None
    assert made._keeper.serving.in_memory is (request.param == "memory")
    yield made
    made.close()


def ask(pool: Pool, query: str, form: Format = CSV, timeout: float = LIMITS.deadline) -> bytes:
    return pool.ask(query, form, dataset=Dataset(), deadline=timeout).body


def next_one_is_answered(pool: Pool) -> None:
    assert ask(pool, COUNT) == b"n\r\n600\r\n"


def numbers(pool: Pool) -> set[int]:
    """The process ids of the workers."""
    assert pool._keeper.serving is not None
    return set(pool._keeper.serving.workers)


def status(number: int) -> dict[str, str]:
    """What the kernel says of a process."""
    lines = Path(f"/proc/{number}/status").read_text(encoding="ascii").splitlines()
    return dict(line.split(":\t", 1) for line in lines)


def alive(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def descriptors() -> int:
    """How many files and sockets this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.parametrize("query", hostile.ENDLESS.values(), ids=hostile.ENDLESS)
def test_what_runs_for_ever_is_stopped(pool: Pool, query: str) -> None:
    with pytest.raises((QueryTimeoutError, QueryMemoryError)) as caught:
        ask(pool, query, timeout=0.4)
    assert caught.value.status == 503
    next_one_is_answered(pool)


@pytest.mark.parametrize("query", hostile.BOMBS.values(), ids=hostile.BOMBS)
def test_what_eats_memory_is_stopped(pool: Pool, query: str) -> None:
    with pytest.raises((QueryMemoryError, QueryTimeoutError)) as caught:
        ask(pool, query, timeout=1.0)
    assert caught.value.status == 503
    next_one_is_answered(pool)


def test_a_memory_bomb_is_told_from_a_slow_query(pool: Pool) -> None:
    with pytest.raises(QueryMemoryError, match="MiB"):
        ask(pool, hostile.BOMBS["doubling"], timeout=8.0)
    with pytest.raises(QueryTimeoutError, match=r"0\.2 seconds"):
        ask(pool, hostile.ENDLESS["cross product"], timeout=0.2)


@pytest.mark.parametrize("name", ["functions × 5000", "parentheses × 5000"])
def test_expressions_that_slip_through_the_scan_are_refused_by_their_worker(pool: Pool, name: str) -> None:
    with pytest.raises(QueryTooComplexError):
        ask(pool, hostile.DEEP[name])
    next_one_is_answered(pool)


@pytest.mark.parametrize("name", ["braces × 5000"])
def test_what_slips_through_the_scan_kills_its_worker_only(pool: Pool, name: str) -> None:
    before = os.getpid(), threading.active_count()
    with pytest.raises(WorkerLostError) as caught:
        ask(pool, hostile.DEEP[name])
    assert caught.value.status == 503
    next_one_is_answered(pool)
    assert (os.getpid(), threading.active_count()) == before


def test_what_slips_through_the_scan_reaches_nobody(pool: Pool) -> None:
    with Canary() as canary:
        for query in hostile.SERVICES.values():
            with suppress(QueryError):
                ask(pool, query.replace("{canary}", canary.url))
        next_one_is_answered(pool)
        assert canary.connections == 0


def test_errors_and_caps_are_told(pool: Pool) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        ask(pool, "SELECT * { ?s foo:bar ?o }")
    assert caught.value.place is not None
    assert caught.value.place.line == 1
    assert (
        ask(
            pool,
            "SELECT ?a ?b { ?a <https://schema.org/next> ?x . ?b <https://schema.org/next> ?y } LIMIT 1000",
            timeout=8.0,
        ).count(b"\n")
        == 1_001
    )
    with pytest.raises(ResultTooLargeError, match="1,000 rows"):
        ask(pool, "SELECT ?a ?b { ?a <https://schema.org/next> ?x . ?b <https://schema.org/next> ?y } LIMIT 1001")
    with pytest.raises(ResultTooLargeError, match="bytes"):
        ask(pool, "SELECT * { ?a ?b ?c . ?d ?e ?f }", JSON, timeout=8.0)


def test_worker_time_is_charged_whatever_happens(pool: Pool) -> None:
    quick, slow = Use(), Use()
    pool.ask("ASK {}", CSV, dataset=Dataset(), use=quick)
    with pytest.raises(QueryTimeoutError):
        pool.ask(hostile.ENDLESS["cross product"], CSV, dataset=Dataset(), deadline=0.2, use=slow)
    assert quick.seconds > 0
    assert slow.seconds >= 0.2


def test_a_worker_that_dies_idle_is_replaced_unnoticed(pool: Pool) -> None:
    until(lambda: len(pool._turns.idle) == LIMITS.ready)
    before = {worker.number for worker in pool._turns.idle}
    for number in before:
        with suppress(ProcessLookupError):  # one that the test before has ended
            os.kill(number, signal.SIGKILL)
    next_one_is_answered(pool)
    until(lambda: len(numbers(pool)) == LIMITS.ready and not numbers(pool) & before)


def test_a_worker_that_dies_busy_is_an_error_of_its_client_only(pool: Pool) -> None:
    until(lambda: len(pool._turns.idle) == LIMITS.ready)
    errors: list[QueryError] = []

    def client() -> None:
        try:
            ask(pool, hostile.ENDLESS["cross product"], timeout=0.9)
        except QueryError as error:
            errors.append(error)

    thread = threading.Thread(target=client)
    thread.start()
    until(lambda: len(pool._turns.idle) == LIMITS.ready - 1)
    threading.Event().wait(2 * module.AT_ONCE_SECONDS)
    with pool._state:
        busy = numbers(pool) - {worker.number for worker in pool._turns.idle}
    for number in busy:
        os.kill(number, signal.SIGTERM)
    next_one_is_answered(pool)
    thread.join()
    assert [type(error) for error in errors] == [WorkerLostError]


def test_a_loader_that_dies_is_started_again(pool: Pool) -> None:
    assert pool._keeper.serving is not None
    workers, loader = numbers(pool), pool._keeper.serving.process.pid
    os.kill(loader, signal.SIGKILL)
    until(lambda: not any(map(alive, workers)))
    assert ask(pool, COUNT) == b"n\r\n600\r\n"
    assert pool.ready()
    assert pool._keeper.serving is not None
    assert pool._keeper.serving.process.pid != loader


def test_workers_have_one_thread_in_memory_and_no_child_is_this_process_s_own(pool: Pool) -> None:
    serving = pool._keeper.serving
    assert serving is not None
    for number in numbers(pool):
        assert int(status(number)["PPid"]) == serving.process.pid
        if serving.in_memory:
            until(lambda number=number: status(number)["Threads"] == "1")  # type: ignore[misc]


def test_as_many_workers_as_answer_at_once_have_a_copy_of_the_graph(pool: Pool) -> None:
    serving = pool._keeper.serving
    assert serving is not None
    until(lambda: len(pool._turns.idle) == LIMITS.ready)
    expected = LIMITS.workers if serving.in_memory and copies.present() else 0
    assert [worker.copy for worker in pool._turns.idle].count(True) == expected
    assert (serving.held > 0) is serving.in_memory
    pool._turns.idle[-1].kill()
    until(lambda: len(pool._turns.idle) == LIMITS.ready and all(not each.ended.is_set() for each in pool._turns.idle))
    assert [worker.copy for worker in pool._turns.idle].count(True) == expected, "the one that comes makes one anew"


def test_many_threads_ask_at_once(pool: Pool) -> None:
    wrong: list[object] = []

    def client(number: int) -> None:
        for count in range(20):
            expected = f"x\r\n{number}-{count}\r\n".encode()
            try:
                found = ask(pool, f"SELECT ('{number}-{count}' AS ?x) {{}}")
            except OverloadedError:
                continue
            if found != expected:
                wrong.append(found)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    until(lambda: len(pool._turns.idle) == LIMITS.ready)


def test_when_too_many_wait_the_rest_is_told_to_come_again(info: Info) -> None:
    pool = Pool(info, replace(LIMITS, workers=1, waiting=1, patience=0.3))
    refused: list[OverloadedError] = []
    try:
        until(pool.ready)

        def client() -> None:
            try:
                ask(pool, hostile.ENDLESS["cross product"], timeout=0.9)
            except OverloadedError as error:
                refused.append(error)
            except QueryError:
                pass

        threads = [threading.Thread(target=client) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(refused) == 3
        assert all((error.status, error.retry_after) == (503, 1) for error in refused)
        assert ask(pool, "ASK {}") == b"true"
    finally:
        pool.close()


def test_a_new_snapshot_is_switched_to_without_a_failure(tmp_path: Path) -> None:
    infos = [publish(tmp_path / str(size), lines(size)) for size in (10, 20, 30)]
    expected = {info.digest: f"n\r\n{2 * size}\r\n".encode() for info, size in zip(infos, (10, 20, 30), strict=True)}
    pool = Pool(infos[0], replace(LIMITS, waiting=50))
    seen: list[str] = []
    errors: list[object] = []
    done = threading.Event()

    def client() -> None:
        while not done.is_set():
            try:
                told = pool.ask(COUNT, CSV, dataset=Dataset())
            except QueryError as error:
                errors.append(error)
                return
            if told.body != expected[told.digest]:
                errors.append(told)
            seen.append(told.digest)

    threads = [threading.Thread(target=client) for _ in range(4)]
    try:
        until(pool.ready)
        for thread in threads:
            thread.start()
        for info in infos[1:]:
            pool.switch(info)
            until(lambda info=info: pool.digest == info.digest)  # type: ignore[misc]
        until(lambda: seen[-1:] == [infos[2].digest])
        until(lambda: len(pool._keeper.loaders) == 1)
    finally:
        done.set()
        for thread in threads:
            thread.join()
        pool.close()
    assert errors == []
    assert set(seen) == set(expected)


def test_a_large_graph_is_answered_from_the_disk_until_it_is_in_memory(
    info: Info, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "QUICK_BYTES", 0)
    pool = Pool(info, LIMITS)
    try:
        assert ask(pool, COUNT) == b"n\r\n600\r\n"
        until(lambda: pool._keeper.serving is not None and pool._keeper.serving.in_memory)
        assert ask(pool, COUNT) == b"n\r\n600\r\n"
        until(lambda: len(pool._keeper.loaders) == 1)
        other = publish(tmp_path, lines(7))
        pool.switch(other)
        until(
            lambda: pool._keeper.serving is not None and pool._keeper.serving.in_memory and pool.digest == other.digest
        )
        assert ask(pool, COUNT) == b"n\r\n14\r\n"
    finally:
        pool.close()


def test_a_graph_that_turns_out_too_large_stays_on_the_disk(info: Info, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "MEMORY_PER_BYTE", 0)
    pool = Pool(info, replace(LIMITS, store_bytes=1))
    try:
        assert ask(pool, COUNT) == b"n\r\n600\r\n"
        assert pool._keeper.serving is not None
        assert not pool._keeper.serving.in_memory
        assert pool._keeper.unfit == {info.digest}
    finally:
        pool.close()


def test_a_snapshot_that_cannot_be_opened_leaves_the_old_one_in_service(info: Info, tmp_path: Path) -> None:
    broken = publish(tmp_path, lines(3))
    shutil.rmtree(broken.path)
    pool = Pool(info, replace(LIMITS, store_bytes=1))
    try:
        next_one_is_answered(pool)
        pool.switch(broken)
        until(lambda: pool._keeper.losses > 0)
        next_one_is_answered(pool)
        assert pool.ready()
        assert pool.digest == info.digest
        good = publish(tmp_path, lines(4))
        pool.switch(good)
        until(lambda: pool.digest == good.digest)
        assert ask(pool, COUNT) == b"n\r\n8\r\n"
    finally:
        pool.close()


def test_a_damaged_store_is_a_problem_that_the_next_snapshot_mends(tmp_path: Path) -> None:
    damaged = publish(tmp_path, lines(3))
    pool = Pool(damaged, replace(LIMITS, store_bytes=1, patience=0.5))
    try:
        until(pool.ready)
        until(lambda: len(pool._turns.idle) == LIMITS.ready)  # one that opens it later would be none of those that end
        assert ask(pool, COUNT) == b"n\r\n6\r\n"
        for file in (damaged.path / "store").glob("*.sst"):
            file.write_bytes(b"x" * file.stat().st_size)
        for number in numbers(pool):  # these may have what they need in their caches
            os.kill(number, signal.SIGKILL)
        until(lambda: not pool.ready())
        with pytest.raises(OverloadedError) as caught:
            ask(pool, COUNT)
        assert caught.value.status == 503
        good = publish(tmp_path, lines(4))
        pool.switch(good)
        until(lambda: pool.digest == good.digest)
        assert ask(pool, COUNT) == b"n\r\n8\r\n"
    finally:
        pool.close()


def test_who_publishes_more_often_than_a_loader_starts_is_seen_all_the_same(tmp_path: Path) -> None:
    pool = Pool(publish(tmp_path, lines(2)), LIMITS)
    try:
        until(pool.ready)
        first = pool.digest
        for size in range(3, 200):
            pool.switch(publish(tmp_path / str(size), lines(size)))
            if pool.digest != first:
                break
        assert pool.digest != first
    finally:
        pool.close()


def test_without_any_snapshot_to_open_it_is_not_ready_and_says_so(tmp_path: Path) -> None:
    broken = publish(tmp_path, lines(3))
    shutil.rmtree(broken.path)
    pool = Pool(broken, replace(LIMITS, patience=0.5))
    try:
        assert not pool.ready()
        with pytest.raises(OverloadedError):
            ask(pool, "ASK {}")
        assert not pool.ready()
    finally:
        pool.close()


def test_nothing_runs_before_the_first_question_or_after_the_end(info: Info) -> None:
    before = threading.active_count()
    pool = Pool(info, LIMITS)
    assert threading.active_count() == before
    pool.close()
    pool = Pool(info, LIMITS)
    ask(pool, "ASK {}")
    assert pool._keeper.serving is not None
    processes = {pool._keeper.serving.process.pid, *numbers(pool)}
    before_end = descriptors()
    pool.close()
    assert threading.active_count() == before
    assert not any(map(alive, processes))
    assert descriptors() < before_end
    with pytest.raises(OverloadedError):
        ask(pool, "ASK {}")


ORPHANS: Final = """
import sys, time
from pathlib import Path
from scholargraph.formats import CSV
from scholargraph.sparql.limits import Limits
from scholargraph.sparql.workers import Pool
from scholargraph.store import Dataset, Info, Snapshots
pool = Pool(Snapshots(Path(sys.argv[1])).require(), Limits())
pool.ask("ASK {}", CSV, dataset=Dataset())
print(pool._keeper.serving.process.pid, *pool._keeper.serving.workers, flush=True)
try:
    pool.ask("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", CSV, dataset=Dataset())
finally:
    time.sleep(60)
"""


def test_when_the_server_is_killed_all_its_processes_end(info: Info) -> None:
    command = [sys.executable, "-c", ORPHANS, str(info.path.parents[1])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        processes = [int(number) for number in server.stdout.readline().split()]
        assert len(processes) >= 2
        assert all(map(alive, processes))
        server.kill()
    until(lambda: not any(map(alive, processes)))


def test_descriptors_and_processes_stay_the_same_over_many_deaths(info: Info) -> None:
    pool = Pool(info, LIMITS)
    try:
        until(lambda: len(numbers(pool)) == LIMITS.ready if pool.ready() else False)
        before = descriptors()
        for _ in range(20):
            with pytest.raises(QueryTimeoutError):
                ask(pool, hostile.ENDLESS["cross product"], timeout=0.05)
        until(lambda: len(pool._turns.idle) == LIMITS.ready)
        assert descriptors() == before
    finally:
        pool.close()
