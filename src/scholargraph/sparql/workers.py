"""The pool of query workers, as the web process sees it: ask, and whatever the query does, only its worker dies of it.

It never forks and never opens a store: a loader started by exec does, and hands its workers over. A new snapshot gets a
new loader; the old one answers until the new one can. A large graph is read from the disk until it is in memory.
"""

from __future__ import annotations

import logging
import os
import selectors
import signal
import threading
import time
from dataclasses import dataclass
from typing import Final

from scholargraph.errors import OverloadedError, QueryError, QueryTimeoutError, WorkerLostError
from scholargraph.formats import Format
from scholargraph.sparql import wire
from scholargraph.sparql.budget import Use
from scholargraph.sparql.limits import MIB, Limits
from scholargraph.sparql.long_queries import LongQueries, make_room
from scholargraph.sparql.pool_figures import PoolFigures, figures
from scholargraph.sparql.processes import Loader, Worker
from scholargraph.sparql.turns import Turns
from scholargraph.sparql.waiting import WaitingRoom
from scholargraph.sparql.wire import News
from scholargraph.sparql.worker import too_much_memory
from scholargraph.store import Dataset, Info

QUICK_BYTES: Final = 16 * MIB
"""A dump of this size is in memory as soon as a worker would have it open on the disk."""
MEMORY_PER_BYTE: Final = 3
"""Bytes of memory that a byte of the dump takes (2.5 to 2.8 were measured)."""
GRACE_SECONDS: Final = 0.5
"""How long after its deadline a worker, which then ends by itself, is waited for before it is ended."""
FUNERAL_SECONDS: Final = 1.0
"""How long the loader may take to say of what a worker died."""
AT_ONCE_SECONDS: Final = 0.1
"""A worker that is ended from outside in less than this had no time to be ended for what it was asked."""
TICK_SECONDS: Final = 0.25
"""How often what has failed is tried again."""
WATCHING_SECONDS: Final = 0.05
"""How often the memory of the workers is looked at while one is busy: it may take 1 GiB in a second."""
MOST_FAILURES: Final = 3

