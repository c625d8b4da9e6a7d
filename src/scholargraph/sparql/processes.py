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
PING_SECONDS: Final = 1.0
"""How often a loader is asked whether it is alive."""
SILENT_PINGS: Final = 4
"""How often in vain, before it is replaced. Not seconds: where this process did not run either, nothing can be told."""
LOADING_SECONDS: Final = 60.0
"""How long a loader may take to begin, beside reading the graph..."""
LOADING: Final = 2 * MIB
"""...of which it reads so many bytes in a second at least; twenty times as many are usual."""
MOST_PAUSE: Final = 5.0
"""Seconds after which a worker is ordered again, however often none could be made."""


def is_stopped(number: int) -> bool:
    """Whether a process is stopped (proc_pid_stat(5), state T or t), by a signal or a debugger: it does nothing then."""
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] in {"T", "t"}
    except (OSError, IndexError):
        return False


class Worker:
    """A query worker. Whoever has it (the pool while it is idle, one query while it is busy) may close it, once."""

    __slots__ = (
        "_patience",
        "_turn",
        "answered",
        "aside",
        "copy",
        "end",
        "ended",
        "fate",
        "halted",
        "loader",
        "number",
        "process",
        "room",
        "status",
    )

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
        self.answered = time.monotonic()
        """When it last answered, or came."""
        self.halted = False
        """Whether we ended it because somebody had stopped it: its query is not to blame, and another worker has it."""
        self._patience = 0.0
        self._turn = threading.Lock()
        """Held by who ends it or lets go of it."""

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
        """End it now, whatever it does. One that is closed ends by itself, and its descriptor may be another's by now."""
        with self._turn, suppress(ProcessLookupError):
            if not self.closed:
                signal.pidfd_send_signal(self.process, signal.SIGKILL)

    def end_for(self, reason: QueryError) -> None:
        """End it now, for a reason that its client is told."""
        self.fate = self.fate or reason
        self.kill()

    def replace(self) -> None:
        """End it because it does not run; who has asked it asks another one."""
        self.halted = True
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

    @property
    def closed(self) -> bool:
        """Whether it was let go of."""
        return self.end.fileno() < 0

    def close(self) -> None:
        """Let go of it; an idle worker ends by that."""
        with self._turn:
            if self.closed:
                return
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
        self.began = time.monotonic()
        self.loaded = False
        """Whether it has the graph, and hears what it is told."""
        self.unanswered = 0
        """How many times it was asked in vain whether it is alive."""
        self._ordered_at = 0.0
        self.control, theirs = socket.socketpair()
        plan = loader.Plan(
            str(info.path.resolve()),
            in_memory=in_memory,
            store_bytes=limits.store_bytes,
            worker_bytes=limits.worker_bytes,
            copies=limits.workers,
        )
        with theirs:
            try:
                self.process = subprocess.Popen(  # noqa: S603 - our own program
                    loader.command(plan, theirs.fileno()),
                    stdin=subprocess.DEVNULL,
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,
                )
            except BaseException:
                self.control.close()
                raise

    def order(self, wanted: int) -> None:
        """Ask for as many workers as are missing, beside those that are set aside."""
        now = time.monotonic()
        if self.ordered and now - self._ordered_at > 2 * (loader.OPENING_SECONDS + self.held / loader.COPYING):
            self.ordered = 0  # the loader has given up on them by now, whatever became of its news
        aside = sum(worker.aside for worker in self.workers.values())
        missing = wanted + aside - len(self.workers) - self.ordered
        if missing > 0 and not self.ending and now >= self.order_after:
            self.ordered += missing
            self._ordered_at = now
            with suppress(OSError):  # it has ended, and its news will say so
                self.control.sendall(wire.SPAWN * missing)

    def ping(self) -> None:
        """Ask whether it is alive."""
        self.unanswered += 1
        with suppress(OSError):  # it is ending
            self.control.send(wire.PING, socket.MSG_DONTWAIT)

    @property
    def silent(self) -> bool:
        """Whether it has not answered for so long that it hangs, or was stopped. Who reads a graph may take its time."""
        loading = (LOADING_SECONDS + self.info.size / LOADING) / PING_SECONDS
        return self.unanswered >= (SILENT_PINGS if self.loaded else loading)

    def news(self) -> tuple[News, Worker | None, int] | None:
        """Read one message: what happened, to which worker, and its status; None at the loader's end."""
        try:
            data, along, _, _ = socket.recv_fds(self.control, NEWS_SIZE, 3)
            kind, number, status = wire.read_news(data) if data else (None, 0, 0)
        except (OSError, ValueError, struct.error):  # what talks nonsense is as good as dead
            return None
        if kind is None:
            return None
        self.unanswered = 0
        worker = None
        if kind is News.READY:
            self.held = number * MIB
            self.loaded = True
        if kind is News.BORN:
            worker = self._introduced(number, along, has_copy=bool(status))
            kind = News.BARREN if worker is None else kind
        if kind in {News.BORN, News.BARREN}:
            self.ordered = max(self.ordered - 1, 0)
            self.failures = self.failures + 1 if kind is News.BARREN else 0
        if kind is News.BARREN:
            self.order_after = time.monotonic() + min(2.0**self.failures / 4, MOST_PAUSE)
        elif kind is News.DEAD:
            worker = self.workers.pop(number, None)
            if worker is not None:
                worker.status = status
                worker.ended.set()
        return kind, worker, status

    def _introduced(self, number: int, along: list[int], *, has_copy: bool) -> Worker | None:
        """Take over a worker. Where no descriptors were left, the kernel has dropped some: then it ends with its socket."""
        try:
            end, process, *room = along
            made = Worker(
                self, number, socket.socket(fileno=end), process, room=room[0] if room else None, has_copy=has_copy
            )
        except (OSError, ValueError):
            for descriptor in along:
                with suppress(OSError):
                    os.close(descriptor)
            return None
        self.workers[number] = made
        return made

    def finish(self) -> None:
        """Tell it to end, with its workers."""
        self.ending = True
        with suppress(OSError):
            self.control.shutdown(socket.SHUT_WR)

    def bury(self) -> int:
        """Wait for its end, killing it if that takes long; give its exit code. Nobody waits for its workers any more."""
        code = -signal.SIGKILL
        try:
            code = self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            with suppress(subprocess.TimeoutExpired):  # what the kernel cannot end, in a read that never comes back
                code = self.process.wait(END_SECONDS)
        self.control.close()
        for worker in self.workers.values():
            worker.ended.set()
        return code
