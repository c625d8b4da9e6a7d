"""The endpoint under attack: four hostile clients beside calm ones, then a thousand memory bombs; what came of it.

It compares with the figures to reach and says which are met; it changes nothing. Run it with
`python -m benchmarks.endpoint.hostile`, which takes about five minutes the second time, when the graph is there.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.endpoint import graph
from benchmarks.endpoint.served import Server, Told, pss, resident, serving
from benchmarks.ports import free_port
from scholargraph import store
from tests.sparql import hostile
from tests.sparql.graphs import Canary

ROOT: Final = Path(__file__).resolve().parents[2]
MIB: Final = 1024 * 1024
BASE: Final = "http://127.0.0.1:18080/"
"""The base of the made-up site's IRIs; it is served at any port."""
HOSTILE: Final = ("127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5")
READERS: Final = ("127.0.0.10", "127.0.0.11", "127.0.0.12")
ASKERS: Final = ("127.0.0.20", "127.0.0.21", "127.0.0.22")
PAGE_SECONDS: Final = 0.15
QUERY_SECONDS: Final = 0.25
"""Between two requests of a calm client."""
BENIGN: Final = (
    "SELECT ?p ?o { <%s> ?p ?o }",
    "SELECT ?name { <%s> ^<https://schema.org/author>|<https://schema.org/author> ?x . ?x <https://schema.org/name> ?name }",
    "CONSTRUCT { <%s> ?p ?o . ?o ?q ?r } { <%s> ?p ?o OPTIONAL { ?o ?q ?r } }",
    "ASK { <%s> a ?class }",
    "SELECT ?work ?title { ?work a <https://schema.org/ScholarlyArticle> ; <https://schema.org/name> ?title } LIMIT 50 #%s",
)


GENEROUS: Final = {
    "worker_seconds": 1e6,
    "burst": 1e6,
    "errors": 1_000_000,
    "parallel": 8,
    "deadline": 2,
    "worker_mib": 128,
}
"""Limits that let one client set off a thousand bombs, each of which meets the memory limit before its deadline."""


WARMING: Final = 12


@dataclass
class Seen:
    """What calm clients saw, and what the server's processes took meanwhile."""

    pages: list[float] = field(default_factory=list)
    queries: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    most: int = 0
    web: set[int] = field(default_factory=set)
    hostile: Counter[str] = field(default_factory=Counter)
    canary: int = 0


def attack(server: Server, things: Sequence[str], *, seconds: float) -> Seen:
    """Let hostile clients loose beside calm ones; give what the calm ones saw."""
    seen, ends = Seen(), time.monotonic() + seconds
    seen.web.add(server.web())
    with Canary() as canary:
        command = [sys.executable, "-m", "benchmarks.endpoint.attackers"]
        attackers = [
            subprocess.Popen(
                [*command, address, str(server.port), str(seconds), canary.url], cwd=ROOT, stdout=subprocess.PIPE
            )
            for address in HOSTILE
        ]
        tasks = [threading.Thread(target=_read, args=(server, things, seen, ends, one)) for one in READERS]
        tasks += [threading.Thread(target=_ask, args=(server, things, seen, ends, one)) for one in ASKERS]
        tasks.append(threading.Thread(target=_watch, args=(server, seen, ends)))
        for task in tasks:
            task.start()
        for task in tasks:
            task.join()
        for attacker in attackers:
            told, _ = attacker.communicate(timeout=60)
            seen.hostile.update(json.loads(told))
        seen.canary = canary.connections
    return seen


def bombs(server: Server, number: int) -> tuple[int, int, Counter[int]]:
    """Set off so many memory bombs, four at a time; give the bytes of the answering process before and after, and statuses."""
    kinds = [hostile.BOMBS["doubling"], *hostile.BOMBS.values(), hostile.BOMBS["doubling"]]
    web = server.web()

    def one(count: int) -> int:
        return server.ask(
            f"{kinds[count % len(kinds)]} #{count}", client=HOSTILE[count % len(HOSTILE)], timeout=60
        ).status

    with ThreadPoolExecutor(4) as clients:
        list(clients.map(one, range(WARMING)))  # what is there to stay comes with the first few
        before = resident(web)
        statuses = Counter(clients.map(one, range(WARMING, WARMING + number)))
    return before, resident(web), statuses


def things(site: Path) -> list[str]:
    """Give the IRIs of persons and works that a site has pages for."""
    found = store.Reader(store.Snapshots(site / ".scholargraph").require())
    query = "SELECT ?thing { { SELECT ?thing { ?thing a <https://schema.org/Person> } LIMIT 300 } UNION { SELECT ?thing { ?thing a <https://schema.org/ScholarlyArticle> } LIMIT 300 } }"
    return [str(row["thing"])[1:-1] for row in found.select(query)]


