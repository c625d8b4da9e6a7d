"""Connections on which nothing moves are ended, and no client keeps all of them when they are scarce."""

from __future__ import annotations

import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace

import pytest

from scholargraph.sparql.clients import networks_of
from scholargraph.web import connections
from scholargraph.web.bodies import Waiting
from scholargraph.web.connections import (
    BODY_BYTES,
    BODY_SECONDS,
    SLOW_BYTES,
    SLOW_SECONDS,
    Connection,
    Requests,
    chosen,
    stalled,
)
from tests.waiting import until

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


def sending(number: int, came: int = 0, *, mute: float = 0.0, silent: float = 100.0, client: str = "a") -> Connection:
    return replace(connection(client, silent), came=came, mute=mute, peer=("192.0.2.1", number))


def test_where_room_is_scarce_all_have_the_same_part_at_most() -> None:
    """Forty addresses that have fifty each do not keep the room from those who have six."""
    many = [connection(f"192.0.2.{number}", float(place)) for number in range(40) for place in range(50)]
    few = [connection(f"198.51.100.{number}", 1.0) for number in range(30) for _ in range(6)]
    ended = chosen([*many, *few], most=1024, patience=PATIENCE * 10)
    kept = Counter(one.client for one in [*many, *few] if one not in ended)
    assert all(kept[one.client] == 6 for one in few)
    assert {kept[one.client] for one in many} == {(1024 * 3 // 4 - 180) // 40}


def test_where_room_is_scarce_networks_have_a_part_too() -> None:
    homes = [
        replace(connection("x"), client=networks[0], networks=networks)
        for networks in (networks_of(f"2001:db8:0:{number:x}::1") for number in range(400))
    ]
    calm = [connection(f"192.0.2.{number}") for number in range(100)]
    ended = chosen([*homes, *calm], most=400, patience=PATIENCE * 10)
    assert len(homes) - len(ended) <= 400 // 8 * 4
    assert not [one for one in ended if one in calm]


def test_who_sends_a_request_byte_by_byte_is_ended() -> None:
    requests, now = Requests(), 1000.0
    enough = 100 + int(BODY_SECONDS + 1) * BODY_BYTES
    assert requests.harmful([sending(1, 100), sending(2, 100), sending(3, 100), sending(4, 100, silent=0.5)], now) == []
    now += BODY_SECONDS + 1
    drips, fair, works = sending(1, 110), sending(2, enough), sending(3, 100, mute=BODY_SECONDS + 1)
    answered = sending(4, 110, mute=0.5, silent=0.1)
    assert requests.harmful([drips, fair, works, answered], now) == [drips]


def test_a_request_begins_anew_when_the_one_before_is_answered() -> None:
    requests, now = Requests(), 1000.0
    requests.harmful([sending(1, 100)], now)
    requests.harmful([sending(1, 110, mute=5.0, silent=1.0)], now + 5)
    assert requests.harmful([sending(1, 120)], now + BODY_SECONDS + 1) == []
    assert requests.harmful([], now + 20) == []
    assert requests._asking == {}, "who is gone is forgotten"


def test_a_body_that_does_not_come_ends_its_clients_connection() -> None:
    now, late = 1000.0, BODY_SECONDS + 1
    waiting = [Waiting("a", now - late), Waiting("b", now - 1.0), Waiting("c", now - late)]
    stuck, idle = sending(1, mute=late - 0.1), sending(2, mute=50.0, silent=20.0)
    longer, shorter = sending(3, mute=late + 9), sending(4, mute=BODY_SECONDS - 0.1)
    patient, moving = sending(5, mute=1.0, client="b"), sending(6, mute=1.0, client="c")
    found = [longer, shorter, stuck, idle, patient, moving]
    assert stalled(found, waiting, now) == [stuck]
    assert stalled(found, [], now) == []
    assert stalled(found, [*waiting, waiting[0]], now) == [stuck, longer], "one for each body"
    assert stalled([shorter, idle], waiting, now) == []


def test_a_stalled_body_is_ended_and_its_neighbour_is_not(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "BODY_SECONDS", 0.2)
    stuck, other = listener.accept("127.0.0.7"), listener.accept("127.0.0.8")
    for pair in (stuck, other):
        pair.theirs.sendall(b"POST")
        assert pair.ours.recv(9) == b"POST"
    requests = Requests(lambda: [Waiting("127.0.0.7", 0.0)])

    def ended() -> bool:
        assert connections.look(listener.port, most=100, patience=PATIENCE, requests=requests) == 2
        stuck.ours.settimeout(0)
        with suppress(BlockingIOError):
            return stuck.ours.recv(1) == b""
        return False

    until(ended)
    other.theirs.sendall(b"x")
    assert other.ours.recv(1) == b"x"


def test_no_descriptor_is_left_open(listener: Listener) -> None:
    for _ in range(5):
        listener.accept()
    before = len(list(connections._DESCRIPTORS.iterdir()))
    assert connections.look(listener.port, most=6, patience=PATIENCE, requests=Requests()) == 5
    assert len(list(connections._DESCRIPTORS.iterdir())) == before


def test_a_descriptor_that_is_another_connections_by_now_is_left_alone(listener: Listener) -> None:
    pair = listener.accept()
    (found,) = connections.connections(listener.port)
    found.end.close()
    connections._end(replace(found, peer=("127.0.0.1", 1)))
    pair.theirs.sendall(b"x")
    assert pair.ours.recv(1) == b"x"
    connections._end(found)
    assert pair.theirs.recv(1) == b""


def test_the_watch_goes_on_when_a_look_fails(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = [OSError(24, "Too many open files"), OSError(24, "Too many open files")]
    looked = threading.Event()

    def look(*_: object, **__: object) -> int:
        if looks:
            raise looks.pop()
        looked.set()
        return 0

    monkeypatch.setattr(connections, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(connections, "look", look)
    connections.watch(listener.port, most=1, patience=1.0)
    assert looked.wait(10)
