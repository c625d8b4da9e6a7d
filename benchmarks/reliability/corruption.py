"""Damaged snapshots: one bit flipped, one file cut, one missing, for every file of a snapshot, before and while it is served.

A site has an older and a newer snapshot; the newer one is damaged. Each answer of a set (pages, lists, search, graphs, dump,
queries) must be that of the older snapshot, word for word, or an error; while it is served, from the moment on at which the
server says that it has seen the damage. Run it with `python -m benchmarks.reliability.corruption --seed 1`.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote

from benchmarks.endpoint import publishing
from benchmarks.endpoint.served import Server, start, stop
from benchmarks.ports import free_port
from scholargraph import store

EVERYTHING: Final = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?g ?s ?p ?o LIMIT 5000"
FOUND: Final = """PREFIX sg: <https://w3id.org/scholargraph#>
SELECT ?thing { ?thing a <https://schema.org/Person> FILTER (sg:relevance(?thing, "marker") > 0) } ORDER BY ?thing"""
ADDRESSES: Final = (
    "/person/ada-example.ttl",
    "/person/ben-example.jsonld",
    "/",
    "/search?q=marker&format=json",
    "/store?default&format=nt",
    "/graph/evidence?format=nt",
    "/graph/description?format=nt",
    "/dump.nq.gz",
    "/sitemap.xml",
)
HARMS: Final = ("flipped", "cut", "missing")
PATIENCE: Final = 60.0
_PAUSE: Final = threading.Event()

Answers = dict[str, bytes | None]
"""What was answered to each question; None is an error that says so."""


@dataclass
class Counts:
    """How many answers were right, and refused, and which were wrong."""

    right: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)

    def judge(self, what: str, answers: Answers, right: Answers) -> None:
        """Compare answers with those of the sound snapshot."""
        for question, answer in answers.items():
            if answer is None:
                self.refused += 1
            elif answer == right[question]:
                self.right += 1
            else:
                self.wrong.append(f"{what}: {question}")


def asked(server: Server) -> Answers:
    """Ask everything once; queries are new ones each time, so none is answered from what was kept."""
    found: Answers = {}
    for address in ADDRESSES:
        told = server.get(address, timeout=PATIENCE)
        found[address] = told.body if told.status == 200 else None
    for name, query in (("everything", EVERYTHING), ("found", FOUND)):
        fresh = f"{query} # {time.monotonic_ns()}"
        told = server.get(f"/sparql?query={quote(fresh)}", Accept="text/csv", timeout=PATIENCE)
        found[name] = told.body if told.status == 200 else None
    return found


def files(snapshot: Path) -> list[str]:
    """Give the files of a snapshot, from its folder."""
    return sorted(path.relative_to(snapshot).as_posix() for path in snapshot.rglob("*") if path.is_file())


def harm(file: Path, how: str, rng: random.Random) -> bool:
    """Damage a file; tell whether that was possible (an empty one has no bit)."""
    size = file.stat().st_size
    if how == "missing":
        file.unlink()
    elif not size:
        return False
    elif how == "cut":
        with file.open("r+b") as opened:
            opened.truncate(rng.randrange(size))
    else:
        with file.open("r+b") as opened:
            place = rng.randrange(size)
            opened.seek(place)
            byte = opened.read(1)[0]
            opened.seek(place)
            opened.write(bytes([byte ^ (1 << rng.randrange(8))]))
    return True


def until(true: Callable[[], object]) -> bool:
    """Wait for something; tell whether it came about."""
    ends = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > ends:
            return False
        _PAUSE.wait(0.05)
    return True


def made(folder: Path) -> tuple[Path, Path, Path]:
    """Make the site with two snapshots; give its folder, and those of the older and the newer snapshot."""
    site, _ = publishing.made(folder)
    older = store.Snapshots(site / ".scholargraph").require().path
    for _ in publishing.publish_all(site, range(1, 2)):
        pass
    return site, older, store.Snapshots(site / ".scholargraph").require().path


