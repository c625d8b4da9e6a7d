"""From the start of the command to the first answer: of a query and of a page, with what they must say checked.

Each run is a whole process; every second one comes after a kill -9 of the one before. Run it with
`python -m benchmarks.endpoint.start`.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.endpoint import graph
from benchmarks.endpoint.hostile import BASE, row, things
from benchmarks.endpoint.served import Server, start, stop
from benchmarks.ports import free_port
from scholargraph import config, store

PATIENCE: Final = 60.0
_PAUSE: Final = threading.Event()


def first(server: Server, right: Callable[[], bool], began: float) -> float:
    """Give the seconds until a server first answers rightly.

    Raises:
        SystemExit: it never does.
    """
    while time.perf_counter() - began < PATIENCE:
        try:
            if right():
                return time.perf_counter() - began
        except OSError:
            pass
        _PAUSE.wait(0.005)
    raise SystemExit(f"no answer within {PATIENCE:g} seconds")


def run(site: Path, thing: str, port: int, *, log: Path, killed: bool) -> tuple[float, float]:
    """Start once; give the seconds to the first answer and to the first page, which are asked for at the same time."""
    page = "/" + thing.partition("#")[0].removeprefix(BASE)
    began = time.perf_counter()
    server = start(site, port, log=log)
    times = [0.0, 0.0]

    def query() -> bool:
        told = server.ask(f"SELECT ?class {{ <{thing}> a ?class }}", timeout=5)
        return told.status == 200 and told.body.count(b"\n") > 1

    def read() -> bool:
        told = server.get(page, timeout=5, Accept="text/html")
        return told.status == 200 and b"application/ld+json" in told.body

    def measure(place: int, right: Callable[[], bool]) -> None:
        times[place] = first(server, right, began)

    tasks = [threading.Thread(target=measure, args=(place, right)) for place, right in enumerate((query, read))]
    for task in tasks:
        task.start()
    for task in tasks:
        task.join()
    if killed:
        for number in server.tree():
            os.kill(number, signal.SIGKILL)
        server.process.wait()
    else:
        stop(server)
    return times[0], times[1]


def main() -> None:
    """Start a made-up site of a million statements several times and print what the first answers took."""
    parser = argparse.ArgumentParser(prog="benchmarks.endpoint.start", description=__doc__)
    parser.add_argument("--publications", type=int, default=11_200)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "scholargraph-benchmarks")
    options = parser.parse_args()
    site = options.folder / f"start-{options.publications}"
    graph.publish(site, options.publications, base=BASE)
    thing, port = things(site)[0], free_port()
    manifest = store.Snapshots(config.load(site).work).require().manifest
    print(f"{manifest['statements']:,} statements, {options.runs} starts, every second after kill -9")
    log = options.folder / "start.log"
    found = [run(site, thing, port, log=log, killed=number % 2 == 0) for number in range(options.runs)]
    for name, times in (("query", [each[0] for each in found]), ("page", [each[1] for each in found])):
        row(f"slowest first {name}, s", max(times), most=3)
        print(f"  {name}: min {min(times):.2f}, median {statistics.median(times):.2f}, max {max(times):.2f} s")


if __name__ == "__main__":
    main()
