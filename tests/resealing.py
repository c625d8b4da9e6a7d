"""Snapshots that are changed on purpose and are sound all the same: the manifest, and the name, follow the files."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from scholargraph.store import MANIFEST, Snapshots
from scholargraph.store.manifests import name_of


def resealed(work: Path) -> Path:
    """Write what the current snapshot's files are now into its manifest, name it by that, and make it current."""
    snapshots = Snapshots(work)
    named = snapshots.pointed_at()
    assert named is not None
    folder = snapshots.folder / named
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    there = {name: folder / name for name in manifest["files"] if (folder / name).is_file()}
    manifest["files"] = {
        name: {"bytes": file.stat().st_size, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
        for name, file in there.items()
    }
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    target = folder.with_name(name_of(manifest))
    folder.rename(target)
    snapshots.point_to(target.name)
    return target
