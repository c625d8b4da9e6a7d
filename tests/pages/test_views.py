"""What people read on a page: everything the graph knows of the thing, what it does not, and where it comes from."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html as parser

from scholargraph.iris import Key
from scholargraph.model import Contribution, Entry, Gap, Person, Text, fields_of, stated
from scholargraph.pages import front, ontology, representation
from scholargraph.pages.listings import COLLECTIONS, NEWEST, SORTS
from scholargraph.pages.parts import Turn
from scholargraph.pages.representation import HTML
from scholargraph.vocab import SG
from tests.pages import sites

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from scholargraph.pages.site import Site


def page(site: Site, key: str, turn: Turn | None = None) -> HtmlElement:
    return parser.fromstring(representation.of_thing(site, Key(key), HTML, turn=turn).body)


def text(element: HtmlElement, path: str = ".") -> str:
    return " ".join(" ".join(found.text_content() for found in element.xpath(path)).split())


def section(root: HtmlElement, heading: str) -> HtmlElement:
    found = root.xpath(f"//section[h2[starts-with(normalize-space(), '{heading}')]]")
    assert len(found) == 1, heading
    return found[0]


def fact(root: HtmlElement, name: str) -> str:
    return text(root, f"//dl[@class='facts']/div[dt='{name}']/dd")


# ---- persons ----


def test_a_profile_shows_name_biography_and_other_names(site: Site) -> None:
    root = page(site, sites.MIRA)
    assert text(root, "//h1") == "Mira Oduya"
    assert "ミラ・オドゥヤ" in text(root, "//header[@class='head']")
    paragraphs = root.xpath("//section[@aria-labelledby='section-biography']/p")
    assert [text(one) for one in paragraphs] == [
        "Mira studies tides that never were.",
        "She keeps bees & reads <old> maps.",
    ]
    assert {one.get("lang") for one in paragraphs} == {"en"}


def test_current_and_former_roles_are_told_apart(site: Site) -> None:
    root = page(site, sites.MIRA)
    assert text(section(root, "Current roles"), ".//li[1]") == "professor Institute of Salt from 2015"
    assert text(section(root, "Current roles"), ".//li[2]") == "co-lead Tide Group"
    assert text(section(root, "Former roles"), ".//li") == "pilot Harbour Office"
    assert text(section(root, "Roles, whether"), ".//li") == "Role not named Harbour Office"
    assert text(section(root, "Education"), ".//li") == "PhD Example University"


def test_topics_links_and_identifiers_are_shown(site: Site) -> None:
    root = page(site, sites.MIRA)
    assert {(one.text, one.get("lang")) for one in root.xpath("//ul[@class='topics']//bdi")} == {
        ("tides", None),
        ("marées", "fr"),
    }
    assert fact(root, "ORCID") == "0000-0002-1825-0097"
    hrefs = set(root.xpath("//aside//a/@href"))
    assert {
        "https://orcid.org/0000-0002-1825-0097",
        "https://oduya.example.org/",
        "https://social.example.org/@mira",
    } <= hrefs
    assert "/organization/institute" in hrefs


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("title", [sites.PAPER, sites.BOOK, sites.LOST]),
        ("-title", [sites.BOOK, sites.PAPER, sites.LOST]),
        ("year", [sites.BOOK, sites.PAPER, sites.LOST]),
        ("-year", [sites.PAPER, sites.BOOK, sites.LOST]),
    ],
)
def test_works_can_be_sorted_both_ways(site: Site, sort: str, order: list[Key]) -> None:
    root = page(site, sites.MIRA, Turn(sort, 1, 1))
    assert root.xpath("//ol[@class='works']//h3/a/@href") == [f"/{key}" for key in order]
    address = {one: "/person/mira-oduya" + ("" if one == NEWEST else f"?sort={one}") for one in SORTS}
    assert root.xpath("//nav[@class='sorts']//a/@href") == [address[one] for one in SORTS]
    assert root.xpath("//nav[@class='sorts']//a[@aria-current='true']/@href") == [address[sort]]
    assert root.xpath("//link[@rel='canonical']/@href") == [sites.BASE + address[sort][1:]]
    assert root.xpath("//meta[@name='robots']/@content") == ([] if sort == NEWEST else ["noindex, follow"])


def test_an_abstract_can_be_previewed_without_script(site: Site) -> None:
    root = page(site, sites.MIRA)
    item = root.xpath("//ol[@class='works']/li[1]")[0]
    assert text(item, ".//details/summary") == "Preview abstract"
    assert "We show 15% more tides." in text(item, ".//details")
    assert "\\%" not in text(item, ".//details"), "the cleaned abstract is what is shown"
    assert item.xpath(".//details//a/@href") == [f"/{sites.PAPER}"]
    assert not root.xpath("//script[@type!='application/ld+json' or not(@type)]")


def test_what_somebody_made_and_founded_has_pages_of_its_own(site: Site) -> None:
    root = page(site, sites.MIRA)
    hrefs = section(root, "Systems and projects").xpath(".//h3/a/@href")
    assert hrefs == ["/project/atlas", "/service/tide-api", "/software/tide-table"]
    assert section(root, "Organisations founded").xpath(".//h3/a/@href") == ["/organization/institute"]


def test_a_person_with_hundreds_of_works_is_shown_fifty_at_a_time(tmp_path: Path) -> None:
    mine = (Contribution.of("Mira Oduya", person=sites.MIRA),)
    works = [
        sites.lost(Key(f"publication/w-{n}"), title=Text(f"Work {n:03}"), contributions=mine, gaps=())
        for n in range(120)
    ]
    site = sites.opened(sites.publish(tmp_path, sites.catalogue([sites.person(roles=()), *works])))
    turn = front.turn(120, sort="title", number=2)
    assert turn is not None
    root = page(site, sites.MIRA, turn)
    titles = [text(one) for one in root.xpath("//ol[@class='works']//h3")]
    assert titles == [f"Work {n:03}" for n in range(50, 100)]
    assert root.xpath("//ol[@class='works']/@start") == ["51"]
    assert root.xpath("//nav[@class='turns']/a/@href") == [
        f"/{sites.MIRA}?sort=title{more}" for more in ("", "&page=3")
    ]


# ---- works ----


def test_a_work_shows_authors_as_printed_in_order_with_links(site: Site) -> None:
    root = page(site, sites.PAPER)
    authors = root.xpath("//ol[contains(@class, 'authors')]/li")
    assert [text(one) for one in authors] == ["Zhao Ångström", "M. Oduya (also printed as Mira O.)", "Bo Aalto"]
    assert [one.xpath(".//a/@href") for one in authors] == [[], [f"/{sites.MIRA}"], []]
    assert "incomplete" not in text(root, "//header[@class='head']")


def test_a_work_shows_where_when_and_which_pages(site: Site) -> None:
    root = page(site, sites.PAPER)
    told = {
        "Published in": "Tidal Conference '24", "Date": "15 March 2024", "Volume": "12", "Issue": "3", "Pages": "pp. 890–896",
        "Number of pages": "7", "Publisher": "Salt Press", "Status": "Published", "Editors": "Ines Harrow",
        "DOI": "10.5555/tides.2024", "Web page": "tidal.example.org/24/7", "See also": "video.example.org/tides",
    }  # fmt: skip
    details = root.xpath("//aside/section[h2='Details']")[0]
    found = {text(one, "dt"): text(one, "dd") for one in details.xpath(".//dl/div")}
    assert {name: found.get(name) for name in told} == told
    assert "https://doi.org/10.5555/tides.2024" in details.xpath(".//a/@href")


def test_a_works_versions_relations_and_citation_are_shown(site: Site) -> None:
    root = page(site, sites.PAPER)
    versions = section(root, "Versions")
    assert text(versions, ".//h3") == "v1"
    assert versions.xpath(".//h3/@id") == ["v1"], "a version's IRI leads to it"
    assert "November 2023" in text(versions)
    assert "2401.00002" in text(versions)
    related = section(root, "Related")
    assert related.xpath(".//a/@href") == ["/software/tide-table", f"/{sites.BOOK}"]
    cited = {text(one, "summary"): text(one, "p") for one in section(root, "Cite").xpath("details")}
    assert list(cited) == ["APA", "Chicago", "IEEE", "MLA", "Vancouver"]
    assert cited["APA"] == (
        "Ångström, Z., Oduya, M., & Aalto, B. (2024). A Theory of Tides: \\citep{x} & “Other” Waters. "
        "In I. Harrow (Ed.), Tidal Conference ’24 (Vol. 12, Issue 3, pp. 890–896). Salt Press. "
        "https://doi.org/10.5555/tides.2024"
    )
    assert section(root, "Cite").xpath("details[@open]/summary/text()") == ["APA"]
    assert section(page(site, sites.BOOK), "Cited by").xpath(".//h3/a/@href") == [f"/{sites.PAPER}"]


def test_an_abstract_is_shown_clean_and_as_received(site: Site) -> None:
    abstract = section(page(site, sites.PAPER), "Abstract")
    assert text(abstract, "p") == "We show 15% more tides. And foam."
    assert text(abstract, "details/p") == "We show 15\\% more tides. And foam."


def test_titles_and_names_are_isolated_and_carry_their_language(site: Site) -> None:
    root = page(site, sites.BOOK)
    assert [(one.text, one.get("lang")) for one in root.xpath("//h1/bdi")] == [("Liber de aqua", "la")]
    assert "李 伟" in [one.text for one in page(site, sites.LOST).xpath("//ol[contains(@class, 'authors')]//bdi")]


def test_a_lost_title_is_never_made_up(site: Site) -> None:
    root = page(site, sites.LOST)
    assert text(root, "//h1") == "Title lost in the source"
    assert "The abstract begins: “We ask what a tide would do" in text(root, "//header[@class='head']")
    assert root.xpath("//title/text()")[0].startswith("Untitled work (abstract begins: “We ask")
    assert "may be incomplete" in text(root, "//header[@class='head']")
    assert not root.xpath("//section[h2='Cite']"), "what is not known cannot be cited"


@pytest.mark.parametrize("where", [sites.MIRA, "front", "collection"])
def test_an_untitled_work_is_called_so_wherever_it_is_mentioned(site: Site, where: str) -> None:
    if where == "front":
        root = parser.fromstring(representation.of_front(site).body)
    elif where == "collection":
        listed = front.collection(site, "publication", sort="title", number=1)
        assert listed is not None
        root = parser.fromstring(representation.of_list(site, listed).body)
    else:
        root = page(site, where)
    links = root.xpath(f"//a[@href='/{sites.LOST}'][ancestor::h3]")
    assert links
    assert all(text(link).startswith("Untitled work (abstract begins: “We ask what a tide") for link in links)


def test_what_is_not_known_is_said_in_the_ontologys_words(site: Site) -> None:
    unknown = section(page(site, sites.LOST), "What is not known")
    concepts = ontology.concepts()
    for gap in (SG.TitleLost, SG.AuthorsTruncated, SG.DateUnknown, SG.VenueUnknown):
        assert concepts[gap].label in text(unknown)
        assert (concepts[gap].comment or "?") in text(unknown)
    assert not page(site, sites.PAPER).xpath("//section[@class='unknown']")


@pytest.mark.parametrize("gap", list(Gap))
def test_every_gap_has_words(tmp_path: Path, gap: Gap) -> None:
    site = sites.opened(sites.publish(tmp_path, sites.catalogue([sites.lost(gaps=(gap,))])))
    unknown = section(page(site, sites.LOST), "What is not known")
    assert len(text(unknown, ".//dd")) > 15


def test_a_conflict_shows_both_values_and_why(site: Site) -> None:
    found = text(section(page(site, sites.BOOK), "Where sources disagree"))
    assert "Date 2005 is stated; 2006 is not, though facts.toml gives it." in found
    assert "The title page is stated, the register is not." in found


def test_each_field_leads_to_the_words_it_rests_on(site: Site) -> None:
    root = section(page(site, sites.BOOK), "Where does this come from?")
    details = {text(one, ".//span[@class='field']"): one for one in root.xpath("./details")}
    assert {"The entry as a whole", "Title", "Date", "Contributors", "Degree", "Institution"} <= set(details)
    date = details["Date"]
    assert text(date, ".//blockquote") == "MMV"
    assert text(date, ".//figcaption") == "facts.toml:8:5"
    assert date.xpath(".//figcaption/a/@href") == ["/source/facts"]
    assert "Rests on https://press.example.org/liber" in text(date)
    assert "https://press.example.org/liber" in date.xpath(".//a/@href")
    assert "The title page." in text(date)
    other = details["Date: a value not stated"]
    assert text(other, ".//p[@class='value']") == "2006"
    assert "https://register.example.org/1" in other.xpath(".//a/@href")
    assert text(details["Title"], ".//p[@class='value']") == "Liber de aqua"
    assert re.fullmatch(r"words for title \d+", text(details["Title"], ".//blockquote"))


def test_every_field_of_every_record_has_its_evidence_on_the_page(site: Site) -> None:
    for record in sites.records():
        root = page(site, record.key)
        names = {text(one) for one in root.xpath("//section[@class='provenance']//span[@class='field']")}
        filled = [name for name, _ in stated(record) if name != "type"]
        assert filled
        for name in filled:
            spec = fields_of(type(record))[name].spec
            assert (spec.singular if filled.count(name) == 1 else spec.plural) in names, (record.key, name)


def test_evidence_of_others_works_is_not_a_persons(site: Site) -> None:
    fields = {text(one) for one in page(site, sites.MIRA).xpath("//section[@class='provenance']//span[@class='field']")}
    assert "Contributor" not in fields
    assert "Maker" not in fields


# ---- other things ----


def test_an_organisation_shows_who_is_there_and_who_was(site: Site) -> None:
    assert section(page(site, "organization/institute"), "People").xpath(".//h3/a/@href") == [f"/{sites.MIRA}"]
    harbour = page(site, "organization/harbour")
    assert section(harbour, "Formerly here").xpath(".//h3/a/@href") == [f"/{sites.MIRA}"]
    assert not harbour.xpath("//section[h2[starts-with(normalize-space(), 'People')]]")
    assert section(page(site, "organization/university"), "Studied here").xpath(".//h3/a/@href") == [f"/{sites.MIRA}"]
    assert fact(page(site, "organization/institute"), "Founded by") == "Mira Oduya"
    assert fact(page(site, "organization/tide-group"), "Part of") == "Institute of Salt"


def test_a_venue_shows_its_works_and_volumes(site: Site) -> None:
    assert section(page(site, "venue/tidal-24"), "Works published here").xpath(".//h3/a/@href") == [f"/{sites.PAPER}"]
    assert section(page(site, "venue/tidal"), "Volumes").xpath(".//h3/a/@href") == ["/venue/tidal-24"]


@pytest.mark.parametrize("key", ["software/tide-table", "service/tide-api"])
def test_a_system_shows_who_made_it(site: Site, key: str) -> None:
    assert fact(page(site, key), "Made by") == "Mira Oduya"


def test_a_source_shows_what_it_is_and_what_was_read_from_it(site: Site) -> None:
    root = page(site, "source/notes")
    assert text(root, "//h1") == "notes.txt"
    assert fact(root, "Retrieved") == "2 January 2026"
    assert "https://oduya.example.org/cv" in root.xpath("//dd//a/@href")
    listed = section(root, "Read from this source")
    assert len(listed.xpath(".//h3")) == 12
    assert listed.xpath(".//p[@class='all']/a/@href") == ["/source/notes/read"]


# ---- front page and lists ----


def test_a_site_of_one_person_begins_with_their_profile(site: Site) -> None:
    root = parser.fromstring(representation.of_front(site).body)
    assert text(root, "//h1") == "Mira Oduya"
    assert "professor, Institute of Salt" in text(root, "//section[@class='owner']")
    headings = [text(one) for one in root.xpath("//h2")]
    assert headings[0].startswith("Works 3")
    assert "The Oduya Papers" in text(root, "//a[@class='home']")


def test_a_site_of_several_people_begins_with_its_title(tmp_path: Path) -> None:
    people = [sites.person(Key(f"person/p-{n}"), name=f"Person {n}", roles=()) for n in range(15)]
    site = sites.opened(sites.publish(tmp_path, sites.catalogue(people), title="A Department"))
    root = parser.fromstring(representation.of_front(site).body)
    assert text(root, "//h1") == "A Department"
    listed = section(root, "People 15")
    assert len(listed.xpath(".//h3")) == 12
    assert listed.xpath(".//p[@class='all']/a/@href") == ["/person"]


def test_an_almost_empty_site_has_pages(tmp_path: Path) -> None:
    alone = Person(key=Key("person/nobody"), name="Nobody")
    site = sites.opened(
        sites.publish(
            tmp_path, sites.catalogue([alone], sources=(), change=lambda made: Entry(made.record)), license_iri=None
        )
    )
    assert text(page(site, "person/nobody"), "//h1") == "Nobody"
    assert b"Nobody" in representation.of_front(site).body


def test_every_link_within_the_site_leads_somewhere(site: Site) -> None:
    """All links of all pages, followed by name: what the pages promise, they have."""
    keys = {record.key for record in sites.records()} | {Key("source/notes"), Key("source/facts")}
    others = {"", "sparql", "dump.nq.gz", ".well-known/void", "ontology", "ontology.ttl", "sitemap.xml", *COLLECTIONS}
    for key in keys:
        for href in page(site, key).xpath("//body//a/@href"):
            if href.startswith(("http://", "https://", "#")):
                continue
            path = href.removeprefix("/").partition("?")[0]
            stem = re.sub(r"\.(ttl|jsonld|nt|rdf|bib|biblatex\.bib|ris|csl\.json|csv|xlsx)$", "", path)
            assert path in others or stem in keys or stem.rpartition("/")[0] in keys, href


# ---- structure ----


@pytest.mark.parametrize("key", [record.key for record in sites.records()])
def test_pages_have_landmarks_one_heading_and_no_level_skipped(site: Site, key: Key) -> None:
    root = page(site, key)
    assert root.get("lang") == "en"
    assert len(root.xpath("//main")) == len(root.xpath("//h1")) == len(root.xpath("//header[@class='top']")) == 1
    assert root.xpath("//body/*[1]/@href") == ["#main"], "the first thing that is reached leads past the menu"
    levels = [int(one.tag[1]) for one in root.xpath("//h1|//h2|//h3|//h4")]
    assert all(now - before <= 1 for before, now in pairwise(levels))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(root.xpath("//@aria-labelledby")) <= set(ids)
