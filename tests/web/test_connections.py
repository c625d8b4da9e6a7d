"""Connections on which nothing moves are ended, and no client keeps all of them when they are scarce."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass

import pytest

from scholargraph.web import connections
from scholargraph.web.connections import SLOW_BYTES, SLOW_SECONDS, Connection, chosen

PATIENCE = 40.0


@dataclass(frozen=True)
class Pair:
    """A client's end and ours."""

    theirs: socket.socket
    ours: socket.socket


class Listener:
    """A port of this process that clients come to."""

    def __init__(self, opened: ExitStack) -> None:
        self._opened = opened
        self._listener = opened.enter_context(socket.create_server(("127.0.0.1", 0)))
        self.port: int = self._listener.getsockname()[1]

    def accept(self, client: str = "127.0.0.1") -> Pair:
        theirs = socket.create_connection(("127.0.0.1", self.port), source_address=(client, 0))
        ours, _ = self._listener.accept()
        return Pair(self._opened.enter_context(theirs), self._opened.enter_context(ours))


@pytest.fixture
def listener() -> Iterator[Listener]:
    with ExitStack() as opened:
        yield Listener(opened)


def connection(
    client: str, silent: float = 0.0, *, waiting: bool = False, kept: float = 0.0, taken: int = 0
) -> Connection:
    end = socket.socket()
    end.close()
    return Connection(end, client, silent, waiting, kept, taken)


def test_only_our_own_connections_to_the_port_are_seen(listener: Listener) -> None:
    pair = listener.accept("127.0.0.7")
    found = list(connections.connections(listener.port))
    try:
        assert [each.client for each in found] == ["127.0.0.7"]
        assert found[0].end.fileno() not in {pair.ours.fileno(), pair.theirs.fileno()}
        assert found[0].end.getpeername() == pair.theirs.getsockname()
        assert found[0].silent < PATIENCE
        assert not found[0].slow
        assert pair.ours.getblocking()
    finally:
        for each in found:
            each.end.close()


def test_what_moves_stays_and_what_is_silent_is_ended(listener: Listener) -> None:
    pair = listener.accept()
    assert connections.look(listener.port, most=100, patience=PATIENCE) == 1
    pair.theirs.sendall(b"x")
    assert pair.ours.recv(1) == b"x", "it goes on"
    assert connections.look(listener.port, most=100, patience=-1.0) == 1
    assert pair.theirs.recv(1) == b""
    assert pair.ours.recv(1) == b""


def test_the_kernel_tells_of_a_client_that_takes_nothing(listener: Listener) -> None:
    pair = listener.accept()
    pair.ours.settimeout(0)
    with suppress(BlockingIOError):
        while True:
            pair.ours.send(b"x" * 65536)
    pause = threading.Event()
    found: list[Connection] = []
    for _ in range(200):
        found = list(connections.connections(listener.port))
        found[0].end.close()
        if found[0].waiting and found[0].kept_waiting > 0:
            break
        pause.wait(0.05)
    assert found[0].waiting
    assert found[0].kept_waiting > 0
    assert found[0].taken > 0


def test_a_client_that_takes_its_answer_slowly_is_ended_and_a_slow_line_is_not() -> None:
    kept = SLOW_SECONDS + 1
    enough = int(kept * SLOW_BYTES)
    slow, fair = (
        connection("a", waiting=True, kept=kept, taken=enough - 1),
        connection("b", waiting=True, kept=kept, taken=enough),
    )
    over, early = connection("c", kept=kept), connection("d", waiting=True, kept=SLOW_SECONDS)
    assert chosen([slow, fair, over, early], most=100, patience=PATIENCE) == [slow]


def test_where_room_is_scarce_nobody_keeps_more_than_an_eighth() -> None:
    greedy = [connection("greedy", silent=float(number)) for number in range(50)]
    calm = [connection("calm", silent=1.0) for _ in range(3)]
    assert chosen([*greedy, *calm], most=80, patience=PATIENCE * 10) == []
    assert chosen([*greedy, *calm], most=64, patience=PATIENCE * 10, shared_out=False) == [], "one proxy, many clients"
    ended = chosen([*greedy, *calm], most=64, patience=PATIENCE * 10)
    assert [each.silent for each in ended] == [float(number) for number in range(49, 7, -1)]
    assert {each.client for each in ended} == {"greedy"}


def test_the_watch_looks_by_itself(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = threading.Event()
    monkeypatch.setattr(connections, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(connections, "look", lambda *_, **__: looked.set())
    connections.watch(listener.port, most=1, patience=1.0)
    assert looked.wait(10)
