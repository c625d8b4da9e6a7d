"""What follows from the notices of a work: the gravest state of those in force, and nothing that the dates do not tell."""

from __future__ import annotations

import random
from itertools import permutations
from typing import Final

import pytest

from scholargraph.identifiers import parse_identifier
from scholargraph.model import EditorialStatus, Notice, NoticeKind, PartialDate
from scholargraph.model.notices import STATUS_OF, STATUS_WORDS, editorial_status, governing

RETRACTION, WITHDRAWAL = NoticeKind.RETRACTION, NoticeKind.WITHDRAWAL
CONCERN, CORRECTION = NoticeKind.EXPRESSION_OF_CONCERN, NoticeKind.CORRECTION
REINSTATEMENT = NoticeKind.REINSTATEMENT


def notice(kind: NoticeKind, date: str | None = None, doi: str | None = None) -> Notice:
    return Notice(
        kind=kind,
        date=None if date is None else PartialDate.parse(date),
        identifiers=() if doi is None else (parse_identifier(f"doi:10.5555/{doi}"),),
    )


CASES: Final[dict[str, tuple[str | None, tuple[Notice, ...]]]] = {
    "no notice": (None, ()),
    "a retraction with a DOI only": ("retracted", (notice(RETRACTION, doi="a"),)),
    "a withdrawal": ("withdrawn", (notice(WITHDRAWAL, "2020"),)),
    "a concern": ("of-concern", (notice(CONCERN),)),
    "two corrections": ("corrected", (notice(CORRECTION, "2020"), notice(CORRECTION, "2021"))),
    "a correction and a concern": ("of-concern", (notice(CORRECTION, "2021"), notice(CONCERN, "2020"))),
    "a concern, then a retraction": ("retracted", (notice(CONCERN, "2020"), notice(RETRACTION, "2021"))),
    "a withdrawal and a retraction": ("retracted", (notice(WITHDRAWAL), notice(RETRACTION))),
    "a reinstatement of what nobody says was removed": (None, (notice(REINSTATEMENT, "2021"),)),
    "reinstated later": (None, (notice(RETRACTION, "2020"), notice(REINSTATEMENT, "2021"))),
    "reinstated in the same month": (None, (notice(RETRACTION, "2020-05-01"), notice(REINSTATEMENT, "2020-05"))),
    "reinstated, no date known": (None, (notice(RETRACTION, doi="a"), notice(REINSTATEMENT, doi="b"))),
    "reinstated, only the retraction dated": (None, (notice(WITHDRAWAL, "2020"), notice(REINSTATEMENT))),
    "reinstated with its concern": (
        None,
        (notice(CONCERN, "2019"), notice(RETRACTION, "2020"), notice(REINSTATEMENT, "2021")),
    ),
    "a concern after the reinstatement": (
        "of-concern",
        (notice(RETRACTION, "2020"), notice(REINSTATEMENT, "2021"), notice(CONCERN, "2022")),
    ),
    "a concern of unknown date": (
        "of-concern",
        (notice(CONCERN), notice(RETRACTION, "2020"), notice(REINSTATEMENT, "2021")),
    ),
    "reinstated, corrections stay": (
        "corrected",
        (notice(CORRECTION, "2019"), notice(RETRACTION, "2020"), notice(REINSTATEMENT, "2021")),
    ),
    "retracted again": (
        "retracted",
        (notice(RETRACTION, "2020"), notice(REINSTATEMENT, "2021-03"), notice(RETRACTION, "2022")),
    ),
    "retracted again in the month after": (
        "retracted",
        (notice(RETRACTION, "2020"), notice(REINSTATEMENT, "2021-03"), notice(RETRACTION, "2021-04-01")),
    ),
    "which of two was lifted is not known": (
        "retracted",
        (notice(RETRACTION, doi="a"), notice(WITHDRAWAL, doi="b"), notice(REINSTATEMENT, doi="c")),
    ),
    "both were before": (
        None,
        (notice(RETRACTION, "2018"), notice(WITHDRAWAL, "2019"), notice(REINSTATEMENT, "2021")),
    ),
    "the second may be later, for all that is known": (
        "retracted",
        (notice(RETRACTION, "2020"), notice(RETRACTION, "2021"), notice(REINSTATEMENT, "2021-03")),
    ),
    "reinstated twice": (
        None,
        (
            notice(RETRACTION, "2018"),
            notice(REINSTATEMENT, "2019"),
            notice(RETRACTION, "2020"),
            notice(REINSTATEMENT, "2021"),
        ),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_status_follows_from_the_notices_in_whatever_order_they_are_given(name: str) -> None:
    wanted, notices = CASES[name]
    for order in permutations(notices):
        assert editorial_status(order) == wanted


def test_the_status_rests_on_the_notices_of_its_kind_that_are_in_force() -> None:
    first, again = notice(RETRACTION, "2020"), notice(RETRACTION, "2023")
    notices = (notice(CONCERN, "2019"), first, notice(REINSTATEMENT, "2021"), again, notice(CORRECTION, "2018"))
    assert governing(notices) == {again}
    assert governing((first, again)) == {first, again}


def test_a_notice_never_makes_a_work_look_better_unless_it_reinstates_it() -> None:
    """2,000 drawn histories: with one notice more, the state is as grave or graver."""
    chance = random.Random(20261126)  # noqa: S311 - the same histories each time
    rank = {status: place for place, status in enumerate([*EditorialStatus, None])}
    dates = [None, "2019", "2020", "2020-05", "2020-05-01", "2021-06"]
    for _ in range(2000):
        notices = [notice(chance.choice(list(NoticeKind)), chance.choice(dates), str(n)) for n in range(5)]
        removed = [one for one in notices if one.kind in {RETRACTION, WITHDRAWAL}]
        more = notice(chance.choice([CONCERN, CORRECTION]), chance.choice(dates), "more")
        assert rank[editorial_status([*notices, more])] <= rank[editorial_status(notices)]
        if not removed:
            assert editorial_status(notices) not in {EditorialStatus.RETRACTED, EditorialStatus.WITHDRAWN}


def test_every_status_has_words_and_follows_from_a_kind() -> None:
    assert set(STATUS_WORDS) == set(EditorialStatus) == set(STATUS_OF.values())
    assert set(STATUS_OF) == set(NoticeKind) - {REINSTATEMENT}
