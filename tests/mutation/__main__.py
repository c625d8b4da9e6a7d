"""Draw mutants by a seed, run the tests on each, and print which survive: `python -m tests.mutation --seed 8 --count 300`.

The same seed, count and code give the same mutants. Why a survivor may live stands in `survivors.toml`, by its id.
"""

from __future__ import annotations

import argparse
import random
import secrets
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import Final

from tests.mutation.mutants import Mutant, mutants
from tests.mutation.running import BaselineError, Outcome, judge_all
from tests.mutation.selection import SOURCE, modules

REASONS: Final = Path(__file__).with_name("survivors.toml")
FLOOR: Final = 92
"""Per cent of the mutants that the tests must kill."""


def population(only: str = "") -> list[Mutant]:
    """Give every mutant there is, of the modules whose path begins so."""
    return [
        mutant
        for module in modules()
        if module.startswith(only)
        for mutant in mutants(module, (SOURCE / module).read_text("utf-8"))
    ]


def draw(population: list[Mutant], *, seed: int, count: int) -> list[Mutant]:
    """Draw mutants, each once."""
    return random.Random(seed).sample(population, min(count, len(population)))  # noqa: S311 - to be drawn again


def reasons(file: Path = REASONS) -> dict[str, str]:
    """Give why survivors may live, by their ids."""
    return {name: entry["reason"] for name, entry in tomllib.loads(file.read_text("utf-8")).items()}


def report(outcomes: list[Outcome], known: dict[str, str]) -> tuple[str, bool]:
    """Give what is printed in the end, and whether it is good: enough are killed and every survivor has its reason."""
    survivors = sorted((one.mutant for one in outcomes if not one.killed), key=lambda one: (one.file, one.change.line))
    killed = len(outcomes) - len(survivors)
    share = 100 * killed / len(outcomes) if outcomes else 0.0
    lines = [
        f"[{mutant.id}] {mutant}\n    {known.get(mutant.id) or 'no reason is given: kill it, or say why it may live'}"
        for mutant in survivors
    ]
    lines.append(
        f"{len(outcomes)} mutants: {killed} killed ({sum(one.timeout for one in outcomes)} by running out of time), "
        f"{len(survivors)} survived; {share:.1f} % killed, at least {FLOOR} % are asked for."
    )
    return "\n".join(lines) + "\n", share >= FLOOR and all(known.get(mutant.id) for mutant in survivors)


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--seed", type=int, help="what the mutants are drawn by (one is made up, and printed)")
    parser.add_argument("--count", type=int, default=300, help="how many are drawn")
    parser.add_argument("--jobs", type=int, default=2, help="how many run at a time")
    parser.add_argument("--module", default="", help="only modules whose path below src/scholargraph begins so")
    parser.add_argument("--id", action="append", default=[], help="only the mutants of these ids, all of them")
    parser.add_argument("--list", action="store_true", help="print the mutants and run nothing")
    asked = parser.parse_args(arguments)
    seed = secrets.randbelow(1_000_000) if asked.seed is None else asked.seed
    every = population(asked.module)
    drawn = draw(every, seed=seed, count=asked.count)
    if asked.id:
        drawn = [mutant for mutant in every if mutant.id in asked.id]
    _say(f"{len(drawn)} of {len(every)} mutants, drawn with --seed {seed} --count {asked.count}\n")
    if asked.list:
        _say("".join(f"[{mutant.id}] {mutant}\n" for mutant in drawn))
        return 0
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        try:
            outcomes = judge_all(drawn, Path(folder), jobs=asked.jobs, told=_tell)
        except BaselineError as error:
            _say(f"{error}\n")
            return 2
    text, good = report(outcomes, reasons())
    _say(f"{text}{time.monotonic() - started:.0f} seconds\n")
    return 0 if good else 1


def _tell(outcome: Outcome) -> None:
    what = "out of time" if outcome.timeout else "killed" if outcome.killed else "SURVIVED"
    sys.stderr.write(f"{what} {outcome.seconds:.1f}s [{outcome.mutant.id}] {outcome.mutant}  {outcome.by}\n")


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
