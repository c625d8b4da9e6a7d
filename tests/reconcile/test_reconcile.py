"""Reconciliation: same things become one, different things stay two, and nothing is dropped without a word."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholargraph.errors import MatchError
from scholargraph.identifiers import parse_identifier
from scholargraph.iris import Key
from scholargraph.model import (
    Attribution,
    Contribution,
    Dispute,
    Gap,
    Organization,
    Pages,
    PartialDate,
    Person,
    Publication,
    PublicationStatus,
    PublicationType,
    Rejected,
    Role,
    RoleKind,
    RoleStatus,
    Selector,
    SourceRecord,
    Text,
    Venue,
    organization,
)
from scholargraph.reconcile import IDENTIFYING, Ledger
from tests.reconcile.records import OWNER, conflicts, evidence, joined, kept, proof, reading, records, work, works

DOI = (parse_identifier("doi:10.5555/t"),)
"""What makes two entries one work, though everything else that they say differs."""


def test_the_same_entry_twice_is_one_record_with_both_places() -> None:
    first = reading("page", work("page", "1", abstract="Same words."), number=3)
    second = reading("page", work("page", "2", abstract="Same  words."), number=9)
    catalogue = joined(first, second)
    (only,) = works(catalogue)
    assert [one.place.line for one in evidence(catalogue, only.key, "abstract", only.abstract)] == [4, 10]
    assert [one.place.line for one in evidence(catalogue, only.key)] == [4, 10]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"title": "A"}, {"title": "B"}),
        ({"title": "Editorial", "issued": PartialDate(2001)}, {"title": "Editorial", "issued": PartialDate(2002)}),
        ({"title": "A", "abstract": "x"}, {"title": "A", "abstract": "y"}),
        ({"title": "A", "type": PublicationType.BOOK}, {"title": "A", "type": PublicationType.THESIS}),
        ({"abstract": "x", "title": "A"}, {"abstract": "x", "title": "B"}),
        ({"title": "A", "identifiers": (parse_identifier("doi:10.5555/a"),)},
         {"title": "A", "identifiers": (parse_identifier("doi:10.5555/b"),)}),
    ],
)  # fmt: skip
def test_what_speaks_against_it_keeps_works_apart(one: dict[str, Any], two: dict[str, Any]) -> None:
    catalogue = joined(reading("page", work("page", "1", **one)), reading("page", work("page", "2", **two)))
    assert len(works(catalogue)) == 2
    assert len({record.key for record in works(catalogue)}) == 2


def test_a_shared_identifier_joins_works_whose_titles_differ_only_in_typography() -> None:
    doi = (parse_identifier("doi:10.5555/a"),)
    catalogue = joined(
        reading("page", work("page", "1", title="“Islands”: a Survey", identifiers=doi)),
        reading("other", work("other", "1", title="Islands - A survey", identifiers=doi)),
    )
    (only,) = works(catalogue)
    assert only.title == Text("“Islands”: a Survey")
    assert conflicts(catalogue) == []


def test_persons_of_one_name_stay_two_and_an_identifier_makes_them_one() -> None:
    def person(source: str, *identifiers: str) -> SourceRecord:
        found = tuple(parse_identifier(text) for text in identifiers)
        return reading(source, Person(key=Key(f"person/~{source}/owner"), name="Wei Li", identifiers=found))

    assert len(records(joined(person("page"), person("other")))) == 2
    same = "orcid:0000-0002-1825-0097"
    assert len(records(joined(person("page", same), person("other", same)))) == 1


def test_a_curated_fact_finds_its_record_by_the_beginning_of_the_abstract() -> None:
    text = reading("page", work("page", "1", abstract="Why do rivers end? We ask.", gaps=(Gap.TITLE_LOST,)))
    fact = reading("curation", work("curation", "1", title="Rivers"), selector=Selector(abstract="Why do rivers end?"))
    catalogue = joined(fact, text)
    (only,) = works(catalogue)
    assert only.title == Text("Rivers")
    assert only.gaps == ()
    assert only.key == "publication/rivers"


@pytest.mark.parametrize(("words", "reason"), [("No such", "No publication has"), ("Same", "2 publication records")])
def test_a_fact_that_finds_none_or_several_is_an_error_with_its_line(words: str, reason: str) -> None:
    texts = [reading("page", work("page", str(n), abstract=f"Same beginning {n}.")) for n in (1, 2)]
    fact = reading("curation", work("curation", "1", title="T"), number=6, selector=Selector(abstract=words))
    with pytest.raises(MatchError, match=reason) as caught:
        joined(fact, *texts)
    assert str(caught.value).startswith("curation.toml:7:1:")


def test_a_conflict_keeps_both_values_and_says_why() -> None:
    catalogue = joined(
        reading("curation", work("curation", "1", title="T", publisher=organization("One"))),
        reading("page", work("page", "1", title="T", publisher=organization("Two"))),
    )
    (only,) = works(catalogue)
    assert only.publisher == organization("One")
    (conflict,) = conflicts(catalogue)
    assert (conflict.field, conflict.stated) == ("publisher", organization("One"))
    assert [(other.value, other.evidence.source) for other in conflict.others] == [(organization("Two"), "page")]
    assert "order of preference" in conflict.reason
    # What lost is no evidence for what won.
    assert [one.source for one in evidence(catalogue, only.key, "publisher", organization("One"))] == ["curation"]


def test_a_dispute_within_a_source_is_a_conflict_with_its_reason() -> None:
    dispute = Dispute("issued", PartialDate(2006), proof("curation", 4), "The register is later.")
    record = work("curation", "1", title="T", issued=PartialDate(2005))
    catalogue = joined(reading("curation", record, disputes=(dispute,)))
    (conflict,) = conflicts(catalogue)
    assert conflict.stated == PartialDate(2005)
    assert conflict.others[0].value == PartialDate(2006)
    assert conflict.reason == "The register is later."


def test_the_more_precise_of_two_agreeing_dates_is_stated_with_both_as_evidence() -> None:
    catalogue = joined(
        reading("curation", work("curation", "1", title="T", issued=PartialDate(2024))),
        reading("page", work("page", "1", title="T", issued=PartialDate(2024, 3))),
    )
    (only,) = works(catalogue)
    assert only.issued == PartialDate(2024, 3)
    assert len(evidence(catalogue, only.key, "issued", only.issued)) == 2
    assert conflicts(catalogue) == []


def test_pages_are_completed_and_contradicting_ones_conflict() -> None:
    def pages(source: str, value: Pages) -> SourceRecord:
        return reading(source, work(source, "1", title="T", pages=value))

    (only,) = works(joined(pages("curation", Pages(article="10")), pages("page", Pages(count=9))))
    assert only.pages == Pages(article="10", count=9)
    catalogue = joined(pages("curation", Pages(count=8)), pages("page", Pages(count=9)))
    assert [conflict.field for conflict in conflicts(catalogue)] == ["pages"]


def test_a_profile_says_who_and_a_title_page_says_where() -> None:
    owner = reading("page", Person(key=OWNER, name="Ada Quill"))
    listed = reading("page", work("page", "1", title="T", contributions=(
        Contribution.of("B. Two"), Contribution.of("Ada Quill", person=OWNER)),
        gaps=(Gap.AUTHORS_TRUNCATED, Gap.POSITION_UNKNOWN)))  # fmt: skip
    names = ("A. One", "B. Two", "Ada Quill")
    complete = reading("curation", work("curation", "1", title="T", authors_complete=True, contributions=tuple(
        Contribution.of(name, position=place) for place, name in enumerate(names, start=1))))  # fmt: skip
    catalogue = joined(owner, listed, complete)
    (only,) = works(catalogue)
    assert [(one.printed_name, one.position, one.person) for one in only.contributions] == [
        ("A. One", 1, None), ("B. Two", 2, None), ("Ada Quill", 3, "person/ada-quill"),
    ]  # fmt: skip
    assert only.gaps == ()
    assert [one.source for one in evidence(catalogue, only.key, "contributions", only.contributions[1])] == [
        "curation",
        "page",
    ]


def test_an_owner_whom_the_complete_list_lacks_is_a_conflict_not_an_author() -> None:
    owner = reading("page", Person(key=OWNER, name="Ada Quill"))
    mine = (Contribution.of("Ada Quill", person=OWNER),)
    listed = reading("page", work("page", "1", title="T", identifiers=DOI, contributions=mine))
    others = (Contribution.of("B. Two", position=1),)
    complete = reading(
        "curation", work("curation", "1", title="T", identifiers=DOI, authors_complete=True, contributions=others)
    )
    catalogue = joined(owner, listed, complete)
    (only,) = works(catalogue)
    assert [one.printed_name for one in only.contributions] == ["B. Two"]
    assert [conflict.field for conflict in conflicts(catalogue)] == ["contributions"]


def test_two_namesakes_on_one_work_are_told_apart_by_nobody() -> None:
    owner = reading("page", Person(key=OWNER, name="Wei Li"))
    listed = reading("page", work("page", "1", title="T", contributions=(Contribution.of("Wei Li", person=OWNER),)))
    names = tuple(Contribution.of("Wei Li", position=place) for place in (1, 2))
    complete = reading("curation", work("curation", "1", title="T", authors_complete=True, contributions=names))
    (only,) = works(joined(owner, listed, complete))
    assert all(one.person is None for one in only.contributions)


def test_a_contribution_with_two_places_is_one_contributor() -> None:
    one = Contribution.of("A. One", position=1)
    listed = reading("curation", work("curation", "1", title="T", authors_complete=True, contributions=(one,)))
    twice = replace(listed, attributions=(*listed.attributions, Attribution("contributions", one, proof("page", 8))))
    catalogue = joined(twice)
    (only,) = works(catalogue)
    assert only.contributions == (one,)
    assert [found.source for found in evidence(catalogue, only.key, "contributions", one)] == ["curation", "page"]


def test_namesakes_in_one_list_stay_two() -> None:
    two = (Contribution.of("Wei Li"), Contribution.of("Wei Li"))
    (only,) = works(joined(reading("page", work("page", "1", title="T", contributions=two))))
    assert only.contributions == two


def test_a_name_alone_identifies_nobody() -> None:
    owner = reading("page", Person(key=OWNER, name="Ada Quill"))
    stranger = reading("curation", work("curation", "1", title="T", authors_complete=True,
                                        contributions=(Contribution.of("Ada Quill", position=1),)))  # fmt: skip
    (only,) = works(joined(owner, stranger))
    assert only.contributions[0].person is None


def test_venues_and_organisations_join_by_name_and_keep_what_each_adds() -> None:
    catalogue = joined(
        reading(
            "curation",
            Venue(key=Key("venue/~curation/v"), name="Conference (C '24)", alternate_names=("In Conf. C '24",)),
        ),
        reading("page", Venue(key=Key("venue/~page/v"), name="In Conf. C '24", publisher=organization("Press"))),
        reading("page", work("page", "1", title="T", venue=Key("venue/~page/v"))),
    )
    (venue,) = [record for record in records(catalogue).values() if isinstance(record, Venue)]
    assert venue.publisher == organization("Press")
    assert works(catalogue)[0].venue == venue.key
    # The name that is known as an alternate contradicts nothing, and is evidence for the alternate.
    assert conflicts(catalogue) == []
    found = evidence(catalogue, venue.key, "alternate_names", "In Conf. C '24")
    assert {one.source for one in found} == {"curation", "page"}


def test_a_role_read_twice_is_one_role() -> None:
    organization = Organization(key=Key("organization/~page/o"), name="Office")

    def person(source: str, role: Role) -> SourceRecord:
        doi = (parse_identifier("orcid:0000-0002-1825-0097"),)
        return reading(source, Person(key=Key(f"person/~{source}/owner"), name="Ada", roles=(role,), identifiers=doi))

    plain = Role(organization=organization.key, kind=RoleKind.EMPLOYMENT, title=Text("Head"))
    dated = Role(organization=organization.key, kind=RoleKind.EMPLOYMENT, title=Text("head"), status=RoleStatus.CURRENT)
    catalogue = joined(person("page", plain), person("other", dated), reading("page", organization))
    (ada,) = [record for record in records(catalogue).values() if isinstance(record, Person)]
    (role,) = ada.roles
    assert (role.title, role.status, role.organization) == (Text("Head"), RoleStatus.CURRENT, "organization/office")
    assert len(evidence(catalogue, ada.key, "roles", role)) == 2


def test_a_default_is_not_a_statement() -> None:
    catalogue = joined(
        reading("curation", work("curation", "1", title="T")),
        reading("page", work("page", "1", title="T", type=PublicationType.BOOK, status=PublicationStatus.FORTHCOMING)),
    )
    (only,) = works(catalogue)
    assert only.type is PublicationType.BOOK
    assert conflicts(catalogue) == []


def test_keys_stay_when_a_title_is_corrected_and_the_ledger_is_kept() -> None:
    ledger = Ledger(schemes=IDENTIFYING)
    untitled = reading("page", work("page", "1", abstract="Why do rivers end?", gaps=(Gap.TITLE_LOST,)))
    (before,) = works(joined(untitled, ledger=ledger))
    assert before.key.startswith("publication/untitled-")
    fact = reading("curation", work("curation", "1", title="Rivers"), selector=Selector(abstract="Why do rivers"))
    (after,) = works(joined(untitled, fact, ledger=kept(ledger)))
    assert after.key == before.key


def test_two_records_that_turn_out_to_be_one_leave_an_alias() -> None:
    ledger = Ledger(schemes=IDENTIFYING)
    lost = reading("page", work("page", "1", abstract="Why do rivers end?"))
    titled = reading("other", work("other", "1", title="Rivers"))
    before = {record.key for record in works(joined(lost, titled, ledger=ledger))}
    fact = reading("curation", work("curation", "1", title="Rivers"), selector=Selector(abstract="Why do rivers"))
    after = joined(lost, titled, fact, ledger=ledger)
    (only,) = works(after)
    (alias,) = before - {only.key}
    assert after.aliases == {alias: only.key}
    again = kept(ledger)
    assert joined(lost, titled, fact, ledger=again).aliases == after.aliases


def test_curation_that_gives_a_lost_title_joins_the_record_that_has_it() -> None:
    lost = reading("page", work("page", "1", abstract="Why do rivers end?"))
    fact = reading("curation", work("curation", "1", title="Rivers"), selector=Selector(abstract="Why do rivers"))
    titled = reading("other", work("other", "1", title="Rivers", issued=PartialDate(2001)))
    apart = reading("other", work("other", "2", title="Rivers", abstract="Of something else."))
    assert [one.issued for one in works(joined(lost, fact, titled))] == [PartialDate(2001)]
    assert len(works(joined(lost, fact, apart))) == 2


def test_rejected_entries_travel_with_the_catalogue() -> None:
    rejected = Rejected("page", "unreadable")
    assert joined(rejected, reading("page", Person(key=OWNER, name="Ada"))).rejected == (rejected,)


@given(st.permutations(range(6)))
def test_the_order_of_sources_changes_no_key_and_no_value(order: list[int]) -> None:
    readings = [
        reading("curation", work("curation", "1", title="Rivers"), selector=Selector(abstract="Why do rivers")),
        reading("page", work("page", "1", abstract="Why do rivers end?")),
        reading("page", work("page", "2", abstract="Why do rivers end?")),
        reading("other", work("other", "1", title="Islands", issued=PartialDate(2001))),
        reading("page", work("page", "3", title="Islands")),
        reading("page", Person(key=OWNER, name="Ada Quill")),
    ]
    plain = joined(*readings)
    mixed = joined(*(readings[place] for place in order))
    assert list(records(mixed)) == list(records(plain))
    assert {key: record for key, record in records(mixed).items() if not isinstance(record, Publication)} == {
        key: record for key, record in records(plain).items() if not isinstance(record, Publication)
    }
    assert [one.title for one in works(mixed)] == [one.title for one in works(plain)]
