"""The query editor in the package is the published one: pinned, unchanged, with its licences, asking nobody else."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / "src" / "scholargraph" / "pages" / "static" / "editor"
LIST: Final = "SOURCES.toml"
PACKAGE: Final = "@zazuko/yasgui"
FETCHES: Final = re.compile(r"\b(?:fetch|sendBeacon|importScripts|WebSocket|EventSource|XMLHttpRequest)\(")


@pytest.fixture(scope="module")
def sources() -> dict[str, Any]:
    return tomllib.loads((FOLDER / LIST).read_text("utf-8"))


@pytest.fixture(scope="module")
def lock() -> dict[str, Any]:
    return json.loads((ROOT / "editor" / "package-lock.json").read_text("utf-8"))["packages"]  # type: ignore[no-any-return]


def test_the_list_is_complete_and_the_files_are_unchanged(sources: dict[str, Any]) -> None:
    listed = {entry["file"]: entry["sha256"] for entry in sources["file"]}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FOLDER.iterdir() if path.name != LIST}
    assert listed == found


def test_there_is_one_script_one_sheet_and_no_source_map() -> None:
    assert sorted(path.suffix for path in FOLDER.iterdir()) == [".css", ".js", ".toml", ".txt"]


def test_the_files_are_of_the_pinned_package(sources: dict[str, Any], lock: dict[str, Any]) -> None:
    wanted = json.loads((ROOT / "editor" / "package.json").read_text("utf-8"))["dependencies"]
    pinned = lock[f"node_modules/{PACKAGE}"]
    assert wanted == {PACKAGE: sources["version"]}
    assert (sources["package"], sources["version"], sources["integrity"]) == (
        PACKAGE,
        pinned["version"],
        pinned["integrity"],
    )


def test_every_part_has_its_licence(lock: dict[str, Any]) -> None:
    text = (FOLDER / "LICENSES.txt").read_text("utf-8")
    parts = re.findall(r"^={100}\n(\S+) \(", text, re.MULTILINE)
    assert PACKAGE in parts
    assert {f"node_modules/{part}" for part in parts} <= lock.keys()
    sections = re.split(r"^={100}\n\S+ \(.*\n={100}\n", text, flags=re.MULTILINE)[1:]
    assert len(sections) == len(parts) > 20
    assert all(re.search("copyright|licen[cs]e", section, re.IGNORECASE) for section in sections)


def test_the_script_can_ask_in_known_places_only() -> None:
    """Endpoint, LOV, prefix.cc and a CORS proxy: the last three are replaced or unset by our own script."""
    script = (FOLDER / "yasgui.min.js").read_text("utf-8")
    assert len(re.findall(r"(?<![.\w])fetch\(", script)) == 4
    assert not re.search(r"sendBeacon|importScripts|new WebSocket|new EventSource", script)
    ours = (FOLDER.parent / "editor.js").read_text("utf-8")
    assert not FETCHES.search(ours)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", ours)
    assert not re.search(r"https?://", ours)


def test_the_sheets_load_nothing() -> None:
    for sheet in (FOLDER / "yasgui.min.css", FOLDER.parent / "editor.css"):
        assert not re.search(r"url\((?!['\"]?data:)|@import", sheet.read_text("utf-8"))
