"""What is exported is read without a complaint by programs of others, and they read what we meant."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import Any, Final

import openpyxl
import pybtex.errors
import pytest
import rispy
from citeproc import Citation as Cited
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pybtex.database import Entry, parse_string

from scholargraph.citation import WRITERS, Citation, table
from scholargraph.model import PublicationType
from tests.citation.graphs import citations
from tests.citation.programs import NASTY, records
from tests.conftest import do_without

STYLE: Final = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>t</title>
<id>t</id><updated>2026-01-01T00:00:00+00:00</updated></info><citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><names variable="author"/><text variable="title" prefix=". "/></layout></bibliography></style>"""


@pytest.fixture(scope="module")
def made() -> list[Citation]:
    return citations(records())


def written(made: list[Citation], form: str) -> bytes:
    return b"".join(WRITERS[form](made))


# ── BibTeX ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module", params=["bib", "biblatex"])
def entries(request: pytest.FixtureRequest, made: list[Citation]) -> dict[str, Entry]:
    pybtex.errors.set_strict_mode(True)
    found: dict[str, Entry] = dict(parse_string(written(made, request.param).decode(), "bibtex").entries)
    return found


def test_pybtex_reads_every_entry(entries: dict[str, Entry], made: list[Citation]) -> None:
    assert set(entries) == {one.key.slug for one in made}


def test_pybtex_reads_the_names_that_we_meant(entries: dict[str, Entry]) -> None:
    people = entries["full-journal-article"].persons["author"]
    assert [(one.prelast_names, one.last_names, one.lineage_names, one.first_names) for one in people] == [
        (["van", "der"], ["Quill"], [], ["Ada"]),
        ([], ["Quay"], ["Jr."], ["Martin"]),
        ([], ["{Ortega y Salt}"], [], ["José"]),
        ([], ["千代"], [], ["棚部"]),
        ([], ["{Salt and Foam Group}"], [], []),
    ]


def test_a_cut_list_ends_in_others(entries: dict[str, Entry]) -> None:
    people = entries["we-ask-what-a-tide-would-do"].persons["author"]
    assert str(people[-1]) == "others"
    assert "Title not known" in entries["we-ask-what-a-tide-would-do"].fields["note"]


def test_braces_of_the_text_are_balanced_however_they_are_counted(entries: dict[str, Entry]) -> None:
    for entry in entries.values():
        for value in entry.fields.values():
            assert value.count("{") == value.count("}")


@pytest.mark.parametrize("form", ["bib", "biblatex"])
def test_pandoc_reads_the_entries(made: list[Citation], form: str) -> None:
    pandoc = shutil.which("pandoc") or do_without("pandoc is not installed to read BibTeX with")
    language = {"bib": "bibtex", "biblatex": "biblatex"}[form]
    done = subprocess.run(
        [pandoc, "--from", language, "--to", "csljson"], input=written(made, form), capture_output=True, check=True
    )
    assert done.stderr == b""
    items = {one["id"]: one for one in json.loads(done.stdout)}
    assert set(items) == {one.key.slug for one in made}
    assert items["full-journal-article"]["container-title"] == "Journal of Nowhere & Salt"
    assert items["full-journal-article"]["title"].replace('<span class="nocase">', "").replace("</span>", "") == (
        "On H<sub>2</sub>O and <i>C. elegans</i> & DNA"
    )
    assert items["full-journal-article"]["page"] == "S1-S9"


