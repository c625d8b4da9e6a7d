"""The reader of dblp's XML: dump, person's page and record; every trap of the format, and every entry of the real files."""

from __future__ import annotations

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
    Person,
    Publication,
    PublicationStatus,
    PublicationType,
    Rejected,
    RoleStatus,
    SourceRecord,
    Text,
    Venue,
    VenueType,
    XPath,
)
from scholargraph.sources.readers.dblp import SOURCE
from scholargraph.sources.readers.dblp_persons import without_suffix
from scholargraph.testing import Broken, ReaderContract, Sample

HEAD = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE dblp SYSTEM "dblp.dtd">\n'

DUMP = (
    HEAD
    + """<dblp>
<article mdate="2031-01-01" key="journals/zine/0001O31">
<author>Wei Quill 0001</author><author orcid="0000-0002-1825-0097">Beno&icirc;t Okafor</author>
<title>On <i>E. coli</i> &amp; H<sub>2</sub>O: a study of &Uuml;bung.</title>
<pages>12-34</pages><year>2031</year><month>May</month><volume>7</volume><number>2</number><journal>Zine J.</journal>
<ee type="oa">https://doi.org/10.5555/ZINE.1</ee><ee>https://example.org/zine/1</ee><url>db/journals/zine/zine7.html#0001O31</url>
<cite>...</cite></article>
<inproceedings key="conf/zine/Okafor31"><author>Beno&icirc;t Okafor</author><title>Is it?</title><year>2031</year>
<booktitle>ZineConf</booktitle><crossref>conf/zine/2031</crossref><pages>7:1-7:8</pages></inproceedings>
<proceedings key="conf/zine/2031"><editor>Wei Quill 0001</editor><title>Proceedings of ZineConf 2031.</title>
<booktitle>ZineConf</booktitle><series>Lecture Notes in Zines</series><volume>99</volume><publisher>Zine Press</publisher>
<year>2031</year><isbn>978-3-16-148410-0</isbn></proceedings>
<phdthesis key="phd/Quill30"><author>Wei Quill 0001</author><title>Zines...</title><year>2030</year>
<school>University of Lagos, Nigeria</school></phdthesis>
<www key="homepages/12/3456" mdate="2031-01-01"><author>Wei Quill 0001</author><author>W. Quill</author><title>Home Page</title>
<url>https://orcid.org/0000-0002-1825-0097</url><url>https://www.wikidata.org/entity/Q42</url><url>https://example.org/quill</url>
<note type="affiliation">University of Lagos, Nigeria</note><note type="affiliation" label="former">Zine Press</note>
<note type="award">Zine Medal (2030)</note></www>
</dblp>
"""
)

PAGE = """<?xml version="1.0" encoding="US-ASCII"?>
<dblpperson name="Wei Quill 0001" pid="12/3456-1" n="2">
<person key="homepages/12/3456-1" mdate="2031-01-01"><author pid="12/3456-1">Wei Quill 0001</author>
<author pid="12/3456-1">Wei Q. Quill</author><note type="uname">&#24352;&#20255;</note></person>
<homonyms n="1"><h f="w/WQ"><person><author>Wei Quill</author></person></h></homonyms>
<r><article key="journals/zine/QuillO31"><author pid="12/3456-1">Wei Quill 0001</author><author pid="77/1">Beno&#238;t Okafor</author>
<title>Zines.</title><journal>Zine J.</journal><year>2031</year></article></r>
<r><article publtype="informal" key="journals/corr/abs-3101-00001"><author pid="12/3456-1">Wei Quill 0001</author>
<title>More zines.</title><volume>abs/3101.00001</volume><year>2031</year><journal>CoRR</journal>
<ee type="oa">https://arxiv.org/abs/2101.00001</ee></article></r>
<coauthors n="1"><co c="0"><na f="o/BO" pid="77/1">Beno&#238;t Okafor</na></co></coauthors>
</dblpperson>
"""

ONE = '<article key="journals/zine/A{}"><author>Ada Quill {:04d}</author><title>Zine {}.</title><journal>Zine J.</journal><year>2031</year></article>'


def dump(body: str) -> str:
    return f"{HEAD}<dblp>\n{body}\n</dblp>"


def article(body: str, *, tag: str = "article", more: str = "") -> str:
    return dump(f'<{tag} key="journals/zine/A1" {more}><author>Ada Quill</author><title>T.</title>{body}</{tag}>')


