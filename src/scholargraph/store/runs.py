"""Sorted runs: more lines of N-Quads than memory holds, sorted in pieces on the disk and merged again, each once.

It knows no record and parses no RDF; `store.build` takes what it merges.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import IO, Final

from scholargraph.errors import InternalError

LIMIT_BYTES: Final = 48 << 20
"""The memory that lines may take before they are written to the disk."""
MOST_OPEN: Final = 64
"""How many runs are read at once; where there are more, some are merged into longer ones first."""
_BATCH: Final = 1 << 12
"""Lines that are taken, or written, in one go."""
_BLOCK: Final = 1 << 17
"""Characters of a run that are read in one go, and up to the end of a line."""


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
        self.extend((line,))

    def extend(self, lines: Iterable[str]) -> None:
        """Take some lines, as `add`."""
        coming = iter(lines)
        while batch := list(islice(coming, _BATCH)):
            if "\n" in "".join(batch):
                broken = next(line for line in batch if "\n" in line)
                raise InternalError(f"A statement is one line, and this has a line end within it: {broken[:80]!r}.")
            first = 0
            for number, size in enumerate(map(sys.getsizeof, batch), start=1):
                self._taken += size
                if self._taken >= self._limit:
                    self._waiting += batch[first:number]
                    first = number
                    self._spill()
            self._waiting += batch[first:]

    def merged(self) -> Iterator[str]:
        """Give every line that was taken, sorted, each once. It can be asked again, and after more lines were taken."""
        for block in self._blocks():
            yield from block

    def _blocks(self) -> Iterator[list[str]]:
        """Give the lines as `merged`, many at a time."""
        if not self._files:
            self._waiting.sort()
            yield _once(self._waiting)
            return
        self._spill()
        while len(self._files) > self._most_open:
            first, self._files = self._files[: self._most_open], self._files[self._most_open :]
            self._write(_merged(first))
            for file in first:
                file.unlink()
        yield from _merged(self._files)

    def _spill(self) -> None:
        """Write what waits in memory into a run of its own."""
        if self._waiting:
            self._waiting.sort()
            self._write([_once(self._waiting)])
            self._waiting, self._taken = [], 0

    def _write(self, blocks: Iterable[list[str]]) -> None:
        run = self._name()
        with run.open("w", encoding="utf-8", newline="\n") as file:
            for block in blocks:
                for first in range(0, len(block), _BATCH):
                    file.write(_text(block[first : first + _BATCH]))
        self._files.append(run)

    def _name(self) -> Path:
        self._made += 1
        return self._folder / f"run-{self._made}.nq"


class _Run:
    """A run that is read block by block; `lines` are those that were read and not taken yet, sorted."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.lines: list[str] = []

    def fill(self) -> bool:
        """Read the next block where there is nothing left of the last one; tell whether there is any line."""
        if not self.lines:
            text = self._file.read(_BLOCK)
            text += self._file.readline()
            # Other characters than "\n" end no line: N-Quads has U+2028 and the like unescaped within literals.
            self.lines = text.removesuffix("\n").split("\n") if text else []
        return bool(self.lines)

    def take(self, bound: str) -> list[str]:
        """Give the lines up to a bound, and that one where it is there."""
        place = bisect_right(self.lines, bound)
        taken, self.lines = self.lines[:place], self.lines[place:]
        return taken


def _once(lines: Iterable[str]) -> list[str]:
    """Give sorted lines without repetitions."""
    return list(dict.fromkeys(lines))


def _text(lines: Sequence[str]) -> str:
    return "".join([f"{line}\n" for line in lines])


def _merged(files: Iterable[Path]) -> Iterator[list[str]]:
    """Give the lines of sorted runs, sorted, each once, block by block.

    Of each run a block is in memory. Up to the least of their last lines, whatever is still to be read comes later; and to
    sort what is sorted in pieces is to merge them (`list.sort` finds the pieces), without a step of ours for each line.
    """
    with ExitStack() as opened:
        runs = [_Run(opened.enter_context(file.open(encoding="utf-8", newline="\n"))) for file in files]
        last: str | None = None
        while runs := [run for run in runs if run.fill()]:
            bound = min(run.lines[-1] for run in runs)
            block = _once(sorted(chain.from_iterable([run.take(bound) for run in runs])))
            if block[0] == last:
                del block[0]
            last = bound
            yield block
