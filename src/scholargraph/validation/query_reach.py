"""What a SPARQL-based constraint may look at: the triple patterns of its query, where they hang together with `$this`.

A pattern that hangs on nothing, a path, a variable predicate, a subquery or a named graph may look anywhere: no reach is
proven for those.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pyparsing.exceptions import ParseBaseException
from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper
from rdflib import BNode, Graph, URIRef, Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from scholargraph.ntriples import Term
from scholargraph.validation.terms import term_of
from scholargraph.vocab import SH

Pattern = tuple[Node, Term, Node]
"""A variable, blank node or IRI, the predicate, and such a node again."""

_LOCAL: Final = frozenset(
    {"SelectQuery", "Project", "Distinct", "Reduced", "OrderBy", "Filter", "Join", "LeftJoin", "Union", "Extend", "BGP",
     "Minus", "GroupGraphPatternSub", "TriplesBlock", "OptionalGraphPattern", "GroupOrUnionGraphPattern"}
)  # fmt: skip
"""The parts of the algebra that add nothing to what their patterns match (SPARQL 1.1, section 18.2)."""


class Unbounded(Exception):  # noqa: N818 - no error: it says why the whole graph is needed
    """Why the reach of a shape is not proven."""


class _Shapes:
    """What pySHACL's reader of prefixes asks of a shape."""

    def __init__(self, graph: Graph) -> None:
        self.sg = self
        self.graph = graph


def pattern_steps(rules: Graph, constraint: Node) -> list[Pattern]:
    """Give the triple patterns of the query of a sh:sparql constraint.

    Raises:
        Unbounded: what they match may stand anywhere in the graph.
    """
    text = rules.value(constraint, URIRef(SH.select))
    if text is None or "PATH" in str(text):
        raise Unbounded("its query is made for the path of a shape")
    # pySHACL's own way to the prefixes, so that both read the same query.
    helper: Any = SPARQLQueryHelper(None, constraint, str(text))  # type: ignore[no-untyped-call]
    helper._shape = _Shapes(rules)  # noqa: SLF001
    try:
        helper.collect_prefixes()
        query = prepareQuery(helper.apply_prefixes(str(text)))
    except (ParseBaseException, ValueError, Exception) as error:
        raise Unbounded("its query cannot be read") from error
    found = list(_patterns(query.algebra))
    _hang_together(found)
    return found


def _patterns(part: Any) -> Iterator[Pattern]:
    if isinstance(part, CompValue):
        if part.name not in _LOCAL and not _is_expression(part.name):
            raise Unbounded(f"its query has {part.name}, which may look anywhere")
        for key, inner in part.items():
            if key == "triples":
                # What stands in EXISTS is not translated into algebra: its triples come one after the other.
                flat = [term for triple in inner for term in triple]
                yield from (_pattern(*flat[at : at + 3]) for at in range(0, len(flat), 3))
            elif key not in {"PV", "_vars", "var", "lazy", "datasetClause"}:
                yield from _patterns(inner)
            elif key == "datasetClause" and inner:
                raise Unbounded("its query names graphs")
    elif isinstance(part, list | tuple | set):
        for inner in part:
            yield from _patterns(inner)


def _is_expression(name: str) -> bool:
    return name.startswith("Builtin_") or name in {
        "ConditionalOrExpression", "ConditionalAndExpression", "RelationalExpression", "AdditiveExpression",
        "MultiplicativeExpression", "UnaryNot", "UnaryMinus", "UnaryPlus", "Function", "TrueFilter", "OrderCondition",
        "literal",
    }  # fmt: skip


def _pattern(subject: Node, predicate: Node, value: Node) -> Pattern:
    if not isinstance(predicate, URIRef):
        raise Unbounded("its query has a path or a variable for a predicate")
    if not isinstance(subject, Variable | BNode | URIRef):
        raise Unbounded("its query has a pattern about a literal")
    # A literal is a constant like an IRI: the step ends there.
    return subject, term_of(predicate), value if isinstance(value, Variable | BNode) else URIRef("urn:constant")


def _hang_together(patterns: list[Pattern]) -> None:
    """Raise Unbounded unless every pattern is reached from `$this` over the variables that patterns share."""
    reached, ahead = {"this"}, list(patterns)
    while True:
        near = [one for one in ahead if reached & _names(one)]
        if not near:
            break
        ahead = [one for one in ahead if one not in near]
        reached = reached.union(*(_names(one) for one in near))
    if ahead:
        raise Unbounded("its query has a pattern that does not hang together with $this")


def _names(pattern: Pattern) -> set[str]:
    return {str(node) for node in (pattern[0], pattern[2]) if not isinstance(node, URIRef)}
