"""Whether a snapshot holds what was written: its files against the digests of its manifest, the manifest against its name.

A check can be interrupted and goes on where it was. It changes nothing, and decides nothing about what is served.
"""

from __future__ import annotations

import hashlib
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scholargraph.store.manifests import MANIFEST, STORE, Info, name_of, opened

QUICK_SECONDS: Final = 3.0
"""How long a snapshot may be checked before its first answer; what takes longer is checked beside the answers."""
BYTES_A_SECOND: Final = 200 * 1024 * 1024
"""How many bytes are surely digested in a second; a processor with instructions for SHA-256 does seven times as many."""

_CHUNK: Final = 1 << 20

Stamp = tuple[int, int, int, int]
"""Device-independent marks of a file that nobody can change without changing one: inode, size, times of content and status."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with a snapshot: the file, from the snapshot's folder, and whether it is gone or altered."""

    file: str
    gone: bool = False

    def __str__(self) -> str:
        return f"{self.file} {'is missing' if self.gone else 'is not what was published'}"

    @property
    def harmless(self) -> bool:
        """Whether no answer from a snapshot that is open already can be wrong for it.

        What is gone stays whole for who has it open, the manifest is not read again, and the engine checks each block of
        its own files when it reads it.
        """
        return self.gone or self.file == MANIFEST or self.file.startswith(f"{STORE}/")


class Check:
    """Reads all files of a snapshot once, a piece at a time."""

    def __init__(self, info: Info) -> None:
        self.info = info
        self.done = False
        self.read = 0
        """How many bytes were read so far."""
        self.stamps = stamps(info)
        """What its files looked like before they were read: as long as they do, nobody has written to them."""
        self._found: list[Damage] = []
        self._steps = self._run()

    @property
    def damage(self) -> Damage | None:
        """What was found so far; of several, what can do the most harm."""
        return min(self._found, key=lambda one: one.harmless, default=None)

    def run(self, seconds: float | None = None) -> bool:
        """Go on for so many seconds at most, or to the end; tell whether it is done."""
        ends = None if seconds is None else time.monotonic() + seconds
        while not self.done:
            try:
                self.read += next(self._steps)
            except StopIteration:
                self.done = True
            if ends is not None and time.monotonic() >= ends:
                break
        return self.done

    def _run(self) -> Iterator[int]:
        """Read on, and give how many bytes were read."""
        if name_of(self.info.manifest) != self.info.path.name:
            self._found.append(Damage(MANIFEST))
            return  # it tells nothing of the others
        now = opened(self.info.path)
        if now is None or now.manifest != self.info.manifest or _unsummed(self.info):
            self._found.append(Damage(MANIFEST, gone=now is None and not (self.info.path / MANIFEST).exists()))
        self._found += look(self.info)
        known = {one.file for one in self._found}
        for file, told in self.info.digests().items():
            name = file.relative_to(self.info.path).as_posix()
            if name in known:
                continue
            found = hashlib.sha256()
            try:
                with file.open("rb") as content:
                    while data := content.read(_CHUNK):
                        found.update(data)
                        yield len(data)
            except OSError as error:
                self._found.append(Damage(name, gone=isinstance(error, FileNotFoundError)))
                continue
            if found.hexdigest() != told:
                self._found.append(Damage(name))


def _unsummed(info: Info) -> bool:
    """Whether the manifest has digests of some of the engine's files only; one of the first release has none of any."""
    sums = info.manifest.get("store_sha256")
    return sums is not None and sums.keys() != info.manifest["store"].keys()


def look(info: Info) -> list[Damage]:
    """Say which files are missing, of another size, or no files, without reading any."""
    damages = []
    for file, size in info.sizes().items():
        name = file.relative_to(info.path).as_posix()
        try:
            found = file.lstat()
        except OSError:
            damages.append(Damage(name, gone=True))
            continue
        if not stat.S_ISREG(found.st_mode) or found.st_size != size:
            damages.append(Damage(name))
    return damages


def stamps(info: Info) -> dict[Path, Stamp]:
    """Give the marks of all files that are there; equal marks are files that nobody has written to."""
    found = {}
    for file in (*info.sizes(), info.path / MANIFEST):
        try:
            told = file.stat()
        except OSError:
            continue
        found[file] = (told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns)
    return found


def is_sound(info: Info) -> bool:
    """Whether every file of a snapshot holds what was written: this reads them all."""
    return damage(info) is None


def damage(info: Info) -> Damage | None:
    """Say what is wrong with a snapshot, or None: this reads all its files."""
    check = Check(info)
    check.run()
    return check.damage


def seconds(info: Info) -> float:
    """Estimate how long a check takes at most, from the bytes of its files."""
    return sum(info.sizes().values()) / BYTES_A_SECOND


def checked_in_time(info: Info) -> Check:
    """Check a snapshot before it answers, where that is quick; otherwise give the check, to be gone on with."""
    check = Check(info)
    if seconds(info) <= QUICK_SECONDS:
        check.run(QUICK_SECONDS)
    return check
