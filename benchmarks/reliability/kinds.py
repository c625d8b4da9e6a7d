"""The kinds of fault that are put into a running server, one function each, and how each is undone.

It judges nothing. A fault of the surroundings is brought about from outside, by signals, limits and moved files.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.endpoint.served import Server
from benchmarks.reliability.faulty import ERRORS
from scholargraph import store

THREADS: Final = ("query-pool", "query-heartbeat", "connections", "parent-watch", "lifeline")
"""The long-lived threads of the web process."""
CALLS: Final = 120
"""Within so many calls of a thread the fault comes."""


@dataclass
class Subject:
    """The server that faults are put into: its site, its interpreter (a link), the pipe of its faults."""

    server: Server
    site: Path
    python: Path
    pipe: Path
    random: random.Random
    undo: list[Callable[[], object]] = field(default_factory=list)

    @property
    def snapshot(self) -> Path:
        """The folder of the current snapshot."""
        return store.Snapshots(self.site / ".scholargraph").require().path

    def loaders(self) -> list[int]:
        """Give the process ids of the loaders."""
        workers = set(self.server.workers())
        below = set(self.server.tree()) - workers - {self.server.process.pid, self.server.web()}
        return [number for number in below if b"sparql.loader" in _command(number)]

    def named(self, name: str) -> list[int]:
        """Give the process ids of a kind of child."""
        if name == "web process":
            return [self.server.web()]
        if name == "loader":
            return self.loaders()
        workers = self.server.workers()
        return workers if name == "all workers" else workers[:1]

    def done(self) -> int:
        """How many faults of threads have come about."""
        with suppress(OSError):
            return self.pipe.with_suffix(".done").stat().st_size
        return 0


Fault = Callable[[Subject], object]
CHILDREN: Final = ("web process", "loader", "a worker", "all workers")


def raising(thread: str, subject: Subject) -> None:
    """Have one of the next calls of a thread raise."""
    fault = {"thread": thread, "calls": subject.random.randrange(CALLS), "error": subject.random.choice([*ERRORS])}
    with subject.pipe.open("w", encoding="utf-8") as told:
        told.write(json.dumps(fault) + "\n")


def signalled(number: signal.Signals, child: str, subject: Subject) -> None:
    """Send a signal to a kind of child; what was only stopped, and not replaced, goes on in the end."""
    for process in subject.named(child):
        with suppress(ProcessLookupError):
            os.kill(process, number)
        if number is signal.SIGSTOP:
            subject.undo.append(partial(_signal, process, signal.SIGCONT))


def descriptors(child: str, subject: Subject) -> None:
    """Let a process open no more files and sockets."""
    for process in subject.named(child):
        used = len(list(Path(f"/proc/{process}/fd").iterdir()))
        _limit(subject, process, resource.RLIMIT_NOFILE, used)


def disk_full(subject: Subject) -> None:
    """Let no process of the server write to any file: neither its log nor memory that is like a file."""
    for process in subject.server.tree():
        _limit(subject, process, resource.RLIMIT_FSIZE, 0)


def gone(path: Callable[[Subject], Path], subject: Subject) -> None:
    """Take a file or folder away."""
    there = path(subject)
    away = there.with_name(f"{there.name}.away")
    there.rename(away)
    subject.undo.append(partial(_put_back, away, there))


def both(*faults: Fault) -> Fault:
    """Make one fault of several at once."""
    return lambda subject: [fault(subject) for fault in faults]


def _limit(subject: Subject, process: int, kind: int, soft: int) -> None:
    with suppress(ProcessLookupError):
        before = resource.prlimit(process, kind)
        resource.prlimit(process, kind, (soft, before[1]))
        subject.undo.append(partial(_restore, process, kind, before))


def _restore(process: int, kind: int, before: tuple[int, int]) -> None:
    with suppress(ProcessLookupError):
        resource.prlimit(process, kind, before)


def _signal(process: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, number)


def _put_back(away: Path, there: Path) -> None:
    if away.exists() and not there.exists():
        away.rename(there)


def _command(number: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{number}/cmdline").read_bytes()
    return b""


_KILL: Final = partial(partial, signalled, signal.SIGKILL)
_PYTHON: Final = partial(gone, lambda subject: subject.python)
_SNAPSHOT: Final = partial(gone, lambda subject: subject.snapshot)


def _file(name: str) -> Fault:
    return partial(gone, lambda subject: subject.snapshot / name)


KINDS: Final[Mapping[str, Fault]] = {
    **{f"an error in {thread}": partial(raising, thread) for thread in THREADS},
    **{f"{child} killed": _KILL(child) for child in CHILDREN},
    **{f"{child} stopped": partial(signalled, signal.SIGSTOP, child) for child in CHILDREN},
    "no descriptors": partial(descriptors, "web process"),
    "no descriptors, all workers killed": both(partial(descriptors, "web process"), _KILL("all workers")),
    "no descriptors, loader killed": both(partial(descriptors, "web process"), _KILL("loader")),
    "no descriptors in the loader, a worker killed": both(partial(descriptors, "loader"), _KILL("a worker")),
    "executable gone, loader killed": both(_PYTHON, _KILL("loader")),
    "executable gone, web process killed": both(_PYTHON, _KILL("web process")),
    "snapshot gone": _SNAPSHOT,
    "snapshot gone, loader killed": both(_SNAPSHOT, _KILL("loader")),
    "snapshot gone, web process killed": both(_SNAPSHOT, _KILL("web process")),
    "store gone": _file(store.STORE),
    "listings gone": _file("listings.sqlite"),
    "listings gone, web process killed": both(_file("listings.sqlite"), _KILL("web process")),
    "search gone": _file("search.sqlite"),
    "disk full": disk_full,
    "disk full, all workers killed": both(disk_full, _KILL("all workers")),
    "disk full, web process killed": both(disk_full, _KILL("web process")),
}
"""What a fault is called → how it is brought about."""
