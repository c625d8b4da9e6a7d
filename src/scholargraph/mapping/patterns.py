"""Which predicates carry which field, in which direction and form: the tables, said once for the ontology graph.

With them and the evidence graph alone one SPARQL pattern finds the evidence of any statement:

    GRAPH ?ontology { ?pattern rdf:predicate ?p ; sg:recordField ?field ; sg:subjectFrom ?from ; sg:objectFrom ?to }
    GRAPH ?evidence { ?evidence sg:recordField ?field ; ?from ?s ; ?to ?o }

It says nothing of any site.
"""

from __future__ import annotations

from collections.abc import Iterator

from scholargraph.mapping.conflict import CONFLICT, REJECTED_PATTERNS, STATED, STATED_PATTERNS
from scholargraph.mapping.engine import TYPE, TriplesMap
from scholargraph.mapping.tables import TABLES
from scholargraph.model import fields_of
from scholargraph.ntriples import Triple, iri, literal
from scholargraph.vocab import RDF, RDFS, SG, Iri, field_iri


def triples() -> Iterator[Triple]:
    """Say every field of every record, and each pattern in which its values are stated."""
    for record, table in TABLES.items():
        for name, patterns in patterns_of(table).items():
            field = iri(field_iri(record.collection, name))
            yield (field, TYPE, iri(SG.Field))
            yield (field, iri(RDFS.label), literal(_label(record, name), language="en"))
            for number, (start, predicate, end) in enumerate(patterns, start=1):
                pattern = iri(f"{field_iri(record.collection, name)}-{number}")
                yield (pattern, TYPE, iri(SG.StatementPattern))
                yield (pattern, iri(SG.recordField), field)
                yield (pattern, iri(RDF.predicate), iri(predicate))
                yield (pattern, iri(SG.subjectFrom), iri(start))
                yield (pattern, iri(SG.objectFrom), iri(end))


def patterns_of(table: TriplesMap) -> dict[str, list[tuple[Iri, Iri, Iri]]]:
    """Give, for each field by its name in the evidence, (subject's slot, predicate, object's slot) of its statements."""
    found: dict[str, list[tuple[Iri, Iri, Iri]]] = {"": []}
    for name, rows in table.rows_by_field().items():
        found[name] = list(dict.fromkeys(pattern for row in rows for pattern in row.patterns))
    return {**found, CONFLICT: list(REJECTED_PATTERNS), STATED: list(STATED_PATTERNS)}


def _label(record: type, name: str) -> str:
    """What a field is called: the registry's word."""
    if not name:
        return "the entry as a whole"
    if name in {CONFLICT, STATED}:
        return {CONFLICT: "a value that is not stated", STATED: "the value stated in a conflict"}[name]
    outer, _, within = name.partition(".")
    field = fields_of(record)[outer]
    return (
        field.spec.singular if not within else f"{field.spec.singular}: {fields_of(field.type)[within].spec.singular}"
    )
