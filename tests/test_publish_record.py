"""The record of publishing: what came of it last, when it last succeeded, and one event each in the log."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scholargraph.config import LogSettings, Settings
from scholargraph.errors import SourceError
from scholargraph.publish_record import RECORD, last, recorded
from scholargraph.service_settings import LogFormat


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / ".scholargraph").mkdir()
    log = LogSettings(format=LogFormat.JSON, publish="publish.log")
    return Settings(directory=tmp_path, title="T", base="http://127.0.0.1/", log=log)


def succeed(settings: Settings, *, changed: bool = True) -> None:
    with recorded(settings) as result:
        result.done(changed=changed, statements=12, snapshot="abc", findings={"violations": 0, "warnings": 2})


def test_a_success_and_then_a_failure(settings: Settings) -> None:
    assert last(settings.work) is None
    succeed(settings)
    first = last(settings.work)
    assert first is not None
    assert first["ended"] == first["succeeded"]
    assert {"outcome": "published", "statements": 12, "snapshot": "abc", "warnings": 2}.items() <= first.items()
    with pytest.raises(SourceError), recorded(settings):
        raise SourceError("This is not BibTeX: correct it.")
    then = last(settings.work)
    assert then is not None
    assert (then["outcome"], then["error"]) == ("failed", "This is not BibTeX: correct it.")
    assert then["succeeded"] == first["succeeded"] <= then["ended"]
    with pytest.raises(KeyError), recorded(settings):
        raise KeyError("secret")
    assert (last(settings.work) or {})["error"] == "KeyError"
    succeed(settings, changed=False)
    assert (last(settings.work) or {})["outcome"] == "unchanged"
    events = [json.loads(line) for line in (settings.directory / "publish.log").read_text().splitlines()]
    assert [event["outcome"] for event in events] == ["published", "failed", "failed", "unchanged"]
    assert {event["event"] for event in events} == {"publish"}
    assert "succeeded" not in events[0]
    assert [path.name for path in settings.work.iterdir()] == [RECORD]


@pytest.mark.parametrize("text", ["", "[1]", "{", "\0"])
def test_a_record_that_is_damaged_is_none(settings: Settings, text: str) -> None:
    (settings.work / RECORD).write_text(text)
    assert last(settings.work) is None
    succeed(settings)
    assert (last(settings.work) or {})["outcome"] == "published"


def test_a_record_that_cannot_be_written_stops_nothing(settings: Settings) -> None:
    (settings.work / RECORD).mkdir()
    succeed(settings)
    assert last(settings.work) is None
    settings.work.joinpath(RECORD).rmdir()
    settings.work.rmdir()
    succeed(settings)
    assert not settings.work.exists(), "a site that was never published gets no folder"
