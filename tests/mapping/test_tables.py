"""The tables are complete and honest: fields, vocabularies, alignments and shapes are held against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from enum import StrEnum
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import pytest
from rdflib import Graph
from rdflib.term import Node as RdfNode
from rdflib.term import URIRef

from scholargraph.iris import Key
from scholargraph.mapping import INNER_TABLES, TABLES, dataset, terms
from scholargraph.mapping.engine import Node, Row, TriplesMap, describe
from scholargraph.mapping.terms import TYPE
from scholargraph.model import RECORD_CLASSES, Gap, Pages, RoleKind
from scholargraph.ntriples import Triple, iri, iri_value, is_iri
from scholargraph.vocab import NAMESPACES, OWL, RDF, SG, SH, SKOS
from tests.mapping import full, vocabularies

ALL_TABLES: Final = (*TABLES.values(), *INNER_TABLES)
SHAPES: Final = Path(__file__).resolve().parents[2] / "shapes"

NEED_NO_ROW: Final = {
    "key": "it is the IRI",
    "type": "it chooses the classes",
    "kind": "it chooses among the rows of `roles`",
    "role": "it chooses among the rows of `contributions`",
}

each_table = pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.record.__name__)


def node_of(record: Any) -> Node:
    key = getattr(record, "key", Key("publication/some-work"))
    return Node(full.IRIS, key, record, iri(full.IRIS.thing(key)))


def default_graph() -> list[Triple]:
    """Everything that the full records say."""
    return [triple for record in full.RECORDS for one in full.mapped(record) for triple in one.statements]


def all_graphs() -> Iterator[Triple]:
    """The same, the evidence, and the description of the dataset."""
    stated = default_graph()
    yield from stated
    for record in full.RECORDS:
        for one in full.mapped(record):
            yield from one.evidence
    properties, classes = dataset.count(stated)
    keys = [record.key for record in full.RECORDS]
    yield from dataset.say(properties, classes, keys=keys, iris=full.IRIS, title="A site", license_iri=full.LICENSE)


# ── 1. Every field has a row ──────────────────────────────────────────────────────────────────────────────────────


def test_every_class_of_record_has_a_table() -> None:
    assert set(TABLES) == set(RECORD_CLASSES)


@each_table
def test_every_field_has_a_row(table: TriplesMap) -> None:
    rows = {row.field for row in table.rows}
    assert {part.name for part in fields(table.record)} - NEED_NO_ROW.keys() == rows


@pytest.mark.parametrize("record", full.RECORDS, ids=lambda record: record.collection)
def test_the_full_records_are_full(record: Any) -> None:
    for part in fields(record):
        if part.name not in {"key", "name"}:
            assert getattr(record, part.name) not in ((), None, part.default if part.name != "type" else ()), part.name


@pytest.mark.parametrize("record", full.RECORDS, ids=lambda record: record.collection)
def test_every_value_of_a_full_record_is_said(record: Any) -> None:
    said = {(saying.field, saying.value) for saying in describe(TABLES[type(record)], record, node_of(record))}
    assert {(name, value) for name, value in full.members(record) if name not in NEED_NO_ROW} <= said


@pytest.mark.parametrize("kind", RoleKind)
def test_every_value_of_a_role_is_said_whatever_its_kind(kind: RoleKind) -> None:
    role = replace(full.ROLES[0], kind=kind)
    person = replace(full.PERSON, roles=(role,))
    objects = " ".join(
        triple[2] for saying in describe(TABLES[type(person)], person, node_of(person)) for triple in saying.triples
    )
    for value in (
        role.title.value if role.title else "",
        str(role.start),
        str(role.end),
        role.organization,
        SG.Current,
    ):
        assert value in objects


@pytest.mark.parametrize("part", [part.name for part in fields(Pages)])
def test_every_part_of_the_pages_is_said(part: str) -> None:
    given: dict[str, Any] = {part: 17 if part == "count" else "17"}
    pages = Pages(**given)
    work = replace(full.PUBLICATION, pages=pages)
    said = [saying for saying in describe(TABLES[type(work)], work, node_of(work)) if saying.field == "pages"]
    assert said


@each_table
def test_every_kind_has_classes_and_the_table_lists_them(table: TriplesMap) -> None:
    record: Any = next(value for value in (*full.RECORDS, *full.ROLES, *full.CONTRIBUTIONS, *full.VERSIONS)
                  if isinstance(value, table.record))  # fmt: skip
    choosers = [part for part in fields(record) if part.name in {"type", "kind", "status"}]
    kinds: list[tuple[Any, ...]] = [table.classes(record)]
    for part in choosers:
        enumeration = type(getattr(record, part.name))
        assert issubclass(enumeration, StrEnum)
        kinds += [table.classes(replace(record, **{part.name: value})) for value in enumeration]
    assert all(kinds)
    assert {one for kind in kinds for one in kind} <= set(table.emits)


def test_every_gap_has_a_term_and_the_ontology_a_sentence_for_it() -> None:
    assert set(terms.GAPS) == set(Gap)
    own = vocabularies.statements(vocabularies.OWN)
    gaps = {subject for subject, predicate, value in own if predicate == RDF.type and value == SG.Gap}
    assert gaps == set(terms.GAPS.values())
    for gap in gaps:
        sentences = [value for subject, predicate, value in own
                     if subject == gap and predicate == f"{vocabularies.SCHEMA}comment"]  # fmt: skip
        assert len(sentences) == 1
        assert sentences[0].endswith(".")


# ── 2. Every class and predicate is declared ──────────────────────────────────────────────────────────────────────


@each_table
def test_every_predicate_of_a_table_is_a_declared_property(table: TriplesMap) -> None:
    properties = vocabularies.declared(vocabularies.PROPERTY_KINDS)
    assert {term for row in table.rows for term in (*row.predicates, *row.inverse)} - properties == set()


@each_table
def test_every_class_of_a_table_is_a_declared_class(table: TriplesMap) -> None:
    assert set(table.emits) - vocabularies.declared(vocabularies.CLASS_KINDS) == set()


def test_everything_said_uses_declared_classes_and_properties() -> None:
    classes = {iri_value(value) for _, predicate, value in all_graphs() if predicate == TYPE}
    predicates = {iri_value(predicate) for _, predicate, _ in all_graphs()}
    assert classes - vocabularies.declared(vocabularies.CLASS_KINDS) == set()
    assert predicates - vocabularies.declared(vocabularies.PROPERTY_KINDS) == set()


def test_every_vocabulary_term_that_is_said_is_declared() -> None:
    bases = tuple(namespace.base for namespace in NAMESPACES)
    objects = {iri_value(value) for _, _, value in all_graphs() if is_iri(value)}
    terms_said = {value for value in objects if value.startswith(bases) and value not in bases}
    assert terms_said - vocabularies.declared() == set()


@pytest.mark.parametrize("namespace", NAMESPACES, ids=lambda namespace: namespace.base)
def test_every_listed_term_is_declared(namespace: Any) -> None:
    assert set(namespace) - vocabularies.declared() == set()


def test_our_ontology_and_our_list_of_terms_agree() -> None:
    own = {subject for subject, _, _ in vocabularies.statements(vocabularies.OWN) if subject.startswith(SG.base)}
    assert own == set(SG)


def test_every_term_of_ours_is_explained() -> None:
    own = vocabularies.statements(vocabularies.OWN)
    for term in SG:
        said = {predicate for subject, predicate, _ in own if subject == term}
        assert {f"{vocabularies.SCHEMA}label", f"{vocabularies.SCHEMA}comment"} <= said, term


# ── 3. The predicates of a row are aligned ────────────────────────────────────────────────────────────────────────

ALIGNING: Final = frozenset({f"{vocabularies.SCHEMA}subPropertyOf", SKOS.closeMatch})
_INVERSE: Final = f"{OWL.base}inverseOf"


def alignments() -> set[frozenset[str]]:
    """Each pair of other vocabularies' properties that our ontology aligns."""
    return {frozenset((subject, value)) for subject, predicate, value in vocabularies.statements(vocabularies.OWN)
            if predicate in ALIGNING and not subject.startswith(SG.base)}  # fmt: skip


