"""`scholargraph explain`: what a thing was made of and why, and how two of them compare."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.pair_sites import CURATION, GLAS, GLASS, TIDES, make
from tests.cli.running import run

Output = pytest.CaptureFixture[str]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make(tmp_path / "site")


def told(capsys: Output, *arguments: object) -> str:
    assert run("explain", *arguments) == 0
    return capsys.readouterr().out


def data(capsys: Output, *arguments: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told(capsys, *arguments, "--json"))
    return found


@pytest.mark.parametrize(
    "name", [TIDES, "bib/tides", "other/t19", "publication/~bib/tides", f"http://127.0.0.1:8000/{TIDES}#this"]
)
def test_a_thing_is_explained_by_its_entries_and_why_they_were_joined(site: Path, capsys: Output, name: str) -> None:
    words = told(capsys, site, name)
    assert words.startswith(f"{TIDES}  “Tides of the northern harbours and their makers”\n\nMade of 2 entries:\n")
    assert "  bib/tides  a.bib:1:1  “Tides of" in words
    assert "  other/t19  b.bib:1:1  “Tides of" in words
    assert "the titles are equal  (title: equal)" in words
    assert "They disagree on:\n  issued: 2019 is stated, 2018 (b.bib:2:" in words


def test_what_was_nearly_joined_is_named(site: Path, capsys: Output) -> None:
    words = told(capsys, site, GLASS)
    assert "Made of 1 entry:" in words
    assert "Joined because of" not in words
    assert f"Nearly joined:\n  {GLAS}  “Rivers of glas”\n" in words


def test_programs_get_the_same(site: Path, capsys: Output) -> None:
    found = data(capsys, site, TIDES)
    assert found["key"] == TIDES
    assert [(one["entry"], one["file"], one["line"]) for one in found["entries"]] == [
        ("bib/tides", "a.bib", 1),
        ("other/t19", "b.bib", 1),
    ]
    (joining,) = found["joinings"]
    assert {*joining["entries"]} == {"bib/tides", "other/t19"}
    assert {one["comparison"] for one in joining["reasons"]} >= {"identifier", "title", "authors"}
    (conflict,) = found["conflicts"]
    assert (conflict["field"], conflict["stated"], conflict["others"][0]["source"]) == ("issued", "2019", "other")
    (doubt,) = data(capsys, site, GLAS)["doubtful"]
    assert (doubt["key"], doubt["label"]) == (GLASS, "Rivers of glass in winter")


def test_two_things_are_compared_reason_by_reason_against_the_thresholds(site: Path, capsys: Output) -> None:
    words = told(capsys, site, GLASS, "other/g2")
    assert "before anything is compared: most pairs are two things" in words
    assert "in all; joined from +" in words
    assert "They are two things: what they say is not enough to join them, and too much to be sure" in words
    found = data(capsys, site, GLASS, GLAS)
    weights = sum(one["weight"] for one in found["comparison"]["reasons"])
    assert found["comparison"]["score"] == pytest.approx(found["prior"] + weights, abs=0.05)
    assert found["doubtful_from"] <= found["comparison"]["score"] < found["joined_from"]
    assert found["same"] is False
    assert "are not" not in told(capsys, site, GLASS, "bib/ladders")


def test_two_entries_of_one_thing_are_told_why_they_are_one(site: Path, capsys: Output) -> None:
    found = data(capsys, site, "bib/tides", "other/t19")
    assert found["same"] is True
    assert found["verdict"] == f"They are one thing, {TIDES}, by these two entries."
    assert "They are one entry" in told(capsys, site, "bib/glass", "bib/glass")


def test_things_of_two_kinds_and_things_without_a_score_are_compared_too(site: Path, capsys: Output) -> None:
    assert "they are of different kinds" in told(capsys, site, GLASS, "person/ada-quill")
    venue = "venue/journal-of-coasts"
    assert "They are one" in told(capsys, site, venue, venue)


def test_a_decision_that_keeps_them_apart_is_named_with_its_place(tmp_path: Path, capsys: Output) -> None:
    decided = '\n[[different]]\nthings = ["bib/tides", "other/t19"]\nby = "Ada Quill"\non = 2026-11-27\nreason = "Two talks."\n'
    site = make(tmp_path / "site", curation=CURATION + decided)
    words = told(capsys, site, "bib/tides", "other/t19")
    assert "They are two things: Ada Quill decided on 2026-11-27 that they are different: Two talks." in words
    assert "(curation.toml:9:" in words


def test_a_decision_that_joins_them_is_the_reason(tmp_path: Path, capsys: Output) -> None:
    decided = '\n[[same]]\nthings = ["bib/ladders", "bib/glass", "other/g2"]\nby = "Ada Quill"\non = 2026-11-27\n'
    site = make(tmp_path / "site", curation=CURATION + decided)
    found = data(capsys, site, "bib/ladders", "other/g2")
    assert found["same"] is True
    assert [one["score"] for one in found["path"]] == ["always", "always"]
    assert found["verdict"].endswith("by way of 2 joinings.")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("publication/never", "Nothing is called “publication/never” here"),
        ("nonsense", "Nothing is called “nonsense” here"),
    ],
)
def test_what_there_is_not_is_a_usage_error(site: Path, capsys: Output, name: str, words: str) -> None:
    assert run("explain", site, name) == 2
    assert words in capsys.readouterr().err
    assert run("explain", site, GLASS, name) == 2
    assert run("explain", site.parent, GLASS) == 2


def test_nothing_is_changed(site: Path, capsys: Output) -> None:
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    told(capsys, site, TIDES)
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before
