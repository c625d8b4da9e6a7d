"""HTTP requests with one deadline for all of their parts: connecting, the handshake of TLS, sending, each byte that comes.

The timeout of a socket is one for each wait, so a server that sends a byte now and then is never too slow for it. Only the
look-up of a host's name is left to the system and its own limits.
"""

from __future__ import annotations

import http.client
import io
import selectors
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.request import HTTPHandler, HTTPSHandler, Request


class Deadline:
    """A moment by which something is to be done; it can be set again. `idle` is how many seconds one wait may take at most."""

    def __init__(self, seconds: float, *, idle: float | None = None) -> None:
        self.idle = idle
        self.set(seconds)

    def set(self, seconds: float) -> None:
        """Set it to so many seconds from now."""
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """Give the seconds that the next wait may take. Raises TimeoutError where there are none."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left if self.idle is None else min(left, self.idle)


Connect = Callable[[str, int, Deadline], socket.socket]
"""Connects to a host and a port until a deadline; raises OSError where it cannot, or may not."""


class _Raw(io.RawIOBase):
    """What comes from a socket, until the deadline."""

    def __init__(self, end: socket.socket, deadline: Deadline) -> None:
        self._end = end
        self._stream = end.makefile("rb", buffering=0)  # closes the socket with the last that reads it
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._end.settimeout(self._deadline.left())
        return self._stream.readinto(buffer)

    def close(self) -> None:
        self._stream.close()
        super().close()


class _End:
    """A socket as `http.client` uses one: it sends, and is read through a file."""

    def __init__(self, end: socket.socket, deadline: Deadline) -> None:
        self.end = end
        self._deadline = deadline

    def sendall(self, data: Any) -> None:
        self.end.settimeout(self._deadline.left())
        self.end.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Raw(self.end, self._deadline))

    def close(self) -> None:
        self.end.close()


def connect_anywhere(host: str, port: int, deadline: Deadline) -> socket.socket:
    """Connect to the first of a host's addresses that takes it, all of them until the deadline. Raises OSError."""
    return connect_to(socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM), deadline)


def connect_to(addresses: Iterable[tuple[Any, ...]], deadline: Deadline) -> socket.socket:
    """Connect to the first of some addresses, as `getaddrinfo` gives them, that takes it. Raises OSError."""
    failed: OSError | None = None
    for family, kind, protocol, _name, place in addresses:
        end = socket.socket(family, kind, protocol)
        try:
            end.settimeout(deadline.left())
            end.connect(place)
        except OSError as error:
            end.close()
            failed = error
        else:
            return end
    raise failed or OSError("the host has no address")


def trusting(authorities: Path) -> ssl.SSLContext:
    """Give what trusts the authorities of the system, and those in a file of certificates (PEM). Raises OSError."""
    context = ssl.create_default_context()
    context.load_verify_locations(cafile=authorities)
    return context


def connection(
    scheme: str,
    address: str,
    deadline: Deadline,
    *,
    connect: Connect = connect_anywhere,
    trust: ssl.SSLContext | None = None,
) -> http.client.HTTPConnection:
    """Give a connection to a host (`example.org`, `example.org:8080`) that keeps to the deadline in all it does.

    `trust` says whose certificates hold; None stands for the authorities of the system.
    """
    return _Safe(address, deadline, connect, trust) if scheme == "https" else _Plain(address, deadline, connect)


class _Plain(http.client.HTTPConnection):
    def __init__(self, address: str, deadline: Deadline, connect: Connect) -> None:
        super().__init__(address, timeout=deadline.left())
        self.deadline = deadline
        self._create_connection = _made(connect, deadline)

    def connect(self) -> None:
        super().connect()
        self.sock: Any = _End(self.sock, self.deadline)


class _Safe(http.client.HTTPSConnection):
    def __init__(self, address: str, deadline: Deadline, connect: Connect, trust: ssl.SSLContext | None) -> None:
        super().__init__(address, timeout=deadline.left())
        self.deadline = deadline
        self.trust = trust
        self._create_connection = _made(connect, deadline)

    def connect(self) -> None:
        http.client.HTTPConnection.connect(self)
        # Behind a proxy, the host of the address is not whom we are connected to.
        name = getattr(self, "_tunnel_host", None) or self.host
        self.sock: Any = _End(_shaken(self.sock, name, self.deadline, self.trust), self.deadline)


def _made(connect: Connect, deadline: Deadline) -> Callable[..., socket.socket]:
    """Give what `http.client` has in the place of `socket.create_connection`, which is there to be replaced."""

    def make(place: tuple[str, int], *_: Any) -> socket.socket:
        return connect(*place, deadline)

    return make


def handlers(
    deadline: Deadline, *, connect: Connect = connect_anywhere, trust: ssl.SSLContext | None = None
) -> tuple[HTTPHandler, HTTPSHandler]:
    """Give the handlers for an opener of `urllib` that opens one address until the deadline; see `connection`."""

    def made(scheme: str) -> Callable[..., http.client.HTTPConnection]:
        return lambda host, **_: connection(scheme, host, deadline, connect=connect, trust=trust)

    class PlainHandler(HTTPHandler):
        def http_open(self, req: Request) -> http.client.HTTPResponse:
            return self.do_open(made("http"), req)

    class SafeHandler(HTTPSHandler):
        def https_open(self, req: Request) -> http.client.HTTPResponse:
            return self.do_open(made("https"), req)

    return PlainHandler(), SafeHandler()


def _shaken(end: socket.socket, name: str, deadline: Deadline, trust: ssl.SSLContext | None) -> ssl.SSLSocket:
    """Shake hands (TLS), however slowly the other end does it."""
    context = trust or ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    try:
        safe = context.wrap_socket(end, server_hostname=name, do_handshake_on_connect=False)
    except BaseException:
        end.close()
        raise
    try:
        safe.setblocking(False)  # noqa: FBT003 - the name of the argument is the socket's own
        while True:
            try:
                safe.do_handshake()
            except ssl.SSLWantReadError:
                _wait(safe, selectors.EVENT_READ, deadline)
            except ssl.SSLWantWriteError:
                _wait(safe, selectors.EVENT_WRITE, deadline)
            else:
                return safe
    except BaseException:
        safe.close()
        raise


def _wait(end: socket.socket, for_what: int, deadline: Deadline) -> None:
    with selectors.DefaultSelector() as waiting:
        waiting.register(end, for_what)
        waiting.select(deadline.left())
