"""What a process of the endpoint gives up: network, memory, files, its life after its parent's. Where Linux allows it.

Nothing here is needed for right answers; each step is one more wall behind the guard, and none raises where it is not to
be had.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_THP_DISABLE: Final = 41

LAST: Final = 19
"""The niceness of what may wait: it has what the pages and the quick queries leave."""
PAGE: Final = resource.getpagesize()
"""Bytes of a page of memory."""


def _libc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


LIBC: Final = _libc()


def leave_the_network() -> bool:
    """Move to a network of its own, which has not even a loopback that is up; tell whether that was allowed.

    The process must have one thread. Its children are there too.
    """
    if LIBC is None:
        return False
    return any(LIBC.unshare(flags) == 0 for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET))


def die_with_parent(parent: int) -> None:
    """End when the parent does, even when it is killed; at once if it has already gone."""
    if LIBC is not None:
        LIBC.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def leave_no_core() -> None:
    """Write no core file: it would be as large as the graph."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_memory(growth: int) -> None:
    """Let the address space grow by so many bytes and no further; allocation fails beyond."""
    most = address_space() + growth
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def open_no_more_files() -> None:
    """Let no further descriptor be opened: no file and no socket."""
    probe = os.open(os.devnull, os.O_RDONLY)
    os.close(probe)
    resource.setrlimit(resource.RLIMIT_NOFILE, (probe, probe))


def be_the_first_to_go() -> None:
    """Tell the kernel to end this process before others where memory runs out."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def take_small_pages() -> None:
    """Let what this process allocates or writes first from now on be pages of PAGE bytes, whatever the system prefers.

    It takes what it needs and no more, and each page that it takes is one fault, by which it can be told what it took.
    """
    if LIBC is not None:
        LIBC.prctl(_PR_SET_THP_DISABLE, 1, 0, 0, 0)


def address_space() -> int:
    """Give the bytes of address space that this process has; 0 where it cannot be told."""
    return _statm(0)


def resident() -> int:
    """Give the bytes of memory that this process has, shared ones too; 0 where it cannot be told."""
    return _statm(1)


def _statm(field: int) -> int:
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[field]) * PAGE
    except OSError:
        return 0


class Touched:
    """Tells how much memory a process has for itself; asking costs some microseconds, however large the process is.

    One that shares its memory has what it wrote to since now, each first time a fault; one with a copy of its own
    (`copies`) has all that it has. It opens its file now, as it may open none later.
    """

    def __init__(self, *, has_copy: bool) -> None:
        self._resident = os.open("/proc/self/statm", os.O_RDONLY) if has_copy else None
        self._before = self._faults()

    def size(self) -> int:
        """Give the bytes."""
        if self._resident is not None:
            return int(os.pread(self._resident, 128, 0).split()[1]) * PAGE
        return (self._faults() - self._before) * PAGE

    @staticmethod
    def _faults() -> int:
        used = resource.getrusage(resource.RUSAGE_SELF)
        return used.ru_minflt + used.ru_majflt
