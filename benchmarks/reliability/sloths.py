"""Very many connections on which hardly anything moves, from many addresses, in a process of its own.

It opens again what the server ends, and prints as one line of JSON how many it had of each kind, and how many were ended.
Run by `benchmarks.reliability.slow_clients`, and against nothing but the loopback address.
"""

from __future__ import annotations

import argparse
import json
import resource
import socket
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

TICK_SECONDS: Final = 1.0
"""How often each connection moves by a byte, and those are opened again that were ended."""
ROOM: Final = 4096
"""Bytes that a slow reader has room for."""

_LARGE: Final = quote("SELECT * { ?s ?p ?o } LIMIT 9000")
_POST: Final = (
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 100000\r\n\r\n"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What is sent at first, what again and again, and whether the answer is read, a byte at a time."""

    name: str
    first: bytes
    more: bytes = b""
    reads: bool = False


KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind("head-drips", b"GET / HTTP/1.1\r\nHost: x\r\nX: ", b"x"),
        Kind("head-stalls", b"GET / HTTP/1.1\r\nHost:"),
        Kind("silent", b""),
        Kind("body-drips", _POST + b"ASK {}", b" "),
        Kind("body-stalls", _POST),
        Kind("body-in-chunks", _POST.replace(b"Content-Length: 100000", b"Transfer-Encoding: chunked"), b"1\r\nx\r\n"),
        Kind("reader-of-rows", f"GET /sparql?query={_LARGE} HTTP/1.1\r\nHost: x\r\n\r\n".encode(), reads=True),
        Kind("reader-of-dump", b"GET /dump.nq.gz HTTP/1.1\r\nHost: x\r\n\r\n", reads=True),
        Kind("reader-of-graph", b"GET /store?default HTTP/1.1\r\nHost: x\r\n\r\n", reads=True),
    )
}


@dataclass(slots=True)
class Sloth:
    """A connection, its client's address, and what it does."""

    address: str
    kind: Kind
    end: socket.socket | None = None


@dataclass(slots=True)
class Told:
    """How many were opened of each kind, how many the server ended, and how many were open in the end."""

    opened: Counter[str] = field(default_factory=Counter)
    ended: Counter[str] = field(default_factory=Counter)
    held: int = 0


def run(port: int, sloths: Sequence[Sloth], *, seconds: float) -> Told:
    """Hold the connections for some seconds, each opened again within a tick when it was ended."""
    told, pause, ends = Told(), threading.Event(), time.monotonic() + seconds
    while time.monotonic() < ends:
        began = time.monotonic()
        for sloth in sloths:
            if sloth.end is None:
                _open(sloth, port, told)
            elif not _moves(sloth.end, sloth.kind):
                told.ended[sloth.kind.name] += 1
                sloth.end.close()
                sloth.end = None
        pause.wait(max(0.0, min(TICK_SECONDS - (time.monotonic() - began), ends - time.monotonic())))
    for sloth in sloths:
        if sloth.end is not None:
            told.held += 1
            sloth.end.close()
    return told


def made(connections: int, addresses: Sequence[str], kinds: Sequence[str]) -> list[Sloth]:
    """Give so many connections, the kinds and then the addresses in turn."""
    return [
        Sloth(addresses[number // len(kinds) % len(addresses)], KINDS[kinds[number % len(kinds)]])
        for number in range(connections)
    ]


def _open(sloth: Sloth, port: int, told: Told) -> None:
    end = socket.socket()
    try:
        if sloth.kind.reads:
            end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, ROOM)
        end.bind((sloth.address, 0))
        end.settimeout(1)
        end.connect(("127.0.0.1", port))
        end.sendall(sloth.kind.first)
        end.settimeout(0)
    except OSError:
        end.close()
        return
    told.opened[sloth.kind.name] += 1
    sloth.end = end


def _moves(end: socket.socket, kind: Kind) -> bool:
    """Send or read a little; whether the connection is still there."""
    try:
        if kind.more:
            end.send(kind.more)
        return end.recv(1 if kind.reads else 65536) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


def main() -> None:
    """Hold slow connections to a port and tell what became of them."""
    parser = argparse.ArgumentParser(prog="benchmarks.reliability.sloths", description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--group", action="append", required=True, help="CONNECTIONS:KIND,KIND:ADDRESS,ADDRESS")
    options = parser.parse_args()
    sloths: list[Sloth] = []
    for group in options.group:
        connections, kinds, addresses = group.split(":")
        sloths += made(int(connections), addresses.split(","), kinds.split(","))
    strangers = [sloth.address for sloth in sloths if not sloth.address.startswith("127.")]
    if strangers:
        raise SystemExit(f"{strangers[0]} is not a loopback address: attack nobody else.")
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    told = run(options.port, sloths, seconds=options.seconds)
    print(json.dumps({"opened": told.opened, "ended": told.ended, "held": told.held}))


if __name__ == "__main__":
    main()
