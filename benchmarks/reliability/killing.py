"""Processes that do something and die: forked ones, and steps that touch the disk for good, at one of which a process is killed."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

STEPS: Final[tuple[tuple[Any, str], ...]] = (
    (os, "fsync"),
    (os, "open"),
    (Path, "rename"),
    (Path, "replace"),
    (Path, "write_text"),
)
"""What touches the disk for good: whose it is, and its name."""


class Counted:
    """Counts the steps of this process, and kills it before one of them; never, where `last` is negative.

    A child of the process that calls one of them is not counted.
    """

    def __init__(self, last: int = -1, *, steps: Iterable[tuple[Any, str]] = STEPS) -> None:
        self.count = 0
        self._last = last
        self._process = os.getpid()
        for owner, name in steps:
            setattr(owner, name, self._step(getattr(owner, name), twice=name == "open"))

    def take(self) -> None:
        """Take a step."""
        if os.getpid() == self._process:
            if self.count == self._last:
                os.kill(os.getpid(), signal.SIGKILL)
            self.count += 1

    def _step(self, original: Callable[..., Any], *, twice: bool) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            self.take()
            result = original(*arguments, **named)
            if twice:
                self.take()  # a file that was opened may be empty now
            return result

        return counted


def forked(work: Callable[[], object]) -> int:
    """Do something in a forked process, which tells of an error and ends with 1 then; give its number.

    Nothing that has threads (the engine's store) may have been used here before: they would not be there in the child.
    """
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work()
        code = 0
    except BaseException as error:  # noqa: BLE001 - it is told, and the process ends
        sys.stderr.write(f"{os.getpid()}: {type(error).__name__}: {error}\n")
    finally:
        os._exit(code)


def in_a_child(work: Callable[[], object]) -> int:
    """Do something in a forked process, and wait for it; give how it ended, as `os.waitstatus_to_exitcode` has it."""
    return os.waitstatus_to_exitcode(os.waitpid(forked(work), 0)[1])
