"""Ranges of pages and other numbers: the attribute `page-range-format`.

Specification: https://docs.citationstyles.org/en/stable/specification.html#appendix-v-page-range-formats
"""

from __future__ import annotations

import re
from typing import Final

_RANGE: Final = re.compile(r"([0-9]*[a-zA-Z]+0*)?([0-9]+[a-z]*)\s*-\s*([0-9]*[a-zA-Z]+0*)?([0-9]+[a-z]*)")
_DIGITS: Final = re.compile(r"[0-9]+")
_WHOLE_HUNDREDS: Final = 100


def page_range(first: str, last: str, *, format_name: str | None, delimiter: str) -> str:
    """Return a range of two pages, each with the letters before its digits, in a format of CSL."""
    found = _RANGE.fullmatch(f"{first} - {last}")
    if found is None:
        return f"{first}{delimiter}{last}"
    before, begin, again, end = found[1] or "", found[2], found[3] or "", found[4]
    if again and before != again:
        return f"{first}{delimiter}{last}"
    full = begin[: len(begin) - len(end)] + end if len(end) < len(begin) else end
    if _number(begin) >= _number(full):
        return f"{before}{begin}{delimiter}{again}{full}"
    if format_name == "minimal":
        return f"{before}{begin}{delimiter}{_minimal(begin, full, 0)}"
    if format_name == "minimal-two":
        return f"{before}{begin}{delimiter}{_minimal(begin, full, 2)}"
    if format_name == "chicago-16":
        return f"{before}{begin}{delimiter}{_chicago_16(begin, full)}"
    if format_name in {"chicago", "chicago-15"}:
        return f"{before}{begin}{delimiter}{_chicago_15(begin, full)}"
    return f"{before}{begin}{delimiter}{before}{full}"


def _number(text: str) -> int:
    found = _DIGITS.match(text)
    return int(found[0]) if found else 0


def _minimal(begin: str, end: str, least: int) -> str:
    if len(begin) != len(end):
        return end
    same = 0
    while same < len(begin) and begin[same] == end[same] and len(end) - same > least:
        same += 1
    return end[same:]


def _chicago_16(begin: str, end: str) -> str:
    first, last = _number(begin), _number(end)
    if first <= _WHOLE_HUNDREDS or first % _WHOLE_HUNDREDS == 0:
        return end
    for power in range(2, len(str(last))):
        divisor = 10**power
        if first // divisor == last // divisor:
            return str(last % divisor)
    return end


def _chicago_15(begin: str, end: str) -> str:
    first, last = _number(begin), _number(end)
    if first > _WHOLE_HUNDREDS and first % _WHOLE_HUNDREDS and first // _WHOLE_HUNDREDS == last // _WHOLE_HUNDREDS:
        return str(last % 100)
    return str(last % 1000) if first >= 10000 else end
