"""A field is added to a copy of the project, step by step; at each the failing tests name what is still missing.

At most six files are touched, none of them in curation, search or the words of pages; and a site uses the field at once.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
PARTS: Final = (
    "src",
    "shapes",
    "ontology",
    "schemas",
    "docs",
    "data",
    "tests",
    "benchmarks",
    "conftest.py",
    "pyproject.toml",
)
PATIENCE: Final = 600
TABLES: Final = "tests/mapping/test_tables.py"
GOLDEN: Final = "tests/mapping/test_golden.py"
GENERATED: Final = ("tests/test_schemas.py", "tests/sources/test_data_model_document.py")
ALL: Final = ("tests/mapping", "tests/model", "tests/sources/test_curation.py", *GENERATED)
NOT_TOUCHED: Final = ("src/scholargraph/sources/", "src/scholargraph/search.py", "src/scholargraph/pages/")

SITE: Final = """
[site]
title = "A site"
base = "http://127.0.0.1:8000/"
language = "en"

[[source]]
name = "curation"
kind = "curation"
path = "curation.toml"
"""

# Prints a page; then how many things a search finds.
LOOK: Final = """
import sys
from pathlib import Path
from scholargraph import config
from scholargraph.web.app import create_app
site, page, words = sys.argv[1:]
client = create_app(config.load(Path(site))).test_client()
print(client.get(page, headers={"Accept": "text/html"}).get_data(as_text=True))
print("FOUND", client.get("/search", query_string={"q": words, "format": "json"}).get_json()["total"])
"""


@dataclass(frozen=True)
class NewField:
    """A field that there is not: what is written for it in each file, and how a site uses it.

    `before` and `before_row` are what declaration and row are written before; `imports` and `listed` are replaced: what
    the table imports, and the properties that the node shape lists.
    """

    record: str
    name: str
    declaration: str
    before: str
    table: str
    row: str
    before_row: str
    imports: tuple[tuple[str, str], ...]
    shapes: str
    listed: tuple[str, str]
    shape: str
    golden: str
    curation: str
    right: str
    wrong: str
    complaint: str
    page: str
    label: str
    statements: tuple[str, ...]
    searched: str
    hits: int


TEXTS: Final = NewField(
    record="Organization",
    name="fields_of_work",
    declaration=(
        '    fields_of_work: Annotated[\n        tuple[Text, ...],\n        declared("Field of work", "Fields of work", '
        '"What the organisation works on.", search=Column.TEXT),\n    ] = ()\n'
    ),
    before="    founders: Annotated[tuple[Key, ...], FOUNDERS] = ()\n",
    table="src/scholargraph/mapping/organization.py",
    row='        row("fields_of_work", text, SDO.knowsAbout),\n',
    before_row='        row("founders", thing, SDO.founder),\n',
    imports=(),
    shapes="shapes/organization.ttl",
    listed=("sgs:organization-founder, ", "sgs:organization-founder, sgs:organization-field-of-work, "),
    shape=(
        "\nsgs:organization-field-of-work a sh:PropertyShape ;\n    sh:path schema:knowsAbout ;\n    sh:nodeKind sh:Literal ;\n"
        '    sh:message "A field of work of this organisation is not text."@en ;\n    sg:remedy "Write it in words."@en .\n'
    ),
    golden="organization.nt",
    curation='[[organization]]\nid = "office"\nname = "Harbour Office"\nbasis = "A register."\n',
    right='fields_of_work = ["quaternions", { value = "marées", language = "fr" }]\n',
    wrong='fields_of_work = "quaternions"\n',
    complaint="fields_of_work is a list",
    page="/organization/harbour-office",
    label="Fields of work",
    statements=(
        '<https://schema.org/knowsAbout> "quaternions" .',
        '<https://schema.org/knowsAbout> "marées"@fr .',
    ),
    searched="quaternions",
    hits=1,
)

NUMBER: Final = NewField(
    record="Software",
    name="manual_pages",
    declaration=(
        '    manual_pages: Annotated[\n        int | None, declared("Pages of the manual", "Pages of the manuals", '
        '"How many pages its manual has.")\n    ] = None\n'
    ),
    before='    repository: Annotated[Url | None, declared("Repository"',
    table="src/scholargraph/mapping/software.py",
    row='        row("manual_pages", integer, BIBO.numPages),\n',
    before_row='        row("homepage", link,',
    imports=(("identifier_rows, link", "identifier_rows, integer, link"), ("import DCTERMS,", "import BIBO, DCTERMS,")),
    shapes="shapes/software.ttl",
    listed=("    sh:property ", "    sh:property sgs:software-manual-pages, "),
    shape=(
        "\nsgs:software-manual-pages a sh:PropertyShape ;\n"
        "    sh:path <http://purl.org/ontology/bibo/numPages> ;\n    sh:minInclusive 1 ;\n"
        '    sh:message "A manual has at least one page."@en ;\n    sg:remedy "Correct the number."@en .\n'
    ),
    golden="software.nt",
    curation='[[software]]\nname = "Tide Gauge"\nbasis = "A register."\n',
    right="manual_pages = 4711\n",
    wrong='manual_pages = "many"\n',
    complaint="manual_pages",
    page="/software/tide-gauge",
    label="Pages of the manual",
    statements=('<http://purl.org/ontology/bibo/numPages> "4711"^^<http://www.w3.org/2001/XMLSchema#integer> .',),
    searched="4711",
    hits=0,
)


@dataclass(frozen=True)
class Copy:
    """A copy of the project, in which commands run with its own code."""

    folder: Path
    before: dict[str, bytes]

    def run(self, *arguments: str, good: bool = True) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env={
                # The copy is not what is measured, and measuring it makes it slow.
                **{name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")},
                "PYTHONPATH": str(self.folder / "src"),
                "PYTHONDONTWRITEBYTECODE": "1",
                "COLUMNS": "250",
            },
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        said = done.stdout + done.stderr
        assert (done.returncode == 0) is good, said
        return said

    def test(self, *tests: str, good: bool = True) -> str:
        return self.run("-m", "pytest", "-q", "-p", "no:cacheprovider", *tests, good=good)

    def edit(self, file: str, old: str, new: str, *, after: str = "") -> None:
        """Replace a text of a file: where it stands first, after another text."""
        text = (self.folder / file).read_text("utf-8")
        start = text.index(old, text.index(after))
        (self.folder / file).write_text(text[:start] + new + text[start + len(old) :], "utf-8")

    def touched(self) -> set[str]:
        """Give the files that are others than when the copy was made."""
        now = _files(self.folder)
        return {name for name in {*now, *self.before} if now.get(name) != self.before.get(name)}


def _files(folder: Path) -> dict[str, bytes]:
    """Give each file below a folder with its digest, but for what tools leave behind."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).digest()
        for path in folder.rglob("*")
        if path.is_file() and not {"__pycache__", ".hypothesis"} & set(path.parts)
    }


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Copy]:
    folder = tmp_path / "project"
    folder.mkdir()
    leave = shutil.ignore_patterns("__pycache__", ".scholargraph", ".hypothesis")
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=leave)
        else:
            shutil.copy(ROOT / name, folder / name)
    yield Copy(folder, _files(folder))
    shutil.rmtree(folder)


