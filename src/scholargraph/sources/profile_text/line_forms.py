"""The shapes of single lines: names, names with a venue after them, whole citations.

It looks at one line at a time; what stands before and after it is told by the caller.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import Final

from scholargraph.bibliography import names
from scholargraph.bibliography.dates import YEAR
from scholargraph.bibliography.lines import REMEMBERED, Line
from scholargraph.bibliography.venue_forms import Strength, strength
from scholargraph.bibliography.venue_words import OPENINGS

LONGEST_LINE: Final = 600
_MOST_PARTINGS: Final = 12

_SENTENCES: Final = re.compile(r"(?<=[^\W\d_]{2})[.?!]\s+|[”\"]\s*[,.]?\s+|(?<=\d\))[.,]\s+")
_BARE_INITIALS: Final = re.compile(r"(?:[A-Z]\.\s?)+")
_QUOTED: Final = re.compile(r"[“\"][^“”\"]{8,300}[”\"]")
_PARTING: Final = re.compile(r"\.\s|\s[-–—·|]\s")
_YEAR_LAST: Final = re.compile(rf"[,.]?\s(\({YEAR}\))\.?$")
_PAGES: Final = re.compile(r"\bpp?\.\s*\d")
_CITES: Final = re.compile(rf"\bpp?\.\s*\d|[(,]\s?{YEAR}\)?[.,]?$|\({YEAR}\)")


def looks_like_names(line: Line) -> bool:
    """Whether a line is a name or a list of names, going by its form."""
    if len(line.text) > names.LONGEST and not re.search(r"[,;|·]", line.text):
        return False
    return names.can_be_name(names.name_of(line).text) or names.split_names(line) is not None


def names_and_venue(line: Line) -> tuple[list[Line], Line] | None:
    """Part a line on which names come first and a venue after a full stop or a dash; None where it is no such line."""
    found = _names_and_venue(line.text) if len(line.text) <= LONGEST_LINE else None
    return None if found is None else ([name.within(line) for name in found[0]], found[1].within(line))


@lru_cache(maxsize=REMEMBERED)
def _names_and_venue(text: str) -> tuple[tuple[Line, ...], Line] | None:
    if OPENINGS.match(text):
        return None
    line = Line(text, 0, len(text), gap=True)
    cuts = [found.span() for found in islice(_PARTING.finditer(line.text), _MOST_PARTINGS)]
    year = _YEAR_LAST.search(text) if text.endswith((")", ").")) else None
    if year is not None:
        cuts.append((year.start(), year.start(1)))
    for end, start in cuts:
        left, right = line.part(0, end), line.part(start)
        if strength(right) < Strength.MEDIUM:
            continue
        several = names.split_names(left)
        if several is None and names.is_name(left.text) and strength(right) < Strength.DATE:
            several = [left]
        if several is not None and any(names.is_name(name.text) for name in several):
            return tuple(several), right
    return None


def is_citation(line: Line, *, before_names: bool) -> bool:
    """Whether a whole entry seems to stand on one line: names or a title in quotes, and the marks of a venue after them.

    A line right before names is one only where it gives pages.
    """
    if not _CITES.search(line.text) or (before_names and not _PAGES.search(line.text)):
        return False
    sentences = [part for part in _SENTENCES.split(line.text) if part.strip()]
    leading = [part.strip() for part in re.split(r",| and | & ", sentences[0])]
    named = sum(names.can_be_name(part) or bool(_BARE_INITIALS.fullmatch(part)) for part in leading)
    if len(sentences) < 2:
        return False
    return len(sentences) > 2 or 2 * named >= len(leading) or _QUOTED.search(line.text) is not None
