"""`scholargraph validate`: any syntax, the lines of results, every format of the answer, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import RdfFormat, parse

from scholargraph.cli import main
from scholargraph.errors import SourceError
from scholargraph.validation.data import read_data
from scholargraph.validation.turtle_lines import turtle_lines

PREFIX: Final = "https://schema.org/"
SHAPES: Final = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix schema: <https://schema.org/> .
@prefix ex: <https://shapes.test/> .
ex:s a sh:NodeShape ; sh:targetSubjectsOf schema:name ; sh:property ex:p .
ex:p sh:path schema:name ; sh:minLength 3 ; sh:message "Too short." .
"""
TURTLE: Final = """@prefix schema: <https://schema.org/> .
# a comment; <https://x.test/a> is named here
<https://x.test/a>
  schema:url <https://x.test/> ;
  schema:name "long enough", 'ab' .
"""
LINES: Final = {
    "ttl": (TURTLE, 5),
    "trig": (TURTLE, 5),
    "nt": (('# none\n<https://x.test/a> <https://schema.org/name> "long enough" .\n\n'
           '<https://x.test/a> <https://schema.org/name> "ab" .\n'), 4),
    "nq": ('<https://x.test/a> <https://schema.org/name> "ab" .\n', 1),
    "rdf": (('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="https://schema.org/">'
            '<rdf:Description rdf:about="https://x.test/a"><s:name>ab</s:name></rdf:Description></rdf:RDF>'), None),
    "jsonld": ('{"@id": "https://x.test/a", "https://schema.org/name": "ab"}', None),
}  # fmt: skip


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["validate", *arguments])
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    (tmp_path / "shapes").mkdir()
    file = tmp_path / "shapes" / "own.ttl"
    file.write_text(SHAPES, encoding="utf-8")
    return file


@pytest.mark.parametrize("ending", LINES)
def test_every_syntax_is_judged_and_its_lines_are_told(
    ending: str, shapes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, line = LINES[ending]
    file = tmp_path / f"data.{ending}"
    file.write_text(text, encoding="utf-8")
    code, out, _ = run(capsys, str(file), "--shapes", str(shapes), "--format", "json")
    told = json.loads(out)
    assert code == 1
    assert told["conforms"] is False
    assert [(one["focus"], one["value"], one["line"]) for one in told["results"]] == [
        ("https://x.test/a", '"ab"', line)
    ]
    assert told["judged"][0]["engine"] == "pySHACL"


def test_the_text_names_file_and_line_and_who_judged(
    shapes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "data.ttl"
    file.write_text(TURTLE, encoding="utf-8")
    code, out, err = run(capsys, str(file), "--shapes", str(shapes.parent))
    assert code == 1
    assert out.startswith(f"violation: {file}:5: Too short. (https://x.test/a")
    assert "pySHACL judged 1 pairs" in err


def test_what_mends_a_result_is_told_as_the_shape_says_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "data.ttl"
    file.write_text("<https://x.test/a> a <https://schema.org/ScholarlyArticle> .", encoding="utf-8")
    code, out, _ = run(capsys, str(file))
    assert code == 1
    assert "nothing says that it is lost. Give the title" in out


def test_turtle_is_a_report_of_shacl(shapes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "data.nt"
    file.write_text(LINES["nt"][0], encoding="utf-8")
    _, out, _ = run(capsys, str(file), "--shapes", str(shapes), "--format", "turtle")
    assert any(str(quad.predicate).endswith("shacl#focusNode>") for quad in parse(out, format=RdfFormat.TURTLE))


def test_named_graphs_are_judged_where_there_is_nothing_else_and_that_is_said(
    shapes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = '<https://x.test/a> <https://schema.org/name> "ab"'
    file = tmp_path / "data.nq"
    file.write_text(f"{one} <https://x.test/g> .\n", encoding="utf-8")
    code, _, err = run(capsys, str(file), "--shapes", str(shapes))
    assert (code, "1 named graphs are judged together" in err) == (1, True)
    file.write_text(f'{one} <https://x.test/g> .\n<https://x.test/b> <{PREFIX}name> "long" .\n', encoding="utf-8")
    code, _, err = run(capsys, str(file), "--shapes", str(shapes))
    assert (code, "1 statements in 1 named graphs are not" in err) == (0, True)


@pytest.mark.parametrize(
    ("name", "text", "reason", "line"),
    [
        ("a.ttl", "<https://x.test/a> <https://x.test/p>\n ;", "is no turtle", 2),
        ("a.nt", "<https://x.test/a> <https://x.test/p> .", "is no n-triples", 1),
        ("a.rdf", '<!DOCTYPE x [<!ENTITY e "e">]><rdf:RDF/>', "DOCTYPE", None),
        ("a.jsonld", '{"@context": "http://127.0.0.1:9/c", "a": "b"}', "none is fetched", None),
        ("a.ttl", "<https://x.test/a> <https://x.test/p> " + "[ <https://x.test/p> " * 100, "brackets", None),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(name: str, text: str, reason: str, line: int | None) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        read_data(text.encode(), name)
    assert caught.value.place is not None
    assert caught.value.place.line in {line, None} if line is None else caught.value.place.line == line


def test_what_is_not_there_is_an_error_of_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, str(tmp_path / "none.ttl"))
    assert (code, "cannot be read" in err) == (3, True)
    (tmp_path / "a.ttl").write_text("", encoding="utf-8")
    code, _, err = run(capsys, str(tmp_path / "a.ttl"), "--shapes", str(tmp_path / "none"))
    assert (code, "no shapes" in err) == (3, True)


def test_lines_of_turtle_are_those_of_the_tokens() -> None:
    text = """@prefix x: <https://x.test/> . PREFIX y: <https://y.test/>
x:a a x:T ; x:p [ x:q x:a ] , 1.5 ;
    y:p "a \\"b\\" # no comment", '''two
lines''' , "z"@en .
_:b x:p ( x:a ) .
<https://x.test/c.d> x:p x:a ."""
    subjects = {f"<https://x.test/{name}>" for name in ("a", "c.d")} | {"_:b"}
    found = turtle_lines(text, subjects)  # type: ignore[arg-type]
    told = {tuple(part or "" for part in key): line for key, line in found.items()}
    a = "<https://x.test/a>"
    assert told[a, "", ""] == 2
    assert told[a, "<https://x.test/p>", '"1.5"'] == 2
    assert told[a, "<https://y.test/p>", '"a \\"b\\" # no comment"'] == 3
    assert told[a, "<https://y.test/p>", '"two\\nlines"'] == 3
    assert told[a, "<https://y.test/p>", '"z"'] == 4
    assert told["_:b", "", ""] == 5
    assert told["<https://x.test/c.d>", "", ""] == 6
