"""The server's threads, shared out: while they are scarce, no client has more than its share of them.

It answers nothing but that a client has enough, or that too much is on its way; which client a request is of, it takes
from the connection. Its body was read before (`web.bodies`).
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from scholargraph.errors import OverloadedError, QueryError, ThrottledError
from scholargraph.sparql import problems
from scholargraph.sparql.clients import networks_of
from scholargraph.sparql.endpoint import notes
from scholargraph.web.shares import Networks, Shares
from scholargraph.web.telemetry import note, request_id

SHARE: Final = 4
"""Threads that a client may have while they are scarce; a browser asks for no more than six things at a time, and waits for
none long."""
SMALL: Final = 256 * 1024
"""Bytes that are handed over at once and hold no thread: so many a connection may take of the memory."""
PIECE: Final = 128 * 1024
"""Bytes of a larger body that are handed over at a time: the rest stays one object here, whoever else waits for it."""
ON_THE_WAY: Final = 256 * 1024 * 1024
"""Bytes of larger bodies that may be on their way together, most of them waiting for slow readers."""
AGAIN: Final = 5
"""Seconds after which to come again where so much is."""

_STATUS: Final = {429: "429 Too Many Requests", 503: "503 Service Unavailable"}

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


class Lanes:
    """A WSGI application (PEP 3333) around another one; a request holds its thread until its last byte is on its way.

    `threads` is how many requests there should be, `working` how many of them are worked on at once: the others have been
    answered, and wait for their readers, or wait for that work. Of the former there are never more than the threads that do
    not work, however many clients there are.
    """

    def __init__(self, application: Application, threads: int, *, working: int | None = None) -> None:
        self._application = application
        self._shares = Shares(threads, usual=SHARE)
        self._idle = threads if working is None else working
        self._places = threads if working is None else threads - working
        self._sending = 0
        self._bytes = 0
        self._turn = threading.Lock()
        self._freed = threading.Condition(self._turn)
        self._waiting = 0

    @property
    def _busy(self) -> int:
        return self._shares.busy

    @property
    def _held(self) -> Counter[str]:
        return self._shares.held

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Pass a request on, or refuse it where its client holds its share of scarce threads already."""
        networks = networks_of(environ.get("REMOTE_ADDR", ""))
        if not self._enter(networks):
            enough = "You have too many requests under way: wait for one to end."
            return refusal(environ, start_response, ThrottledError(enough, retry_after=1, budget="threads"))
        try:
            body = self._application(environ, start_response)
        except BaseException:
            self._leave(networks, worked=True)
            raise
        size = sum(map(len, body)) if isinstance(body, list) else 0
        if isinstance(body, list) and size <= SMALL:
            self._leave(networks, worked=True)
            return body
        if not self._send(size):
            self._leave(networks)
            _close(body)
            much = OverloadedError("Too many large answers are on their way: come again soon.", retry_after=AGAIN)
            return refusal(environ, start_response, much, again=True)
        return _Body(body, lambda: self._sent(networks, size))

    def _enter(self, networks: Networks) -> bool:
        with self._turn:
            if not self._shares.take(networks):
                return False
            while not self._idle:
                self._waiting += 1
                self._freed.wait()
                self._waiting -= 1
            self._idle -= 1
            return True

    def _send(self, size: int) -> bool:
        """End the work on a request whose body of so many bytes is to be sent piece by piece, if there is room for it."""
        with self._turn:
            self._stop_work()
            if self._sending >= self._places or (size and self._bytes + size > ON_THE_WAY):
                return False
            self._sending += 1
            self._bytes += size
            return True

    def _sent(self, networks: Networks, size: int) -> None:
        with self._turn:
            self._sending -= 1
            self._bytes -= size
        self._leave(networks)

    def _leave(self, networks: Networks, *, worked: bool = False) -> None:
        with self._turn:
            self._shares.give(networks)
            if worked:
                self._stop_work()

    def _stop_work(self) -> None:
        self._idle += 1
        if self._waiting:
            self._freed.notify()


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
            _close(self._body)
        finally:
            closed()


def _close(body: Iterable[bytes]) -> None:
    close = getattr(body, "close", None)
    if close is not None:
        close()


def _pieces(body: Iterable[bytes]) -> Iterator[bytes]:
    for chunk in body:
        if len(chunk) <= PIECE:
            yield chunk
        else:
            yield from (chunk[at : at + PIECE] for at in range(0, len(chunk), PIECE))


def refusal(environ: Environ, start_response: StartResponse, error: QueryError, *, again: bool = False) -> list[bytes]:
    """Answer with a refusal; `again` is whether another answer was begun, of which nothing is sent yet (PEP 3333)."""
    note(environ, **notes(error))
    body = problems.document(error, request_id=request_id(environ))
    fields = [
        ("Content-Type", problems.MEDIA_TYPE),
        ("Content-Length", str(len(body))),
        ("Retry-After", str(error.retry_after)),
        ("Cache-Control", "no-store"),
        ("Access-Control-Allow-Origin", "*"),
    ]
    if again:
        start_response(_STATUS[error.status], fields, (type(error), error, None))
    else:
        start_response(_STATUS[error.status], fields)
    return [body]