class TestContract(ReaderContract):
    reader = SOURCE
    samples = (
        Sample(DUMP, entries=4, record=Publication, id="dblp.xml"),
        Sample(PAGE, entries=2, record=Publication, id="12.xml"),
        Sample(ONE.format(1, 1, 1), entries=1, record=Publication, id="one.xml"),
        Sample(dump(ONE.format(1, 1, 1) * 3), entries=3, record=Publication, id="twice.xml"),
        Sample(
            dump("<article><author>0</author></article>" + ONE.format(2, 2, 2)),
            entries=2,
            record=Publication,
            id="a.xml",
        ),
    )
    broken = (
        Broken(b"", says="not XML", records=0, id="a.xml"),
        Broken("<collection/>", says="none of dblp's", records=0, id="a.xml"),
        Broken('<!DOCTYPE dblp [<!ENTITY a "b">]><dblp/>', says="declares entities", records=0, id="a.xml"),
        Broken(dump(ONE.format(1, 1, 1) + "<article key='journals/x/1'><title>&nosuch;</title></article>" + ONE.format(2, 2, 2)), says="&nosuch;", records=3, id="a.xml"),
        Broken(dump(ONE.format(1, 1, 1) + "<article key='journals/x/&nosuch;'/>" + ONE.format(2, 2, 2)), says="&nosuch;", records=3, id="a.xml"),
        Broken(dump(ONE.format(1, 1, 1))[:-8] + ONE.format(2, 2, 2)[:40], says="What follows cannot be read", records=2, id="a.xml"),
        Broken(dump("<article><author>4</author></article>"), says="nothing tells which work", records=0, id="a.xml"),
        Broken(article("<ee>https://doi.org/10.5/</ee>"), says="no valid DOI", records=1, id="a.xml"),
        Broken(article("<isbn>978-3-16-148410-1</isbn>"), says="no valid ISBN", records=1, id="a.xml"),
        Broken(article("<author orcid='0000-0002-1825-0098'>B C</author>"), says="no valid ORCID", records=1, id="a.xml"),
        Broken(article("<year>MMXX</year>"), says="no year", records=1, id="a.xml"),
        Broken(article("<ee>ftp://example.org/x</ee>"), says="not a web address", records=1, id="a.xml"),
        Broken(dump('<www key="homepages/1/1" publtype="disambiguation"><author>Wei Quill</author></www>'), says="several people", records=0, id="a.xml"),
        Broken(HEAD.encode() + "<dblp><article key='journals/x/é'/></dblp>".encode(), says="its bytes are UTF-8", records=0, id="a.xml"),
    )  # fmt: skip

    def grow(self, entries: int) -> str:
        return dump("\n".join(ONE.format(n, n % 10_000, n) for n in range(entries)))


def read(data: str | bytes) -> list[Any]:
    return list(SOURCE.read(item_of(data, id="a.xml"), {}))


def records(data: str | bytes, kind: type = Publication) -> list[Any]:
    return [one.record for one in read(data) if isinstance(one, SourceRecord) and isinstance(one.record, kind)]


# ------------------------------------------------------------------------------------------------------------ golden cases


def test_an_article_of_the_dump() -> None:
    (first, *_) = records(DUMP)
    assert first.type is PublicationType.JOURNAL_ARTICLE
    assert first.title == Text("On E. coli & H₂O: a study of Übung")
    assert first.marked[0].html == "On <i>E. coli</i> &amp; H<sub>2</sub>O: a study of Übung"
    assert [one.printed_name for one in first.contributions] == ["Wei Quill", "Benoît Okafor"]
    assert first.contributions[1].agent.identifiers == (Identifier("orcid", "0000-0002-1825-0097"),)
    assert [one.position for one in first.contributions] == [1, 2]
    assert first.authors_complete
    assert (first.issued, first.volume, first.issue) == (PartialDate(2031, 5), "7", "2")
    assert first.pages == Pages(first="12", last="34")
    assert first.identifiers == (Identifier("dblp-rec", "journals/zine/0001O31"), Identifier("doi", "10.5555/zine.1"))
    assert first.open_access is OpenAccess.OPEN
    assert [one.url for one in first.full_texts] == ["https://doi.org/10.5555/ZINE.1"]
    assert first.links == ("https://example.org/zine/1", "https://dblp.org/db/journals/zine/zine7.html#0001O31")
    assert not first.gaps


