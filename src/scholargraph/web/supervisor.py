"""The supervisor of the web process: whatever ends it, another one is started, later each time, and hanging counts as ended.

It serves nothing itself. It gives up, with a reason, only where one web process after the other ends: whoever started the
server (systemd, say) decides then. It tells systemd what it does (sd_notify(3)), where that has asked to be told.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import socket
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, Final

from granian.server.mp import MPServer

from scholargraph.errors import InternalError
from scholargraph.web import lifeline

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

MOST_DEATHS: Final = 10
"""Web processes that may end..."""
WITHIN_SECONDS: Final = 120.0
"""...within this time, before the supervisor gives up..."""
MOST_AT_FIRST: Final = 3
"""...and so many if none has ever answered: then it is no accident."""
FIRST_PAUSE: Final = 0.25
"""Seconds before the next one is started; twice as many after each that ended within that time..."""
LONGEST_PAUSE: Final = 15.0
"""...but never more than these."""
LOOK_SECONDS: Final = 0.5
"""How often the supervisor looks."""
SILENT_LOOKS: Final = 20
"""Looks in a row without a word of the web process, after which it hangs. Not seconds: where the supervisor did not run
either (a machine that was asleep), nothing can be told."""
STARTING_LOOKS: Final = 240
"""The same for one that starts."""

_log: Final = logging.getLogger(__name__)


class Restarts:
    """When the next web process is started, and when none is any more. All times are seconds of one clock."""

    def __init__(self) -> None:
        self._deaths: deque[float] = deque(maxlen=MOST_DEATHS)
        self.was_up = False
        """Whether one has ever answered."""

    def pause(self, now: float) -> float | None:
        """Note that one has ended, and give the seconds to wait before the next; None to give up."""
        self._deaths.append(now)
        recent = sum(now - death < WITHIN_SECONDS for death in self._deaths)
        if recent >= (MOST_DEATHS if self.was_up else MOST_AT_FIRST):
            return None
        return min(FIRST_PAUSE * 2.0 ** (recent - 1), LONGEST_PAUSE)

    def reason(self) -> str:
        """Say why the supervisor gives up."""
        if self.was_up:
            return f"the web process ended {MOST_DEATHS} times within {WITHIN_SECONDS:g} seconds"
        return f"the web process ended {MOST_AT_FIRST} times before it answered"


class SupervisedServer(MPServer):
    """granian's server with one process, and our own rules for what becomes of it."""

    def serve_supervised(self, load: Callable[[], WSGIApplication], *, host: str, port: int) -> None:
        """Serve until SIGTERM or SIGINT.

        Raises:
            InternalError: one web process after the other ended.
        """
        self._beats, told = multiprocessing.Pipe(duplex=False)
        os.set_blocking(self._beats.fileno(), False)
        self._restarts = Restarts()
        self._looks = 0
        self._fault: str | None = None
        tie = partial(lifeline.tied, load, told, host=host, port=port)
        self.serve(target_loader=tie, wrap_loader=False)
        if self._fault is not None:
            raise InternalError(f"The server ends, because {self._fault}: look at the log above.")

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        """Look after the web process until the server is to end (granian calls this once it has started it)."""
        self._up = False
        while not self._is_ending():
            self.main_loop_interrupt.wait(LOOK_SECONDS)
            self.main_loop_interrupt.clear()
            self.interrupt_children.clear()  # granian would end for them
            notify("WATCHDOG=1")
            try:
                if self.reload_signal:
                    super()._reload(spawn_target, target_loader)  # type: ignore[no-untyped-call]
                if not self._look(spawn_target, target_loader):
                    break
            except Exception as error:  # noqa: BLE001 - whatever it is: without this loop nothing is looked after
                _log.error("The supervisor failed; it goes on.", exc_info=error)
        self.interrupt_children.clear()
        notify("STOPPING=1")

    def _look(self, spawn_target: Any, target_loader: Any) -> bool:
        """Look once, and put another web process in the place of one that has ended or hangs. False to give up."""
        end = self._end()
        if end is None or self._is_ending():
            return True
        self._stop_all()
        pause = self._restarts.pause(time.monotonic())
        if pause is None:
            self._fault = f"{self._restarts.reason()}, the last time because it {end}"
            return False
        say(f"the web process {end}; another one is started in {pause:g} seconds.")
        notify(f"STATUS=The web process {end}; another one is started.")
        ends = time.monotonic() + pause
        while not self._is_ending() and (left := ends - time.monotonic()) > 0:
            self.main_loop_interrupt.wait(left)
            self.main_loop_interrupt.clear()
        if not self._is_ending():
            self._begin(spawn_target, target_loader)
        return True

    def _is_ending(self) -> bool:
        """Whether a signal has told the server to end."""
        return bool(self.interrupt_signal)

    def _end(self) -> str | None:
        """Say how the web process has ended, if it has, or that it hangs."""
        workers: list[Any] = self.wrks
        if not workers:
            return "could not be started"
        if not workers[0].is_alive():
            code = workers[0].inner.exitcode
            return f"was ended by signal {-code}" if code is not None and code < 0 else f"ended with status {code}"
        if _drained(self._beats):
            self._looks = 0
            if not self._up:
                self._up = self._restarts.was_up = True
                notify("READY=1\nSTATUS=The site is served.")
            return None
        self._looks += 1
        if self._looks < (SILENT_LOOKS if self._up else STARTING_LOOKS):
            return None
        return f"did not answer for {self._looks * LOOK_SECONDS:g} seconds and was killed"

    def _stop_all(self) -> None:
        workers: list[Any] = self.wrks
        for worker in workers:
            if worker.is_alive():
                worker.kill()
            worker.join(5)
        workers.clear()
        _drained(self._beats)

    def _begin(self, spawn_target: Any, target_loader: Any) -> None:
        self._looks, self._up = 0, False
        worker: Any = self._spawn_worker(idx=0, target=spawn_target, callback_loader=target_loader)
        worker.start()
        self.wrks.append(worker)


def _drained(beats: Connection) -> bool:
    """Whether the web process has said anything since the last look."""
    try:
        return bool(os.read(beats.fileno(), 4096))
    except BlockingIOError:
        return False


def say(message: str) -> None:
    """Say something on standard error, as far as that can be written to."""
    with suppress(OSError):
        sys.stderr.write(f"scholargraph: {message}\n")
        sys.stderr.flush()


def notify(state: str) -> None:
    """Tell systemd something, if it wants to know (sd_notify(3): a datagram to the socket that the environment names)."""
    address = os.environ.get("NOTIFY_SOCKET")
    if address:
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
            told.settimeout(0)  # where nobody takes what is told, a server is not to wait for that
            told.sendto(state.encode("utf-8"), f"\0{address[1:]}" if address.startswith("@") else address)
