"""The reader of the ACL Anthology's XML: ids, names, markup, notices, and every paper of the real files."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from scholargraph.acquire import item_of
from scholargraph.identifiers import Identifier
from scholargraph.model import (
    AgentKind,
    Gap,
    NoticeKind,
    Pages,
    PartialDate,
    Publication,
    PublicationType,
    Rejected,
    SourceRecord,
    Text,
    Venue,
    VenueType,
)
from scholargraph.sources.readers.acl_anthology import SOURCE
from scholargraph.testing import Broken, ReaderContract, Sample

SMALL = """<?xml version='1.0' encoding='UTF-8'?>
<collection id="2031.zine">
  <volume id="main" type="proceedings" ingest-date="2031-08-01">
    <meta>
      <booktitle>Proceedings of the 2nd Meeting on <fixed-case>Z</fixed-case>ines</booktitle>
      <editor><first>Ada</first><last>Quill</last></editor>
      <publisher>Zine Press</publisher><address>Lagos, Nigeria</address>
      <month>July</month><year>2031</year><isbn>978-3-16-148410-0</isbn><doi>10.5555/zine.0</doi>
      <url hash="1">2031.zine-main</url><venue>zine</venue>
    </meta>
    <frontmatter><url hash="2">2031.zine-main.0</url><bibkey>zine-2031</bibkey></frontmatter>
    <paper id="1">
      <title>Learning <fixed-case>BERT</fixed-case> in <tex-math>O(n^2)</tex-math> for <i>E. coli</i> &amp; more</title>
      <author orcid="0000-0002-1825-0097"><first>Benoît</first><last>Okafor</last><affiliation>University of Lagos</affiliation></author>
      <author><first>Yang</first><last>Liu</last><variant script="hani"><first>洋</first><last>刘</last></variant></author>
      <author><last>The Zine Collaboration</last></author>
      <author><first/><last>Plato</last></author>
      <pages>1–10</pages>
      <abstract>We read <tex-math>x \\le 3</tex-math> zines. See <url>https://example.org/a_b_c</url>.</abstract>
      <url hash="3">2031.zine-main.1</url><doi>10.5555/ZINE.1</doi><bibkey>okafor-2031</bibkey>
      <award>Best paper</award>
      <attachment type="software" hash="4">2031.zine-main.1.software.zip</attachment>
      <attachment type="poster">https://example.org/poster.pdf</attachment>
      <video href="2031.zine-main.1.mp4"/><pwccode url="https://github.com/zine/zine" additional="false">zine/zine</pwccode>
      <revision id="1" href="2031.zine-main.1v1" hash="5"/>
      <revision id="2" href="2031.zine-main.1v2" hash="6" date="2031-09-30">Corrected a table.</revision>
      <erratum id="1" hash="7" date="2031-10-01">2031.zine-main.1e1</erratum>
      <language>fra</language>
    </paper>
    <paper id="2">
      <title>Retracted words</title><author><first>Ada</first><last>Quill</last></author>
      <retracted date="2032-01-02">The authors found an error.</retracted>
    </paper>
    <paper id="3">
      <title>Removed words</title><author><first>Ada</first><last>Quill</last></author>
      <removed date="2032-01">Published elsewhere.</removed>
    </paper>
  </volume>
