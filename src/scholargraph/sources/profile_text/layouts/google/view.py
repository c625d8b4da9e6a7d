"""What the list as a whole tells about a single line of it: whether it can be a name here, or a title.

It reads no entry.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from scholargraph.bibliography import name_forms, names
from scholargraph.bibliography.dates import YEAR
from scholargraph.bibliography.given_names import GIVEN_NAMES
from scholargraph.bibliography.lines import REMEMBERED, Line, is_prose, tidy
from scholargraph.bibliography.names import name_of
from scholargraph.bibliography.venue_forms import ACRONYM_YEAR, NAME_AND_YEAR, STATUS_WORDS, Strength, strength
from scholargraph.bibliography.venue_words import OPENINGS
from scholargraph.bibliography.venues import parse_venue
from scholargraph.bibliography.words import CONNECTORS, SUFFIXES
from scholargraph.sources.profile_text import words
from scholargraph.sources.profile_text.layouts.google.blocks import Block
from scholargraph.sources.profile_text.layouts.google.likeness import (
    could_be_names,
    is_all_titles,
    is_group,
    is_plain_title,
    is_word,
    reads_as_title,
    says_title,
)
from scholargraph.sources.profile_text.layouts.line_kinds import is_links, is_other_heading, is_text_of_no_title
from scholargraph.sources.profile_text.line_forms import looks_like_names

_SURE_WORDS: Final = 6
_SIGNS: Final = re.compile(r"[:?]\s|[?？：]$|：")
_IN_PARENTHESES: Final = re.compile(rf"(?<=\s)[(（]\s*(?:[^\W\d_]{{3,9}}\.?\s)?{YEAR}\s*[)）]")
_PROCEEDINGS: Final = re.compile(r"(?:In\s+)?(?:Proceedings|Proc\.|Procs\.|Lecture Notes in)(?!\w)[^:?]*$")
_EDITION: Final = re.compile(rf"{ACRONYM_YEAR.pattern}(?:,.*)?")
_JOINED: Final = re.compile(
    rf"(?:[(（]{YEAR}[)）](?:\s\((?:to appear|in press|forthcoming)\))?|(?<!\w){YEAR}|\d\s?[-–—]\s?\d{{1,6}}|\d\spages)\s+(?=[^\W\d_]|[\"“«¿¡„])"
)
_MOST_JOINTS: Final = 8
_LONGEST_JOINED: Final = 800
_FEWEST_BEFORE: Final = 3
_ADJECTIVES: Final = frozenset({"german", "roman", "christian", "jordan"})
"""Given names that stand in titles as other words."""
_PAGE_WORDS: Final = words.END_HEADINGS | words.END_WORDS | words.NAVIGATION | words.MENU
_NOTE: Final = re.compile(
    r"^[^(),:]{0,60}\b(?:Professor|Lecturer|Postdoc\w*|PhD|Ph\.D\.|Supervisor|Committee|Editor|Reviewer|Prize|Award|Keynote)(?!\w).*,|,.*\b(?:Professor|Lecturer|PhD)\b"
    r"|\b(?:now at|Defended|Second reader|Posted by|Photo\s?:|Show all|Last updated|Room \d+)(?!\w)|^©|^\d{1,3}(?:\s\d{1,3}){2,}|^(?:Liste complète|Vollständige Liste|Full list|Complete list)\b|获奖|受賞|수상|[^\W\d_]{3}\.\s[^\W\d_a-z].*\.$"
)
"""What stands in notes among works, in captions and in offices, and between the names of no work."""


@dataclass(frozen=True, slots=True)
class View:
    """A list seen as a whole, and whose it is."""

    owner: str
    known: Collection[str] = frozenset()  # names that stand as authors elsewhere in the list
    structured: bool = True  # most entries have a venue, a date or an abstract
    gaps: bool = False  # blank lines stand between some lines and not between others
    years: bool = False  # the list is divided by years
    dated: bool = False  # entries with authors end in a venue or a date, unless it is lost
    authored: bool = True  # some entry has authors, or too few are there to tell
    lossy: bool = False  # entries have visibly lost lines
    lists: bool = False  # some line holds several names
    apart: bool = False  # abstracts stand on lines without their buttons, so that those can be lost alone
    closed: bool = False  # hardly any work but one has lost its abstract and its button
    stops: bool = False  # titles end in full stops
    small: bool = False  # some title begins with a small letter
    links: bool = False  # “Preview” is a link of works that have an abstract, too
    words: Collection[str] = frozenset()  # what the names of authors begin and end with
    _names: dict[str, bool] = field(default_factory=dict, init=False, compare=False)  # lines asked about before
    _known: dict[str, bool] = field(default_factory=dict, init=False, compare=False)

    def is_known(self, line: Line) -> bool:
        """Whether the line is the name of somebody who is an author elsewhere on the page, or of the owner."""
        found = self._known.get(line.text)
        if found is None:
            name = name_of(line).text
            found = known(name) in self.known or (len(name) <= names.LONGEST and name_forms.same_name(name, self.owner))
            self._known[line.text] = found
        return found

    def reads_as_names(self, line: Line) -> bool:
        """Whether a line is a name or a list of names, by its form or because it is known."""
        found = self._names.get(line.text)
        if found is None:
            found = self._names[line.text] = self._reads_as_names(line)
        return found

    def _reads_as_names(self, line: Line) -> bool:
        if self.is_known(line) or is_group(line.text):
            return True
        if looks_like_names(line) or self.is_rare_name(line):
            return not (self.lossy and says_title(line.text))
        return self.dated and could_be_names(line) and not says_title(line.text)

    def is_rare_name(self, line: Line) -> bool:
        """Whether a line that holds a word of titles is a name all the same, on a page whose works all end in a venue or date."""
        return self.dated and names.is_rare_name(name_of(line).text)

    def is_inverted(self, line: Line, parts: Sequence[Line]) -> bool:
        """Whether two names with a comma between them are one, family name first, where each line of this list has one."""
        head, _, suffix = line.text.rpartition(",")
        whole = head if suffix.strip().casefold() in SUFFIXES else line.text
        if self.lists or not self.dated or len(parts) != 2 or whole.count(",") != 1:
            return False
        given = [word.casefold().strip(".,") for word in parts[1].text.split()]
        sure = len(given) == 1 or all(word in GIVEN_NAMES or len(word) == 1 for word in given)
        return sure and not any(self.is_known(part) for part in parts)

    def could_be_name(self, line: Line) -> bool:
        """Whether a line where a title is to stand could as well be a name, or several.

        Where entries have authors, whatever has the shape of a name could have lost the title above it, unless it holds
        what only titles hold. Where they have none, it is a title by its place unless it holds what only names hold.
        """
        name = name_of(line).text
        if not reads_as_title(line):
            if self.authored:
                return True
            several = names.split_names(line)
            if several is not None and len(several) > 1:
                return 2 * sum(names.is_known_to_be_name(part.text, self.words) for part in several) >= len(several)
            return names.is_known_to_be_name(name, self.words)
        return names.is_known_to_be_name(name) and name.split()[0].casefold() in GIVEN_NAMES

    def is_odd_name(self, line: Line) -> bool:
        """Whether a line among names can be one that does not look like a name: no sure title, and nothing else is lost here."""
        if is_sure_title(line):
            return False
        return not is_plain_title(line) or not self.lossy


@lru_cache(maxsize=4096)
def known(name: str) -> str:
    """Give a name as `View.known` holds it."""
    return tidy(name).casefold()


def is_sure_title(line: Line) -> bool:
    """Whether a line has more words than any name, the signs of a title, or nothing but words of titles."""
    return is_long_title(line) or is_all_titles(line.text[:400])


def is_long_title(line: Line) -> bool:
    """Whether a line has more words than any name, or the signs of a title."""
    if is_group(line.text):
        return False
    text = line.text[:400]
    return len(text.split()) > _SURE_WORDS or (is_plain_title(line) and bool(_SIGNS.search(text)))


def is_misplaced_venue(line: Line) -> bool:
    """Whether a line where a title is to stand has the marks of a venue: of the entry above it, which is lost."""
    force = strength(line)
    if force < Strength.MEDIUM or (is_prose(line) and not OPENINGS.match(line.text)):
        return False
    text = line.text[:600]
    if force is Strength.STRONG and (_IN_PARENTHESES.search(text) or _EDITION.fullmatch(text)):
        return True
    if _PROCEEDINGS.match(text) or _EDITION.fullmatch(text):
        return True
    return OPENINGS.match(text) is not None and force is Strength.STRONG and re.search(YEAR, text) is not None


def is_foreign(line: Line) -> bool:
    """Whether a line is a heading, a button or a note, going by its words, and no line of an entry."""
    found = _is_foreign(line.text)
    return is_links(line) if found is None else found


@lru_cache(maxsize=REMEMBERED)
def _is_foreign(text: str) -> bool | None:
    """Whether words are foreign to entries; None where they are unless they are links."""
    line = Line(text, 0, len(text))
    if line.key in words.BUTTONS or line.key in words.GROUP_HEADINGS:
        return False  # works are called “Search” and “Video”; the cuts know where they are no titles
    if line.key in _PAGE_WORDS or (_NOTE.search(text[:400]) and strength(line) < Strength.STRONG):
        return True
    return True if is_other_heading(line) else None


def is_note(line: Line) -> bool:
    """Whether a line among those of an entry says what neither names nor venues do."""
    if is_foreign(line):
        return True
    if OPENINGS.match(line.text) or NAME_AND_YEAR.fullmatch(line.text[:400]):
        return False
    return is_text_of_no_title(line.text)


def ends_in_name(line: Line, known_names: Collection[str]) -> bool:
    """Whether the last words of a title are a person's name that ran into it: “Rivers of Glass Maria Delacroix”."""
    tokens = line.text[-200:].split()
    for count in (2, 3):
        before = tokens[:-count]
        if (
            len(before) < _FEWEST_BEFORE
            or before[-1].endswith((":", ",", "-"))
            or not (before[-1][-1].isalnum() or before[-1][-1] in "?!")
        ):
            continue
        name = " ".join(tokens[-count:])
        if known(name) in known_names:
            return True
        joined = before[-1].islower() or before[-1].casefold() in CONNECTORS
        sure = tokens[-count].casefold() in GIVEN_NAMES - _ADJECTIVES and names.is_known_to_be_name(name)
        if sure and not joined and not says_title(name) and not any(is_word(token) for token in tokens[-count:]):
            return True
    return False


