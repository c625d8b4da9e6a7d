"""The values of RIS fields: dates, page ranges, numbers of series, addresses, degrees.

A value that is none is None: it is said by whoever asked, never guessed.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from scholargraph.bibliography.dates import parse_date
from scholargraph.bibliography.pages import parse_pages
from scholargraph.identifiers import Identifier, identifier_of
from scholargraph.model import Pages, PartialDate

LONGEST: Final = 200
_SLASHED: Final = re.compile(r"([0-9]{4})(?:/([0-9]{0,2})(?:/([0-9]{0,2})(?:/(.*))?)?)?")
_SEPARATED: Final = re.compile(r"[\s,;/()]+")
BY_SEMICOLON: Final = re.compile(rb";")
BETWEEN_ADDRESSES: Final = re.compile(rb"(?:[;,]\s*|\s+)(?=https?://)", re.IGNORECASE)
BETWEEN_DOIS: Final = re.compile(rb"(?:[;,]\s*|\s+)(?=10\.|https?:|doi:)", re.IGNORECASE)
_PHD: Final = re.compile(
    r"ph\.?\s?d\b|d\.?\s?phil\b|doctoral|doctorate|dissertation \(doct|doctor of philosophy|doktorarbeit", re.IGNORECASE
)
_MS: Final = re.compile(r"\bm\.?\s?sc?\b|master of science", re.IGNORECASE)
_MA: Final = re.compile(r"\bm\.?\s?a\b|master of arts|magisterarbeit", re.IGNORECASE)


def date_of(words: str) -> PartialDate | None:
    """Read `YYYY/MM/DD/other info` (the specification's form, each part may be empty), or a date in another usual form.

    >>> date_of("1948/07//"), date_of("2018/10/26"), date_of("March 2014"), date_of("2014/13/45")
    (PartialDate(year=1948, month=7, day=None), PartialDate(year=2018, month=10, day=26), PartialDate(year=2014, month=3, day=None), None)
    """
    if len(words) > LONGEST:
        return None
    slashed = _SLASHED.fullmatch(words)
    if slashed is None:
        return parse_date(words)
    year, month, day = (int(part) if part else 0 for part in slashed.groups()[:3])
    try:
        return PartialDate(year, month or None, (day or None) if month else None)
    except ValueError:
        return None


def pages_of(first: str | None, last: str | None) -> Pages | None:
    """Read the first and the last page; the first may hold both.

    >>> pages_of("474-481", None), pages_of("379", "423"), pages_of("e5783", "")
    (Pages(first='474', last='481', article=None, count=None), Pages(first='379', last='423', article=None, count=None), Pages(first=None, last=None, article='e5783', count=None))
    """
    if any(words and len(words) > LONGEST for words in (first, last)):
        return None
    alone = parse_pages(first) if first else None
    if not last or not first or alone is None or (alone.last == last and alone.first is not None):
        return alone
    if first == last:
        return alone
    both = parse_pages(f"{first}--{last}")
    return both if both is not None and both.last is not None else None


def series_numbers(words: str) -> list[Identifier]:
    """Give the ISSNs and ISBNs that a field holds: one, or several with spaces, commas or marks (“(Print)”) between them."""
    whole = _series_number(words)
    if whole is not None:
        return [whole]
    found = (_series_number(part) for part in _SEPARATED.split(words[:LONGEST]))
    return list(dict.fromkeys(one for one in found if one is not None))


def _series_number(words: str) -> Identifier | None:
    return identifier_of("issn", words) or identifier_of("isbn", words)


def degree_of(words: str) -> Literal["phd", "ms", "ma"] | None:
    """Give the degree that words such as “PhD thesis” name; None where they name none, or another.

    >>> degree_of("Ph.D. Dissertation"), degree_of("MSc thesis"), degree_of("Habilitation")
    ('phd', 'ms', None)
    """
    if _PHD.search(words):
        return "phd"
    if _MS.search(words):
        return "ms"
    return "ma" if _MA.search(words) else None
