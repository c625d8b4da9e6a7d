"""Tokens: they end when they leave the site file, or expire, whatever else stands in the file."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from scholargraph.config import SITE_FILE, TokenSettings
from scholargraph.errors import UnauthorizedError
from scholargraph.sparql import tokens as module
from scholargraph.sparql.tokens import Tokens, digest

TEXT, OTHER = "first-token", "second-token"
SITE = (
    '[site]\ntitle = "T"\nbase = "http://127.0.0.1:8000/"\n[[source]]\nname = "a"\nkind = "curation"\npath = "a.toml"\n'
)


def table(name: str, text: str, more: str = "") -> str:
    return f'[[token]]\nname = "{name}"\nsha256 = "{digest(text)}"\ndeadline = 60\n{more}'


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.0)
    made = tmp_path / SITE_FILE
    made.write_text(SITE + table("first", TEXT) + table("second", OTHER), encoding="utf-8")
    return made


def known(tokens: Tokens) -> list[str]:
    found = []
    for text in (TEXT, OTHER):
        with suppress(UnauthorizedError):
            found.append(tokens.find(text).name)
    return found


def rewrite(file: Path, text: str) -> None:
    """Replace the file, as editors do."""
    new = file.with_name("new")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


def in_place(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("write", [rewrite, in_place])
def test_a_token_ends_when_it_is_removed_and_another_comes(file: Path, write: Callable[[Path, str], None]) -> None:
    tokens = Tokens(file=file)
    assert known(tokens) == ["first", "second"]
    write(file, SITE + table("second", OTHER))
    assert known(tokens) == ["second"]
    write(file, SITE + table("third", TEXT) + table("second", OTHER, "expires = 2000-01-01\n"))
    assert known(tokens) == ["third"]


def test_a_change_within_the_same_moment_and_of_the_same_size_is_seen(file: Path) -> None:
    tokens = Tokens(file=file)
    now = time.time()
    os.utime(file, (now, now))
    assert known(tokens) == ["first", "second"]
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(digest(TEXT), digest("neither")), encoding="utf-8")
    os.utime(file, (now, now))
    assert known(tokens) == ["second"]


def test_a_file_that_has_settled_is_not_read_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.utime(file, (1e9, 1e9))
    tokens = Tokens(file=file)
    assert known(tokens) == ["first", "second"]
    monkeypatch.setattr(module, "load_tokens", lambda *_: ())
    assert known(tokens) == ["first", "second"]
    tokens.look(at_once=True)
    assert known(tokens) == []


def test_it_is_looked_at_most_once_a_second(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOK_SECONDS", 3600.0)
    tokens = Tokens(file=file)
    assert known(tokens) == ["first", "second"]
    rewrite(file, SITE)
    assert known(tokens) == ["first", "second"]
    tokens.look(at_once=True)
    assert known(tokens) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (SITE.replace("[[source]]", "[[sauce]]") + table("second", OTHER), ["second"]),
        ("[site\n" + table("second", OTHER), ["second"]),
        (SITE + table("second", OTHER) + table("Third!", "third"), ["second"]),
        (SITE + table("second", OTHER, "expires = true\n"), ["second"]),
        ("\0", []),
    ],
    ids=["wrong elsewhere", "no TOML", "another token is wrong", "wrong itself", "nothing"],
)
def test_what_is_wrong_in_the_file_keeps_no_token_alive(
    file: Path, text: str, left: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    tokens = Tokens(file=file)
    assert known(tokens) == ["first", "second"]
    rewrite(file, text)
    assert known(tokens) == left
    assert TEXT not in caplog.text
    rewrite(file, SITE + table("first", TEXT))
    assert known(tokens) == ["first"]


def test_a_file_that_is_away_for_a_moment_ends_nothing(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    tokens = Tokens(file=file)
    assert known(tokens) == ["first", "second"]
    os.utime(file, (1e9, 1e9))
    assert known(tokens) == ["first", "second"]
    kept = file.read_text(encoding="utf-8")
    file.unlink()
    assert known(tokens) == ["first", "second"]
    assert "cannot be read anew" in caplog.text
    in_place(file, kept.replace(table("first", TEXT), ""))
    assert known(tokens) == ["second"]


def test_names_are_logged_and_never_tokens(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    tokens = Tokens([TokenSettings("old", digest("old-token"), 1.0)], file=file)
    assert known(tokens) == ["first", "second"]
    assert "['first', 'second']; that ended: ['old']" in caplog.text
    assert all(text not in caplog.text for text in (TEXT, OTHER, "old-token"))


NOON = datetime(2026, 12, 31, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("expires", "holds"),
    [
        (None, True),
        (date(2026, 12, 31), True),
        (date(2026, 12, 30), False),
        (date.max, True),
        (datetime(2026, 12, 31, 12, 0, 1), True),  # noqa: DTZ001 - as a site file may have it
        (datetime(2026, 12, 31, 12, 0), False),  # noqa: DTZ001
        (datetime(2026, 12, 31, 13, 0, 1, tzinfo=timezone(timedelta(hours=1))), True),
        (datetime(2026, 12, 31, 12, 59, tzinfo=timezone(timedelta(hours=1))), False),
    ],
)
def test_a_token_expires(expires: date | None, holds: bool) -> None:  # noqa: FBT001
    tokens = Tokens([TokenSettings("harvester", digest(TEXT), 5.0, expires)], now=lambda: NOON)
    if holds:
        assert tokens.find(TEXT).name == "harvester"
        return
    with pytest.raises(UnauthorizedError, match="good until 2026-12-3") as caught:
        tokens.find(TEXT)
    assert (caught.value.status, caught.value.token) == (401, "harvester")


def test_the_longest_deadline_is_that_of_the_tokens_there_are(file: Path) -> None:
    tokens = Tokens(file=file)
    assert tokens.longest() == 0.0
    tokens.look()
    assert tokens.longest() == 60.0


def test_many_threads_see_the_old_or_the_new(file: Path) -> None:
    tokens = Tokens(file=file)
    tokens.look()
    seen: set[tuple[str, ...]] = set()
    done = threading.Event()

    def client() -> None:
        while not done.is_set():
            seen.add((tokens.find(TEXT).name,))

    threads = [threading.Thread(target=client) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(50):
        rewrite(file, SITE + table(f"name-{number}", TEXT))
        tokens.look(at_once=True)
    done.set()
    for thread in threads:
        thread.join()
    assert seen <= {("first",), *((f"name-{number}",) for number in range(50))}
    assert tokens.find(TEXT).name == "name-49"
