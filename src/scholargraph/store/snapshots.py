"""Snapshots on disk: build one in a directory of its own, then make it the current one in a single move.

It opens no snapshot. A kill, a power cut or a full disk at any point leaves the old snapshot or the new one, whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from scholargraph import disk, locks
from scholargraph.errors import BusyError, SnapshotError
from scholargraph.store import history
from scholargraph.store.history import History
from scholargraph.store.manifests import DUMP_BYTES, LAYOUT, MANIFEST, STORE, Info, complete, name_of, opened
from scholargraph.store.segments import segments
from scholargraph.store.soundness import is_sound

_NEW: Final = ".new-"
_DIGEST: Final = re.compile(r"[0-9a-f]{32}")


class Snapshots:
    """The snapshots of one site, below its work directory, and the pointer to the current one."""

    def __init__(self, work: Path) -> None:
        self.folder = work / "snapshots"
        self.pointer = work / "current"
        self._history = work / "history"
        self._holding = 0

    # -------------------------------------------------------------------------------------------------- for readers

    def current(self) -> Info | None:
        """Give the current snapshot, or None where there is none, or none that is complete and of a layout known here."""
        for _ in range(2):  # it may be replaced, and even removed, between a look at the pointer and one at its files
            name = self.pointed_at()
            found = None if name is None else complete(self.folder / name)
            if found is not None or name == self.pointed_at():
                return None if found is None or found.newer else found
        return None

    def require(self) -> Info:
        """Give the current snapshot. Raises SnapshotError with the remedy where there is none."""
        found = self.current()
        if found is not None:
            return found
        name = self.pointed_at()
        if name is None:
            raise SnapshotError("This site has no published graph: run `scholargraph publish` on it first.")
        return self.complete(name)

    def complete(self, name: str) -> Info:
        """Give a kept snapshot. Raises SnapshotError where it has lost files, or is of a newer version."""
        found = complete(self.folder / name) if _DIGEST.fullmatch(name) else None
        if found is None:
            raise SnapshotError(f"The snapshot {name} has lost files: run `scholargraph publish` to make it again.")
        if found.newer:
            raise too_new(found)
        return found

    def pointed_at(self) -> str | None:
        """Give the name that the pointer holds, whatever is there; None where it holds none."""
        try:
            name = disk.read(self.pointer).decode("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return name if _DIGEST.fullmatch(name) else None

    def kept(self) -> list[str]:
        """Give the names of the current snapshot and of those to roll back to, the newest first.

        Their order is that in which they became current. A folder that never did (its publishing was killed) is none of
        them, unless nobody knows any more what was.
        """
        told, there = self.history(), self._folders()
        current = self.pointed_at()
        names = [name for name in told.names if name in there]
        if current in there and current not in names:
            names.append(current)
        return names[::-1]

    def history(self) -> History:
        """Give the order in which snapshots became current; where nobody wrote it down, that of their folders' times."""
        found = history.read(self._history)
        if found.known:
            return found
        folders = sorted(self._folders(), key=lambda name: (_changed(self.folder / name), name))
        return replace(found, times=tuple((name, "") for name in folders))

    def candidates(self, base: str) -> Iterator[Info]:
        """Give the current snapshot, then those that may be served in its place, the newest first.

        In the place of another comes none for another base IRI, and none that still holds a name that was withdrawn.
        """
        first = self.pointed_at()
        told = None if first is None else opened(self.folder / first)
        current = None if told is None else complete(told.path)
        if current is not None and not current.newer:
            yield current
        for name in self.kept():
            found = None if name == first else complete(self.folder / name)
            if found is None or found.newer or found.base not in {None, base}:
                continue
            if told is None or told.withdrawn <= found.withdrawn:
                yield found

    # ------------------------------------------------------------------------------------------------- for publishers

    @contextmanager
    def lock(self, waiting: locks.Waiting = lambda _: None, *, patience: float | None = None) -> Iterator[None]:
        """Hold the site alone, and clear away what publishers that were killed have left.

        Sources and ledger are read within: what was read before may be older than what the last holder published.
        `waiting` is told, once, that another has it; `patience` is for how many seconds it is waited for.

        Raises BusyError where that was too short, SnapshotError where the folder cannot be written.
        """
        if self._holding:
            yield
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SnapshotError(
                f"Nothing can be published in {self.folder} ({error.strerror or error}): make the folder writable."
            ) from error
        with locks.held(self.folder / ".lock", waiting, patience):
            self._holding += 1
            try:
                self._clean()
                yield
            finally:
                self._holding -= 1

    def clean(self) -> None:
        """Clear away what publishers that were killed have left, unless one is at work."""
        if self.folder.is_dir():
            with suppress(BusyError, SnapshotError), self.lock(patience=0):
                pass

    @contextmanager
    def new(self) -> Iterator[Path]:
        """Give an empty directory to build in, alone; what is not committed is removed, also what a crash left.

        Raises:
            SnapshotError: the disk is full or cannot be written; the current snapshot stays as it was.
        """
        try:
            with self.lock():
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
        same content is the same snapshot. Everything is on the disk before the pointer moves. What it shares with the
        current snapshot is not read: its digests are known.
        """
        shared = _shared(directory, self.current())
        files, of_store = _files(directory, shared), _sizes(directory / STORE)
        sums = {name: _sum(directory / STORE / name, shared) for name in of_store}
        told = {**manifest, "files": files, "store": of_store, "store_sha256": sums, **_dump_bytes(directory)}
        text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        target = self.folder / name_of(told)
        there = complete(target)
        if there is not None and is_sound(there):
            shutil.rmtree(directory)
        else:
            (directory / MANIFEST).write_text(text, encoding="utf-8")
            directory.chmod(0o755)
            _sync_tree(directory, shared)
            shutil.rmtree(target, ignore_errors=True)
            directory.rename(target)
            disk.sync(self.folder)
        before = self.history()
        self._point_to(target.name)
        with suppress(OSError):  # it is published; the next holder of the lock makes up for it
            self._remember(before.with_newest(target.name))
        self._prune()
        return target

    def point_to(self, digest: str) -> None:
        """Make a kept snapshot the current one: this is also how to roll back.

        Raises SnapshotError if it is not there, or was laid out by a newer version.
        """
        with self.lock():
            found = complete(self.folder / digest) if _DIGEST.fullmatch(digest) else None
            if found is None:
                raise SnapshotError(f"There is no snapshot {digest}: kept are {', '.join(self.kept()) or 'none'}.")
            if found.newer:
                raise too_new(found)
            told = self.history()
            self._point_to(digest)
            if not told.known or digest not in told.names:
                self._remember(told.with_newest(digest))

    def keep(self, number: int) -> list[str]:
        """Keep so many snapshots from now on, the current one among them; give the names of those that are removed."""
        with self.lock():
            self._remember(replace(self.history(), keep=number, known=True))
            return self._prune()

    def remove(self, unwanted: Callable[[Info], bool]) -> None:
        """Remove kept snapshots for good, but not the current one."""
        current = self.pointed_at()
        for name in self._folders() - {current}:
            found = complete(self.folder / name)
            if found is None or unwanted(found):
                shutil.rmtree(self.folder / name, ignore_errors=True)

    def _folders(self) -> set[str]:
        """The names of all folders that are called like a snapshot."""
        try:
            return {path.name for path in self.folder.iterdir() if _DIGEST.fullmatch(path.name) and path.is_dir()}
        except OSError:
            return set()

    def _point_to(self, digest: str) -> None:
        disk.replace(self.pointer, f"{digest}\n")

    def _remember(self, told: History) -> None:
        """Write down which snapshots became current, but for those that are not there any more."""
        history.write(self._history, told.only(self._folders()))

    def _clean(self) -> None:
        """Remove what builders that died have left; only the holder of the lock may.

        A snapshot that was completed but never pointed at goes, too: it would take the place of one to roll back to. A
        pointer that was moved before the history was written, or before the oldest snapshot went, is made up for.
        """
        for orphan in self.folder.glob(f"{_NEW}*"):
            shutil.rmtree(orphan, ignore_errors=True)
        for file in (self.pointer, self._history):
            with suppress(OSError):
                disk.unfinished(file).unlink(missing_ok=True)
        current, told = self.pointed_at(), self.history()
        there = self._folders()
        if told.known:
            for name in there - {*told.names, current} if current in there else ():
                shutil.rmtree(self.folder / name, ignore_errors=True)
        if current in there and (not told.known or current not in told.names):
            with suppress(OSError):
                self._remember(told if current in told.names else told.with_newest(current))
        now = self.current()
        if now is not None and now.withdrawn:
            # What was published before a name was withdrawn holds it: nobody can roll back to that.
            self.remove(lambda old: not now.withdrawn <= old.withdrawn)
        if told.known and current in there:
            self._prune()  # the last one may have died after the pointer was moved

    def _prune(self) -> list[str]:
        """Remove all but the newest snapshots; give their names. A reader's open files outlive their names."""
        current = self.pointed_at()
        others = [name for name in self.kept() if name != current]
        gone = others[max(self.history().keep - 1, 0) :]
        for name in gone:
            shutil.rmtree(self.folder / name, ignore_errors=True)
        return gone


