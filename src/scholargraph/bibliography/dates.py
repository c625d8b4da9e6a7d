"""Dates as venue lines print them: a year, a month and a year, a day.

It never takes more from a line than is printed, and of two different years neither.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.bibliography.lines import tidy
from scholargraph.bibliography.venue_words import MONTHS
from scholargraph.model import PartialDate

YEAR: Final = r"(?:1[6-9]|20)\d\d"

_WORD: Final = r"[^\W\d_]{3,9}\.?"
_FORMS: Final = (
    re.compile(rf"(?P<year>{YEAR})"),
    re.compile(rf"(?P<year>{YEAR})[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}}))?"),
    re.compile(rf"(?P<name>{_WORD}),?\s(?P<year>{YEAR})"),
    re.compile(rf"(?P<year>{YEAR}),?\s(?P<name>{_WORD})"),
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s(?P<name>{_WORD}),?\s(?P<year>{YEAR})"),
    re.compile(rf"(?P<name>{_WORD})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>{YEAR})"),
    re.compile(rf"(?P<year>{YEAR})\s?[年년](?:\s?(?P<month>\d{{1,2}})\s?[月월](?:\s?(?P<day>\d{{1,2}})\s?[日일])?)?"),
)
_LABEL: Final = re.compile(
    r"(?:published|publication date|issued|date|year|on|in|publication year)\s?[:.]?\s?(?=\S)", re.IGNORECASE
)


def parse_date(text: str) -> PartialDate | None:
    """Read words that are a date and nothing else; None where they are anything more or less."""
    words = tidy(text).strip("()[]（）,;. ")
    if not 4 <= len(words) <= 40:
        return None
    label = _LABEL.match(words)
    if label:
        words = words[label.end() :].strip("() ")
    for form in _FORMS:
        found = form.fullmatch(words)
        if found is None:
            continue
        parts = found.groupdict()
        month = MONTHS.get(parts["name"].casefold()) if parts.get("name") else int(parts.get("month") or 0) or None
        if parts.get("name") and month is None:
            continue
        day = int(parts["day"]) if parts.get("day") else None
        try:
            return PartialDate(int(parts["year"]), month, day)
        except ValueError:
            return None
    return None
