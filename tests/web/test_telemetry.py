"""Each request has an id, which its answer gives back, is counted once, and written down once, however it ends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scholargraph.config import Settings
from scholargraph.event_log import EventLog
from scholargraph.service_settings import LogFormat
from scholargraph.web.app import create_app
from scholargraph.web.lanes import Lanes
from scholargraph.web.metrics import RequestCounts, exposition
from scholargraph.web.telemetry import ROUTES, Telemetry, note, request_id
from tests import prometheus
from tests.pages import sites


class Watched:
    """An application that is watched, and what was written down and counted of it."""

    def __init__(self, application: Any, folder: Path) -> None:
        self.counts = RequestCounts()
        self.file = folder / "access.log"
        self.application = Telemetry(application, self.counts, EventLog(self.file, LogFormat.JSON))
        self.fields: dict[str, str] = {}
        self.status = ""

    def ask(self, path: str = "/", **more: str) -> Any:
        def start(status: str, fields: list[tuple[str, str]], *_: Any) -> None:
            self.status, self.fields = status, dict(fields)

        path, _, query = path.partition("?")
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "REMOTE_ADDR": "192.0.2.1",
                   "SERVER_NAME": "x", "SERVER_PORT": "80", "wsgi.url_scheme": "http", "SERVER_PROTOCOL": "HTTP/1.1",
                   "wsgi.input": None, **more}  # fmt: skip
        return self.application(environ, start)

    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.file.read_text().splitlines()]

    def value(self, name: str, **labels: str) -> float:
        text = exposition(self.counts.families())
        found = prometheus.read(text)
        family = found.get(name) or found[name.rpartition("_")[0]]
        return family.samples[name, tuple(labels.items())]


def plain(environ: Any, start_response: Any) -> list[bytes]:
    note(environ, route="page")
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"abc", b"de"]


def test_a_request_is_counted_and_written_down(tmp_path: Path) -> None:
    watched = Watched(plain, tmp_path)
    assert watched.ask("/person/ada?sort=year", HTTP_USER_AGENT="curl") == [b"abc", b"de"]
    (event,) = watched.events()
    assert event.pop("seconds") >= 0
    assert event.pop("time").endswith("Z")
    assert event == {
        "event": "request", "id": watched.fields["X-Request-ID"], "client": "192.0.2.1", "method": "GET",
        "target": "/person/ada?sort=year", "agent": "curl", "status": 200, "bytes": 5, "route": "page",
    }  # fmt: skip
    assert watched.value("scholargraph_requests_total", route="page", status="2xx") == 1
    assert watched.value("scholargraph_request_duration_seconds_count", route="page") == 1
    assert watched.value("scholargraph_response_bytes_total", route="page") == 5
    assert watched.value("scholargraph_requests_under_way") == 0


@pytest.mark.parametrize("given", ["a", "0af7651916cd43dd8448eb211c80319c", "Root:1-67.a_b", "x" * 128])
def test_an_id_that_is_well_formed_is_kept(given: str, tmp_path: Path) -> None:
    watched = Watched(plain, tmp_path)
    watched.ask(HTTP_X_REQUEST_ID=given)
    assert watched.fields["X-Request-ID"] == given
    assert watched.events()[0]["id"] == given


@pytest.mark.parametrize(
    "given", ["", " ", "-a", "a b", "a\tb", 'a"b', "é", "x" * 129, "a,b", "a\n", "<script>", "a/b"]
)
def test_an_id_that_is_not_is_replaced(given: str, tmp_path: Path) -> None:
    watched = Watched(plain, tmp_path)
    for _ in range(2):
        watched.ask(HTTP_X_REQUEST_ID=given)
    ids = [event["id"] for event in watched.events()]
    assert len(set(ids)) == 2
    assert all(len(one) == 24 and one.isalnum() for one in ids)


def test_a_token_is_no_id(tmp_path: Path) -> None:
    watched = Watched(plain, tmp_path)
    watched.ask(HTTP_X_REQUEST_ID="id-secret-token", HTTP_AUTHORIZATION="Bearer secret-token")
    assert "secret-token" not in watched.file.read_text()
    assert "secret-token" not in watched.fields["X-Request-ID"]


def test_a_body_in_pieces_ends_with_its_last(tmp_path: Path) -> None:
    closed: list[int] = []

    class Body:
        def __iter__(self) -> Iterator[bytes]:
            return iter([b"abc", b"de", b"f"])

        def close(self) -> None:
            closed.append(1)

    def application(environ: Any, start_response: Any) -> Any:
        start_response("206 Partial Content", [])
        return Body()

    watched = Watched(application, tmp_path)
    body = watched.ask()
    assert watched.value("scholargraph_requests_under_way") == 1
    pieces = iter(body)
    assert [next(pieces), next(pieces)] == [b"abc", b"de"]
    assert not watched.file.exists()
    body.close()
    body.close()
    (event,) = watched.events()
    assert (event["status"], event["bytes"], event["route"], closed) == (206, 5, "none", [1])
    assert watched.value("scholargraph_requests_under_way") == 0


def test_what_fails_is_counted_too(tmp_path: Path) -> None:
    def application(environ: Any, start_response: Any) -> Any:
        raise KeyError

    watched = Watched(application, tmp_path)
    with pytest.raises(KeyError):
        watched.ask()
    assert watched.events()[0]["status"] == 500
    assert watched.value("scholargraph_requests_total", route="none", status="5xx") == 1


def test_a_refusal_names_the_budget_and_the_request(tmp_path: Path) -> None:
    lanes = Lanes(lambda *_: iter([b"x"]), 3)
    watched = Watched(lanes, tmp_path)
    held = [watched.ask() for _ in range(3)]
    assert held
    (body,) = watched.ask(HTTP_X_REQUEST_ID="mine")
    assert watched.status.startswith("429")
    assert json.loads(body)["request_id"] == "mine"
    (event,) = watched.events()
    assert (event["error"], event["budget"]) == ("throttled", "threads")
    assert watched.value("scholargraph_refusals_total", budget="threads") == 1
    assert watched.value("scholargraph_query_errors_total", error="throttled") == 1


def test_what_is_not_watched_goes_as_well() -> None:
    environ: dict[str, Any] = {}
    note(environ, route="page")
    assert request_id(environ) == ""
    assert environ == {}


@pytest.mark.parametrize(
    ("path", "route"),
    [
        (sites.MIRA, "page"), ("", "page"), ("search?q=a", "search"), ("healthz", "health"), ("readyz", "health"),
        ("dump.nq.gz", "file"), ("evidence.nq.gz", "file"), (f"{sites.MIRA}/evidence", "page"), ("robots.txt", "file"), ("openapi.json", "file"), ("store?default", "graph"),
        ("nothing/here/at/all", "none"), ("sparql", "sparql"),
    ],
)  # fmt: skip
def test_the_kinds_of_addresses(path: str, route: str, settings: Settings, tmp_path: Path) -> None:
    app = create_app(settings)
    watched = Watched(app, tmp_path)
    body = watched.ask(f"/{path}", HTTP_ACCEPT="text/turtle, */*;q=0.1")
    close = getattr(body, "close", lambda: None)
    b"".join(body)
    close()
    (event,) = watched.events()
    assert event["route"] == route
    assert route in ROUTES
    assert "X-Request-ID" in watched.fields["Access-Control-Expose-Headers"]


def test_problem_documents_name_the_request(settings: Settings, tmp_path: Path) -> None:
    watched = Watched(create_app(settings), tmp_path)
    for path in ("/person/nobody", "/sparql?query=SELECT%20*%20%7B", "/store?graph=x", "/sparql?query=a&query=b"):
        answer = watched.ask(path, HTTP_ACCEPT="application/json", HTTP_X_REQUEST_ID=f"id{len(path)}")
        body = b"".join(answer)
        getattr(answer, "close", lambda: None)()
        assert json.loads(body)["request_id"] == watched.fields["X-Request-ID"] == f"id{len(path)}"
    assert [event.get("error") for event in watched.events()] == [None, "query-syntax", "bad-request", "bad-request"]
