"""The JSON-LD in a page says nothing but statements of the graph, and the authors in their order."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from scholargraph.iris import Key
from scholargraph.model import Contribution
from scholargraph.pages import representation, structured_data
from scholargraph.pages.parts import Turn
from scholargraph.pages.representation import HTML
from scholargraph.store import Snapshots
from tests import dumps
from tests.pages import schema_org, sites

if TYPE_CHECKING:
    from scholargraph.config import Settings
    from scholargraph.pages.site import Site

KEYS = [record.key for record in sites.records()]


def page(site: Site, key: Key) -> bytes:
    return representation.of_thing(site, key, HTML, turn=Turn("-year", 1, 1)).body


def tree(site: Site, key: Key) -> Any:
    found = schema_org.extracted(page(site, key), sites.BASE + key)
    assert len(found) == 1
    return found[0]


@pytest.fixture(scope="session")
def stated(settings: Settings) -> set[schema_org.Statement]:
    lines = [
        text
        for text in dumps.text(Snapshots(settings.work).require().path).splitlines()
        if f"<{sites.BASE}graph/" not in text
    ]
    return schema_org.said(lines)


@pytest.mark.parametrize("key", KEYS)
def test_every_statement_of_the_embedded_data_is_in_the_graph(
    site: Site, stated: set[schema_org.Statement], key: Key
) -> None:
    found = schema_org.statements(page(site, key), sites.BASE + key)
    assert len(found) >= 2
    assert not [one for one in sorted(found) if one not in stated]
    assert all(
        predicate.startswith("https://schema.org/") or predicate.endswith("#type") for _, predicate, _, _ in found
    )
    assert not [subject for subject, _, _, _ in found if subject.startswith("_:")]


@pytest.mark.parametrize("key", KEYS)
def test_nothing_that_schema_org_can_say_of_a_thing_is_left_out(
    site: Site, stated: set[schema_org.Statement], key: Key
) -> None:
    thing = f"{sites.BASE}{key}#this"
    wanted = {one for one in stated if one[0] == thing and one[1].startswith("https://schema.org/")}
    assert wanted <= schema_org.statements(page(site, key), sites.BASE + key)


def test_the_test_can_fail(site: Site, stated: set[schema_org.Statement]) -> None:
    forged = page(site, sites.PAPER).replace(b'"datePublished": "2024-03-15"', b'"datePublished": "2023-03-15"')
    assert not schema_org.statements(forged, sites.BASE + sites.PAPER) <= stated


def test_authors_stand_in_the_order_of_the_list_whoever_has_a_page(site: Site) -> None:
    found = tree(site, sites.PAPER)
    assert [author["name"] for author in found["author"]] == ["Zhao Ångström", "Mira Oduya", "Bo Aalto"]
    assert [author["@type"] for author in found["author"]] == ["Person"] * 3
    assert found["author"][1]["@id"] == f"{sites.BASE}{sites.MIRA}#this"
    assert set(found["@type"]) == {"ScholarlyArticle", "Article"}
    assert found["headline"] == found["name"]


def test_twelve_authors_keep_their_order(tmp_path: Path) -> None:
    names = [f"Author {letter}" for letter in "LKJIHGFEDCBA"]
    crowd = tuple(Contribution.of(name, position=place) for place, name in enumerate(names, 1))
    work = sites.paper(contributions=crowd, venue=None, about=(), cites=())
    made = sites.opened(sites.publish(tmp_path, sites.catalogue([work])))
    assert [author["name"] for author in tree(made, sites.PAPER)["author"]] == names


def test_a_cut_list_of_authors_gives_those_that_are_known(site: Site) -> None:
    found = tree(site, sites.LOST)
    assert {author["name"] for author in found["author"]} == {"Mira Oduya", "李 伟"}
    assert "name" not in found
    assert "headline" not in found


def test_a_profile_page_has_a_person_as_main_entity_with_works(site: Site) -> None:
    found = tree(site, sites.MIRA)
    assert found["@type"] == "ProfilePage"
    assert found["@context"] == "https://schema.org"
    entity = found["mainEntity"]
    assert (entity["@type"], entity["name"]) == ("Person", "Mira Oduya")
    paper, book, untitled = found["hasPart"]
    assert paper == {
        "@id": f"{sites.BASE}{sites.PAPER}#this",
        "@type": ["Article", "ScholarlyArticle"],
        "headline": {"@value": "A Theory of Tides: \\citep{x} & “Other” Waters", "@language": "en"},
        "datePublished": "2024-03-15",
        "url": "https://tidal.example.org/24/7",
        "author": {"@id": f"{sites.BASE}{sites.MIRA}#this"},
    }
    assert book["headline"] == {"@value": "Liber de aqua", "@language": "la"}
    assert set(untitled) == {"@id", "@type", "author"}
    assert {node["roleName"] for node in entity["worksFor"] if "roleName" in node} == {"professor", "pilot"}


def test_identifiers_are_property_values_and_addresses_are_strings(site: Site) -> None:
    found = tree(site, sites.PAPER)
    assert {(one["propertyID"], one["value"]) for one in found["identifier"]} == {
        ("DOI", "10.5555/tides.2024"),
        ("arXiv", "2403.00001"),
    }
    assert "https://doi.org/10.5555/tides.2024" in found["sameAs"]
    assert found["url"] == "https://tidal.example.org/24/7"
    assert found["abstract"] == {"@value": "We show 15\\% more tides.\nAnd foam.", "@language": "en"}


@pytest.fixture(scope="module")
def with_report(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with a report of which not every author is a person."""
    made = sites.catalogue([*sites.records(), sites.report()])
    return sites.opened(sites.publish(tmp_path_factory.mktemp("report"), made))


