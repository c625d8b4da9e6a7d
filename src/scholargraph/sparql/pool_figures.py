"""What a pool of query workers is doing, in figures for whoever watches it.

It changes nothing, and asks no process.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scholargraph.sparql.processes import Loader, Worker
from scholargraph.sparql.turns import Turns


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolFigures:
    """A moment of a pool.

    Attributes:
        idle: workers that wait for a query.
        busy: workers that answer one.
        long: workers that answer a long one, behind the others.
        waiting: queries that wait for a worker.
        ended: how many workers have ended by now, by what ended them: `asked`, or a signal or status of their own.
        restarts: how many loaders have ended that were not told to.
        graph_bytes: memory that the graph takes.
        worker_bytes: memory that the workers take for themselves.
    """

    idle: int = 0
    busy: int = 0
    long: int = 0
    waiting: int = 0
    ended: Mapping[str, int] = field(default_factory=dict)
    restarts: int = 0
    graph_bytes: int = 0
    worker_bytes: int = 0


def figures(turns: Turns, loaders: Sequence[Loader], workers: Sequence[Worker]) -> PoolFigures:
    """Take the figures; `workers` are those of the loaders, which another thread may change meanwhile."""
    long = sum(worker.aside for worker in workers)
    return PoolFigures(
        idle=len(turns.idle),
        busy=max(len(workers) - len(turns.idle) - long, 0),
        long=long,
        waiting=turns.waiting,
        ended=dict(turns.ended),
        restarts=turns.restarts,
        graph_bytes=sum(loader.held for loader in loaders),
        worker_bytes=sum(worker.own_bytes() for worker in workers),
    )
