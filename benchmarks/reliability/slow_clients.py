"""A server with thousands of slow connections, and calm clients beside them: what those see, and what the server takes.

It compares with the figures to reach and says which are met; it changes nothing. Run it with
`python -m benchmarks.reliability.slow_clients --connections 2000 --addresses 40 --seconds 60`.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.endpoint import graph
from benchmarks.endpoint.hostile import BASE, BENIGN, row, share, things
from benchmarks.endpoint.served import Server, Told, resident, serving
from benchmarks.ports import free_port
from benchmarks.reliability.sloths import KINDS

ROOT: Final = Path(__file__).resolve().parents[2]
MIB: Final = 1024 * 1024
READERS: Final = ("127.0.1.10", "127.0.1.11", "127.0.1.12")
ASKERS: Final = ("127.0.1.20", "127.0.1.21")
FIRST: Final = "127.0.1.30"
"""Who asks for everything once before that: the worker time which this takes is nobody else's."""
BETWEEN: Final = 0.15
"""Seconds between two requests of a calm client, on average."""
WARMING: Final = 2.0
"""Seconds until the slow connections are there."""
TIMES: Final = 5
"""How many times as long a page may take, for 95 of 100."""
ENDPOINT: Final = {"worker_seconds": 6000, "burst": 6000, "errors": 100_000}
"""A client of ours asks as often as many do."""

BODIES: Final = ("body-stalls",)
HEADS: Final = ("head-stalls", "head-drips")


@dataclass
class Seen:
    """What calm clients saw, and what the answering process took meanwhile."""

    pages: list[float] = field(default_factory=list)
    queries: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    descriptors: list[int] = field(default_factory=list)
    web: set[int] = field(default_factory=set)
    told: str = ""
    attacked: bool = True
    """Whether the slow connections were there to the end."""


def addresses(number: int, *, network: int = 2) -> list[str]:
    """Give so many addresses of this machine, all in 127.0.0.0/8."""
    return [f"127.0.{network + place // 250}.{place % 250 + 1}" for place in range(number)]


def everything(connections: int, number: int) -> list[str]:
    """Give connections of all kinds from so many addresses, as `sloths` reads groups."""
    return [group(connections, list(KINDS), addresses(number))]


def posts() -> list[str]:
    """Give 66 bodies that do not come, 42 from one address and 4 each from six."""
    first, *others = addresses(7, network=20)
    return [group(42, BODIES, [first]), *(group(4, BODIES, [other]) for other in others)]


def heads() -> list[str]:
    """Give 1,100 heads that do not come, from ten addresses."""
    return [group(1100, HEADS, addresses(10, network=30))]


def group(connections: int, kinds: Sequence[str], of: Sequence[str]) -> str:
    """Write a group of connections."""
    return f"{connections}:{','.join(kinds)}:{','.join(of)}"


@dataclass(frozen=True)
class Calm:
    """How long calm clients go on, how often each asks at most, and the seconds it waits for an answer."""

    seconds: float
    rounds: int = 1_000_000
    patience: float = 30.0


def beside(server: Server, known: Sequence[str], groups: Sequence[str], calm: Calm) -> Seen:
    """Let calm clients ask, beside slow connections where there are groups of them."""
    seen = Seen()
    if not groups:
        _ask_calmly(server, known, seen, calm)
        return seen
    command = [sys.executable, "-m", "benchmarks.reliability.sloths", str(server.port)]
    command += ["--seconds", str(calm.seconds + WARMING), *(word for each in groups for word in ("--group", each))]
    attacker = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        threading.Event().wait(WARMING)
        ends = time.monotonic() + calm.seconds
        _ask_calmly(server, known, seen, calm)
        seen.attacked = attacker.poll() is None
        if time.monotonic() < ends:  # all have asked as often as they were to
            attacker.terminate()
        seen.told = attacker.communicate(timeout=120)[0].strip()
    finally:
        attacker.kill()
        attacker.wait()
    return seen


def _ask_calmly(server: Server, known: Sequence[str], seen: Seen, calm: Calm) -> None:
    watching, done = threading.Event(), threading.Event()
    watch = threading.Thread(target=_watch, args=(server, seen, done, watching))
    tasks = [
        threading.Thread(
            target=_go_on, args=(calm, client, seen.pages, partial(_read, server, known, seen, client, calm.patience))
        )
        for client in READERS
    ]
    tasks += [
        threading.Thread(
            target=_go_on, args=(calm, client, seen.queries, partial(_ask, server, known, seen, client, calm.patience))
        )
        for client in ASKERS
    ]
    watch.start()
    watching.wait()
    for task in tasks:
        task.start()
    for task in tasks:
        task.join()
    done.set()
    watch.join()


def _go_on(calm: Calm, client: str, times: list[float], step: Callable[[random.Random], bool]) -> None:
    chance, pause, ends = random.Random(client), threading.Event(), time.monotonic() + calm.seconds
    for _ in range(calm.rounds):
        if time.monotonic() > ends:
            break
        began = time.perf_counter()
        if step(chance):
            times.append(time.perf_counter() - began)
        pause.wait(BETWEEN * chance.uniform(0.5, 1.5))