def test_the_quote_keeps_what_the_value_leaves() -> None:
    first = next(one for one in read(DUMP) if isinstance(one, SourceRecord) and isinstance(one.record, Publication))
    quotes = {one.field: one.evidence.quote for one in first.attributions if one.field in {"title", "contributions"}}
    assert quotes["title"] == "On E. coli & H2O: a study of Übung."
    assert {one.evidence.quote for one in first.attributions if one.field == "contributions"} == {
        "Wei Quill 0001",
        "Benoît Okafor",
    }


@pytest.mark.parametrize(
    ("printed", "stated"),
    [
        ("Zines.", "Zines"),
        ("Is it?", "Is it?"),
        ("Zines...", "Zines..."),
        ("Zines in the U.S.", "Zines in the U.S."),
        ("Why (and how).", "Why (and how)"),
        ("No full stop", "No full stop"),
        ("Version 2.0.", "Version 2.0"),
        ("The <tt>zine.py</tt>.", "The zine.py"),
        ("Zines <i>on tour.</i>", "Zines on tour"),
        ("Ende.", "Ende"),
        ("&Eacute;tudes.", "Études"),
        ("A &lt; B.", "A < B"),
        ("AT&amp;T.", "AT&T"),
    ],
)
def test_titles_lose_the_full_stop_of_dblp(printed: str, stated: str) -> None:
    (work,) = records(dump(f'<article key="journals/a/B"><title>{printed}</title></article>'))
    assert work.title == Text(stated)


@pytest.mark.parametrize(
    ("printed", "stated"),
    [("Wei Wang 0001", "Wei Wang"), ("Wei Wang 0123", "Wei Wang"), ("Wei Wang", "Wei Wang"), ("Wei Wang 12", "Wei Wang 12"),
     ("Team 2000 Wang", "Team 2000 Wang"), ("0001", "0001"), ("Max 12345", "Max 12345")],
)  # fmt: skip
def test_numbers_of_namesakes_are_no_part_of_names(printed: str, stated: str) -> None:
    assert without_suffix(printed) == stated


@pytest.mark.parametrize(
    ("tag", "more", "expected"),
    [
        ("article", "", PublicationType.JOURNAL_ARTICLE),
        ("article", 'publtype="informal"', PublicationType.PREPRINT),
        ("article", 'publtype="informal withdrawn"', PublicationType.PREPRINT),
        ("article", 'publtype="survey"', PublicationType.JOURNAL_ARTICLE),
        ("article", 'publtype="software"', PublicationType.SOFTWARE),
        ("inproceedings", "", PublicationType.CONFERENCE_PAPER),
        ("proceedings", "", PublicationType.EDITED_BOOK),
        ("book", "", PublicationType.BOOK),
        ("incollection", 'publtype="encyclopedia"', PublicationType.CHAPTER),
        ("phdthesis", "", PublicationType.THESIS),
        ("mastersthesis", "", PublicationType.THESIS),
        ("www", "", PublicationType.WEB_ARTICLE),
        ("data", "", PublicationType.DATASET),
        ("masterthesis", "", PublicationType.OTHER),
    ],
)
def test_kinds(tag: str, more: str, expected: PublicationType) -> None:
    (work,) = records(article("", tag=tag, more=more))
    assert work.type is expected
    assert (Gap.TYPE_UNKNOWN in work.gaps) == (expected is PublicationType.OTHER)
    assert [one.kind for one in work.notices] == ([NoticeKind.WITHDRAWAL] if "withdrawn" in more else [])
    assert work.genre == (
        Text("survey")
        if "survey" in more
        else Text("encyclopedia")
        if "encyc" in more
        else Text("Master's thesis")
        if tag == "mastersthesis"
        else None
    )


def test_proceedings_are_the_venue_that_papers_name_by_key() -> None:
    paper = next(one for one in records(DUMP) if one.type is PublicationType.CONFERENCE_PAPER)
    venues = {one.key: one for one in records(DUMP, Venue)}
    key = Identifier("dblp-rec", "conf/zine/2031")
    assert venues[paper.venue].identifiers == (key,)
    assert {one.name for one in venues.values() if key in one.identifiers} == {
        "ZineConf",
        "Proceedings of ZineConf 2031",
    }
    book = next(one for one in records(DUMP) if one.type is PublicationType.EDITED_BOOK)
    assert [one.role for one in book.contributions] == [ContributorRole.EDITOR]
    assert (venues[book.venue].name, venues[book.venue].type, book.volume) == (
        "Lecture Notes in Zines",
        VenueType.SERIES,
        "99",
    )
    assert Identifier("isbn", "9783161484100") in book.identifiers


