"""Publishes a made-up site of any size: the project's own model, mapping, store, listings and search index.

It reads no source and judges nothing by shapes, which would take longer than all the rest: what the records hold is known.
"""

from __future__ import annotations

import hashlib
import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Final

import scholargraph
from benchmarks.endpoint import dump, records, works
from scholargraph import config, search, store
from scholargraph.iris import Iris, Key
from scholargraph.mapping import dataset
from scholargraph.model import Evidence, Publication, Record, Span
from scholargraph.ntriples import Term
from scholargraph.pages import listings
from scholargraph.reconcile.catalogue import Catalogue, Claim, Source

TITLE: Final = "A Made-Up Library"
SOURCE: Final = "records"
WORKS_PER_PERSON: Final = 4
EVIDENCE: Final = 0.02
"""The share of the records whose evidence is stored. All of it would be two and a half times the statements, and no
question of the comparison looks at it; some of it keeps the named graph there."""

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
    with snapshots.new() as directory:
        counts = _store(directory, catalogue, iris, proven=_some(catalogue, evidence, seed))
        listings.write(directory, catalogue, iris)
        search.write(directory, catalogue, iris)
        snapshots.commit(directory, {"inputs": inputs, "version": scholargraph.__version__, **told, **counts})
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


def _store(directory: Path, catalogue: Catalogue, iris: Iris, *, proven: AbstractSet[Key]) -> dict[str, int]:
    """Write dump and store; give what the manifest tells of them. The runs lie in the directory no longer than that."""
    keys = list(catalogue.records)
    properties: Counter[Term] = Counter()
    classes: Counter[Term] = Counter()
    with tempfile.TemporaryDirectory(dir=directory, prefix="runs-") as folder:
        runs = dump.runs(dump.Task(catalogue, iris, Path(folder), proven))
        for run in runs:
            properties.update(run.properties)
            classes.update(run.classes)
        described = dataset.say(properties, classes, keys=keys, iris=iris, title=TITLE, license_iri=None)
        store.build(directory, dump.merged(runs, described, iris))
    counts = {"statements": sum(run.statements for run in runs), "evidence": sum(run.evidence for run in runs)}
    return {**counts, "records": len(keys)}


def _some(catalogue: Catalogue, share: float, seed: int) -> frozenset[Key]:
    """Choose the records whose evidence is stored."""
    chance = random.Random(seed)
    return frozenset(key for key in catalogue.records if chance.random() < share)


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
    files += [here / name for name in ("graph.py", "dump.py", "records.py", "works.py", "words.py")]
    found = hashlib.sha256(json.dumps(told, sort_keys=True).encode("utf-8"))
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()
