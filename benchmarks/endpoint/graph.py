"""Publishes a made-up site of any size: the project's own model, mapping, store, listings and search index.

It reads no source and judges nothing by shapes, which would take longer than all the rest: what the records hold is known.
"""

from __future__ import annotations

import hashlib
import heapq
import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from itertools import chain, groupby
from pathlib import Path
from typing import Final, Self

import scholargraph
from benchmarks.endpoint import records, works
from scholargraph import config, search, store
from scholargraph.iris import Iris, Key
from scholargraph.mapping import Mapped, dataset, statements
from scholargraph.model import Evidence, Publication, Record, Span
from scholargraph.ntriples import Term, iri, line
from scholargraph.pages import listings
from scholargraph.reconcile.catalogue import Catalogue, Claim, Source

TITLE: Final = "A Made-Up Library"
SOURCE: Final = "records"
WORKS_PER_PERSON: Final = 4
EVIDENCE: Final = 0.02
"""The share of the records whose evidence is stored. It takes five times the room of what it is for, and no query of
the comparison looks at it; a few keep the named graph there."""
RUN: Final = 500_000
"""How many lines are sorted in memory at once."""

_DEPENDED_ON: Final = (
    *("mapping/*.py", "model/*.py", "reconcile/catalogue.py", "store/snapshots.py", "search.py"),
    *("identifiers.py", "iris.py", "ntriples.py", "vocab.py"),
    *("pages/cards.py", "pages/listings.py", "pages/relations.py", "pages/sitemap.py"),
)
"""The modules of the package that decide what a snapshot holds; others may change without a new one."""


def publish(
    folder: Path,
    publications: int,
    *,
    base: str,
    seed: int = 1,
    evidence: float = EVIDENCE,
    endpoint: Mapping[str, float] | None = None,
) -> Path:
    """Make a published site in the folder and give its path; a snapshot of the same records is left as it is.

    `endpoint` are the limits for the site file's table of that name; they can change without a new snapshot.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / config.SITE_FILE).write_text(_site_file(base, endpoint or {}), encoding="utf-8")
    settings = config.load(folder)
    told = {"publications": publications, "seed": seed, "evidence": evidence, "base": settings.base}
    inputs = _digest(told)
    snapshots = store.Snapshots(settings.work)
    current = snapshots.current()
    if current is not None and current.manifest.get("inputs") == inputs:
        return folder
    iris = Iris(settings.base)
    catalogue = made(publications, seed)
    chosen = random.Random(seed)
    with snapshots.new() as directory, Lines(directory) as lines:
        for mapped in statements(catalogue, iris):
            lines.add(mapped, iris, with_evidence=chosen.random() < evidence)
        lines.describe(list(catalogue.records), iris)
        store.build(directory, lines.sorted())
        lines.close()
        listings.write(directory, catalogue, iris)
        search.write(directory, catalogue, iris)
        snapshots.commit(directory, {"inputs": inputs, "version": scholargraph.__version__, **told, **lines.counts})
    return folder


def made(publications: int, seed: int) -> Catalogue:
    """Make the catalogue of so many publications, with a fourth as many persons; each record has its evidence."""
    chance = random.Random(seed)
    venues = list(records.venues())
    persons = list(records.persons(max(publications // WORKS_PER_PERSON, 1), chance))
    written = works.works(publications, persons, venues, chance=chance)
    every: Iterable[Record] = chain[Record](records.organizations(chance), venues, persons, written)
    found = {record.key: record for record in every}
    ordered = {key: found[key] for key in sorted(found)}
    source = Source(SOURCE, "curation", "records.toml", None, date(2026, 1, 2))
    proof = {Claim(key): (_entry(record, number),) for number, (key, record) in enumerate(ordered.items(), start=1)}
    return Catalogue(records=ordered, evidence=proof, sources=(source,))


def _entry(record: Record, number: int) -> Evidence:
    """The line of a source that a record stands for."""
    quote = str(record.key) if isinstance(record, Publication) else record.name
    return Evidence(SOURCE, Span(200 * number, 200 * number + len(quote), number, 1), quote)


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
        'path = "records.toml"',
    ]
    rows += ["", "[endpoint]", *(f"{name} = {value}" for name, value in endpoint.items())] if endpoint else []
    return "\n".join(rows) + "\n"


def _digest(told: Mapping[str, object]) -> str:
    """What tells one made graph from another: what was asked for, and the code that makes it."""
    package, here = Path(scholargraph.__file__).parent, Path(__file__).parent
    files = sorted(chain(*(package.glob(pattern) for pattern in _DEPENDED_ON)))
    files += [here / name for name in ("graph.py", "records.py", "works.py", "words.py")]
    found = hashlib.sha256(json.dumps(told, sort_keys=True).encode("utf-8"))
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()


class Lines:
    """The lines of a dump, sorted in runs on the disk: ten million of them do not fit into memory beside the records."""

    def __init__(self, folder: Path) -> None:
        self.counts: Counter[str] = Counter({"statements": 0, "evidence": 0, "records": 0})
        self._properties: Counter[Term] = Counter()
        self._classes: Counter[Term] = Counter()
        self._folder = folder.parent
        self._held: list[str] = []
        self._open = ExitStack()
        self._runs: list[Iterable[str]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, mapped: Mapped, iris: Iris, *, with_evidence: bool) -> None:
        """Take what is said of one record."""
        properties, classes = dataset.count(mapped.statements)
        self._properties.update(properties)
        self._classes.update(classes)
        self._held += [line(triple) for triple in mapped.statements]
        self.counts["statements"] += len(mapped.statements)
        if with_evidence:
            graph = iri(iris.graph("evidence"))
            self._held += [line(triple, graph) for triple in mapped.evidence]
            self.counts["evidence"] += len(mapped.evidence)
        if len(self._held) >= RUN:
            self._put_away()

    def describe(self, keys: list[Key], iris: Iris) -> None:
        """Take the description of the dataset, once all else is counted."""
        graph = iri(iris.graph("description"))
        self.counts["records"] = len(keys)
        said = dataset.say(self._properties, self._classes, keys=keys, iris=iris, title=TITLE, license_iri=None)
        self._held += [line(triple, graph) for triple in said]

    def sorted(self) -> Iterator[str]:
        """Give every line once, in the order of code points."""
        self._put_away()
        for text, _ in groupby(heapq.merge(*self._runs)):
            yield text

    def close(self) -> None:
        """Let the runs go."""
        self._open.close()
        self._runs = []

    def _put_away(self) -> None:
        opened = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n", dir=self._folder)  # noqa: SIM115
        file = self._open.enter_context(opened)
        file.writelines(f"{text}\n" for text in sorted(set(self._held)))
        file.seek(0)
        self._held = []
        self._runs.append(text.removesuffix("\n") for text in file)
