"""All real files of others as one site: no violation, every statement has evidence, every place holds its quote."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Final

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from scholargraph import config
from scholargraph.acquire import Resolver, SourceItem
from scholargraph.model import Decision, Publication, Rejected, SourceRecord
from scholargraph.ntriples import Term, iri
from scholargraph.publish import Published, publish
from scholargraph.sources.reading import plans, read
from scholargraph.sources.verification import evidence_of
from scholargraph.validation import Severity
from tests import dumps
from tests.test_evidence import ANYTHING, BASE, MOST, STRUCTURAL, graphs

FOLDERS: Final = {
    "acl-anthology": ("samples/acl-anthology/xml", "acl-anthology"),
    "bibtex": ("samples/bibtex", "bibtex"),
    "crossref": ("samples/crossref", "crossref"),
    "csl-json": ("samples/csl-json", "csl-json"),
    "datacite": ("specs/datacite/kernel-4.7", "datacite"),
    "dblp": ("samples/dblp", "dblp"),
    "html": ("samples/html", "web-page"),
    "openalex": ("samples/openalex", "openalex"),
    "orcid": ("samples/orcid", "orcid"),
    "ris": ("samples/ris", "ris"),
    "ror": ("samples/ror", "ror"),
}
"""Where the files of each source lie, and its kind."""
OTHERS: Final = frozenset({".md", ".xsd", ".rng", ".rnc", ".txt"})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    folder = tmp_path_factory.mktemp("all")
    lines = [f'[site]\ntitle = "All"\nbase = "{BASE}"\n']
    for name, (path, kind) in FOLDERS.items():
        given = [file for file in sorted((shared / path).rglob("*")) if file.is_file() and file.suffix not in OTHERS]
        assert given, path
        for file in given:
            target = folder / name / file.relative_to(shared / path)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
        lines.append(f'[[source]]\nname = "{name}"\nkind = "{kind}"\npath = "{name}"\n')
    (folder / config.SITE_FILE).write_text("\n".join(lines), "utf-8")
    return folder


@pytest.fixture(scope="module")
def done(site: Path) -> Published:
    return publish(config.load(site))


@pytest.fixture(scope="module")
def read_out(site: Path) -> list[SourceRecord | Decision | Rejected]:
    return list(read(plans(config.load(site))))


def test_nothing_is_violated_and_what_is_rejected_has_its_place(
    done: Published, read_out: list[SourceRecord | Decision | Rejected]
) -> None:
    assert [one for one in done.findings if one.severity is Severity.VIOLATION] == []
    works = [one for one in read_out if isinstance(one, SourceRecord) and isinstance(one.record, Publication)]
    assert len(works) > 1300
    rejected = [one for one in read_out if isinstance(one, Rejected)]
    assert len(rejected) > 30
    for one in rejected:
        assert one.place is not None, one
        assert one.reason.endswith((".", "?")), one


def test_every_statement_has_evidence(done: Published) -> None:
    given = graphs(pyoxigraph.parse(dumps.content(done.snapshot), format=RdfFormat.N_QUADS))
    assert len(given.stated) > 50_000
    assert given.claimed - given.stated == set()
    without = Counter(
        (predicate, given.kinds.get(subject, ANYTHING)) for subject, predicate, _ in given.stated - given.claimed
    )
    allowed = {(iri(predicate), kind) for predicate, kind in STRUCTURAL}
    anything: set[Term] = {predicate for predicate, kind in allowed if kind == ANYTHING}
    assert {one for one in without if one not in allowed and one[0] not in anything} == set()
    assert given.evidence <= MOST * len(given.stated)


def test_every_place_holds_its_quote(site: Path, read_out: list[SourceRecord | Decision | Rejected]) -> None:
    items = {item.id: item for plan in plans(config.load(site)) for item in plan.items if isinstance(item, SourceItem)}
    resolvers = {key: Resolver(item) for key, item in items.items()}
    seen: Counter[str] = Counter()
    for record in read_out:
        for found in evidence_of(record) if isinstance(record, SourceRecord) else ():
            assert resolvers[found.item].resolve(found.locator) == found.quote, found
            seen[found.source] += 1
    for resolver in resolvers.values():
        resolver.close()
    assert set(seen) == set(FOLDERS)
