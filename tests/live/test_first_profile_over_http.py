"""The first profile, asked by clients that we did not write, and attacked, over HTTP."""

from __future__ import annotations

import gzip
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic
from SPARQLWrapper import CSV, GET, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

from tests.live.conftest import Live

PREFIXES = """
PREFIX schema: <https://schema.org/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX bibo: <http://purl.org/ontology/bibo/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX vivo: <http://vivoweb.org/ontology/core#>
PREFIX sg: <https://w3id.org/scholargraph#>
"""
OWNER = 'FILTER EXISTS { ?person foaf:name "Lucas Dixon" ; a foaf:Person }'


def ask(live: Live, query: str, form: str = JSON, *, method: str = GET, direct: bool = False) -> Any:
    wrapper = SPARQLWrapper(live.base + "sparql")
    wrapper.setQuery(PREFIXES + query)
    wrapper.setReturnFormat(form)
    wrapper.setMethod(method)
    if direct:
        wrapper.setRequestMethod(POSTDIRECTLY)
    wrapper.setTimeout(60)
    return wrapper.queryAndConvert()


def rows(live: Live, query: str) -> list[dict[str, str]]:
    found = ask(live, query)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in found]


def test_ten_works_by_the_owner_seven_of_them_articles(live: Live) -> None:
    works = rows(
        live,
        f"SELECT ?work ?title {{ ?person foaf:made ?work . ?work a foaf:Document ; schema:name ?title . {OWNER} }}",
    )
    assert len({row["work"] for row in works}) == 10
    articles = rows(live, f"SELECT ?work {{ ?person foaf:made ?work . ?work a schema:ScholarlyArticle . {OWNER} }}")
    assert len({row["work"] for row in articles}) == 7
    assert len(rows(live, "SELECT ?work { ?work a schema:Thesis }")) == 1


def test_author_lists_have_every_name_at_its_position(live: Live) -> None:
    query = """SELECT ?work (COUNT(?before) AS ?position) ?name {
        ?work a foaf:Document ; bibo:authorList ?head . FILTER NOT EXISTS { ?work a schema:Thesis }
        ?head rdf:rest* ?before . ?before rdf:rest* ?cell . ?cell rdf:first ?author . ?author schema:name ?name
    } GROUP BY ?work ?cell ?name"""
    lists: dict[str, dict[int, str]] = {}
    for row in rows(live, query):
        lists.setdefault(row["work"], {})[int(row["position"])] = row["name"]
    assert sorted(map(len, lists.values())) == sorted([6, 19, 7, 10, 5, 5, 7, 6, 5])
    for names in lists.values():
        assert sorted(names) == list(range(1, len(names) + 1))
        assert "Lucas Dixon" in names.values()
    (personas,) = [names for work, names in lists.items() if "user-personas" in work]
    assert [personas[place] for place in sorted(personas)][::5] == ["Asma Ghandeharioun", "Lucas Dixon"]


@pytest.mark.parametrize(("method", "direct"), [(GET, False), (POST, False), (POST, True)])
@pytest.mark.parametrize("form", [JSON, XML, CSV])
def test_all_ways_to_ask_in_all_forms(live: Live, method: str, form: str, *, direct: bool) -> None:
    answer = ask(
        live,
        "SELECT ?name { ?p a foaf:Person ; vivo:orcidId ?none ; foaf:name ?name }",
        form,
        method=method,
        direct=direct,
    )
    assert answer is not None
    answer = ask(
        live, "SELECT ?name { ?p a schema:ResearchProject ; foaf:name ?name }", form, method=method, direct=direct
    )
    text = answer.decode() if isinstance(answer, bytes) else answer.toxml() if form == XML else json.dumps(answer)
    assert "Conversation AI" in text


def test_a_graph_is_turtle(live: Live) -> None:
    answer = ask(live, "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t . FILTER(?t = schema:Thesis) }", TURTLE)
    assert len(Graph().parse(data=answer, format="turtle")) == 1


