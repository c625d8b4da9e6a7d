"""RDF of others, in any syntax, as statements: read by the engine's parsers, which fetch nothing and open no file.

It refuses what could harm the process: a DOCTYPE in RDF/XML, JSON that is nested too deep, more statements than a limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from scholargraph.errors import SourceError
from scholargraph.ntriples import Term, Triple

if TYPE_CHECKING:
    from pyoxigraph import Quad

SYNTAXES: Final = ("turtle", "n-triples", "n-quads", "trig", "rdf-xml", "json-ld")
MAX_STATEMENTS: Final = 200_000
MAX_DEPTH: Final = 64
"""So deep brackets stand in each other at most; data has ten."""

_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BRACKETS: Final = re.compile(rb'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|[\[\]{}()]', re.DOTALL)
_NO_CONTEXT: Final = "LoadDocumentCallback"
"""The parser's word for what a remote context would need."""
_BASE: Final = "tag:scholargraph,2026:document"
"""Relative IRIs are resolved against this: where the document was is not known."""


@dataclass(frozen=True, slots=True)
class RdfTerm:
    """An IRI, a blank node (`_:b0`) or a literal with its language."""

    value: str
    is_literal: bool = False
    language: str | None = None

    @property
    def is_blank(self) -> bool:
        """Whether it is a blank node."""
        return not self.is_literal and self.value.startswith("_:")


@dataclass(frozen=True, slots=True)
class Statement:
    """A quad; `graph` is empty for the default graph."""

    subject: RdfTerm
    predicate: str
    object: RdfTerm
    graph: str = ""


class RdfSyntaxError(ValueError):
    """What the parser says, and the line, from 1, if it tells."""

    def __init__(self, reason: str, line: int | None) -> None:
        super().__init__(reason)
        self.line = line


def is_own_iri(value: str) -> bool:
    """Whether an IRI is one that the document wrote as a relative one."""
    return value.startswith(_BASE)


def statements(data: bytes, syntax: str) -> Iterator[Statement]:
    """Give the statements of a document in the order of its text.

    Raises RdfSyntaxError where it breaks off, SourceError where it has too many, or what is never read.
    """
    for count, quad in enumerate(_parsed(data, syntax)):
        if count >= MAX_STATEMENTS:
            raise SourceError(
                f"The file has more than {MAX_STATEMENTS:,} statements, the most that is read of one: split it."
            )
        subject, object_ = _term(quad.subject), _term(quad.object)
        if subject is not None and object_ is not None:
            graph = _term(getattr(quad, "graph_name", None))
            yield Statement(subject, quad.predicate.value, object_, "" if graph is None else graph.value)


def quads(data: bytes, syntax: str) -> Iterator[tuple[Triple, Term | None]]:
    """Give the statements of a document, as many as there are, with the graph that each is in; None is the default graph.

    Blank nodes are `_:label`, with the label that the document gives them if it gives any.

    Raises RdfSyntaxError where it breaks off, SourceError for what is never read.
    """
    from pyoxigraph import DefaultGraph
    from pyoxigraph import Triple as Quoted

    for quad in _parsed(data, syntax):
        if isinstance(quad.object, Quoted):
            raise SourceError(
                "The file has a triple for a term (RDF 1.2), which is not read: say it with a node of its own."
            )
        triple = (Term(str(quad.subject)), Term(str(quad.predicate)), Term(str(quad.object)))
        yield triple, None if isinstance(quad.graph_name, DefaultGraph) else Term(str(quad.graph_name))


def _parsed(data: bytes, syntax: str) -> Iterator[Quad]:
    from pyoxigraph import RdfFormat, parse

    formats = {
        "turtle": RdfFormat.TURTLE,
        "n-triples": RdfFormat.N_TRIPLES,
        "n-quads": RdfFormat.N_QUADS,
        "trig": RdfFormat.TRIG,
        "rdf-xml": RdfFormat.RDF_XML,
        "json-ld": RdfFormat.JSON_LD,
    }
    _refuse(data, syntax)
    # Plain lines have no relative IRIs, and their parser takes no base.
    base = None if syntax in {"n-triples", "n-quads"} else _BASE
    try:
        yield from parse(data, format=formats[syntax], base_iri=base)
    except SyntaxError as error:
        reason = (
            "it names a context that is elsewhere, and none is fetched" if _NO_CONTEXT in str(error) else str(error.msg)
        )
        raise RdfSyntaxError(reason, error.lineno) from error
    except (ValueError, OSError) as error:
        raise RdfSyntaxError(str(error), None) from error


def _refuse(data: bytes, syntax: str) -> None:
    if syntax == "rdf-xml" and _DOCTYPE.search(data):
        raise SourceError("The RDF/XML has a DOCTYPE, which is never read: save it without.")
    if syntax in {"json-ld", "turtle", "trig"} and _depth(data) > MAX_DEPTH:
        raise SourceError(f"More than {MAX_DEPTH} brackets stand in each other: write it flatter.")
    if syntax == "rdf-xml" and _xml_depth(data) > MAX_DEPTH:
        raise SourceError(f"More than {MAX_DEPTH} elements stand in each other: write it flatter.")


def _depth(data: bytes) -> int:
    deepest = depth = 0
    for found in _BRACKETS.finditer(data):
        mark = found[0]
        if mark in b"[{(":
            depth += 1
            deepest = max(deepest, depth)
        elif mark in b"]})":
            depth = max(0, depth - 1)
    return deepest


def _xml_depth(data: bytes) -> int:
    deepest = depth = 0
    for found in re.finditer(rb"<(/?)[A-Za-z_][^<>]*?(/?)>", data):
        if found[1]:
            depth -= 1
        elif not found[2]:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _term(found: object) -> RdfTerm | None:
    """Give a term; None for the default graph, and for a triple that is itself a term."""
    from pyoxigraph import BlankNode, Literal, NamedNode

    if isinstance(found, NamedNode):
        return RdfTerm(found.value)
    if isinstance(found, BlankNode):
        return RdfTerm(f"_:{found.value}")
    if isinstance(found, Literal):
        return RdfTerm(found.value, is_literal=True, language=found.language)
    return None
