"""Snapshots on the command line: listed, verified, rolled back to, kept; and served whatever a publish raises."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from benchmarks.endpoint import publishing as small
from benchmarks.ports import free_port
from scholargraph import publish, store
from scholargraph.cli import main
from scholargraph.web import server
from tests import dumps


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site with three snapshots."""
    made, _ = small.made(tmp_path)
    for _ in small.publish_all(made, range(1, 3)):
        pass
    return made


def code(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert isinstance(stopped.value.code, int)
    return stopped.value.code


def test_snapshots_are_listed_verified_rolled_back_to_and_kept(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    snapshots = store.Snapshots(site / ".scholargraph")
    names = snapshots.kept()
    assert code(["snapshots", str(site)]) == 0
    told = capsys.readouterr()
    assert [next(name for name in names if name in line) for line in told.out.splitlines()] == names
    assert told.out.startswith(f"* {names[0]}")
    assert "3 kept, of 3 at most" in told.err
    assert code(["snapshots", str(site), "--verify", "--format", "json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["snapshot"], row["current"], row["condition"]) for row in rows] == [
        (name, name == names[0], "sound") for name in names
    ]
    assert code(["snapshots", str(site), "--rollback", "previous"]) == 0
    assert snapshots.require().digest == names[1]
    assert code(["snapshots", str(site), "--rollback", names[0][:8]]) == 0
    assert snapshots.require().digest == names[0]
    damaged = snapshots.folder / names[2] / "search.sqlite"
    damaged.write_bytes(damaged.read_bytes()[::-1])
    capsys.readouterr()
    assert code(["snapshots", str(site), "--verify"]) == 1
    assert "damaged: search.sqlite is not what was published" in capsys.readouterr().out
    assert code(["snapshots", str(site), "--rollback", names[2]]) == 5
    for wrong in ("", "nothing", "../x"):
        assert code(["snapshots", str(site), "--rollback", wrong]) == 2
    assert code(["snapshots", str(site), "--verify", "--keep", "1"]) == 2
    assert code(["snapshots", str(site), "--keep", "1"]) == 0
    assert snapshots.kept() == [names[0]]
    assert code(["snapshots", str(site), "--rollback", "previous"]) == 5


@pytest.mark.parametrize(
    "error",
    [OSError(28, "No space left on device"), sqlite3.OperationalError("disk I/O error"), MemoryError(), KeyError(1)],
)
def test_whatever_a_publish_raises_the_last_good_snapshot_is_served(
    site: Path, error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    served: list[str] = []
    monkeypatch.setattr(server, "run", lambda settings, **_: served.append(settings.base))
    monkeypatch.setattr(publish, "publish", fail)
    assert code(["serve", str(site), "--port", str(free_port())]) == 0
    assert "the last good snapshot is served" in capsys.readouterr().err
    assert served


def test_a_publisher_that_does_not_end_does_not_keep_a_server_from_serving(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(server, "run", lambda *_, **__: None)
    monkeypatch.setattr("scholargraph.cli.serve.PATIENCE", 0.0)
    with store.Snapshots(site / ".scholargraph").lock():
        assert code(["serve", str(site), "--port", str(free_port())]) == 0
    told = capsys.readouterr().err
    assert "Waiting for it to end" in told
    assert "the last good snapshot is served" in told


def test_a_damaged_snapshot_is_told_of_by_who_serves_or_asks(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(server, "run", lambda *_, **__: None)
    current = store.Snapshots(site / ".scholargraph").require()
    damaged = dumps.file(current.path)
    flipped = bytearray(damaged.read_bytes())
    flipped[33] ^= 1
    damaged.write_bytes(flipped)
    assert code(["serve", str(site), "--no-publish", "--port", str(free_port())]) == 0
    assert "is served instead" in capsys.readouterr().err
    assert code(["export", str(site)]) == 0
    told = capsys.readouterr()
    assert "marker 1" in told.out
    assert "is served instead" in told.err
    assert code(["serve", str(site), "--port", str(free_port())]) == 0
    told = capsys.readouterr()
    assert f"was damaged (segments/{damaged.name} is not what was published)" in told.err
    assert "Published" in told.err
