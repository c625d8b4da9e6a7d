"""The list of works cut where the page itself cuts it: at the buttons around abstracts.

A block is what stands between two cuts: lines of one or more entries, and the abstract of the last of them. Which line is
a title and which a name is not its business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from scholargraph.bibliography import names
from scholargraph.bibliography.dates import parse_date
from scholargraph.bibliography.lines import Line, is_prose, is_rule, unbulleted
from scholargraph.bibliography.venue_forms import Strength, strength
from scholargraph.sources.profile_text import interface, words
from scholargraph.sources.profile_text.drafts import Doubt
from scholargraph.sources.profile_text.layouts.google.abstracts import (
    ends_a_sentence,
    entry_starts,
    is_short,
    starts_with_names,
    title_behind,
)

# An opener stands at the beginning of a line or after a space; a closer before the end of a line or what can begin a title.
_OPENER: Final = r"(?:(?<=^)|(?<=\s))(?:Preview|View|Show) abstract\b:?(?!\w)"
_CLOSER: Final = r"(?:(?<=^)|(?<=\s))View (?:details|publication)(?=\s*$|\s+[^\sa-z,.;)])|(?<=[.!?…。！？])\s+View (?:details|publication)(?=\s+[^\s,.;)])"
# On a line that begins with a closer, the title of the next entry may begin with a small letter.
_FIRST: Final = r"^View (?:details|publication)(?=\s+(?!(?:of|in|on|and|for|from|about|or)\b)[^\s,.;)])"
_EITHER: Final = re.compile(rf"(?P<opener>{_OPENER})|(?P<closer>{_FIRST}|{_CLOSER})")
_IN_BUTTONS: Final = (" abstract", "View details", "View publication")
"""One of these stands in whatever `_EITHER` finds."""
_AT_START: Final = re.compile(_OPENER)
_END: Final = re.compile(rf"{_FIRST}|{_CLOSER}")
_MORE: Final = re.compile(r"\s*\S")
_CROSSES: Final = ("×", "✕", "✖", "⨯", "✗")
_LONG_WORDS: Final = 40
_LONGEST_MENU: Final = 40

TWICE: Final = "This line stands twice in a row, so it is read once: take it out if it was copied twice."
BEHIND_ABSTRACT: Final = (
    "This line stands behind an abstract whose last button is lost, and nothing shows what it is, so it is left out."
)
IN_ABSTRACT: Final = (
    "This line reads like a venue and stands in an abstract, so it is left out: move it to the lines of its entry."
)


class Cut(Enum):
    """A cut between lines of a block that the buttons do not make certain."""

    PREVIEW = "preview"  # the button of a work without abstract: its entry ends here
    BUTTON = "button"  # another button or a rule: the entry ends here, or goes on to its abstract
    HEADING = "heading"  # a heading among the works


class Button(Enum):
    """What a line of the interface does."""

    NONE = "none"
    SORT = "sort"
    CLOSER = "closer"
    PREVIEW = "preview"
    HEADING = "heading"
    OTHER = "other"


Item = Line | Cut


@dataclass(frozen=True, slots=True)
class Block:
    """Lines and cuts, the abstract that follows them, whether a button closed it, and the first mark of the abstract."""

    items: tuple[Item, ...]
    abstract: tuple[Line, ...] = ()
    closed: bool = False
    opener: Line | None = None
    doubts: tuple[Doubt, ...] = ()


def blocks(listing: Sequence[Line]) -> list[Block]:
    """Cut the lines of a list into blocks; once more and more strictly where abstracts turn out to be sentences."""
    found = _scanned(listing, strict=False)
    abstracts = [block.abstract for block in found if block.abstract]
    sentences = sum(ends_a_sentence(abstract[0]) for abstract in abstracts)
    unclosed = any(block.opener is not None and not block.closed for block in found)
    several = any(len(abstract) > 1 for abstract in abstracts)
    if (sentences < len(abstracts) or several or unclosed) and 2 * sentences >= len(abstracts):
        return _scanned(listing, strict=True)
    return found


def _scanned(listing: Sequence[Line], *, strict: bool) -> list[Block]:
    scanner = _Scanner(strict=strict)
    for at, line in enumerate(listing):
        scanner.following = listing[at + 1] if at + 1 < len(listing) else None
        scanner.read(line)
    scanner.finish()
    return scanner.blocks


def _button(line: Line) -> Button:
    """What kind of interface a line is, wherever it stands."""
    if interface.is_sort(line):
        return Button.SORT
    if interface.is_closer(line):
        return Button.CLOSER
    if interface.is_preview(line):
        return Button.PREVIEW
    if interface.is_list_heading(line) or interface.is_group_heading(line):
        return Button.HEADING
    return Button.OTHER if interface.is_button(line) or is_rule(line) else Button.NONE


class _Scanner:
    """Goes through the list once; knows whether it is inside an abstract or the menu.

    Where it is strict, the abstracts of this page end like sentences, so that what does not is doubtful.
    """

    def __init__(self, *, strict: bool) -> None:
        self.strict = strict
        self.blocks: list[Block] = []
        self.items: list[Item] = []
        self.abstract: list[Line] | None = None
        self.opener: Line | None = None
        self.doubts: list[Doubt] = []
        self.buttons: dict[str, Button] = {}  # lines looked at before
        self.menu = False
        self.beside = False  # the abstract begins on the line of its button
        self.following: Line | None = None

    def read(self, line: Line) -> None:
        if self.abstract is None and self.interface(unbulleted(line)):
            return
        self.menu = False
        if self.abstract is not None and interface.is_closer(line):
            self.close()
            return
        if self.abstract is not None and interface.is_opener(line) and not self.abstract:
            return  # the same button twice
        if self.abstract is not None and (_AT_START.match(line.text) or interface.is_opener(line)):
            self.break_off()
        if self.abstract is None and interface.is_opener(line):
            self.open(line)
            return
        self.pieces(line)

    def pieces(self, line: Line) -> None:
        """Read a line that is not just one button, from button to button."""
        if not any(words in line.text for words in _IN_BUTTONS):
            self.put(line, whole=True)
            return
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
                self.close()

    def interface(self, line: Line) -> bool:
        """Take notice of a line that is interface and nothing else."""
        if self.is_menu_without_head(line):
            self.menu = True
            return True
        button = self.buttons.get(line.text)
        if button is None:
            button = self.buttons[line.text] = _button(line)
        if button is Button.NONE and not (self.menu and interface.is_menu(line)):
            return False
        if self.is_title(line):
            return False
        if button is Button.SORT:
            self.menu = True
        elif self.menu and interface.is_menu(line):
            pass
        elif button is Button.CLOSER:
            self.close()
        elif button is Button.PREVIEW:
            self.items.append(Cut.PREVIEW)
        elif button is Button.HEADING:
            self.items.append(Cut.HEADING)
        else:
            self.items.append(Cut.BUTTON)
        return True

    def is_menu_without_head(self, line: Line) -> bool:
        """Whether a line is of the menu that sorts the list, whose first line is lost or stands elsewhere."""
        if len(line.text) > _LONGEST_MENU or line.key not in words.MENU:
            return False
        following = unbulleted(self.following).key if self.following is not None else ""
        return "," in line.key or following in words.MENU

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
        if self.abstract is None:
            self.put_item(unbulleted(piece) if whole else piece)
        elif self.abstract and self.abstract[-1].text == piece.text:
            self.doubts.append(Doubt(piece, TWICE))
        else:
            self.beside = self.beside or not (self.abstract or whole)
            self.abstract.append(piece)

    def put_item(self, line: Line) -> None:
        last = self.items[-1] if self.items else None
        if isinstance(last, Line) and last.text == line.text:
            self.doubts.append(Doubt(line, TWICE))
        else:
            self.items.append(line)

    def open(self, mark: Line) -> None:
        self.abstract = []
        self.beside = False
        self.opener = mark

    def close(self) -> None:
        """End an entry at its button."""
        abstract = self.abstract
        if abstract is None:
            abstract = self.unopened()
        abstract = self.without_venue(abstract)
        kept = self.without_entries(abstract) if abstract else 0
        rest = abstract[kept:]
        self.emit(abstract[:kept], closed=not rest)
        if rest:
            self.put_back(rest)
            self.emit([], closed=True)

    def unopened(self) -> list[Line]:
        """An abstract whose first button was lost: the long line before the last button."""
        last = self.items[-1] if self.items else None
        if isinstance(last, Line) and is_prose(last) and last.text.count(" ") >= _LONG_WORDS:
            self.items.pop()
            return [last]
        return []

    def break_off(self) -> None:
        """End an abstract whose last button was lost: it goes as far as it reads like one."""
        abstract = self.without_venue(self.abstract or [])
        kept = self.prose(abstract)
        self.emit(abstract[:kept], closed=False)
        self.put_back(abstract[kept:])

    def without_venue(self, abstract: list[Line]) -> list[Line]:
        """Leave out a venue that stands first in an abstract, where lines were exchanged or lost."""
        if not self.strict or self.beside or len(abstract) < 2:
            return abstract
        first = abstract[0]
        if len(first.text) < 200 and not is_prose(first) and strength(first) >= Strength.STRONG:
            self.doubts.append(Doubt(first, IN_ABSTRACT))
            return abstract[1:]
        return abstract

    def put_back(self, lines: Sequence[Line]) -> None:
        """Read again, as lines of entries, what was taken for an abstract."""
        for line in lines:
            if not self.interface(unbulleted(line)):
                self.put_item(unbulleted(line))

    def emit(self, abstract: Sequence[Line], *, closed: bool) -> None:
        if self.is_repeated(abstract):
            self.doubts += [Doubt(line, TWICE) for line in abstract]
            self.blocks[-1] = replace(self.blocks[-1], doubts=(*self.blocks[-1].doubts, *self.doubts))
        elif self.items or abstract or self.opener is not None or self.doubts:
            doubts = tuple(self.doubts)
            self.blocks.append(Block(tuple(self.items), tuple(abstract), closed, self.opener, doubts))
        self.items, self.abstract, self.opener, self.doubts = [], None, None, []

    def is_repeated(self, abstract: Sequence[Line]) -> bool:
        """Whether nothing but an abstract stands here, and the block before it ended in the very same."""
        if self.items or not abstract or not self.blocks:
            return False
        return [line.text for line in abstract] == [line.text for line in self.blocks[-1].abstract]

    def finish(self) -> None:
        if self.abstract is not None:
            self.break_off()
        self.emit([], closed=False)

    def prose(self, abstract: Sequence[Line]) -> int:
        """How many lines from the first read as running text; the one beside the button always counts."""
        kept = min(len(abstract), self.beside)
        for at, line in enumerate(abstract[kept:], start=kept):
            if not is_prose(line) or interface.is_end(line) or (self.strict and not ends_a_sentence(line)):
                break
            kept = at + 1
        return kept

    def without_entries(self, abstract: list[Line]) -> int:
        """How many lines belong to an abstract that swallowed an entry's lines: those before a date or venue line."""
        if not self.beside and ((self.strict and is_short(abstract)) or starts_with_names(abstract[:2])):
            return 0
        if self.strict and entry_starts(abstract):
            return max(self.prose(abstract), int(self.beside))
        title = title_behind(abstract) if self.strict else None
        if title is not None:
            self.doubts += [Doubt(line, BEHIND_ABSTRACT) for line in abstract[title:]]
            del abstract[title:]
            return title
        for line in abstract[1:]:
            if is_prose(line):
                continue
            if parse_date(line.text) is not None or (len(line.text) < 200 and strength(line) is Strength.STRONG):
                return max(self.prose(abstract), 1)
        return len(abstract)
