"""Whose turn it is: workers that are free, and the clients who wait for one, each by what it has had already.

It starts and ends no worker. Whoever uses it holds the pool's lock while it does, but not while it waits.
"""

from __future__ import annotations

import itertools
import signal
import time
from collections import Counter
from typing import Final

from scholargraph.errors import OverloadedError
from scholargraph.sparql.budget import Use
from scholargraph.sparql.limits import Limits
from scholargraph.sparql.processes import Worker
from scholargraph.sparql.waiting import Ticket, WaitingRoom

MORE_SECONDS: Final = 1.0
"""Worker time by which a client has had more than another."""
EQUALS: Final = 10
"""How many times as long a query may take before it makes way for one whose client has had as much."""


class Place(Ticket):
    """A place in the queue for a worker: a client, and in the end its worker, or the error that it gets instead."""

    __slots__ = ("arrival", "since", "use", "worker")

    def __init__(self, use: Use, arrival: int) -> None:
        super().__init__(use.client, use.spent)
        self.use = use
        self.arrival = arrival
        self.worker: Worker | None = None
        self.since = 0.0
        """When it got it."""


class Turns:
    """Free workers and who waits for one; the last `spare` workers are for clients that have none.

    Who waits does so in a `room` that may be shared with other queues.
    """

    def __init__(self, limits: Limits, room: WaitingRoom | None = None) -> None:
        self.idle: list[Worker] = []
        self._limits = limits
        self._room = WaitingRoom(limits.waiting) if room is None else room
        self._waiting: list[Place] = []
        self._at_work: dict[Worker, Place] = {}
        """Workers that are not set aside."""
        self._running: Counter[str] = Counter()
        """Workers of each client, also those set aside."""
        self._arrivals = itertools.count()
        self.ended: Counter[str] = Counter()
        """Workers that have ended, by how (`worker_ended`)."""
        self.restarts = 0
        """Loaders that have ended by themselves; the pool counts them."""

    @property
    def waiting(self) -> int:
        """How many wait for a worker."""
        return len(self._waiting)

    def worker_ended(self, status: int) -> None:
        """Count a worker that has ended: with an exit status, or by a signal, which is a negative number."""
        if status == 0:
            how = "asked"
        elif status > 0:
            how = "status"
        else:
            how = signal.Signals(-status).name if -status in set(signal.Signals) else "signal"
        self.ended[how] += 1

    def join(self, use: Use) -> Place:
        """Take a free worker, or a place in the queue.

        Raises:
            OverloadedError: the room is full, and the client has most of it.
        """
        place = Place(use, next(self._arrivals))
        if self._may_have_one(place):
            self._give(place, self.idle.pop())
            return place
        self._room.enter(place)
        self._waiting.append(place)
        return place

    def offer(self, worker: Worker) -> None:
        """Give a worker to the client that had least, or keep it for the next one."""
        self.idle.insert(len(self.idle) if worker.copy else 0, worker)  # the last one goes first
        first = min(self._waiting, key=self._had, default=None)
        while first is not None and self._may_have_one(first):
            self._waiting.remove(first)
            if self._room.leave(first):  # otherwise it has made room for another, and goes with an error
                self._give(first, self.idle.pop())
                return
            first = min(self._waiting, key=self._had, default=None)

    def borrow(self, worker: Worker, use: Use) -> None:
        """Take a free worker out of turn, for a question of our own."""
        self.idle.remove(worker)
        self._give(Place(use, next(self._arrivals)), worker)

    def knows(self, worker: Worker) -> bool:
        """Whether a worker is free, at work, or set aside."""
        return worker.aside or worker in self._at_work or worker in self.idle

    def empty(self) -> None:
        """Let go of the free workers, which ends them."""
        for worker in self.idle:
            worker.close()
        self.idle.clear()

    def leave(self, place: Place) -> Worker | None:
        """Stop waiting; a worker that was given in this moment is what one leaves with."""
        if place in self._waiting:
            self._waiting.remove(place)
            self._room.leave(place)
        return place.worker

    def overdue(self) -> tuple[Worker, Use] | None:
        """Choose a worker to set aside: of those that have worked longer than a moment, the one for the client that had most.

        None while nobody waits for it, or those are on their way of which there are to be so many.
        """
        coming = self._limits.ready - len(self._at_work) - len(self.idle)
        waiting = [place for place in self._waiting if place.error is None]
        if len(waiting) <= max(coming, 0):
            return None
        now, least = time.monotonic(), min(place.spent for place in waiting)
        late = [
            (worker, place)
            for worker, place in self._at_work.items()
            if now - place.since >= self._limits.moment * (1 if place.spent > least + MORE_SECONDS else EQUALS)
        ]
        if not late:
            return None
        worker, place = max(late, key=lambda item: self._had(item[1]))
        del self._at_work[worker]
        return worker, place.use

    def done(self, worker: Worker, use: Use) -> None:
        """Note that a client does not have its worker any more."""
        self._at_work.pop(worker, None)
        self._running[use.client] -= 1
        if self._running[use.client] <= 0:
            del self._running[use.client]

    def close(self, error: OverloadedError) -> None:
        """Send away all who wait."""
        for place in self._waiting:
            self._room.leave(place)
            place.dismiss(error)
        self._waiting.clear()

    def _may_have_one(self, place: Place) -> bool:
        return len(self.idle) > (self._limits.spare if self._running[place.client] else 0)

    def _give(self, place: Place, worker: Worker) -> None:
        place.worker = worker
        place.since = place.use.since = time.monotonic()
        self._at_work[worker] = place
        worker.loader.busy += 1
        self._running[place.client] += 1
        place.call()

    def _had(self, place: Place) -> tuple[int, float, int]:
        """What a client has had: workers that it has now, worker time that it has spent, and how late it came."""
        return self._running[place.client], place.spent, place.arrival
