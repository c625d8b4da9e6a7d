"""A server as a process of its own on a free port of this machine, from its start until it has ended.

It knows no engine, and ends nothing but what it has started.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from benchmarks.endpoint.asking import Address, Connection, RefusedError

PAUSE: Final = 0.2
"""Seconds between two looks at a server that is starting."""
DRAIN: Final = 30
"""Seconds that a server may take to end."""


class StartError(Exception):
    """A server did not get ready; the last lines that it printed."""


@contextmanager
def running(
    command: Sequence[str],
    address: Address,
    log: Path,
    *,
    patience: float,
    settled: Callable[[int], bool] = lambda _: True,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Address]:
    """Start a server, wait until it answers and has settled, and end it afterwards, with all it has started.

    `settled` is asked with the number of the process. Raises StartError where the server ends, or takes too long.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=log.parent,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + patience
        while not (answers(address) and settled(process.pid)):
            if process.poll() is not None or time.monotonic() > deadline:
                last = log.read_text(encoding="utf-8", errors="replace")[-1000:]
                raise StartError(f"{command[0]} is not ready after {patience:.0f} s or has ended; it printed:\n{last}")
            time.sleep(PAUSE)
        yield address
    finally:
        _end(process)


def answers(address: Address) -> bool:
    """Whether an endpoint answers a question that costs nothing."""
    try:
        with Connection(address) as connection:
            connection.ask("ASK {}", "application/sparql-results+json")
    except RefusedError:
        return False
    return True


def started(parent: int) -> list[int]:
    """Give the processes that a process has started, and those that they have."""
    try:
        listed = [path.read_text() for path in Path(f"/proc/{parent}/task").glob("*/children")]
    except OSError:
        return []
    children = [int(number) for text in listed for number in text.split()]
    return [*children, *(number for child in children for number in started(child))]


def _end(process: subprocess.Popen[bytes]) -> None:
    for way in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, way)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=DRAIN)
            return
