"""A server that runs for long: ten requests a second, a publish every ten seconds, a query worker killed every thirty.

It says how many answers were right (complete, of one snapshot, and of the one that they name), and whether memory, descriptors
and threads of the server's processes grow. Run it with `make soak`, which takes half an hour, or for two minutes with
`make soak ARGS="--minutes 2"`. It ends with 1 where a figure is not reached.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.endpoint import publishing
from benchmarks.endpoint.hostile import MIB, ROOT, row
from benchmarks.endpoint.served import Server, Told, pss, serving
from benchmarks.ports import free_port
from scholargraph import config
from scholargraph.publish import publish

CLIENTS: Final = tuple(f"127.0.0.{number}" for number in range(40, 50))
REQUEST_SECONDS: Final = 1.0
"""Between two requests of each of the ten clients."""
PUBLISH_SECONDS: Final = 10.0
KILL_SECONDS: Final = 30.0
SAMPLE_SECONDS: Final = 2.0
GOOD: Final = 0.999
MIB_A_MINUTE: Final = 1.0
FLAT: Final = 8
"""By how many descriptors or threads two medians may differ: a snapshot being opened or a loader at work has some."""
SETTLED_MINUTES: Final = 10.0
"""How long a run takes for its memory to be judged: before that, caches still fill."""
WARMING: Final = 0.25
"""The part of the run that is no measure: caches fill, and the workers that began are replaced."""
MARKER_SOURCE: Final = '\n[[source]]\nname = "marker"\nkind = "curation"\npath = "marker.toml"\n'
PAGES: Final = (
    "/", "/person", "/publication", "/person/ada-example", "/search?q=atlas", "/dump.nq.gz", "/sitemap.xml", "/healthz", "/readyz",
    "/graph/description",
)  # fmt: skip
QUERIES: Final = (
    publishing.BOTH,
    "SELECT ?work ?name { ?work a <https://schema.org/ScholarlyArticle> ; <https://schema.org/name> ?name }",
    "CONSTRUCT WHERE { ?person a <https://schema.org/Person> ; ?p ?o }",
    "ASK { ?a ?b 'nothing' }",
)
_MARKER: Final = re.compile(rb"marker (\d+)")


@dataclass(frozen=True, slots=True)
class Sample:
    """What the server's processes have at a moment: seconds since the beginning, bytes, descriptors, threads."""

    at: float
    memory: int
    descriptors: int
    threads: int


