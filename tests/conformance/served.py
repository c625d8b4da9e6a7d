"""The real server on graphs of a test's own: the command in a process, snapshots published under it, plain HTTP to ask it.

It encodes nothing: what is asked arrives as it was written, which tests of percent-encoding need.
"""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from benchmarks.ports import free_port
from scholargraph import config
from scholargraph.pages import listings
from scholargraph.sparql.endpoint import SNAPSHOT
from scholargraph.store import Info, Snapshots, build

PATIENCE: Final = 60.0
"""Seconds until the server must be ready, and until it must answer from a new snapshot."""
PAUSE: Final = 0.05
"""Seconds between two looks whether it does."""
LIMITS: Final = "\n[endpoint]\nerrors = 1_000_000\nworker_seconds = 1e6\nburst = 1e6\n"
"""A suite asks in a minute what a client may ask in a day; nothing else is loosened."""


@dataclass(frozen=True)
class Answer:
    """What came back; the names of `headers` may be in any case."""

    status: int
    headers: Message
    body: bytes

    @property
    def media_type(self) -> str:
        return str(self.headers.get_content_type()) if "Content-Type" in self.headers else ""


class Served:
    """A server that runs, and one connection to it."""

    def __init__(self, site: Path) -> None:
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}/"
        self.endpoint = f"{self.base}sparql"
        file = site / config.SITE_FILE
        text = file.read_text(encoding="utf-8").partition("[endpoint]")[0]
        file.write_text(text + LIMITS, encoding="utf-8")
        self.settings = config.load(site, base=self.base)
        self.log = site / "server.log"
        self.listings = site / listings.FILE
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        command = [sys.executable, "-m", "scholargraph", "serve", str(site), "--port", str(self.port)]
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [*command, "--base", self.base], stdout=output, stderr=subprocess.STDOUT, start_new_session=True
            )

    def __enter__(self) -> Self:
        try:
            self._until(lambda: self.ask("ASK {}").status == http.HTTPStatus.OK, "it is not ready")
            shutil.copyfile(Snapshots(self.settings.work).require().path / listings.FILE, self.listings)
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end()

    def end(self) -> None:
        """End the server and all that it started."""
        self.connection.close()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def request(
        self, method: str, path: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send a request as it is. A connection that the server closed in the meantime is opened again."""
        for last in (False, True):
            try:
                self.connection.request(method, path, body, dict(headers or {}))
                answer = self.connection.getresponse()
                return Answer(answer.status, answer.headers, answer.read())
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                self.connection.close()
                if last:
                    raise
        raise AssertionError

    def ask(self, query: str, accept: str = "*/*") -> Answer:
        """Post a query as it is."""
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        return self.request("POST", "/sparql", body=query.encode("utf-8"), headers=headers)

    def publish(self, statements: Iterable[str]) -> Info:
        """Make sorted statements the snapshot that is answered from. It lists what the site listed: no page is asked for."""
        snapshots = Snapshots(self.settings.work)
        with snapshots.new() as directory:
            build(directory, statements)
            shutil.copyfile(self.listings, directory / listings.FILE)
            snapshots.commit(directory, {})
        info = snapshots.require()
        # Behind a dot stands how often the server has seen the files of this snapshot made anew.
        self._until(
            lambda: self.ask("ASK {}").headers[SNAPSHOT].partition(".")[0] == info.path.name,
            "it does not answer from the snapshot",
        )
        return info

    def _until(self, done: Callable[[], bool], fault: str) -> None:
        """Wait until something is so, looking at it again after a while in which the server must not end."""
        ends = time.monotonic() + PATIENCE
        while True:
            with suppress(OSError):
                if done():
                    return
            self.connection.close()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(PAUSE)
            told = self.log.read_text(encoding="utf-8", errors="replace")
            assert self.process.poll() is None, f"the server ended: {told}"
            assert time.monotonic() < ends, f"{fault}: {told}"
