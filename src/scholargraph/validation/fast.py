"""The run of the fast engine (the wheel `shacl`, extra `scholargraph[fast]`): only it knows that package.

It scouts: what it finds is confirmed elsewhere. What it cannot do as pySHACL does is told by `unfit`.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Any, Final
from unicodedata import category

from rdflib import Graph, URIRef
from rdflib.term import Node

from scholargraph.errors import ShapesError
from scholargraph.ntriples import Term, Triple, line
from scholargraph.validation.index import GraphIndex
from scholargraph.validation.report import SEVERITIES, Result, focus_of
from scholargraph.validation.shapes import Shapes, inner_shapes
from scholargraph.validation.terms import node_of, term_of
from scholargraph.vocab import RDF, SH

_SEVERITIES: Final = {str(term): severity for severity, term in SEVERITIES.items()}
_FIRST_IRI: Final = re.compile(r"<([^>]*)>")
_OTHER_REGEX: Final = re.compile(r"\(\?(?!:)|\\[1-9AZGgkpPNuUxX0]|&&|\[\[|--|~~")
"""Marks of regular expressions that Rust's engine reads otherwise than Python's, or not at all."""
_SEPARATORS: Final = re.compile("[\x1c-\x1f]")
_BLANK: Final = "urn:scholargraph:blank:"
_BY_KIND: Final = tuple(URIRef(term) for term in (SH.nodeKind, SH.pattern, SH.minLength, SH.maxLength, SH.sparql))
"""What an IRI may meet and a blank node may not, or the other way round."""
_TARGETS: Final = frozenset({SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf})


def is_installed() -> bool:
    """Whether the fast engine is there."""
    return importlib.util.find_spec("shacl") is not None


def results(triples: Iterable[Triple], shapes: Shapes) -> set[Result]:
    """Give what the fast engine finds. Raises ShapesError where it fails."""
    import shacl

    try:
        compiled = shacl.Shapes.from_text(shapes.lines(), format="ntriples")
        text = "".join(f"{line(_named(triple))}\n" for triple in triples)
        found = compiled.validate_text(text, format="ntriples").results
    except ValueError as error:
        raise ShapesError(f"The fast engine failed on the shapes ({error}): use --engine pyshacl.") from error
    return {_result(one) for one in found}


def _result(one: Any) -> Result:
    path = _FIRST_IRI.search(one.path) if one.path is not None else None
    shape = one.source_shape
    return Result(
        focus=focus_of(_own_term(one.focus_node)),
        path=path[1] if path else None,
        value=None if one.value is None else _own_term(one.value),
        severity=_SEVERITIES[one.severity_iri.strip("<>")],
        message=" ".join(sorted(one.messages)),
        shape=shape[1:-1] if shape is not None and shape.startswith("<") else None,
        component=one.component_iri.strip("<>"),
        longer=path is not None and one.path != f"<{path[1]}>",
    )


def _named(triple: Triple) -> Triple:
    """Give blank nodes names: the engine renames them, and nobody could tell what a result is about."""
    subject, predicate, value = triple
    if subject.startswith("_:"):
        subject = Term(f"<{_BLANK}{subject[2:]}>")
    if value.startswith("_:"):
        value = Term(f"<{_BLANK}{value[2:]}>")
    return subject, predicate, value


def _own_term(text: str) -> Term:
    """Give a term of the engine's as we write it."""
    if text.startswith(f"<{_BLANK}"):
        return Term(f"_:{text[1 + len(_BLANK) : -1]}")
    return term_of(node_of(Term(text)))


def fit(shapes: Shapes, names: Iterable[Node]) -> Shapes:
    """Give the shapes graph in which only these shapes have targets."""
    kept = {f"<{node}>" if isinstance(node, URIRef) else f"_:{node}" for node in names}
    targets = {f"<{term}>" for term in _TARGETS}
    kinds = {f"<{RDF.type}>"}
    triples = tuple(
        triple
        for triple in shapes.triples
        if triple[0] in kept or not (triple[1] in targets or (triple[1] in kinds and "#Class>" in triple[2]))
    )
    return Shapes(triples, shapes.digest, shapes.notes)


class Trait(StrEnum):
    """What a graph may hold that the two engines take differently, and what of shapes is then left to pySHACL."""

    BLANK = "what tells blank nodes from IRIs"
    FINAL_NEWLINE = "ends of values that end in a line feed"
    SEPARATORS = "white space among separators of records"
    MARKS = "words among combining marks and other numbers"


_TRAITS: Final = {
    Trait.FINAL_NEWLINE: re.compile(r"\$"),
    Trait.SEPARATORS: re.compile(r"\\[sS]"),
    Trait.MARKS: re.compile(r"\\[wWbB]"),
}
"""What of a regular expression is read differently where a graph has a trait: Python and Rust differ in `$`, `\\s`, `\\w`."""
_MARKS: Final = frozenset({"Mn", "Mc", "Me", "No", "Nl", "Pc", "Cf", "So"})


def traits(index: GraphIndex) -> frozenset[Trait]:
    """Tell which traits a graph has."""
    found = {Trait.BLANK} if index.has_blank_nodes else set[Trait]()
    for term in index.values():
        if '\\n"' in term:
            found.add(Trait.FINAL_NEWLINE)
        if not term.isprintable() and _SEPARATORS.search(term):
            found.add(Trait.SEPARATORS)
        if Trait.MARKS not in found and not term.isascii() and any(category(one) in _MARKS for one in term):
            found.add(Trait.MARKS)
    return frozenset(found)


def unfit(rules: Graph, shape: Node, having: Collection[Trait]) -> str | None:
    """Say why the fast engine is not asked about a shape for a graph that has some traits, or None where it is."""
    seen: set[Node] = set()
    ahead = [shape]
    while ahead:
        one = ahead.pop()
        if one in seen:
            continue
        seen.add(one)
        reason = _own(rules, one, having)
        if reason is not None:
            return reason
        ahead += inner_shapes(rules, one)
    return None


def _own(rules: Graph, shape: Node, having: Collection[Trait]) -> str | None:
    if Trait.BLANK in having and any(rules.value(shape, kind) is not None for kind in _BY_KIND):
        return str(Trait.BLANK)
    for pattern in rules.objects(shape, URIRef(SH.pattern)):
        if (reason := _of_pattern(str(pattern), having)) is not None:
            return reason
    if rules.value(shape, URIRef(SH.path)) is not None and rules.value(shape, URIRef(SH.property)) is not None:
        return "results at other nodes than those that are targeted"
    if any(rules.value(path, URIRef(RDF.first)) is not None for path in rules.objects(None, URIRef(SH.inversePath))):
        return "sequences that are followed backwards"
    if rules.value(shape, URIRef(SH.qualifiedValueShapesDisjoint)) is not None:
        return "sibling shapes"
    for severity in rules.objects(shape, URIRef(SH.severity)):
        if str(severity) not in _SEVERITIES:
            return "severities of its own"
    return None


def _of_pattern(pattern: str, having: Collection[Trait]) -> str | None:
    if _OTHER_REGEX.search(pattern):
        return "regular expressions that it reads otherwise"
    return next((str(trait) for trait in _TRAITS if trait in having and _TRAITS[trait].search(pattern)), None)
