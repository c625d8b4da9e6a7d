"""Which snapshot is served when files are damaged, made anew, lost, or of another version; and what is said of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scholargraph import store
from scholargraph.config import Settings
from scholargraph.errors import SnapshotError
from scholargraph.store import soundness
from scholargraph.web import current, watching
from scholargraph.web.app import create_app
from scholargraph.web.current import Condition, Current
from tests import dumps
from tests.pages import sites
from tests.waiting import until

EVER = float("inf")


def named(directory: Path, name: str) -> Settings:
    return sites.publish(directory, sites.catalogue([sites.person(name=name, roles=())]))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A site with two snapshots."""
    named(tmp_path, "First Name")
    return named(tmp_path, "Second Name")


def snapshot(settings: Settings) -> Path:
    return store.Snapshots(settings.work).require().path


def flip(file: Path, place: int = -10) -> None:
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)


def page(client: object) -> str:
    told = client.get(f"/{sites.MIRA}", headers={"Accept": "text/html"}, buffered=True)  # type: ignore[attr-defined]
    return next((name for name in ("First Name", "Second Name") if name in told.text), str(told.status_code))


def test_a_snapshot_that_is_damaged_before_the_start_is_never_served(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    newer = snapshot(settings)
    flip(newer / "search.sqlite")
    app = create_app(settings)
    client = app.test_client()
    assert page(client) == "First Name"
    ready = client.get("/readyz", buffered=True)
    assert ready.status_code == 200
    assert f"The snapshot {newer.name} is damaged (search.sqlite is not what was published)" in ready.text
    assert "is served instead" in ready.text
    assert "is served instead" in caplog.text
    assert app.extensions["scholargraph"].state().condition is Condition.REPLACED


def test_one_that_is_damaged_while_it_is_served_gives_way_and_comes_back_with_other_validators(
    settings: Settings,
) -> None:
    here = Current(settings)
    discarded: list[str] = []
    here.when_damaged(discarded.append)
    whole, digest = here.info(), here.info().digest
    assert here.state().condition is Condition.SOUND
    flip(whole.path / "listings.sqlite")
    here.attend(EVER, EVER)
    assert here.info().path != whole.path
    assert discarded == [digest]
    assert here.state().condition is Condition.REPLACED
    flip(whole.path / "listings.sqlite")
    here.attend(EVER, EVER)
    assert here.info().path == whole.path
    assert here.info().digest != digest, "what was found in damaged files must not be confirmed by sound ones"
    assert here.state().condition is Condition.SOUND


def test_rot_that_touches_no_file_is_found_by_the_schedule(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Current(settings)
    before = here.info()
    marks = soundness.stamps(before)
    flip(dumps.file(before.path))
    for module in (current, soundness):
        monkeypatch.setattr(module, "stamps", lambda _: marks)
    here.attend(EVER, EVER)
    assert here.info() is before
    here.attend(0.0, EVER)
    assert here.info().path != before.path


def test_where_no_other_is_sound_nothing_that_may_be_wrong_is_served(tmp_path: Path) -> None:
    settings = named(tmp_path, "First Name")
    client = create_app(settings).test_client()
    assert page(client) == "First Name"
    flip(snapshot(settings) / "listings.sqlite")
    told = client.get("/readyz", buffered=True)
    assert told.status_code == 503
    assert "listings.sqlite is not what was published" in told.text
    assert page(client) == "503"
    named(tmp_path, "First Name")
    assert page(client) == "First Name"
    assert client.get("/readyz", buffered=True).status_code in {
        200,
        503,
    }  # the answer of a second ago may be given again


@pytest.mark.parametrize("file", [f"{store.STORE}/CURRENT", store.MANIFEST, "findings.json"])
def test_what_cannot_make_an_answer_wrong_goes_on_being_served_and_is_said(tmp_path: Path, file: str) -> None:
    settings = named(tmp_path, "First Name")
    here = Current(settings)
    here.site()
    path = snapshot(settings) / file
    if file == "findings.json":
        path = dumps.file(snapshot(settings))
        path.unlink()
    else:
        flip(path, 0)
    here.attend(EVER, EVER)
    assert here.site() is not None
    assert here.state().condition is Condition.DAMAGED
    assert not here.readable()


def test_a_new_snapshot_that_is_damaged_leaves_the_sound_one(settings: Settings) -> None:
    here = Current(settings)
    first = here.info()
    named(settings.directory, "Third Name")
    flip(snapshot(settings) / "search.sqlite")
    here.attend(EVER, EVER)
    assert here.info() is first
    assert here.state().condition is Condition.REPLACED
    assert here.readable()


def test_a_large_snapshot_is_served_while_it_is_checked(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    flip(snapshot(settings) / "search.sqlite")
    monkeypatch.setattr(soundness, "BYTES_A_SECOND", 1)
    here = Current(settings)
    damaged = here.info().path
    assert here.state().condition is Condition.CHECKING
    assert "is being checked (0 %)" in here.state().sentence
    while here.attend(EVER, 0.0):
        pass
    assert here.info().path != damaged


def test_a_snapshot_of_a_newer_version_is_refused_or_leaves_what_is_served(settings: Settings) -> None:
    here = Current(settings)
    first = here.info()
    snapshots = store.Snapshots(settings.work)
    newer = shutil.copytree(first.path, snapshots.folder / ("0" * 32))
    manifest = newer / store.MANIFEST
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("{", '{"layout": 99, "version": "9.9",', 1), encoding="utf-8")
    snapshots.pointer.write_text("0" * 32 + "\n", encoding="ascii")
    here.attend(EVER, EVER)
    assert here.info() is first
    assert "newer version" in here.state().sentence
    with pytest.raises(SnapshotError, match="newer version"):
        Current(settings).info()


def test_the_watching_thread_survives_what_is_raised_in_a_round(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    here = Current(settings)
    first = here.info()
    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.01)
    left = [RuntimeError("once"), MemoryError(), OSError(24, "Too many open files")]
    attend = here.attend

    def failing(every: float, seconds: float) -> bool:
        if left:
            raise left.pop()
        return attend(every, seconds)

    monkeypatch.setattr(here, "attend", failing)
    thread = watching.watch(here)
    try:
        until(lambda: not left)
        flip(first.path / "search.sqlite")
        until(lambda: here.info().path != first.path)
        assert "snapshot-watch failed" in caplog.text
    finally:
        thread.stop()
        thread.join()
