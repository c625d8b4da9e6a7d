"""The W3C's three tests of SPARQL 1.1 service descriptions, of the description that the real server gives.

The suite has no data for them: each test is a sentence, and its function here is named after it. The schema that a
description conforms to is the W3C's vocabulary: its terms, their domains and ranges, and the three musts in its comments.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
import rdflib
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

from scholargraph.formats import NTRIPLES, RDFXML, TURTLE
from tests.conformance.served import Served
from tests.conftest import ROOT

SD: Final = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS: Final = "http://www.w3.org/ns/formats/"
VOCABULARY: Final = ROOT / "ontology" / "vendor" / "sparql-service-description.ttl"
MF: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")


@pytest.fixture(scope="module")
def vocabulary() -> rdflib.Graph:
    return rdflib.Graph().parse(VOCABULARY, format="turtle")


@pytest.fixture(scope="module")
def description(served: Served) -> rdflib.Graph:
    """What a GET of the endpoint's address gives, without a parameter and without a wish (section 2)."""
    answer = served.request("GET", "/sparql")
    assert (answer.status, answer.media_type) == (200, "text/turtle")
    return rdflib.Graph().parse(data=answer.body, format="turtle")


def test_returns_rdf(served: Served, description: rdflib.Graph) -> None:
    assert len(description) > 10
    for form in (TURTLE, NTRIPLES, RDFXML):
        answer = served.request("GET", "/sparql", headers={"Accept": form.media_type})
        assert (answer.status, answer.media_type) == (200, form.media_type)
        found = rdflib.Graph().parse(data=answer.body, format=form.media_type)
        assert set(found) == set(description), form.name


def test_has_endpoint_triple(served: Served, description: rdflib.Graph) -> None:
    assert list(description.objects(None, SD.endpoint)) == [rdflib.URIRef(served.endpoint)]


def test_conforms_to_schema(description: rdflib.Graph, vocabulary: rdflib.Graph) -> None:
    assert faults(description, vocabulary) == []


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("_:s sd:endpint <http://x.example/> .", "endpint is no property"),
        ("_:s a sd:Servise .", "Servise is no class"),
        ("_:s sd:endpoint <http://x.example/> .", "is no sd:Service"),
        ("_:s a sd:Service ; sd:endpoint <http://x.example/> ; sd:supportedLanguage sd:Service .", "is no sd:Language"),
        ("_:s a sd:Service .", "must have one sd:endpoint"),
        ("_:s a sd:Service ; sd:endpoint 'here' .", "must be an IRI"),
        ("_:g a sd:NamedGraph .", "must have one sd:name"),
        ("_:g a sd:NamedGraph ; sd:name <http://x.example/1> , <http://x.example/2> .", "must have one sd:name"),
    ],
)
def test_what_does_not_conform_is_found(vocabulary: rdflib.Graph, more: str, found: str) -> None:
    wrong = rdflib.Graph().parse(data=f"@prefix sd: <{SD}> . {more}", format="turtle")
    assert any(found in fault for fault in faults(wrong, vocabulary))


def test_the_suite_has_these_three_tests(sparql11: Path, say: Callable[[str], None]) -> None:
    manifest = rdflib.Graph().parse(sparql11 / "service-description" / "manifest.ttl", format="turtle")
    names = {str(test).rpartition("#")[2] for test in manifest.subjects(RDF.type, MF.ServiceDescriptionTest)}
    assert {f"test_{name.replace('-', '_')}" for name in names} == {
        test_returns_rdf.__name__,
        test_has_endpoint_triple.__name__,
        test_conforms_to_schema.__name__,
    }
    say(f"W3C SPARQL 1.1 service description: {len(names)} tests, asked over HTTP.")


def faults(description: rdflib.Graph, vocabulary: rdflib.Graph) -> list[str]:
    """Say where a description breaks the vocabulary."""
    known = description + vocabulary
    found: list[str] = []
    for subject, predicate, value in description:
        if predicate == RDF.type and str(value).startswith(SD) and (value, RDF.type, RDFS.Class) not in vocabulary:
            found.append(f"{value} is no class")
        if str(predicate).startswith(SD):
            if (predicate, RDF.type, RDF.Property) not in vocabulary:
                found.append(f"{predicate} is no property")
            found += _strays(known, subject, vocabulary.value(predicate, RDFS.domain))
            found += _strays(known, value, vocabulary.value(predicate, RDFS.range))
    for kind, must in ((SD.Service, SD.endpoint), (SD.NamedGraph, SD.name)):
        for subject in description.subjects(RDF.type, kind):
            values = list(description.objects(subject, must))
            if len(values) != 1:
                found.append(f"{subject} must have one sd:{must.removeprefix(str(SD))}")
            found += [f"{value} must be an IRI" for value in values if not isinstance(value, rdflib.URIRef)]
    return found


def _strays(known: rdflib.Graph, node: Node, wanted: Node | None) -> list[str]:
    """A node that is said to be of no class that the vocabulary wants. The W3C's formats are described elsewhere."""
    if wanted is None or not str(wanted).startswith(SD):
        right = wanted != rdflib.URIRef(f"{FORMATS}Format") or str(node).startswith(FORMATS)
        return [] if right else [f"{node} is no format of the W3C"]
    kinds = {
        above for kind in known.objects(node, RDF.type) for above in known.transitive_objects(kind, RDFS.subClassOf)
    }
    return [] if wanted in kinds else [f"{node} is no sd:{str(wanted).removeprefix(str(SD))}"]
