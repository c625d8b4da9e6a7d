"""The engine, the term maps and the evidence: what is said, of what, with which words behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Final

import pytest

from scholargraph.errors import InternalError
from scholargraph.identifiers import parse_identifier
from scholargraph.iris import Key
from scholargraph.mapping import TABLES, TriplesMap, patterns
from scholargraph.mapping.conflict import words
from scholargraph.mapping.engine import TYPE, Node, Row, row
from scholargraph.mapping.mapper import Mapper, shards
from scholargraph.mapping.person import PERSON
from scholargraph.mapping.publication import PUBLICATION
from scholargraph.mapping.terms import resolvable, string
from scholargraph.model import (
    Affiliation,
    Agent,
    AgentKind,
    Alternative,
    Catalogue,
    Conflict,
    Contribution,
    ContributorRole,
    Entry,
    EntryField,
    Evidence,
    Gap,
    JsonPointer,
    Locator,
    Name,
    Pages,
    PartialDate,
    Person,
    Publication,
    PublicationStatus,
    Retired,
    Role,
    RoleKind,
    RoleStatus,
    Source,
    TableCell,
    Text,
    TextSpan,
    Version,
    XPath,
    organization,
)
from scholargraph.ntriples import Term, Triple, iri, literal, parse_literal
from scholargraph.vocab import BIBO, DCTERMS, FOAF, OA, ORG, OWL, PROV, RDF, SDO, SG, VIVO, Iri, field_iri
from tests.mapping import full
from tests.mapping.saying import map_record

KEY: Final = Key("publication/some-work")

each_record = pytest.mark.parametrize("record", full.RECORDS, ids=lambda record: record.collection)


@dataclass(frozen=True)
class Thing:
    """A record of no class that the tables know."""

    collection: ClassVar[str] = "thing"

    words: tuple[str, ...] = ()
    word: str | None = None


def node_of(record: Any, key: Key = KEY) -> Node:
    return Node(full.IRIS, key, record, iri(full.IRIS.thing(key)))


def say(table: TriplesMap, record: Any) -> set[Triple]:
    key = getattr(record, "key", KEY)
    return {triple for found in map_record(table, record, node_of(record, key)) for triple in found.triples}


def objects(graph: set[Triple], subject: Term, predicate: str) -> set[Term]:
    return {value for start, link, value in graph if start == subject and link == iri(predicate)}


def table_of(*rows: Row) -> TriplesMap:
    return TriplesMap(record=Thing, classes=lambda _: (SDO.Person,), rows=rows)


def as_iri(value: str, node: Node) -> Term:
    return iri(value)


def two_iris(value: str, node: Node) -> tuple[Term, ...]:
    return iri("https://a.test/"), iri("https://b.test/")


def two_words(value: str, node: Node) -> tuple[Term, ...]:
    return literal("a"), literal("b")


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
    found = [one for one in map_record(table, Thing(words=("a", "b")), node_of(None)) if one.field]
    assert [(one.field, one.value) for one in found] == [("words", "a"), ("words", "b")]
    assert [one.triples[0][2] for one in found] == ['"a1"', '"b2"']


def test_nothing_is_said_of_what_is_absent_or_declined() -> None:
    table = table_of(row("word", string, SDO.name), row("words", decline, SDO.name))
    assert say(table, Thing(words=("a",))) == {(SUBJECT, TYPE, iri(SDO.Person))}


def test_a_value_with_a_node_of_its_own_brings_its_triples() -> None:
    own = iri(full.IRIS.node(full.PUBLICATION.key, "publisher"))
    said = say(PUBLICATION, replace(full.PUBLICATION, publisher=organization("Press")))
    assert (WORK, iri(SDO.publisher), own) in said
    assert objects(said, own, SDO.name) == {'"Press"'}
    assert objects(said, own, RDF.type) == {iri(SDO.Organization), iri(FOAF.Organization)}


def test_an_agent_that_is_a_record_has_no_node() -> None:
    key = Key("organization/press")
    said = say(PUBLICATION, replace(full.PUBLICATION, publisher=organization("Press", record=key)))
    assert objects(said, WORK, SDO.publisher) == {iri(full.IRIS.thing(key))}
    assert not [triple for triple in said if "#publisher" in triple[0]]


def test_a_version_may_be_called_what_the_node_of_an_institution_is() -> None:
    work = Publication(key=KEY, institution=organization("A School"), versions=(Version(label="institution"),))
    said = say(PUBLICATION, work)
    (school,), (version,) = objects(said, SUBJECT, SDO.sourceOrganization), objects(said, SUBJECT, DCTERMS.hasVersion)
    assert school != version
    assert objects(said, school, FOAF.name) == {'"A School"'}
    assert not objects(said, version, FOAF.name)


def test_a_row_whose_subject_slot_is_empty_states_nothing() -> None:
    table = table_of(
        row("word", string, slot=SG.title),
        row("word", decline, SDO.author, slot=SG.author),
        row("word", string, SDO.name, subject=SG.author, slot=SG.title),
    )
    assert say(table, Thing(word="a")) == {(SUBJECT, TYPE, iri(SDO.Person))}


def test_a_slot_has_one_term_map() -> None:
    with pytest.raises(InternalError, match="slot"):
        table_of(row("word", string, SDO.name), row("word", as_iri, SDO.author))
    table_of(row("word", resolvable("doi"), SDO.name), row("word", resolvable("doi"), SDO.author))


def test_several_subjects_and_several_objects_are_refused() -> None:
    table = table_of(
        row("word", two_iris, slot=SG.author),
        row("word", two_words, SDO.name, subject=SG.author, slot=SG.title),
    )
    with pytest.raises(InternalError) as caught:
        say(table, Thing(word="a"))
    assert caught.value.message == (
        f"several subjects and several objects for <{SDO.name}> of word: the row would state every pair"
    )


# ── Term maps ─────────────────────────────────────────────────────────────────────────────────────────────────────


class Stranger:
    """A value of a type that no term map takes, though it looks like one."""

    value = "x"
    language = None
    scheme = "doi"

    def __str__(self) -> str:
        return "2024"


def term_maps() -> Iterator[tuple[str, Row, Any]]:
    records: dict[type, Any] = {type(value): value for value in full.RECORDS}
    for table in TABLES.values():
        for number, entry in enumerate(table.all_rows):
            yield f"{table.record.__name__}.{entry.field}-{number}", entry, records[table.record]


def test_what_a_term_map_does_not_take_is_named() -> None:
    with pytest.raises(TypeError) as caught:
        string(7, node_of(None))  # type: ignore[arg-type]
    assert str(caught.value) == "this term map takes str, not int: 7"


@pytest.mark.parametrize(
    ("degree", "term", "words"),
    [("phd", "phd", "PhD"), ("ms", "ms", "MSc"), ("ma", "ma", "MA")],
)
def test_every_degree_is_a_term_and_words(degree: Any, term: str, words: str) -> None:
    said = say(PUBLICATION, Publication(key=KEY, degree=degree))
    assert objects(said, SUBJECT, BIBO.degree) == {iri(f"http://purl.org/ontology/bibo/degrees/{term}")}
    assert objects(said, SUBJECT, SDO.inSupportOf) == {literal(words)}


@pytest.mark.parametrize(
    ("status", "term", "words"),
    [
        (PublicationStatus.FORTHCOMING, "forthcoming", "To appear"),
        (PublicationStatus.PUBLISHED, "published", "Published"),
        (PublicationStatus.PREPRINT, None, "Preprint"),
    ],
)
def test_every_status_is_in_words_and_a_term_where_there_is_one(
    status: PublicationStatus, term: str | None, words: str
) -> None:
    said = say(PUBLICATION, Publication(key=KEY, status=status))
    terms = set() if term is None else {iri(f"http://purl.org/ontology/bibo/status/{term}")}
    assert objects(said, SUBJECT, BIBO.status) == terms
    assert objects(said, SUBJECT, SDO.creativeWorkStatus) == {literal(words)}


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
    own = [iri(full.IRIS.node(full.PUBLICATION.key, f"author-{number}")) for number in (2, 3, 7, 8, 10)]
    known = [iri(full.IRIS.thing(key)) for key in (full.PERSON.key, full.ORGANIZATION.key)]
    assert list_of(said, WORK) == [own[0], known[0], *own[1:4], known[1], own[4]]
    assert objects(said, WORK, SDO.author) == set(list_of(said, WORK))


def test_an_incomplete_author_list_is_never_a_list() -> None:
    work = replace(full.PUBLICATION, authors_complete=False, gaps=(Gap.AUTHORS_TRUNCATED,))
    said = say(TABLES[Publication], work)
    assert not objects(said, WORK, BIBO.authorList)
    assert not objects(said, WORK, SG.authorsComplete)
    assert len(objects(said, WORK, SDO.author)) == 7


def test_the_printed_name_and_the_place_stand_with_the_authorship() -> None:
    said = say(TABLES[Publication], full.PUBLICATION)
    own = iri(full.IRIS.node(full.PUBLICATION.key, "authorship-1"))
    assert objects(said, own, SG.printedName) == {'"Z. Quill"', '"Zoë Quill"'}
    assert {parse_literal(value).value for value in objects(said, own, VIVO.rank)} == {"2"}
    assert objects(said, own, VIVO.relates) == {WORK, iri(full.IRIS.thing(full.PERSON.key))}


def test_namesakes_on_two_works_are_two() -> None:
    name = Contribution.of("Wei Li")
    works = [Publication(key=Key(f"publication/{slug}"), contributions=(name,)) for slug in ("one", "two")]
    one, two = (
        {triple[2] for triple in say(TABLES[Publication], work) if triple[1] == iri(SDO.author)} for work in works
    )
    assert len(one | two) == 2


@pytest.mark.parametrize("role", ContributorRole)
def test_whoever_contributed_is_named(role: ContributorRole) -> None:
    work = Publication(key=KEY, contributions=(Contribution.of("Ada Müller", role=role),))
    said = say(TABLES[Publication], work)
    assert any(predicate == iri(SDO.name) and value == '"Ada Müller"' for _, predicate, value in said)


# ── Agents ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "classes"),
    [
        (AgentKind.PERSON, {SDO.Person, FOAF.Person}),
        (AgentKind.ORGANIZATION, {SDO.Organization, FOAF.Organization}),
        (AgentKind.GROUP, {SDO.Organization, FOAF.Group}),
        (AgentKind.UNDECIDED, {FOAF.Agent}),
    ],
)
def test_an_author_is_what_the_sources_say(kind: AgentKind, classes: set[str]) -> None:
    who = Agent(name=Name(printed="Argus"), kind=kind)
    said = say(PUBLICATION, Publication(key=KEY, contributions=(Contribution(agent=who),)))
    (author,) = objects(said, SUBJECT, SDO.author)
    assert objects(said, author, RDF.type) == {iri(one) for one in classes}
    assert objects(said, author, FOAF.name) == {'"Argus"'}


def test_what_is_printed_beside_a_name_stands_with_the_authorship() -> None:
    who = Agent(
        name=Name(printed="A. Quill"),
        record=full.PERSON.key,
        affiliations=(Affiliation(name="Harbour Office", organization=Key("organization/harbour")),),
        identifiers=(parse_identifier("orcid:0000-0001-5109-3700"),),
    )
    said = say(PUBLICATION, Publication(key=KEY, contributions=(Contribution(agent=who),)))
    own = iri(full.IRIS.node(KEY, "authorship-1"))
    assert objects(said, own, SG.printedAffiliation) == {'"Harbour Office"'}
    assert objects(said, own, SG.printedIdentifier) == {'"orcid:0000-0001-5109-3700"'}
    # Of somebody who has a record nothing is stated there that only this work prints.
    assert not [triple for triple in said if triple[0] == iri(full.IRIS.thing(full.PERSON.key))
                and triple[1] != iri(FOAF.made)]  # fmt: skip


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


EVIDENCE_GRAPH: Final = iri(full.IRIS.graph("evidence"))


def evidence_of(entry: Entry, mapper: Mapper = full.MAPPER) -> set[Triple]:
    ending = f" {EVIDENCE_GRAPH} ."
    rows = [row.removesuffix(ending) for row in mapper.map_entry(entry).lines if row.endswith(ending)]
    return {
        (Term(subject), Term(predicate), Term(rest)) for subject, predicate, rest in (one.split(" ", 2) for one in rows)
    }


@each_record
def test_there_is_no_blank_node(record: Any) -> None:
    assert not [row for row in full.mapped(record).lines if "_:" in row]


@each_record
def test_every_inner_node_belongs_to_the_record_and_is_described(record: Any) -> None:
    stated = list(full.mapped(record).statements())
    inside = iri(full.IRIS.node(record.key, ""))[:-1]
    named = {term for triple in stated for term in triple if term.startswith(inside)}
    assert named <= {subject for subject, _, _ in stated}
    assert named <= {subject for subject, predicate, _ in stated if predicate == TYPE}


@each_record
def test_a_shard_is_sorted_counted_and_the_same_each_time(record: Any) -> None:
    shard, again = full.mapped(record), full.mapped(record)
    assert list(shard.lines) == sorted(set(shard.lines))
    assert (shard.lines, shard.digest) == (again.lines, again.digest)
    assert shard.counts.statements == len(list(shard.statements()))
    assert shard.counts.statements + shard.counts.evidence == len(shard.lines)
    assert shard.counts.properties.total() == shard.counts.statements
    assert shard.counts.classes.total() == shard.counts.properties[TYPE]


def test_another_entry_has_another_digest() -> None:
    other = replace(full.entry(full.SERVICE), evidence={("", None): (full.proof(9),)})
    assert full.MAPPER.map_entry(other).digest != full.mapped(full.SERVICE).digest


# ── Evidence ──────────────────────────────────────────────────────────────────────────────────────────────────────


def claimed(evidence: set[Triple]) -> dict[Triple, set[Term]]:
    """What evidence and the patterns of the ontology state, with the nodes that back it: the graph is not looked at."""
    told: dict[Term, list[tuple[Term, Term, Term]]] = {}
    ontology = set(patterns.triples())
    for pattern in {subject for subject, predicate, value in ontology if value == iri(SG.StatementPattern)}:
        (field,), (predicate,), (start,), (end,) = (
            objects(ontology, pattern, term) for term in (SG.recordField, RDF.predicate, SG.subjectFrom, SG.objectFrom)
        )
        told.setdefault(field, []).append((start, predicate, end))
    found: dict[Triple, set[Term]] = {}
    for node in {subject for subject, predicate, _ in evidence if predicate == iri(SG.recordField)}:
        slots: dict[Term, set[Term]] = {}
        for subject, predicate, value in evidence:
            if subject == node:
                slots.setdefault(predicate, set()).add(value)
        (field,) = slots[iri(SG.recordField)]
        for start, predicate, end in told.get(field, ()):
            for subject in slots.get(start, ()):
                for value in slots.get(end, ()):
                    found.setdefault((subject, predicate, value), set()).add(node)
    return found


STRUCTURAL: Final = {iri(RDF.type), iri(PROV.wasDerivedFrom), iri(SDO.hasPart)}


@each_record
def test_evidence_claims_what_is_stated_and_nothing_else(record: Any) -> None:
    page = iri(full.IRIS.document(record.key))
    stated = {triple for triple in full.mapped(record).statements() if triple[0] != page}
    found = claimed(evidence_of(full.entry(record)))
    assert found.keys() - stated == set()
    assert {triple for triple in stated - found.keys() if triple[1] not in STRUCTURAL} == set()


@each_record
def test_every_piece_of_evidence_points_at_words_in_a_source(record: Any) -> None:
    graph = evidence_of(full.entry(record))
    nodes = {subject for subject, predicate, value in graph if predicate == TYPE and value == iri(SG.Evidence)}
    assert nodes
    for node in nodes:
        assert len(objects(graph, node, SG.record)) == 1
        (target,) = objects(graph, node, OA.hasTarget)
        (source,) = objects(graph, target, OA.hasSource)
        assert source in {iri(full.IRIS.thing(f"source/{one.name}")) for one in full.SOURCES}
        (selector,) = objects(graph, target, OA.hasSelector)
        (exact,) = objects(graph, selector, OA.exact)
        (start,) = objects(graph, selector, OA.start)
        (end,) = objects(graph, selector, OA.end)
        assert int(parse_literal(end).value) - int(parse_literal(start).value) == 5
        assert int(parse_literal(exact).value[1:]) == int(parse_literal(start).value) // 10


def test_each_value_of_a_field_has_evidence_of_its_own() -> None:
    graph = evidence_of(full.entry(full.PERSON))
    found = claimed(graph)
    person = iri(full.IRIS.thing(full.PERSON.key))
    nodes = [found[person, iri(SDO.alternateName), literal(name)] for name in full.PERSON.alternate_names]
    assert all(len(one) == 1 for one in nodes)
    targets = [objects(graph, node, OA.hasTarget) for one in nodes for node in one]
    assert targets[0] != targets[1]


def test_a_value_without_evidence_of_its_own_has_that_of_its_record() -> None:
    whole = Entry(full.SERVICE, {("", None): (full.proof(3),)})
    graph = evidence_of(whole)
    assert len({value for _, predicate, value in graph if predicate == iri(OA.hasTarget)}) == 1
    assert len(claimed(graph)) > 5


def test_what_a_curated_fact_rests_on_stands_with_its_evidence() -> None:
    graph = evidence_of(Entry(full.SERVICE, {("", None): (full.proof(0),), ("name", "Map API"): (full.proof(1),),
                                             ("homepage", full.SERVICE.homepage): (full.proof(2),)}))  # fmt: skip
    found = claimed(graph)
    service = iri(full.IRIS.thing(full.SERVICE.key))
    (name,) = found[service, iri(SDO.name), literal("Map API")]
    (page,) = found[service, iri(SDO.url), iri("https://api.test/")]
    assert objects(graph, name, PROV.hadPrimarySource) == {iri("https://pages.test/proof")}
    assert objects(graph, page, SG.basis) == {'"The register."'}
    assert not objects(graph, name, SG.basis)


@pytest.mark.parametrize(
    ("locator", "fragment", "said"),
    [
        (TextSpan(3, 9), "bytes=3,9", {OA.start: "3", OA.end: "9"}),
        (EntryField("a84", "title", 3, 9), "bytes=3,9", {OA.start: "3", OA.end: "9"}),
        (JsonPointer("/a b/0"), "json=/a%20b/0", {RDF.value: "/a b/0", RDF.type: OA.FragmentSelector}),
        (XPath("/r[1]/t[2]"), "xml=/r%5B1%5D/t%5B2%5D", {RDF.value: "/r[1]/t[2]", RDF.type: OA.XPathSelector}),
        (XPath("/r[1]/@id"), "xml=/r%5B1%5D/@id", {RDF.value: "/r[1]/@id", RDF.type: OA.XPathSelector}),
        (XPath("/r[1]/text()"), "xml=/r%5B1%5D/text()", {RDF.value: "/r[1]/text()"}),
        (TableCell(4, 2), "cell=4,2", {RDF.value: "cell=4,2", RDF.type: OA.FragmentSelector}),
        (TableCell(4, 2, "Sheet 1"), "cell=4,2;sheet=Sheet%201", {RDF.value: "cell=4,2;sheet=Sheet 1"}),
    ],
)
@pytest.mark.parametrize("item", ["page.txt", "folder/other.txt"])
def test_a_place_is_a_selector_in_an_item(locator: Locator, fragment: str, said: dict[Iri, str], item: str) -> None:
    graph = evidence_of(Entry(full.SERVICE, {("", None): (Evidence("page", item, locator, "the words"),)}))
    ((target,),) = {frozenset(objects(graph, subject, OA.hasTarget)) for subject, predicate, _ in graph
                    if predicate == iri(OA.hasTarget)}  # fmt: skip
    assert target.endswith(f"{fragment}>")
    (selector,) = objects(graph, target, OA.hasSelector)
    assert objects(graph, selector, OA.exact) == {'"the words"'}
    for predicate, value in said.items():
        found = objects(graph, selector, predicate)
        if predicate == RDF.type:
            assert found == {iri(value)}
        else:
            assert {parse_literal(term).value for term in found} == {value}
    (within,) = objects(graph, target, OA.hasSource)
    whole = iri(full.IRIS.thing("source/page"))
    if item == "page.txt":
        assert within == whole
    else:
        assert objects(graph, within, DCTERMS.title) == {f'"{item}"'}
        assert objects(graph, within, DCTERMS.isPartOf) == {whole}


def test_the_identifiers_of_versions_are_not_mixed() -> None:
    """Each has evidence of its own: one node for two would claim that each has the other's value."""
    graph = evidence_of(full.entry(full.PUBLICATION))
    found = claimed(graph)
    first, second = (iri(full.IRIS.node(full.PUBLICATION.key, f"arxiv-identifier-{number}")) for number in (1, 2))
    values = [full.VERSIONS[0].identifiers[number].value for number in (0, 1)]
    assert (first, iri(SDO.value), literal(values[0])) in found
    assert (second, iri(SDO.value), literal(values[1])) in found
    assert (first, iri(SDO.value), literal(values[1])) not in found


