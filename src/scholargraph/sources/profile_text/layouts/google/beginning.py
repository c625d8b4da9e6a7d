"""A line where a title is to stand: a title, or a name that lost the title above it, or something that is misplaced.

What the lines below a title are is for `reader`.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.bibliography import names
from scholargraph.bibliography.dates import YEAR
from scholargraph.bibliography.lines import Line, is_prose
from scholargraph.bibliography.names import name_of
from scholargraph.bibliography.references import is_reference
from scholargraph.bibliography.venue_forms import Strength, strength
from scholargraph.bibliography.venue_words import OPENINGS
from scholargraph.bibliography.venues import parse_venue
from scholargraph.sources.profile_text.drafts import LONG_TITLE, Draft
from scholargraph.sources.profile_text.layouts.google import reasons
from scholargraph.sources.profile_text.layouts.google.abstracts import ends_a_sentence, reads_as_abstract
from scholargraph.sources.profile_text.layouts.google.blocks import Item
from scholargraph.sources.profile_text.layouts.google.gathering import Gathering
from scholargraph.sources.profile_text.layouts.google.view import (
    ends_in_name,
    is_foreign,
    is_misplaced_venue,
    is_status,
    is_venue,
)
from scholargraph.sources.profile_text.line_forms import is_citation

LONGEST_TITLE: Final = 500
_NUMBER: Final = re.compile(r"(?:\[\d{1,3}\]|\d{1,3}\.)[ \t\u00a0]+(?=\S)")
_MAIL: Final = re.compile(r"\w@[\w-]+\.\w")
_MENU: Final = re.compile(r"(?:title|year|date), (?:descending|ascending|desc|asc)\b", re.IGNORECASE)
_KEEP_ENTRY: Final = frozenset({reasons.LOOSE, reasons.HEADING_OR_TITLE, reasons.NO_WORK})
"""Lines left out for these reasons do not end the entry above them."""


class Beginning(Gathering):
    """Reads the lines with which entries begin."""

    def begin(self, line: Line, following: Item | None) -> None:
        """Read a line where a title is to stand."""
        number = _NUMBER.match(line.text)
        title = line.part(number.end()) if number else line
        force, last = strength(title), following is None
        if force is Strength.DATE:
            self.date(title, last=last)
            return
        if force is Strength.STRONG and last and self.abstract and is_venue(title):
            self.start(Draft(venue=title))
            return
        if self.view.apart and self.current is not None and reads_as_abstract(title):
            self.current.abstract, self.current.anchored = (title,), True
            self.current = None
            return
        reason = self.misfit(title, following)
        if reason is None:
            self.open(title, last=last)
            return
        self.doubt(title, reason)
        if reason not in _KEEP_ENTRY:
            self.current = None
        if reason is reasons.TITLE_AND_NAME or (reason is reasons.CITATION and last and self.abstract):
            self.start(Draft(marks=[title]))

    def open(self, title: Line, *, last: bool) -> None:
        """Begin an entry with a title, or with a name whose title is lost."""
        if self.view.is_known(title):
            self.start(Draft(authors=[name_of(title)]))
        elif self.could_be_name(title, last=last):
            self.doubt(title, reasons.NAME_OR_TITLE)
            self.start(Draft(marks=[title]))
        else:
            self.start(Draft(title=[title]))

    def misfit(self, line: Line, following: Item | None) -> str | None:
        """Why a line is left out that stands where titles do and can be none; None where it can be one."""
        force = strength(line)
        if is_reference(line) or _MAIL.search(line.text[:LONGEST_TITLE]):
            return reasons.LOOSE
        if len(line.text) > LONGEST_TITLE:
            return LONG_TITLE
        if _MENU.match(line.text):
            return reasons.MENU_WORDS
        if is_foreign(line):
            return reasons.NO_WORK
        if force is Strength.STRONG and is_status(line):
            return reasons.HEADING_OR_TITLE
        return self.run_together(line, following)

    def run_together(self, line: Line, following: Item | None) -> str | None:
        """Why a line is left out that holds more than a title, or something of the entry above it."""
        force, last = strength(line), following is None
        before_names = isinstance(following, Line) and self.view.reads_as_names(following)
        if OPENINGS.match(line.text) and is_misplaced_venue(line):
            return reasons.LOOSE_VENUE
        if is_citation(line, before_names=before_names) or self.is_conflated(line, force, last=last):
            return reasons.CITATION
        if is_misplaced_venue(line):
            return reasons.LOOSE_VENUE
        if ends_in_name(line, self.view.known):
            return reasons.TITLE_AND_NAME
        if self.view.apart and (reads_as_abstract(line) or self.is_loose_sentence(line, following)):
            return reasons.ABSTRACT_OR_TITLE
        return None

    def could_be_name(self, line: Line, *, last: bool) -> bool:
        """Whether a line where a title is to stand could as well be a name; alone over an abstract its shape is enough."""
        name = name_of(line).text
        if last and self.abstract and self.view.authored and (names.is_name(name) or names.is_single_name(name)):
            return True
        return self.view.could_be_name(line)

    def is_loose_sentence(self, line: Line, following: Item | None) -> bool:
        """Whether a sentence right below a finished entry can be what is left of its abstract."""
        if not self.passed or not is_prose(line) or not ends_a_sentence(line):
            return False
        if not self.view.stops:
            return True
        return not (
            isinstance(following, Line)
            and (self.view.reads_as_names(following) or strength(following) >= Strength.STRONG)
        )

    def date(self, line: Line, *, last: bool) -> None:
        """Read a date where a title is to stand: of the venue above it, of the abstract below it, or over a year's works."""
        current = self.current
        if self.undated and current is not None:
            self.undated = False
            self.doubt(line, reasons.LOOSE)
            current.marks.append(line)
        elif (
            current is not None and current.date is None and not self.view.years and parse_issued(current.venue) is None
        ):
            current.date = line
        elif last and self.abstract:
            self.start(Draft(date=line))

    def is_conflated(self, line: Line, force: Strength, *, last: bool) -> bool:
        """Whether a line that goes on with an abstract holds more than a title, as where line ends were lost."""
        opener = self.block.opener
        beside = opener is not None and last and 0 <= opener.start - line.end <= 2
        return beside and (force >= Strength.STRONG or re.search(rf"{YEAR}\)?$", line.text) is not None)


def parse_issued(venue: Line | None) -> object:
    """What date the venue line gives, None where it gives none; True where there is no venue line to ask."""
    return True if venue is None else parse_venue(venue).issued
