"""The order in which snapshots became current, and how many are kept: a file beside them, which no clock decides about.

A snapshot that is not in it was never pointed at. It is checked by a digest of its own, so that a damaged file counts as
none, and costs no snapshot.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from scholargraph import disk

KEPT: Final = 3
"""How many snapshots stay, unless `scholargraph snapshots --keep` says otherwise: the current one and those to roll back to."""

_LINE: Final = re.compile(r"([0-9a-f]{32}) (\S*)")
_KEEP: Final = re.compile(r"keep ([0-9]{1,6})")
_SUM: Final = "sha256 "


@dataclass(frozen=True, slots=True)
class History:
    """Snapshots by name with the time at which each became current, the newest last.

    `known` is whether the file was there and whole; where it was not, the order is a guess, and nothing is removed for it.
    """

    times: tuple[tuple[str, str], ...] = ()
    keep: int = KEPT
    known: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names, the newest last."""
        return tuple(name for name, _ in self.times)

    def time(self, name: str) -> str | None:
        """Give when a snapshot became current, as far as the clock was right."""
        return next((time for known, time in self.times if known == name and time), None)

    def with_newest(self, name: str) -> History:
        """Give the history after a snapshot became current."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        others = tuple(one for one in self.times if one[0] != name)
        return replace(self, times=(*others, (name, now)), known=True)

    def only(self, names: Iterable[str]) -> History:
        """Give the history without the snapshots that are not there any more."""
        there = frozenset(names)
        return replace(self, times=tuple(one for one in self.times if one[0] in there))


def read(path: Path) -> History:
    """Read the history; a file that is absent or damaged is an empty one, and not known."""
    try:
        text = disk.read(path).decode("ascii")
    except (OSError, UnicodeDecodeError):
        return History()
    body, _, told = text.rpartition(_SUM)
    if hashlib.sha256(body.encode("ascii")).hexdigest() != told.strip():
        return History()
    times = tuple((found[1], found[2]) for line in body.splitlines() if (found := _LINE.fullmatch(line)))
    keep = next((int(found[1]) for line in body.splitlines() if (found := _KEEP.fullmatch(line))), KEPT)
    return History(times, max(keep, 1), known=True)


def write(path: Path, history: History) -> None:
    """Write the history in one move. Raises OSError."""
    body = f"keep {history.keep}\n" + "".join(f"{name} {time}\n" for name, time in history.times)
    disk.replace(path, f"{body}{_SUM}{hashlib.sha256(body.encode('ascii')).hexdigest()}\n")