def test_the_cells_of_the_author_list_are_claimed_one_by_one() -> None:
    found = claimed(evidence_of(full.entry(full.PUBLICATION)))
    cells = [iri(full.IRIS.node(full.PUBLICATION.key, f"authors-{number}")) for number in range(1, 8)]
    firsts = {triple[0]: triple[2] for triple in found if triple[1] == iri(RDF.first)}
    assert set(firsts) == set(cells)
    assert len(set(firsts.values())) == len(cells)
    assert {triple for triple in found if triple[1] == iri(RDF.rest)} == {
        (cell, iri(RDF.rest), following) for cell, following in zip(cells, [*cells[1:], iri(RDF.nil)], strict=True)
    }


def test_every_field_of_the_ontology_graph_has_a_label_and_is_named_as_its_table_names_it() -> None:
    graph = set(patterns.triples())
    fields = {subject for subject, predicate, value in graph if value == iri(SG.Field)}
    assert iri(field_iri("publication", "versions.identifiers")) in fields
    for one in fields:
        assert objects(graph, one, "http://www.w3.org/2000/01/rdf-schema#label")
    named = {term for triple in graph for term in objects(graph, triple[0], SG.recordField)}
    assert named <= fields


# ── Conflicts, pages, aliases ─────────────────────────────────────────────────────────────────────────────────────


