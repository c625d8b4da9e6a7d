"""SPARQLWrapper, the usual client of Python: every format it knows, every way it asks, and what it makes of our errors."""

from __future__ import annotations

import json
import warnings
from io import BytesIO
from typing import Any, Final
from urllib.error import HTTPError

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from rdflib.compare import isomorphic
from rdflib.query import Result
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDF, RDFXML, TSV, TURTLE, URLENCODED, XML
from SPARQLWrapper import SPARQLWrapper as Client
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from tests.live.conftest import Dump, Live

PREFIXES: Final = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX schema: <https://schema.org/>
PREFIX sg: <https://w3id.org/scholargraph#>
"""
WORKS: Final = f"""{PREFIXES}
SELECT ?work ?title ?year ?text WHERE {{
  ?work a foaf:Document ; sg:year ?year . OPTIONAL {{ ?work schema:name ?title }}
  OPTIONAL {{ ?work dcterms:abstract ?text }}
}}"""
AUTHORS: Final = (
    f"{PREFIXES} CONSTRUCT {{ ?w schema:author ?a . ?a foaf:name ?n }} {{ ?w schema:author ?a . ?a foaf:name ?n }}"
)
ENDLESS: Final = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(6)) + " }"

WAYS: Final = [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)]
pytestmark = [
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning"),  # SPARQLWrapper makes such graphs
    pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning"),  # rdflib itself uses what it warns of
]


def client(live: Live, query: str, form: str, way: tuple[str, str] = (GET, URLENCODED)) -> Client:
    made = Client(live.endpoint)
    made.setQuery(query)
    made.setReturnFormat(form)
    made.setMethod(way[0])
    made.setRequestMethod(way[1])
    made.setTimeout(60)
    return made


def converted(live: Live, query: str, form: str, way: tuple[str, str] = (GET, URLENCODED)) -> Any:
    return client(live, query, form, way).query().convert()


def table(answer: Any, form: str) -> Result:
    """Read rows with rdflib from what `convert` gave."""
    data = json.dumps(answer).encode() if form == JSON else answer.toxml().encode() if form == XML else answer
    found: Result = Result.parse(BytesIO(data), format=form)
    return found


def rows(result: Result, *, plain: bool = False) -> list[tuple[str, ...]]:
    """Give sorted rows; `plain` leaves the words of terms alone, which is all that CSV has."""

    def written(term: Any) -> str:
        return "" if term is None else str(term) if plain else term.n3()

    names = [rdflib.Variable(name) for name in ("work", "title", "year", "text")]
    return sorted(tuple(written(row.get(name)) for name in names) for row in result.bindings)


@pytest.fixture(scope="module")
def works(dump: Dump) -> Result:
    found = dump.default.query(WORKS)
    assert len(found) > 8
    assert any(len(row) < 4 for row in found.bindings), "something is unbound"
    assert any(len(row) == 4 for row in found.bindings), "something is not"
    return found


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
def test_rows_in_every_format_and_way(form: str, way: tuple[str, str], department: Live, works: Result) -> None:
    answer = converted(department, WORKS, form, way)
    plain = form == CSV
    assert rows(table(answer, form), plain=plain) == rows(works, plain=plain)


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
@pytest.mark.parametrize("form", [JSON, XML, CSV, TSV])
def test_yes_and_no_in_every_format_and_way(form: str, way: tuple[str, str], department: Live) -> None:
    for kind, expected in {"foaf:Person": True, "foaf:Nobody": False}.items():
        answer = converted(department, f"{PREFIXES} ASK {{ ?p a {kind} }}", form, way)
        if form in {CSV, TSV}:
            assert answer.strip() == str(expected).lower().encode()
        else:
            assert table(answer, form).askAnswer is expected


def authors(dump: Dump) -> rdflib.Graph:
    """Give what rdflib makes of the query for a graph."""
    found = dump.default.query(AUTHORS).graph
    assert found is not None
    assert len(found) > 20
    return found


def as_graph(answer: Any) -> rdflib.Graph:
    """Give the graph that `convert` gave, or one that is read from its Turtle."""
    return answer if isinstance(answer, rdflib.Graph) else rdflib.Graph().parse(data=answer, format="turtle")


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, XML, JSONLD])
def test_graphs_in_every_format_and_way(form: str, way: tuple[str, str], department: Live, dump: Dump) -> None:
    assert isomorphic(as_graph(converted(department, AUTHORS, form, way)), authors(dump))


@pytest.mark.parametrize("form", [TURTLE, N3, RDFXML, XML, JSONLD])
def test_a_description_is_what_is_said_of_a_thing(form: str, department: Live, dump: Dump) -> None:
    ada = rdflib.URIRef(f"{department.base}person/ada-quill#this")
    found = as_graph(converted(department, f"DESCRIBE <{ada}>", form))
    assert set(found.predicate_objects(ada)) == set(dump.default.predicate_objects(ada))


def test_the_library_s_default_formats_are_answered(department: Live, dump: Dump) -> None:
    """`RDF` asks for anything in its header, and for `rdf` in its parameters."""
    asked = client(department, AUTHORS, RDF)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # "because unexpected returned format"
        found = asked.query().convert()
    assert isomorphic(as_graph(found), authors(dump))
    assert Client(department.endpoint).returnFormat == XML


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/n-quads", RdfFormat.N_QUADS),
        ("application/trig", RdfFormat.TRIG),
    ],
)
def test_formats_that_it_has_no_name_for(accept: str, form: RdfFormat, department: Live, dump: Dump) -> None:
    asked = client(department, AUTHORS, N3)
    asked.setOnlyConneg(True)
    asked.addCustomHttpHeader("Accept", accept)
    response = asked.query().response
    assert response.headers["Content-Type"] == accept
    found = "".join(f"{quad.triple} .\n" for quad in parse(response.read(), form))
    assert isomorphic(rdflib.Graph().parse(data=found, format="nt"), authors(dump))


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_graphs_of_the_protocol_are_heeded(way: tuple[str, str], department: Live, dump: Dump) -> None:
    evidence = f"{department.base}graph/evidence"
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    asked = client(department, count, JSON, way)
    asked.addDefaultGraph(evidence)
    found: Any = asked.query().convert()
    assert found["results"]["bindings"][0]["n"]["value"] == str(len(dump.named[evidence]))
    asked = client(department, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", JSON, way)
    asked.addNamedGraph(evidence)
    found = asked.query().convert()
    assert found["results"]["bindings"][0]["n"]["value"] == str(len(dump.named[evidence]))


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_our_reasons_come_through_its_errors(way: tuple[str, str], department: Live) -> None:
    with pytest.raises(QueryBadFormed, match=r"This is not a SPARQL 1\.1 query"):
        converted(department, "SELECT ?x { ?x ?y }", JSON, way)
    with pytest.raises(HTTPError) as refused:
        converted(department, "SELECT ?x { SERVICE <http://127.0.0.1:9/> { ?x ?y ?z } }", JSON, way)
    with refused.value as error:
        assert (error.code, json.loads(error.read())["status"]) == (403, 403)


def test_its_timeout_ends_the_waiting_and_nothing_else(department: Live) -> None:
    impatient = client(department, ENDLESS, JSON, (POST, URLENCODED))
    impatient.setTimeout(1)
    with pytest.raises(TimeoutError):
        impatient.query()
    with pytest.raises(HTTPError) as late:
        converted(department, ENDLESS, JSON)
    with late.value as error:
        assert (error.code, json.loads(error.read())["title"]) == (503, "The query takes too long")
    assert converted(department, "ASK {}", JSON)["boolean"] is True
