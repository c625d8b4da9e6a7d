"""A worker's own copy of the graph in memory: made at once and aside, not page by page while queries wait for it.

A forked worker shares the graph with its loader until it writes to a page, and the engine counts references wherever it
looks: each page that a query touches first is a fault and a copy. That is most of the time of a point query (four fifths were
measured), and it goes on until the worker has touched everything. Nothing here is needed for right answers; where the
system is not Linux 5.14 or newer, nothing is done.
"""

from __future__ import annotations

import ctypes
import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import Final

from scholargraph.sparql.confinement import LAST, LIBC, PAGE

Ranges = tuple[tuple[int, int], ...]
"""Stretches of memory: where each begins, and its bytes."""

_MAPS: Final = Path("/proc/self/maps")
_PAGES: Final = Path("/proc/self/pagemap")
_ENTRY: Final = 8
_PRESENT: Final = 0x80
"""In the last byte of a page's entry (proc_pid_pagemap(5)): it is in memory."""
_STRETCH: Final = 1 << 20
"""Bytes that are looked at, and copied, in one go: some hundred microseconds."""
_POPULATE_WRITE: Final = 23
"""MADV_POPULATE_WRITE of madvise(2): make pages writable, which breaks their sharing."""


def present() -> Ranges:
    """Give the stretches of this process's writable memory that hold anything; none where it cannot be told."""
    found: list[tuple[int, int]] = []
    with suppress(OSError), _PAGES.open("rb", buffering=0) as pages:
        for line in _MAPS.read_text(encoding="utf-8", errors="replace").splitlines():
            bounds, permissions, _, _, inode, *name = line.split(maxsplit=5)
            if permissions != "rw-p" or inode != "0" or name == ["[stack]"]:
                continue
            begin, end = (int(bound, 16) for bound in bounds.split("-"))
            for start in range(begin, end, _STRETCH):
                size = min(_STRETCH, end - start)
                pages.seek(start // PAGE * _ENTRY)
                entries = pages.read(size // PAGE * _ENTRY)
                if any(last & _PRESENT for last in entries[_ENTRY - 1 :: _ENTRY]):
                    found.append((start, size))
    return tuple(found)


def room(size: int) -> bool:
    """Whether the machine has so many bytes to spare, and as many again."""
    with suppress(OSError, ValueError):
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024 > 2 * size
    return False


def make(ranges: Ranges) -> None:
    """Make these stretches this process's own, in a thread behind all others; come back at once."""
    if LIBC is not None and ranges:
        threading.Thread(target=_make, args=(LIBC, ranges), name="copy", daemon=True).start()


def _make(libc: ctypes.CDLL, ranges: Ranges) -> None:
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LAST)
    for start, size in ranges:  # what is not there any more, or cannot be had, is no matter
        libc.madvise(ctypes.c_size_t(start), ctypes.c_size_t(size), _POPULATE_WRITE)