def stated_by(entry: Entry, mapper: Mapper = full.MAPPER) -> set[Triple]:
    return set(mapper.map_entry(entry).statements())


def test_a_conflict_keeps_both_values_and_the_reason() -> None:
    graph = stated_by(full.entry(full.PUBLICATION))
    (node,) = objects(graph, WORK, SG.conflict)
    year, month = (literal(words, datatype=f"http://www.w3.org/2001/XMLSchema#{kind}")
                   for words, kind in (("2020", "gYear"), ("2021-06", "gYearMonth")))  # fmt: skip
    assert objects(graph, node, SG.stated) == {month}
    assert objects(graph, node, SG.rejectedValue) == {year}
    assert objects(graph, node, SG.reason) == {'"The title page says 2021."'}
    assert objects(graph, node, SG.field) == {'"issued"'}
    assert objects(graph, WORK, SDO.datePublished) == {month}


def test_conflicts_are_numbered_through_all_rejected_values_of_a_record() -> None:
    others = [Alternative(PartialDate(2000 + number), full.proof(number)) for number in range(3)]
    conflicts = (
        Conflict("issued", full.PUBLICATION.issued, (others[0], others[1]), "One."),
        Conflict("volume", "12", (Alternative("13", full.proof(7)),), "Two."),
    )
    graph = stated_by(replace(full.entry(full.PUBLICATION), conflicts=conflicts))
    values = {
        node.rpartition("#")[2]: objects(graph, node, SG.rejectedValue) for node in objects(graph, WORK, SG.conflict)
    }
    assert values["conflict-1>"] == {'"2000"^^<http://www.w3.org/2001/XMLSchema#gYear>'}
    assert values["conflict-2>"] == {'"2001"^^<http://www.w3.org/2001/XMLSchema#gYear>'}
    assert values["conflict-3>"] == {'"13"'}


