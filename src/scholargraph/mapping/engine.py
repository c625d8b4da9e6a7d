"""The tables of the mapping: rows that say how a field becomes terms, and by which predicates these are stated.

It knows no vocabulary but the names of slots, and no class of record. The words are R2RML's: a triples map is the table of
one class of record, a row is a predicate-object map, a term map turns a value into a term or declines it (None).

A value of a field fills *slots*: `rdf:value` with its own term, others with further terms that follow from it (a list
cell, the IRI of a DOI). A row says from which slot the subject of its statements is taken and from which the object; so
whatever a value states is known from its slots and the table alone, and the evidence graph needs to hold no more.

It says nothing itself: `compiling` makes of each table the function that does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Any, Final

from scholargraph.errors import InternalError
from scholargraph.iris import Iris, Key
from scholargraph.ntriples import Term, iri
from scholargraph.vocab import RDF, SG, Iri

TYPE: Final = iri(RDF.type)


@dataclass(slots=True)
class Node:
    """The subject that is being described, and what a term map may ask about it.

    `key` and `record` are the record's, also for a node inside it; `number` is the value's place in its field, from 1,
    and moves on from value to value; `shared` is what the table works out once for the whole record; `prefix` is what
    the nodes of the record begin with. Raises ValueError for a key that makes no IRI.
    """

    iris: Iris
    key: Key
    record: Any
    subject: Term
    number: int = 1
    shared: Any = None
    prefix: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.prefix = iri(self.iris.node(self.key, ""))[:-1]

    def own(self, fragment: str) -> Term:
        """The IRI of something that belongs to the record."""
        return Term(f"{self.prefix}{_fragment(fragment)}>")

    def within(self, subject: Term) -> Node:
        """A node of the same record, inside which other values stand."""
        return Node(self.iris, self.key, self.record, subject, 1, self.shared)

    def thing(self, key: Key) -> Term:
        """The IRI of another record."""
        return iri(self.iris.thing(key))


@lru_cache(maxsize=1 << 12)
def _fragment(fragment: str) -> str:
    """A fragment that can stand in an IRI: of each record there are the same few. Raises ValueError for another."""
    return iri(f"x:#{fragment}")[4:-1]


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

    def __post_init__(self) -> None:
        inner = {one.field: tuple(more for more in self.inner if more.field == one.field) for one in self.inner}
        names = dict.fromkeys(row.field for row in self.rows)
        plans = {name: _plan(name, self.rows, self.nodes, inner.get(name, ())) for name in names}
        object.__setattr__(self, "plans", plans)

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
"""What a value fills, slot by slot."""


@dataclass(frozen=True, slots=True)
class InnerPlan:
    """The plan of a field within the values of a field: its name, and the slot that its subject is taken from."""

    within: str
    subject: Iri
    plan: FieldPlan


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """The rows of one field, put together once: each slot's term map, and the statements made of the slots.

    Attributes:
        name: the field's name in the evidence.
        terms: the slots and their term maps.
        patterns: subject's slot, predicate, object's slot.
        classes: the slots whose nodes have classes, and what gives these.
        inner: the fields within the values.
    """

    name: str
    terms: tuple[tuple[Iri, TermMap], ...]
    patterns: tuple[tuple[Iri, Term, Iri], ...]
    classes: tuple[tuple[Iri, Callable[[Any], tuple[Iri, ...]]], ...]
    inner: tuple[InnerPlan, ...] = ()

    @property
    def own_term(self) -> TermMap | None:
        """The term map of the value itself, if it is a term."""
        return next((term for slot, term in self.terms if slot == RDF.value), None)


def row(field: str, term: TermMap, *predicates: Iri, **more: Any) -> Row:
    """Make a row; reads as a line of the table."""
    return Row(field, term, predicates, **more)


def _plan(name: str, rows: Sequence[Row], nodes: Sequence[NodeClasses], inner: Sequence[InnerMap]) -> FieldPlan:
    terms: dict[Iri, TermMap] = {}
    for one in rows:
        if one.field == name and not _same(terms.setdefault(one.slot, one.term), one.term):
            raise InternalError(f"Two rows of {name} fill the slot {one.slot} with different terms: name another slot.")
    patterns = [
        (start, iri(predicate), end) for one in rows if one.field == name for start, predicate, end in one.patterns
    ]
    return FieldPlan(
        name,
        tuple(terms.items()),
        tuple(dict.fromkeys(patterns)),
        tuple((one.slot, one.classes) for one in nodes if one.field == name),
        tuple(_inner_plan(one) for one in inner),
    )


def _inner_plan(one: InnerMap) -> InnerPlan:
    return InnerPlan(one.within, one.subject, replace(_plan(one.within, one.rows, one.nodes, ()), name=one.name))


def _same(one: TermMap, other: TermMap) -> bool:
    """Whether two term maps are one; made by `partial`, they are if they were made alike."""
    if isinstance(one, partial) and isinstance(other, partial):
        return (one.func, one.args, one.keywords) == (other.func, other.args, other.keywords)
    return one is other
