"""The reader of DataCite metadata: XML and JSON give the same, every trap of the schema, and the official examples."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scholargraph.acquire import item_of
from scholargraph.identifiers import Identifier
from scholargraph.model import (
    AgentKind,
    ContributorRole,
    Gap,
    NoticeKind,
    OpenAccess,
    Organization,
    Pages,
    PartialDate,
    Publication,
    PublicationStatus,
    PublicationType,
    Rejected,
    SourceRecord,
    Text,
    Venue,
    VenueType,
)
from scholargraph.sources.readers.datacite import SOURCE
from scholargraph.testing import Broken, ReaderContract, Sample

ORCID = "0000-0002-1825-0097"
XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<resource xmlns="http://datacite.org/schema/kernel-4" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<identifier identifierType="DOI">10.5555/ZINE.1</identifier>
<creators>
<creator><creatorName nameType="Personal">Okafor, Benoît</creatorName><givenName>Benoît</givenName><familyName>Okafor</familyName>
<nameIdentifier nameIdentifierScheme="ORCID" schemeURI="http://orcid.org/">http://orcid.org/{ORCID}</nameIdentifier>
<affiliation affiliationIdentifier="https://ror.org/04wxnsj81" affiliationIdentifierScheme="ROR">DataCite</affiliation>
<affiliation>University of Lagos</affiliation></creator>
<creator><creatorName nameType="Organizational">The Zine Collaboration</creatorName></creator>
<creator><creatorName>Quill, Ada</creatorName></creator></creators>
<titles><title xml:lang="en">Zines of H<sub xmlns="">2</sub>O</title><title titleType="Subtitle">A survey</title>
<title titleType="TranslatedTitle" xml:lang="fr">Fanzines</title></titles>
<publisher publisherIdentifier="https://ror.org/04wxnsj81" publisherIdentifierScheme="ROR">Zine Press</publisher>
<publicationYear>2031</publicationYear><resourceType resourceTypeGeneral="JournalArticle">Research article</resourceType>
<subjects><subject xml:lang="en">zines</subject></subjects>
<contributors><contributor contributorType="Editor"><contributorName nameType="Personal">Sol, Mia</contributorName></contributor>
<contributor contributorType="DataCollector"><contributorName>Nobody, Known</contributorName></contributor></contributors>
<dates><date dateType="Issued">2031-05-06T10:00:00Z</date><date dateType="Collected">2030/2031</date></dates>
<language>eng</language>
<alternateIdentifiers><alternateIdentifier alternateIdentifierType="arXiv">arXiv:2101.00001</alternateIdentifier></alternateIdentifiers>
<relatedIdentifiers><relatedIdentifier relatedIdentifierType="DOI" relationType="IsNewVersionOf">10.5555/zine.0</relatedIdentifier>
<relatedIdentifier relatedIdentifierType="DOI" relationType="Cites">10.5555/other</relatedIdentifier></relatedIdentifiers>
<rightsList><rights rightsURI="info:eu-repo/semantics/openAccess"/><rights rightsURI="https://creativecommons.org/licenses/by/4.0/">CC BY</rights></rightsList>
<descriptions><description xml:lang="en" descriptionType="Abstract">First line.<br/>Second &amp; last.</description></descriptions>
<fundingReferences><fundingReference><funderName>Zine Fund</funderName>
<funderIdentifier funderIdentifierType="Crossref Funder ID">https://doi.org/10.13039/501100000780</funderIdentifier>
<awardNumber awardURI="https://example.org/award/7">Z-7</awardNumber><awardTitle>Zines for all</awardTitle></fundingReference></fundingReferences>
<relatedItems><relatedItem relatedItemType="Journal" relationType="IsPublishedIn"><relatedItemIdentifier relatedItemIdentifierType="ISSN">0378-5955</relatedItemIdentifier>
<titles><title>Journal of Zines</title></titles><volume>3</volume><issue>4</issue><firstPage>20</firstPage><lastPage>35</lastPage></relatedItem></relatedItems>
</resource>
"""

