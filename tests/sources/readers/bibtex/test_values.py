"""What the fields of an entry become: golden cases of the traps."""

from __future__ import annotations

import pytest

from scholargraph.identifiers import Identifier
from scholargraph.model import (
    Gap,
    MarkedText,
    Pages,
    PartialDate,
    PublicationStatus,
    PublicationType,
    Text,
    VenueType,
)
from tests.sources.readers.bibtex.reading import article, read


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (r"{DNA} and {\'E}tudes", "DNA and Études"),
        (r"Mar{\'{\i}}a \'\i{} \"o {\c{C}} \v{s} \O re {\ss}", "María í ö Ç š Øre ß"),
        (r"50\% of A \& B \_ \$5 \# \{x\}", "50% of A & B _ $5 # {x}"),
        (r"In Honore~-- ``Vom Sinn'' --- `und' \ldots", "In Honore – “Vom Sinn” — ‘und’ …"),
        (r"$H_2O$ and $\alpha$-particles at $10^{-3}$", "H₂O and α-particles at 10⁻³"),
        (r"\mkbibquote{Intention} und \foo{bar}", r"“Intention” und \foo{bar}"),
        (r"The {\TeX book} and \LaTeX", "The TeXbook and LaTeX"),
        ("Over\n      two lines", "Over two lines"),
        ("C*-algebras of _x_ and *y*", "C*-algebras of _x_ and *y*"),
        ("cost $5 and $6", "cost $5 and $6"),
        ("&amp; <i>E. coli</i>", "& E. coli"),
        (r"{\noopsort{a}}Zeta", "Zeta"),
    ],
)
def test_titles_are_tex(written: str, title: str) -> None:
    found = article(f"title = {{{written}}}")
    assert found.work.title == Text(title)
    assert found.quotes("title") == [written]


def test_italics_are_kept_for_pages_and_braces_are_no_markup() -> None:
    work = article(r"title = {On \textit{E. coli}}, journal = {{Bio}Science}, author = {M{\"u}ller, A.}").work
    assert work.marked == (MarkedText("On E. coli", "On <i>E. coli</i>", r"On \textit{E. coli}"),)


def test_a_subtitle_follows_the_title() -> None:
    work = read("@book{b, title={Rivers}, subtitle={A Survey}, titleaddon={1882-1967}, shorttitle={R.}}").work
    assert work.title == Text("Rivers: A Survey")
    assert work.alternate_titles == (Text("Rivers: A Survey. 1882-1967"), Text("R."))
    act = read("@legislation{b, title={Act}, titleaddon={of 2002}}").work
    assert act.alternate_titles == (Text("Act of 2002"),)
    assert read("@book{b, title={Why?}, subtitle={A Survey}}").work.title == Text("Why? A Survey")


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("year = 2019", PartialDate(2019)),
        ("year = {2019}, month = mar", PartialDate(2019, 3)),
        ("year = 2019, month = {March}", PartialDate(2019, 3)),
        ("year = 2019, month = 3, day = 14", PartialDate(2019, 3, 14)),
        ('year = 2019, month = "10~" # jan', PartialDate(2019, 1, 10)),
        ("year = 2002, month = {July 30th}", PartialDate(2002, 7, 30)),
        ("year = 2019, month = {2 sep}", PartialDate(2019, 9, 2)),
        ("year = 2019, month = {Jan.--Feb.}", PartialDate(2019)),
        ("date = {2018-12-03/2018-12-06}", PartialDate(2018, 12)),
        ("date = {2018-12-03}", PartialDate(2018, 12, 3)),
        ("date = {2018/2018}", PartialDate(2018)),
        ("date = {2018-21}", PartialDate(2018)),
        ("date = {2018-12-03T10:00:00Z}", PartialDate(2018, 12, 3)),
        ("year = {[1997]}", PartialDate(1997)),
        (r"year = {{\noopsort{1973c}}1981}", PartialDate(1981)),
    ],
)
def test_dates(fields: str, issued: PartialDate) -> None:
    found = article(f"title = {{T}}, {fields}")
    assert found.work.issued == issued
    assert not found.rejected


