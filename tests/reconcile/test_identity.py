"""Identity: what is one thing, what is two, and which IRI each keeps from one publishing to the next."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

import pytest

from scholargraph.identifiers import parse_identifier
from scholargraph.iris import MAX_SLUG, Key, digest
from scholargraph.model import (
    Contribution,
    Dispute,
    Gap,
    Organization,
    PartialDate,
    Person,
    Publication,
    PublicationType,
    Role,
    RoleKind,
    RoleStatus,
    Software,
    SourceRecord,
    Text,
    Venue,
    VenueType,
    Version,
    organization,
)
from scholargraph.reconcile import IDENTIFYING, Joined, Ledger
from scholargraph.reconcile.fingerprints import normal
from tests.reconcile.records import conflicts, evidence, joined, kept, proof, reading, records, work, works

ORCID = (parse_identifier("orcid:0000-0002-1825-0097"),)
OFFICE = Organization(key=Key("organization/~curation/o"), name="Office")


def person(entry: str, name: str = "Wei Li", **values: Any) -> SourceRecord:
    return reading("curation", Person(key=Key(f"person/~curation/{entry}"), name=name, **values))


def venue(source: str, entry: str, name: str = "Proceedings", **values: Any) -> SourceRecord:
    return reading(source, Venue(key=Key(f"venue/~{source}/{entry}"), name=name, **values))


def of(catalogue: Joined, reading: SourceRecord, ledger: Ledger) -> Key:
    """The key that an entry got."""
    (key,) = {key for name, key in ledger.keys.items() if name.endswith(reading.record.key.slug.removeprefix("~"))}
    assert key in records(catalogue)
    return key


# ── Joining ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_record_is_found_through_a_group_that_has_become_part_of_another() -> None:
    catalogue = joined(
        reading("page", work("page", "1", title="Rivers")),
        reading("page", work("page", "2", abstract="Why do rivers end?")),
        reading("page", work("page", "3", title="Rivers", abstract="Why do rivers end?")),
        reading("other", work("other", "1", abstract="Why do rivers end?")),
    )
    assert len(works(catalogue)) == 1


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_what_may_be_either_of_two_is_neither(order: tuple[int, ...]) -> None:
    said = [venue("curation", "a", volume="1"), venue("curation", "b", volume="2"), venue("page", "c")]
    listed = reading("page", work("page", "1", title="T", venue=Key("venue/~page/c")))
    catalogue = joined(*(said[place] for place in order), listed)
    (only,) = works(catalogue)
    assert only.venue is not None
    vague = records(catalogue)[only.venue]
    assert isinstance(vague, Venue)
    assert vague.volume is None
    assert len(records(catalogue)) == 4


def test_a_title_without_a_year_is_not_given_that_of_one_of_two() -> None:
    catalogue = joined(
        reading("curation", work("curation", "1", title="Editorial", issued=PartialDate(2001))),
        reading("curation", work("curation", "2", title="Editorial", issued=PartialDate(2002))),
        reading("page", work("page", "1", title="Editorial")),
        reading("other", work("other", "1", title="Editorial")),
    )
    # Two that say nothing but “Editorial” are not known to be one, either.
    assert sorted(str(one.issued) for one in works(catalogue)) == ["2001", "2002", "None", "None"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"issued": PartialDate(2021)}, {"issued": PartialDate(2022)}),
        ({"volume": "1"}, {"volume": "2"}),
        ({"type": VenueType.JOURNAL}, {"type": VenueType.BOOK}),
    ],
)
def test_venues_of_one_name_that_differ_stay_two(one: dict[str, Any], two: dict[str, Any]) -> None:
    assert len(records(joined(venue("curation", "a", **one), venue("curation", "b", **two)))) == 2


def test_systems_of_one_name_with_homepages_of_their_own_stay_two() -> None:
    def system(entry: str, homepage: str) -> SourceRecord:
        return reading("curation", Software(key=Key(f"software/~curation/{entry}"), name="Mill", homepage=homepage))  # type: ignore[arg-type]

    assert len(records(joined(system("a", "https://a.example.org"), system("b", "https://b.example.org")))) == 2
    assert len(records(joined(system("a", "https://a.example.org"), system("b", "http://www.a.example.org/")))) == 1


@pytest.mark.parametrize(
    ("one", "two"),
    [("रामा", "रीमी"), ("Learning C++", "Learning C#"), ("P = NP", "P ≠ NP"), ("กา", "กี")],
)
def test_what_makes_another_word_is_no_punctuation(one: str, two: str) -> None:
    assert normal(one) != normal(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("“Islands”: a Survey", "Islands - A survey"),
        (unicodedata.normalize("NFD", "Benoît Ångström"), "Benoît Ångström"),
        (unicodedata.normalize("NFD", "한국"), "한국"),
        ("inter\u00adpretability", "interpretability"),
        ("People + Places", "People & Places"),
        ("STRASSE", "straße"),
    ],
)
def test_what_is_only_typography_is_the_same(one: str, two: str) -> None:
    assert normal(one) == normal(two)


# ── Keys ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_record_that_becomes_two_is_two_records() -> None:
    ledger = Ledger(schemes=IDENTIFYING)
    (before,) = works(joined(reading("page", work("page", "1", title="T", abstract="X")), ledger=ledger))
    after = joined(
        reading("page", work("page", "1", title="T", abstract="Z")),
        reading("page", work("page", "2", title="U", abstract="X")),
        ledger=kept(ledger),
    )
    assert {one.title.value: one.key == before.key for one in works(after) if one.title} == {"T": True, "U": False}


def test_titles_that_change_places_make_neither_one_thing_nor_lose_one() -> None:
    ledger = Ledger(schemes=IDENTIFYING)
    joined(
        reading("page", work("page", "1", title="A", abstract="X")),
        reading("page", work("page", "2", title="B", abstract="Y")),
        ledger=ledger,
    )
    after = joined(
        reading("page", work("page", "1", title="B", abstract="X")),
        reading("page", work("page", "2", title="A", abstract="Y")),
        ledger=kept(ledger),
    )
    assert len(works(after)) == 2
    assert after.aliases == {}


def test_what_was_one_by_mistake_gets_its_own_address_back() -> None:
    rivers, islands = (reading("page", work("page", entry, title=title, abstract=abstract))
                       for entry, title, abstract in (("1", "Rivers", "X"), ("2", "Islands", "Y")))  # fmt: skip
    ledger = Ledger(schemes=IDENTIFYING)
    first = joined(rivers, islands, ledger=ledger)
    assert set(records(first)) == {"publication/rivers", "publication/islands"}
    mistaken = joined(reading("page", work("page", "1", title="Rivers", abstract="Y")), ledger=(again := kept(ledger)))
    assert mistaken.aliases == {"publication/islands": "publication/rivers"}
    last = joined(rivers, islands, ledger=kept(again))
    assert {one.key: one.title for one in works(last)} == {one.key: one.title for one in works(first)}
    assert last.aliases == {}


@pytest.mark.parametrize("first", [True, False])
def test_a_namesake_who_comes_later_takes_nobodys_address(first: bool) -> None:  # noqa: FBT001 - a parameter
    ledger = Ledger(schemes=IDENTIFYING)
    old, new = person("a"), person("b")
    assert list(records(joined(old, ledger=ledger))) == ["person/wei-li"]
    for _ in range(2):
        ledger = kept(ledger)
        catalogue = joined(*((new, old) if first else (old, new)), ledger=ledger)
        assert of(catalogue, old, ledger) == "person/wei-li"
        assert of(catalogue, new, ledger) == "person/wei-li-2"


def test_works_of_one_title_that_differ_in_kind_keep_their_addresses() -> None:
    ledger = Ledger(schemes=IDENTIFYING)
    thesis = reading("curation", work("curation", "thesis", title="Islands", type=PublicationType.THESIS))
    book = reading("curation", work("curation", "book", title="Islands", type=PublicationType.BOOK))
    (before,) = works(joined(thesis, ledger=ledger))
    first = works(joined(thesis, book, ledger=(later := kept(ledger))))
    assert {one.key for one in first if one.type is PublicationType.THESIS} == {before.key}
    second = works(joined(book, thesis, ledger=kept(later)))
    assert {one.key: one.type for one in second} == {one.key: one.type for one in first}


def test_a_name_alone_never_says_that_two_persons_are_one() -> None:
    ledger = Ledger(schemes=IDENTIFYING)
    joined(person("a"), person("b", "W. Li", identifiers=ORCID), ledger=ledger)
    after = joined(person("b", "Wei Li", identifiers=ORCID), ledger=kept(ledger))
    assert list(records(after)) == ["person/w-li"]
    assert after.aliases == {}


def test_an_address_of_something_that_is_gone_is_not_said_to_be_the_same_as_anything() -> None:
    ledger = Ledger(schemes=IDENTIFYING)
    ledger.aliases[Key("publication/old")] = Key("publication/gone")
    assert joined(person("a"), ledger=ledger).aliases == {}


def test_many_namesakes_have_short_keys_of_their_own() -> None:
    name = "Wei " * 30
    catalogue = joined(*(person(str(number), name) for number in range(12)))
    assert len(records(catalogue)) == 12
    assert max(len(key.slug) for key in records(catalogue)) <= MAX_SLUG


def test_a_ledger_with_a_byte_order_mark_keeps_its_first_key() -> None:
    ledger = Ledger.parse("\ufeffperson name:wei li\tperson/first\n", "keys.txt", schemes=IDENTIFYING)
    assert list(records(joined(person("a"), ledger=ledger))) == ["person/first"]


OLD_LEDGER: Final = """\
publication entry: page/entry-3\tpublication/untitled-5d962ada83cb
publication entry: page/entry-4\tpublication/untitled-091a486732a3
publication title:rivers\tpublication/rivers
"""
"""As the first release wrote it: the two works without title and abstract were named by a hash of all their fields."""


def untitled(number: int, **values: Any) -> SourceRecord:
    authors = (Contribution.of("Ada Quill"),)
    said = {"issued": PartialDate(1984), "contributions": authors, "gaps": (Gap.TITLE_LOST,)} | values
    return reading("page", work("page", f"entry-{number}", **said))


def test_works_without_title_and_abstract_keep_the_keys_that_an_older_release_gave_them() -> None:
    ledger = Ledger.parse(OLD_LEDGER, "keys.txt", schemes=IDENTIFYING)
    found = works(joined(untitled(3, publisher=organization("Press")), untitled(4), ledger=ledger))
    assert {one.publisher is not None: one.key for one in found} == {
        True: "publication/untitled-5d962ada83cb", False: "publication/untitled-091a486732a3",
    }  # fmt: skip
    assert set(OLD_LEDGER.splitlines()) <= set(ledger.text().splitlines())


def test_a_work_without_title_and_abstract_is_named_by_its_entry_and_by_nothing_that_the_model_has() -> None:
    (plain,) = works(joined(untitled(3)))
    (more,) = works(joined(untitled(3, publisher=organization("Press"), volume="7")))
    (other,) = works(joined(untitled(4)))
    assert plain.key == more.key == "publication/untitled-" + digest("publication/~page/entry-3")
    assert other.key != plain.key


# ── Merging ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def role(**values: Any) -> Role:
    return Role(organization=OFFICE.key, kind=RoleKind.EMPLOYMENT, **values)


def roles(*said: tuple[Role, ...]) -> tuple[Joined, Person]:
    people = [
        reading(source, Person(key=Key(f"person/~{source}/a"), name="Ada", roles=some, identifiers=ORCID))
        for source, some in zip(("curation", "page"), said, strict=False)
    ]
    catalogue = joined(*people, reading("curation", OFFICE))
    (ada,) = [record for record in records(catalogue).values() if isinstance(record, Person)]
    return catalogue, ada


def test_two_terms_in_one_office_are_two_roles() -> None:
    first = role(title=Text("Head"), start=PartialDate(2001), end=PartialDate(2004))
    second = role(title=Text("Head"), start=PartialDate(2010), status=RoleStatus.CURRENT)
    catalogue, ada = roles((first, second))
    assert [(one.start, one.end, one.status) for one in ada.roles] == [
        (first.start, first.end, None), (second.start, None, RoleStatus.CURRENT),
    ]  # fmt: skip
    assert all(len(evidence(catalogue, ada.key, "roles", one)) == 1 for one in ada.roles)


def test_a_role_that_ended_is_not_the_one_held_today() -> None:
    _, ada = roles(
        (role(title=Text("Head"), end=PartialDate(2004)),), (role(title=Text("Head"), status=RoleStatus.CURRENT),)
    )
    assert [(one.end, one.status) for one in ada.roles] == [
        (PartialDate(2004), None),
        (None, RoleStatus.CURRENT),
    ]


def test_a_role_without_a_title_that_may_be_two_is_evidence_for_neither() -> None:
    catalogue, ada = roles((role(title=Text("Head")), role(title=Text("Clerk"))), (role(status=RoleStatus.FORMER),))
    assert [one.status for one in ada.roles] == [None, None, RoleStatus.FORMER]
    assert [found.source for found in evidence(catalogue, ada.key, "roles", ada.roles[0])] == ["curation"]


def test_words_in_two_languages_are_two_values() -> None:
    words = (Text("art", "en"), Text("art", "fr"))
    (only,) = works(joined(reading("curation", work("curation", "1", title="T", keywords=words))))
    assert only.keywords == words
    one, two = (reading(source, work(source, "1", title="T", keywords=(word,)))
                for source, word in (("curation", Text("Art")), ("page", Text("art", "en"))))  # fmt: skip
    assert works(joined(one, two))[0].keywords == (Text("Art", "en"),)


def test_two_sources_of_one_version_are_one_node_and_what_differs_is_a_conflict() -> None:
    def said(source: str, **values: Any) -> SourceRecord:
        return reading(source, work(source, "1", title="T", versions=(Version(label="arxiv", **values),)))

    (only,) = works(joined(said("curation", issued=PartialDate(2024)), said("page", issued=PartialDate(2024, 3))))
    assert only.versions == (Version(label="arxiv", issued=PartialDate(2024, 3)),)
    catalogue = joined(said("curation", issued=PartialDate(2024)), said("page", issued=PartialDate(2023)))
    assert works(catalogue)[0].versions == (Version(label="arxiv", issued=PartialDate(2024)),)
    (conflict,) = conflicts(catalogue)
    assert (conflict.field, conflict.others[0].value) == ("versions", Version(label="arxiv", issued=PartialDate(2023)))


def test_the_reason_names_the_source_of_the_value_that_is_stated() -> None:
    catalogue = joined(*(
        reading(source, work(source, "1", title="T", issued=date))
        for source, date in (("curation", PartialDate(2024)), ("page", PartialDate(2024, 3)), ("other", PartialDate(2024, 5)))
    ))  # fmt: skip
    (conflict,) = conflicts(catalogue)
    assert conflict.stated == PartialDate(2024, 3)
    assert "“page” stands before “other”" in conflict.reason


def test_a_dispute_over_what_is_stated_is_none() -> None:
    dispute = Dispute("issued", PartialDate(2006), proof("page"), "The register is later.")
    catalogue = joined(
        reading("curation", work("curation", "1", title="T", issued=PartialDate(2006))),
        reading("page", work("page", "1", title="T", issued=PartialDate(2006)), disputes=(dispute,)),
    )
    assert conflicts(catalogue) == []


def test_authors_of_a_long_list_are_found_without_comparing_each_with_each() -> None:
    names = [f"A. Author {number}" for number in range(3000)]
    whole = work("curation", "1", title="T", authors_complete=True, contributions=tuple(
        Contribution.of(name, position=place) for place, name in enumerate(names, start=1)))  # fmt: skip
    cut = work("page", "1", title="T", contributions=tuple(Contribution.of(name) for name in names[::2]))
    catalogue = joined(reading("curation", whole), reading("page", cut))
    (only,) = works(catalogue)
    assert isinstance(only, Publication)
    assert only.contributions == whole.contributions
    assert [found.source for found in evidence(catalogue, only.key, "contributions", only.contributions[2])] == [
        "curation", "page",
    ]  # fmt: skip


def test_two_persons_that_turn_out_to_be_one_by_their_identifiers_leave_an_old_address() -> None:
    """Identifiers prove it; that both were called so would not."""
    wikidata = (parse_identifier("wikidata:Q42"),)
    ledger = Ledger(schemes=IDENTIFYING)
    first = joined(person("a", identifiers=ORCID), person("b", identifiers=wikidata), ledger=ledger)
    old = {record.key for record in records(first).values()}
    assert len(old) == 2
    second = joined(person("c", "Wei Li Chen", identifiers=(*ORCID, *wikidata)), ledger=ledger)
    (winner,) = records(second)
    assert winner in old
    assert second.aliases == dict.fromkeys(old - {winner}, winner)
