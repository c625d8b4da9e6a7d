"""Dates of CSL-JSON: parts, ranges, raw words, EDTF; what is approximate or no single date is not stated."""

from __future__ import annotations

import re
from typing import Any, Final

from scholargraph.bibliography.dates import parse_date
from scholargraph.model import PartialDate
from scholargraph.sources.readers.json_record import JsonRecord, Token, date_of_parts, words_of

_EDTF: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:T.*)?")
_SEASONS: Final = range(13, 42)
"""Months that are a season or a quarter: of CSL 13 to 24, of EDTF 21 to 41."""


def state_date(work: JsonRecord, member: str) -> None:
    """State when a work appeared, if the member says a date; what it says otherwise is rejected."""
    value = work.get(member)
    if value is None:
        return
    path: tuple[Token, ...] = (member,)
    try:
        if isinstance(value, dict):
            found, path = _structured(value, member)
        else:
            found = _of_words(words_of(value) or "")
    except ValueError as error:
        work.reject(f"{error}: the date is not stated.", *path)
        return
    if found is not None:
        work.state("issued", found, *path)


def _structured(value: dict[str, Any], member: str) -> tuple[PartialDate | None, tuple[Token, ...]]:
    if value.get("circa") not in {None, False, "", "0", "false"}:
        raise ValueError("The date is approximate")
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts:
        dates = [date_of_parts(_without_season(one)) for one in parts[:2]]
        if dates[0] is not None:
            if len(dates) == 1 or dates[1] is None:
                return dates[0], (member, "date-parts", 0)
            return common(dates[0], dates[1]), (member, "date-parts")
    for name in ("raw", "literal", "date-time"):
        if (words := words_of(value.get(name))) is not None:
            return _of_words(words), (member, name)
    return None, (member,)


def _without_season(parts: Any) -> Any:
    """Give the year alone where the month is a season; what has a day beside it is none, and is left to be refused."""
    if (
        isinstance(parts, list)
        and len([one for one in parts if one not in {None, ""}]) == 2
        and str(parts[1]).isascii()
        and str(parts[1]).isdigit()
    ):
        return parts[:1] if int(str(parts[1])[:4]) in _SEASONS else parts
    return parts


def common(start: PartialDate, end: PartialDate) -> PartialDate:
    """Give what both ends of a range have in common. Raises ValueError where they are of two years.

    >>> str(common(PartialDate(2014, 2, 27), PartialDate(2014, 3, 1)))
    '2014'
    """
    if start.year != end.year:
        raise ValueError(f"“{start} to {end}” is no single date")
    if start.month is None or start.month != end.month:
        return PartialDate(start.year)
    return start if start.day == end.day else PartialDate(start.year, start.month)


def _of_words(words: str) -> PartialDate | None:
    if not words:
        return None
    if "/" in words and words.count("/") == 1:
        start, end = (_single(part) for part in words.split("/"))
        if start is not None and end is not None and len(words.split("/", maxsplit=1)[0]) > 2:
            return common(start, end)
    found = _single(words)
    if found is None:
        raise ValueError(f"“{words[:60]}” is no date that can be told")
    return found


def _single(words: str) -> PartialDate | None:
    edtf = _EDTF.fullmatch(words.strip())
    if edtf is None:
        return parse_date(words)
    return date_of_parts(_without_season([part for part in edtf.groups() if part is not None]))
