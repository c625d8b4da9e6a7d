"""The graphs of a snapshot one by one, read as they lie on the disk.

It parses no RDF beyond finding a statement's graph, and serves nothing. N-Triples is Turtle, N-Quads and TriG as well.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Self

from scholargraph.errors import SnapshotError
from scholargraph.store.segments import GRAPHS, Member, Members, by_graph, segments

DEFAULT: Final = ""
"""What the default graph, which has no name, goes by."""

_INDEX: Final = f"{GRAPHS}/index.json"
"""What a snapshot of an older layout has, where each graph is one file."""
_CHUNK: Final = 1 << 18


@dataclass(frozen=True, slots=True)
class GraphFile:
    """One graph as sorted lines of N-Triples, gzipped: how many statements, and how many bytes unpacked and packed."""

    members: Members
    statements: int
    size: int
    packed_size: int

    def packed(self) -> Pieces:
        """Read the files as they are. Raises SnapshotError where one is not there any more."""
        return self._pieces(self.members.packed, self.packed_size)

    def unpacked(self) -> Pieces:
        """Read the lines, unpacked on the way. Raises SnapshotError where a file is not there any more."""
        return self._pieces(self.members.unpacked, self.size)

    def _pieces(self, opened: Callable[[], BinaryIO], size: int) -> Pieces:
        try:
            return Pieces(opened(), size)
        except OSError as error:
            raise SnapshotError(f"A graph cannot be read ({error}): publish again.") from error


def graphs(snapshot: Path) -> Mapping[str, GraphFile]:
    """Give the graphs of a snapshot, which is named by its directory, by their IRIs; the default graph by DEFAULT.

    Raises SnapshotError for one that was published before graphs were kept one by one.
    """
    found = segments(snapshot)
    if found is not None:
        return {name: _graph(Members(snapshot, members)) for name, members in by_graph(found).items()}
    folder = snapshot / GRAPHS
    try:
        told = json.loads((snapshot / _INDEX).read_text(encoding="utf-8"))
        return {
            name: _graph(Members(folder, (Member(file, statements, size, (folder / file).stat().st_size),)))
            for name, (file, statements, size) in told.items()
        }
    except (OSError, ValueError) as error:
        raise SnapshotError(
            f"The snapshot {snapshot.name} does not hold its graphs one by one: run `scholargraph publish` again."
        ) from error


def _graph(members: Members) -> GraphFile:
    return GraphFile(members, members.statements, members.size, members.packed_size)


class Pieces:
    """A file that is read piece by piece, to an end that is checked; whoever stops before closes it."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._left = size

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        """Give the next piece. Raises SnapshotError for damage, and where the file has not the bytes that were promised."""
        if self._file.closed:
            raise StopIteration
        try:
            data = self._file.read(_CHUNK)
        except (OSError, EOFError, zlib.error) as error:
            self.close()
            raise SnapshotError(f"A graph is damaged ({error}): publish again.") from error
        self._left -= len(data)
        if data:
            return data
        self.close()
        if self._left:
            raise SnapshotError("A graph is not as long as it was when it was published: publish again.")
        raise StopIteration

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def split(line: str) -> tuple[str, str]:
    """Take a line of N-Quads apart: its triple without the full stop, and the IRI (or blank node) of its graph.

    Names hold no space and no quotation mark (N-Quads, section 4); so what follows the last quotation mark of a
    literal, or the second name, holds a space only where a graph is named.
    """
    body = line.removesuffix(" .")
    object_end = body.rfind('"') + 1
    if not object_end:
        object_end = body.find(" ", body.find(" ") + 1) + 1
    space = body.find(" ", object_end)
    if space < 0:
        return body, DEFAULT
    name = body[space + 1 :]
    return body[:space], name if name.startswith("_:") else name[1:-1]
