"""Sorted runs: more lines of N-Quads than memory holds, sorted in pieces on the disk and merged again, each once.

It knows no record and parses no RDF; `store.build` takes what it merges.
"""

from __future__ import annotations

import heapq
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import Final

from scholargraph.errors import InternalError

LIMIT_BYTES: Final = 48 << 20
"""The memory that lines may take before they are written to the disk."""
MOST_OPEN: Final = 64
"""How many runs are read at once; where there are more, some are merged into longer ones first."""


class Runs:
    """Takes lines in any order, and gives each once in the order of code points, which is that of their bytes in UTF-8.

    Args:
        folder: where the runs lie; whoever made it removes it, with the runs.
        limit: the memory in bytes that lines may take before they become a run on the disk.
        most_open: how many runs are open at once while they are merged.
    """

    def __init__(self, folder: Path, limit: int = LIMIT_BYTES, *, most_open: int = MOST_OPEN) -> None:
        if most_open < 2:
            raise ValueError("at least two runs are merged at once")
        self._folder = folder
        self._limit = limit
        self._most_open = most_open
        self._waiting: list[str] = []
        self._taken = 0
        self._files: list[Path] = []
        self._made = 0

    def add(self, line: str) -> None:
        """Take a line, without its line end. Raises InternalError for one that holds a line end."""
        if "\n" in line:
            raise InternalError(f"A statement is one line, and this has a line end within it: {line[:80]!r}.")
        self._waiting.append(line)
        self._taken += sys.getsizeof(line)
        if self._taken >= self._limit:
            self._spill()

    def extend(self, lines: Iterable[str]) -> None:
        """Take some lines, as `add`."""
        for line in lines:
            self.add(line)

    def merged(self) -> Iterator[str]:
        """Give every line that was taken, sorted, each once. It can be asked again, and after more lines were taken."""
        if not self._files:
            yield from _once(sorted(self._waiting))
            return
        self._spill()
        while len(self._files) > self._most_open:
            first, self._files = self._files[: self._most_open], self._files[self._most_open :]
            self._write(_merged(first))
            for file in first:
                file.unlink()
        yield from _merged(self._files)

    def settle(self) -> Iterator[str]:
        """Give every line as `merged`, and keep them as one run: what is asked next has that one, and what comes later."""
        before = self._files
        kept = self._name()
        with kept.open("w", encoding="utf-8", newline="\n") as file:
            for line in self.merged():
                file.write(line + "\n")
                yield line
        for old in {*before, *self._files}:
            old.unlink(missing_ok=True)
        self._waiting, self._taken = [], 0
        self._files = [kept]

    def _spill(self) -> None:
        """Write what waits in memory into a run of its own."""
        if self._waiting:
            self._waiting.sort()
            self._write(_once(self._waiting))
            self._waiting, self._taken = [], 0

    def _write(self, lines: Iterable[str]) -> None:
        run = self._name()
        with run.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
        self._files.append(run)

    def _name(self) -> Path:
        self._made += 1
        return self._folder / f"run-{self._made}.nq"


def _once(lines: Iterable[str]) -> Iterator[str]:
    """Give sorted lines without repetitions."""
    return (line for line, _ in groupby(lines))


def _merged(files: Iterable[Path]) -> Iterator[str]:
    with ExitStack() as opened:
        # Other characters than "\n" end no line: N-Quads has U+2028 and the like unescaped within literals.
        texts = [opened.enter_context(file.open(encoding="utf-8", newline="\n")) for file in files]
        yield from _once(heapq.merge(*((line.removesuffix("\n") for line in text) for text in texts)))
