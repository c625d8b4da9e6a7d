"""Each request watched from its beginning to its last byte: it gets an id, is counted, and is written to the access log.

It answers nothing, and changes nothing of an answer but for the id (X-Request-ID). What only those know who answer (the kind of
address, the name of a token) they note in the request's environment.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from scholargraph.event_log import EventLog, moment
from scholargraph.sparql.endpoint import REQUEST_ID
from scholargraph.sparql.tokens import presented
from scholargraph.web import access_log
from scholargraph.web.metrics import RequestCounts

ROUTES: Final = frozenset({"page", "sparql", "graph", "search", "file", "health", "none"})
"""The kinds of addresses: `file` is what programs know beforehand (the dump, sitemaps, descriptions), `none` nothing of ours."""

_ID: Final = "scholargraph.request_id"
_NOTES: Final = "scholargraph.notes"
_WELL_FORMED: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,127}")

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


def request_id(environ: Environ) -> str:
    """Give the id of a request; nothing where it is not watched."""
    found: str = environ.get(_ID, "")
    return found


def note(environ: Environ, **facts: str) -> None:
    """Note something about a request: `route`, `token` (the name), `cache`, `error`, `budget`, `early`."""
    notes = environ.get(_NOTES)
    if notes is not None:
        notes.update(facts)


def noted(environ: Environ, name: str) -> str | None:
    """Give what was noted about a request; None where nothing was, or where it is not watched."""
    found: str | None = environ.get(_NOTES, {}).get(name)
    return found


class Telemetry:
    """A WSGI application (PEP 3333) that watches another one. `log` is None where requests are not written down."""

    def __init__(self, application: Application, counts: RequestCounts, log: EventLog | None = None) -> None:
        self._application = application
        self._counts = counts
        self._log = log

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Have a request answered."""
        watched = _Watched(environ, self._counts, self._log)

        def started(status: str, fields: list[tuple[str, str]], *more: Any) -> Any:
            watched.status = int(status[:3])
            return start_response(status, [*fields, (REQUEST_ID, watched.id)], *more)

        try:
            body = self._application(environ, started)
        except BaseException:
            watched.status = 500
            watched.end()
            raise
        if isinstance(body, list):
            watched.sent = sum(map(len, body))
            watched.end()
            return body
        return _Body(body, watched)


class _Watched:
    """A request under way."""

    __slots__ = ("_began", "_counts", "_environ", "_log", "_notes", "_time", "id", "sent", "status")

    def __init__(self, environ: Environ, counts: RequestCounts, log: EventLog | None) -> None:
        self.id = environ[_ID] = _identified(environ)
        self.status = 0
        self.sent = 0
        self._notes: dict[str, str] = {}
        environ[_NOTES] = self._notes
        self._environ = environ
        self._counts = counts
        self._log = log
        self._time = time.time()
        self._began = time.monotonic()
        counts.begin()

    def end(self) -> None:
        """Count it, and write it down."""
        seconds, notes = time.monotonic() - self._began, self._notes
        route = notes.get("route", "none")
        self._counts.end(route=route, status=self.status, seconds=seconds, sent=self.sent, notes=notes)
        if self._log is not None:
            self._log.write({
                "time": moment(self._time),
                "event": "request",
                "id": self.id,
                **access_log.facts(self._environ),
                "status": self.status,
                "bytes": self.sent,
                "seconds": round(seconds, 6),
                "route": route,
                **{name: value for name, value in notes.items() if name != "route"},
            })  # fmt: skip


class _Body:
    """A body in pieces, counted as they go; the server closes it, however it ends."""

    def __init__(self, body: Iterable[bytes], watched: _Watched) -> None:
        self._body = body
        self._watched: _Watched | None = watched

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._body:
            if self._watched is not None:
                self._watched.sent += len(piece)
            yield piece

    def close(self) -> None:
        watched, self._watched = self._watched, None
        if watched is None:
            return
        try:
            close = getattr(self._body, "close", None)
            if close is not None:
                close()
        finally:
            watched.end()


def _identified(environ: Environ) -> str:
    """Take the id that a proxy or a client gave, if it is one; or make one, which no token can hide in."""
    given = environ.get("HTTP_X_REQUEST_ID", "")
    if _WELL_FORMED.fullmatch(given):
        secret = presented(environ.get("HTTP_AUTHORIZATION"))
        if not secret or secret not in given:
            found: str = given
            return found
    return os.urandom(12).hex()
