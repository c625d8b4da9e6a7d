"""What happens to a running server when its disk fails it: it says so, serves what it can, and a new publish mends it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from benchmarks.endpoint import publishing
from benchmarks.endpoint.served import Server, serving, start, stop
from benchmarks.ports import free_port
from scholargraph import config, store
from scholargraph.publish import publish
from tests.conftest import CopySite
from tests.sparql import hostile
from tests.waiting import PATIENCE, until

PEOPLE: Final = "SELECT ?name { ?person a <https://schema.org/Person> ; <https://schema.org/name> ?name }"
PAGE: Final = "/person/ada-quill"
POINTS: Final = 20


@pytest.fixture
def site(copy_site: CopySite) -> Path:
    copied = copy_site("example-department")
    publish(config.load(copied))
    return copied


def snapshot(site: Path) -> Path:
    return store.Snapshots(site / ".scholargraph").require().path


@contextmanager
def served(site: Path, limits: str = "") -> Iterator[Server]:
    """Serve a site whose table of the endpoint is what is given."""
    file = site / config.SITE_FILE
    text = file.read_text(encoding="utf-8").partition("[endpoint]")[0]
    file.write_text(f"{text}[endpoint]\n{limits}\n", encoding="utf-8")
    with serving(site, free_port(), log=site / "server.log") as server:
        yield server


def publish_elsewhere(site: Path) -> subprocess.CompletedProcess[str]:
    """Publish in a process of its own."""
    command = [sys.executable, "-m", "scholargraph", "publish", str(site)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def change(site: Path, word: str) -> None:
    file = site / "curation.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("maps of places that do not exist", word), encoding="utf-8")


def damage(site: Path) -> None:
    """Overwrite the files of the store in their place and their size."""
    for file in (snapshot(site) / store.STORE).glob("*.sst"):
        with file.open("r+b") as opened:
            opened.write(os.urandom(file.stat().st_size))


def is_problem(server: Server, query: str) -> bool:
    """Whether a query is answered as a problem that passes, and soon."""
    told = server.ask(query, timeout=PATIENCE)
    return told.status == 503 and told.fields["content-type"] == "application/problem+json"


def test_without_its_files_a_snapshot_is_served_as_long_as_it_can_be(site: Path) -> None:
    with served(site) as server:
        assert server.get(PAGE).status == 200
        names = server.ask(PEOPLE).body
        web = server.web()
        shutil.rmtree(snapshot(site))
        until(lambda: server.get("/readyz").status == 503)
        assert server.get("/healthz").status == 200
        assert server.get(PAGE, Accept="text/turtle").status == 200
        assert server.ask(f"{PEOPLE} # again").body == names
        assert "The store is not readable" in server.log()
        assert publish_elsewhere(site).returncode == 0
        until(lambda: server.get("/readyz").status == 200)
        assert server.web() == web
        assert server.ask(f"{PEOPLE} # at last").body == names


def test_a_damaged_store_is_told_of_and_mended_by_the_next_publish(site: Path) -> None:
    with served(site) as server:
        names = server.ask(PEOPLE).body
        web = server.web()
        damage(site)
        until(lambda: server.get("/readyz").status == 503)
        assert server.get("/healthz").status == 200
        for number in range(5):
            told = server.ask(f"{PEOPLE} # {number}")
            assert told.status == 200, "the graph is in memory"
            assert told.body == names
            assert server.get(PAGE, Accept=f"text/turtle;q=0.{number + 1}").status in {200, 503}
        assert "The store is not readable" in server.log()
        done = publish_elsewhere(site)
        assert done.returncode == 0, done.stderr
        assert "Published" in done.stderr, "nothing has changed but what was damaged"
        until(lambda: server.get("/readyz").status == 200)
        assert server.get(PAGE, Accept="text/turtle").status == 200
        assert server.ask(f"{PEOPLE} # mended").body == names
        assert server.web() == web


def test_a_store_that_is_damaged_before_the_start_is_no_hang_and_is_mended(site: Path) -> None:
    damage(site)
    port = free_port()
    server = start(site, port, log=site / "server.log")
    try:
        until(lambda: answers(server))
        assert server.get("/readyz").status == 503
        assert server.get(PAGE).status == 503
        assert is_problem(server, PEOPLE)
        assert "The store is not readable" in server.log()
        change(site, "mended maps")
        assert publish_elsewhere(site).returncode == 0
        until(lambda: server.get("/readyz").status == 200)
        assert b"mended maps" in server.get(PAGE).body
        until(lambda: server.ask(PEOPLE).status == 200)
    finally:
        stop(server)


def answers(server: Server) -> bool:
    try:
        return server.get("/healthz").status == 200
    except OSError:
        return False


def test_a_snapshot_that_has_lost_a_file_is_not_served_at_all(site: Path) -> None:
    with (next((snapshot(site) / store.STORE).glob("*.sst"))).open("r+b") as opened:
        opened.truncate(10)
    command = [sys.executable, "-m", "scholargraph", "serve", "--no-publish", str(site), "--port", str(free_port())]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 5
    assert "has lost files: run `scholargraph publish`" in done.stderr


FULL_DISKS: Final = """
import resource, sys
from pathlib import Path
from scholargraph import config
from scholargraph.errors import SnapshotError
from scholargraph.publish import publish

