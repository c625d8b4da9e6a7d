"""SIGHUP: what the site file says of tokens is read again, and log files are opened anew, without a pause in answering.

The server's parent hands the signal on to the process that answers. It replaces no process, though granian would.
"""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from scholargraph.threads import Supervised

WAIT_SECONDS: Final = 1.0
"""How long the signal is waited for at a time."""

_log: Final = logging.getLogger(__name__)


def hand_on(server: Any) -> None:
    """Let the parent of a granian server, before it serves, hand SIGHUP on to its process instead of replacing that."""

    def handler(*_: object) -> None:
        for worker in server.wrks:
            with suppress(ProcessLookupError, TypeError):  # it may have ended, or not begun
                os.kill(worker.inner.pid, signal.SIGHUP)

    server.signal_handler_reload = handler


def block() -> None:
    """Keep SIGHUP from ending this process: all threads that are started from now on leave it to `listen`."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})


def listen(*acts: Callable[[], object]) -> None:
    """Do all acts, in a thread of their own, whenever SIGHUP comes."""

    def wait() -> None:
        if signal.sigtimedwait({signal.SIGHUP}, WAIT_SECONDS) is None:
            return
        for act in acts:
            try:
                act()
            except Exception as error:  # noqa: BLE001 - the other acts are asked for, too
                _log.error("What SIGHUP asks for failed.", exc_info=error)

    Supervised("hangup", wait).start()