JSON: dict[str, Any] = {
    "doi": "10.5555/ZINE.1",
    "creators": [
        {
            "name": "Okafor, Benoît", "nameType": "Personal", "givenName": "Benoît", "familyName": "Okafor",
            "nameIdentifiers": [{"nameIdentifier": f"http://orcid.org/{ORCID}", "nameIdentifierScheme": "ORCID"}],
            "affiliation": [
                {"name": "DataCite", "affiliationIdentifier": "https://ror.org/04wxnsj81", "affiliationIdentifierScheme": "ROR"},
                "University of Lagos",
            ],
        },
        {"name": "The Zine Collaboration", "nameType": "Organizational", "affiliation": [], "nameIdentifiers": []},
        {"name": "Quill, Ada", "nameType": None},
    ],
    "titles": [
        {"title": "Zines of H<sub>2</sub>O", "lang": "en"},
        {"title": "A survey", "titleType": "Subtitle"},
        {"title": "Fanzines", "titleType": "TranslatedTitle", "lang": "fr"},
    ],
    "publisher": {"name": "Zine Press", "publisherIdentifier": "https://ror.org/04wxnsj81", "publisherIdentifierScheme": "ROR"},
    "publicationYear": 2031,
    "types": {"resourceTypeGeneral": "JournalArticle", "resourceType": "Research article"},
    "subjects": [{"subject": "zines", "lang": "en"}],
    "contributors": [
        {"name": "Sol, Mia", "nameType": "Personal", "contributorType": "Editor"},
        {"name": "Nobody, Known", "contributorType": "DataCollector"},
    ],
    "dates": [{"date": "2031-05-06T10:00:00Z", "dateType": "Issued"}, {"date": "2030/2031", "dateType": "Collected"}],
    "language": "eng",
    "alternateIdentifiers": [{"alternateIdentifier": "arXiv:2101.00001", "alternateIdentifierType": "arXiv"}],
    "relatedIdentifiers": [
        {"relatedIdentifier": "10.5555/zine.0", "relatedIdentifierType": "DOI", "relationType": "IsNewVersionOf"},
        {"relatedIdentifier": "10.5555/other", "relatedIdentifierType": "DOI", "relationType": "Cites"},
    ],
    "rightsList": [
        {"rightsUri": "info:eu-repo/semantics/openAccess"},
        {"rights": "CC BY", "rightsUri": "https://creativecommons.org/licenses/by/4.0/"},
    ],
    "descriptions": [{"description": "First line.<br/>Second &amp; last.", "descriptionType": "Abstract", "lang": "en"}],
    "fundingReferences": [
        {
            "funderName": "Zine Fund", "funderIdentifier": "https://doi.org/10.13039/501100000780",
            "funderIdentifierType": "Crossref Funder ID", "awardNumber": "Z-7",
            "awardUri": "https://example.org/award/7", "awardTitle": "Zines for all",
        }
    ],
    "relatedItems": [
        {
            "relatedItemType": "Journal", "relationType": "IsPublishedIn", "titles": [{"title": "Journal of Zines"}],
            "relatedItemIdentifier": {"relatedItemIdentifier": "0378-5955", "relatedItemIdentifierType": "ISSN"},
            "volume": "3", "issue": "4", "firstPage": "20", "lastPage": "35",
        }
    ],
}  # fmt: skip

ONE = (
    '<resource xmlns="http://datacite.org/schema/kernel-{0}"><identifier identifierType="DOI">10.5555/z{1}</identifier>'
    "<titles><title>Zine {1}</title></titles><publicationYear>2031</publicationYear>{2}</resource>"
)


def one(body: str, kernel: str = "4", number: int = 1) -> str:
    return ONE.format(kernel, number, body)


def creators(*names: str, kind: str = "") -> str:
    attribute = f' nameType="{kind}"' if kind else ""
    return f"<creators>{''.join(f'<creator><creatorName{attribute}>{name}</creatorName></creator>' for name in names)}</creators>"


