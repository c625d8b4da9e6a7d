"""Judging of some nodes of a graph, so that a change is judged and not the whole: pure functions, whose results can be kept.

It keeps nothing itself. The rows for a node depend on its neighbourhood, the shapes and the judge alone: `cache_key` is the
digest of all three.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from functools import lru_cache
from importlib.metadata import version

from rdflib.term import Node

from scholargraph.errors import ShapesError
from scholargraph.ntriples import Term, Triple
from scholargraph.validation.index import GraphIndex, Statements
from scholargraph.validation.reach import Reach
from scholargraph.validation.report import Result
from scholargraph.validation.shacl import Judge
from scholargraph.validation.shapes import Shapes
from scholargraph.validation.targets import Targets
from scholargraph.validation.terms import graph_of


def neighbourhood(shapes: Shapes, nodes: Collection[Term], statements: Statements) -> tuple[Triple, ...]:
    """Give the statements that decide about nodes, sorted: those that the shapes which target them look at.

    Each node that is judged needs it; a node whose neighbourhood has not changed has the results that it had.

    Raises:
        ShapesError: a shape may look anywhere, so that no part of a graph is enough.
    """
    _, reach, targets = _compiled(shapes)
    starts = {node: [shape for shape, one in targets.items() if one.has(node, statements)] for node in nodes}
    _refuse_unproven(reach, starts)
    found = set(reach.neighbourhood(starts, statements))
    for node, having in starts.items():
        for shape in having:
            found.update(targets[shape].reasons(node, statements))
    return tuple(sorted(found))


def judge_nodes(shapes: Shapes, nodes: Collection[Term], triples: Iterable[Triple]) -> tuple[Result, ...]:
    """Hold nodes against the shapes that target them, in order, by pySHACL.

    `triples` hold the neighbourhood of every node, as `neighbourhood` gives it; more of the graph does no harm. Without
    processes or clock: equal arguments give equal results.

    Raises:
        ShapesError: the shapes make no sense, or one of them may look anywhere.
    """
    judge, reach, targets = _compiled(shapes)
    given = list(triples)
    index = GraphIndex(given)
    starts = {node: [shape for shape, one in targets.items() if one.has(node, index)] for node in nodes}
    _refuse_unproven(reach, starts)
    focus: dict[Node, list[Term]] = {}
    for node, having in starts.items():
        for shape in having:
            focus.setdefault(shape, []).append(node)
    return tuple(sorted(judge.judge(graph_of(given), focus), key=lambda result: result.order))


def cache_key(shapes: Shapes, nodes: Collection[Term], triples: Iterable[Triple]) -> str:
    """Give the SHA-256, in hexadecimal, of all that `judge_nodes` depends on: arguments and versions of the judge."""
    found = hashlib.sha256(" ".join((shapes.digest, *(version(name) for name in ("pyshacl", "rdflib")))).encode())
    for line in (*sorted(nodes), "", *sorted(" ".join(triple) for triple in triples)):
        found.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return found.hexdigest()


@lru_cache(maxsize=1)
def _compiled(shapes: Shapes) -> tuple[Judge, Reach, dict[Node, Targets]]:
    judge = Judge(shapes.graph)
    return judge, Reach(shapes.graph), judge.targets()


def _refuse_unproven(reach: Reach, starts: dict[Term, list[Node]]) -> None:
    for shape in {shape for having in starts.values() for shape in having}:
        if (reason := reach.unproven(shape)) is not None:
            raise ShapesError(f"The shape {shape} needs the whole graph ({reason}): judge all of it.")
