"""The keeper of a pool's processes: one thread that starts loaders, hears of their workers, and replaces what has ended.

It answers no query. Nothing that goes wrong here ends it: what cannot be started is tried again after a while that grows,
and a worker that an error has left with nobody is ended, so that another one takes its place.
"""

from __future__ import annotations

import logging
import os
import select
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from typing import Final

from scholargraph.errors import OverloadedError
from scholargraph.sparql.limits import MIB, Limits
from scholargraph.sparql.loader import UNFIT
from scholargraph.sparql.long_queries import make_room
from scholargraph.sparql.processes import Loader, Worker
from scholargraph.sparql.turns import Turns
from scholargraph.sparql.wire import News
from scholargraph.store import Info
from scholargraph.threads import Supervised

QUICK_BYTES: Final = 16 * MIB
"""A dump of this size is in memory as soon as a worker would have it open on the disk."""
MEMORY_PER_BYTE: Final = 3
"""Bytes of memory that a byte of the dump takes (2.5 to 2.8 were measured)."""
TICK_SECONDS: Final = 0.25
"""How often what has failed is tried again."""
WATCHING_SECONDS: Final = 0.05
"""How often the memory of the workers is looked at while one is busy: it may take 1 GiB in a second."""
MOST_FAILURES: Final = 3
MOST_PAUSE: Final = 30.0
"""Seconds after which a loader is started again, however often it has ended..."""
START_PAUSE: Final = 2.0
"""...and after which it is where none could be started: that costs nothing, and passes with what is in the way of it."""
SETTLED_SECONDS: Final = 60.0
"""A loader that has lived so long did not end because its graph is too large for the memory."""
LAG_SECONDS: Final = 5.0
"""How long a snapshot may be the current one before its queries are answered; that a loader starts takes a second."""

_log: Final = logging.getLogger(__name__)