def inverses() -> set[frozenset[str]]:
    """Each pair of properties that our ontology says are inverse."""
    return {frozenset((subject, value)) for subject, predicate, value in vocabularies.statements(vocabularies.OWN)
            if predicate == _INVERSE}  # fmt: skip


def seen_forwards(row: Row) -> set[str]:
    """The predicates of a row; for one that carries it backwards, its inverse, or what is aligned with that."""
    found: set[str] = set(row.predicates)
    for backward in row.inverse:
        ends = {backward} | {other for pair in alignments() if backward in pair for other in pair}
        found |= ends | {other for pair in inverses() if pair & ends for other in pair}
    return found


def multiple_rows() -> list[tuple[str, Row]]:
    return [(f"{table.record.__name__}.{row.field}", row) for table in ALL_TABLES for row in table.rows
            if len(row.predicates) + len(row.inverse) > 1]  # fmt: skip


@pytest.mark.parametrize("row", [row for _, row in multiple_rows()], ids=[name for name, _ in multiple_rows()])
def test_the_predicates_of_a_row_are_aligned(row: Row) -> None:
    links = alignments() | inverses()
    nodes = seen_forwards(row)
    reached: set[str] = {row.predicates[0]}
    before: set[str] = set()
    while reached != before:
        before = set(reached)
        reached |= {node for node in nodes for known in before if frozenset((node, known)) in links}
    assert {*row.predicates, *row.inverse} <= reached


