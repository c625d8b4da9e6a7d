"""Join the labelled sets of works, and a set that is made of the samples, and say how much of it is right.

Run it with `python -m benchmarks.matching [SET ...]`; `--errors 20` shows wrong and missed pairs, `--half chosen` those of the
half by which the weights were chosen. Splink is asked as a peer where the environment variable SPLINK_PYTHON names a Python
that has it. Without arguments: every set.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from typing import Final

from benchmarks.matching import peers
from benchmarks.matching.made import made_set
from benchmarks.matching.records import Row, id_of, made
from benchmarks.matching.scoring import Result, judge, line
from benchmarks.matching.sets import Labelled, all_sets
from scholargraph.model import Publication
from scholargraph.reconcile.join import join

HALVES: Final = {"reported": 1, "chosen": 0, "all": None}
SEED: Final = 20


def main() -> None:
    """Join, judge and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.matching", description=__doc__)
    parser.add_argument("sets", nargs="*", help="the names of sets; without any, all")
    parser.add_argument("--errors", type=int, default=0, help="how many wrong and missed pairs are shown")
    parser.add_argument("--half", choices=HALVES, default="reported", help="which half is judged")
    parser.add_argument("--seed", type=int, default=SEED, help="of the set that is made")
    options = parser.parse_args()
    known: dict[str, Callable[[], Labelled]] = {"made": lambda: made_set(options.seed), **dict(all_sets())}
    splink = os.environ.get("SPLINK_PYTHON")
    print(f"seed {options.seed}; half: {options.half}; precision recall F1" + ("; then Splink's" if splink else ""))
    for name in options.sets or known:
        given = known[name]()
        began = time.process_time()
        results = {"here": judge(given, joined(given), reported=HALVES[options.half])}
        seconds = time.process_time() - began
        if splink:
            # Its best threshold for this very half: no peer loses by a setting that we chose.
            tried = (judge(given, one, reported=HALVES[options.half]) for one in peers.splink(given, splink))
            results["Splink"] = max(tried, key=lambda one: one.f1)
        print(line(name, results), f" {len(given.by_id)} records, {seconds:.0f} s", flush=True)
        if options.errors:
            show(given, results["here"], options.errors)


def joined(given: Labelled) -> list[list[str]]:
    """Give the groups of ids that joining finds."""
    readings = [one for place, rows in enumerate(given.rows) for one in made(rows, f"s{place}")]
    return [
        [id_of(one.record.key) for one in group]
        for group in join(readings).groups
        if isinstance(group[0].record, Publication)
    ]


def show(given: Labelled, result: Result, most: int) -> None:
    """Print wrong and missed pairs."""
    for words, pairs in (("wrong", result.wrong), ("missed", result.missed)):
        for one, other in sorted(pairs)[:: max(1, len(pairs) // most)][:most]:
            print(f"  {words}\n    {_told(given.by_id[one])}\n    {_told(given.by_id[other])}")


def _told(row: Row) -> str:
    return " | ".join(map(str, (row.id, row.title, "; ".join(row.authors), row.year, row.venue, row.volume, row.issue,
                                row.pages, row.type.value, *row.identifiers)))  # fmt: skip


if __name__ == "__main__":
    main()
