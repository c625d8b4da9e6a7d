"""A person who opts out is gone from all that is published, kept or told, comes back with no source, and falsifies no list."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

import pytest

from scholargraph import config, store
from scholargraph.errors import MatchError, SnapshotError, SourceError
from scholargraph.publish import Published, publish
from scholargraph.web.app import create_app
from tests import harbour_site
from tests.harbour_site import PROFILE, dump_of, kept

SITE: Final = f"""\
{harbour_site.SITE}
[[source]]
name = "works"
kind = "bibtex"
path = "works.bib"

[[source]]
name = "register"
kind = "csl-json"
path = "register.json"
"""
WORKS: Final = """\
@article{tides,
  author = {Probe, Ida and Brink, Ömer},
  title = {Tides of the Inner Harbour},
  year = {2018},
}
@article{alone,
  author = {Ida Probe},
  title = {Alone at the Quay},
  year = {2019},
}
"""
REGISTER: Final = [
    {
        "id": "waves",
        "type": "article-journal",
        "title": "Waves Without Wind",
        "author": [{"family": "Brink", "given": "Ömer"}, {"family": "Probe", "given": "Ida"}],
        "issued": {"date-parts": [[2021]]},
    },
]
CURATED: Final = """\
[[person]]
id = "ida"
match = { name = "Ida Probe" }
topics = ["Tides"]
identifiers = ["orcid:0000-0002-1825-0097"]
basis = "made up"

[[person]]
id = "brink"
name = "Ömer Brink"
biography = "Works with Ida Probe."
basis = "made up"

[[publication]]
title = "Letters to Ida Probe"
authors = ["Ömer Brink", { name = "I. Probe", person = "ida" }]
issued = 2020
about = ["ida"]
basis = "Told by Ida Probe."
"""
ASKED: Final = """\
[[person]]
{who}
opted_out = true
basis = "Asked for by the person."

"""
BY_NAME: Final = 'name = "Ida Probe"\naffiliation = "Office of Imaginary Harbours"'
BY_ORCID: Final = 'identifiers = ["orcid:0000-0002-1825-0097"]'
OTHERS: Final = (
    CURATED[CURATED.index('[[person]]\nid = "brink"') :]
    .replace(', { name = "I. Probe", person = "ida" }]', "]\nauthors_complete = false")
    .replace('about = ["ida"]\n', "")
)
"""The curation once the site's owner has taken the person out of it."""
OLD: Final = "person/ida-probe"
NAME: Final = re.compile(rb"ida[\s_+%20-]{1,3}probe|probe,\s*ida|i\. probe|0000-0002-1825-0097", re.IGNORECASE)
OWN_FILES: Final = harbour_site.OWN_FILES | {"works.bib", "register.json"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "scholargraph.toml").write_text(SITE, encoding="utf-8")
    (tmp_path / "profile.txt").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "works.bib").write_text(WORKS, encoding="utf-8")
    (tmp_path / "register.json").write_text(json.dumps(REGISTER), encoding="utf-8")
    (tmp_path / "curation.toml").write_text(CURATED, encoding="utf-8")
    return tmp_path


def opt_out(site: Path, who: str = BY_NAME, curated: str = CURATED) -> Published:
    publish(config.load(site))
    (site / "curation.toml").write_text(ASKED.format(who=who) + curated, encoding="utf-8")
    return publish(config.load(site))


def left_in(site: Path) -> list[str]:
    return [name for name, data in kept(site, OWN_FILES) if NAME.search(data)]


@pytest.mark.parametrize(
    "who", [BY_NAME, BY_ORCID, 'match = { name = "Ida Probe" }', f'name = "Ida Probe"\n{BY_ORCID}']
)
def test_no_byte_of_the_person_is_left(site: Path, who: str) -> None:
    publish(config.load(site))
    assert left_in(site)  # what is looked for can be found
    opt_out(site, who)
    assert left_in(site) == []


def test_the_works_stay_and_say_that_somebody_is_not_named(site: Path) -> None:
    opt_out(site)
    dump = dump_of(site)
    for key in ("tides-of-the-inner-harbour", "alone-at-the-quay", "waves-without-wind"):
        assert (
            f"<http://site.test/publication/{key}#this> <https://w3id.org/scholargraph#gap> <https://w3id.org/scholargraph#AuthorUnnamed>"
            in dump
        )
        assert f"<http://site.test/publication/{key}#this> <https://w3id.org/scholargraph#authorsComplete>" not in dump
        assert f"<http://site.test/publication/{key}#this> <http://purl.org/ontology/bibo/authorList>" not in dump
    assert '"Ömer Brink"' in dump
    assert "[…] hears tides" in dump


def test_the_others_keep_their_places(site: Path) -> None:
    opt_out(site)
    rank = '<http://vivoweb.org/ontology/core#rank> "2"'
    assert [
        line for line in dump_of(site).splitlines() if "tides-of-the-inner-harbour#authorship" in line and rank in line
    ]


def test_the_address_is_gone_also_after_the_person_is_out_of_every_file(site: Path) -> None:
    opt_out(site)
    settings = config.load(site)
    for cleaned in (False, True):
        if cleaned:
            (site / "profile.txt").write_text("Ömer Brink\n\nÖmer Brink is a hydrographer.\n", encoding="utf-8")
            (site / "curation.toml").write_text(ASKED.format(who=BY_ORCID) + OTHERS, encoding="utf-8")
            publish(settings)
        with create_app(settings).test_client() as client:
            for old in (OLD, f"{OLD}.ttl", f"{OLD}/works", "publication/letters-to-ida-probe"):
                answer = client.get(f"/{old}")
                assert answer.status_code == 410, old
                assert not NAME.search(answer.data.replace(f"/{old}".encode(), b"")), answer.data
            assert client.get("/person/omer-brink").status_code == 200
            assert client.get("/search?q=probe&format=json").get_json()["total"] == 0


