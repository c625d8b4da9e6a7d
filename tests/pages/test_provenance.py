"""Where a statement was read, as pages show it: today's evidence, and that of a snapshot of the first release."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html as parser

from scholargraph import pipeline, store
from scholargraph.config import Settings
from scholargraph.errors import SnapshotError
from scholargraph.iris import Iris, Key
from scholargraph.mapping import Mapper
from scholargraph.model import (
    Entry,
    EntryField,
    Evidence,
    Joining,
    JsonPointer,
    Locator,
    Position,
    Reason,
    Source,
    TableCell,
    TextSpan,
    XPath,
)
from scholargraph.ntriples import iri, line, literal
from scholargraph.pages import graph, joinings, listings, provenance, representation
from scholargraph.pages.evidence import Backed, Field
from scholargraph.pages.listings import Listings
from scholargraph.pages.record_evidence import of_record
from scholargraph.pages.representation import HTML
from scholargraph.vocab import DCTERMS, OA, PROV, RDF, SG, XSD
from tests import dumps
from tests.pages import sites

if TYPE_CHECKING:
    from scholargraph.pages.site import Site

WORKS = Source("works", "made", "works")


def fields(site: Site, key: Key) -> dict[str, Field]:
    """The fields of a page with their evidence, by what they are called."""
    page = graph.of_page(site.reader, site.iris, key)
    return {field.name: field for field in provenance.of_thing(site, key, page).fields}


def published(directory: Path, found: Evidence) -> Site:
    """A site with one work, of which all is read at one place."""
    work = sites.paper(contributions=(), venue=None, about=(), cites=(), versions=())
    entry = sites.entry(work)
    made = sites.catalogue(
        [work], change=lambda _: Entry(work, dict.fromkeys(entry.evidence, (found,))), sources=(WORKS,)
    )
    return sites.opened(sites.publish(directory, made))


def title(site: Site) -> Backed:
    (found,) = fields(site, sites.PAPER)["Title"].values
    return found


# ── Places ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("locator", "position", "shown"),
    [
        (TextSpan(120, 125), Position(35, 5), "works/a.bib:35:5"),
        (EntryField("knuth84", "title", 120, 125), Position(12, 3), "works/a.bib:12:3"),
        (TextSpan(120, 125), None, "works/a.bib"),
        (JsonPointer("/message/items/7/a~1b"), None, "works/a.bib /message/items/7/a~1b"),
        (XPath("/record[1]/title[2]"), None, "works/a.bib /record[1]/title[2]"),
        (TableCell(3, 4), None, "works/a.bib:3:4"),
        (TableCell(3, 4, "Übersicht; 2"), None, "works/a.bib:3:4 Übersicht; 2"),
    ],
)
def test_a_place_is_shown_as_people_find_it(
    tmp_path: Path, locator: Locator, position: Position | None, shown: str
) -> None:
    """One of several items of a source is named; the link leads to the source."""
    site = published(tmp_path, Evidence("works", "works/a.bib", locator, "Tides", position=position))
    (place,) = title(site).places
    assert place.position == shown
    assert place.quote == "Tides"
    assert place.source.href == "/source/works"


def test_an_item_that_is_the_whole_source_is_the_source(tmp_path: Path) -> None:
    site = published(tmp_path, Evidence("works", "works", TextSpan(7, 12), "Tides", position=Position(2, 1)))
    (place,) = title(site).places
    assert (place.position, place.source.words, place.source.href) == ("works:2:1", "works", "/source/works")


def test_positions_are_kept_for_every_text_and_for_losing_words_too(site: Site) -> None:
    entry = sites.with_conflict(sites.entry(sites.book()))
    for found in (*(one for many in entry.evidence.values() for one in many), entry.conflicts[0].others[0].evidence):
        assert isinstance(found.locator, TextSpan)
        if found.source == "facts":
            assert site.listings.position(found.item, found.locator.start) == found.position
    assert site.listings.position("facts.toml", 9000) == Position(9, 5)
    assert site.listings.position("facts.toml", 9001) is None
    assert site.listings.position("facts", 9000) is None


def test_what_is_no_text_has_no_position(tmp_path: Path) -> None:
    site = published(tmp_path, Evidence("works", "works/a.json", JsonPointer("/a"), "Tides", position=Position(1, 1)))
    base = sqlite3.connect(store.Snapshots(site.settings.work).require().path / listings.FILE)
    try:
        assert base.execute("SELECT count(*) FROM position").fetchone() == (0,)
    finally:
        base.close()


# ── Values ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_values_are_shown_in_words(site: Site) -> None:
    found = {name: [one.value for one in field.values] for name, field in fields(site, sites.PAPER).items()}

    def said(name: str) -> list[str | None]:
        return [None if value is None else value.words for value in found[name]]

    assert said("The entry as a whole") == [None]
    assert said("Date") == ["15 March 2024"]
    assert said("Contributors") == ["Zhao Ångström", "M. Oduya", "Bo Aalto", "Ines Harrow"]
    assert said("That the list of authors is complete") == ["yes"]
    assert said("Venue") == ["Tidal Conference '24"]
    assert found["Venue"][0] is not None
    assert found["Venue"][0].href == "/venue/tidal-24"
    assert said("Publisher") == ["Salt Press"]
    assert said("Pages") == ["890-896"]
    assert {name for name in found if name.startswith("Identifier")} == {"Identifiers"}


def test_what_a_part_of_the_record_says_stands_with_its_field(site: Site) -> None:
    """The identifier of a version belongs to the version, not to the work's own identifiers."""
    version = fields(site, sites.PAPER)["Version"]
    assert [(one.value.words if one.value else None, one.part) for one in version.values] == [
        ("v1", False),
        ("arxiv:2401.00002", True),
    ]
    words = [one.value.words for one in fields(site, sites.PAPER)["Identifiers"].values if one.value]
    assert sorted(words) == ["arxiv:2403.00001", "doi:10.5555/tides.2024"]


