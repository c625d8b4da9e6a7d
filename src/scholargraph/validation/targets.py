"""Which nodes of a graph a shape looks at (SHACL, section 2.1.3), told from the statements alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scholargraph.ntriples import Term, Triple, iri
from scholargraph.validation.index import GraphIndex, Statements, with_subclasses
from scholargraph.vocab import RDF

_TYPE: Final = iri(RDF.type)


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets that a shape declares; a shape that is a class targets its instances."""

    nodes: frozenset[Term] = frozenset()
    classes: frozenset[Term] = frozenset()
    subjects_of: frozenset[Term] = frozenset()
    objects_of: frozenset[Term] = frozenset()

    def focus_nodes(self, index: GraphIndex) -> set[Term]:
        """Give the nodes of a graph; those that are named are looked at though the graph says nothing of them."""
        found = set(self.nodes)
        if self.classes:
            found |= index.instances(set(self.classes))
        for predicate in self.subjects_of:
            found |= index.subjects_of(predicate)
        for predicate in self.objects_of:
            found |= index.objects_of(predicate)
        return found

    def has(self, node: Term, statements: Statements) -> bool:
        """Tell whether it looks at a node, from what is said of the node and with it."""
        stated = statements.out(node)
        if node in self.nodes or not self.subjects_of.isdisjoint(stated):
            return True
        if self.classes and (kinds := stated.get(_TYPE)):
            if not self.classes.isdisjoint(kinds):
                return True
            if not with_subclasses(self.classes, statements.subclasses()).isdisjoint(kinds):
                return True
        return any(statements.subjects(predicate, node) for predicate in self.objects_of)

    def reasons(self, node: Term, statements: Statements) -> Iterator[Triple]:
        """Give the statements that make it look at a node, or may: its classes, and what is said with these predicates."""
        stated = statements.out(node)
        for predicate in (*self.subjects_of, *((_TYPE,) if self.classes else ())):
            for value in stated.get(predicate, ()):
                yield node, predicate, value
        for predicate in self.objects_of:
            for subject in statements.subjects(predicate, node):
                yield subject, predicate, node
