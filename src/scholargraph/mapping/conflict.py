"""How a disagreement between sources is said: the value stated, the one that is not, and why.

It decides nothing; reconciliation did.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Final

from scholargraph.mapping.engine import Described, Node, Saying, TriplesMap
from scholargraph.mapping.terms import TYPE
from scholargraph.model import Identifier, PartialDate
from scholargraph.ntriples import Term, Triple, iri, literal
from scholargraph.reconcile.catalogue import Alternative, Conflict
from scholargraph.vocab import PROV, SG

_PREDICATES: Final = tuple(iri(term) for term in (SG.conflict, SG.field, SG.stated, SG.otherValue, SG.why))


def say(
    conflict: Conflict, table: TriplesMap, node: Node, *, number: int
) -> Iterator[tuple[Alternative | None, Saying]]:
    """Say each value that is not stated as a node `#conflict-N` of the record, numbered from `number`.

    The value that is stated comes by itself, without an alternative: it rests on other words.
    """
    for place, other in enumerate(conflict.others, start=number):
        own = node.own(f"conflict-{place}")
        triples: list[Triple] = [
            (node.subject, iri(SG.conflict), own),
            (own, TYPE, iri(SG.Conflict)),
            (own, iri(SG.field), literal(conflict.field)),
            (own, iri(SG.why), literal(conflict.why)),
            (own, iri(PROV.wasDerivedFrom), iri(node.iris.thing(f"source/{other.evidence.source}"))),
        ]
        triples += ((own, iri(SG.otherValue), term) for term in _terms(table, conflict.field, other.value, node=node))
        stated = tuple(
            (own, iri(SG.stated), term) for term in _terms(table, conflict.field, conflict.stated, node=node)
        )
        yield None, Saying(f"{conflict.field}.stated-{place}", conflict.stated, stated, _PREDICATES[2:3])
        yield other, Saying(f"{conflict.field}.conflict-{place}", other.value, tuple(triples), _PREDICATES)


def _terms(table: TriplesMap, field: str, value: object, *, node: Node) -> list[Term]:
    """The value as the first row of its field says it; what that row describes as a node is said in words."""
    for row in table.rows:
        if row.field != field:
            continue
        members = value if isinstance(value, tuple) else (value,)
        said = [row.term(member, node) for member in members if member is not None]
        if all(term is not None and not isinstance(term, Described) for term in said):
            return [term for term in said if term is not None and not isinstance(term, Described)]
        break
    return [literal(words(value))]


def words(value: object) -> str:
    """A value for people: the printed names of contributions, otherwise its text."""
    if isinstance(value, tuple):
        return ", ".join(words(member) for member in value)
    for attribute in ("printed_name", "value"):
        inner = getattr(value, attribute, None)
        if isinstance(inner, str):
            return inner
    if is_dataclass(value) and not isinstance(value, PartialDate | Identifier):
        parts = ((part.name, getattr(value, part.name)) for part in fields(value))
        return ", ".join(f"{name} {words(part)}" for name, part in parts if part not in {None, ()})
    return str(value)