def served(site: Path, log: Path) -> Server | None:
    """Serve a site; None where the server says at once that it cannot."""
    server = start(site, free_port(), log=log)
    until(lambda: server.process.poll() is not None or _answers(server))
    if server.process.poll() is not None:
        return None
    # Queries are answered a moment later than pages.
    until(lambda: server.get("/sparql?query=ASK%7B%7D", timeout=PATIENCE).status == 200)
    return server


def _answers(server: Server) -> bool:
    try:
        return server.get("/healthz", timeout=PATIENCE).status == 200
    except OSError:
        return False


def _snapshot(server: Server) -> str:
    """Give the snapshot that a query is answered from."""
    told = server.get(f"/sparql?query={quote(f'ASK {{}} # {time.monotonic_ns()}')}", timeout=PATIENCE)
    return told.fields.get("scholargraph-snapshot", "")


def names(snapshot: Path, only: int | None, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Give each file with each harm, or so many of them, drawn at random."""
    everything = [(name, how) for name in files(snapshot) for how in HARMS]
    yield from everything if only is None else rng.sample(everything, min(only, len(everything)))


def before(site: Path, newer: Path, right: Answers, *, rng: random.Random, only: int | None) -> Counts:
    """Damage the newer snapshot, then serve the site."""
    counts = Counts()
    for name, how in names(newer, only, rng):
        kept = shutil.copytree(newer, site / "kept")
        if harm(newer / name, how, rng):
            server = served(site, site / "server.log")
            if server is None:
                counts.wrong.append(f"{name} {how}: the server did not start")
            else:
                try:
                    counts.judge(f"{name} {how} before", asked(server), right)
                finally:
                    stop(server)
        shutil.rmtree(newer)
        kept.rename(newer)
    return counts


def during(site: Path, newer: Path, *, right: tuple[Answers, Answers], rng: random.Random, only: int | None) -> Counts:
    """Damage the newer snapshot while it is served, one file after another; each is put back once that was seen."""
    counts = Counts()
    server = served(site, site / "server.log")
    if server is None:
        raise SystemExit("the server does not start")
    try:
        for name, how in names(newer, only, rng):
            kept = (newer / name).read_bytes()
            if not harm(newer / name, how, rng):
                continue
            seen = until(lambda: b"is served instead" in server.get("/readyz").body)
            if seen:
                counts.judge(f"{name} {how} during", asked(server), right[0])
            else:
                counts.wrong.append(f"{name} {how} was not seen")
            (newer / name).write_bytes(kept)
            if not until(lambda: b"its files are what was published" in server.get("/readyz").body):
                counts.wrong.append(f"{name} {how}: the mended snapshot is not served")
            until(lambda: _snapshot(server).startswith(newer.name))  # until it is loaded, queries see the older one
            counts.judge(f"{name} {how}, mended", asked(server), right[1])
    finally:
        stop(server)
    return counts


def main() -> None:
    """Damage every file in every way and print the counts."""
    parser = argparse.ArgumentParser(prog="benchmarks.reliability.corruption", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    parser.add_argument("--only", type=int, help="so many damages, drawn at random (default: all)")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    rng = random.Random(options.seed)
    folder = Path(tempfile.mkdtemp(prefix="corruption-"))
    try:
        site, older, newer = made(folder)
        snapshots = store.Snapshots(site / ".scholargraph")
        right: list[Answers] = []
        for wanted in (older, newer):
            snapshots.point_to(wanted.name)
            server = served(site, site / "server.log")
            if server is None:
                raise SystemExit("the sound site is not served")
            try:
                right.append(asked(server))
            finally:
                stop(server)
        if None in right[0].values() or any(right[0][one] == right[1][one] for one in ADDRESSES[:2]):
            raise SystemExit("the snapshots do not answer, or cannot be told apart")
        wrong = 0
        for title, counts in (
            ("before serving", before(site, newer, right[0], rng=rng, only=options.only)),
            ("while serving", during(site, newer, right=(right[0], right[1]), rng=rng, only=options.only)),
        ):
            print(f"{title}: {counts.right} right, {counts.refused} refused, {len(counts.wrong)} wrong", flush=True)
            for what in counts.wrong:
                print(f"  {what}")
            wrong += len(counts.wrong)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
