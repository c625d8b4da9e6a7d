"""The first profile served as a visitor meets it: the command in a process of its own, on a free port."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.house.terminal import free_port

PATIENCE = 60
"""Seconds until the server must be ready."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message  # names in any case
    body: bytes


@dataclass(frozen=True)
class Live:
    base: str
    process: subprocess.Popen[bytes]

    def get(self, path: str, *, accept: str = "*/*", body: bytes | None = None, kind: str = "") -> Answer:
        headers = {"Accept": accept, **({"Content-Type": kind} if kind else {})}
        request = Request(self.base + path, data=body, headers=headers)  # noqa: S310 - our own server
        try:
            with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
                return Answer(answer.status, answer.headers, answer.read())
        except HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())


@pytest.fixture(scope="module")
def live(copy_site: Callable[[str], Path]) -> Iterator[Live]:
    with serving(copy_site("lucas-dixon"), "deadline = 2\nworkers = 2\n") as served:
        yield served


@contextmanager
def serving(site: Path, limits: str) -> Iterator[Live]:
    """Serve a copy of a site, with lines for its `[endpoint]`, until it is done with."""
    port = free_port()
    base = f"http://127.0.0.1:{port}/"
    settings = site / "scholargraph.toml"
    text = settings.read_text(encoding="utf-8").partition("[endpoint]")[0]
    settings.write_text(f"{text}\n[endpoint]\n{limits}", encoding="utf-8")
    command = [sys.executable, "-m", "scholargraph", "serve", str(site), "--port", str(port), "--base", base]
    log = site / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        served = Live(base, process)
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
