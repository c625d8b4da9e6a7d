"""Findings: each result is shown at the line of the very value that it is about, and nothing is kept back."""

from __future__ import annotations

from typing import Final

import pytest

from scholargraph.errors import Place
from scholargraph.findings import Finding, explain
from scholargraph.model import (
    Entry,
    EntryField,
    Evidence,
    JsonPointer,
    Locator,
    Position,
    Publication,
    Rejected,
    TableCell,
    Text,
    TextSpan,
    XPath,
)
from scholargraph.ntriples import iri, literal
from scholargraph.validation import Report, Severity, validate
from scholargraph.vocab import BIBO, DCTERMS, FOAF, PROV, SDO, SG
from tests.findings.entries import (
    IRIS,
    ISLANDS,
    LOSING_LINES,
    MAPPER,
    RECORD_LINE,
    RIVERS,
    Catalogue,
    found,
    islands,
    line_of,
    proof,
    result,
    rivers,
)

ONE, TWO = iri("https://one.test/"), iri("https://two.test/#conflict-1")


def node(fragment: str, key: str = RIVERS) -> str:
    return IRIS.node(key, fragment)


# ── Conflicts ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("number", "line"), [*enumerate(LOSING_LINES, start=1)])
def test_a_conflict_is_shown_where_its_own_losing_value_stands(number: int, line: int) -> None:
    conflict = node(f"conflict-{number}")
    assert line_of(result(SG.conflict, iri(conflict))) == line
    # So it is where the conflict itself is looked at.
    assert line_of(result(SG.reason, focus=conflict)) == line
    assert line_of(result(SG.stated, literal("1"), focus=conflict)) == line


def test_conflicts_are_numbered_within_their_record() -> None:
    theirs = result(SG.conflict, iri(node("conflict-1", ISLANDS)), focus=IRIS.thing(ISLANDS))
    assert line_of(theirs) == 40
    assert line_of(result(SG.conflict, iri(node("conflict-1")))) == LOSING_LINES[0]


@pytest.mark.parametrize("fragment", ["conflict-0", "conflict-4", "conflict-01", "conflict-", "conflict-1x"])
def test_what_is_no_conflict_of_the_record_is_shown_where_the_first_one_is(fragment: str) -> None:
    assert line_of(result(SG.conflict, iri(node(fragment)))) == LOSING_LINES[0]


def test_the_address_of_a_page_may_look_like_a_conflict() -> None:
    assert line_of(result(FOAF.page, TWO)) == 8


def test_what_is_mapped_and_judged_is_shown_where_it_stands() -> None:
    entries = (rivers(), islands())
    report = validate(triple for entry in entries for triple in MAPPER.map_entry(entry).statements())
    findings = explain(report, Catalogue(*entries), mapper=MAPPER, rejected=())
    infos = [finding for finding in findings if finding.path == "sg:conflict" and finding.severity is Severity.INFO]
    assert [finding.place.line for finding in infos if finding.place] == [*LOSING_LINES, 40]
    assert [finding.key for finding in infos] == [RIVERS, RIVERS, RIVERS, ISLANDS]


# ── The right value ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("predicate", [SDO.sameAs, FOAF.page])
@pytest.mark.parametrize(("value", "line"), [(ONE, 5), (TWO, 8)])
def test_of_two_values_of_a_field_each_has_its_own_line(predicate: str, value: str, line: int) -> None:
    assert line_of(result(predicate, value)) == line


def test_results_about_two_values_are_two_findings() -> None:
    findings = found(result(SDO.keywords, literal("land")), result(SDO.keywords, literal("water")))
    assert [finding.place.line for finding in findings if finding.place] == [10, 11]


@pytest.mark.parametrize(
    ("focus", "predicate", "value", "line"),
    [
        (node("authorship-1"), SG.printedName, literal("Ada Quill"), 13),
        (node("authorship-2"), SG.printedName, literal("Bo Reed"), 14),
        (node("author-2"), FOAF.name, None, 14),
        (node("publisher"), SDO.name, literal("Press"), 17),
    ],
)
def test_nodes_within_a_record_are_shown_where_their_value_stands(
    focus: str, predicate: str, value: str | None, *, line: int
) -> None:
    assert line_of(result(predicate, value, focus=focus)) == line