def test_a_thesis_has_its_school() -> None:
    thesis = next(one for one in records(DUMP) if one.type is PublicationType.THESIS)
    assert thesis.degree == "phd"
    assert thesis.institution.printed == "University of Lagos, Nigeria"
    assert thesis.institution.kind is AgentKind.ORGANIZATION


def test_a_person_of_the_dump() -> None:
    (person,) = records(DUMP, Person)
    assert (person.name, person.alternate_names) == ("Wei Quill", ("W. Quill",))
    assert set(person.identifiers) == {
        Identifier("dblp", "12/3456"), Identifier("orcid", "0000-0002-1825-0097"), Identifier("wikidata", "Q42"),
    }  # fmt: skip
    assert person.links == ("https://example.org/quill",)
    assert person.awards == (Text("Zine Medal (2030)"),)
    places = {one.key: one.name for one in records(DUMP, Organization)}
    assert [(places[one.organization], one.status) for one in person.roles] == [
        ("University of Lagos, Nigeria", None), ("Zine Press", RoleStatus.FORMER),
    ]  # fmt: skip


def test_a_page_leads_from_the_works_to_the_person() -> None:
    (person,) = records(PAGE, Person)
    assert (person.name, person.alternate_names) == ("Wei Quill", ("Wei Q. Quill", "张伟"))
    assert person.identifiers == (Identifier("dblp", "12/3456-1"),)
    first, preprint = records(PAGE)
    assert [one.person for one in first.contributions] == [person.key, None]
    assert first.contributions[1].agent.identifiers == (Identifier("dblp", "77/1"),)
    assert preprint.contributions[0].person == person.key
    assert (preprint.type, preprint.status) == (PublicationType.PREPRINT, PublicationStatus.PREPRINT)
    assert Identifier("arxiv", "2101.00001") in preprint.identifiers
    assert preprint.volume is None
    assert {one.name: one.type for one in records(PAGE, Venue)}["CoRR"] is VenueType.REPOSITORY


def test_an_arxiv_id_is_only_what_an_address_of_arxiv_says() -> None:
    body = "<volume>abs/2101.00001</volume><journal>CoRR</journal><ee>https://example.org/abs/2101.00001</ee>"
    (work,) = records(article(body, more='publtype="informal"'))
    assert [one.scheme for one in work.identifiers] == ["dblp-rec"]


def test_a_group_is_no_person() -> None:
    data = dump('<www key="homepages/1/1" publtype="group"><author>The Zine Collaboration</author></www>')
    assert [one.name for one in records(data, Organization)] == ["The Zine Collaboration"]
    assert records(data, Person) == []


def test_two_records_of_one_key_are_two() -> None:
    keys = [one.key for one in records(dump(ONE.format(1, 1, 1) * 2))]
    assert len(set(keys)) == 2


# -------------------------------------------------------------------------------------------------------------- real files

UNREADABLE = {
    f"dblparse-one.xml /dblp[1]/article[{n}]": "no key, no title, and numbers in place of names" for n in range(1, 6)
}


def test_every_entry_of_the_real_files(shared: Path) -> None:
    files = sorted((shared / "samples" / "dblp").glob("*.xml"))
    assert len(files) >= 2
    for file in files:
        text = re.sub(r"<!--.*?-->", "", file.read_text("latin-1"), flags=re.DOTALL)
        entries = len(
            re.findall(r"</(?:article|inproceedings|proceedings|book|incollection|phdthesis|masterthesis)>", text)
        )
        found = read(file.read_bytes())
        said = [one for one in found if isinstance(one, SourceRecord) and isinstance(one.record, Publication)]
        refused = [one for one in found if isinstance(one, Rejected)]
        print(f"{file.name}: {len(said)} read, {len(refused)} rejected of {entries}")  # noqa: T201
        assert len(said) + len(refused) == entries
        for one in refused:
            assert isinstance(one.locator, XPath)
            assert f"{file.name} {one.locator.path}" in UNREADABLE
        named = sum(len(one.record.contributions) for one in said if isinstance(one.record, Publication))
        assert named == len(re.findall(r"<(?:author|editor)\b[^>]*>[^<]*[^\W\d_][^<]*<", text))
