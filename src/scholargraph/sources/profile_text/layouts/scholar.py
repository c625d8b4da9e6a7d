"""A profile on Google Scholar: title, authors and venue on a line each, then how often it was cited, and the year.

Citations and year close an entry, whether tabs or line ends part them. What stands between two closings is an entry only
where its lines fall into place; a venue that the page itself breaks off is not taken for a venue.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from scholargraph.bibliography import names
from scholargraph.bibliography.dates import YEAR
from scholargraph.bibliography.lines import Line
from scholargraph.bibliography.venue_forms import Strength, strength
from scholargraph.bibliography.venue_words import OPENINGS
from scholargraph.sources.profile_text.drafts import Doubt, Draft, Listing
from scholargraph.sources.profile_text.layouts import scholar_words as words
from scholargraph.sources.profile_text.layouts.scholar_person import is_word, person_of
from scholargraph.sources.profile_text.layouts.site_pages import (
    LONGEST_READ,
    READ_FOR_MARKS,
    TITLE_LOST,
    SitePage,
    cells,
    has_twice,
    parts,
    same_person,
    title_fault,
)  # fmt: skip

LAYOUT: Final = "scholar"

NO_PLACE: Final = (
    "This line stands in no entry that has title, authors and venue in their places, so it is left out:"
    " copy the whole list again from the page."
)
TWO_WORKS: Final = (
    "Lines between this and the next entry are missing, so this could be the venue of one work or the title of the next"
    " and is left out: copy the whole list again from the page."
)
TWO_YEARS: Final = (
    "The year after the venue and the year of the column differ, as where the lines of two works have run together, so the"
    " entry is left out: copy the whole list again from the page."
)
NO_AUTHORS: Final = (
    "This line stands where authors do and does not read as names, so it is left out: see that it names people."
)
CUT_VENUE: Final = (
    "This venue breaks off with “...”, so its name is left out: copy the whole name from the page of the work."
)

_HEADINGS: Final = frozenset(words.SCHOLAR_HEADINGS)
_TITLES, _CITED, _YEARS = (frozenset(row[at] for row in words.SCHOLAR_HEADINGS) for at in range(3))
_ROWS: Final = frozenset(" ".join(row) for row in words.SCHOLAR_HEADINGS)
_ENDS: Final = words.SCHOLAR_MORE | words.SCHOLAR_FOLLOW | _CITED
_MOST_LISTS: Final = 2000
_LONGEST_FOOT: Final = 60
_WINDOW: Final = 12
_FURTHEST: Final = 600

_NUMBER: Final = re.compile(r"(?:\d{1,3}(?:[., \u202f]\d{3})+|\d{1,7})\s?\*{0,2}|\*")
_YEAR_CELL: Final = re.compile(YEAR)
_SPACED_NUMBERS: Final = re.compile(rf"\s{{2,}}(?:\d{{1,7}}\*?\s{{2,}}{YEAR}|{YEAR}|\d{{1,7}}\*?)$")
_INITIALS: Final = re.compile(r"[^\W\d_]{1,4}(?:[-‐][^\W\d_]{1,2})?\s+[^\W\d_]")
_ET_AL: Final = re.compile(r"(?:,\s*)?(?:\.\.\.|…)\s*$")
_NICKNAME: Final = re.compile(r"\s*[()（）]\s*")
_CUT: Final = re.compile(r"\.\.\.|…")
_VENUE: Final = re.compile(
    rf"\b\d{{1,5}}\s\([^()]{{1,20}}\)(?:,|$)|,\s?{YEAR}$|,\s[A-Za-z]{{0,2}}\d{{1,7}}\s?[-–]\s?[A-Za-z]{{0,2}}\d{{1,7}}(?:,|$)"
    r"|\barXiv:\d|\b[A-Z]{2} Patent\b"
)
_VOLUME: Final = re.compile(r"\s\d{1,4} \([^()]{1,12}\)(?=,)")
_DIGIT: Final = re.compile(r"\d")
_VENUE_YEAR: Final = re.compile(rf",\s?({YEAR})$")


def recognises(lines: Sequence[Line]) -> bool:
    """Whether the lines are a profile: at least two of the things that only profiles have."""
    marks = set()
    lines = lines[:READ_FOR_MARKS]
    if _heading(lines) is not None:
        marks.add("heading")
    for line in lines:
        if len(line.text) > 200:
            continue
        key = line.key
        if words.SCHOLAR_VERIFIED.search(key):
            marks.add("verified")
        elif words.SCHOLAR_INDEX.fullmatch(line.text):
            marks.add("figures")
        elif words.SCHOLAR_SHOWN.fullmatch(key):
            marks.add("shown")
        elif key in words.SCHOLAR_FOLLOW and " " in key:
            marks.add("own profile")
    # A list of people has addresses, and each of them “cited by”, but neither the columns nor the figures.
    return len(marks) >= 2 and bool(marks & {"heading", "figures"})


def read(lines: Sequence[Line]) -> SitePage:
    """Read a profile."""
    heading = _heading(lines[:READ_FOR_MARKS])
    start = heading[1] if heading is not None else 0
    groups = _groups(lines[start:], bounded=heading is not None)
    lists = [found for group in groups[:_MOST_LISTS] if (found := group.clean_authors()) is not None]
    head = lines[:start] if start else lines[:_FURTHEST]
    person = person_of(head, lists)
    reader = _Reader(person.name, _known(lists))
    for group in groups:
        reader.read(group)
    listing = Listing(
        tuple(reader.drafts),
        tuple(sorted([*person.doubts, *reader.doubts], key=lambda doubt: doubt.line.start)),
        LAYOUT,
    )
    return SitePage(person.name, (), person.head, person.areas, heading[0] if heading else None, listing)


# ── the list ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _heading(lines: Sequence[Line]) -> tuple[Line, int] | None:
    """Find the heads of the columns, on one line or on several, and where the list begins after them."""
    recent: list[tuple[int, str]] = []
    for at, line in enumerate(lines):
        if len(line.text) > 120:
            recent.clear()
            continue
        if line.key in _ROWS:
            return line, at + 1
        for cell in cells(line):
            key = cell.key
            first = _title_column(recent, key) if key in _YEARS else None
            if first is not None:
                return lines[first], at + 1
            recent.append((at, key))
        del recent[:-_WINDOW]
    return None


def _title_column(recent: Sequence[tuple[int, str]], year: str) -> int | None:
    """On which line the head of the first column stands, where that of the second follows it, in the language of the third."""
    keys = [key for _, key in recent]
    for title, cited, last in _HEADINGS:
        if last == year and title in keys and cited in keys[keys.index(title) :]:
            return recent[keys.index(title)][0]
    return None


@dataclass(slots=True)
class _Group:
    """The lines of what should be one entry, and the numbers that close it."""

    lines: list[Line] = field(default_factory=list)
    numbers: list[Line] = field(default_factory=list)
    ended: bool = False  # the foot of the list goes right after
    bounded: bool = True  # the heads of the columns or the numbers of another entry go right before

    def clean_authors(self) -> tuple[Line, ...] | None:
        """Give the authors, all of them, where the lines are three and in their places."""
        if len(self.lines) != 3 or _ET_AL.search(self.lines[1].text[-12:]):
            return None
        found = _names(self.lines[1])
        return found if found is not None and len(found) > 1 else None

    @property
    def year(self) -> Line | None:
        """The year of the last column, where it is printed."""
        last = self.numbers[:2][-1] if self.numbers else None
        return last if last is not None and _YEAR_CELL.fullmatch(last.text) else None


def _groups(lines: Sequence[Line], *, bounded: bool) -> list[_Group]:
    """Part the list at the numbers, up to the foot of the list."""
    groups = [_Group(bounded=bounded)]
    for line in lines:
        key = line.key
        ends = key in _ENDS or (len(key) < _LONGEST_FOOT and _DIGIT.search(key) and words.SCHOLAR_SHOWN.match(key))
        if ends and any(group.numbers for group in groups[-2:]) and len(groups) > 1:
            groups[-1].ended = True
            break
        if bounded is False and words.SCHOLAR_VERIFIED.search(key):
            groups = [_Group(bounded=False)]
            continue
        for cell in _cells(line):
            if _NUMBER.fullmatch(cell.text):
                groups[-1].numbers.append(cell)
            elif not is_word(cell) and not words.SCHOLAR_SINCE.fullmatch(cell.key[:40]):
                if groups[-1].numbers:
                    groups.append(_Group())
                groups[-1].lines.append(cell)
    return [group for group in groups if group.lines]


def _cells(line: Line) -> list[Line]:
    """Part a line at tabs, and before numbers that spaces part from the venue; “Cited by 12” is a number, too."""
    found: list[Line] = []
    for cell in cells(line):
        spaced = _SPACED_NUMBERS.search(cell.text[-40:]) if len(cell.text) <= LONGEST_READ else None
        if spaced is None:
            found.append(_count(cell))
            continue
        at = max(len(cell.text) - 40, 0) + spaced.start()
        found.append(cell.part(0, at))
        found += [cell.part(at + number.start(), at + number.end()) for number in re.finditer(r"\S+", cell.text[at:])]
    return found


def _count(cell: Line) -> Line:
    """Give the number of “Cited by 12”, and any other cell as it is."""
    before, _, number = cell.text.rpartition(" ")
    return cell.part(len(before)) if before.casefold() in _CITED and number.strip("*").isdigit() else cell


class _Reader:
    """Makes entries of groups."""

    def __init__(self, owner: Line | None, known: Collection[str]) -> None:
        self.owner = owner
        self.names = _NICKNAME.split(owner.value) if owner is not None else []  # “Wenjun Qiao (乔文君)” is two names
        self.known = known
        self.drafts: list[Draft] = []
        self.doubts: list[Doubt] = []

    def read(self, group: _Group) -> None:
        lines = group.lines
        if not group.bounded:
            self.leave(lines[-3:], NO_PLACE)  # nothing tells where the list begins
        elif len(lines) == 3 and group.numbers:
            self.three(group)
        elif len(lines) == 2 and group.numbers:
            self.two(group)
        else:
            self.several(group)

    def three(self, group: _Group) -> None:
        """Title, authors and venue, by their places."""
        title, second, third = group.lines
        if self.are_names(title) or (not self.are_names(second) and _could_be_names(title)):
            self.leave(group.lines, TITLE_LOST)
            return
        authors = _names(second)
        if self.are_names(third):
            self.entry(title, authors, second, venue=None, group=None)
            self.leave([third], TITLE_LOST)
            return
        if authors is None:
            self.doubts.append(Doubt(second, NO_AUTHORS))
        self.entry(title, authors, second if authors is not None else None, venue=third, group=group)

    def two(self, group: _Group) -> None:
        """A title and authors, or a title and a venue; which of them only the line itself tells."""
        title, second = group.lines
        if self.are_names(title) or (not self.are_names(second) and _could_be_names(title)):
            self.leave(group.lines, TITLE_LOST)
        elif self.are_names(second):
            self.entry(title, _names(second), second, venue=None, group=group)
        elif _is_venue(second) and not _is_venue(title):
            self.entry(title, None, None, venue=second, group=group)
        else:
            self.leave(group.lines, NO_PLACE)

    def several(self, group: _Group) -> None:
        """More lines than an entry has: lines are missing, or works have neither citations nor year."""
        lines = group.lines
        at = 0
        while at < len(lines):
            named = at + 1 < len(lines) and self.are_names(lines[at + 1]) and not self.are_names(lines[at])
            if not named or (_is_venue(lines[at]) and at > 0):
                self.leave(lines[at : at + 1], TITLE_LOST if self.are_names(lines[at]) else NO_PLACE)
                at += 1
                continue
            following = next((to for to in range(at + 2, len(lines)) if self.are_names(lines[to])), None)
            at = self.last(group, at) if following is None else self.before(group, at, following)

    def last(self, group: _Group, at: int) -> int:
        """Read the last title with names of a group, and what follows them."""
        lines = group.lines
        rest = lines[at + 2 :]
        closed = (bool(group.numbers) or group.ended) and len(rest) <= 1
        dated = len(rest) == 1 and _is_venue(rest[0])
        if not closed and not dated:
            self.leave(lines[at:], NO_PLACE)
            return len(lines)
        venue = rest[0] if rest else None
        self.entry(lines[at], _names(lines[at + 1]), lines[at + 1], venue=venue, group=group if closed else None)
        return len(lines)

    def before(self, group: _Group, at: int, following: int) -> int:
        """Read a title with names that others follow in the same group; give where to go on."""
        lines = group.lines
        between = lines[at + 2 : following]
        venue = between[0] if len(between) == 2 or (len(between) == 1 and _is_venue(between[0])) else None
        self.entry(lines[at], _names(lines[at + 1]), lines[at + 1], venue=venue, group=None)
        if len(between) == 2:
            return following - 1
        if venue is None and len(between) == 1 and self.is_parted(lines[at + 1], between[0], lines[following]):
            return following - 1
        self.leave([line for line in between if line is not venue], TWO_WORKS)
        self.leave(lines[following : following + 1], TITLE_LOST)
        return following + 1

    def is_parted(self, authors: Line, title: Line, following: Line) -> bool:
        """Whether a blank line stands over a title alone, as where the numbers of the work before are all empty."""
        return title.gap and not authors.gap and not following.gap

    def entry(
        self,
        title: Line,
        authors: Sequence[Line] | None,
        printed: Line | None,
        *,
        venue: Line | None,
        group: _Group | None,
    ) -> None:
        """Note an entry, or why it is none."""
        fault = title_fault(title)
        year = group.year if group is not None else None
        dated = _VENUE_YEAR.search(venue.text[-12:]) if venue is not None else None
        whole = [line for line in (title, printed, venue) if line is not None]
        if fault is None and dated is not None and year is not None and dated.group(1) != year.text:
            fault = TWO_YEARS
        if fault is None and self.owner is not None and has_twice(self.owner, authors or ()):
            fault = NO_PLACE
        if fault is not None:
            self.leave(whole, fault)
            return
        draft = Draft(title=[title], authors=list(authors or ()), venue=venue, date=year)
        draft.truncated = printed is not None and _ET_AL.search(printed.text[-12:]) is not None
        draft.drops_owner = draft.truncated and not self.has_owner(draft.authors)
        cut = _CUT.search(venue.text) if venue is not None else None
        volume = _VOLUME.search(venue.text, 0, cut.start()) if venue is not None and cut is not None else None
        if venue is not None and volume is not None:
            draft.venue = venue.part(0, volume.end())  # it breaks off after the name
        elif venue is not None and cut is not None:
            self.doubts.append(Doubt(venue, CUT_VENUE))
            draft.venue = None
            draft.marks.append(venue)
            if year is None and dated is not None:
                draft.date = venue.part(len(venue.text) - len(dated.group(1)))
        self.drafts.append(draft)

    def has_owner(self, authors: Sequence[Line]) -> bool:
        return any(same_person(author.value, name) for author in authors for name in self.names if name)

    def are_names(self, line: Line) -> bool:
        """Whether a line is surely names: one of them is known, or there are several with their initials."""
        found = _names(line)
        if found is None:
            return False
        if any(author.key in self.known for author in found) or self.has_owner(found):
            return True
        return len(found) > 1 and all(
            _INITIALS.match(author.text) and author.text.split()[0].isupper() for author in found
        )

    def leave(self, lines: Sequence[Line], reason: str) -> None:
        self.doubts += [Doubt(line, reason) for line in lines]


@lru_cache(maxsize=8192)
def _names(line: Line) -> tuple[Line, ...] | None:
    """Give the names on a line, which may break off; None where it holds anything else."""
    if len(line.text) > names.LONGEST_LIST:
        return None
    cut = _ET_AL.search(line.text, max(len(line.text) - 12, 0))
    found = parts(line.part(0, cut.start()) if cut is not None else line, "，" if "，" in line.text else ",")
    return tuple(found) if found and all(_is_name(name.text) for name in found) else None


def _could_be_names(line: Line) -> bool:
    """Whether a line where a title is to stand could as well be a list of names, or a name."""
    found = _names(line)
    return found is not None and (len(found) > 1 or names.is_known_to_be_name(line.text))


def _is_name(text: str) -> bool:
    """Whether words are a name; “A de Vries” is one here, where given names are initials."""
    return names.can_be_name(f"B{text[1:]}" if text.startswith("A ") else text)


def _known(lists: Sequence[Sequence[Line]]) -> frozenset[str]:
    return frozenset(author.key for authors in lists for author in authors)


def _is_venue(line: Line) -> bool:
    """Whether a line is surely a venue, going by its form."""
    if len(line.text) > LONGEST_READ:
        return False
    return bool(_VENUE.search(line.text) or OPENINGS.match(line.text)) or strength(line) >= Strength.STRONG
