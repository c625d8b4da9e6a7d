"""The server's connections, watched: those are ended on which nothing moves, and where room is scarce, what one client has
beyond its share.

It knows no request, only what the kernel tells of each connection; where that is not Linux's, it does nothing.
"""

from __future__ import annotations

import os
import socket
import struct
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scholargraph.sparql.budget import client_of

LOOK_SECONDS: Final = 1.0
"""How often all connections are looked at; a thousand take some milliseconds."""
SLOW_SECONDS: Final = 30.0
"""How long a client may keep its answer waiting on its way..."""
SLOW_BYTES: Final = 1024
"""...and the bytes it must take in each second that it does."""

_DESCRIPTORS: Final = Path("/proc/self/fd")
# struct tcp_info of linux/tcp.h, which only ever grows: milliseconds since data was sent, bytes that were acknowledged,
# bytes that wait for the client, and microseconds for which it left no room for them.
_LAST_SENT: Final = struct.Struct("=44xI")
_ACKNOWLEDGED: Final = struct.Struct("=120xQ")
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

    @property
    def slow(self) -> bool:
        """Whether the client takes its answer so slowly that it is there to keep us waiting."""
        return self.waiting and self.kept_waiting > SLOW_SECONDS and self.taken < self.kept_waiting * SLOW_BYTES


def watch(port: int, *, most: int, patience: float | Callable[[], float], shared_out: bool = True) -> None:
    """Watch the connections to a port of this process, in a thread of their own, for as long as it runs.

    `most` is how many the server takes, `patience` the seconds within which every request is answered that means no harm,
    or what gives them at the time.
    """
    if sys.platform == "linux" and _DESCRIPTORS.is_dir():
        threading.Thread(
            target=_watch, args=(port, most, patience, shared_out), name="connections", daemon=True
        ).start()


def _watch(port: int, most: int, patience: float | Callable[[], float], shared_out: bool) -> None:  # noqa: FBT001 - a thread's arguments
    pause = threading.Event()
    while not pause.wait(LOOK_SECONDS):
        look(port, most=most, patience=patience() if callable(patience) else patience, shared_out=shared_out)


def look(port: int, *, most: int, patience: float, shared_out: bool = True) -> int:
    """Look at all connections once, end those that are there for nothing, and tell how many there were."""
    found = list(connections(port))
    try:
        for connection in chosen(found, most=most, patience=patience, shared_out=shared_out):
            with suppress(OSError):
                connection.end.shutdown(socket.SHUT_RDWR)
    finally:
        for connection in found:
            connection.end.close()
    return len(found)


def chosen(found: list[Connection], *, most: int, patience: float, shared_out: bool = True) -> list[Connection]:
    """Choose what is to be ended: what is silent or slow, and, with three fourths of the room taken, what is beyond an
    eighth of it for one client, the longest silent first. Not shared out is what comes through a proxy, which is one client.
    """
    ended = [connection for connection in found if connection.silent > patience or connection.slow]
    if shared_out and len(found) * 4 > most * 3:
        of_clients: defaultdict[str, list[Connection]] = defaultdict(list)
        for connection in found:
            of_clients[connection.client].append(connection)
        for theirs in of_clients.values():
            theirs.sort(key=lambda connection: connection.silent, reverse=True)
            ended += theirs[: max(len(theirs) - most // 8, 0)]
    return ended


def connections(port: int) -> Iterator[Connection]:
    """Give the connections of this process to a port of its own, each with a descriptor that is to be closed."""
    ours: set[str] = set()
    for entry in tuple(_DESCRIPTORS.iterdir()):
        with suppress(OSError):
            if entry.name not in ours and str(entry.readlink()).startswith("socket:"):
                # The descriptor may be another's by now; ours stays what it is, and is not to be seen again.
                end = socket.socket(fileno=os.dup(int(entry.name)))
                ours.add(str(end.fileno()))
                found = _connection(end, port)
                if found is None:
                    end.close()
                else:
                    yield found


def _connection(end: socket.socket, port: int) -> Connection | None:
    """Tell how a connection goes; None where this is none, or not to our port."""
    if end.type != socket.SOCK_STREAM or end.family not in {socket.AF_INET, socket.AF_INET6}:
        return None
    try:
        if end.getsockname()[1] != port:
            return None
        peer = end.getpeername()[0]
        told = end.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _SIZE)
    except OSError:
        return None
    if len(told) < _SIZE:
        return None
    (silent,), (taken,) = _LAST_SENT.unpack_from(told), _ACKNOWLEDGED.unpack_from(told)
    (waiting,), (no_room,) = _NOT_SENT.unpack_from(told), _NO_ROOM.unpack_from(told)
    return Connection(end, client_of(peer), silent / 1000, waiting > 0, no_room / 1_000_000, taken)