@pytest.mark.parametrize(
    ("fragment", "line"),
    [
        ("v2", 18),
        ("notice-1", 19),
        ("publisher", 17),
        ("authorship-2", 14),
        ("author-1", 13),
        ("notice-7", RECORD_LINE),
    ],
)
@pytest.mark.parametrize("predicate", [SDO.datePublished, SG.notice, None])
def test_what_a_part_of_a_record_lacks_is_missing_where_the_part_stands(
    fragment: str, line: int, *, predicate: str | None
) -> None:
    assert line_of(result(predicate, focus=node(fragment))) == line


def test_of_several_places_the_preferred_sources_is_shown() -> None:
    record = Publication(key=RIVERS, title=Text("Rivers"))
    both = (proof(2, "curation"), proof(3, "page"))
    entry = Entry(record, {("title", Text("Rivers")): both, ("", None): (proof(1, "page"),)})
    report = Report((result(SDO.name, literal("Rivers")),))
    (finding,) = explain(report, Catalogue(entry), mapper=MAPPER, rejected=())
    assert str(finding.place) == "curation.toml:2:5"


# ── What is not stated ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("value", [None, literal("elsewhere"), literal("water", language="en")])
def test_without_the_value_another_of_the_same_field_is_shown(value: str | None) -> None:
    assert line_of(result(SDO.keywords, value)) == 10


@pytest.mark.parametrize("predicate", [SDO.datePublished, DCTERMS.issued, PROV.wasDerivedFrom, None])
def test_what_is_missing_is_shown_where_the_record_stands(predicate: str | None) -> None:
    assert line_of(result(predicate)) == RECORD_LINE
    assert line_of(result(predicate, literal("1931"))) == RECORD_LINE


def test_another_subjects_value_is_not_taken_for_it() -> None:
    assert line_of(result(SDO.name, literal("Press"))) == 3
    assert line_of(result(SDO.name, literal("Rivers"), focus=node("nobody"))) == RECORD_LINE
    assert line_of(result(BIBO.volume, literal("8"))) == 16


def test_the_page_about_a_record_is_shown_where_the_record_stands() -> None:
    assert line_of(result(FOAF.primaryTopic, focus=IRIS.document(RIVERS))) == RECORD_LINE


def test_a_value_of_which_the_place_is_not_known_is_shown_where_its_record_stands() -> None:
    assert line_of(result(SDO.name, literal("Islands"), focus=IRIS.thing(ISLANDS))) == 30


def test_without_any_evidence_there_is_no_place_and_the_record_is_named() -> None:
    entry = Entry(Publication(key=RIVERS, title=Text("Rivers")))
    (finding,) = explain(Report((result(SDO.name, literal("Rivers")),)), Catalogue(entry), mapper=MAPPER, rejected=())
    assert (finding.place, finding.key, finding.path) == (None, RIVERS, "schema:name")
    assert str(finding) == "publication/rivers  This is amiss. (schema:name)"


@pytest.mark.parametrize(
    ("focus", "key"),
    [
        (IRIS.thing("source/page"), "source/page"),
        (IRIS.thing("publication/gone"), "publication/gone"),
        ("https://elsewhere.test/publication/rivers#this", None),
    ],
)
def test_a_result_about_no_record_is_a_finding_without_a_place(focus: str, key: str | None) -> None:
    (finding,) = found(result(SDO.name, focus=focus))
    assert (finding.place, finding.key, finding.path) == (None, key, "schema:name")


# ── Rejected ────────────────────────────────────────────────────────────────────────────────────────────────────────

REJECTED: Final = (
    (Rejected("page", "No year.", "page.txt", TextSpan(60, 70), Position(7, 2)), "page.txt:7:2"),
    (Rejected("page", "No title.", "works.json", JsonPointer("/items/3")), "works.json /items/3"),
    (Rejected("page", "Broken.", "works.zip/a.bib"), "works.zip/a.bib"),
    (Rejected("page", "Nothing here."), "page.txt"),
)


@pytest.mark.parametrize(("rejected", "place"), REJECTED)
def test_what_is_rejected_is_a_warning_at_its_place(rejected: Rejected, place: str) -> None:
    (finding,) = explain(Report(), Catalogue(), mapper=MAPPER, rejected=[rejected])
    assert finding == Finding(Severity.WARNING, rejected.reason, finding.place)
    assert str(finding.place) == place


