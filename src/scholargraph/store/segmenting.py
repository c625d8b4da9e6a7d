"""Writes the dump of a new snapshot in segments, each with its part of every graph; a segment that was there is linked.

It knows no engine. A segment is named by the digest of its lines, so what an earlier snapshot has needs no packing again.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import threading
from collections import deque
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Final

from scholargraph import disk
from scholargraph.errors import InternalError
from scholargraph.store.cutting import SIZES, Cutter, Sizes
from scholargraph.store.graphs import DEFAULT, split
from scholargraph.store.segments import GRAPHS, LEVEL, SEGMENTS, Member, Segment, packed_here, segments, write_index

_NAME: Final = 32
"""Hexadecimal digits of a digest that name a file."""
_WAITING: Final = 2
"""Segments for each core that are packed, or wait to be: what bounds the memory that they take."""


def write_segments(
    directory: Path, lines: Iterable[str], *, previous: Path | None = None, sizes: Sizes = SIZES
) -> list[Segment]:
    """Write sorted lines of N-Quads as segments into a new snapshot's directory; give the segments.

    The same lines give the same bytes, with and without a previous snapshot, of which the unchanged files are linked. A
    graph that a blank node names cannot be asked for, and has no files of its own; the default graph always has one.

    Raises InternalError where the lines are not sorted by code point, each once.
    """
    writer = _Writer(directory, previous)
    cutter, waiting, last = Cutter(sizes), list[bytes](), b""
    # What packs and digests lets go of Python's lock, so that a second core is put to use.
    with ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="segments") as pool:
        made = _InOrder(pool)
        for count, line in enumerate(lines, start=1):
            data = line.encode("utf-8") + b"\n"
            if data <= last:
                raise InternalError(f"Statement {count} is not after the one before it: sort them, each once.")
            last = data
            if cutter.begins(data):
                made.begin(writer, waiting)
                waiting = []
            waiting.append(data)
        if waiting or not last:
            made.begin(writer, waiting)
        found = made.ended()
    if not any(DEFAULT in one.graphs for one in found):
        end = found[-1]
        found[-1] = replace(end, graphs={**end.graphs, DEFAULT: writer.member(GRAPHS, b"", 0, "nt")})
    write_index(directory, found)
    return found


class _InOrder:
    """Has segments written by several threads, a few at a time, and gives them in the order in which they were begun."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._most = _WAITING * (os.cpu_count() or 1)
        self._running: deque[Future[Segment]] = deque()
        self._made: list[Segment] = []

    def begin(self, writer: _Writer, lines: list[bytes]) -> None:
        """Begin a segment; wait for the oldest where too many are under way. Raises what writing that one raised."""
        if len(self._running) >= self._most:
            self._made.append(self._running.popleft().result())
        self._running.append(self._pool.submit(writer.write, lines))

    def ended(self) -> list[Segment]:
        """Wait for all. Raises what writing one of them raised."""
        while self._running:
            self._made.append(self._running.popleft().result())
        return self._made


class _Writer:
    """Writes segments; any number of threads may use it."""

    def __init__(self, directory: Path, previous: Path | None) -> None:
        self._directory = directory
        self._previous = previous
        found = segments(previous) if previous is not None and packed_here(previous) else None
        self._known = {one.lines.file: one for one in found or ()}
        for folder in (SEGMENTS, GRAPHS):
            (directory / folder).mkdir()

    def write(self, lines: list[bytes]) -> Segment:
        """Write a segment, or link it."""
        text = b"".join(lines)
        name = _name(SEGMENTS, text, "nq")
        known = self._known.get(name)
        if known is not None and self._previous is not None and self._linked(self._previous, known):
            graphs = {graph: part for graph, part in known.graphs.items() if part.statements}
            return Segment(known.lines, graphs)
        member = self.member(SEGMENTS, text, len(lines), "nq")
        return Segment(member, self._by_graph(lines))

    def member(self, folder: str, text: bytes, statements: int, suffix: str) -> Member:
        """Write some lines as a gzip file; without name and time in it, so that the same lines give the same bytes."""
        name = _name(folder, text, suffix)
        path = self._directory / name
        if not path.exists():  # two graphs may hold the same, and be written at once
            part = path.with_suffix(f".{threading.get_ident()}")
            with part.open("wb") as file, gzip.GzipFile("", "wb", LEVEL, file, 0) as zipped:
                zipped.write(text)
            part.replace(path)
        return Member(name, statements, len(text), path.stat().st_size)

    def _by_graph(self, lines: Iterable[bytes]) -> Mapping[str, Member]:
        parts: dict[str, list[str]] = {}
        for line in lines:
            statement, graph = split(line.decode("utf-8").removesuffix("\n"))
            if not graph.startswith("_:"):
                parts.setdefault(graph, []).append(f"{statement} .\n")
        return {
            graph: self.member(GRAPHS, "".join(part).encode("utf-8"), len(part), "nt") for graph, part in parts.items()
        }

    def _linked(self, previous: Path, known: Segment) -> bool:
        """Give the files of a segment of the previous snapshot a name in this one, too; tell whether they are there."""
        for member in (known.lines, *known.graphs.values()):
            target = self._directory / member.file
            try:
                disk.link(previous / member.file, target)
            except FileExistsError:
                continue
            except FileNotFoundError:
                return False
        return True


def _name(folder: str, text: bytes, suffix: str) -> str:
    return f"{folder}/{hashlib.sha256(text).hexdigest()[:_NAME]}.{suffix}.gz"
