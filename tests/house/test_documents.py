"""What the documents point at is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
DOCUMENTS: Final = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
FOLDERS: Final = ("src", "tests", "shapes", "ontology", "data", "requirements", "benchmarks")
LINK: Final = re.compile(r"\]\((?!https?:)([^)#]+)")
PATH: Final = re.compile(rf"`((?:{'|'.join(FOLDERS)})/[\w./-]*)`")
TARGET: Final = re.compile(r"\bmake ([a-z]+)")

each_document = pytest.mark.parametrize("document", DOCUMENTS)


@each_document
def test_every_file_that_is_named_exists(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    named = [*LINK.findall(text), *PATH.findall(text)]
    assert [path for path in named if not (ROOT / path).exists()] == []


@each_document
def test_every_target_that_is_named_exists(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    typed = re.findall(r"`(make [a-z]+)|^\s*\$? ?(make [a-z]+)", text, re.MULTILINE)
    named = {TARGET.findall(first or second)[0] for first, second in typed}
    assert named - _targets() == set()


def test_help_lists_every_target() -> None:
    commented = "\n".join(line for line in _makefile().splitlines() if line.startswith("#"))
    assert set(TARGET.findall(commented)) >= _targets() - {"help", "dev", "format"}


def _targets() -> set[str]:
    phony = re.findall(r"^\.PHONY: (.+)$", _makefile(), re.MULTILINE)
    return {target for line in phony for target in line.split()}


def _makefile() -> str:
    return (ROOT / "Makefile").read_text("utf-8")
