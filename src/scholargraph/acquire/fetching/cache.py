"""The cache of what was fetched: bodies by their SHA-256, a current index, and a staging index that becomes current in one move.

It asks nobody. Whatever kills the process, the current index is the old or the new one, and no body that it needs is lost:

- A body is written beside its place, flushed and renamed; it is named before anything names it.
- The staging index grows by whole lines, each with its digest: a cut one is dropped, and all before it holds.
- `take_over` writes the new current index beside the old one and renames it; what is not needed any more goes after that.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from scholargraph import disk, locks
from scholargraph.acquire.fetching.index_rows import Agreed, Answer, Begun, Came, Ended, Harvest, Part, Row, line, row
from scholargraph.config import Settings
from scholargraph.locks import Waiting

FOLDER: Final = "cache"
_CURRENT: Final = "current.jsonl"
_STAGED: Final = "staged.jsonl"
_BODIES: Final = "bodies"
_LOCK: Final = "lock"
_DOING: Final = "fetching for this site"


class Cache:
    """The cache of a site. Whoever changes it holds `locked`; whoever only reads needs nothing.

    `settings` are the site's: what was fetched from other addresses, or with other parameters, is not what it asks for now.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.folder: Path = settings.work / FOLDER
        self._sound: set[str] = set()
        self._read: dict[str, tuple[tuple[int, ...], tuple[Row, ...]]] = {}

    @contextmanager
    def locked(self, waiting: Waiting = lambda _: None, *, patience: float | None = None) -> Iterator[None]:
        """Be the only one who fetches for the site. Raises BusyError as `locks.held`, OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with locks.held(self.folder / _LOCK, waiting, patience, doing=_DOING):
            yield

    # ------------------------------------------------------------------------------------------------------ bodies

    def body(self, digest: str) -> bytes | None:
        """Give a body; None where it is not there, or is another by now."""
        try:
            data = disk.read(self._path(digest))
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == digest else None

    def is_sound(self, digest: str) -> bool:
        """Whether a body is there, and what it was; it is read once."""
        if digest not in self._sound and self.body(digest) is not None:
            self._sound.add(digest)
        return digest in self._sound

    def keep(self, body: bytes) -> str:
        """Keep a body; give its digest. Raises OSError."""
        digest = hashlib.sha256(body).hexdigest()
        if self.is_sound(digest):
            return digest
        path = self._path(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.replace_bytes(path, body)
        self._sound.add(digest)
        return digest

    def _path(self, digest: str) -> Path:
        return self.folder / _BODIES / digest[:2] / digest

    # ------------------------------------------------------------------------------------------------------- index

    def current(self) -> Mapping[str, Harvest]:
        """Give what was taken over, by key; rows that are damaged are left out.

        Raises OSError where the index is there and cannot be read.
        """
        return {one.key: one for one in self._rows(_CURRENT) if isinstance(one, Harvest) and one.whole}

    def staged(self) -> Mapping[str, Harvest]:
        """Give what was fetched since, by key, whole or under way."""
        found: dict[str, Harvest] = {}
        came: dict[str, list[Answer]] = {}
        for one in self._rows(_STAGED):
            if isinstance(one, Begun | Harvest):
                harvest = one.harvest if isinstance(one, Begun) else one
                found[harvest.key], came[harvest.key] = harvest, [*harvest.answers]
            elif isinstance(one, Came) and one.key in found:
                came[one.key].append(one.answer)
            elif isinstance(one, Ended) and one.key in found:
                found[one.key] = replace(found[one.key], parts=one.parts, whole=True, notes=one.notes)
        return {key: replace(one, answers=tuple(came[key])) for key, one in found.items()}

    def index(self, *, staged: bool = False) -> Mapping[str, Harvest]:
        """Give what is current, or, staged, what would be current after `take_over`."""
        found = dict(self.current())
        if staged:
            found |= {key: one for key, one in self.staged().items() if one.whole}
        return found

    def begin(self, harvest: Harvest) -> None:
        """Note that a harvest begins. Raises OSError."""
        self._append(Begun(harvest))

    def add(self, key: str, answer: Answer) -> None:
        """Note an answer of a harvest that is under way; its body is kept already. Raises OSError."""
        self._append(Came(key, answer))

    def end(self, key: str, parts: Iterable[Part], notes: Iterable[str] = ()) -> None:
        """Note that a harvest is whole. Raises OSError."""
        self._append(Ended(key, tuple(parts), tuple(notes)))

    def agree(self, answers: str, keys: Collection[str]) -> None:
        """Note what a snapshot is made of that is about to be published: once it is, this is to be current. Raises OSError."""
        self._append(Agreed(answers, tuple(sorted(keys))))

    def agreed(self) -> Agreed | None:
        """Give what was noted last by `agree`, and was neither taken over nor dropped."""
        return next((one for one in reversed(self._rows(_STAGED)) if isinstance(one, Agreed)), None)

    def take_over(self, keep: Collection[str] | None = None) -> None:
        """Make current what was staged whole; what is under way stays staged. Raises OSError; then nothing changed.

        `keep` are the keys that the site still asks for: all else is dropped. None keeps everything.
        """
        staged = self.staged()
        current = {key: one for key, one in self.index(staged=True).items() if keep is None or key in keep}
        self.write(current, (one for one in staged.values() if not one.whole))

    def write(self, current: Mapping[str, Harvest], staged: Iterable[Harvest]) -> None:
        """Replace both indexes, the current one first, and drop the bodies that nobody needs. Raises OSError."""
        kept = list(staged)
        self._replace(_CURRENT, (current[key] for key in sorted(current)))
        self._replace(_STAGED, kept)
        self.collect()

    def forget(self, keys: Iterable[str]) -> None:
        """Drop harvests, whole or under way, from the staging index. Raises OSError."""
        gone = set(keys)
        staged = self.staged()
        if gone & staged.keys() or self.agreed() is not None:
            self._replace(_STAGED, (one for key, one in staged.items() if key not in gone))

    def collect(self) -> int:
        """Delete the bodies that neither index needs, and what a kill left half written; give how many."""
        needed = {
            digest for index in (self.current(), self.staged()) for one in index.values() for digest in one.digests
        }
        gone = 0
        for name in (_CURRENT, _STAGED):
            with suppress(OSError):
                disk.unfinished(self.folder / name).unlink(missing_ok=True)
        for path in (self.folder / _BODIES).glob("*/*"):
            if path.name not in needed:
                with suppress(OSError):
                    path.unlink()
                    gone += 1
        self._sound &= needed
        return gone

    def _stamp(self, name: str) -> tuple[int, ...] | None:
        """Give what tells a file from the one that takes its place."""
        try:
            found = (self.folder / name).stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def _rows(self, name: str) -> tuple[Row, ...]:
        """Give the rows of an index; those that are cut or damaged are left out. What has not changed is not read again.

        Raises OSError where it is there and cannot be read: taken for empty, it would be replaced, and all its bodies deleted.
        """
        stamp = self._stamp(name)
        known = self._read.get(name)
        if known is not None and known[0] == stamp:
            return known[1]
        try:
            data = disk.read(self.folder / name)
        except (FileNotFoundError, NotADirectoryError):
            return ()
        rows = tuple(found for text in data.splitlines() if (found := row(text)) is not None)
        if stamp is not None:
            self._read[name] = stamp, rows
        return rows

    def _append(self, one: Begun | Came | Ended | Agreed) -> None:
        """Add a whole line. What a kill left without its end is ended first, so that it harms no other line."""
        path = self.folder / _STAGED
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o666)
        with open(descriptor, "r+b", buffering=0) as file:  # noqa: PTH123 - a descriptor
            size = os.fstat(descriptor).st_size
            cut = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
            text = (b"\n" if cut else b"") + line(one)
            while text:
                text = text[file.write(text) or 0 :]
            os.fsync(descriptor)
        if size == 0:
            disk.sync(self.folder)

    def _replace(self, name: str, rows: Iterable[Harvest]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        disk.replace_bytes(self.folder / name, b"".join(line(one) for one in rows))
