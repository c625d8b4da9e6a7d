"""Threads that live as long as their process: each does one step again and again, and no error ends it.

It knows nothing of what a step does. An error is logged with its traceback, and the step is tried again after a while that
grows; which threads fail, or hang in a step, can be asked by whoever tells of health.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Final

FIRST_PAUSE: Final = 0.05
"""Seconds before a step that failed is tried again; twice as many after each failure in a row..."""
LONGEST_PAUSE: Final = 1.0
"""...but never more than these."""
STUCK_SECONDS: Final = 10.0
"""A step that takes longer hangs: all of them come back within a second or two, whatever they wait for."""

_log: Final = logging.getLogger(__name__)

_running: Final[set[Supervised]] = set()
"""The supervised threads of this process. Python's own list takes a lock, for which who tells of health must not wait."""


class Supervised(threading.Thread):
    """A daemon thread that does a step until it is stopped, with a pause of some seconds behind each.

    A step must come back by itself within a second or two, done or not.
    """

    def __init__(self, name: str, step: Callable[[], object], *, pause: float = 0.0) -> None:
        super().__init__(name=name, daemon=True)
        self.failures = 0
        """How many times in a row the step has failed."""
        self.error = ""
        """What it failed of last."""
        self._step = step
        self._pause = pause
        self._stopped = False
        self._ended = threading.Event()
        self._began: float | None = None

    def stop(self) -> None:
        """Let the step that is under way be the last one."""
        self._stopped = True
        self._ended.set()

    def run(self) -> None:
        """Do the steps. Even an error in what stands below, out of memory say, only leads back to here."""
        _running.add(self)
        while not self._stopped:
            try:
                self._go_on()
            except BaseException:  # noqa: BLE001, S112 - nothing is called here, so nothing can fail here
                continue
        _running.discard(self)

    def trouble(self) -> str | None:
        """Say what is wrong with it, or None: one failure that the next step has made good is nothing."""
        began, failures = self._began, self.failures
        if began is not None and (since := time.monotonic() - began) > STUCK_SECONDS:
            return f"{self.name} has hung for {since:.0f} seconds"
        if failures > 1:
            return f"{self.name} has failed {failures} times in a row ({self.error})"
        return None

    def _go_on(self) -> None:
        while not self._ended.is_set():
            try:
                self._began = time.monotonic()
                self._step()
            except BaseException as error:  # noqa: BLE001 - whatever it is: this thread is needed
                self._began = None
                self._failed(error)
            else:
                self._began = None
                self.failures = 0
                if self._pause:
                    self._ended.wait(self._pause)

    def _failed(self, error: BaseException) -> None:
        self.failures += 1
        pause = min(FIRST_PAUSE * 2 ** min(self.failures - 1, 16), LONGEST_PAUSE)
        try:
            self.error = f"{type(error).__name__}: {error}"
            if (
                self.failures & (self.failures - 1) == 0
            ):  # the first, second, fourth, ...: a log is no place for thousands
                _log.error(
                    "%s failed, for the %d. time in a row; it goes on.", self.name, self.failures, exc_info=error
                )
        finally:
            self._ended.wait(pause)


def troubles() -> list[str]:
    """Say of each supervised thread of this process that fails or hangs what is wrong with it."""
    found = (thread.trouble() for thread in tuple(_running))
    return [trouble for trouble in found if trouble is not None]


def stuck(seconds: float) -> str | None:
    """Name a supervised thread that has hung for so long that nothing can be expected of it any more."""
    now = time.monotonic()
    for thread in tuple(_running):
        began = thread._began  # noqa: SLF001 - this module's own
        if began is not None and now - began > seconds:
            return thread.name
    return None
