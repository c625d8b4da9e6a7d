"""A site served by the real command, and what its processes are and take; and plain requests to it from any address.

It measures nothing by itself.
"""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PATIENCE: Final = 60.0
"""Seconds that a server may take until it answers."""
ASK: Final = "/sparql?query=ASK%7B%7D"
_PAUSE: Final = threading.Event()


@dataclass(frozen=True, slots=True)
class Told:
    """An answer: its status, its header fields by their names in small letters, its body."""

    status: int
    fields: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs."""

    process: subprocess.Popen[bytes]
    port: int

    def get(self, path: str, *, client: str = "127.0.0.1", timeout: float = 30.0, **fields: str) -> Told:
        """Ask for a path on a connection of its own, which comes from the client's address."""
        return self._told("GET", path, None, fields, client=client, timeout=timeout)

    def ask(self, query: str, *, client: str = "127.0.0.1", timeout: float = 30.0, accept: str = "text/csv") -> Told:
        """Post a query."""
        fields = {"Content-Type": "application/sparql-query", "Accept": accept}
        body = query.encode("utf-8", "replace")
        return self._told("POST", "/sparql", body, fields, client=client, timeout=timeout)

    def _told(
        self, method: str, path: str, body: bytes | None, fields: Mapping[str, str], *, client: str, timeout: float
    ) -> Told:
        made = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout, source_address=(client, 0))
        try:
            made.request(method, path, body, {name.replace("_", "-"): value for name, value in fields.items()})
            found = made.getresponse()
            return Told(found.status, {name.lower(): value for name, value in found.getheaders()}, found.read())
        finally:
            made.close()

    def tree(self) -> list[int]:
        """Give the process ids of the server and of all below it."""
        return [self.process.pid, *_below(self.process.pid)]

    def web(self) -> int:
        """Give the process id of the process that answers requests."""
        for number in _below(self.process.pid):
            with suppress(OSError):
                if b"spawn_main" in Path(f"/proc/{number}/cmdline").read_bytes():
                    return number
        return 0

    def workers(self) -> list[int]:
        """Give the process ids of the query workers, idle and busy."""
        return [number for number in _below(self.web()) if _is_loader(number) and _is_loader(_parent(number))]

    def log(self) -> str:
        """Give what the server has said."""
        return self._log_file().read_text(encoding="utf-8", errors="replace")

    def _log_file(self) -> Path:
        return Path(f"/proc/{self.process.pid}/fd/2").readlink()


def start(site: Path, port: int, *, log: Path) -> Server:
    """Start to serve a site's snapshot; it does not answer yet."""
    command = [sys.executable, "-m", "scholargraph", "serve", "--no-publish", str(site), "--port", str(port)]
    with log.open("ab") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)
    return Server(process, port)


@contextmanager
def serving(site: Path, port: int, *, log: Path) -> Iterator[Server]:
    """Serve a site's snapshot until the end of the block; with the first query answered before its beginning."""
    server = start(site, port, log=log)
    try:
        ends = time.monotonic() + PATIENCE
        while not _answers(server):
            if server.process.poll() is not None or time.monotonic() > ends:
                raise SystemExit(f"the server does not answer:\n{server.log()}")
            _PAUSE.wait(0.02)
        yield server
    finally:
        stop(server)


def stop(server: Server) -> None:
    """End a server with all its processes."""
    with suppress(ProcessLookupError):
        os.killpg(server.process.pid, signal.SIGTERM)
    try:
        server.process.wait(15)
    except subprocess.TimeoutExpired:
        os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait()


def pss(numbers: list[int]) -> int:
    """Give the bytes of memory that processes take together; what they share counts once."""
    return sum(_rollup(number, "Pss:") for number in numbers)


def resident(number: int) -> int:
    """Give the bytes of memory that a process has, what it shares included."""
    return _rollup(number, "Rss:")


def _rollup(number: int, name: str) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{number}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith(name):
                return int(line.split()[1]) * 1024
    return 0


def _answers(server: Server) -> bool:
    try:
        return server.get(ASK, timeout=5).status == 200
    except OSError:
        return False


def _below(number: int) -> list[int]:
    started: list[int] = []
    for listed in Path(f"/proc/{number}/task").glob("*/children"):
        with suppress(OSError):
            started += [int(child) for child in listed.read_text(encoding="ascii").split()]
    return [*started, *(child for one in started for child in _below(one))]


def _is_loader(number: int) -> bool:
    try:
        return b"scholargraph.sparql.loader" in Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return False


def _parent(number: int) -> int:
    try:
        return int(Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[1])
    except OSError:
        return 0
