"""A server that answers queries with whatever a test tells it to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any
from urllib.parse import parse_qs

Answer = Callable[[BaseHTTPRequestHandler, str], None]


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def server_bind(self) -> None:
        TCPServer.server_bind(self)  # HTTPServer would look up the host's name
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]


@contextmanager
def server(answer: Answer) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            form = parse_qs(self.rfile.read(length).decode("utf-8"))
            assert list(form) == ["query"], "the format is asked for in the Accept header alone"
            answer(self, form["query"][0])

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
            pass

    running = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}/sparql"
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


def sends(
    body: bytes,
    *,
    status: int = 200,
    kind: str = "application/sparql-results+json",
    length: int | None = None,
    more: Mapping[str, str] | None = None,
) -> Answer:
    """Answer with a body; `length` is what is said of its length, `more` further header fields."""

    def answer(handler: BaseHTTPRequestHandler, query: str) -> None:
        handler.send_response(status)
        fields = {"Content-Type": kind, "Content-Length": str(len(body) if length is None else length)}
        for name, value in (fields | dict(more or {})).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer
