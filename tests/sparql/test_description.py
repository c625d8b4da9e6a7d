"""The service description: what is true of the endpoint and no more, in terms that are declared, without any counting."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Final

import pytest
import rdflib

from scholargraph.ntriples import line
from scholargraph.sparql.description import LIMITS, Service, describe
from scholargraph.sparql.limits import Limits
from scholargraph.store import Info
from scholargraph.vocab import SD, SG, VOID, Iri
from tests.mapping import vocabularies
from tests.sparql.graphs import EVIDENCE, lines, publish

ENDPOINT: Final = "https://x.example/sparql"
DATASET: Final = rdflib.URIRef("https://x.example/#dataset")
SERVICE: Final = Service(
    endpoint=ENDPOINT,
    dataset=str(DATASET),
    named_graphs=(EVIDENCE,),
    limits=Limits(),
    dump="https://x.example/dump.nq.gz",
    about="https://x.example/.well-known/void",
)


@pytest.fixture(scope="module")
def info(tmp_path_factory: pytest.TempPathFactory) -> Info:
    return publish(tmp_path_factory.mktemp("work"), lines(30))


def read(service: Service, info: Info) -> rdflib.Graph:
    text = "".join(f"{line(triple)}\n" for triple in describe(service, info))
    return rdflib.Graph().parse(data=text, format="nt")


def number(graph: rdflib.Graph, subject: rdflib.term.Node | None, term: Iri) -> object:
    value = graph.value(subject, rdflib.URIRef(term))
    assert isinstance(value, rdflib.Literal)
    return value.toPython()


def test_the_dataset_is_described_with_what_was_counted_when_it_was_published(info: Info) -> None:
    graph = read(SERVICE, info)
    kinds = set(graph.objects(DATASET, rdflib.RDF.type))
    assert kinds == {rdflib.URIRef(SD.Dataset), rdflib.URIRef(VOID.Dataset)}
    assert graph.value(DATASET, rdflib.URIRef(VOID.sparqlEndpoint)) == rdflib.URIRef(ENDPOINT)
    assert str(graph.value(DATASET, rdflib.URIRef(VOID.dataDump))) == SERVICE.dump
    assert str(graph.value(DATASET, rdflib.RDFS.seeAlso)) == SERVICE.about
    assert number(graph, DATASET, VOID.triples) == 60
    default = graph.value(DATASET, rdflib.URIRef(SD.defaultGraph))
    assert number(graph, default, VOID.triples) == 60
    named = graph.value(DATASET, rdflib.URIRef(SD.namedGraph))
    assert str(graph.value(named, rdflib.URIRef(SD.name))) == EVIDENCE
    assert number(graph, graph.value(named, rdflib.URIRef(SD.graph)), VOID.triples) == 1


def test_the_graphs_are_those_of_the_snapshot(tmp_path: Path) -> None:
    info = publish(tmp_path, [f"<urn:s> <urn:p> <urn:o{name}> <urn:g{name}> ." for name in "ab"])
    names = read(SERVICE, info).objects(None, rdflib.URIRef(SD.name))
    assert sorted(map(str, names)) == ["urn:ga", "urn:gb"]


def test_every_limit_of_a_client_or_a_query_can_be_read_by_a_program(info: Info) -> None:
    limits = Limits(deadline=2.5, result_bytes=2**40, worker_seconds=1e9)
    graph = read(replace(SERVICE, limits=limits), info)
    this = graph.value(None, rdflib.URIRef(SD.endpoint), rdflib.URIRef(ENDPOINT))
    for term, name, datatype in LIMITS:
        value = graph.value(this, rdflib.URIRef(term))
        assert isinstance(value, rdflib.Literal)
        assert (str(value.datatype), float(value.toPython())) == (datatype, float(getattr(limits, name)))
        assert "e" not in value.lower()
        ranges = {found for subject, predicate, found in vocabularies.statements(vocabularies.OWN)
                  if subject == term and predicate == f"{vocabularies.SCHEMA}range"}  # fmt: skip
        assert ranges == {datatype}
    own = {"workers", "worker_bytes", "store_bytes", "cache_bytes", "tokens", "operators"}
    own |= {"spare", "moment"}
    assert {name for _, name, _ in LIMITS} == {field.name for field in fields(Limits)} - own


def test_no_feature_is_claimed_and_the_function_is(info: Info) -> None:
    graph = read(SERVICE, info)
    assert not list(graph.subject_objects(rdflib.URIRef(SD.feature)))
    functions = list(graph.objects(None, rdflib.URIRef(SD.extensionFunction)))
    assert functions == [rdflib.URIRef(SG.relevance)]
    assert (functions[0], rdflib.RDF.type, rdflib.URIRef(SD.Function)) in graph


def test_every_term_is_declared(info: Info) -> None:
    bases = (SD.base, VOID.base, SG.base)
    said = {str(node) for triple in read(SERVICE, info) for node in triple if str(node).startswith(bases)}
    assert len(said) > 20
    assert said - vocabularies.declared() == set()


def test_it_stays_small(info: Info) -> None:
    assert len(read(SERVICE, info)) < 60
