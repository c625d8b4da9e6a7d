"""The threads are shared out: a client is refused only while they are scarce, and a thread is held as long as its answer."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from scholargraph.errors import OverloadedError
from scholargraph.web import lanes as module
from scholargraph.web.bodies import Bodies
from scholargraph.web.lanes import PIECE, SHARE, SMALL, Lanes
from scholargraph.web.metrics import RequestCounts, exposition
from scholargraph.web.telemetry import Telemetry
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
    going = threading.Event()

    def application(environ: Any, start_response: Any) -> Any:
        assert going.wait(PATIENCE)
        start_response("200 OK", [])
        return [b"x"]

    lanes = Lanes(application, 96, working=14)
    answers: list[list[bytes]] = []
    threads = [threading.Thread(target=lambda: answers.append(asked(lanes, "192.0.2.1"))) for _ in range(60)]
    for thread in threads:
        thread.start()
    until(lambda: lanes._waiting == 60 - 14)
    going.set()
    for thread in threads:
        thread.join()
    assert answers == [[b"x"]] * 60
    assert (lanes._busy, lanes._held, lanes._idle) == (0, {}, 14)


def test_a_refusal_is_noted_with_its_budget_and_tells_the_request() -> None:
    """Bodies and answers are refused in one way, which logs, metrics and clients are told of."""
    lanes = Lanes(plain(lambda: body_of([b"x"]))._application, 3)
    held = [asked(lanes, "192.0.2.1") for _ in range(3)]
    counts, sent = RequestCounts(), list[tuple[str, str]]()

    def started(status: str, fields: list[tuple[str, str]], *more: Any) -> None:
        sent.extend([("status", status), *fields])

    environ = {"REMOTE_ADDR": "192.0.2.1", "HTTP_HOST": "example.org", "HTTP_X_REQUEST_ID": "abc"}
    for application in (lanes, Bodies(lanes, 3, most=10)):
        sent.clear()
        body = b"".join(Telemetry(application, counts)(dict(environ), started))
        assert dict(sent)["status"] == "429 Too Many Requests"
        assert dict(sent)["X-Request-ID"] == json.loads(body)["request_id"] == "abc"
    refused = b"".join(Telemetry(Bodies(lanes, 3, most=10), counts)({**environ, "HTTP_HOST": "a,b"}, started))
    assert json.loads(refused)["request_id"] == "abc"
    assert 'scholargraph_refusals_total{budget="threads"} 2' in exposition(counts.families())
    for answer in held:
        answer.close()


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


def test_what_is_on_its_way_leaves_the_work_to_others() -> None:
    """Slow readers hold threads, but none of those that work."""
    lanes = Lanes(plain(lambda: body_of([b"x"]))._application, 30, working=2)
    answers = [asked(lanes, f"192.0.2.{number}") for number in range(20)]
    assert (lanes._busy, lanes._idle) == (20, 2)
    for answer in answers:
        answer.close()
    assert lanes._busy == 0


def test_however_many_read_slowly_threads_are_left_to_work() -> None:
    closed: list[str] = []

    class Pieces:
        def __iter__(self) -> Iterator[bytes]:
            return iter([b"x"])

        def close(self) -> None:
            closed.append("closed")

    lanes = Lanes(plain(Pieces)._application, 12, working=4)
    for number in range(8):
        asked(lanes, f"192.0.2.{number}")
    STATUSES.clear()
    refused = lanes({"REMOTE_ADDR": "198.51.100.1"}, lambda status, *_: STATUSES.append(status))
    assert STATUSES == ["200 OK", "503 Service Unavailable"]
    assert b"problem-overloaded" in b"".join(refused)
    assert closed == ["closed"], "what is not sent is closed"
    assert (lanes._busy, lanes._idle) == (8, 4)


def test_so_many_work_at_once_and_the_others_wait_for_them() -> None:
    let, working, most = threading.Event(), list[int](), list[int]()

    def application(environ: Any, start_response: Any) -> Any:
        working.append(1)
        most.append(len(working))
        let.wait()
        working.pop()
        start_response("200 OK", [])
        return [b"x"]

    lanes = Lanes(application, 30, working=3)
    threads = [threading.Thread(target=asked, args=(lanes, f"192.0.2.{number}")) for number in range(10)]
    for thread in threads:
        thread.start()
    until(lambda: lanes._waiting == 7)
    assert len(working) == 3
    let.set()
    for thread in threads:
        thread.join()
    assert max(most) <= 3
    assert (lanes._busy, lanes._idle, lanes._waiting) == (0, 3, 0)


def test_what_fails_lets_others_work() -> None:
    def application(environ: Any, start_response: Any) -> Any:
        raise KeyError

    lanes = Lanes(application, 30, working=1)
    for _ in range(3):
        with pytest.raises(KeyError):
            asked(lanes, "192.0.2.1")
    assert lanes._idle == 1


def test_only_so_much_is_on_its_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ON_THE_WAY", 3 * SMALL)
    large = [b"z" * (SMALL + 1)]
    lanes = plain(large)
    first, second = asked(lanes, "192.0.2.1"), asked(lanes, "192.0.2.2")
    told: list[tuple[str, Any]] = []

    def again(status: str, fields: Any, failed: Any = None) -> None:
        told.append((status, failed))

    refused = lanes({"REMOTE_ADDR": "192.0.2.3"}, again)
    assert [status for status, _ in told] == ["200 OK", "503 Service Unavailable"]
    assert isinstance(told[1][1][1], OverloadedError), "PEP 3333 asks for it where an answer is begun again"
    assert b"problem-overloaded" in b"".join(refused)
    first.close()
    assert b"".join(asked(lanes, "192.0.2.3")) == large[0]
    second.close()


def test_networks_have_shares_too() -> None:
    lanes = Lanes(plain(lambda: body_of([b"x"]))._application, 120)
    for _ in range(80):
        asked(lanes, "192.0.2.1")
    STATUSES.clear()
    for number in range(32):
        asked(lanes, f"2001:db8:0:{number:x}::1")
    assert STATUSES.count("200 OK") == SHARE * 2, "all of them are in one /56"
