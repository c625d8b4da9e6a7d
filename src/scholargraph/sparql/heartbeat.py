"""The heartbeat of a pool's processes: who hangs, or was stopped, is noticed within seconds, and replaced.

It starts nothing: it ends what does not answer, and the keeper puts another one in its place.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Final

from scholargraph.sparql.keeper import Keeper
from scholargraph.sparql.processes import PING_SECONDS, Loader, Worker, is_stopped
from scholargraph.sparql.turns import Turns
from scholargraph.threads import Supervised

STOPPED_LOOKS: Final = 2
"""How many looks in a row find a worker stopped before it is replaced: a debugger may stop one for a moment."""

_log: Final = logging.getLogger(__name__)


class Heartbeat:
    """Asks each loader whether it is alive, and has each worker answer that has answered nobody for a second.

    `exercise` asks a free worker a question, within a deadline, and ends it if it does not answer. `state` is the lock of
    the pool. A worker that is busy has the deadline of its query; that it was stopped is told by the system.
    """

    def __init__(
        self, keeper: Keeper, turns: Turns, *, state: threading.Lock, exercise: Callable[[Worker], object]
    ) -> None:
        self._keeper = keeper
        self._turns = turns
        self._state = state
        self._exercise = exercise
        self._stopped: dict[Worker, int] = {}
        self._thread: Supervised | None = None

    def start(self) -> None:
        """Start the thread, if it does not run yet; where the system gives none, the next one may try again."""
        if self._thread is None:
            thread = Supervised("query-heartbeat", self.beat, pause=PING_SECONDS)
            try:
                thread.start()
            except RuntimeError as error:
                _log.error("The query processes cannot be watched (%s).", error)
                return
            self._thread = thread

    def close(self) -> None:
        """End the thread."""
        if self._thread is not None:
            self._thread.stop()
            self._thread.join()

    def beat(self) -> None:
        """Look at all loaders and workers once."""
        with self._state:
            loaders = tuple(self._keeper.loaders)
            workers = [worker for loader in loaders for worker in loader.workers.values()]
        for loader in loaders:
            self._ask(loader)
        found = {worker: self._stopped.get(worker, 0) + 1 for worker in workers if is_stopped(worker.number)}
        for worker, looks in found.items():
            if looks == STOPPED_LOOKS:
                _log.warning("A query worker was stopped; it is replaced.")
                worker.replace()
        self._stopped = found
        now = time.monotonic()
        with self._state:
            idle = [worker for worker in self._turns.idle if now - worker.answered > PING_SECONDS]
        for worker in idle:
            self._exercise(worker)

    def _ask(self, loader: Loader) -> None:
        if loader.silent:
            _log.warning("A loader has not answered %d times; it is replaced.", loader.unanswered)
            loader.process.kill()
        loader.ping()
