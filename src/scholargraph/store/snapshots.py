"""Snapshots on disk: build one in a directory of its own, then make it the current one in a single move.

It opens no snapshot. A kill, a power cut or a full disk at any point leaves the old snapshot or the new one, whole.
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

from scholargraph.errors import InternalError, SnapshotError
from scholargraph.store.graphs import GraphWriter

DUMP: Final = "dump.nq"
DUMP_GZ: Final = "dump.nq.gz"
MANIFEST: Final = "manifest.json"
STORE: Final = "store"
LAYOUT: Final = 3
"""Counts the ways that snapshots were laid out: one of an older layout is made anew though its sources are the same."""
KEPT: Final = 3
"""How many snapshots stay: the current one and those to roll back to."""

_NEW: Final = ".new-"
_OF_THE_WRITER: Final = ("LOG", "LOCK")
"""RocksDB's diary and lock: of no use to readers."""
_DIGEST: Final = re.compile(r"[0-9a-f]{32}")
_CHUNK: Final = 1 << 20
_BATCH: Final = 200_000
"""Statements that are loaded at once: all of it takes a gigabyte for a million of them, and is not quicker."""


@dataclass(frozen=True, slots=True)
class Info:
    """A complete snapshot on disk: its directory, named by its digest, and its manifest."""

    path: Path
    manifest: Mapping[str, Any]
    digest: str = field(init=False)
    """What tells this snapshot from every other: the base of ETags."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", self.path.name)  # every request asks for it

    @property
    def size(self) -> int:
        """The bytes of the dump: what tells how much memory its statements take."""
        return int(self.manifest["files"][DUMP]["bytes"])


def build(directory: Path, lines: Iterable[str]) -> int:
    """Write sorted lines of N-Quads into a new snapshot's directory: dump, gzipped, graph by graph, and store; count them.

    The gzip files hold no name and no time, so the same lines give the same bytes.

    Raises:
        InternalError: the lines are not sorted by code point, or not N-Quads: what made them is at fault.
    """
    from pyoxigraph import RdfFormat, Store

    dump = directory / DUMP
    with GraphWriter(directory) as graphs:
        count = _write(lines, dump, directory / DUMP_GZ, graphs=graphs)
    folder = directory / STORE
    store = Store(str(folder))
    try:
        with dump.open("rb") as opened:
            while data := b"".join(islice(opened, _BATCH)):
                store.bulk_load(input=data, format=RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise InternalError(f"The statements to store are not N-Quads ({error}): report this.") from error
    store.flush()
    store.optimize()  # it will only be read: from one sorted run, which is several times as fast as from all that loading left
    del store
    for name in _OF_THE_WRITER:
        (folder / name).unlink(missing_ok=True)
    return count


def _write(lines: Iterable[str], dump: Path, packed: Path, *, graphs: GraphWriter) -> int:
    count, last = 0, b""
    with (
        dump.open("wb") as plain,
        packed.open("wb") as file,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as zipped,
    ):
        for count, line in enumerate(lines, start=1):
            data = line.encode("utf-8") + b"\n"
            if data <= last:
                raise InternalError(f"Statement {count} is not after the one before it: sort them, each once.")
            last = data
            plain.write(data)
            zipped.write(data)
            graphs.add(line)
    return count


class Snapshots:
    """The snapshots of one site, below its work directory, and the pointer to the current one."""

    def __init__(self, work: Path) -> None:
        self.folder = work / "snapshots"
        self.pointer = work / "current"

    def current(self) -> Info | None:
        """Give the current snapshot, or None where there is none, or none that is complete."""
        for _ in range(2):  # it may be replaced, and even removed, between a look at the pointer and one at its files
            name = self._pointed_at()
            found = None if name is None else _complete(self.folder / name)
            if found is not None or name == self._pointed_at():
                return found
        return None

    def require(self) -> Info:
        """Give the current snapshot. Raises SnapshotError with the remedy where there is none."""
        found = self.current()
        if found is not None:
            return found
        if self._pointed_at() is None:
            raise SnapshotError("This site has no published graph: run `scholargraph publish` on it first.")
        raise SnapshotError(
            f"The snapshot {self._pointed_at()} has lost files: run `scholargraph publish` to make it again."
        )

    @contextmanager
    def new(self) -> Iterator[Path]:
        """Give an empty directory to build in, alone; what is not committed is removed, also what a crash left.

        Raises:
            SnapshotError: the disk is full or cannot be written; the current snapshot stays as it was.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / ".lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)  # the kernel lets go of it, however the holder ends
                self._clean()
                directory = Path(tempfile.mkdtemp(prefix=_NEW, dir=self.folder))
                try:
                    yield directory
                finally:
                    shutil.rmtree(directory, ignore_errors=True)
        except OSError as error:
            raise SnapshotError(
                f"The snapshot cannot be written ({error.strerror or error}): make room, or make its folder writable."
            ) from error

    def commit(self, directory: Path, manifest: Mapping[str, Any]) -> Path:
        """Complete a directory from `new` and make it the current snapshot; readers see the old one or the new one.

        The snapshot is named by a digest of the manifest, which holds the digests of all files but the store's: the
        same content is the same snapshot. Everything is on the disk before the pointer moves.
        """
        files, of_store = _files(directory), _sizes(directory / STORE)
        identity = json.dumps({**manifest, "files": files, "store": None}, sort_keys=True)
        sums = {name: _sum(directory / STORE / name) for name in of_store}
        told = {**manifest, "files": files, "store": of_store, "store_sha256": sums}
        text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        target = self.folder / hashlib.sha256(identity.encode("utf-8")).hexdigest()[:32]
        there = _complete(target)
        if there is not None and is_sound(there):
            shutil.rmtree(directory)
            os.utime(target)
        else:
            (directory / MANIFEST).write_text(text, encoding="utf-8")
            directory.chmod(0o755)
            _sync_tree(directory)
            shutil.rmtree(target, ignore_errors=True)
            directory.rename(target)
            _sync(self.folder)
        self.point_to(target.name)
        self._prune(target)
        return target

    def remove(self, unwanted: Callable[[Info], bool]) -> None:
        """Remove kept snapshots for good, but not the current one."""
        current = self._pointed_at()
        for path in self._kept():
            found = _complete(path)
            if path.name != current and (found is None or unwanted(found)):
                shutil.rmtree(path, ignore_errors=True)

    def point_to(self, digest: str) -> None:
        """Make a kept snapshot the current one: this is also how to roll back. Raises SnapshotError if it is not there."""
        if not _DIGEST.fullmatch(digest) or _complete(self.folder / digest) is None:
            kept = ", ".join(sorted(path.name for path in self._kept()))
            raise SnapshotError(f"There is no snapshot {digest}: kept are {kept or 'none'}.")
        fresh = self.pointer.with_name(self.pointer.name + ".new")
        with fresh.open("w", encoding="ascii") as file:
            file.write(digest + "\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.pointer)
        _sync(self.pointer.parent)

    def _pointed_at(self) -> str | None:
        try:
            name = self.pointer.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return name if _DIGEST.fullmatch(name) else None

    def _kept(self) -> list[Path]:
        return [path for path in self.folder.glob("[!.]*") if path.is_dir()]

    def _clean(self) -> None:
        """Remove what builders that died have left; only the holder of the lock may."""
        for orphan in self.folder.glob(f"{_NEW}*"):
            shutil.rmtree(orphan, ignore_errors=True)

    def _prune(self, current: Path) -> None:
        """Remove all but the newest snapshots. A reader's open files outlive their names."""
        others = [path for path in self._kept() if path != current]
        others.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for old in others[KEPT - 1 :]:
            shutil.rmtree(old, ignore_errors=True)


def _complete(path: Path) -> Info | None:
    """Give a snapshot if every file stands there in its size: a look at names and sizes, not at content."""
    try:
        manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        files = {path / name: told["bytes"] for name, told in manifest["files"].items()}
        files |= {path / STORE / name: size for name, size in manifest["store"].items()}
        whole = all(file.stat().st_size == size for file, size in files.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Info(path, manifest) if whole else None


def is_sound(info: Info) -> bool:
    """Whether every file of a snapshot holds what was written: this reads them all."""
    sums = {info.path / name: told["sha256"] for name, told in info.manifest["files"].items()}
    sums |= {info.path / STORE / name: told for name, told in info.manifest.get("store_sha256", {}).items()}
    try:
        return all(_sum(file) == told for file, told in sums.items())
    except OSError:
        return False


def _sum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _files(directory: Path) -> dict[str, dict[str, Any]]:
    """Give size and SHA-256 of every file of a snapshot but the store's, by its path inside the snapshot."""
    found = {}
    for file in sorted(directory.rglob("*")):
        name = file.relative_to(directory)
        if file.is_file() and name.parts[0] != STORE:
            found[name.as_posix()] = {"bytes": file.stat().st_size, "sha256": _sum(file)}
    return found


def _sizes(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_size for file in sorted(folder.iterdir())}


def _sync_tree(directory: Path) -> None:
    """Put every file and folder of a tree on the disk, the innermost first."""
    for folder, _, names in os.walk(directory, topdown=False):
        for name in names:
            _sync(Path(folder, name))
        _sync(Path(folder))


def _sync(path: Path) -> None:
    """Put a file's content, or a folder's names, on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
