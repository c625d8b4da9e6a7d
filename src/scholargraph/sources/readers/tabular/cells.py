"""Values of cells: dates in the forms that people and Excel write, identifiers that Excel took for numbers, addresses.

What is not certain is no value; a reason for people says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scholargraph.bibliography.dates import parse_date
from scholargraph.errors import IdentifierError
from scholargraph.identifiers import SCHEMES, Identifier, Url, identifier_of, parse_url
from scholargraph.model import PartialDate

LONGEST_DATE: Final = 60
_ISO: Final = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?(?:[T ][0-9:.Z+]*)?")
_DOTTED: Final = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")
_SLASHED: Final = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})")
_MONTH_YEAR: Final = re.compile(r"([0-9]{1,2})[./-]([0-9]{4})")
_FLOAT: Final = re.compile(r"([0-9]+)[.,]0+")
_SCIENTIFIC: Final = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]+")
_BETWEEN: Final = re.compile(r"[;\s|]+|,\s+")
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class NoDate:
    """Words that are no date for certain, and why."""

    reason: str


def date_of(words: str, *, day_first: bool | None = None) -> PartialDate | NoDate:
    """Read a date: 2020, 2020-03, 2020-03-05, 05.03.2020, 5 March 2020, 03/2020.

    With slashes (3/5/2020) the day may stand first or second, unless one of both is no month, or `day_first` says it.

    >>> date_of("05.03.2020"), date_of("25/3/2020"), date_of("3/5/2020").reason
    (PartialDate(year=2020, month=3, day=5), PartialDate(year=2020, month=3, day=25), '“3/5/2020” may be March or May: write 2020-03-05 or 2020-05-03, or set the option “dates”')
    """
    bare = " ".join(words.split())
    if len(bare) > LONGEST_DATE:
        return NoDate(f"“{bare[:LONGEST_DATE]}…” is no date")
    whole = _FLOAT.fullmatch(bare)
    bare = whole[1] if whole else bare  # 2020.0
    try:
        return (
            _numbers(bare, day_first)
            or parse_date(bare)
            or NoDate(f"“{bare}” is no date: write YYYY, YYYY-MM or YYYY-MM-DD")
        )
    except ValueError:
        return NoDate(f"“{bare}” is no day of the calendar: correct it")


def _numbers(words: str, day_first: bool | None) -> PartialDate | NoDate | None:  # noqa: FBT001 - private
    if found := _ISO.fullmatch(words):
        year, month, day = found.groups()
        return PartialDate(int(year), *(int(part) for part in (month, day) if part))
    if found := _DOTTED.fullmatch(words):
        return PartialDate(int(found[3]), int(found[2]), int(found[1]))
    if found := _MONTH_YEAR.fullmatch(words):
        return PartialDate(int(found[2]), int(found[1]))
    if found := _SLASHED.fullmatch(words):
        first, second, year = (int(part) for part in found.groups())
        if day_first is None and first != second and max(first, second) <= _MONTHS and min(first, second):
            one, other = PartialDate(year, first, second), PartialDate(year, second, first)
            months = (_MONTH_NAMES[first - 1], _MONTH_NAMES[second - 1])
            return NoDate(
                f"“{words}” may be {months[0]} or {months[1]}: write {one} or {other}, or set the option “dates”"
            )
        if day_first or (day_first is None and first > _MONTHS):
            first, second = second, first
        return PartialDate(year, first, second)
    return None


_MONTH_NAMES: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def identifier_in(scheme: str, words: str) -> Identifier | None:
    """Read an identifier of a scheme, also one that a spreadsheet holds as a number with a point."""
    found = identifier_of(scheme, words)
    if found is None and (whole := _FLOAT.fullmatch(words.strip())):
        found = identifier_of(scheme, whole[1])
    return found


def identifiers_in(scheme: str, words: str) -> Iterator[Identifier | str]:
    """Read the identifier of a cell, or several where every part of it is one; else give the words as they stand."""
    one = identifier_in(scheme, words)
    if one is not None:
        yield one
        return
    parts = [identifier_in(scheme, part) for part in _BETWEEN.split(words.strip(" ;,|")) if part]
    found = [part for part in parts if part is not None]
    yield from dict.fromkeys(found) if found and len(found) == len(parts) else (words,)


def why_none(scheme: str, words: str) -> str:
    """Say why words are no identifier of a scheme."""
    label, shown = SCHEMES[scheme].label, words[:60]
    if _SCIENTIFIC.fullmatch(words.strip()):
        return f"“{shown}” is an {label} that a spreadsheet shortened: format the column as text, and enter it again"
    return f"“{shown}” is no {label}: compare it with its source"


def addresses_in(words: str) -> Iterator[Url | str]:
    """Read the web addresses of a cell; `www.example.org` is none until it says how; words that are none stand as they are."""
    for part in re.split(r"[;\s|]+(?=https?://|www\.)|\n", words.strip()):
        if not part.strip():
            continue
        try:
            yield parse_url(part.strip())
        except IdentifierError as error:
            yield str(error)
