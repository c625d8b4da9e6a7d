"""One publishes at a time: who waits says so and reads again, what changes meanwhile is read again, every error has a name."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import curated
from benchmarks.endpoint.publishing import write
from scholargraph import config, disk, faults, ledgers, store
from scholargraph import publish as publishing
from scholargraph.cli import main
from scholargraph.errors import (
    BusyError,
    InternalError,
    Place,
    ScholarGraphError,
    SettingsError,
    SnapshotError,
    SourceError,
)
from scholargraph.iris import Key
from scholargraph.pages import listings
from scholargraph.publish import change_ledger, publish
from scholargraph.sources import reading
from tests import dumps
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site, not published."""
    folder = tmp_path / "site"
    curated.begin(folder, "Two People")
    write(folder, 0)
    return folder


def dump(site: Path) -> str:
    current = store.Snapshots(config.load(site).work).require()
    return dumps.text(current.path)


def test_a_waiting_publish_says_so_and_reads_everything_once_it_is_its_turn(site: Path) -> None:
    settings = config.load(site)
    told: list[str] = []
    with store.Snapshots(settings.work).lock():
        waiting = threading.Thread(target=publish, args=(settings,), kwargs={"waiting": told.append})
        waiting.start()
        until(lambda: told)
        write(site, 7)
        file = site / config.SITE_FILE
        file.write_text(file.read_text(encoding="utf-8").replace("Two People", "Both of Them"), encoding="utf-8")
    waiting.join()
    assert "marker 7" in dump(site)
    assert "Both of Them" in dump(site)
    assert f"(process {os.getpid()})" in told[0]


def test_a_base_that_was_given_stays_when_the_site_file_is_read_again(site: Path) -> None:
    settings = config.load(site, base="https://given.example/")
    curated.begin(site, "Both")
    assert config.again(settings).base == "https://given.example/"
    assert config.again(settings).title == "Both"
    assert config.again(config.Settings(directory=site, title="By hand", base="x")).title == "By hand"


