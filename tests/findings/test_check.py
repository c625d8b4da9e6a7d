"""A check of whole sites: every finding at the right file, line and column, in every form in which it is written."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import jsonschema_rs
import pytest
from rdflib import SH, Graph, URIRef

from scholargraph import config
from scholargraph.errors import Place
from scholargraph.findings import Finding, completeness
from scholargraph.findings.check_report import CheckReport
from scholargraph.findings.report_html import report_html
from scholargraph.findings.report_turtle import report_turtle
from scholargraph.findings.sarif import repository, sarif
from scholargraph.mending import mends, written
from scholargraph.publish import Assembled, assemble
from scholargraph.validation import Report, Severity
from scholargraph.vocab import SG
from tests.conftest import CopySite
from tests.findings import broken


def checked(site: Path, *profiles: str) -> tuple[CheckReport, Assembled]:
    settings = config.load(site)
    found = assemble(settings)
    report = CheckReport.of(
        settings.title, found.findings, found.judged.report, profiles=found.judged.profiles,
        chosen=found.judged.profiles.checked(profiles), items=found.items,
        completeness=completeness(found.catalogue, title=settings.title),
    )  # fmt: skip
    return report, found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return broken.make(tmp_path_factory.mktemp("broken") / "site")


@pytest.fixture(scope="module")
def report(site: Path) -> CheckReport:
    return checked(site)[0]


@pytest.fixture(scope="module")
def schema(shared: Path) -> Any:
    return json.loads((shared / "specs" / "sarif" / "schema" / "sarif-schema-2.1.0.json").read_text("utf-8"))


# ── Places ──────────────────────────────────────────────────────────────────────────────────────────────────────────

CASES: Final = [
    *(("refs/works.bib", broken.bib(), one) for one in broken.BIBTEX),
    *(("refs/works.json", broken.json_text(), one) for one in broken.JSON),
]


@pytest.mark.parametrize(("file", "text", "one"), CASES, ids=lambda case: getattr(case, "said", ""))
def test_each_kind_of_broken_entry_is_shown_at_its_line_and_column(
    file: str, text: str, *, one: broken.Broken, report: CheckReport
) -> None:
    line, column, words = broken.place(text, one)
    said = [
        (finding, excerpt)
        for finding, excerpt in zip(report.findings, report.lines, strict=True)
        if finding.place is not None
        and (finding.place.file, finding.place.line, finding.place.column) == (file, line, column)
        and (finding.rule == one.said or one.said in finding.message)
    ]
    assert len(said) == 1, [str(finding) for finding in report.findings if one.said in {finding.rule, finding.message}]
    ((_, excerpt),) = said
    assert excerpt is not None
    assert (excerpt.line, excerpt.start is not None) == (line, True)
    marked = excerpt.text[excerpt.start : excerpt.start + excerpt.width]  # type: ignore[operator]  # asserted above
    whole = words.partition("\n")[0]
    assert marked == whole or (marked.endswith("…") and whole.startswith(marked[:-1])) or "does not end" in one.said


def test_no_finding_is_without_a_line(report: CheckReport) -> None:
    assert [str(one) for one in report.findings if one.place is not None and one.place.line is None] == []


@pytest.mark.parametrize("curated", [True, False], ids=["curated", "bare"])
def test_each_result_about_the_first_profile_has_the_words_that_it_quotes_at_its_place(
    curated: bool,  # noqa: FBT001 - of a table
    copy_site: CopySite,
    schema: Any,
) -> None:
    folder = copy_site("lucas-dixon")
    if not curated:
        file = folder / "scholargraph.toml"
        head, _, rest = file.read_text("utf-8").partition("[[source]]")
        file.write_text(head + "[[source]]" + rest.partition("[[source]]")[2], encoding="utf-8")
    report, _ = checked(folder)
    results = [one for one in report.findings if one.rule]
    assert results
    for one in results:
        assert one.place is not None
        assert one.quote
        lines = (folder / one.place.file).read_text("utf-8").split("\n")
        assert one.place.line is not None
        rest = " ".join("\n".join(lines[one.place.line - 1 :])[(one.place.column or 1) - 1 :].split())
        assert rest.startswith(one.quote.removesuffix("…")), str(one)
    jsonschema_rs.Draft4Validator(schema).validate(sarif(report, folder))


# ── Forms ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_sarif_is_valid_and_names_relative_files_with_regions(site: Path, report: CheckReport, schema: Any) -> None:
    log = sarif(report, site)
    jsonschema_rs.Draft4Validator(schema).validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    prints = [one["partialFingerprints"]["scholargraphFinding/v1"] for one in run["results"]]
    assert len(prints) == len(set(prints)) == len(report.findings)
    for result, finding in zip(run["results"], report.findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == (finding.rule or "source")
        assert rules[result["ruleIndex"]]["help"]["text"]
        place = result["locations"][0]["physicalLocation"]
        uri = place["artifactLocation"]["uri"]
        assert (repository(site) / uri).is_file()
        if finding.place is not None and finding.place.line is not None:
            assert place["region"]["startLine"] == finding.place.line
            assert place["region"]["endColumn"] > place["region"]["startColumn"] == finding.place.column
    assert {one["level"] for one in run["results"]} == {"error", "warning", "note"}


def test_fingerprints_stay_when_lines_move(site: Path, report: CheckReport) -> None:
    moved = tuple(
        replace(one, place=replace(one.place, line=one.place.line + 7) if one.place and one.place.line else one.place)
        for one in report.findings
    )
    prints = [
        [result["partialFingerprints"] for result in sarif(told, site)["runs"][0]["results"]]
        for told in (report, replace(report, findings=moved))
    ]
    assert prints[0] == prints[1]


def test_paths_in_sarif_begin_at_the_top_of_the_repository(tmp_path: Path) -> None:
    folder = tmp_path / "a b" / "site"
    folder.mkdir(parents=True)
    (folder / "works.zip").write_bytes(b"PK")
    (tmp_path / ".git").mkdir()
    findings = (
        Finding(Severity.WARNING, "A.", Place("wörks.bib", 3, 5)),
        Finding(Severity.WARNING, "B.", Place("works.zip/a.bib", 3, 5)),
        Finding(Severity.WARNING, "C.", Place("table.xlsx", 3, 5, "Works"), cell=True),
        Finding(Severity.INFO, "D."),
    )
    told = CheckReport("T", findings, (None,) * 4, Report(), {}, ())
    places = [one["locations"][0] for one in sarif(told, folder)["runs"][0]["results"]]
    uris = [one["physicalLocation"]["artifactLocation"]["uri"] for one in places]
    assert uris == [
        "a%20b/site/w%C3%B6rks.bib", "a%20b/site/works.zip", "a%20b/site/table.xlsx", "a%20b/site/scholargraph.toml",
    ]  # fmt: skip
    assert ["region" in one["physicalLocation"] for one in places] == [True, False, False, False]
    assert places[1]["logicalLocations"] == [{"fullyQualifiedName": "works.zip/a.bib"}]


def test_turtle_is_the_report_of_shacl_with_remedies(report: CheckReport) -> None:
    graph = Graph().parse(
        data=report_turtle(report.report, {one.iri: one for one in report.rules.values()}), format="turtle",
        publicID="https://site.test/report",
    )  # fmt: skip
    (whole,) = graph.subjects(None, SH.ValidationReport)
    results = [*graph.objects(whole, SH.result)]
    assert len(results) == len(report.report.results) > 20
    for one in results:
        for predicate in (
            SH.focusNode,
            SH.resultSeverity,
            SH.resultMessage,
            SH.sourceShape,
            SH.sourceConstraintComponent,
        ):
            assert graph.value(one, predicate) is not None
        assert graph.value(one, URIRef(SG.remedy)) is not None


def test_html_stands_alone_and_escapes_everything(report: CheckReport) -> None:
    evil = "<script>alert(1)</script>\"'&"
    bad = Finding(
        Severity.VIOLATION, evil, Place(evil, 1, 1), evil, evil, rule=evil, found=evil, wanted=evil, remedy=evil
    )
    page = report_html(replace(report, title=evil, findings=(bad, *report.findings), lines=(None, *report.lines)))
    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(1)") >= 6
    for outside in ("<link", "<img", "src=", "@import", "url("):
        assert outside not in page
    assert "default-src 'none'" in page
    assert "<mark>20x4</mark>" in page


def test_json_tells_counts_places_and_lines(report: CheckReport) -> None:
    data = json.loads(json.dumps(report.as_data()))
    assert data["conforms"] is False
    assert sum(data["counts"].values()) == len(data["findings"])
    assert data["findings"][0]["excerpt"]["line"] == data["findings"][0]["line"]
    assert data["completeness"][0]["of"] is None


def test_only_results_of_the_profiles_that_are_asked_for_are_told(site: Path, report: CheckReport) -> None:
    core, _ = checked(site, "core")
    assert {one.profile for one in core.findings} == {"core", None}
    assert {one.message for one in core.findings if one.profile is None} == {
        one.message for one in report.findings if one.profile is None
    }
    assert len(core.report.results) < len(report.report.results)


def test_the_frequent_come_first_among_those_as_grave(report: CheckReport) -> None:
    groups = report.groups
    assert sum(len(group.findings) for group in groups) == len(report.findings)
    order = [([*Severity].index(group.severity), -len(group.findings)) for group in groups]
    assert order == sorted(order)
    web = [group for group in groups if "is not a web address" in group.message]
    assert [len(group.findings) for group in web] == [
        2,
        2,
    ]  # the readers of the two formats say it in words of their own
    assert all("“…”" in group.message for group in web)


# ── Mends ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_safe_mends_are_written_with_what_they_rest_on_and_hold(tmp_path: Path) -> None:
    folder = broken.make(tmp_path / "site")
    bib = folder / "refs" / "works.bib"
    bib.write_text(
        "@article{a, title = {Ebb}, author = {Ada Quill}, date = {5 March 2014}}\n"
        "@article{b, title = {Flow}, author = {Ada Quill}, year = 2014, doi = {DOI 10.1000/182; see there}}\n"
        "@article{c, title = {Reef}, author = {Ada Quill}, year = 2014, url = {www.quill.test/a}, pages = {890-6}}\n"
        "@article{d, title = {Isle}, author = {Ada Quill}, date = {05/03/2014}}\n"
        "@article{e, title = {Twin}, author = {Ada Quill}, date = {2014/03/05}}\n"
        "@article{f, title = {Twin}, author = {Bo Reed}, year = 1999}\n"
        "@article{g, title = {Bay}, author = {Ada Quill}, year = 2014, issn = {0317 8471}}\n",
        encoding="utf-8",
    )
    (folder / "refs" / "works.json").write_text(
        f'[{{"id": "f", "type": "report", "title": "Well", {broken.WHO}, {broken.WHEN}, "URL": "www.quill.test"}}]',
        "utf-8",
    )
    found = assemble(config.load(folder))
    made = mends(found.catalogue, found.items)
    assert [(str(one.place), one.field, one.after) for one in made] == [
        ("refs/works.bib:1:58", "issued", '"2014-03-05"'),
        ("refs/works.bib:2:71", "identifiers", '"doi:10.1000/182"'),
        ("refs/works.bib:3:71", "links", '"https://www.quill.test/a"'),
        ("refs/works.json:1:141 /0/URL", "links", '"https://www.quill.test"'),
        ("refs/works.bib:3:99", "pages", '{ first = "890", last = "896" }'),
    ]
    before = (folder / "curation.toml").read_text("utf-8")
    file = written(config.load(folder), made)
    text = file.read_text("utf-8")
    assert text.startswith(before)
    assert "from “5 March 2014” at refs/works.bib:1:58." in text
    again = assemble(config.load(folder))
    assert not mends(again.catalogue, again.items)
    assert not [one for one in again.findings if one.rule == "PagesInFull"]
    assert not [one for one in again.findings if one.rule == "gap-date-unknown" and one.key == "publication/ebb"]
