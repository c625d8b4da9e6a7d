"""Listings and sitemaps: everything once, in order, whatever the graph's size."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from scholargraph.errors import SnapshotError
from scholargraph.iris import Iris, Key
from scholargraph.model import Entry, PartialDate, Publication, Text
from scholargraph.pages import front, listings, sitemap
from scholargraph.pages.cards import Card, shortened
from scholargraph.pages.listings import COLLECTIONS, SORTS, Listings
from scholargraph.pages.relations import Relation
from scholargraph.reconcile import Joined
from scholargraph.store import Snapshots
from tests.pages import sites

if TYPE_CHECKING:
    from scholargraph.pages.site import Site

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def work(slug: str, title: str | None, year: int | None, **more: object) -> Publication:
    issued = None if year is None else PartialDate(year)
    words = None if title is None else Text(title)
    return Publication(key=Key(f"publication/{slug}"), title=words, issued=issued, **more)  # type: ignore[arg-type]


@pytest.fixture
def made(tmp_path: Path) -> Listings:
    works = [
        work("a", "“Zebra” crossing", 2001),
        work("b", "Ångström's rule", 1999),
        work("c", "the apple", 2001),
        work("d", "Beta", None),
        work("e", None, 2010, abstract=Text("A lost thing was here.")),
        work("f", "beta", 1999),
    ]
    listings.write(tmp_path, Joined({one.key: Entry(one) for one in works}), Iris(sites.BASE))
    return Listings(tmp_path)


@pytest.mark.parametrize(
    ("sort", "order"),
    [("title", "bdfcae"), ("-title", "acfdbe"), ("year", "bfcaed"), ("-year", "ecabfd")],
)
def test_lists_come_in_every_order(made: Listings, sort: str, order: str) -> None:
    """By letters, not by quotation marks or accents; titles that are lost and dates that are unknown stand last."""
    assert "".join(card.key.slug for card in made.cards("publication", Relation.MEMBERS, sort)) == order


def test_a_list_can_be_had_in_stretches(made: Listings) -> None:
    slugs = [
        [card.key.slug for card in made.cards("publication", Relation.MEMBERS, start=start, count=2)]
        for start in (0, 2, 4, 6)
    ]
    assert slugs == [["b", "d"], ["f", "c"], ["a", "e"], []]


def test_relations_are_read_backwards(site: Site) -> None:
    found = site.listings
    assert found.sizes(sites.MIRA) == {Relation.AUTHOR: 3, Relation.MADE: 3, Relation.FOUNDED: 1}
    assert found.sizes("venue/tidal-24") == {Relation.CONTENTS: 1}
    assert found.sizes("venue/tidal") == {Relation.VOLUMES: 1}
    assert found.sizes("organization/institute") == {Relation.PEOPLE: 1, Relation.PARTS: 1, Relation.UNITS: 1}
    assert found.sizes("organization/harbour") == {Relation.FORMER: 1, Relation.OTHERS: 1}
    assert found.sizes("organization/university") == {Relation.STUDIED: 1, Relation.ISSUED: 1}
    assert found.sizes("software/tide-table") == {Relation.SUBJECT: 1}
    assert found.sizes(sites.BOOK) == {Relation.CITED: 1}
    assert found.sizes("source/facts") == {Relation.READ: 1}
    assert found.sizes("source/notes") == {Relation.READ: len(sites.records())}
    assert found.sizes("source") == {Relation.MEMBERS: 2}


def test_every_thing_is_in_its_collection(site: Site) -> None:
    keys = {card.key for name in COLLECTIONS for card in site.listings.cards(name, Relation.MEMBERS)}
    assert keys == {record.key for record in sites.records()} | {"source/notes", "source/facts"}
    assert all(site.card(key) is not None for key in keys)
    assert site.card("publication/nothing") is None


def test_a_card_of_a_lost_title_says_so_and_quotes_the_abstract(site: Site) -> None:
    card = site.card(sites.LOST)
    assert card is not None
    assert card.lost
    assert card.kind == "Work"
    assert card.text.startswith("Untitled work (abstract begins: “We ask what a tide would do")
    assert card.text.endswith("…”)")
    assert Card(key=sites.LOST, kind="Work", label="", lost=True).text == "Untitled work"


@pytest.mark.parametrize(
    ("words", "limit", "short"),
    [
        ("a b", 5, "a b"),
        ("one two three", 8, "one two …"),
        ("one, two", 6, "one …"),
        ("x" * 20, 5, "xxxxx …"),
        (" a\n b ", 9, "a b"),
    ],
)
def test_words_are_cut_between_words(words: str, limit: int, short: str) -> None:
    assert shortened(words, limit) == short


def test_turning_over_a_list_of_three_hundred(tmp_path: Path) -> None:
    works = [work(f"w-{number}", f"Work {number:03}", 1900 + number % 90) for number in range(300)]
    settings = sites.publish(tmp_path, sites.catalogue(works))
    site = sites.opened(settings)
    for sort in SORTS:
        seen = []
        for number in range(1, 7):
            page = front.collection(site, "publication", sort=sort, number=number)
            assert page is not None
            assert (page.turn.count, page.listed.size) == (6, 300)
            seen += [card.key for card in page.listed.cards]
        assert sorted(seen) == sorted(one.key for one in works)
    assert front.collection(site, "publication", sort="title", number=7) is None
    assert front.collection(site, "person", sort="title", number=1) is None
    assert front.collection(site, "nonsense", sort="title", number=1) is None


def test_listings_may_be_read_by_many_threads(site: Site) -> None:
    wrong: list[BaseException] = []

    def ask() -> None:
        try:
            for _ in range(50):
                assert site.card(sites.MIRA) is not None
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test says it
            wrong.append(error)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_missing_or_broken_listings_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="publish the site again"):
        Listings(tmp_path).card("x")
    (tmp_path / listings.FILE).write_bytes(b"this is no database, it is a sentence that goes on for long enough")
    with pytest.raises(SnapshotError, match="publish the site again"):
        Listings(tmp_path).card("x")


def test_the_sitemap_names_every_page_once(site: Site) -> None:
    path = sitemap.find(Snapshots(site.settings.work).require().path)
    assert path is not None
    root = etree.fromstring(path.read_bytes())
    assert root.tag == f"{SPACE}urlset"
    found = [place.text for place in root.iter(f"{SPACE}loc")]
    assert len(found) == len(set(found))
    things = [*(record.key for record in sites.records()), "source/notes", "source/facts"]
    assert set(found) == {sites.BASE + path for path in ("", *COLLECTIONS, *things)}


def test_more_addresses_than_a_sitemap_may_hold_make_an_index(tmp_path: Path) -> None:
    sitemap.write(tmp_path, "https://e.example/a&b/", [f"https://e.example/?{n}&" for n in range(25)], limit=10)
    path = sitemap.find(tmp_path)
    assert path is not None
    index = etree.fromstring(path.read_bytes())
    assert index.tag == f"{SPACE}sitemapindex"
    assert [place.text for place in index.iter(f"{SPACE}loc")] == [
        f"https://e.example/a&b/sitemap-{n}.xml" for n in (1, 2, 3)
    ]
    found: list[str | None] = []
    for number in ("1", "2", "3"):
        part = sitemap.find(tmp_path, number)
        assert part is not None
        places = [place.text for place in etree.fromstring(part.read_bytes()).iter(f"{SPACE}loc")]
        assert len(places) <= 10
        found += places
    assert found == [f"https://e.example/?{n}&" for n in range(25)]
    assert [sitemap.find(tmp_path, wrong) for wrong in ("4", "0", "index", "../1", "1/../2", "")] == [None] * 6


def test_a_site_of_50001_pages_has_an_index(tmp_path: Path) -> None:
    sitemap.write(tmp_path, sites.BASE, (f"{sites.BASE}publication/{n}" for n in range(50_001)))
    path = sitemap.find(tmp_path)
    assert path is not None
    assert path.name == "index.xml"