@pytest.mark.parametrize(
    ("field", "stated", "other", "said"),
    [
        ("contributions", tuple(map(Contribution.of, ("A. Vale", "B. Vale"))), (Contribution.of("A. Vale"),),
         ('"A. Vale, B. Vale"', '"A. Vale"')),
        ("publisher", organization("Press"), organization("Other Press"), ('"Press"', '"Other Press"')),
        ("versions", (Version(label="v1"),), (Version(label="v2"),), ('"label v1"', '"label v2"')),
        ("title", Text("Maps", "en"), Text("Karten", "de"), ('"Maps"@en', '"Karten"@de')),
    ],
)  # fmt: skip
def test_a_conflict_over_what_has_a_node_of_its_own_is_said_in_words(
    field: str, stated: Any, other: Any, said: tuple[str, str]
) -> None:
    conflict = Conflict(field, stated, (Alternative(other, full.proof(3)),), "Two.")
    graph = stated_by(replace(full.entry(full.PUBLICATION), conflicts=(conflict,)))
    (node,) = objects(graph, WORK, SG.conflict)
    assert objects(graph, node, SG.stated) == {said[0]}
    assert objects(graph, node, SG.rejectedValue) == {said[1]}


@pytest.mark.parametrize(
    ("value", "said"),
    [(Text("Maps", "en"), "Maps"), (PartialDate(2020), "2020"), (("a", "b"), "a, b"), ("a", "a"),
     (organization("Press"), "Press")],
)  # fmt: skip
def test_a_value_in_words(value: object, said: str) -> None:
    assert words(value) == said


