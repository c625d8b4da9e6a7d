"""The entries and doubtful lines of one block as they are gathered, line after line.

It judges no line.
"""

from __future__ import annotations

from collections.abc import Sequence

from scholargraph.bibliography.lines import Line
from scholargraph.sources.profile_text.drafts import Doubt, Draft
from scholargraph.sources.profile_text.layouts.google import reasons
from scholargraph.sources.profile_text.layouts.google.blocks import Block
from scholargraph.sources.profile_text.layouts.google.view import View, known


class Gathering:
    """What a block has given so far. `current` is the entry that the next line can belong to."""

    def __init__(self, block: Block, view: View) -> None:
        self.block = block
        self.view = view
        self.abstract = block.abstract
        self.drafts: list[Draft] = []
        self.doubts: list[Doubt] = list(block.doubts)
        self.current: Draft | None = None
        self.adjacent: list[tuple[Draft, Draft]] = []  # entries between which nothing stands
        self.seen: dict[str, int] = {}  # names of the current entry and where they stand among them
        self.undated = False  # a line that could be a venue was left out, and the date below it belongs to it
        self.passed = False  # lines of this block have been read since it was last cut

    def start(self, draft: Draft) -> None:
        """Begin an entry."""
        if self.current is not None:
            self.adjacent.append((self.current, draft))
        self.drafts.append(draft)
        self.current = draft
        self.seen = {known(author.text): at for at, author in enumerate(draft.authors)}

    def doubt(self, line: Line, reason: str) -> None:
        """Leave a line out, and say why."""
        self.doubts.append(Doubt(line, reason))

    def untitle(self, draft: Draft, reason: str) -> None:
        """Take an entry's title from it: it could be something else."""
        self.doubts += [Doubt(line, reason) for line in draft.title]
        draft.marks += draft.title
        draft.title = []

    def break_off(self, line: Line, reason: str) -> None:
        """Leave out a line between two entries, and give what follows it to one without title."""
        self.doubt(line, reason)
        if self.current is not None:
            self.current.ended = True
        self.start(Draft(marks=[line]))

    def add(self, current: Draft, authors: Sequence[Line], line: Line) -> None:
        """Add names to the entry; one that stands there already is the first of another entry that lost its title."""
        key = known(authors[0].text) if len(authors) == 1 else ""
        at = self.seen.get(key)
        if at is None or not self.view.lossy or "." in key:
            self.seen |= {known(author.text): len(current.authors) + more for more, author in enumerate(authors)}
            current.authors += authors
            return
        self.doubts += [Doubt(author, reasons.WHOSE_NAME) for author in current.authors[at + 1 :]]
        current.authors = current.authors[: at + 1]
        current.ended = True
        self.doubt(line, reasons.NAME_AGAIN)
        self.start(Draft(authors=list(authors)))