def too_new(info: Info) -> SnapshotError:
    """Make the error for a snapshot that a newer version laid out."""
    version = str(info.manifest.get("version", "unknown"))
    return SnapshotError(
        f"The snapshot {info.path.name} was published by a newer version of ScholarGraph ({version}, layout "
        f"{info.manifest.get('layout')}; this one knows up to {LAYOUT}): update ScholarGraph, or publish with this version."
    )


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _shared(directory: Path, current: Info | None) -> dict[Path, str]:
    """Give the files of a new snapshot that are files of the current one, too, each with its digest there."""
    if current is None:
        return {}
    told = {file.relative_to(current.path): digest for file, digest in current.digests().items()}
    return {
        directory / name: digest for name, digest in told.items() if disk.is_same(current.path / name, directory / name)
    }


def _sum(file: Path, shared: Mapping[Path, str]) -> str:
    known = shared.get(file)
    if known is not None:
        return known
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _files(directory: Path, shared: Mapping[Path, str]) -> dict[str, dict[str, Any]]:
    """Give size and SHA-256 of every file of a snapshot but the store's, by its path inside the snapshot."""
    found = {}
    for file in sorted(directory.rglob("*")):
        name = file.relative_to(directory)
        if file.is_file() and name.parts[0] != STORE:
            found[name.as_posix()] = {"bytes": file.stat().st_size, "sha256": _sum(file, shared)}
    return found


def _dump_bytes(directory: Path) -> dict[str, int]:
    found = segments(directory)
    return {} if found is None else {DUMP_BYTES: sum(one.lines.size for one in found)}


def _sizes(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_size for file in sorted(folder.iterdir())}


def _sync_tree(directory: Path, shared: Collection[Path]) -> None:
    """Put every file and folder of a tree on the disk, the innermost first, but for files that are there."""
    for folder, _, names in os.walk(directory, topdown=False):
        for path in (Path(folder, name) for name in names):
            if path not in shared:
                disk.sync(path)
        disk.sync(Path(folder))