class Keeper:
    """The loaders of a pool: one that serves, and one that is to take its place.

    The state is guarded by the lock of the pool; only the thread of the keeper starts and hears loaders.
    """

    def __init__(self, info: Info, limits: Limits, *, turns: Turns, state: threading.Lock) -> None:
        self.target = info
        self.serving: Loader | None = None
        self.loaders: list[Loader] = []
        self.unfit: set[str] = set()
        """Digests of snapshots that turned out too large for the memory."""
        self.discarded: set[str] = set()
        """Digests of snapshots that turned out damaged."""
        self.losses = 0
        self._limits = limits
        self._turns = turns
        self._state = state
        self._coming: Loader | None = None
        self._start_after = 0.0
        self._behind_since: float | None = None
        """Since when another snapshot than the current one is answered from, without one that came between."""
        self._fault = ""
        """What the last loader ended of."""
        self._died_in_memory: Counter[str] = Counter()
        self._thread: Supervised | None = None
        self._woken, self._wake = -1, -1

    # ------------------------------------------------------------------------------------- for the pool, with its lock

    def start(self) -> None:
        """Start the thread, if it does not run yet.

        Raises:
            OverloadedError: the system gives no descriptor or no thread; the next one may try again.
        """
        if self._thread is not None:
            return
        try:
            if self._wake < 0:
                self._woken, self._wake = os.pipe()
                os.set_blocking(self._wake, False)
            thread = Supervised("query-pool", self._step)
            thread.start()
        except (OSError, RuntimeError) as error:
            _log.error("The query processes cannot be looked after (%s).", error)
            raise OverloadedError("The workers cannot be started: come again soon.", retry_after=1) from error
        self._thread = thread

    def switch(self, info: Info) -> None:
        """Answer from another snapshot as soon as that can be done; until then the old one goes on answering."""
        if info.digest != self.target.digest:
            self.target = info
            self._start_after = 0.0
            self.nudge()

    def discard(self, digest: str) -> None:
        """Give no more answers from a snapshot, not even until another one is loaded."""
        self.discarded.add(digest)
        serving = self.serving
        if serving is not None and serving.info.digest == digest:
            self.serving = None
            self._turns.empty()
            self._fault = f"the snapshot {digest} is damaged"
            if serving.busy == 0:
                serving.finish()
        self.nudge()

    def nudge(self) -> None:
        """Have the thread look at once."""
        if self._wake >= 0:
            with suppress(OSError):  # it is full of nudges
                os.write(self._wake, b"!")

    def trouble(self) -> str | None:
        """Say why no query is answered, or none from the current snapshot; None where all is well or will soon be."""
        serving, why = self.serving, f" ({self._fault})" if self._fault else ""
        if serving is None:
            return f"No query worker runs{why or ': they are being started'}."
        if self._behind_since is not None and time.monotonic() - self._behind_since > LAG_SECONDS:
            return f"Queries are answered from the snapshot {serving.info.digest}, not from {self.target.digest}{why}."
        if not serving.workers:
            return f"No query worker can be made{why}."
        return None

    # --------------------------------------------------------------------------------- for the pool, without its lock

    def close(self) -> None:
        """End the thread and all processes."""
        if self._thread is not None:
            self._thread.stop()
            self.nudge()
            self._thread.join()
        with self._state:
            for loader in self.loaders:
                loader.finish()
            self._turns.empty()
            for loader in self.loaders:
                loader.bury()
            self.loaders.clear()
            self.serving = self._coming = None
            if self._wake >= 0:
                os.close(self._woken)
                os.close(self._wake)
            self._woken = self._wake = -1

    # ------------------------------------------------------------------------------------------------- for the thread

    def _step(self) -> None:
        with self._state:
            self._advance()
            busy = any(loader.busy for loader in self.loaders)
            if busy:
                make_room(self.loaders, self._limits)
            loaders = tuple(self.loaders)
        for loader in self._with_news(loaders, WATCHING_SECONDS if busy else TICK_SECONDS):
            self._hear(loader)

    def _with_news(self, loaders: Sequence[Loader], seconds: float) -> Iterator[Loader]:
        """Wait until there is news, but no longer. There are three loaders at most; poll(2) needs no descriptor."""
        poll = select.poll()
        poll.register(self._woken, select.POLLIN)
        told = {loader.control.fileno(): loader for loader in loaders}
        for descriptor in told:
            if descriptor >= 0:  # one that is closed has ended, and was not taken off the list
                poll.register(descriptor, select.POLLIN)
        ready = {descriptor for descriptor, _ in poll.poll(0 if -1 in told else int(seconds * 1000))}
        if self._woken in ready:
            os.read(self._woken, 4096)
        yield from (loader for descriptor, loader in told.items() if descriptor in ready or descriptor < 0)

    def _advance(self) -> None:
        """Start the loader that is missing, and order the workers that are."""
        coming, serving = self._coming, self.serving
        if coming is not None and _is_in_vain(coming, self.target, self.discarded):
            coming.finish()
            coming = self._coming = None
        wanted = self.target.digest not in self.discarded
        if coming is None and wanted and time.monotonic() >= self._start_after:
            in_memory = self._missing()
            if in_memory is not None:
                coming = self._begin(in_memory=in_memory)
        for loader in self.loaders:
            if loader is coming or loader is serving:
                _end_strays(loader, self._turns)
                loader.order(self._limits.ready)
            elif not loader.busy and not loader.ending:
                loader.finish()
        if serving is None or serving.info.digest == self.target.digest:
            self._behind_since = None
        elif self._behind_since is None:
            self._behind_since = time.monotonic()

    def _begin(self, *, in_memory: bool) -> Loader | None:
        """Start a loader. It cannot be started while its program is replaced, or where descriptors or processes run out."""
        try:
            made = Loader(self.target, self._limits, in_memory=in_memory)
        except (OSError, RuntimeError, ValueError) as error:
            _log.debug("A loader cannot be started.", exc_info=error)
            reason = getattr(error, "strerror", None) or type(error).__name__  # the paths of a server are not public
            self._pause(f"a loader cannot be started: {reason}", most=START_PAUSE)
            return None
        self.loaders.append(made)
        self._coming = made
        return made

    def _pause(self, fault: str, *, most: float) -> None:
        self.losses += 1
        self._fault = fault
        self._start_after = time.monotonic() + min(2.0 ** min(self.losses, 16) / 8, most)
        if self.losses & (self.losses - 1) == 0:  # the first, second, fourth, ...
            _log.warning("No queries from %s yet: %s; it is tried again.", self.target.digest, fault)

    def _missing(self) -> bool | None:
        """Tell whether a loader is missing that reads into memory (True) or from the disk (False), or none (None)."""
        target, serving = self.target, self.serving
        fits = target.digest not in self.unfit and target.size * MEMORY_PER_BYTE <= self._limits.store_bytes
        if serving is None or serving.info.digest != target.digest:
            return fits and target.size <= QUICK_BYTES
        if serving.in_memory or not fits:
            return None
        # The old graph leaves the memory before the new one takes its place.
        return True if len(self.loaders) == 1 else None

    def _hear(self, loader: Loader) -> None:
        told = loader.news()
        if told is None:
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
                self._fault = f"a worker cannot be forked, or cannot open the snapshot {loader.info.digest}"
                _log.error("A worker cannot be forked, or cannot open the snapshot %s.", loader.info.digest)
                if loader is self._coming and loader.failures >= MOST_FAILURES:
                    loader.finish()

    def _welcome(self, worker: Worker) -> None:
        """Put a new worker to work; the first one of a new loader makes the change to it."""
        loader = worker.loader
        if loader is self._coming and loader.info.digest not in self.discarded:
            old, self.serving, self._coming = self.serving, loader, None
            self._turns.empty()
            if old is not None and old.busy == 0:
                old.finish()
            self.losses = 0
            self._behind_since = None
        if loader is not self.serving:
            worker.close()
            return
        self._fault = ""
        self._turns.offer(worker)

    def _lose(self, loader: Loader, code: int) -> None:
        """A loader has ended: as it was told to, or it is tried again, after a while that grows."""
        with self._state:
            if loader in self.loaders:
                self.loaders.remove(loader)
            if loader is self.serving:
                self.serving = None
                self._turns.empty()
            elif loader is self._coming:
                self._coming = None
            elif loader.ending:
                return
            if loader.in_memory:
                self._judge(loader, code)
            self._turns.restarts += 1
            self._pause(f"a loader ended with status {code}", most=MOST_PAUSE)

    def _judge(self, loader: Loader, code: int) -> None:
        """Read a graph from the disk that does not fit into memory: its loader says so, or ends again and again."""
        digest = loader.info.digest
        settled = time.monotonic() - loader.began > SETTLED_SECONDS
        self._died_in_memory[digest] = 1 if settled else self._died_in_memory[digest] + 1
        if code == UNFIT or self._died_in_memory[digest] >= MOST_FAILURES:
            self.unfit.add(digest)


def _end_strays(loader: Loader, turns: Turns) -> None:
    """End the workers that belong to nobody, as an error between two steps leaves them."""
    for worker in loader.workers.values():
        if not worker.closed and not turns.knows(worker):
            worker.kill()
            worker.close()


def _is_in_vain(coming: Loader, target: Info, discarded: AbstractSet[str]) -> bool:
    """Whether not to wait for a loader. One that comes soon may, though its snapshot is not the last any more.

    Who publishes more often than a loader starts would otherwise never see the graph change.
    """
    if coming.info.digest in discarded:
        return True
    if coming.info.digest == target.digest:
        return False
    return bool(coming.failures) or coming.ending or (coming.in_memory and coming.info.size > QUICK_BYTES)