def test_who_comes_back_with_a_source_is_left_out_again(site: Path) -> None:
    opt_out(site, BY_ORCID)
    (site / "curation.toml").write_text(ASKED.format(who=BY_ORCID) + OTHERS, encoding="utf-8")
    publish(config.load(site))
    assert left_in(site) == []  # the iD alone is told now: the name is known by its hash
    ledger = (site / "keys.txt").read_text("utf-8")
    back = [*REGISTER, {**REGISTER[0], "id": "again", "title": "Back Again", "author": [{"literal": "Ida Probe"}]}]
    (site / "register.json").write_text(json.dumps(back), encoding="utf-8")
    publish(config.load(site))
    assert "Back Again" in dump_of(site)
    assert left_in(site) == []
    hashes = [line for line in ledger.splitlines() if line.startswith("!")]
    assert [line for line in (site / "keys.txt").read_text("utf-8").splitlines() if line.startswith("!")] == hashes
    assert not publish(config.load(site)).changed


def test_what_was_published_before_cannot_be_rolled_back_to(site: Path) -> None:
    publish(config.load(site))
    old = store.Snapshots(config.load(site).work).require().digest
    opt_out(site)
    with pytest.raises(SnapshotError, match="no snapshot"):
        store.Snapshots(config.load(site).work).point_to(old)


def test_files_in_which_the_person_still_stands_are_told(site: Path) -> None:
    findings = [one for one in opt_out(site).findings if "left out" in one.message]
    assert {one.place.file for one in findings if one.place} == {
        "curation.toml", "profile.txt", "works.bib", "register.json"
    }  # fmt: skip
    assert [str(one) for one in findings if NAME.search(str(one).encode())] == []


def test_a_namesake_stays(site: Path) -> None:
    other = '\n[[person]]\nid = "other"\nname = "Ida Probe"\nidentifiers = ["orcid:0000-0001-5109-3700"]\nbasis = "made up"\n'
    curated = CURATED.replace('match = { name = "Ida Probe" }', 'name = "Ida Probe"') + other
    (site / "scholargraph.toml").write_text(SITE[: SITE.index('[[source]]\nname = "page"')], encoding="utf-8")
    (site / "curation.toml").write_text(curated, encoding="utf-8")
    opt_out(site, BY_ORCID, curated)
    with create_app(config.load(site)).test_client() as client:
        answers = {path: client.get(f"/person/{path}").status_code for path in ("ida-probe", "ida-probe-2")}
        assert sorted(answers.values()) == [200, 410]
        theirs = next(path for path, status in answers.items() if status == 200)
        assert b"0000-0001-5109-3700" in client.get(f"/person/{theirs}").data
    assert "0000-0002-1825-0097" not in dump_of(site)


def test_an_address_that_was_withdrawn_is_given_to_nobody_else(site: Path) -> None:
    opt_out(site)
    other = '\n[[person]]\nname = "Ida Probe"\nidentifiers = ["orcid:0000-0001-5109-3700"]\nbasis = "made up"\n'
    text = ASKED.format(who=BY_ORCID) + OTHERS + other
    (site / "curation.toml").write_text(text, encoding="utf-8")
    publish(config.load(site))
    with create_app(config.load(site)).test_client() as client:
        assert client.get(f"/{OLD}").status_code == 410
        assert client.get(f"/{OLD}-2").status_code == 200


def test_a_name_that_two_persons_have_needs_more(site: Path) -> None:
    other = '\n[[person]]\nname = "Ida Probe"\nidentifiers = ["orcid:0000-0001-5109-3700"]\nbasis = "made up"\n'
    (site / "curation.toml").write_text(ASKED.format(who='name = "Ida Probe"') + other, encoding="utf-8")
    with pytest.raises(MatchError, match="2 persons have the name") as caught:
        publish(config.load(site))
    assert str(caught.value.place) == "curation.toml:1:1"


def test_who_changes_their_mind_is_named_again(site: Path) -> None:
    opt_out(site)
    (site / "curation.toml").write_text(CURATED, encoding="utf-8")
    publish(config.load(site))
    dump = dump_of(site)
    assert '"Ida Probe"' in dump
    assert "AuthorUnnamed> ." not in dump


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('name = "A B"\nopted_out = "yes"', "true or false"),
        ('name = "A B"\naffiliation = "X"', "stands beside it"),
        ('name = "A B"\nopted_out = true\ntopics = ["Tides"]', "not known"),
        ("opted_out = true", "add identifiers"),
        ('match = { abstract = "Why" }\nopted_out = true', "add identifiers"),
        ('name = "A B"\nopted_out = true\naffiliation = 7', "cannot be read"),
    ],
)
def test_what_is_written_wrongly_is_refused_at_its_place(site: Path, line: str, words: str) -> None:
    (site / "curation.toml").write_text(f'[[person]]\n{line}\nbasis = "made up"\n', encoding="utf-8")
    with pytest.raises(SourceError, match=words) as caught:
        publish(config.load(site))
    assert caught.value.place is not None
    assert caught.value.place.line is not None


def test_nobody_needs_to_be_there_to_be_left_out(site: Path) -> None:
    done = opt_out(site, 'name = "Nobody Here"\nidentifiers = ["orcid:0000-0001-5109-3700"]')
    assert [one for one in done.findings if "left out" in one.message] == []
