"""Old addresses over HTTP: 308 to where a thing is now, 410 for what is gone, 404 with a search for what never was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from scholargraph import config, store
from scholargraph.cli import _group
from scholargraph.errors import LedgerError, SourceError, UndecidedError
from scholargraph.publish import publish
from scholargraph.web.app import create_app
from scholargraph.web_addresses import checked_base

SITE: Final = '[site]\ntitle = "Fault"\nbase = "http://127.0.0.1:8138/"\n\n[[source]]\nname = "{}"\nkind = "curation"\npath = "curation.toml"\n'
BEFORE: Final = """\
[[person]]
id = "p"
name = "Ida Probe"
basis = "made up"

[[organization]]
id = "o"
name = "Dept of X"
basis = "made up"

[[publication]]
id = "w"
title = "A Frist Title"
authors = [{ name = "Ida Probe", person = "p" }]
type = "journal-article"
issued = 2020
basis = "made up"

[[publication]]
title = "Dry Rain"
authors = ["Ida Probe"]
issued = 2021
basis = "made up"

[[publication]]
title = "Maps of nowhere and their makers"
authors = ["Ida Probe"]
issued = 2019
basis = "made up"
"""
AFTER: Final = (
    BEFORE.replace('name = "Ida Probe"\nbasis', 'name = "Ida Married"\nalternate_names = ["Ida Probe"]\nbasis')
    .replace("Dept of X", "Department of X and Y")
    .replace("A Frist Title", "A First Title")
    .replace("Maps of nowhere and their makers", "Maps of nowhere, and who made them")
    .replace('[[publication]]\ntitle = "Dry Rain"\nauthors = ["Ida Probe"]\nissued = 2021\nbasis = "made up"\n\n', "")
)
DRY: Final = "publication/dry-rain"
MAPS: Final = "publication/maps-of-nowhere-and-their-makers"


def published(folder: Path, text: str, source: str = "curation") -> config.Settings:
    (folder / "scholargraph.toml").write_text(SITE.format(source), encoding="utf-8")
    (folder / "curation.toml").write_text(text, encoding="utf-8")
    settings = config.load(folder)
    publish(settings)
    return settings


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> tuple[config.Settings, str]:
    """A site of which everything was corrected, and the snapshot before."""
    folder = tmp_path_factory.mktemp("corrected")
    settings = published(folder, BEFORE)
    first = store.Snapshots(settings.work).require().digest
    return published(folder, AFTER, "facts"), first


@pytest.fixture
def client(corrected: tuple[config.Settings, str]) -> Iterator[FlaskClient]:
    with create_app(corrected[0]).test_client() as client:
        yield client


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("person/ida-probe", "Ida Married"),
        ("organization/dept-of-x", "Department of X and Y"),
        ("publication/a-frist-title", "A First Title"),
    ],
)
def test_what_was_corrected_keeps_its_address(client: FlaskClient, address: str, words: str) -> None:
    answer = client.get(f"/{address}", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert f">{words}</bdi></h1>" in answer.text


def test_a_renamed_source_leads_to_its_new_name(client: FlaskClient) -> None:
    answer = client.get("/source/curation.ttl")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/source/facts.ttl")


@pytest.mark.parametrize("ending", ["", ".ttl", ".jsonld", ".html", "/works"])
def test_what_was_removed_is_gone_with_its_kind_and_snapshot_and_without_its_name(
    client: FlaskClient, corrected: tuple[config.Settings, str], ending: str
) -> None:
    answer = client.get(f"/{DRY}{ending}")
    told = json.loads(answer.data)
    assert answer.status_code == told["status"] == 410
    assert (told["kind"], told["snapshot"]) == ("publication", corrected[1])
    assert "Dry Rain" not in answer.text
    assert "candidate" not in told


def test_what_nobody_can_tell_names_its_candidate_and_score(client: FlaskClient) -> None:
    told = json.loads(client.get(f"/{MAPS}").data)
    assert told["status"] == 410
    assert told["candidate"] == "/publication/maps-of-nowhere-and-who-made-them"
    assert 0.6 <= told["score"] < 1
    page = client.get(f"/{MAPS}", headers={"Accept": "text/html"})
    assert page.status_code == 410
    assert '<a href="/publication/maps-of-nowhere-and-who-made-them">' in page.text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("person/nobody-at-all", "nobody+at+all"),
        ("nowhere", "nowhere"),
        ("publication/Fläche%3Cscript%3E", "Fl%C3%A4che+script"),
        ("a/b/c/dry-rain.html", "dry+rain"),
    ],
)
def test_an_address_that_never_was_leads_to_a_search_for_its_words(
    client: FlaskClient, address: str, words: str
) -> None:
    answer = client.get(f"/{address}")
    told = json.loads(answer.data)
    assert answer.status_code == 404
    assert "mistyped" not in answer.text
    assert told["choices"][0]["href"] == f"/search?q={words}"
    assert client.get(told["choices"][0]["href"]).status_code == 200


def test_the_curation_decides_and_what_comes_back_is_there_again(tmp_path: Path) -> None:
    published(tmp_path, BEFORE)
    published(tmp_path, AFTER)
    new = "publication/maps-of-nowhere-and-who-made-them"
    decided = f'\n[[address]]\nkey = "{MAPS}"\nsame = "http://127.0.0.1:8138/{new}"\nbasis = "made up"\n'
    with create_app(published(tmp_path, AFTER + decided)).test_client() as client:
        answer = client.get(f"/{MAPS}")
        assert (answer.status_code, answer.headers["Location"]) == (308, f"/{new}")
    with create_app(published(tmp_path, BEFORE)).test_client() as client:
        assert client.get(f"/{DRY}").status_code == 200


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (f'key = "{DRY}"\nsame = "{MAPS}"\ndifferent = "{MAPS}"', "one of same, different and gone"),
        (f'key = "{DRY}"', "Nothing is said"),
        (f'key = "{DRY}"\ngone = false', "only be true"),
        ("gone = true", "which address"),
        ('key = "Dry Rain"\ngone = true', "collection/words"),
        (f'key = "{DRY}"\nsmae = "{MAPS}"', "did you mean same"),
        ('key = "publication/never-was"\ngone = true', "never had"),
    ],
)
def test_a_decision_that_says_nothing_or_two_things_is_refused_at_its_line(
    tmp_path: Path, table: str, words: str
) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        published(tmp_path, f"{BEFORE}\n[[address]]\n{table}\n")
    assert caught.value.place is not None
    assert caught.value.place.line is not None
    assert caught.value.place.line > BEFORE.count("\n")


def test_a_ledger_that_is_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    real = tmp_path / "kept" / "ledger.txt"
    real.parent.mkdir()
    real.write_text("", encoding="utf-8")
    site = tmp_path / "site"
    site.mkdir()
    (site / "keys.txt").symlink_to(real)
    published(site, BEFORE)
    assert (site / "keys.txt").is_symlink()
    assert DRY in real.read_text("utf-8")


# ── the command ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_lists_finds_renames_merges_and_splits(tmp_path: Path) -> None:
    published(tmp_path, BEFORE)
    published(tmp_path, AFTER)
    runner = CliRunner()
    listed = runner.invoke(_group, ["keys", str(tmp_path)]).stdout
    assert "gone, last in the snapshot " in listed
    assert "it could be publication/maps-of-nowhere-and-who-made-them (" in listed
    found = runner.invoke(_group, ["keys", str(tmp_path), "--find", "dry rain", "--format", "json"]).stdout
    assert [json.loads(line)["key"] for line in found.splitlines()] == [DRY]
    for arguments in (
        ["--rename", "publication/a-frist-title", "publication/a-first-title"],
        ["--merge", DRY, "publication/a-first-title"],
    ):
        assert runner.invoke(_group, ["keys", str(tmp_path), *arguments]).exit_code == 0
    publish(config.load(tmp_path))
    with create_app(config.load(tmp_path)).test_client() as client:
        for old in (DRY, "publication/a-frist-title"):
            answer = client.get(f"/{old}")
            assert (answer.status_code, answer.headers["Location"]) == (308, "/publication/a-first-title")
    assert runner.invoke(_group, ["keys", str(tmp_path), "--split", DRY]).exit_code == 0
    publish(config.load(tmp_path))
    with create_app(config.load(tmp_path)).test_client() as client:
        assert client.get(f"/{DRY}").status_code == 410


def test_a_change_that_makes_no_sense_changes_nothing(tmp_path: Path) -> None:
    settings = published(tmp_path, BEFORE)
    before = settings.ledger.read_bytes()
    made = CliRunner().invoke(_group, ["keys", str(tmp_path), "--merge", DRY, "person/ida-probe"])
    assert isinstance(made.exception, LedgerError)
    made = CliRunner().invoke(_group, ["keys", str(tmp_path), "--split", "no key"])
    assert made.exit_code != 0
    assert settings.ledger.read_bytes() == before


# ── bases and slashes ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", ["caf%C3%A9", "café", "a%20b", "%E4%BA%BA/x", "people", "50%25"])
def test_every_page_below_a_base_is_found_however_it_is_written(tmp_path: Path, path: str) -> None:
    (tmp_path / "scholargraph.toml").write_text(
        SITE.format("curation").replace("8138/", f"8138/{path}/"), encoding="utf-8"
    )
    (tmp_path / "curation.toml").write_text(BEFORE, encoding="utf-8")
    settings = config.load(tmp_path)
    publish(settings)
    with create_app(settings).test_client() as client:
        for name in ("", "person/ida-probe", "person/ida-probe.ttl", "person", "sparql", "search?q=rain"):
            assert client.get(f"/{path}/{name}", headers={"Accept": "*/*"}).status_code == 200, name
        turtle = client.get(f"/{path}/person/ida-probe.ttl").text
        assert (
            f"http://127.0.0.1:8138/{path}/person/ida-probe#this" in turtle or "@base" in turtle or "@prefix" in turtle
        )


@pytest.mark.parametrize(
    ("base", "words"),
    [
        ("http://site.test/a/../b/", "clients take away"),
        ("http://site.test/./", "clients take away"),
        ("http://site.test/%2e%2E/b/", "clients take away"),
        ("http://ada:secret@site.test/", "the user and the password"),
        ("http://ada@site.test/", "the user and the password"),
        ("HTTP://site.test/", "small letters"),
        ("HttpS://site.test/", "small letters"),
        ("http://site.test/a%2Fb/", "slashes"),
        ("http://site.test/a%3Cb/", "angle brackets"),
        ("http://site.test/%00/", "controls"),
        ("http://site.test/%FF/", "UTF-8"),
    ],
)
def test_a_base_that_clients_change_is_refused(base: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        checked_base(base)


@pytest.mark.parametrize(
    ("address", "location"),
    [
        ("/person/", "../person"),
        ("/person/ida-probe/", "../ida-probe"),
        ("/person/ida-probe.ttl/", "../ida-probe.ttl"),
        ("/publication/?sort=year&page=1", "../publication?sort=year&page=1"),
        ("/search/?q=a%26b", "../search?q=a%26b"),
    ],
)
def test_a_slash_too_many_leads_to_the_address_without(client: FlaskClient, address: str, location: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (308, location)
    assert (
        client.get(urljoin(f"http://site.test{address}", location).removeprefix("http://site.test")).status_code == 200
    )


def test_a_slash_behind_nothing_is_404(client: FlaskClient) -> None:
    assert client.get("/nowhere/at/all/ever/").status_code == 404
    assert client.post("/person/").status_code in {404, 405}


@pytest.mark.parametrize(("answer", "published_again"), [("n\n", False), ("y\n", True)])
def test_on_a_terminal_publishing_asks_first(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    published_again: bool,  # noqa: FBT001 - a parameter
) -> None:
    settings = published(tmp_path, BEFORE)
    before, ledger = store.Snapshots(settings.work).require().digest, settings.ledger.read_bytes()
    (tmp_path / "curation.toml").write_text(AFTER, encoding="utf-8")
    monkeypatch.setattr("scholargraph.cli.site.attended", lambda: True)
    made = CliRunner().invoke(_group, ["publish", str(tmp_path)], input=answer)
    assert f'key = "{MAPS}"' in made.stderr
    assert 'same = "publication/maps-of-nowhere-and-who-made-them"' in made.stderr
    assert isinstance(made.exception, UndecidedError) is not published_again
    assert (store.Snapshots(settings.work).require().digest != before) is published_again
    assert (settings.ledger.read_bytes() != ledger) is published_again
