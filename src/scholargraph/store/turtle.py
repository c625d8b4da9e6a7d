"""Turtle files as triples in the terms of `ntriples`, read by the engine.

It takes our own files only; what the public sends is never read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scholargraph.errors import InternalError
from scholargraph.ntriples import Term, Triple, iri, literal


def read_turtle(file: Path) -> Iterator[Triple]:
    """Give the triples of a Turtle file. Raises InternalError for one that is malformed or has a blank node."""
    from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse
    from pyoxigraph import Triple as Quoted

    def term(found: NamedNode | BlankNode | Literal | Quoted) -> Term:
        if isinstance(found, NamedNode):
            return iri(found.value)
        if isinstance(found, Literal):
            return literal(
                found.value,
                language=found.language,
                datatype=None if found.language is not None else found.datatype.value,
            )
        raise InternalError(f"{file.name} has a node without an IRI ({found}): give it one.")

    try:
        for quad in parse(path=str(file), format=RdfFormat.TURTLE):
            yield term(quad.subject), term(quad.predicate), term(quad.object)
    except SyntaxError as error:
        raise InternalError(f"{file} is no Turtle ({error}): correct it.") from error
