"""A worker's own copy of the graph in memory: made at once, before any query, not page by page while queries wait for it.

A forked worker shares the graph with its loader until it writes to a page, and the engine counts references wherever it
looks: each page that a query touches first is a fault and a copy. That is most of the time of a point query (four fifths were
measured), and it goes on until the worker has touched everything. The copy is in huge pages where the system has them: the
engine looks here and there in gigabytes, and much of what that costs is finding the page. Nothing here is needed for right
answers; where the system is not Linux 5.14 or newer, nothing is done.
"""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from scholargraph.sparql.confinement import LIBC, PAGE

Ranges = tuple[tuple[int, int], ...]
"""Stretches of memory: where each begins, and its bytes."""

_MAPS: Final = Path("/proc/self/maps")
_PAGES: Final = Path("/proc/self/pagemap")
_ENTRY: Final = 8
_PRESENT: Final = 0x80
"""In the last byte of a page's entry (proc_pid_pagemap(5)): it is in memory."""
HUGE: Final = 2 << 20
"""Bytes of a huge page of the usual machines."""
STRETCH: Final = 64 << 20
"""Bytes that are looked at, and copied, in one go: some ten milliseconds."""
NICENESS: Final = 10
"""A tenth of a core where everything else is busy: behind the pages and queries, and not for ever."""
_POPULATE_WRITE: Final = 23
"""MADV_POPULATE_WRITE of madvise(2): make pages writable, which breaks their sharing."""
_COLLAPSE: Final = 25
"""MADV_COLLAPSE of madvise(2): put what these pages hold into a huge page of this process's own."""


def present() -> Ranges:
    """Give the stretches of this process's writable memory that hold anything; none where it cannot be told."""
    found: list[tuple[int, int]] = []
    with suppress(OSError), _PAGES.open("rb", buffering=0) as pages:
        for line in _MAPS.read_text(encoding="utf-8", errors="replace").splitlines():
            bounds, permissions, _, _, inode, *name = line.split(maxsplit=5)
            if permissions != "rw-p" or inode != "0" or name == ["[stack]"]:
                continue
            begin, end = (int(bound, 16) for bound in bounds.split("-"))
            for start in range(begin - begin % STRETCH, end, STRETCH):
                found += _held(pages, max(start, begin), min(start + STRETCH, end))
    return tuple(found)


def _held(pages: BinaryIO, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Give what holds anything of a part of the memory, cut where huge pages may begin."""
    pages.seek(begin // PAGE * _ENTRY)
    entries = pages.read((end - begin) // PAGE * _ENTRY)
    since = None
    at = begin
    while at < end:
        after = min(at - at % HUGE + HUGE, end)
        first, last = ((bound - begin) // PAGE * _ENTRY for bound in (at, after))
        if not any(mark & _PRESENT for mark in entries[first + _ENTRY - 1 : last : _ENTRY]):
            if since is not None:
                yield since, at - since
            since = None
        elif since is None:
            since = at
        at = after
    if since is not None:
        yield since, end - since


def room(size: int) -> bool:
    """Whether the machine has so many bytes to spare, and as many again."""
    with suppress(OSError, ValueError):
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024 > 2 * size
    return False


def make(ranges: Ranges) -> None:
    """Make these stretches this process's own; some seconds for gigabytes, behind what others have to do."""
    if LIBC is not None and ranges:
        # A thread that steps back cannot come forward again; the process's first one is to answer.
        aside = threading.Thread(target=_make, args=(ranges,), name="copy")
        with suppress(RuntimeError):  # no thread is to be had: then pages are copied as they are written to
            aside.start()
            aside.join()


def _make(ranges: Ranges) -> None:
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
    for start, size in ranges:  # what is not there any more, or cannot be had, is no matter
        # A huge page that is shared is one already, as the kernel sees it: the first small page that is written cuts it up.
        for block in range(start + -start % HUGE, start + size, HUGE):
            _advise(block, PAGE, _POPULATE_WRITE)
        _advise(start, size, _COLLAPSE)
        _advise(start, size, _POPULATE_WRITE)


def _advise(start: int, size: int, advice: int) -> None:
    if LIBC is not None:
        LIBC.madvise(ctypes.c_size_t(start), ctypes.c_size_t(size), advice)
