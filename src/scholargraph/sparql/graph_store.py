"""Requests of the SPARQL 1.1 Graph Store HTTP Protocol: which graph is named, and the query that gives a graph whole.

It reads no socket and finds no graph; what writes is refused by whoever asks here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scholargraph.errors import BadRequestError, ForbiddenQueryError
from scholargraph.ntriples import valid_iri
from scholargraph.sparql import protocol
from scholargraph.sparql.guard import HOW_TO_CHANGE
from scholargraph.store import DEFAULT

WHOLE: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
"""All of a graph, where the request's dataset makes that graph the default one."""


@dataclass(frozen=True, slots=True)
class Named:
    """What is asked for: a graph by its IRI (or DEFAULT), and the values of `format=`."""

    graph: str
    formats: tuple[str, ...] = ()


def indirect(query_string: bytes) -> Named:
    """Read which graph a query string names (section 4.2). Percent-encoding is decoded exactly once.

    Raises BadRequestError where it names none or more than one, or a relative IRI.
    """
    pairs = protocol.pairs(query_string)
    named = [value for name, value in pairs if name == "graph"]
    defaults = sum(name == "default" for name, _ in pairs)
    if len(named) + defaults != 1:
        told = "none" if not named and not defaults else "more than one"
        raise BadRequestError(f"One graph is asked for, and the address names {told}: write ?default or ?graph=IRI.")
    if named and not valid_iri(named[0]):
        raise BadRequestError("graph is no absolute IRI: write it in full, percent-encoded.")
    return Named(named[0] if named else DEFAULT, _formats(pairs))


def direct(graph: str, query_string: bytes) -> Named:
    """Read a request for a graph whose IRI is the address that is asked (section 4.1). Raises BadRequestError."""
    return Named(graph, _formats(protocol.pairs(query_string)))


def read_only() -> ForbiddenQueryError:
    """Make the answer to what would change a graph."""
    return ForbiddenQueryError(f"This store only reads: to change a graph, {HOW_TO_CHANGE}.")


def _formats(pairs: list[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(value for name, value in pairs if name == "format" and value.strip())