API = {
    "data": [{"id": "10.5555/zine.1", "type": "dois", "attributes": JSON}, {"attributes": {"doi": "10.5555/2"}}],
    "meta": {},
}


class TestContract(ReaderContract):
    reader = SOURCE
    samples = (
        Sample(f"<records>{one('', number=1)}{one('', number=2)}</records>", entries=2, record=Publication, id="a.xml"),
        Sample(XML, entries=1, record=Publication, id="zine.xml"),
        Sample(json.dumps(JSON), entries=1, record=Publication, id="zine.json"),
        Sample(json.dumps(API, ensure_ascii=False), entries=2, record=Publication, id="api.json"),
        Sample(json.dumps([JSON, JSON, {"no": 1}]), entries=3, record=Publication, id="list.json"),
        Sample(f"{json.dumps(JSON)}\n\n{json.dumps(API)}\nnone\n", entries=4, record=Publication, id="zine.jsonl"),
    )
    broken = (
        Broken(b"", says="not XML", records=0, id="a.xml"),
        Broken(b"", says="empty", records=0, id="a.jsonl"),
        Broken("{", says="no JSON", records=0, id="a.json"),
        Broken('{"doi": NaN}', says="no number", records=0, id="a.json"),
        Broken('{"doi": "10.5555/1", "titles": [{"title": "\\ud800"}]}', says="surrogate", records=0, id="a.json"),
        Broken("[]", says="no metadata", records=0, id="a.json"),
        Broken('{"title": 1}', says="no metadata", records=0, id="a.json"),
        Broken("[" * 100_000, says="no JSON", records=0, id="a.json"),
        Broken('{"doi": "10.5555/1", "titles": [{"title": "' + "x" * (5 << 20) + '"}]}', says="characters", records=0, id="a.json"),
        Broken("<oai><record/></oai>", says="no “resource”", records=0, id="a.xml"),
        Broken("<resource xmlns='http://example.org/'/>", says="another schema", records=0, id="a.xml"),
        Broken('<!DOCTYPE resource [<!ENTITY a "b">]><resource/>', says="declares entities", records=0, id="a.xml"),
        Broken("<resource><titles><title>(:unav)</title></titles></resource>", says="nothing tells which work", records=0, id="a.xml"),
        Broken("<resource><identifier identifierType='DOI'>11.1/x</identifier><titles><title>T</title></titles></resource>", says="no valid DOI", records=1, id="a.xml"),
        Broken(one("<dates><date dateType='Issued'>2031-02-30</date></dates>"), says="no such day", records=1, id="a.xml"),
        Broken(one("<dates><date dateType='Issued'>2030/2031</date></dates>"), says="is a period", records=1, id="a.xml"),
        Broken(one("<language>Somewhat English</language>"), says="no code of a language", records=1, id="a.xml"),
        Broken(one("<creators><creator><creatorName>Quill, Ada</creatorName><nameIdentifier nameIdentifierScheme='ORCID'>0000-0002-1825-0098</nameIdentifier></creator></creators>"), says="no valid ORCID", records=1, id="a.xml"),
        Broken(f"<r>{one('')}<resource>&nosuch;</resource>{one('', number=3)}</r>", says="&nosuch;", records=2, id="a.xml"),
    )  # fmt: skip

    def grow(self, entries: int) -> str:
        return f"<records>{''.join(one(creators(f'Quill {n}, Ada'), number=n) for n in range(entries))}</records>"


def read(data: str | bytes, name: str = "a.xml", media_type: str = "application/xml") -> list[Any]:
    return list(SOURCE.read(item_of(data, id=name, media_type=media_type), {}))


def records(data: str | bytes, kind: type = Publication) -> list[Any]:
    return [found.record for found in read(data) if isinstance(found, SourceRecord) and isinstance(found.record, kind)]


# ------------------------------------------------------------------------------------------------------------ golden cases


