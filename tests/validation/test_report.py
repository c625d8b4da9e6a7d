"""What validation gives back, and how it fails."""

from __future__ import annotations

import logging
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any, Final

import pyshacl
import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import BNode, Graph, URIRef
from rdflib.compare import isomorphic

from scholargraph.errors import ShapesError
from scholargraph.ntriples import Triple, iri, line, literal
from scholargraph.validation import Report, Result, Severity, validate
from scholargraph.validation.shapes import read_shapes
from scholargraph.vocab import RDF, SDO, SG, SH, XSD

WORK: Final = "https://site.test/publication/maps#this"
REPORT: Final = "https://site.test/report"

PREFIXES: Final = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix schema: <https://schema.org/> .
@prefix ex: <https://shapes.test/> .
"""


def result(**changes: Any) -> Result:
    values: dict[str, Any] = {
        "focus": WORK,
        "path": SDO.name,
        "value": None,
        "severity": Severity.WARNING,
        "message": "This is amiss.",
        "shape": "https://shapes.test/a",
        "component": SH.base + "MinCountConstraintComponent",
    }
    return Result(**(values | changes))


def untitled(*more: Triple) -> list[Triple]:
    work = iri(WORK)
    return [
        (work, iri(RDF.type), iri(SDO.Article)),
        (work, iri(SG.gap), iri(SG.TitleLost)),
        (work, iri(SG.gap), iri(SG.AuthorsLost)),
        (work, iri(SG.gap), iri(SG.DateUnknown)),
        *more,
    ]


def shapes_of(folder: Path, text: str) -> Path:
    (folder / "own.ttl").write_text(PREFIXES + text, encoding="utf-8")
    return folder


# ── The report ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_warning_does_not_stop_publishing() -> None:
    report = validate(untitled())
    assert {found.severity for found in report.results} == {Severity.WARNING}
    assert report.conforms
    assert {found.value for found in report.results} == {iri(SG.TitleLost), iri(SG.AuthorsLost), iri(SG.DateUnknown)}


def test_a_violation_does() -> None:
    report = validate(untitled((iri(WORK), iri(SDO.author), literal("Jane Doe"))))
    (violation,) = report.of(Severity.VIOLATION)
    assert not report.conforms
    assert (violation.focus, violation.path, violation.value) == (WORK, SDO.author, '"Jane Doe"')
    assert violation.shape == "https://w3id.org/scholargraph/shapes#author-thing"


def test_an_empty_graph_conforms() -> None:
    assert validate([]) == Report()
    assert Report().conforms


def test_a_result_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        result().message = "other"  # type: ignore[misc]


def test_the_gravest_come_first_whatever_the_order_of_the_triples() -> None:
    graph = untitled(
        (iri(WORK), iri(SDO.author), literal("Jane Doe")), (iri(WORK), iri(SDO.datePublished), literal("x"))
    )
    there, back = validate(graph), validate(reversed(graph))
    assert there == back
    ranks = [list(Severity).index(found.severity) for found in there.results]
    assert ranks == sorted(ranks)


def test_a_value_comes_back_as_it_was_written() -> None:
    date = literal("20x4", datatype=XSD.gYear)
    report = validate(untitled((iri(WORK), iri(SDO.datePublished), date)))
    assert date in {found.value for found in report.results}


@pytest.mark.parametrize(
    "value",
    [literal('Zoë\n"\\'), literal("Zoë", language="en-GB"), literal("007", datatype=XSD.integer), iri("https://x.test/ü")],
)  # fmt: skip
def test_every_kind_of_value_comes_back_as_it_was_written(value: str, tmp_path: Path) -> None:
    shapes = shapes_of(tmp_path, """ex:a a sh:NodeShape ; sh:targetSubjectsOf schema:name ; sh:property ex:b .
        ex:b sh:path schema:name ; sh:in () ; sh:message "None fits." .""")  # fmt: skip
    (found,) = validate([(iri(WORK), iri(SDO.name), value)], shapes=read_shapes((shapes,))).results  # type: ignore[list-item]
    assert found.value == value


def test_a_malformed_number_makes_no_noise(caplog: pytest.LogCaptureFixture) -> None:
    code = (
        "from scholargraph.ntriples import iri, literal\n"
        "from scholargraph.validation import validate\n"
        f"validate([(iri('{WORK}'), iri('{SDO.name}'), literal('x', datatype='{XSD.integer}'))])\n"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout == ""


def test_equal_results_are_one() -> None:
    """Two classes of one work bring it before the same shape twice."""
    graph = untitled((iri(WORK), iri(RDF.type), iri(SDO.Book)), (iri(WORK), iri(SDO.name), literal(" ")))
    graph = [triple for triple in graph if triple[2] != iri(SG.TitleLost)]
    report = validate(graph)
    assert len([found for found in report.results if found.path == SDO.name]) == 1


# ── Paths ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ("( schema:author schema:name )", SDO.author),
        ("[ sh:alternativePath ( schema:author schema:editor ) ]", SDO.author),
        ("[ sh:inversePath schema:about ]", SDO.about),
        ("( [ sh:zeroOrMorePath schema:isPartOf ] schema:name )", SDO.isPartOf),
        ("( [ sh:inversePath ( schema:citation schema:name ) ] schema:name )", SDO.citation),
    ],
)
def test_a_longer_path_is_given_by_its_first_predicate(path: str, first: str, tmp_path: Path) -> None:
    shapes = shapes_of(tmp_path, f"""ex:a a sh:NodeShape ; sh:targetClass schema:Article ; sh:property ex:b .
        ex:b sh:path {path} ; sh:minCount 9 ; sh:message "Too few." .""")  # fmt: skip
    report = validate(untitled(), shapes=read_shapes((shapes,)))
    (found,) = report.results
    assert (found.path, found.longer) == (first, True)
    assert not [triple for triple in report.triples(REPORT) if triple[1] == iri(SH.resultPath)]


def test_a_shape_without_a_path_gives_none(tmp_path: Path) -> None:
    shapes = shapes_of(
        tmp_path, 'ex:a a sh:NodeShape ; sh:targetClass schema:Article ; sh:class schema:Book ; sh:message "No." .'
    )
    (found,) = validate(untitled(), shapes=read_shapes((shapes,))).results
    assert (found.path, found.value, found.longer) == (None, iri(WORK), False)


def test_a_shape_without_an_iri_gives_none(tmp_path: Path) -> None:
    shapes = shapes_of(tmp_path, """ex:a a sh:NodeShape ; sh:targetClass schema:Article ;
        sh:property [ sh:path schema:name ; sh:minCount 1 ; sh:message "Two."@nl, "One."@en ] .""")  # fmt: skip
    (found,) = validate(untitled(), shapes=read_shapes((shapes,))).results
    assert found.shape is None
    assert found.message == "One. Two."
    assert not [triple for triple in Report((found,)).triples(REPORT) if triple[1] == iri(SH.sourceShape)]


# ── For machines ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_report_for_machines_is_that_of_pyshacl(tmp_path: Path) -> None:
    graph = untitled(
        (iri(WORK), iri(SDO.inLanguage), literal("English, mostly")), (iri(WORK), iri(SDO.isPartOf), literal("x"))
    )
    shapes = shapes_of(tmp_path, """ex:a a sh:NodeShape ; sh:targetClass schema:Article ; sh:property ex:b, ex:c .
        ex:b sh:path schema:name ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "No name." .
        ex:c sh:path schema:isPartOf ; sh:nodeKind sh:IRI ; sh:message "No \\"venue\\"." .""")  # fmt: skip
    ours = Graph().parse(
        data="\n".join(validate(graph, shapes=read_shapes((shapes,))).graph_lines(REPORT)), format="nt"
    )
    data = Graph().parse(data="\n".join(line(triple) for triple in graph), format="nt")
    _, theirs, _ = pyshacl.validate(data, shacl_graph=Graph().parse(shapes / "own.ttl"))
    blank = Graph()
    for triple in ours:
        blank.add(tuple(_blank(term) for term in triple))
    assert isomorphic(blank, theirs)


def _blank(term: Any) -> Any:
    return BNode(str(term)) if isinstance(term, URIRef) and term.startswith(REPORT) else term


@pytest.mark.parametrize(("results", "conforms"), [((), "true"), ((result(),), "false")])
def test_for_machines_a_warning_does_not_conform(results: tuple[Result, ...], conforms: str) -> None:
    lines = list(Report(results).graph_lines(REPORT))
    assert f'<{REPORT}> <{SH.conforms}> "{conforms}"^^<{XSD.boolean}> .' in lines
    assert list(parse("\n".join(lines), format=RdfFormat.N_TRIPLES))


# ── Failures ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_folder_without_shapes_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ShapesError, match="no shapes"):
        validate([], shapes=read_shapes((tmp_path,)))


@pytest.mark.parametrize("text", ["this is not turtle", 'ex:a sh:path "unclosed'])
def test_malformed_shapes_are_an_error_that_names_the_file(text: str, tmp_path: Path) -> None:
    with pytest.raises(ShapesError) as caught:
        validate([], shapes=read_shapes((shapes_of(tmp_path, text),)))
    assert caught.value.place is not None
    assert caught.value.place.file.endswith("own.ttl")


def test_a_file_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ShapesError):
        validate([], shapes=read_shapes((tmp_path,)))


@pytest.mark.parametrize(
    "constraint",
    [
        'sh:minCount "many"',
        'sh:pattern "("',
        "sh:or 3",
        'sh:sparql [ sh:select "SELECT nonsense" ]',
        "sh:maxLength ex:b",
    ],
)
def test_a_shape_that_makes_no_sense_is_an_error(constraint: str, tmp_path: Path) -> None:
    text = f"ex:a a sh:NodeShape ; sh:targetClass schema:Article ; sh:property ex:b . ex:b sh:path schema:name ; {constraint} ."
    graph = untitled((iri(WORK), iri(SDO.name), literal("Maps")))
    with pytest.raises(ShapesError, match="pySHACL failed"):
        validate(graph, shapes=read_shapes((shapes_of(tmp_path, text),)))


def test_a_failure_of_pyshacl_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise pyshacl.errors.ValidationFailure("it broke")  # type: ignore[no-untyped-call]

    monkeypatch.setattr(pyshacl.shape.Shape, "validate", fail)
    with pytest.raises(ShapesError, match="it broke"):
        validate(untitled())


def test_a_severity_that_shacl_does_not_know_is_an_error(tmp_path: Path) -> None:
    text = """ex:a a sh:NodeShape ; sh:targetClass schema:Article ; sh:class schema:Book ; sh:severity ex:Grave ."""
    with pytest.raises(ShapesError, match="severity"):
        validate(untitled(), shapes=read_shapes((shapes_of(tmp_path, text),)))


def test_validation_is_loaded_only_when_it_is_needed() -> None:
    code = "import sys, scholargraph.validation\nprint({'pyshacl', 'rdflib', 'pyoxigraph'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_nothing_is_told_to_the_user_behind_our_back(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG, logger="pyshacl-validate"):
        validate(untitled())
    assert capfd.readouterr() == ("", "")
