"""What the documents point at is there."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
DOCUMENTS: Final = (
    *("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"),
    *sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("docs/*.md")),
)
FOLDERS: Final = ("src", "tests", "shapes", "ontology", "data", "requirements", "benchmarks", "schemas", "docs")
LINK: Final = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
PATH: Final = re.compile(rf"`((?:{'|'.join(FOLDERS)})/[\w./-]*)`")
TARGET: Final = re.compile(r"\bmake ([a-z]+)")
HEADING: Final = re.compile(r"^#+ (.+)$", re.MULTILINE)
FENCED: Final = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)

each_document = pytest.mark.parametrize("document", DOCUMENTS)


def test_there_are_documents() -> None:
    assert {"docs/architecture.md", "docs/evidence.md", "docs/readers.md", "docs/upgrading.md"} <= set(DOCUMENTS)


@each_document
def test_every_file_that_is_named_exists(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    named = [ROOT / document / ".." / path for path, _ in LINK.findall(text) if path]
    named += [ROOT / path for path in PATH.findall(text)]
    assert [str(path) for path in named if not Path(os.path.normpath(path)).exists()] == []


@each_document
def test_every_section_that_is_named_exists(document: str) -> None:
    lost = []
    for path, section in LINK.findall((ROOT / document).read_text("utf-8")):
        target = Path(os.path.normpath((ROOT / document).parent / path if path else ROOT / document))
        if section and target.suffix == ".md" and section not in _sections(target):
            lost.append(f"{path}#{section}")
    assert lost == []


@each_document
def test_every_target_that_is_named_exists(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    typed = re.findall(r"`(make [a-z]+)|^\s*\$? ?(make [a-z]+)", text, re.MULTILINE)
    named = {TARGET.findall(first or second)[0] for first, second in typed}
    assert named - _targets() == set()


def test_help_lists_every_target() -> None:
    commented = "\n".join(line for line in _makefile().splitlines() if line.startswith("#"))
    assert set(TARGET.findall(commented)) >= _targets() - {"help", "dev", "format"}


def _sections(document: Path) -> set[str]:
    """Give the anchors of a document's headings, as they are made of their words."""
    headings = HEADING.findall(FENCED.sub("", document.read_text("utf-8")))
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _targets() -> set[str]:
    phony = re.findall(r"^\.PHONY: (.+)$", _makefile(), re.MULTILINE)
    return {target for line in phony for target in line.split()}


def _makefile() -> str:
    return (ROOT / "Makefile").read_text("utf-8")
