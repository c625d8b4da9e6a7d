"""What a citation is made of, and what can be a title in one: no list of names, no venue, no piece of an abbreviation.

It is given where the title is; finding that is for `citations` and `citation_titles`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from scholargraph.bibliography.author_lists import Names, author_lists
from scholargraph.bibliography.citation_quotes import CLOSING, LONGEST_TITLE
from scholargraph.bibliography.dates import YEAR
from scholargraph.bibliography.lines import Line
from scholargraph.bibliography.names import can_be_name, split_names
from scholargraph.bibliography.venue_forms import THESIS, Strength, strength
from scholargraph.bibliography.venue_words import OPENINGS, SINGLE_WORDS, VENUE_WORDS


class Style(Enum):
    """What parts the authors from the title."""

    YEAR = "a year in parentheses"
    BARE_YEAR = "a year between full stops"
    QUOTES = "quotation marks"
    COLON = "a colon"
    STOP = "a full stop"
    DASH = "a dash"
    COMMA = "a comma"
    TITLE_FIRST = "the title before the authors"
    TITLE_ONLY = "a title without authors"


_SURENESS: Final = {
    Style.YEAR: 0.97, Style.BARE_YEAR: 0.95, Style.QUOTES: 0.95, Style.COLON: 0.92, Style.STOP: 0.9, Style.DASH: 0.8,
    Style.COMMA: 0.75, Style.TITLE_FIRST: 0.8, Style.TITLE_ONLY: 0.6,
}  # fmt: skip
"""How sure a reading is by what parts its authors from its title, before anything else speaks for or against it."""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a line says. `venue` is the whole stretch where venue, volume, pages and year stand; `date` stands elsewhere."""

    authors: tuple[Line, ...]
    title: Line
    venue: Line | None
    date: Line | None
    style: Style
    truncated: bool = False
    coauthors_only: bool = False
    editors: bool = False
    publisher: Line | None = None
    confidence: float = 1.0
    because: str = ""

    def moved(self, by: int) -> Citation:
        """Give the same at a place so many characters further on."""
        parts = {name: getattr(self, name) for name in ("venue", "date", "publisher")}
        return replace(
            self, authors=tuple(name.moved(by) for name in self.authors), title=self.title.moved(by),
            **{name: part.moved(by) for name, part in parts.items() if part is not None},
        )  # fmt: skip


_NUMBERED_VENUE: Final = re.compile(
    r"(?:\d{1,4}\s)?(?:[^\W\d_a-z][\w’'&-]*[.:]?,?\s|(?:of|for|the|and|&|de|der|für|in|on)\s){1,8}(?:[A-Z]\s)?\d{1,4}[A-Z]?(?:\s\(\d{4}\))?\.?"
)
"""“Phys. Rev. B 107”, “121 Mich. L. Rev. 877 (2022)”: a venue and numbers."""


_WEAK: Final = frozenset({Style.STOP, Style.COMMA, Style.DASH, Style.COLON})
"""What also parts other things than authors and titles."""
_WORDS: Final = re.compile(r"[^\W\d_]{2}|[\u3040-\u9fff\uac00-\ud7af]")
_PIECE: Final = re.compile(r"[^\W\d_a-z\u0590-\u06ff\u3040-\u9fff\uac00-\ud7af][\w’'-]{0,11}")
_SHORT_VENUE: Final = 40
_HONOUR: Final = re.compile(
    r"(?i)^(?:best (?:paper|student|poster|demo|reviewer)|first prize|outstanding (?:paper|reviewer|advisor)|honou?rable mention|program(?:me)? committee|area chair|session chair|reviewer (?:for|of)|supervisor\b|photo:|lecture notes$)|\b(?:award|prize)$"
)
"""What stands where a title does and is an honour, a service or a caption."""
_LEAST_OF_NAMES: Final = 3
_LED: Final = re.compile(r"\s*(?:In|in|Dans|En|Em)\b")


_TOWN_AND_HOUSE: Final = re.compile(
    rf"(?P<town>[^\W\d_a-z][\w’'-]+(?:[ /–-][^\W\d_a-z][\w’'-]+){{0,2}}),\s(?P<house>[^\W\d_][\w’'&. -]{{1,40}}),\s(?P<year>{YEAR})(?:,\s\d{{1,4}}\s?(?:pp?|S|p)\.)?\.?\s*"
)


_TOWN_AND_YEAR: Final = re.compile(
    rf"(?P<town>[^\W\d_a-z][^\W\d_A-Z]{{3,24}}(?:[/-][^\W\d_a-z][^\W\d_A-Z]+)?)\s(?P<year>{YEAR})\s*(?:[.(]|$)"
)
"""“Hamburg 2012”, as historians print books."""


