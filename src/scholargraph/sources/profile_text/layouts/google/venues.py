"""A line below names or a title that is a venue, or holds one: with the title of the next entry behind it, with names before it.

What a venue line says is for `bibliography.venues`.
"""

from __future__ import annotations

import re

from scholargraph.bibliography import names
from scholargraph.bibliography.lines import Line
from scholargraph.bibliography.venue_forms import NAME_AND_YEAR, Strength, strength
from scholargraph.bibliography.venue_words import OPENINGS
from scholargraph.sources.profile_text.drafts import Draft
from scholargraph.sources.profile_text.layouts.google import reasons
from scholargraph.sources.profile_text.layouts.google.beginning import Beginning
from scholargraph.sources.profile_text.layouts.google.blocks import Item
from scholargraph.sources.profile_text.layouts.google.view import joined_to_title, known


class Venues(Beginning):
    """Reads the venues of entries."""

    def joined(self, current: Draft, line: Line, following: Item | None) -> bool:
        """Part a venue from the title of the next entry, where names or a venue follow that belong to the title."""
        both = joined_to_title(line) if isinstance(following, Line) else None
        if both is None or not isinstance(following, Line):
            return False
        if not self.view.reads_as_names(following) and strength(following) < Strength.STRONG:
            return False
        if strength(both[0]) is Strength.DATE:
            current.date = both[0]
        else:
            current.venue = both[0]
        self.break_off(both[1], reasons.JOINED)
        return True

    def is_venue_here(self, current: Draft, line: Line, following: Item | None) -> bool:
        """Whether a line below a title or names is a venue, going by its words and by what follows it."""
        force = strength(line)
        if force is Strength.MEDIUM and OPENINGS.match(line.text):
            return True
        if isinstance(following, Line) and (
            self.view.reads_as_names(following) or strength(following) is Strength.STRONG
        ):
            return False  # names follow titles, and no entry has two venues
        if force is Strength.WEAK:
            return bool(current.authors) or following is None
        return force >= Strength.MEDIUM or (bool(current.authors) and NAME_AND_YEAR.fullmatch(line.text) is not None)

    def venue(self, current: Draft, line: Line) -> None:
        """Take a line with the marks of a venue for one, unless names seem to stand on it too."""
        leading = [part.strip() for part in re.split(r"[,;.]\s", line.text)][:2]
        if len(leading) == 2 and all(names.is_name(part) or known(part) in self.view.known for part in leading):
            self.doubt(line, reasons.CITATION)
            current.marks.append(line)
            self.current = None
        else:
            current.venue = line