def test_everything_rejected_is_reported_beside_the_results() -> None:
    unknown = Rejected("nobody", "Of no source.")
    rejected = [one for one, _ in REJECTED] + [unknown]
    report = Report((result(SDO.name, literal("Rivers")),))
    findings = explain(report, Catalogue(rivers()), mapper=MAPPER, rejected=rejected)
    assert sorted(finding.message for finding in findings) == [
        "Broken.", "No title.", "No year.", "Nothing here.", "Of no source.", "This is amiss.",
    ]  # fmt: skip
    assert [finding.place for finding in findings if finding.message == "Of no source."] == [None]
    assert explain(report, Catalogue(rivers()), mapper=MAPPER, rejected=()) == tuple(found(report.results[0]))


# ── Severity, places, order ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("severity", [*Severity])
def test_a_finding_is_as_grave_as_its_result(severity: Severity) -> None:
    (finding,) = found(result(SDO.name, literal("Rivers"), severity=severity, message="Look here."))
    assert finding == Finding(
        severity, "Look here.", Place("page.txt", 3, 5), RIVERS, "schema:name",
        component="sh:InConstraintComponent", found="Rivers", quote=finding.quote, link="https://site.test/publication/rivers",
    )  # fmt: skip
    assert finding.quote


@pytest.mark.parametrize(
    ("locator", "position", "shown"),
    [
        (TextSpan(4, 9), Position(2, 1), "a/works.txt:2:1"),
        (EntryField("knuth84", "title", 120, 131), Position(12, 3), "a/works.txt:12:3"),
        (JsonPointer("/message/items/7/title"), None, "a/works.txt /message/items/7/title"),
        (XPath("/record[1]/title[2]"), None, "a/works.txt /record[1]/title[2]"),
        (TableCell(4, 2), None, "a/works.txt:4:2"),
        (TableCell(4, 2, "Works"), None, "a/works.txt:4:2 Works"),
        (TextSpan(4, 9), None, "a/works.txt"),
    ],
)
def test_places_in_items_of_every_kind_are_shown(locator: Locator, position: Position | None, *, shown: str) -> None:
    evidence = Evidence("page", "a/works.txt", locator, "Rivers", position=position)
    entry = Entry(Publication(key=RIVERS, title=Text("Rivers")), {("title", Text("Rivers")): (evidence,)})
    (finding,) = explain(Report((result(SDO.name, literal("Rivers")),)), Catalogue(entry), mapper=MAPPER, rejected=())
    assert str(finding) == f"{shown}  This is amiss. (schema:name)"


def test_the_gravest_come_first_then_files_and_lines_in_their_order() -> None:
    results = [
        result(SDO.name, focus="https://elsewhere.test/", severity=Severity.VIOLATION, message="no place"),
        result(SDO.datePublished, severity=Severity.INFO, message="info"),
        result(SDO.keywords, literal("land"), message="line 11"),
        result(SDO.sameAs, TWO, message="line 8"),
        result(SDO.sameAs, TWO, message="line 8 again"),
        result(BIBO.volume, literal("1"), severity=Severity.VIOLATION, message="line 16"),
    ]
    rejected = [
        Rejected("curation", "curation", "curation.toml", TextSpan(0, 1), Position(900, 1)),
        Rejected("page", "first column", "page.txt", TextSpan(0, 1), Position(8, 1)),
    ]
    for order in (results, results[::-1]):
        catalogue = Catalogue(rivers())
        findings = explain(Report(tuple(order)), catalogue, mapper=MAPPER, rejected=rejected)
        assert [finding.message for finding in findings] == [
            "line 16", "no place", "curation", "first column", "line 8", "line 8 again", "line 11", "info",
        ]  # fmt: skip


def test_each_record_is_looked_up_once() -> None:
    catalogue = Catalogue(rivers(), islands())
    results = [result(path, focus=IRIS.thing(key)) for path in (SDO.name, SDO.keywords) for key in (RIVERS, ISLANDS)]
    assert len(explain(Report(tuple(results)), catalogue, mapper=MAPPER, rejected=())) == 4
    assert sorted(catalogue.asked) == [ISLANDS, RIVERS]


def test_an_empty_report_has_no_findings() -> None:
    assert explain(Report(), Catalogue(rivers()), mapper=MAPPER, rejected=()) == ()


def test_a_shape_that_looks_at_words_shows_them() -> None:
    (one,) = found(result(None, literal("Ada Quill"), focus='"Ada Quill"'))
    assert (one.found, one.place, one.key) == ("Ada Quill", None, None)
