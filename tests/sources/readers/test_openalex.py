"""OpenAlex: the contract, every trap of the format, and the real files with a counter of their own."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from scholargraph.errors import SourceError
from scholargraph.identifiers import Identifier
from scholargraph.model import (
    AgentKind,
    Gap,
    NoticeKind,
    OpenAccess,
    Organization,
    OrganizationType,
    Pages,
    PartialDate,
    Person,
    Publication,
    PublicationType,
    Rejected,
    SourceRecord,
    TextVersion,
    Venue,
    VenueType,
)
from scholargraph.sources.readers.openalex import SOURCE, tables
from scholargraph.sources.readers.openalex.work import in_order
from scholargraph.testing import Broken, ReaderContract, Sample
from tests.sources.readers.reading_json import first, gaps, names, only, read, reasons, records, works

SALT = {"id": "https://openalex.org/I1", "display_name": "Institute of Salt", "ror": "https://ror.org/05dxps055",
        "type": "education"}  # fmt: skip
JOURNAL = {"id": "https://openalex.org/S1", "display_name": "Journal of Maps", "issn_l": "2050-084X",
           "issn": ["2050-084X"], "host_organization_name": "Example Press", "type": "journal"}  # fmt: skip
WORK: dict[str, Any] = {
    "id": "https://openalex.org/W1", "doi": "https://doi.org/10.5555/a<b>", "title": "Notes on <i>E. coli</i>",
    "display_name": "Notes", "publication_year": 2014, "publication_date": "2014-02-11", "language": "en",
    "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/29456894", "mag": "7",
            "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/5815332"},
    "type": "article", "type_crossref": "journal-article",
    "primary_location": {"is_oa": True, "landing_page_url": "https://doi.org/10.5555/a", "pdf_url": "https://e.org/a.pdf",
                         "source": JOURNAL, "license": "cc-by", "version": "publishedVersion"},
    "locations": [{"is_oa": True, "landing_page_url": "https://arxiv.org/abs/1", "pdf_url": None, "license": None,
                   "version": "submittedVersion"},
                  {"is_oa": False, "landing_page_url": "https://index.example/1", "pdf_url": None}],
    "open_access": {"is_oa": True, "oa_status": "gold"},
    "authorships": [
        {"author_position": "first", "raw_author_name": "A. Quill", "is_corresponding": True,
         "author": {"id": "https://openalex.org/A1", "display_name": "Ada Quill", "orcid": "https://orcid.org/0000-0002-1825-0097"},
         "institutions": [SALT], "raw_affiliation_strings": ["Inst. of Salt, Bergen", "Harbour"],
         "affiliations": [{"raw_affiliation_string": "Inst. of Salt, Bergen", "institution_ids": ["https://openalex.org/I1"]},
                          {"raw_affiliation_string": "Harbour", "institution_ids": []}]},
        {"author": {"id": "https://openalex.org/A2", "display_name": "Benoît Okafor", "orcid": None}, "institutions": []}],
    "biblio": {"volume": "3", "issue": None, "first_page": "12", "last_page": "34"},
    "abstract_inverted_index": {"We": [0, 2], "walk,": [1], "swim.": [3]},
    "keywords": [{"display_name": "Salt", "score": 0.5}], "topics": [{"display_name": "Oceans"}],
    "grants": [{"funder": "https://openalex.org/F1", "funder_display_name": "Salt Fund", "award_id": "S-1"},
               {"funder": "https://openalex.org/F2", "funder_display_name": "Tide Trust", "award_id": None}],
    "is_retracted": False,
}  # fmt: skip
SMALL = {"id": "https://openalex.org/W2", "display_name": "Small", "publication_year": 2020}
AUTHOR = {"id": "https://openalex.org/A1", "orcid": "https://orcid.org/0000-0002-1825-0097", "display_name": "Ada Quill",
          "display_name_alternatives": ["A. Quill", "Ada Quill"], "affiliations": [{"institution": SALT, "years": [2020]}],
          "last_known_institutions": [SALT], "topics": [{"display_name": "Oceans"}],
          "ids": {"scopus": "http://www.scopus.com/inward/authorDetails.url?authorID=36455008000&partnerID=MN8TOARS"}}  # fmt: skip


class TestOpenAlex(ReaderContract):
    reader = SOURCE
    samples = (
        Sample(json.dumps({"meta": {"count": 2}, "results": [WORK, SMALL]}, ensure_ascii=False), entries=2,
               record=Publication, id="a.json"),
        Sample(json.dumps(SMALL), entries=1, record=Publication, id="a.json"),
        Sample(f"{json.dumps(AUTHOR)}\n{json.dumps(SMALL)}\n", entries=2, id="a.jsonl"),
    )  # fmt: skip
    broken = (
        Broken("", says="empty", id="a.json", records=0),
        Broken(b"\x1f\x8b\x08\x00", says="binary", id="a.json", records=0),
        Broken(json.dumps([SMALL, {"id": "https://openalex.org/T1", "display_name": "Oceans"}]), says="not read",
               id="a.json", records=1),
    )  # fmt: skip

    def grow(self, entries: int) -> str:
        return json.dumps(
            {
                "results": [
                    {**SMALL, "id": f"https://openalex.org/W{one}", "x": "y" * 1500} for one in range(1, entries + 1)
                ]
            }
        )


def test_every_value_of_a_work() -> None:
    work = only(SOURCE, WORK)
    assert work.title is not None
    assert work.title.value == "Notes on E. coli"
    assert work.type is PublicationType.JOURNAL_ARTICLE
    assert names(work) == ["A. Quill", "Benoît Okafor"]
    assert [one.position for one in work.contributions] == [1, 2]
    assert work.authors_complete
    agent = first(work).agent
    assert set(map(str, agent.identifiers)) == {"orcid:0000-0002-1825-0097", "openalex:A1"}
    assert agent.kind is AgentKind.PERSON
    assert [(one.name, one.organization is not None) for one in agent.affiliations] == [
        ("Inst. of Salt, Bergen", True), ("Harbour", False)
    ]  # fmt: skip
    assert set(map(str, work.identifiers)) == {
        "openalex:W1", "doi:10.5555/a<b>", "pmid:29456894", "pmcid:PMC5815332"
    }  # fmt: skip
    assert (work.issued, work.volume, work.issue) == (PartialDate(2014, 2, 11), "3", None)
    assert work.pages == Pages("12", "34")
    assert work.abstract is not None
    assert work.abstract.value == "We walk, We swim."
    assert [one.value for one in work.keywords] == ["Salt"]
    assert work.open_access is OpenAccess.GOLD
    assert work.rights is not None
    assert (work.rights.value, work.license) == ("cc-by", None)
    assert [(one.url, one.media_type, one.version) for one in work.full_texts] == [
        ("https://e.org/a.pdf", "application/pdf", TextVersion.PUBLISHED),
        ("https://arxiv.org/abs/1", None, TextVersion.SUBMITTED),
    ]
    assert work.links == ("https://index.example/1",)
    assert [(one.funder and one.funder.printed, one.number) for one in work.funding] == [
        ("Salt Fund", "S-1"), ("Tide Trust", None)
    ]  # fmt: skip
    assert not work.gaps
    assert not work.notices
    assert work.publisher is None  # it is the journal's


def test_what_stands_beside_a_work() -> None:
    found = read(SOURCE, WORK)
    (venue,) = records(found, Venue)
    assert (venue.name, venue.type) == ("Journal of Maps", VenueType.JOURNAL)
    assert venue.publisher.printed == "Example Press"
    assert set(map(str, venue.identifiers)) == {"openalex:S1", "issn:2050-084X"}
    (organization,) = records(found, Organization)
    assert set(map(str, organization.identifiers)) == {"openalex:I1", "ror:05dxps055"}
    assert organization.type is OrganizationType.EDUCATION


@pytest.mark.parametrize(
    ("date", "year", "issued"),
    [("2014-01-01", 2014, PartialDate(2014)), ("2014-02-01", 2014, PartialDate(2014, 2)), (None, 2014, PartialDate(2014)),
     ("2014-02-11", 2014, PartialDate(2014, 2, 11)), ("2014-02-11", 2013, PartialDate(2013)), (None, None, None),
     ("2014-02-30", 2014, None), ("soon", None, None)],
)  # fmt: skip
def test_dates_are_no_finer_than_they_are_known(date: str | None, year: int | None, issued: PartialDate | None) -> None:
    found = read(SOURCE, {**SMALL, "publication_date": date, "publication_year": year})
    assert works(found)[0].issued == issued
    assert bool(reasons(found)) is (issued is None and date is not None)


def test_an_abstract_with_holes_is_cut() -> None:
    work = only(SOURCE, {**SMALL, "abstract_inverted_index": {"We": [0], "swim.": [3]}})
    assert work.abstract is not None
    assert work.abstract.value == "We swim."
    assert Gap.ABSTRACT_CUT in gaps(work)


@pytest.mark.parametrize(
    "index", [{"a": [-1]}, {"a": [10**12]}, {"a": [0], "b": [0]}, {"a": ["0"]}, {"a": [True]}, {"a": {}}]
)
def test_an_index_that_is_none_is_not_stated_and_said(index: Any) -> None:
    found = read(SOURCE, {**SMALL, "abstract_inverted_index": index})
    assert works(found)[0].abstract is None
    assert any("/abstract_inverted_index" in reason for reason in reasons(found))


def test_the_index_of_a_real_abstract(shared: Path) -> None:
    index = json.loads((shared / "samples/openalex/W2741809807.json").read_bytes())["abstract_inverted_index"]
    turned = sorted((place, word) for word, places in index.items() for place in places)
    assert in_order(index) == [word for _, word in turned]


def test_a_list_of_authors_that_is_cut() -> None:
    person = WORK["authorships"][1]
    cut = only(SOURCE, {**WORK, "authorships": [person] * 100, "is_authors_truncated": True})
    assert Gap.AUTHORS_TRUNCATED in gaps(cut)
    assert not cut.authors_complete
    unknown = only(SOURCE, {**WORK, "authorships": [person] * 100})
    assert not unknown.authors_complete
    assert Gap.AUTHORS_TRUNCATED not in gaps(unknown)
    assert only(SOURCE, {**WORK, "authorships": [person] * 101}).authors_complete


def test_a_retracted_work() -> None:
    (notice,) = only(SOURCE, {**SMALL, "is_retracted": True}).notices
    assert (notice.kind, notice.date) == (NoticeKind.RETRACTION, None)


@pytest.mark.parametrize(
    ("more", "kind", "genre"),
    [*(({"type": name}, kind, name if name in tables.GENRES else None) for name, kind in tables.TYPES.items()),
     ({"type": "article", "type_crossref": "proceedings-article"}, PublicationType.CONFERENCE_PAPER, None),
     ({"type": "article", "primary_location": {"source": JOURNAL}}, PublicationType.JOURNAL_ARTICLE, None),
     ({"type": "article"}, PublicationType.OTHER, "article"), ({"type": "paratext"}, PublicationType.OTHER, "paratext"),
     ({"type": "review", "type_crossref": "journal-article"}, PublicationType.JOURNAL_ARTICLE, "review"),
     ({"type": "journal-article"}, PublicationType.JOURNAL_ARTICLE, None)],
)  # fmt: skip
def test_types(more: dict[str, Any], kind: PublicationType, genre: str | None) -> None:
    work = only(SOURCE, {**SMALL, **more})
    assert work.type is kind
    assert (work.genre and work.genre.value) == genre


def test_a_repository_is_where_a_preprint_appeared_and_not_an_article() -> None:
    place = {"source": {"id": "https://openalex.org/S2", "display_name": "arXiv", "type": "repository"}}
    assert only(SOURCE, {**SMALL, "type": "preprint", "primary_location": place}).venue is not None
    assert only(SOURCE, {**SMALL, "type": "article", "primary_location": place}).venue is None


def test_an_author_and_the_works_after_them() -> None:
    found = read(SOURCE, "\n".join(map(json.dumps, (AUTHOR, WORK))))
    (person,) = records(found, Person)
    assert (person.name, person.alternate_names) == ("Ada Quill", ("A. Quill",))
    assert set(map(str, person.identifiers)) == {
        "openalex:A1",
        "orcid:0000-0002-1825-0097",
        "scopus-author:36455008000",
    }
    assert (person.roles, person.topics) == ((), ())  # conclusions of OpenAlex's
    (work,) = works(found)
    assert first(work).agent.record == person.key
    assert work.contributions[1].agent.record is None


def test_organisations_and_sources(shared: Path) -> None:
    folder = shared / "samples/openalex"
    (one,) = records(read(SOURCE, (folder / "I27837315.json").read_bytes()), Organization)
    assert (one.name, one.location, one.homepage) == (
        "University of Michigan", "Ann Arbor, United States", "https://www.umich.edu"
    )  # fmt: skip
    assert Identifier("ror", "00jmfr291") in one.identifiers
    assert one.type is OrganizationType.ORGANIZATION  # “funder” is no kind of a university
    (venue,) = records(read(SOURCE, (folder / "S137773608.json").read_bytes()), Venue)
    assert (venue.name, venue.publisher.printed) == ("Nature", "Nature Portfolio")
    assert len([1 for known in venue.identifiers if known.scheme == "issn"]) == 2
    funder = {"id": "https://openalex.org/F1", "display_name": "Salt Fund", "alternate_titles": ["SF"]}
    (fund,) = records(read(SOURCE, funder), Organization)
    assert (fund.type, fund.alternate_names) == (OrganizationType.FUNDER, ("SF",))


def test_a_wrong_orcid_is_not_stated_and_said(shared: Path) -> None:
    """The file of others has one whose check digit is wrong."""
    found = read(SOURCE, (shared / "samples/openalex/A-api-response.json").read_bytes())
    assert [str(one) for one in records(found, Person)[0].identifiers] == ["openalex:A2150889177"]
    assert any("/orcid" in reason and "0000-0002-3666-1234" in reason for reason in reasons(found))


def test_real_files_are_read_whole(shared: Path) -> None:
    files = sorted((shared / "samples/openalex").glob("*.json"))
    assert files
    for file in files:
        value = json.loads(file.read_bytes())
        entries = len(value["results"]) if "results" in value else 1
        found = read(SOURCE, file.read_bytes())
        ids = {value["id"]} if "id" in value else {one["id"] for one in value["results"]}
        given = [one for one in found if isinstance(one, SourceRecord) and one.whole.quote in ids]
        print(f"{file.name}: {entries} entries, {len(given)} records, {len(reasons(found))} values rejected")  # noqa: T201 - the share of what is rejected
        assert len(given) == entries


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
    [{"author": []}],
    {"source": 7},
]


def test_mutants_raise_nothing() -> None:
    draw = random.Random(4713)  # noqa: S311 - the same mutants each time
    whole = json.dumps({"results": [WORK, AUTHOR]}).encode()
    for _ in range(100):
        spoilt = bytearray(whole)
        for _ in range(draw.randrange(1, 6)):
            at = draw.randrange(1, len(spoilt))
            spoilt[at : at + draw.randrange(3)] = draw.choice(
                [b'"', b"null", b"[", b"]", b"{}", b"7", b"\\u0000", b"\xff"]
            )
        try:
            found = read(SOURCE, bytes(spoilt))
        except SourceError:
            continue
        assert all(isinstance(one, SourceRecord | Rejected) for one in found)
    for base in (WORK, AUTHOR, {**SALT, "geo": {"city": "B"}}, JOURNAL):
        for name in base:
            for value in OF_ANY_KIND:
                found = read(SOURCE, [{**base, name: value}, SMALL])
                assert any(work.title is not None and work.title.value == "Small" for work in works(found))
