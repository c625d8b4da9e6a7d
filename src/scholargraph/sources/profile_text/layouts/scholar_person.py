"""What a profile on Google Scholar says of its person: the name, the line under it, the fields of interest.

It reads no works; the lists of their authors tell who of the names on the page is its owner.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scholargraph.bibliography.lines import Line
from scholargraph.bibliography.names import is_known_to_be_name, is_name
from scholargraph.sources.profile_text.drafts import Doubt
from scholargraph.sources.profile_text.layouts import scholar_words as words
from scholargraph.sources.profile_text.layouts.site_pages import candidates, owner_among, parts

JOINED_AREAS: Final = "Fields of interest stand on this line without anything between them, so they are left out: put each on its own line."

_LONGEST_RUN: Final = 80
_LONGEST_AREA: Final = 80
_JOINED: Final = re.compile(r"[^\W\d_A-Z][A-Z][^\W\d_A-Z]")
_PAGE_TITLE: Final = re.compile(r"(.{3,80}?)[\u200e\u202c\s]*\s[-–]\s[\u202a\s]*Google Scholar")


@dataclass(frozen=True, slots=True)
class ScholarPerson:
    """What was found; `head` holds the line under the name."""

    name: Line | None = None
    head: tuple[Line, ...] = ()
    areas: tuple[Line, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def person_of(lines: Sequence[Line], lists: Sequence[Sequence[Line]]) -> ScholarPerson:
    """Find whose profile it is: the name over the line with the verified address, or who is an author of nearly all."""
    head = [line for line in lines if "\t" not in line.text]
    places, doubtful = _places(head)
    above = [head[place - 2] for place in places if not is_word(head[place - 2])]
    placed = [found[0] for line in above if (found := candidates([line]))]
    name = owner_among(placed, lists, least=0.3)
    if name is None and placed and (is_known_to_be_name(placed[0].text) or (not lists and is_name(placed[0].text))):
        name = placed[0]  # authors can be printed in other letters than the name
    if name is None:
        near = [line for place in places for line in head[max(place - 3, 0) : place] if not is_word(line)]
        name = owner_among(candidates(near), lists, least=0.5) or owner_among(_others(head), lists, least=0.7)
    if name is None and doubtful:
        # The column of co-authors stands first, and the person after them without a homepage.
        last = doubtful[-1]
        name = owner_among(candidates(head[last - 2 : last - 1]), lists, least=0.7)
        places = doubtful
    if name is None:
        return ScholarPerson()
    place = next((place for place in places if head[max(place - 3, 0)].start <= name.start < head[place].start), None)
    if place is None:
        return ScholarPerson(name)
    areas, doubts = _areas(head[place + 1 :])
    office = [line for line in head[place - 2 : place] if line.start > name.start and not is_word(line)]
    return ScholarPerson(name, tuple(office), areas, doubts)


def _places(head: Sequence[Line]) -> tuple[list[int], list[int]]:
    """Where lines with a verified address stand, the likeliest first; and apart those that could be of co-authors."""
    found: list[tuple[bool, int]] = []
    doubtful: list[int] = []
    coauthors = False
    for at, line in enumerate(head):
        key = line.key
        if key in words.SCHOLAR_COAUTHORS:
            coauthors = True
        elif at > 1 and len(line.text) < 200 and words.SCHOLAR_VERIFIED.search(key):
            homepage = words.SCHOLAR_HOMEPAGE.search(key) is not None
            if homepage or not coauthors:
                found.append((not homepage, at))
            else:
                doubtful.append(at)
    return [at for _, at in sorted(found)], doubtful


def _others(head: Sequence[Line]) -> list[Line]:
    """The further lines that could be the name: that of the page, and those before the co-authors."""
    found: list[Line] = []
    for line in head:
        if line.key in words.SCHOLAR_COAUTHORS:
            break
        titled = _PAGE_TITLE.fullmatch(line.text) if len(line.text) < 160 else None
        name = line.part(0, titled.end(1)) if titled is not None else line
        if not is_word(name):
            found.append(name)
    return candidates(found)


def _areas(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Doubt, ...]]:
    """The fields of interest: the short lines after the address, up to the next word of the interface."""
    areas: list[Line] = []
    for line in lines[:8]:
        if is_word(line) or len(line.text) > 3 * _LONGEST_AREA or words.SCHOLAR_VERIFIED.search(line.key):
            break
        if _JOINED.search(line.text):
            return tuple(areas), (Doubt(line, JOINED_AREAS),)
        areas += [part for part in parts(line) if len(part.text) <= _LONGEST_AREA]
    return tuple(areas), ()


def is_word(line: Line) -> bool:
    """Whether a line is nothing but words of the interface, one or several run together."""
    if line.key in words.SCHOLAR_WORDS:
        return True
    text = line.text
    return len(text) < _LONGEST_RUN and bool(
        words.SCHOLAR_INDEX.fullmatch(text) or words.SCHOLAR_RUN.fullmatch(text.casefold())
    )