@pytest.mark.parametrize("new", [TEXTS, NUMBER], ids=["a list of texts", "a number"])
def test_a_field_is_added(new: NewField, copy: Copy, tmp_path: Path) -> None:
    # 1. The model alone: the row is missing, the schema and the document are those of before.
    model = "src/scholargraph/model/records.py"
    copy.edit(model, new.before, new.declaration + new.before, after=f"class {new.record}:")
    said = copy.test(TABLES, *GENERATED, good=False)
    assert f"no row of the table of {new.record} says {new.name}" in said
    assert f"test_every_field_has_a_row[{new.record}]" in said
    assert "python -m scholargraph.schemas" in said
    assert "python -m tests.sources.data_model_document" in said

    # 2. With the row: the shape is missing, and the golden file is that of before.
    for old, more in new.imports:
        copy.edit(new.table, old, more)
    copy.edit(new.table, new.before_row, new.row + new.before_row, after=f"record={new.record},")
    said = copy.test(TABLES, GOLDEN, good=False)
    assert "test_every_field_has_a_row" not in said
    assert f"no shape of {new.record} looks at {new.name}" in said
    assert f"{new.golden}: the record is said otherwise than agreed" in said

    # 3. With the shape: only the golden file is missing.
    copy.edit(new.shapes, *new.listed)
    with (copy.folder / new.shapes).open("a", encoding="utf-8") as file:
        file.write(new.shape)
    said = copy.test(TABLES, GOLDEN, good=False)
    assert "test_every_field_has_a_shape" not in said
    assert f"FAILED {GOLDEN}::test_a_full_record_is_said_as_agreed[{new.golden}]" in said
    assert said.count("FAILED ") == 1

    # 4. The golden file, and what is generated.
    copy.run("-m", "tests.mapping.golden_files")
    copy.run("-m", "scholargraph.schemas")
    copy.run("-m", "tests.sources.data_model_document")
    copy.test(*ALL)

    touched = copy.touched()
    assert len(touched) <= 6, touched
    assert {model, new.table, new.shapes, f"tests/mapping/golden/{new.golden}"} <= touched
    assert [name for name in touched if name.startswith(NOT_TOUCHED)] == []

    _use(new, copy, tmp_path / "site")


def _use(new: NewField, copy: Copy, site: Path) -> None:
    """Curate the field on a site: a wrong value is refused with its line, a right one is stated, shown and found."""
    site.mkdir()
    (site / "scholargraph.toml").write_text(SITE, "utf-8")
    curation = site / "curation.toml"

    curation.write_text(new.curation + new.wrong, "utf-8")
    line = new.curation.count("\n") + 1
    said = copy.run("-m", "scholargraph", "publish", str(site), good=False)
    assert f"curation.toml:{line}:" in said
    assert new.complaint in said

    curation.write_text(new.curation + new.right, "utf-8")
    copy.run("-m", "scholargraph", "publish", str(site))
    dump = copy.run("-m", "scholargraph", "export", str(site), "--format", "nq")
    assert [statement for statement in new.statements if statement not in dump] == []

    seen = copy.run("-c", LOOK, str(site), new.page, new.searched)
    assert new.label in seen
    assert f"FOUND {new.hits}" in seen
