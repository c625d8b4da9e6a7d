"""Refusals are held for who came again too early, and for nobody else; a hold has its room, and gives it back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from scholargraph.web.metrics import RequestCounts
from scholargraph.web.tarpit import SECONDS, Tarpit
from scholargraph.web.telemetry import Telemetry, note
from tests.waiting import until


class Refusing:
    """An application that refuses those who come from the net 192.0.2.0/24, early or not as the query says."""

    def __call__(self, environ: Any, start_response: Any) -> list[bytes]:
        if environ["REMOTE_ADDR"].startswith("192.0.2."):
            note(environ, error="throttled", budget="errors", **({"early": "yes"} if environ["QUERY_STRING"] else {}))
            start_response("429 Too Many Requests", [("Retry-After", "2")])
            return [b"no"]
        start_response("200 OK", [])
        return [b"yes"]


def asked(tarpit: Tarpit, client: str, *, early: bool = True) -> bytes:
    watched = Telemetry(tarpit, RequestCounts())
    answer: Iterable[bytes] = watched({"REMOTE_ADDR": client, "QUERY_STRING": "early" * early}, lambda *_: None)
    return b"".join(answer)


def test_only_who_comes_too_early_waits() -> None:
    waited: list[float] = []
    tarpit = Tarpit(Refusing(), 4, wait=waited.append)
    assert asked(tarpit, "192.0.2.1", early=False) == b"no"
    assert asked(tarpit, "198.51.100.1") == b"yes"
    assert waited == []
    assert asked(tarpit, "192.0.2.1") == b"no"
    assert waited == [SECONDS]


def test_a_request_that_nobody_watches_is_not_held() -> None:
    waited: list[float] = []
    tarpit = Tarpit(Refusing(), 4, wait=waited.append)
    assert list(tarpit({"REMOTE_ADDR": "192.0.2.1", "QUERY_STRING": "early"}, lambda *_: None)) == [b"no"]
    assert waited == []


def holding(tarpit: Tarpit, clients: Iterable[str]) -> list[threading.Thread]:
    threads = [threading.Thread(target=asked, args=(tarpit, client)) for client in clients]
    for thread in threads:
        thread.start()
    return threads


@pytest.mark.parametrize(
    ("holders", "comes", "held"),
    [
        (["192.0.2.1"] * 3, "192.0.2.2", True),  # one of six is there for another
        (["192.0.2.1"] * 3, "192.0.2.1", True),
        (["192.0.2.1"] * 4 + ["192.0.2.2"], "192.0.2.1", False),  # it has more than its part
        ([f"192.0.2.{number}" for number in range(1, 7)], "192.0.2.9", False),  # there is no room
    ],
)
def test_where_room_is_scarce_a_refusal_goes_out_at_once(holders: list[str], comes: str, *, held: bool) -> None:
    release = threading.Event()
    waiting: list[float] = []

    def wait(seconds: float) -> None:
        waiting.append(seconds)
        release.wait()

    tarpit = Tarpit(Refusing(), 6, wait=wait)
    threads = holding(tarpit, holders)
    try:
        until(lambda: len(waiting) == len(holders))
        more = holding(tarpit, [comes])
        threads += more
        if held:
            until(lambda: len(waiting) == len(holders) + 1)
        else:
            more[0].join()
            assert len(waiting) == len(holders)
    finally:
        release.set()
        for thread in threads:
            thread.join()
    release.clear()
    again = holding(tarpit, [comes])
    threads.clear()
    until(lambda: len(waiting) == len(holders) + 1 + held)  # all have given their room back
    release.set()
    again[0].join()


def test_room_is_given_back_where_waiting_fails() -> None:
    failing: list[Callable[[float], object]] = []

    def wait(seconds: float) -> None:
        failing.append(wait)
        raise OSError(12, "Cannot allocate memory")

    tarpit = Tarpit(Refusing(), 1, wait=wait)
    for _ in range(3):
        with pytest.raises(OSError, match="Cannot allocate"):
            asked(tarpit, "192.0.2.1")
    assert len(failing) == 3
