"""The list of works cut where the page itself cuts it: at the buttons around abstracts.

A block is what stands between two cuts: lines of one or more entries, and the abstract of the last of them. Which line is
a title and which a name is not its business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from scholargraph.bibliography import names
from scholargraph.bibliography.dates import parse_date
from scholargraph.bibliography.lines import Line, is_prose, is_rule, unbulleted
from scholargraph.bibliography.venue_forms import Strength, strength
from scholargraph.sources.profile_text import interface, words

# An opener stands at the beginning of a line or after a space; a closer before the end of a line or what can begin a title.
_OPENER: Final = r"(?:(?<=^)|(?<=\s))(?:Preview|View|Show) abstract\b:?(?!\w)"
_CLOSER: Final = r"(?:(?<=^)|(?<=\s))View (?:details|publication)(?=\s*$|\s+[^\sa-z,.;)])"
_EITHER: Final = re.compile(rf"(?P<opener>{_OPENER})|(?P<closer>{_CLOSER})")
_AT_START: Final = re.compile(_OPENER)
_END: Final = re.compile(_CLOSER)
_MORE: Final = re.compile(r"\s*\S")
_CROSSES: Final = ("×", "✕", "✖", "⨯", "✗")
_LONG_WORDS: Final = 40


class Cut(Enum):
    """A cut between lines of a block that the buttons do not make certain."""

    PREVIEW = "preview"  # the button of a work without abstract: its entry ends here
    BUTTON = "button"  # another button or a rule: the entry ends here, or goes on to its abstract
    HEADING = "heading"  # a heading among the works


Item = Line | Cut


@dataclass(frozen=True, slots=True)
class Block:
    """Lines and cuts, the abstract that follows them, whether a button closed it, and the first mark of the abstract."""

    items: tuple[Item, ...]
    abstract: tuple[Line, ...] = ()
    closed: bool = False
    opener: Line | None = None
    joined: bool = False  # the first line goes on after the button of the entry before


def blocks(listing: Sequence[Line]) -> list[Block]:
    """Cut the lines of a list into blocks."""
    scanner = _Scanner()
    for at, line in enumerate(listing):
        scanner.following = listing[at + 1] if at + 1 < len(listing) else None
        scanner.read(line)
    scanner.finish()
    return scanner.blocks


class _Scanner:
    """Goes through the list once; knows whether it is inside an abstract or the menu."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.items: list[Item] = []
        self.abstract: list[Line] | None = None
        self.opener: Line | None = None
        self.menu = False
        self.joined = False
        self.beside = False  # the abstract begins on the line of its button
        self.following: Line | None = None

    def read(self, line: Line) -> None:
        if self.abstract is None and self.interface(unbulleted(line)):
            return
        self.menu = False
        if self.abstract is not None and interface.is_closer(line):
            self.close()
            return
        if self.abstract is not None and (_AT_START.match(line.text) or interface.is_opener(line)):
            self.break_off()
        if self.abstract is None and interface.is_opener(line):
            self.open(line)
            return
        self.pieces(line)

    def pieces(self, line: Line) -> None:
        """Read a line that is not just one button, from button to button."""
        at = 0
        while at < len(line.text):
            found = (_EITHER if self.abstract is None else _END).search(line.text, at)
            piece = line.part(at, found.start() if found else None)
            if piece.text:
                self.put(piece, whole=at == 0)
            if found is None:
                return
            at = found.end()
            if self.abstract is None and found.lastgroup == "opener":
                self.open(line.part(*found.span()))
            else:
                self.close(joined=_MORE.match(line.text, at) is not None)

    def interface(self, line: Line) -> bool:
        """Take notice of a line that is interface and nothing else."""
        if self.is_title(line):
            return False
        if interface.is_sort(line):
            self.menu = True
        elif self.menu and interface.is_menu(line):
            pass
        elif interface.is_closer(line):
            self.close()
        elif interface.is_preview(line):
            self.items.append(Cut.PREVIEW)
        elif interface.is_list_heading(line) or interface.is_group_heading(line):
            self.items.append(Cut.HEADING)
        elif interface.is_button(line) or is_rule(line):
            self.items.append(Cut.BUTTON)
        else:
            return False
        return True

    def is_title(self, line: Line) -> bool:
        """Whether a word that could be a button or a heading is the title of the work of the person right below it."""
        if self.following is None or " " in line.key or (self.items and isinstance(self.items[-1], Line)):
            return False
        name = names.name_of(unbulleted(self.following)).text
        return line.key in (words.BUTTONS | words.GROUP_HEADINGS) - words.NEVER_TITLES and (
            names.is_known_to_be_name(name) or names.is_rare_name(name)
        )

    def put(self, piece: Line, *, whole: bool) -> None:
        if self.abstract is not None and piece.text in _CROSSES:
            return
        if self.abstract is not None:
            self.beside = self.beside or not (self.abstract or whole)
            self.abstract.append(piece)
        else:
            if not self.items and not whole:
                self.joined = True
            self.items.append(unbulleted(piece) if whole else piece)

    def open(self, mark: Line) -> None:
        self.abstract = []
        self.beside = False
        self.opener = mark

    def close(self, *, joined: bool = False) -> None:
        """End an entry at its button."""
        abstract = self.abstract
        if abstract is None:
            abstract = self.unopened()
        rest: list[Line] = []
        if len(abstract) > 1:
            kept = self.without_entries(abstract)
            abstract, rest = abstract[:kept], abstract[kept:]
        self.emit(abstract, closed=not rest)
        if rest:
            self.put_back(rest)
            self.emit([], closed=True)
        self.joined = joined

    def unopened(self) -> list[Line]:
        """An abstract whose first button was lost: the long line before the last button."""
        last = self.items[-1] if self.items else None
        if isinstance(last, Line) and is_prose(last) and last.text.count(" ") >= _LONG_WORDS:
            self.items.pop()
            return [last]
        return []

    def break_off(self) -> None:
        """End an abstract whose last button was lost: it goes as far as it reads like one."""
        abstract = self.abstract or []
        kept = self.prose(abstract)
        self.emit(abstract[:kept], closed=False)
        self.put_back(abstract[kept:])

    def put_back(self, lines: Sequence[Line]) -> None:
        """Read again, as lines of entries, what was taken for an abstract."""
        for line in lines:
            if not self.interface(unbulleted(line)):
                self.items.append(unbulleted(line))

    def emit(self, abstract: Sequence[Line], *, closed: bool) -> None:
        if self.items or abstract or self.opener is not None:
            self.blocks.append(Block(tuple(self.items), tuple(abstract), closed, self.opener, self.joined))
        self.items, self.abstract, self.opener, self.joined = [], None, None, False

    def finish(self) -> None:
        if self.abstract is not None:
            self.break_off()
        self.emit([], closed=False)

    def prose(self, abstract: Sequence[Line]) -> int:
        """How many lines from the first read as running text; the one beside the button always counts."""
        kept = min(len(abstract), self.beside)
        for at, line in enumerate(abstract[kept:], start=kept):
            if not is_prose(line) or interface.is_end(line):
                break
            kept = at + 1
        return kept

    def without_entries(self, abstract: Sequence[Line]) -> int:
        """How many lines belong to an abstract that swallowed an entry's lines: those before a date or venue line."""
        for line in abstract[1:]:
            if is_prose(line):
                continue
            if parse_date(line.text) is not None or (len(line.text) < 200 and strength(line) is Strength.STRONG):
                return max(self.prose(abstract), 1)
        return len(abstract)