@pytest.mark.parametrize("data", [XML, json.dumps(JSON), json.dumps({"data": {"attributes": JSON}})])
def test_a_resource_with_everything(data: str) -> None:
    (work,) = records(data)
    assert set(work.identifiers) == {Identifier("doi", "10.5555/zine.1"), Identifier("arxiv", "2101.00001")}
    assert (work.type, work.genre) == (PublicationType.JOURNAL_ARTICLE, Text("Research article"))
    assert work.title == Text("Zines of H₂O", "en")
    assert work.alternate_titles == (Text("Zines of H₂O: A survey"), Text("Fanzines", "fr"))
    assert [(c.printed_name, c.role, c.position) for c in work.contributions] == [
        ("Benoît Okafor", ContributorRole.AUTHOR, 1),
        ("The Zine Collaboration", ContributorRole.AUTHOR, 2),
        ("Quill, Ada", ContributorRole.AUTHOR, 3),
        ("Mia Sol", ContributorRole.EDITOR, 1),
    ]
    first, second, third, _ = [c.agent for c in work.contributions]
    assert first.identifiers == (Identifier("orcid", ORCID),)
    (organisation,) = records(data, Organization)
    assert (organisation.name, organisation.identifiers) == ("DataCite", (Identifier("ror", "04wxnsj81"),))
    assert [(a.name, a.organization) for a in first.affiliations] == [
        ("DataCite", organisation.key),
        ("University of Lagos", None),
    ]
    assert (second.kind, third.kind) == (AgentKind.GROUP, AgentKind.PERSON)
    assert work.authors_complete
    assert work.publisher.identifiers == (Identifier("ror", "04wxnsj81"),)
    assert (work.issued, work.language, work.keywords) == (PartialDate(2031, 5, 6), "en", (Text("zines", "en"),))
    assert [v.identifiers for v in work.versions] == [(Identifier("doi", "10.5555/zine.0"),)]
    assert (work.open_access, work.license) == (OpenAccess.OPEN, "https://creativecommons.org/licenses/by/4.0/")
    assert work.abstract == Text("First line.\nSecond & last.", "en")
    (funding,) = work.funding
    assert (funding.funder.printed, funding.number, funding.name, funding.url) == (
        "Zine Fund", "Z-7", Text("Zines for all"), "https://example.org/award/7",
    )  # fmt: skip
    assert funding.funder.identifiers == (Identifier("doi", "10.13039/501100000780"),)
    (venue,) = records(data, Venue)
    assert (venue.key, venue.name, venue.type) == (work.venue, "Journal of Zines", VenueType.JOURNAL)
    assert venue.identifiers == (Identifier("issn", "0378-5955"),)
    assert (work.volume, work.issue, work.pages) == ("3", "4", Pages(first="20", last="35"))
    assert not work.gaps
    assert not [found for found in read(data) if isinstance(found, Rejected)]


@pytest.mark.parametrize(
    "words", ["(:unkn)", "(:unav)", "(:null)", "(:none)", "(:tba)", ":unas", "(:unkn) Unknown", "(:UNAV)"]
)
def test_standard_values_for_what_is_unknown_are_no_values(words: str) -> None:
    body = (
        creators(words)
        + f"<publisher>{words}</publisher><language>{words}</language><subjects><subject>{words}</subject></subjects>"
    )
    (work,) = records(
        one(body + f"<descriptions><description descriptionType='Abstract'>{words}</description></descriptions>")
    )
    for field in ("contributions", "publisher", "language", "keywords", "abstract"):
        assert not getattr(work, field), field
    assert not work.authors_complete
    assert Gap.AUTHORS_LOST in work.gaps


