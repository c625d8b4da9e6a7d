"""Forty hostile payloads in every field of every record: they stay words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import rdflib
from lxml import html as parser

from scholargraph.iris import Key
from scholargraph.pages import front, representation
from scholargraph.pages.addresses import Addresses, safe_href
from scholargraph.pages.head import header
from scholargraph.pages.listings import COLLECTIONS
from scholargraph.pages.representation import HTML
from scholargraph.web_addresses import ascii_uri
from tests.pages import sites
from tests.pages.hostile import MARK, PAYLOADS
from tests.pages.poison import publish_poisoned
from tests.pages.test_page_graphs import read

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from scholargraph.pages.site import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return sites.opened(publish_poisoned(tmp_path_factory.mktemp("poison")))


def bodies(site: Site, place: int) -> dict[str, bytes]:
    keys = [Key(f"{record.key}-{place}") for record in sites.records()]
    return {str(key): representation.of_thing(site, key, HTML).body for key in keys}


def test_there_are_forty_payloads() -> None:
    assert len(set(PAYLOADS)) >= 40


def is_harmless(body: bytes) -> HtmlElement:
    """Nothing on the page is anything but what our templates put there."""
    root = parser.fromstring(body)
    scripts = root.xpath("//script")
    assert [one.get("type") for one in scripts] == ["application/ld+json"] * len(scripts)
    for one in scripts:
        json.loads(one.text)
    elements = {one.tag for one in root.iter() if isinstance(one.tag, str)}
    assert not elements & {
        "iframe",
        "object",
        "embed",
        "base",
        "style",
        "svg",
        "img",
        "math",
        "noscript",
    }
    assert set(root.xpath("//form/@action")) <= {"/search"}
    assert set(root.xpath("//input/@name|//button/@name")) <= {"q"}
    attributes = {attribute for one in root.iter() if isinstance(one.tag, str) for attribute in one.attrib}
    assert not {attribute for attribute in attributes if attribute.startswith("on")} | attributes & {"style", "srcdoc"}
    for address in root.xpath("//@href|//@src|//@action"):
        assert address.startswith(("/", "http://", "https://", "#"))
        assert "evil.example" not in address
    assert root.xpath("//meta[@http-equiv]") == []
    assert len(root.xpath("/html/body/main")) == 1, "nothing closed an element of ours"
    return root


each_payload = pytest.mark.parametrize("place", range(len(PAYLOADS)), ids=lambda place: f"payload-{place}")


@each_payload
def test_a_payload_in_every_field_stays_words(site: Site, place: int) -> None:
    pages = {key: is_harmless(body) for key, body in bodies(site, place).items()}
    shown = pages[f"{sites.MIRA}-{place}"].xpath("//h1")[0].text_content()
    assert " ".join(shown.split()) == " ".join(PAYLOADS[place].split()), "and they are shown as they are"


def test_all_payloads_together_stay_words_on_lists_errors_and_the_front_page(site: Site) -> None:
    is_harmless(representation.of_front(site).body)
    is_harmless(representation.of_thing(site, Key("source/notes"), HTML).body)
    is_harmless(representation.of_error(site, 404, heading="x", detail="".join(PAYLOADS)).body)
    for name in COLLECTIONS:
        listed = front.collection(site, name, sort="title", number=1)
        assert listed is not None
        is_harmless(representation.of_list(site, listed).body)


@each_payload
def test_a_payload_reads_back_in_every_format_of_its_page(site: Site, place: int) -> None:
    key = Key(f"{sites.MIRA}-{place}")
    thing = rdflib.URIRef(f"{sites.BASE}{key}#this")
    for form in representation.STATEMENTS:
        found = read(representation.of_thing(site, key, form).body, form.suffix, f"{sites.BASE}{key}")
        assert str(found.value(thing, rdflib.URIRef("https://schema.org/name"))) == PAYLOADS[place], form.label


@each_payload
def test_a_payload_never_gets_into_a_header(site: Site, place: int) -> None:
    for record in sites.records():
        field = header(representation.of_thing(site, Key(f"{record.key}-{place}"), HTML).links)
        assert MARK not in field
        assert field.isascii()
        assert "\n" not in field


# ---- addresses ----


@pytest.mark.parametrize(
    "address",
    ["javascript:pwned()", "JAVASCRIPT:pwned()", "java\tscript:pwned()", " javascript:pwned()", "data:text/html,x", "vbscript:x",
     "file:///etc/passwd", "//evil.example/", "/local", "", "https://", "http:evil", "https://[::1", "urn:isbn:978", "mailto:a@b",
     "https://e.example/\n", "https://e.example/\x00", "\x01https://e.example/", "https://e.example/\u0085"],
)  # fmt: skip
def test_only_web_addresses_may_be_linked_to(address: str) -> None:
    assert safe_href(address) is None


@pytest.mark.parametrize(
    "address", ["https://e.example/ü?a=b#c", "http://127.0.0.1:8000/", "HTTPS://E.example/", "https://[::1]:8/"]
)
def test_web_addresses_stay_as_they_are(address: str) -> None:
    assert safe_href(address) == address


def test_this_sites_own_addresses_become_paths() -> None:
    here = Addresses("https://people.example.org/chem/")
    assert here.root == "/chem/"
    assert here.href("https://people.example.org/chem/person/a#this") == "/chem/person/a"
    assert here.href("https://people.example.org/chem/person/a#role-1") == "/chem/person/a#role-1"
    assert here.href("https://people.example.org/other") == "https://people.example.org/other"
    assert Addresses("https://people.example.org/").local("sparql") == "/sparql"


def test_an_iri_in_a_header_is_a_uri() -> None:
    assert ascii_uri('https://e.example/é%20\u202e<>"') == "https://e.example/%C3%A9%20%E2%80%AE%3C%3E%22"