def is_status(line: Line) -> bool:
    """Whether a line where a title is to stand says no more than how far works have come."""
    if not STATUS_WORDS.search(line.text):
        return False
    venue = parse_venue(line)
    return venue.status is not None and venue.name is None and venue.issued is None


def is_venue(line: Line) -> bool:
    """Whether a line that stands alone over an abstract is a venue, and not a title with a year in it."""
    return not is_prose(line) and bool(OPENINGS.match(line.text) or re.search(rf"\({YEAR}\)", line.text))


def joined_to_title(line: Line) -> tuple[Line, Line] | None:
    """Part a line that holds a venue or date and, behind it, a title whose line end was lost; None where it holds no two."""
    both = _joined_to_title(line.text) if len(line.text) <= _LONGEST_JOINED else None
    return None if both is None else (both[0].within(line), both[1].within(line))


@lru_cache(maxsize=REMEMBERED)
def _joined_to_title(text: str) -> tuple[Line, Line] | None:
    line = Line(text, 0, len(text), gap=True)
    for number, found in enumerate(_JOINED.finditer(text)):
        if number == _MOST_JOINTS:
            return None
        left, right = line.part(0, found.end()), line.part(found.end())
        if strength(left) < Strength.STRONG or strength(right) >= Strength.MEDIUM or is_group(right.text):
            continue
        if is_plain_title(right) or (" " in right.text and not could_be_names(right)):
            return left, right
    return None


def abstracts_stand_apart(blocks: Sequence[Block]) -> bool:
    """Whether an abstract of the list has a line of its own, without the button before or after it."""
    for block in blocks:
        opener = block.opener
        if len(block.abstract) > 1 or (
            opener is not None and (not block.abstract or block.abstract[0].start > opener.end + 2)
        ):
            return True
    return False


def previews_are_links(blocks: Sequence[Block]) -> bool:
    """Whether works without abstract end in another button than “Preview” on this page."""
    return any(block.closed and block.opener is None and not block.abstract and block.items for block in blocks)
