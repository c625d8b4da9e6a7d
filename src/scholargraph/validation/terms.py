"""Terms of N-Triples as rdflib's and back, every literal exactly as it is written; a blank node is `_:label`."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import Final

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from scholargraph.ntriples import XSD_STRING, Term, Triple, iri_value, is_iri, parse_literal

_QUIET: Final = logging.NullHandler()


def graph_of(triples: Iterable[Triple]) -> Graph:
    """Give triples as an rdflib graph, every literal exactly as it is written."""
    # rdflib logs a traceback for each literal like "x"^^xsd:integer; to say so in words is what shapes are for.
    logging.getLogger("rdflib.term").addHandler(_QUIET)
    graph = Graph(bind_namespaces="none")
    nodes: dict[Term, Node] = {}
    for triple in triples:
        for term in triple:
            if term not in nodes:
                nodes[term] = node_of(term)
        subject, predicate, value = triple
        graph.add((nodes[subject], nodes[predicate], nodes[value]))
    return graph


def triples_of(graph: Graph) -> Iterator[Triple]:
    """Give the statements of an rdflib graph, in no order."""
    return ((term_of(subject), term_of(predicate), term_of(value)) for subject, predicate, value in graph)


def node_of(term: Term) -> Node:
    """Give a term as rdflib's."""
    if is_iri(term):
        return URIRef(iri_value(term))
    if term.startswith("_:"):
        return BNode(term[2:])
    found = parse_literal(term)
    if found.language is not None:
        return Literal(found.value, lang=found.language)
    if found.datatype == XSD_STRING:
        return Literal(found.value)
    return Literal(found.value, datatype=URIRef(found.datatype), normalize=False)


def term_of(node: Node) -> Term:
    """Give rdflib's term as one of N-Triples; other people's IRIs are passed on as they are."""
    if isinstance(node, Literal):
        return _literal(node)
    return Term(f"_:{node}") if isinstance(node, BNode) else Term(f"<{node}>")


def _literal(node: Literal) -> Term:
    words = str(node).translate(_ESCAPES)
    if node.language:
        return Term(f'"{words}"@{node.language.lower()}')
    if node.datatype is not None and str(node.datatype) != XSD_STRING:
        return Term(f'"{words}"^^<{node.datatype}>')
    return Term(f'"{words}"')


_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
