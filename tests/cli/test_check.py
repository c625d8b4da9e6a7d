"""`check` and `shapes` as a person types them, with shapes that were written by following the documentation."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

from scholargraph import config, publish, store
from scholargraph.cli.check_lines import report_lines
from scholargraph.cli.watching import changes, sight
from scholargraph.errors import Place
from scholargraph.findings import Finding, completeness
from scholargraph.findings.check_report import CheckReport
from scholargraph.findings.completeness import asked_fields
from scholargraph.iris import Key
from scholargraph.model import Contribution, Entry, PartialDate, Person, Publication, Text, fields_of
from scholargraph.reconcile import Joined
from scholargraph.validation import Report, Severity
from tests.cli.running import run
from tests.findings import broken
from tests.findings.entries import RIVERS

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "checking.md"
Output = pytest.CaptureFixture[str]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one article, with the shape of the documentation as it stands there."""
    folder = broken.make(tmp_path / "site")
    (folder / "refs" / "works.bib").write_text(
        "@article{a, title = {Ebb}, author = {Ada Quill}, year = 2014}\n", "utf-8"
    )
    (folder / "refs" / "works.json").write_text("[]", "utf-8")
    file = folder / "scholargraph.toml"
    file.write_text(file.read_text("utf-8").rpartition("[[source]]")[0], "utf-8")
    (shape,) = re.findall(r"```turtle\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    (folder / "shapes").mkdir()
    (folder / "shapes" / "library.ttl").write_text(shape, "utf-8")
    return folder


def test_a_shape_that_follows_the_documentation_is_picked_up_reported_and_documented(
    site: Path, capsys: Output
) -> None:
    assert run("publish", site) == 0
    first = store.Snapshots(config.load(site).work).require().digest
    capsys.readouterr()
    assert run("check", site, "--profile", "library") == 0
    told = capsys.readouterr().out
    assert (
        "warning: refs/works.bib:1:1  This article does not say its language. Add the language to the curation." in told
    )
    assert "      1 | @article{a, title = {Ebb}" in told
    assert "wanted:   a language tag such as en" in told
    assert "sg:gap" not in told
    assert run("shapes", site, "--profile", "library") == 0
    told = capsys.readouterr().out
    assert "library: The site's own shapes, out of shapes/library.ttl." in told
    assert "Article-inLanguage warning" in told
    assert run("shapes", site, "--profile", "library", "--format", "markdown") == 0
    assert (
        "| `Article-inLanguage` | warning | `schema:ScholarlyArticle` | `schema:inLanguage` |"
        in capsys.readouterr().out
    )

    # A changed severity, and a changed shape, are judged anew; what is malformed leaves what is published.
    file = site / "scholargraph.toml"
    file.write_text(file.read_text("utf-8") + '\n[shapes.severity]\nArticle-inLanguage = "violation"\n', "utf-8")
    assert run("publish", site) == 1
    own = site / "shapes" / "library.ttl"
    own.write_text(own.read_text("utf-8").replace("sh:minCount 1", "sh:minCuont 1"), "utf-8")
    capsys.readouterr()
    assert run("publish", site) == 3
    assert (
        "shapes/library.ttl:10:9: sh:minCuont is no term of SHACL: did you mean sh:minCount?" in capsys.readouterr().err
    )
    assert store.Snapshots(config.load(site).work).require().digest == first
    own.unlink()
    file.write_text(file.read_text("utf-8").partition("\n[shapes.severity]")[0], "utf-8")
    assert run("publish", site) == 0
    assert store.Snapshots(config.load(site).work).require().digest != first


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--yes"], "say --fix as well"),
        (["--watch", "--fix"], "leave out --fix"),
        (["--profile", "rain"], "choose of core, quality, library"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments: list[str], words: str, *, site: Path, capsys: Output) -> None:
    assert run("check", site, *arguments) == 2
    assert words in capsys.readouterr().err


def test_fix_asks_before_it_writes_and_writes_with_yes(site: Path, capsys: Output) -> None:
    bib = site / "refs" / "works.bib"
    bib.write_text("@article{a, title = {Ebb}, author = {Ada Quill}, year = 2014, pages = {890-6}}\n", "utf-8")
    before = (site / "curation.toml").read_bytes()
    assert run("check", site, "--fix") == 2
    assert "say --yes" in capsys.readouterr().err
    assert (site / "curation.toml").read_bytes() == before
    assert run("check", site, "--fix", "--yes", "--format", "json") == 0
    told = capsys.readouterr()
    assert "refs/works.bib:1:72: 890-6" in told.err
    assert "PagesInFull" not in {one["rule"] for one in json.loads(told.out)["findings"]}
    assert 'last = "896"' in (site / "curation.toml").read_text("utf-8")


@pytest.mark.parametrize("edited", [False, True])
def test_mends_that_break_a_shape_of_any_profile_are_taken_back_and_no_edit_is_lost(
    edited: bool,  # noqa: FBT001 - a parameter of the test
    site: Path,
    capsys: Output,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bib, curation = site / "refs" / "works.bib", site / "curation.toml"
    bib.write_text("@article{a, title = {Ebb}, author = {Ada Quill}, year = 2014, pages = {890-6}}\n", "utf-8")
    shape = site / "shapes" / "library.ttl"
    shape.write_text(
        f"{shape.read_text('utf-8')}\nmy:Short a sh:NodeShape ; sh:targetSubjectsOf schema:pageEnd ;"
        " sh:property [ sh:path schema:pageEnd ; sh:maxLength 1 ] .\n",
        "utf-8",
    )
    before = curation.read_text("utf-8")
    read = publish.assemble

    def assemble(*given: Any) -> publish.Assembled:
        if edited and curation.read_text("utf-8") != before:
            with curation.open("a", encoding="utf-8") as file:
                file.write("# mine\n")
        return read(*given)

    monkeypatch.setattr(publish, "assemble", assemble)
    assert run("check", site, "--fix", "--yes", "--profile", "quality") == 0
    told = capsys.readouterr().err
    assert "more would be wrong" in told
    assert ("by hand" in told) is edited
    assert (curation.read_text("utf-8") == before) is not edited
    assert edited is curation.read_text("utf-8").endswith("# mine\n")


# ── Lines, watching, completeness ───────────────────────────────────────────────────────────────────────────────────


def test_what_is_frequent_is_told_once_with_how_many_more() -> None:
    many = [Finding(Severity.WARNING, "A.", Place("a.bib", line, 1), rule="a") for line in range(1, 316)]
    few = Finding(Severity.WARNING, "B.\x1b[2J", Place("a.bib", 1, 1), rule="b")
    report = CheckReport("T", (few, *many), (None,) * 316, Report(), {}, ())
    lines = [*report_lines(report)]
    assert lines[0] == "warning: a.bib:1:1  A."
    assert lines[3] == "  and 312 more like it (a): a.bib:4:1, a.bib:5:1, a.bib:6:1, ..."
    assert "\x1b" not in lines[4]
    assert len([*report_lines(report, shown=None)]) == 316


def test_a_site_is_checked_again_once_its_files_are_at_rest(tmp_path: Path) -> None:
    file = tmp_path / "works.bib"
    file.write_text("a", "utf-8")
    (tmp_path / ".scholargraph").mkdir()
    steps = iter(["", ".scholargraph/x", "bb", "ccc", "", "stop"])
    waits = 0

    def wait(_: float) -> None:
        nonlocal waits
        waits += 1
        match next(steps):
            case "stop":
                raise KeyboardInterrupt
            case "":
                return
            case ".scholargraph/x" as hidden:
                (tmp_path / hidden).write_text("x", "utf-8")
            case words:
                file.write_text(words, "utf-8")

    signals: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        signals.extend(waits for _ in changes(tmp_path, wait=wait))
    assert waits == 6
    assert [*sight(tmp_path)] == [str(file)]


def test_the_score_is_what_is_there_of_what_is_asked() -> None:
    person = Person(key=Key("person/ada"), name="Ada Quill")
    whole = Publication(
        key=RIVERS, title=Text("Rivers"), issued=PartialDate(2014), contributions=(Contribution.of("Ada Quill", position=1, person=person.key),),
    )  # fmt: skip
    site, ada = completeness(Joined(by_key={one.key: Entry(one) for one in (whole, person)}), title="T")
    # Of a work of no kind in particular 21 are asked: title 5, authors 4, date 4, identifier 4, abstract 2, type 2. There are 15.
    # Of a person 18 are asked: name 5, identifier 4, roles 4, biography 2, topics 2, homepage 1. There are 5.
    assert ada.score == pytest.approx((100 * 15 / 21 + 100 * 5 / 18) / 2)
    assert site.score == pytest.approx((100 * 15 / 21 + 100 * 5 / 18) / 2)
    assert site.raises[0].asked.field in {"identifiers", "roles"}
    assert site.score + sum(one.points for one in site.raises) == pytest.approx(100)
    assert ada.score + sum(one.points for one in ada.raises) == pytest.approx(100)


def test_every_field_that_is_asked_is_one_of_the_model_and_has_a_reason() -> None:
    for one in asked_fields():
        assert one.label
        assert one.reason.endswith(".")
        assert one.weight > 0
    assert {one.collection for one in asked_fields()} >= {"person", "publication"}
    assert "title" in fields_of(Publication)
