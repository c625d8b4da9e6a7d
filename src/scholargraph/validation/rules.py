"""Rules: what each shape asks, in words, read out of the Turtle in which it is written.

It judges nothing. What a shape does not say itself, its kind of constraint says (`shapes/components/`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from scholargraph import assets
from scholargraph.validation.report import SEVERITIES, Severity
from scholargraph.vocab import SG, compact

CORE: Final = "core"
QUALITY: Final = "quality"
"""The profiles of our own shapes: what must be, and what should be."""

_SEVERITIES: Final = {URIRef(term): severity for severity, term in SEVERITIES.items()}
_PARAMETER: Final = re.compile(r"\{([A-Za-z]+)\}")
_DEPTH: Final = 5
"""How many shapes within shapes are put into words."""
_SOME_WORDS: Final = Literal(r"\S")
_REMEDY: Final = URIRef(SG.remedy)
_WANTED: Final = URIRef(SG.wanted)
_TARGETS: Final = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A kind of constraint (SHACL, section 2.1.1).

    Attributes:
        iri: which one, such as that of sh:MinCountConstraintComponent.
        parameter: the property of a shape that declares it.
        message: what is wrong, where the shape does not say it.
        remedy: what mends it, where the shape does not say it.
        wanted: what it asks for; a name in braces stands for the parameter's value.
    """

    iri: str
    parameter: URIRef
    message: str
    remedy: str
    wanted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What one shape asks.

    Attributes:
        iri: the shape.
        name: what people call it: the end of its IRI, such as `work-date`.
        profile: `core`, `quality`, or the name of a file in the site's folder of shapes.
        severity: how grave a result is, after the overrides of the site file.
        message: what is wrong, in a sentence; empty where only the kind of constraint says it.
        remedy: what mends it, in a sentence; empty likewise.
        wanted: what is asked for, in a few words.
        path: the predicate that it looks at, as a compact name; the first of several.
        about: the predicate that all it looks at have, where it looks at whole nodes: what a result without path is about.
        targets: the classes or predicates by which nodes are chosen, as compact names.
    """

    iri: str
    name: str
    profile: str
    severity: Severity
    message: str
    remedy: str
    wanted: str
    path: str | None = None
    about: str | None = None
    targets: tuple[str, ...] = ()


@cache
def components() -> Mapping[str, Component]:
    """Give every kind of constraint by its IRI, in the order of their IRIs."""
    graph = Graph(bind_namespaces="none")
    for file in sorted((assets.shapes_dir() / "components").glob("*.ttl")):
        graph.parse(file, format="turtle")
    found = {}
    for node in sorted({*graph.subjects(SH.parameter, None)}, key=str):
        parameter = graph.value(graph.value(node, SH.parameter), SH.path)
        found[str(node)] = Component(
            iri=str(node),
            parameter=URIRef(str(parameter)),
            message=_words(graph, node, SH.message),
            remedy=_words(graph, node, _REMEDY),
            wanted=_words(graph, node, _WANTED),
        )
    return found


def name_of(iri: str) -> str:
    """Give what people call a shape: what stands behind the last `#` or `/` of its IRI."""
    return re.split(r"[#/]", iri)[-1] or iri


def remedy_of(rule: Rule | None, component: Component | None) -> str:
    """Say what mends a result: as its shape says, or else, where that has no message of its own, its kind of constraint."""
    if rule is not None and (rule.remedy or rule.message):
        return rule.remedy
    return "" if component is None else component.remedy


def rules_of(graph: Graph, *, profile: str | None = None) -> Iterator[Rule]:
    """Give the rule of each shape with an IRI that asks something itself, in the order of their IRIs.

    `profile` is whose they are; None are our own, of which each is in the profile of its severity.
    """
    targets = _targets(graph)
    for shape in sorted(
        {node for node in graph.subjects() if isinstance(node, URIRef) and _asks(graph, node)}, key=str
    ):
        severity = _SEVERITIES.get(URIRef(str(graph.value(shape, SH.severity))), Severity.VIOLATION)
        own = CORE if severity is Severity.VIOLATION else QUALITY
        speaking = [shape, *graph.objects(shape, SH.sparql)]
        chosen = [*_chosen(graph, shape, targets)]
        subjects = [node for predicate, node in chosen if predicate == SH.targetSubjectsOf]
        path = _first_predicate(graph, graph.value(shape, SH.path))
        yield Rule(
            iri=str(shape),
            name=name_of(str(shape)),
            profile=profile or own,
            severity=severity,
            message=_first(_words(graph, node, SH.message) for node in speaking),
            remedy=_first(_words(graph, node, _REMEDY) for node in speaking),
            wanted=_first(_words(graph, node, _WANTED) for node in speaking) or wanted(graph, shape),
            path=None if path is None else compact(str(path)),
            about=str(subjects[0]) if path is None and len(chosen) == len(subjects) == 1 else None,
            targets=tuple(compact(str(node)) for _, node in chosen),
        )


def wanted(graph: Graph, shape: Node, *, depth: int = _DEPTH) -> str:
    """Say what a shape asks for, out of its constraints: those of SHACL Core, each in a few words."""
    asked = [_asked(graph, component, value, depth=depth) for component, value in _constraints(graph, shape)]
    if depth:
        for inner in graph.objects(shape, SH.property):
            path = _first_predicate(graph, graph.value(inner, SH.path))
            asked.append(f"{compact(str(path))}: {wanted(graph, inner, depth=depth - 1)}")
    return ", ".join(dict.fromkeys(sorted(filter(None, asked))))


def _asked(graph: Graph, component: Component, value: Node, *, depth: int) -> str:
    if component.parameter == SH.pattern and value == _SOME_WORDS:
        return "words"
    shown = _shown(graph, value, depth)
    return _PARAMETER.sub(lambda _: shown, component.wanted)


def _shown(graph: Graph, value: Node, depth: int) -> str:
    """Put the value of a parameter into words: a term, a list of terms, or shapes."""
    if value == RDF.nil or (value, RDF.first, None) in graph:
        return " or ".join(_shown(graph, member, depth) for member in Collection(graph, value))
    if isinstance(value, Literal):
        return str(value)
    if isinstance(value, URIRef) and not _asks(graph, value):
        return compact(str(value))
    if isinstance(value, URIRef):
        return _words(graph, value, _WANTED) or name_of(str(value))
    return wanted(graph, value, depth=depth - 1) if depth else "..."


def _constraints(graph: Graph, shape: Node) -> Iterator[tuple[Component, Node]]:
    for component in components().values():
        for value in graph.objects(shape, component.parameter):
            yield component, value


def _asks(graph: Graph, node: Node) -> bool:
    """Whether a node is a shape that asks something itself, and not only of what its property shapes look at."""
    return (node, SH.message, None) in graph or any(True for _ in _constraints(graph, node))


def _targets(graph: Graph) -> dict[Node, list[Node]]:
    """The shapes that each property shape stands in."""
    found: dict[Node, list[Node]] = {}
    for outer, inner in graph.subject_objects(SH.property):
        found.setdefault(inner, []).append(outer)
    return found


def _chosen(graph: Graph, shape: Node, outer: Mapping[Node, list[Node]]) -> Iterator[tuple[URIRef, Node]]:
    """The targets of a shape, or of those that it stands in (SHACL, section 2.1.3), in order."""
    found = [
        (predicate, node)
        for one in (shape, *outer.get(shape, ()))
        for predicate in _TARGETS
        for node in graph.objects(one, predicate)
    ]
    return iter(sorted(set(found), key=str))


def _first_predicate(graph: Graph, path: Node | None) -> URIRef | None:
    """The predicate that a path begins with, or the first of its alternatives (SHACL, section 2.3.1)."""
    while isinstance(path, BNode):
        path = next((step for predicate, step in graph.predicate_objects(path) if predicate != RDF.rest), None)
    return path if isinstance(path, URIRef) else None


def _words(graph: Graph, node: Node, predicate: URIRef) -> str:
    """The words in English, or else the first in the order of the alphabet."""
    found = sorted(
        (node for node in graph.objects(node, predicate) if isinstance(node, Literal)),
        key=lambda one: (not (one.language or "en").startswith("en"), str(one)),
    )
    return str(found[0]) if found else ""


def _first(found: Iterable[str]) -> str:
    return next(filter(None, found), "")