def test_values_in_a_conflict_are_words_that_people_read() -> None:
    assert words(Pages(article="10", count=9)) == "article 10, count 9"
    version = Version(label="arxiv", issued=PartialDate(2023))
    assert words(version) == "label arxiv, issued 2023"


def test_the_words_against_a_value_are_no_evidence_for_it() -> None:
    entry = full.entry(full.PUBLICATION)
    graph = evidence_of(entry)
    found = claimed(graph)
    (conflict,) = entry.conflicts
    losing = conflict.others[0].evidence.locator
    assert isinstance(losing, TextSpan)
    own = iri(full.IRIS.node(full.PUBLICATION.key, "conflict-1"))
    for triple, nodes in found.items():
        targets = {target for node in nodes for target in objects(graph, node, OA.hasTarget)}
        against = any(f"#bytes={losing.start},{losing.end}>" in target for target in targets)
        about_rejected = own in triple and triple[1] != iri(SG.stated)
        assert against is about_rejected, triple


def test_a_lost_key_is_the_same_as_the_one_in_use() -> None:
    shard = full.MAPPER.map_alias(Key("person/lost"), full.PERSON.key)
    same = (iri(full.IRIS.thing(Key("person/lost"))), iri(OWL.sameAs), iri(full.IRIS.thing(full.PERSON.key)))
    assert tuple(shard.statements()) == (same,)