@pytest.mark.parametrize(
    ("fields", "issued", "words"),
    [
        ("year = 2019, month = {Feb}, day = 31", PartialDate(2019, 2), "“31” is no single day of that month"),
        ("year = 2019, month = 4, day = {3--5}", PartialDate(2019, 4), "is no single day of that month"),
        ("year = 2019, month = 13", PartialDate(2019), "“13” is no month"),
    ],
)
def test_a_part_of_a_date_that_cannot_be_is_told(fields: str, issued: PartialDate, words: str) -> None:
    found = article(f"title = {{T}}, {fields}")
    assert found.work.issued == issued
    assert words in found.rejected[0].reason


@pytest.mark.parametrize("date", ["2014-21-05", "2014-13", "2014-02-30", "2014-21-05/2014-22"])
def test_a_date_that_cannot_be_is_not_stated_and_told(date: str) -> None:
    found = article(f"title = {{T}}, date = {{{date}}}")
    assert found.work.issued is None
    assert date in found.rejected[0].reason


@pytest.mark.parametrize(("number", "words"), [("1234-5679", "has no journal"), ("1234-567", "is no ISSN")])
@pytest.mark.parametrize("field", ["issn", "eissn"])
def test_an_issn_of_nothing_that_is_named_is_told(field: str, number: str, words: str) -> None:
    found = article(f"title = {{T}}, {field} = {{{number}}}")
    assert [words in one.reason for one in found.rejected] == [True]
    assert not found.work.identifiers


@pytest.mark.parametrize(
    "fields",
    ["date = {2020/2021}", "date = {1990~}", "date = {1990?}", "date = {199X}", "year = {c. 1990}", "year = {1973--1981}",
     "date = {2019-02-30}", "year = {n.d.}", "date = {2020/..}", "date = {-0044}", "year = {0000}"],
)  # fmt: skip
def test_what_is_no_single_date_is_said(fields: str) -> None:
    found = article(f"title = {{T}}, {fields}")
    assert found.work.issued is None
    assert Gap.DATE_UNKNOWN in found.work.gaps
    (reason,) = found.reasons
    assert "is no single date that is certain" in reason


@pytest.mark.parametrize(
    "fields", ["year = {in press}", "pubstate = {inpress}", "note = {To appear.}", "year = {Forthcoming}"]
)
def test_forthcoming(fields: str) -> None:
    found = article(f"title = {{T}}, {fields}")
    assert found.work.status is PublicationStatus.FORTHCOMING
    assert not found.rejected


@pytest.mark.parametrize(
    "note", ["Retracted", "RETRACTED ARTICLE: see 10.5555/2", "Withdrawn by the authors", "Erratum"]
)
def test_a_note_is_no_notice(note: str) -> None:
    assert article(f"title = {{T}}, note = {{{note}}}").work.notices == ()


@pytest.mark.parametrize(
    ("fields", "pages"),
    [
        ("pages = {114--133}", Pages("114", "133")),
        ("pages = {114-133}", Pages("114", "133")),
        ("pages = {114–133}", Pages("114", "133")),
        ("pages = 7", Pages("7")),
        ("pages = {vii--xii}", Pages("vii", "xii")),
        ("pages = {431--456, 791--823}", Pages("431")),
        ("eid = {e1003}", Pages(article="e1003")),
        ("pages = {1--9}, pagetotal = {9}", Pages("1", "9", count=9)),
        ("pagetotal = {xii, 300}", None),
    ],
)
def test_pages(fields: str, pages: Pages | None) -> None:
    assert article(f"title = {{T}}, {fields}").work.pages == pages


