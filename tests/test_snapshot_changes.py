"""Two snapshots compared by record and field, and what publishing would change shown before it does."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import curated
from benchmarks.endpoint.publishing import write
from scholargraph import config, record_values, store
from scholargraph.cli.diff import _as_text
from scholargraph.publish import publish
from scholargraph.record_values import Held, RecordValues
from scholargraph.snapshot_changes import Difference, differences
from tests.cli.running import run

Output = pytest.CaptureFixture[str]


def values(key: str, **fields: str) -> RecordValues:
    return RecordValues(key, key, ("s",), {name: (Held(json.dumps(value), ("s",)),) for name, value in fields.items()})


@pytest.fixture
def snapshot(tmp_path: Path) -> Callable[..., store.Info]:
    def made(name: str, *told: RecordValues) -> store.Info:
        (tmp_path / name).mkdir()
        record_values.write(tmp_path / name, told)
        return store.Info(tmp_path / name, {})

    return made


def test_records_are_compared_wherever_they_stand(snapshot: Callable[..., store.Info]) -> None:
    a, b, c, d = (values(f"person/{letter}", name=letter) for letter in "abcd")
    other = values("person/c", name="C", homepage="https://c.example")
    before, after = snapshot("before", a, b, c), snapshot("after", d, other, a)
    changed, gone, new = differences(before, after)
    assert (gone, new) == (Difference("gone", "person/b", "person/b"), Difference("new", "person/d", "person/d"))
    assert (changed.what, changed.key) == ("changed", "person/c")
    told = changed.as_data()
    assert [(one["field"], one["before"], one["after"]) for one in told["fields"]] == [
        ("name", [{"value": "c", "sources": ["s"]}], [{"value": "C", "sources": ["s"]}]),
        ("homepage", [], [{"value": "https://c.example", "sources": ["s"]}]),
    ]
    assert list(differences(before, before)) == []


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    curated.begin(folder, "Two People")
    write(folder, 0)
    publish(config.load(folder))
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_dry_run_says_what_would_change_and_changes_nothing(site: Path, capsys: Output) -> None:
    assert run("publish", site, "--dry-run") == 0
    assert "Nothing has changed." in capsys.readouterr().err
    write(site, 7)
    before = tree(site)
    assert run("publish", site, "--dry-run") == 0
    told = capsys.readouterr().err
    assert "changed:" in told
    assert "Nothing was changed." in told
    assert tree(site) == before
    file = site / "curation.toml"
    file.write_text(
        file.read_text("utf-8") + '\n[[person]]\nid = "new"\nname = "Somebody New"\nbasis = "made up"\n',
        encoding="utf-8",
    )
    assert run("publish", site, "--dry-run") == 0
    assert "1 person new:\n  Somebody New" in capsys.readouterr().err


def test_a_dry_run_of_a_site_that_was_never_published(site: Path, capsys: Output) -> None:
    shutil.rmtree(site / ".scholargraph")
    assert run("publish", site, "--dry-run") == 0
    assert "new:" in capsys.readouterr().err
    assert store.Snapshots(config.load(site).work).current() is None


def test_diff_tells_it_in_words_and_as_data(site: Path, capsys: Output) -> None:
    write(site, 7)
    publish(config.load(site))
    assert run("diff", site, "previous", "current") == 0
    told = capsys.readouterr().out.splitlines()
    assert any(line.startswith("changed: ") for line in told)
    assert told[-1].startswith("0 new, 0 gone, ")
    assert run("diff", site, "previous", "current", "--format", "json") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows
    assert {row["what"] for row in rows} == {"changed"}
    assert run("diff", site, "current", "current", "--format", "json") == 0
    assert capsys.readouterr().out == ""
    assert run("diff", site, "nonsense", "current") == 2


@pytest.mark.parametrize("what", ["new", "gone"])
def test_words_of_a_source_do_not_steer_the_terminal(what: str) -> None:
    told = [*_as_text([Difference(what, "person/a", "A\ngone: B\x1b[2J")])]
    assert told[0] == f"{what}: A gone: B\ufffd[2J (person/a)"
