"""Citations read out of the graph: nothing that is known is left out, and what is not known is said."""

from __future__ import annotations

from typing import Any

import pytest

from scholargraph.citation import CitationReader, Contributor
from scholargraph.citation.model import GAP_WORDS
from scholargraph.citation.names import NameParts, parts_by_custom, parts_of
from scholargraph.citation.terms import type_of, venue_type_of
from scholargraph.identifiers import parse_identifier
from scholargraph.iris import Key
from scholargraph.mapping import publication, venue
from scholargraph.model import (
    Agent,
    Contribution,
    Gap,
    MarkedText,
    Name,
    Notice,
    NoticeKind,
    Pages,
    PartialDate,
    Person,
    Publication,
    PublicationStatus,
    PublicationType,
    Text,
    Venue,
    VenueType,
)
from tests.citation.graphs import IRIS, citation, citations, graph, work
from tests.pages import sites


@pytest.mark.parametrize("kind", publication.CLASSES)
def test_a_kind_of_work_is_told_by_its_classes(kind: PublicationType) -> None:
    expected = PublicationType.OTHER if kind is PublicationType.NOTICE else kind  # notices are tied to their works
    assert type_of(publication.CLASSES[kind]) is expected


@pytest.mark.parametrize("kind", venue.CLASSES)
def test_a_kind_of_venue_is_told_by_its_classes(kind: VenueType) -> None:
    assert venue_type_of(venue.CLASSES[kind]) is kind


def test_every_gap_has_words() -> None:
    assert set(GAP_WORDS) == set(Gap)


def test_a_paper_of_which_everything_is_known() -> None:
    found = {one.key: one for one in citations(sites.records())}[sites.PAPER]
    assert found.type is PublicationType.CONFERENCE_PAPER
    assert found.title is not None
    assert (found.title.plain, found.title.language) == ("A Theory of Tides: \\citep{x} & “Other” Waters", "en")
    assert [one.printed for one in found.authors] == ["Zhao Ångström", "M. Oduya", "Bo Aalto"]
    assert found.authors_complete
    assert [one.printed for one in found.editors] == ["Ines Harrow"]
    assert str(found.issued) == "2024-03-15"
    assert (found.volume, found.issue, found.pages, found.page_count) == ("12", "3", "890-896", "7")
    assert (found.doi, found.arxiv) == ("10.5555/tides.2024", "2403.00001")
    assert found.container is not None
    assert found.container.type is VenueType.PROCEEDINGS
    assert (found.container.name.plain, found.container.volume) == ("Tidal Conference '24", "24")
    assert found.container.series is not None
    assert found.container.series.plain == "Tidal Conference"
    assert parse_identifier("isbn:9783161484100") in found.container.identifiers
    assert found.publisher == "Salt Press"
    assert (found.url, found.language, found.keywords) == ("https://tidal.example.org/24/7", "en", ("tides",))
    assert found.status is PublicationStatus.PUBLISHED
    assert found.abstract is not None
    assert found.abstract.plain.startswith("We show 15% more")
    (version,) = found.versions
    assert (version.label, str(version.issued), version.url) == ("v1", "2023-11", "https://tidal.example.org/v1")


def test_a_person_who_is_known_is_named_as_printed_with_the_parts_of_the_record() -> None:
    found = {one.key: one for one in citations(sites.records())}[sites.PAPER]
    assert found.authors[1] == Contributor(printed="M. Oduya", given="M.", family="Oduya", orcid="0000-0002-1825-0097")


def test_a_thesis_has_its_institution_degree_and_supervisor() -> None:
    found = {one.key: one for one in citations(sites.records())}[sites.BOOK]
    assert (found.institution, found.degree) == ("Example University", "phd")
    assert [one.printed for one in found.supervisors] == ["Ines Harrow"]


def test_a_lost_title_and_a_cut_list_are_said() -> None:
    found = {one.key: one for one in citations(sites.records())}[sites.LOST]
    assert found.title is None
    assert found.authors_cut
    assert not found.authors_complete
    assert found.remarks == (
        "Title not known",
        "List of authors cut in the source",
        "Date not known",
        "Place of publication not known",
    )


def test_organisations_and_undecided_agents_are_no_persons() -> None:
    found = citations([*sites.records(), sites.report()])
    report = next(one for one in found if one.key == sites.REPORT)
    assert [(one.printed, one.person) for one in report.authors] == [
        ("The Institute of Salt", False),
        ("Tidewater", False),
        ("Bureau of Foam", False),
        ("Foam Study Group", False),
        ("Mira Oduya", True),
    ]
    assert report.publisher == "Institute of Salt"


def test_authors_stand_in_the_order_of_their_positions_also_where_the_list_is_not_complete() -> None:
    mira = Person(key=sites.MIRA, name="Mira Oduya")
    people = [Contribution.of(f"Person Q{n}", position=n) for n in range(1, 13) if n != 5]
    people.insert(0, Contribution.of("Mira Oduya", position=5, person=sites.MIRA))
    found = citation(work(contributions=tuple(people)), mira)
    assert [one.printed for one in found.authors] == ["Mira Oduya" if n == 5 else f"Person Q{n}" for n in range(1, 13)]


