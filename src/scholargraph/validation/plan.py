"""What there is to judge in a graph: which nodes are held against which shapes, and the tasks that this makes.

It runs no engine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib.term import Node

from scholargraph.ntriples import Term
from scholargraph.validation.index import GraphIndex
from scholargraph.validation.reach import Reach
from scholargraph.validation.shacl import Judge
from scholargraph.validation.shapes import Shapes
from scholargraph.validation.tasks import Task
from scholargraph.validation.terms import term_of

BATCH: Final = 2_000
"""So many nodes at least are judged as one task: what they share (persons, venues) is then read once."""

Focus = Mapping[Term, Collection[Node]]
"""Each node and the shapes that it is held against."""


@dataclass(frozen=True)
class Plan:
    """A graph, shapes, and what the targets of the shapes give; `whole` are shapes that need the whole graph, and why."""

    index: GraphIndex
    shapes: Shapes
    reach: Reach
    focus: Focus
    whole: Mapping[Node, str]

    @classmethod
    def of(cls, index: GraphIndex, shapes: Shapes) -> Plan:
        """Find what is to be judged. Raises ShapesError for shapes that make no sense."""
        reach = Reach(shapes.graph)
        focus: dict[Term, list[Node]] = {}
        whole = {}
        for shape, targets in Judge(shapes.graph).targets().items():
            for node in targets.focus_nodes(index):
                focus.setdefault(node, []).append(shape)
            if (reason := reach.unproven(shape)) is not None:
                whole[shape] = reason
        order = index.order()
        last = len(order)
        return cls(
            index,
            shapes,
            reach,
            dict(sorted(focus.items(), key=lambda item: (order.get(item[0], last), item[0]))),
            whole,
        )

    def only(self, shapes: Collection[Node]) -> Focus:
        """Give the nodes that some of the shapes look at, with those of them that do."""
        kept = set(shapes)
        found = {node: [one for one in having if one in kept] for node, having in self.focus.items()}
        return {node: having for node, having in found.items() if having}

    def tasks(self, focus: Focus, *, parts: int, seconds: float) -> list[Task]:
        """Cut the judging of nodes into tasks: so many parts where they are large enough, and one of the whole graph."""
        near = {
            node: proven
            for node, having in focus.items()
            if (proven := [one for one in having if one not in self.whole])
        }
        size = max(BATCH, -(-len(near) // max(parts, 1)))
        nodes = list(near)
        made = [
            self._task({node: near[node] for node in nodes[at : at + size]}, seconds)
            for at in range(0, len(nodes), size)
        ]
        far = {node: wide for node, having in focus.items() if (wide := [one for one in having if one in self.whole])}
        if far:
            made.append(Task(tuple(self.index.triples()), by_shape(far), seconds))
        return made

    def _task(self, focus: Focus, seconds: float) -> Task:
        return Task(tuple(self.reach.neighbourhood(focus, self.index)), by_shape(focus), seconds)


def by_shape(focus: Focus) -> dict[Term, tuple[Term, ...]]:
    """Turn it round: each shape and its nodes."""
    found: dict[Term, list[Term]] = {}
    for node, shapes in focus.items():
        for shape in shapes:
            found.setdefault(term_of(shape), []).append(node)
    return {shape: tuple(nodes) for shape, nodes in found.items()}


def pairs(focus: Iterable[Collection[Node]]) -> int:
    """Count the pairs of node and shape."""
    return sum(map(len, focus))
