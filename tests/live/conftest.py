"""Sites served as a visitor meets them: the command in a process of its own, on a free port."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Final
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import Graph

from benchmarks.ports import free_port
from tests.conftest import CopySite

PATIENCE = 60
"""Seconds until the server must be ready."""
GENEROUS: Final = "deadline = 5\nparallel = 8\nworker_seconds = 6000\nburst = 6000\nerrors = 100000\n"
"""A client of the tests is many clients."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message  # names in any case
    body: bytes


@dataclass(frozen=True)
class Live:
    base: str
    process: subprocess.Popen[bytes]
    site: Path

    @property
    def port(self) -> int:
        return int(self.base.rstrip("/").rpartition(":")[2])

    @property
    def endpoint(self) -> str:
        return f"{self.base}sparql"

    def get(self, path: str, *, accept: str = "*/*", body: bytes | None = None, kind: str = "") -> Answer:
        headers = {"Accept": accept, **({"Content-Type": kind} if kind else {})}
        request = Request(self.base + path, data=body, headers=headers)  # noqa: S310 - our own server
        try:
            with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
                return Answer(answer.status, answer.headers, answer.read())
        except HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())


@dataclass(frozen=True)
class Dump:
    """The default graph and the named ones, as rdflib has them."""

    default: Graph
    named: dict[str, Graph]


@contextmanager
def running(site: Path, port: int, *options: str, log: Path) -> Iterator[Live]:
    """Run the server of a site, with further options, until it is done with."""
    command = [sys.executable, "-m", "scholargraph", "serve", str(site), "--port", str(port), *options]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        served = Live(f"http://127.0.0.1:{port}/", process, site)
        for _ in range(PATIENCE * 10):
            with suppress(OSError):
                if served.get("readyz").status == 200:
                    break
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.1)
                break
        assert process.poll() is None, log.read_text(encoding="utf-8")
        yield served
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def serving(site: Path, limits: str) -> Iterator[Live]:
    """Serve a copy of a site, with lines for its `[endpoint]`, until it is done with."""
    port = free_port()
    settings = site / "scholargraph.toml"
    kept = settings.read_text(encoding="utf-8").partition("[endpoint]")[0]
    settings.write_text(f"{kept}\n[endpoint]\n{limits}", encoding="utf-8")
    with running(site, port, "--base", f"http://127.0.0.1:{port}/", log=site / "server.log") as served:
        yield served


@pytest.fixture(scope="module")
def live(copy_site: CopySite) -> Iterator[Live]:
    """Serve the first profile with limits that hostile queries soon meet."""
    with serving(copy_site("lucas-dixon"), "deadline = 2\nworkers = 2\n") as served:
        yield served


@pytest.fixture(scope="session")
def lucas(copy_site: CopySite) -> Iterator[Live]:
    """Serve the first profile to clients that ask much."""
    with serving(copy_site("lucas-dixon"), GENEROUS) as served:
        yield served


@pytest.fixture(scope="session")
def department(copy_site: CopySite) -> Iterator[Live]:
    """Serve the fabricated department to clients that ask much. `person/quill-a` has become `person/ada-quill` there."""
    site = copy_site("example-department")
    ledger = site / "keys.txt"
    lines = ["=person/quill-a\tperson/ada-quill", *ledger.read_text(encoding="utf-8").splitlines()]
    ledger.write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")
    with serving(site, GENEROUS) as served:
        yield served


@pytest.fixture(scope="session")
def dump(department: Live) -> Dump:
    """Return the department's graphs, read from the dump: what clients are told must agree with it."""
    lines: dict[str, list[str]] = {"": []}
    for quad in parse(gzip.decompress(department.get("dump.nq.gz").body), RdfFormat.N_QUADS):
        name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
        lines.setdefault(name, []).append(f"{quad.triple} .")
    graphs = {name: Graph().parse(data="\n".join(found), format="nt") for name, found in lines.items()}
    return Dump(graphs.pop(""), graphs)
