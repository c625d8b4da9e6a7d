"""Refusals that are not sent at once: a client that comes again sooner than it was told to waits for its answer.

A program that does not read Retry-After asks again as soon as it is refused, hundreds of times a second, and each time takes the
interpreter's lock from those who are answered. A thread that waits takes nothing. Whoever comes as it was told to never waits
here, and nothing waits while room is scarce: then a refusal goes out at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Final

from scholargraph.sparql.clients import networks_of
from scholargraph.web.lanes import Application, Environ, StartResponse
from scholargraph.web.shares import LockedShares
from scholargraph.web.telemetry import noted

SECONDS: Final = 1.0
"""How long such a refusal is held: the shortest time that anybody is told to wait."""
SHARE: Final = 16
"""Refusals of one client that are held at once while room is scarce."""


class Tarpit:
    """A WSGI application (PEP 3333) around another one; `room` is how many refusals are held at once, each with a thread.

    It stands outside of what shares the threads for work out (`web.lanes`): what is held has given its own back.
    """

    def __init__(self, application: Application, room: int, *, wait: Callable[[float], object] | None = None) -> None:
        self._application = application
        self._shares = LockedShares(room, usual=SHARE)
        self._wait = threading.Event().wait if wait is None else wait

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Have a request answered; hold the answer where it is a refusal that the client knew of."""
        body = self._application(environ, start_response)
        if noted(environ, "early") is None:
            return body
        networks = networks_of(environ.get("REMOTE_ADDR", ""))
        if not self._shares.take(networks):
            return body
        try:
            self._wait(SECONDS)
        finally:
            self._shares.give(networks)
        return body
