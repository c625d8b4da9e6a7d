"""BibTeX: letters, capitals, names and fields as TeX and its programs take them."""

from __future__ import annotations

from typing import Any

import pytest

from scholargraph.citation import Contributor, Label, bibtex, tex
from scholargraph.model import (
    Agent,
    AgentKind,
    Contribution,
    Gap,
    Name,
    Pages,
    PartialDate,
    PublicationStatus,
    PublicationType,
    Text,
    organization,
)
from tests.citation.graphs import citation, work


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("a & b", r"a \& b"),
        ("100% of $5 #1 a_b", r"100\% of \$5 \#1 a\_b"),
        ("{x", r"\textbraceleft{}x"),
        ("x}", r"x\textbraceright{}"),
        ("{}", r"\textbraceleft{}\textbraceright{}"),
        ("a~b^c\\d", r"a\textasciitilde{}b\textasciicircum{}c\textbackslash{}d"),
        ("a -- b --- c", "a -{}- b -{}-{}- c"),
        ("''x'' ``y``", "'{}'x'{}' `{}`y`{}`"),
        ("two\n\nparagraphs", "two paragraphs"),
        ("Zoë 李 伟", "Zoë 李 伟"),
    ],
)
def test_words_are_printed_as_they_are(words: str, written: str) -> None:
    assert tex.escaped(words) == written


@pytest.mark.parametrize(
    ("title", "written"),
    [
        # title case: only capitals within words are told from those of the style
        ("A Grammar of Coastlines", "A Grammar of Coastlines"),
        ("LLM Comparator for Large Models", "{LLM} Comparator for Large Models"),
        ("The iPhone and McQuill", "The {iPhone} and {McQuill}"),
        ("Cold-start and T-Cells of Mice", "Cold-start and T-Cells of Mice"),
        ("AT&T and the World", r"{AT\&T} and the World"),
        # sentence case: a capital is a name
        ("On the islands of Nowhere", "On the islands of {Nowhere}"),
        ("Who asks? Persons and their words", "Who asks? {Persons} and their words"),
    ],
)
def test_only_capitals_that_must_stay_stand_in_braces(title: str, written: str) -> None:
    assert tex.title(Label(title)) == written


@pytest.mark.parametrize(
    ("label", "written"),
    [
        (Label("Über das Meer", "de"), "{Über das Meer}"),
        (Label("On H₂O", "en", "On H<sub>2</sub>O"), r"On {H}\textsubscript{2}{O}"),
        (Label("the worm C. elegans", None, "the worm <i>C. elegans</i>"), r"the worm {{\textit{C. elegans}}}"),
        (Label("x² of y", None, "x<sup>2</sup> of y"), r"x\textsuperscript{2} of y"),
        (Label("the map of", None, "the <code>map</code> of"), r"the \texttt{map} of"),
    ],
)
def test_markup_and_language_of_titles(label: Label, written: str) -> None:
    assert tex.title(label) == written


@pytest.mark.parametrize(
    ("one", "written"),
    [
        (Contributor(printed="Ada Quill", given="Ada", family="Quill"), "Quill, Ada"),
        (Contributor(printed="Ada van der Quill", given="Ada", family="van der Quill"), "van der Quill, Ada"),
        (Contributor(printed="Ada De la Quill", given="Ada", family="De la Quill"), "{De la Quill}, Ada"),
        (Contributor(printed="José Ortega y Salt", given="José", family="Ortega y Salt"), "{Ortega y Salt}, José"),
        (Contributor(printed="M. Quay Jr.", given="M.", family="Quay", suffix="Jr."), "Quay, Jr., M."),
        (Contributor(printed="bell hooks", given="bell", family="hooks"), "hooks, bell"),
        (Contributor(printed="Zong Hua"), "Hua, Zong"),
        (Contributor(printed="陆景行"), "陆景行"),
        (Contributor(printed="Plato"), "Plato"),
        (Contributor(printed="Ada Salt and Quill", given="Ada", family="Salt and Quill"), "{Salt and Quill}, Ada"),
        (Contributor(printed="Salt & Foam Group", kind=AgentKind.GROUP), r"{Salt \& Foam Group}"),
        (Contributor(printed="Quill, Ada", given="Ada", family="Quill"), "Quill, Ada"),
    ],
)
def test_names(one: Contributor, written: str) -> None:
    assert bibtex.name(one) == written


def _fields(text: str) -> dict[str, str]:
    return dict(line.strip().rstrip(",").split(" = ", 1) for line in text.splitlines() if " = " in line)


@pytest.mark.parametrize(
    ("kind", "more", "entry", "fields"),
    [
        (PublicationType.THESIS, {"degree": "phd"}, "phdthesis", {"school": "{U}"}),
        (PublicationType.THESIS, {"degree": "ms"}, "mastersthesis", {"school": "{U}"}),
        (PublicationType.THESIS, {"genre": Text("Diplomarbeit")}, "mastersthesis", {"type": "{Diplomarbeit}"}),
        (PublicationType.THESIS, {"genre": Text("Bachelor's thesis")}, "phdthesis", {"type": "{Bachelor's thesis}"}),
        (PublicationType.THESIS, {}, "phdthesis", {"type": "{Thesis}"}),
        (PublicationType.REPORT, {"number": "7"}, "techreport", {"institution": "{U}", "number": "{7}"}),
        (PublicationType.EDITED_BOOK, {"genre": Text("Proceedings")}, "proceedings", {}),
        (PublicationType.PATENT, {"number": "US1"}, "misc", {"type": "{Patent}", "number": "{US1}"}),
    ],
)
def test_types_of_entries(kind: PublicationType, more: dict[str, Any], entry: str, fields: dict[str, str]) -> None:
    made = bibtex.entry(citation(work(type=kind, institution=organization("U"), **more)))
    assert made.startswith(f"@{entry}{{a-work,")
    assert fields.items() <= _fields(made).items()


def test_dates_and_pages_by_flavour() -> None:
    made = citation(work(issued=PartialDate(2021, 6, 4), pages=Pages("S1", "S9", article="e7", count=9)))
    assert {"year": "{2021}", "month": "jun", "day": "{4}", "pages": "{S1--S9}", "eid": "{e7}"}.items() <= _fields(
        bibtex.entry(made)
    ).items()
    assert {"date": "{2021-06-04}", "pagetotal": "{9}"}.items() <= _fields(bibtex.entry(made, bibtex.BIBLATEX)).items()


def test_what_is_not_known_is_said_and_nothing_stands_in_its_place() -> None:
    gaps = (Gap.TITLE_LOST, Gap.AUTHORS_TRUNCATED)
    made = _fields(bibtex.entry(citation(work(title=None, contributions=(Contribution.of("A. Quill"),), gaps=gaps))))
    assert made == {"author": "{Quill, A. and others}", "note": "{Title not known; List of authors cut in the source}"}


def test_a_work_to_appear_says_so() -> None:
    made = _fields(bibtex.entry(citation(work(status=PublicationStatus.FORTHCOMING))))
    assert (made["note"], made["pubstate"]) == ("{To appear}", "{forthcoming}")


def test_a_name_of_which_nobody_decided_is_as_printed() -> None:
    agent = Agent(name=Name(printed="Tidewater"), kind=AgentKind.UNDECIDED)
    made = _fields(bibtex.entry(citation(work(contributions=(Contribution(agent=agent, position=1),)))))
    assert made["author"] == "{Tidewater}"
