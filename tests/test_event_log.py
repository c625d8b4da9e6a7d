"""Logs of events: each is one line that can be read back, files may be moved away, and a full disk stops nobody."""

from __future__ import annotations

import json
import re
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholargraph import event_log
from scholargraph.event_log import EventLog, log_of, moment, written
from scholargraph.service_settings import LogFormat

_FIELD = re.compile(r'([a-z]+)=("(?:[^"\\]|\\.)*"|[^ "]+)(?: |$)')


def read_line(line: str) -> dict[str, str]:
    """Read name=value back."""
    fields = _FIELD.findall(line)
    assert " ".join(f"{name}={value}" for name, value in fields) == line
    return {name: json.loads(value) if value.startswith('"') else value for name, value in fields}


@given(st.text(st.characters(codec=None)), st.text())
def test_whatever_is_written_is_one_line_and_can_be_read_back(one: str, other: str) -> None:
    event = {"one": one, "other": other, "none": None, "count": 3, "seconds": 0.5, "flag": True}
    line = written(event, LogFormat.LINES).decode("ascii")
    assert line.endswith("\n")
    assert line.isascii()
    assert not re.search(r"[\x00-\x1f\x7f]", line[:-1])
    assert read_line(line[:-1]) == {"one": one, "other": other, "count": "3", "seconds": "0.5", "flag": "true"}
    as_json = written(event, LogFormat.JSON)
    assert as_json.count(b"\n") == 1
    assert json.loads(as_json) == {name: value for name, value in event.items() if value is not None}


def test_a_time_is_written_in_utc() -> None:
    assert moment(0.0625) == "1970-01-01T00:00:00.062Z"


def test_a_file_that_was_moved_away_is_opened_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_log, "LOOK_SECONDS", 3600.0)
    log = log_of("logs/access.log", LogFormat.JSON, folder=tmp_path)
    assert log is not None
    file, moved = tmp_path / "logs" / "access.log", tmp_path / "old.log"
    log.write({"number": 1})
    file.rename(moved)
    log.write({"number": 2})
    log.reopen()
    log.write({"number": 3})
    assert [json.loads(line)["number"] for line in moved.read_text().splitlines()] == [1, 2]
    assert [json.loads(line)["number"] for line in file.read_text().splitlines()] == [3]
    monkeypatch.setattr(event_log, "LOOK_SECONDS", 0.0)
    file.unlink()
    log.write({"number": 4})
    assert json.loads(file.read_text())["number"] == 4
    assert file.stat().st_mode & 0o007 == 0, "nobody else reads who asked what"


def test_what_cannot_be_written_is_counted_and_told_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    log = EventLog(tmp_path / "file" / "access.log", LogFormat.LINES)
    for _ in range(3):
        log.write({"number": 1})
    assert log.lost == 3
    assert caplog.text.count("cannot be written") == 1
    with pytest.raises(OSError, match="file"):
        log.open()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
def test_a_full_disk_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    log = EventLog(Path("/dev/full"), LogFormat.LINES)
    log.write({"number": 1})
    assert log.lost == 1
    assert "No space left" in caplog.text


def test_standard_error(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    log = log_of("stderr", LogFormat.LINES, folder=tmp_path)
    assert log is not None
    log.write({"number": 1, "words": "two words"})
    log.reopen()
    log.write({"number": 2})
    assert capfd.readouterr().err == 'number=1 words="two words"\nnumber=2\n'
    assert log_of(None, LogFormat.LINES, folder=tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_many_threads_write_whole_lines(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "log", LogFormat.JSON)

    def client(number: int) -> None:
        for count in range(100):
            log.write({"number": number, "count": count, "words": "x" * 500})

    threads = [threading.Thread(target=client, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert {(one["number"], one["count"]) for one in found} == {(n, c) for n in range(4) for c in range(100)}
    assert len(found) == 400
