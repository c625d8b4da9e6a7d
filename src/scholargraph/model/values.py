"""Values: words with a language, dates as precise as known, pages, and what is not known.

They hold no keys and no evidence.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from enum import StrEnum

from scholargraph.ntriples import valid_language


@dataclass(frozen=True, slots=True)
class Text:
    """Words with their language (BCP 47) or none. Raises ValueError for a tag that is none.

    The tag is kept in small letters, as RDF engines have it: case says nothing in it (RFC 5646, section 2.1.1).
    """

    value: str
    language: str | None = None

    def __post_init__(self) -> None:
        if self.language is not None and not valid_language(self.language):
            raise ValueError(f"“{self.language}” is no language tag: write one such as en or pt-BR")
        if self.language is not None:
            object.__setattr__(self, "language", self.language.lower())


@dataclass(frozen=True, slots=True)
class MarkedText:
    """Words of a record that stand with markup in the source.

    Attributes:
        plain: the words as the record has them, in plain letters.
        html: the same with the elements i, b, sub, sup and code, without attributes, everything else escaped.
        raw: the words with their markup as the source has them; never stated, only compared.
    """

    plain: str
    html: str
    raw: str


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """1843, 1843-09 or 1843-09-01: as precise as the source, never more. Raises ValueError for a date that is none."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999 or (self.day is not None and self.month is None):
            raise ValueError(f"no such date: {self.year}, {self.month}, {self.day}")
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValueError(f"no such month: {self.month}")
        if self.day is not None and not 1 <= self.day <= calendar.monthrange(self.year, self.month or 1)[1]:
            raise ValueError(f"no such day: {self}")

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD` (XML Schema 1.1 part 2, gYear, gYearMonth, date). Raises ValueError."""
        found = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text.strip())
        if not found:
            raise ValueError(f"“{text}” is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
        return cls(*(int(part) for part in found.groups() if part is not None))

    def covers(self, other: PartialDate) -> bool:
        """Whether the other date says the same, perhaps more precisely: 2024 covers 2024-03-15."""
        mine = (self.year, self.month, self.day)
        theirs = (other.year, other.month, other.day)
        return all(part is None or part == their for part, their in zip(mine, theirs, strict=True))

    def __str__(self) -> str:
        parts = (f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a work stands in its venue: first and last page, or an article number; and how many pages it has."""

    first: str | None = None
    last: str | None = None
    article: str | None = None
    count: int | None = None


class Gap(StrEnum):
    """What is *not* known of a record, said instead of guessed."""

    TITLE_LOST = "title-lost"
    AUTHORS_TRUNCATED = "authors-truncated"  # some names are printed, others are missing
    AUTHORS_LOST = "authors-lost"  # no name is printed
    POSITION_UNKNOWN = "position-unknown"  # somebody is an author, at a place in the list that nobody tells
    DATE_UNKNOWN = "date-unknown"
    VENUE_UNKNOWN = "venue-unknown"
    TYPE_UNKNOWN = "type-unknown"
    ABSTRACT_CUT = "abstract-cut"  # the abstract breaks off
    NAME_UNKNOWN = "name-unknown"
    AUTHOR_UNNAMED = "author-unnamed"  # somebody who is named on the work asked not to be named here
