"""What of a page is interface: buttons, menus, counts of results, rules; what begins or ends a section.

It looks at one line at a time; where in the page a line stands is for the caller to know.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.bibliography.lines import Line, is_rule
from scholargraph.sources.profile_text import words

_COUNT: Final = re.compile(
    r"(?:showing |displaying )?\d[\d,.]*(?:\s*[-–—]\s*\d[\d,.]*)?(?:\s+of\s+(?:about )?\d[\d,.]*)?\s*(?:publications?|results?|papers|items|entries)?"
    r"|\d+\s*(?:/|of)\s*\d+|page \d+(?: of \d+)?|(?:\d+\s+){2,}\d+",
    re.IGNORECASE,
)
_RESULTS: Final = re.compile(
    r"publications?|results?|papers|items|entries| of |showing|displaying|page|/", re.IGNORECASE
)
_SORT_LINE: Final = re.compile(
    r"(?:sort(?:ed)? by|order by)(?:[\s,|:•·()-]|title|year|date|descending|ascending|desc|asc|newest|oldest|first|relevance|a-z|z-a)*",
    re.IGNORECASE,
)
_SEPARATORS: Final = re.compile(r"\s*[|·•/,\t]\s*|\s{2,}")
_WITH_COUNT: Final = re.compile(r"\s*[(\[]?\d[\d,.]*[)\]]?$")
_COPYRIGHT: Final = re.compile(r"(?:©|\(c\)|copyright)\s?.{0,80}", re.IGNORECASE)
_END_BEGINNINGS: Final = (
    "learn more about how",
    "learn more about our research",
    "meet the team",
    "© ",
    "explore our other",
)


def is_button(line: Line) -> bool:
    """Whether a line is nothing but buttons, counts of results or marks."""
    if len(line.text) > 200:
        return False
    key = line.key
    if key in words.BUTTONS or is_rule(line) or _is_count(key):
        return True
    parts = [part for part in _SEPARATORS.split(key) if part]
    known = words.BUTTONS | words.PREVIEW | words.ABSTRACT_CLOSERS
    return len(parts) > 1 and all(part in known for part in parts)


def is_preview(line: Line) -> bool:
    """Whether a line is the button of a work without abstract."""
    return line.key in words.PREVIEW


def is_opener(line: Line) -> bool:
    """Whether a whole line is the button after which an abstract stands."""
    return line.key in words.ABSTRACT_OPENERS


def is_closer(line: Line) -> bool:
    """Whether a whole line is the button that ends an entry."""
    return line.key in words.ABSTRACT_CLOSERS


def is_sort(line: Line) -> bool:
    """Whether a line begins, or is, the menu that sorts the list."""
    return line.key in words.SORT or (len(line.text) < 200 and bool(_SORT_LINE.fullmatch(line.text)))


def is_menu(line: Line) -> bool:
    """Whether a line is a choice of that menu, or all its choices."""
    return line.key in words.MENU or (len(line.text) < 200 and bool(_SORT_LINE.fullmatch(f"sort by {line.text}")))


def is_list_heading(line: Line) -> bool:
    """Whether a line is a heading over works, perhaps with their number."""
    key = line.key
    return len(line.text) < 80 and (key in words.LIST_HEADINGS or _without_count(key) in words.LIST_HEADINGS)


def is_group_heading(line: Line) -> bool:
    """Whether a line is a heading among works: a kind of work, perhaps with their number."""
    return len(line.text) < 80 and _without_count(line.key) in words.GROUP_HEADINGS


def is_area_heading(line: Line) -> bool:
    """Whether a line is the heading over areas of research."""
    return line.key in words.AREA_HEADINGS


def is_navigation(line: Line) -> bool:
    """Whether a line belongs to the menus at the head of a page."""
    if line.key in words.NAVIGATION or is_button(line):
        return True
    parts = [part.strip() for part in re.split(r"[|·•>›»/\t]|\s{2,}", line.key) if part.strip()]
    return len(line.text) < 300 and len(parts) > 1 and any(part in words.NAVIGATION for part in parts)


def is_end(line: Line) -> bool:
    """Whether a line begins the foot of a page."""
    key = line.key
    return key in words.END_HEADINGS or key.startswith(_END_BEGINNINGS) or bool(_COPYRIGHT.fullmatch(line.text))


def is_end_word(line: Line) -> bool:
    """Whether a line can stand in the foot of a page and says nothing."""
    return line.key in words.END_WORDS or is_end(line) or is_button(line)


def _without_count(key: str) -> str:
    """Give a heading without the number of works behind it."""
    return key if key[-1:].isalpha() else _WITH_COUNT.sub("", key)


def _is_count(key: str) -> bool:
    return bool(_COUNT.fullmatch(key)) and bool(_RESULTS.search(key) or " " in key or len(key) < 3)
