"""Whether a text is a moment (`xsd:dateTime`, XML Schema 2, section 3.2.7), which the cast to it has to know."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Final

_FORM: Final = re.compile(
    r"(-?(?:[1-9][0-9]{4,}|[0-9]{4}))-([0-9]{2})-([0-9]{2})"
    r"T([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?(?:Z|[+-]([0-9]{2}):([0-9]{2}))?"
)
_DATE: Final = re.compile(r"(-?[0-9]{4,}-[0-9]{2}-[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?")


def is_moment(text: str) -> bool:
    """Whether a text is the lexical form of a moment, whose day is in the calendar."""
    found = _FORM.fullmatch(text)
    if found is None or len(found[1]) > 15:
        return False
    year, month, day, hour, minute, second = (int(found[number]) for number in range(1, 7))
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2000 + year % 400, month)[1]:
        return False
    midnight = hour == 24 and not minute and not second and not (found[7] or "").strip(".0")
    zone = int(found[8] or 0) * 60 + int(found[9] or 0)
    return (hour < 24 or midnight) and minute < 60 and second < 60 and int(found[9] or 0) < 60 and zone <= 14 * 60


def beginning(date: str) -> str | None:
    """Give the first moment of a date (XPath Functions and Operators, section 17.1.5); None where it is none."""
    found = _DATE.fullmatch(date)
    return found and f"{found[1]}T00:00:00{found[2] or ''}"
