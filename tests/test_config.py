"""The site file: what it may say, and how it is told what is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from scholargraph import config
from scholargraph.errors import Place, SettingsError

GOOD = """\
[site]
title = "A site"
base = "https://example.org/people"
language = "en"

[[source]]
name = "curation"
kind = "curation"
path = "curation.toml"

[[source]]
name = "profile"
kind = "profile-text"
path = "profile.txt"
url = "https://example.org/p"
retrieved = 2026-01-02

[endpoint]
deadline = 2.5
rows = 100
"""


def write(directory: Path, text: str) -> Path:
    (directory / config.SITE_FILE).write_text(text, encoding="utf-8")
    return directory


def test_a_good_file(tmp_path: Path) -> None:
    settings = config.load(write(tmp_path, GOOD))
    assert settings.base == "https://example.org/people/"
    assert [source.name for source in settings.sources] == ["curation", "profile"]
    assert settings.sources[1].retrieved == date(2026, 1, 2)
    assert settings.endpoint == config.EndpointSettings(deadline=2.5, rows=100)
    assert settings.license is None
    assert config.load(tmp_path / config.SITE_FILE) == settings


def test_keeping_no_answers_is_a_choice(tmp_path: Path) -> None:
    assert config.load(write(tmp_path, GOOD.replace("rows = 100", "cache_mib = 0"))).endpoint.cache_mib == 0


def test_that_nobody_waits_is_a_choice(tmp_path: Path) -> None:
    found = config.load(write(tmp_path, GOOD.replace("rows = 100", "waiting = 0\npatience = 0"))).endpoint
    assert (found.waiting, found.patience) == (0, 0)


def test_logs(tmp_path: Path) -> None:
    assert config.load(write(tmp_path, GOOD)).log == config.LogSettings()
    found = config.load(write(tmp_path, GOOD + '[log]\nformat = "json"\naccess = "logs/access.log"\n')).log
    assert (str(found.format), found.access, found.publish) == ("json", "logs/access.log", None)


def test_a_source_with_options_and_a_deadline(tmp_path: Path) -> None:
    more = 'retrieved = 2026-01-02\ndeadline = 5\n[source.options]\nmode = "strict"\n"list of" = ["a", "b"]\n'
    settings = config.load(write(tmp_path, GOOD.replace("retrieved = 2026-01-02\n", more)))
    first, second = settings.sources
    assert (first.options, first.deadline) == ({}, config.DEADLINE)
    assert (second.options, second.deadline) == ({"mode": "strict", "list of": ["a", "b"]}, 5.0)
    file = str(tmp_path / config.SITE_FILE)
    assert second.place("options", "mode") == Place(file, 19, 9)
    assert second.place("options", "list of") == Place(file, 20, 13)
    assert second.place("kind") == Place(file, 13, 9)
    assert second.place("options", "absent") == Place(file, 11, 1)
    assert first.place() == Place(file, 6, 1)


def test_a_source_is_the_same_wherever_it_stands(tmp_path: Path) -> None:
    text = GOOD.replace("retrieved = 2026-01-02", 'retrieved = 2026-01-02\noptions = { mode = "strict" }')
    here = config.load(write(tmp_path, text)).sources
    lower = config.load(write(tmp_path, "# a comment\n" + text)).sources
    assert here == lower
    assert repr(here) == repr(lower)
    assert hash(here) == hash(lower)
    assert len({here, lower}) == 1
    assert here[1] != config.load(write(tmp_path, text.replace('"strict"', '"lenient"'))).sources[1]
    assert config.SourceSettings(name="a", kind="b", path="c").place("kind") is None


@pytest.mark.parametrize(
    ("table", "prefix"),
    [
        ("", config.Prefix.KEPT),
        ("[web]\n", config.Prefix.KEPT),
        ('[web]\nprefix = "kept"\n', config.Prefix.KEPT),
        ('[web]\nprefix = "stripped"\n', config.Prefix.STRIPPED),
    ],
)
def test_what_a_proxy_does_with_the_path_of_the_base(tmp_path: Path, table: str, prefix: config.Prefix) -> None:
    assert config.load(write(tmp_path, GOOD + table)).web.prefix is prefix


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('prefix = "removed"', "write kept, or stripped"),
        ('prefix = "Kept"', "write kept, or stripped"),
        ("prefix = true", "quotation marks"),
        ('prefix = ""', "quotation marks"),
        ('prefx = "kept"', "did you mean prefix?"),
    ],
)
def test_what_is_wrong_with_the_web(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        config.load(write(tmp_path, f"{GOOD}[web]\n{line}\n"))
    assert f"{config.SITE_FILE}:{GOOD.count(chr(10)) + 2}:" in str(caught.value)
    assert words in str(caught.value)


TOKENS: Final = '[[token]]\nname = "harvester"\nsha256 = "{digest}"\ndeadline = 60\n'
DIGEST: Final = "0123456789abcdef" * 4


def test_tokens(tmp_path: Path) -> None:
    settings = config.load(write(tmp_path, GOOD + TOKENS.format(digest=DIGEST)))
    assert settings.tokens == (config.TokenSettings("harvester", DIGEST, 60),)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('name = "harvester"', 'name = "The Harvester"', "no client's name"),
        ('name = "harvester"', "name = 3", "quotation marks"),
        ('name = "harvester"\n', "", "scholargraph token"),
        (DIGEST, "secret", "never the token itself"),
        (DIGEST, DIGEST.upper(), "never the token itself"),
        ("deadline = 60", "deadline = true", "positive number of seconds"),
        ("deadline = 60", "deadline = -1", "positive number of seconds"),
        ("deadline = 60", "deadlin = 60", "did you mean deadline?"),
        ("[[token]]", "[token]", "[[token]]"),
        ("deadline = 60", f"deadline = 60\n{TOKENS.format(digest=DIGEST)}", "Two tokens are named harvester"),
    ],
)
def test_what_is_wrong_with_a_token(tmp_path: Path, old: str, new: str, words: str) -> None:
    table = TOKENS.format(digest=DIGEST)
    assert old in table
    with pytest.raises(SettingsError) as caught:
        config.load(write(tmp_path, GOOD + table.replace(old, new)))
    assert words in str(caught.value)


def test_the_base_can_be_overridden_and_stands_nowhere_else(tmp_path: Path) -> None:
    assert config.load(write(tmp_path, GOOD), base="https://other.example/x").base == "https://other.example/x/"


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ('title = "A site"', 'titel = "A site"', ":2:", "did you mean title?"),
        ('title = "A site"\n', "", ":1:", "[site] needs title"),
        ("[endpoint]", "[endpiont]", ":18:", "did you mean endpoint?"),
        ("deadline = 2.5", "deadlin = 2.5", ":19:", "did you mean deadline?"),
        ("deadline = 2.5", "deadline = -1", ":19:", "positive number"),
        ("rows = 100", "rows = 1.5", ":20:", "positive number"),
        ("rows = 100", "rows = 0", ":20:", "positive number"),
        ("rows = 100", "cache_mib = -1", ":20:", "positive number"),
        ("rows = 100", "rows = true", ":20:", "positive number"),
        ("rows = 100", "waiting = 33", ":20:", "at most 32"),
        ("rows = 100", "patience = -1", ":20:", "positive number"),
        ("rows = 100", "[log]\nformat = 'xml'", ":21:", "write lines or json"),
        ("rows = 100", "[log]\nacces = 'stderr'", ":21:", "did you mean access?"),
        ("rows = 100", "[log]\naccess = true", ":21:", "quotation marks"),
        ("rows = 100", "[log]\naccess = 'a\x00b'", ":21:", "not TOML"),
        ("rows = 100", '[log]\naccess = "a\\u0000b"', ":21:", "name of a file"),
        ('kind = "profile-text"', 'kinds = "profile-text"', ":13:", "did you mean kind?"),
        ('kind = "profile-text"\n', "", ":11:", "needs kind"),
        ('name = "profile"', 'name = "curation"', ":12:", "Two sources are named"),
        ('name = "profile"', 'name = "My Profile"', ":12:", "no source name"),
        ("retrieved = 2026-01-02", 'retrieved = "2026-01-02"', ":16:", "date without quotation marks"),
        ('url = "https://example.org/p"', 'url = "file:///etc/passwd"', ":15:", "web address"),
        ('base = "https://example.org/people"', 'base = "example.org"', ":3:", "write it in full"),
        ('base = "https://example.org/people"', 'base = "https://example.org/?q"', ":3:", "leave out"),
        ('base = "https://example.org/people"', "base = 3", ":3:", "quotation marks"),
        ('base = "https://example.org/people"', 'base = "https://ada@example.org/"', ":3:", "leave out the user"),
        ('base = "https://example.org/people"', 'base = "https://example.org/a/../b/"', ":3:", "clients take away"),
        ('base = "https://example.org/people"', 'base = "https://example.org/50%/"', ":3:", "hexadecimal"),
        ('base = "https://example.org/people"', 'base = "https://[::1/"', ":3:", "host cannot be read"),
        ('language = "en"', 'language = "english language"', ":4:", "language tag"),
        ('language = "en"', 'license = "CC0"', ":4:", "address of a licence"),
        ('language = "en"', 'license = "https://example.org/a b"', ":4:", "address of a licence"),
        ('language = "en"', 'license = "http://[::1"', ":4:", "address of a licence"),
        ('url = "https://example.org/p"', 'url = "https://"', ":15:", "web address"),
        ("deadline = 2.5", "deadline = nan", ":19:", "positive number"),
        ("deadline = 2.5", "deadline = inf", ":19:", "positive number"),
        ("retrieved = 2026-01-02", "options = 3", ":16:", "options is a table"),
        ("retrieved = 2026-01-02", 'options = "mode"', ":16:", "options is a table"),
        ("retrieved = 2026-01-02", "option = {}", ":16:", "did you mean options?"),
        ("retrieved = 2026-01-02", "places = {}", ":16:", "“places” is not known"),
        ("retrieved = 2026-01-02", "deadline = 0", ":16:", "positive number of seconds"),
        ("retrieved = 2026-01-02", "deadline = inf", ":16:", "positive number of seconds"),
        ("retrieved = 2026-01-02", 'deadline = "5"', ":16:", "positive number of seconds"),
        ("retrieved = 2026-01-02", "deadline = true", ":16:", "positive number of seconds"),
        ("retrieved = 2026-01-02", "deadlin = 5", ":16:", "did you mean deadline?"),
        ("[site]", "[site", ":1:", "not TOML"),
        ("[[source]]", "[source]", ":", "not TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line_and_the_remedy(
    tmp_path: Path, old: str, new: str, place: str, words: str
) -> None:
    assert old in GOOD
    with pytest.raises(SettingsError) as caught:
        config.load(write(tmp_path, GOOD.replace(old, new)))
    assert f"{config.SITE_FILE}{place}" in str(caught.value)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_missing_site_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="scholargraph init"):
        config.load(tmp_path / "nowhere")


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / config.SITE_FILE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="UTF-8"):
        config.load(tmp_path)


def test_no_sources(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="at least one"):
        config.load(write(tmp_path, GOOD[: GOOD.index("[[source]]")]))


@pytest.mark.parametrize("text", ["site = 3\n", 'source = ["a"]\n[site]\ntitle = "x"\nbase = "http://e.org/"\n'])
def test_tables_of_the_wrong_form(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError):
        config.load(write(tmp_path, text))