def test_a_page_states_no_date_that_no_source_gives() -> None:
    dated = {predicate for _, predicate, _ in stated_by(full.entry(full.SERVICE))}
    undated = replace(full.MAPPER, sources=tuple(replace(one, retrieved=None) for one in full.SOURCES))
    assert iri(SDO.dateModified) in dated
    assert iri(SDO.dateModified) not in {predicate for _, predicate, _ in stated_by(full.entry(full.SERVICE), undated)}


def test_a_page_names_the_sources_of_its_evidence_and_no_other() -> None:
    page = iri(full.IRIS.document(full.SERVICE.key))
    only = Entry(full.SERVICE, {("", None): (full.proof(1),)})
    both = Entry(full.SERVICE, {("", None): (full.proof(1),), ("name", "Map API"): (full.proof(3),)})
    sources = [iri(full.IRIS.thing(f"source/{one.name}")) for one in full.SOURCES]
    assert objects(stated_by(only), page, PROV.wasDerivedFrom) == {sources[0]}
    assert objects(stated_by(both), page, PROV.wasDerivedFrom) == set(sources)


@dataclass(frozen=True)
class Made:
    """A catalogue of the given entries."""

    every: tuple[Entry, ...] = ()
    sources: tuple[Source, ...] = ()
    aliases: dict[Key, Key] = field(default_factory=dict)
    retired: dict[Key, Retired] = field(default_factory=dict)
    withdrawn: tuple[str, ...] = ()

    def entries(self) -> Iterator[Entry]:
        return iter(self.every)

    def get(self, key: Key) -> Entry | None:
        return next((entry for entry in self.every if entry.key == key), None)

    def label(self, key: Key) -> str | None:
        return None


