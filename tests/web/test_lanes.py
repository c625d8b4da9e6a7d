"""The threads are shared out: a client is refused only while they are scarce, and a thread is held as long as its answer."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from scholargraph.web import lanes as lanes_module
from scholargraph.web.lanes import BODIES, PIECE, SHARE, SMALL, Lanes
from tests.waiting import PATIENCE, until

STATUSES: list[str] = []


def start(status: str, fields: list[tuple[str, str]]) -> None:
    STATUSES.append(status)


def body_of(body: Iterable[bytes]) -> Iterator[bytes]:
    yield from body


def asked(lanes: Lanes, client: str) -> Any:
    return lanes({"REMOTE_ADDR": client}, start)


def plain(parts: Any) -> Lanes:
    def application(environ: Any, start_response: Any) -> Any:
        start_response("200 OK", [])
        return parts() if callable(parts) else parts

    return Lanes(application, 12)


def test_while_there_are_threads_nobody_is_refused() -> None:
    lanes = plain(lambda: body_of([b"x"]))
    held = [asked(lanes, "192.0.2.1") for _ in range(8)]
    assert lanes._busy == 8
    for answer in held:
        assert list(answer) == [b"x"]
        answer.close()
        answer.close()
    assert lanes._busy == 0
    assert lanes._held == {}


def test_who_holds_its_share_of_scarce_threads_is_refused_and_others_are_not() -> None:
    lanes = plain(lambda: body_of([b"x"]))
    greedy = [asked(lanes, "192.0.2.1") for _ in range(8)]
    STATUSES.clear()
    refused = asked(lanes, "192.0.2.1")
    assert STATUSES == ["429 Too Many Requests"]
    assert b"problem-throttled" in b"".join(refused)
    for _ in range(SHARE):
        asked(lanes, "192.0.2.2")
    assert STATUSES[1:] == ["200 OK"] * SHARE
    asked(lanes, "192.0.2.2")
    assert STATUSES[-1] == "429 Too Many Requests"
    greedy.pop().close()
    asked(lanes, "192.0.2.3")
    assert STATUSES[-1] == "200 OK"


def test_many_short_requests_of_one_client_are_not_refused() -> None:
    """An office behind one address: the more there are, the longer they wait, and each is answered."""
    going, under_way = threading.Event(), threading.Semaphore(0)

    def application(environ: Any, start_response: Any) -> Any:
        under_way.release()
        assert going.wait(PATIENCE)
        start_response("200 OK", [])
        return [b"x"]

    lanes = Lanes(application, 16)  # 14 of which are nearly all
    answers: list[list[bytes]] = []
    threads = [threading.Thread(target=lambda: answers.append(asked(lanes, "192.0.2.1"))) for _ in range(40)]
    for thread in threads:
        thread.start()
    for _ in range(14):
        assert under_way.acquire(timeout=PATIENCE)
    assert not under_way.acquire(blocking=False), "the last threads are for others"
    other = threading.Thread(target=lambda: answers.append(asked(lanes, "192.0.2.2")))
    other.start()
    assert under_way.acquire(timeout=PATIENCE), "who has none does not wait"
    going.set()
    for thread in (*threads, other):
        thread.join()
    assert answers == [[b"x"]] * 41
    assert (lanes._busy, lanes._held) == (0, {})


def test_who_holds_threads_for_longer_than_a_moment_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes_module, "MOMENT", -1.0)  # it has passed already
    going, under_way = threading.Event(), threading.Semaphore(0)
    waiting: set[int] = set()

    def application(environ: Any, start_response: Any) -> Any:
        if environ.get("waits"):
            waiting.add(threading.get_ident())
        under_way.release()
        assert going.wait(PATIENCE)
        return [b"x"]

    lanes = Lanes(application, 12, waiting=lambda: waiting)
    held = [
        threading.Thread(target=lanes, args=({"REMOTE_ADDR": "192.0.2.1", "waits": count >= SHARE}, start))
        for count in range(8)
    ]
    for thread in held:
        thread.start()
        assert under_way.acquire(timeout=PATIENCE)
    STATUSES.clear()
    asked(lanes, "192.0.2.1")
    assert STATUSES == ["429 Too Many Requests"]
    waiting.add(held[0].ident or 0)
    threading.Thread(target=asked, args=(lanes, "192.0.2.1")).start()
    assert under_way.acquire(timeout=PATIENCE), "a query that waits its turn does not count"
    going.set()
    until(lambda: lanes._busy == 0)


def test_bodies_count_at_once_and_only_a_few_wait_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who sends bodies slowly has all threads otherwise, for as long as it takes to find that out."""
    monkeypatch.setattr(lanes_module, "MOMENT", 3600.0)
    going, under_way = threading.Event(), threading.Semaphore(0)
    statuses: list[str] = []

    def application(environ: Any, start_response: Any) -> Any:
        under_way.release()
        assert going.wait(PATIENCE)
        start_response("200 OK", [])
        return [b"x"]

    lanes = Lanes(application, 12)  # 8 of which make them scarce

    def send(client: str, **more: str) -> threading.Thread:
        thread = threading.Thread(
            target=lambda: lanes({"REMOTE_ADDR": client, **more}, lambda status, _: statuses.append(status))
        )
        thread.start()
        return thread

    slow = [send("192.0.2.1", **more) for more in [{"CONTENT_LENGTH": "9"}, {"HTTP_TRANSFER_ENCODING": "chunked"}] * 4]
    for _ in slow:
        assert under_way.acquire(timeout=PATIENCE)
    patient = [send("192.0.2.1", CONTENT_LENGTH="9") for _ in range(BODIES)]
    until(lambda: lanes._patient == BODIES)
    refused = [send("192.0.2.1", CONTENT_LENGTH="9"), send("192.0.2.1", HTTP_TRANSFER_ENCODING="chunked")]
    for thread in refused:
        thread.join()
    assert statuses == ["429 Too Many Requests"] * 2
    other = send("192.0.2.2")
    assert under_way.acquire(timeout=PATIENCE), "there are threads for others"
    going.set()
    for thread in (*slow, *patient, other):
        thread.join()
    assert statuses[2:] == ["200 OK"] * (len(slow) + len(patient) + 1)
    assert (lanes._busy, lanes._held, lanes._patient) == (0, {}, 0)


def test_a_small_list_holds_no_thread_and_a_large_one_comes_in_pieces() -> None:
    small = [b"x" * 10, b"y"]
    lanes = plain(small)
    assert asked(lanes, "192.0.2.1") is small
    assert lanes._busy == 0
    large = b"z" * (SMALL + 1)
    lanes = plain([b"head", large])
    answer = asked(lanes, "192.0.2.1")
    assert lanes._busy == 1
    assert [len(piece) for piece in answer] == [4, PIECE, PIECE, 1], "two pieces are small"
    answer.close()
    assert lanes._busy == 0


def test_what_fails_lets_its_thread_go() -> None:
    class Failing:
        closed = 0

        def __iter__(self) -> Iterator[bytes]:
            return iter([b"x"])

        def close(self) -> None:
            self.closed += 1
            raise KeyError

    failing = Failing()
    lanes = plain(failing)
    answer = asked(lanes, "192.0.2.1")
    with pytest.raises(KeyError):
        answer.close()
    assert (failing.closed, lanes._busy) == (1, 0)

    def application(environ: Any, start_response: Any) -> Any:
        raise KeyError

    lanes = Lanes(application, 12)
    with pytest.raises(KeyError):
        asked(lanes, "192.0.2.1")
    assert lanes._busy == 0
