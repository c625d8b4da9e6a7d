"""The mapping engine: tables of rows in; for each value of a field its terms, and the triples made of them.

It knows no vocabulary but the names of slots, and no class of record. The words are R2RML's: a triples map is the table of
one class of record, a row is a predicate-object map, a term map turns a value into a term or declines it (None).

A value of a field fills *slots*: `rdf:value` with its own term, others with further terms that follow from it (a list
cell, the IRI of a DOI). A row says from which slot the subject of its statements is taken and from which the object; so
whatever a value states is known from its slots and the table alone, and the evidence graph needs to hold no more.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from scholargraph.errors import InternalError
from scholargraph.iris import Iris, Key
from scholargraph.ntriples import Term, Triple, iri
from scholargraph.vocab import RDF, SG, Iri

TYPE: Final = iri(RDF.type)
_SEVERAL: Final = "several subjects and several objects for {} of {}: the row would state every pair"


@dataclass(frozen=True, slots=True)
class Node:
    """The subject that is being described, and what a term map may ask about it.

    `key` and `record` are the record's, also for a node inside it; `number` is the value's place in its field, from 1;
    `shared` is what the table works out once for the whole record.
    """

    iris: Iris
    key: Key
    record: Any
    subject: Term
    number: int = 1
    shared: Any = None

    def own(self, fragment: str) -> Term:
        """The IRI of something that belongs to the record."""
        return iri(self.iris.node(self.key, fragment))

    def thing(self, key: Key) -> Term:
        """The IRI of another record."""
        return iri(self.iris.thing(key))


Terms = Term | tuple[Term, ...] | None
"""What a term map gives: a term, several, or none where it declines the value."""

TermMap = Callable[[Any, Node], Terms]


@dataclass(frozen=True, slots=True)
class Row:
    """One way in which a field is said.

    Attributes:
        field: the record's field.
        term: the term map.
        predicates: what carries the term, from the subject.
        inverse: what carries it backwards, from the term to the subject.
        slot: the slot that the term map fills.
        subject: the slot that the subject is taken from; where it is empty, the row states nothing.
    """

    field: str
    term: TermMap
    predicates: tuple[Iri, ...]
    inverse: tuple[Iri, ...] = ()
    slot: Iri = RDF.value
    subject: Iri = SG.record

    @property
    def patterns(self) -> Iterator[tuple[Iri, Iri, Iri]]:
        """Give (subject's slot, predicate, object's slot) for each predicate."""
        yield from ((self.subject, predicate, self.slot) for predicate in self.predicates)
        yield from ((self.slot, predicate, self.subject) for predicate in self.inverse)


@dataclass(frozen=True, slots=True)
class NodeClasses:
    """The classes of the nodes in a slot of a field, from the field's value; `emits` are all that there can be."""

    field: str
    slot: Iri
    classes: Callable[[Any], tuple[Iri, ...]]
    emits: tuple[Iri, ...]


@dataclass(frozen=True, slots=True)
class InnerMap:
    """A field of several values within the values of a field: the identifiers of a version.

    Each inner value has slots and evidence of its own; their `sg:record` is the node in the outer value's `subject` slot.
    """

    field: str
    within: str
    subject: Iri
    rows: tuple[Row, ...]
    nodes: tuple[NodeClasses, ...] = ()

    @property
    def name(self) -> str:
        """The field's name as it stands in the evidence: `versions.identifiers`."""
        return f"{self.field}.{self.within}"


