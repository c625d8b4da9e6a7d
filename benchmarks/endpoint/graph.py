"""Publishes a made-up site of any size with the pipeline that publishes every site.

It reads no source and judges nothing by shapes, which would take longer than all the rest: what the records hold is known.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import scholargraph
from benchmarks.endpoint.library import ITEM, SOURCE, Library
from scholargraph import config, inputs, pipeline, store
from scholargraph.iris import Iris, Key
from scholargraph.mapping import Mapper

TITLE: Final = "A Made-Up Library"


def publish(
    folder: Path,
    publications: int,
    *,
    base: str,
    seed: int = 1,
    evidence: float = 1,
    endpoint: Mapping[str, float] | None = None,
) -> Path:
    """Make a published site in the folder and give its path; a snapshot of the same records is left as it is.

    `evidence` is the share of the records whose evidence is stored. `endpoint` are the limits for the site file's table
    of that name; they can change without a new snapshot.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / config.SITE_FILE).write_text(_site_file(base, endpoint or {}), encoding="utf-8")
    settings = config.load(folder)
    told = {"publications": publications, "seed": seed, "evidence_share": evidence, "base": settings.base}
    digest = _digest(told)
    snapshots = store.Snapshots(settings.work)
    current = snapshots.current()
    if current is not None and current.manifest.get("inputs") == digest:
        return folder
    library = Library(publications, seed)
    mapper = Mapper(Iris(settings.base), library.sources)
    with snapshots.new() as directory:
        counts = pipeline.store_catalogue(
            directory, library, mapper, title=TITLE, with_evidence=some(evidence, seed) if evidence < 1 else None
        )
        snapshots.commit(directory, {"inputs": digest, "version": scholargraph.__version__, **told, **counts})
    return folder


def some(share: float, seed: int) -> Callable[[Key], bool]:
    """Choose so many of the records, each by its key alone."""
    return lambda key: random.Random(f"{seed} {key}").random() < share


def _site_file(base: str, endpoint: Mapping[str, float]) -> str:
    rows = [
        "[site]",
        f"title = {json.dumps(TITLE)}",
        f"base = {json.dumps(base)}",
        "",
        "# The graph was made and not read: serve it with --no-publish.",
        "[[source]]",
        f"name = {json.dumps(SOURCE)}",
        'kind = "curation"',
        f"path = {json.dumps(ITEM)}",
    ]
    rows += ["", "[endpoint]", *(f"{name} = {value}" for name, value in endpoint.items())] if endpoint else []
    return "\n".join(rows) + "\n"


def _digest(told: Mapping[str, object]) -> str:
    """What tells one made graph from another: what was asked for, and the code that makes it."""
    found = hashlib.sha256(json.dumps([told, inputs.stages()], sort_keys=True).encode("utf-8"))
    for name in ("graph.py", "library.py", "records.py", "works.py", "words.py"):
        found.update(Path(__file__).with_name(name).read_bytes())
    return found.hexdigest()
