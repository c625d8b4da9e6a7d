"""The scan admits what is harmless, refuses what is not, and does so whatever the text and in no time."""

from __future__ import annotations

import random
import time
from contextlib import suppress
from typing import Any, Final

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scholargraph.errors import (
    ForbiddenQueryError,
    QueryError,
    QuerySyntaxError,
    QueryTooComplexError,
    QueryTooLargeError,
)
from scholargraph.sparql import guard
from scholargraph.sparql.guard import UPDATES, Form, Scanned, check
from scholargraph.sparql.limits import Limits
from tests.growth import grows_in_proportion
from tests.sparql import hostile
from tests.sparql.graphs import Canary

CANARY: Final = "http://127.0.0.1:1/"


def named(queries: dict[str, str]) -> list[Any]:
    return [pytest.param(query.replace("{canary}", CANARY), id=name) for name, query in queries.items()]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * {}", Scanned(Form.SELECT)),
        ("select*where{}", Scanned(Form.SELECT)),
        ("PREFIX select: <a:b> ASK {}", Scanned(Form.ASK)),
        ("BASE <http://x/> PREFIX a: <b> # SELECT\n CONSTRUCT WHERE {}", Scanned(Form.CONSTRUCT)),
        ("VERSION '1.2' DESCRIBE <a:b>", Scanned(Form.DESCRIBE)),
        ("SELECT (NOW() AS ?x) {}", Scanned(Form.SELECT, volatile=True)),
        ("SELECT (sTrUuId() AS ?x) {}", Scanned(Form.SELECT, volatile=True)),
        ("SELECT ('NOW()' AS ?now) (<a:RAND> AS ?uuid) {}", Scanned(Form.SELECT)),
    ],
)
def test_what_a_query_is(query: str, expected: Scanned) -> None:
    assert check(query) == expected


@pytest.mark.parametrize("query", named(hostile.SERVICES))
def test_what_would_reach_out_or_write_is_forbidden(query: str) -> None:
    with pytest.raises(ForbiddenQueryError):
        check(query)


@pytest.mark.parametrize("query", named(hostile.HARMLESS))
def test_what_only_looks_like_it_is_admitted(query: str) -> None:
    check(query)
    pyoxigraph.Store().query(query)  # and it is SPARQL indeed


@pytest.mark.parametrize("query", named(hostile.DEEP | hostile.LONG))
def test_what_would_break_the_engine_is_too_complex(query: str) -> None:
    with pytest.raises(QueryTooComplexError):
        check(query, Limits(query_bytes=200_000))


@pytest.mark.parametrize("query", named(hostile.HUGE))
def test_what_is_too_long_is_not_even_scanned(query: str) -> None:
    with pytest.raises(QueryTooLargeError, match="65,536"):
        check(query)


def test_the_size_is_counted_in_bytes() -> None:
    check("ASK {} #" + "x" * 92, Limits(query_bytes=100))
    with pytest.raises(QueryTooLargeError):
        check("ASK {} #" + "x" * 93, Limits(query_bytes=100))
    with pytest.raises(QueryTooLargeError):
        check("ASK {} #" + "é" * 47, Limits(query_bytes=100))


@pytest.mark.parametrize(("opening", "closing"), ["{}", "()", "[]"])
def test_the_depth_is_counted_over_all_brackets(opening: str, closing: str) -> None:
    def nested(depth: int) -> str:
        return f"ASK {{{opening * (depth - 1)}{closing * (depth - 1)}}}"

    check(nested(256))
    with pytest.raises(QueryTooComplexError) as caught:
        check(nested(257))
    assert caught.value.place is not None
    assert (caught.value.place.line, caught.value.place.column) == (1, 4 + 257)
    check("ASK { '" + "{" * 300 + "' }")
    check("ASK {" + "}{" * 300 + "}")


def test_lists_of_values_may_be_long_and_chains_of_operators_not() -> None:
    check("ASK { VALUES ?x { " + "-1 " * 9_000 + "} }")
    check("ASK { FILTER(?x IN (" + "<a:b>," * 9_000 + "<a:b>)) }")
    check("ASK { ?s ?p " + '"x"^^<a:b>, ' * 4_000 + "1 }")
    check("ASK { FILTER(1" + "+1" * 1_900 + ") }")
    with pytest.raises(QueryTooComplexError, match="operators"):
        check("ASK { VALUES ?x { 1 } FILTER(1" + "+1" * 2_001 + ") }")


@pytest.mark.parametrize("keyword", sorted(UPDATES))
def test_every_update_is_forbidden_with_the_way_to_change_the_graph(keyword: str) -> None:
    with pytest.raises(ForbiddenQueryError, match="publish again") as caught:
        check(f"PREFIX a: <a:b>\n\n  {keyword.lower()} <a:b>")
    assert caught.value.place is not None
    assert (caught.value.place.line, caught.value.place.column) == (3, 3)


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [("", 1, 1), ("# nothing\n", 2, 1), ("hello", 1, 1), ("\n <a:b> SELEKT", 2, 8), ("SELECT * { 'x\n }", 1, 12), ("PREFIX a: <a:b>", 1, 16)],
)  # fmt: skip
def test_what_is_no_query_is_a_syntax_error_with_its_place(query: str, line: int, column: int) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        check(query)
    assert caught.value.place is not None
    assert (caught.value.place.line, caught.value.place.column) == (line, column)


