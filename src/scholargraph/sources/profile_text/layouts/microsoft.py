"""A person's page at Microsoft Research: works as title, authors and “Venue | May 2024”, with buttons below them.

A work is found by its last line and read upwards: authors, then the title. It reads the list of publications only, not
that of projects, talks or news.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from scholargraph.bibliography import names
from scholargraph.bibliography.dates import YEAR
from scholargraph.bibliography.lines import Line, is_prose, is_rule, unbulleted
from scholargraph.bibliography.references import is_reference
from scholargraph.bibliography.venue_words import MONTHS
from scholargraph.sources.profile_text.drafts import Doubt, Draft, Listing
from scholargraph.sources.profile_text.layouts import site_words as words
from scholargraph.sources.profile_text.layouts.site_pages import (
    LONGEST_READ,
    NO_PLACE,
    READ_FOR_MARKS,
    TITLE_LOST,
    SitePage,
    candidates,
    has_twice,
    owner_among,
    title_fault,
)  # fmt: skip

LAYOUT: Final = "microsoft"

TWO_LISTS: Final = (
    "The authors of two works seem to stand here one after the other, so the entry is left out: copy the whole list again from"
    " the page."
)

_LONGEST_ROW: Final = 200
_MOST_NAMES: Final = 200
_MONTH: Final = "|".join(sorted((re.escape(month) for month in MONTHS), key=len, reverse=True))
_DATED: Final = re.compile(
    rf"(?:([^|]{{1,300}}?)\s?\|\s?)?((?:{_MONTH}),?\s{YEAR})(?:,\s?(?:vol|issue|no|pp)\b.{{0,120}})?|([^|]{{1,300}}?)\s?\|\s?({YEAR})",
    re.IGNORECASE,
)
_MORE: Final = re.compile(r",\s*(?:\+\s?\d+ (?:more|others?)|…|\.\.\.|et al\.?)?$")
_REPORT: Final = re.compile(
    r"(?:MSR-)?TR[- ]?\d{2,4}-\d{1,4}|Tech(?:nical|\.)? Report.{0,40}|no\.? MSR-TR\S*", re.IGNORECASE
)
_RESULTS: Final = re.compile(
    r"(?:showing )?\d{1,5}\s?[-–—]\s?\d{1,5} of \d{1,5} results?|\d{1,5} results?|page \d{1,4}(?: of \d{1,4})?",
    re.IGNORECASE,
)
_COPYRIGHT: Final = re.compile(r"©\s?(?:20\d\d\s?)?Microsoft(?:\s?20\d\d)?|© 20\d\d Microsoft.{0,40}")
_PORTRAIT: Final = re.compile(
    r"(?:portrait|photo|picture|headshot|profile (?:photo|picture)) of (.{3,80})", re.IGNORECASE
)
_HEADINGS: Final = frozenset({"publications", "selected publications", "featured publications", "recent publications"})
_ENDS: Final = words.MICROSOFT_NAMES_OF_TABS - _HEADINGS - {"research areas", "research labs", "about", "overview"}


def recognises(lines: Sequence[Line]) -> bool:
    """Whether the lines are a person's page: the site's own words, dated works, and a person whose works they are."""
    marks = set()
    lines = lines[:READ_FOR_MARKS]
    for line in lines:
        if len(line.text) > 200:
            continue
        key = line.key
        if key in {"microsoft research", "register: research forum", "return to people"}:
            marks.add("site")
        elif key in {"download bibtex", "view publication"}:
            marks.add("button")
        elif _COPYRIGHT.fullmatch(line.text) or key in {"contact microsoft", "account profile", "surface pro"}:
            marks.add("foot")
        elif key in {"follow on x", "follow on twitter", "like on facebook", "programs & events", "blogs & podcasts"}:
            marks.add("menu")
        elif "|" in line.text and _DATED.fullmatch(line.text):
            marks.add("dated")
    if len(marks) < 3 or not marks & {"dated", "button"}:
        return False
    return read(lines).name is not None


def read(lines: Sequence[Line]) -> SitePage:
    """Read a person's page."""
    lines = [line for line in lines if not is_rule(line)]
    start, end = _section(lines)
    reader = _Reader(lines[start:end])
    reader.read()
    head = lines[:start] or lines
    name = _name(head, [draft.authors for draft in reader.drafts if draft.authors])
    drafts, doubts = [], list(reader.doubts)
    for draft in reader.drafts:
        if name is not None and has_twice(name, draft.authors):
            doubts += [Doubt(line, TWO_LISTS) for line in draft.title]
        else:
            drafts.append(draft)
    listing = Listing(tuple(drafts), tuple(sorted(doubts, key=lambda doubt: doubt.line.start)), LAYOUT)
    heading = next((line for line in reversed(lines[:start]) if line.key in _HEADINGS), None)
    return SitePage(name, _biography(head, name), _title(head, name), _areas(lines, name), heading, listing)


