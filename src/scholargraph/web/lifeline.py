"""What ties the web process to its supervisor: it tells that it runs, and ends when the supervisor does.

It serves nothing. It says nothing before the first request was answered: only then is the site up.
"""

from __future__ import annotations

import http.client
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Final

from scholargraph import threads
from scholargraph.errors import InternalError
from scholargraph.threads import Supervised
from scholargraph.web import hangup

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

BEAT_SECONDS: Final = 0.5
"""How often the supervisor is told that this process runs."""
HOPELESS_SECONDS: Final = 30.0
"""How long a thread that is needed may hang before this process ends, so that another one takes its place."""
EVERYWHERE: Final = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - nothing is bound to here
"""Addresses that stand for all of a machine's, and one at which each is reached."""


def tied(load: Callable[[], WSGIApplication], supervisor: Connection, *, host: str, port: int) -> WSGIApplication:
    """Make the application of a web process that tells its supervisor at `host` and `port` that it answers."""
    hangup.block()  # before there is any other thread, which would not leave the signal to the one that listens
    Supervised("parent-watch", watch_parent).start()
    application = load()
    os.set_blocking(supervisor.fileno(), False)
    Supervised("lifeline", Lifeline(supervisor, host=host, port=port).beat, pause=BEAT_SECONDS).start()
    return application


def watch_parent() -> None:
    """End this process if its parent has ended: one that is killed cannot tell its child, which would hold the port."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join(1.0)
        if not parent.is_alive():
            os.kill(os.getpid(), signal.SIGKILL)


class Lifeline:
    """Tells the supervisor that this process answers, and then that it runs."""

    def __init__(self, supervisor: Connection, *, host: str, port: int) -> None:
        self._supervisor = supervisor
        self._address = EVERYWHERE.get(host, host), port
        self._up = False

    def beat(self) -> None:
        """Tell it once. A process that is beyond help ends instead, with the reason."""
        hanging = threads.stuck(HOPELESS_SECONDS)
        if hanging is not None:
            with suppress(OSError):
                sys.stderr.write(
                    f"scholargraph: the thread {hanging} has hung for {HOPELESS_SECONDS:g} seconds: the web process ends.\n"
                )
            os._exit(InternalError.exit_code)
        self._up = self._up or self._answers()
        if self._up:
            with suppress(BlockingIOError):  # the supervisor does not listen at the moment
                os.write(self._supervisor.fileno(), b".")

    def _answers(self) -> bool:
        with closing(http.client.HTTPConnection(*self._address, timeout=2.0)) as asked:
            try:
                asked.request("GET", "/healthz")
                return asked.getresponse().status == http.HTTPStatus.OK
            except (OSError, http.client.HTTPException):
                return False
