"""The loader: a process with one snapshot that forks query workers, from memory copy-on-write or each with the disk open.

It is started by exec, so it has none of its parent's threads, and it has no thread of its own when it forks. It answers
no query, and it ends, with all its workers, when its parent does.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, NamedTuple

from scholargraph.errors import ScholarGraphError
from scholargraph.sparql import confinement, copies, wire
from scholargraph.sparql.limits import MIB
from scholargraph.sparql.wire import News
from scholargraph.sparql.worker import answer_all
from scholargraph.store import Info, Reader

OPENING_SECONDS: Final = 20.0
"""How long a worker may take to open the snapshot, beside its copy of the graph."""
COPYING: Final = 128 * MIB
"""Bytes of the graph that a worker copies in a second at least; ten times as many are usual."""

_READY: Final = b"+"
UNFIT: Final = 3
"""The exit code of a loader whose graph does not fit into memory."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a loader is started with: the snapshot, from where it is read, and what it and a worker may take in bytes."""

    path: str
    in_memory: bool
    store_bytes: int
    worker_bytes: int
    copies: int
    """How many workers are to have a copy of the graph in memory of their own."""

    @property
    def info(self) -> Info:
        """The snapshot."""
        return Info(Path(self.path), {})


def command(plan: Plan, control: int) -> list[str]:
    """Give the command line that starts a loader with the control socket as an inherited descriptor."""
    # -P: a module in the working directory must not stand in for one of ours.
    return [sys.executable, "-P", "-m", __name__, str(control), json.dumps(asdict(plan))]


