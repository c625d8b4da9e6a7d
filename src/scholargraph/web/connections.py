"""The server's connections, watched: those are ended on which nothing moves or too little, and where room is scarce, what one
client has beyond its share.

It knows no request, only what the kernel tells of each connection, and which bodies are waited for; where the kernel is not
Linux's, it does nothing.
"""

from __future__ import annotations

import os
import socket
import struct
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scholargraph.sparql.clients import WIDER, networks_of
from scholargraph.threads import Supervised
from scholargraph.web.bodies import Waiting

LOOK_SECONDS: Final = 1.0
"""How often all connections are looked at; a thousand take some milliseconds."""
SLOW_SECONDS: Final = 30.0
"""How long a client may keep its answer waiting on its way..."""
SLOW_BYTES: Final = 1024
"""...and the bytes it must take in each second that it does."""
BODY_SECONDS: Final = 10.0
"""How long a client may say nothing while its body is waited for, or send it slowly..."""
BODY_BYTES: Final = 1024
"""...and the bytes it must send in each second beyond that."""

_DESCRIPTORS: Final = Path("/proc/self/fd")
# struct tcp_info of linux/tcp.h, which only ever grows: milliseconds since data was sent and since some came, bytes that were
# acknowledged and that came, bytes that wait for the client, and microseconds for which it left no room for them.
_LAST_SENT: Final = struct.Struct("=44xI")
_LAST_CAME: Final = struct.Struct("=52xI")
_ACKNOWLEDGED: Final = struct.Struct("=120xQ")
_CAME: Final = struct.Struct("=128xQ")
_NOT_SENT: Final = struct.Struct("=144xI")
_NO_ROOM: Final = struct.Struct("=176xQ")
_SIZE: Final = 192


@dataclass(frozen=True, slots=True)
class Connection:
    """A connection that somebody has with us: a descriptor of our own, whose it is, and how it goes."""

    end: socket.socket
    client: str
    silent: float
    """Seconds since we sent anything."""
    waiting: bool
    """Whether we have more to send."""
    kept_waiting: float
    """Seconds for which the client had no room for it."""
    taken: int
    """Bytes that the client has taken."""
    came: int = 0
    """Bytes that the client has sent."""
    mute: float = 0.0
    """Seconds since the client sent anything."""
    networks: tuple[str, ...] = ()
    """All that the client is counted in, itself first."""
    peer: tuple[str, int] = ("", 0)
    """Its address and port."""
    descriptor: int = -1
    """The descriptor of whoever has the connection."""

    @property
    def asked(self) -> bool:
        """Whether the client spoke last, as far as the kernel's clock can tell: its request is on its way, or worked on."""
        return self.mute <= self.silent

    @property
    def slow(self) -> bool:
        """Whether the client takes its answer so slowly that it is there to keep us waiting."""
        return self.waiting and self.kept_waiting > SLOW_SECONDS and self.taken < self.kept_waiting * SLOW_BYTES


class Requests:
    """What is known of requests that are on their way: the bodies that are waited for, and, from one look to the next, since
    when a client has not been answered, and how many bytes it had sent then.
    """

    def __init__(self, waiting: Callable[[], Iterable[Waiting]] = tuple) -> None:
        self._waiting = waiting
        self._asking: dict[tuple[str, int], tuple[float, int]] = {}

    def harmful(self, found: Sequence[Connection], now: float) -> list[Connection]:
        """Choose the connections whose requests do not come, or too slowly."""
        return [*self._dripping(found, now), *stalled(found, self._waiting(), now)]

    def _dripping(self, found: Sequence[Connection], now: float) -> list[Connection]:
        before, self._asking = self._asking, {}
        ended = []
        for connection in found:
            if connection.asked:
                since, came = self._asking[connection.peer] = before.get(connection.peer, (now, connection.came))
                # Of which nothing more comes is a request that is worked on, or one that `stalled` finds.
                if 0 < connection.came - came < (now - since) * BODY_BYTES and now - since > BODY_SECONDS:
                    ended.append(connection)
        return ended


def watch(
    port: int,
    *,
    most: int,
    patience: float | Callable[[], float],
    shared_out: bool = True,
    waiting: Callable[[], Iterable[Waiting]] = tuple,
) -> None:
    """Watch the connections to a port of this process, in a thread of their own, for as long as it runs.

    `most` is how many the server takes, `patience` the seconds within which every request is answered that means no harm,
    or what gives them at the time, `waiting` gives the bodies that are waited for.
    """
    if sys.platform == "linux" and _DESCRIPTORS.is_dir():
        requests = Requests(waiting)

        def look_once() -> None:
            seconds = patience() if callable(patience) else patience
            look(port, most=most, patience=seconds, shared_out=shared_out, requests=requests)

        Supervised("connections", look_once, pause=LOOK_SECONDS).start()


