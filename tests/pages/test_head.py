"""Meta tags for Google Scholar and typed links: only what is known, and everything that is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html as parser

from scholargraph.formats import CITATIONS
from scholargraph.iris import Key
from scholargraph.model import Contribution, Gap, Pages, Venue, VenueType
from scholargraph.pages import head, representation
from scholargraph.pages.head import Link
from scholargraph.pages.representation import HTML
from tests.pages import sites

if TYPE_CHECKING:
    from scholargraph.pages.site import Site


def tags(site: Site, key: Key) -> list[tuple[str, str]]:
    root = parser.fromstring(representation.of_thing(site, key, HTML).body)
    metas = root.xpath("//meta[starts-with(@name, 'citation_')]")
    return [(meta.get("name"), meta.get("content")) for meta in metas]


def of_work(tmp_path: Path, **more: Any) -> list[tuple[str, str]]:
    work = sites.paper(**{"about": (), "cites": (), **more})
    venues = [record for record in sites.records() if isinstance(record, Venue)]
    made = sites.opened(
        sites.publish(tmp_path, sites.catalogue([work, sites.person(), *venues, *more.pop("extra", [])]))
    )
    return tags(made, sites.PAPER)


def test_a_complete_work_has_google_scholars_tags_in_order(site: Site) -> None:
    assert tags(site, sites.PAPER) == [
        ("citation_title", "A Theory of Tides: \\citep{x} & “Other” Waters"),
        ("citation_author", "Zhao Ångström"),
        ("citation_author", "Mira Oduya"),
        ("citation_author", "Bo Aalto"),
        ("citation_publication_date", "2024/03/15"),
        ("citation_conference_title", "Tidal Conference '24"),
        ("citation_isbn", "9783161484100"),
        ("citation_volume", "12"),
        ("citation_issue", "3"),
        ("citation_firstpage", "890"),
        ("citation_lastpage", "896"),
        ("citation_doi", "10.5555/tides.2024"),
        ("citation_language", "en"),
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"title": None, "gaps": (Gap.TITLE_LOST,)},
        {"issued": None, "gaps": (Gap.DATE_UNKNOWN,)},
        {"contributions": (), "authors_complete": False, "gaps": (Gap.AUTHORS_LOST,)},
        {"authors_complete": False, "gaps": (Gap.AUTHORS_TRUNCATED,)},
    ],
)
def test_a_work_that_lacks_what_the_tags_need_has_none(tmp_path: Path, more: dict[str, Any]) -> None:
    assert of_work(tmp_path, **more) == []


def test_a_number_of_pages_is_no_first_page(tmp_path: Path) -> None:
    found = dict(of_work(tmp_path, pages=Pages(count=9)))
    assert "citation_title" in found
    assert not {"citation_firstpage", "citation_lastpage"} & set(found)


def test_a_journal_is_no_conference(tmp_path: Path) -> None:
    from scholargraph.identifiers import parse_identifier

    journal = Venue(
        key=Key("venue/journal"),
        name="Tidal Letters",
        type=VenueType.JOURNAL,
        identifiers=(parse_identifier("issn:2049-3630"),),
    )
    work = sites.paper(venue=journal.key, about=(), cites=())
    made = sites.opened(sites.publish(tmp_path, sites.catalogue([work, sites.person(), journal])))
    found = dict(tags(made, sites.PAPER))
    assert (found["citation_journal_title"], found["citation_issn"]) == ("Tidal Letters", "2049-3630")
    assert "citation_conference_title" not in found


def test_a_thesis_names_its_institution_and_other_pages_have_no_tags(site: Site) -> None:
    assert ("citation_dissertation_institution", "Example University") in tags(site, sites.BOOK)
    assert tags(site, sites.MIRA) == []
    assert tags(site, Key("software/tide-table")) == []


def test_a_pdf_elsewhere_is_never_pointed_at(site: Site) -> None:
    assert not [name for name, _ in tags(site, sites.PAPER) if "pdf" in name]


# ---- FAIR Signposting ----


def links(site: Site, key: Key) -> dict[str, list[tuple[str, str | None]]]:
    found: dict[str, list[tuple[str, str | None]]] = {}
    for link in representation.of_thing(site, key, HTML).links:
        found.setdefault(link.relation, []).append((link.target, link.type))
    return found


def test_a_page_has_the_links_of_signposting_level_two(site: Site) -> None:
    document = f"{sites.BASE}{sites.PAPER}"
    assert links(site, sites.PAPER) == {
        "cite-as": [(document, None)],
        "describedby": [
            (f"{document}.ttl", "text/turtle"),
            (f"{document}.jsonld", "application/ld+json"),
            (f"{document}.nt", "application/n-triples"),
            (f"{document}.rdf", "application/rdf+xml"),
            *((f"{document}.{form.suffix}", form.media_type) for form in CITATIONS),
        ],
        "type": [("https://schema.org/ScholarlyArticle", None), ("https://schema.org/AboutPage", None)],
        "author": [(f"{sites.BASE}{sites.MIRA}", None)],
        "license": [(sites.LICENSE, None)],
        "related": [("https://doi.org/10.5555/tides.2024", None)],
        "linkset": [(f"{document}.linkset.json", "application/linkset+json")],
    }


@pytest.mark.parametrize(
    ("key", "kind"),
    [(sites.MIRA, "Person"), (sites.BOOK, "Thesis"), (sites.LOST, "CreativeWork"), (Key("service/tide-api"), "Service"),
     (Key("project/atlas"), "ResearchProject"), (Key("venue/tidal"), "CreativeWorkSeries")],
)  # fmt: skip
def test_each_kind_of_thing_has_its_type(site: Site, key: Key, kind: str) -> None:
    assert links(site, key)["type"] == [(f"https://schema.org/{kind}", None), (head.ABOUT_PAGE, None)]


def test_the_links_stand_in_the_page_too(site: Site) -> None:
    made = representation.of_thing(site, sites.PAPER, HTML)
    root = parser.fromstring(made.body)
    found = {(link.get("rel"), link.get("href"), link.get("type")) for link in root.xpath("//head/link")}
    assert {(link.relation, link.target, link.type) for link in made.links} <= found


def test_metadata_says_what_it_describes(site: Site) -> None:
    for form in representation.STATEMENTS:
        made = representation.of_thing(site, sites.PAPER, form)
        assert made.links == (Link(f"{sites.BASE}{sites.PAPER}", "describes", "text/html"),)


def test_the_linkset_holds_all_links_of_the_page_and_its_metadata(site: Site) -> None:
    made = representation.of_linkset(site, sites.PAPER)
    assert made.content_type == "application/linkset+json"
    document = f"{sites.BASE}{sites.PAPER}"
    contexts = {context.pop("anchor"): context for context in json.loads(made.body)["linkset"]}
    page = contexts.pop(document)
    assert {relation: [target["href"] for target in targets] for relation, targets in page.items()} == {
        relation: [target for target, _ in targets]
        for relation, targets in links(site, sites.PAPER).items()
        if relation != "linkset"
    }
    assert set(contexts) == {f"{document}.{form.suffix}" for form in (*representation.STATEMENTS, *CITATIONS)}
    assert all(one == {"describes": [{"href": document, "type": "text/html"}]} for one in contexts.values())


def test_hundreds_of_authors_do_not_burst_the_header_and_all_are_in_the_linkset(tmp_path: Path) -> None:
    people = [sites.person(Key(f"person/p-{number}"), name=f"P {number}", roles=(), topics=()) for number in range(120)]
    crowd = tuple(
        Contribution.of(one.name, position=place, person=one.key) for place, one in enumerate(people, start=1)
    )
    work = sites.paper(contributions=crowd, venue=None, about=(), cites=())
    made = sites.opened(sites.publish(tmp_path, sites.catalogue([work, *people])))
    field = head.header(representation.of_thing(made, sites.PAPER, HTML).links)
    assert field.count('rel="author"') == head.SHOWN_LINKS
    assert len(field) < 8000
    told = json.loads(representation.of_linkset(made, sites.PAPER).body)["linkset"][0]
    assert len(told["author"]) == 120


def test_a_header_is_ascii_whatever_the_address() -> None:
    field = head.header([Link('https://e.example/ü?q=李"><x>', "related"), Link("https://e.example/a%20b", "license")])
    assert field.isascii()
    assert field == (
        '<https://e.example/%C3%BC?q=%E6%9D%8E%22%3E%3Cx%3E>; rel="related", <https://e.example/a%20b>; rel="license"'
    )
