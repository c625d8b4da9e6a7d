"""A server in this process for a browser: its threads are started once, one after the other, not for each connection.

Measuring coverage installs a trace function in every thread that starts, and Python 3.11 refuses that (RuntimeError, and a
request without an answer) where two threads start in the same moment, as they do for a browser.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

from werkzeug.serving import ThreadedWSGIServer

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

THREADS: Final = 12


def _begin(begun: threading.Event, hold: threading.Event) -> None:
    begun.set()
    hold.wait()


class PooledServer(ThreadedWSGIServer):
    """Werkzeug's server for development, on a free port of the loopback address."""

    def __init__(self, application: WSGIApplication) -> None:
        super().__init__("127.0.0.1", 0, application)
        self._pool = ThreadPoolExecutor(THREADS)
        hold = threading.Event()
        for _ in range(THREADS):
            begun = threading.Event()
            self._pool.submit(_begin, begun, hold)
            begun.wait()  # what runs has its trace function
        hold.set()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._pool.submit(self.process_request_thread, request, client_address)

    def server_close(self) -> None:
        super().server_close()
        self._pool.shutdown()
