"""Tables of works: the contract, columns and their mapping, what spreadsheets do to values, damaged and hostile files."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from datetime import date
from functools import partial
from io import StringIO
from typing import Any, ClassVar, Final

import pytest

from scholargraph.acquire import Resolver, SourceItem, media_type
from scholargraph.errors import InputError
from scholargraph.identifiers import Identifier
from scholargraph.model import (
    AgentKind,
    ContributorRole,
    Decision,
    Gap,
    OpenAccess,
    Pages,
    PartialDate,
    Publication,
    PublicationStatus,
    PublicationType,
    Rejected,
    SourceRecord,
    TableCell,
    Text,
    Venue,
    VenueType,
)
from scholargraph.sources import item_of
from scholargraph.sources.readers.table import SOURCE
from scholargraph.testing import Broken, ReaderContract, Sample
from tests.growth import Pace, grows_in_proportion
from tests.sources.readers.workbook_files import workbook

SEED: Final = 20261126
MUTANTS: Final = 300

PLAIN: Final = '''Title,Authors,Year,Journal,Volume,Issue,Pages,DOI,ISSN,Type
A <i>Grammar</i> of Coastlines,"Quill, Ada; Okafor, Benoît",2019,Journal of Shores,12,3,100–131,10.5555/abc,1234-5679,article
"Maps of
Nowhere",Ada Quill,2021,Journal of Shores,,,,,,article
,,,,,,,,,
"Salt, or ""Sel""",Jo Keller,2012,,,,,,,thesis
'''
GERMAN: Final = """Titel;Autor*innen;Erscheinungsjahr;Zeitschrift;Band;Heft;Seiten;Dokumenttyp;Sprache
Über Küsten;Ada Quill und Benoît Okafor;05.03.2019;Küstenblätter;12;3;S. 1-9;Aufsatz;Deutsch
"""


class TestTable(ReaderContract):
    reader = SOURCE
    growth = 60
    samples: ClassVar[Sequence[Sample]] = (
        Sample(PLAIN, entries=3, record=Publication, id="works.csv"),
        Sample(PLAIN.replace("\n", "\r\n"), entries=3, record=Publication, id="works.csv"),
        Sample(GERMAN.encode("utf-8-sig"), entries=1, record=Publication, id="works.csv"),
        Sample(GERMAN.replace(";", "\t").encode("utf-16"), entries=1, record=Publication, id="works.tsv"),
        Sample(workbook(list(csv.reader(StringIO(PLAIN)))), entries=3, record=Publication, id="works.xlsx"),
        Sample(
            "Name of it\nA\n", entries=1, record=Publication, id="w.csv", options={"columns": ["Name of it = title"]}
        ),
    )
    broken: ClassVar[Sequence[Broken]] = (
        Broken("", says="empty", id="a.csv"),
        Broken("a,b\n1,2\n", says="No column of the table is known", id="a.csv"),
        Broken(b"PK\x03\x04 and so on", says="its name end in .xlsx", id="a.csv"),
        Broken(b"\0" * 900, says="binary", id="a.csv"),
        Broken(b"Title\nGood\n\xe9t\xe9\nBetter\n", says="not UTF-8", records=2, id="a.csv"),
        Broken("Title\nGood\nBa\0d\nBetter\n", says="NUL", records=2, id="a.csv"),
        Broken('Title,Year\nGood,2019\n"Bad,2020\nBetter,2021\n', says="never closed", records=2, id="a.csv"),
        Broken("Title\nGood\n" + "x" * 200_000 + "\nBetter\n", says="131,072", records=2, id="a.csv"),
        Broken("Title,Year\nGood,soon\n", says="no date", records=1, id="a.csv"),
        Broken("Title,DOI\nGood,none\n", says="no DOI", records=1, id="a.csv"),
        Broken("Title,Frobnication\nGood,x\n", says="is not read", records=1, id="a.csv"),
        Broken("Title\nGood\n", says="did you mean “Title”?", id="a.csv", options={"columns": ["Titel = title"]}),
        Broken("Title\nGood\n", says="did you mean “title”?", id="a.csv", options={"columns": ["Title = titel"]}),
        Broken("Title\nGood\n", says="maps nothing", id="a.csv", options={"columns": ["Title"]}),
        Broken("Title\nGood\n", says="has no sheets", id="a.csv", options={"sheet": "Works"}),
        Broken(workbook([["Title"], ["Good"]]), says="There is no sheet", id="a.xlsx", options={"sheet": "Wroks"}),
        Broken("Title\nGood\n", says="no kind of work", id="a.csv", options={"type": "articel"}),
        Broken("Title\nGood\n", says="save it as .xlsx", id="a.ods"),
        Broken(b"\xd0\xcf\x11\xe0", says="save it as .xlsx", id="a.xls"),
        Broken("Title\nGood\n", says="no zip file", id="a.xlsx"),
    )

    def grow(self, entries: int) -> str:
        return PLAIN.splitlines()[0] + "\n" + "Salt,Jo Keller,2012,,,,,,,thesis\n" * entries


def read(data: bytes | str, name: str = "works.csv", **options: Any) -> list[SourceRecord | Decision | Rejected]:
    return list(SOURCE.read(item_of(data, id=name, media_type=media_type(name)), SOURCE.checked(options)))


def read_if_any(data: bytes, name: str) -> list[SourceRecord | Decision | Rejected]:
    """Read what may be no table at all."""
    try:
        return read(data, name)
    except InputError:
        return []


def works(data: bytes | str, name: str = "works.csv", **options: Any) -> list[Publication]:
    found = [one.record for one in read(data, name, **options) if isinstance(one, SourceRecord)]
    return [one for one in found if isinstance(one, Publication)]


def venues(data: bytes | str, name: str = "works.csv", **options: Any) -> list[Venue]:
    found = [one.record for one in read(data, name, **options) if isinstance(one, SourceRecord)]
    return [one for one in found if isinstance(one, Venue)]


def reasons(data: bytes | str, name: str = "works.csv", **options: Any) -> list[str]:
    return [one.reason for one in read(data, name, **options) if isinstance(one, Rejected)]


def one(**values: str) -> Publication:
    """Read a table of one row."""
    (work,) = works(table(**values))
    return work


def table(**values: str) -> str:
    written = StringIO()
    csv.writer(written).writerows([list(values), list(values.values())])
    return written.getvalue()


def test_a_row_is_read_with_every_field() -> None:
    first, second, third = works(PLAIN)
    (venue,) = venues(PLAIN)[:1]
    assert first.title == Text("A Grammar of Coastlines")
    assert [c.printed_name for c in first.contributions] == ["Ada Quill", "Benoît Okafor"]
    assert (first.type, first.issued) == (PublicationType.JOURNAL_ARTICLE, PartialDate(2019))
    assert (first.volume, first.issue, first.pages) == ("12", "3", Pages(first="100", last="131"))
    assert first.identifiers == (Identifier("doi", "10.5555/abc"),)
    assert (venue.name, venue.type, venue.identifiers) == (
        "Journal of Shores",
        VenueType.JOURNAL,
        (Identifier("issn", "1234-5679"),),
    )
    assert first.gaps == ()
    assert not first.authors_complete
    assert second.title == Text("Maps of Nowhere")
    assert (third.title, third.type) == (Text('Salt, or "Sel"'), PublicationType.THESIS)


def test_a_list_of_authors_is_complete_where_the_site_says_so() -> None:
    assert works(PLAIN, authors_complete=True)[0].authors_complete
    assert not works(table(Title="A", Authors="Ada Quill et al."), authors_complete=True)[0].authors_complete


@pytest.mark.parametrize(
    "header",
    [
        ("Titel", "Autoren", "Jahr", "Zeitschrift", "Schlagwörter"),
        ("Titre", "Auteurs", "Année de publication", "Revue", "Mots-clés"),
        ("Título", "Autores", "Año", "Revista", "Palabras clave"),
        ("Article Title", "Author Full Names", "Publication Year", "Source Title", "Author Keywords"),
        ("TITLE:", "author(s)", "PY", "Journal/Book", "Tags"),
    ],
)
def test_columns_are_known_by_their_names_in_four_languages(header: tuple[str, ...]) -> None:
    (work,) = works(";".join(header) + "\nA;Quill, Ada;2019;B;x\n")
    assert (work.title, work.issued, work.keywords) == (Text("A"), PartialDate(2019), (Text("x"),))
    assert [c.printed_name for c in work.contributions] == ["Ada Quill"] if header[0] != "TITLE:" else True
    assert work.venue is not None


def test_what_the_site_file_maps_holds_alone() -> None:
    text = "Title,Titel,Note\nEnglish,Deutsch,x\n"
    (work,) = works(text, columns=["Titel = title", "note = ignore"])
    assert work.title == Text("Deutsch")
    assert reasons(text, columns=["Titel = title", "note = ignore"]) == [
        "The column “Title” is not read. Is it “title”? Say it by the option “columns”: “Title = title”, or “= ignore”."
    ]
    assert "Is it “title”?" in " ".join(reasons("Titlle,Year\nA,2019\n"))


def test_rows_above_the_header_are_passed_over() -> None:
    (work,) = works("Publications of the department\n\nTitle,Year\nA,2019\n")
    assert (work.title, work.issued) == (Text("A"), PartialDate(2019))


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("Quill, Ada; Okafor, Benoît", ["Ada Quill", "Benoît Okafor"]),
        ("Ada Quill and Benoît Okafor", ["Ada Quill", "Benoît Okafor"]),
        ("Ada Quill, Benoît Okafor & Jo Keller", ["Ada Quill", "Benoît Okafor", "Jo Keller"]),
        ("Quill, Ada and Okafor, Benoît", ["Ada Quill", "Benoît Okafor"]),
        ("Quill, Ada", ["Ada Quill"]),
        ("Ada Quill\nBenoît Okafor", ["Ada Quill", "Benoît Okafor"]),
        ("Ada Quill|Benoît Okafor", ["Ada Quill", "Benoît Okafor"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("A. Quill, B. Okafor", ["A. Quill", "B. Okafor"]),
        ("World Health Organization", ["World Health Organization"]),
        ("Ministry of Food and Agriculture", ["Ministry of Food and Agriculture"]),
    ],
)
def test_authors_in_one_cell(authors: str, names: list[str]) -> None:
    work = one(Title="A", Authors=authors)
    assert [c.printed_name for c in work.contributions] == names
    assert [c.position for c in work.contributions] == list(range(1, len(names) + 1))


def test_a_separator_can_be_told_and_a_cut_list_is_said() -> None:
    (work,) = works(table(Title="A", Authors="Ada Quill / Benoît Okafor"), separator="/")
    assert [c.printed_name for c in work.contributions] == ["Ada Quill", "Benoît Okafor"]
    cut = one(Title="A", Authors="Quill, A., et al.")
    assert [c.printed_name for c in cut.contributions] == ["A. Quill"]
    assert Gap.AUTHORS_TRUNCATED in cut.gaps
    assert one(Title="A", Authors="World Health Organization").contributions[0].agent.kind is AgentKind.ORGANIZATION


def test_editors_and_translators_have_their_roles() -> None:
    work = one(Title="A", Herausgeber="Quill, Ada", Translator="Jo Keller")
    assert [(c.printed_name, c.role) for c in work.contributions] == [
        ("Ada Quill", ContributorRole.EDITOR),
        ("Jo Keller", ContributorRole.TRANSLATOR),
    ]


@pytest.mark.parametrize(
    ("written", "issued"),
    [
        ("2020", PartialDate(2020)),
        ("2020.0", PartialDate(2020)),
        ("2020-03", PartialDate(2020, 3)),
        ("2020-03-05", PartialDate(2020, 3, 5)),
        ("2020-03-05T00:00:00Z", PartialDate(2020, 3, 5)),
        ("05.03.2020", PartialDate(2020, 3, 5)),
        ("5 March 2020", PartialDate(2020, 3, 5)),
        ("March 2020", PartialDate(2020, 3)),
        ("25/3/2020", PartialDate(2020, 3, 25)),
        ("3/25/2020", PartialDate(2020, 3, 25)),
        ("3/3/2020", PartialDate(2020, 3, 3)),
        ("3/5/2020", None),
        ("31/2/2020", None),
        ("2020-13", None),
        ("20O0", None),
        ("43895", None),
        ("2019/2020", None),
    ],
)
def test_dates(written: str, issued: PartialDate | None) -> None:
    work = one(Title="A", Date=written)
    assert work.issued == issued
    assert (Gap.DATE_UNKNOWN in work.gaps) is (issued is None)


def test_the_site_says_what_stands_first_in_a_date() -> None:
    text = table(Title="A", Date="3/5/2020")
    assert works(text, dates="day-first")[0].issued == PartialDate(2020, 5, 3)
    assert works(text, dates="month-first")[0].issued == PartialDate(2020, 3, 5)
    assert "“3/5/2020” may be March or May" in reasons(text)[0]


def test_identifiers_that_a_spreadsheet_damaged_are_read_or_said() -> None:
    work = one(Title="A", Type="book", ISBN="9783161484100.0", PMID="12345678.0")
    assert set(work.identifiers) == {Identifier("isbn", "9783161484100"), Identifier("pmid", "12345678")}
    assert "a spreadsheet shortened" in reasons(table(Title="A", Type="book", ISBN="9.78316E+12"))[0]
    assert one(Title="A", DOI="10.5555/bad doi").identifiers == ()
    both = one(Title="A", Type="book", ISBN="9783161484100; 3-16-148410-X")
    assert both.identifiers == (Identifier("isbn", "9783161484100"),)


def test_pages_from_several_columns_and_pages_that_became_dates() -> None:
    work = one(Title="A", **{"Start Page": "12", "End Page": "19", "Art. No.": "e7", "Number of pages": "8"})
    assert work.pages == Pages(first="12", last="19", article="e7", count=8)
    data = workbook([["Title", "Pages"], ["A", date(2024, 1, 3)]])
    assert works(data, "a.xlsx")[0].pages is None
    assert "a spreadsheet has made" in reasons(data, "a.xlsx")[0]
    assert one(Title="A", Pages="Jan 3").pages is None


def test_whose_an_isbn_is_follows_from_the_kind_of_work() -> None:
    isbn = Identifier("isbn", "9783161484100")
    chapter = table(Title="A", **{"Book title": "B", "ISBN": "9783161484100", "Type": "chapter"})
    assert works(chapter)[0].identifiers == ()
    assert venues(chapter)[0].identifiers == (isbn,)
    untold = table(Title="A", **{"Book title": "B", "ISBN": "9783161484100"})
    assert works(untold)[0].identifiers == venues(untold)[0].identifiers == ()
    assert "is not told" in reasons(untold)[0]
    assert one(Title="A", ISBN="9783161484100").identifiers == (isbn,)


def test_words_that_stand_for_values() -> None:
    work = one(
        Title="A", Type="PhD thesis", Language="eng", Licence="CC BY-SA 4.0", Status="in press", **{"Open Access": "Gold"},
        University="University of Example", Funder="Example Fund", **{"Grant number": "EX-1"},
    )  # fmt: skip
    assert (work.type, work.degree, work.language) == (PublicationType.THESIS, "phd", "en")
    assert work.license == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert (work.status, work.open_access) == (PublicationStatus.FORTHCOMING, OpenAccess.GOLD)
    assert work.institution is not None
    (funding,) = work.funding
    assert (funding.number, funding.funder.printed if funding.funder else None) == ("EX-1", "Example Fund")
    unknown = table(Title="A", Type="Review", Language="Klingon", Licence="CC BY", Status="?")
    (other,) = works(unknown)
    assert (other.type, other.language, other.license, other.rights) == (
        PublicationType.OTHER,
        None,
        None,
        Text("CC BY"),
    )
    assert other.genre == Text("Review")
    assert Gap.TYPE_UNKNOWN in other.gaps
    assert len(reasons(unknown)) == 3


def test_a_row_has_the_key_of_its_id() -> None:
    first, second, third = (
        (r.record.key, r.numbered) for r in read("ID,Title\n7,A\n7,B\n,C\n") if isinstance(r, SourceRecord)
    )
    assert first == ("publication/~source/id-7", False)
    assert second == ("publication/~source/row-3", True)
    assert third == ("publication/~source/row-4", True)


def test_sheets_are_chosen_and_others_are_said() -> None:
    data = workbook([["Notes"], ["nothing"]], name="Works")
    assert "No column" in _error(data)
    told = reasons(workbook([["Title", "Frob"], ["A", "=1+1"]]), "a.xlsx")
    assert told == ["The column “Frob” is not read. Say it by the option “columns”: “Frob = field”, or “= ignore”."]
    formula = workbook([["Title", "Year"], ["A", "=2000+19"]])
    assert works(formula, "a.xlsx")[0].issued is None
    assert "was not saved" in reasons(formula, "a.xlsx")[0]


def _error(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(data, "a.xlsx")
    return str(caught.value)


def test_the_rows_are_those_of_the_csv_module() -> None:
    draw = random.Random(SEED)  # noqa: S311 - the same tables each time
    pieces = ('"', ",", "a", "é", " ", "\n", ";", "'", "b c")
    for _ in range(200):
        rows = [
            ["".join(draw.choices(pieces, k=draw.randrange(6))) for _ in range(3)] for _ in range(draw.randrange(1, 6))
        ]
        written = StringIO()
        csv.writer(written).writerows([["Title", "x,y", "z"], *rows])
        item = item_of(written.getvalue(), id="a.csv", media_type="text/csv")
        with Resolver(item) as resolver:
            for number, row in enumerate(rows, start=2):
                for column, cell in enumerate(row, start=1):
                    assert resolver.resolve(TableCell(number, column)) == cell


def test_mutants_are_read_or_rejected_and_places_hold() -> None:
    print(f"seed {SEED}")  # noqa: T201
    draw = random.Random(SEED)  # noqa: S311 - the same damage each time
    for name, whole in (("a.csv", PLAIN.encode()), ("a.xlsx", workbook(list(csv.reader(StringIO(PLAIN)))))):
        pace = Pace(partial(read, whole, name))
        for number in range(MUTANTS):
            data = bytearray(whole)
            for _ in range(draw.randrange(1, 5)):
                at = draw.randrange(len(data))
                match draw.randrange(3):
                    case 0:
                        data[at : at + draw.randrange(30)] = b""
                    case 1:
                        data[at:at] = draw.choice((b'"', b",", b"\0", b"\xff", b"\r", b"\n", b";" * 400, b"<", b"&x;"))
                    case _:
                        data[at] = draw.randrange(256)
            found = pace.kept(partial(read_if_any, bytes(data), name), (name, number))
            item = SourceItem("source", name, media_type(name), opener=item_of(bytes(data)).opener)
            with Resolver(item) as resolver:
                for record in found:
                    if isinstance(record, SourceRecord):
                        for backed in record.attributions:
                            assert resolver.resolve(backed.evidence.locator) == backed.evidence.quote, number


@pytest.mark.parametrize("flood", ['"', '"a\n', ",", "a\n", "Quill, Ada;", "and "])
def test_floods_take_time_in_proportion(flood: str) -> None:
    def take(size: int) -> None:
        many = flood * (size // len(flood))
        read("Title,Authors\n" + many + "\nA," + many.replace("\n", " ") + "\n")

    assert grows_in_proportion(take, 20_000)
