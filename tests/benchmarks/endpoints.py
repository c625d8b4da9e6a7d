"""Small endpoints for the tests of the benchmarks: they answer at once, on a free port of this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from benchmarks.endpoint.asking import Address


@dataclass
class Asked:
    """What an endpoint was asked, in order, and how it answers."""

    rows: int = 1
    status: int = 200
    queries: list[str] = field(default_factory=list)
    graphs: list[str | None] = field(default_factory=list)


@contextmanager
def endpoint(asked: Asked, journal: list[Asked] | None = None, graph: str | None = None) -> Iterator[Address]:
    """Serve so many rows to every query; the journal tells in which order several endpoints were asked."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            given = parse_qs(urlsplit(self.path).query)
            asked.queries.append(given["query"][0])
            asked.graphs.append(given.get("default-graph-uri", [None])[0])
            if journal is not None:
                journal.append(asked)
            told = {"head": {"vars": []}, "results": {"bindings": [{}] * asked.rows}}
            body = json.dumps(told).encode("utf-8")
            self.send_response(asked.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Address(server.server_address[1], "/sparql", graph=graph)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
