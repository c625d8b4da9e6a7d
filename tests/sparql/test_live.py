"""The endpoint of the real server over HTTP, asked by many at once, and attacked."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import pytest

from benchmarks.ports import free_port
from tests.conftest import CopySite
from tests.sparql import hostile
from tests.sparql.graphs import Canary

PEOPLE: Final = (
    "SELECT ?person ?name WHERE { ?person a <http://xmlns.com/foaf/0.1/Person> ; <https://schema.org/name> ?name }"
)
START_SECONDS: Final = 60.0


@dataclass(frozen=True)
class Live:
    """A server that runs, and the process that answers."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/sparql"

    def ask(self, query: str, **more: str) -> tuple[int, dict[str, str], bytes]:
        """Post a query as it is, and give the answer whole."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {"Content-Type": "application/sparql-query", **more}
            connection.request("POST", "/sparql", query.encode(), headers)
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()


def descendants(number: int) -> dict[int, str]:
    """The processes below one, with their command lines."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                fields = (entry / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
                if fields[0] != "Z":
                    parents[int(entry.name)] = int(fields[1])
    found: dict[int, str] = {}
    wanted = {number}
    while wanted:
        wanted = {child for child, parent in parents.items() if parent in wanted and child not in found}
        for child in wanted:
            with suppress(OSError):
                found[child] = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found


def serve(site: Path) -> Live:
    port = free_port()
    command = [sys.executable, "-m", "scholargraph", "serve", str(site), "--port", str(port)]
    live = Live(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL), port)
    ends = time.monotonic() + START_SECONDS
    while True:
        try:
            if live.ask("ASK {}")[0] == 200:
                return live
        except OSError:
            pass
        assert live.process.poll() is None, "the server ended"
        assert time.monotonic() < ends, "the server did not start"
        threading.Event().wait(0.1)


@pytest.fixture(scope="module")
def live(copy_site: CopySite) -> Iterator[Live]:
    site = copy_site("example-department")
    file = site / "scholargraph.toml"
    text = file.read_text(encoding="utf-8").partition("[endpoint]")[0]
    file.write_text(f"{text}\n[endpoint]\ndeadline = 1\nworker_mib = 256\nparallel = 4\n", encoding="utf-8")
    running = serve(site)
    yield running
    running.process.terminate()
    running.process.wait(20)


def answering(live: Live) -> list[int]:
    """The processes of the server that answer, without its query workers, which come and go."""
    below = descendants(live.process.pid)
    return sorted(number for number, command in below.items() if "scholargraph.sparql.loader" not in command)


def test_hostile_queries_do_what_they_can_and_the_server_stays(live: Live) -> None:
    before = answering(live)
    assert before
    with Canary() as canary:
        attacks = {
            hostile.ENDLESS["cross product"]: 503,
            hostile.BOMBS["doubling"]: 503,
            hostile.DEEP["braces × 5000"]: 400,
            hostile.HUGE["a hundred thousand braces"]: 413,
            hostile.SERVICES["plain"].replace("{canary}", canary.url): 403,
            hostile.SERVICES["glued to a name"].replace("{canary}", canary.url): 403,
            hostile.SERVICES["load"].replace("{canary}", canary.url): 403,
        }
        for query, expected in attacks.items():
            status, headers, body = live.ask(query)
            assert status == expected, body
            assert headers["content-type"] == "application/problem+json"
            assert json.loads(body)["status"] == expected
            status, _, body = live.ask(f"SELECT ?x{expected} {{ VALUES ?x{expected} {{ 1 }} }}", Accept="text/csv")
            assert (status, body) == (200, f"x{expected}\r\n1\r\n".encode())
        assert canary.connections == 0
    assert answering(live) == before


def test_what_is_asked_twice_is_confirmed(live: Live) -> None:
    path = f"/sparql?{urlencode({'query': PEOPLE})}"
    _, headers, body = live.get(path)
    assert int(headers["content-length"]) == len(body)
    assert headers["vary"] == "Accept, Accept-Encoding"
    assert headers["access-control-allow-origin"] == "*"
    status, again, nothing = live.get(path, If_None_Match=headers["etag"])
    assert (status, nothing, again["etag"]) == (304, b"", headers["etag"])


def test_a_browser_sees_pages(live: Live) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    status, headers, body = live.get("/sparql", Accept=browser)
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b"<form" in body
    status, headers, body = live.get(
        f"/sparql?{urlencode({'query': 'SELECT <script>alert(1)</script>'})}", Accept=browser
    )
    assert (status, headers["content-type"]) == (400, "text/html; charset=utf-8")
    assert b"<script>alert" not in body
    assert "script-src" not in headers["content-security-policy"]


def test_many_clients_at_once_get_their_own_answers(live: Live) -> None:
    wrong: list[object] = []

    def client(number: int) -> None:
        for count in range(20):
            status, _, body = live.ask(f"SELECT ('{number}-{count}' AS ?x) {{}}", Accept="text/csv")
            if (status, body) != (200, f"x\r\n{number}-{count}\r\n".encode()) and status != 429:
                wrong.append((status, body))

    threads = [threading.Thread(target=client, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=["told to end", "killed"])
def test_when_the_server_ends_nothing_of_it_is_left(copy_site: CopySite, number: signal.Signals) -> None:
    running = serve(copy_site("example-department"))
    processes = descendants(running.process.pid)
    assert any("scholargraph.sparql.loader" in command for command in processes.values())
    os.kill(running.process.pid, number)
    running.process.wait(15)
    ends = time.monotonic() + 10
    while left := [
        process for process in processes if Path(f"/proc/{process}/cmdline").exists() and process in alive()
    ]:
        assert time.monotonic() < ends, [processes[process] for process in left]
        threading.Event().wait(0.05)


def alive() -> set[int]:
    """The processes that run, without those that only wait to be collected."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                if (entry / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0] != "Z":
                    found.add(int(entry.name))
    return found
