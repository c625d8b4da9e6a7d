"""A small site whose sources are written anew before each publish, which processes of their own do.

All works have the same title and are told apart by their DOIs, so that which key a work gets depends on the ledger that its
publish has read: one that goes back to an older ledger, or an older graph, is seen.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import scholargraph.pipeline  # noqa: F401 - loaded once, not in every process
from benchmarks import curated
from benchmarks.reliability.killing import forked
from scholargraph import config, store
from scholargraph.publish import publish

PERSON: Final = """[[person]]
name = "Ada Example"
basis = "Stated by nobody: this person was made up."
topics = ["version {version}"]
"""
WORK: Final = """
[[publication]]
title = "Maps"
type = "journal-article"
authors = ["Ada Example"]
issued = {year}
identifiers = ["doi:10.5555/{work}"]
basis = "Stated by nobody: this work was made up."
"""
_VERSION: Final = re.compile(rb'"version (\d+)"')
_DOI: Final = re.compile(
    rb"^<http://127.0.0.1/(publication/[^#>]+)#this> <http://purl.org/ontology/bibo/doi> \"10.5555/(\w+)\"",
    re.MULTILINE,
)
_MOST_WORKS: Final = 6


class Site:
    """A site whose sources are written anew before each publish."""

    def __init__(self, folder: Path, rng: random.Random) -> None:
        self.folder = folder
        self.rng = rng
        self.version = 0
        self.keys: dict[bytes, bytes] = {}
        """The key of each work, by its DOI, as it was first seen."""
        self.works: list[int] = []
        curated.begin(folder, "Overlaps")

    def write(self) -> int:
        """Write a newer version of the sources, in one move: a work more or less, in another order."""
        self.version += 1
        if len(self.works) >= _MOST_WORKS:
            self.works.remove(self.rng.choice(self.works))
        self.works.append(self.version)
        self.rng.shuffle(self.works)
        works = "".join(WORK.format(work=f"w{work}", year=1900 + work % 100) for work in self.works)
        curated.write(self.folder, PERSON.format(version=self.version) + works)
        return self.version

    def start(self) -> int:
        """Publish in a process of its own; give its number. This one never publishes itself (`killing.forked`)."""
        return forked(lambda: publish(config.load(self.folder)))

    def publish(self) -> None:
        """Publish, and wait for it. Raises SystemExit where it fails."""
        _, status = os.waitpid(self.start(), 0)
        if status:
            raise SystemExit(f"publishing failed with {os.waitstatus_to_exitcode(status)}")

    def published(self) -> int:
        """Give the version that is current, 0 if there is none."""
        current = store.Snapshots(config.load(self.folder).work).current()
        if current is None:
            return 0
        return max(map(int, _VERSION.findall(b"".join(store.lines_of(store.dump(current.path))))), default=0)

    def moved(self) -> Iterable[str]:
        """Say of each work in a kept snapshot that has another key than it had before."""
        snapshots = store.Snapshots(config.load(self.folder).work)
        for name in snapshots.kept():
            for key, doi in _DOI.findall(b"".join(store.lines_of(store.dump(snapshots.folder / name)))):
                if self.keys.setdefault(doi, key) != key:
                    yield f"{doi.decode()} was {self.keys[doi].decode()} and is {key.decode()} in {name}"

    def left_behind(self) -> list[str]:
        """Give what of unfinished snapshots is still there."""
        return [path.name for path in (self.folder / ".scholargraph").rglob("*") if ".new" in path.name]


@contextmanager
def made(name: str, seed: int) -> Iterator[Site]:
    """Make a site with one version published, in a folder of its own that goes at the end; the seed is printed."""
    print(f"seed {seed}", flush=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{name}-"))
    try:
        site = Site(folder / "site", random.Random(seed))
        site.write()
        site.publish()
        yield site
    finally:
        shutil.rmtree(folder, ignore_errors=True)
