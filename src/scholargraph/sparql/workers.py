"""The pool of query workers, as the web process sees it: ask, and whatever the query does, only its worker dies of it.

It never forks and never opens a store: a loader started by exec does, and hands its workers over. A new snapshot gets a
new loader; the old one answers until the new one can. A large graph is read from the disk until it is in memory. The
processes are looked after by `keeper` and `heartbeat`.
"""

from __future__ import annotations

import signal
import threading
import time
from dataclasses import dataclass
from typing import Final

from scholargraph.errors import OverloadedError, QueryError, QueryTimeoutError, WorkerLostError
from scholargraph.formats import JSON, Format
from scholargraph.sparql import wire
from scholargraph.sparql.budget import Use
from scholargraph.sparql.heartbeat import Heartbeat
from scholargraph.sparql.keeper import Keeper
from scholargraph.sparql.limits import Limits
from scholargraph.sparql.long_queries import LongQueries
from scholargraph.sparql.pool_figures import PoolFigures, figures
from scholargraph.sparql.processes import Worker, is_stopped
from scholargraph.sparql.turns import Turns
from scholargraph.sparql.waiting import WaitingRoom
from scholargraph.sparql.worker import too_much_memory
from scholargraph.store import Dataset, Info

GRACE_SECONDS: Final = 0.5
"""How long after its deadline a worker, which then ends by itself, is waited for before it is ended."""
FUNERAL_SECONDS: Final = 1.0
"""How long the loader may take to say of what a worker died."""
AT_ONCE_SECONDS: Final = 0.1
"""A worker that is ended from outside in less than this had no time to be ended for what it was asked."""
PROOF_SECONDS: Final = 1.0
"""How long a worker's answer proves that queries are answered."""
PROOF_DEADLINE: Final = 2.0
"""Seconds within which a free worker answers `PROOF`, or is replaced."""
PROOF: Final = "ASK { ?subject ?predicate ?object }"
"""What a worker is asked to see whether it answers: it looks into the graph, and takes no longer in a large one."""

_FROM_OUTSIDE: Final = frozenset({-signal.SIGKILL, -signal.SIGTERM})


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
        self._state = threading.Lock()
        self._turns = Turns(limits, room)
        self._long = LongQueries(limits)
        self._keeper = Keeper(info, limits, turns=self._turns, state=self._state)
        self._heartbeat = Heartbeat(self._keeper, self._turns, state=self._state, exercise=self._exercise)
        self._answered = 0.0
        """When a worker answered last."""
        self._closed = False

    # ---------------------------------------------------------------------------------------------------- for queries

    @property
    def digest(self) -> str:
        """The snapshot that is answered from, or that will be."""
        serving = self._keeper.serving
        return (serving.info if serving else self._keeper.target).digest

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
            self._answered = worker.answered = time.monotonic()
            return answer, not retiring
        if worker.halted:
            return None, False
        lasted = time.monotonic() - began
        if worker.fate is None:
            worker.ended.wait(FUNERAL_SECONDS)
        from_outside = worker.status in _FROM_OUTSIDE or (
            worker.status is None and worker.ended.is_set()
        )  # its loader's end
        if worker.fate is None and from_outside and lasted < AT_ONCE_SECONDS:
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
            self._keeper.nudge()

    def _give_back(self, worker: Worker, use: Use, *, whole: bool) -> None:
        whole = whole and not worker.aside
        if not whole:
            worker.kill()
        with self._state:
            self._long.remove(worker)
            self._turns.done(worker, use)
            loader = worker.loader
            loader.busy -= 1
            serving = self._keeper.serving
            if whole and loader is serving and not worker.ended.is_set():
                self._turns.offer(worker)
                return
            if loader is not serving and loader.busy == 0:
                loader.finish()
        worker.close()

    # ------------------------------------------------------------------------------------------------- for the server

    def start(self) -> None:
        """Start the processes now, not with the first question. Raises OverloadedError where that is not possible."""
        with self._state:
            self._start()

    def ready(self) -> bool:
        """Whether there are workers, idle or busy."""
        with self._state:
            self._start()
            serving = self._keeper.serving
            return serving is not None and bool(serving.workers)

    def trouble(self) -> str | None:
        """Have a worker answer a real question, and say why none could; None where one has just answered, or answers now.

        Workers that are all busy are none: each has its deadline. Nobody's budget is charged.
        """
        found: str | None = None
        for _ in range(self._limits.ready + 1):
            with self._state:
                if self._closed:
                    return _ended().message
                self._start()
                trouble = self._keeper.trouble()
                if trouble is not None:
                    return trouble
                if time.monotonic() - self._answered < PROOF_SECONDS:
                    return None
                if not self._turns.idle:
                    busy = any(loader.busy for loader in self._keeper.loaders)
                    return None if busy else found or "No query worker is free."
                worker = self._turns.idle[-1]
                use = self._borrow(worker)
            found = self._prove(worker, use)
            if found is None:
                return None
        return found

    def switch(self, info: Info) -> None:
        """Answer from another snapshot as soon as that can be done; until then the old one goes on answering."""
        if info.digest != self._keeper.target.digest:
            with self._state:
                self._keeper.switch(info)

    def discard(self, digest: str) -> None:
        """Give no more answers from a snapshot, not even until another one is loaded: it was found damaged."""
        with self._state:
            self._keeper.discard(digest)

    def figures(self) -> PoolFigures:
        """Give what the processes are doing."""
        with self._state:
            loaders = tuple(self._keeper.loaders)
            workers = [worker for loader in loaders for worker in tuple(loader.workers.values())]
        return figures(self._turns, loaders, workers)

    def close(self) -> None:
        """End all processes. Queries that are under way fail."""
        with self._state:
            self._closed = True
            self._keeper.nudge()
            self._turns.close(_ended())
        self._heartbeat.close()
        self._keeper.close()

    def _start(self) -> None:
        if not self._closed:
            self._keeper.start()
            self._heartbeat.start()

    # ---------------------------------------------------------------------------------------------- for the heartbeat

    def _exercise(self, worker: Worker) -> None:
        """Have a worker that is free answer a question; one that cannot is replaced."""
        with self._state:
            if worker not in self._turns.idle:
                return
            use = self._borrow(worker)
        self._prove(worker, use)

    def _borrow(self, worker: Worker) -> Use:
        use = Use("health")
        self._turns.borrow(worker, use)
        return use

    def _prove(self, worker: Worker, use: Use) -> str | None:
        """Ask a worker that was borrowed, and say what is wrong with it."""
        question = wire.Question(PROOF, self._base, JSON, Dataset(), 1, 1024, PROOF_DEADLINE)
        answer: bytes | QueryError | None = None
        whole = False
        try:
            if not is_stopped(worker.number):  # one that is stopped need not be waited for
                answer, whole = self._talk(worker, question)
                whole = whole and isinstance(answer, bytes)
        finally:
            self._give_back(worker, use, whole=whole)
        if isinstance(answer, bytes):
            return None
        return "A query worker did not answer a simple question." if answer is None else answer.message


def _too_slow(deadline: float) -> QueryTimeoutError:
    return QueryTimeoutError(f"The query took longer than {deadline:g} seconds: ask for less, or add LIMIT.")


def _ended() -> OverloadedError:
    return OverloadedError("The server is ending: come again soon.", retry_after=1)
