"""Merging field by field: what agrees, which gaps are filled, and the reasons that conflicts give."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pytest

from scholargraph.identifiers import parse_identifier
from scholargraph.iris import Key
from scholargraph.model import (
    Contribution,
    ContributorRole,
    Gap,
    Pages,
    PartialDate,
    Person,
    PublicationType,
    Software,
    Text,
    Venue,
    Version,
    organization,
)
from scholargraph.reconcile.values import agree
from tests.reconcile.records import OWNER, conflicts, evidence, joined, proof, reading, records, work, works

DOI = (parse_identifier("doi:10.5555/t"),)
"""What makes two entries one work, though everything else that they say differs."""

VENUE: Final = Key("venue/~page/v")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (PartialDate(2024), PartialDate(2024, 3), True),
        (PartialDate(2024, 3), PartialDate(2024), True),
        (PartialDate(2024, 3), PartialDate(2024, 4), False),
        (Text("Art"), Text("art!"), True),
        (Text("Art", "en"), Text("art"), True),
        (Text("Art", "en"), Text("art", "fr"), False),
        (Text("Art", "en"), Text("arts", "en"), False),
        (("a",), ("a", "b"), True),
        (("a", "b"), ("b",), True),
        (("a", "b"), ("b", "c"), False),
        (Pages(first="1"), Pages(last="3"), True),
        (Pages(first="1", last="2"), Pages(first="1", last="3"), False),
        (organization("Press"), organization("PRESS"), True),
        (organization("Press"), organization("Other"), False),
        ("Vol. 1", "vol 1", True),
        ("1", "2", False),
        (Key("venue/a-b"), Key("venue/a b"), False),
        (1, 2, False),
        (0, 0, True),
        # Values of two types never say the same.
        (Text("2024"), PartialDate(2024), False),
        (PartialDate(2024), Text("2024"), False),
        (Text("Art"), "Art", False),
        ("Art", Text("Art"), False),
        (("a",), "a", False),
        (Pages(first="1"), None, False),
        (None, organization("Press"), False),
        ("1", 1, False),
        (1, "1", False),
    ],
)
def test_what_says_the_same(one: Any, other: Any, *, same: bool) -> None:
    assert agree(one, other) is same


# ── Reasons ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_conflict_between_sources_names_both() -> None:
    (conflict,) = conflicts(joined(
        reading("curation", work("curation", "1", title="T", identifiers=DOI, volume="1")),
        reading("page", work("page", "1", title="T", identifiers=DOI, volume="2")),
    ))  # fmt: skip
    assert conflict.reason == "The source “curation” stands before “page” in the site's order of preference."


def test_a_conflict_within_a_source_says_that_the_first_is_stated() -> None:
    (conflict,) = conflicts(joined(
        reading("page", work("page", "1", title="T", identifiers=DOI, volume="1")),
        reading("page", work("page", "2", title="T", identifiers=DOI, volume="2"), number=5),
    ))  # fmt: skip
    assert conflict.reason == "Both values stand in “page”; the one that stands first is stated."
    assert (conflict.stated, [(one.value, one.evidence) for one in conflict.others]) == ("1", [("2", proof("page", 5))])


def test_a_version_that_is_described_otherwise_says_so() -> None:
    one, two = (Version(label="arxiv", issued=PartialDate(year)) for year in (2023, 2024))
    (conflict,) = conflicts(joined(
        reading("curation", work("curation", "1", title="T", versions=(one,))),
        reading("page", work("page", "1", title="T", versions=(two,))),
    ))  # fmt: skip
    assert conflict.reason == "A version of this name is stated as another source describes it."
    assert (conflict.stated, conflict.others[0].value) == (one, two)


def test_an_author_who_is_not_in_the_complete_list_says_whose_list_it_is() -> None:
    (conflict,) = conflicts(joined(
        reading("curation", work("curation", "1", title="T", identifiers=DOI, authors_complete=True,
                                 contributions=(Contribution.of("B. Two"),))),
        reading("page", work("page", "1", title="T", identifiers=DOI, contributions=(Contribution.of("C. Three"),)), number=4),
    ))  # fmt: skip
    assert conflict.reason == "The author list of “curation” is complete and has no such name."
    assert conflict.stated == (Contribution.of("B. Two"),)
    assert [(one.value, one.evidence) for one in conflict.others] == [(Contribution.of("C. Three"), proof("page", 4))]


def test_a_complete_list_of_authors_leaves_room_for_editors() -> None:
    editor = Contribution.of("C. Three", role=ContributorRole.EDITOR)
    mine = work("curation", "1", title="T", authors_complete=True, contributions=(Contribution.of("B. Two"),))
    catalogue = joined(
        reading("curation", mine), reading("page", work("page", "1", title="T", contributions=(editor,)))
    )
    assert [one.contributions[1] for one in works(catalogue)] == [editor]
    assert conflicts(catalogue) == []


# ── What follows from other fields ──────────────────────────────────────────────────────────────────────────────────


def test_a_cleaned_abstract_stands_beside_the_raw_one_that_it_was_made_of() -> None:
    raw, clean = Text("Why \\emph{do} rivers end?"), Text("Why do rivers end?")
    bare = reading("curation", work("curation", "1", title="T", abstract=raw))
    cleaned = reading("page", work("page", "1", title="T", abstract=raw, abstract_cleaned=clean), number=3)
    later = reading("other", work("other", "1", title="T", abstract=raw, abstract_cleaned=Text("Otherwise.")))
    catalogue = joined(bare, later, cleaned)
    (only,) = works(catalogue)
    assert only.abstract_cleaned == clean
    assert evidence(catalogue, only.key, "abstract_cleaned", clean) == (proof("page", 3),)


def test_a_cleaned_abstract_of_other_words_is_left_out_with_them() -> None:
    doi = (parse_identifier("doi:10.5555/a"),)
    mine = reading("curation", work("curation", "1", title="T", identifiers=doi, abstract=Text("Rivers.", "en")))
    theirs = reading("page", work("page", "1", title="T", identifiers=doi, abstract=Text("Rivers!"),
                                  abstract_cleaned=Text("Rivers")))  # fmt: skip
    (only,) = works(joined(mine, theirs))
    assert (only.abstract, only.abstract_cleaned) == (Text("Rivers.", "en"), None)


@pytest.mark.parametrize(
    ("gap", "filling"),
    [
        (Gap.TITLE_LOST, {"title": "T"}),
        (Gap.AUTHORS_TRUNCATED, {"authors_complete": True}),
        (Gap.AUTHORS_LOST, {"authors_complete": True}),
        (Gap.AUTHORS_LOST, {"contributions": (Contribution.of("Ada"),)}),
        (Gap.POSITION_UNKNOWN, {"contributions": (Contribution.of("Ada", position=1),)}),
        (Gap.DATE_UNKNOWN, {"issued": PartialDate(2001)}),
        (Gap.VENUE_UNKNOWN, {"venue": VENUE}),
        (Gap.TYPE_UNKNOWN, {"type": PublicationType.BOOK}),
    ],
)
def test_a_gap_is_closed_by_what_fills_it_and_by_nothing_else(gap: Gap, filling: dict[str, Any]) -> None:
    doi = (parse_identifier("doi:10.5555/a"),)
    lost = (Contribution.of("", person=OWNER),) if "contributions" not in filling else ()
    gaping = reading("page", work("page", "1", identifiers=doi, gaps=(gap,), contributions=lost), number=2)
    others = (reading("page", Venue(key=VENUE, name="V")), reading("page", Person(key=OWNER, name="Ada")))
    catalogue = joined(gaping, *others)
    (before,) = works(catalogue)
    assert before.gaps == (() if gap is Gap.POSITION_UNKNOWN and not lost else (gap,))
    assert evidence(catalogue, before.key, "gaps", gap) == (proof("page", 2),)
    filled = reading("other", work("other", "1", identifiers=doi, **filling))
    (after,) = works(joined(gaping, *others, filled))
    assert after.gaps == ()


def test_some_authors_without_a_place_leave_the_places_open() -> None:
    authors = (Contribution.of("Ada", position=1), Contribution.of("Bo"))
    editor = Contribution.of("C. Three", role=ContributorRole.EDITOR)
    open_ = work("page", "1", title="T", contributions=authors, gaps=(Gap.POSITION_UNKNOWN,))
    assert [one.gaps for one in works(joined(reading("page", open_)))] == [(Gap.POSITION_UNKNOWN,)]
    closed = work("page", "1", title="T", contributions=(authors[0], editor), gaps=(Gap.POSITION_UNKNOWN,))
    assert [one.gaps for one in works(joined(reading("page", closed)))] == [()]


def test_the_gaps_of_anything_but_a_work_stay_each_once() -> None:
    orcid = (parse_identifier("orcid:0000-0002-1825-0097"),)
    people = [
        reading(source, Person(key=Key(f"person/~{source}/a"), name="Ada", identifiers=orcid, gaps=(Gap.NAME_UNKNOWN,)))
        for source in ("page", "other")
    ]
    (entry,) = joined(*people).entries()
    assert entry.record.gaps == (Gap.NAME_UNKNOWN,)
    assert entry.evidence_for("gaps", Gap.NAME_UNKNOWN) == (proof("page"), proof("other"))


def test_a_version_takes_the_longer_list_of_identifiers_of_those_that_agree() -> None:
    one, two = (parse_identifier(name) for name in ("arxiv:2401.00001", "doi:10.5555/v"))
    for few, many in (("curation", "page"), ("page", "curation")):
        catalogue = joined(
            reading(few, work(few, "1", title="T", versions=(Version(label="arxiv", identifiers=(one,)),))),
            reading(many, work(many, "1", title="T", versions=(Version(label="arxiv", identifiers=(one, two)),))),
        )
        (only,) = works(catalogue)
        assert only.versions == (Version(label="arxiv", identifiers=(one, two)),)


def test_a_gap_has_the_places_where_it_gapes() -> None:
    said = [
        reading("page", work("page", str(number), title="T", gaps=(Gap.DATE_UNKNOWN,)), number=number)
        for number in (3, 7)
    ]
    apart = [
        replace(one, attributions=tuple(replace(found, evidence=proof("page", 50 + number)) if found.field == "gaps" else found
                                        for found in one.attributions))
        for number, one in enumerate(said)
    ]  # fmt: skip
    catalogue = joined(*apart)
    (only,) = works(catalogue)
    # Its own places, not those of the entries as a whole.
    assert evidence(catalogue, only.key, "gaps", Gap.DATE_UNKNOWN) == (proof("page", 50), proof("page", 51))


def test_a_name_that_is_not_known_as_another_name_is_a_conflict() -> None:
    doi = (parse_identifier("doi:10.5555/a"),)
    catalogue = joined(
        reading("curation", Software(key=Key("software/~curation/s"), name="Atlas", alternate_names=("libatlas",),
                                     identifiers=doi)),
        reading("page", Software(key=Key("software/~page/s"), name="Globe Atlas", identifiers=doi)),
        reading("other", Software(key=Key("software/~other/s"), name="LibAtlas", identifiers=doi)),
    )  # fmt: skip
    (only,) = records(catalogue).values()
    assert isinstance(only, Software)
    (conflict,) = conflicts(catalogue)
    assert (conflict.field, conflict.stated, [other.value for other in conflict.others]) == (
        "name",
        "Atlas",
        ["Globe Atlas"],
    )
    assert proof("other") in evidence(catalogue, only.key, "alternate_names", "libatlas")