_FROM_OUTSIDE: Final = frozenset({-signal.SIGKILL, -signal.SIGTERM})

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer and the digest of the snapshot that it was found in."""

    body: bytes
    digest: str


class Pool:
    """Query workers on the current snapshot; any number of threads may ask. Nothing runs before the first question.

    `base` is the IRI that a query's relative ones are resolved against, `room` where queries wait.
    """

    def __init__(self, info: Info, limits: Limits, *, base: str | None = None, room: WaitingRoom | None = None) -> None:
        self._limits = limits
        self._base = base
        self._target = info
        self._state = threading.Lock()
        self._turns = Turns(limits, room)
        self._long = LongQueries(limits)
        self._serving: Loader | None = None
        self._coming: Loader | None = None
        self._loaders: list[Loader] = []
        self._unfit: set[str] = set()
        """Digests of snapshots that turned out too large for the memory."""
        self._start_after = 0.0
        self._losses = 0
        self._closed = False
        self._keeper: threading.Thread | None = None
        self._woken, self._wake = -1, -1

    # ---------------------------------------------------------------------------------------------------- for queries

    @property
    def digest(self) -> str:
        """The snapshot that is answered from, or that will be."""
        serving = self._serving
        return (serving.info if serving else self._target).digest

    def ask(
        self,
        query: str,
        form: Format,
        *,
        dataset: Dataset,
        deadline: float | None = None,
        use: Use | None = None,
    ) -> Answered:
        """Have a query answered by a worker, within a deadline (that of the limits, unless another is given).

        `use` tells for whom, and is told the seconds of worker time it took.

        Raises:
            OverloadedError: no worker is free in time, or a long query must make room for another client's.
            QueryTimeoutError, QueryMemoryError, WorkerLostError: its worker died of it.
            QueryError: any other that the worker found.
        """
        caps = self._limits.rows, self._limits.result_bytes
        question = wire.Question(query, self._base, form, dataset, *caps, deadline or self._limits.deadline)
        use = use or Use()
        answer: bytes | QueryError | None = None
        for _ in range(self._limits.ready + 1):
            worker = self._take(use)
            began = time.monotonic()
            whole = False
            try:
                answer, whole = self._talk(worker, question)
            finally:
                self._give_back(worker, use, whole=whole)
                use.charge(time.monotonic() - began)
            if isinstance(answer, QueryError):
                raise answer
            if answer is not None:
                return Answered(answer, worker.loader.info.digest)
        raise OverloadedError("The workers are being replaced: come again soon.", retry_after=1)

    def _talk(self, worker: Worker, question: wire.Question) -> tuple[bytes | QueryError | None, bool]:
        """Give the answer, and whether the worker can be asked again. There is none if the worker was dying already."""
        began = time.monotonic()
        worker.wait_at_most(question.deadline + GRACE_SECONDS)
        try:
            wire.send_question(worker.end, question)
        except OSError:
            return worker.fate, False
        try:
            found = wire.read_answer(worker.end, worker.room)
        except BlockingIOError:
            return _too_slow(question.deadline), False
        except OSError:
            found = None
        if found is not None:
            answer, retiring = found
            return answer, not retiring
        lasted = time.monotonic() - began
        if worker.fate is None:
            worker.ended.wait(FUNERAL_SECONDS)
        if worker.fate is None and worker.status in _FROM_OUTSIDE and lasted < AT_ONCE_SECONDS:
            return None, False
        return self._cause_of_death(worker, question.deadline), False

    def _cause_of_death(self, worker: Worker, deadline: float) -> QueryError:
        if worker.fate is not None:
            return worker.fate
        if worker.status == -signal.SIGALRM:
            return _too_slow(deadline)
        if worker.status in {-signal.SIGABRT, -signal.SIGKILL}:  # the engine's last word, or the kernel's
            return too_much_memory(self._limits.worker_bytes)
        return WorkerLostError("The query broke its worker: simplify it, above all what is nested or repeated in it.")

    def _take(self, use: Use) -> Worker:
        with self._state:
            self._start()
            if self._closed:
                raise _ended()
            place = self._turns.join(use)
            if place.worker is not None:
                return place.worker
            self._make_way()
        patience = time.monotonic() + self._limits.patience - use.waited
        while not place.wait(self._limits.moment) and time.monotonic() < patience:
            with self._state:
                self._make_way()
        with self._state:
            worker = self._turns.leave(place)
        if worker is None:
            raise place.error or OverloadedError("No worker became free in time: come again soon.", retry_after=1)
        return worker

    def _make_way(self) -> None:
        """Where somebody waits, let a long query go on behind the others, and have another worker made in its place."""
        found = self._turns.overdue()
        if found is not None:
            self._long.add(*found)
            self._nudge()

    def _give_back(self, worker: Worker, use: Use, *, whole: bool) -> None:
        whole = whole and not worker.aside
        if not whole:
            worker.kill()
        with self._state:
            self._long.remove(worker)
            self._turns.done(worker, use)
            loader = worker.loader
            loader.busy -= 1
            if whole and loader is self._serving and not worker.ended.is_set():
                self._turns.offer(worker)
                return
            if loader is not self._serving and loader.busy == 0:
                loader.finish()
        worker.close()

    # ------------------------------------------------------------------------------------------------- for the server

    def start(self) -> None:
        """Start the processes now, not with the first question."""
        with self._state:
            self._start()

    def ready(self) -> bool:
        """Whether there are workers, idle or busy."""
        with self._state:
            self._start()
            return self._serving is not None and bool(self._serving.workers)

    def switch(self, info: Info) -> None:
        """Answer from another snapshot as soon as that can be done; until then the old one goes on answering."""
        with self._state:
            if info.digest != self._target.digest:
                self._target = info
                self._start_after = 0.0
                self._nudge()

    def figures(self) -> PoolFigures:
        """Give what the processes are doing."""
        with self._state:
            loaders = tuple(self._loaders)
            workers = [worker for loader in loaders for worker in tuple(loader.workers.values())]
        return figures(self._turns, loaders, workers)

    def close(self) -> None:
        """End all processes. Queries that are under way fail."""
        with self._state:
            self._closed = True
            self._nudge()
            self._turns.close(_ended())
        if self._keeper is not None:
            self._keeper.join()

    def _start(self) -> None:
        if self._keeper is None and not self._closed:
            self._woken, self._wake = os.pipe()
            self._keeper = threading.Thread(target=self._keep, name="query-pool", daemon=True)
            self._keeper.start()

    def _nudge(self) -> None:
        if self._wake >= 0:
            os.write(self._wake, b"!")

    # ------------------------------------------------------------------------------------------------- for the keeper

    def _keep(self) -> None:
        """Look after the loaders until the pool is closed; this is the only thread that starts and hears them."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._woken, selectors.EVENT_READ, None)
            while not self._closed:
                with self._state:
                    self._advance(selector)
                    busy = any(loader.busy for loader in self._loaders)
                    if busy:
                        make_room(self._loaders, self._limits)
                for key, _ in selector.select(WATCHING_SECONDS if busy else TICK_SECONDS):
                    if key.data is None:
                        os.read(self._woken, 64)
                    else:
                        self._hear(key.data, selector)
            with self._state:
                self._end_all()
        os.close(self._woken)
        os.close(self._wake)
        self._wake = -1

    def _advance(self, selector: selectors.BaseSelector) -> None:
        """Start the loader that is missing, and order the workers that are."""
        coming, serving = self._coming, self._serving
        if coming is not None and self._is_in_vain(coming):
            coming.finish()
            coming = self._coming = None
        if coming is None and time.monotonic() >= self._start_after:
            in_memory = self._missing()
            if in_memory is not None:
                coming = self._coming = Loader(self._target, self._limits, in_memory=in_memory)
                self._loaders.append(coming)
                selector.register(coming.control, selectors.EVENT_READ, coming)
        for loader in (coming, serving):
            if loader is not None:
                loader.order(self._limits.ready)

    def _is_in_vain(self, coming: Loader) -> bool:
        """Whether not to wait for a loader. One that comes soon may, though its snapshot is not the last any more.

        Who publishes more often than a loader starts would otherwise never see the graph change.
        """
        if coming.info.digest == self._target.digest:
            return False
        return bool(coming.failures) or coming.ending or (coming.in_memory and coming.info.size > QUICK_BYTES)

    def _missing(self) -> bool | None:
        """Tell whether a loader is missing that reads into memory (True) or from the disk (False), or none (None)."""
        target, serving = self._target, self._serving
        fits = target.digest not in self._unfit and target.size * MEMORY_PER_BYTE <= self._limits.store_bytes
        if serving is None or serving.info.digest != target.digest:
            return fits and target.size <= QUICK_BYTES
        if serving.in_memory or not fits:
            return None
        # The old graph leaves the memory before the new one takes its place.
        return True if len(self._loaders) == 1 else None

    def _hear(self, loader: Loader, selector: selectors.BaseSelector) -> None:
        told = loader.news()
        if told is None:
            selector.unregister(loader.control)
            self._lose(loader, loader.bury())
            return
        kind, worker, status = told
        with self._state:
            if kind is News.BORN and worker is not None:
                self._welcome(worker)
            elif kind is News.DEAD and worker is not None:
                self._turns.worker_ended(status)
                if status:
                    _log.info("A query worker ended with status %d.", status)
                if worker in self._turns.idle:
                    self._turns.idle.remove(worker)
                    worker.close()
            elif kind is News.BARREN:
                _log.error("A worker cannot open the snapshot %s.", loader.info.digest)
                if loader is self._coming and loader.failures >= MOST_FAILURES:
                    loader.finish()

    def _welcome(self, worker: Worker) -> None:
        """Put a new worker to work; the first one of a new loader makes the change to it."""
        loader = worker.loader
        if loader is self._coming:
            old, self._serving, self._coming = self._serving, loader, None
            self._turns.empty()
            if old is not None and old.busy == 0:
                old.finish()
            self._losses = 0
        if loader is not self._serving:
            worker.close()
            return
        self._turns.offer(worker)

    def _lose(self, loader: Loader, code: int) -> None:
        """A loader has ended: as it was told to, or it is tried again, after a while that grows."""
        with self._state:
            self._loaders.remove(loader)
            if loader is self._serving:
                self._serving = None
                self._turns.empty()
            elif loader is self._coming:
                self._coming = None
            elif loader.ending:
                return
            if loader.in_memory:
                self._unfit.add(loader.info.digest)
            self._losses += 1
            self._turns.restarts += 1
            self._start_after = time.monotonic() + min(2.0**self._losses / 8, 30.0)
            _log.warning("A loader ended with status %d; another one is started.", code)

    def _end_all(self) -> None:
        for loader in self._loaders:
            loader.finish()
        self._turns.empty()
        for loader in self._loaders:
            loader.bury()
        self._loaders.clear()
        self._serving = self._coming = None


def _too_slow(deadline: float) -> QueryTimeoutError:
    return QueryTimeoutError(f"The query took longer than {deadline:g} seconds: ask for less, or add LIMIT.")


def _ended() -> OverloadedError:
    return OverloadedError("The server is ending: come again soon.", retry_after=1)