def test_a_catalogue_becomes_entries_then_sources_then_aliases() -> None:
    entries = (full.entry(full.SERVICE), full.entry(full.PERSON))
    made: Catalogue = Made(entries, full.SOURCES, {Key("person/lost"): full.PERSON.key})
    assert [shard.key for shard in shards(made, full.MAPPER)] == [
        full.SERVICE.key, full.PERSON.key, "source/register", "source/page", "person/lost",
    ]  # fmt: skip
    assert list(shards(Made(), full.MAPPER)) == []


def test_an_entry_that_is_listed_by_itself_names_what_is_below_a_stated_conflict_only_once() -> None:
    entry = full.entry(full.PUBLICATION)
    lines = full.MAPPER.map_entry(entry).lines
    assert len([row for row in lines if f"<{SG.stated}>" in row]) == 1


def test_claims_are_the_statements_with_what_they_rest_on() -> None:
    entry = full.entry(full.PUBLICATION)
    found: dict[Triple, set[Any]] = {}
    for triple, claim, evidence in full.MAPPER.claims(entry):
        assert evidence
        found.setdefault(triple, set()).add((claim, evidence))
    page = iri(full.IRIS.document(entry.key))
    assert found.keys() == {
        triple for triple in stated_by(entry) if triple[0] != page and triple[1] != iri(SDO.hasPart)
    }
    title = full.PUBLICATION.title
    ((claim, evidence),) = found[WORK, iri(SDO.headline), literal("Maps of Nowhere", language="en")]
    assert claim == ("title", title)
    assert evidence == entry.evidence_for("title", title)


