"""Time and memory of joining made works, of which three in ten are told twice, from their files to the catalogue.

    python -m benchmarks.joining.scale --sizes 1000 10000 100000

Each size is read and joined in a process of its own, as publishing does it. Time is processor time, that of the process
which reads among it; memory is the greatest of either. It fails where a work of the largest size takes more than `MOST`
times what one of the smallest does, or the memory is more than `MEMORY`.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from scholargraph import config
from scholargraph.model import Publication, Source
from scholargraph.reconcile import IDENTIFYING, Ledger, reconcile
from scholargraph.sources.reading import plans, read

ROOT: Final = Path(__file__).resolve().parents[2]
SIZES: Final = (1_000, 10_000, 100_000)
TWICE: Final = 0.3
"""The share of the works that a second source tells, too."""
MOST: Final = 1.5
MEMORY: Final = 1536
"""MiB."""
_SITE: Final = """\
[site]
title = "Made works"
base = "http://127.0.0.1:8000/"

[[source]]
name = "library"
kind = "bibtex"
path = "library.bib"

[[source]]
name = "again"
kind = "bibtex"
path = "again.bib"
"""
_WORDS: Final = (
    "adaptive bounded causal dense elastic finite graded hybrid inverse joint latent modular nested open partial quasi "
    "random sparse tidal uniform viscous weighted archive basin channel delta estuary forest glacier harbour island "
    "lagoon meadow network orbit plateau quarry river sediment terrace upland valley wetland estimation inference "
    "sampling transport mapping forecasting retrieval screening labelling clustering ranking pruning tracing"
).split()
_GIVEN: Final = "Ada Benoit Chen Dana Elif Farah Gustav Hana Ingrid Joao Kofi Lena Noor Olga Pavel Qi Rosa".split()
_FAMILY: Final = "Quill Okafor Li Haddad Lindqvist Sato Dahl Silva Mensah Fischer Rahimi Ivanova Zhang Garcia".split()


@dataclass(frozen=True)
class Cost:
    """What so many works took: processor seconds, MiB at most, and how many works and entries came of them."""

    works: int
    seconds: float
    mib: float
    publications: int
    entries: int


def main() -> None:
    """Print the costs.

    Raises:
        SystemExit: a bar was missed.
    """
    parser = argparse.ArgumentParser(prog="benchmarks.joining.scale", description=__doc__)
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, help="how many works (default: 1,000 to 100,000)"
    )
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one is not None:
        print(json.dumps(asdict(joined(options.one))))
        return
    costs = [measured(size) for size in options.sizes]
    ratio = (costs[-1].seconds / costs[-1].works) / (costs[0].seconds / costs[0].works)
    print(f"a work of {costs[-1].works:,} takes {ratio:.2f} times one of {costs[0].works:,} (at most {MOST})")
    if ratio > MOST or max(cost.mib for cost in costs) > MEMORY:
        raise SystemExit(1)


def measured(size: int) -> Cost:
    """Join so many works in a process of its own, and print what it took."""
    command = [sys.executable, "-m", "benchmarks.joining.scale", "--one", str(size)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    cost = Cost(**json.loads(done.stdout))
    each = 1000 * cost.seconds / cost.works
    print(
        f"{cost.works:>9,} works  {cost.publications:>9,} joined  {cost.entries:>9,} entries  {cost.seconds:8.1f} s  "
        f"{each:6.2f} ms a work  {cost.mib:7.0f} MiB",
        flush=True,
    )
    return cost


def joined(size: int) -> Cost:
    """Read and join so many works in this process."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        write(site, size)
        settings = config.load(site)
        settings.work.mkdir()
        sources = tuple(Source(one.name, one.kind, one.path) for one in settings.sources)
        before = _seconds()
        ledger = Ledger(schemes=IDENTIFYING)
        catalogue = reconcile(read(plans(settings)), sources=sources, ledger=ledger, folder=settings.work)
        publications = sum(isinstance(entry.record, Publication) for entry in catalogue.entries())
        seconds = _seconds() - before
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Cost(size, seconds, peak / 1024, publications, len(catalogue.by_key))


def _seconds() -> float:
    """Give the processor time of this process and of those that it waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def write(site: Path, size: int) -> None:
    """Write a site of so many works; the entries of the second source are among them."""
    (site / config.SITE_FILE).write_text(_SITE, encoding="utf-8")
    again = round(size * TWICE)
    with (
        (site / "library.bib").open("w", encoding="utf-8") as one,
        (site / "again.bib").open("w", encoding="utf-8") as two,
    ):
        for number, entry in enumerate(entries(size - again)):
            one.write(entry)
            if number < again:
                two.write(entry.replace("{library", "{again", 1))


def entries(count: int) -> Iterator[str]:
    """Give entries of BibTeX, the same ones each time."""
    draw = random.Random(7)
    for number in range(count):
        title = " ".join(draw.choices(_WORDS, k=8))
        authors = " and ".join(
            f"{draw.choice(_FAMILY)}{draw.randrange(500)}, {draw.choice(_GIVEN)}" for _ in range(draw.randint(1, 5))
        )
        abstract = " ".join(draw.choices(_WORDS, k=60))
        doi = f"  doi = {{10.5555/made.{number}}},\n" if number % 2 else ""
        yield (
            f"@article{{library{number},\n  title = {{{title.capitalize()}}},\n  author = {{{authors}}},\n"
            f"  journal = {{Journal of {draw.choice(_WORDS).capitalize()} Studies}},\n  year = {{{1960 + number % 60}}},\n"
            f"  volume = {{{number % 90 + 1}}},\n  pages = {{{number % 700 + 1}--{number % 700 + 12}}},\n{doi}"
            f"  abstract = {{{abstract.capitalize()}.}},\n  keywords = {{{', '.join(draw.sample(_WORDS, 3))}}}\n}}\n\n"
        )


if __name__ == "__main__":
    main()
