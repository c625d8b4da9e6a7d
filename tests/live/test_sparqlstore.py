"""rdflib's SPARQLStore: a graph that is elsewhere, used as if it were here, whichever way it asks.

Not shown is what it cannot do with any endpoint: a Dataset of its own, and an ASK in CSV or TSV, which have no booleans.
"""

from __future__ import annotations

from itertools import product
from typing import Any, Final, Literal

import pytest
from rdflib import FOAF, RDF, Graph, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from tests.live.conftest import Dump, Live

SG: Final = Namespace("https://w3id.org/scholargraph#")
METHODS: Final = ["GET", "POST", "POST_FORM"]
FORMATS: Final = ["xml", "json"]
Method = Literal["GET", "POST", "POST_FORM"]
pytestmark = [
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning"),  # rdflib itself uses what it warns of
    pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning"),
]


@pytest.fixture(params=product(METHODS, FORMATS), ids=" ".join)
def store(request: pytest.FixtureRequest, department: Live) -> SPARQLStore:
    method, form = request.param
    return SPARQLStore(department.endpoint, method=method, returnFormat=form)


def test_every_pattern_of_a_triple(store: SPARQLStore, department: Live, dump: Dump) -> None:
    here, there = dump.default, Graph(store)
    ada = URIRef(f"{department.base}person/ada-quill#this")
    for subject, predicate, value in ((ada, FOAF.name, here.value(ada, FOAF.name)), (ada, RDF.type, FOAF.Person)):
        for pattern in product((subject, None), (predicate, None), (value, None)):
            assert set(there.triples(pattern)) == set(here.triples(pattern)), pattern
    assert (ada, RDF.type, FOAF.Image) not in there
    assert there.value(ada, FOAF.name) == here.value(ada, FOAF.name)
    assert isomorphic(there, here)


def test_numbers_dates_and_languages_come_as_they_are(store: SPARQLStore, dump: Dump) -> None:
    for predicate in (SG.year, URIRef("http://purl.org/dc/terms/issued"), URIRef("http://purl.org/dc/terms/title")):
        found = set(Graph(store).subject_objects(predicate))
        assert found == set(dump.default.subject_objects(predicate))
        assert found


def test_named_graphs(store: SPARQLStore, department: Live, dump: Dump) -> None:
    names = {URIRef(f"{department.base}graph/{name}") for name in ("evidence", "description", "ontology")}
    assert set(store.contexts()) == names
    for name in names:
        here, there = dump.named[str(name)], Graph(store, identifier=name)
        assert len(there) == len(here) > 0
        triple = next(iter(here))
        assert name in set(store.contexts(triple))
        assert triple in there
    assert len(Graph(store)) == len(dump.default)


def test_pages_of_a_list(store: SPARQLStore, dump: Dump) -> None:
    there: Any = Graph(store)
    there.LIMIT, found = 3, []
    for offset in range(0, 30, 3):
        there.OFFSET = offset
        found += [name for _, _, name in there.triples((None, FOAF.name, None))]
    here = sorted(dump.default.subject_objects(FOAF.name))
    assert len(found) == min(30, len(here))
    assert set(found) <= {name for _, name in here}


def test_queries_with_bindings_and_prefixes(store: SPARQLStore, department: Live) -> None:
    ada = URIRef(f"{department.base}person/ada-quill#this")
    query = "SELECT ?name { ?who f:name ?name }"
    rows = list(Graph(store).query(query, initNs={"f": str(FOAF)}, initBindings={"who": ada}))
    assert [str(row[0]) for row in rows if not isinstance(row, bool)] == ["Ada Quill"]
    assert Graph(store).query("ASK { ?s a ?kind }", initBindings={"kind": FOAF.Person}).askAnswer is True
    assert Graph(store).query("ASK { ?s a ?kind }", initBindings={"kind": FOAF.Image}).askAnswer is False


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("form", ["xml", "turtle", "nt", "json-ld", "n3"])
def test_graphs(form: str, method: Method, department: Live, dump: Dump) -> None:
    query = "CONSTRUCT { ?w <https://schema.org/author> ?a } WHERE { ?w <https://schema.org/author> ?a }"
    found = Graph(SPARQLStore(department.endpoint, method=method, returnFormat=form)).query(query).graph
    assert found is not None
    assert set(found) == set(dump.default.triples((None, URIRef("https://schema.org/author"), None)))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_rows_as_lines(form: str, method: Method, department: Live, dump: Dump) -> None:
    store = SPARQLStore(department.endpoint, method=method, returnFormat=form)
    names = {str(name) for name in Graph(store).objects(None, FOAF.name)}
    assert names == {str(name) for name in dump.default.objects(None, FOAF.name)}
    assert len(Graph(store)) == len(dump.default)