def test_the_evidence_of_a_statement_is_one_query_away(live: Live) -> None:
    query = f"""PREFIX oa: <http://www.w3.org/ns/oa#>
    SELECT DISTINCT ?file ?words {{
        ?work a schema:Thesis ; dcterms:issued ?date .
        GRAPH <{live.base}graph/ontology> {{
            ?pattern rdf:predicate dcterms:issued ; sg:recordField ?field ; sg:subjectFrom ?from ; sg:objectFrom ?to .
        }}
        GRAPH <{live.base}graph/evidence> {{
            ?evidence sg:recordField ?field ; ?from ?work ; ?to ?date ; oa:hasTarget ?place .
            ?place oa:hasSource ?source ; oa:hasSelector/oa:exact ?words .
        }}
        ?source dcterms:title ?file
    }}"""
    assert {"file": "curation.toml", "words": "2005"} in rows(live, query)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD reader uses it
def test_a_page_in_every_format_is_the_same_graph(live: Live) -> None:
    formats = {
        "text/turtle": "turtle",
        "application/n-triples": "nt",
        "application/rdf+xml": "xml",
        "application/ld+json": "json-ld",
    }
    for path in ("person/lucas-dixon", "publication/a-proof-planning-framework-for-isabelle", "software/uproxy"):
        graphs = []
        for media_type, name in formats.items():
            answer = live.get(path, accept=media_type)
            assert answer.status == 200
            assert answer.headers["Content-Type"].startswith(media_type)
            assert "Accept" in answer.headers["Vary"]
            graphs.append(Graph().parse(data=answer.body, format=name))
        assert len(graphs[0]) > 10
        assert all(isomorphic(graphs[0], graph) for graph in graphs[1:])
    assert live.get("person/lucas-dixon", accept="image/png").status == 406
    assert live.get("person/nobody").status == 404


def test_every_iri_of_the_dump_can_be_followed(live: Live) -> None:
    dump = gzip.decompress(live.get("dump.nq.gz").body).decode("utf-8")
    documents = {term[1:].partition("#")[0].rstrip(">") for line in dump.splitlines() for term in line.split(" ")[:1]}
    ours = {iri for iri in documents if iri.startswith(live.base)}
    assert len(ours) > 30
    for iri in sorted(ours):
        assert live.get(iri.removeprefix(live.base), accept="text/turtle").status == 200, iri


@contextmanager
def canary() -> Iterator[tuple[int, list[object]]]:
    """A listener that counts who connects."""
    met: list[object] = []
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()

        def accept() -> None:
            try:
                while True:
                    connection, address = listener.accept()
                    met.append(address)
                    connection.close()
            except OSError:
                return

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield listener.getsockname()[1], met
        # A connection that is under way arrives before ours.
        count = len(met)
        with socket.create_connection(listener.getsockname()):
            pass
        while len(met) == count:
            thread.join(timeout=0.01)
        met.pop()
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
BOMB = " ".join(
    (
        'SELECT ?z { BIND("0123456789abcdef" AS ?a)',
        *(
            f"BIND(CONCAT({','.join([f'?{one}'] * 8)}) AS ?{two})"
            for one, two in zip("abcdefghijk", "bcdefghijkz", strict=True)
        ),
        "}",
    )
)
"""A text of 128 GiB."""


def test_hostile_queries_hurt_nobody(live: Live) -> None:
    def query(text: str) -> int:
        return live.get("sparql", body=text.encode(), kind="application/sparql-query", accept="application/json").status

    def harmless() -> None:
        assert ask(live, "ASK { ?person a foaf:Person }")["boolean"] is True

    harmless()
    process = live.process.pid
    assert query(ENDLESS) == 503
    harmless()
    assert query("SELECT * {" + "{" * 100_000 + "}" * 100_000 + "}") in {400, 413}
    harmless()
    assert query("SELECT * {" + "{" * 20_000 + "}" * 20_000 + "}") in {400, 413}
    harmless()
    assert query(BOMB) == 503
    harmless()
    with canary() as (port, met):
        for keyword in ("SERVICE", "service", "SERVICE SILENT", "/**/SERVICE", "#\nSERVICE", "\\u0053ERVICE"):
            assert query(f"SELECT * {{ {keyword} <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}") in {400, 403}
        assert query(f"LOAD <http://127.0.0.1:{port}/>") in {400, 403}
        assert query(f"ASK FROM <http://127.0.0.1:{port}/x> {{ ?s ?p ?o }}") in {200, 400, 403}
        assert live.get("sparql?update=" + quote(f"LOAD <http://127.0.0.1:{port}/>")).status in {400, 403, 405}
    assert met == []
    harmless()
    assert live.process.pid == process
    assert live.process.poll() is None
    assert live.get("readyz").status == 200