@pytest.mark.parametrize(
    ("fields", "identifier"),
    [
        ("doi = {10.5555/(SICI)1097-0258(1)1:<1::AID-A#>3.0.CO;2-[x]}", Identifier("doi", "10.5555/(sici)1097-0258(1)1:<1::aid-a#>3.0.co;2-[x]")),
        (r"doi = {10.5555/978-3\_1}", Identifier("doi", "10.5555/978-3_1")),
        ("doi = {https://doi.org/10.5555/A--B}", Identifier("doi", "10.5555/a--b")),
        ("url = {https://doi.org/10.5555/x}", Identifier("doi", "10.5555/x")),
        ("eprint = {math/0307200v3}, eprinttype = {arxiv}", Identifier("arxiv", "math/0307200v3")),
        ("eprint = {2003.10175}, archivePrefix = {arXiv}, primaryClass = {gr-qc}", Identifier("arxiv", "2003.10175")),
        ("eprint = {arXiv:2003.10175 [hep-th]}", Identifier("arxiv", "2003.10175")),
        ("eprint = {5500723}, eprinttype = {pubmed}", Identifier("pmid", "5500723")),
        ("pmcid = {1348748}", Identifier("pmcid", "PMC1348748")),
        ("journal = {arXiv preprint arXiv:1706.03762}", Identifier("arxiv", "1706.03762")),
        ("journal = {CoRR}, volume = {abs/1706.03762}", Identifier("arxiv", "1706.03762")),
    ],
)  # fmt: skip
def test_identifiers(fields: str, identifier: Identifier) -> None:
    found = article(f"title = {{T}}, {fields}")
    assert found.work.identifiers == (identifier,)
    assert not found.rejected
    assert not found.work.links


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ("doi = {not one}", "“not one” is no DOI"),
        ("isbn = {000-0000000000}", "is no ISBN"),
        ("issn = {1234-5678}", "is no ISSN"),
        ("eprint = {12345}", "Nobody says whose e-print this is"),
        ("eprint = {12345}, eprinttype = {arxiv}", "is no arXiv"),
        ("url = {javascript:alert(1)}", "is not a web address"),
        ("pages = {many}", "are no pages"),
        ("language = {langlatin and langgerman}", "is no language that is known"),
        ("year = 2001, month = {unknown}", "“unknown” is no month"),
        ("editor = {A B}, editortype = {redactor}", "There is no role of a “redactor”"),
    ],
)
def test_what_cannot_be_stated_is_said(fields: str, reason: str) -> None:
    found = article(f"title = {{T}}, journal = {{J}}, {fields}")
    (said,) = found.reasons
    assert reason in said
    assert found.work.identifiers == ()


@pytest.mark.parametrize(
    ("entry", "kind", "genre"),
    [
        ("@article{a, journal={J}}", PublicationType.JOURNAL_ARTICLE, None),
        ("@article{a, journal={The Tide}, entrysubtype={newspaper}}", PublicationType.NEWS_ARTICLE, None),
        ("@article{a, journal={CoRR}}", PublicationType.PREPRINT, None),
        ("@inproceedings{a, booktitle={P}}", PublicationType.CONFERENCE_PAPER, None),
        ("@incollection{a, booktitle={B}}", PublicationType.CHAPTER, None),
        ("@book{a, title={B}}", PublicationType.BOOK, None),
        ("@proceedings{a, title={B}}", PublicationType.EDITED_BOOK, "Proceedings"),
        ("@phdthesis{a, title={B}}", PublicationType.THESIS, "PhD thesis"),
        ("@mastersthesis{a, title={B}}", PublicationType.THESIS, "Master's thesis"),
        ("@mastersthesis{a, type={Student report}}", PublicationType.THESIS, "Student report"),
        ("@thesis{a, type={mathesis}}", PublicationType.THESIS, "Master's thesis"),
        ("@techreport{a, title={B}}", PublicationType.REPORT, "Technical report"),
        ("@patent{a, type={patentus}}", PublicationType.PATENT, "U.S. patent"),
        ("@dataset{a, title={B}}", PublicationType.DATASET, None),
        ("@software{a, title={B}}", PublicationType.SOFTWARE, None),
        ("@online{a, title={B}}", PublicationType.WEB_ARTICLE, None),
        ("@misc{a, title={B}}", PublicationType.OTHER, None),
        ("@manual{a, title={B}}", PublicationType.OTHER, "Manual"),
        ("@jukebox{a, title={B}}", PublicationType.OTHER, None),
    ],
)
def test_kinds(entry: str, kind: PublicationType, genre: str | None) -> None:
    work = read(entry).work
    assert work.type is kind
    assert work.genre == (None if genre is None else Text(genre))
    assert (Gap.TYPE_UNKNOWN in work.gaps) is (kind is PublicationType.OTHER)


