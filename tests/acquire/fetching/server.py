"""A server on this machine that replays what a test gives it, and misbehaves as it is told; it counts what it is asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from ssl import SSLContext
from typing import Any
from urllib.parse import unquote

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Asked:
    """One request: the method, the path with its query, the fields, the body."""

    method: str
    path: str
    fields: Mapping[str, str]
    body: bytes = b""


@dataclass
class Service:
    """What a server says: answers by path; the longest path that the request begins with is taken, decoded or not."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    address: str = ""

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    @property
    def paths(self) -> list[str]:
        return [one.path for one in self.asked]

    def answer(self, path: str) -> Answer:
        found = [one for one in self.answers if path.startswith(one) or unquote(path).startswith(one)]
        return self.answers[max(found, key=len)] if found else sends(b'{"message": "none"}', status=404)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    service: Service

    def server_bind(self) -> None:
        TCPServer.server_bind(self)  # HTTPServer would look up the host's name
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        self.service.connections += 1
        super().process_request(request, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: whoever asked has gone."""


@contextmanager
def serving(answers: Mapping[str, Answer] | None = None, *, tls: SSLContext | None = None) -> Iterator[Service]:
    """Serve answers on a free port, over TLS where `tls` has the certificate."""
    service = Service(dict(answers or {}))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.take(b"")

        def do_POST(self) -> None:
            self.take(self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def take(self, body: bytes) -> None:
            service.asked.append(Asked(self.command, self.path, dict(self.headers.items()), body))
            with suppress(OSError):
                service.answer(self.path)(self)
            self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
            pass

    running = _Server(("127.0.0.1", 0), Handler)
    running.service = service
    service.address = f"http{'' if tls is None else 's'}://127.0.0.1:{running.server_port}"
    if tls is not None:  # the handshake comes with the first byte that is read, in the thread of the request
        running.socket = tls.wrap_socket(running.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield service
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


def sends(
    body: bytes | str,
    *,
    status: int = 200,
    kind: str = "application/json",
    length: int | None = None,
    more: Mapping[str, str] | None = None,
) -> Answer:
    """Answer with a body; `length` is what is said of its length, `more` further header fields."""
    data = body.encode("utf-8") if isinstance(body, str) else body

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        fields = {"Content-Type": kind, "Content-Length": str(len(data) if length is None else length)}
        for name, value in (fields | dict(more or {})).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def raw(*pieces: bytes) -> Answer:
    """Answer with bytes as they are, header and all, and close the connection."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)

    return answer


def in_turn(*answers: Answer) -> Answer:
    """Answer one way after the other; the last goes on."""
    left = list(answers)

    def answer(handler: BaseHTTPRequestHandler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return answer


def to(location: str, *, status: int = 302) -> Answer:
    """Send on to another address."""
    return sends(b"", status=status, more={"Location": location})


def dripping(first: bytes, drop: bytes, *, pause: float, times: int = 100_000) -> Answer:
    """Send a beginning, then a drop now and then, as long as somebody takes it."""
    stop = threading.Event()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(first)
        for _ in range(times):
            handler.wfile.write(drop)
            handler.wfile.flush()
            if pause:
                stop.wait(pause)

    return answer


def with_etag(body: bytes | str, etag: str, *, kind: str = "application/json") -> Answer:
    """Answer with a body, or say that it still holds where the client has it."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            sends(b"", status=304, more={"ETag": etag})(handler)
        else:
            sends(body, kind=kind, more={"ETag": etag})(handler)

    return answer
