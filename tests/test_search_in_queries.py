"""Search from SPARQL: `sg:relevance` gives what search gives, and what it is wrongly given is an error of the expression."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scholargraph import config, search, store
from scholargraph.formats import JSON
from scholargraph.ntriples import literal
from scholargraph.publish import publish
from scholargraph.search import Search
from scholargraph.sparql import limits
from scholargraph.sparql.workers import Pool
from scholargraph.store import Info, Reader

PREFIX: Final = "PREFIX sg: <https://w3id.org/scholargraph#> PREFIX foaf: <http://xmlns.com/foaf/0.1/> "


@pytest.fixture(scope="module")
def snapshot(copy_site: Callable[[str], Path]) -> Info:
    settings = config.load(copy_site("example-department"))
    publish(settings)
    return store.Snapshots(settings.work).require()


@pytest.fixture(scope="module", params=["disk", "memory"])
def reader(request: pytest.FixtureRequest, snapshot: Info) -> Reader:
    return Reader(snapshot) if request.param == "disk" else Reader.in_memory(snapshot)


def ask(reader: Reader, query: str) -> list[dict[str, Any]]:
    bindings = json.loads(reader.answer(PREFIX + query, "json"))["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]


def test_a_query_finds_what_search_finds_in_the_same_order(reader: Reader, snapshot: Info) -> None:
    found = ask(
        reader,
        'SELECT ?thing ?score { ?page foaf:primaryTopic ?thing BIND (sg:relevance(?thing, "imaginary") AS ?score) '
        "FILTER (?score > 0) } ORDER BY DESC(?score) ?thing",
    )
    hits = Search(snapshot.path).find("imaginary", limit=100).hits
    assert len(hits) > 3
    assert {row["thing"]: float(row["score"]) for row in found} == {hit.iri: hit.score for hit in hits}
    assert [float(row["score"]) for row in found] == [hit.score for hit in hits]


def test_it_filters_by_itself(reader: Reader) -> None:
    rows = ask(reader, 'SELECT ?thing { ?page foaf:primaryTopic ?thing FILTER (sg:relevance(?thing, "okaf")) }')
    assert any(row["thing"].endswith("person/benoit-okafor#this") for row in rows)
    assert len(rows) == len(
        ask(reader, 'SELECT ?thing { ?page foaf:primaryTopic ?thing FILTER (sg:relevance(?thing, "OKAF") > 0) }')
    )


def test_what_does_not_hold_the_words_scores_nothing(reader: Reader) -> None:
    rows = ask(
        reader, 'SELECT ?thing ?score { ?page foaf:primaryTopic ?thing BIND (sg:relevance(?thing, "zzzz") AS ?score) }'
    )
    assert {float(row["score"]) for row in rows} == {0}


@pytest.mark.parametrize(
    "call",
    ['sg:relevance("imaginary", ?thing)', "sg:relevance(?thing)", "sg:relevance()", 'sg:relevance(?thing, "a", "b")',
     "sg:relevance(?thing, ?page)", "sg:relevance(?unbound, 'a')"],
)  # fmt: skip
def test_wrong_arguments_are_an_error_of_the_expression(call: str, reader: Reader) -> None:
    rows = ask(reader, f"SELECT ?thing ?score {{ ?page foaf:primaryTopic ?thing BIND ({call} AS ?score) }}")
    assert rows
    assert all("score" not in row for row in rows)


def test_a_language_tag_and_a_number_are_words_too(reader: Reader) -> None:
    assert ask(reader, 'SELECT ?thing { ?page foaf:primaryTopic ?thing FILTER (sg:relevance(?thing, "imaginary"@en)) }')
    assert not ask(reader, "SELECT ?thing { ?page foaf:primaryTopic ?thing FILTER (sg:relevance(?thing, 424242)) }")


def test_another_function_is_unknown_still(reader: Reader) -> None:
    from scholargraph.errors import QueryError

    with pytest.raises(QueryError, match="not supported"):
        reader.answer(PREFIX + "SELECT ?x { ?s ?p ?o BIND (sg:nothing(?s) AS ?x) }", "json")


def test_a_snapshot_without_an_index_finds_nothing(snapshot: Info, tmp_path: Path) -> None:
    copied = shutil.copytree(snapshot.path, tmp_path / "snapshot")
    (copied / search.FILE).unlink()
    rows = ask(Reader(Info(copied, snapshot.manifest)),
               'SELECT ?thing ?score { ?page foaf:primaryTopic ?thing BIND (sg:relevance(?thing, "imaginary") AS ?score) }')  # fmt: skip
    assert rows
    assert all("score" not in row for row in rows)


IMAGINARY: Final = (
    'SELECT ?thing ?score { ?page foaf:primaryTopic ?thing BIND (sg:relevance(?thing, "imaginary") AS ?score) '
    "FILTER (?score > 0) }"
)


def test_an_index_that_was_opened_needs_its_file_no_more(snapshot: Info, tmp_path: Path) -> None:
    copied = shutil.copytree(snapshot.path, tmp_path / "snapshot")
    reader = Reader(Info(copied, snapshot.manifest))
    reader.open_index()
    (copied / search.FILE).unlink()
    assert ask(reader, IMAGINARY) == ask(Reader(snapshot), IMAGINARY) != []


def test_an_index_that_is_not_there_cannot_be_opened_and_that_is_no_error_yet(snapshot: Info, tmp_path: Path) -> None:
    copied = shutil.copytree(snapshot.path, tmp_path / "snapshot")
    (copied / search.FILE).unlink()
    reader = Reader(Info(copied, snapshot.manifest))
    reader.open_index()
    assert ask(reader, IMAGINARY) == []


@pytest.mark.parametrize("in_memory", [False, True], ids=["disk", "memory"])
def test_a_worker_of_the_endpoint_searches(*, in_memory: bool, snapshot: Info) -> None:
    """In memory, a worker opens no file any more once it can be asked."""
    given = limits.of_settings(config.EndpointSettings(workers=1))
    pool = Pool(snapshot, given if in_memory else replace(given, store_bytes=1))
    try:
        pool.start()
        for _ in range(1000):
            if pool._keeper.serving is not None and pool._keeper.serving.in_memory is in_memory:
                break
            threading.Event().wait(0.01)
        assert pool._keeper.serving is not None
        assert pool._keeper.serving.in_memory is in_memory
        answer = pool.ask(PREFIX + IMAGINARY, JSON, dataset=store.Dataset())
        rows = json.loads(answer.body)["results"]["bindings"]
        assert {row["thing"]["value"] for row in rows} == set(Search(snapshot.path).scores("imaginary"))
    finally:
        pool.close()


@given(st.text(max_size=40).filter(lambda text: "\0" not in text))
@settings(max_examples=100, deadline=None)
def test_any_words_can_be_asked_for(snapshot: Info, text: str) -> None:
    rows = ask(
        Reader(snapshot),
        f"SELECT ?thing {{ ?page foaf:primaryTopic ?thing FILTER (sg:relevance(?thing, {literal(text)})) }}",
    )
    assert {row["thing"] for row in rows} == set(Search(snapshot.path).scores(text))
