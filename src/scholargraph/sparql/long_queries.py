"""The long queries for which others had to wait: they go on beside the quick ones, behind them, and only so many at a time.

It measures and chooses; what it chooses to end, it ends by its worker. The pool calls it with its lock held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from scholargraph.errors import QueryMemoryError
from scholargraph.sparql.budget import Use
from scholargraph.sparql.limits import MIB, Limits
from scholargraph.sparql.processes import Loader, Worker
from scholargraph.sparql.waiting import crowded_out


class LongQueries:
    """The workers that answer long queries, each with whom it works for."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._under_way: dict[Worker, Use] = {}

    def add(self, worker: Worker, use: Use) -> None:
        """Set a worker aside, behind all others; if that is one too many, the client that has most loses one."""
        worker.set_aside()
        self._under_way[worker] = use
        if len(self._under_way) > self._limits.long:
            most = Counter(each.client for each in self._under_way.values())
            last = max(self._under_way.items(), key=lambda item: (most[item[1].client], item[1].spent))
            self._end(last[0])

    def remove(self, worker: Worker) -> None:
        """Forget a worker; one that was never set aside is no matter."""
        self._under_way.pop(worker, None)

    def _end(self, worker: Worker) -> None:
        del self._under_way[worker]
        worker.end_for(crowded_out())


def make_room(loaders: Sequence[Loader], limits: Limits) -> None:
    """End the workers that have taken most memory, beside a copy of the graph that they are to have, until what is left fits
    into what all may take together.
    """
    taken = {worker: worker.own_bytes() for loader in loaders for worker in loader.workers.values()}
    most = limits.pool_bytes(max((loader.held for loader in loaders), default=0))
    while taken and sum(taken.values()) > most:
        largest = max(taken, key=lambda worker: taken[worker] - (worker.loader.held if worker.copy else 0))
        mib = taken.pop(largest) // MIB
        largest.end_for(
            QueryMemoryError(
                f"The query took {mib:,} MiB of memory while others ran: ask for less, or come again later."
            )
        )
