"""Which nodes of a graph a shape looks at (SHACL, section 2.1.3), told from the statements alone."""

from __future__ import annotations

from dataclasses import dataclass

from scholargraph.ntriples import Term
from scholargraph.validation.index import GraphIndex


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
