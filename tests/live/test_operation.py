"""A server as its operator sees it: tokens that come and go, the access log, metrics, SIGHUP."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from benchmarks.endpoint.served import Server
from benchmarks.ports import free_port
from scholargraph.sparql.tokens import new
from tests import prometheus
from tests.conftest import CopySite
from tests.live.conftest import Live, running
from tests.waiting import PATIENCE, until


@dataclass(frozen=True)
class Operated:
    live: Live
    metrics: int
    good: str
    expired: str

    @property
    def file(self) -> Path:
        return self.live.site / "scholargraph.toml"

    def ask(self, token: str, path: str = "sparql?query=ASK%7B%7D", **fields: str) -> tuple[int, dict[str, str], bytes]:
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json", **fields}
        try:
            with urlopen(Request(self.live.base + path, headers=headers), timeout=PATIENCE) as answer:  # noqa: S310 - ours
                return answer.status, _fields(answer.headers), answer.read()
        except HTTPError as error:
            with error:
                return error.code, _fields(error.headers), error.read()

    def events(self, name: str = "access.log") -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.live.site / name).read_text(encoding="utf-8").splitlines()]

    def event(self, request_id: str) -> dict[str, Any]:
        """Give the event of a request, which is written when its answer is on its way."""
        until(lambda: [event for event in self.events() if event["id"] == request_id])
        (found,) = [event for event in self.events() if event["id"] == request_id]
        return found

    def measured(self) -> dict[str, prometheus.Family]:
        with urlopen(f"http://127.0.0.1:{self.metrics}/metrics", timeout=PATIENCE) as answer:
            return prometheus.read(answer.read().decode("utf-8"))

    def web(self) -> int:
        return Server(self.live.process, self.live.port).web()


def _fields(given: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in given.items()}


@pytest.fixture(scope="module")
def operated(copy_site: CopySite) -> Iterator[Operated]:
    site, port, metrics = copy_site("lucas-dixon"), free_port(), free_port()
    (good, digest), (expired, old) = new(), new()
    with (site / "scholargraph.toml").open("a", encoding="utf-8") as file:
        file.write(
            f'\n[log]\nformat = "json"\naccess = "access.log"\npublish = "publish.log"\n'
            f'[[token]]\nname = "gone"\nsha256 = "{old}"\ndeadline = 60\nexpires = 2026-01-01\n'
            f'[[token]]\nname = "harvester"\nsha256 = "{digest}"\ndeadline = 60\nexpires = 9999-12-31\n'
        )
    options = ("--base", f"http://127.0.0.1:{port}/", "--metrics", f"127.0.0.1:{metrics}")
    with running(site, port, *options, log=site / "server.log") as served:
        yield Operated(served, metrics, good, expired)


def test_tokens_stand_in_the_log_by_name(operated: Operated) -> None:
    status, headers, _ = operated.ask(operated.good, **{"X-Request-ID": "with-token"})
    assert (status, headers["x-request-id"]) == (200, "with-token")
    event = operated.event("with-token")
    assert (event["token"], event["status"], event["route"]) == ("harvester", 200, "sparql")
    status, _, body = operated.ask(operated.expired, **{"X-Request-ID": "expired"})
    told = json.loads(body)
    assert (status, told["request_id"]) == (401, "expired")
    assert "good until 2026-01-01" in told["detail"]
    assert operated.event("expired")["token"] == "gone"  # noqa: S105 - its name
    assert operated.ask("unknown-token", **{"X-Request-ID": "unknown"})[0] == 401
    assert "token" not in operated.event("unknown")
    operated.ask(operated.good, f"sparql?query=ASK%7B%7D&access_token={operated.good}", **{"X-Request-ID": "twice"})
    assert operated.event("twice")["target"].endswith("&access_token=[hidden]")
    for log in ("access.log", "server.log", "publish.log"):
        text = (operated.live.site / log).read_text(encoding="utf-8")
        assert not [token for token in (operated.good, operated.expired, "unknown-token") if token in text]


def test_what_a_server_does_can_be_measured(operated: Operated) -> None:
    assert operated.live.get("person/lucas-dixon", accept="text/html").status == 200
    assert operated.live.get("sparql", body=b"SELECT", kind="application/sparql-query").status == 400
    found = operated.measured()
    answers = found["scholargraph_requests_total"].samples
    name = "scholargraph_requests_total"
    assert answers[name, (("route", "page"), ("status", "2xx"))] >= 1
    assert answers[name, (("route", "sparql"), ("status", "4xx"))] >= 1
    assert found["scholargraph_last_publish_success"].samples.popitem()[1] == 1
    assert found["scholargraph_last_publish_info"].samples.popitem()[0][1] == (("outcome", "published"),)
    digest = operated.live.get("", accept="text/html").headers["ScholarGraph-Snapshot"]
    assert found["scholargraph_snapshot_info"].samples.popitem()[0][1] == (("digest", digest),)
    (event,) = operated.events("publish.log")
    assert event["statements"] == found["scholargraph_snapshot_statements"].samples.popitem()[1]
    assert operated.live.get("metrics").status == 404, "they are not for the public"


def test_a_worker_that_is_killed_is_counted(operated: Operated) -> None:
    def idle() -> float:
        family = operated.measured()["scholargraph_query_workers"]
        return family.samples["scholargraph_query_workers", (("state", "idle"),)]

    until(lambda: idle() == 3)
    os.kill(Server(operated.live.process, operated.live.port).workers()[0], signal.SIGKILL)
    key = ("scholargraph_query_workers_ended_total", (("how", "SIGKILL"),))

    def counted() -> float:
        family = operated.measured().get(key[0])
        return family.samples.get(key, 0) if family else 0

    until(lambda: counted() >= 1)
    until(lambda: idle() == 3)
    memory = operated.measured()["scholargraph_query_memory_bytes"].samples
    assert memory["scholargraph_query_memory_bytes", (("part", "graph"),)] >= 0


def test_a_token_ends_when_it_is_removed_and_a_hangup_replaces_nothing(operated: Operated) -> None:
    web, text = operated.web(), operated.file.read_text(encoding="utf-8")
    assert operated.ask(operated.good)[0] == 200
    operated.file.write_text(text.partition('[[token]]\nname = "harvester"')[0], encoding="utf-8")
    until(lambda: operated.ask(operated.good)[0] == 401)
    operated.file.write_text(text, encoding="utf-8")
    access, moved = operated.live.site / "access.log", operated.live.site / "access.log.1"
    access.rename(moved)
    os.kill(operated.live.process.pid, signal.SIGHUP)
    until(lambda: operated.ask(operated.good)[0] == 200)
    until(access.is_file)
    operated.ask(operated.good, **{"X-Request-ID": "after"})
    assert operated.event("after")["token"] == "harvester"  # noqa: S105 - its name
    assert operated.web() == web
