"""The evidence of each field beside the store: one gzipped file of N-Quads, record by record, and an index into it.

The file is a series of gzip members, so any tool reads it as one; a member holds a few records, or a part of a large one.
The lines of a record follow a comment with its key. It knows no vocabulary; who reads a record reads its members alone.
"""

from __future__ import annotations

import gzip
import io
import os
import re
import sqlite3
import threading
import weakref
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Self

from scholargraph.errors import InternalError, SnapshotError
from scholargraph.ntriples import Term, Triple
from scholargraph.store.manifests import Info

EVIDENCE_GZ: Final = "evidence.nq.gz"
INDEX: Final = "evidence.sqlite"
MEMBER: Final = 1 << 18
"""So many bytes of lines make a member full."""

_SHARE: Final = 4
"""One record in so many begins a member, by its key alone: so a change leaves the members of other records as they were."""
_LEVEL: Final = 3
"""A third of the time of level 6, for a fifth more bytes."""
_HELD: Final = 64
"""Members of one record that are held unpacked while one page is made: 16 MiB of its lines."""

_AT_ONCE: Final = 3
"""A record of so many members is read whole; of a larger one, only what is asked for."""

_SCHEMA: Final = """
CREATE TABLE member (key TEXT, first TEXT, offset INTEGER, packed INTEGER NOT NULL, size INTEGER NOT NULL,
                     PRIMARY KEY (key, first, offset)) WITHOUT ROWID;
"""
# `first` is empty where a member begins with the first line of the record of `key`, otherwise the subject of its first line.
_BEFORE: Final = """
SELECT key, first, offset, packed, size FROM member WHERE key < ? ORDER BY key DESC, first DESC, offset DESC LIMIT 1
"""
_OF_KEY: Final = "SELECT key, first, offset, packed, size FROM member WHERE key = ? ORDER BY first, offset"


@dataclass(frozen=True, slots=True)
class _Member:
    """Where a member lies, packed and unpacked sizes in bytes, and what it begins with."""

    key: str
    first: str
    offset: int
    packed: int
    size: int


