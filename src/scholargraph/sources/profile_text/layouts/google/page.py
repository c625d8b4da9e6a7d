"""A page divided: who it is about, the biography, the areas of research, the list of works.

It reads no entry of the list; what belongs to none of the four (menus, buttons, the foot) is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from scholargraph.bibliography.lines import Line, is_prose, is_rule, unbulleted
from scholargraph.bibliography.names import (
    LONGEST,
    bare_name,
    can_be_name,
    has_name_shape,
    is_known_to_be_name,
    is_name,
    is_single_name,
)  # fmt: skip
from scholargraph.sources.profile_text import interface
from scholargraph.sources.profile_text.words import BEST_LIST_HEADING

_FURTHEST_NAME: Final = 400
"""The name stands among the first so many lines, or there is none."""
_MOST_HEADINGS: Final = 8
"""So many lines that could head the list are tried, the likeliest first."""
_LONGEST_AREA: Final = 80
_SHORTEST_TEXT: Final = 5
"""A line of more words says something of the person, though it ends without a full stop."""


@dataclass(frozen=True, slots=True)
class Page:
    """What was found: the line of the name, lines of the biography and the areas, the heading and lines of the list."""

    name: Line | None
    biography: tuple[Line, ...]
    areas: tuple[Line, ...]
    heading: Line | None
    listing: tuple[Line, ...]


def divide(every: Sequence[Line]) -> Page:
    """Divide the lines of a profile page."""
    at = _list_start(every)
    heading = every[at] if at < len(every) and interface.is_list_heading(every[at]) else None
    head = every[:at]
    place = _name_place(head)
    areas: tuple[Line, ...] = ()
    biography: tuple[Line, ...] = ()
    name = None
    if place is not None:
        name = bare_name(unbulleted(head[place]))
        rest = [line for line in head[place + 1 :] if bare_name(unbulleted(line)).key != name.key]
        if heading is None:
            rest = rest[: next((at for at, line in enumerate(rest) if interface.is_end(line)), len(rest))]
        areas, others = _areas(rest)
        biography = _biography(others)
    listing = [line for line in every[at + (heading is not None) :] if heading is None or line.key != heading.key]
    return Page(name, biography, areas, heading, tuple(listing[: _list_end(listing)]))


def _list_start(every: Sequence[Line]) -> int:
    """Where the list begins: its heading; without one the menu that sorts it; without that the first abstract's entry."""
    headings = [at for at, line in enumerate(every) if interface.is_list_heading(line)]
    if headings:
        ranked = sorted(headings, key=lambda at: (-_heading_rank(every, at), at))
        return next((at for at in ranked[:_MOST_HEADINGS] if _name_place(every[:at]) is not None), ranked[0])
    for at, line in enumerate(every):
        if interface.is_sort(line) and at + 1 < len(every) and interface.is_menu(unbulleted(every[at + 1])):
            return at
    opener = next((at for at, line in enumerate(every) if line.text.startswith("Preview abstract")), None)
    if opener is None:
        return len(every)
    start = opener
    while start > 0 and not is_prose(every[start - 1]) and not interface.is_navigation(every[start - 1]):
        start -= 1
    name = _name_place(every[:opener])
    if name is None:
        return start
    while name + 1 < opener and every[name + 1].key == every[name].key:
        name += 1
    return max(start, name + 1)


def _heading_rank(every: Sequence[Line], at: int) -> int:
    for line in every[at + 1 : at + 5]:
        if interface.is_sort(line):
            return 3
        if not interface.is_list_heading(line) and not interface.is_button(line):
            break
    return 2 if every[at].key.startswith(BEST_LIST_HEADING) else 1


