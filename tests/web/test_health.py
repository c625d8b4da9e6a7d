"""What `/readyz` says: each part is asked, and what is wrong is named, whatever kind of error that is."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scholargraph import store, threads
from scholargraph.errors import SnapshotError
from scholargraph.pages import listings
from scholargraph.search import FILE as SEARCH
from scholargraph.web import current, health
from scholargraph.web.app import create_app
from scholargraph.web.health import Health, Trouble
from scholargraph.web.wellknown import HEALTH
from tests.pages import sites
from tests.waiting import until

if TYPE_CHECKING:
    from flask import Flask

    from scholargraph.config import Settings


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(health, "KEPT_SECONDS", 0.0)
    monkeypatch.setattr(current, "PROBE_SECONDS", 0.0)
    return create_app(sites.publish(tmp_path, sites.catalogue()))


def failing(app: Flask) -> dict[str, str]:
    """The probes that fail, with what they say."""
    made = app.test_client().get("/readyz", buffered=True)
    if made.status_code == 200:
        assert made.get_data(as_text=True).splitlines()[0] == "ready"
        return {}
    assert (made.status_code, made.content_type) == (503, "application/problem+json")
    assert made.headers["Cache-Control"] == "no-store"
    told = json.loads(made.data)
    for one in told["failing"]:
        assert f"{one['name']}: {one['detail']}" in told["detail"]
    return {one["name"]: one["detail"] for one in told["failing"]}


def snapshot(app: Flask) -> Path:
    return store.Snapshots(Path(app.extensions["scholargraph"]._settings.work)).require().path


def without(name: str) -> Callable[[Path], None]:
    return lambda path: (path / name).unlink()


def overwritten(name: str) -> Callable[[Path], int]:
    return lambda path: (path / name).write_bytes(b"x" * (path / name).stat().st_size)


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        (without(SEARCH), "search"),
        (overwritten(SEARCH), "search"),
        (without(listings.FILE), "listings"),
        (overwritten(listings.FILE), "listings"),
        (shutil.rmtree, "store"),
        (lambda path: (path / store.STORE / "CURRENT").write_bytes(b"x"), "store"),
    ],
)
def test_what_is_damaged_is_named(app: Flask, harm: Callable[[Path], object], named: str) -> None:
    assert failing(app) == {}
    harm(snapshot(app))
    found = failing(app)
    assert named in found
    assert not any(str(sites) in detail or " /" in detail or "(/" in detail for detail in found.values()), (
        "paths are not public"
    )


def test_who_prefers_pages_gets_one(app: Flask) -> None:
    app.extensions[HEALTH].add("weather", lambda: "It rains.")
    made = app.test_client().get("/readyz", headers={"Accept": "text/html"}, buffered=True)
    assert (made.status_code, made.mimetype) == (503, "text/html")
    assert "weather: It rains." in made.text


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (SnapshotError("/secret/path is gone"), "It cannot be read or asked: look at the log"),
        (OSError(24, "Too many open files", "/secret/path"), "Too many open files."),
        (RuntimeError("/secret/path"), "It cannot be asked: RuntimeError."),
    ],
)
def test_an_error_of_a_probe_is_an_answer(app: Flask, error: Exception, told: str) -> None:
    def probe() -> str | None:
        raise error

    app.extensions[HEALTH].add("queries", probe)
    assert told in failing(app)["queries"]
    assert "secret" not in failing(app)["queries"]
    app.extensions[HEALTH].add("queries", lambda: None)
    assert failing(app) == {}


def test_threads_that_fail_are_named(app: Flask) -> None:
    def step() -> None:
        raise ValueError("no")

    thread = threads.Supervised("watcher", step)
    thread.start()
    try:
        until(lambda: "watcher has failed" in failing(app).get("threads", ""))
    finally:
        thread.stop()
        thread.join()
    until(lambda: failing(app) == {})


def test_many_who_ask_share_one_look() -> None:
    looks = []
    made = Health()
    made.add("one", lambda: looks.append(1))
    assert [made.look() for _ in range(50)] == [()] * 50
    assert len(looks) < 50


def test_a_probe_that_hangs_is_named_and_holds_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "PATIENCE_SECONDS", 0.01)
    begun, hold = threading.Event(), threading.Event()

    def probe() -> str | None:
        begun.set()
        hold.wait()
        return None

    made = Health()
    made.add("disk", probe)
    first = threading.Thread(target=made.look)
    first.start()
    begun.wait()
    (trouble,) = made.look()
    assert trouble == Trouble("disk", "It has not answered for 0 seconds.")
    hold.set()
    first.join()
    assert made.look() == ()


def test_what_is_wrong_is_logged_once(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    answers: list[str | None] = ["It rains.", "It rains.", None, None]
    made = Health()
    made.add("weather", lambda: answers.pop(0))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(health, "KEPT_SECONDS", 0.0)
        assert [len(made.look()) for _ in range(4)] == [1, 1, 0, 0]
    assert [record.message for record in caplog.records] == ["Not ready: weather: It rains.", "Ready again."]
