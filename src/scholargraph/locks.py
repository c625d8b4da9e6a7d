"""The locks of a site: whoever reads its ledger or sources to write what follows from them, or fetches for it, holds one alone.

The kernel lets go of it, however its holder ends.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from scholargraph.errors import BusyError, SnapshotError

Waiting = Callable[[str], None]
"""Is told once, in a sentence, that somebody else has the lock."""

PUBLISHING: Final = "publishing this site, or changing its keys"

_LOOK_SECONDS: Final = 0.1
_LONGEST_NUMBER: Final = 20


@contextmanager
def held(path: Path, waiting: Waiting, patience: float | None = None, *, doing: str = PUBLISHING) -> Iterator[None]:
    """Hold the lock of a file, which is made where it is not there; wait for whoever has it.

    `patience` is how many seconds at most; None is as long as it takes. `doing` is what its holder does, for people.

    Raises:
        BusyError: somebody else had it all the time.
        SnapshotError: the file can be neither made nor opened.
    """
    ends = None if patience is None else time.monotonic() + patience
    descriptor = _taken(path, waiting, ends, doing)
    try:
        with suppress(OSError):  # on a file system that cannot be written there is nobody to be told
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)
        yield
    finally:
        # Readers are forked and hold the same lock: it is let go of for them, too.
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)


def _taken(path: Path, waiting: Waiting, ends: float | None, doing: str) -> int:
    """Open the file and lock it, again where it was removed meanwhile: that lock would keep nobody out."""
    told = False
    while True:
        descriptor = _opened(path)
        try:
            if not _locked(descriptor):
                if not told:
                    waiting(_who(descriptor, doing))
                    told = True
                _wait(descriptor, ends, doing)
            with suppress(OSError):
                if os.fstat(descriptor).st_ino == path.stat().st_ino:
                    return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _opened(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        with suppress(OSError):  # a lock needs no right to write
            return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        raise SnapshotError(
            f"Nothing can be written in {path.parent} ({error.strerror or error}): make the folder writable."
        ) from error


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wait(descriptor: int, ends: float | None, doing: str) -> None:
    if ends is None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return
    while not _locked(descriptor):
        if time.monotonic() >= ends:
            raise BusyError(f"{_who(descriptor, doing)} It took too long: end that process, or try again later.")
        time.sleep(_LOOK_SECONDS)


def _who(descriptor: int, doing: str) -> str:
    try:
        number = os.pread(descriptor, _LONGEST_NUMBER, 0).decode("ascii").strip()
    except (OSError, UnicodeDecodeError):
        number = ""
    process = f" (process {number})" if number.isdecimal() else ""
    return f"Another command{process} is {doing}."