def test_what_is_not_known_is_shown_in_the_ontologys_words(site: Site) -> None:
    found = [one.value.words for one in fields(site, sites.LOST)["What is not known"].values if one.value]
    assert "title lost" in {words.lower() for words in found}


def test_the_value_stated_in_a_conflict_is_shown_once(site: Site) -> None:
    found = fields(site, sites.BOOK)
    assert [one.value.words for one in found["Date"].values if one.value] == ["2005"]
    assert [one.value.words for one in found["Date: a value not stated"].values if one.value] == ["2006"]
    assert "Stated" not in found


# ── The first release ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A snapshot as the first release made it: statements named by evidence, lines and columns in the graph, older terms."""
    folder = tmp_path_factory.mktemp("old")
    made = sites.catalogue([sites.book()])
    settings = Settings(directory=folder, title="Old", base=sites.BASE, license=None, language="en", sources=())
    iris = Iris(sites.BASE)
    snapshots = store.Snapshots(settings.work)
    with snapshots.new() as directory:
        new = folder / "new"
        new.mkdir()
        pipeline.store_catalogue(new, made, Mapper(iris, made.sources), title="Old")
        graph = iris.graph("evidence")
        lines = [
            text.replace(f"<{SG.rejectedValue}>", f"<{SG.otherValue}>").replace(f"<{SG.reason}>", f"<{SG.why}>")
            for text in dumps.text(new).splitlines()
            if f"<{graph}>" not in text and f"<{iris.graph('ontology')}>" not in text
        ]
        store.build(directory, sorted({*lines, *old_evidence(iris)}))
        shutil.copy(new / listings.FILE, directory / listings.FILE)
        base = sqlite3.connect(directory / listings.FILE)
        base.execute("DROP TABLE position")
        base.commit()
        base.close()
        snapshots.commit(directory, {"inputs": "old", "base": sites.BASE, "title": "Old", "statements": len(lines)})
    return sites.opened(settings)


def old_evidence(iris: Iris) -> list[str]:
    """The evidence of a title, of a date and of the date that is not stated, in the first release's form."""
    graph, thing = iri(iris.graph("evidence")), iri(iris.thing(sites.BOOK))
    conflict = iri(iris.node(sites.BOOK, "conflict-1"))
    year = XSD.gYear
    found: list[str] = []

    def say(fragment: str, field: str, source: str, where: int, words: str, **more: Any) -> None:
        own = iri(iris.node(sites.BOOK, fragment))
        place = iri(iris.node(f"source/{source}", f"at-{where}"))
        selector = iri(iris.node(f"source/{source}", f"selector-{where}"))
        triples = [
            (own, iri(RDF.type), iri(SG.Evidence)),
            (own, iri(RDF.subject), thing),
            (own, iri(SG.field), literal(field)),
            (own, iri(OA.hasTarget), place),
            (own, iri(PROV.wasDerivedFrom), iri(iris.thing(f"source/{source}"))),
            (place, iri(OA.hasSource), iri(iris.thing(f"source/{source}"))),
            (place, iri(OA.hasSelector), selector),
            (place, iri(SG.line), literal(str(where), datatype=XSD.nonNegativeInteger)),
            (place, iri(SG.column), literal("5", datatype=XSD.nonNegativeInteger)),
            (selector, iri(OA.exact), literal(words)),
            *((own, iri(predicate), value) for predicate, value in more.get("also", ())),
        ]
        found.extend(line(triple, graph) for triple in triples)

    say("evidence-title-1", "title", "notes", 3, "Liber", also=[
        (RDF.predicate, iri(DCTERMS.title)), (RDF.object, literal("Liber de aqua", language="la")),
    ])  # fmt: skip
    say("evidence-issued-1", "issued", "facts", 8, "MMV", also=[
        (RDF.predicate, iri(DCTERMS.issued)), (RDF.object, literal("2005", datatype=year)),
        (PROV.hadPrimarySource, iri("https://press.example.org/liber")), (SG.basis, literal("The title page.")),
    ])  # fmt: skip
    say("evidence-issued-conflict-1", "issued-conflict", "facts", 9, "2006", also=[
        (RDF.subject, conflict), (RDF.predicate, iri(SG.otherValue)), (RDF.object, literal("2006", datatype=year)),
    ])  # fmt: skip
    return found