@pytest.mark.parametrize(
    ("fields", "degree"),
    [("@phdthesis{a, ", "phd"), ("@thesis{a, type={phdthesis}, ", "phd"), ("@thesis{a, type={MSc thesis}, ", "ms"),
     ("@thesis{a, type={M.A. thesis}, ", "ma"), ("@mastersthesis{a, ", None), ("@thesis{a, type={Habilitation}, ", None),
     ("@phdthesis{a, type={Habilitation}, ", None)],
)  # fmt: skip
def test_degrees(fields: str, degree: str | None) -> None:
    work = read(fields + "title={T}, school={U of R}}").work
    assert work.degree == degree
    assert work.institution is not None
    assert work.institution.printed == "U of R"


def test_a_journal_has_its_issn_publisher_and_short_name() -> None:
    found = read(
        "@article{a, journal={Annals}, shortjournal={Ann.}, issn={0022-3751}, publisher={P}, volume=3, number={4/5}}"
    )
    (journal,) = found.venues
    assert (journal.name, journal.type, journal.alternate_names) == ("Annals", VenueType.JOURNAL, ("Ann.",))
    assert journal.identifiers == (Identifier("issn", "0022-3751"),)
    assert journal.publisher is not None
    assert (found.work.volume, found.work.issue, found.work.identifiers) == ("3", "4/5", ())


def test_proceedings_are_part_of_their_series() -> None:
    found = read(
        "@inproceedings{a, title={T}, booktitle={Proc. of {X}}, series={LNE}, volume=12, isbn={978-3-16-148410-0}}"
    )
    series, proceedings = found.venues
    assert (series.name, series.type) == ("LNE", VenueType.SERIES)
    assert (proceedings.name, proceedings.part_of, proceedings.volume) == ("Proc. of X", series.key, "12")
    assert proceedings.identifiers == (Identifier("isbn", "9783161484100"),)
    assert found.work.venue == proceedings.key
    assert found.work.identifiers == ()


def test_a_book_has_its_isbn_itself_and_appears_in_its_series() -> None:
    found = read("@book{b, title={T}, series={S}, number=4, edition={Second}, address={Oxford}, isbn={0-816-52066-6}}")
    assert found.work.identifiers == (Identifier("isbn", "9780816520664"),)
    assert (found.work.number, found.work.edition, found.work.place) == ("4", "Second", "Oxford")
    assert [one.name for one in found.venues] == ["S"]


def test_a_book_that_has_its_title_twice_stands_in_no_other() -> None:
    assert not read("@book{b, title={All {Coasts}}, booktitle={All Coasts}}").venues
    assert len(read("@incollection{b, title={All Coasts}, booktitle={All Coasts}}").venues) == 1


def test_two_entries_of_one_journal_share_its_record() -> None:
    assert len(read("@article{a, journal={J}}\n@article{b, journal = {J}}").venues) == 1


def test_words_of_the_work() -> None:
    work = article(
        "abstract={One\n two.\n\n Three}, keywords={rivers; salt, sand; {pH}}, langid={brazilian}, eventtitle={{SWAT}},"
        "license={https://creativecommons.org/licenses/by/4.0/}, copyright={All rights}"
    ).work
    assert work.abstract == Text("One two.\nThree")
    assert work.keywords == (Text("rivers"), Text("salt, sand"), Text("pH"))
    assert (work.language, work.event) == ("pt-br", Text("SWAT"))
    assert work.license == "https://creativecommons.org/licenses/by/4.0/"


def test_addresses() -> None:
    assert read(r"@online{a, url={https://example.org/a\_b\%20c}}").work.homepage == "https://example.org/a_b%20c"
    assert article("url={https://a.example/1 https://b.example/2}").work.links == (
        "https://a.example/1",
        "https://b.example/2",
    )
    assert read(r"@misc{a, howpublished={\url{https://example.org/~a}}}").work.links == ("https://example.org/~a",)
