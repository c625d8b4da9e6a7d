"""The values and records of the model."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholargraph import model
from scholargraph.iris import Key
from scholargraph.model import (
    RECORD_CLASSES,
    Gap,
    PartialDate,
    Person,
    Publication,
    PublicationType,
    Record,
    Role,
    Text,
)

dates = st.one_of(
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
    st.dates().map(lambda day: PartialDate(day.year, day.month, day.day)),
)


# ── Dates ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@given(dates)
def test_a_date_is_read_back_from_its_words(value: PartialDate) -> None:
    assert PartialDate.parse(str(value)) == value
    assert PartialDate.parse(f" {value}\n") == value


@given(st.dates())
def test_a_whole_date_is_written_as_iso_8601_has_it(day: date) -> None:
    assert str(PartialDate(day.year, day.month, day.day)) == day.isoformat()


@given(st.lists(dates))
def test_dates_of_one_precision_are_in_the_order_of_their_words(values: list[PartialDate]) -> None:
    for precision in (4, 7, 10):
        same = [value for value in values if len(str(value)) == precision]
        assert [str(value) for value in sorted(same)] == sorted(str(value) for value in same)


@pytest.mark.parametrize(
    "text",
    ["", "24", "20x4", "2024-", "2024-1", "2024-13", "2024-00", "2024-02-30", "2023-02-29", "2024-06-31", "0000", "-0044",
     "2024/05/06", "2024-05-06T00:00", "2024-05-06Z", "12024", "٢٠٢٤", "May 2024"],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(text)


@pytest.mark.parametrize("parts", [(2024, None, 5), (0,), (10000,), (2024, 13), (2023, 2, 29), (2024, 1, 0)])
def test_there_is_no_such_date(parts: Any) -> None:
    with pytest.raises(ValueError, match="no such"):
        PartialDate(*parts)


def test_leap_days() -> None:
    assert PartialDate.parse("2024-02-29") == PartialDate(2024, 2, 29)


@given(dates)
def test_a_date_covers_itself_and_what_is_more_precise(value: PartialDate) -> None:
    assert value.covers(value)
    assert PartialDate(value.year).covers(value)
    assert value.covers(PartialDate(value.year)) is (value.month is None)
    assert not value.covers(PartialDate(value.year % 9999 + 1, value.month))


# ── Text ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", [None, "en", "pt-BR", "zh-Hans", "x-klingon"])
def test_text_has_a_language_or_none(language: str | None) -> None:
    assert Text("words", language).language == (None if language is None else language.lower())


@pytest.mark.parametrize("language", ["", "English, mostly", "en_GB", "e"])
def test_what_is_no_language_is_refused(language: str) -> None:
    with pytest.raises(ValueError, match="language tag"):
        Text("words", language)


# ── Records ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_class_of_record_is_listed() -> None:
    assert set(RECORD_CLASSES) == set(get_args(Record))
    assert len({record.collection for record in RECORD_CLASSES}) == len(RECORD_CLASSES)


@pytest.mark.parametrize(
    "record",
    [
        *(*RECORD_CLASSES, Role, model.Contribution, model.Version, Text, PartialDate, model.Evidence, model.RestsOn),
        *(model.Name, model.Agent, model.Affiliation, model.TextSpan, model.EntryField, model.JsonPointer, model.XPath),
        *(model.TableCell, model.Position, model.Attribution, model.Rejected, model.SourceRecord, model.Conflict),
    ],
)
def test_records_cannot_be_changed_and_hold_only_what_can_be_compared(record: Any) -> None:
    assert record.__dataclass_params__.frozen
    assert record.__dataclass_params__.eq
    for part in fields(record):
        assert not isinstance(part.default, list | dict | set), part.name


def test_a_record_is_equal_to_its_like_and_can_be_a_key() -> None:
    one, two = (Person(key=Key("person/ada"), name="Ada", gaps=(Gap.NAME_UNKNOWN,)) for _ in range(2))
    assert one == two
    assert {one: 1}[two] == 1
    with pytest.raises(FrozenInstanceError):
        one.name = "Ida"  # type: ignore[misc]


def test_what_nobody_says_is_not_said() -> None:
    work = Publication(key=Key("publication/work"))
    assert work.type is PublicationType.OTHER
    assert not work.authors_complete
    assert all(getattr(work, part.name) in (None, ()) for part in fields(work)
               if part.name not in {"key", "type", "authors_complete"})  # fmt: skip


def test_fields_are_given_by_name() -> None:
    with pytest.raises(TypeError):
        Person(Key("person/ada"), "Ada")  # type: ignore[call-arg]


def test_everything_public_is_listed_once() -> None:
    public = [name for name, value in vars(model).items() if isinstance(value, type) and not name.startswith("_")]
    assert set(public) <= set(model.__all__)
    assert len(set(model.__all__)) == len(model.__all__)
