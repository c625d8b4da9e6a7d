"""The questions fit the graph: each is SPARQL, finds something, and has many variants that differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.endpoint import latency, questions
from benchmarks.endpoint.asking import Answer, size
from benchmarks.endpoint.engines import ScholarGraph
from benchmarks.endpoint.questions import Question
from scholargraph.formats import GRAPHS, RESULTS, named
from scholargraph.store import Reader

VARIANTS = 24


@pytest.fixture(scope="module")
def reader(made_site: ScholarGraph) -> Reader:
    return Reader(made_site.info)


@pytest.fixture(scope="module")
def asked(reader: Reader) -> dict[str, Question]:
    return questions.questions(reader, variants=VARIANTS)


def test_every_file_is_a_question() -> None:
    assert len(questions.ORDER) == 12
    assert sorted(questions.ORDER) == sorted(path.stem for path in questions.FOLDER.glob("*.sparql"))


@pytest.mark.parametrize("name", questions.ORDER)
def test_a_question_is_answered_in_its_variants(name: str, asked: dict[str, Question], reader: Reader) -> None:
    question = asked[name]
    form = named("nt" if question.accept.endswith("n-triples") else "json", (*GRAPHS, *RESULTS))
    sizes = [size(Answer(0.0, reader.ask(text, form)), question.accept) for text in question.variants]
    assert len(sizes) == VARIANTS
    assert not any("parameter:" in text for text in question.variants)
    assert len(set(question.variants)) >= 15
    if name == questions.ROWS:
        assert 0 < min(sizes) <= 1000
    elif name == "paging":
        assert set(sizes) == {0}  # sixty works have no page so deep
    elif name == "ask":
        assert set(sizes) == {0, 1}
    else:
        assert min(sizes) > 0


def test_the_graph_that_is_measured_has_enough_variants() -> None:
    assert questions.VARIANTS - latency.CHECKED >= 200


def test_the_same_is_asked_each_time(reader: Reader, asked: dict[str, Question]) -> None:
    assert questions.questions(reader, variants=VARIANTS) == asked


def test_pages_are_as_many_as_there_are_works(reader: Reader) -> None:
    pages = questions.pages(reader, variants=10_000)
    assert 30 < len(pages) == len(set(pages)) <= 60


def test_a_parameter_that_nobody_knows_is_an_error(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "odd.sparql").write_text("# Odd.\nASK { <parameter:moon> ?p ?o }\n", encoding="utf-8")
    monkeypatch.setattr(questions, "FOLDER", tmp_path)
    monkeypatch.setattr(questions, "ORDER", ("odd",))
    with pytest.raises(ValueError, match="moon"):
        questions.questions(reader)
