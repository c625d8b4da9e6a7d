"""The mapping engine: tables of rows in, triples out, each with the field value it says.

It knows no vocabulary and no class of record. The words are R2RML's: a triples map is a table for one class of
thing, a row is a predicate-object map, a term map turns a field's value into a term or declines it (None).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from dataclasses import field as computed
from typing import Any, Final

from scholargraph.iris import Iris, Key
from scholargraph.ntriples import Term, Triple, iri
from scholargraph.vocab import RDF, Iri

_TYPE: Final = iri(RDF.type)


@dataclass(frozen=True, slots=True)
class Node:
    """The subject that is being described, and what a term map may ask about it.

    `key` and `record` are the record's, also for a node inside it; `number` is the value's place in its field, from 1.
    """

    iris: Iris
    key: Key
    record: Any
    subject: Term
    number: int = 1

    def own(self, fragment: str) -> Term:
        """The IRI of something that belongs to the record."""
        return iri(self.iris.node(self.key, fragment))

    def thing(self, key: Key) -> Term:
        """The IRI of another record."""
        return iri(self.iris.thing(key))


@dataclass(frozen=True, slots=True)
class Described:
    """What a term map gives for a value that becomes a node of its own: the node, and the triples about it."""

    term: Term
    triples: tuple[Triple, ...]


TermMap = Callable[[Any, Node], Term | Described | None]


@dataclass(frozen=True, slots=True)
class Row:
    """One way in which a field is said: the term map, the predicates that carry it, those that carry it backwards."""

    field: str
    term: TermMap
    predicates: tuple[Iri, ...]
    inverse: tuple[Iri, ...] = ()
    forward: tuple[Term, ...] = computed(init=False, repr=False, compare=False)
    backward: tuple[Term, ...] = computed(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Written out once here, not once for each record.
        object.__setattr__(self, "forward", tuple(iri(predicate) for predicate in self.predicates))
        object.__setattr__(self, "backward", tuple(iri(predicate) for predicate in self.inverse))


@dataclass(frozen=True, slots=True)
class TriplesMap:
    """The table of one class: which records, their classes (from the record), the rows."""

    record: type
    classes: Callable[[Any], tuple[Iri, ...]]
    rows: tuple[Row, ...]
    emits: tuple[Iri, ...] = ()
    """Every class that `classes` can give."""


@dataclass(frozen=True, slots=True)
class Saying:
    """The triples that one value of one field is said in; `field` "" are those of the record as a whole."""

    field: str
    value: Hashable
    triples: tuple[Triple, ...]
    predicates: tuple[Term, ...] = ()


def row(field: str, term: TermMap, *predicates: Iri, inverse: tuple[Iri, ...] = ()) -> Row:
    """Make a row; reads as a line of the table."""
    return Row(field, term, predicates, inverse)


def describe(table: TriplesMap, record: Any, node: Node) -> Iterator[Saying]:
    """Say a record (or a value with a node of its own) in triples: first its classes, then row by row.

    A tuple field is said member by member. Raises TypeError where a term map is given what it does not take.
    """
    yield Saying("", None, tuple((node.subject, _TYPE, iri(kind)) for kind in table.classes(record)), (_TYPE,))
    for entry in table.rows:
        value = getattr(record, entry.field)
        members = value if isinstance(value, tuple) else (value,)
        for number, member in enumerate(members, start=1):
            if member is None:
                continue
            said = entry.term(member, replace(node, number=number))
            if said is not None:
                yield Saying(entry.field, member, _triples(entry, said, node.subject), entry.forward + entry.backward)


def described(table: TriplesMap, value: Any, node: Node, *more: Triple) -> Described:
    """Describe a value as the node's subject, with further triples: what a term map for such a value returns."""
    inner = tuple(triple for saying in describe(table, value, node) for triple in saying.triples)
    return Described(node.subject, inner + more)


def _triples(entry: Row, said: Term | Described, subject: Term) -> tuple[Triple, ...]:
    if isinstance(said, Described):
        term, inner = said.term, said.triples
    else:
        term, inner = said, ()
    forward = tuple((subject, predicate, term) for predicate in entry.forward)
    return (*forward, *((term, predicate, subject) for predicate in entry.backward), *inner)
