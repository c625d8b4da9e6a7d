"""References from the command line: of all works, of some things, of what a query finds."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scholargraph import config
from scholargraph.cli.export import REFERENCES
from scholargraph.formats import CITATIONS
from scholargraph.publish import publish
from tests.cli.running import run

Output = pytest.CaptureFixture[bytes]


@pytest.fixture(scope="module")
def department(copy_site: Callable[[str], Path]) -> Path:
    folder = copy_site("example-department")
    publish(config.load(folder))
    return folder


def test_the_command_offers_every_format() -> None:
    assert tuple(form.name for form in CITATIONS) == REFERENCES


@pytest.mark.parametrize("form", REFERENCES)
def test_an_export_is_the_same_bytes_each_time(department: Path, form: str, capfdbinary: Output) -> None:
    assert run("export", department, "--format", form) == 0
    first = capfdbinary.readouterr().out
    assert run("export", department, "--format", form) == 0
    assert capfdbinary.readouterr().out == first
    assert first


def test_all_works_stand_in_the_order_of_their_keys(department: Path, capfdbinary: Output) -> None:
    assert run("export", department, "--format", "csl-json") == 0
    ids = [one["id"] for one in json.loads(capfdbinary.readouterr().out)]
    assert ids == sorted(ids)
    assert len(ids) == 15


@pytest.mark.parametrize(
    ("keys", "count"),
    [
        (["publication/clouds-without-water"], 1),
        (["http://127.0.0.1:8000/publication/clouds-without-water#this"], 1),
        (["publication/clouds-without-water", "publication/clouds-without-water", "person/benoit-okafor"], 5),
        (["venue/journal-of-imaginary-geography"], 2),
        (["organization/department-of-imaginary-studies"], 1),
    ],
)
def test_keys_choose_the_works(department: Path, keys: list[str], count: int, capfdbinary: Output) -> None:
    assert run("export", department, *keys, "--format", "csl-json") == 0
    ids = [one["id"] for one in json.loads(capfdbinary.readouterr().out)]
    assert len(ids) == len(set(ids)) == count


@pytest.mark.parametrize("key", ["publication/nothing", "nonsense", "software/cloud-counter", "../x"])
def test_a_key_that_means_no_works_is_named(department: Path, key: str, capfdbinary: Output) -> None:
    assert run("export", department, key, "--format", "bib") == 2
    told = capfdbinary.readouterr()
    assert told.out == b""
    assert key.encode() in told.err


def test_a_graph_has_no_keys(department: Path, capfdbinary: Output) -> None:
    assert run("export", department, "person/ada-quill", "--format", "nt") == 2
    assert b"leave the keys out" in capfdbinary.readouterr().err


def test_a_query_gives_references_in_its_order(department: Path, capfdbinary: Output) -> None:
    query = "SELECT ?work ?year { ?work <https://w3id.org/scholargraph#year> ?year } ORDER BY DESC(?year) ?work"
    assert run("query", department, query, "--format", "csl-json") == 0
    years = [one["issued"]["date-parts"][0][0] for one in json.loads(capfdbinary.readouterr().out)]
    assert years == sorted(years, reverse=True)
    assert len(years) > 10


@pytest.mark.parametrize(
    ("target", "query", "words"),
    [
        (None, "SELECT ?name { ?person <https://schema.org/name> ?name }", b"names no work"),
        (None, "ASK { ?s ?p ?o }", b"names no work"),
        ("http://127.0.0.1:1/sparql", "SELECT * { ?s ?p ?o }", b"site's directory"),
    ],
)
def test_an_answer_without_works_is_no_reference(
    department: Path, target: str | None, query: str, words: bytes, capfdbinary: Output
) -> None:
    assert run("query", target or department, query, "--format", "bib") == 2
    assert words in capfdbinary.readouterr().err
