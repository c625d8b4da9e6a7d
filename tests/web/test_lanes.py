"""The threads are shared out: a client is refused only while they are scarce, and a thread is held as long as its answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from scholargraph.web.lanes import PIECE, SHARE, SMALL, Lanes

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