def main(arguments: list[str]) -> int:
    """Run a loader until its parent closes the control socket; give the exit code."""
    control = socket.socket(fileno=int(arguments[0]))
    plan = Plan(**json.loads(arguments[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then ends us
    confinement.leave_no_core()
    confinement.leave_the_network()
    import pyoxigraph  # noqa: F401 - now, not in every worker

    try:
        reader = _load(plan) if plan.in_memory else None
    except (MemoryError, ScholarGraphError) as error:
        with suppress(OSError):  # the log may be on a disk that is full
            sys.stderr.write(
                f"scholargraph: the graph stays on the disk: {str(error) or 'it does not fit into memory'}\n"
            )
        return UNFIT
    gc.collect()
    ranges = copies.present() if reader else ()
    copies.make(ranges)  # huge pages: a fork, which copies the list of pages, takes a tenth of the time
    gc.freeze()  # what is not looked at by the garbage collector stays shared
    with suppress(ConnectionError):  # the parent has ended
        _Loader(control, plan, reader, ranges).run()
    return 0


def _load(plan: Plan) -> Reader:
    """Read the graph into memory. Raises MemoryError where it takes more than it may."""
    before = confinement.resident()
    reader = Reader.in_memory(plan.info)
    if confinement.resident() - before > plan.store_bytes:
        raise MemoryError(f"it takes more than {plan.store_bytes // MIB:,} MiB")
    return reader


class _Opening(NamedTuple):
    """A worker that opens the snapshot: its number, our end, since when, and the room for its answers."""

    child: int
    end: socket.socket
    since: float
    room: int | None


class _Loader:
    """Forks workers on demand and buries them. It never waits for one of them alone."""

    def __init__(self, control: socket.socket, plan: Plan, reader: Reader | None, ranges: copies.Ranges) -> None:
        self.control = control
        self.plan = plan
        self.reader = reader
        self.children: set[int] = set()
        self.copying: set[int] = set()
        """The children that have a copy of the graph, or make it."""
        self.opening: dict[int, _Opening] = {}
        """Workers that open the snapshot, by the descriptor of our end."""
        self.held = confinement.resident() if reader else 0
        """Bytes of the graph in memory, nearly; each worker may come to have a copy of it."""
        self.ranges = ranges
        """What a copy of the graph is made of."""
        self.introduced = False
        self.behind = 0
        """Workers to make once the first one is introduced."""
        self.number = os.getpid()
        self.poll = select.poll()

    def run(self) -> None:
        """Serve the control socket until it ends."""
        woken, wake = os.pipe()
        os.set_blocking(woken, False)
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self.poll.register(self.control, select.POLLIN)
        self.poll.register(woken, select.POLLIN)
        self.tell(News.READY, self.held // MIB)
        while True:
            ready = {descriptor for descriptor, _ in self.poll.poll(1000 if self.opening else None)}
            if woken in ready:
                os.read(woken, 4096)
                self.bury()
            for descriptor in ready & self.opening.keys():
                self.introduce(descriptor)
                self.introduced = True
            while self.introduced and self.behind:
                self.behind -= 1
                self.spawn(copying=False)
            self.lose_patience()
            if self.control.fileno() in ready:
                orders = self.control.recv(64)
                if not orders:
                    break
                for told in orders:
                    if told == wire.PING[0]:
                        self.tell(News.ALIVE)
                    else:
                        self.order()
        for child in self.children:
            os.kill(child, signal.SIGKILL)

    def tell(self, kind: News, number: int = 0, *, status: int = 0, along: tuple[int, ...] = ()) -> None:
        socket.send_fds(self.control, [wire.news(kind, number, status=status)], list(along))

    def bury(self) -> None:
        """Collect the children that have ended, and tell how."""
        for child in list(self.children):
            found, status = os.waitpid(child, os.WNOHANG)
            if found:
                self.children.discard(child)
                self.copying.discard(child)
                self.tell(News.DEAD, child, status=os.waitstatus_to_exitcode(status))

    def order(self) -> None:
        """Fork a worker, now or a little later.

        Until there is a worker, others answer, from the disk or another snapshot. One without a copy would be there first,
        and be slower than these.
        """
        copying = bool(self.ranges) and len(self.copying) < self.plan.copies and copies.room(self.held)
        if self.copying and not copying and not self.introduced:
            self.behind += 1
        else:
            self.spawn(copying=copying)

    def spawn(self, *, copying: bool) -> None:
        """Fork a worker. Without a descriptor or a process to spare there is none, and that is told."""
        try:
            ours, theirs = socket.socketpair()
        except OSError:
            self.tell(News.BARREN)
            return
        room = wire.make_room()
        with theirs:
            try:
                child = os.fork()
            except OSError:
                ours.close()
                _close(room)
                self.tell(News.BARREN)
                return
            if child == 0:
                self.work(theirs, ours, ranges=self.ranges if copying else (), room=room)
        self.children.add(child)
        if copying:
            self.copying.add(child)
        self.opening[ours.fileno()] = _Opening(child, ours, time.monotonic(), room)
        self.poll.register(ours, select.POLLIN)

    def introduce(self, descriptor: int) -> None:
        """Hand over the socket and the process of a worker that can be asked now, or tell that it never will."""
        child, ours, _, room = self.opening.pop(descriptor)
        self.poll.unregister(descriptor)
        with ours:
            process = self.process_of(child, ours)
            if process is None:
                _close(room)
                self.tell(News.BARREN)
                return
            try:
                along = (descriptor, process) if room is None else (descriptor, process, room)
                self.tell(News.BORN, child, status=child in self.copying, along=along)
            finally:
                os.close(process)
                _close(room)

    def process_of(self, child: int, end: socket.socket) -> int | None:
        """Give a descriptor of a worker that can be asked; None where it is none, or no descriptor is left to be had.

        Its number may be another process's by the time the pool wants to end it; a descriptor stays its own.
        """
        with suppress(OSError):
            if end.recv(1) == _READY and child in self.children:
                return os.pidfd_open(child)
        return None

    def lose_patience(self) -> None:
        """End workers that take too long to open the snapshot."""
        most = OPENING_SECONDS + self.held / COPYING
        for opening in self.opening.values():
            if opening.child in self.children and time.monotonic() - opening.since > most:
                os.kill(opening.child, signal.SIGKILL)

    def work(self, end: socket.socket, other: socket.socket, *, ranges: copies.Ranges, room: int | None) -> None:
        """Be a worker, and never come back."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGALRM):
                signal.signal(number, signal.SIG_DFL)
            confinement.die_with_parent(self.number)
            confinement.be_the_first_to_go()
            self.control.close()
            other.close()
            for another in self.opening.values():
                another.end.close()
                _close(another.room)
            nowhere = os.open(os.devnull, os.O_RDWR)
            os.dup2(nowhere, 2)  # an engine that aborts says so at length
            os.close(nowhere)
            reader = self.reader or Reader(self.plan.info)
            reader.open_index()
            copies.make(ranges)
            confinement.take_small_pages()
            worker_bytes = self.plan.worker_bytes
            growth = max(worker_bytes - confinement.resident(), worker_bytes // 2)
            confinement.limit_memory(growth)
            touched = confinement.Touched(has_copy=bool(ranges))
            if self.reader is not None:
                confinement.open_no_more_files()
            end.sendall(_READY)
            # Looking at all of the graph makes a copy of it this process's own: that is reckoned with.
            most_touched = self.held + worker_bytes // 2
            answer_all(end, reader, touched=touched, most_touched=most_touched, growth=growth, room=room)
            code = 0
        finally:
            os._exit(code)


def _close(descriptor: int | None) -> None:
    if descriptor is not None:
        os.close(descriptor)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
