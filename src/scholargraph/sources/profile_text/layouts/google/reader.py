"""The lines of one block read: which is a title, which a name, which a venue.

Titles come first, names after them, the venue or the date last. A line that could be two of these is said to be doubtful
and left out, so that nobody takes a name for a title or a title for a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from scholargraph.bibliography import names
from scholargraph.bibliography.lines import Line
from scholargraph.bibliography.names import name_of
from scholargraph.bibliography.references import is_reference
from scholargraph.bibliography.venue_forms import Strength, strength
from scholargraph.bibliography.venues import parse_venue
from scholargraph.sources.profile_text.drafts import VENUE_OR_TITLE, Draft
from scholargraph.sources.profile_text.layouts.google import reasons
from scholargraph.sources.profile_text.layouts.google.abstracts import reads_as_abstract
from scholargraph.sources.profile_text.layouts.google.blocks import Cut, Item
from scholargraph.sources.profile_text.layouts.google.likeness import (
    could_be_names,
    has_many_words,
    is_group,
    is_plain_title,
    is_wide,
    says_title,
)
from scholargraph.sources.profile_text.layouts.google.venues import Venues
from scholargraph.sources.profile_text.layouts.google.view import (
    is_long_title,
    is_note,
    is_sure_title,
)
from scholargraph.sources.profile_text.line_forms import names_and_venue

_NO_NAMES: Final = re.compile(
    r"(?:and )?(?:\d+ )?(?:et al\.?|others|more authors?|more|and others)|\.\.\.|…", re.IGNORECASE
)
_AND_OTHERS: Final = re.compile(r"(?:\bet\.? al\.?|\b(?:others|more(?: authors?)?)|\.\.\.|…)$", re.IGNORECASE)
_ENDS_OPEN: Final = re.compile(r"[:,–—-]$|\b(?:and|of|for|the|a|an|in|on|with|to|from|by|via|using|und|für|et|de|for)$")
_LONGEST_END: Final = 12
"""So much of a line is looked at for the word that it ends in."""
_ON_BEHALF: Final = re.compile(r"(?:on behalf of|for)\s+(?=the\s)", re.IGNORECASE)
_INITIAL_LAST: Final = re.compile(r"\s[^\W\d_a-z]$")
"""A name that ends so was cut in the middle: “David J. DeWitt”."""
_MOST_TITLE_LINES: Final = 4
_WRAPPED: Final = 40
"""A title goes on in a line that begins with a small letter only where its first line is at least so long."""


class Reader(Venues):
    """Reads the lines of one block."""

    def read(self) -> None:
        """Read every line, then give the abstract to the entry that stands right before it."""
        items: list[Item | None] = [*self.lines(), None, None]
        for item, following, after in zip(items, items[1:], items[2:], strict=False):
            if isinstance(item, Cut):
                self.cut(item, following, after)
            elif item is not None:
                self.line(item, following)
        self.misplaced_venues()
        self.end()

    def misplaced_venues(self) -> None:
        """Take the venue from a title where names without a title follow it, and a venue of their own.

        It could be that of the work above, whose place the title has taken. Where other works have lost their abstracts,
        this one has rather lost its names and its abstract, and the next its title.
        """
        for draft, following in self.adjacent if self.view.closed and not self.view.gaps else ():
            bare = draft.title and not (draft.authors or draft.abstract or draft.anchored)
            if bare and draft.venue is not None and following.authors and following.done and not following.title:
                self.doubt(draft.venue, reasons.WHOSE_VENUE_ABOVE)
                draft.marks.append(draft.venue)
                draft.venue, draft.ended = None, True

    def lines(self) -> Sequence[Item]:
        """Give the items of the block without the abstract among them whose first button was lost."""
        items = self.block.items
        last = items[-1] if len(items) > 1 else None
        bare = self.block.closed and self.block.opener is None and not self.abstract
        if bare and isinstance(last, Line) and reads_as_abstract(last):
            self.abstract = (last,)
            return items[:-1]
        return items

    def end(self) -> None:
        """Give the abstract to the entry that stands right before it, or make an entry of it."""
        opener = self.block.opener
        if self.current is None and (self.abstract or (self.block.closed and opener is not None)):
            self.start(Draft())
        current = self.current
        if current is None:
            return
        if self.view.dated and len(self.drafts) > 1 and not (current.authors or current.done):
            self.untitle(current, reasons.WHOSE_ABSTRACT if self.abstract else reasons.HEADING_OR_TITLE)
            if not self.abstract:
                return
        current.abstract = self.abstract
        if opener is not None:
            current.marks.append(opener)
        current.anchored = self.block.closed or bool(self.abstract)

    def cut(self, cut: Cut, following: Item | None, after: Item | None) -> None:
        """End the entry at a button, unless its title stands above the button and its names below."""
        current = self.current
        names_follow = (
            isinstance(following, Line)
            and self.view.reads_as_names(following)
            and (
                self.could_be_name(following, last=False)
                or (isinstance(after, Line) and self.view.reads_as_names(after))
            )
        )
        if cut is not Cut.HEADING and current is not None and not current.done and not current.authors and names_follow:
            return
        if cut is Cut.BUTTON and not isinstance(following, Line):
            return
        if cut is Cut.PREVIEW and self.view.links and following is None and self.block.opener is not None:
            return
        if cut is Cut.PREVIEW and current is not None:
            current.anchored = True
        self.current = None
        self.undated = self.passed = False

    def line(self, line: Line, following: Item | None) -> None:
        """Read a line by what stands above it and below it."""
        current = self.current
        if current is not None and is_reference(line):
            self.reference(current, line, following)
        elif current is None or current.done or (self.view.gaps and line.gap and not self.fits(current, line)):
            self.begin(line, following)
        else:
            self.go_on(current, line, following)
        self.passed = True

    def fits(self, current: Draft, line: Line) -> bool:
        """Whether a line below a blank line belongs to the entry above it all the same."""
        if not current.authors and "," not in line.text:
            return True
        return self.view.is_known(line) or strength(line) >= Strength.WEAK or names_and_venue(line) is not None

    def reference(self, current: Draft, line: Line, following: Item | None) -> None:
        """Add an address or identifier to the entry; it is the last of its lines unless a venue or date is still to come."""
        if not current.done and parse_venue(line).type is not None:
            current.venue = line
            return
        current.references.append(line)
        more = isinstance(following, Line) and (is_reference(following) or strength(following) >= Strength.STRONG)
        current.ended = current.ended or not more

    def go_on(self, current: Draft, line: Line, following: Item | None) -> None:
        """Read a line after a title or a name: a further name, the venue, the date; or the next title."""
        force = strength(line)
        if force is Strength.DATE:
            current.date = line
            return
        if self.joined(current, line, following):
            return
        if force < Strength.STRONG and not self.view.reads_as_names(line) and is_note(line):
            self.doubt(line, reasons.NO_WORK)
            return
        both = None if names.can_be_name(name_of(line).text) else names_and_venue(line)
        if both is not None and not _INITIAL_LAST.search(both[0][-1].text):
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
            self.add(current, authors, line)
        elif self.is_venue_here(current, line, following):
            current.venue = line
        else:
            self.other(current, line, following)

    def other(self, current: Draft, line: Line, following: Item | None) -> None:
        """Read a line that is neither name nor venue: the title goes on, the next begins, or nobody can tell."""
        if self.goes_on_title(current, line):
            current.title.append(line)
        elif following is None:
            self.last_line(current, line)
        elif not isinstance(following, Line):
            self.begin(line, following)
        elif strength(following) >= Strength.STRONG:
            self.above_venue(current, line, following)
        elif self.view.dated and current.authors and not self.view.reads_as_names(following):
            self.doubt(line, VENUE_OR_TITLE)
            current.marks.append(line)
            current.ended = True
        elif self.view.dated and self.view.is_odd_name(line):
            self.doubt(line, reasons.NAME_OR_TITLE)
        elif self.view.dated and self.view.reads_as_names(following):
            self.between_names(current, line, following)
        else:
            self.begin(line, following)

    def between_names(self, current: Draft, line: Line, following: Line) -> None:
        """Read a title above names where another, or its names, stand above it."""
        if not (current.authors or self.view.lossy):
            self.untitle(current, reasons.TWO_TITLES)
            self.doubt(line, reasons.TWO_TITLES)
            current.marks.append(line)
        elif not self.view.lossy:
            self.break_off(line, reasons.WHOSE_VENUE)
        else:
            self.begin(line, following)
            for draft in (current, self.current):
                if draft is not None and current.authors:
                    draft.confidence, draft.because = reasons.NO_VENUE_BETWEEN

    def goes_on_title(self, current: Draft, line: Line) -> bool:
        """Whether a title goes on in the next line: it ends open, or is long and the line begins with a small letter."""
        if current.authors or not current.title or len(current.title) >= _MOST_TITLE_LINES:
            return False
        if _ENDS_OPEN.search(current.title[-1].text[-_LONGEST_END:].casefold()):
            return True
        small = line.text[0].islower() and " " in line.text and not could_be_names(line)
        return small and not self.view.small and len(current.title[-1].text) >= _WRAPPED

    def last_line(self, current: Draft, line: Line) -> None:
        """Read the last line before an abstract or the end: the venue, or the title of what follows."""
        if not (current.authors or self.view.structured):
            self.begin(line, None)
            return
        many = self.view.lossy and is_plain_title(line) and has_many_words(line.text)
        if self.abstract and current.authors and (is_long_title(line) or many):
            self.break_off(line, VENUE_OR_TITLE)
            return
        self.doubt(line, VENUE_OR_TITLE)
        current.marks.append(line)
        if not current.authors:
            self.untitle(current, VENUE_OR_TITLE)

    def above_venue(self, current: Draft, line: Line, following: Line) -> None:
        """Read a line right above a venue or date, where the last name stands: never a title unless none has names."""
        if strength(following) is Strength.DATE and current.authors and not is_long_title(line):
            self.doubt(line, VENUE_OR_TITLE)
            current.marks.append(line)
            self.undated = True
            current.ended = True
            return
        if self.view.is_odd_name(line):
            self.doubt(line, reasons.NAME_OR_TITLE)
        elif current.authors:
            self.break_off(line, reasons.WHOSE_VENUE)
        elif is_sure_title(line) or not self.view.dated:
            self.begin(line, following)
        else:
            self.untitle(current, reasons.WHOSE_VENUE)
            self.doubt(line, reasons.WHOSE_VENUE)
            current.marks.append(line)

    def authors(self, current: Draft, line: Line, following: Item | None) -> list[Line] | None:
        """Give the names on a line that stands where names do; None where it holds something else."""
        if _NO_NAMES.fullmatch(line.text):
            current.truncated = True
            return []
        several = names.split_names(line)
        if several is not None:
            current.truncated = current.truncated or _AND_OTHERS.search(line.text[-30:]) is not None
            return [name_of(line)] if self.view.is_inverted(line, several) else several
        name = name_of(line)
        found = _ON_BEHALF.match(name.text)
        if found is not None:
            name = name.part(found.end())
        if self.view.is_known(line):
            return [name]
        titled = says_title(line.text) and not is_group(line.text)
        if names.can_be_name(name.text) or self.view.is_rare_name(line):
            return None if titled and (self.view.lossy or is_wide(line.text) or line.text.islower()) else [name]
        goes_on = isinstance(following, Line) and (
            strength(following) >= Strength.STRONG
            or self.view.reads_as_names(following)
            or names.is_single_name(following.text)
        )
        if self.view.dated and could_be_names(line) and following is None and self.abstract and " " in line.text:
            goes_on = not is_group(line.text)
        if names.is_single_name(name.text) or (self.view.dated and could_be_names(line)):
            return [name] if goes_on and not (titled and self.view.dated) else None
        return None