@dataclass(frozen=True, slots=True)
class TriplesMap:
    """The table of one class of record.

    Attributes:
        record: the class.
        classes: a record's RDF classes.
        rows: how its fields are said.
        emits: every class that `classes` can give.
        nodes: the classes of nodes that follow from values.
        inner: fields within values.
        share: works out once what term maps ask of the whole record (`Node.shared`).
    """

    record: type
    classes: Callable[[Any], tuple[Iri, ...]]
    rows: tuple[Row, ...]
    emits: tuple[Iri, ...] = ()
    nodes: tuple[NodeClasses, ...] = ()
    inner: tuple[InnerMap, ...] = ()
    share: Callable[[Any], Any] = lambda _: None
    plans: Mapping[str, FieldPlan] = field(init=False, repr=False, compare=False)
    inner_plans: Mapping[str, FieldPlan] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = dict.fromkeys(row.field for row in self.rows)
        object.__setattr__(self, "plans", {name: _plan(name, self.rows, self.nodes) for name in names})
        inner = {one.name: _plan(one.within, one.rows, one.nodes) for one in self.inner}
        object.__setattr__(self, "inner_plans", inner)

    @property
    def all_classes(self) -> tuple[Iri, ...]:
        """Every class that is said of the record or of a node of it."""
        every = (*self.emits, *(kind for node in self.nodes for kind in node.emits))
        return tuple(
            dict.fromkeys((*every, *(kind for one in self.inner for node in one.nodes for kind in node.emits)))
        )

    @property
    def all_rows(self) -> tuple[Row, ...]:
        """The rows, and those of the inner fields."""
        return (*self.rows, *(row for one in self.inner for row in one.rows))

    def rows_by_field(self) -> Mapping[str, Sequence[Row]]:
        """Give the rows of each field by its name in the evidence."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.field, []).append(row)
        return {**found, **{one.name: list(one.rows) for one in self.inner}}


Slots = dict[Iri, tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class FieldTriples:
    """What one value of one field is said in.

    Attributes:
        field: the field's name; `versions.identifiers` for one within another; "" for the record's own classes.
        value: the value of the record's field (of an inner field, the outer value): what its evidence is found by.
        slots: the terms that the value fills.
        triples: the statements that the rows make of these.
        typed: the classes of nodes that follow from the value.
    """

    field: str
    value: Hashable
    slots: Slots
    triples: tuple[Triple, ...]
    typed: tuple[Triple, ...] = ()


def row(field: str, term: TermMap, *predicates: Iri, **more: Any) -> Row:
    """Make a row; reads as a line of the table."""
    return Row(field, term, predicates, **more)


def map_record(table: TriplesMap, record: Any, node: Node) -> Iterator[FieldTriples]:
    """Say a record in triples: first its classes, then value by value; a tuple field member by member.

    Raises TypeError where a term map is given what it does not take.
    """
    typed = tuple((node.subject, TYPE, iri(kind)) for kind in table.classes(record))
    yield FieldTriples("", None, {SG.record: (node.subject,)}, (), typed)
    node = replace(node, shared=table.share(record))
    inner = {one.field: [more for more in table.inner if more.field == one.field] for one in table.inner}
    for name, plan in table.plans.items():
        value = getattr(record, name)
        for number, member in enumerate(value if isinstance(value, tuple) else (value,), start=1):
            if member is None:
                continue
            said = plan.say(name, member, member=member, node=replace(node, number=number))
            if said is None:
                continue
            yield said
            for one in inner.get(name, ()):
                yield from _inner(table.inner_plans[one.name], one, outer=member, said=said, node=node)


def _inner(plan: FieldPlan, one: InnerMap, *, outer: Any, said: FieldTriples, node: Node) -> Iterator[FieldTriples]:
    (subject,) = said.slots.get(one.subject, ()) or (None,)
    if subject is None:
        return
    for number, member in enumerate(getattr(outer, one.within), start=1):
        found = plan.say(one.name, outer, member=member, node=replace(node, subject=subject, number=number))
        if found is not None:
            yield found


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """The rows of one field, put together once: each slot's term map, and the statements made of the slots."""

    terms: tuple[tuple[Iri, TermMap], ...]
    patterns: tuple[tuple[Iri, Term, Iri], ...]
    classes: tuple[tuple[Iri, Callable[[Any], tuple[Iri, ...]]], ...]

    @property
    def own_term(self) -> TermMap | None:
        """The term map of the value itself, if it is a term."""
        return next((term for slot, term in self.terms if slot == RDF.value), None)

    def say(self, name: str, value: Hashable, *, member: Any, node: Node) -> FieldTriples | None:
        """Say a member; None where every term map declines it. `value` is what the evidence is found by."""
        slots: Slots = {SG.record: (node.subject,)}
        for slot, term in self.terms:
            found = term(member, node)
            if found:
                slots[slot] = found if isinstance(found, tuple) else (found,)
        if len(slots) == 1:
            return None
        triples: list[Triple] = []
        for start, predicate, end in self.patterns:
            subjects, objects = slots.get(start, ()), slots.get(end, ())
            if len(subjects) > 1 and len(objects) > 1:
                raise InternalError(_SEVERAL.format(predicate, name))
            triples += [(subject, predicate, value) for subject in subjects for value in objects]
        typed = tuple(
            (own, TYPE, iri(kind))
            for slot, classes in self.classes
            for own in slots.get(slot, ())
            for kind in classes(member)
        )
        return FieldTriples(name, value, slots, tuple(triples), typed)


def _plan(name: str, rows: Sequence[Row], nodes: Sequence[NodeClasses]) -> FieldPlan:
    terms: dict[Iri, TermMap] = {}
    for one in rows:
        if one.field == name and not _same(terms.setdefault(one.slot, one.term), one.term):
            raise InternalError(f"Two rows of {name} fill the slot {one.slot} with different terms: name another slot.")
    patterns = [
        (start, iri(predicate), end) for one in rows if one.field == name for start, predicate, end in one.patterns
    ]
    return FieldPlan(
        tuple(terms.items()),
        tuple(dict.fromkeys(patterns)),
        tuple((one.slot, one.classes) for one in nodes if one.field == name),
    )


def _same(one: TermMap, other: TermMap) -> bool:
    """Whether two term maps are one; made by `partial`, they are if they were made alike."""
    if isinstance(one, partial) and isinstance(other, partial):
        return (one.func, one.args, one.keywords) == (other.func, other.args, other.keywords)
    return one is other
