"""The manifest of a snapshot: what stands in its folder, in which sizes and with which digests, and the name that follows.

It looks at names and sizes; `soundness` reads what the files hold.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from scholargraph import disk

MANIFEST: Final = "manifest.json"
STORE: Final = "store"
DUMP_BYTES: Final = "dump_bytes"
"""Where a manifest says how many bytes the lines of the dump have."""
STORE_CHANGES: Final = "store_changes"
"""Where a manifest says how many statements have changed since the engine's store was loaded anew."""
LAYOUT: Final = 4
"""Counts the ways that snapshots were laid out: one of an older layout is made anew though its sources are the same."""

_NOT_IN_THE_NAME: Final = ("store", "store_sha256", STORE_CHANGES)
"""The engine's files differ each time that they are made, so the name does not follow from them."""
_DUMP: Final = "dump.nq"
"""The unpacked dump of an older layout."""


@dataclass(frozen=True, slots=True)
class Info:
    """A complete snapshot on disk: its directory, named by its digest, and its manifest.

    `remade` counts how often a process that serves it found that its files had been made anew.
    """

    path: Path
    manifest: Mapping[str, Any]
    remade: int = 0
    digest: str = field(init=False)
    """What tells this snapshot from every other: the base of ETags."""

    def __post_init__(self) -> None:
        # Every request asks for it. What was found in damaged files must not count as found in those that replaced them.
        again = f".{self.remade}" if self.remade else ""
        object.__setattr__(self, "digest", f"{self.path.name}{again}")

    @property
    def size(self) -> int:
        """The bytes of the dump: what tells how much memory its statements take."""
        told = self.manifest.get(DUMP_BYTES)
        return int(self.manifest["files"].get(_DUMP, {"bytes": 0})["bytes"] if told is None else told)

    @property
    def newer(self) -> bool:
        """Whether a newer version of ScholarGraph laid it out, in a way that this one does not know."""
        return _layout(self.manifest) > LAYOUT

    @property
    def base(self) -> str | None:
        """The base IRI that it was published for, where it says."""
        found = self.manifest.get("base")
        return found if isinstance(found, str) else None

    @property
    def withdrawn(self) -> frozenset[str]:
        """The hashes of the names that were withdrawn when it was published."""
        found = self.manifest.get("withdrawn", ())
        return frozenset(map(str, found if isinstance(found, list | tuple) else ()))

    def sizes(self) -> dict[Path, int]:
        """Give the size of every file but the manifest."""
        found = {self.path / name: int(told["bytes"]) for name, told in self.manifest["files"].items()}
        return found | {self.path / STORE / name: int(size) for name, size in self.manifest["store"].items()}

    def digests(self) -> dict[Path, str]:
        """Give the SHA-256 of every file that the manifest has one of."""
        found = {self.path / name: str(told["sha256"]) for name, told in self.manifest["files"].items()}
        return found | {
            self.path / STORE / name: str(told) for name, told in self.manifest.get("store_sha256", {}).items()
        }


def name_of(manifest: Mapping[str, Any]) -> str:
    """Give the name that follows from a manifest, and so from the content of all files but the engine's."""
    told = {name: value for name, value in manifest.items() if name not in _NOT_IN_THE_NAME}
    identity = json.dumps({**told, "store": None}, sort_keys=True)
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def opened(path: Path) -> Info | None:
    """Give what is a snapshot by its manifest, whether its files are there or not; of a newer layout nothing is asked."""
    try:
        manifest = json.loads(disk.read(path / MANIFEST))
        found = Info(path, manifest)
        if not found.newer:
            found.sizes()
            found.digests()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return found


def complete(path: Path) -> Info | None:
    """Give a snapshot if every file stands there in its size: a look at names and sizes, not at content."""
    found = opened(path)
    if found is None or found.newer:
        return found
    try:
        whole = all(file.stat().st_size == size for file, size in found.sizes().items())
    except OSError:
        return None
    return found if whole else None


def _layout(manifest: Mapping[str, Any]) -> int:
    found = manifest.get("layout", 0)
    return found if isinstance(found, int) else 0
