"""Queries give the values of the standard, or are refused with the reason; patterns and places stay the client's."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from scholargraph.errors import (
    ForbiddenQueryError,
    QueryError,
    QuerySyntaxError,
    QueryTooComplexError,
    UnsupportedQueryError,
)
from scholargraph.sparql import asking, guard
from scholargraph.sparql.mending import mend
from scholargraph.store import Dataset, Info, Reader
from tests.growth import grows_in_proportion
from tests.sparql import hostile
from tests.sparql.function_values import rows

BASE: Final = "http://site.test/sparql"
PREFIX: Final = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
NOTHING: Final = Reader(Info(Path("nothing"), {}), _store=Store())


@pytest.fixture(scope="module")
def reader() -> Reader:
    store = Store()
    name = NamedNode("http://site.test/name")
    for number, value in enumerate(['"Quill, Ada"', '"b"@en', "7", "true"]):
        (found,) = store.query(f"SELECT ({value} AS ?value) {{}}")  # type: ignore[misc]
        store.add(Quad(NamedNode(f"http://site.test/{number}"), name, found["value"]))
    store.add(Quad(NamedNode("http://site.test/x"), name, Literal("in a graph"), NamedNode("urn:graph")))
    return Reader(Info(Path("nothing"), {}), _store=store)


def ask(reader: Reader, query: str, **more: Any) -> Any:
    return json.loads(asking.ask(reader, PREFIX + query, None, base=BASE, **more))


def names(reader: Reader, pattern: str) -> list[str]:
    rows = ask(reader, f"SELECT ?s {{ ?s <http://site.test/name> ?o {pattern} }} ORDER BY ?s")["results"]["bindings"]
    return [row["s"]["value"].rpartition("/")[2] for row in rows]


@pytest.mark.parametrize(("section", "expression", "expected"), rows())
def test_values_are_those_of_the_standard(reader: Reader, section: str, expression: str, expected: str) -> None:
    if expected == "error":
        query = f"SELECT ?told {{ BIND({expression} AS ?told) }}"
        assert ask(reader, query)["results"]["bindings"] == [{}], section
        return
    (told,) = ask(reader, f"SELECT ?told ?right {{ BIND({expression} AS ?told) BIND({expected} AS ?right) }}")[
        "results"
    ]["bindings"]
    assert told.get("told") == told["right"], section


@pytest.mark.parametrize(
    "place", ["BIND({} AS ?x)", "FILTER({})", "FILTER(EXISTS {{ FILTER({}) }})", "{{ SELECT ({} AS ?x) {{}} }}"]
)
@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        (r'REGEX("aa", "(a)\\1")', "looks back"),
        (r'REGEX("a", "\\ba")', r"XPath has no \\b"),
        ('REGEX("a", "(?i)A")', "begin with"),
        ('REGEX("a", "[")', "does not end"),
        ('REGEX("a", "a", "z")', "no flag"),
        ('REGEX("a\\n", "^$", "m")', "flag m"),
        (r'REGEX("a", "\\p{L}{3,300}")', "too large"),
        ('REPLACE("abc", "x*", "-")', "empty string"),
        ('REPLACE("abc", "", "-")', "empty string"),
        ('REPLACE("abc", "b", "$")', "followed by a digit"),
        (r'REPLACE("abc", "b", "\\n")', "before"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_its_place(
    reader: Reader, place: str, expression: str, reason: str
) -> None:
    with pytest.raises(UnsupportedQueryError, match=reason) as caught:
        ask(reader, f"SELECT * {{\n {place.format(expression)} }}")
    assert caught.value.status == 422
    assert caught.value.place is not None
    assert caught.value.place.line == 2


def test_a_pattern_of_the_data_that_is_not_supported_refuses_the_query(reader: Reader) -> None:
    with pytest.raises(UnsupportedQueryError, match="looks back"):
        ask(reader, r'SELECT * { VALUES ?p { "(a)\\1" } FILTER(REGEX("aa", ?p)) }')
    assert names(reader, 'FILTER(REGEX(STR(?o), "Q"))') == ["0"], "and the next one is answered"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("FILTER(?o)", ["0", "1", "2", "3"]),
        ("FILTER(!?o)", []),
        ("FILTER(?o && ?o)", ["0", "1", "2", "3"]),
        ("FILTER(?o > false)", ["3"]),
        ("FILTER(?o > 5)", ["2"]),
        ("FILTER(?o<5||?o>6)", ["2"]),
        ("FILTER(?o<8&&?o>6)", ["2"]),
        ('FILTER regex(?o, "^Q")', ["0"]),
        ('FILTER REGEX(?o, "B", "i") # a comment )', ["1"]),
        ('FILTER(REPLACE(?o, "(\\\\w), (\\\\w)", "$2_$1") = "QuilA_lda")', ["0"]),
        ("FILTER NOT EXISTS { FILTER(?o) }", []),
        ("FILTER(EXISTS { ?s ?p ?v FILTER(?v && !EXISTS { FILTER(?v = 7) }) })", ["0", "1", "3"]),
        ("FILTER(?o IN ())", []),
        ("FILTER(BOUND(?o) = (?o NOT IN ()))", ["0", "1", "2", "3"]),
        ("FILTER(-?o * ?o / ?o + 14 = 7)", ["2"]),
    ],
)
def test_filters(reader: Reader, pattern: str, expected: list[str]) -> None:
    assert names(reader, f"{pattern}\n") == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT (GROUP_CONCAT(?x; SEPARATOR=',') AS ?r) { VALUES ?x { 'a'@en 'b'@en } }", {"type": "literal", "value": "a,b"}),
        ("SELECT (IF(COUNT(*) > 1 && MAX(?x), 'y', 'n') AS ?r) { VALUES ?x { 'a'@en 'b'@en } }", {"type": "literal", "value": "y"}),
        ("SELECT (SUBSTR(SAMPLE(?x), COUNT(?x)) AS ?r) { VALUES ?x { 'abc' } } GROUP BY (REGEX(?x, 'b')) HAVING (MAX(?x))", {"type": "literal", "value": "abc"}),
        ("SELECT ?r { VALUES ?r { 'b' 'a' } } ORDER BY DESC(REPLACE(?r, '(a)', '$1_')) LIMIT 1", {"type": "literal", "value": "b"}),
        ("SELECT ?r { VALUES ?r { 'b' 'a' } } ORDER BY REPLACE(?r, 'b', '\\\\$') LIMIT 1", {"type": "literal", "value": "b"}),
        ("SELECT ?r { ?s !<a:p>|^<a:q> ?r . <http://site.test/3> (<http://site.test/name>) ?r }", {"type": "literal", "value": "true", "datatype": "http://www.w3.org/2001/XMLSchema#boolean"}),
    ],
)  # fmt: skip
def test_clauses(reader: Reader, query: str, expected: dict[str, str]) -> None:
    assert ask(reader, query)["results"]["bindings"] == [{"r": expected}]


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ('SELECT * {\n FILTER(REPLACE("a", "(a)", "$1_") = ) }', 2, None),
        ('SELECT * { FILTER(REGEX("a", "\\\\w")) } }', 1, None),
        ("SELECT * { FILTER(REGEX('a')) }", 1, None),
        ("SELECT (SUBSTR('a', 1.5, 2, 3) AS ?x) {}", 1, None),
    ],
)
def test_errors_of_grammar_have_the_places_of_the_client(
    reader: Reader, query: str, line: int, column: int | None
) -> None:
    with pytest.raises(QuerySyntaxError) as mended:
        asking.ask(reader, query, None)
    with pytest.raises(QuerySyntaxError) as engine:
        reader.ask(query)
    assert mended.value.place == engine.value.place
    assert mended.value.place is not None
    assert mended.value.place.line == line


@pytest.mark.parametrize(
    "query", ["SELECT * { FILTERREGEX('a', '\\\\w') }", "SELECT * { BINDREGEX('a','b') AS ?x) }", "SELECT(1AS?x){FILTEREXISTS{}}"]
)  # fmt: skip
def test_what_only_the_engine_reads_is_not_answered_unmended(reader: Reader, query: str) -> None:
    with pytest.raises(QuerySyntaxError):
        asking.ask(reader, query, None)


@pytest.mark.parametrize("query", list(hostile.HARMLESS.values()))
def test_patterns_stay_as_they_are(reader: Reader, query: str) -> None:
    text = query.replace("{canary}", "http://127.0.0.1:1/")
    asking.ask(reader, text, None, base=BASE)
    assert mend(text, reader.standard, BASE).parsed.unreadable is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_a_string_holds_nothing_else_changes(text: str, comment: str) -> None:
    literal = str(Literal(text.encode("utf-8", "replace").decode()))
    note = "".join(comment.split()).encode("utf-8", "replace").decode()
    query = f"SELECT ?x ?y {{ # {note}\n BIND(REPLACE({literal}, 'q', {literal}, 'q') AS ?x) BIND({literal} AS ?y) }}"
    (told,) = json.loads(asking.ask(NOTHING, query, None))["results"]["bindings"]
    assert told["x"]["value"] == told["y"]["value"].replace("q", told["y"]["value"])


@pytest.mark.parametrize(
    ("begin", "middle", "end"),
    [
        ("(", "1", ")"),
        ("!(", "?x", ")"),
        ("IF(", "?x", ", 1, 2)"),
        ("COALESCE(1, ", "?x", ") < ?y"),
        ("REPLACE('a', ", "?x", ", ?y)"),
        ("SUBSTR('a', ", "?x", ")"),
        ("", "?x", " * ?y"),
        ("EXISTS { FILTER(", "?x", ") }"),
    ],
)
def test_what_is_deep_is_answered_or_refused(reader: Reader, begin: str, middle: str, end: str) -> None:
    refused = []
    for depth in (1, 30, 120, 250):
        query = f"SELECT * {{ BIND({begin * depth}{middle}{end * depth} AS ?told) }}"
        try:
            guard.check(query)
            asking.ask(reader, query, None, base=BASE)
            refused.append(False)
        except QueryTooComplexError:
            refused.append(True)
        except QuerySyntaxError:
            refused.append("<" in end)  # the grammar has no chain of comparisons
    assert not refused[0]
    assert all(later >= sooner for sooner, later in pairwise(refused))


@pytest.mark.parametrize(
    "piece",
    ["REGEX(?a, ?b) && ", "?a < ?b || ", "?a * ?b + ", "REPLACE(?a, 'b', '$0_') = 'c' && ", "IF(?a, ?b, ?c) && "],
)
def test_the_work_grows_with_the_text(reader: Reader, piece: str) -> None:
    def work(size: int) -> None:
        mend.__wrapped__(f"ASK {{ FILTER({piece * size} true) }}", reader.standard)

    assert grows_in_proportion(work, 2000)


def test_a_byte_order_mark_is_no_part_of_a_query(reader: Reader) -> None:
    query = "\ufeffSELECT (REGEX('a_', '^\\\\w*$') AS ?r) {}"
    guard.check(query)
    assert json.loads(asking.ask(reader, query, None))["results"]["bindings"][0]["r"]["value"] == "false"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <file:> {}",
        "SELECT * FROM NAMED <FILE:///etc/passwd> {}",
        "ASK FROM <ftp://127.0.0.1/x> {}",
        "BASE <file:///etc/> ASK FROM <passwd> {}",
        "PREFIX f: <file:///etc/> ASK FROM f:passwd {}",
        "ASK FROM <\\u0066ile:x> {}",
        "DESCRIBE <a:b> FROM <data:text/turtle,> {}",
        "ASK FROM <urn:graph> FROM <urn:another> {}",
    ],
)
def test_a_graph_that_would_have_to_be_fetched_is_forbidden(reader: Reader, query: str) -> None:
    with pytest.raises(ForbiddenQueryError, match="no graph of this site") as caught:
        asking.ask(reader, query, None, base=BASE)
    assert caught.value.place is not None


def test_graphs_of_the_site_and_of_the_web_are_asked(reader: Reader) -> None:
    assert ask(reader, "ASK FROM <urn:graph> { ?s ?p ?o }")["boolean"] is True
    assert ask(reader, "ASK FROM <http://elsewhere.test/> { ?s ?p ?o }")["boolean"] is False
    assert ask(reader, "ASK FROM <graph/evidence> { ?s ?p ?o }")["boolean"] is False
    with pytest.raises(ForbiddenQueryError):
        ask(reader, "ASK {}", dataset=Dataset(("file:///etc/passwd",)))


def test_every_error_is_one_of_queries(reader: Reader) -> None:
    for query in (*hostile.LONG.values(), *hostile.DEEP.values()):
        try:
            guard.check(query)
            mend(query, reader.standard)
        except QueryError:
            continue
