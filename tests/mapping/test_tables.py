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

from scholargraph.identifiers import parse_identifier, parse_url
from scholargraph.iris import Key
from scholargraph.mapping import TABLES, TriplesMap, dataset, patterns, terms
from scholargraph.mapping.engine import TYPE, Node, NodeClasses, Row
from scholargraph.model import (
    RECORD_CLASSES,
    Affiliation,
    Agent,
    AgentKind,
    Contribution,
    ContributorRole,
    FullText,
    Funding,
    Gap,
    Name,
    Notice,
    NoticeKind,
    Pages,
    PartialDate,
    PublicationStatus,
    Role,
    RoleKind,
    RoleStatus,
    Text,
    TextVersion,
    Version,
    fields_of,
    organization,
)
from scholargraph.ntriples import Term, Triple, iri, iri_value, is_iri
from scholargraph.vocab import NAMESPACES, OWL, RDF, SG, SH, SKOS
from tests.mapping import full, vocabularies
from tests.mapping.saying import map_record

ALL_TABLES: Final = tuple(TABLES.values())
SHAPES: Final = Path(__file__).resolve().parents[2] / "shapes"

NEED_NO_ROW: Final = {"key": "it is the IRI", "type": "it chooses the classes"}

each_table = pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.record.__name__)
each_record = pytest.mark.parametrize("record", full.RECORDS, ids=lambda record: record.collection)


def node_of(record: Any) -> Node:
    key = getattr(record, "key", Key("publication/some-work"))
    return Node(full.IRIS, key, record, iri(full.IRIS.thing(key)))


def default_graph() -> list[Triple]:
    """Everything that the full records say."""
    shards = [full.mapped(record) for record in full.RECORDS]
    shards += [full.MAPPER.map_source(source) for source in full.SOURCES]
    shards.append(full.MAPPER.map_alias(Key("person/lost"), full.PERSON.key))
    return [triple for shard in shards for triple in shard.statements()]


def all_graphs() -> Iterator[Triple]:
    """The same, the evidence, and the description of the dataset."""
    stated = default_graph()
    yield from stated
    for record in full.RECORDS:
        for row in full.evidence_lines(full.mapped(record)):
            subject, predicate, rest = row.removesuffix(" .").split(" ", 2)
            yield Term(subject), Term(predicate), Term(rest)
    yield from patterns.triples()
    summary = dataset.Summary()
    for record in full.RECORDS:
        summary.add(full.mapped(record))
        summary.add_record(record.key)
    yield from dataset.say(summary, iris=full.IRIS, title="A site", license_iri=full.LICENSE)


# ── 1. Every field has a row ──────────────────────────────────────────────────────────────────────────────────────


def test_every_class_of_record_has_a_table() -> None:
    assert set(TABLES) == set(RECORD_CLASSES)


@each_table
def test_every_field_has_a_row(table: TriplesMap) -> None:
    public = {name for name, field in fields_of(table.record).items() if not field.spec.private}
    missing = public - NEED_NO_ROW.keys() - {row.field for row in table.rows}
    assert missing == set(), f"no row of the table of {table.record.__name__} says {', '.join(sorted(missing))}"


@each_table
def test_no_row_says_what_is_private_or_unknown(table: TriplesMap) -> None:
    public = {name for name, field in fields_of(table.record).items() if not field.spec.private}
    assert {row.field for row in table.rows} <= public


@each_record
def test_the_full_records_are_full(record: Any) -> None:
    for part in fields(record):
        if part.name not in {"key", "name"}:
            assert getattr(record, part.name) not in ((), None, part.default if part.name != "type" else ()), part.name


@each_record
def test_every_value_of_a_full_record_is_said(record: Any) -> None:
    said = {(found.field, found.value) for found in map_record(TABLES[type(record)], record, node_of(record))}
    assert {(name, value) for name, value in full.members(record) if name not in NEED_NO_ROW} <= said


