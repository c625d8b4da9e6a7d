"""The made-up graph is a site like any other: what the records hold is in the store, the pages and the search."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.endpoint import graph, library
from benchmarks.endpoint.library import Library
from scholargraph import config, search, store
from scholargraph.iris import Iris, Key
from scholargraph.mapping import Mapper, shards
from scholargraph.model import WHOLE, Person, Publication, TextSpan, stated
from scholargraph.ntriples import parse_literal
from scholargraph.pages.listings import Listings
from scholargraph.pages.relations import Relation
from scholargraph.validation import Severity, validate

BASE = "http://127.0.0.1:8000/"
SIZE = 60


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
    assert Listings(info.path).sizes("person")[Relation.MEMBERS] == SIZE // library.WORKS_PER_PERSON
    assert search.Search(info.path).find("University of Aldermoor").total >= 1


def test_what_is_counted_is_what_is_there(site: Path) -> None:
    info = current(site)
    reader = store.Reader(info)
    stated = reader.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    proof = reader.rows(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{BASE}graph/evidence> {{ ?s ?p ?o }} }}")
    assert parse_literal(stated[0]["n"]).value == str(info.manifest["statements"])
    assert 0 < int(parse_literal(proof[0]["n"]).value) == info.manifest["evidence"]


def test_all_evidence_is_stored_unless_less_is_asked_for(site: Path, tmp_path: Path) -> None:
    whole = current(graph.publish(tmp_path, SIZE, base=BASE)).manifest
    half = current(site).manifest
    assert whole["statements"] == half["statements"]
    made = Library(SIZE, 1)
    evidence = {
        line
        for shard in shards(made, Mapper(Iris(BASE), made.sources))
        for line in shard.lines
        if "graph/evidence" in line
    }
    assert whole["evidence"] == len(evidence)
    assert 0.3 * whole["evidence"] < half["evidence"] < 0.7 * whole["evidence"]


def test_the_records_meet_the_shapes() -> None:
    made = Library(12, 1)
    report = validate(
        triple for shard in shards(made, Mapper(Iris(BASE), made.sources)) for triple in shard.statements()
    )
    assert [result for result in report.results if result.severity is Severity.VIOLATION] == []


def test_the_same_seed_makes_the_same_and_another_does_not() -> None:
    once, again, other = (list(Library(40, seed).entries()) for seed in (1, 1, 2))
    assert once == again
    assert once != other


def test_entries_come_in_the_order_of_their_keys_each_as_it_is_made_alone() -> None:
    made, alone = Library(120, 3), Library(120, 3)
    entries = list(made.entries())
    assert all(one.key < other.key for one, other in pairwise(entries))
    assert len(entries) == 120 + 30 + library.ENTRIES_BESIDES
    random.Random(1).shuffle(entries)  # noqa: S311 - any order
    for entry in entries:
        assert alone.get(entry.key) == entry
        record = entry.record
        assert alone.label(entry.key) == (
            (record.title and record.title.value) if isinstance(record, Publication) else record.name
        )


def test_who_is_not_there_is_none() -> None:
    made = Library(8, 3)
    work = next(entry.key for entry in made.entries() if entry.key.collection == "publication")
    for key in ("person/ada", "person/0000003-wrong-name", "publication/0000009-late", "venue/v0", f"{work}-x", "x/y"):
        assert made.get(Key(key)) is None
        assert made.label(Key(key)) is None


def test_every_value_has_its_evidence_in_words_that_stand_apart() -> None:
    ends = 0
    for entry in Library(60, 1).entries():
        assert set(entry.evidence) == {WHOLE, *stated(entry.record)}
        spans = []
        for claim, (found,) in entry.evidence.items():
            assert found.quote.strip()
            assert isinstance(found.locator, TextSpan)
            assert found.locator.end - found.locator.start == len(found.quote.encode("utf-8"))
            if claim != WHOLE:
                spans.append(found.locator)
        assert all(one.end < other.start for one, other in pairwise(spans))
        assert ends <= spans[0].start
        ends = spans[-1].end


def test_the_catalogue_keeps_no_record_of_a_person_or_a_work() -> None:
    made = Library(10_000, 1)
    sum(1 for _ in zip(range(3000), made.records(), strict=False))
    held = [value for value in vars(made).values() if isinstance(value, dict | list | tuple)]
    assert sum(len(value) for value in held) == library.ENTRIES_BESIDES
    assert made._person.cache_info().maxsize == library.REMEMBERED
    assert not any(isinstance(value, Person | Publication) for one in held for value in one)


def test_the_works_are_of_all_sorts() -> None:
    works = [record for record in Library(800, 1).records() if isinstance(record, Publication)]
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