def test_organisations_and_groups_are_organisations_and_the_undecided_are_names_alone(with_report: Site) -> None:
    found = tree(with_report, sites.REPORT)
    record, undecided, bureau, group, person = found["author"]
    assert record == {
        "@id": f"{sites.BASE}organization/institute#this", "@type": "Organization", "name": "Institute of Salt",
    }  # fmt: skip
    assert undecided == "Tidewater"
    assert (bureau["@type"], bureau["name"]) == ("Organization", "Bureau of Foam")
    assert (group["@type"], group["name"]) == ("Organization", "Foam Study Group")
    assert (person["@type"], person["name"]) == ("Person", "Mira Oduya")
    assert found["publisher"]["@id"] == record["@id"]


def test_the_name_of_an_undecided_author_is_all_that_is_not_in_the_graph(with_report: Site) -> None:
    """schema.org has no class for somebody or something: so the name stands where the graph has a node with that name."""
    settings = with_report.settings
    text = dumps.text(Snapshots(settings.work).require().path)
    stated = schema_org.said([line for line in text.splitlines() if f"<{sites.BASE}graph/" not in line])
    found = schema_org.statements(page(with_report, sites.REPORT), sites.BASE + sites.REPORT)
    thing = f"{sites.BASE}{sites.REPORT}#this"
    assert found - stated == {(thing, "https://schema.org/author", "Tidewater", "")}
    (node,) = {one[0] for one in stated if one[1:3] == ("https://schema.org/name", "Tidewater")}
    assert (thing, "https://schema.org/author", node, "<>") in stated
    assert not [one for one in stated if one[0] == node and one[1].endswith("#type") and "schema.org" in one[2]]


def test_a_source_has_no_embedded_data(site: Site) -> None:
    body = representation.of_thing(site, Key("source/notes"), HTML).body
    assert b"<script" not in body


@pytest.mark.parametrize(
    "words", ["</script>", "<!--<script>", "]]>", "&lt;", "\u2028\u2029", "</ScRiPt ><svg onload=x>", "\\u003c"]
)
def test_no_words_end_the_script_element(words: str) -> None:
    text = structured_data.embedded({"name": words, words: [words]})
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == {"name": words, words: [words]}