settings = config.load(Path(sys.argv[1]))
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
for largest in map(int, sys.argv[2:]):
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, hard))
    try:
        publish(settings)
    except SnapshotError as error:
        print(error, flush=True)
"""


def test_a_full_disk_fails_the_publish_and_no_reader(tmp_path: Path) -> None:
    site, _ = publishing.made(tmp_path)
    before = snapshot(site)
    largest = max(file.stat().st_size for file in before.rglob("*") if file.is_file())
    points = [str(largest * point // POINTS) for point in range(POINTS)]
    with served(site) as server:
        names = server.ask(PEOPLE).body
        publishing.write(site, 7)
        command = [sys.executable, "-c", FULL_DISKS, str(site), *points]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as publisher:
            reads = 0
            while publisher.poll() is None or reads < POINTS:
                reads += 1
                assert server.get("/readyz").status == 200
                assert b"marker 0" in server.get("/person/ada-example").body
                assert server.ask(f"{PEOPLE} # {reads}", client=f"127.0.0.{reads % 50 + 10}").body == names
            assert publisher.stdout is not None
            told = publisher.stdout.read().splitlines()
        assert publisher.returncode == 0
        assert len(told) == POINTS
        assert all("make room" in line for line in told)
        assert snapshot(site) == before
        assert [path.name for path in before.parent.iterdir() if path.name.startswith(".new")] == []
        assert publish_elsewhere(site).returncode == 0
        assert snapshot(site) != before
        until(lambda: b"marker 7" in server.get("/person/ada-example").body)


def test_a_worker_that_is_killed_is_the_problem_of_its_client_only(site: Path) -> None:
    with served(site, "parallel = 4\ndeadline = 8") as server, ThreadPoolExecutor(4) as clients:
        until(lambda: len(server.workers()) == 3)
        idle = {number: ticks(number) for number in server.workers()}
        lost = clients.submit(server.ask, hostile.ENDLESS["cross product"], client="127.0.0.2")
        until(lambda: any(ticks(number) > before + 30 for number, before in idle.items()))
        busy = max(idle, key=lambda number: ticks(number) - idle[number])
        others = [clients.submit(server.ask, f"{PEOPLE} # {number}") for number in range(20)]
        os.kill(busy, signal.SIGKILL)
        assert lost.result().status == 503
        assert json.loads(lost.result().body)["status"] == 503
        assert {other.result().status for other in others} == {200}
        assert len({other.result().body for other in others}) == 1
        until(lambda: len(server.workers()) == 3)
        assert busy not in server.workers()


def ticks(number: int) -> int:
    """The processor time that a process has used, in hundredths of a second."""
    try:
        fields = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])
