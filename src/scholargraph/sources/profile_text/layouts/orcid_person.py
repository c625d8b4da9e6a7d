"""What a public record at ORCID says of its person: name, biography, keywords, present employment; and where sections begin.

It reads no works.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from scholargraph.bibliography.dates import YEAR
from scholargraph.bibliography.lines import Line, is_prose
from scholargraph.sources.profile_text.layouts import site_words as words
from scholargraph.sources.profile_text.layouts.site_pages import READ_FOR_MARKS, candidates, owner_among, parts, share

ID: Final = re.compile(
    r"(?:(?:orcid(?: id)?:?\s*)?(?:https?://)?(?:www\.)?orcid\.org/|orcid(?: id)?:?\s*)?\d{4}-\d{4}-\d{4}-\d{3}[\dX]",
    re.IGNORECASE,
)

_NEAR: Final = 5
_FURTHEST: Final = 400
_MOST_KEYWORDS: Final = 30
_LONGEST_KEYWORD: Final = 80

_COUNTED: Final = re.compile(r"(.{2,60}?)\s*[(（]\D{0,12}\d[^()（）]{0,80}[)）]")
_COUNT: Final = re.compile(r"[(（]\D{0,12}\d[^()（）]{0,80}[)）]")
_PRESENT: Final = re.compile(rf"{YEAR}(?:-\d\d){{0,2}}\s.{{1,40}}")
_PLACE: Final = re.compile(r":\s(?=[^:]{1,120}$)")

_SECTIONS: Final = (
    dict.fromkeys(words.ORCID_OTHER_SECTIONS, "other")
    | dict.fromkeys(words.ORCID_EMPLOYMENT, "employment")
    | dict.fromkeys(words.ORCID_WORKS, "works")
)
_PLAIN: Final = (
    dict.fromkeys(words.ORCID_BIOGRAPHY, "biography")
    | dict.fromkeys(words.ORCID_KEYWORDS, "keywords")
    | dict.fromkeys(words.ORCID_ACTIVITIES, "activities")
)
_TAKEN: Final = words.ORCID_WORDS | words.ORCID_PERSONAL | words.ORCID_SHOW | _SECTIONS.keys() | _PLAIN.keys()


def section_of(lines: Sequence[Line], at: int) -> str | None:
    """Tell which section a line is the heading of: one with the number of its entries, or one about the person."""
    line = lines[at]
    if len(line.text) > 160:
        return None
    key = line.key
    plain = _PLAIN.get(key)
    if plain is not None:
        return plain
    counted = _COUNTED.fullmatch(line.text) if line.text.endswith((")", "）")) else None
    section = _SECTIONS.get(counted.group(1).casefold() if counted is not None else key)
    if section is None or counted is not None:
        return section
    following = lines[at + 1] if at + 1 < len(lines) else None
    goes_on = following is not None and (
        _COUNT.fullmatch(following.text[:120]) is not None or following.key in words.ORCID_WORDS
    )
    return section if goes_on else None


def name_of_record(lines: Sequence[Line], lists: Sequence[Sequence[Line]]) -> Line | None:
    """Find whose record it is: the name right over the iD, or right below it, or who contributed to nearly all works."""
    head = [
        line for before, line in pairwise([*lines[:1], *lines[:_FURTHEST]]) if before.key not in words.ORCID_ALIASES
    ]
    at = next((at for at, line in enumerate(head) if ID.fullmatch(line.text[:80])), None)
    near: list[Line] = []
    if at is not None:
        near = candidates(reversed([line for line in head[max(at - _NEAR, 0) : at] if _is_free(line)]))
        near += candidates(line for line in head[at + 1 : at + 3] if _is_free(line))
    chosen = owner_among(near, lists, least=0.3)
    if chosen is not None:
        return chosen
    if near and (len(lists) < 3 or share(near[0], lists) > 0):
        return near[0]
    return owner_among(candidates(line for line in head if _is_free(line)), lists, least=0.8)


def biography(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The running text under its heading."""
    found: list[Line] = []
    inside = False
    for at, line in enumerate(lines[:_FURTHEST]):
        section = section_of(lines, at)
        if inside and (section is not None or line.key in words.ORCID_PERSONAL):
            break
        if inside and line.key not in words.ORCID_WORDS:
            found.append(line)
        inside = inside or section == "biography"
    return tuple(found) if any(is_prose(line) for line in found) else ()


def keywords(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The keywords under their heading, which commas or line ends part."""
    found: list[Line] = []
    inside = False
    for at, line in enumerate(lines[:_FURTHEST]):
        section = section_of(lines, at)
        if inside and (section is not None or line.key in words.ORCID_PERSONAL or ID.fullmatch(line.text[:80])):
            break
        if inside and line.key not in words.ORCID_WORDS and not words.ORCID_SOURCE.match(line.text[:60]):
            found += [part for part in parts(line) if len(part.text) <= _LONGEST_KEYWORD]
        inside = inside or section == "keywords"
    return tuple(found[:_MOST_KEYWORDS])


def roles(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The title and the organisation of each present employment, one after the other."""
    found: list[Line] = []
    inside = False
    for at, line in enumerate(lines[:READ_FOR_MARKS]):
        section = section_of(lines, at)
        if section is not None:
            inside = section == "employment"
            continue
        dates, bar, _ = line.text[:300].partition("|")
        if not inside or at == 0 or not bar or not _is_present(dates.strip()):
            continue
        place = _PLACE.search(lines[at - 1].text[:300])
        title = line.part(len(dates) + 1)
        department = title.text.find(" (")
        if place is not None and title.text and not words.ORCID_SOURCE.match(lines[at - 1].text[:60]):
            found += [title.part(0, department) if department > 0 else title, lines[at - 1].part(0, place.start())]
    return tuple(found)


def _is_present(dates: str) -> bool:
    """Whether dates say that something goes on: “2018-09 to present”."""
    if len(dates) > 80 or not _PRESENT.fullmatch(dates):
        return False
    return any(dates.casefold().endswith(f" {word}") or dates.endswith(word) for word in words.ORCID_PRESENT)


def _is_free(line: Line) -> bool:
    """Whether a line is no word of the interface."""
    return line.key not in _TAKEN and not words.ORCID_SOURCE.match(line.text[:60])