@pytest.mark.parametrize(
    ("scheme", "written", "expected"),
    [
        ("ORCID", f"http://orcid.org/{ORCID}", Identifier("orcid", ORCID)),
        ("ORCID", f" https://orcid.org/{ORCID} ", Identifier("orcid", ORCID)),
        ("ORCID", ORCID, Identifier("orcid", ORCID)),
        ("ORCID", f"https://sandbox.orcid.org/{ORCID}", None),
        ("ISNI", "0000 0001 2103 2683", Identifier("isni", "0000000121032683")),
        ("ISNI", "http://www.isni.org/isni/0000000121032683", Identifier("isni", "0000000121032683")),
        ("", f"https://orcid.org/{ORCID}", Identifier("orcid", ORCID)),
        ("", ORCID, None),
        ("Local", "1234", None),
    ],
)
def test_identifiers_of_people_are_read_by_their_scheme(scheme: str, written: str, expected: Identifier | None) -> None:
    attribute = f' nameIdentifierScheme="{scheme}"' if scheme else ""
    body = f"<creatorName>Quill, Ada</creatorName><nameIdentifier{attribute}>{written}</nameIdentifier>"
    (work,) = records(one(f"<creators><creator>{body}</creator></creators>"))
    assert work.contributions[0].agent.identifiers == ((expected,) if expected else ())


@pytest.mark.parametrize(
    ("again", "name"),
    [
        (creators("Okafor, Benoît"), "creators"),
        ("<titles><title>Other</title></titles>", "titles"),
        ("<publisher>Another</publisher>", "publisher"),
        ("<publicationYear>1999</publicationYear>", "publicationYear"),
    ],
)
def test_what_stands_twice_where_it_can_stand_once_is_told(again: str, name: str) -> None:
    text = one(f"{creators('Quill, Ada')}<publisher>A</publisher>{again}")
    assert any(f"“{name}” stands here once more" in one.reason for one in read(text) if isinstance(one, Rejected))
    (work,) = records(text)
    assert work.authors_complete is (name != "creators")


def test_et_al_is_a_cut() -> None:
    (work,) = records(one(creators("Quill, Ada", "(:etal)")))
    assert [c.printed_name for c in work.contributions] == ["Quill, Ada"]
    assert Gap.AUTHORS_TRUNCATED in work.gaps
    assert not work.authors_complete


@pytest.mark.parametrize(
    ("general", "expected"),
    [
        ("Dataset", PublicationType.DATASET), ("Software", PublicationType.SOFTWARE), ("Preprint", PublicationType.PREPRINT),
        ("ConferencePaper", PublicationType.CONFERENCE_PAPER), ("Dissertation", PublicationType.THESIS),
        ("BookChapter", PublicationType.CHAPTER), ("PeerReview", PublicationType.REVIEW), ("Poster", PublicationType.PRESENTATION),
        ("Text", PublicationType.OTHER), ("Collection", PublicationType.OTHER), ("Nonsense", PublicationType.OTHER),
    ],
)  # fmt: skip
def test_kinds(general: str, expected: PublicationType) -> None:
    (work,) = records(one(f'<resourceType resourceTypeGeneral="{general}">Thing</resourceType>'))
    assert work.type is expected
    assert (Gap.TYPE_UNKNOWN in work.gaps) == (expected is PublicationType.OTHER)
    assert work.genre == Text("Thing")
    assert (work.status is PublicationStatus.PREPRINT) == (general == "Preprint")


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("<date dateType='Issued'>2031</date>", PartialDate(2031)),
        ("<date dateType='Issued'>2031-07</date>", PartialDate(2031, 7)),
        ("<date dateType='Issued'>2031-07-04/2031-07-04</date>", PartialDate(2031, 7, 4)),
        ("<date dateType='Issued'>2031-07-04T12:00:00+01:00</date>", PartialDate(2031, 7, 4)),
        ("<date dateType='Available'>2030-01-01</date>", PartialDate(2031)),
        ("<date dateType='Issued'>(:tba)</date>", PartialDate(2031)),
        ("", PartialDate(2031)),
    ],
)
def test_dates(dates: str, expected: PartialDate) -> None:
    (work,) = records(one(f"<dates>{dates}</dates>"))
    assert work.issued == expected


def test_a_date_and_a_year_that_differ_are_both_told() -> None:
    (found,) = [
        f for f in read(one("<dates><date dateType='Issued'>2029-07-04</date></dates>")) if isinstance(f, SourceRecord)
    ]
    assert [(d.field, d.value) for d in found.disputes] == [("issued", PartialDate(2031))]


