"""RIS: the contract, the traps of the format, damaged files, and the files of others, counted independently."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any, ClassVar, Final

import pytest
import rispy
from rispy.config import TYPE_OF_REFERENCE_MAPPING

from scholargraph.acquire import Resolver
from scholargraph.errors import SourceError
from scholargraph.identifiers import Identifier
from scholargraph.model import (
    AgentKind,
    ContributorRole,
    Decision,
    Gap,
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
from scholargraph.sources import item_of
from scholargraph.sources.readers.ris import SOURCE
from scholargraph.sources.readers.ris.tags import TYPES
from scholargraph.testing import Broken, ReaderContract, Sample
from tests.growth import Pace, grows_in_proportion
from tests.sources.readers import ris_files as files

MUTANTS: Final = 300
SEED: Final = 20261126


class TestRis(ReaderContract):
    reader = SOURCE
    growth = 60
    # Beside the records: a bad date and the pages of a report.
    samples: ClassVar[Sequence[Sample]] = (
        Sample(files.JOURNAL + files.CHAPTER, entries=2, record=Publication, id="works.ris"),
        Sample(files.ALL, entries=6 + 2, record=Publication, id="works.ris"),
        Sample(files.JOURNAL.replace("\n", "\r\n"), entries=1, record=Publication, id="works.ris"),
        Sample(files.JOURNAL.replace("\n", "\r"), entries=1, record=Publication, id="works.ris"),
        Sample("\ufeff1.\n" + files.JOURNAL.replace("  - ", " - "), entries=1, record=Publication, id="works.ris"),
    )
    broken: ClassVar[Sequence[Broken]] = (
        Broken("", says="empty", records=0),
        Broken("Ada Quill, A Grammar of Coastlines\n", says="no entry of RIS", records=0),
        Broken(b"\xff\xfeT\x00Y\x00", says="UTF-16", records=0),
        Broken(b"\xfe\xffTY  - JOUR\nTI  - A\nER  - \n", says="UTF-16", records=0),
        Broken("% Encoding: ISO8859_1\nTY  - JOUR\nTI  - A\nER  - \n", says="ISO8859_1", records=0),
        Broken("TY  - JOUR\nER  -\n" + files.THESIS, says="The entry is empty"),
        Broken(b"TY  - JOUR\nTI  - \xe9\nER  -\n" + files.THESIS.encode(), says="UTF-8"),
        Broken("TY  - JOUR\nTI  - " + "x" * (1 << 21) + "\nER  -\n" + files.THESIS, says="1,048,576 bytes"),
        Broken(files.THESIS + "what is this?\n" + files.REPORT, says="belongs to no entry"),
        Broken("TY  - JOUR\nTI  - A\nDO  - not one\nER  -\n", says="no DOI", records=1),
        Broken("TY  - JOUR\nTI  - A\nSN  - 1234-5678\nJF  - B\nER  -\n", says="neither an ISSN nor an ISBN", records=2),
        Broken("TY  - JOUR\nTI  - A\0\nER  -\n" + files.THESIS, says="NUL", records=1),
        Broken("TY  - XYZ\nTI  - A\nER  -\n", says="no type of RIS", records=1),
        Broken(
            "TY  - JOUR\nTI  - A\nXX  - A\nER  -\nTY  - JOUR\nTI  - B\nXX  - A\nER  -\n",
            says="no tag of RIS",
            records=2,
        ),
        Broken("TY  - JOUR\nTI  - A\nDO  - 10.5555/abc", says="file ends within", records=1),
    )

    def grow(self, entries: int) -> str:
        return "".join(files.THESIS.replace("Salt", f"Salt {number}") for number in range(entries))


def read(data: bytes | str, **more: Any) -> list[SourceRecord | Decision | Rejected]:
    return list(SOURCE.read(item_of(data, id="works.ris", **more), SOURCE.checked({})))


def read_if_any(data: bytes) -> list[SourceRecord | Decision | Rejected]:
    """Read what may be no RIS at all."""
    try:
        return read(data)
    except SourceError:
        return []


def works(data: bytes | str) -> list[Publication]:
    found = [one.record for one in read(data) if isinstance(one, SourceRecord)]
    return [one for one in found if isinstance(one, Publication)]


def venues(data: bytes | str) -> list[Venue]:
    return [one.record for one in read(data) if isinstance(one, SourceRecord) and isinstance(one.record, Venue)]


def reasons(data: bytes | str) -> list[str]:
    return [one.reason for one in read(data) if isinstance(one, Rejected)]


def entry(*lines: str, type: str = "JOUR") -> str:  # noqa: A002 - the format's own word
    return "\n".join((f"TY  - {type}", *lines, "ER  - ", ""))


def test_an_article_is_read_with_every_field() -> None:
    (work,) = works(files.JOURNAL)
    (venue,) = venues(files.JOURNAL)
    assert work.key.endswith("id-quill2019")
    assert (work.type, work.title) == (PublicationType.JOURNAL_ARTICLE, Text("A Grammar of Coastlines"))
    assert [one.printed_name for one in work.contributions] == ["Ada Quill", "Benoît Okafor Jr.", "Harbour Group"]
    assert [one.position for one in work.contributions] == [1, 2, 3]
    assert work.contributions[1].agent.name is not None
    assert work.contributions[1].agent.name.suffix == "Jr."
    assert work.contributions[2].agent.kind is not AgentKind.PERSON
    assert work.authors_complete
    assert work.issued == PartialDate(2019, 3, 5)
    assert (work.volume, work.issue, work.pages) == ("12", "3", Pages(first="100", last="131"))
    assert work.identifiers == (Identifier("doi", "10.5555/abc<1>(2)[3];#4"),)
    assert work.links == ("https://example.org/shores?a=1&b=2",)
    assert [(one.url, one.media_type) for one in work.full_texts] == [
        ("https://example.org/shores.pdf", "application/pdf")
    ]
    assert work.abstract == Text("Where rivers end. And begin.")
    assert work.keywords == tuple(map(Text, ("coast", "shore", "delta", "estuary")))
    assert work.language == "en"
    assert (venue.name, venue.type, venue.alternate_names) == ("Journal of Shores", VenueType.JOURNAL, ("J. Shores",))
    assert venue.identifiers == (Identifier("issn", "1234-5679"),)
    assert work.gaps == ()


def test_a_chapter_has_its_book_its_series_and_its_editors() -> None:
    (work,) = works(files.CHAPTER)
    series, book = venues(files.CHAPTER)
    roles = [(one.printed_name, one.role) for one in work.contributions]
    assert roles == [
        ("Ada Quill", ContributorRole.AUTHOR),
        ("Jan van der Berg", ContributorRole.EDITOR),
        ("Jo Keller", ContributorRole.EDITOR),
    ]
    assert work.contributions[1].agent.name is not None
    assert work.contributions[1].agent.name.particle == "van der"
    assert (book.type, book.part_of, series.type) == (VenueType.BOOK, series.key, VenueType.SERIES)
    assert book.identifiers == (Identifier("isbn", "9783161484100"),)
    assert (work.pages, work.place, work.identifiers) == (Pages(first="xi", last="xx"), "Bergen", ())


def test_a_thesis_has_its_degree_institution_supervisor_and_number_of_pages() -> None:
    (work,) = works(files.THESIS)
    assert (work.type, work.degree, work.genre) == (PublicationType.THESIS, "phd", Text("PhD thesis"))
    assert work.institution is not None
    assert (work.institution.printed, work.publisher) == ("University of Example", None)
    assert [one.role for one in work.contributions] == [ContributorRole.AUTHOR, ContributorRole.SUPERVISOR]
    assert work.pages == Pages(count=214)
    assert work.gaps == ()


def test_a_report_has_its_number_and_its_single_page_is_said() -> None:
    (work,) = works(files.REPORT)
    assert (work.number, work.pages) == ("WHO/13.4", None)
    assert work.contributions[0].agent.kind is AgentKind.ORGANIZATION
    assert work.contributions[0].agent.kind_stated
    assert any("number of pages" in reason for reason in reasons(files.REPORT))


def test_a_conference_paper_has_its_event_its_proceedings_and_a_cut_list() -> None:
    (work,) = works(files.CONFERENCE)
    (venue,) = venues(files.CONFERENCE)
    assert work.event == Text("The 3rd Conference on Shores")
    assert (venue.name, venue.type) == ("Proceedings of the 3rd Conference on Shores", VenueType.PROCEEDINGS)
    assert not work.authors_complete
    assert set(work.gaps) == {Gap.AUTHORS_TRUNCATED, Gap.DATE_UNKNOWN}
    assert work.pages == Pages(article="77")


def test_a_title_that_says_retracted_is_a_title_and_no_notice() -> None:
    (work,) = works(files.RETRACTED)
    assert work.title == Text("RETRACTED: A Study of Salt")
    assert work.notices == ()


@pytest.mark.parametrize(
    ("lines", "issued"),
    [
        (("PY  - 2014",), PartialDate(2014)),
        (("PY  - 2014///Spring",), PartialDate(2014)),
        (("Y1  - 1948/07//",), PartialDate(1948, 7)),
        (("PY  - 2011", "DA  - 2011/09"), PartialDate(2011, 9)),
        (("PY  - 2011", "DA  - 5 March"), PartialDate(2011, 3, 5)),
        (("PY  - 2011", "DA  - Sep"), PartialDate(2011, 9)),
        (("PY  - 2011", "DA  - 2012/09/01"), PartialDate(2011)),
        (("PY  - 2011/02/30",), None),
        (("PY  - n.d.",), None),
        (("PY  - 0000",), None),
        (("DA  - 2011-09-05",), PartialDate(2011, 9, 5)),
    ],
)
def test_dates_are_as_precise_as_written(lines: tuple[str, ...], issued: PartialDate | None) -> None:
    (work,) = works(entry("TI  - A", *lines))
    assert work.issued == issued
    assert (Gap.DATE_UNKNOWN in work.gaps) is (issued is None)


def test_what_is_in_press_has_a_status_and_no_date() -> None:
    (work,) = works(entry("TI  - A", "PY  - in press"))
    assert (work.issued, work.status) == (None, PublicationStatus.FORTHCOMING)


@pytest.mark.parametrize(
    ("lines", "type", "pages"),
    [
        (("SP  - 474-481",), "JOUR", Pages(first="474", last="481")),
        (("SP  - 474-481", "EP  - 481"), "JOUR", Pages(first="474", last="481")),
        (("SP  - e0205444", "EP  - "), "JOUR", Pages(article="e0205444")),
        (("SP  - 12", "EP  - 12"), "JOUR", Pages(first="12")),
        (("SP  - S12", "EP  - S19"), "JOUR", Pages(first="S12", last="S19")),
        (("SP  - 12", "EP  - 19", "C7  - 4"), "JOUR", Pages(first="12", last="19", article="4")),
        (("SP  - 320",), "BOOK", Pages(count=320)),
        (("SP  - 12\u201319",), "RPRT", Pages(first="12", last="19")),
        (("SP  - many",), "JOUR", None),
        (("EP  - 12",), "JOUR", None),
        (("EP  - 12-19",), "JOUR", Pages(first="12", last="19")),
        (("SP  - 12", "EP  - n/a"), "JOUR", Pages(first="12")),
        (("C7  - 4",), "JOUR", Pages(article="4")),
        (("SP  - 12",), "RPRT", None),
    ],
)
def test_pages(lines: tuple[str, ...], type: str, pages: Pages | None) -> None:  # noqa: A002
    (work,) = works(entry("TI  - A", *lines, type=type))
    assert work.pages == pages


@pytest.mark.parametrize("code", sorted(TYPES))
def test_every_type_of_the_specification_is_known(code: str) -> None:
    (work,) = works(entry("TI  - A", "AU  - Quill, Ada", "T2  - B", type=code))
    assert (work.type is PublicationType.OTHER) is (Gap.TYPE_UNKNOWN in work.gaps)
    # What we have no kind for keeps the words of the specification.
    assert work.type is not PublicationType.OTHER or work.genre is not None or code == "GEN"


def test_the_table_of_types_has_all_that_rispy_knows() -> None:
    assert set(TYPE_OF_REFERENCE_MAPPING) <= set(TYPES)


def test_a_missing_end_and_a_missing_type_are_said_and_cost_no_other_entry() -> None:
    text = files.THESIS.replace("ER  -\n", "") + files.REPORT + "TI  - Loose\nAU  - Quill, Ada\nER  -\n" + files.THESIS
    found = works(text)
    assert [str(one.title.value) if one.title else None for one in found] == ["On Salt", "Salt", "Loose", "On Salt"]
    assert Gap.TYPE_UNKNOWN in found[2].gaps
    assert [one.authors_complete for one in found] == [False, True, True, True]
    assert [reason for reason in reasons(text) if "has no end" in reason] == [
        "The entry has no end (“ER  - ”), so some of it may be missing: export it again, or end it."
    ]


@pytest.mark.parametrize("rest", ["", "\n", "\n\n \n"])
def test_the_last_entry_needs_its_end_too(rest: str) -> None:
    text = files.THESIS.removesuffix("ER  -\n").rstrip("\n") + rest
    (work,) = works(text)
    assert not work.authors_complete
    assert any("has no end" in one or "file ends within" in one for one in reasons(text))


def test_of_two_entries_with_one_id_the_second_is_known_by_its_number() -> None:
    first, second = (
        one for one in read(entry("ID  - 7", "TI  - A") + entry("ID  - 7", "TI  - B")) if isinstance(one, SourceRecord)
    )
    assert (first.record.key, first.numbered) == ("publication/~source/id-7", False)
    assert (second.record.key, second.numbered) == ("publication/~source/entry-2", True)


def test_an_isbn_of_a_book_is_its_own_and_an_issn_needs_a_journal() -> None:
    (book,) = works(entry("TI  - A", "SN  - 3-16-148410-X", type="BOOK"))
    assert book.identifiers == (Identifier("isbn", "9783161484100"),)
    assert any("no journal" in reason for reason in reasons(entry("TI  - A", "SN  - 1234-5679")))
    both = venues(entry("TI  - A", "JF  - B", "SN  - 0169-5347 (Print) 1872-8383 (Linking)"))[0]
    assert [one.value for one in both.identifiers] == ["0169-5347", "1872-8383"]


def test_values_are_said_that_are_not_read() -> None:
    text = entry("TI  - A", "A2  - Quill, Ada", "M1  - 7", "LA  - Klingon", "UR  - www.example.org", type="BOOK")
    told = " ".join(reasons(text))
    for words in ("“A2”", "“M1”", "Klingon", "www.example.org"):
        assert words in told


def test_the_last_value_of_a_file_that_breaks_off_is_not_stated() -> None:
    whole = files.JOURNAL.encode()
    cut = whole[: whole.index(b"ABC<1>") + 2]
    (work,) = works(cut)
    assert work.identifiers == ()
    assert any("file ends within" in reason for reason in reasons(cut))


# ── Files of others ─────────────────────────────────────────────────────────────────────────────────────────────────


def samples(shared: Path) -> list[Path]:
    found = sorted((shared / "samples" / "ris").glob("*.ris"))
    if not found:
        pytest.skip("the given material has no RIS")
    return found


def test_every_entry_of_real_files_is_read(shared: Path) -> None:
    rejected = total = 0
    for path in samples(shared):
        data = path.read_bytes()
        found = works(data)
        assert len(found) == files.count(data), path.name
        total += files.count(data)
        rejected += files.count(data) - len(found)
    print(f"ris: {rejected} of {total} entries rejected")  # noqa: T201 - the share is to be seen
    assert (total, rejected) == (18, 0)


def test_rispy_reads_the_same_values(shared: Path) -> None:
    for path in samples(shared):
        text = path.read_text("utf-8-sig")
        theirs = rispy.load(StringIO(text))
        mine = works(path.read_bytes())
        assert len(theirs) == len(mine)
        for one, other in zip(mine, theirs, strict=True):
            title = other.get("title") or other.get("primary_title")
            assert (one.title and one.title.value) == (title and " ".join(title.split())), path.name
            names = other.get("authors") or other.get("first_authors") or []
            printed = [c for c in one.contributions if c.role is ContributorRole.AUTHOR]
            assert len(printed) == len(names), path.name
            for contribution, name in zip(printed, names, strict=True):
                family = name.partition(",")[0]
                assert contribution.agent.name is not None
                assert family in (contribution.agent.name.family, contribution.agent.name.printed), path.name
            doi = other.get("doi")
            assert doi is None or str(doi).lower() in [i.value for i in one.identifiers], path.name
            assert (one.volume or None) == (other.get("volume") or None), path.name
            assert [k.value for k in one.keywords] == list(other.get("keywords", [])), path.name
            year = str(other.get("year") or other.get("publication_year") or "")[:4]
            assert (f"{one.issued.year}" if one.issued else "") == year, path.name


# ── Damaged files ───────────────────────────────────────────────────────────────────────────────────────────────────

TOKENS: Final = (
    b"TY  - ",
    b"ER  - ",
    b"\r",
    b"\n",
    b"  - ",
    b"\x00",
    b"\xff",
    b"AU  - ",
    b";",
    b",",
    b"{" * 50,
    b"$",
    b"<i>",
    b"/" * 9,
)


def test_mutants_are_read_or_rejected_and_places_hold() -> None:
    print(f"seed {SEED}")  # noqa: T201
    draw = random.Random(SEED)  # noqa: S311 - the same damage each time
    whole = files.ALL.encode()
    pace = Pace(partial(read, whole))
    for number in range(MUTANTS):
        data = bytearray(whole)
        for _ in range(draw.randrange(1, 6)):
            at = draw.randrange(len(data))
            match draw.randrange(4):
                case 0:
                    data[at : at + draw.randrange(40)] = b""
                case 1:
                    data[at:at] = draw.choice(TOKENS)
                case 2:
                    data[at] = draw.randrange(256)
                case _:
                    piece = data[at : at + draw.randrange(200)]
                    data[draw.randrange(len(data)) : 0] = piece
        found = pace.kept(partial(read_if_any, bytes(data)), number)
        with Resolver(item_of(bytes(data), id="works.ris")) as resolver:
            for one in found:
                if isinstance(one, SourceRecord):
                    for backed in one.attributions:
                        assert resolver.resolve(backed.evidence.locator) == backed.evidence.quote, number


@pytest.mark.parametrize("flood", ["AU  - Quill, Ada\n", "KW  - " + "a;" * 50 + "\n", "a;", "{", "TY  - JOUR\n"])
def test_floods_take_time_in_proportion(flood: str) -> None:
    def take(size: int) -> None:
        read("TY  - JOUR\nTI  - A\nKW  - " + flood * (size // len(flood)) + "\nER  - \n")

    assert grows_in_proportion(take, 100_000)
