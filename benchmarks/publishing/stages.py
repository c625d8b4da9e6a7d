"""What publishing costs a work, stage by stage: reading, joining, mapping, judging, storing and indexes.

    python -m benchmarks.publishing.stages --sizes 1000 10000
    python -m benchmarks.publishing.stages --sizes 10000 --against ../another-checkout

Works are made as BibTeX, of which three in ten stand in a second file, too. Each size is published in a process of its own.
With `--against` both checkouts map the same works in turns, and the ratio of their rates is printed: processor time on a
busy machine tells nothing by itself, but it does beside another figure of the same minute. `bulk load` is what the engine
takes to load the finished dump, as one file: the measure of all others.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
SIZES: Final = (1_000, 10_000)
ROUNDS: Final = 3
BASE: Final = "http://127.0.0.1:8000/"


@dataclass
class Costs:
    """Processor seconds by stage, those of processes that were waited for among them, and the greatest memory in KiB."""

    works: int
    seconds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    kib: int = 0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what is done inside to a stage."""
        before = processor_seconds()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + processor_seconds() - before


def processor_seconds() -> float:
    """Give the processor time of this process and of those that it waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    """Print the costs of each size, and, where there is another checkout, the ratio of the rates of mapping."""
    parser = argparse.ArgumentParser(prog="benchmarks.publishing.stages", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many works (default: 1,000 10,000)")
    parser.add_argument(
        "--judge", action="store_true", help="judge by the shapes, too: it takes longer than all the rest"
    )
    parser.add_argument("--against", type=Path, help="another checkout, that maps the same works in turns")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each maps (default: {ROUNDS})")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--map", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one is not None:
        print(json.dumps(vars(published(options.one, judge=options.judge))))
        return
    if options.map is not None:
        print(json.dumps(mapped(options.map)))
        return
    for size in options.sizes:
        show(Costs(**asked(ROOT, "--one", size, *(["--judge"] if options.judge else []))))
        if options.against is not None:
            compare(options.against.resolve(), size, options.rounds)


def asked(checkout: Path, what: str, size: int, *more: str) -> Any:
    """Measure in a process of its own, with the package of a checkout."""
    # The benchmark itself is always this one: only the package is another.
    environment = {**os.environ, "PYTHONPATH": f"{checkout / 'src'}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "benchmarks.publishing.stages", what, str(size), *more]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def show(costs: Costs) -> None:
    """Print what each stage takes, a work and as a multiple of the bulk load."""
    load = costs.seconds["bulk load"]
    print(f"{costs.works:,} works, {costs.counts}, {costs.kib / 1024:.0f} MiB")
    for name, seconds in costs.seconds.items():
        print(f"  {name:12}{1e6 * seconds / costs.works:9.0f} µs a work  {seconds / load:6.2f} × bulk load", flush=True)


def compare(checkout: Path, size: int, rounds: int) -> None:
    """Let two checkouts map the same works in turns, and print the ratio of their rates."""
    ratios = []
    for _ in range(rounds):
        theirs, ours = asked(checkout, "--map", size), asked(ROOT, "--map", size)
        if theirs["digest"] != ours["digest"]:
            print("  the two do not say the same")
        ratios.append(theirs["seconds"] / ours["seconds"])
    print(f"  mapping, rate against the other checkout: {statistics.median(ratios):.2f} ×  ({sorted(ratios)})")


def mapped(size: int) -> dict[str, Any]:
    """Map so many made works that are in memory, and give the processor seconds and a digest of all lines."""
    import hashlib

    from benchmarks.endpoint.library import Library
    from scholargraph.iris import Iris
    from scholargraph.mapping import Mapper

    library = Library(size, seed=1)
    mapper = Mapper(Iris(BASE), library.sources)
    found, seconds = hashlib.sha256(), 0.0
    for entry in library.entries():
        before = time.process_time()
        shard = mapper.map_entry(entry)
        counts = shard.counts
        seconds += time.process_time() - before
        # Publishing takes the lines of each graph; those of both in one order are wanted for the digest alone.
        found.update("\n".join((str(counts.statements), *shard.lines)).encode())
    return {"seconds": seconds, "digest": found.hexdigest()}


def published(size: int, *, judge: bool) -> Costs:
    """Publish so many works in this process, stage by stage."""
    from benchmarks.joining import scale
    from scholargraph import config, pipeline, store
    from scholargraph.iris import Iris
    from scholargraph.mapping import Mapper
    from scholargraph.model import Source
    from scholargraph.reconcile import IDENTIFYING, Ledger, reconcile
    from scholargraph.sources.reading import plans, read
    from scholargraph.validation import validate

    costs = Costs(size)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        scale.write(site, size)
        settings = config.load(site)
        settings.work.mkdir()
        sources = tuple(Source(one.name, one.kind, one.path) for one in settings.sources)
        with costs.stage("reading"):
            readings = list(read(plans(settings)))
        with costs.stage("joining"):
            catalogue = reconcile(readings, sources=sources, ledger=Ledger(schemes=IDENTIFYING), folder=settings.work)
        del readings
        with costs.stage("fusing"):  # what one pass over the entries on disk takes
            costs.counts["entries"] = sum(1 for _ in catalogue.entries())
        mapper = Mapper(Iris(settings.base), sources)
        directory = settings.work / "made"
        directory.mkdir()
        marks = Marks(costs)

        def judged(triples: Iterator[Any]) -> None:
            validate(marks.after(triples, "mapping"))
            marks.mark("judging")

        pipeline.store_catalogue(
            directory,
            catalogue,
            mapper,
            title="Made works",
            judge=judged if judge else None,
            stage=lambda _: marks.mark("mapping"),
        )
        marks.mark("storing")
        plain = site / "dump.nq"
        with plain.open("wb") as file:
            file.writelines(store.lines_of(store.dump(directory)))
        with costs.stage("bulk load"):
            costs.counts["lines"] = loaded(plain, site / "loaded")
    costs.kib = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return costs


def loaded(dump: Path, folder: Path) -> int:
    """Load a dump in one go into a new store; give how many statements there are."""
    from pyoxigraph import RdfFormat, Store

    made = Store(str(folder))
    with dump.open("rb") as file:
        made.bulk_load(input=file, format=RdfFormat.N_QUADS)
    made.flush()
    made.optimize()
    return len(made)


class Marks:
    """Counts processor time to the stage that ends at each mark."""

    def __init__(self, costs: Costs) -> None:
        self._costs = costs
        self._last = processor_seconds()

    def mark(self, stage: str) -> None:
        """Count the time since the last mark to a stage."""
        now = processor_seconds()
        self._costs.seconds[stage] = self._costs.seconds.get(stage, 0.0) + now - self._last
        self._last = now

    def after(self, items: Iterator[Any], stage: str) -> Iterator[Any]:
        """Give all items, then count the time to a stage."""
        yield from items
        self.mark(stage)


if __name__ == "__main__":
    main()
