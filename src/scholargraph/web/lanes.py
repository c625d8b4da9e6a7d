"""The server's threads, shared out: while they are scarce, no client has more than its share of them.

It answers nothing but that a client has enough; which client a request is of, it takes from the connection.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from scholargraph.errors import ThrottledError
from scholargraph.sparql import problems
from scholargraph.sparql.budget import client_of

SHARE: Final = 4
"""Threads that a client may always have; a browser asks for no more than six things at a time, and waits for none long."""
SMALL: Final = 256 * 1024
"""Bytes that are handed over at once and hold no thread: so many a connection may take of the memory."""
PIECE: Final = 128 * 1024
"""Bytes of a larger body that are handed over at a time: the rest stays one object here, whoever else waits for it."""

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


class Lanes:
    """A WSGI application (PEP 3333) around another one; a request holds its thread until its last byte is on its way."""

    def __init__(self, application: Application, threads: int) -> None:
        self._application = application
        self._scarce = threads * 2 // 3
        self._held: Counter[str] = Counter()
        self._busy = 0
        self._turn = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Pass a request on, or refuse it where its client holds its share of scarce threads already."""
        client = client_of(environ.get("REMOTE_ADDR", ""))
        if not self._enter(client):
            return _refusal(start_response)
        try:
            body = self._application(environ, start_response)
            if isinstance(body, list) and sum(map(len, body)) <= SMALL:
                self._leave(client)
                return body
        except BaseException:
            self._leave(client)
            raise
        return _Body(body, lambda: self._leave(client))

    def _enter(self, client: str) -> bool:
        with self._turn:
            if self._busy >= self._scarce and self._held[client] >= SHARE:
                return False
            self._busy += 1
            self._held[client] += 1
            return True

    def _leave(self, client: str) -> None:
        with self._turn:
            self._busy -= 1
            self._held[client] -= 1
            if not self._held[client]:
                del self._held[client]


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


def _refusal(start_response: StartResponse) -> list[bytes]:
    error = ThrottledError("You have too many requests under way: wait for one to end.", retry_after=1)
    body = problems.document(error)
    fields = [
        ("Content-Type", problems.MEDIA_TYPE),
        ("Content-Length", str(len(body))),
        ("Retry-After", str(error.retry_after)),
        ("Cache-Control", "no-store"),
        ("Access-Control-Allow-Origin", "*"),
    ]
    start_response("429 Too Many Requests", fields)
    return [body]
