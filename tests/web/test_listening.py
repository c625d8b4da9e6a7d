"""Whoever waits for a server is told once, and not before it answers."""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from scholargraph.web import listening
from tests.waiting import PATIENCE, until


class Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(503)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_it_is_told_once_when_it_answers_and_not_when_it_only_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "PATIENCE", 0.05)
    told: list[str] = []
    with HTTPServer(("127.0.0.1", 0), Answering) as server:  # listens from here on, and answers later
        asked = threading.Event()
        answers = listening.answers

        def noted(host: str, port: int) -> bool:
            found = answers(host, port)
            asked.set()
            return found

        monkeypatch.setattr(listening, "answers", noted)
        watch = listening.when_answering("0.0.0.0", server.server_address[1], lambda: told.append("answered"))  # noqa: S104 - all of this machine
        assert asked.wait(PATIENCE)
        assert told == []
        monkeypatch.setattr(listening, "PATIENCE", PATIENCE)
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        try:
            until(lambda: told)
            watch.join(PATIENCE)
        finally:
            server.shutdown()
            serving.join(PATIENCE)
    assert told == ["answered"]
    assert not watch.is_alive()


def test_what_is_closed_or_no_http_does_not_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert not listening.answers("127.0.0.1", port)
    with socket.create_server(("127.0.0.1", 0)) as strange:

        def greet() -> None:
            connection, _ = strange.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(b"220 mail.example ESMTP\r\n")

        greeting = threading.Thread(target=greet)
        greeting.start()
        assert not listening.answers("127.0.0.1", strange.getsockname()[1])
        greeting.join(PATIENCE)


@pytest.mark.parametrize(
    ("host", "asked"),
    [("0.0.0.0", "127.0.0.1"), ("::", "::1"), ("192.0.2.1", "192.0.2.1"), ("localhost", "localhost"), ("::1", "::1")],  # noqa: S104 - names to bind to
)
def test_of_all_addresses_the_loopback_address_is_asked(host: str, asked: str) -> None:
    assert listening.reachable(host) == asked
