"""How much an endpoint answers under load: two engines in turn, with the same requests, by wrk where it is installed.

It starts no engine. A run in which an engine refuses requests is said, and its figures stand beside it all the same.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.endpoint.asking import Address, Connection

CONNECTIONS: Final = (1, 8, 32)

_WRK: Final = "wrk"
_ROTATE: Final = Path(__file__).with_name("rotate.lua")
_CROWD: Final = Path(__file__).with_name("crowd.py")


@dataclass(frozen=True, slots=True)
class Requests:
    """What is asked in turn: a name for the table, the queries, what answers are asked for as."""

    name: str
    queries: tuple[str, ...]
    accept: str


@dataclass(frozen=True, slots=True)
class Run:
    """What happened in one run: answers in a second, MiB in a second, requests refused (by a status), requests broken."""

    rate: float
    mib: float
    refused: int = 0
    broken: int = 0


@dataclass(frozen=True, slots=True)
class Pairs:
    """Runs of ours and of the peer, in turn."""

    name: str
    connections: int
    ours: tuple[Run, ...]
    theirs: tuple[Run, ...]

    @property
    def ratios(self) -> list[float]:
        """Ours by the peer's, in answers a second, pair by pair; without those where the peer answered nothing."""
        pairs = zip(self.ours, self.theirs, strict=True)
        return [mine.rate / other.rate for mine, other in pairs if other.rate]

    @property
    def ratio(self) -> float | None:
        """The median of the pairs' ratios."""
        return statistics.median(self.ratios) if self.ratios else None


def generator() -> str:
    """Say what makes the load."""
    found = shutil.which(_WRK)
    if found is None:
        return "threads of Python (wrk is not installed: small answers are limited by the client)"
    told = subprocess.run([found, "--version"], check=False, capture_output=True, text=True)
    return f"{(told.stdout + told.stderr).splitlines()[0].split(' Copyright')[0]}, one thread"


def compare(
    requests: Requests, ours: Address, theirs: Address, *, folder: Path, pairs: int, seconds: int
) -> Iterator[Pairs]:
    """Load both in turn (ABBA), so many pairs at each number of connections; everything is asked once before."""
    for address in (ours, theirs):
        warm(requests, address)
    files = [targets(requests, address, folder) for address in (ours, theirs)]
    for connections in CONNECTIONS:
        runs: tuple[list[Run], list[Run]] = ([], [])
        for number in range(pairs):
            for place in (0, 1) if number % 2 == 0 else (1, 0):
                address = (ours, theirs)[place]
                runs[place].append(
                    load(address, files[place], requests.accept, connections=connections, seconds=seconds)
                )
        yield Pairs(requests.name, connections, tuple(runs[0]), tuple(runs[1]))


def warm(requests: Requests, address: Address) -> None:
    """Ask everything once, so that an answer that is kept is there. Raises RefusedError where there is none."""
    with Connection(address) as connection:
        for query in requests.queries:
            connection.ask(query, requests.accept)


def targets(requests: Requests, address: Address, folder: Path) -> Path:
    """Write the request targets for a load generator, one a line."""
    file = folder / f"targets-{address.port}.txt"
    file.write_text("".join(f"{address.target(query)}\n" for query in requests.queries), encoding="utf-8")
    return file


def load(address: Address, file: Path, accept: str, *, connections: int, seconds: int) -> Run:
    """Ask the request targets of a file for some seconds with some connections at once."""
    found = shutil.which(_WRK)
    if found is None:
        command = [sys.executable, str(_CROWD), str(address.port), str(connections), str(seconds), str(file), accept]
    else:
        command = [found, "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s", "-s", str(_ROTATE)]
        command += [f"http://{address.host}:{address.port}/"]
    environment = {**os.environ, "TARGETS": str(file), "ACCEPT": accept}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return _run(done.stdout.splitlines())


def _run(lines: Sequence[str]) -> Run:
    told = json.loads(next(line for line in reversed(lines) if line.startswith("{")))
    seconds = told["seconds"]
    answered = told["requests"] - told["status"]
    return Run(
        rate=answered / seconds,
        mib=told["bytes"] / seconds / (1 << 20),
        refused=told["status"],
        broken=told["broken"],
    )