def _read(
    server: Server, known: Sequence[str], seen: Seen, client: str, patience: float, chance: random.Random
) -> bool:
    path = "/" + chance.choice(known).partition("#")[0].split("/", 3)[3]
    return _note(seen, path, lambda: server.get(path, client=client, timeout=patience, Accept="text/html"))


def _ask(server: Server, known: Sequence[str], seen: Seen, client: str, patience: float, chance: random.Random) -> bool:
    query = chance.choice(BENIGN).replace("%s", chance.choice(known))
    accept = _accept(query)
    return _note(seen, query, lambda: server.ask(query, client=client, timeout=patience, accept=accept))


def _note(seen: Seen, what: str, request: Callable[[], Told]) -> bool:
    """Ask and count; whether there was an answer."""
    try:
        told = request()
    except OSError as error:
        seen.lost.append(f"{what}: {error!r}")
        return False
    seen.statuses[told.status] += 1
    if told.status != 200:
        seen.lost.append(f"{what}: {told.status} {told.body[-300:].decode('utf-8', 'replace').strip()}")
    return True


def _watch(server: Server, seen: Seen, done: threading.Event, watching: threading.Event) -> None:
    while True:
        web = server.web()
        seen.web.add(web)
        seen.memory.append(resident(web))
        seen.descriptors.append(_descriptors(web))
        watching.set()
        if done.wait(0.5):
            break


def warm(server: Server, known: Sequence[str]) -> None:
    """Ask for everything once, so that what is kept of answers is there: it is no growth under attack."""
    seen = Seen()
    for thing in known:
        path = "/" + thing.partition("#")[0].split("/", 3)[3]
        _note(seen, path, partial(_page, server, path))
        for query in BENIGN:
            _note(seen, query, partial(_answer, server, query.replace("%s", thing)))
    if seen.lost:
        raise SystemExit(f"the server does not answer: {seen.lost[0]}")


def _page(server: Server, path: str) -> Told:
    return server.get(path, client=FIRST, Accept="text/html")


def _answer(server: Server, query: str) -> Told:
    return server.ask(query, client=FIRST, accept=_accept(query))


def _accept(query: str) -> str:
    return "text/turtle" if query.startswith("CONSTRUCT") else "application/sparql-results+json"


def _descriptors(process: int) -> int:
    try:
        return sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())
    except OSError:
        return 0


def growth(values: Sequence[int]) -> float:
    """Give how much more there is in the last third than in the one before: what is flat does not grow."""
    third = len(values) // 3
    if not third:
        return 0.0
    return statistics.median(values[-third:]) - statistics.median(values[-2 * third : -third])


def report(name: str, seen: Seen, quiet: Seen) -> None:
    """Print what the calm clients saw, beside the figures to reach."""
    print(f"{name}: {len(seen.pages)} pages, {len(seen.queries)} queries; {seen.told}")
    row("  benign requests not answered", len(seen.lost), most=0)
    row("  page p95, times the quiet one", share(seen.pages, 0.95) / share(quiet.pages, 0.95), most=TIMES)
    row("  answering processes", len(seen.web), most=1)
    row("  MiB more, last third", growth(seen.memory) / MIB, most=8)
    row("  descriptors more, last third", growth(seen.descriptors), most=100)
    for kind, times in (("pages", seen.pages), ("queries", seen.queries)):
        print(f"    {kind}: p50 {share(times, 0.5):.0f}, p95 {share(times, 0.95):.0f}, max {share(times, 1):.0f} ms")
    print(f"    memory {seen.memory[0] / MIB:.0f} -> {max(seen.memory) / MIB:.0f} MiB, "
          f"descriptors at most {max(seen.descriptors)}")  # fmt: skip
    for what in seen.lost[:5]:
        print(f"    lost: {what}")


def main() -> None:
    """Serve a made-up site, let it be quiet, then attack it in three ways, and print what was reached."""
    parser = argparse.ArgumentParser(prog="benchmarks.reliability.slow_clients", description=__doc__)
    parser.add_argument("--connections", type=int, default=2000)
    parser.add_argument("--addresses", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--publications", type=int, default=2000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "scholargraph-benchmarks")
    options = parser.parse_args()
    site = options.folder / f"slow-{options.publications}"
    graph.publish(site, options.publications, base=BASE, endpoint=ENDPOINT)
    known = things(site)[::10]
    with serving(site, free_port(), log=options.folder / "slow.log") as server:
        warm(server, known)
        short = Calm(options.seconds / 2)
        quiet = beside(server, known, (), short)
        print(f"quiet: {len(quiet.pages)} pages, p95 {share(quiet.pages, 0.95):.0f} ms; "
              f"{len(quiet.queries)} queries, p95 {share(quiet.queries, 0.95):.0f} ms; {len(quiet.lost)} lost")  # fmt: skip
        slow = everything(options.connections, options.addresses)
        name = f"{options.connections} slow connections from {options.addresses} addresses"
        report(name, beside(server, known, slow, Calm(options.seconds)), quiet)
        report("66 bodies from seven addresses", beside(server, known, posts(), short), quiet)
        report("1,100 heads from ten addresses", beside(server, known, heads(), short), quiet)


if __name__ == "__main__":
    main()