def test_pandoc_reads_the_csl_items(made: list[Citation]) -> None:
    pandoc = shutil.which("pandoc") or do_without("pandoc is not installed to read CSL-JSON with")
    done = subprocess.run(
        [pandoc, "--from", "csljson", "--to", "csljson"],
        input=written(made, "csl-json"),
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    assert len(json.loads(done.stdout)) == len(made)


def test_biber_reads_the_entries(made: list[Citation], tmp_path: Path) -> None:
    biber = shutil.which("biber") or do_without("biber is not installed to read BibLaTeX with")
    (tmp_path / "works.bib").write_bytes(written(made, "biblatex"))
    done = subprocess.run(
        [biber, "--tool", "--output-file", "out.bib", "works.bib"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    complaints = [line for line in done.stdout.splitlines() if line.startswith(("WARN", "ERROR"))]
    assert complaints == []
    assert (tmp_path / "out.bib").read_text("utf-8").lower().count("\n@") >= len(made) - 1


# ── RIS ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_rispy_reads_every_reference(made: list[Citation]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = rispy.loads(written(made, "ris").decode())
    assert [one["id"] for one in found] == [one.key.slug for one in made]
    article = next(one for one in found if one["id"] == "full-journal-article")
    assert not [one for one in found if "unknown_tag" in one and set(one["unknown_tag"]) - {"ED", "TA", "PP"}]
    assert article["authors"] == [
        "van der Quill, Ada", "Quay, Martin, Jr.", "Ortega y Salt, José", "棚部 千代", "Salt and Foam Group,",
    ]  # fmt: skip
    expected = {"type_of_reference": "JOUR", "year": "2021", "volume": "12", "number": "3", "start_page": "S1",
                "end_page": "S9", "secondary_title": "Journal of Nowhere & Salt", "issn": "2049-3630",
                "publisher": "Salt & Sons"}  # fmt: skip
    assert {name: article.get(name) for name in expected} == expected


# ── CSL-JSON ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_citeproc_sets_every_item(made: list[Citation], tmp_path: Path) -> None:
    style = tmp_path / "style.csl"
    style.write_text(STYLE, encoding="utf-8")
    items = json.loads(written(made, "csl-json"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it names variables of CSL 1.0.2 that it does not know
        source = CiteProcJSON(items)
        bibliography = CitationStylesBibliography(
            CitationStylesStyle(str(style), validate=False), source, formatter.plain
        )
        bibliography.register(Cited([CitationItem(one["id"]) for one in items]))
        lines = [str(line) for line in bibliography.bibliography()]
    assert len(lines) == len(made) - 1  # of one of them nothing is known
    assert any("Quill" in line and "elegans" in line for line in lines)


# ── Tables ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def rows(made: list[Citation], form: str) -> list[dict[str, Any]]:
    data = written(made, form)
    if form == "csv":
        return list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    head, *body = [[cell or "" for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    return [dict(zip(head, row, strict=True)) for row in body]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_tables_have_a_row_for_a_work(made: list[Citation], form: str) -> None:
    found = rows(made, form)
    assert [one["key"] for one in found] == [one.key for one in made]
    assert list(found[0]) == list(table.COLUMNS)
    article = next(one for one in found if one["key"] == "publication/full-journal-article")
    assert (
        article["authors"] == "Ada van der Quill; Martin Quay Jr.; José Ortega y Salt; 棚部 千代; Salt and Foam Group"
    )
    assert (article["first page"], article["article number"], article["edition"]) == ("S1", "e7", "2")
    assert article["funding"] == "Fund of Foam, F-1"
    assert article["notices"] == "Correction, 2022: A figure was wrong."
    nasty = next(one for one in found if one["key"] == "publication/nasty")
    assert nasty["title"] == NASTY


def test_everything_that_is_known_stands_in_a_column(made: list[Citation]) -> None:
    article = next(one for one in rows(made, "csv") if one["key"] == "publication/full-thesis")
    empty = {name for name, value in article.items() if not value}
    assert empty == {"ISBN", "series", "not known"}


@pytest.mark.parametrize("kind", PublicationType)
@pytest.mark.parametrize("form", ["bib", "biblatex", "ris", "csl-json", "csv"])
def test_what_is_known_is_said_in_every_format(made: list[Citation], kind: PublicationType, form: str) -> None:
    """Whatever the kind: title, people, numbers, places, addresses, notices, funding and terms stand in the file."""
    (one,) = [one for one in made if one.key.slug == f"full-{kind}"]
    text = b"".join(WRITERS[form]([one])).decode()
    wanted = ["elegans", "Quill", "Quay", "Harrow", "Aalto", "Oduya", "2021", "12", "TR-7", "S1", "S9", "e7", "Conference on Nowhere",
              "A kind of its own", "Salt", "Example University", "Journal of Nowhere", "10.5555/", "123", "2401.00002",
              "nowhere.example.org", "a.pdf", "licenses/by/4.0", "Fund of Foam", "F-1", "Correction", "A figure was wrong",
              "Über Wasser", "foam", "Second"]  # fmt: skip
    assert [words for words in wanted if words not in text] == []
