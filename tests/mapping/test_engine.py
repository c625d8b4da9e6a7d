"""The engine, the term maps and the evidence: what is said, of what, with which words behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import pytest

from scholargraph.iris import Key
from scholargraph.mapping import INNER_TABLES, TABLES, Mapped, statements
from scholargraph.mapping.conflict import words
from scholargraph.mapping.engine import Described, Node, Row, TriplesMap, describe, row
from scholargraph.mapping.person import PERSON
from scholargraph.mapping.publication import PUBLICATION
from scholargraph.mapping.terms import TYPE, named_agent, string
from scholargraph.model import (
    Contribution,
    ContributorRole,
    Gap,
    Pages,
    PartialDate,
    Person,
    Publication,
    Role,
    RoleKind,
    RoleStatus,
    Text,
    Version,
)  # fmt: skip
from scholargraph.ntriples import Term, Triple, iri, literal, parse_literal
from scholargraph.reconcile.catalogue import Alternative, Catalogue, Conflict
from scholargraph.vocab import BIBO, FOAF, OA, ORG, OWL, PROV, RDF, SDO, SG, VIVO
from tests.mapping import full

KEY: Final = Key("publication/some-work")


@dataclass(frozen=True)
class Thing:
    """A record of no class that the tables know."""

    words: tuple[str, ...] = ()
    word: str | None = None


def node_of(record: Any, key: Key = KEY) -> Node:
    return Node(full.IRIS, key, record, iri(full.IRIS.thing(key)))


def say(table: TriplesMap, record: Any) -> set[Triple]:
    key = getattr(record, "key", KEY)
    return {triple for saying in describe(table, record, node_of(record, key)) for triple in saying.triples}


def objects(graph: set[Triple], subject: Term, predicate: str) -> set[Term]:
    return {value for start, link, value in graph if start == subject and link == iri(predicate)}


def table_of(*rows: Row) -> TriplesMap:
    return TriplesMap(record=Thing, classes=lambda _: (SDO.Person,), rows=rows)


def as_iri(value: str, node: Node) -> Term:
    return iri(value)


def decline(value: str, node: Node) -> None:
    return None


# ── The engine ────────────────────────────────────────────────────────────────────────────────────────────────────

SUBJECT: Final = iri(full.IRIS.thing(KEY))


def test_a_row_says_its_value_with_every_predicate_and_backwards() -> None:
    table = table_of(row("word", as_iri, SDO.author, FOAF.maker, inverse=(FOAF.made,)))
    other = iri("https://other.test/")
    assert say(table, Thing(word="https://other.test/")) == {
        (SUBJECT, TYPE, iri(SDO.Person)),
        (SUBJECT, iri(SDO.author), other),
        (SUBJECT, iri(FOAF.maker), other),
        (other, iri(FOAF.made), SUBJECT),
    }


def test_a_tuple_is_said_member_by_member_each_with_its_place() -> None:
    table = table_of(row("words", lambda value, node: literal(f"{value}{node.number}"), SDO.name))
    sayings = [saying for saying in describe(table, Thing(words=("a", "b")), node_of(None)) if saying.field]
    assert [(saying.field, saying.value) for saying in sayings] == [("words", "a"), ("words", "b")]
    assert [saying.triples[0][2] for saying in sayings] == ['"a1"', '"b2"']


def test_nothing_is_said_of_what_is_absent_or_declined() -> None:
    table = table_of(row("word", string, SDO.name), row("words", decline, SDO.name))
    assert say(table, Thing(words=("a",))) == {(SUBJECT, TYPE, iri(SDO.Person))}


def test_a_value_with_a_node_of_its_own_brings_its_triples() -> None:
    own = iri(full.IRIS.node(KEY, "publisher"))
    said = say(table_of(row("word", named_agent("publisher"), SDO.publisher)), Thing(word="Press"))
    assert (SUBJECT, iri(SDO.publisher), own) in said
    assert objects(said, own, SDO.name) == {'"Press"'}


# ── Term maps ─────────────────────────────────────────────────────────────────────────────────────────────────────


class Stranger:
    """A value of a type that no term map takes, though it looks like one."""

    value = "x"
    language = None
    scheme = "doi"

    def __str__(self) -> str:
        return "2024"


def term_maps() -> Iterator[tuple[str, Row, Any]]:
    records = {type(value): value for value in (*full.RECORDS, full.ROLES[0], full.CONTRIBUTIONS[0], full.VERSIONS[0])}
    for table in (*TABLES.values(), *INNER_TABLES):
        for number, entry in enumerate(table.rows):
            yield f"{table.record.__name__}.{entry.field}-{number}", entry, records[table.record]


@pytest.mark.parametrize("value", [Stranger(), 7.5, b"x", {"a": 1}], ids=lambda value: type(value).__name__)
@pytest.mark.parametrize(
    ("entry", "record"), [(entry, record) for _, entry, record in term_maps()], ids=[name for name, _, _ in term_maps()]
)
def test_a_term_map_refuses_what_it_does_not_take(entry: Row, record: Any, value: Any) -> None:
    with pytest.raises(TypeError):
        entry.term(value, node_of(record))


def test_text_is_no_string_and_a_string_no_text() -> None:
    with pytest.raises(TypeError):
        say(TABLES[Person], replace(full.PERSON, name=Text("Zoë")))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        say(TABLES[Publication], replace(full.PUBLICATION, title="Maps"))  # type: ignore[arg-type]


# ── Authors ───────────────────────────────────────────────────────────────────────────────────────────────────────


def list_of(graph: set[Triple], work: Term) -> list[Term]:
    """The members of the author list, in order."""
    (cell,) = objects(graph, work, BIBO.authorList)
    found = []
    while cell != iri(RDF.nil):
        (member,) = objects(graph, cell, RDF.first)
        (cell,) = objects(graph, cell, RDF.rest)
        found.append(member)
    return found


WORK: Final = iri(full.IRIS.thing(full.PUBLICATION.key))


def test_a_complete_author_list_is_in_the_order_of_the_positions() -> None:
    said = say(TABLES[Publication], full.PUBLICATION)
    own = [iri(full.IRIS.node(full.PUBLICATION.key, f"author-{number}")) for number in (2, 3)]
    assert list_of(said, WORK) == [own[0], iri(full.IRIS.thing(full.PERSON.key)), own[1]]
    assert objects(said, WORK, SDO.author) == set(list_of(said, WORK))


def test_an_incomplete_author_list_is_never_a_list() -> None:
    work = replace(full.PUBLICATION, authors_complete=False, gaps=(Gap.AUTHORS_TRUNCATED,))
    said = say(TABLES[Publication], work)
    assert not objects(said, WORK, BIBO.authorList)
    assert not objects(said, WORK, SG.authorsComplete)
    assert len(objects(said, WORK, SDO.author)) == 3


def test_the_printed_name_and_the_place_stand_with_the_authorship() -> None:
    said = say(TABLES[Publication], full.PUBLICATION)
    own = iri(full.IRIS.node(full.PUBLICATION.key, "authorship-1"))
    assert objects(said, own, SG.printedName) == {'"Z. Quill"', '"Zoë Quill"'}
    assert {parse_literal(value).value for value in objects(said, own, VIVO.rank)} == {"2"}
    assert objects(said, own, VIVO.relates) == {WORK, iri(full.IRIS.thing(full.PERSON.key))}


def test_namesakes_on_two_works_are_two() -> None:
    name = Contribution(printed_name="Wei Li")
    works = [Publication(key=Key(f"publication/{slug}"), contributions=(name,)) for slug in ("one", "two")]
    one, two = (
        {triple[2] for triple in say(TABLES[Publication], work) if triple[1] == iri(SDO.author)} for work in works
    )
    assert len(one | two) == 2


@pytest.mark.parametrize("role", ContributorRole)
def test_whoever_contributed_is_named(role: ContributorRole) -> None:
    work = Publication(key=KEY, contributions=(Contribution(printed_name="Ada Müller", role=role),))
    said = say(TABLES[Publication], work)
    assert any(predicate == iri(SDO.name) and value == '"Ada Müller"' for _, predicate, value in said)


# ── Roles ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_former_role_has_no_direct_edge() -> None:
    person = iri(full.IRIS.thing(full.PERSON.key))
    former = iri(full.IRIS.thing(full.ROLES[2].organization))
    said = say(TABLES[Person], full.PERSON)
    assert not [triple for triple in said if triple[0] == person and triple[2] == former]
    assert not [triple for triple in said if triple[0] == former]


def test_a_role_whose_state_nobody_tells_has_no_direct_edge_either() -> None:
    role = replace(full.ROLES[0], status=None)
    said = say(TABLES[Person], replace(full.PERSON, roles=(role,)))
    person, organization = iri(full.IRIS.thing(full.PERSON.key)), iri(full.IRIS.thing(role.organization))
    assert (person, iri(SDO.worksFor), organization) not in said


# ── Dates ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("date", "datatype"),
    [(PartialDate(843), "gYear"), (PartialDate(2021, 6), "gYearMonth"), (PartialDate(2021, 6, 1), "date")],
)
def test_a_date_is_as_precise_as_it_is_known(date: PartialDate, datatype: str) -> None:
    said = say(TABLES[Publication], replace(full.PUBLICATION, issued=date))
    (value,) = objects(said, WORK, SDO.datePublished)
    assert parse_literal(value).value == str(date)
    assert parse_literal(value).datatype.endswith(f"#{datatype}")


# ── Nodes ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def everything(record: Any) -> list[Triple]:
    return [triple for one in full.mapped(record) for triple in (*one.statements, *one.evidence)]


@pytest.mark.parametrize("record", full.RECORDS, ids=lambda record: record.collection)
def test_there_is_no_blank_node(record: Any) -> None:
    assert not [term for triple in everything(record) for term in triple if term.startswith("_:")]


@pytest.mark.parametrize("record", full.RECORDS, ids=lambda record: record.collection)
def test_every_inner_node_belongs_to_the_record_and_is_described(record: Any) -> None:
    own, *_ = full.mapped(record)
    inside = iri(full.IRIS.node(record.key, ""))[:-1]
    subjects = {subject for subject, _, _ in own.statements}
    named = {term for triple in own.statements for term in triple if term.startswith(inside)}
    assert named <= subjects
    typed = {subject for subject, predicate, _ in own.statements if predicate == TYPE}
    assert named <= typed


# ── Evidence ──────────────────────────────────────────────────────────────────────────────────────────────────────

_SPOKEN_OF_BY_PAGES: Final = {iri(predicate) for predicate in (SDO.hasPart,)}


def proofs(evidence: tuple[Triple, ...]) -> dict[Term, tuple[set[Term], set[Term], set[Term]]]:
    graph = set(evidence)
    nodes = {subject for subject, predicate, value in evidence if predicate == TYPE and value == iri(SG.Evidence)}
    return {
        node: (objects(graph, node, RDF.subject), objects(graph, node, RDF.predicate), objects(graph, node, RDF.object))
        for node in nodes
    }


def claims(own: Mapped) -> set[Triple]:
    """What the record says of the world: not what its page is."""
    page = iri(full.IRIS.document(own.key))
    return {triple for triple in own.statements if triple[0] != page and triple[1] not in _SPOKEN_OF_BY_PAGES}


@pytest.mark.parametrize("record", full.RECORDS, ids=lambda record: record.collection)
def test_every_statement_has_evidence_that_names_it(record: Any) -> None:
    own, *_ = full.mapped(record)
    known = proofs(own.evidence).values()
    bare = [triple for triple in claims(own)
            if not any(all(term in part for term, part in zip(triple, proof, strict=True)) for proof in known)]  # fmt: skip
    assert bare == []


@pytest.mark.parametrize("record", full.RECORDS, ids=lambda record: record.collection)
def test_every_piece_of_evidence_points_at_words_in_a_source(record: Any) -> None:
    own, *_ = full.mapped(record)
    graph = set(own.evidence)
    for node in proofs(own.evidence):
        (target,) = objects(graph, node, OA.hasTarget)
        (source,) = objects(graph, target, OA.hasSource)
        assert objects(graph, node, PROV.wasDerivedFrom) == {source}
        (selector,) = objects(graph, target, OA.hasSelector)
        (exact,) = objects(graph, selector, OA.exact)
        (start,) = objects(graph, selector, OA.start)
        (end,) = objects(graph, selector, OA.end)
        assert int(parse_literal(end).value) - int(parse_literal(start).value) == 5
        assert int(parse_literal(exact).value[1:]) == int(parse_literal(start).value) // 10
        assert objects(graph, target, SG.line)
        assert objects(graph, target, SG.column)


def test_each_value_of_a_field_has_evidence_of_its_own() -> None:
    own, *_ = full.mapped(full.PERSON)
    quotes: dict[Term, set[Term]] = {}
    graph = set(own.evidence)
    for node, (_, _, values) in proofs(own.evidence).items():
        (target,) = objects(graph, node, OA.hasTarget)
        for value in values:
            quotes.setdefault(value, set()).add(target)
    assert quotes[literal("Z. Quill")] != quotes[literal("Zoe Quill")]


def test_a_value_without_evidence_of_its_own_has_that_of_its_record() -> None:
    catalogue = full.catalogue(full.SERVICE)
    whole = {claim: found for claim, found in catalogue.evidence.items() if not claim.field}
    own, *_ = statements(replace(catalogue, evidence=whole), full.IRIS)
    assert len({value for _, predicate, value in own.evidence if predicate == iri(OA.hasTarget)}) == 1
    assert proofs(own.evidence)


# ── Conflicts, pages, aliases ─────────────────────────────────────────────────────────────────────────────────────


def test_a_conflict_keeps_both_values_and_the_reason() -> None:
    own, *_ = full.mapped(full.PUBLICATION)
    graph = set(own.statements)
    (node,) = objects(graph, WORK, SG.conflict)
    year, month = (literal(words, datatype=f"http://www.w3.org/2001/XMLSchema#{kind}")
                   for words, kind in (("2020", "gYear"), ("2021-06", "gYearMonth")))  # fmt: skip
    assert objects(graph, node, SG.stated) == {month}
    assert objects(graph, node, SG.otherValue) == {year}
    assert objects(graph, node, SG.why) == {'"The title page says 2021."'}
    assert objects(graph, WORK, SDO.datePublished) == {month}


def test_a_conflict_over_what_has_a_node_of_its_own_is_said_in_words() -> None:
    first, second = (Contribution(printed_name=name) for name in ("A. Vale", "B. Vale"))
    evidence = full.catalogue(full.PUBLICATION).evidence[next(iter(full.catalogue(full.PUBLICATION).evidence))][0]
    conflict = Conflict(
        full.PUBLICATION.key, "contributions", (first, second), (Alternative((first,), evidence),), "Two."
    )
    catalogue = replace(full.catalogue(full.PUBLICATION), conflicts=(conflict,))
    graph = set(next(iter(statements(catalogue, full.IRIS))).statements)
    (node,) = objects(graph, WORK, SG.conflict)
    assert objects(graph, node, SG.stated) == {'"A. Vale, B. Vale"'}
    assert objects(graph, node, SG.otherValue) == {'"A. Vale"'}


@pytest.mark.parametrize(
    ("value", "said"),
    [(Text("Maps", "en"), "Maps"), (PartialDate(2020), "2020"), (("a", "b"), "a, b"), ("a", "a")],
)
def test_a_value_in_words(value: object, said: str) -> None:
    assert words(value) == said


def test_a_lost_key_is_the_same_as_the_one_in_use() -> None:
    last = full.mapped(full.PERSON)[-1]
    assert last.statements == (
        (iri(full.IRIS.thing(Key("person/lost"))), iri(OWL.sameAs), iri(full.IRIS.thing(full.PERSON.key))),
    )


def test_a_page_states_no_date_that_no_source_gives() -> None:
    catalogue = replace(
        full.catalogue(full.SERVICE), sources=tuple(replace(one, retrieved=None) for one in full.SOURCES)
    )
    own, *_ = statements(catalogue, full.IRIS)
    predicates = {predicate for _, predicate, _ in own.statements}
    assert iri(SDO.dateModified) not in predicates


def test_an_empty_catalogue_says_nothing() -> None:
    assert list(statements(Catalogue(records={}, evidence={}), full.IRIS)) == []


def test_a_described_value_is_no_term() -> None:
    assert isinstance(named_agent("publisher")("Press", node_of(None)), Described)


def test_the_words_against_a_value_are_no_evidence_for_it() -> None:
    catalogue = full.catalogue(full.PUBLICATION)
    (conflict,) = catalogue.conflicts
    (mapped,) = [one for one in statements(catalogue, full.IRIS) if one.key == full.PUBLICATION.key]
    nodes = {subject for subject, predicate, _ in mapped.evidence if predicate == iri(RDF.predicate)}
    backing = {
        node: {target for subject, predicate, target in mapped.evidence
               if subject == node and predicate == iri(OA.hasTarget)}
        for node in nodes
        if (node, iri(RDF.predicate), iri(SG.stated)) in mapped.evidence
    }  # fmt: skip
    (targets,) = backing.values()
    span = conflict.others[0].evidence.span
    assert targets
    assert not any(f"#char={span.start},{span.end}>" in target for target in targets)


def test_who_studies_today_is_no_alumnus_and_has_no_degree_yet() -> None:
    office = Key("organization/office")
    studies = [Role(organization=office, kind=RoleKind.EDUCATION, title=Text("PhD"), status=status)
               for status in (RoleStatus.CURRENT, RoleStatus.FORMER)]  # fmt: skip
    for role, said in zip(studies, (False, True), strict=True):
        ada = Person(key=Key("person/ada"), name="Ada", roles=(role,))
        node = node_of(ada, ada.key)
        predicates = {triple[1] for saying in describe(PERSON, ada, node) for triple in saying.triples}
        assert (iri(SDO.alumniOf) in predicates, iri(SDO.hasCredential) in predicates) == (said, said)
        assert iri(ORG.hasMembership) in predicates


def test_a_complete_list_without_places_has_no_order() -> None:
    names = tuple(Contribution(printed_name=name, position=place) for name, place in (("A", 2), ("B", None)))
    work = Publication(key=Key("publication/w"), contributions=names, authors_complete=True)
    node = node_of(work, work.key)
    said = [saying for saying in describe(PUBLICATION, work, node) if iri(BIBO.authorList) in saying.predicates]
    assert said == []


def test_values_in_a_conflict_are_words_that_people_read() -> None:
    assert words(Pages(article="10", count=9)) == "article 10, count 9"
    version = Version(label="arxiv", issued=PartialDate(2023))
    assert words(version) == "label arxiv, issued 2023"
