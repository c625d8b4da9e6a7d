"""The run of pySHACL: our triples into an rdflib graph, the shapes beside it, pySHACL's report into ours.

It gives pySHACL one graph, never a dataset, whose named graphs pySHACL would validate as well; it fetches nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyshacl
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from scholargraph import assets
from scholargraph.errors import Place, ShapesError
from scholargraph.ntriples import XSD_STRING, Term, Triple, iri, iri_value, is_iri, literal, parse_literal
from scholargraph.validation.report import SEVERITIES, Report, Result
from scholargraph.vocab import RDF, SH

_SEVERITIES: Final = {URIRef(term): severity for severity, term in SEVERITIES.items()}
_QUIET: Final = logging.NullHandler()


def validate(triples: Iterable[Triple], *, shapes: Path | None = None) -> Report:
    """Hold triples against the shapes of a folder, by default our own. Raises ShapesError."""
    return run(graph_of(triples), load_shapes(assets.shapes_dir() if shapes is None else shapes))


def run(graph: Graph, rules: Graph) -> Report:
    """Hold a graph against shapes that are already read. Raises ShapesError where pySHACL fails."""
    try:
        _, found, text = pyshacl.validate(
            graph,
            shacl_graph=rules,
            advanced=False,
            inference="none",
            js=False,
            meta_shacl=False,
            do_owl_imports=False,
        )
    except Exception as error:
        raise ShapesError(f"pySHACL failed on the shapes ({error}): correct the shape that it names.") from error
    if not isinstance(found, Graph):  # on failure it *returns* its exception
        raise ShapesError(f"pySHACL failed on the shapes ({text}): correct the shape that it names.")
    results = {_result(node, found, rules) for node in found.objects(None, URIRef(SH.result))}
    return Report(tuple(sorted(results, key=lambda result: result.order)))


def load_shapes(folder: Path) -> Graph:
    """Read every Turtle file of a folder into one graph. Raises ShapesError where there is none, or one is malformed."""
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise ShapesError("There are no shapes here (*.ttl): install the package again.", Place(str(folder)))
    rules = Graph(bind_namespaces="none")
    for file in files:
        try:
            rules.parse(file, format="turtle")
        except (OSError, SyntaxError, ValueError, AssertionError) as error:  # rdflib raises each of them for bad Turtle
            raise ShapesError(f"The shapes cannot be read ({error}): correct the file.", Place(str(file))) from error
    return rules


def graph_of(triples: Iterable[Triple]) -> Graph:
    """Give triples as an rdflib graph, every literal exactly as it is written."""
    # rdflib logs a traceback for each literal like "x"^^xsd:integer; to say so in words is what shapes are for.
    logging.getLogger("rdflib.term").addHandler(_QUIET)
    graph = Graph(bind_namespaces="none")
    nodes: dict[Term, Node] = {}
    for triple in triples:
        for term in triple:
            if term not in nodes:
                nodes[term] = _node(term)
        subject, predicate, value = triple
        graph.add((nodes[subject], nodes[predicate], nodes[value]))
    return graph


def _node(term: Term) -> Node:
    if is_iri(term):
        return URIRef(iri_value(term))
    found = parse_literal(term)
    if found.language is not None:
        return Literal(found.value, lang=found.language)
    if found.datatype == XSD_STRING:
        return Literal(found.value)
    return Literal(found.value, datatype=URIRef(found.datatype), normalize=False)


def _term(node: Node) -> Term:
    if isinstance(node, Literal):
        return literal(str(node), language=node.language, datatype=None if node.language else node.datatype)
    return iri(str(node))


def _result(node: Node, found: Graph, rules: Graph) -> Result:
    def value(predicate: str) -> Node | None:
        return found.value(node, URIRef(predicate))

    severity = _SEVERITIES.get(URIRef(str(value(SH.resultSeverity))))
    if severity is None:
        raise ShapesError(f"{value(SH.resultSeverity)} is no severity: write sh:Violation, sh:Warning or sh:Info.")
    path, culprit, shape = value(SH.resultPath), value(SH.value), value(SH.sourceShape)
    messages = sorted(str(message) for message in found.objects(node, URIRef(SH.resultMessage)))
    return Result(
        focus=str(value(SH.focusNode)),
        path=None if path is None else _first_predicate(path, rules),
        value=None if culprit is None else _term(culprit),
        severity=severity,
        message=" ".join(messages),
        shape=str(shape) if isinstance(shape, URIRef) else None,
        component=str(value(SH.sourceConstraintComponent)),
        longer=isinstance(path, BNode),
    )


def _first_predicate(path: Node, rules: Graph) -> str:
    """The predicate that a path begins with, or the first of its alternatives (SHACL, section 2.3.1)."""
    while not isinstance(path, URIRef):
        steps = (step for predicate, step in rules.predicate_objects(path) if predicate != URIRef(RDF.rest))
        path = next(steps)
    return str(path)
