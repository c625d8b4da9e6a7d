"""How long one client waits: two engines are asked the same variants in turn, and each question gives a ratio.

It starts no engine, and leaves out no question in which an engine is slow; one that an engine refuses is said.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from benchmarks.endpoint.asking import Connection, RefusedError, size
from benchmarks.endpoint.questions import Question

CHECKED: Final = 5
"""Variants whose answers are counted before anything is timed; they warm the engines, too, and are not timed."""
LEAST_ROUNDS: Final = 5


@dataclass(frozen=True, slots=True)
class Timing:
    """The seconds that each variant took of ours and of the peer, in pairs; how much an answer holds, or what is wrong."""

    question: str
    ours: tuple[float, ...] = ()
    theirs: tuple[float, ...] = ()
    sizes: tuple[int, ...] = ()
    remarks: tuple[str, ...] = field(default=())

    @property
    def ratio(self) -> float | None:
        """The median of ours by the median of the peer's; None where nothing could be timed."""
        if not self.ours:
            return None
        return statistics.median(self.ours) / statistics.median(self.theirs)


def compare(
    question: Question, ours: Connection, theirs: Connection, *, rounds: int, seconds: float, names: tuple[str, str]
) -> Timing:
    """Time a question, ours and theirs in turn (ABBA), for so many rounds, or fewer where they would take too long."""
    try:
        sizes, remarks = _agree(question, (ours, theirs), names)
        mine: list[float] = []
        other: list[float] = []
        deadline = time.monotonic() + seconds
        timed = question.variants[CHECKED:]
        for number in range(min(rounds, len(timed))):
            turns = ((ours, mine), (theirs, other))
            for connection, times in turns if number % 2 == 0 else reversed(turns):
                times.append(connection.ask(timed[number], question.accept).seconds)
            if number + 1 >= LEAST_ROUNDS and time.monotonic() > deadline:
                break
    except RefusedError as error:
        return Timing(question.name, remarks=(str(error),))
    return Timing(question.name, tuple(mine), tuple(other), sizes, remarks)


def summary(timings: Sequence[Timing]) -> tuple[float, Timing] | None:
    """Give the geometric mean of the ratios and the timing with the largest one; None where there is none."""
    ratios: Mapping[Timing, float] = {timing: timing.ratio for timing in timings if timing.ratio is not None}
    if not ratios:
        return None
    mean = math.exp(statistics.fmean(math.log(ratio) for ratio in ratios.values()))
    return mean, max(ratios, key=lambda timing: ratios[timing])


def _agree(
    question: Question, connections: Sequence[Connection], names: tuple[str, str]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Count what both answer to the first variants, and say where they differ."""
    counted = []
    remarks = []
    for number, variant in enumerate(question.variants[:CHECKED], start=1):
        found = []
        for connection, name in zip(connections, names, strict=True):
            try:
                found.append(size(connection.ask(variant, question.accept), question.accept))
            except RefusedError as error:
                raise RefusedError(f"{name} gives no answer ({error})") from error
        counted.append(found[0])
        if found[0] != found[1]:
            remarks.append(f"variant {number}: {names[0]} gives {found[0]}, {names[1]} {found[1]}")
    return tuple(counted), tuple(remarks)
