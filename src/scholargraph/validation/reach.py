"""Which statements of a graph decide whether nodes conform: the neighbourhood of their shapes, walked over an index.

Each shape becomes states of an automaton, whose steps follow a predicate forwards or backwards (SHACL, sections 2.3 and 4).
A neighbourhood is all that these steps touch; a node judged on it gets the results that it gets on the whole graph. A shape
for which that is not proven has no reach, and is judged on the whole graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from rdflib import BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from scholargraph.ntriples import Term, Triple
from scholargraph.validation.index import Statements
from scholargraph.validation.query_reach import Unbounded, pattern_steps
from scholargraph.validation.shapes import inner_shapes
from scholargraph.validation.terms import term_of
from scholargraph.vocab import RDF, SH

State = int
Step = tuple[Term, bool]
"""A predicate, and whether it is followed backwards."""

_TYPE: Final = URIRef(RDF.type)
_PAIRS: Final = tuple(URIRef(term) for term in (SH.equals, SH.disjoint, SH.lessThan, SH.lessThanOrEquals))
_LOOPS: Final = {
    URIRef(SH.zeroOrMorePath): (True, True),
    URIRef(SH.oneOrMorePath): (False, True),
    URIRef(SH.zeroOrOnePath): (True, False),
}
"""Each path that may repeat or be skipped: whether no step is enough, and whether there may be many."""


@dataclass(slots=True)
class _State:
    """Where steps lead from a state; `all_out` takes every statement about the node (sh:closed)."""

    steps: dict[Step, set[State]] = field(default_factory=dict)
    empty: set[State] = field(default_factory=set)
    all_out: bool = False


class Reach:
    """The reach of every shape of a shapes graph; states are made as they are asked for."""

    def __init__(self, rules: Graph) -> None:
        self._rules = rules
        self._states: list[_State] = []
        self._of_shape: dict[Node, State] = {}
        self._parameters = _custom_parameters(rules)
        self._merged: dict[frozenset[State], _Merged] = {}
        self._unproven: dict[Node, str | None] = {}

    def unproven(self, shape: Node) -> str | None:
        """Say why a shape has to be judged on the whole graph, or None where its neighbourhood is enough."""
        if shape not in self._unproven:
            try:
                self._state(shape)
                self._unproven[shape] = None
            except Unbounded as error:
                self._unproven[shape] = str(error)
        return self._unproven[shape]

    def neighbourhood(self, starts: Mapping[Term, Iterable[Node]], index: Statements) -> list[Triple]:
        """Give the statements that decide about nodes, each with its shapes; those of class hierarchy always.

        Every shape is one for which `unproven` says None.
        """
        found: dict[Triple, None] = dict.fromkeys(index.subclasses())
        ahead = [
            (self._merge(frozenset(self._of_shape[shape] for shape in shapes)), node) for node, shapes in starts.items()
        ]
        seen = {(id(state), node) for state, node in ahead}
        while ahead:
            state, node = ahead.pop()
            for triple, after, other in state.touched(node, index):
                found[triple] = None
                if not after.is_end and (id(after), other) not in seen:
                    seen.add((id(after), other))
                    ahead.append((after, other))
        return list(found)

    # ── Merging: a node that many shapes look at is visited once ────────────────────────────────────────────────────

    def _merge(self, states: frozenset[State]) -> _Merged:
        closed = set(states)
        ahead = list(states)
        while ahead:
            for state in self._states[ahead.pop()].empty:
                if state not in closed:
                    closed.add(state)
                    ahead.append(state)
        key = frozenset(closed)
        if key in self._merged:
            return self._merged[key]
        made = self._merged[key] = _Merged(all_out=any(self._states[state].all_out for state in key))
        steps: dict[Step, set[State]] = {}
        for state in key:
            for step, after in self._states[state].steps.items():
                steps.setdefault(step, set()).update(after)
        for (predicate, backwards), after in steps.items():
            merged = self._merge(frozenset(after))
            (made.back if backwards else made.out)[predicate] = merged
        return made

    # ── Compiling ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _new(self) -> State:
        self._states.append(_State())
        return len(self._states) - 1

    def _add(self, start: State, step: Step, end: State) -> None:
        self._states[start].steps.setdefault(step, set()).add(end)

    def _state(self, shape: Node) -> State:
        if shape in self._of_shape:
            return self._of_shape[shape]
        start = self._of_shape[shape] = self._new()
        try:
            self._compile(shape, start)
        except Unbounded:
            del self._of_shape[shape]
            raise
        return start

    def _compile(self, shape: Node, start: State) -> None:
        rules, values = self._rules, start
        path = rules.value(shape, URIRef(SH.path))
        if path is not None:
            values = self._new()
            self._path(path, start, values, backwards=False)
        for parameter in self._parameters:
            if rules.value(shape, parameter) is not None:
                raise Unbounded("a constraint component of its own may look anywhere")
        for pair in _PAIRS:
            for predicate in rules.objects(shape, pair):
                self._add(start, (term_of(predicate), False), self._new())
        if rules.value(shape, URIRef(SH["class"])) is not None:
            self._add(values, (term_of(_TYPE), False), self._new())
        if rules.value(shape, URIRef(SH.closed)) is not None:
            self._states[values].all_out = True
        for inner in self._inner(shape):
            self._states[values].empty.add(self._state(inner))
        for constraint in rules.objects(shape, URIRef(SH.sparql)):
            self._query(constraint, start)

    def _inner(self, shape: Node) -> Iterator[Node]:
        """The shapes that a shape holds its value nodes against."""
        rules = self._rules
        yield from inner_shapes(rules, shape)
        if rules.value(shape, URIRef(SH.qualifiedValueShapesDisjoint)) is not None:
            for parent in rules.subjects(URIRef(SH.property), shape):
                for sibling in rules.objects(parent, URIRef(SH.property)):
                    yield from rules.objects(sibling, URIRef(SH.qualifiedValueShape))

    def _path(self, path: Node, start: State, end: State, *, backwards: bool) -> None:
        rules = self._rules
        if isinstance(path, URIRef):
            self._add(start, (term_of(path), backwards), end)
            return
        if rules.value(path, URIRef(RDF.first)) is not None:
            self._sequence(list(Collection(rules, path)), start, end, backwards=backwards)
            return
        for kind, inner in rules.predicate_objects(path):
            if kind == URIRef(SH.inversePath):
                self._path(inner, start, end, backwards=not backwards)
                return
            if kind == URIRef(SH.alternativePath):
                for choice in Collection(rules, inner):
                    self._path(choice, start, end, backwards=backwards)
                return
            if kind in _LOOPS:
                none, many = _LOOPS[kind]  # type: ignore[index]
                self._loop(inner, start, end, none=none, many=many, backwards=backwards)
                return
        raise Unbounded("its path is none that SHACL describes")

    def _sequence(self, steps: list[Node], start: State, end: State, *, backwards: bool) -> None:
        # Backwards the last step comes first (SHACL, section 2.3.1.4). pySHACL 0.40 takes the first one first: the reach
        # has both ways, so that its verdict is the same on the neighbourhood as on the graph.
        for way in (steps, steps[::-1]) if backwards else (steps,):
            here = start
            for number, step in enumerate(way, start=1):
                after = end if number == len(way) else self._new()
                self._path(step, here, after, backwards=backwards)
                here = after

    def _loop(self, path: Node, start: State, end: State, *, none: bool, many: bool, backwards: bool) -> None:
        middle = self._new()
        self._path(path, start, middle, backwards=backwards)
        self._states[middle].empty.add(end)
        if many:
            self._path(path, middle, middle, backwards=backwards)
        if none:
            self._states[start].empty.add(end)

    def _query(self, constraint: Node, start: State) -> None:
        states = {"this": start}
        for subject, predicate, value in pattern_steps(self._rules, constraint):
            ends = [
                states.setdefault(str(node), self._new()) if not isinstance(node, URIRef) else None
                for node in (subject, value)
            ]
            if ends[0] is not None:
                self._add(ends[0], (predicate, False), self._new() if ends[1] is None else ends[1])
            if ends[1] is not None:
                self._add(ends[1], (predicate, True), self._new() if ends[0] is None else ends[0])


@dataclass(slots=True)
class _Merged:
    """Several states as one."""

    all_out: bool
    out: dict[Term, _Merged] = field(default_factory=dict)
    back: dict[Term, _Merged] = field(default_factory=dict)

    @property
    def is_end(self) -> bool:
        """Whether nothing more is looked at from here. To be asked once all are merged: a state may lead to itself."""
        return not (self.all_out or self.out or self.back)

    def touched(self, node: Term, index: Statements) -> Iterator[tuple[Triple, _Merged, Term]]:
        """Give each statement that is looked at, and where the walk goes on from it."""
        stated = index.out(node)
        for predicate in stated if self.all_out else self.out.keys() & stated.keys():
            after = self.out.get(predicate, _END)
            for value in stated[predicate]:
                yield (node, predicate, value), after, value
        if self.back:
            for predicate, after in self.back.items():
                for subject in index.subjects(predicate, node):
                    yield (subject, predicate, node), after, subject


_END: Final = _Merged(all_out=False)


def _custom_parameters(rules: Graph) -> frozenset[Node]:
    """The parameters of constraint components that the shapes declare themselves (SHACL, section 6.2)."""
    return frozenset(
        path
        for component in rules.subjects(URIRef(RDF.type), URIRef(SH.ConstraintComponent))
        for parameter in rules.objects(component, URIRef(SH.parameter))
        for path in rules.objects(parameter, URIRef(SH.path))
        if isinstance(path, URIRef | BNode)
    )
