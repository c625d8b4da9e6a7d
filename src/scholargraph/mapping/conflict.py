"""How a disagreement between sources is said: the value stated, the one that is not, and why.

It decides nothing; reconciliation did. What is stated rests on its own words, never on those against it: so each value
that is rejected has two pieces of evidence, one for what the conflict says of itself and one for the value stated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Final

from scholargraph.mapping.engine import TYPE, Node, Slots, TriplesMap
from scholargraph.model import Conflict, Evidence, Identifier, PartialDate
from scholargraph.ntriples import Term, Triple, iri, literal
from scholargraph.vocab import PROV, RDF, SG, Iri

CONFLICT: Final = "conflict"
STATED: Final = "stated"

REJECTED_PATTERNS: Final[tuple[tuple[Iri, Iri, Iri], ...]] = (
    (SG.record, SG.conflict, SG.conflictNode),
    (SG.conflictNode, SG.field, SG.fieldName),
    (SG.conflictNode, SG.reason, SG.reasonGiven),
    (SG.conflictNode, SG.rejectedValue, RDF.value),
)
"""What the evidence against a value backs: (subject's slot, predicate, object's slot)."""

STATED_PATTERNS: Final[tuple[tuple[Iri, Iri, Iri], ...]] = ((SG.conflictNode, SG.stated, RDF.value),)
"""What the evidence for the value stated backs."""


@dataclass(frozen=True, slots=True)
class ConflictTriples:
    """One rejected value: the fragments of its two evidence nodes are made of `field` and `number`.

    Attributes:
        field: the field that the sources disagree on.
        number: the conflict's number within the record, from 1.
        rejected: the slots of the evidence against it, `rejecting` that evidence.
        stated: the slots of the evidence for the value stated.
        stated_value: that value.
        rejected_triples: what is said of the conflict but for the value stated.
        stated_triples: which value is stated.
        structural: the conflict's class and source.
    """

    field: str
    number: int
    rejected: Slots
    rejecting: Evidence
    stated: Slots
    stated_value: object
    rejected_triples: tuple[Triple, ...]
    stated_triples: tuple[Triple, ...]
    structural: tuple[Triple, ...]


def map_conflicts(conflicts: tuple[Conflict, ...], table: TriplesMap, node: Node) -> Iterator[ConflictTriples]:
    """Say each value that is not stated as a node `#conflict-N` of the record, numbered from 1 through all its conflicts."""
    number = 0
    for conflict in conflicts:
        stated_terms = tuple(_terms(table, conflict.field, conflict.stated, node=node))
        for other in conflict.others:
            number += 1
            own = node.own(f"conflict-{number}")
            rejected: Slots = {
                SG.record: (node.subject,),
                SG.conflictNode: (own,),
                SG.fieldName: (literal(conflict.field),),
                SG.reasonGiven: (literal(conflict.reason),),
                RDF.value: tuple(_terms(table, conflict.field, other.value, node=node)),
            }
            stated: Slots = {SG.record: (node.subject,), SG.conflictNode: (own,), RDF.value: stated_terms}
            source = iri(node.iris.thing(f"source/{other.evidence.source}"))
            yield ConflictTriples(
                conflict.field,
                number,
                rejected,
                other.evidence,
                stated,
                conflict.stated,
                _triples(REJECTED_PATTERNS, rejected),
                _triples(STATED_PATTERNS, stated),
                ((own, TYPE, iri(SG.Conflict)), (own, iri(PROV.wasDerivedFrom), source)),
            )


def _triples(patterns: tuple[tuple[Iri, Iri, Iri], ...], slots: Slots) -> tuple[Triple, ...]:
    return tuple(
        (subject, iri(predicate), value)
        for start, predicate, end in patterns
        for subject in slots.get(start, ())
        for value in slots.get(end, ())
    )


def _terms(table: TriplesMap, field: str, value: object, *, node: Node) -> list[Term]:
    """The value as the first row of its field says it; what that row makes a node of the record is said in words."""
    plan = table.plans.get(field)
    term = None if plan is None else plan.own_term
    inside = f"<{node.iris.document(node.key)}#"
    members = value if isinstance(value, tuple) else (value,)
    if term is not None:
        found = [term(member, node) for member in members if member is not None]
        if all(isinstance(one, str) and not one.startswith(inside) for one in found):
            return [one for one in found if isinstance(one, str)]
    return [literal(words(value))]


def words(value: object) -> str:
    """A value for people: the printed names of contributions, otherwise its text."""
    if isinstance(value, tuple):
        return ", ".join(words(member) for member in value)
    for attribute in ("printed_name", "printed", "value"):
        inner = getattr(value, attribute, None)
        if isinstance(inner, str) and inner:
            return inner
    if is_dataclass(value) and not isinstance(value, PartialDate | Identifier):
        parts = ((part.name, getattr(value, part.name)) for part in fields(value))
        return ", ".join(f"{name} {words(part)}" for name, part in parts if part not in {None, ()})
    return str(value)
