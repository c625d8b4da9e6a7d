"""The thread that looks after the snapshot that is served, between requests: its pointer, its files, and what is in them.

It decides nothing: `current` does.
"""

from __future__ import annotations

import time
from typing import Final

from scholargraph.errors import SnapshotError
from scholargraph.threads import Supervised
from scholargraph.web.current import Current

CHECK_SECONDS: Final = 3600.0
"""How often the files of the snapshot are read and compared with their digests, though nobody has touched them."""
LOOK_SECONDS: Final = 2.0
"""How often it is seen to whether somebody has."""
WORK_SECONDS: Final = 0.1
REST_SECONDS: Final = 0.2
"""A check works and rests in turn: it takes a third of a processor, and leaves the disk to others."""


def watch(current: Current, *, every: float = CHECK_SECONDS) -> Supervised:
    """Start the thread. It ends with its process, or when it is told to stop."""
    thread = Supervised("snapshot-watch", _Watch(current, every), pause=REST_SECONDS)
    thread.start()
    return thread


class _Watch:
    """One round: a piece of the check that is under way, or, every two seconds, a look at whether there is to be one."""

    def __init__(self, current: Current, every: float) -> None:
        self._current = current
        self._every = every
        self._next = 0.0

    def __call__(self) -> None:
        if time.monotonic() < self._next:
            return
        try:
            under_way = self._current.attend(self._every, WORK_SECONDS)
        except SnapshotError:
            under_way = False  # there is nothing to be served, which requests, /readyz and the log have said
        if not under_way:
            self._next = time.monotonic() + LOOK_SECONDS