class EvidenceWriter:
    """Writes the evidence of one record after the other, in the order of their keys, into the directory of a new snapshot.

    The same evidence gives the same bytes; where members end depends on the keys and sizes of nearby records only.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._waiting: list[bytes] = []
        self._size = 0
        self._begins = ("", "")
        self._last = ""
        self._offset = 0
        self.lines = 0
        """How many lines were written."""

    def __enter__(self) -> Self:
        self._base = sqlite3.connect(self._directory / INDEX)
        self._base.executescript(_SCHEMA)
        self._file: IO[bytes] = (self._directory / EVIDENCE_GZ).open("wb")
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._end()
                if not self._offset:  # a file without a member is no gzip file
                    self._file.write(_packed(b""))
                self._base.commit()
        finally:
            self._file.close()
            self._base.close()

    def add(self, key: str, lines: Sequence[str]) -> None:
        """Take the sorted lines of a record, without line ends.

        Raises InternalError where its key is not after the one before it.
        """
        if key <= self._last:
            raise InternalError(f"The evidence of {key} does not come after that of {self._last}: report this.")
        self._last = key
        if not lines:
            return
        if zlib.crc32(key.encode("utf-8")) % _SHARE == 0 or self._size >= MEMBER:
            self._end()
        self._begin(key, "")
        for text in lines:
            if self._size >= MEMBER:
                self._end()
                self._begin(key, text.partition(" ")[0])
            self._put(text)
        self.lines += len(lines)

    def _begin(self, key: str, first: str) -> None:
        if not self._waiting:
            self._begins = (key, first)
        self._put(f"# {key}")

    def _put(self, text: str) -> None:
        data = text.encode("utf-8") + b"\n"
        self._waiting.append(data)
        self._size += len(data)

    def _end(self) -> None:
        """Write what waits as a member."""
        if not self._waiting:
            return
        packed = _packed(b"".join(self._waiting))
        self._base.execute(
            "INSERT INTO member VALUES (?, ?, ?, ?, ?)", (*self._begins, self._offset, len(packed), self._size)
        )
        self._file.write(packed)
        self._offset += len(packed)
        self._waiting, self._size = [], 0


class EvidenceIndex:
    """The evidence of each field in a snapshot, read only, for any thread.

    Raises SnapshotError where it cannot be opened.
    """

    def __init__(self, snapshot: Path) -> None:
        self._path = snapshot / EVIDENCE_GZ
        try:
            self._base = sqlite3.connect(
                f"{(snapshot / INDEX).resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            self._file = self._path.open("rb")
        except (OSError, sqlite3.Error) as error:
            raise self._unreadable(error) from error
        self._turn = threading.Lock()
        # A snapshot is let go by whoever reads it last; only then may the files be closed.
        weakref.finalize(self, self._base.close)
        weakref.finalize(self, self._file.close)

    @classmethod
    def of_snapshot(cls, info: Info) -> Self | None:
        """Open that of a snapshot; None where its store holds the evidence of each field."""
        return cls(info.path) if EVIDENCE_GZ in info.manifest["files"] else None

    def record(self, key: str) -> RecordEvidence:
        """Give what there is of a record."""
        return RecordEvidence(self, key)

    def members(self, key: str) -> list[_Member]:
        """Find the members that hold lines of a record, in order; the first may hold none."""
        found = self._ask(_OF_KEY, key)
        # Unless a member begins with the record, it begins within the last one before.
        return found if found and not found[0].first else [*self._ask(_BEFORE, key), *found]

    def lines(self, member: _Member, key: str) -> bytes:
        """Give the lines of a record that a member holds. Raises SnapshotError where it is damaged."""
        unpacker = zlib.decompressobj(wbits=31)
        try:
            packed = os.pread(self._file.fileno(), member.packed, member.offset)
            data = unpacker.decompress(packed, member.size + 1)
        except (OSError, zlib.error) as error:
            raise self._unreadable(error) from error
        if len(data) != member.size or not unpacker.eof:
            raise self._unreadable("it is not as long as it was when it was published")
        start = (b"\n" + data).find(f"\n# {key}\n".encode())
        if start < 0:
            return b""
        start = data.index(b"\n", start) + 1
        end = data.find(b"\n# ", start - 1)
        return data[start:] if end < 0 else data[start : end + 1]

    def _ask(self, question: str, key: str) -> list[_Member]:
        try:
            with self._turn:
                return [_Member(*row) for row in self._base.execute(question, (key,))]
        except sqlite3.Error as error:
            raise self._unreadable(error) from error

    def _unreadable(self, reason: object) -> SnapshotError:
        return SnapshotError(f"The evidence in {self._path} cannot be read ({reason}): publish the site again.")


class RecordEvidence:
    """The evidence of one record, asked as the store would be: for one thread, while one page is made."""

    def __init__(self, index: EvidenceIndex, key: str) -> None:
        import pyoxigraph

        self._engine = pyoxigraph
        self._index = index
        self._key = key
        self._members = index.members(key)
        self._firsts = [member.first if member.key == key else "" for member in self._members]
        self._lines: dict[int, bytes] = {}
        self._store = pyoxigraph.Store()
        self._asked: set[Term] = set()
        self._whole = False

    def about(self, subject: Term) -> list[Triple]:
        """Give every statement about a subject, its values written as the snapshot's store would write them."""
        if not self._whole and subject not in self._asked:
            self._load(subject)
        quads = self._store.quads_for_pattern(self._engine.NamedNode(subject[1:-1]), None, None, None)
        return [(subject, Term(str(quad.predicate)), Term(str(quad.object))) for quad in quads]

    def pointing_at(self, predicate: Term, values: Collection[Term]) -> Iterator[Term]:
        """Give every subject that has one of these values (IRIs) for this predicate."""
        wanted = {value.encode("utf-8") for value in values}
        pattern = re.compile(rb"^(<[^>]*>) %b (<[^>]*>) " % re.escape(predicate.encode("utf-8")), re.MULTILINE)
        for member in self._members if wanted else ():
            for found in pattern.finditer(self._read(member)):
                if found[2] in wanted:
                    yield Term(found[1].decode("utf-8"))

    def _load(self, subject: Term) -> None:
        """Put what is said about a subject into the store; with it, at once, the rest of a record that is not large."""
        if len(self._members) <= _AT_ONCE:
            lines = b"".join(map(self._read, self._members))
            self._whole = True
        else:  # it can begin in the last member that begins before it
            first = max(bisect_left(self._firsts, subject) - 1, 0)
            members = self._members[first : bisect_right(self._firsts, subject)]
            lines = b"".join(_of_subject(self._read(member), subject.encode("utf-8")) for member in members)
        try:
            self._store.load(lines, self._engine.RdfFormat.N_QUADS)
        except SyntaxError as error:
            raise SnapshotError(f"The evidence of {self._key} is damaged ({error}): publish the site again.") from error
        self._asked.add(subject)

    def _read(self, member: _Member) -> bytes:
        """Give the record's lines in a member; those that were asked for last are held."""
        lines = self._lines.pop(member.offset, None)
        if lines is None:
            lines = self._index.lines(member, self._key)
            if len(self._lines) >= _HELD:
                self._lines.pop(next(iter(self._lines)))
        self._lines[member.offset] = lines
        return lines


def _of_subject(lines: bytes, subject: bytes) -> bytes:
    """Give the lines about a subject out of sorted lines."""
    begins = subject + b" "
    start = 0 if lines.startswith(begins) else lines.find(b"\n" + begins) + 1
    if not start and not lines.startswith(begins):
        return b""
    last = max(lines.rfind(b"\n" + begins), start - 1)
    return lines[start : lines.index(b"\n", last + 1) + 1]


def _packed(data: bytes) -> bytes:
    """Make a gzip member without name and time (RFC 1952)."""
    packed = io.BytesIO()
    with gzip.GzipFile("", "wb", compresslevel=_LEVEL, fileobj=packed, mtime=0) as zipped:
        zipped.write(data)
    return packed.getvalue()