@pytest.mark.parametrize("what", ["source", "ledger"])
def test_what_changes_while_it_is_read_is_read_again(site: Path, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[int] = []
    original = reading.read

    def read(plans: object) -> object:
        reads.append(1)
        yield from original(plans)  # type: ignore[arg-type]
        if len(reads) == 1 and what == "source":
            write(site, 5)
        elif len(reads) == 1:
            (site / "keys.txt").write_text("person name:ada-example\tperson/somebody\n", encoding="utf-8")

    monkeypatch.setattr(publishing, "read", read)
    publish(config.load(site))
    assert len(reads) == 2
    if what == "source":
        assert "marker 5" in dump(site)
    else:
        assert "person/somebody" in (site / "keys.txt").read_text(encoding="utf-8")
    monkeypatch.undo()
    assert not publish(config.load(site)).changed


@pytest.mark.parametrize("stage", ["read", "judge", "store.build"])
def test_what_goes_wrong_with_what_has_changed_meanwhile_is_read_again(
    site: Path, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader whose file is another by now reads half of each; nobody is told that its places do not hold its words."""
    publish(config.load(site))
    write(site, 1)
    calls: list[int] = []
    owner, name = (store, "build") if stage == "store.build" else (publishing, stage)
    original = getattr(owner, name)

    def fail_once(*arguments: object, **named: object) -> object:
        calls.append(1)
        if len(calls) == 1:
            write(site, 2)
            raise SourceError("The reader gives a place that does not hold its words.", Place("curation.toml"))
        return original(*arguments, **named)

    monkeypatch.setattr(owner, name, fail_once)
    assert publish(config.load(site)).changed
    assert len(calls) == 2
    assert "marker 2" in dump(site)


def test_what_goes_wrong_though_nothing_has_changed_is_the_error(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def fail(_: object) -> object:
        calls.append(1)
        raise SourceError("It is broken.", Place("curation.toml"))

    monkeypatch.setattr(publishing, "read", fail)
    with pytest.raises(SourceError, match="It is broken"):
        publish(config.load(site))
    assert len(calls) == 1


def test_a_source_that_goes_while_it_is_read_is_the_error(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> object:
        (site / "curation.toml").unlink()
        raise SourceError("It is broken.", Place("curation.toml"))

    monkeypatch.setattr(publishing, "read", fail)
    with pytest.raises(SourceError, match="no such file"):
        publish(config.load(site))


def test_what_changes_each_time_is_an_error_and_publishes_nothing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original, numbers = reading.read, iter(range(1, 100))

    def read(plans: object) -> object:
        yield from original(plans)  # type: ignore[arg-type]
        write(site, next(numbers))

    monkeypatch.setattr(publishing, "read", read)
    with pytest.raises(SourceError, match="changed each time"):
        publish(config.load(site))
    assert store.Snapshots(config.load(site).work).current() is None


def test_a_change_of_the_ledger_waits_for_a_publish(site: Path) -> None:
    settings = config.load(site)
    publish(settings)
    told: list[str] = []
    done = threading.Event()

    def rename() -> None:
        change_ledger(
            settings,
            lambda ledger: ledger.rename(Key("person/ada-example"), Key("person/ada")),
            waiting=told.append,
        )
        done.set()

    with store.Snapshots(settings.work).lock():
        thread = threading.Thread(target=rename)
        thread.start()
        until(lambda: told)
        assert not done.is_set()
        ledger = (site / "keys.txt").read_text(encoding="utf-8")
        (site / "keys.txt").write_text(ledger + "person name:new\tperson/new\n", encoding="utf-8")
    thread.join()
    assert {"person/ada", "person/new"} <= {
        line.split("\t")[-1] for line in (site / "keys.txt").read_text().splitlines()
    }


def test_a_publisher_that_does_not_end_is_waited_for_as_long_as_is_said(site: Path) -> None:
    settings = config.load(site)
    with store.Snapshots(settings.work).lock(), pytest.raises(BusyError):
        publish(settings, patience=0.0)


ERRORS = [
    OSError(28, "No space left on device"),
    OSError(5, "Input/output error"),
    sqlite3.OperationalError("database or disk is full"),
    MemoryError(),
    RecursionError("maximum recursion depth exceeded"),
    RuntimeError("of ours"),
    ZeroDivisionError("of ours"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("where", ["reading", "joining", "storing", "committing"])
def test_whatever_is_raised_is_an_error_of_ours_with_a_place(
    site: Path, error: Exception, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    owner, name = {
        "reading": (publishing, "read"),
        "joining": (publishing, "reconcile"),
        "storing": (listings, "write"),
        "committing": (store.Snapshots, "commit"),
    }[where]
    monkeypatch.setattr(owner, name, fail)
    with pytest.raises(ScholarGraphError) as raised:
        publish(config.load(site))
    assert raised.value.exit_code == 5
    assert raised.value.message.endswith(".")
    assert where == "committing" or raised.value.place is not None or isinstance(raised.value, SnapshotError)


def test_a_full_disk_within_sqlite_is_a_full_disk() -> None:
    base = sqlite3.connect(":memory:")
    base.execute("PRAGMA max_page_count = 2")
    with pytest.raises(sqlite3.OperationalError) as raised:
        base.executescript("CREATE TABLE a (b); CREATE TABLE c (d); CREATE TABLE e (f);")
    base.close()
    found = faults.named(raised.value)
    assert isinstance(found, SnapshotError)
    assert "make room" in found.message


def test_what_is_ours_names_its_line() -> None:
    with pytest.raises(AttributeError) as raised:
        publishing.stop_at_violations([None])  # type: ignore[list-item]
    told = faults.named(raised.value).message
    assert "fault of ours (AttributeError" in told
    assert "publish.py:" in told


@pytest.mark.parametrize("file", ["keys.txt", "scholargraph.toml", "withdrawn.key", "curation.toml"])
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["pipe", "folder"])
def test_what_is_no_file_is_refused_at_once(site: Path, file: str, make: Callable[[Path], None]) -> None:
    (site / file).unlink(missing_ok=True)
    make(site / file)
    done = subprocess.run(
        [sys.executable, "-m", "scholargraph", "publish", str(site)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode in ({0} if file == "withdrawn.key" else {2, 3}), done.stderr
    assert "Traceback" not in done.stderr


def test_a_key_of_hashes_that_a_kill_left_empty_is_made_anew(site: Path) -> None:
    settings = config.load(site)
    settings.secret.write_bytes(b"")
    made = ledgers.secret(settings, publishing.read_ledger(settings), make=True)
    assert len(made) == 64
    assert settings.secret.read_bytes() == made
    assert settings.secret.stat().st_mode & 0o077 == 0


def test_leftovers_beside_the_ledger_go_with_the_next_publish(site: Path) -> None:
    for name in ("keys.txt.new", "withdrawn.key.new", "scholargraph.toml.new"):
        (site / name).write_text("half", encoding="utf-8")
    publish(config.load(site))
    assert not list(site.glob("*.new"))


def test_a_damaged_snapshot_is_made_anew_and_that_is_a_finding(site: Path) -> None:
    done = publish(config.load(site))
    (done.snapshot / "listings.sqlite").write_bytes(b"")
    again = publish(config.load(site))
    assert again.changed
    assert again.snapshot == done.snapshot
    damaged = dumps.file(done.snapshot)
    flipped = bytearray(damaged.read_bytes())
    flipped[33] ^= 1
    damaged.write_bytes(flipped)
    again = publish(config.load(site))
    assert f"was damaged (segments/{damaged.name} is not what was published)" in again.findings[0].message
    assert not publish(config.load(site)).changed


def test_a_site_whose_folder_has_a_long_name_is_published_and_one_that_is_no_text_is_refused(site: Path) -> None:
    moved = site.rename(site.with_name("é" * 127 + "x"))
    assert publish(config.load(moved)).changed
    moved = moved.rename(site.with_name(os.fsdecode(b"\xff\xfe site")))
    write(moved, 7)
    with pytest.raises(SettingsError, match="is not UTF-8: rename"):
        publish(config.load(moved))


@pytest.mark.parametrize("text", ["x = " + "9" * 5_000, "x = " + "[" * 1_000, ".".join("a" * 50_000) + " = 1"])
@pytest.mark.parametrize("file", ["scholargraph.toml", "curation.toml"])
def test_toml_that_asks_too_much_is_an_error_at_its_line(site: Path, file: str, text: str) -> None:
    lines = (site / file).read_text(encoding="utf-8").splitlines()
    (site / file).write_text("\n".join([*lines, text]), encoding="utf-8")
    with pytest.raises((SettingsError, SourceError)) as raised:
        publish(config.load(site))
    assert raised.value.place is not None
    assert raised.value.place.line == len(lines) + 1
    assert raised.value.exit_code in {2, 3}


def test_a_ledger_that_cannot_be_written_is_an_error_of_the_surroundings(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(disk, "replace", read_only)
    with pytest.raises(SnapshotError, match="Read-only file system"):
        publish(config.load(site))


def test_the_command_ends_with_the_code_of_our_own_faults(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("unforeseen")

    monkeypatch.setattr(config, "load", fail)
    with pytest.raises(SystemExit) as stopped:
        main(["publish", str(site)])
    assert stopped.value.code == InternalError.exit_code == 5
    told = capsys.readouterr().err
    assert "This is a fault of ours (KeyError" in told
    assert "Traceback" not in told