INNER_VALUES: Final = {
    Role: {"organization": "harbour", "title": "skipper", "status": "Former", "start": "1066", "end": "1492"},
    Version: {"label": "v7", "identifiers": "2101.99999", "issued": "1066", "status": "Preprint", "url": "sample.test"},
    Notice: {"kind": "Withdrawal", "date": "1067", "identifiers": "10.5555/withdrawal", "url": "notice.test",
             "work": "publication/notice", "reason": "a sample reason"},
    Contribution: {"agent": "Sample Agent", "role": "author", "position": '"42"'},
    Agent: {"name": "Sample Agent", "variants": "S. Agent", "affiliations": "Sample Office", "identifiers": "orcid",
            "record": "person/sample", "kind": "Group"},
    Name: {"printed": "Sample Agent", "given": "Sam", "family": "Age", "particle": "von", "suffix": "Esq.",
           "scripts": "Семпл"},
    Affiliation: {"name": "Sample Office", "organization": "organization/office"},
    Funding: {"funder": "Sample Fund", "number": "SF-42", "name": "a sample grant", "identifiers": "10.5555/grant",
              "url": "grant.test", "start": "1068", "end": "1069"},
    FullText: {"url": "copy.test", "media_type": "application/epub", "version": "Accepted", "license": "license.test"},
}  # fmt: skip
"""What each part of a value within a record leaves in the graph."""


@pytest.mark.parametrize("kind", INNER_VALUES, ids=lambda kind: kind.__name__)
def test_the_parts_of_inner_values_are_all_listed(kind: type) -> None:
    # The classes say the kind; who said it decides between sources, and is no statement about the agent.
    unsaid = {"kind", "kind_stated"}
    assert {part.name for part in fields(kind)} - unsaid == INNER_VALUES[kind].keys() - unsaid


def test_every_part_of_an_inner_value_is_said() -> None:
    name = Name(printed="Sample Agent", given="Sam", family="Age", particle="von", suffix="Esq.",
                scripts=(Text("Семпл", "ru"),))  # fmt: skip
    office = Affiliation(name="Sample Office", organization=Key("organization/office"))
    agents = (
        Agent(name=name, variants=("S. Agent",), affiliations=(office,), kind=AgentKind.GROUP,
              identifiers=(parse_identifier("orcid:0000-0001-5109-3700"),)),
        Agent(name=name, record=Key("person/sample")),
    )  # fmt: skip
    versions = (Version(label="v7", identifiers=(parse_identifier("arxiv:2101.99999"),), issued=PartialDate(1066),
                        status=PublicationStatus.PREPRINT, url=parse_url("https://sample.test/")),)  # fmt: skip
    notices = (Notice(kind=NoticeKind.WITHDRAWAL, date=PartialDate(1067), url=parse_url("https://notice.test/"),
                      identifiers=(parse_identifier("doi:10.5555/withdrawal"),), work=Key("publication/notice"),
                      reason=Text("a sample reason")),)  # fmt: skip
    funding = (Funding(funder=organization("Sample Fund"), number="SF-42", name=Text("a sample grant"),
                       identifiers=(parse_identifier("doi:10.5555/grant"),), url=parse_url("https://grant.test/"),
                       start=PartialDate(1068), end=PartialDate(1069)),)  # fmt: skip
    copy = FullText(url=parse_url("https://copy.test/"), media_type="application/epub", version=TextVersion.ACCEPTED,
                    license=parse_url("https://license.test/"))  # fmt: skip
    work = replace(
        full.PUBLICATION,
        funding=funding,
        full_texts=(copy,),
        contributions=tuple(Contribution(agent=agent, position=42) for agent in agents),
        versions=versions,
        notices=notices,
    )
    roles = tuple(
        Role(organization=Key("organization/harbour"), kind=kind, title=Text("skipper"), status=RoleStatus.FORMER,
             start=PartialDate(1066), end=PartialDate(1492)) for kind in RoleKind
    )  # fmt: skip
    said = said_of(work) + said_of(replace(full.PERSON, roles=roles))
    for parts in INNER_VALUES.values():
        for words in parts.values():
            assert words in said


def said_of(record: Any) -> str:
    return " ".join(
        term
        for found in map_record(TABLES[type(record)], record, node_of(record))
        for triple in found.triples
        for term in triple
    )


@pytest.mark.parametrize("kind", RoleKind)
def test_every_value_of_a_role_is_said_whatever_its_kind(kind: RoleKind) -> None:
    role = replace(full.ROLES[0], kind=kind)
    said = said_of(replace(full.PERSON, roles=(role,)))
    for value in (
        role.title.value if role.title else "",
        str(role.start),
        str(role.end),
        role.organization,
        SG.Current,
    ):
        assert value in said


@pytest.mark.parametrize("role", ContributorRole)
def test_a_contributor_is_said_in_every_role(role: ContributorRole) -> None:
    who = Contribution(agent=Agent(record=Key("person/sample")), role=role)
    assert "person/sample" in said_of(replace(full.PUBLICATION, contributions=(who,)))