# ── Roles and lists ───────────────────────────────────────────────────────────────────────────────────────────────


def test_who_studies_today_is_no_alumnus_and_has_no_degree_yet() -> None:
    office = Key("organization/office")
    studies = [Role(organization=office, kind=RoleKind.EDUCATION, title=Text("PhD"), status=status)
               for status in (RoleStatus.CURRENT, RoleStatus.FORMER)]  # fmt: skip
    for role, said in zip(studies, (False, True), strict=True):
        ada = Person(key=Key("person/ada"), name="Ada", roles=(role,))
        predicates = {triple[1] for triple in say(PERSON, ada)}
        assert (iri(SDO.alumniOf) in predicates, iri(SDO.hasCredential) in predicates) == (said, said)
        assert iri(ORG.hasMembership) in predicates


def test_a_complete_list_without_places_has_no_order() -> None:
    names = tuple(Contribution.of(name, position=place) for name, place in (("A", 2), ("B", None)))
    work = Publication(key=Key("publication/w"), contributions=names, authors_complete=True)
    predicates = {triple[1] for triple in say(PUBLICATION, work)}
    assert iri(BIBO.authorList) not in predicates
    assert iri(RDF.first) not in predicates
    assert iri(SG.authorsComplete) in predicates


def fragments(entry: Entry) -> set[str]:
    """What the evidence nodes of an entry are called."""
    graph = evidence_of(entry)
    return {node.rpartition("#")[2].rstrip(">") for node, predicate, value in graph
            if predicate == TYPE and value == iri(SG.Evidence)}  # fmt: skip


def test_evidence_nodes_are_named_after_field_and_place() -> None:
    """Others may point at them, so their names stay."""
    conflict = Conflict(
        "given_name", "Zoë", (Alternative("Zoe", full.proof(3)), Alternative("Z.", full.proof(6))), "Two."
    )
    person = replace(
        full.PERSON,
        alternate_names=("Z. Quill", "Zoe Quill"),
        roles=(),
        topics=(),
        awards=(),
        funding=(),
        identifiers=(),
    )
    entry = Entry(person, {("", None): (full.proof(0),)}, (conflict,))
    assert fragments(entry) == {
        "evidence", "evidence-name-1", "evidence-given-name-1", "evidence-family-name-1", "evidence-biography-1",
        "evidence-alternate-names-1", "evidence-alternate-names-2", "evidence-homepage-1", "evidence-links-1",
        "evidence-links-2", "evidence-gaps-1", "evidence-given-name-conflict-1", "evidence-given-name-conflict-2",
        "evidence-given-name-stated-1", "evidence-given-name-stated-2",
    }  # fmt: skip
    assert {"evidence-versions-1", "evidence-versions-identifiers-1", "evidence-versions-identifiers-2"} <= fragments(
        full.entry(full.PUBLICATION)
    )
