"""Compare the endpoint with other engines on a made-up graph: `python -m benchmarks.endpoint`, see README.md beside this.

It prints ratios and what they are made of; it judges nothing.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.endpoint import latency, load, questions, tables
from benchmarks.endpoint.asking import Connection, RefusedError
from benchmarks.endpoint.engines import (
    CACHE_MIB,
    Engine,
    Oxigraph,
    RdflibEndpoint,
    ScholarGraph,
    install_peers,
)
from benchmarks.endpoint.server import StartError
from benchmarks.endpoint.virtuoso import Virtuoso
from scholargraph.store import Info, Reader

PEERS: Final[dict[str, Callable[[Path, Info], Engine]]] = {
    Oxigraph.name: Oxigraph,
    RdflibEndpoint.name: RdflibEndpoint,
    Virtuoso.name: Virtuoso,
}
LOADED_PAGES: Final = 2000
"""Pages that are asked for in turn under load."""
LOADED_ROWS: Final = 50
"""Stretches of a thousand rows that are asked for in turn under load: as many as surely fit into the cache."""


@dataclass(frozen=True)
class Effort:
    """How much is measured: publications, rounds of a question and the seconds it may take, pairs of runs and their seconds."""

    publications: int
    rounds: int
    seconds: float
    pairs: int
    run_seconds: int


FULL: Final = Effort(publications=100_000, rounds=200, seconds=40, pairs=3, run_seconds=8)
QUICK: Final = Effort(publications=10_000, rounds=40, seconds=10, pairs=3, run_seconds=3)


def main() -> None:
    """Make the graph, give it to the engines, compare them one by one."""
    options = _options()
    effort = QUICK if options.quick else FULL
    publications = options.publications or effort.publications
    folder: Path = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if set(options.peers) - {Virtuoso.name}:
        install_peers(folder)
    print("\n".join(tables.machine()))
    for name in options.peers:
        size = options.rdflib_publications or publications if name == RdflibEndpoint.name else publications
        if name == Virtuoso.name and not Virtuoso.installed():
            print(f"\n{name} is left out: Debian's package virtuoso-opensource is not installed.")
            continue
        ours = ScholarGraph(folder, size, evidence=options.evidence)
        compare(name, ours, effort=effort, what=options.only, asked=options.questions)


def compare(name: str, ours: ScholarGraph, *, effort: Effort, what: Sequence[str], asked: Sequence[str]) -> None:
    """Compare with one peer and print the tables."""
    publications = ours.publications
    _tell(f"making {publications:,} publications")
    ours.prepare()
    info = ours.info
    peer = PEERS[name](ours.home, info)
    _tell(f"giving the graph to {name}")
    peer.prepare()
    told = info.manifest
    print(
        f"\n{ours.name} {ours.version()}\n{peer.name} {peer.version()}\n"
        f"graph     {publications:,} publications, {told['statements']:,} statements, {told['evidence']:,} of evidence; "
        f"store_mib {ours.store_mib} (default 1024)"
    )
    reader = Reader(info)
    try:
        if "latency" in what:
            print()
            for row in _latencies(ours, peer, reader, effort=effort, chosen=asked):
                print(row, flush=True)
        if "load" in what:
            print(f"\n(load by {load.generator()})\n{tables.throughput_head((ours.name, peer.name))}")
            for row in _loads(ours, peer, reader, effort=effort):
                print(row, flush=True)
    except StartError as error:
        print(f"{name} is left out: {error}")


def _latencies(ours: Engine, peer: Engine, reader: Reader, *, effort: Effort, chosen: Sequence[str]) -> Iterator[str]:
    asked = questions.questions(reader)
    names = (ours.name, peer.name)
    timings = []
    with _served(ours, peer) as both:
        for question in (asked[name] for name in chosen):
            _tell(f"latency of {question.name}, {names[1]}")
            timings.append(latency.compare(question, *both, rounds=effort.rounds, seconds=effort.seconds, names=names))
        opened = tuple(connection.opened for connection in both)
    yield from tables.latencies(timings, names)
    yield f"(connections opened: {opened[0]} by {names[0]}, {opened[1]} by {names[1]}; one of each is kept alive)"


def _loads(site: ScholarGraph, peer: Engine, reader: Reader, *, effort: Effort) -> Iterator[str]:
    asked = questions.questions(reader)
    pages = questions.pages(reader, variants=LOADED_PAGES)
    loads = (
        load.Requests("pages", pages, asked[questions.PAGE].accept),
        load.Requests("1,000 rows", asked[questions.ROWS].variants[:LOADED_ROWS], asked[questions.ROWS].accept),
    )
    for cache_mib in (0, CACHE_MIB):
        ours = site.caching(cache_mib)
        state = f"cache of {cache_mib} MiB, warm" if cache_mib else "cache off"
        with ours.serve() as mine, peer.serve() as theirs, tempfile.TemporaryDirectory() as lists:
            for requests in loads:
                named = load.Requests(f"{requests.name}, {state}", requests.queries, requests.accept)
                _tell(f"load of {named.name}, {peer.name}")
                try:
                    for pairs in load.compare(
                        named, mine, theirs, folder=Path(lists), pairs=effort.pairs, seconds=effort.run_seconds
                    ):
                        yield from tables.throughputs(pairs, (ours.name, peer.name))
                except RefusedError as error:
                    yield f"{named.name}: {error}"


@contextmanager
def _served(ours: Engine, peer: Engine) -> Iterator[tuple[Connection, Connection]]:
    """Start both engines, and open a connection to each."""
    with ours.serve() as mine, peer.serve() as theirs, Connection(mine) as first, Connection(theirs) as second:
        yield first, second


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.endpoint", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10,000 publications and few repetitions")
    parser.add_argument("--publications", type=int, help="how many publications (default: 100,000; quick: 10,000)")
    parser.add_argument(
        "--evidence", type=float, default=1, help="the share of the records whose evidence is in the graph (default: 1)"
    )
    parser.add_argument("--rdflib-publications", type=int, help="how many for rdflib-endpoint (default: the same)")
    parser.add_argument(
        "--peers", nargs="+", choices=sorted(PEERS), default=[Oxigraph.name], help="the engines (default: oxigraph)"
    )
    parser.add_argument(
        "--only", nargs="+", choices=["latency", "load"], default=["latency", "load"], help="what is measured"
    )
    parser.add_argument(
        "--questions", nargs="+", choices=questions.ORDER, default=questions.ORDER, help="whose latency is measured"
    )
    default = Path(tempfile.gettempdir()) / "scholargraph-endpoint"
    parser.add_argument(
        "--folder", type=Path, default=default, help="where graphs and stores are kept for the next run"
    )
    return parser.parse_args()


def _tell(what: str) -> None:
    """Say on standard error what is being done."""
    print(f"[{time.strftime('%H:%M:%S')}] {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