@pytest.mark.parametrize("part", [part.name for part in fields(Pages)])
def test_every_part_of_the_pages_is_said(part: str) -> None:
    given: dict[str, Any] = {part: 17 if part == "count" else "17"}
    pages = Pages(**given)
    work = replace(full.PUBLICATION, pages=pages)
    said = [found for found in map_record(TABLES[type(work)], work, node_of(work)) if found.field == "pages"]
    assert [found for found in said if found.triples]


@each_table
def test_every_kind_has_classes_and_the_table_lists_them(table: TriplesMap) -> None:
    record: Any = next(one for one in full.RECORDS if isinstance(one, table.record))
    kinds: list[tuple[Any, ...]] = [table.classes(record)]
    if hasattr(record, "type"):
        kinds += [table.classes(replace(record, type=value)) for value in type(record.type)]
    assert all(kinds)
    assert {one for kind in kinds for one in kind} <= set(table.emits)


def node_classes() -> list[tuple[str, NodeClasses]]:
    return [
        (f"{table.record.__name__}.{nodes.field}-{nodes.slot.rpartition('#')[2]}", nodes)
        for table in ALL_TABLES
        for nodes in (*table.nodes, *(more for inner in table.inner for more in inner.nodes))
    ]


@pytest.mark.parametrize("nodes", [nodes for _, nodes in node_classes()], ids=[name for name, _ in node_classes()])
def test_the_classes_of_a_node_are_those_that_are_listed(nodes: NodeClasses) -> None:
    found: set[Any] = set()
    for record in full.RECORDS:
        for value in getattr(record, nodes.field, ()) if isinstance(getattr(record, nodes.field, ()), tuple) else ():
            for varied in variations(value):
                found |= set(nodes.classes(varied))
    assert found <= set(nodes.emits)
    assert nodes.emits


def variations(value: Any) -> Iterator[Any]:
    """The value, and the same of each kind and in each state that there is."""
    yield value
    for part in fields(value) if hasattr(value, "__dataclass_fields__") else ():
        now = getattr(value, part.name)
        if isinstance(now, StrEnum):
            yield from (replace(value, **{part.name: other}) for other in type(now))


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
    assert {term for row in table.all_rows for term in (*row.predicates, *row.inverse)} - properties == set()


@each_table
def test_every_class_of_a_table_is_a_declared_class(table: TriplesMap) -> None:
    assert set(table.all_classes) - vocabularies.declared(vocabularies.CLASS_KINDS) == set()


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
    return [(f"{table.record.__name__}.{row.field}", row) for table in ALL_TABLES for row in table.all_rows
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
    return typed | {kind for table in ALL_TABLES for kind in table.all_classes}


def emitted_predicates() -> set[str]:
    said = {iri_value(predicate) for _, predicate, _ in default_graph()}
    return said | {term for table in ALL_TABLES for row in table.all_rows for term in (*row.predicates, *row.inverse)}


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


# ── 5. Every field has a shape in its class ───────────────────────────────────────────────────────────────────────


def looked_at(graph: Graph, shape: RdfNode) -> set[str]:
    """The predicates that a node shape's properties look at, at whatever depth of a path."""
    found: set[str] = set()
    for inner in graph.objects(shape, URIRef(SH.base + "property")):
        steps: list[RdfNode] = list(graph.objects(inner, URIRef(SH.path)))
        while steps:
            step = steps.pop()
            if isinstance(step, URIRef):
                found.add(str(step))
            else:
                steps += graph.objects(step, None)
    return found


@each_table
def test_every_field_has_a_shape(table: TriplesMap) -> None:
    """One of the predicates that carry a field is looked at by a shape of the record's class, or of what carries it."""
    graph = shapes()
    by_class: set[str] = set()
    by_carrier: dict[str, set[str]] = {}
    for shape in graph.subjects(URIRef(SH.targetClass), None):
        if {str(kind) for kind in graph.objects(shape, URIRef(SH.targetClass))} & set(table.emits):
            by_class |= looked_at(graph, shape)
    for shape, carrier in graph.subject_objects(URIRef(SH.base + "targetSubjectsOf")):
        by_carrier.setdefault(str(carrier), set()).update(looked_at(graph, shape))
    bare = []
    for name, rows in table.rows_by_field().items():
        carriers = {str(term) for row in rows for term in (*row.predicates, *row.inverse)}
        seen = by_class | {found for carrier in carriers for found in by_carrier.get(carrier, ())}
        if not carriers & seen:
            bare.append(name)
    assert bare == [], (
        f"no shape of {table.record.__name__} looks at {', '.join(bare)}: add a property shape in shapes/"
    )