PIECES: Final = st.sampled_from(
    [
        *(
            "SELECT ",
            "SERVICE",
            "VALUES",
            "UNION",
            "{",
            "}",
            "(",
            "[",
            "'",
            '"',
            "'''",
            '"""',
            "<",
            ">",
            "<a:b>",
            "#",
            "\n",
        ),
        *("\\", "\\u0053", "ex:a.", "_:b.", "@en", "?x", "||", "1.", ".", ":", "%", "é", "\ud800", "\x00", " "),
    ]
)


BEGINNINGS: Final = (
    "SELECT", "ask", "PREFIX a: <a:b> CONSTRUCT", "PREFIX : <a:b>DESCRIBE", "BASE <a:b> # now\n SELECT ", "PREFIX select: <>\nASK",
    "PREFIXa: <b> ASK", "PREFIX a: b: <c> SELECT", "SELECTED", "", "INSERT", "PREFIX a.b: <c> select",
)  # fmt: skip


@given(st.text() | st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=1000)
def test_any_text_is_admitted_or_refused(query: str) -> None:
    try:
        assert check(query).form in Form
    except QueryError as error:
        assert error.status in {400, 403, 413}  # noqa: PT017 - nothing else may be raised


@given(st.sampled_from(BEGINNINGS), st.lists(PIECES, max_size=30).map("".join), st.integers(0, 3000))
@settings(max_examples=1000)
def test_a_glance_sees_what_the_scan_sees_or_leaves_it_to_the_scan(beginning: str, rest: str, bound: int) -> None:
    limits = Limits(depth=bound % 7 + 1, tokens=bound + 1, operators=bound + 1)
    seen = guard._glance(beginning + rest, limits)
    if seen is not None:
        with suppress(QuerySyntaxError):  # of a string that does not end: the engine says so, too
            assert guard._Scan(beginning + rest, limits).run() == seen


@pytest.mark.parametrize("query", named(hostile.SERVICES | hostile.DEEP | hostile.LONG))
def test_a_glance_admits_nothing_that_is_refused(query: str) -> None:
    assert guard._glance(query, Limits()) is None


def test_most_queries_need_no_more_than_a_glance() -> None:
    query = "PREFIX foaf: <http://xmlns.com/foaf/0.1/>\n# who\nSELECT ?a { ?a foaf:name ?n FILTER(?n != 'x') } LIMIT 9"
    assert guard._glance(query, Limits()) == Scanned(Form.SELECT)
    assert guard._glance(query.replace("'x'", "STR(NOW())"), Limits()) is None


@given(st.lists(PIECES, min_size=1, max_size=4).map("".join))
@settings(max_examples=200, deadline=None)
def test_the_scan_takes_time_in_proportion_to_the_text(unit: str) -> None:
    def scan(repeats: int) -> None:
        with suppress(QueryError):
            check("ASK {" + unit * repeats, Limits(query_bytes=10**7, tokens=10**7, operators=10**7, depth=10**7))

    assert grows_in_proportion(scan, 12_800)


def mutated(random_: random.Random, query: str) -> str:
    """Change a query in some places, as somebody would who looks for a hole."""
    pieces = [
        "'",
        '"',
        "<",
        ">",
        "#",
        "\n",
        "\r",
        ".",
        ":",
        "\\",
        "{",
        "}",
        "(",
        ")",
        "a",
        "1",
        "?",
        "_:",
        "ex:",
        " ",
        "",
    ]
    pieces += ["'''", "SERVICE", "SERVICE ", "true", "<<", ">>", "{|", "|}", "^^", "@en", "--ltr", "\\u0027", "ex:a.b."]
    for _ in range(random_.randint(1, 4)):
        at = random_.randrange(len(query))
        if random_.random() < 0.7:
            query = query[:at] + random_.choice(pieces) + query[at:]
        else:
            query = query[:at] + query[at + random_.randint(1, 3) :]
    return query


def test_no_mutation_of_a_hostile_query_makes_the_engine_reach_out() -> None:
    """The oracle is the engine itself: whatever it would send a request for, the scan must have refused."""
    random_ = random.Random(1)  # noqa: S311 - the same every time
    store = pyoxigraph.Store()
    store.update("PREFIX ex: <a:> INSERT DATA { ex:s ex:p 1, true, 'x', ex:a, ex:a.b, [] }")
    reached = 0
    with Canary() as canary:
        queries = [query.replace("{canary}", canary.url) for query in (hostile.SERVICES | hostile.HARMLESS).values()]
        began = time.monotonic()
        # At least four seconds; longer on a busy machine, until enough queries were tried.
        while time.monotonic() < began + (4 if reached > 100 else 60):
            query = f"PREFIX ex: <{canary.url}> PREFIX : <{canary.url}> {mutated(random_, random_.choice(queries))}"
            try:
                check(query)
                admitted = True
            except QueryError:
                admitted = False
            before = canary.connections
            try:
                found = store.query(query, base_iri="http://b.example/")
                if not isinstance(found, pyoxigraph.QueryBoolean):
                    list(found)
                asked = False
            except (SyntaxError, ValueError):
                continue
            except (OSError, RuntimeError) as error:
                asked = isinstance(error, OSError) or "service" in str(error).lower()
            asked = asked or canary.connections > before
            assert not (asked and admitted), query
            reached += asked
    assert reached > 100, "the engine did reach out for the queries that were refused"
