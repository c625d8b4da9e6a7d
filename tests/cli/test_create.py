"""Making a site out of files, and adding files to one: what is told before, what changes, what is left as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from scholargraph import config
from tests.cli.running import run

PAGE: Final = """Mira Kovalenko
Professor at the University of Northmere

Publications

Record Linkage with Sparse Graphs
Mira Kovalenko, Tunde Adeyemi
Journal of Graphs, vol. 3, 2020

Tides and Ladders
Mira Kovalenko, Saga Lindqvist
Journal of Graphs, vol. 4, 2021

Maps of Nowhere
Mira Kovalenko
Journal of Graphs, vol. 5, 2022
"""
CURATED: Final = '[[publication]]\ntitle = "Tides and Ladders"\nlanguage = "en"\nbasis = "A register."\n'

Output = pytest.CaptureFixture[str]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "kovalenko.txt"
    file.write_text(PAGE, "utf-8")
    return file


@pytest.fixture
def site(tmp_path: Path, page: Path, capsys: Output) -> Path:
    assert run("init", tmp_path / "site", page) == 0
    capsys.readouterr()
    return tmp_path / "site"


def test_a_site_of_a_file_publishes_at_once(tmp_path: Path, page: Path, capsys: Output) -> None:
    site = tmp_path / "new"
    assert run("init", site, page) == 0
    told = capsys.readouterr().err
    assert "kovalenko (profile-text): " in told
    assert "1 organization, 1 person, 3 publications, 1 venue." in told
    assert f"scholargraph serve {site}" in told
    (curation, profile) = config.load(site).sources
    assert (curation.kind, profile.kind, profile.path) == ("curation", "profile-text", "kovalenko.txt")
    assert (site / "kovalenko.txt").read_text("utf-8") == PAGE
    assert run("publish", site) == 0


def test_a_kind_can_be_said(tmp_path: Path, page: Path) -> None:
    assert run("init", tmp_path / "named", "--profile", page, "--title", "Graphs & more") == 0
    assert run("init", tmp_path / "exact", "--profile-text", page) == 0
    assert config.load(tmp_path / "named").title == "Graphs & more"
    assert [one.kind for one in config.load(tmp_path / "exact").sources] == ["curation", "profile-text"]


def test_files_of_one_name_get_names_of_their_own(tmp_path: Path, page: Path) -> None:
    other = tmp_path / "kovalenko.md"
    other.write_text(PAGE, "utf-8")
    assert run("init", tmp_path / "both", page, other) == 0
    assert [one.name for one in config.load(tmp_path / "both").sources] == ["curation", "kovalenko", "kovalenko-2"]


def test_two_files_that_would_lie_in_one_place_are_refused(tmp_path: Path, page: Path, capsys: Output) -> None:
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / page.name
    other.write_text(PAGE, "utf-8")
    assert run("init", tmp_path / "both", page, other) == 2
    assert "is there already" in capsys.readouterr().err
    assert not (tmp_path / "both").exists()


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"PK\x03\x04 no archive", b'{"a": 1}', b"<a><b/></a>"])
def test_what_nothing_tells_the_kind_of_is_refused(tmp_path: Path, content: bytes, capsys: Output) -> None:
    file = tmp_path / "thing.bin"
    file.write_bytes(content)
    assert run("init", tmp_path / "site", file) == 2
    assert "--kind" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_a_file_that_cannot_be_read_is_said_and_the_others_are_read(tmp_path: Path, page: Path, capsys: Output) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("\n", "utf-8")
    assert run("init", tmp_path / "site", page, empty) == 0
    told = capsys.readouterr().err
    assert "empty (profile-text): " in told
    assert "3 publications" in told


def test_it_is_shown_what_a_file_would_change_and_nothing_is_changed(
    site: Path, tmp_path: Path, capsys: Output
) -> None:
    more = tmp_path / "more.toml"
    more.write_text(CURATED, "utf-8")
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert run("add", site, more, "--dry-run") == 0
    told = capsys.readouterr().err
    assert "1 record changed:\n  Tides and Ladders\n      language: nothing → en [more]\n" in told
    assert "Nothing was changed." in told
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_a_file_is_added_as_the_last_source(site: Path, tmp_path: Path, capsys: Output) -> None:
    new = tmp_path / "lindqvist.txt"
    new.write_text(PAGE.replace("Mira Kovalenko", "Saga Lindqvist").replace("Tides and Ladders", "On Ladders"), "utf-8")
    assert run("add", site, new, "--yes") == 0
    told = capsys.readouterr().err
    assert "1 person new:\n  Saga Lindqvist" in told
    assert "“lindqvist” (profile-text)" in told
    assert [one.name for one in config.load(site).sources] == ["curation", "kovalenko", "lindqvist"]
    assert run("publish", site) == 0


def test_what_is_read_once_more_is_not_new(site: Path, tmp_path: Path, capsys: Output) -> None:
    again = tmp_path / "again.txt"
    again.write_text(PAGE, "utf-8")
    assert run("add", site, again, "--dry-run") == 0
    told = capsys.readouterr().err
    assert "publications new" not in told


def test_without_a_terminal_nothing_is_added_unasked(site: Path, tmp_path: Path, capsys: Output) -> None:
    more = tmp_path / "more.toml"
    more.write_text(CURATED, "utf-8")
    assert run("add", site, more) == 2
    assert "--yes" in capsys.readouterr().err
    assert not (site / "more.toml").exists()


def test_a_file_that_breaks_the_site_is_not_added(site: Path, tmp_path: Path, capsys: Output) -> None:
    more = tmp_path / "more.toml"
    more.write_text('[[publication]]\ntitel = "Tides"\n', "utf-8")
    text = (site / "scholargraph.toml").read_text("utf-8")
    assert run("add", site, more, "--yes") == 3
    assert "more.toml:2:1" in capsys.readouterr().err
    assert (site / "scholargraph.toml").read_text("utf-8") == text
    assert not (site / "more.toml").exists()


def test_a_file_that_lies_in_the_site_stays_where_it_is(site: Path) -> None:
    (site / "works").mkdir()
    (site / "works" / "more.toml").write_text(CURATED, "utf-8")
    assert run("add", site, site / "works" / "more.toml", "--yes") == 0
    assert config.load(site).sources[-1].path == "works/more.toml"
    assert not (site / "more.toml").exists()