# ── the list ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _section(lines: Sequence[Line]) -> tuple[int, int]:
    """Where the list of publications begins and ends: around the dated works, between the headings nearest to them."""
    works = [at for at, line in enumerate(lines) if _is_last(lines, at)]
    if not works:
        return len(lines), len(lines)
    start = works[0]
    while start > 0 and lines[start - 1].key not in _HEADINGS and not _RESULTS.fullmatch(lines[start - 1].text[:60]):
        start -= 1
        if works[0] - start > 40:
            break
    if start == 0 or works[0] - start > 40:
        start = max(works[0] - 2, 0)
    end = next((at for at in range(start, len(lines)) if at > works[0] and _ends(lines[at])), len(lines))
    return start, end


def _ends(line: Line) -> bool:
    """Whether a line begins another list, or the foot of the page."""
    key = line.key
    foot = key in words.MICROSOFT_WORDS and key not in words.MICROSOFT_BUTTONS and not key.startswith("sort by")
    return (key in _ENDS and key not in words.MICROSOFT_BUTTONS) or foot or bool(_COPYRIGHT.fullmatch(line.text[:80]))


def _is_last(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is the last of a work: a date, with a venue before it, below authors."""
    if at == 0 or len(lines[at].text) > LONGEST_READ or not _DATED.fullmatch(lines[at].text):
        return False
    return "|" in lines[at].text or _names(lines[at - 1]) is not None


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines between boundaries, the date that ends them, and whether a button, a year or the beginning goes before."""

    lines: tuple[Line, ...]
    dated: Line | None
    closed: bool
    reference: Line | None = None  # an address that ends them


class _Reader:
    """Reads the works of a list from the last line of each upwards."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.blocks = list(_blocks(lines))
        self.drafts: list[Draft] = []
        self.doubts: list[Doubt] = []
        dated = [block.lines for block in self.blocks if block.dated is not None]
        self.commas = any(line.text.endswith(",") and _names(line) is not None for lines in dated for line in lines)
        named = [_last_names(lines, commas=self.commas) for lines in dated]
        # Either all authors of a work stand on one line, or each on one of their own.
        self.one_each = self.commas or any(len(lines) > 2 for lines in named)
        lists = [_names(line) or () for lines in named for line in lines[-1:]]
        self.known = {name.key for found in lists for name in found if len(found) > 1}

    def read(self) -> None:
        for block in self.blocks:
            if block.dated is not None:
                self.work(block, block.dated)
            else:
                self.undated(block)
                remarks = all(words.MICROSOFT_REMARK.match(line.text[:200]) for line in block.lines)
                if block.reference is not None and remarks and not block.closed and self.drafts:
                    self.drafts[-1].references.append(block.reference)

    def work(self, block: _Block, dated: Line) -> None:
        """Read a work whose date is known."""
        lines = block.lines
        named = _last_names(lines, commas=self.commas)
        first = len(lines) - len(named if self.one_each else named[-1:])
        authors = [name for line in lines[first:] for name in _names(line) or ()]
        title = lines[first - 1] if first > 0 else None
        above = [line for line in lines[: max(first - 1, 0)] if not words.MICROSOFT_REMARK.match(line.text[:200])]
        if title is not None and not authors and (above or not block.closed):
            title = None  # what stands under the date of a work without a button can be a remark on it
        if title is None or words.MICROSOFT_REMARK.match(title.text[:200]) or self.are_names(title):
            self.leave(lines or [dated], TITLE_LOST)
            return
        self.leave(above, NO_PLACE)
        keys = [name.key for name in authors]
        fault = title_fault(title) or (TWO_LISTS if len(set(keys)) < len(keys) else None)
        if fault is not None:
            self.leave([title, *lines[first:]], fault)
            return
        parts = _DATED.fullmatch(dated.text)
        spans = [parts.span(group) for group in (1, 3, 2, 4) if parts is not None and parts.group(group)]
        venue = dated.part(*spans[0]) if len(spans) == 2 else None
        date = dated.part(*spans[-1])
        marks: list[Line] = []
        if venue is not None and _REPORT.fullmatch(venue.text):  # the number of a report names no venue
            marks, venue = [venue], None
        draft = Draft(title=[title], authors=authors, venue=venue, date=date, marks=marks)
        draft.truncated = bool(authors) and _MORE.search(lines[-1].text[-30:]) is not None
        self.drafts.append(draft)

    def are_names(self, line: Line) -> bool:
        """Whether a line where a title is to stand is authors: several, or one who is known as such."""
        found = _names(line)
        return found is not None and (len(found) > 1 or line.text.endswith(",") or found[0].key in self.known)

    def undated(self, block: _Block) -> None:
        """Read what a boundary ends without a date: a title and authors, or remarks on the work before."""
        lines = [line for line in block.lines if not words.MICROSOFT_REMARK.match(line.text[:200])]
        if block.closed and self.drafts and len(block.lines) == 2 == len(lines) and not self.one_each:
            authors = _names(lines[1]) or ()
            if len(authors) > 1 and _names(lines[0]) is None and title_fault(lines[0]) is None:
                self.drafts.append(Draft(title=[lines[0]], authors=list(authors)))
                return
        self.leave([line for line in lines if not _is_word(line)], NO_PLACE)

    def leave(self, lines: Sequence[Line], reason: str) -> None:
        self.doubts += [Doubt(line, reason) for line in lines]


def _blocks(lines: Sequence[Line]) -> Iterator[_Block]:
    """Part a list at dates, buttons and years."""
    free: list[Line] = []
    closed = True
    for at, line in enumerate(lines):
        if _is_last(lines, at):
            yield _Block(tuple(free), line, closed)
            free, closed = [], False
        elif _is_boundary(line) or is_reference(line):
            yield _Block(tuple(free), None, closed, None if _is_boundary(line) else line)
            free, closed = [], True
        else:
            free.append(line)
    yield _Block(tuple(free), None, closed=False)  # the copy may break off within these lines


def _last_names(lines: Sequence[Line], *, commas: bool) -> Sequence[Line]:
    """Give the lines at the end of some that are names; a comma ends each of them but the last, or none."""
    first = len(lines)
    while first > 0 and len(lines) - first < _MOST_NAMES and _names(lines[first - 1]) is not None:
        if commas and first < len(lines) and not lines[first - 1].text.endswith(","):
            break
        first -= 1
    return lines[first:]


@lru_cache(maxsize=8192)
def _names(line: Line) -> tuple[Line, ...] | None:
    """Give the names on a line; None where it holds anything else."""
    more = _MORE.search(line.text, max(len(line.text) - 30, 0))
    bare = line.part(0, more.start()) if more is not None else line
    several = names.split_names(bare)
    if several is not None:
        return tuple(several)
    return (bare,) if names.is_name(bare.text) and not _is_word(bare) else None


def _is_boundary(line: Line) -> bool:
    """Whether a line parts works: a button, a year, how many are shown."""
    if re.fullmatch(YEAR, line.text) or _RESULTS.fullmatch(line.text[:60]) or line.key in words.MICROSOFT_BUTTONS:
        return True
    if line.key in _HEADINGS or line.key.startswith("sort by"):
        return True
    return len(line.text) < _LONGEST_ROW and words.MICROSOFT_BUTTON_ROW.fullmatch(line.text.casefold()) is not None


# ── the person ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _is_word(line: Line) -> bool:
    key = line.key
    return key in words.MICROSOFT_WORDS or key in words.MICROSOFT_NAMES_OF_TABS or key in words.MICROSOFT_BUTTONS


def _name(head: Sequence[Line], lists: Sequence[Sequence[Line]]) -> Line | None:
    """Find whose page it is: the first line with a name that is an author of nearly all works."""
    found: list[Line] = []
    for line in head[:200]:
        if is_prose(line):
            break
        portrait = _PORTRAIT.fullmatch(line.text[:120])
        if portrait is None and not _is_word(line):
            found.append(line)
    return owner_among(candidates(found), lists, least=0.5)


def _title(head: Sequence[Line], name: Line | None) -> tuple[Line, ...]:
    """The lines between the name and the next word of the interface."""
    if name is None:
        return ()
    found: list[Line] = []
    for line in head:
        if line.start <= name.start:
            continue
        if _is_word(line) or is_prose(line) or len(line.text) > 120 or line.gap:
            break
        if unbulleted(line).key != name.key:
            found.append(line)
    return tuple(found[:2])


def _biography(head: Sequence[Line], name: Line | None) -> tuple[Line, ...]:
    """The running text after the first heading “About” below the name, up to the next heading."""
    if name is None:
        return ()
    found: list[Line] = []
    inside = False
    for line in head:
        if line.start <= name.start:
            continue
        if inside and _is_word(line):
            if found:
                break
            continue
        if inside:
            found.append(line)
        inside = inside or line.key in {"about", "overview"}
    return tuple(found) if any(is_prose(line) for line in found) else ()


def _areas(lines: Sequence[Line], name: Line | None) -> tuple[Line, ...]:
    """The short lines under “Research areas”."""
    found: list[Line] = []
    for at, line in enumerate(lines):
        if (
            name is None
            or line.start < name.start
            or line.key not in {"research areas", "research area"}
            or (at > 0 and lines[at - 1].key in words.MICROSOFT_NAMES_OF_TABS)
        ):
            continue
        for area in lines[at + 1 : at + 12]:
            if _is_word(area) or is_prose(area) or len(area.text) > 80 or area.gap:
                break
            found.append(unbulleted(area))
        break
    return tuple(found)
