"""The server's threads, shared out: while they are scarce, no client has more than its share of them.

It answers nothing but that a client has enough; which client a request is of, it takes from the connection.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Final

from scholargraph.errors import ThrottledError
from scholargraph.sparql import problems
from scholargraph.sparql.budget import client_of
from scholargraph.sparql.endpoint import notes
from scholargraph.web.telemetry import note, request_id

SHARE: Final = 4
"""Threads that a client may always have for longer than a moment."""
MOMENT: Final = 2.0
"""Seconds after which a thread counts as held. A browser asks for six things at a time, and an office behind one address for
sixty: each is answered sooner than that."""
SMALL: Final = 256 * 1024
"""Bytes that are handed over at once and hold no thread: so many a connection may take of the memory."""
PIECE: Final = 128 * 1024
"""Bytes of a larger body that are handed over at a time: the rest stays one object here, whoever else waits for it."""

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Hold = tuple[float, int]
"""Since when a thread counts as held, and which it is."""


class Lanes:
    """A WSGI application (PEP 3333) around another one; a request holds its thread until its last byte is on its way.

    `waiting` gives the threads in which a query waits for its turn: they are not counted, since the endpoint lets no more
    wait than there is room for.
    """

    def __init__(
        self, application: Application, threads: int, *, waiting: Callable[[], Collection[int]] = tuple
    ) -> None:
        self._application = application
        self._scarce = threads * 2 // 3
        self._nearly_all = threads * 7 // 8
        self._waiting = waiting
        self._held: defaultdict[str, list[Hold]] = defaultdict(list)
        self._busy = 0
        self._turn = threading.Condition(threading.Lock())

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Pass a request on, or refuse it where its client holds its share of scarce threads already."""
        client = client_of(environ.get("REMOTE_ADDR", ""))
        hold = self._enter(client)
        if hold is None:
            return _refusal(environ, start_response)
        try:
            body = self._application(environ, start_response)
            if isinstance(body, list) and sum(map(len, body)) <= SMALL:
                self._leave(client, hold)
                return body
        except BaseException:
            self._leave(client, hold)
            raise
        sending = self._send(client, hold)
        return _Body(body, lambda: self._leave(client, sending))

    def _enter(self, client: str) -> Hold | None:
        """Count a thread for a client; None where it may not have another one.

        While threads are scarce, that is so for who holds its share. While hardly any is left, who has its share for a
        moment only waits for a moment, too: of many short requests at once none is refused.
        """
        with self._turn:
            ends = time.monotonic() + MOMENT
            while (now := time.monotonic()) < ends or self._busy < self._nearly_all:
                if self._busy >= self._scarce:
                    threads = self._counted(client)
                    if sum(since <= now - MOMENT for since in threads) >= SHARE:
                        return None
                    if self._busy >= self._nearly_all and len(threads) >= SHARE:
                        self._turn.wait(ends - now)
                        continue
                hold = (now, threading.get_ident())
                self._held[client].append(hold)
                self._busy += 1
                return hold
        return None

    def _counted(self, client: str) -> list[float]:
        """Give the moments since when a client holds its threads, without those in which a query waits for its turn."""
        waiting = self._waiting()
        return [since for since, thread in self._held.get(client, ()) if thread not in waiting]

    def _send(self, client: str, hold: Hold) -> Hold:
        """A body that holds its thread counts at once: how fast it goes is for the client to say."""
        with self._turn:
            self._held[client].remove(hold)
            sending = (0.0, hold[1])
            self._held[client].append(sending)
            return sending

    def _leave(self, client: str, hold: Hold) -> None:
        with self._turn:
            self._busy -= 1
            self._held[client].remove(hold)
            if not self._held[client]:
                del self._held[client]
            self._turn.notify()


class _Body:
    """A body in pieces, which tells when it is closed. The server closes it, however it ends."""

    def __init__(self, body: Iterable[bytes], closed: Callable[[], None]) -> None:
        self._body = body
        self._pieces = _pieces(body)
        self._closed: Callable[[], None] | None = closed

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces

    def close(self) -> None:
        closed, self._closed = self._closed, None
        if closed is None:
            return
        try:
            close = getattr(self._body, "close", None)
            if close is not None:
                close()
        finally:
            closed()


def _pieces(body: Iterable[bytes]) -> Iterator[bytes]:
    for chunk in body:
        if len(chunk) <= PIECE:
            yield chunk
        else:
            yield from (chunk[at : at + PIECE] for at in range(0, len(chunk), PIECE))


def _refusal(environ: Environ, start_response: StartResponse) -> list[bytes]:
    error = ThrottledError(
        "You have too many requests under way: wait for one to end.", retry_after=1, budget="threads"
    )
    note(environ, **notes(error))
    body = problems.document(error, request_id=request_id(environ))
    fields = [
        ("Content-Type", problems.MEDIA_TYPE),
        ("Content-Length", str(len(body))),
        ("Retry-After", str(error.retry_after)),
        ("Cache-Control", "no-store"),
        ("Access-Control-Allow-Origin", "*"),
    ]
    start_response("429 Too Many Requests", fields)
    return [body]
