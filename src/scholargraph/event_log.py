"""Logs of events, one a line, as `name=value` or as JSON: in a file, which others may move away, or on standard error.

It decides nothing about what is written; what must not be (tokens, say) is the business of who writes. A log that cannot be
written to stops nobody: what is lost is counted.
"""

from __future__ import annotations

import json
import logging
import os
import re
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from scholargraph.service_settings import STANDARD_ERROR, LogFormat

LOOK_SECONDS: Final = 1.0
"""How often it is looked whether the file was moved away."""
COMPLAIN_SECONDS: Final = 60.0
"""How often it is said that a log cannot be written, at most."""
_MODE: Final = 0o640
_PLAIN: Final = re.compile(r"[!#-<>-\[\]-~]+")
"""A value that needs no quotation marks: printable ASCII without space, quotation mark, equals sign and backslash."""

Event = Mapping[str, object]

_log: Final = logging.getLogger(__name__)


def written(event: Event, form: LogFormat) -> bytes:
    """Write an event as a line, without what is None. Both formats are ASCII and hold no line break but the last one."""
    told = {name: value for name, value in event.items() if value is not None}
    if form is LogFormat.JSON:
        return json.dumps(told).encode("ascii") + b"\n"
    return " ".join(f"{name}={_value(value)}" for name, value in told.items()).encode("ascii") + b"\n"


def moment(seconds: float) -> str:
    """Write a time (seconds since 1970) in UTC, to the millisecond."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _value(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text)


class EventLog:
    """One log; any number of threads may write to it, and other processes to the same file. Each line is written at once."""

    def __init__(self, path: Path | None, form: LogFormat) -> None:
        """`path` is None for standard error."""
        self.lost = 0
        """Events that could not be written."""
        self._path = path
        self._form = form
        self._end = -1 if path is not None else 2
        self._file: tuple[int, int] | None = None
        self._looked = 0.0
        self._complained = 0.0
        self._turn = threading.Lock()

    def write(self, event: Event) -> None:
        """Write an event."""
        line = written(event, self._form)
        try:
            whole = os.write(self._opened(), line) == len(line)
        except OSError as error:
            self._lose(str(error))
        else:
            if not whole:
                self._lose("only a part of a line could be written")

    def open(self) -> None:
        """Open the file now. Raises OSError."""
        self._opened()

    def reopen(self) -> None:
        """Open the file anew with the next event, where another one has taken its name."""
        self._looked = 0.0

    def _opened(self) -> int:
        """Give the descriptor; of a file that was moved away or removed, another one. Raises OSError."""
        now = time.monotonic()
        if self._path is None or (self._end >= 0 and now - self._looked < LOOK_SECONDS):
            return self._end
        with self._turn:  # once a second: the others wait for a stat, or a file that is opened
            if self._end >= 0 and now - self._looked < LOOK_SECONDS:
                return self._end
            self._looked = now
            if self._end < 0 or self._file != _identity(self._path):
                self._path.parent.mkdir(parents=True, exist_ok=True)
                new = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, _MODE)
                found = os.fstat(new)
                self._file = (found.st_dev, found.st_ino)
                if self._end < 0:
                    self._end = new
                else:
                    # The number stays, so that who is about to write to it writes to the new file.
                    os.dup2(new, self._end, inheritable=False)
                    os.close(new)
            return self._end

    def _lose(self, reason: str) -> None:
        now = time.monotonic()
        with self._turn:
            self.lost += 1
            complain = not self._complained or now - self._complained >= COMPLAIN_SECONDS
            if complain:
                self._complained = now
        if complain:
            with suppress(OSError):
                _log.error("The log %s cannot be written (%s): see to its folder and the disk.", self._path, reason)


def log_of(name: str | None, form: LogFormat, *, folder: Path) -> EventLog | None:
    """Give the log that a setting names: a file, from a folder, or standard error; None for none."""
    if name is None:
        return None
    return EventLog(None if name == STANDARD_ERROR else folder / name, form)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
