"""The server's threads, shared out: while they are scarce, no client has more than its share of them.

It answers nothing but that a client has enough; which client a request is of, it takes from the connection.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Final, NamedTuple

from scholargraph.errors import ThrottledError
from scholargraph.sparql import problems
from scholargraph.sparql.budget import client_of
from scholargraph.sparql.endpoint import notes
from scholargraph.web.telemetry import note, request_id

SHARE: Final = 4
"""Threads that a client may always have for longer than a moment."""
MOMENT: Final = 10.0
"""Seconds after which a thread counts as held. A browser asks for six things at a time, and an office behind one address for
sixty: each is answered sooner than that, also by a machine that is busy. What goes as fast as the client likes counts at once."""
BODIES: Final = 8
"""Requests with bodies that a client may have at once while threads are scarce, and those that wait for a moment beyond that."""
LOOK_SECONDS: Final = 0.05
"""How often who waits looks whether a query of its client waits for its turn by now, which nobody tells of."""
SMALL: Final = 256 * 1024
"""Bytes that are handed over at once and hold no thread: so many a connection may take of the memory."""
PIECE: Final = 128 * 1024
"""Bytes of a larger body that are handed over at a time: the rest stays one object here, whoever else waits for it."""

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


class Hold(NamedTuple):
    """A thread that a client holds.

    Attributes:
        since: since when, or 0 where that is for the client to end: it takes its answer as fast as it likes.
        thread: which it is.
        has_body: whether the request has a body, which comes as fast as the client likes.
    """

    since: float
    thread: int
    has_body: bool


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
        self._patient = 0
        self._turn = threading.Condition(threading.Lock())

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Pass a request on, or refuse it where its client holds its share of scarce threads already."""
        client = client_of(environ.get("REMOTE_ADDR", ""))
        hold = self._enter(client, has_body=_has_body(environ))
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

    def _enter(self, client: str, *, has_body: bool) -> Hold | None:
        """Count a thread for a client; None where it may not have another one.

        While threads are scarce, that is so for who holds its share for longer than a moment. Who has its share of requests
        with bodies, or while hardly any thread is left of any, waits for a moment: of many short requests none is refused.
        """
        with self._turn:
            ends = time.monotonic() + MOMENT
            while self._busy >= self._scarce:
                now = time.monotonic()
                held = self._counted(client)
                slow = sum(hold.since <= now - MOMENT for hold in held)
                if slow >= SHARE:
                    return None
                sends = slow + sum(hold.has_body and hold.since > now - MOMENT for hold in held) >= BODIES
                if sends:
                    if self._patient >= BODIES:
                        return None  # those that wait hold threads, too
                elif self._busy < self._nearly_all or len(held) < SHARE:
                    break
                if now >= ends:
                    return None
                self._patient += sends
                self._turn.wait(min(ends - now, LOOK_SECONDS))
                self._patient -= sends
            hold = Hold(time.monotonic(), threading.get_ident(), has_body)
            self._held[client].append(hold)
            self._busy += 1
            return hold

    def _counted(self, client: str) -> list[Hold]:
        """Give what a client holds, without the threads in which a query waits for its turn."""
        waiting = self._waiting()
        return [hold for hold in self._held.get(client, ()) if hold.thread not in waiting]

    def _send(self, client: str, hold: Hold) -> Hold:
        """A body that holds its thread counts at once: how fast it goes is for the client to say."""
        with self._turn:
            self._held[client].remove(hold)
            sending = hold._replace(since=0.0)
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


def _has_body(environ: Environ) -> bool:
    return environ.get("CONTENT_LENGTH") not in {None, "", "0"} or "HTTP_TRANSFER_ENCODING" in environ


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