_HOUSE_AND_YEAR: Final = re.compile(
    rf"(?P<town>[^\W\d_a-z][\w’'/. -]{{2,40}}?)\s?:\s(?P<house>[^\W\d_][^:.,;]{{1,50}}?),?\s(?P<year>{YEAR})(?=\s?(?:\.?$|[.,]?\s?[\[(=]|[,.]\s\d{{1,4}}\s?(?:pp?|S)\.))"
)


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a title stands in a line, where what follows it begins, what parts it from the authors, and how sure that is."""

    title: Line
    rest: int
    style: Style
    date: Line | None = None
    sureness: float = 1.0
    because: str = ""


def made(line: Line, text: str, names: Names | None, *, cut: Cut) -> Citation | None:
    """Make a citation of a line that is cut; None where what stands for a title can be none.

    `text` is the line with numbers, identifiers and notes masked.
    """
    title = _without_stop(cut.title)
    quoted = line.text[: title.start - line.start].rstrip()[-1:] in CLOSING
    if not _is_title(title, names, cut.style, quoted=quoted, following=text[cut.rest :]):
        return None
    title, rest = _without_kind(line, _without_series(title), cut.rest)
    end = len(text.rstrip(" \x1f"))
    venue = line.part(rest, end) if rest < end else None
    venue, date, publisher = _house(venue if venue is not None and venue.text else None, cut.date)
    edited = names is not None and names.editors and date is not None
    if edited and venue is not None and publisher is None and strength(venue) is Strength.NONE:
        publisher, venue = venue.part(0, len(venue.text.rstrip("."))), None  # a book by its editors: “Elmstone.”
    confidence, because = _SURENESS[cut.style] * cut.sureness, cut.because
    if venue is None and date is None:
        confidence, because = confidence * 0.6, because or "neither venue nor year is printed"
    elif venue is not None and date is None and publisher is None and not _has_mark(venue):
        confidence, because = confidence * 0.85, because or "what follows the title has no mark of a venue"
    authors = () if names is None else tuple(line.part(*span) for span in names.spans)
    truncated = names is not None and names.truncated
    editors = names is not None and names.editors
    return Citation(
        authors,
        title,
        venue,
        date,
        cut.style,
        truncated,
        editors=editors,
        publisher=publisher,
        confidence=confidence,
        because=because,
    )


def _has_mark(venue: Line) -> bool:
    """Whether words have anything that only venues have."""
    return strength(venue) is not Strength.NONE or re.search(YEAR, venue.text) is not None


def _is_title(title: Line, names: Names | None, style: Style, *, quoted: bool, following: str) -> bool:
    """Whether words can be a title: no names, no venue, no numbers, no piece of an abbreviation."""
    words = title.text
    if not words or len(words) > LONGEST_TITLE or not _WORDS.search(words):
        return False
    if _HONOUR.search(words):
        return False
    if quoted:
        return True
    if split_names(title) is not None and words.count(" ") >= _LEAST_OF_NAMES:
        return False
    if style is Style.COMMA and (" " not in words or (names is not None and not names.closed and can_be_name(words))):
        return False
    if style in _WEAK and any(
        10 * found.end >= 8 * len(words) for found in author_lists(words) if len(found.spans) > 1 or "," in words
    ):
        return False
    if names is None and (
        OPENINGS.match(words)
        or strength(title) >= (Strength.STRONG if " " in words[_SHORT_VENUE:] else Strength.MEDIUM)
    ):
        return False
    piece = _PIECE.fullmatch(words) is not None and style is not Style.COLON
    if style in _WEAK and piece and not _LED.match(following):
        return False  # “A. Author, Chem. Eur. J. 2023, 29”
    return _NUMBERED_VENUE.fullmatch(words) is None  # “A. Author, Phys. Rev. Lett. 131, 046601 (2023)” prints no title


def _without_series(title: Line) -> Line:
    """Leave out “(= Studien zur Stadtgeschichte, Bd. 19)” behind a title."""
    series = re.search(r"\s*\(=[^()]{2,120}\)$", title.text)
    return title.part(0, series.start()) if series is not None and series.start() > 0 else title


def _without_kind(line: Line, title: Line, rest: int) -> tuple[Line, int]:
    """Let “[PhD thesis, University of X]” behind a title begin what follows it."""
    mark = re.search(
        r"\s*\[(?:[A-Z]{1,2}(?:/OL)?|[^\W\d_A-Z][^\[\]]{2,30}|[^\[\]]{0,20}(?:[Pp]resentation|[Pp]oster|[Aa]bstract|[Ll]etter|[Ee]ditorial|[Rr]eview|[Pp]reprint|[Mm]anuscript|[Dd]ata ?set|[Ss]oftware|[Vv]ideo))\]$",
        title.text,
    )
    if mark is not None and mark.start() > 0 and not THESIS.search(mark.group()):
        return title.part(0, mark.start()), rest
    kind = re.search(r"\s*[\[(]([^\[\]()]{4,120})[\])]$", title.text)
    if kind is None or kind.start() == 0 or not THESIS.search(kind[1]):
        return title, rest
    return title.part(0, kind.start()), title.start - line.start + kind.start(1)


def _house(venue: Line | None, date: Line | None) -> tuple[Line | None, Line | None, Line | None]:
    """Part “Bologna, il Mulino, 2018” into publisher and year: a town, a house and a year hold no venue."""
    found = None
    if venue is not None and date is None:
        words = venue.text
        found = _TOWN_AND_HOUSE.fullmatch(words) or _HOUSE_AND_YEAR.match(words) or _TOWN_AND_YEAR.match(words)
    town = found.group("town").casefold() if found is not None else ""
    if venue is None or found is None or VENUE_WORDS.search(venue.text) or town in SINGLE_WORDS:
        return venue, date, None
    house = venue.part(*found.span("house")) if "house" in found.groupdict() else None
    return None, venue.part(*found.span("year")), house


def _without_stop(title: Line) -> Line:
    """Leave out the mark that ends a title; a question mark and three dots are part of it."""
    words = title.text
    while words and words[-1] in ".,;:：，。．" and not words.endswith(("...", "etc.", "U.S.", "U.K.", "Inc.", "Jr.")):
        words = words[:-1].rstrip()
    if words[:1] in CLOSING and len(words) > 2 and words[-1:] in CLOSING[words[0]]:
        return title.part(1, len(words) - 1)
    return title.part(0, len(words))
