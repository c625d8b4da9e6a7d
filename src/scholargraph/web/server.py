"""The server: granian runs the application in one process of its own with several threads, and drains it when told to stop.

It publishes nothing; Flask's development server is never used.
"""

from __future__ import annotations

import errno
import multiprocessing
import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from scholargraph.config import Settings
from scholargraph.errors import ScholarGraphError
from scholargraph.event_log import log_of
from scholargraph.sparql.clients import named_by_proxy
from scholargraph.web import listening

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

THREADS: Final = 64
"""Requests that are worked on at once, more than queries that run or wait and downloads (`web.downloads`) together; those
that wait, for a query or for their client, do so outside Python's lock."""
ANSWERS: Final = 256
"""Requests that are worked on, wait for that, or whose answers are on their way to slow readers."""
BODIES: Final = 192
"""Bodies of requests that are read at once. A thread that waits for one costs some dozens of KiB; it starts when it is
needed, and ends when it is not."""
HELD: Final = 64
"""Refusals that are held at once, of clients that come again sooner than they were told to."""
SPARE: Final = 32
"""Threads beyond those: who has enough of them is told so by one."""
CONNECTIONS: Final = 4096
"""Connections that are there at once; what is beyond waits to be accepted."""
DESCRIPTORS: Final = 1280
"""Descriptors that are no connections: files of downloads (of each some dozens at once) and of the stores that are open, the
query workers' pipes."""
HEAD_SECONDS: Final = 10
"""How long the head of a request may take, the first and each that follows on its connection."""
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


def run(
    settings: Settings,
    *,
    host: str,
    port: int,
    proxies: int = 0,
    metrics: tuple[str, int] | None = None,
    answering: Callable[[], None] | None = None,
) -> None:
    """Serve a site until SIGTERM or SIGINT; requests that have begun are finished, for at most DRAIN_SECONDS.

    `proxies` is how many of our own stand before it, `metrics` the address at which metrics are given; `answering` is called
    once, when requests are answered.

    Raises:
        InternalError: the process that answers requests ended again and again (`web.supervisor`).
    """
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    from scholargraph.web import hangup
    from scholargraph.web.supervisor import SupervisedServer

    most = connections_at_once()
    # The child begins afresh: this process has published, and its threads and memory are of no use to a server.
    multiprocessing.set_start_method("spawn", force=True)
    server: Any = SupervisedServer(
        "scholargraph",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        # Where it must guess the version of HTTP, it waits for ever for a client that says nothing.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_SECONDS * 1000, max_buffer_size=HEAD_BYTES),
        websockets=False,
        workers=1,
        blocking_threads=ANSWERS + BODIES + HELD + SPARE,
        backpressure=most,
        workers_kill_timeout=DRAIN_SECONDS,
        log_level=LogLevels.error,
    )
    hangup.hand_on(server)
    if answering is not None:
        listening.when_answering(host, port, answering)
    load_here = partial(load, settings, port, proxies, most=most, metrics=metrics)
    server.serve_supervised(load_here, host=host, port=port)


def connections_at_once(most: int = CONNECTIONS) -> int:
    """Give how many connections there can be, with as many descriptors as the system lets this process and its child have."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = most + DESCRIPTORS
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    # Where there are few, most of them are for connections all the same.
    return most if soft == resource.RLIM_INFINITY else min(most, max(soft - DESCRIPTORS, soft // 2))


def load(
    settings: Settings,
    port: int,
    proxies: int = 0,
    *,
    most: int = CONNECTIONS,
    metrics: tuple[str, int] | None = None,
) -> WSGIApplication:
    """Make the application in the server's child."""
    from scholargraph.web import arenas, connections, endpoint, hangup, watching
    from scholargraph.web.app import MAX_BODY, create_app
    from scholargraph.web.bodies import Bodies
    from scholargraph.web.gauges import renderer
    from scholargraph.web.lanes import Lanes
    from scholargraph.web.metrics import RequestCounts, serve
    from scholargraph.web.tarpit import Tarpit
    from scholargraph.web.telemetry import Telemetry
    from scholargraph.web.wellknown import HEALTH

    arenas.share()  # before the threads start
    app = create_app(settings)
    current = app.extensions["scholargraph"]
    app.extensions[HEALTH].add("queries", lambda: endpoint.of_app(app).trouble(current.info()))
    with suppress(ScholarGraphError):  # what cannot be read now may be there when it is asked for
        current.site()
        endpoint.of_app(app).start(current.info())
    watching.watch(current)
    tokens, limits = endpoint.of_app(app).tokens, settings.endpoint
    log = log_of(settings.log.access, settings.log.format, folder=settings.directory)
    hangup.listen(partial(tokens.look, at_once=True), *([log.reopen] if log is not None else []))

    def patience() -> float:
        return max(limits.deadline, tokens.longest()) + limits.patience + ANSWER_SECONDS

    bodies = Bodies(Lanes(app, ANSWERS, working=THREADS), BODIES, most=MAX_BODY)
    connections.watch(port, most=most, patience=patience, shared_out=not proxies, waiting=bodies.waiting)
    counts = RequestCounts()
    if metrics is not None:
        serve(*metrics, renderer(app, settings, counts=counts, log=log))
    return behind(Telemetry(Tarpit(bodies, HELD), counts, log), proxies)


def behind(application: WSGIApplication, proxies: int) -> WSGIApplication:
    """Let an application see the client, and not the proxies before it: so many of X-Forwarded-For are believed.

    Whatever stands further to the left may be the client's own invention. Nothing else that proxies say is believed: the
    site's address comes from its settings.
    """
    if not proxies:
        return application
    from werkzeug.middleware.proxy_fix import ProxyFix

    return ProxyFix(partial(_named, application), x_for=proxies, x_proto=0, x_host=0)


def _named(application: WSGIApplication, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Write the address that a proxy names in one way; all whom it names by none are one client."""
    environ["REMOTE_ADDR"] = named_by_proxy(environ["REMOTE_ADDR"])
    return application(environ, start_response)
