"""The engines that judge a graph behind one protocol: pySHACL over all cores, and a fast scout that pySHACL confirms.

pySHACL stays the judge: what the scout finds is confirmed, samples of what it does not find are judged again, shapes that it
cannot do are pySHACL's, and where the two disagree the shape is judged again as a whole. The report says who judged what.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol

from scholargraph.errors import UsageError
from scholargraph.ntriples import Triple
from scholargraph.validation import fast, workers
from scholargraph.validation.index import GraphIndex
from scholargraph.validation.plan import Focus, Plan, pairs
from scholargraph.validation.report import Report, Result, Share
from scholargraph.validation.shapes import Shapes

STEP_SECONDS: Final = 60.0
"""So much processor time a step of judging may take: at most 500 nodes and one shape, or the scout's whole run."""
WORTH_SCOUTING: Final = 20_000
"""Below so many statements a scout saves nothing, and neither do more processes."""


class Choice(StrEnum):
    """What may be asked for."""

    AUTO = "auto"
    PYSHACL = "pyshacl"
    FAST = "fast"


class Engine(Protocol):
    """Judges a graph by shapes."""

    def judge(self, index: GraphIndex, shapes: Shapes) -> Report:
        """Give every result. Raises ShapesError where the shapes make no sense or take too long."""
        ...


def engine(
    choice: Choice,
    *,
    statements: int,
    seconds: float = STEP_SECONDS,
    seed: str | None = None,
    trusted: bool = False,
) -> Engine:
    """Choose the engine for a graph of so many statements. Raises UsageError where the fast engine is not installed."""
    if choice is Choice.FAST and not fast.is_installed():
        raise UsageError("The fast engine is not installed: install scholargraph[fast], or use --engine pyshacl.")
    if choice is Choice.FAST or (choice is Choice.AUTO and statements >= WORTH_SCOUTING and fast.is_installed()):
        from scholargraph.validation.scout import Scouted

        return Scouted(seconds, seed)
    return PyShacl(seconds, processes=0 if trusted and statements < WORTH_SCOUTING else None)


@dataclass(frozen=True, slots=True)
class PyShacl:
    """pySHACL in so many processes, by default one for each core; `seconds` bounds each step of them.

    With 0 processes it is run in this one, without bounds: for shapes that are known, and small graphs.
    """

    seconds: float = STEP_SECONDS
    processes: int | None = None

    def judge(self, index: GraphIndex, shapes: Shapes) -> Report:
        """Judge every node."""
        plan = Plan.of(index, shapes)
        (found,) = judged(plan, [plan.focus], self.seconds, processes=self.processes)
        return Report.of_results(found, judged=tuple(shares(plan, plan.focus)))


def judged(plan: Plan, parts: Sequence[Focus], seconds: float, *, processes: int | None) -> list[set[Result]]:
    """Have pySHACL judge nodes over all cores, and give what it finds for each part."""
    cores = (os.cpu_count() or 1) if processes is None else processes
    tasks = [plan.tasks(focus, parts=cores * 2, seconds=seconds) for focus in parts]
    done = iter(workers.run(plan.shapes, [task for part in tasks for task in part], processes=cores))
    return [{result for _ in part for result in next(done).results} for part in tasks]


def shares(plan: Plan, focus: Focus) -> Iterator[Share]:
    """Say what pySHACL judged on neighbourhoods, and what on the whole graph and why."""
    far = pairs([one for one in having if one in plan.whole] for having in focus.values())
    near = pairs(focus.values()) - far
    if near or not far:
        yield Share(engine="pySHACL", pairs=near, reason="each node on its neighbourhood")
    if far:
        yield Share(
            engine="pySHACL", pairs=far, reason=f"on the whole graph: {'; '.join(sorted({*plan.whole.values()}))}"
        )


def judge(
    triples: Iterable[Triple],
    shapes: Shapes,
    *,
    choice: Choice = Choice.AUTO,
    seconds: float = STEP_SECONDS,
    seed: str | None = None,
    trusted: bool = False,
) -> Report:
    """Hold the statements of one graph against shapes with the engine of choice.

    `trusted` says that the shapes are known to end in time: a small graph is then judged without another process.

    Raises:
        ShapesError: the shapes make no sense, or take more than `seconds` of processor time in one step.
        UsageError: the fast engine is asked for and not installed.
    """
    index = GraphIndex(triples)
    return engine(choice, statements=index.size, seconds=seconds, seed=seed, trusted=trusted).judge(index, shapes)
