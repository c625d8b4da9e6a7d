"""The page of the query editor: a form that works, the examples, and data that no words can break out of."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING, Final

import pytest

from scholargraph.pages import editor
from scholargraph.vocab import PREFIXES, SDO, SG
from tests.pages import sites
from tests.pages.hostile import PAYLOADS

if TYPE_CHECKING:
    from pathlib import Path

    from scholargraph.pages.site import Site


@dataclass(frozen=True)
class Offer:
    name: str
    group: str = "Works"
    label: str = "Works in each year"
    question: str = "How many?"
    query: str = "ASK {}"
    here: bool = True


OFFERS: Final = (Offer("years"), Offer("venues", label="Venues"), Offer("far", group="Elsewhere", here=False))


def html(site: Site, *offers: Offer, chosen: str | None = None) -> str:
    return editor.editor_page(site, offers or OFFERS, chosen=chosen).body.decode()


def told(page: str) -> dict[str, object]:
    (data,) = re.findall(r'<script type="application/json" id="told">(.*?)</script>', page, re.DOTALL)
    return json.loads(data)  # type: ignore[no-any-return]


def test_the_form_works_by_itself(site: Site) -> None:
    page = html(site)
    assert '<form id="ask" action="/sparql" method="get">' in page
    assert re.search(r'<textarea id="query" name="query"[^>]*>\nPREFIX foaf:', page)
    for form in ("json", "csv", "ttl", "jsonld"):
        assert f'<option value="{form}">' in page


def test_examples_are_links_in_their_groups(site: Site) -> None:
    page = html(site)
    assert [unescape(group) for group in re.findall(r"<h3>([^<]*)</h3>", page)] == ["Works", "Elsewhere"]
    assert re.findall(r'href="/sparql\?example=([a-z]+)"', page) == ["years", "venues", "far"]


def test_a_chosen_example_stands_in_the_form(site: Site) -> None:
    page = html(site, chosen="venues")
    assert re.search(r"<textarea[^>]*>\nASK \{\}</textarea>", page)
    assert 'data-example="venues" title="How many?" aria-current="true"' in page
    assert told(page)["chosen"] is True


def test_one_for_elsewhere_says_so(site: Site) -> None:
    assert re.search(r'<p id="elsewhere" class="elsewhere" hidden>', html(site, chosen="venues"))
    assert re.search(r'<p id="elsewhere" class="elsewhere">', html(site, chosen="far"))


@pytest.mark.parametrize("name", ["nothing", "", "../x", *PAYLOADS[:3]])
def test_an_unknown_example_is_none(name: str, site: Site) -> None:
    page = html(site, chosen=name)
    assert told(page)["chosen"] is False
    assert not name or f"example={name}" not in page


def test_the_script_is_told_what_it_needs(site: Site) -> None:
    data = told(html(site))
    assert data["endpoint"] == "/sparql"
    assert data["base"] == sites.BASE
    assert data["prefixes"] == dict(PREFIXES)
    assert data["examples"] == {offer.name: {"query": offer.query, "here": offer.here} for offer in OFFERS}
    classes, properties = data["classes"], data["properties"]
    assert isinstance(classes, list)
    assert isinstance(properties, list)
    assert SDO.Person in classes
    assert SG.gap in properties
    assert not set(classes) & set(properties)


def test_a_site_below_a_path_has_its_endpoint_there(tmp_path: Path) -> None:
    settings = sites.publish(tmp_path, sites.catalogue(), base="https://people.example.org/x/")
    page = html(sites.opened(settings))
    assert '<form id="ask" action="/x/sparql" method="get">' in page
    assert told(page)["endpoint"] == "/x/sparql"
    assert told(page)["root"] == "/x/"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_words_of_an_example_break_out(payload: str, site: Site) -> None:
    hostile = Offer("years", payload, payload, payload, payload)
    page = html(site, hostile, chosen="years")
    clean = html(site, replace(hostile, group="g", label="l", question="q", query="k"), chosen="years")
    assert re.findall(r"<[a-z]+", page) == re.findall(r"<[a-z]+", clean)
    assert told(page)["examples"] == {"years": {"query": payload, "here": True}}


def test_the_policy_lets_nothing_stand_in_the_page_run() -> None:
    assert "unsafe" not in editor.POLICY
    assert "connect-src 'self'" in editor.POLICY
    assert "default-src 'none'" in editor.POLICY
