"""The vocabularies of ontology/ as sets of statements, for the tests that hold the tables against them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from scholargraph.vocab import RDF

ONTOLOGY: Final = Path(__file__).resolve().parents[2] / "ontology"
OWN: Final = ONTOLOGY / "scholargraph.ttl"
FORMATS: Final = {".ttl": RdfFormat.TURTLE, ".nq": RdfFormat.N_QUADS, ".owl": RdfFormat.RDF_XML}

SCHEMA: Final = "http://www.w3.org/2000/01/rdf-schema#"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_OWL: Final = "http://www.w3.org/2002/07/owl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"

CLASS_KINDS: Final = frozenset({f"{SCHEMA}Class", f"{_OWL}Class"})
PROPERTY_KINDS: Final = frozenset(
    {
        f"{_RDF}Property",
        *(f"{_OWL}{kind}Property" for kind in ("Object", "Datatype", "Annotation", "Functional", "InverseFunctional")),
    }
)

Statement = tuple[str, str, str]


@cache
def statements(file: Path) -> frozenset[Statement]:
    """Read a vocabulary; blank nodes are left out."""
    quads = parse(path=str(file), format=FORMATS[file.suffix], base_iri="https://base.test/")
    return frozenset(
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in quads
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
    )


@cache
def everything() -> frozenset[Statement]:
    """Every vendored vocabulary and our own."""
    files = [OWN, *(path for path in (ONTOLOGY / "vendor").iterdir() if path.suffix in FORMATS)]
    return frozenset().union(*(statements(file) for file in files))


@cache
def declared(kinds: frozenset[str] | None = None) -> frozenset[str]:
    """The terms that have a type, of these kinds where kinds are given."""
    return frozenset(
        subject for subject, predicate, kind in everything() if predicate == RDF.type and (not kinds or kind in kinds)
    )