def _name_place(head: Sequence[Line]) -> int | None:
    """Where the person's name stands: twice in a row; or above all running text; or right above text that begins with it."""
    every = [bare_name(unbulleted(line)) for line in head[:_FURTHEST_NAME] if len(line.text) <= LONGEST]
    places = [at for at, line in enumerate(head[:_FURTHEST_NAME]) if len(line.text) <= LONGEST]
    names = dict(zip(places, every, strict=True))
    for at, following in pairwise(places):
        twice = following == at + 1 and names[at].key == names[following].key
        if twice and can_be_name(names[at].text) and not interface.is_navigation(names[at]):
            return at
        if twice and has_name_shape(names[at].text) and _begins_with(head[following + 1 :], names[at].text.split()[0]):
            return at
    top = _name_at_top(head, names)
    if top is not None:
        return top
    for at, following in pairwise([*places, len(head)]):
        if is_name(names[at].text) and not interface.is_navigation(names[at]) and at + 1 < len(head):
            text = head[at + 1].text
            if is_prose(head[at + 1]) and text.startswith(
                (*names[at].text.split()[:1], "I am ", "I'm ", "I’m ", "I work ")
            ):
                return at
            if following == at + 1 and interface.is_area_heading(head[at + 1]) and is_known_to_be_name(names[at].text):
                return at
    return None


def _begins_with(rest: Sequence[Line], word: str) -> bool:
    """Whether the next line but buttons is running text that begins with a word."""
    text = next((line for line in rest[:5] if not interface.is_button(line)), None)
    return text is not None and is_prose(text) and text.text.startswith(f"{word} ")


def _name_at_top(head: Sequence[Line], names: Mapping[int, Line]) -> int | None:
    """Where the name stands among the lines above all running text, menus left out."""
    candidates: list[int] = []
    for at, line in enumerate(head[:_FURTHEST_NAME]):
        if interface.is_area_heading(line) or (is_prose(line) and not interface.is_navigation(line)):
            break
        if at in names and not interface.is_navigation(line) and not is_rule(line):
            candidates.append(at)
    for at, following in pairwise(candidates):
        if names[at].key == names[following].key and (can_be_name(names[at].text) or is_single_name(names[at].text)):
            return at
    for at in candidates:
        if is_name(names[at].text) or (head[at].text.startswith("#") and can_be_name(names[at].text)):
            return at
    if not candidates:
        return None
    first = names[candidates[0]].text
    return candidates[0] if can_be_name(first) or (len(candidates) == 1 and is_single_name(first)) else None


def _areas(rest: Sequence[Line]) -> tuple[tuple[Line, ...], list[Line]]:
    """Part the block under “Research Areas” from the rest; where prose follows that heading, it is none of a block."""
    areas: list[Line] = []
    others: list[Line] = []
    inside = False
    for at, line in enumerate(rest):
        if interface.is_area_heading(line):
            following = rest[at + 1] if at + 1 < len(rest) else None
            inside = following is None or not is_prose(following)
            if not inside:
                others.append(line)
            continue
        area = unbulleted(line)
        if inside and (is_prose(line) or len(area.text) > _LONGEST_AREA or (is_rule(line) and line.text != "•")):
            inside = False
        if not inside:
            others.append(line)
        elif not interface.is_button(area) and not interface.is_list_heading(area):
            areas.append(area)
    return tuple(areas), others


def _biography(others: Sequence[Line]) -> tuple[Line, ...]:
    """The lines as they stand, without buttons; none where no line is more than a few words."""
    kept = [line for line in others if (is_rule(line) and len(line.text) > 2) or not interface.is_button(line)]
    while kept and is_rule(kept[0]):
        kept.pop(0)
    while kept and (is_rule(kept[-1]) or interface.is_end_word(kept[-1])):
        kept.pop()
    return tuple(kept) if any(is_prose(line) or _says_something(line) for line in kept) else ()


def _says_something(line: Line) -> bool:
    """Whether a line that is hardly running text says more than a title or a place: a short sentence, or many words."""
    words = line.text.count(" ") + 1
    if line.text.endswith(("。", "！", "？", "।", "۔")):
        return True  # nothing else on such a page ends so, and scripts without spaces have no words to count
    return words > _SHORTEST_TEXT or (words > 2 and line.text.endswith((".", "!", "?")))


def _list_end(listing: Sequence[Line]) -> int:
    """Where the foot of the page begins: after the last abstract, at its first heading or in its last words."""
    last = max(
        (
            at
            for at, line in enumerate(listing)
            if "View details" in line.text or line.text.startswith("Preview abstract")
        ),
        default=-1,
    )
    end = next((at for at in range(last + 1, len(listing)) if interface.is_end(listing[at])), len(listing))
    while end > last + 1 and interface.is_end_word(listing[end - 1]):
        end -= 1
    return end
