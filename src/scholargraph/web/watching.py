"""The thread that looks after the snapshot that is served, between requests: its pointer, its files, and what is in them.

It decides nothing: `current` does. It does not end, whatever happens in one of its rounds.
"""

from __future__ import annotations

import logging
import threading
from typing import Final

from scholargraph.errors import SnapshotError
from scholargraph.web.current import Current

CHECK_SECONDS: Final = 3600.0
"""How often the files of the snapshot are read and compared with their digests, though nobody has touched them."""
LOOK_SECONDS: Final = 2.0
"""How often it is seen to whether somebody has."""
WORK_SECONDS: Final = 0.1
REST_SECONDS: Final = 0.2
"""A check works and rests in turn: it takes a third of a processor, and leaves the disk to others."""

_log: Final = logging.getLogger(__name__)


def watch(current: Current, *, every: float = CHECK_SECONDS, stop: threading.Event | None = None) -> threading.Thread:
    """Start the thread. It ends with its process, or when it is told to stop."""
    ended = stop or threading.Event()
    thread = threading.Thread(target=_watch, args=(current, every, ended), name="snapshot-watch", daemon=True)
    thread.start()
    return thread


def _watch(current: Current, every: float, stop: threading.Event) -> None:
    pause = REST_SECONDS
    while not stop.wait(pause):
        pause = LOOK_SECONDS
        try:
            if current.attend(every, WORK_SECONDS):
                pause = REST_SECONDS
        except SnapshotError:
            pass  # there is nothing to be served, which requests, /readyz and the log have said
        except Exception:  # noqa: BLE001 - the thread goes on, whatever it was
            _log.exception("The snapshot could not be looked after; it is tried again.")
