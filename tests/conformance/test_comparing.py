"""The judge of the suites, judged: what it takes for the same answer, and what not."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.conformance.results import XSD, Blank, Iri, Likeness, Literal, Result, Table, Words, compare, read
from tests.conformance.suite import Case, Kind

BASE: Final = "http://suite.example/"
INTEGER: Final = f"{XSD}integer"
SRJ: Final = b"""{"head": {"vars": ["a", "b"]}, "results": {"bindings": [
 {"a": {"type": "uri", "value": "x:1"}, "b": {"type": "literal", "value": "Zo\\u00eb", "xml:lang": "EN-gb"}},
 {"a": {"type": "bnode", "value": "n"}},
 {"b": {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}}]}}"""
SRX: Final = """<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="b"/><variable name="a"/></head>
<results>
<result><binding name="b"><literal datatype="http://www.w3.org/2001/XMLSchema#integer">1</literal></binding></result>
<result><binding name="a"><uri>x:1</uri></binding><binding name="b"><literal xml:lang="en-GB">Zoë</literal></binding></result>
<result><binding name="a"><bnode>other</bnode></binding></result>
</results></sparql>""".encode()
TSV: Final = b'?a\t?b\n<x:1>\t"Zo\\u00EB"@en-gb\n_:q\t\n\t1\n'
SET: Final = """@prefix rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#> . @prefix : <> .
[] a rs:ResultSet ; rs:resultVariable "a", "b" ;
 rs:solution [ rs:binding [ rs:variable "a" ; rs:value <x:1> ], [ rs:variable "b" ; rs:value "Zoë"@en-GB ] ] ,
  [ rs:binding [ rs:variable "a" ; rs:value [] ] ] , [ rs:binding [ rs:variable "b" ; rs:value 1 ] ] .""".encode()
WRITTEN: Final = {"srj": SRJ, "srx": SRX, "tsv": TSV, "ttl": SET}


@pytest.mark.parametrize("one", WRITTEN)
@pytest.mark.parametrize("other", WRITTEN)
def test_one_table_is_the_same_in_every_format(one: str, other: str) -> None:
    left, right = read(WRITTEN[one], one, BASE), read(WRITTEN[other], other, BASE)
    assert isinstance(left, Table)
    assert len(left.rows) == 3
    assert compare(left, right) is Likeness.SAME_TERMS


def test_csv_has_words_alone() -> None:
    found = read(b'a,b\r\nx:1,"say ""so"", now"\r\n_:q,\r\n', "csv", BASE)
    assert found == Table(("a", "b"), ((Words("x:1"), Words('say "so", now')), (Blank("_:q"), None)))


def test_tsv_has_terms_of_turtle() -> None:
    found = read(b'?x\n"a\\tb\\n\\"c\\\\"\n5.5\n1e0\ntrue\n"x"^^<x:t>\n', "tsv", BASE)
    assert found == Table(
        ("x",),
        (
            (Literal('a\tb\n"c\\'),),
            (Literal("5.5", f"{XSD}decimal"),),
            (Literal("1e0", f"{XSD}double"),),
            (Literal("true", f"{XSD}boolean"),),
            (Literal("x", "x:t"),),
        ),
    )


def test_truth_values() -> None:
    yes = read(b'{"head": {}, "boolean": true}', "srj", BASE)
    no = read(SRX[: SRX.index(b"<results>")] + b"<boolean>false</boolean></sparql>", "srx", BASE)
    assert (yes, no) == (True, False)
    assert compare(yes, yes) is Likeness.SAME_TERMS
    assert compare(yes, no) is Likeness.DIFFERENT
    assert compare(yes, Table((), ())) is Likeness.DIFFERENT


def table(*rows: tuple[str | int | None, ...], ordered: bool = False) -> Table:
    """A table in short: words are literals, `_a` is a blank node, `<a>` an IRI, a number an integer."""
    terms = {
        cell: Literal(str(cell), INTEGER)
        if isinstance(cell, int)
        else Blank(cell)
        if cell.startswith("_")
        else Iri(cell)
        if cell.startswith("<")
        else Literal(cell)
        for row in rows
        for cell in row
        if cell is not None
    }
    width = len(rows[0]) if rows else 0
    made = tuple(tuple(None if cell is None else terms[cell] for cell in row) for row in rows)
    return Table(tuple("abcdef"[:width]), made, ordered)


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        (table(("x",), ("y",)), table(("y",), ("x",))),
        (table(("_a", "_b"), ("_b", "_a")), table(("_q", "_p"), ("_p", "_q"))),
        (table(("_a", "x"), ("_b", "x"), ("_a", "y")), table(("_1", "x"), ("_2", "y"), ("_2", "x"))),
        (table(("_a", "_b"), ("_b", "_c"), ("_c", "_a")), table(("_z", "_x"), ("_x", "_y"), ("_y", "_z"))),
        (table(("x", None)), table(("x", None))),
    ],
)
def test_the_same(expected: Result, found: Result) -> None:
    assert compare(expected, found) is Likeness.SAME_TERMS


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        (table(("x",), ("x",)), table(("x",))),
        (table(("x",), ("x",), ("y",)), table(("x",), ("y",), ("y",))),
        (table(("_a", "_a")), table(("_a", "_b"))),
        (table(("_a", "_b")), table(("_a", "_a"))),
        (table(("_a",), ("_a",)), table(("_a",), ("_b",))),
        (table(("_a", "_b"), ("_b", "_a")), table(("_a", "_a"), ("_b", "_b"))),
        (table(("_a", "_b"), ("_b", "_c"), ("_c", "_a")), table(("_a", "_b"), ("_b", "_a"), ("_c", "_c"))),
        (table(("x", None)), table(("x", "y"))),
        (table(("1",)), table((1,))),
        (table(("<x>",)), table(("x",))),
        (table(("_x",)), table(("x",))),
        (table(("x",), ("y",), ordered=True), table(("y",), ("x",))),
        (Table(("a",), ()), Table(("b",), ())),
    ],
)
def test_not_the_same(expected: Result, found: Result) -> None:
    assert compare(expected, found) is Likeness.DIFFERENT


def test_an_order_counts_where_there_is_one() -> None:
    up, down = table(("_a",), ("x",), ("_a",)), table(("_b",), ("_b",), ("x",))
    assert compare(up, down) is Likeness.SAME_TERMS
    assert compare(up, down, ordered=True) is Likeness.DIFFERENT
    assert compare(up, table(("_b",), ("x",), ("_b",)), ordered=True) is Likeness.SAME_TERMS


@pytest.mark.parametrize(
    ("expected", "found", "datatype", "likeness"),
    [
        ("1.0E6", "1000000", "double", Likeness.SAME_VALUES),
        ("2.0", "2", "decimal", Likeness.SAME_VALUES),
        ("01", "1", "integer", Likeness.SAME_VALUES),
        ("0.1", "0.10000000149", "float", Likeness.SAME_VALUES),
        ("INF", "INF", "double", Likeness.SAME_TERMS),
        ("1", "true", "boolean", Likeness.SAME_VALUES),
        ("0.1", "0.10000000149", "double", Likeness.DIFFERENT),
        ("2.0", "2.01", "decimal", Likeness.DIFFERENT),
        ("1", "false", "boolean", Likeness.DIFFERENT),
        ("1.0", "1", "string", Likeness.DIFFERENT),
        ("one", "1", "integer", Likeness.DIFFERENT),
        ("2024-01-01", "2024-01-02", "date", Likeness.DIFFERENT),
    ],
)
def test_a_value_may_be_written_in_other_letters(expected: str, found: str, datatype: str, likeness: Likeness) -> None:
    one, other = (Table(("x",), ((Literal(text, XSD + datatype),),)) for text in (expected, found))
    assert compare(one, other) is likeness


def test_a_value_of_another_datatype_is_another() -> None:
    one, other = (Table(("x",), ((Literal("1", XSD + kind),),)) for kind in ("integer", "int"))
    assert compare(one, other) is Likeness.DIFFERENT


def test_two_files_share_no_blank_node_and_relative_iris_are_those_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("_:x <x:p> <> , <b.ttl> , [ <x:q> _:x ] .", encoding="utf-8")
    (tmp_path / "b.ttl").write_text("_:x <x:p> 1.50 .", encoding="utf-8")
    files = tmp_path / "a.ttl", tmp_path / "b.ttl"
    case = Case("x:test", Kind.EVALUATION, tmp_path / "q.rq", data=files, graphs=files[1:])
    assert case.statements(BASE) == (
        "_:d0x0 <x:p> <http://suite.example/a.ttl> .",
        "_:d0x0 <x:p> <http://suite.example/b.ttl> .",
        "_:d0x0 <x:p> _:d0x1 .",
        "_:d0x1 <x:q> _:d0x0 .",
        '_:d1x0 <x:p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .',
        '_:g0x0 <x:p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> <http://suite.example/b.ttl> .',
    )


@pytest.mark.parametrize(
    ("query", "ordered"),
    [
        ("SELECT * { ?s ?p ?o } ORDER BY ?s", True),
        ("SELECT * { ?s ?p ?o }\norder\n by ?s LIMIT 2", True),
        ("SELECT * { { SELECT ?s { ?s ?p ?o } ORDER BY ?s } }", False),
        ("ASK {}", False),
    ],
)
def test_the_order_of_a_query_is_that_behind_its_last_brace(tmp_path: Path, query: str, *, ordered: bool) -> None:
    (tmp_path / "q.rq").write_text(query, encoding="utf-8")
    assert Case("x:test", Kind.EVALUATION, tmp_path / "q.rq").ordered is ordered
