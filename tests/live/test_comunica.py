"""Comunica, a query engine of others that runs on Node: one of our endpoints, two at once, and our pages as data."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from rdflib import FOAF, RDF, Graph, URIRef

from benchmarks.conformance.functions import described, evaluate
from benchmarks.conformance.verdicts import verdict
from tests.conftest import ROOT, do_without
from tests.live.conftest import Dump, Live

SCRIPT: Final = Path(__file__).parent / "comunica" / "ask.mjs"
FOLDER: Final = ROOT / ".venv" / "comunica"
PREFIXES: Final = """
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX schema: <https://schema.org/>
PREFIX sg: <https://w3id.org/scholargraph#>
"""


@dataclass(frozen=True)
class Job:
    """A query and where it is asked: an endpoint, or a document of the web."""

    query: str
    sources: tuple[str | dict[str, str], ...]


@dataclass(frozen=True)
class Outcome:
    """What Comunica made of a job: rows, a boolean or N-Quads, and every request that it sent."""

    data: dict[str, Any]

    @property
    def asked(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.data["asked"]
        return found

    @property
    def answer(self) -> str:
        assert "error" not in self.data, self.data["error"]
        found: str = self.data["answer"]
        return found

    def rows(self) -> list[dict[str, str]]:
        found = json.loads(self.answer)["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in found]


@pytest.fixture(scope="module")
def node() -> str:
    found = shutil.which("node")
    if found is None or not (FOLDER / ".installed").is_file():
        do_without("Comunica is not installed; `make comunica` does it where Node and npm are")
    return found


def ask(node: str, *jobs: Job) -> list[Outcome]:
    """Have Comunica answer queries, one after the other."""
    asked = json.dumps([{"query": PREFIXES + job.query, "sources": job.sources} for job in jobs])
    command = [node, str(SCRIPT), str(FOLDER)]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return [Outcome(data) for data in json.loads(done.stdout)]


def test_rows_a_boolean_and_graphs(node: str, department: Live, dump: Dump) -> None:
    here = (department.endpoint,)
    names, people, nobody, built, described = ask(
        node,
        Job("SELECT ?name ?year { ?w sg:year ?year ; schema:name ?name FILTER (?year > 2000) }", here),
        Job("ASK { ?who a foaf:Person }", here),
        Job("ASK { ?who a foaf:Nobody }", here),
        Job("CONSTRUCT { ?who foaf:name ?name } { ?who a foaf:Person ; foaf:name ?name }", here),
        Job(f"DESCRIBE <{department.base}person/ada-quill#this>", here),
    )
    expected = dump.default.query(
        f"{PREFIXES} SELECT ?name ?year {{ ?w sg:year ?year ; schema:name ?name FILTER (?year > 2000) }}"
    )
    assert Counter(tuple(sorted(row.items())) for row in names.rows()) == Counter(
        tuple(sorted((str(name), str(term)) for name, term in row.items())) for row in expected.bindings
    )
    assert len(names.rows()) > 5
    assert json.loads(people.answer)["boolean"] is True
    assert json.loads(nobody.answer)["boolean"] is False
    persons = set(dump.default.subjects(RDF.type, FOAF.Person))
    wanted = {triple for triple in dump.default.triples((None, FOAF.name, None)) if triple[0] in persons}
    assert set(Graph().parse(data=built.answer, format="nt")) == wanted
    assert "Ada Quill" in described.answer


def test_an_endpoint_is_known_by_its_description(node: str, department: Live) -> None:
    """A bare address is looked at first; what stands there says that it is a SPARQL service, and so it is asked."""
    query = "SELECT ?name { ?who a foaf:Person ; foaf:name ?name }"
    found, told = ask(
        node,
        Job(query, (department.endpoint,)),
        Job(query, ({"type": "sparql", "value": department.endpoint},)),
    )
    assert sorted(row["name"] for row in found.rows()) == sorted(row["name"] for row in told.rows())
    first, *others = found.asked
    assert (first["address"], first["method"], first["status"]) == (department.endpoint, "GET", 200)
    assert (
        "json" in first["kind"] or "turtle" in first["kind"] or "triples" in first["kind"] or "quads" in first["kind"]
    )
    assert all("query=" in one["address"] + one["body"] for one in others)
    assert all("sparql-results+json" in one["kind"] for one in others)
    assert 1 <= len(others) <= 3, "the endpoint joins, not the client"


def test_two_endpoints_are_one_graph(node: str, department: Live, lucas: Live, dump: Dump) -> None:
    both = (department.endpoint, lucas.endpoint)
    per_year = "SELECT ?year (COUNT(DISTINCT ?w) AS ?n) { ?w sg:year ?year ; a foaf:Document } GROUP BY ?year"
    joined, one, other = ask(node, Job(per_year, both), Job(per_year, both[:1]), Job(per_year, both[1:]))
    each = [Counter({row["year"]: int(row["n"]) for row in found.rows()}) for found in (one, other)]
    assert Counter({row["year"]: int(row["n"]) for row in joined.rows()}) == each[0] + each[1]
    assert each[0].keys() & each[1].keys(), "some years are in both"
    assert {asked["address"].partition("?")[0] for asked in joined.asked} == set(both)


def test_services_are_asked_from_elsewhere(node: str, department: Live, lucas: Live) -> None:
    """A federated query that is run at neither endpoint: works of one site and works of the other, of the same year."""
    nowhere = {"type": "serialized", "value": "", "mediaType": "text/turtle", "baseIRI": "http://127.0.0.1/"}
    query = f"""SELECT DISTINCT ?year ?ours ?theirs {{
        SERVICE <{department.endpoint}> {{ ?a sg:year ?year ; a foaf:Document ; schema:name ?ours }}
        SERVICE <{lucas.endpoint}> {{ ?b sg:year ?year ; a foaf:Document ; schema:name ?theirs }}
    }}"""
    single = "SELECT DISTINCT ?year ?name { ?a sg:year ?year ; a foaf:Document ; schema:name ?name }"
    found, ours, theirs = ask(
        node, Job(query, (nowhere,)), Job(single, (department.endpoint,)), Job(single, (lucas.endpoint,))
    )
    expected = {(a["year"], a["name"], b["name"]) for a in ours.rows() for b in theirs.rows() if a["year"] == b["year"]}
    assert {(row["year"], row["ours"], row["theirs"]) for row in found.rows()} == expected
    assert expected
    assert all(asked["status"] == 200 for asked in found.asked)


def test_a_service_inside_is_refused_in_our_words(node: str, department: Live, lucas: Live) -> None:
    query = f"SELECT * {{ SERVICE <{lucas.endpoint}> {{ ?s foaf:name ?name }} }}"
    (refused,) = ask(node, Job(query, ({"type": "sparql", "value": department.endpoint},)))
    assert "HTTP status 403" in refused.data["error"]
    assert "ask from an endpoint of your own" in refused.data["error"]


@pytest.mark.parametrize("kind", ["", "file"], ids=["whatever it is", "a file"])
def test_a_page_is_data(kind: str, node: str, department: Live, dump: Dump) -> None:
    page = f"{department.base}person/ada-quill"
    source: str | dict[str, str] = {"type": kind, "value": page} if kind else page
    names, made = ask(
        node,
        Job(f"SELECT ?name {{ <{page}#this> foaf:name ?name }}", (source,)),
        Job(f"SELECT ?work {{ <{page}#this> foaf:made ?work }}", (source,)),
    )
    assert [row["name"] for row in names.rows()] == ["Ada Quill"]
    assert {row["work"] for row in made.rows()} == set(
        map(str, dump.default.objects(URIRef(f"{page}#this"), FOAF.made))
    )
    assert made.rows()
    first = names.asked[0]
    assert (first["address"], first["status"]) == (page, 200)
    assert first["kind"].partition(";")[0] in {
        "text/turtle",
        "application/n-triples",
        "application/ld+json",
        "application/rdf+xml",
    }


def test_functions_have_the_values_of_the_standard(node: str) -> None:
    """The short form of `python -m benchmarks.conformance.functions`: nearly each function and operator once."""
    found = evaluate(100, 7, node)
    assert [described(one) for one in found if verdict(one) is None] == []
    assert sum(one.agrees for one in found) > 70
    assert len({one.call.name for one in found}) > 60
