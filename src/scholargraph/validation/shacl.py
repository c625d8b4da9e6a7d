"""The run of pySHACL, the judge: our triples into an rdflib graph, the shapes beside it, pySHACL's report into ours.

It gives pySHACL one graph, never a dataset, whose named graphs pySHACL would validate as well; it fetches nothing. What
pySHACL would do again for every node is done once: a constraint is made once for each shape, its queries are parsed once,
and a property shape is given all its nodes at once. The verdicts are pySHACL's own.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache, partial
from typing import Any, Final

import pyshacl.shape
from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS, CONSTRAINT_PARAMETERS_MAP
from pyshacl.constraints.core.shape_based_constraints import PropertyConstraintComponent
from pyshacl.graph_abstraction import DataGraph
from pyshacl.validator import Validator
from rdflib import BNode, Graph, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.algebra import traverse
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Node

from scholargraph.errors import ScholarGraphError, ShapesError
from scholargraph.ntriples import Term
from scholargraph.validation.report import SEVERITIES, Report, Result, focus_of
from scholargraph.validation.targets import Targets
from scholargraph.validation.terms import node_of, term_of
from scholargraph.vocab import RDF, SH

CHUNK: Final = 500
"""So many nodes are held against a shape in one step, whose processor time is bounded."""
_LOGGER: Final = logging.getLogger("scholargraph.pyshacl")
_LOGGER.addHandler(logging.NullHandler())
_LOGGER.propagate = False
_UNSEEN: Final = BNode()
"""What stands for every result that nobody will see."""
_SEVERITIES: Final = {URIRef(term): severity for severity, term in SEVERITIES.items()}

Before = Callable[[str], None]
"""Is told the name of the shape that is begun."""


def run(graph: Graph, rules: Graph) -> Report:
    """Hold a graph against shapes that are already read. Raises ShapesError where pySHACL fails."""
    judge = Judge(rules)
    return Report.of_results(judge.judge(graph, dict.fromkeys(judge.shapes)))


class Judge:
    """pySHACL with one shapes graph, for any number of graphs."""

    def __init__(self, rules: Graph) -> None:
        """Read the shapes. Raises ShapesError for shapes that make no sense."""
        self._rules = Graph(bind_namespaces="none")
        self._rules += rules
        nothing = DataGraph.from_rdflib(Graph(bind_namespaces="none"))
        new: Any = Validator
        with _failures_named():
            self._validator = new(nothing, shacl_graph=self._rules, options={"logger": _LOGGER})
            self._by_node: dict[Node, Any] = {shape.node: shape for shape in self._validator.shacl_graph.shapes}
        self._economy = _Economy()

    @property
    def shapes(self) -> Sequence[Node]:
        """Every shape, in a fixed order."""
        return sorted(self._by_node, key=str)

    def targets(self) -> dict[Node, Targets]:
        """Give the targets of every shape that has any and is not deactivated."""
        found = {}
        for node in self.shapes:
            shape = self._by_node[node]
            nodes, classes, implicit, objects, subjects = shape.target()
            one = Targets(_terms(nodes), _terms((*classes, *implicit)), _terms(subjects), _terms(objects))
            if one != Targets() and not shape.deactivated:
                found[node] = one
        return found

    def judge(
        self, graph: Graph, focus: Mapping[Node, Collection[Term] | None], *, before: Before = lambda _: None
    ) -> set[Result]:
        """Hold nodes of a graph against shapes: shape → nodes, or None for all that it targets. Raises ShapesError."""
        data: Any = DataGraph.from_rdflib(graph)
        data.query = partial(_prepared_query, data.query)
        reports: list[Any] = []
        with _failures_named(), self._economy:
            executor = self._validator.make_executor()
            for node, terms in focus.items():
                shape = self._by_node[node]
                nodes = list(shape.focus_nodes(data) if terms is None else map(node_of, terms))
                for start in range(0, len(nodes), CHUNK):
                    before(str(node))
                    reports += shape.validate(executor, data, focus=nodes[start : start + CHUNK])[1]
            make: Any = Validator.create_validation_report
            found: Graph = make(self._validator.shacl_graph, not reports, reports)[0]
        return {_result(node, found, self._rules) for node in found.objects(None, URIRef(SH.result))}


@contextmanager
def _failures_named() -> Iterator[None]:
    try:
        yield
    except (ScholarGraphError, MemoryError):
        raise
    except Exception as error:
        # An error of pySHACL's says in its first line what is wrong; those of other modules say it in theirs.
        reason = str(getattr(error, "message", None) or error).strip() or type(error).__name__
        raise ShapesError(
            f"pySHACL failed on the shapes ({reason.splitlines()[0]}): correct the shape that it names."
        ) from error


# ── What is done once, and what is not done ───────────────────────────────────────────────────────────────────────


class _Economy:
    """While it is entered, pySHACL makes each constraint of a shape once, and no result that nobody will see.

    A result within sh:not, sh:or, sh:node and the like only counts; its text is never read. The text of a whole report is
    made of our results. Both cost pySHACL most of its time.
    """

    def __init__(self) -> None:
        self._around: list[object] = []
        """The constraint that is evaluated and holds nodes against other shapes; what it makes itself is a result."""
        made = {kind: cache(self._frugal(kind)) for kind in set(CONSTRAINT_PARAMETERS_MAP.values())}
        self._map = {parameter: made[kind] for parameter, kind in CONSTRAINT_PARAMETERS_MAP.items()}

    def __enter__(self) -> None:
        _use(self._map)

    def __exit__(self, *_: object) -> None:
        self._around.clear()
        _use(CONSTRAINT_PARAMETERS_MAP)

    def _frugal(self, kind: Any) -> Any:
        around = self._around

        class Frugal(kind):  # type: ignore[misc]
            def make_v_result(self, *given: Any, **named: Any) -> Any:
                if around and around[0] is not self:
                    return "", _UNSEEN, []
                return super().make_v_result(*given, **named)

            def make_v_result_description(self, *given: Any, **named: Any) -> str:
                return ""

            def evaluate(self, *given: Any) -> Any:
                if not kind.shape_expecting or kind is PropertyConstraintComponent:
                    return super().evaluate(*given)
                around.append(self)
                try:
                    return super().evaluate(*given)
                finally:
                    around.pop()

        return _all_nodes_at_once(Frugal) if kind is PropertyConstraintComponent else Frugal


def _all_nodes_at_once(kind: Any) -> Any:
    """sh:property, with the property shape given all its focus nodes in one call: each is judged by itself there."""

    class AllNodesAtOnce(kind):  # type: ignore[misc]
        def _evaluate_property_shape(self, executor: Any, shape: Any, graph: Any, values: Any, *others: Any) -> Any:
            every = tuple(dict.fromkeys(value for nodes in values.values() for value in nodes))
            return super()._evaluate_property_shape(executor, shape, graph, {None: (every,)}, *others)

    return AllNodesAtOnce


def _use(components: Mapping[Any, Any]) -> None:
    """Let pySHACL look its constraint components up here: it keeps the table in its module once it was asked for."""
    module: Any = pyshacl.shape
    module.CONSTRAINT_PARAMS = (ALL_CONSTRAINT_PARAMETERS, components)


@lru_cache(maxsize=1024)
def _prepared(text: str) -> Query:
    """Parse a query of a shape. Raises ShapesError for one that asks others, or names what is to be loaded."""
    made = prepareQuery(text)
    traverse(made.algebra, visitPre=_refuse_others)
    return made


def _refuse_others(node: Any) -> None:
    """Look at the parsed query, not at its letters, which comments and strings can disguise."""
    if not isinstance(node, CompValue):
        return
    # rdflib's own `get` gives the name of what is not there.
    if node.name == "ServiceGraphPattern" or dict.get(node, "datasetClause"):
        raise ShapesError("A query of a shape has SERVICE or FROM: ask the graph that is judged alone.")


def _prepared_query(ask: Callable[..., Any], text: str, initBindings: Mapping[str, Node] | None = None) -> Any:  # noqa: N803 - rdflib's word
    return ask(_prepared(text), initBindings=initBindings)


# ── Terms and results ─────────────────────────────────────────────────────────────────────────────────────────────


def _terms(nodes: Iterable[Node]) -> frozenset[Term]:
    return frozenset(map(term_of, nodes))


def _result(node: Node, found: Graph, rules: Graph) -> Result:
    def value(predicate: str) -> Node | None:
        return found.value(node, URIRef(predicate))

    severity = _SEVERITIES.get(URIRef(str(value(SH.resultSeverity))))
    if severity is None:
        raise ShapesError(f"{value(SH.resultSeverity)} is no severity: write sh:Violation, sh:Warning or sh:Info.")
    path, culprit, shape = value(SH.resultPath), value(SH.value), value(SH.sourceShape)
    focus = value(SH.focusNode)
    if focus is None:
        raise ShapesError("pySHACL gave a result without a focus node: correct the shape that it names.")
    messages = sorted(str(message) for message in found.objects(node, URIRef(SH.resultMessage)))
    return Result(
        focus=focus_of(term_of(focus)),
        path=None if path is None else _first_predicate(path, rules),
        value=None if culprit is None else term_of(culprit),
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
