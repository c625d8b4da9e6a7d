"""A process that fetches for a site, and kills itself (SIGKILL) at one of its steps: a change of the disk, a connection."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from scholargraph import config
from tests.acquire.fetching.sites import Clock, fetched

CHANGES: Final = frozenset({"os.rename", "os.mkdir", "os.remove", "os.truncate", "socket.connect"})
WRITING: Final = os.O_WRONLY | os.O_RDWR


@dataclass
class Still(Clock):
    """A clock that stands still for whoever writes times down: two runs write the same."""

    hours: int = 0

    def now(self) -> datetime:
        return self.start + timedelta(hours=self.hours)


def fetch_until(folder: Path, number: int, steps: Any) -> None:
    """Fetch for a site and take it over, but be killed before the step of a number; note how many steps came."""

    def step() -> None:
        steps.value += 1
        if steps.value == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(event: str, given: tuple[Any, ...]) -> None:
        if event in CHANGES or (event == "open" and given[2] is not None and given[2] & WRITING):
            step()

    real = os.fsync

    def sync(fd: Any) -> None:
        step()  # what is written may not be on the disk yet
        real(fd)

    settings = config.load(folder)
    os.fsync = sync
    sys.addaudithook(heard)
    fetched(settings, clock=Still(hours=3))
