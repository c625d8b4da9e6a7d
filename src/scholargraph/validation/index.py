"""The statements of a graph by subject and by object, so that a neighbourhood is walked without looking at the rest.

It knows neither shapes nor rdflib: terms are those of N-Triples, a blank node is `_:label`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Protocol

from scholargraph.ntriples import Term, Triple, iri
from scholargraph.vocab import RDF, RDFS

_NOTHING: Final[Mapping[Term, Sequence[Term]]] = {}
_TYPE: Final = iri(RDF.type)
_SUBCLASS: Final = iri(RDFS.subClassOf)


class Statements(Protocol):
    """The statements of a graph, wherever they are kept, as far as judging asks for them."""

    def out(self, node: Term) -> Mapping[Term, Sequence[Term]]:
        """Give what is said of a node: predicate → values."""
        ...

    def subjects(self, predicate: Term, value: Term) -> Sequence[Term]:
        """Give the nodes of which a value is stated."""
        ...

    def subclasses(self) -> Sequence[Triple]:
        """Give every statement of class hierarchy (rdfs:subClassOf)."""
        ...


class GraphIndex:
    """The triples of one graph, each once, in the order in which subjects were first named."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._out: dict[Term, dict[Term, list[Term]]] = {}
        self._by_predicate: dict[Term, dict[Term, list[Term]]] = {}
        seen: set[Triple] = set()
        for triple in triples:
            if triple not in seen:
                seen.add(triple)
                subject, predicate, value = triple
                self._out.setdefault(subject, {}).setdefault(predicate, []).append(value)
        self.size = len(seen)

    @property
    def has_blank_nodes(self) -> bool:
        """Whether any node is blank."""
        return any(
            node.startswith("_:") or any(value.startswith("_:") for values in stated.values() for value in values)
            for node, stated in self._out.items()
        )

    def out(self, node: Term) -> Mapping[Term, Sequence[Term]]:
        """Give what is said of a node: predicate → values."""
        return self._out.get(node, _NOTHING)

    def subjects(self, predicate: Term, value: Term) -> Sequence[Term]:
        """Give the nodes of which a value is stated."""
        return self._having(predicate).get(value, ())

    def triples(self) -> Iterator[Triple]:
        """Give every triple."""
        for subject, stated in self._out.items():
            for predicate, values in stated.items():
                for value in values:
                    yield subject, predicate, value

    def values(self) -> Iterator[Term]:
        """Give every value, each time it is stated."""
        for stated in self._out.values():
            for values in stated.values():
                yield from values

    def subclasses(self) -> list[Triple]:
        """Give the statements of class hierarchy: every judgement needs them (SHACL, section 1.1)."""
        return [
            (subject, _SUBCLASS, value) for value, subjects in self._having(_SUBCLASS).items() for subject in subjects
        ]

    def instances(self, classes: set[Term]) -> set[Term]:
        """Give the SHACL instances of any of the classes: the subclasses that the graph states count, too."""
        kinds = self._having(_TYPE)
        return {node for kind in with_subclasses(classes, self.subclasses()) for node in kinds.get(kind, ())}

    def subjects_of(self, predicate: Term) -> set[Term]:
        """Give the subjects of a predicate."""
        return {node for nodes in self._having(predicate).values() for node in nodes}

    def objects_of(self, predicate: Term) -> set[Term]:
        """Give the values of a predicate."""
        return set(self._having(predicate))

    def _having(self, predicate: Term) -> Mapping[Term, Sequence[Term]]:
        """Value → the nodes that have it."""
        if not self._by_predicate:
            for subject, stated, value in self.triples():
                self._by_predicate.setdefault(stated, {}).setdefault(value, []).append(subject)
        return self._by_predicate.get(predicate, _NOTHING)

    def order(self) -> dict[Term, int]:
        """Give each subject its place, so that what stands together in the data is judged together."""
        return {node: place for place, node in enumerate(self._out)}


def with_subclasses(classes: Iterable[Term], hierarchy: Iterable[Triple]) -> set[Term]:
    """Give classes and all below them in a hierarchy (SHACL, section 1.1)."""
    below: dict[Term, list[Term]] = {}
    for lower, _, upper in hierarchy:
        below.setdefault(upper, []).append(lower)
    found = set(classes)
    ahead = list(found)
    while ahead:
        for lower in below.get(ahead.pop(), ()):
            if lower not in found:
                found.add(lower)
                ahead.append(lower)
    return found
