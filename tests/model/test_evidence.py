"""Evidence: no value is without the place where it stands, and no place is without its value."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace
from typing import Any, Final

import pytest

from scholargraph.errors import InternalError, Place
from scholargraph.identifiers import parse_url
from scholargraph.iris import Key
from scholargraph.model import (
    Attribution,
    Contribution,
    Evidence,
    Gap,
    JsonPointer,
    Person,
    Position,
    Publication,
    PublicationType,
    Record,
    Rejected,
    RestsOn,
    Selector,
    SourceRecord,
    Text,
    TextSpan,
    stated,
)

KEY: Final = Key("publication/~page/1")
WHOLE: Final = Evidence("page", "page.txt", TextSpan(0, 9), "the words")
WORK: Final = Publication(key=KEY, title=Text("Rivers"), keywords=(Text("water"), Text("land")))
BACKED: Final[list[tuple[str, Hashable]]] = [
    ("title", Text("Rivers")), ("keywords", Text("water")), ("keywords", Text("land")),
]  # fmt: skip


def made(record: Record, claims: Iterable[tuple[str, Hashable]], **more: Any) -> SourceRecord:
    return SourceRecord(record, WHOLE, tuple(Attribution(field, value, WHOLE) for field, value in claims), **more)


def test_a_record_of_which_every_value_has_a_place_is_one() -> None:
    assert made(WORK, BACKED).record == WORK
    assert made(WORK, BACKED * 2).record == WORK  # several places are welcome
    assert made(Publication(key=KEY), []).attributions == ()


@pytest.mark.parametrize("lost", BACKED)
def test_a_value_without_a_place_is_refused_be_it_one_or_one_of_several(lost: tuple[str, Hashable]) -> None:
    with pytest.raises(InternalError) as caught:
        made(WORK, [claim for claim in BACKED if claim != lost])
    assert str(caught.value) == f"{KEY}: the value {lost[1]!r} of {lost[0]} has no evidence: correct the reader."


@pytest.mark.parametrize(
    "extra",
    [
        ("title", Text("Islands")), ("keywords", Text("sky")), ("volume", "7"), ("volume", ()), ("keywords", ()),
        ("no_such_field", "x"), ("no_such_field", None), ("keywords", (Text("water"), Text("land"))), ("authors_complete", True),
    ],
)  # fmt: skip
def test_a_place_of_a_value_that_the_record_does_not_hold_is_refused(extra: tuple[str, Hashable]) -> None:
    with pytest.raises(InternalError, match=f"of {extra[0]} has evidence but is not in the record: correct the reader"):
        made(WORK, [*BACKED, extra])


@pytest.mark.parametrize(
    "said", [("authors_complete", False), ("type", PublicationType.OTHER), ("volume", None)]
)  # fmt: skip
def test_what_everybody_assumes_can_be_said(said: tuple[str, Hashable]) -> None:
    assert made(WORK, [*BACKED, said]).attributions[-1].value == said[1]


def test_only_the_name_by_which_a_record_is_found_needs_no_place() -> None:
    person = Person(key=Key("person/~curation/a"), name="Ada Quill")
    with pytest.raises(InternalError, match="of name has no evidence"):
        made(person, [])
    assert made(person, [], selector=Selector(name="Ada Quill")).record == person
    more = replace(person, topics=(Text("rivers"),))
    with pytest.raises(InternalError, match="of topics has no evidence"):
        made(more, [], selector=Selector(name="Ada Quill"))


def test_what_a_record_states_is_listed_member_by_member_without_what_is_assumed() -> None:
    twice = (Contribution.of("Wei Li"), Contribution.of("Wei Li"))
    work = replace(WORK, contributions=twice, authors_complete=True, gaps=(Gap.DATE_UNKNOWN,))
    assert stated(work) == [
        BACKED[0], *(("contributions", one) for one in twice), ("authors_complete", True), *BACKED[1:],
        ("gaps", Gap.DATE_UNKNOWN),
    ]  # fmt: skip
    assert stated(Person(key=Key("person/a"), name="Ada")) == [("name", "Ada")]
    assert stated(Publication(key=KEY)) == []


# ── Evidence ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_line_and_column_are_no_part_of_what_makes_evidence_the_same() -> None:
    seen = replace(WHOLE, position=Position(3, 1))
    assert seen == WHOLE
    assert len({seen, WHOLE}) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"source": "other"}, {"item": "other.txt"}, {"locator": TextSpan(0, 8)}, {"locator": JsonPointer("/a")},
        {"quote": "other"}, {"rests_on": RestsOn(basis="Ada says so.")},
        {"rests_on": RestsOn(address=parse_url("https://pages.test/"))},
    ],
)  # fmt: skip
def test_everything_else_is(change: dict[str, Any]) -> None:
    assert replace(WHOLE, **change) != WHOLE


def test_evidence_and_what_is_rejected_say_where_they_stand() -> None:
    assert replace(WHOLE, position=Position(3, 1)).place == Place("page.txt", 3, 1)
    assert replace(WHOLE, locator=JsonPointer("/a")).place == Place("page.txt", inside="/a")
    assert Rejected("page", "No year.", "page.txt", TextSpan(0, 1), Position(3, 1)).place == Place("page.txt", 3, 1)
    assert Rejected("page", "No year.", "page.txt").place == Place("page.txt")
    assert Rejected("page", "No year.").place is None
    assert Rejected("page", "No year.", None, TextSpan(0, 1), Position(3, 1)).place is None
