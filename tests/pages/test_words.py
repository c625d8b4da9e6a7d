"""Words of pages: fields as the registry calls them, dates, stretches of time and pages."""

from __future__ import annotations

import pytest

from scholargraph.model import RECORD_CLASSES, PartialDate, Record, fields_of
from scholargraph.pages import words


@pytest.mark.parametrize("record", RECORD_CLASSES)
def test_fields_are_called_what_the_registry_calls_them(record: type[Record]) -> None:
    for name, field in fields_of(record).items():
        assert words.field(record.collection, name) == field.spec.singular
        assert words.field(record.collection, name, 2) == field.spec.plural
    assert words.field(record.collection, "") == "The entry as a whole"


def test_a_field_within_a_field_goes_by_the_outer_ones_name() -> None:
    assert words.field("publication", "versions.identifiers") == "Version"


def test_a_field_that_there_is_no_more_is_called_by_its_own_name() -> None:
    assert words.field("publication", "old_words") == "Old words"
    assert words.field("nothing", "title") == "Title"


@pytest.mark.parametrize(
    ("lexical", "said"),
    [
        ("2024", "2024"),
        ("2024-07", "July 2024"),
        ("2024-03-05", "5 March 2024"),
        ("2024-13", "2024-13"),
        ("soon", "soon"),
        ("0800-01-01", "1 January 0800"),
    ],
)
def test_dates_are_as_precise_as_they_are(lexical: str, said: str) -> None:
    assert words.date(lexical) == said


def test_spans_of_time_say_what_is_known() -> None:
    year = str(PartialDate(2015))
    assert words.span(year, "2017-02", former=True) == "2015 – February 2017"
    assert words.span(year, None, former=True) == "from 2015, until when is not known"
    assert words.span(year, None, former=False) == "from 2015"
    assert words.span(None, "2017", former=True) == "until 2017"
    assert words.span(None, None, former=True) is None


def test_page_numbers() -> None:
    assert words.pages("1", "2") == "pp. 1–2"
    assert words.pages("9", None) == "p. 9"
    assert words.pages("9", "9") == "p. 9"
    assert words.pages(None, "9") is None