def test_a_date_of_withdrawal_is_a_notice() -> None:
    (work,) = records(one("<dates><date dateType='Withdrawn'>2032-01-01</date></dates>"))
    assert [(n.kind, n.date) for n in work.notices] == [(NoticeKind.WITHDRAWAL, PartialDate(2032, 1, 1))]


def test_kernel_3_is_read() -> None:
    body = (
        creators("Quill, Ada")
        + "<contributors><contributor contributorType='Funder'><contributorName>Zine Fund</contributorName></contributor></contributors>"
    )
    (work,) = records(one(body, kernel="3"))
    assert [f.funder.printed for f in work.funding] == ["Zine Fund"]


@pytest.mark.parametrize(
    ("rights", "license_", "words"),
    [
        (
            "<rights rightsIdentifierScheme='SPDX' rightsIdentifier='CC-BY-4.0'>CC</rights>",
            "https://spdx.org/licenses/CC-BY-4.0",
            None,
        ),
        ("<rights>All rights reserved</rights>", None, "All rights reserved"),
        ("<rights rightsURI='https://example.org/l'/>", "https://example.org/l", None),
        (
            "<rights rightsURI='http://example.org/a'>A</rights><rights rightsURI='http://example.org/a'>B</rights>",
            "http://example.org/a",
            None,
        ),
    ],
)
def test_rights(rights: str, license_: str | None, words: str | None) -> None:
    (work,) = records(one(f"<rightsList>{rights}</rightsList>"))
    assert work.license == license_
    assert (work.rights.value if work.rights else None) == words


def test_a_container_of_json_is_the_venue() -> None:
    value = {
        "doi": "10.5555/1",
        "container": {
            "type": "Journal",
            "title": "Journal of Zines",
            "identifier": "0378-5955",
            "identifierType": "ISSN",
            "volume": "3",
            "firstPage": "7",
        },
    }
    data = json.dumps(value)
    (venue,), (work,) = records(data, Venue), records(data)
    assert (venue.name, venue.type, venue.identifiers) == (
        "Journal of Zines",
        VenueType.JOURNAL,
        (Identifier("issn", "0378-5955"),),
    )
    assert (work.venue, work.volume, work.pages) == (venue.key, "3", Pages(first="7"))


def test_json_lines_are_read_one_by_one() -> None:
    lines = (
        "".join(json.dumps({"doi": f"10.5555/{n}"}) + "\n" for n in range(3)) + "{\n" + json.dumps({"doi": "10.5555/4"})
    )
    found = read(lines, "a.jsonl", "application/jsonl")
    assert len([f for f in found if isinstance(f, SourceRecord)]) == 4
    assert [f.locator.pointer for f in found if isinstance(f, Rejected) and f.locator is not None] == ["/3"]  # type: ignore[union-attr]


# ------------------------------------------------------------------------------------------------------ official examples


def test_every_official_example(shared: Path) -> None:
    folder = shared / "specs" / "datacite"
    files = sorted([*folder.glob("kernel-4.7/example/*.xml"), *folder.glob("json/example-4.5/*.json")])
    assert len(files) == 9
    for file in files:
        text = file.read_text("utf-8")
        entries = len(re.findall(r"</resource>", text)) if file.suffix == ".xml" else 1
        found = read(text, file.name)
        works = [f for f in found if isinstance(f, SourceRecord) and isinstance(f.record, Publication)]
        refused = [f for f in found if isinstance(f, Rejected)]
        print(f"{file.name}: {len(works)} read of {entries}, {len(refused)} values not stated")  # noqa: T201
        assert len(works) == entries
        # The made-up ISSN of the examples has a wrong check digit.
        assert all("1234-5678" in one.reason for one in refused)
        record = works[0].record
        assert isinstance(record, Publication)
        if file.suffix == ".xml":
            named = len(re.findall(r"<creatorName", text.split("</creators>")[0]))
        else:
            named = len(json.loads(text)["creators"])
        assert len([c for c in record.contributions if c.role is ContributorRole.AUTHOR]) == named
        assert record.authors_complete
        assert record.title is not None