def test_every_alignment_is_used_by_a_row() -> None:
    used = {frozenset(pair) for _, row in multiple_rows() for pair in combinations(seen_forwards(row), 2)}
    assert alignments() | inverses() <= used


# ── 4. Tables and shapes ──────────────────────────────────────────────────────────────────────────────────────────


def shapes() -> Graph:
    graph = Graph(bind_namespaces="none")
    for file in sorted(SHAPES.glob("*.ttl")):
        graph.parse(file)
    return graph


def emitted_classes() -> set[str]:
    typed = {iri_value(value) for _, predicate, value in default_graph() if predicate == TYPE}
    return typed | {kind for table in ALL_TABLES for kind in table.emits}


def emitted_predicates() -> set[str]:
    said = {iri_value(predicate) for _, predicate, _ in default_graph()}
    return said | {term for table in ALL_TABLES for row in table.rows for term in (*row.predicates, *row.inverse)}


def values(graph: Graph, term: str) -> set[str]:
    return {str(value) for value in graph.objects(None, URIRef(SH.base + term))}


def test_every_class_that_is_said_has_a_shape() -> None:
    assert emitted_classes() - values(shapes(), "targetClass") == set()


def test_every_class_that_a_shape_speaks_of_is_said() -> None:
    graph = shapes()
    named = values(graph, "targetClass") | values(graph, "class")
    assert {kind for kind in named if not kind.startswith("http://schema.org/")} - emitted_classes() == set()


def path_predicates(graph: Graph) -> Iterator[str]:
    steps: list[RdfNode] = list(graph.objects(None, URIRef(SH.path)))
    while steps:
        step = steps.pop()
        if isinstance(step, URIRef):
            if step != URIRef(RDF.nil):
                yield str(step)
        else:
            steps += graph.objects(step, None)


def test_every_path_of_a_shape_is_said() -> None:
    assert set(path_predicates(shapes())) - emitted_predicates() == set()


def test_every_predicate_that_a_shape_looks_for_is_said() -> None:
    graph = shapes()
    named = values(graph, "targetSubjectsOf") | values(graph, "equals") | values(graph, "lessThanOrEquals")
    assert {term for term in named if not term.startswith("http://schema.org/")} - emitted_predicates() == set()
