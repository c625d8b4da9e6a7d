"""Entries as the lines they are made of, before anything is read out of them.

It decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from scholargraph.bibliography.lines import Line

LONG_TITLE: Final = "This line is too long for a title and stands where titles do, so it is left out."
VENUE_OR_TITLE: Final = "This line could be the venue of one work or the title of the next, so it is taken for neither."


@dataclass(slots=True)
class Draft:
    """One entry as its lines; each of them can be a part of a line of the page.

    `venue` is all that stands where a venue does (name, volume, pages, publisher, year), in one stretch; `date` stands
    elsewhere. `confidence` is between 0 and 1, `because` says in a few words what lowers it.
    """

    title: list[Line] = field(default_factory=list)
    authors: list[Line] = field(default_factory=list)
    venue: Line | None = None
    date: Line | None = None
    year: Line | None = None  # of the heading that the entry stands under; no part of the entry
    publisher: Line | None = None
    references: list[Line] = field(default_factory=list)
    abstract: tuple[Line, ...] = ()
    marks: list[Line] = field(default_factory=list)  # what else shows where it stands: the button, a doubtful line
    anchored: bool = False
    ended: bool = False  # by an address, where other entries have a venue
    drops_owner: bool = False  # the layout leaves the owner's own name out, so it is to be added
    editors: bool = False  # the names are those of editors
    truncated: bool = False  # the list of names says that it is not whole: "et al.", "and 12 others"
    abstract_cut: bool = False  # the abstract breaks off
    confidence: float = 1.0
    because: str = ""

    @property
    def done(self) -> bool:
        """Whether the next line belongs to another entry."""
        return self.venue is not None or self.date is not None or self.ended

    @property
    def structured(self) -> bool:
        """Whether it has more than a title."""
        return bool(self.authors or self.done or self.abstract or self.anchored)

    def span(self) -> tuple[int, int]:
        """Where it begins and ends."""
        last = [line for line in (self.venue, self.date) if line is not None]
        every = [*self.title, *self.authors, *last, *self.references, *self.abstract, *self.marks]
        return min(line.start for line in every), max(line.end for line in every)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line that was left out, and why."""

    line: Line
    reason: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries in printed order, the lines that are in none, and the layout that they were read in."""

    drafts: tuple[Draft, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    layout: str = ""
