"""The made-up graph is a site like any other: what the records hold is in the store, the pages and the search."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.endpoint import graph
from scholargraph import config, search, store
from scholargraph.iris import Iris, Key
from scholargraph.mapping import statements
from scholargraph.model import Publication
from scholargraph.ntriples import parse_literal
from scholargraph.pages.listings import Listings
from scholargraph.pages.relations import Relation
from scholargraph.validation import Severity, validate

BASE = "http://127.0.0.1:8000/"
SIZE = 60
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return graph.publish(tmp_path_factory.mktemp("made"), SIZE, base=BASE, evidence=0.5, endpoint={"cache_mib": 0})


def current(site: Path) -> store.Info:
    return store.Snapshots(config.load(site).work).require()


def test_every_record_is_stored_listed_and_found(site: Path) -> None:
    info = current(site)
    reader = store.Reader(info)
    works = "SELECT (COUNT(*) AS ?n) { ?work a <http://xmlns.com/foaf/0.1/Document> ; "
    works += "<https://schema.org/author> ?first . FILTER NOT EXISTS { ?work <https://schema.org/author> ?less "
    works += "FILTER (STR(?less) < STR(?first)) } }"
    assert [parse_literal(row["n"]).value for row in reader.rows(works)] == [str(SIZE)]
    assert Listings(info.path).sizes("publication")[Relation.MEMBERS] == SIZE
    assert Listings(info.path).sizes("person")[Relation.MEMBERS] == SIZE // graph.WORKS_PER_PERSON
    assert search.Search(info.path).find("University of Aldermoor").total >= 1


def test_what_is_counted_is_what_is_there(site: Path) -> None:
    info = current(site)
    reader = store.Reader(info)
    stated = reader.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    proof = reader.rows(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{BASE}graph/evidence> {{ ?s ?p ?o }} }}")
    assert parse_literal(stated[0]["n"]).value == str(info.manifest["statements"])
    assert 0 < int(parse_literal(proof[0]["n"]).value) == info.manifest["evidence"]


def test_the_records_meet_the_shapes() -> None:
    stated = statements(graph.made(12, 1), Iris(BASE))
    report = validate(triple for one in stated for triple in one.statements)
    assert [result for result in report.results if result.severity is Severity.VIOLATION] == []


def test_the_same_seed_makes_the_same_and_another_does_not() -> None:
    once, again, other = (graph.made(40, seed).records for seed in (1, 1, 2))
    assert once == again
    assert once != other


def test_the_works_are_of_all_sorts() -> None:
    works = [record for record in graph.made(800, 1).records.values() if isinstance(record, Publication)]
    assert len(works) == 800
    assert {len(work.contributions) for work in works} >= {1, 2, 3, 4, 5, 6, 7, 8}
    assert max(len(work.contributions) for work in works) <= 12
    assert {work.authors_complete for work in works} == {True, False}
    assert any(work.gaps for work in works)
    assert any(one.person is None for work in works for one in work.contributions)
    first: dict[Key | None, int] = {}
    for work in works:
        first[work.contributions[0].person] = first.get(work.contributions[0].person, 0) + 1
    assert max(first.values()) >= 3 * sorted(first.values())[len(first) // 2]


def test_an_unchanged_graph_is_left_alone_and_its_limits_change(site: Path) -> None:
    before = current(site)
    graph.publish(site, SIZE, base=BASE, evidence=0.5, endpoint={"cache_mib": 7})
    assert current(site) == before
    assert config.load(site).endpoint.cache_mib == 7


def test_no_file_stays_beside_the_snapshot(site: Path) -> None:
    assert sorted(path.name for path in (site / ".scholargraph" / "snapshots").iterdir()) == [
        ".lock",
        current(site).path.name,
    ]


BY_SEVERAL = """
import sys
from pathlib import Path
from benchmarks.endpoint import dump, graph
dump.RUN = 100
graph.publish(Path(sys.argv[1]), int(sys.argv[2]), base=sys.argv[3], evidence=0.5)
"""


def test_several_processes_make_the_same_snapshot_as_one(site: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", BY_SEVERAL, str(tmp_path / "site"), str(SIZE), BASE]
    subprocess.run(command, check=True, cwd=ROOT)  # in a process of its own: this one may have threads and cannot fork
    assert current(tmp_path / "site").digest == current(site).digest
