"""`scholargraph review`: asks about what is in doubt, and writes the answers into the curation, each once and for ever."""

from __future__ import annotations

import io
import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scholargraph import config, disk, reviewing
from scholargraph.cli import review
from scholargraph.errors import SourceError, UsageError
from tests.cli.pair_sites import CURATION, GLAS, GLASS, make
from tests.cli.running import run

Output = pytest.CaptureFixture[str]
DAY = date(2026, 11, 27)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make(tmp_path / "site")


def listed(site: Path, capsys: Output) -> list[dict[str, Any]]:
    assert run("review", site, "--json") == 0
    return [json.loads(row) for row in capsys.readouterr().out.splitlines()]


def answer(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr(review, "attended", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO(words))


def test_pairs_are_listed_with_their_reasons(site: Path, capsys: Output) -> None:
    assert run("review", site, "--list") == 0
    out, err = capsys.readouterr()
    assert f"{GLAS}  and  {GLASS}: " in out or f"{GLASS}  and  {GLAS}: " in out
    assert "  bib/glass  a.bib:4:1  “Rivers of glass in winter”" in out
    assert "  (year: equal)" in out
    assert "1 pair in doubt." in err
    (one,) = listed(site, capsys)
    assert {*one["keys"]} == {GLASS, GLAS}
    assert {*one["entries"]} == {"bib/glass", "other/g2"}
    assert one["hanging"] == 2


def test_nobody_is_asked_where_nobody_sits(site: Path, capsys: Output) -> None:
    assert run("review", site) == 2
    assert "say --list" in capsys.readouterr().err


@pytest.mark.parametrize("publish_first", [True, False])
@pytest.mark.parametrize(("said", "table"), [("s\n", "same"), ("different\n", "different")])
def test_an_answer_is_written_down_with_who_and_when_and_is_not_asked_for_again(
    site: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch, said: str, table: str, *, publish_first: bool
) -> None:
    if publish_first:
        assert run("publish", site) == 0
    answer(monkeypatch, f"what?\n{said}")
    assert run("review", site, "--by", 'Ada "the owner" Quill') == 0
    shown = capsys.readouterr().err
    assert "Rivers of glass in winter" in shown
    assert "1 answer written into" in shown
    text = (site / "curation.toml").read_text("utf-8")
    assert text.startswith(CURATION)
    (decision,) = tomllib.loads(text)[table]
    assert {*decision["things"]} == ({GLASS, GLAS} if publish_first else {"bib/glass", "other/g2"})
    assert decision["by"] == 'Ada "the owner" Quill'
    assert isinstance(decision["on"], date)
    for _ in range(2):
        assert run("publish", site) == 0
        assert listed(site, capsys) == []
        assert run("explain", site, "bib/glass", "other/g2", "--json") == 0
        assert json.loads(capsys.readouterr().out)["same"] is (table == "same")


@pytest.mark.parametrize("said", ["q\n", "", "k\n"])
def test_who_skips_or_stops_changes_nothing(
    site: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    answer(monkeypatch, said)
    assert run("review", site, "--by", "Ada") == 0
    assert "Nothing was written." in capsys.readouterr().err
    assert (site / "curation.toml").read_text("utf-8") == CURATION


def test_a_site_without_doubts_or_without_a_curation_says_so(
    site: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / "b.bib").write_text("@article{x, title={Something else}, year={1999}}\n", "utf-8")
    answer(monkeypatch, "")
    assert run("review", site, "--by", "Ada") == 0
    assert "Nothing is in doubt." in capsys.readouterr().err
    (site / "curation.toml").unlink()
    settings = site / "scholargraph.toml"
    settings.write_text(settings.read_text("utf-8").replace('kind = "curation"', 'kind = "bibtex"'), "utf-8")
    assert run("review", site) == 2
    assert "no curation file" in capsys.readouterr().err


def test_what_is_in_doubt_is_noted_when_a_site_is_checked_and_is_no_fault(site: Path, capsys: Output) -> None:
    assert run("check", site, "--fail-on", "warning") in {0, 1}
    assert "info: site  1 pair of things may be one: `scholargraph review` asks" in capsys.readouterr().out


# ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def written(site: Path, before: str, *things: str) -> str:
    file = site / "curation.toml"
    file.write_bytes(before.encode("utf-8"))
    assert reviewing.decide(config.load(site), things, same=True, by="Ada", on=DAY) == file
    return file.read_bytes().decode("utf-8")


TABLE = '[[same]]\nthings = ["a/b", "c/d \\"e\\""]\nby = "Ada"\non = 2026-11-27\n'


@pytest.mark.parametrize(
    ("before", "between"),
    [
        ("", ""),
        (CURATION, "\n"),
        (CURATION.rstrip("\n"), "\n\n"),
        ("\ufeff" + CURATION, "\n"),
        (CURATION + '[[same]]\nthings = ["x/y", "z/w"]\nby = "B"\non = 2020-01-01 # early\n', "\n"),
    ],
)
def test_what_stands_in_the_file_stays_as_it_is(site: Path, before: str, between: str) -> None:
    assert written(site, before, "a/b", 'c/d "e"') == before + between + TABLE


def test_lines_end_as_those_of_the_file_do(site: Path) -> None:
    before = CURATION.replace("\n", "\r\n")
    assert written(site, before, "a/b", 'c/d "e"') == before + "\r\n" + TABLE.replace("\n", "\r\n")


@pytest.mark.parametrize("broken", [b"[[person]\n", b"\xff\xfe", b'same = "x"\n'])
def test_a_file_that_is_no_curation_is_left_alone(site: Path, broken: bytes) -> None:
    file = site / "curation.toml"
    file.write_bytes(broken)
    with pytest.raises(SourceError, match="nothing was written"):
        reviewing.decide(config.load(site), ("a/b", "c/d"), same=True, by="Ada", on=DAY)
    assert file.read_bytes() == broken


def test_a_full_disk_loses_nothing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "replace", full)
    with pytest.raises(SourceError, match="make room"):
        reviewing.decide(config.load(site), ("a/b", "c/d"), same=True, by="Ada", on=DAY)
    assert (site / "curation.toml").read_text("utf-8") == CURATION


def test_a_file_that_is_gone_is_asked_for(site: Path) -> None:
    (site / "curation.toml").unlink()
    with pytest.raises(UsageError, match=r"make curation\.toml"):
        reviewing.decide(config.load(site), ("a/b", "c/d"), same=True, by="Ada", on=DAY)


def test_who_answers_is_who_git_or_the_system_knows(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", " Ada  Quill ")
    assert review._name(site) == "Ada Quill"
    monkeypatch.delenv("GIT_AUTHOR_NAME")
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setenv("LOGNAME", "ada")
    assert review._name(site) == "ada"
