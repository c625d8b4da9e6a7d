"""CSL-JSON: the contract, every trap of the format, and the real files with a counter of their own."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from scholargraph.errors import SourceError
from scholargraph.identifiers import Identifier
from scholargraph.model import (
    AgentKind,
    ContributorRole,
    Gap,
    Pages,
    PartialDate,
    Publication,
    PublicationStatus,
    PublicationType,
    Rejected,
    Venue,
    VenueType,
)
from scholargraph.sources.readers.csl_json import SOURCE, tables
from scholargraph.testing import Broken, ReaderContract, Sample
from tests.sources.readers.reading_json import first, gaps, names, only, read, reasons, records, works

WORK: dict[str, Any] = {
    "id": "quill2014", "type": "article-journal",
    "title": 'Notes on <i>E. coli</i>, <span class="nocase">iPhone</span> and H<sub>2</sub>O',
    "author": [
        {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
        {"family": "Fontaine", "given": "Jean", "dropping-particle": "de", "non-dropping-particle": "La", "suffix": "Jr."},
        {"literal": "Harbour Working Group"}, {"literal": "World Health Organization"}, {"family": "Plato"}],
    "editor": [{"family": "Reed", "given": "Eva"}], "translator": [{"family": "Tide", "given": "Tom"}],
    "container-title": "Journal of Maps", "container-title-short": "J. Maps", "ISSN": "2050-084X, 0028-0836",
    "collection-title": "Series of Seas",
    "issued": {"date-parts": [["2014", "2", "11"]]}, "volume": 3, "issue": "4", "page": "12-34", "number-of-pages": "23",
    "publisher": "Example Press", "publisher-place": "Bergen", "DOI": "https://doi.org/10.5555/a<b>", "PMCID": "PMC5815332",
    "URL": "https://example.org/notes", "abstract": "We walk.", "language": "en-GB", "keyword": "salt; tides, slow",
    "event-title": "Salt 2014", "note": "Read it.\nPMID: 29456894\narXiv: 1501.04916", "edition": "2nd", "genre": "Letter",
    "license": "https://creativecommons.org/licenses/by/4.0/",
}  # fmt: skip
SMALL = {"id": "s", "type": "book", "title": "Small", "issued": {"raw": "2020"}}


class TestCslJson(ReaderContract):
    reader = SOURCE
    samples = (
        Sample(json.dumps([WORK, SMALL], ensure_ascii=False), entries=2, record=Publication, id="a.json"),
        Sample(json.dumps({"items": [SMALL]}), entries=1, record=Publication, id="a.json"),
        Sample(json.dumps(SMALL), entries=1, record=Publication, id="a.json"),
        Sample(f"{json.dumps(SMALL)}\n{json.dumps(SMALL)}\n", entries=2, record=Publication, id="a.ndjson"),
    )
    broken = (
        Broken(" ", says="empty", id="a.json", records=0),
        Broken("TY  - JOUR", says="no JSON", id="a.json", records=0),
        Broken(json.dumps([SMALL, {"id": "x", "type": "book"}, "y"]), says="no work", id="a.json", records=1),
        Broken(json.dumps([{"itemType": "book", "title": "A"}]), says="Zotero's own", id="a.json", records=0),
    )

    def grow(self, entries: int) -> str:
        return json.dumps([{**SMALL, "id": f"w{one}", "abstract": "x" * 1500} for one in range(entries)])


def test_every_value_of_a_work() -> None:
    work = only(SOURCE, WORK)
    assert work.title is not None
    assert work.title.value == "Notes on E. coli, iPhone and H₂O"
    assert work.type is PublicationType.JOURNAL_ARTICLE
    assert names(work)[:5] == [
        "Ludwig van Beethoven", "Jean de La Fontaine Jr.", "Harbour Working Group", "World Health Organization", "Plato"
    ]  # fmt: skip
    parts = work.contributions[1].agent.name
    assert parts is not None
    assert (parts.given, parts.particle, parts.family, parts.suffix) == ("Jean", "de La", "Fontaine", "Jr.")
    kinds = [one.agent.kind for one in work.contributions]
    assert kinds[:4] == [AgentKind.PERSON, AgentKind.PERSON, AgentKind.GROUP, AgentKind.ORGANIZATION]
    assert [one.role for one in work.contributions[5:]] == [ContributorRole.EDITOR, ContributorRole.TRANSLATOR]
    assert work.authors_complete
    assert work.issued == PartialDate(2014, 2, 11)
    assert (work.volume, work.issue, work.edition) == ("3", "4", "2nd")
    assert work.pages == Pages("12", "34", None, 23)
    assert set(map(str, work.identifiers)) == {
        "doi:10.5555/a<b>", "pmcid:PMC5815332", "pmid:29456894", "arxiv:1501.04916"
    }  # fmt: skip
    assert [one.value for one in work.keywords] == ["salt", "tides, slow"]
    assert work.publisher is not None
    assert (work.publisher.printed, work.place, work.language) == ("Example Press", "Bergen", "en-gb")
    assert work.event is not None
    assert work.genre is not None
    assert (work.event.value, work.genre.value) == ("Salt 2014", "Letter")
    assert work.links == ("https://example.org/notes",)
    assert work.license == "https://creativecommons.org/licenses/by/4.0/"
    assert not work.gaps


def test_what_stands_beside_a_work() -> None:
    found = read(SOURCE, WORK)
    series, venue = records(found, Venue)
    assert (venue.name, venue.type, venue.part_of) == ("Journal of Maps", VenueType.JOURNAL, series.key)
    assert set(map(str, venue.identifiers)) == {"issn:2050-084X", "issn:0028-0836"}
    assert (series.name, series.type) == ("Series of Seas", VenueType.SERIES)
    assert venue.alternate_names == ("J. Maps",)


def test_every_type_of_the_schema_is_read(shared: Path) -> None:
    schema = json.loads((shared / "specs/csl/schema/csl-data.json").read_bytes())
    types = schema["items"]["properties"]["type"]["enum"]
    assert set(tables.TYPES) <= set(types)
    for type_ in types:
        work = only(SOURCE, {"id": "a", "type": type_, "title": "A"})
        assert work.type is tables.TYPES.get(type_, PublicationType.OTHER)
        assert (work.type is PublicationType.OTHER) is (Gap.TYPE_UNKNOWN in gaps(work))
        assert work.genre is not None or work.type is not PublicationType.OTHER


@pytest.mark.parametrize(
    ("issued", "date"),
    [({"date-parts": [[2014, 2]]}, PartialDate(2014, 2)), ({"date-parts": [["2014"]]}, PartialDate(2014)),
     ({"date-parts": [[2014, 2, 1], [2014, 2, 9]]}, PartialDate(2014, 2)), ({"date-parts": [[2014], [2014]]}, PartialDate(2014)),
     ({"date-parts": [[2014, 22]]}, PartialDate(2014)), ({"date-parts": [[2014]], "season": 2}, PartialDate(2014)),
     ({"raw": "2014-02-11"}, PartialDate(2014, 2, 11)), ({"raw": "11 February 2014"}, PartialDate(2014, 2, 11)),
     ({"literal": "February 2014"}, PartialDate(2014, 2)), ("2014-02", PartialDate(2014, 2)), (2014, PartialDate(2014)),
     ({"raw": "2014-02-11T10:00:00Z"}, PartialDate(2014, 2, 11)), ("2014-02/2014-03", PartialDate(2014)),
     ({"date-parts": [[]]}, None), ({}, None), ([], None)],
)  # fmt: skip
def test_dates(issued: Any, date: PartialDate | None) -> None:
    found = read(SOURCE, {**SMALL, "issued": issued})
    assert works(found)[0].issued == date
    assert not [one for one in reasons(found) if date is not None]


@pytest.mark.parametrize(
    "issued",
    [{"date-parts": [[2014]], "circa": True}, {"date-parts": [[2014], [2016]]}, {"date-parts": [[2014, 2, 30]]},
     {"literal": "in the old days"}, {"raw": "2014?"}, "2014~", "soon", {"date-parts": [["MMXIV"]]},
     {"date-parts": [[2014, 13, 45]]}, {"date-parts": [[2014, 22, 1]]}, "2014-21-05"],
)  # fmt: skip
def test_what_is_no_single_date_is_not_stated_and_said(issued: Any) -> None:
    found = read(SOURCE, {**SMALL, "issued": issued})
    assert works(found)[0].issued is None
    assert Gap.DATE_UNKNOWN in gaps(works(found)[0])
    assert any("/issued" in reason for reason in reasons(found))


@pytest.mark.parametrize("number", ["2050-084X", "2050-0841"])
def test_an_issn_of_nothing_that_is_named_is_told(number: str) -> None:
    without = {name: value for name, value in SMALL.items() if not name.startswith("container-title")}
    assert sum("ISSN" in reason for reason in reasons(read(SOURCE, {**without, "ISSN": number}))) == 1


def test_others_are_a_list_that_is_cut() -> None:
    for last in ({"literal": "et al."}, {"family": "others"}, {"literal": "and others"}):
        work = only(SOURCE, {**SMALL, "author": [{"family": "Quill", "given": "Ada"}, last]})
        assert names(work) == ["Ada Quill"]
        assert Gap.AUTHORS_TRUNCATED in gaps(work)
        assert not work.authors_complete


@pytest.mark.parametrize(
    ("more", "own", "venues"),
    [({"type": "book"}, 1, 0), ({"type": "chapter", "container-title": "B"}, 0, 1),
     ({"type": "book", "container-title": "All of it"}, 0, 1), ({"type": "thesis"}, 1, 0), ({"type": "chapter"}, 0, 0)],
)  # fmt: skip
def test_whose_an_isbn_is(more: dict[str, str], own: int, venues: int) -> None:
    found = read(SOURCE, {**SMALL, "ISBN": "978-3-16-148410-0", **more})
    assert len(works(found)[0].identifiers) == own
    assert sum(len(one.identifiers) for one in records(found, Venue)) == venues


def test_a_thesis_a_preprint_and_an_article_of_no_kind() -> None:
    thesis = only(SOURCE, {**SMALL, "type": "thesis", "genre": "Ph.D. thesis", "publisher": "University of Salt"})
    assert thesis.institution is not None
    assert (thesis.degree, thesis.institution.printed, thesis.publisher) == ("phd", "University of Salt", None)
    preprint = only(SOURCE, {**SMALL, "type": "article", "genre": "preprint", "status": "prepublished"})
    assert (preprint.type, preprint.status) == (PublicationType.PREPRINT, PublicationStatus.PREPRINT)
    assert only(SOURCE, {**SMALL, "type": "article"}).type is PublicationType.OTHER


@pytest.mark.parametrize(("words", "tag"), [("Dutch", "nl"), ("en_US", "en-us"), ("pt-BR", "pt-br"), ("Klingon", None)])
def test_languages(words: str, tag: str | None) -> None:
    found = read(SOURCE, {**SMALL, "language": words})
    assert works(found)[0].language == tag
    assert bool(reasons(found)) is (tag is None)


def test_identifiers_that_are_none_are_not_stated_and_said() -> None:
    found = read(SOURCE, {**SMALL, "DOI": "10.1/x", "PMID": "abc", "ISBN": "9783161484101", "note": "DOI: what"})
    assert not works(found)[0].identifiers
    said = " ".join(reasons(found))
    assert all(pointer in said for pointer in ("/DOI", "/PMID", "/ISBN", "/note"))


def test_an_address_that_is_a_doi_and_identifiers_of_custom() -> None:
    work = only(SOURCE, {**SMALL, "URL": "http://dx.doi.org/10.5555/ABC", "custom": {"PMID": "123", "x": ["y"]}})
    assert work.links == ()
    assert set(work.identifiers) == {Identifier("doi", "10.5555/abc"), Identifier("pmid", "123")}


def test_real_files_are_read_whole(shared: Path) -> None:
    files = sorted((shared / "samples/csl-json").glob("*.json"))
    assert files
    for file in files:
        value = json.loads(file.read_bytes())
        entries = len(value) if isinstance(value, list) else 1
        found = read(SOURCE, file.read_bytes())
        rejected = [one for one in found if isinstance(one, Rejected)]
        entry = re.compile(r"(?:/[0-9]+)?")
        whole = [one for one in rejected if entry.fullmatch(getattr(one.locator, "pointer", ""))]
        print(f"{file.name}: {entries} entries, {len(works(found))} works, {len(rejected)} values rejected")  # noqa: T201 - the share of what is rejected
        assert len(works(found)) + len(whole) == entries
        assert not whole


OF_ANY_KIND: list[Any] = [
    None,
    7,
    "x",
    [],
    {},
    [None],
    [[]],
    {"a": None},
    True,
    "",
    -1.5,
    [{"family": {}}],
    {"date-parts": 7},
]


def test_mutants_raise_nothing() -> None:
    draw = random.Random(4712)  # noqa: S311 - the same mutants each time
    whole = json.dumps([WORK, SMALL]).encode()
    for _ in range(100):
        spoilt = bytearray(whole)
        for _ in range(draw.randrange(1, 6)):
            at = draw.randrange(1, len(spoilt))
            spoilt[at : at + draw.randrange(3)] = draw.choice(
                [b'"', b"null", b"[", b"]", b"{}", b"7", b"\\u0000", b"\xff"]
            )
        try:
            read(SOURCE, bytes(spoilt))
        except SourceError:
            continue
    for name in WORK:
        for value in OF_ANY_KIND:
            found = read(SOURCE, [{**WORK, name: value}, SMALL])
            assert any(work.title is not None and work.title.value == "Small" for work in works(found))


def test_the_first_contributor_is_found() -> None:
    assert first(only(SOURCE, WORK)).position == 1