def share(times: Sequence[float], part: float) -> float:
    """Give the time within which this part of the requests was answered, in milliseconds."""
    return 1000 * sorted(times)[min(int(len(times) * part), len(times) - 1)] if times else 0.0


def _calm(client: str, ends: float, between: float, step: Callable[[random.Random], None]) -> None:
    chance, pause = random.Random(client), threading.Event()
    while time.monotonic() < ends:
        step(chance)
        pause.wait(between * chance.uniform(0.5, 1.5))


def _read(server: Server, things: Sequence[str], seen: Seen, ends: float, client: str) -> None:
    """Read pages, as people do."""

    def step(chance: random.Random) -> None:
        page = "/" + chance.choice(things).partition("#")[0].split("/", 3)[3]
        path = chance.choices(
            (page, f"/search?q={chance.choice(('model', 'data', 'learning', 'maria'))}", "/healthz"), (8, 1, 1)
        )[0]
        began = time.perf_counter()
        _note(seen, seen.pages, began, lambda: server.get(path, client=client, Accept="text/html"), path)

    _calm(client, ends, PAGE_SECONDS, step)


def _ask(server: Server, things: Sequence[str], seen: Seen, ends: float, client: str) -> None:
    """Ask what costs little, each time of another thing."""

    def step(chance: random.Random) -> None:
        query = chance.choice(BENIGN).replace("%s", chance.choice(things))
        accept = "text/turtle" if query.startswith("CONSTRUCT") else "application/sparql-results+json"
        began = time.perf_counter()
        _note(seen, seen.queries, began, lambda: server.ask(query, client=client, accept=accept), query)

    _calm(client, ends, QUERY_SECONDS, step)


def _note(seen: Seen, times: list[float], began: float, request: Callable[[], Told], what: str) -> None:
    try:
        told = request()
    except OSError as error:
        seen.lost.append(f"{what}: {error!r}")
        return
    times.append(time.perf_counter() - began)
    seen.statuses[told.status] += 1
    if told.status != 200:
        seen.lost.append(f"{what}: {told.status} {told.body!r}")


def _watch(server: Server, seen: Seen, ends: float) -> None:
    pause = threading.Event()
    while time.monotonic() < ends:
        seen.most = max(seen.most, pss(server.tree()))
        seen.web.add(server.web())
        pause.wait(0.5)


def main() -> None:
    """Attack a made-up site of 10,000 publications and print what was reached."""
    parser = argparse.ArgumentParser(prog="benchmarks.endpoint.hostile", description=__doc__)
    parser.add_argument("--publications", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--bombs", type=int, default=1_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "scholargraph-benchmarks")
    options = parser.parse_args()
    port = free_port()
    site = options.folder / f"hostile-{options.publications}"
    log = options.folder / "hostile.log"
    graph.publish(site, options.publications, base=BASE)
    known = things(site)
    with serving(site, port, log=log) as server:
        seen = attack(server, known, seconds=options.seconds)
    report(seen)
    graph.publish(site, options.publications, base=BASE, endpoint=GENEROUS)
    if options.bombs:
        with serving(site, port, log=log) as server:
            before, after, statuses = bombs(server, options.bombs)
        row("MiB more after the bombs", (after - before) / MIB, most=50)
        print(f"  {options.bombs} bombs: {dict(statuses)}, {before / MIB:.0f} -> {after / MIB:.0f} MiB")


def report(seen: Seen) -> None:
    """Print what the calm clients saw, beside the figures to reach."""
    row("page p95, ms", share(seen.pages, 0.95), most=100)
    row("benign query p99, ms", share(seen.queries, 0.99), most=1000)
    row("benign 5xx", sum(count for status, count in seen.statuses.items() if status >= 500), most=0)
    row("benign lost", len(seen.lost), most=0)
    row("benign 429", seen.statuses[429], most=0)
    row("answering processes", len(seen.web), most=1)
    row("process tree, MiB (PSS)", seen.most / MIB, most=2560)
    row("connections on the canary", seen.canary, most=0)
    for name, times in (("pages", seen.pages), ("queries", seen.queries)):
        print(f"  {len(times)} {name}: p50 {share(times, 0.5):.0f}, p95 {share(times, 0.95):.0f}, "
              f"p99 {share(times, 0.99):.0f}, max {share(times, 1):.0f} ms")  # fmt: skip
    print(f"  hostile: {dict(sorted(seen.hostile.items()))}")
    for what in seen.lost[:10]:
        print(f"  lost: {what}")


def row(name: str, found: float, *, most: float) -> None:
    """Print a figure beside the one to reach."""
    print(f"{name:32}{found:10.1f}{most:10.0f}   {'reached' if found <= most else 'NOT REACHED'}", flush=True)


if __name__ == "__main__":
    main()