def look(port: int, *, most: int, patience: float, shared_out: bool = True, requests: Requests | None = None) -> int:
    """Look at all connections once, end those that are there for nothing, and tell how many there were."""
    found: list[Connection] = []
    for connection in connections(port):
        connection.end.close()  # with all of them open at once, it would take twice the descriptors
        found.append(connection)
    ended = chosen(found, most=most, patience=patience, shared_out=shared_out)
    if requests is not None:
        ended += requests.harmful(found, time.monotonic())
    for connection in ended:
        with suppress(OSError):
            _end(connection)
    return len(found)


def _end(connection: Connection) -> None:
    """End a connection, unless its descriptor has become another's meanwhile."""
    with socket.socket(fileno=os.dup(connection.descriptor)) as end:
        if end.getpeername()[:2] == connection.peer:
            end.shutdown(socket.SHUT_RDWR)


def stalled(found: Sequence[Connection], waiting: Iterable[Waiting], now: float) -> list[Connection]:
    """Choose the connections whose bodies do not come: for each such body, of its client's connections that wait to be
    answered the one that has been mute most nearly as long as the body is waited for.

    Another one of the same client, whose query takes as long, can be taken for it; one that sends, or is answered, cannot.
    """
    ended: list[Connection] = []
    for body in waiting:
        waited = now - body.since
        if waited > BODY_SECONDS:
            mute = [
                connection
                for connection in found
                if connection.client == body.client
                and connection.asked
                and connection.mute > BODY_SECONDS
                and connection not in ended
            ]
            ended += sorted(mute, key=lambda connection: abs(connection.mute - waited))[:1]
    return ended


def chosen(found: list[Connection], *, most: int, patience: float, shared_out: bool = True) -> list[Connection]:
    """Choose what is to be ended: what is silent or slow, and, with three fourths of the room taken, what is beyond a client's
    part of them, an eighth of the room at most, the longest silent first. Not shared out is what comes through a proxy,
    which is one client.
    """
    ended = {id(one): one for one in found if one.silent > patience or one.slow}
    if shared_out and len(found) * 4 > most * 3:
        for level, times in enumerate(WIDER):
            for theirs, part in _beyond(found, level, most, times):
                theirs.sort(key=lambda connection: connection.silent, reverse=True)
                ended.update((id(one), one) for one in theirs[: len(theirs) - part])
    return list(ended.values())


def _beyond(found: list[Connection], level: int, most: int, times: int) -> Iterator[tuple[list[Connection], int]]:
    """Give the connections of each network that has more than its part, and that part."""
    of_networks: defaultdict[str, list[Connection]] = defaultdict(list)
    for connection in found:
        networks = connection.networks or (connection.client,)
        if level < len(networks):
            of_networks[networks[level]].append(connection)
    part = min(most // 8, _part(list(map(len, of_networks.values())), most * 3 // 4)) * times
    return ((theirs, part) for theirs in of_networks.values() if len(theirs) > part)


def _part(held: list[int], room: int) -> int:
    """Give the most that each may keep so that all together have no more than the room; at least one."""
    left, part = room, room
    for place, count in enumerate(sorted(held)):
        part = left // (len(held) - place)
        if count > part:
            break
        left -= count
    return max(part, 1)


def connections(port: int) -> Iterator[Connection]:
    """Give the connections of this process to a port of its own, each with a descriptor that is to be closed."""
    ours: set[str] = set()
    for entry in tuple(_DESCRIPTORS.iterdir()):
        with suppress(OSError):
            if entry.name not in ours and str(entry.readlink()).startswith("socket:"):
                # The descriptor may be another's by now; ours stays what it is, and is not to be seen again.
                end = socket.socket(fileno=os.dup(int(entry.name)))
                ours.add(str(end.fileno()))
                found = _connection(end, port, int(entry.name))
                if found is None:
                    end.close()
                else:
                    yield found


def _connection(end: socket.socket, port: int, descriptor: int) -> Connection | None:
    """Tell how a connection goes; None where this is none, or not to our port."""
    if end.type != socket.SOCK_STREAM or end.family not in {socket.AF_INET, socket.AF_INET6}:
        return None
    try:
        if end.getsockname()[1] != port:
            return None
        peer = end.getpeername()[:2]
        told = end.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _SIZE)
    except OSError:
        return None
    if len(told) < _SIZE:
        return None
    (silent,), (taken,) = _LAST_SENT.unpack_from(told), _ACKNOWLEDGED.unpack_from(told)
    (waiting,), (no_room,) = _NOT_SENT.unpack_from(told), _NO_ROOM.unpack_from(told)
    (mute,), (came,) = _LAST_CAME.unpack_from(told), _CAME.unpack_from(told)
    networks = networks_of(peer[0])
    return Connection(
        end,
        networks[0],
        silent / 1000,
        waiting > 0,
        no_room / 1_000_000,
        taken,
        came=came,
        mute=mute / 1000,
        networks=networks,
        peer=peer,
        descriptor=descriptor,
    )
