"""One hostile client, in a process and at an address of its own: queries, floods, and connections on which nothing moves.

It prints how it was answered, by status, as one line of JSON. Run by `benchmarks.endpoint.hostile`, and against nothing
but the loopback address.
"""

from __future__ import annotations

import json
import os
import random
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Final
from urllib.parse import quote

from tests.sparql import hostile
from tests.sparql.hostile_expensive import EXPENSIVE

ROUNDS: Final = 3
THREADS: Final = 6
"""Queries that it tries to have under way, which is more than it may."""
REFUSED_SECONDS: Final = 0.02
"""After so long it comes again when it was refused: it does as if it had not read Retry-After."""
PATIENCE: Final = 20.0
SLOTHS: Final = 15
"""Connections of each slow kind."""
DRIP_SECONDS: Final = 3.0

_LARGE: Final = "SELECT * { ?s ?p ?o } LIMIT 9000"


def corpus(canary: str) -> list[str]:
    """Give every hostile query, by whatever it means harm."""
    kinds = (hostile.ENDLESS, hostile.BOMBS, hostile.DEEP, hostile.LONG, hostile.HUGE, hostile.SERVICES, EXPENSIVE)
    return [query.replace("{canary}", canary) for kind in kinds for query in kind.values()]


def posted(query: str) -> bytes:
    """Write a request for a query."""
    body = query.encode("utf-8", "replace")
    head = (
        f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(body)}\r\n"
    )
    return head.encode() + b"Connection: close\r\n\r\n" + body


class Attacker:
    """A client that means harm, until its time is over."""

    def __init__(self, address: str, port: int, *, seconds: float, canary: str) -> None:
        self.address = address
        self.port = port
        self.ends = time.monotonic() + seconds
        self.answers: Counter[str] = Counter()
        self._queries = corpus(canary) * ROUNDS
        random.Random(address).shuffle(self._queries)
        self._turn = threading.Lock()
        self._pause = threading.Event()

    def run(self) -> dict[str, int]:
        """Do it all at once; give the answers by status."""
        tasks = [self.ask_hostile] * THREADS + [self.ask_often, self.ask_wrongly, self.send_much]
        tasks += [self.send_slowly, self.never_read]
        threads = [threading.Thread(target=task) for task in tasks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return dict(self.answers)

    def ask_hostile(self) -> None:
        """Ask the whole corpus, three times and as often as there is time."""
        number = 0
        while self._going():
            with self._turn:
                query = self._queries.pop(0)
                self._queries.append(query)
            self._send("query", posted(query))
            number += 1

    def ask_often(self) -> None:
        """Ask very many queries that cost little, each another one."""
        number = 0
        while self._going():
            number += 1
            self._send("cheap", posted(f"ASK {{ ?s ?p {number} }}"))

    def ask_wrongly(self) -> None:
        """Ask what is wrong in one way after another."""
        wrong = (
            posted("SELECT"),
            posted("SELECT * { ?s ?p }"),
            b"GET /sparql?query=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            b"DELETE /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            b"GET /" + b"x" * 60_000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            b"GET / HTTP/1.1\r\n" + b"X-Y: z\r\n" * 20_000 + b"\r\n",
            os.urandom(2_000),
        )
        while self._going():
            for request in wrong:
                self._send("wrong", request)

    def send_much(self) -> None:
        """Send bodies that are far too large."""
        while self._going():
            self._send("large", posted("ASK {} #" + "x" * 3_000_000))

    def send_slowly(self) -> None:
        """Hold connections open: heads and bodies that come byte by byte, or not at all."""
        body = posted("x" * 1000)[:-900]
        begun = [b"GET / HTTP/1.1\r\nX: ", body, b"", b"PRI * HTTP/2.0\r\n"]
        held: list[tuple[socket.socket, bytes]] = []
        while self._going():
            for number in range(len(held), SLOTHS * len(begun)):
                with suppress(OSError):
                    made = self._connected()
                    made.sendall(begun[number % len(begun)])
                    held.append((made, b"x" if number % 2 else b""))
            self._pause.wait(DRIP_SECONDS)
            held = [(made, drop) for made, drop in held if _takes(made, drop)]
        for made, _ in held:
            made.close()

    def never_read(self) -> None:
        """Ask for large answers and for the whole graph, and read nothing of them."""
        query = f"GET /sparql?query={quote(_LARGE)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        paths = (query, b"GET /dump.nq.gz HTTP/1.1\r\nHost: x\r\n\r\n")
        held: list[socket.socket] = []
        while self._going():
            for number in range(len(held), 2 * SLOTHS):
                with suppress(OSError):
                    made = self._connected(room=4096)
                    made.sendall(paths[number % 2])
                    held.append(made)
            self._pause.wait(DRIP_SECONDS)
            for made in held[::3]:
                with suppress(OSError):
                    made.recv(1)  # some take a byte now and then
        for made in held:
            made.close()

    def _send(self, kind: str, request: bytes) -> None:
        status = "gone"
        with suppress(OSError):
            made = self._connected()
            with made:
                with suppress(OSError):  # who is refused early may be cut off while it still sends
                    made.sendall(request)
                status = _status(made)
        with self._turn:
            self.answers[f"{kind} {status}"] += 1
        if status in {"429", "gone"}:
            self._pause.wait(REFUSED_SECONDS)

    def _connected(self, room: int | None = None) -> socket.socket:
        made = socket.socket()
        try:
            if room is not None:
                made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
            made.settimeout(PATIENCE)
            made.bind((self.address, 0))
            made.connect(("127.0.0.1", self.port))
        except OSError:
            made.close()
            raise
        return made

    def _going(self) -> bool:
        return time.monotonic() < self.ends


def _status(made: socket.socket) -> str:
    """Read an answer to its end; give its status."""
    parts = b"".join(_parts(made))
    return parts[9:12].decode("ascii", "replace") if parts.startswith(b"HTTP/") else "gone"


def _parts(made: socket.socket) -> Iterator[bytes]:
    with suppress(OSError):
        while part := made.recv(1 << 16):
            yield part


def _takes(made: socket.socket, drop: bytes) -> bool:
    """Send a little more, or look whether the connection is still there."""
    try:
        if drop:
            made.send(drop)
        made.settimeout(0)
        return made.recv(1) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        made.settimeout(PATIENCE)


def main(arguments: list[str]) -> None:
    """Attack: address, port, seconds, the canary's address."""
    address, port, seconds, canary = arguments
    if not address.startswith("127."):
        raise SystemExit(f"{address} is not a loopback address: attack nobody else.")
    print(json.dumps(Attacker(address, int(port), seconds=float(seconds), canary=canary).run()))


if __name__ == "__main__":
    main(sys.argv[1:])
