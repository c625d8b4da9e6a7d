"""Money and access on pages: full texts, licences, open access, grants, awards, as a curation file gives them."""

from __future__ import annotations

from typing import Final

import pytest
from lxml import html as parser

from scholargraph import config
from scholargraph.publish import publish
from scholargraph.validation import Severity
from scholargraph.web.app import create_app

SITE: Final = """[site]
title = "Maps"
base = "http://127.0.0.1:8000/"
[[source]]
name = "curation"
kind = "curation"
path = "curation.toml"
"""
CURATION: Final = """
[[person]]
id = "ada"
name = "Ada Quill"
awards = ["Golden Compass"]
basis = "Made up."
[[person.funding]]
name = "Maps for all"
funder = "Example Fund"
number = "EF-1"
start = 2020
[[person.role]]
organization = "u"
kind = "invited"
title = "Visiting fellow"
status = "current"

[[organization]]
id = "u"
name = "Example University"
type = "education"
founded = 1583
location = "Atlantis"
basis = "Made up."

[[publication]]
title = "Maps of Nowhere"
type = "report"
authors = [{ name = "Ada Quill", person = "ada" }]
issued = 2024
edition = "2"
number = "TR-7"
genre = "Technical report"
event = "Conference on Imaginary Places"
place = "Atlantis"
open_access = "gold"
license = "https://creativecommons.org/licenses/by/4.0/"
rights = "Free to use with the author's name."
basis = "Made up."
[[publication.full_text]]
url = "https://press.test/maps.pdf"
media_type = "application/pdf"
version = "accepted"
[[publication.full_text]]
url = "https://press.test/maps/"
[[publication.funding]]
funder = { name = "Example University", organization = "u" }
number = "EF-12/3"
identifiers = ["doi:10.5555/grant.1"]
"""


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[str]]]:
    """What each page tells at a glance, by the name of the fact, with the addresses that it leads to."""
    folder = tmp_path_factory.mktemp("maps")
    (folder / "scholargraph.toml").write_text(SITE, "utf-8")
    (folder / "curation.toml").write_text(CURATION, "utf-8")
    done = publish(config.load(folder))
    assert [one for one in done.findings if one.severity is not Severity.INFO] == []
    client = create_app(config.load(folder)).test_client()
    found: dict[str, dict[str, list[str]]] = {}
    for path in ("/publication/maps-of-nowhere", "/person/ada-quill", "/organization/example-university"):
        page = parser.fromstring(client.get(path, headers={"Accept": "text/html"}).get_data(as_text=True))
        told = found.setdefault(path, {})
        for name in page.xpath("//dl//dt"):
            for value in name.xpath("following-sibling::dd[1]"):
                told[name.text_content().strip()] = [" ".join(value.text_content().split()), *value.xpath(".//a/@href")]
        told["roles"] = [" ".join(one.text_content().split()) for one in page.xpath("//ul[@class='roles']/li")]
    return found


@pytest.mark.parametrize(("name", "words", "address"), [
    ("Edition", "2", None),
    ("Number", "TR-7", None),
    ("Kind, as printed", "Technical report", None),
    ("Presented at", "Conference on Imaginary Places", None),
    ("Place", "Atlantis", None),
    ("Open access", "Gold open access", None),
    ("Licence", "creativecommons.org/licenses/by/4.0", "https://creativecommons.org/licenses/by/4.0/"),
    ("Rights", "Free to use with the author's name.", None),
    ("Full text", "PDF (accepted version)", "https://press.test/maps.pdf"),
    ("Full text", "press.test/maps", "https://press.test/maps/"),
    ("Funding", "Example University, EF-12/3", "https://doi.org/10.5555/grant.1"),
])  # fmt: skip
def test_a_work_tells(facts: dict[str, dict[str, list[str]]], name: str, words: str, address: str | None) -> None:
    text, *addresses = facts["/publication/maps-of-nowhere"][name]
    assert words in text
    assert address is None or address in addresses


def test_a_person_tells_of_grants_and_awards_and_where_they_are_a_guest(facts: dict[str, dict[str, list[str]]]) -> None:
    told = facts["/person/ada-quill"]
    assert told["Awards"] == ["Golden Compass"]
    assert told["Funding"] == ["Maps for all (Example Fund, EF-1)"]
    assert told["roles"] == ["Visiting fellow Example University"]


def test_an_organization_tells_where_and_since_when(facts: dict[str, dict[str, list[str]]]) -> None:
    told = facts["/organization/example-university"]
    assert (told["Founded"], told["Location"]) == (["1583"], ["Atlantis"])
