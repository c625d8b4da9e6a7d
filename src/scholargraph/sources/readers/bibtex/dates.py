"""The dates of an entry: `date` as biblatex has it (ISO 8601-2), or `year`, `month` and `day` as BibTeX has them.

What is no single date (a range over two years, a year that is about right) is none: nothing is made more exact than it is.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.bibliography.venue_words import MONTHS
from scholargraph.model import PartialDate

_EDTF: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T[\d:.Z+-]*)?)?)?")
_YEAR: Final = re.compile(r"[\[(]?\s*(\d{4})\s*[\])]?")
_SEASONS: Final = frozenset(range(21, 42))
"""Months of ISO 8601-2 that are seasons or quarters: of these only the year is a date of ours."""
_NUMBER: Final = re.compile(r"\d{1,2}(?=(?:st|nd|rd|th|\.)?(?![\w]))")
_WORD: Final = re.compile(r"[^\W\d_]+\.?")
_RANGE: Final = re.compile(r"\s*(?:/|--?|[\u2013\u2014])\s*")


def parse_edtf(words: str) -> PartialDate | None:
    """Read a date of biblatex (manual, section 2.3.8); of a range what its two ends have in common, None where that is nothing.

    >>> str(parse_edtf("2018-12-03/2018-12-06"))
    '2018-12'
    """
    ends = words.strip().split("/")
    if len(ends) == 1:
        return _edtf(ends[0])
    if len(ends) != 2:
        return None
    first, last = (_edtf(end.strip()) for end in ends)
    return None if first is None or last is None else _common(first, last)


def parse_year(year: str, month: str | None, day: str | None) -> PartialDate | None:
    """Read the year, and month and day where they are single ones; None where the year is none, or no single one."""
    found = _YEAR.fullmatch(year.strip())
    if found is None:
        return parse_edtf(year) if re.fullmatch(r"\d{4}-\d{2}.*", year.strip()) else None
    number = int(found[1])
    if not number:
        return None
    of_month, of_day = parse_month(month) if month is not None else (None, None)
    if of_day is None and day is not None and re.fullmatch(r"\d{1,2}", day.strip()):
        of_day = int(day)
    for parts in ((of_month, of_day), (of_month, None)):
        try:
            return PartialDate(number, *(parts if parts[0] is not None else (None, None)))
        except ValueError:
            continue
    return None


def parse_month(words: str) -> tuple[int | None, int | None]:
    """Read `jul`, `July`, `7`, `10~July`, `July 30th`; of two months none, of two days none.

    >>> parse_month("July 30th")
    (7, 30)
    """
    names = [MONTHS[word.casefold()] for word in _WORD.findall(words) if word.casefold() in MONTHS]
    numbers = [int(number) for number in _NUMBER.findall(words)]
    if not names:
        single = re.fullmatch(r"0?([1-9]|1[0-2])", words.strip())
        return (int(single[1]) if single else None), None
    if len(set(names)) > 1:
        return None, None
    return names[0], numbers[0] if len(numbers) == 1 and 1 <= numbers[0] <= 31 else None


def _edtf(words: str) -> PartialDate | None:
    found = _EDTF.fullmatch(words)
    if found is None or found[1] == "0000":
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if month in _SEASONS and day is None:  # a season has no day
        month = None
    try:
        return PartialDate(year or 0, month, day)
    except ValueError:
        return None


def _common(first: PartialDate, last: PartialDate) -> PartialDate | None:
    if first.year != last.year:
        return None
    if first.month is None or first.month != last.month:
        return PartialDate(first.year)
    return PartialDate(first.year, first.month, first.day if first.day == last.day else None)