</collection>
"""

ONE = "<paper id='{}'><title>Title {}</title><author><first>Ada</first><last>Quill {}</last></author></paper>"


def collection(body: str, *, id: str = "2031.zine", volume: str = "1", kind: str = "proceedings") -> str:  # noqa: A002
    meta = "<meta><booktitle>Proceedings of Zines</booktitle><year>2031</year></meta>"
    return f"<collection id='{id}'><volume id='{volume}' type='{kind}'>{meta}{body}</volume></collection>"


class TestContract(ReaderContract):
    reader = SOURCE
    samples = (
        Sample(SMALL, entries=4, record=Publication, id="2031.zine.xml"),
        Sample(collection(ONE.format(7, 7, 7) * 2), entries=3, record=Publication, id="twice.xml"),
        Sample(
            collection("<paper><title>No number</title></paper>" + ONE.format(1, 1, 1)),
            entries=3,
            record=Publication,
            id="a.xml",
        ),
    )
    broken = (
        Broken(b"", says="not XML", records=0, id="a.xml"),
        Broken(b"\x89PNG\r\n\x1a\n\0\0", says="not XML", records=0, id="a.xml"),
        Broken("<dblp><article/></dblp>", says="no collection", records=0, id="a.xml"),
        Broken('<!DOCTYPE collection [<!ENTITY a "b">]><collection/>', says="entities", records=0, id="a.xml"),
        Broken(collection("<paper><title>No number</title></paper>"), says="number", records=1, id="a.xml"),
        Broken(
            collection("<paper id='1'><title>&nosuch;</title></paper>" + ONE.format(2, 2, 2)),
            says="&nosuch;",
            records=3,
            id="a.xml",
        ),
        Broken(collection(ONE.format(1, 1, 1))[:-15], says="cannot be read", records=3, id="a.xml"),
        Broken(collection("<paper id='1'><doi>10.1/x</doi></paper>"), says="no valid DOI", records=3, id="a.xml"),
        Broken(
            collection("<paper id='1'><author orcid='0000-0002-1825-0098'><last>X</last></author></paper>"),
            says="no valid ORCID",
            records=3,
            id="a.xml",
        ),
        Broken(
            collection("<paper id='1'><retracted date='2031-13'>x</retracted></paper>"),
            says="no such month",
            records=3,
            id="a.xml",
        ),
    )

    def grow(self, entries: int) -> str:
        return collection("".join(ONE.format(n, n, n) for n in range(entries)))


def read(data: str | bytes) -> list[Any]:
    return list(SOURCE.read(item_of(data, id="a.xml"), {}))


def works(data: str | bytes) -> dict[str, Publication]:
    found = [one.record for one in read(data) if isinstance(one, SourceRecord)]
    return {one.key.slug.rpartition("/")[2]: one for one in found if isinstance(one, Publication)}


# ------------------------------------------------------------------------------------------------------------ golden cases


def test_a_paper_with_everything() -> None:
    paper = works(SMALL)["2031.zine-main.1"]
    assert paper.type is PublicationType.CONFERENCE_PAPER
    assert paper.title == Text("Learning BERT in O(n²) for E. coli & more")
    assert paper.marked[0].html == "Learning BERT in O(n<sup>2</sup>) for <i>E. coli</i> &amp; more"
    assert paper.abstract == Text("We read x ≤ 3 zines. See https://example.org/a_b_c.")
    assert paper.issued == PartialDate(2031, 7)
    assert paper.pages == Pages(first="1", last="10")
    assert set(paper.identifiers) == {Identifier("doi", "10.5555/zine.1"), Identifier("acl", "2031.zine-main.1")}
    assert paper.homepage == "https://aclanthology.org/2031.zine-main.1/"
    assert [str(one.url) for one in paper.full_texts] == ["https://aclanthology.org/2031.zine-main.1.pdf"]
    assert list(paper.links) == [
        "https://aclanthology.org/attachments/2031.zine-main.1.software.zip",
        "https://example.org/poster.pdf",
        "https://aclanthology.org/2031.zine-main.1.mp4",
        "https://github.com/zine/zine",
    ]
    assert [(one.label, one.issued, one.url) for one in paper.versions] == [
        ("v1", None, "https://aclanthology.org/2031.zine-main.1v1.pdf"),
        ("v2", PartialDate(2031, 9, 30), "https://aclanthology.org/2031.zine-main.1v2.pdf"),
    ]
    assert paper.language == "fr"
    (notice,) = paper.notices
    assert (notice.kind, notice.date, notice.url) == (
        NoticeKind.CORRECTION, PartialDate(2031, 10, 1), "https://aclanthology.org/2031.zine-main.1e1.pdf",
    )  # fmt: skip


def test_names_are_in_parts_and_scripts() -> None:
    paper = works(SMALL)["2031.zine-main.1"]
    first, second, third, fourth = [one.agent for one in paper.contributions]
    assert first.name is not None
    assert (first.name.given, first.name.family, first.name.printed) == ("Benoît", "Okafor", "Benoît Okafor")
    assert first.identifiers == (Identifier("orcid", "0000-0002-1825-0097"),)
    assert [one.name for one in first.affiliations] == ["University of Lagos"]
    assert second.name is not None
    assert second.name.scripts == (Text("刘洋", "und-hani"),)
    assert third.kind is AgentKind.GROUP
    assert fourth.printed == "Plato"
    assert paper.authors_complete
    assert [one.position for one in paper.contributions] == [1, 2, 3, 4]


def test_notices_are_told_with_their_reasons() -> None:
    found = works(SMALL)
    (retracted,), (removed,) = found["2031.zine-main.2"].notices, found["2031.zine-main.3"].notices
    assert (retracted.kind, retracted.date) == (NoticeKind.RETRACTION, PartialDate(2032, 1, 2))
    assert retracted.reason == Text("The authors found an error.")
    assert (removed.kind, removed.date) == (NoticeKind.WITHDRAWAL, PartialDate(2032, 1))


def test_a_volume_is_a_work_and_a_venue() -> None:
    volume = works(SMALL)["2031.zine-main.0"]
    assert volume.type is PublicationType.EDITED_BOOK
    assert volume.title == Text("Proceedings of the 2nd Meeting on Zines")
    assert [one.role.value for one in volume.contributions] == ["editor"]
    assert volume.place == "Lagos, Nigeria"
    assert Identifier("isbn", "9783161484100") in volume.identifiers
    assert Identifier("doi", "10.5555/zine.0") in volume.identifiers
    (venue,) = [one.record for one in read(SMALL) if isinstance(one, SourceRecord) and isinstance(one.record, Venue)]
    assert (venue.name, venue.type) == ("Proceedings of the 2nd Meeting on Zines", VenueType.PROCEEDINGS)
    assert {one.venue for one in works(SMALL).values() if one.type is PublicationType.CONFERENCE_PAPER} == {venue.key}


@pytest.mark.parametrize(
    ("volume", "number", "expected"),
    [
        (("P18", "1"), "1", "P18-1001"),
        (("P18", "2"), "119", "P18-2119"),
        (("W05", "1"), "2", "W05-0102"),
        (("W05", "12"), "3", "W05-1203"),
        (("C69", "2"), "1", "C69-0201"),
        (("D19", "1"), "5", "D19-1005"),
        (("D19", "5"), "5", "D19-0505"),
        (("D19", "61"), "1", "D19-6101"),
        (("J89", "4"), "0", "J89-4000"),
        (("L06", "1"), "12", "L06-1012"),
        (("2022.acl", "long"), "1", "2022.acl-long.1"),
        (("2022.naloma", "1"), "3", "2022.naloma-1.3"),
    ],
)
def test_ids_follow_the_rule_of_the_anthology(volume: tuple[str, str], number: str, expected: str) -> None:
    found = works(collection(ONE.format(number, 1, 1), id=volume[0], volume=volume[1]))
    assert Identifier("acl", expected) in found[expected if number != "0" else f"{expected}~2"].identifiers


def test_a_journal_has_volume_and_issue_and_one_venue() -> None:
    meta = (
        "<meta><booktitle>Computational Linguistics, Volume {0}, Number {1}, March 1989</booktitle><year>1989</year>"
        "<journal-volume>{0}</journal-volume><journal-issue>{1}</journal-issue></meta>"
    )
    body = "".join(
        f"<volume id='{n}' type='journal'>{meta.format(15, n)}{ONE.format(1, 1, 1)}</volume>" for n in (1, 2)
    )
    data = f"<collection id='J89'>{body}</collection>"
    paper = works(data)["J89-2001"]
    assert (paper.type, paper.volume, paper.issue) == (PublicationType.JOURNAL_ARTICLE, "15", "2")
    venues = [one.record for one in read(data) if isinstance(one, SourceRecord) and isinstance(one.record, Venue)]
    assert [(one.name, one.type) for one in venues] == [("Computational Linguistics", VenueType.JOURNAL)]


def test_what_is_not_told_is_a_gap() -> None:
    data = collection(
        "<paper id='1'><title>Briefly Noted</title></paper><paper id='2' type='backmatter'><title>Index</title></paper>"
    )
    assert Gap.AUTHORS_LOST in works(data)["2031.zine-1.1"].gaps
    assert Gap.TYPE_UNKNOWN in works(data)["2031.zine-1.2"].gaps
    assert not works(data)["2031.zine-1.1"].authors_complete


# -------------------------------------------------------------------------------------------------------------- real files


def test_every_paper_of_the_real_files(shared: Path) -> None:
    files = sorted((shared / "samples" / "acl-anthology" / "xml").glob("*.xml"))
    assert len(files) >= 4
    for file in files:
        root = ET.parse(file).getroot()  # noqa: S314 - files that we have looked at
        papers = [(volume, paper) for volume in root.iter("volume") for paper in volume.iter("paper")]
        found = read(file.read_bytes())
        said = [one for one in found if isinstance(one, SourceRecord) and isinstance(one.record, Publication)]
        refused = [one for one in found if isinstance(one, Rejected)]
        print(f"{file.name}: {len(said)} read, {len(refused)} rejected of {len(papers)} papers")  # noqa: T201
        assert refused == []
        assert len(said) == len(papers) + len(list(root.iter("volume")))
        by_place = {one.whole.locator: one.record for one in said}
        for (volume, paper), one in zip(papers, [s for s in said if "paper[" in str(s.whole.locator)], strict=True):
            record = by_place[one.whole.locator]
            assert isinstance(record, Publication)
            assert len(record.contributions) == len(paper.findall("author"))
            assert record.issued is not None
            assert str(record.issued.year) == volume.findtext("meta/year")
            doi = paper.findtext("doi")
            assert [i.value for i in record.identifiers if i.scheme == "doi"] == ([doi.lower()] if doi else [])
            assert (record.abstract is None) == (paper.find("abstract") is None)
            assert record.title is not None
