"""What a curation writes as a value of the model; what is none says what is needed."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from typing import Any

import pytest

from scholargraph.identifiers import parse_identifier, parse_url
from scholargraph.model import Pages, PartialDate, Text, parsers


@pytest.mark.parametrize(
    ("parser", "raw", "value"),
    [
        (parsers.string, " words ", "words"),
        (parsers.string, "two\nlines\tand a tab", "two\nlines\tand a tab"),
        (parsers.text, "words", Text("words")),
        (parsers.text, {"value": "mots", "language": "fr"}, Text("mots", "fr")),
        (parsers.text, {"value": "mots"}, Text("mots")),
        (parsers.flag, True, True),
        (parsers.flag, False, False),
        (parsers.whole_number, 7, 7),
        (parsers.number, 7, 7.0),
        (parsers.number, 7.5, 7.5),
        (parsers.number, 0, 0.0),
        (parsers.partial_date, 2024, PartialDate(2024)),
        (parsers.partial_date, "2024-03", PartialDate(2024, 3)),
        (parsers.partial_date, date(2024, 3, 15), PartialDate(2024, 3, 15)),
        (parsers.pages, {"first": 11, "last": "24", "article": "7", "count": 14}, Pages("11", "24", "7", 14)),
        (parsers.pages, {"count": 1}, Pages(count=1)),
        (parsers.url, "https://a.test/", parse_url("https://a.test/")),
        (parsers.identifier, "doi:10.5555/a", parse_identifier("doi:10.5555/a")),
    ],
)
def test_a_value_is_read(parser: Any, raw: object, value: object) -> None:
    read = parser(raw)
    assert (type(read), read) == (type(value), value)


@pytest.mark.parametrize(
    ("parser", "raw", "reason"),
    [
        (parsers.string, 7, "a text in quotation marks is needed"),
        (parsers.string, " ", "a text in quotation marks is needed"),
        (parsers.string, "a\x00b", "it holds a control character, which not every RDF syntax can carry"),
        (parsers.text, {"value": "mots", "lang": "fr"}, "a text in quotation marks is needed"),
        (parsers.text, {"language": "fr"}, "a text in quotation marks is needed"),
        (parsers.flag, "true", "true or false is needed, without quotation marks"),
        (parsers.flag, 1, "true or false is needed, without quotation marks"),
        (parsers.whole_number, "7", "a whole number is needed, without quotation marks"),
        (parsers.whole_number, True, "a whole number is needed, without quotation marks"),
        (parsers.whole_number, 7.0, "a whole number is needed, without quotation marks"),
        (parsers.number, "7", "a number is needed, without quotation marks"),
        (parsers.number, True, "a number is needed, without quotation marks"),
        (parsers.number, math.inf, "a number is needed, without quotation marks"),
        (parsers.number, math.nan, "a number is needed, without quotation marks"),
        (parsers.partial_date, "soon", "“soon” is not a date: write YYYY, YYYY-MM or YYYY-MM-DD"),
        (parsers.partial_date, True, "a text in quotation marks is needed"),
        (parsers.partial_date, datetime(2024, 3, 15, tzinfo=UTC), "a text in quotation marks is needed"),
        (parsers.pages, "11", "pages is a table of first, last, article, count"),
        (parsers.pages, {"from": 11}, "pages is a table of first, last, article, count"),
        (parsers.pages, {"count": 0}, "count is a whole number of pages"),
        (parsers.pages, {"count": True}, "count is a whole number of pages"),
        (parsers.pages, {"count": "7"}, "count is a whole number of pages"),
    ],
)
def test_what_is_no_value_says_what_is_needed(parser: Any, raw: object, reason: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole of its message is compared
        parser(raw)
    assert str(caught.value) == reason


def test_one_of_a_few_words_names_the_nearest_or_all() -> None:
    assert parsers.choice("ms", ("phd", "ms"), what="degree") == "ms"
    for raw, hint in (("pdh", "did you mean phd?"), (7, "it is one of phd, ms")):
        with pytest.raises(ValueError, match="is no degree") as caught:
            parsers.choice(raw, ("phd", "ms"), what="degree")
        assert str(caught.value) == f"“{raw}” is no degree: {hint}"
