"""What became of publishing: the last result, kept with the site for whoever asks (metrics), and one event each in a log.

It publishes nothing, and a record that cannot be written stops no publishing.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from scholargraph.config import Settings
from scholargraph.errors import ScholarGraphError
from scholargraph.event_log import log_of, moment

RECORD: Final = "publish.json"
"""The file in a site's work directory with the last result."""


class Result:
    """What there is to say of one publishing: its `outcome` (published, unchanged or failed) and further facts."""

    def __init__(self) -> None:
        self.outcome = "failed"
        self.facts: dict[str, object] = {}

    def done(self, *, changed: bool, statements: int, snapshot: str, findings: Mapping[str, int]) -> None:
        """Note that it succeeded: the statements and the name of the snapshot, and how many findings of each severity."""
        self.outcome = "published" if changed else "unchanged"
        self.facts = {"statements": statements, "snapshot": snapshot, **findings}


@contextmanager
def recorded(settings: Settings) -> Iterator[Result]:
    """Record the publishing that is done within the block; what it raises goes on."""
    result, began = Result(), time.monotonic()
    try:
        yield result
    except BaseException as error:
        result.facts["error"] = str(error) if isinstance(error, ScholarGraphError) else type(error).__name__
        raise
    finally:
        now = time.time()
        told = {
            "time": moment(now),
            "event": "publish",
            "outcome": result.outcome,
            "seconds": round(time.monotonic() - began, 3),
            **result.facts,
        }
        log = log_of(settings.log.publish, settings.log.format, folder=settings.directory)
        if log is not None:
            log.write(told)
        before = last(settings.work) or {}
        good = before.get("succeeded") if result.outcome == "failed" else now
        _keep(settings.work, {**told, "ended": now, "succeeded": good})


def last(work: Path) -> dict[str, Any] | None:
    """Give the last result; None where there is none that can be read."""
    try:
        found = json.loads((work / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _keep(work: Path, told: Mapping[str, object]) -> None:
    new = work / f".{RECORD}-{os.getpid()}"
    with suppress(OSError):
        if not work.is_dir():
            return  # nothing was ever published
        try:
            new.write_text(json.dumps(told) + "\n", encoding="utf-8")
            new.replace(work / RECORD)
        finally:
            new.unlink(missing_ok=True)
