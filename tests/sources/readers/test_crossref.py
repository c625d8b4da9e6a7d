"""Crossref: the contract, every trap of the format, and the real files with a counter of their own."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from scholargraph.identifiers import Identifier
from scholargraph.model import (
    AgentKind,
    ContributorRole,
    Gap,
    NoticeKind,
    Organization,
    Pages,
    PartialDate,
    Publication,
    PublicationStatus,
    PublicationType,
    Rejected,
    SourceRecord,
    TextVersion,
    Venue,
    VenueType,
)
from scholargraph.sources.readers.crossref import SOURCE, tables
from scholargraph.testing import Broken, ReaderContract, Sample
from tests.sources.readers.reading_json import first, gaps, names, only, read, reasons, records, works

WORK: dict[str, Any] = {
    "DOI": "10.5555/Abc<1>(2)[3];#4",
    "type": "journal-article",
    "title": ["Notes on <i>E. coli</i> and H<sub>2</sub>O"],
    "subtitle": ["A review"],
    "author": [
        {"given": "Ada", "family": "Quill", "ORCID": "http://orcid.org/0000-0002-1825-0097", "sequence": "first",
         "affiliation": [{"name": "Institute of Salt", "id": [
             {"id": "https://ror.org/05dxps055", "id-type": "ROR", "asserted-by": "publisher"}]},
             {"name": "Harbour Hospital"}]},
        {"family": "Okafor", "given": "Benoît", "suffix": "Jr.", "sequence": "additional", "affiliation": []},
        {"name": "Harbour Working Group", "sequence": "additional"},
    ],
    "editor": [{"given": "Eva", "family": "Reed"}],
    "container-title": ["Journal of Imaginary Geography"],
    "short-container-title": ["J. Imag. Geogr."],
    "ISSN": ["2050-084X"],
    "issued": {"date-parts": [[2014, 2]]},
    "volume": "3", "issue": "1-2", "page": "12–34", "article-number": "e77",
    "publisher": "Example Press", "publisher-location": "Bergen",
    "abstract": "<jats:title>Abstract</jats:title><jats:p>We <jats:italic>walk</jats:italic>.</jats:p>",
    "language": "en",
    "license": [
        {"URL": "https://tdm.example/terms", "content-version": "tdm"},
        {"URL": "https://am.example/licence", "content-version": "am"},
        {"URL": "https://creativecommons.org/licenses/by/4.0/", "content-version": "vor"}],
    "link": [
        {"URL": "https://example.org/a.pdf", "content-type": "application/pdf", "content-version": "vor",
         "intended-application": "text-mining"},
        {"URL": "https://example.org/am", "content-type": "unspecified", "content-version": "am",
         "intended-application": "syndication"},
        {"URL": "https://example.org/check", "content-type": "application/pdf", "content-version": "vor",
         "intended-application": "similarity-checking"}],
    "funder": [{"name": "Salt Fund", "DOI": "10.13039/501100003043", "award": ["S-1", "S-2"]}, {"name": "Tide Trust"}],
    "resource": {"primary": {"URL": "https://example.org/notes"}},
    "relation": {"has-preprint": [{"id-type": "doi", "id": "10.5555/pre.1", "asserted-by": "subject"},
                                  {"id-type": "uri", "id": "https://example.org/x"}]},
    "updated-by": [{"DOI": "10.5555/notice", "type": "retraction", "label": "Retraction",
                    "updated": {"date-parts": [[2020, 5, 7]]}, "source": "publisher"},
                   {"DOI": "10.5555/NOTICE", "type": "retraction", "source": "retraction-watch"}],
}  # fmt: skip
SMALL = {"DOI": "10.5555/small", "title": ["Small"], "issued": {"date-parts": [[2020]]}}
ENVELOPE = {"status": "ok", "message-type": "work-list", "message": {"total-results": 2, "items": [WORK, {
    "DOI": "10.5555/two", "title": ["Two"], "type": "monograph", "issued": {"date-parts": [[None]]}}]}}  # fmt: skip


class TestCrossref(ReaderContract):
    reader = SOURCE
    samples = (
        Sample(json.dumps(ENVELOPE, ensure_ascii=False), entries=2, record=Publication, id="a.json"),
        Sample(json.dumps({"message": SMALL}), entries=1, record=Publication, id="a.json"),
        Sample(json.dumps(SMALL), entries=1, record=Publication, id="a.json"),
        Sample(f"{json.dumps(SMALL)}\n\n{json.dumps(SMALL)}\n", entries=2, record=Publication, id="a.jsonl"),
        # what a value is rejected for counts beside the works
        Sample(json.dumps([{"DOI": "10.1/x", "title": ["A"]}]), entries=2, record=Publication, id="a.json"),
    )
    broken = (
        Broken("", says="empty", id="a.json", records=0),
        Broken(b"PK\x03\x04", says="no JSON", id="a.json", records=0),
        Broken('[{"DOI": "10.5555/a", "title": ["A"]}, 7, {"DOI": NaN}, {}]', says="no object", id="a.json", records=1),
        Broken('[{"DOI": "10.5555/a"}, {"DOI": "10.5555/b"', says="breaks off", id="a.json", records=1),
    )

    def grow(self, entries: int) -> str:
        return json.dumps(
            {
                "message": {
                    "items": [{**SMALL, "abstract": "x" * 1500, "DOI": f"10.5555/{one}"} for one in range(entries)]
                }
            }
        )


def test_every_value_of_a_work() -> None:
    work = only(SOURCE, WORK)
    assert work.title is not None
    assert work.title.value == "Notes on E. coli and H₂O: A review"
    assert work.identifiers == (Identifier("doi", "10.5555/abc<1>(2)[3];#4"),)
    assert work.type is PublicationType.JOURNAL_ARTICLE
    assert names(work) == ["Ada Quill", "Benoît Okafor Jr.", "Harbour Working Group", "Eva Reed"]
    assert [one.position for one in work.contributions] == [1, 2, 3, 1]
    assert work.contributions[3].role is ContributorRole.EDITOR
    assert work.contributions[2].agent.kind is AgentKind.GROUP
    assert work.contributions[1].agent.name is not None
    assert work.contributions[1].agent.name.suffix == "Jr."
    assert first(work).agent.identifiers == (Identifier("orcid", "0000-0002-1825-0097"),)
    assert [one.name for one in first(work).agent.affiliations] == ["Institute of Salt", "Harbour Hospital"]
    assert work.authors_complete
    assert work.issued == PartialDate(2014, 2)
    assert (work.volume, work.issue, work.pages) == ("3", "1-2", Pages("12", "34", "e77"))
    assert work.publisher is not None
    assert (work.publisher.printed, work.place, work.language) == ("Example Press", "Bergen", "en")
    assert work.abstract is not None
    assert "We walk." in work.abstract.value
    assert work.license == "https://creativecommons.org/licenses/by/4.0/"
    assert [(one.url, one.media_type, one.version, one.license) for one in work.full_texts] == [
        ("https://example.org/a.pdf", "application/pdf", TextVersion.PUBLISHED,
         "https://creativecommons.org/licenses/by/4.0/"),
        ("https://example.org/am", None, TextVersion.ACCEPTED, "https://am.example/licence"),
    ]  # fmt: skip
    assert [(one.funder and one.funder.printed, one.number) for one in work.funding] == [
        ("Salt Fund", "S-1"), ("Salt Fund", "S-2"), ("Tide Trust", None)
    ]  # fmt: skip
    assert work.funding[0].funder is not None
    assert work.funding[0].funder.identifiers == (Identifier("doi", "10.13039/501100003043"),)
    assert [(one.label, one.identifiers, one.status) for one in work.versions] == [
        ("preprint", (Identifier("doi", "10.5555/pre.1"),), PublicationStatus.PREPRINT)
    ]
    (notice,) = work.notices
    assert (notice.kind, notice.date) == (NoticeKind.RETRACTION, PartialDate(2020, 5, 7))
    assert notice.identifiers == (Identifier("doi", "10.5555/notice"),)
    assert work.links == ("https://example.org/notes",)
    assert not work.gaps


def test_what_stands_beside_a_work() -> None:
    found = read(SOURCE, WORK)
    (venue,) = records(found, Venue)
    assert (venue.name, venue.type) == ("Journal of Imaginary Geography", VenueType.JOURNAL)
    assert venue.alternate_names == ("J. Imag. Geogr.",)
    assert venue.identifiers == (Identifier("issn", "2050-084X"),)
    (organization,) = records(found, Organization)
    assert organization.identifiers == (Identifier("ror", "05dxps055"),)
    (work,) = works(found)
    assert work.venue == venue.key
    assert first(work).agent.affiliations[0].organization == organization.key


@pytest.mark.parametrize(("type_", "kind"), [*tables.TYPES.items(), ("journal-issue", PublicationType.OTHER),
                                             ("component", PublicationType.OTHER), ("new-thing", PublicationType.OTHER)])  # fmt: skip
def test_types(type_: str, kind: PublicationType) -> None:
    work = only(SOURCE, {"DOI": "10.5555/a", "title": ["A"], "type": type_})
    assert work.type is kind
    assert (Gap.TYPE_UNKNOWN in gaps(work)) is (kind is PublicationType.OTHER)
    if kind is PublicationType.OTHER:
        assert work.genre is not None
        assert work.genre.value == type_


@pytest.mark.parametrize(("subtype", "kind", "genre"), [("preprint", PublicationType.PREPRINT, None),
                                                        ("letter", PublicationType.OTHER, "letter")])  # fmt: skip
def test_posted_content(subtype: str, kind: PublicationType, genre: str | None) -> None:
    work = only(SOURCE, {"DOI": "10.5555/a", "title": ["A"], "type": "posted-content", "subtype": subtype,
                         "posted": {"date-parts": [[2021, 3, 4]]}, "institution": [{"name": "bioRxiv"}]})  # fmt: skip
    assert work.type is kind
    assert (work.genre and work.genre.value) == genre
    assert work.issued == PartialDate(2021, 3, 4)


@pytest.mark.parametrize(
    ("parts", "date"),
    [([[2014]], PartialDate(2014)), ([["2014", "2"]], PartialDate(2014, 2)), ([[2014, None, None]], PartialDate(2014)),
     ([[None]], None), ([], None), ([[]], None), (None, None), ([[2014, 2, 30]], None), ([[2014, 13]], None),
     ([["soon"]], None), ([[True]], None)],
)  # fmt: skip
def test_dates(parts: Any, date: PartialDate | None) -> None:
    found = read(SOURCE, {"DOI": "10.5555/a", "title": ["A"], "issued": {"date-parts": parts}})
    (work,) = works(found)
    assert work.issued == date
    assert (Gap.DATE_UNKNOWN in gaps(work)) is (date is None)
    impossible = isinstance(parts, list) and parts in ([[2014, 2, 30]], [[2014, 13]], [["soon"]], [[True]])
    assert any("/issued/date-parts/0" in reason for reason in reasons(found)) is impossible


@pytest.mark.parametrize(
    ("author", "printed", "kind"),
    [({"family": "Plato"}, "Plato", AgentKind.PERSON), ({"given": "Madonna"}, "Madonna", AgentKind.PERSON),
     ({"name": "ATLAS Collaboration"}, "ATLAS Collaboration", AgentKind.GROUP),
     ({"name": "World Health Organization"}, "World Health Organization", AgentKind.ORGANIZATION),
     ({"family": "<i>van</i> Dam", "given": "J."}, "J. van Dam", AgentKind.PERSON)],
)  # fmt: skip
def test_names(author: dict[str, str], printed: str, kind: AgentKind) -> None:
    work = only(SOURCE, {"DOI": "10.5555/a", "title": ["A"], "author": [author]})
    assert names(work) == [printed]
    assert first(work).agent.kind is kind
    assert work.authors_complete


def test_what_is_wrong_is_not_stated_and_said() -> None:
    found = read(SOURCE, {"DOI": "10.5555/a", "title": ["A"], "author": [
        {"given": "A", "family": "B", "ORCID": "https://orcid.org/0000-0002-1825-0098"}, {}, {"family": "et al."}],
        "page": "see web", "ISBN": ["9783161484101"], "type": "book", "language": "x!",
        "license": [{"URL": "javascript:x", "content-version": "vor"}]})  # fmt: skip
    (work,) = works(found)
    said = " ".join(reasons(found))
    for pointer in ("/author/0/ORCID", "/author/1", "/page", "/ISBN/0", "/language", "/license/0/URL"):
        assert pointer in said
    assert first(work).agent.identifiers == ()
    assert not work.authors_complete
    assert Gap.AUTHORS_TRUNCATED in gaps(work)


@pytest.mark.parametrize("number", ["2050-084X", "2050-0841"])
def test_an_issn_of_nothing_that_is_named_is_told(number: str) -> None:
    found = read(SOURCE, {**SMALL, "type": "journal-article", "ISSN": [number]})
    assert sum("ISSN" in reason for reason in reasons(found)) == 1


def test_a_chapter_in_a_book_of_a_series() -> None:
    found = read(SOURCE, {"DOI": "10.5555/a", "title": ["A"], "type": "book-chapter", "ISSN": ["0302-9743"],
                          "container-title": ["Lecture Notes", "A Book"], "ISBN": ["http://id.crossref.org/isbn/9783161484100"]})  # fmt: skip
    series, book = records(found, Venue)
    assert (series.name, book.name, book.part_of) == ("Lecture Notes", "A Book", series.key)
    assert book.identifiers == (Identifier("isbn", "9783161484100"),)
    assert series.identifiers == (Identifier("issn", "0302-9743"),)
    assert works(found)[0].venue == book.key
    assert not reasons(found)


@pytest.mark.parametrize(("type_", "kind"), tables.NOTICES.items())
def test_a_notice_is_a_work_and_stands_at_the_work_it_is_about(type_: str, kind: NoticeKind) -> None:
    found = read(SOURCE, {"DOI": "10.5555/notice", "title": ["Notice"], "type": "journal-article", "update-to": [
        {"DOI": "10.5555/WORK", "type": type_, "label": type_.title(), "updated": {"date-parts": [[2021, 1, 2]]}}]})  # fmt: skip
    notice, about = works(found)
    assert notice.type is PublicationType.NOTICE
    assert about.identifiers == (Identifier("doi", "10.5555/work"),)
    (stated,) = about.notices
    assert (stated.kind, stated.date, stated.work) == (kind, PartialDate(2021, 1, 2), notice.key)
    assert stated.identifiers == (Identifier("doi", "10.5555/notice"),)
    assert about.title is None
    assert {Gap.TITLE_LOST, Gap.AUTHORS_LOST, Gap.DATE_UNKNOWN} <= gaps(about)
    assert not notice.notices


@pytest.mark.parametrize("type_", sorted(tables.NO_NOTICES))
def test_what_follows_a_work_is_no_notice(type_: str) -> None:
    work = only(SOURCE, {"DOI": "10.5555/v2", "title": ["A"], "type": "journal-article",
                         "update-to": [{"DOI": "10.5555/v1", "type": type_}]})  # fmt: skip
    assert (work.type, work.notices) == (PublicationType.JOURNAL_ARTICLE, ())


def test_a_notice_in_the_place_of_the_work() -> None:
    work = only(SOURCE, {"DOI": "10.5555/a", "title": ["A"], "type": "journal-article",
                         "update-to": [{"DOI": "10.5555/A", "type": "retraction"}]})  # fmt: skip
    assert work.type is PublicationType.JOURNAL_ARTICLE
    assert [(one.kind, one.identifiers) for one in work.notices] == [(NoticeKind.RETRACTION, ())]


def test_an_update_that_nobody_knows_is_said() -> None:
    found = read(SOURCE, {"DOI": "10.5555/a", "title": ["A"], "updated-by": [{"DOI": "10.5555/b", "type": "wonder"}]})
    assert any("wonder" in reason for reason in reasons(found))


def test_the_same_doi_twice_is_two_entries() -> None:
    keys = [work.key for work in works(read(SOURCE, [{"DOI": "10.5555/a", "title": ["A"]}] * 2))]
    assert len(set(keys)) == 2


def shown(folder: Path) -> list[tuple[Path, int]]:
    """The real files with the number of entries that another parser counts."""
    found = []
    for file in sorted(folder.glob("*.json")):
        value = json.loads(file.read_bytes())
        message = value.get("message", value) if isinstance(value, dict) else value
        items = message.get("items", [message]) if isinstance(message, dict) else message
        found.append((file, len(items)))
    return found


def test_real_files_are_read_whole(shared: Path) -> None:
    files = shown(shared / "samples/crossref")
    assert files
    for file, entries in files:
        found = read(SOURCE, file.read_bytes())
        read_works = [one for one in works(found) if "/updated-" not in one.key]
        rejected = [one for one in found if isinstance(one, Rejected)]
        print(f"{file.name}: {entries} entries, {len(read_works)} works, {len(rejected)} rejected")  # noqa: T201 - the share of what is rejected
        assert len(read_works) == entries
        assert not rejected


OF_ANY_KIND: list[Any] = [None, 7, "x", [], {}, [None], [[]], {"a": None}, True, "", -1.5]


def test_mutants_raise_nothing(shared: Path) -> None:
    draw = random.Random(4711)  # noqa: S311 - the same mutants each time
    whole = json.dumps(ENVELOPE).encode()
    real = json.loads((shared / "samples/crossref/commonmeta-crossref.json").read_bytes())
    for _ in range(100):
        spoilt = bytearray(whole)
        for _ in range(draw.randrange(1, 6)):
            at = draw.randrange(1, len(spoilt))
            spoilt[at : at + draw.randrange(3)] = draw.choice(
                [b'"', b"null", b"[", b"]", b"{}", b"7", b"\\u0000", b"\xff", b""]
            )
        for one in read_safely(bytes(spoilt)):
            assert isinstance(one, SourceRecord | Rejected)
    for path in list(paths(real)):
        for value in OF_ANY_KIND:
            changed = json.loads(json.dumps(real))
            target = changed
            for step in path[:-1]:
                target = target[step]
            target[path[-1]] = value
            if draw.random() < 0.06:
                read(SOURCE, [changed, {"DOI": "10.5555/sibling", "title": ["S"]}])


def read_safely(data: bytes) -> list[Any]:
    from scholargraph.errors import SourceError

    try:
        return list(read(SOURCE, data))
    except SourceError:
        return []


def paths(value: Any, path: tuple[Any, ...] = ()) -> Any:
    """Every path within a value, of lists the first two members."""
    members = (
        value.items() if isinstance(value, dict) else list(enumerate(value))[:2] if isinstance(value, list) else ()
    )
    for name, one in members:
        yield (*path, name)
        if name != "reference":
            yield from paths(one, (*path, name))


@pytest.mark.parametrize("issued", [[2020], "2020", {"date-parts": "2020"}, {"date-parts": [[2020, 13]]},
                                    {"date-parts": [["x"]]}, {"date-parts": [2020]}])  # fmt: skip
def test_a_date_that_cannot_be_read_is_said(issued: Any) -> None:
    found = read(SOURCE, {"DOI": "10.5555/a", "title": ["A"], "issued": issued})
    (work,) = works(found)
    assert work.issued is None
    assert Gap.DATE_UNKNOWN in work.gaps
    assert [reason for reason in reasons(found) if reason.startswith("/issued")]


@pytest.mark.parametrize("issued", [None, {"date-parts": [[None]]}, {"date-parts": [[]]}])
def test_a_date_that_crossref_does_not_know_is_a_gap_and_nothing_more(issued: Any) -> None:
    found = read(SOURCE, {"DOI": "10.5555/a", "title": ["A"], "issued": issued})
    assert Gap.DATE_UNKNOWN in works(found)[0].gaps
    assert not reasons(found)