@dataclass
class Run:
    """What came of it."""

    good: int = 0
    bad: Counter[str] = field(default_factory=Counter)
    samples: list[Sample] = field(default_factory=list)
    digests: dict[str, int] = field(default_factory=dict)
    """The number in each snapshot, by its digest."""
    kills: int = 0
    turn: threading.Lock = field(default_factory=threading.Lock)

    @property
    def answers(self) -> int:
        """All answers, and what came instead of one."""
        return self.good + self.bad.total()

    @property
    def share(self) -> float:
        """The share of right answers."""
        return self.good / max(self.answers, 1)

    def measured(self) -> Sequence[Sample]:
        """Give the samples after the warming."""
        return [one for one in self.samples if one.at >= WARMING * self.samples[-1].at]

    def slope(self) -> float:
        """Give the bytes by which memory grows in a second: the median over all pairs of samples (Theil and Sen)."""
        found = self.measured()
        pairs = [(a, b) for at, a in enumerate(found) for b in found[at + 1 :] if b.at > a.at]
        return statistics.median((b.memory - a.memory) / (b.at - a.at) for a, b in pairs)

    def growth(self, what: Callable[[Sample], int]) -> float:
        """Give by how much a number is larger in the last third of the samples than in the first: medians of both."""
        numbers = [what(one) for one in self.measured()]
        third = max(len(numbers) // 3, 1)
        return statistics.median(numbers[-third:]) - statistics.median(numbers[:third])


def made(folder: Path) -> Path:
    """Copy the example department, with a source of two people who say the number of the snapshot."""
    site = folder / "soak"
    shutil.copytree(ROOT / "data" / "example-department", site, ignore=shutil.ignore_patterns(".scholargraph"))
    file = site / config.SITE_FILE
    text = file.read_text(encoding="utf-8").replace("http://127.0.0.1:8000/", "http://127.0.0.1/")
    head, endpoint, rest = text.partition("\n[endpoint]")
    file.write_text(head + MARKER_SOURCE + endpoint + rest, encoding="utf-8")
    publishing.write(site, 0, "marker.toml")
    return site


def soak(site: Path, *, minutes: float, seed: int, log: Path) -> Run:
    """Serve the site, ask, publish and kill for so long."""
    run, done = Run(), threading.Event()
    run.digests[publish(config.load(site)).snapshot.name] = 0
    with serving(site, free_port(), log=log) as server:
        began = time.monotonic()
        tasks = [threading.Thread(target=_ask, args=(server, run, done, client, seed)) for client in CLIENTS]
        tasks += [
            threading.Thread(target=_publish, args=(site, run, done)),
            threading.Thread(target=_kill, args=(server, run, done, seed)),
            threading.Thread(target=_sample, args=(server, run, done, began)),
        ]
        for task in tasks:
            task.start()
        done.wait(minutes * 60)
        done.set()
        for task in tasks:
            task.join()
    return run


def _ask(server: Server, run: Run, done: threading.Event, client: str, seed: int) -> None:
    chance = random.Random(f"{seed} {client}")
    while not done.wait(REQUEST_SECONDS * chance.uniform(0.5, 1.5)):
        what = chance.choice(PAGES if chance.random() < 0.5 else QUERIES)
        try:
            fault = _fault(run, _sent(server, what, client, chance))
        except OSError as error:
            fault = repr(error)
        with run.turn:
            if fault is None:
                run.good += 1
            else:
                run.bad[f"{what[:40]}: {fault}"] += 1


def _sent(server: Server, what: str, client: str, chance: random.Random) -> Told:
    if what.startswith("/"):
        return server.get(what, client=client, Accept="text/html, */*;q=0.5")
    kept = chance.random() < 0.5  # otherwise a query that nobody has sent before
    query = what if kept else f"{what} #{client} {chance.random()}"
    accept = "text/turtle" if what.startswith("CONSTRUCT") else "text/csv, application/sparql-results+json;q=0.5"
    return server.ask(query, client=client, accept=accept)


def _fault(run: Run, told: Told) -> str | None:
    """Say what is wrong with an answer."""
    if told.status != 200:
        return f"{told.status} {told.body[:120]!r}"
    if int(told.fields.get("content-length", len(told.body))) != len(told.body):
        return "cut"
    numbers = {int(number) for number in _MARKER.findall(told.body)}
    known = run.digests.get(told.fields.get("scholargraph-snapshot", ""))
    if len(numbers) > 1 or (numbers and known is not None and numbers != {known}):
        return f"numbers {sorted(numbers)} in the snapshot with {known}"
    return None


def _publish(site: Path, run: Run, done: threading.Event) -> None:
    settings, number = config.load(site), 0
    while not done.wait(PUBLISH_SECONDS):
        number += 1
        publishing.write(site, number, "marker.toml")
        run.digests[publish(settings).snapshot.name] = number


def _kill(server: Server, run: Run, done: threading.Event, seed: int) -> None:
    chance = random.Random(seed)
    while not done.wait(KILL_SECONDS):
        workers = server.workers()
        if workers:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(workers), signal.SIGKILL)
                run.kills += 1


def _sample(server: Server, run: Run, done: threading.Event, began: float) -> None:
    while not done.wait(SAMPLE_SECONDS):
        tree = server.tree()
        run.samples.append(
            Sample(
                time.monotonic() - began,
                pss(tree),
                _sum(tree, "fd"),
                len([*Path(f"/proc/{server.web()}/task").iterdir()]),
            )
        )


def _sum(tree: Sequence[int], folder: str) -> int:
    found = 0
    for number in tree:
        with suppress(OSError):
            found += len([*Path(f"/proc/{number}/{folder}").iterdir()])
    return found


def report(run: Run, *, minutes: float) -> bool:
    """Print the figures beside those to reach; tell whether they are."""
    slope = run.slope() * 60 / MIB
    descriptors, threads = run.growth(lambda one: one.descriptors), run.growth(lambda one: one.threads)
    print(f"{run.answers:,} answers, {len(run.digests) - 1} publishes, {run.kills} workers killed")
    row("wrong, of 1,000 answers", 1000 * (1 - run.share), most=1000 * (1 - GOOD))
    row("memory, MiB more a minute", slope, most=MIB_A_MINUTE)
    row("descriptors more", descriptors, most=FLAT)
    row("threads more", threads, most=FLAT)
    last = run.samples[-1]
    print(f"  at the end {last.memory / MIB:.0f} MiB, {last.descriptors} descriptors, {last.threads} threads")
    for what, count in run.bad.most_common(10):
        print(f"  {count} x {what}")
    steady = slope <= MIB_A_MINUTE or minutes < SETTLED_MINUTES
    return run.share >= GOOD and steady and descriptors <= FLAT and threads <= FLAT


def main() -> None:
    """Run, and print what came of it."""
    parser = argparse.ArgumentParser(prog="benchmarks.reliability.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=12)
    options = parser.parse_args()
    print(f"seed {options.seed}, {options.minutes:g} minutes", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        run = soak(made(Path(folder)), minutes=options.minutes, seed=options.seed, log=log)
        reached = report(run, minutes=options.minutes)
        if not reached:
            print(log.read_text(encoding="utf-8", errors="replace")[-3000:])
    sys.exit(0 if reached else 1)


if __name__ == "__main__":
    main()
