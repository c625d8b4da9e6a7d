"""Entries out of blocks: which line is a title, which a name, which a venue.

Titles come first, names after them, the venue or the date last. A line that could be two of these is said to be doubtful
and left out, so that nobody takes a name for a title or a title for a name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from scholargraph.bibliography import names
from scholargraph.bibliography.dates import YEAR
from scholargraph.bibliography.lines import Line, is_prose, tidy
from scholargraph.bibliography.names import name_of
from scholargraph.bibliography.references import is_reference
from scholargraph.bibliography.venue_forms import NAME_AND_YEAR, Strength, strength
from scholargraph.bibliography.venue_words import OPENINGS
from scholargraph.bibliography.venues import parse_venue
from scholargraph.sources.profile_text.drafts import Doubt, Draft, Listing
from scholargraph.sources.profile_text.layouts.google.blocks import Block, Cut, Item
from scholargraph.sources.profile_text.line_forms import is_citation, looks_like_names, names_and_venue

LONGEST_TITLE: Final = 500
NAME_OR_TITLE: Final = "This line could be a title or a name, so it is taken for neither."
VENUE_OR_TITLE: Final = "This line could be the venue of one work or the title of the next, so it is taken for neither."
NO_TITLE: Final = "This line is too long for a title and stands where titles do, so it is left out."
CITATION: Final = "Title, authors and venue seem to stand in this one line and cannot be told apart, so it is left out."
HEADING_OR_TITLE: Final = (
    "This line has no author, venue, date or abstract: it could be a heading or a title, so it is left out."
)
LOOSE: Final = "This address or date belongs to no entry, so it is left out."
_NO_NAMES: Final = re.compile(
    r"(?:and )?(?:\d+ )?(?:et al\.?|others|more authors?|more|and others)|\.\.\.|…", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"(?:\[\d{1,3}\]|\d{1,3}\.)[ \t\u00a0]+(?=\S)")
_ENDS_OPEN: Final = re.compile(r"[:,–—-]$|\b(?:and|of|for|the|a|an|in|on|with|to|from|by|via|using|und|für|et|de|for)$")


@dataclass(frozen=True, slots=True)
class _Page:
    """What the list as a whole tells about a single line of it, and whose list it is."""

    owner: str
    known: Collection[str] = frozenset()  # names that stand as authors elsewhere in the list
    structured: bool = True  # most entries have a venue, a date or an abstract
    gaps: bool = False  # blank lines stand between some lines and not between others
    years: bool = False  # the list is divided by years
    dated: bool = False  # nearly every entry with authors ends in a venue or a date
    authored: bool = True  # some entry has authors
    words: Collection[str] = frozenset()  # what the names of authors begin and end with


def entries(blocks: Sequence[Block], *, owner: str) -> Listing:
    """Read the entries of a list: once to learn what it looks like, and once more knowing that."""
    gaps, years = _layout(blocks)
    first = _read(blocks, _Page(owner, {_known(owner)}, gaps=gaps, years=years))
    known = {_known(owner)}
    for draft in first.drafts:
        if draft.title and draft.done:
            known.update(_known(author.text) for author in draft.authors)
    solid = sum(draft.done or bool(draft.abstract or draft.authors) for draft in first.drafts)
    structured = 4 * solid >= len(first.drafts)
    authored = [draft for draft in first.drafts if draft.authors]
    listing = _read(blocks, _Page(
        owner, known, structured=structured, gaps=gaps, years=years, authored=bool(authored),
        dated=5 * sum(draft.done for draft in authored) >= 4 * len(authored),
        words={word for name in known for word in (name.split()[:1] + name.split()[-1:])},
    ))  # fmt: skip
    drafts, doubts = [], list(listing.doubts)
    for draft in listing.drafts:
        if draft.structured or (draft.title and not structured):
            drafts.append(draft)
        elif draft.title:
            doubts += [Doubt(line, HEADING_OR_TITLE) for line in draft.title]
    return Listing(tuple(drafts), tuple(sorted(doubts, key=lambda doubt: doubt.line.start)))


def _layout(blocks: Sequence[Block]) -> tuple[bool, bool]:
    """Whether blank lines part entries, and whether years stand as headings."""
    items = [item for block in blocks for item in block.items]
    lines = [item for item in items if isinstance(item, Line)]
    gaps = sum(line.gap for line in lines)
    first = next((at for at, item in enumerate(items) if isinstance(item, Line)), None)
    years = (
        first is not None
        and strength(lines[0]) is Strength.DATE
        and len(lines) > 1
        and any(isinstance(item, Line) for item in blocks[0].items[first + 1 :])
    )
    return 0 < gaps < 0.6 * len(lines), years


def _read(blocks: Sequence[Block], page: _Page) -> Listing:
    drafts: list[Draft] = []
    doubts: list[Doubt] = []
    for block in blocks:
        reader = _Reader(block, page)
        reader.read()
        drafts += reader.drafts
        doubts += reader.doubts
    return Listing(tuple(drafts), tuple(doubts))


def _known(name: str) -> str:
    return tidy(name).casefold()


class _Reader:
    """Reads the lines of one block."""

    def __init__(self, block: Block, page: _Page) -> None:
        self.block = block
        self.page = page
        self.drafts: list[Draft] = []
        self.doubts: list[Doubt] = []
        self.current: Draft | None = None
        self.undated = False

    def read(self) -> None:
        items: list[Item | None] = [*self.block.items, None, None]
        for item, following, after in zip(items, items[1:], items[2:], strict=False):
            if isinstance(item, Cut):
                self.cut(item, following, after)
            elif item is not None:
                self.line(item, following)
        self.end()

    def end(self) -> None:
        """Give the abstract to the entry that stands right before it, or make an entry of it."""
        if self.current is None and (self.block.abstract or (self.block.closed and self.block.opener is not None)):
            self.start(Draft())
        if self.current is not None:
            self.current.abstract = self.block.abstract
            if self.block.opener is not None:
                self.current.marks.append(self.block.opener)
            self.current.anchored = self.block.closed or bool(self.block.abstract)

    def start(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self.current = draft

    def doubt(self, line: Line, reason: str) -> None:
        self.doubts.append(Doubt(line, reason))

    def cut(self, cut: Cut, following: Item | None, after: Item | None) -> None:
        """End the entry at a button, unless its title stands above the button and its names below."""
        current = self.current
        names_follow = (
            isinstance(following, Line)
            and self.reads_as_names(following)
            and (self.could_be_name(following, last=False) or (isinstance(after, Line) and self.reads_as_names(after)))
        )
        if cut is not Cut.HEADING and current is not None and not current.done and not current.authors and names_follow:
            return
        if cut is Cut.BUTTON and not isinstance(following, Line):
            return
        if cut is Cut.PREVIEW and current is not None:
            current.anchored = True
        self.current = None
        self.undated = False

    def line(self, line: Line, following: Item | None) -> None:
        current = self.current
        if current is not None and is_reference(line):
            self.reference(current, line, following)
        elif current is None or current.done:
            self.begin(line, following)
        else:
            self.go_on(current, line, following)

    def reference(self, current: Draft, line: Line, following: Item | None) -> None:
        """Add an address or identifier to the entry; it is the last of its lines unless a venue or date is still to come."""
        if not current.done and parse_venue(line).type is not None:
            current.venue = line
            return
        current.references.append(line)
        more = isinstance(following, Line) and (is_reference(following) or strength(following) >= Strength.STRONG)
        current.ended = current.ended or not more

    def begin(self, line: Line, following: Item | None) -> None:
        """Read a line where a title is to stand."""
        number = _NUMBER.match(line.text)
        title = line.part(number.end()) if number else line
        force = strength(title)
        last = following is None
        before_names = isinstance(following, Line) and self.reads_as_names(following)
        if force is Strength.DATE:
            self.date(title, last=last)
        elif is_reference(title):
            self.doubt(title, LOOSE)
        elif len(title.text) > LONGEST_TITLE:
            self.doubt(title, NO_TITLE)
            self.current = None
        elif force is Strength.STRONG and self.is_status(title):
            self.doubt(title, HEADING_OR_TITLE)
        elif force is Strength.STRONG and last and self.block.abstract and self.is_venue(title):
            self.start(Draft(venue=title))
        elif is_citation(title, before_names=before_names) or self.is_conflated(title, force, last=last):
            self.doubt(title, CITATION)
            self.current = None
            if last and self.block.abstract:
                self.start(Draft(marks=[title]))
        elif self.is_known(title):
            self.start(Draft(authors=[name_of(title)]))
        elif self.could_be_name(title, last=last):
            self.doubt(title, NAME_OR_TITLE)
            self.start(Draft(marks=[title]))
        else:
            self.start(Draft(title=[title]))

    def date(self, line: Line, *, last: bool) -> None:
        """Read a date where a title is to stand: of the venue above it, of the abstract below it, or over a year's works."""
        current = self.current
        if self.undated and current is not None:
            self.undated = False
            self.doubt(line, LOOSE)
            current.marks.append(line)
        elif (
            current is not None and current.date is None and not self.page.years and parse_issued(current.venue) is None
        ):
            current.date = line
        elif last and self.block.abstract:
            self.start(Draft(date=line))

    def go_on(self, current: Draft, line: Line, following: Item | None) -> None:
        """Read a line after a title or a name: a further name, the venue, the date; or the next title."""
        force = strength(line)
        if force is Strength.DATE:
            current.date = line
            return
        both = names_and_venue(line)
        if both is not None:
            current.authors += both[0]
            if strength(both[1]) is Strength.DATE:
                current.date = both[1]
            else:
                current.venue = both[1]
            return
        if force is Strength.STRONG:
            self.venue(current, line)
            return
        authors = self.authors(current, line, following)
        if authors is not None:
            current.authors += authors
            return
        if self.is_venue_here(current, line, following):
            current.venue = line
        else:
            self.other(current, line, following)

    def is_venue_here(self, current: Draft, line: Line, following: Item | None) -> bool:
        """Whether a line below a title or names is a venue, going by its words and by what follows it."""
        force = strength(line)
        if force is Strength.MEDIUM and OPENINGS.match(line.text):
            return True
        if isinstance(following, Line) and self.reads_as_names(following):
            return False  # names follow titles
        if force is Strength.WEAK:
            return bool(current.authors) or following is None
        return force >= Strength.MEDIUM or (bool(current.authors) and NAME_AND_YEAR.fullmatch(line.text) is not None)

    def venue(self, current: Draft, line: Line) -> None:
        """Take a line with the marks of a venue for one, unless names seem to stand on it too."""
        leading = [part.strip() for part in re.split(r"[,;.]\s", line.text)][:2]
        if len(leading) == 2 and all(names.is_name(part) or _known(part) in self.page.known for part in leading):
            self.doubt(line, CITATION)
            current.marks.append(line)
            self.current = None
        else:
            current.venue = line

    def other(self, current: Draft, line: Line, following: Item | None) -> None:
        """Read a line that is neither name nor venue: the title goes on, the next begins, or nobody can tell."""
        open_end = bool(current.title and _ENDS_OPEN.search(current.title[-1].text.casefold()))
        if (
            not current.authors
            and (open_end or (line.text[0].islower() and " " in line.text))
            and len(current.title) < 4
        ):
            current.title.append(line)
            return
        dated = isinstance(following, Line) and strength(following) is Strength.DATE
        before_title = (
            isinstance(following, Line) and not self.reads_as_names(following) and strength(following) < Strength.STRONG
        )
        if current.authors and self.page.dated and before_title:
            self.doubt(line, VENUE_OR_TITLE)
            current.marks.append(line)
            current.ended = True
            return
        if (following is None or dated) and (current.authors or (self.page.structured and following is None)):
            self.doubt(line, VENUE_OR_TITLE)
            current.marks.append(line)
            if dated:
                self.undated = True
                current.ended = True
            elif not current.authors:
                self.doubts += [Doubt(title, VENUE_OR_TITLE) for title in current.title]
                current.marks += current.title
                current.title = []
            return
        if current.authors and self.page.dated and not current.done and self.odd_name(line):
            self.doubt(line, NAME_OR_TITLE)
            return
        self.begin(line, following)

    def odd_name(self, line: Line) -> bool:
        """Whether a line among names, where no title is expected yet, can be one that does not look like a name."""
        return len(line.text.split()) <= 4 and not re.search(r"[:?!\d“”\"]", line.text)

    def authors(self, current: Draft, line: Line, following: Item | None) -> list[Line] | None:
        """Give the names on a line that stands where names do; None where it holds something else."""
        if _NO_NAMES.fullmatch(line.text):
            return []
        if self.page.gaps and line.gap and (current.authors or "," in line.text) and not self.is_known(line):
            return None
        several = names.split_names(line)
        if several is not None:
            return several
        name = name_of(line)
        if names.can_be_name(name.text) or self.is_known(line) or self.is_rare_name(line):
            return [name]
        goes_on = isinstance(following, Line) and (
            strength(following) >= Strength.STRONG
            or self.reads_as_names(following)
            or names.is_single_name(following.text)
        )
        return [name] if goes_on and names.is_single_name(name.text) else None

    def is_known(self, line: Line) -> bool:
        """Whether the line is the name of somebody who is an author elsewhere on the page, or of the owner."""
        name = name_of(line).text
        return _known(name) in self.page.known or (
            len(name) <= names.LONGEST and names.same_name(name, self.page.owner)
        )

    def reads_as_names(self, line: Line) -> bool:
        """Whether a line is a name or a list of names, by its form or because it is known."""
        return looks_like_names(line) or self.is_known(line) or self.is_rare_name(line)

    def is_rare_name(self, line: Line) -> bool:
        """Whether a line that holds a word of titles is a name all the same, on a page whose works all end in a venue or date."""
        return self.page.dated and names.is_rare_name(name_of(line).text)

    def could_be_name(self, line: Line, *, last: bool) -> bool:
        """Whether a line where a title is to stand could as well be a name, or several.

        Alone over an abstract the shape of a name is enough; with names or a venue below it, it is a title by its place
        unless it holds what only names hold.
        """
        name = name_of(line).text
        if last and self.block.abstract and self.page.authored and (names.is_name(name) or names.is_single_name(name)):
            return True
        several = names.split_names(line)
        if several is not None and len(several) > 1:
            return 2 * sum(names.is_known_to_be_name(part.text, self.page.words) for part in several) >= len(several)
        return names.is_known_to_be_name(name, self.page.words)

    def is_conflated(self, line: Line, force: Strength, *, last: bool) -> bool:
        """Whether a line that goes on with an abstract holds more than a title, as where line ends were lost."""
        opener = self.block.opener
        beside = opener is not None and last and 0 <= opener.start - line.end <= 2
        return beside and (force >= Strength.STRONG or re.search(rf"{YEAR}\)?$", line.text) is not None)

    def is_venue(self, line: Line) -> bool:
        """Whether a line that stands alone over an abstract is a venue, and not a title with a year in it."""
        return not is_prose(line) and bool(OPENINGS.match(line.text) or re.search(rf"\({YEAR}\)", line.text))

    def is_status(self, line: Line) -> bool:
        """Whether a line where a title is to stand says no more than how far works have come."""
        venue = parse_venue(line)
        return venue.status is not None and venue.name is None and venue.issued is None


def parse_issued(venue: Line | None) -> object:
    """What date the venue line gives, None where it gives none; True where there is no venue line to ask."""
    return True if venue is None else parse_venue(venue).issued
