"""What the pages of known sites have in common: the form in which they are handed over, and whose page it is.

It knows no site: how an interface is worded and laid out stands in the module of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from scholargraph.bibliography.lines import Line, unbulleted
from scholargraph.bibliography.name_forms import opened, same_name
from scholargraph.bibliography.names import LONGEST, bare_name, can_be_name, is_single_name
from scholargraph.sources.profile_text import interface
from scholargraph.sources.profile_text.drafts import LONG_TITLE, Listing

LONGEST_TITLE: Final = 500
"""A line longer than this is no title, whatever stands around it."""
LONGEST_READ: Final = 4000
"""A line longer than this is not matched against any form."""

READ_FOR_MARKS: Final = 20_000
"""So many lines from the first are looked at to recognise a page; what marks it stands around the first works."""

TITLE_LOST: Final = (
    "The title of this entry is missing, so the entry is left out: copy the whole list again from the page."
)
NO_PLACE: Final = (
    "This line stands where no line of an entry does, so it is left out: copy the whole list again from the page."
)
CUT_TITLE: Final = (
    "This title breaks off with “...”, so it is left out: copy the whole title from the page of the work."
)

NOTE: Final = "This line explains a mark and stands where titles do, so it is left out."

_NOTE: Final = re.compile(r"[*†‡#^]+\s?(?:[a-z]|indicates|denotes|equal)")
_MOST_LISTS: Final = 200
_MOST_CANDIDATES: Final = 60
_TOKENS: Final = re.compile(r"[\s.\-‐]+")
_GROUP: Final = re.compile(
    r"\b(?:Collaboration|Consortium|Group|Team|Network|Project|Initiative|Committee|Investigators|Association|Society|Council|Study)\b"
)
_CUT: Final = re.compile(r"(?:\.\.\.|…)\s*$")


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page of a known site, read as a whole.

    `head` are the lines that give the person's title and organisation today, in printed order; `heading` is the line that
    makes the list theirs; `alternates` are other names printed beside the name.
    """

    name: Line | None
    biography: tuple[Line, ...]
    head: tuple[Line, ...]
    areas: tuple[Line, ...]
    heading: Line | None
    listing: Listing
    alternates: tuple[Line, ...] = ()


def cells(line: Line) -> Iterator[Line]:
    """Give what tabs part on a line, without what is empty."""
    at = 0
    for words in line.text.split("\t"):
        cell = line.part(at, at + len(words))
        if cell.text:
            yield Line(cell.text, cell.start, cell.end, line.gap) if at == 0 else cell
        at += len(words) + 1


def parts(line: Line, mark: str = ",") -> list[Line]:
    """Give what a mark parts on a line, without what is empty."""
    at, found = 0, []
    for words in line.text.split(mark):
        part = line.part(at, at + len(words))
        at += len(words) + len(mark)
        if part.text:
            found.append(part)
    return found


def title_fault(line: Line) -> str | None:
    """Say why a line that stands where a title does is none; None where it can be one."""
    if len(line.text) > LONGEST_TITLE:
        return LONG_TITLE
    if _NOTE.match(line.text):
        return NOTE
    return CUT_TITLE if _CUT.search(line.text[-8:]) else None


def is_author(text: str) -> bool:
    """Whether words that stand in a list of authors are one of them: a person, or a group that works under a name."""
    fits = can_be_name(text) or is_single_name(text)
    return fits or (len(text) <= LONGEST and _GROUP.search(text) is not None)


def candidates(lines: Iterable[Line]) -> list[Line]:
    """Give the lines that could be the name of a person, as names, each name once."""
    found: dict[str, Line] = {}
    for line in lines:
        if len(line.text) > LONGEST or len(found) >= _MOST_CANDIDATES:
            continue
        name = bare_name(unbulleted(line))
        if can_be_name(name.text) and not interface.is_navigation(name):
            found.setdefault(name.key, name)
    return list(found.values())


def share(name: Line, lists: Sequence[Sequence[Line]]) -> float:
    """Tell in which part of some lists of names a name stands."""
    read = lists[:_MOST_LISTS]
    return sum(any(same_person(author.value, name.value) for author in authors) for authors in read) / max(len(read), 1)


def owner_among(found: Sequence[Line], lists: Sequence[Sequence[Line]], *, least: float) -> Line | None:
    """Choose whose page it is: who stands in most lists of authors, and in at least a part of them."""
    shares = [(share(name, lists), -at, name) for at, name in enumerate(found)]
    best = max(shares, default=None, key=lambda entry: entry[:2])
    return best[2] if best is not None and best[0] >= least and lists else None


def has_twice(name: Line, authors: Sequence[Line]) -> bool:
    """Whether a name stands in a list twice, as where the lists of two works have run together."""
    return sum(same_person(author.value, name.value) for author in authors) > 1


@lru_cache(maxsize=16384)
def same_person(one: str, other: str) -> bool:
    """Whether two printed names are one person's; unlike `same_name` it reads “OE Mensah” and passes over accents."""
    return one == other or same_name(opened(one), opened(other)) or _leaves_out(opened(one), opened(other))


def _leaves_out(one: str, other: str) -> bool:
    """Whether one of two names leaves out the last family name of the other: “A. Etxeberria” of “Amaia Etxeberria Goñi”."""
    short, long = sorted(
        ([token for token in _TOKENS.split(name.casefold()) if token] for name in (one, other)), key=len
    )
    if not 2 <= len(short) < len(long) or len(short[-1]) < 3 or short[-1] not in long[1:]:
        return False
    return short[0] == long[0] or (min(len(short[0]), len(long[0])) == 1 and short[0][0] == long[0][0])
