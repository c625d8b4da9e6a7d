"""The server: granian runs the application in one process of its own with several threads, and drains it when told to stop.

It publishes nothing; Flask's development server is never used.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import socket
import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from scholargraph.config import Settings
from scholargraph.errors import ScholarGraphError
from scholargraph.event_log import log_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

THREADS: Final = 64
"""Requests that are worked on at once, more than queries that run or wait and downloads (`web.downloads`) together; those
that wait, for a query or for their client, do so outside Python's lock."""
CONNECTIONS: Final = 1024
"""Connections that are there at once; what is beyond waits to be accepted."""
HEAD_BYTES: Final = 128 * 1024
"""Bytes of a request before its body; addresses have at most 64 KiB of them."""
ANSWER_SECONDS: Final = 30.0
"""Seconds beyond a query's own within which every request is sent, worked on, and answered."""
DRAIN_SECONDS: Final = 10
"""How long requests that have begun may go on after SIGTERM."""


def is_free(host: str, port: int) -> bool:
    """Whether an address can be listened on. Another reason than its being in use is left to the server to report."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as error:
            return error.errno != errno.EADDRINUSE
    return True


def run(settings: Settings, *, host: str, port: int, proxies: int = 0, metrics: tuple[str, int] | None = None) -> None:
    """Serve a site until SIGTERM or SIGINT; requests that have begun are finished, for at most DRAIN_SECONDS.

    `proxies` is how many of our own stand before it, `metrics` the address at which metrics are given.
    """
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    from scholargraph.web import hangup

    # The child begins afresh: this process has published, and its threads and memory are of no use to a server.
    multiprocessing.set_start_method("spawn", force=True)
    server: Any = Granian(
        "scholargraph",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        # Where it must guess the version of HTTP, it waits for ever for a client that says nothing.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(max_buffer_size=HEAD_BYTES),
        websockets=False,
        workers=1,
        blocking_threads=THREADS,
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=DRAIN_SECONDS,
        log_level=LogLevels.error,
    )
    hangup.hand_on(server)
    server.serve(target_loader=partial(load, settings, port, proxies, metrics=metrics), wrap_loader=False)


def load(settings: Settings, port: int, proxies: int = 0, *, metrics: tuple[str, int] | None = None) -> WSGIApplication:
    """Make the application in the server's child, which ends when its parent does."""
    from scholargraph.web import connections, endpoint, hangup
    from scholargraph.web.app import create_app
    from scholargraph.web.gauges import renderer
    from scholargraph.web.lanes import Lanes
    from scholargraph.web.metrics import RequestCounts, serve
    from scholargraph.web.telemetry import Telemetry

    hangup.block()
    threading.Thread(target=_end_with_parent, name="parent-watch", daemon=True).start()
    app = create_app(settings)
    with suppress(ScholarGraphError):  # what cannot be read now may be there when it is asked for
        app.extensions["scholargraph"].site()
        endpoint.of_app(app).start(app.extensions["scholargraph"].info())
    tokens, limits = endpoint.of_app(app).tokens, settings.endpoint
    log = log_of(settings.log.access, settings.log.format, folder=settings.directory)
    hangup.listen(partial(tokens.look, at_once=True), *([log.reopen] if log is not None else []))

    def patience() -> float:
        return max(limits.deadline, tokens.longest()) + limits.patience + ANSWER_SECONDS

    connections.watch(port, most=CONNECTIONS, patience=patience, shared_out=not proxies)
    counts = RequestCounts()
    if metrics is not None:
        serve(*metrics, renderer(app, settings, counts=counts, log=log))
    shared_out = Lanes(app, THREADS, waiting=endpoint.of_app(app).waiting)
    return behind(Telemetry(shared_out, counts, log), proxies)


def behind(application: WSGIApplication, proxies: int) -> WSGIApplication:
    """Let an application see the client, and not the proxies before it: so many of X-Forwarded-For are believed.

    Whatever stands further to the left may be the client's own invention. Nothing else that proxies say is believed: the
    site's address comes from its settings.
    """
    if not proxies:
        return application
    from werkzeug.middleware.proxy_fix import ProxyFix

    return ProxyFix(application, x_for=proxies, x_proto=0, x_host=0)


def _end_with_parent() -> None:
    """A parent that is killed cannot tell its child to stop; without this, the child would hold the port."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGKILL)