def test_parts_of_names_come_from_the_source() -> None:
    name = Name(printed="Li Wei", family="Li", given="Wei")
    other = Name(
        printed="Hallgrímur van der Berg Jr.", family="Berg", particle="van der", given="Hallgrímur", suffix="Jr."
    )
    people = tuple(Contribution(agent=Agent(name=one), position=n) for n, one in enumerate((name, other), 1))
    found = citation(work(contributions=people, authors_complete=True))
    assert [(one.given, one.family, one.suffix) for one in found.authors] == [
        ("Wei", "Li", None),
        ("Hallgrímur", "van der Berg", "Jr."),
    ]


@pytest.mark.parametrize(
    ("printed", "family", "parts"),
    [
        ("Quill, Ada", None, ("Ada", "Quill", None)),
        ("van der Berg, Ada", None, ("Ada", "van der Berg", None)),
        ("Quill, Jr., Ada", None, ("Ada", "Quill", "Jr.")),
        ("A. B. Quill", None, ("A. B.", "Quill", None)),
        ("Kovalenko M", None, ("M", "Kovalenko", None)),
        ("Emily R. Quill", None, ("Emily R.", "Quill", None)),
        ("Maria de la Cruz", None, ("Maria", "de la Cruz", None)),
        ("Lucía Aranguren Olazábal", "Aranguren Olazábal", ("Lucía", "Aranguren Olazábal", None)),
        # nothing tells which is which
        ("Zong Hua", None, (None, None, None)),
        ("James Thomas", None, (None, None, None)),
        ("Maria Silva e Costa", None, (None, None, None)),
        ("E. Mary Quill", None, (None, None, None)),
        ("陆景行", None, (None, None, None)),
        ("Quillar", None, (None, None, None)),
    ],
)
def test_parts_that_are_certain(printed: str, family: str | None, parts: tuple[str | None, ...]) -> None:
    assert parts_of(printed, family) == parts


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("Zong Hua", NameParts("Zong", "Hua")),
        ("Nithum Quay van den Berg", NameParts("Nithum Quay", "van den Berg")),
        ("José Ortega y Gasset", NameParts("José", "Ortega y Gasset")),
        ("Martin Quay Jr.", NameParts("Martin", "Quay", "Jr.")),
        ("陆 景行", NameParts(None, None)),
        ("Plato", NameParts(None, None)),
    ],
)
def test_parts_by_custom(printed: str, parts: NameParts) -> None:
    assert parts_by_custom(printed) == parts


def test_markup_of_a_title_is_kept() -> None:
    marked = MarkedText("On H₂O & you", "On H<sub>2</sub>O &amp; you", "On H<sub>2</sub>O &amp; you")
    found = citation(work(title=Text("On H₂O & you"), marked=(marked,)))
    assert found.title is not None
    assert found.title.html == "On H<sub>2</sub>O &amp; you"


def test_notices_are_told_with_date_place_and_reason() -> None:
    notice = Notice(
        kind=NoticeKind.RETRACTION,
        date=PartialDate(2023, 5),
        identifiers=(parse_identifier("doi:10.5555/r"),),
        reason=Text("The tides were made up."),
    )
    found = citation(work(notices=(notice,)))
    assert found.remarks == ("Retracted", "Notice of retraction, 2023-05, doi:10.5555/r: The tides were made up.")


def test_an_article_number_is_no_page() -> None:
    found = citation(work(pages=Pages(article="e1005", count=12)))
    assert (found.pages, found.article, found.page_count) == (None, "e1005", "12")


@pytest.mark.parametrize(("last", "written"), [(None, "9"), ("9", "9"), ("12", "9-12")])
def test_pages(last: str | None, written: str) -> None:
    assert citation(work(pages=Pages("9", last))).pages == written


def test_a_work_that_is_not_there_has_no_citation() -> None:
    assert CitationReader(graph([work()]), IRIS).of_work("publication/another") is None


def test_a_venue_is_read_once_for_many_works() -> None:
    journal = Venue(key=Key("venue/j"), name="J", type=VenueType.JOURNAL)
    works = [work(f"w-{n}", venue=journal.key) for n in range(50)]
    statements = graph([journal, *works])
    reader = CitationReader(statements, IRIS)
    assert all(reader.of_work(one.key) for one in works)
    assert statements.asked == 51


def test_a_graph_of_others_does_no_harm() -> None:
    """A date that is none, an identifier of no scheme, an author who is a text: they are left out, or named as they stand."""
    found: Any = graph([work(issued=PartialDate(2020))])
    subject = next(iter(found._by_subject))
    found._by_subject[subject] = [
        (s, p, o.replace("2020", "20x0") if "gYear" in o else o) for s, p, o in found._by_subject[subject]
    ] + [
        (subject, "<http://purl.org/dc/terms/identifier>", '"nonsense:1"'),
        (subject, "<https://schema.org/author>", '"Ada Quill"'),
    ]
    made = CitationReader(found, IRIS).of_work(Key("publication/a-work"))
    assert made is not None
    assert made.issued is None
    assert made.identifiers == ()
    assert [one.printed for one in made.authors] == ["Ada Quill"]


def test_the_fault_of_citations_that_leave_out_what_is_known() -> None:
    thesis = Publication(
        key=Key("publication/dry-rain"),
        type=PublicationType.THESIS,
        title=Text("On Dry Rain"),
        genre=Text("Licentiate thesis"),
        institution=Agent(name=Name(printed="Example University")),
    )
    assert citation(thesis).institution == "Example University"
