"""The endpoint's processes as the web process holds them: a loader by its control socket, a worker by its own two ends.

It decides nothing: which loader serves, and what becomes of a worker, is the pool's business.
"""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from scholargraph.errors import QueryError
from scholargraph.sparql import loader, wire
from scholargraph.sparql.confinement import LAST, PAGE
from scholargraph.sparql.limits import MIB, Limits
from scholargraph.sparql.wire import NEWS_SIZE, News
from scholargraph.store import Info

END_SECONDS: Final = 3.0
"""How long a loader may take to end before it is killed."""


class Worker:
    """A query worker. Whoever has it (the pool while it is idle, one query while it is busy) may close it, once."""

    __slots__ = ("_patience", "aside", "copy", "end", "ended", "fate", "loader", "number", "process", "room", "status")

    def __init__(
        self, loader: Loader, number: int, end: socket.socket, process: int, *, room: int | None, has_copy: bool
    ) -> None:
        self.loader = loader
        self.copy = has_copy
        """Whether it has a copy of the graph in memory: then it is the quicker one."""
        self.number = number
        self.end = end
        self.process = process
        self.room = room
        """Where its long answers are; a descriptor."""
        self.aside = False
        """Whether it answers a long query: another worker has taken its place, and it ends with its answer."""
        self.fate: QueryError | None = None
        """Why we ended it, where it was for the sake of others."""
        self.ended = threading.Event()
        self.status: int | None = None
        """The exit status, a negative signal or None where nobody knows; once `ended` is set."""
        self._patience = 0.0

    def wait_at_most(self, seconds: float) -> None:
        """Let reading or writing its end raise BlockingIOError after so long.

        The kernel keeps the time: Python's own timeouts cost three system calls for every question.
        """
        if seconds != self._patience:
            self._patience = seconds
            whole, rest = divmod(seconds, 1)
            told = struct.pack("@ll", int(whole), int(rest * 1e6))
            self.end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, told)
            self.end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, told)

    def kill(self) -> None:
        """End it now, whatever it does."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.process, signal.SIGKILL)

    def end_for(self, reason: QueryError) -> None:
        """End it now, for a reason that its client is told."""
        self.fate = self.fate or reason
        self.kill()

    def set_aside(self) -> None:
        """Put it behind all others. A process cannot come back from there, so it answers no other query."""
        self.aside = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.number, LAST)

    def own_bytes(self) -> int:
        """Give the bytes of memory that are its alone, nearly; 0 where it cannot be told.

        With a copy of the graph that is all it has. Without, a page that it shares with the loader becomes its own when it
        writes to it, which is a fault. Who allocates and frees has more faults than memory, but never more memory of its
        own than it has in all.
        """
        try:
            fields = Path(f"/proc/{self.number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            return 0
        faults, resident = int(fields[7]), int(fields[21])
        return (resident if self.copy else min(faults, resident)) * PAGE

    def close(self) -> None:
        """Let go of it; an idle worker ends by that."""
        self.end.close()
        os.close(self.process)
        if self.room is not None:
            os.close(self.room)


class Loader:
    """A loader and what it was asked for. Only the keeper's thread reads its news; `busy` is guarded by the pool."""

    def __init__(self, info: Info, limits: Limits, *, in_memory: bool) -> None:
        self.info = info
        self.in_memory = in_memory
        self.workers: dict[int, Worker] = {}
        """All that live, by their process ids; the ones set aside, too."""
        self.held = 0
        """Bytes of the graph in its memory."""
        self.ordered = 0
        self.failures = 0
        self.busy = 0
        self.ending = False
        self.order_after = 0.0
        """When a worker may be ordered again, after one could not be made."""
        self.control, theirs = socket.socketpair()
        plan = loader.Plan(
            str(info.path.resolve()),
            in_memory=in_memory,
            store_bytes=limits.store_bytes,
            worker_bytes=limits.worker_bytes,
            copies=limits.workers,
        )
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own program
                loader.command(plan, theirs.fileno()),
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    def order(self, wanted: int) -> None:
        """Ask for as many workers as are missing, beside those that are set aside."""
        aside = sum(worker.aside for worker in self.workers.values())
        missing = wanted + aside - len(self.workers) - self.ordered
        if missing > 0 and not self.ending and time.monotonic() >= self.order_after:
            self.ordered += missing
            with suppress(OSError):  # it has ended, and its news will say so
                self.control.sendall(wire.SPAWN * missing)

    def news(self) -> tuple[News, Worker | None, int] | None:
        """Read one message: what happened, to which worker, and its status; None at the loader's end."""
        try:
            data, along, _, _ = socket.recv_fds(self.control, NEWS_SIZE, 3)
        except OSError:
            return None
        if not data:
            return None
        kind, number, status = wire.read_news(data)
        worker = None
        if kind is News.READY:
            self.held = number * MIB
        if kind is News.BORN:
            self.ordered -= 1
            self.failures = 0
            end, process, *room = along
            worker = self.workers[number] = Worker(
                self,
                number,
                socket.socket(fileno=end),
                process,
                room=room[0] if room else None,
                has_copy=bool(status),
            )
        elif kind is News.BARREN:
            self.ordered -= 1
            self.failures += 1
            self.order_after = time.monotonic() + min(2.0**self.failures / 4, 30.0)
        elif kind is News.DEAD:
            worker = self.workers.pop(number, None)
            if worker is not None:
                worker.status = status
                worker.ended.set()
        return kind, worker, status

    def finish(self) -> None:
        """Tell it to end, with its workers."""
        self.ending = True
        with suppress(OSError):
            self.control.shutdown(socket.SHUT_WR)

    def bury(self) -> int:
        """Wait for its end, killing it if that takes long; give its exit code. Nobody waits for its workers any more."""
        try:
            code = self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        self.control.close()
        for worker in self.workers.values():
            worker.ended.set()
        return code
