"""The dump of a snapshot in segments: sorted lines of N-Quads, cut where their content says so, each a gzip file of its own.

The files one after another are the dump (RFC 1952, section 2.2: a gzip file is a series of members). Nothing here writes.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, Final, cast

from scholargraph.errors import SnapshotError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SEGMENTS: Final = "segments"
"""The folder of a snapshot that holds its dump."""
GRAPHS: Final = "graphs"
"""The folder of a snapshot that holds its graphs one by one."""
DUMP_GZ: Final = "dump.nq.gz"
"""The dump of a snapshot of an older layout, which is one file."""
INDEX: Final = f"{SEGMENTS}/index.json"
LEVEL: Final = 6
PACKING: Final = f"zlib {zlib.ZLIB_RUNTIME_VERSION} {LEVEL}"
"""What packed a segment: the same lines give the same bytes only where this is the same."""

_OPEN_AT_ONCE: Final = 64
"""So many files are opened before the first is read, and are read to their end though the snapshot is removed meanwhile."""
_BUFFER: Final = 1 << 18


@dataclass(frozen=True, slots=True)
class Member:
    """Some sorted lines in a gzip file of their own: its name from the folder, statements, bytes unpacked and packed."""

    file: str
    statements: int
    size: int
    packed_size: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the dump, and what each graph has of it; the graphs by their IRIs, the default graph by the empty one."""

    lines: Member
    graphs: Mapping[str, Member] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Members:
    """Gzip files that are read as one, whichever folder they lie in."""

    folder: Path
    members: tuple[Member, ...]

    @property
    def statements(self) -> int:
        """How many lines there are."""
        return sum(one.statements for one in self.members)

    @property
    def size(self) -> int:
        """The bytes of the lines."""
        return sum(one.size for one in self.members)

    @property
    def packed_size(self) -> int:
        """The bytes of the files."""
        return sum(one.packed_size for one in self.members)

    def packed(self) -> BinaryIO:
        """Read the files one after another; any place can be sought. Raises OSError, also later."""
        return io.BufferedReader(_Joined([(self.folder / one.file, one.packed_size) for one in self.members]), _BUFFER)

    def unpacked(self) -> BinaryIO:
        """Read the lines. Raises OSError, EOFError and zlib.error for damaged files, also later."""
        return cast("BinaryIO", _Unpacked(self.packed()))


def segments(snapshot: Path) -> list[Segment] | None:
    """Give the segments of a snapshot in their order; None for one of an older layout. Raises SnapshotError for damage."""
    found = _index(snapshot)
    return None if found is None else found[1]


def packed_here(snapshot: Path) -> bool:
    """Whether what packed a snapshot's segments would give the same bytes today."""
    found = _index(snapshot)
    return found is not None and found[0] == PACKING


def dump(snapshot: Path) -> Members:
    """Give all statements of a snapshot, sorted. Raises SnapshotError where they are not there."""
    found = segments(snapshot)
    if found is not None:
        return Members(snapshot, tuple(one.lines for one in found))
    try:
        told = json.loads((snapshot / "manifest.json").read_bytes())
        size = int(told["files"]["dump.nq"]["bytes"])
        alone = Member(DUMP_GZ, int(told.get("statements", 0)), size, (snapshot / DUMP_GZ).stat().st_size)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SnapshotError(f"The dump of {snapshot.name} cannot be read ({error}): publish again.") from error
    return Members(snapshot, (alone,))


def by_graph(found: Iterable[Segment]) -> dict[str, tuple[Member, ...]]:
    """Give the graphs of some segments, each with its members in their order; the graphs sorted by their IRIs."""
    graphs: dict[str, list[Member]] = {}
    for one in found:
        for name, member in one.graphs.items():
            graphs.setdefault(name, []).append(member)
    return {name: tuple(members) for name, members in sorted(graphs.items())}


def write_index(directory: Path, found: Iterable[Segment]) -> None:
    """Write which segments a new snapshot has: the same segments give the same bytes."""
    rows = [[_row(one.lines), {name: _row(part) for name, part in sorted(one.graphs.items())}] for one in found]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    text = f'{{"packing": {json.dumps(PACKING)}, "segments": [\n{lines}\n]}}\n'
    (directory / INDEX).write_text(text, encoding="utf-8")


def lines_of(members: Members) -> Iterator[bytes]:
    """Give line by line what stands in some files, with the line ends. Raises SnapshotError for damage."""
    try:
        with members.unpacked() as opened:
            yield from opened
    except (OSError, EOFError, zlib.error) as error:
        raise SnapshotError(f"The dump of {members.folder.name} is damaged ({error}): publish again.") from error


def _row(member: Member) -> list[object]:
    return [member.file, member.statements, member.size, member.packed_size]


def _index(snapshot: Path) -> tuple[str, list[Segment]] | None:
    try:
        told = json.loads((snapshot / INDEX).read_bytes())
        found = [
            Segment(Member(*row), {name: Member(*part) for name, part in graphs.items()})
            for row, graphs in told["segments"]
        ]
        return str(told["packing"]), found
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SnapshotError(f"The dump of {snapshot.name} cannot be read ({error}): publish again.") from error


class _Joined(io.RawIOBase):
    """Files one after another as one that can be sought. A file that is not as long as it was said to be is an OSError."""

    def __init__(self, files: list[tuple[Path, int]]) -> None:
        self._files = files
        self._starts = [0, *accumulate(size for _, size in files)]
        self._place = 0
        self._opened: dict[int, IO[bytes]] = {}
        try:
            for number in range(len(files) if len(files) <= _OPEN_AT_ONCE else 0):
                self._opened[number] = files[number][0].open("rb", buffering=0)
        except OSError:
            self.close()
            raise

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._starts[-1]}[whence]
        self._place = max(0, start + offset)
        return self._place

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        if self._place >= self._starts[-1]:
            return 0
        number = bisect_right(self._starts, self._place) - 1
        view = memoryview(buffer).cast("B")
        room = min(len(view), self._starts[number + 1] - self._place)
        file = self._at(number)
        file.seek(self._place - self._starts[number])
        count = cast("io.RawIOBase", file).readinto(view[:room]) or 0
        if not count:
            raise OSError(f"{self._files[number][0].name} is shorter than it was")
        self._place += count
        return count

    def _at(self, number: int) -> IO[bytes]:
        if number not in self._opened:
            for other in self._opened.values():
                other.close()
            self._opened = {number: self._files[number][0].open("rb", buffering=0)}
        return self._opened[number]

    def close(self) -> None:
        for file in self._opened.values():
            file.close()
        self._opened.clear()
        super().close()


class _Unpacked(gzip.GzipFile):
    """The lines of gzip files; closing it closes them, too."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__(fileobj=packed)
        self._packed = packed

    def close(self) -> None:
        super().close()
        self._packed.close()
