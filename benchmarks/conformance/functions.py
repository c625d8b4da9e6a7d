"""`python -m benchmarks.conformance.functions --count 2000 --seed 1`: every function and operator, by three engines.

It prints how many calls have one value, and each other one with what decides it. It ends with 1 if there is a call that
nothing decides, since then a value of ours may be wrong.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Final

from benchmarks.conformance.calls import draw
from benchmarks.conformance.engines import FOLDER, Ours, with_comunica, with_rdflib
from benchmarks.conformance.verdicts import Found, verdict

SHOWN: Final = 3
"""Calls that are shown for a sentence, without --all."""


def evaluate(count: int, seed: int, node: str) -> list[Found]:
    """Draw calls and evaluate them with all three engines."""
    calls = draw(count, seed)
    ours = Ours()
    comunica = with_comunica(node, [call.text for call in calls])
    return [
        Found(call, ours.evaluate(call.text), with_rdflib(call.text), other)
        for call, other in zip(calls, comunica, strict=True)
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison; give the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--all", action="store_true", help="show every call, not some of each kind")
    given = parser.parse_args(arguments)
    node = shutil.which("node")
    if node is None or not (FOLDER / ".installed").is_file():
        print("Comunica is not installed: run make comunica.")
        return 2
    print(f"seed {given.seed}")
    kinds: Counter[str] = Counter()
    sentences: dict[tuple[str, str], list[Found]] = {}
    undecided: list[Found] = []
    for found in evaluate(given.count, given.seed, node):
        told = verdict(found)
        if told is None:
            undecided.append(found)
            continue
        kinds[told[0]] += 1
        if told[1]:
            sentences.setdefault(told, []).append(found)
    for (kind, sentence), members in sorted(sentences.items()):
        print(f"\n{kind}: {sentence} ({len(members)})")
        for found in members if given.all else members[:SHOWN]:
            print(f"  {described(found)}")
    print(f"\n{given.count} calls: " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))
    print(f"undecided {len(undecided)}")
    for found in undecided:
        print(f"  {described(found)}")
    return 1 if undecided else 0


def described(found: Found) -> str:
    """Show a call with its values on one line."""
    return f"{found.call.text} | ours {found.ours} | rdflib {found.rdflib} | Comunica {found.comunica}"


if __name__ == "__main__":
    sys.exit(main())
