"""What a snapshot follows from: sources, settings, ledger, and the code and data of every stage, as digests.

A snapshot that follows from the same is the same, so nothing needs to be done. It reads the items of sources, nothing in them.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

from scholargraph import __version__, assets, shape_settings, store
from scholargraph.config import Settings
from scholargraph.sources import ENTRY_POINTS, Reader
from scholargraph.sources.reading import Plan, digests

STAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "model": ("model", "bibliography", "identifiers.py", "iris.py", "ntriples.py", "vocab.py", "errors.py"),
    "acquire": ("acquire", "http_answers.py", "deadlines.py", "codings.py"),
    "sources": ("sources", "toml_spans.py"),
    "reconcile": ("reconcile",),
    "mapping": ("mapping",),
    "validation": ("validation", "findings"),
    "store": ("store", "xpath", "disk.py", "locks.py"),
    "indexes": (
        "search.py",
        "record_values.py",
        *(
            f"pages/{name}.py"
            for name in ("__init__", "cards", "listings", "privacy", "relations", "sitemap", "trees", "words")
        ),
    ),
    "publish": (
        "publish.py",
        "judging.py",
        "pipeline.py",
        "inputs.py",
        "config.py",
        "service_settings.py",
        "fetch_settings.py",
        "evidence_settings.py",
        "shape_settings.py",
        "web_addresses.py",
        "assets.py",
        "faults.py",
        "ledgers.py",
        "cached_answers.py",
        "__init__.py",
    ),
}
"""The files and folders of the package that decide what each stage makes; others may change without a new snapshot."""

_PACKAGE: Final = Path(__file__).resolve().parent


def digest(settings: Settings, plans: Sequence[Plan], *, ledger: str, stages: Mapping[str, str]) -> str:
    """Give the digest of everything that a snapshot follows from; what an item holds is read, and its digest kept."""
    found = _Framed()
    told = (
        *(settings.title, settings.base, settings.license, settings.language, settings.sources, settings.prefer),
        settings.evidence.store.value,
    )
    own = [file.name for file in shape_settings.files_of(settings.directory)]
    folder = settings.directory / shape_settings.FOLDER
    judged = (sorted(settings.shapes.severity.items()), own, _of_files(folder, own))
    for part in (__version__, str(store.LAYOUT), repr(told), ledger, repr(sorted(stages.items())), repr(judged)):
        found.add(part)
    for plan in plans:
        reader = plan.reader
        found.add(repr((plan.name, reader.kind, reader.version, sorted(plan.options.items()), _brought(reader))))
    for item, content in digests(plans):
        found.add(item)
        found.add(content)
    return found.digest()


def stages(package: Path = _PACKAGE) -> dict[str, str]:
    """Give a digest of the code and data of each stage of publishing."""
    found = {name: _of_files(package, paths) for name, paths in STAGES.items()}
    found["shapes"] = _of_files(assets.shapes_dir(), (".",))
    found["ontology"] = _of_files(assets.ontology_dir(), [file.name for file in assets.ontology_dir().glob("*.ttl")])
    return found


def _brought(reader: Reader) -> tuple[str, ...]:
    """What brings a reader: its distribution with its version, and a digest of the modules that it lies in."""
    points = [point for point in entry_points(group=ENTRY_POINTS, name=reader.kind) if point.dist is not None]
    brought = [f"{point.dist.name} {point.dist.version}" for point in points[:1] if point.dist is not None]
    for name in sorted({*(point.module for point in points[:1]), reader.read.__module__}):
        file = getattr(sys.modules.get(name), "__file__", None)
        if file is not None:
            path = Path(file)
            brought.append(_of_files(path.parent, (".",) if path.name == "__init__.py" else (path.name,)))
    return tuple(brought)


def _of_files(root: Path, paths: Iterable[str]) -> str:
    """A digest of files and of all files in folders, each by its path below the root."""
    found = _Framed()
    files = {file for path in paths for file in (root / path, *(root / path).rglob("*")) if file.is_file()}
    for file in sorted(files):
        if "__pycache__" not in file.parts:
            found.add(file.relative_to(root).as_posix())
            found.add(file.read_bytes())
    return found.digest()


class _Framed:
    """A digest of parts, each with its length, so that no two sequences of parts give the same."""

    def __init__(self) -> None:
        self._found = hashlib.sha256()

    def add(self, part: str | bytes) -> None:
        data = part.encode("utf-8") if isinstance(part, str) else part
        self._found.update(len(data).to_bytes(8, "big") + data)

    def digest(self) -> str:
        return self._found.hexdigest()
