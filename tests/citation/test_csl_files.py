"""The styles and locales in the package are those of the CSL project: unchanged, with their licence, apart from our code."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import pytest

from scholargraph.citation.styles import LANGUAGES, STYLES
from scholargraph.citation.styles.locales import NAMESPACE

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / "src" / "scholargraph" / "citation" / "csl"
SOURCES: Final[dict[str, Any]] = tomllib.loads((FOLDER / "SOURCES.toml").read_text("utf-8"))


@pytest.mark.parametrize("kind", ["styles", "locales"])
def test_the_list_is_complete_and_the_files_are_unchanged(kind: str) -> None:
    listed = {row["file"]: row["sha256"] for row in SOURCES[kind]["file"]}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (FOLDER / kind).iterdir()}
    assert listed == found
    assert len(SOURCES[kind]["revision"]) == 40


def test_the_tables_name_them() -> None:
    assert {style.file for style in STYLES.values()} == {row["file"] for row in SOURCES["styles"]["file"]}
    assert {f"locales-{one}.xml" for one in LANGUAGES} == {row["file"] for row in SOURCES["locales"]["file"]}
    assert {style.licence for style in STYLES.values()} == {SOURCES["licence"]} == {"CC-BY-SA-3.0"}


def test_each_style_says_its_licence_and_its_authors() -> None:
    for style in STYLES.values():
        info = ET.parse(FOLDER / "styles" / style.file).getroot().find(f"{NAMESPACE}info")  # noqa: S314
        assert info is not None
        rights = info.find(f"{NAMESPACE}rights")
        assert rights is not None
        assert rights.attrib["license"] == "http://creativecommons.org/licenses/by-sa/3.0/"
        assert info.findall(f"{NAMESPACE}author")


@pytest.mark.parametrize(
    "document", ["README.md", "docs/formats/citations.md", "src/scholargraph/citation/csl/LICENSE.txt"]
)
def test_the_project_is_named_and_linked(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    assert "https://citationstyles.org/" in text
    assert "Citation Style Language" in text