def test_a_snapshot_of_the_first_release_is_known_by_its_listings(old: Site, site: Site) -> None:
    assert old.listings.of_first_release
    assert not site.listings.of_first_release
    assert old.listings.position("facts.toml", 9000) is None


def test_evidence_of_the_first_release_is_shown_as_before(old: Site) -> None:
    found = fields(old, sites.BOOK)
    assert list(found) == ["Date", "Date: a value not stated", "Title"]
    (titled,), (dated,) = found["Title"].values, found["Date"].values
    assert titled.value is not None
    assert (titled.value.words, titled.value.language) == ("Liber de aqua", "la")
    assert [(place.position, place.quote) for place in titled.places] == [("notes.txt:3:5", "Liber")]
    assert [(place.position, place.quote) for place in dated.places] == [("facts.toml:8:5", "MMV")]
    assert [ref.href for ref in dated.rests_on] == ["https://press.example.org/liber"]
    assert dated.basis == ("The title page.",)


def test_a_conflict_of_the_first_release_is_shown_with_both_values_and_the_reason(old: Site) -> None:
    root = parser.fromstring(representation.of_thing(old, sites.BOOK, HTML).body)
    (differ,) = root.xpath("//section[@class='differ']")
    text = " ".join(differ.text_content().split())
    assert "Date 2005 is stated; 2006 is not, though facts.toml gives it." in text
    assert "The title page is stated, the register is not." in text
    (value,) = fields(old, sites.BOOK)["Date: a value not stated"].values
    assert value.value is not None
    assert value.value.words == "2006"


def test_the_statements_of_an_old_page_stay_those_of_its_snapshot(old: Site) -> None:
    """Terms are replaced for people only: what programs get is what was published."""
    for form in representation.STATEMENTS:
        body = representation.of_thing(old, sites.BOOK, form).body
        assert b"otherValue" in body
        assert b"rejectedValue" not in body


def test_missing_listings_are_no_old_ones(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="publish the site again"):
        assert Listings(tmp_path).of_first_release


# ── Why entries were joined ───────────────────────────────────────────────────────────────────────────────────────


def joined_from(entries: int) -> tuple[Joining, ...]:
    """A chain of entries, of which the first two are the same because the curation says so."""
    keys = [Key(f"publication/~works/e<{number}>") for number in range(entries)]
    because = Reason("title", "equal", 14.04, "Both are called “Tides & <Ladders>”.")
    against = Reason("year", "differs", -1.5, "One is of 2019, the other of 2020.")
    decided = Joining(keys[0], keys[1], float("inf"), (Reason("curation", "same", float("inf"), "Mira says so."),))
    return (decided, *(Joining(one, two, 12.54, (because, against)) for one, two in pairwise(keys[1:])))


def site_with(directory: Path, joinings: tuple[Joining, ...]) -> Site:
    work = sites.paper(contributions=(), venue=None, about=(), cites=(), versions=())
    made = sites.catalogue([work], change=lambda one: replace(one, joinings=joinings))
    return sites.opened(sites.publish(directory, made))


def test_the_page_says_why_its_entries_were_joined(tmp_path: Path) -> None:
    site = site_with(tmp_path, joined_from(3))
    text = representation.of_thing(site, sites.PAPER, HTML).body.decode("utf-8")
    (shown,) = parser.fromstring(text).xpath("//details[@class='joined']")
    told = " ".join(shown.text_content().split())
    assert told.startswith("Joined from 3 entries ")
    assert "works/e<0> and works/e<1> Mira says so." in told
    assert "works/e<1> and works/e<2>: 12.5 bits" in told
    assert "Both are called “Tides & <Ladders>”. (+14.0)" in told
    assert told.index("(+14.0)") < told.index("One is of 2019, the other of 2020. (-1.5)")


def test_what_is_of_one_entry_says_nothing_of_joinings(tmp_path: Path) -> None:
    site = site_with(tmp_path, ())
    assert b"Joined from" not in representation.of_thing(site, sites.PAPER, HTML).body


def test_of_very_many_joinings_the_page_shows_some_and_says_so(tmp_path: Path) -> None:
    site = site_with(tmp_path, joined_from(joinings.LIMIT + 5))
    found = joinings.of_thing(site.thing(sites.PAPER), of_record(site, sites.PAPER))
    assert (found.entries, len(found.shown), found.more) == (joinings.LIMIT + 5, joinings.LIMIT, True)
    assert "There are more pairs" in representation.of_thing(site, sites.PAPER, HTML).body.decode("utf-8")
