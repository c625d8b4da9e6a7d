"""Time the commands as a user meets them: whole processes, several runs, minimum, median and maximum.

It compares with nothing and asserts nothing; the figures of two commits are compared on one quiet machine.
Run it with `make bench`, or `make bench ARGS="--runs 20 --site data/lucas-dixon"`.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
COMMAND: Final = (sys.executable, "-m", "scholargraph")
QUERY: Final = "SELECT ?name { ?person a <https://schema.org/Person> ; <https://schema.org/name> ?name }"


@dataclass(frozen=True)
class Benchmark:
    """A command that is timed on a site; `fresh` ones get a copy that was never published."""

    name: str
    arguments: Callable[[str], tuple[str, ...]]
    fresh: bool = False


BENCHMARKS: Final = (
    Benchmark("help", lambda _: ("--help",)),
    Benchmark("publish", lambda site: ("publish", site), fresh=True),
    Benchmark("publish, unchanged", lambda site: ("publish", site)),
    Benchmark("check", lambda site: ("check", site)),
    Benchmark("query", lambda site: ("query", site, QUERY, "--format", "csv")),
    Benchmark("export", lambda site: ("export", site, "--format", "nq")),
)


def main() -> None:
    """Time all benchmarks and print a table in milliseconds."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often each command runs (default: 5)")
    parser.add_argument("--site", type=Path, default=ROOT / "data" / "example-department", help="the site to time on")
    options = parser.parse_args()
    print(f"{'':22}{'min':>8}{'median':>8}{'max':>8}  ms, {options.runs} runs on {options.site.name}")
    with tempfile.TemporaryDirectory() as folder:
        published = copied(options.site, Path(folder) / "published")
        timed(("publish", str(published)))
        for benchmark in BENCHMARKS:
            times = []
            for run in range(options.runs):
                site = copied(options.site, Path(folder) / f"{benchmark.name}-{run}") if benchmark.fresh else published
                times.append(timed(benchmark.arguments(str(site))) * 1000)
            print(f"{benchmark.name:22}{min(times):8.0f}{statistics.median(times):8.0f}{max(times):8.0f}")


def copied(site: Path, to: Path) -> Path:
    """Return a copy of a site without what was published of it."""
    shutil.copytree(site, to, ignore=shutil.ignore_patterns(".scholargraph"))
    return to


def timed(arguments: tuple[str, ...]) -> float:
    """Return the seconds that a command took from start to end.

    Raises:
        SystemExit: it failed; what it printed is the message.
    """
    began = time.perf_counter()
    done = subprocess.run([*COMMAND, *arguments], check=False, capture_output=True, text=True)
    seconds = time.perf_counter() - began
    if done.returncode != 0:
        raise SystemExit(f"scholargraph {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return seconds


if __name__ == "__main__":
    main()
