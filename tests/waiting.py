"""Waiting for what another thread or process does, without a pause of a fixed length."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

PATIENCE = 60.0
"""Seconds after which it will not come about: no measure, machines are busy."""


def until(true: Callable[[], object]) -> None:
    """Return as soon as it is true. Raises AssertionError where it does not become so."""
    ends, pause = time.monotonic() + PATIENCE, threading.Event()
    while not true():
        assert time.monotonic() < ends, "it did not come about"
        pause.wait(0.02)
