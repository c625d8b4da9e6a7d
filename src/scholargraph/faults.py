"""Errors of others (the system, SQLite, memory, our own faults) as errors of the one tree, each a sentence with a remedy.

It catches nothing; whoever must not let an error pass asks it what to say.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import traceback
from typing import Final

from scholargraph.errors import InternalError, Place, ScholarGraphError, SnapshotError

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_SQLITE_NO_ROOM: Final = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})
"""What SQLite says where it cannot write: the lower byte of its extended codes (https://sqlite.org/rescode.html)."""
_MAY_NOT: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_LONGEST: Final = 300
"""How many characters of somebody else's words are repeated."""


def named(error: BaseException, place: Place | None = None) -> ScholarGraphError:
    """Say of any error what it is, in one sentence; one of ours stays as it is. `place` is where it was met, at least."""
    if isinstance(error, ScholarGraphError):
        return error
    if isinstance(error, OSError):
        return _of_system(error, place)
    if isinstance(error, sqlite3.Error):
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        if code in _SQLITE_NO_ROOM:
            return SnapshotError(f"The index cannot be written ({error}): make room on the disk.", place)
        return SnapshotError(f"The index cannot be written or read ({error}): publish again.", place)
    if isinstance(error, MemoryError):
        return InternalError("There is not enough memory for this: free some, or make the source smaller.", place)
    if isinstance(error, RecursionError):
        return InternalError(f"Something is nested too deep to be read ({_origin(error)}): flatten it.", place)
    words = f"{type(error).__name__}: {error}"[:_LONGEST].rstrip(": ")
    return InternalError(f"This is a fault of ours ({words}; {_origin(error)}): report it.", place)


def _of_system(error: OSError, place: Place | None) -> ScholarGraphError:
    reason = error.strerror or str(error) or type(error).__name__
    where = Place(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else place
    if error.errno in _NO_ROOM:
        return SnapshotError(f"This cannot be written ({reason}): make room on the disk.", where)
    if error.errno in _MAY_NOT:
        return SnapshotError(f"This cannot be written or read ({reason}): give the permission.", where)
    return InternalError(f"This cannot be written or read ({reason}): correct it, then try again.", where)


def _origin(error: BaseException) -> str:
    """Give the line of our code where an error arose, or of whatever raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if f"{os.sep}scholargraph{os.sep}" in frame.filename]
    for frame in (ours or frames)[-1:]:
        _, _, path = frame.filename.rpartition(f"{os.sep}scholargraph{os.sep}")
        return f"{path}:{frame.lineno}"
    return "nowhere"
