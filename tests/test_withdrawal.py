"""A former name that a person withdraws is gone from all that is published, kept or told, also after a rollback."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from scholargraph import config, store
from scholargraph.errors import LedgerError, SnapshotError, SourceError
from scholargraph.publish import publish
from scholargraph.web.app import create_app
from tests.harbour_site import PROFILE, SITE, dump_of, kept

BEFORE: Final = """\
[[person]]
id = "ida"
match = { name = "Ida Probe" }
topics = ["Tides"]
basis = "made up"

[[publication]]
title = "Letters to Ida Probe"
authors = ["Ömer Brink", { name = "I. Probe", person = "ida" }, "PROBE, Ida"]
issued = 2020
basis = "Told by Ida Probe."
"""
AFTER: Final = BEFORE.replace(
    'topics = ["Tides"]', 'name = "Ida Married"\nwithdrawn = ["Ida Probe"]\ntopics = ["Tides"]'
)
OLD: Final = "person/ida-probe"
WORK: Final = "publication/letters-to-ida-probe"
NAME: Final = re.compile(rb"ida[\s_+%20-]{1,3}probe|probe,\s*ida|i\. probe", re.IGNORECASE)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "scholargraph.toml").write_text(SITE, encoding="utf-8")
    (tmp_path / "profile.txt").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "curation.toml").write_text(BEFORE, encoding="utf-8")
    return tmp_path


def withdraw(site: Path, text: str = AFTER) -> None:
    publish(config.load(site))
    (site / "curation.toml").write_text(text, encoding="utf-8")
    publish(config.load(site))


def test_no_byte_of_the_name_is_left(site: Path) -> None:
    publish(config.load(site))
    assert [name for name, data in kept(site) if NAME.search(data)]  # what is looked for can be found
    withdraw(site)
    assert [name for name, data in kept(site) if NAME.search(data)] == []
    dump = dump_of(site)
    assert '"Ida Married"' in dump
    assert "Ida Married hears tides" in dump  # the abstract
    assert "[…] hears tides" in dump  # its quote


def test_old_addresses_are_gone_and_new_ones_answer_also_after_a_rollback(site: Path) -> None:
    withdraw(site)
    settings = config.load(site)
    first = store.Snapshots(settings.work).require()
    (site / "curation.toml").write_text(AFTER.replace("2020", "2021"), encoding="utf-8")
    publish(settings)
    for rolled_back in (False, True):
        if rolled_back:
            store.Snapshots(settings.work).point_to(first.digest)
        with create_app(settings).test_client() as client:
            for old in (OLD, WORK, f"{OLD}.ttl", f"{OLD}/works"):
                answer = client.get(f"/{old}")
                assert answer.status_code == 410, old
                assert not NAME.search(answer.data.replace(f"/{old}".encode(), b"")), answer.data
            assert client.get("/person/ida-married").status_code == 200
            assert client.get("/publication/letters-to-ida-married").status_code == 200
            assert client.get("/person/ada-probe").status_code == 404
            found = client.get("/search?q=probe&format=json").get_json()
            assert found["total"] == 0


def test_what_was_published_before_cannot_be_rolled_back_to(site: Path) -> None:
    publish(config.load(site))
    old = store.Snapshots(config.load(site).work).require().digest
    withdraw(site)
    with pytest.raises(SnapshotError, match="no snapshot"):
        store.Snapshots(config.load(site).work).point_to(old)


def test_works_keep_what_was_printed_if_the_person_wishes(site: Path) -> None:
    withdraw(site, AFTER.replace('withdrawn = ["Ida Probe"]', 'withdrawn = ["Ida Probe"]\nkeep_printed = true'))
    dump = dump_of(site)
    assert '"I. Probe"' in dump
    assert '<http://site.test/person/ida-married#this> <http://xmlns.com/foaf/0.1/name> "Ida Married"' in dump
    assert "person/ida-probe" not in dump


def test_a_name_that_is_somebody_elses_stays_theirs(site: Path) -> None:
    other = '\n[[person]]\nid = "other"\nname = "Ida Probe"\nidentifiers = ["orcid:0000-0002-1825-0097"]\nbasis = "made up"\n'
    before = BEFORE.replace('match = { name = "Ida Probe" }', 'name = "Ida Probe"') + other
    (site / "scholargraph.toml").write_text(SITE.partition('[[source]]\nname = "page"')[0], encoding="utf-8")
    (site / "curation.toml").write_text(before, encoding="utf-8")
    publish(config.load(site))
    after = before.replace('name = "Ida Probe"', 'name = "Ida Married"\nwithdrawn = ["Ida Probe"]', 1)
    (site / "curation.toml").write_text(after, encoding="utf-8")
    publish(config.load(site))
    with create_app(config.load(site)).test_client() as client:
        renamed = [
            client.get(f"/person/ida-married{end}").status_code for end in ("", "-2")
        ]  # whichever was the second
        assert sorted(renamed) == [200, 404]
        answers = {path: client.get(f"/person/{path}").status_code for path in ("ida-probe", "ida-probe-2")}
        assert sorted(answers.values()) == [200, 410]
        theirs = next(path for path, status in answers.items() if status == 200)
        assert b"0000-0002-1825-0097" in client.get(f"/person/{theirs}").data


def test_a_withdrawal_needs_the_name_in_use(site: Path) -> None:
    (site / "curation.toml").write_text(AFTER.replace('name = "Ida Married"\n', ""), encoding="utf-8")
    with pytest.raises(SourceError, match="the only one") as caught:
        publish(config.load(site))
    assert caught.value.place is not None
    assert caught.value.place.file == "curation.toml"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('withdrawn = "Ida Probe"', "list"),
        ("withdrawn = [1]", "withdrawn|text"),
        ("keep_printed = true", "beside withdrawn"),
        ('withdrawn = ["A B"]\nkeep_printed = "yes"', "true or false"),
    ],
)
def test_what_is_written_wrongly_is_refused_at_its_place(site: Path, line: str, words: str) -> None:
    (site / "curation.toml").write_text(BEFORE.replace('topics = ["Tides"]', line), encoding="utf-8")
    with pytest.raises(SourceError, match=words) as caught:
        publish(config.load(site))
    assert caught.value.place is not None
    assert caught.value.place.line is not None


def test_a_lost_key_of_the_hashes_is_said(site: Path) -> None:
    withdraw(site)
    (site / "withdrawn.key").unlink()
    (site / "curation.toml").write_text(AFTER + "\n", encoding="utf-8")
    with pytest.raises(LedgerError, match="lost"):
        publish(config.load(site))
