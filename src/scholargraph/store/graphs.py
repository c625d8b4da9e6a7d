"""The graphs of a snapshot one by one: written beside the dump while it is built, read as they lie on the disk.

It parses no RDF beyond finding a statement's graph, and serves nothing. N-Triples is Turtle, N-Quads and TriG as well.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final, Self

from scholargraph.errors import SnapshotError

GRAPHS: Final = "graphs"
"""The folder of a snapshot that holds its graphs."""
DEFAULT: Final = ""
"""What the default graph, which has no name, goes by."""

_INDEX: Final = "index.json"
_CHUNK: Final = 1 << 18


@dataclass(frozen=True, slots=True)
class GraphFile:
    """One graph as sorted lines of N-Triples, gzipped: how many statements, and how many bytes unpacked and packed."""

    path: Path
    statements: int
    size: int
    packed_size: int

    def packed(self) -> Pieces:
        """Read the file as it is. Raises SnapshotError where it is not there any more."""
        return Pieces(self._open(), self.packed_size, packed=False)

    def unpacked(self) -> Pieces:
        """Read the lines, unpacked on the way. Raises SnapshotError where the file is not there any more."""
        return Pieces(self._open(), self.size, packed=True)

    def _open(self) -> IO[bytes]:
        try:
            return self.path.open("rb")
        except OSError as error:
            raise SnapshotError(f"The graph {self.path.name} cannot be read ({error}): publish again.") from error


def graphs(snapshot: Path) -> Mapping[str, GraphFile]:
    """Give the graphs of a snapshot, which is named by its directory, by their IRIs; the default graph by DEFAULT.

    Raises SnapshotError for one that was published before graphs were kept one by one.
    """
    folder = snapshot / GRAPHS
    try:
        told = json.loads((folder / _INDEX).read_text(encoding="utf-8"))
        return {
            name: GraphFile(folder / file, statements, size, (folder / file).stat().st_size)
            for name, (file, statements, size) in told.items()
        }
    except (OSError, ValueError) as error:
        raise SnapshotError(
            f"The snapshot {snapshot.name} does not hold its graphs one by one: run `scholargraph publish` again."
        ) from error


class Pieces:
    """A file that is read piece by piece, to an end that is checked; whoever stops before closes it."""

    def __init__(self, raw: IO[bytes], size: int, *, packed: bool) -> None:
        self._raw = raw
        self._file: IO[bytes] | gzip.GzipFile = gzip.GzipFile(fileobj=raw) if packed else raw
        self._left = size

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        """Give the next piece. Raises SnapshotError for damage, and where the file has not the bytes that were promised."""
        if self._raw.closed:
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
        self._raw.close()


@dataclass(slots=True)
class _Part:
    """A graph that is being written."""

    file: str
    out: gzip.GzipFile
    statements: int = 0
    size: int = 0
    waiting: list[str] = field(default_factory=list)
    length: int = 0

    def write(self) -> None:
        data = "".join(self.waiting).encode("utf-8")
        self.size += len(data)
        self.out.write(data)
        self.waiting.clear()
        self.length = 0


class GraphWriter:
    """Takes the statements of a snapshot, whatever graph they are in, and writes each graph into a file of its own.

    The default graph always is one. All files stay open until the end: a site has three graphs, not thousands. A graph
    that a blank node names cannot be asked for, and is left out.
    """

    def __init__(self, directory: Path) -> None:
        self._folder = directory / GRAPHS
        self._files = ExitStack()
        self._parts: dict[str, _Part] = {}

    def __enter__(self) -> Self:
        self._folder.mkdir()
        self._part(DEFAULT)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self._files:
            if kind is not None:
                return
            for part in self._parts.values():
                part.write()
        told = {name: (part.file, part.statements, part.size) for name, part in sorted(self._parts.items())}
        text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
        (self._folder / _INDEX).write_text(text, encoding="utf-8")

    def add(self, line: str) -> None:
        """Add a statement, a line of N-Quads in canonical form."""
        statement, name = split(line)
        if name.startswith("_:"):
            return
        part = self._parts.get(name) or self._part(name)
        part.statements += 1
        part.waiting.append(f"{statement} .\n")
        part.length += len(statement)
        if part.length >= _CHUNK:
            part.write()

    def _part(self, name: str) -> _Part:
        file = f"{len(self._parts)}.nt.gz"
        raw = self._files.enter_context((self._folder / file).open("wb"))
        # No name and no time, so the same graph gives the same bytes.
        out = self._files.enter_context(gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0))
        made = self._parts[name] = _Part(file, out)
        return made


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
