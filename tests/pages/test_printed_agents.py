"""Corporate authors and cut lists of a curation file, as published: classes, meta tags, embedded data, what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from lxml import html as parser

from scholargraph import config, store
from scholargraph.errors import SourceError
from scholargraph.iris import Key
from scholargraph.pages import representation
from scholargraph.pages.representation import HTML
from scholargraph.publish import assemble, publish
from scholargraph.vocab import FOAF, RDF, SDO
from tests import dumps
from tests.pages import sites

if TYPE_CHECKING:
    from scholargraph.pages.site import Site

BASE: Final = "http://127.0.0.1:8000/"
WORK: Final = Key("publication/maps-of-nowhere")
SITE: Final = f"""[site]
title = "Maps"
base = "{BASE}"
[[source]]
name = "curation"
kind = "curation"
path = "curation.toml"
"""
ORGANIZATION: Final = """[[organization]]
id = "c"
name = "The Example Consortium"
basis = "Made up."
"""
AUTHORS: Final = (
    '"The Example Consortium"',
    '{ name = "Example Consortium", organization = "c" }',
    '"Ida Probe"',
    '"Robert Koch Institute"',
    '"Tidewater"',
    '{ name = "Deep Sea Group", kind = "person" }',
    '{ name = "Maris Collegium Team", identifiers = ["orcid:0000-0002-1825-0097"] }',
)


def written(folder: Path, authors: str, *more: str) -> config.Settings:
    (folder / "scholargraph.toml").write_text(SITE, encoding="utf-8")
    lines = ["[[publication]]", 'title = "Maps of Nowhere"', f"authors = [{authors}]", *more]
    text = "\n".join([*lines, 'type = "report"', "issued = 2024", 'basis = "Made up."', ORGANIZATION])
    (folder / "curation.toml").write_text(text, encoding="utf-8")
    return config.load(folder)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    settings = written(tmp_path_factory.mktemp("maps"), ", ".join(AUTHORS))
    assert publish(settings).findings == ()
    return sites.opened(settings)


def classes(site: Site, thing: str) -> set[str]:
    text = dumps.text(store.Snapshots(site.settings.work).require().path)
    begin = f"<{BASE}{thing}> <{RDF.type}> <"
    return {line.removeprefix(begin).split(">")[0] for line in text.splitlines() if line.startswith(begin)}


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        (1, {SDO.Organization, FOAF.Group}),
        (3, {SDO.Person, FOAF.Person}),
        (4, {SDO.Organization, FOAF.Organization}),
        (5, {FOAF.Agent}),
        (6, {SDO.Person, FOAF.Person}),
        (7, {SDO.Person, FOAF.Person}),
    ],
)
def test_an_author_has_the_classes_of_what_it_is(site: Site, author: int, expected: set[str]) -> None:
    assert classes(site, f"{WORK}#author-{author}") == expected


def test_an_author_with_a_record_is_the_record(site: Site) -> None:
    assert classes(site, f"{WORK}#author-2") == set()
    assert {SDO.Organization, FOAF.Organization} <= classes(site, "organization/the-example-consortium#this")
    page = parser.fromstring(representation.of_thing(site, Key("organization/the-example-consortium"), HTML).body)
    assert f"/{WORK}" in page.xpath("//h3/a/@href")
    page = parser.fromstring(representation.of_thing(site, WORK, HTML).body)
    assert page.xpath("//ol[@class='authors complete']//a/@href") == ["/organization/the-example-consortium"]


def test_corporate_authors_stand_in_the_meta_tags_by_their_names(site: Site) -> None:
    page = parser.fromstring(representation.of_thing(site, WORK, HTML).body)
    assert page.xpath("//meta[@name='citation_author']/@content") == [
        "The Example Consortium", "The Example Consortium", "Ida Probe", "Robert Koch Institute", "Tidewater",
        "Deep Sea Group", "Maris Collegium Team",
    ]  # fmt: skip


def test_corporate_authors_are_organisations_for_search_engines(site: Site) -> None:
    page = parser.fromstring(representation.of_thing(site, WORK, HTML).body)
    (text,) = page.xpath("//script[@type='application/ld+json']/text()")
    found: list[Any] = json.loads(text)["author"]
    assert [one if isinstance(one, str) else (one["@type"], one["name"]) for one in found] == [
        ("Organization", "The Example Consortium"), ("Organization", "The Example Consortium"), ("Person", "Ida Probe"),
        ("Organization", "Robert Koch Institute"), "Tidewater", ("Person", "Deep Sea Group"),
        ("Person", "Maris Collegium Team"),
    ]  # fmt: skip
    assert found[1]["@id"] == f"{BASE}organization/the-example-consortium#this"


@pytest.mark.parametrize(
    ("authors", "place", "words"),
    [
        (
            '"Ida Probe", "et al."',
            "3:26",
            "“et al.” is no name, but says that further names are left out: remove it and",
        ),
        ('"Ida Probe", "u. a."', "3:26", "write authors_complete = false"),
        ('"Ida Probe", "y otros"', "3:26", "write authors_complete = false"),
        ('"Ida Probe", "и др."', "3:26", "write authors_complete = false"),
        ('"Ida Probe", "and 12 others"', "3:26", "write authors_complete = false"),
        ('"Ida Probe", "…"', "3:26", "write authors_complete = false"),
        ('"王伟", "等"', "3:19", "write authors_complete = false"),
        ('"Ida Probe", { name = "et al.", kind = "person" }', "3:35", "write authors_complete = false"),
        ('"Ida Probe et al."', "3:13", "keep “Ida Probe” alone and write authors_complete = false"),
        ('"N.N.", "Ida Probe"', "3:13", "“N.N.” is no name, but says that the name is not known: remove it"),
        ('"Anonymous"', "3:13", "leave authors out where nobody is known"),
        ('"Unbekannt"', "3:13", "is no name"),
        ('"佚名"', "3:13", "is no name"),
    ],
)
def test_what_is_no_name_is_refused_at_its_place(tmp_path: Path, authors: str, place: str, words: str) -> None:
    for more in ((), ("authors_complete = false",)):
        with pytest.raises(SourceError) as caught:
            assemble(written(tmp_path, authors, *more))
        assert str(caught.value).startswith(f"curation.toml:{place}: ")
        assert words in str(caught.value)


@pytest.mark.parametrize("key", ["editors", "translators", "supervisors"])
def test_other_lists_have_no_word_of_completeness(tmp_path: Path, key: str) -> None:
    with pytest.raises(SourceError, match=r"“et al\.” is no name.*: remove it\.$"):
        assemble(written(tmp_path, '"Ida Probe"', f'{key} = ["Bo Aalto", "et al."]'))


@pytest.mark.parametrize("author", ['{ name = "Anonymous", kind = "group" }', '{ name = "N.N.", organization = "c" }'])
def test_who_is_known_may_have_signed_without_a_name(tmp_path: Path, author: str) -> None:
    found = assemble(written(tmp_path, author))
    (work,) = [entry.record for entry in found.catalogue.entries() if entry.record.collection == "publication"]
    assert [one.printed_name for one in work.contributions] == [author.split('"')[1]]
