"""Lines that are lists of names: where each name stands, what is said beside them, and how surely they are names.

It looks at one line at a time. Whose names they are on a page (the owner's, those of co-authors met elsewhere on it) is told
by the caller.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from scholargraph.bibliography import names
from scholargraph.bibliography.author_lists import Names, author_lists
from scholargraph.bibliography.dates import YEAR
from scholargraph.bibliography.lines import WIDE, Line, tidy, without_accents
from scholargraph.bibliography.name_forms import is_form_of
from scholargraph.bibliography.words import PARTICLES

LONGEST: Final = 4000

_NOTE: Final = re.compile(
    r"[(\[]\s?[*†‡]?\s?(?:corresponding|co-?first|equal|joint|first|senior|lead|presenter|presenting|speaker|advis[oe]r|supervis|my |phd|ph\.d|m\.?sc|"
    r"postdoc|master|student|undergrad|intern|eds?\b|editors?\b|hrsg|hg\b|dir|coord|org|authors? |all authors|alphabetical|in alphabetical|"
    r"contributed equally|\d{1,2}(?:,\s?\d{1,2})*[)\]])[^()\[\]\d]{0,60}[)\]]?",
    re.IGNORECASE,
)
_MARKS: Final = re.compile(
    r"[*†‡§¶∗⁎★☆✉✝♠♣♦♥⋆⇤#∥‖¹²³⁰-⁹\u2295\U0001f300-\U0001faff]+(?:\d{1,2}(?:\s?,\s?\d{1,2}\b)*(?!\d))?|__+|(?<=[^\W\d_.])\d{1,2}(?:\s?,\s?\d{1,2}\b)*(?=\s*(?:[,;.&、，*†‡]|and\b|$))"
)
_LABEL: Final = re.compile(
    r"\s*(?:authors?|author\(s\)|by|von|par|por|autor(?:en|es|i)?|auteure?s?|verfasser|著者|作者|저자|авторы)\s?[:：]\s*|\s*(?:by|von|par|por|di)\s+(?=[^\W\d_a-z])",
    re.IGNORECASE,
)
_WITH: Final = re.compile(
    r"\s*[(（]?\s*(?:(?:joint(?:ly)?(?: work)?|co-?authored|written|together|in collaboration|collaboration) with|with|w/|co-?authors?\s?:|avec|en collaboration avec|mit|"
    r"gemeinsam mit|zusammen mit|con|junto con|com|em coautoria com|insieme a|coautori\s?:|med|met|совместно с|с)\s?:?\s+(?=\S)",
    re.IGNORECASE,
)
_TRUNCATED: Final = re.compile(
    r"[\s,;，、]*(?:\b(?:and|und|et|y|e|&)\s+)?(?:\bet\.?\s?al\b\.?|\bet\s?coll\.?|\bu\.\s?a\.|\b(?:\d{1,4}\s+)?(?:others|more|co-?authors|further authors|weitere|autres|otros)(?:\s+authors?)?|\.\.\.|…|等|ほか|他|外)[\s.,;)]*$",
    re.IGNORECASE,
)
_DATE: Final = re.compile(rf"\s*(?:[(（]\s*(?P<closed>{YEAR})[a-z]?\s*[)）]|,\s*(?P<open>{YEAR})[a-z]?)\s*[.,:]?\s*$")
_NOT_NAMES: Final = re.compile(r"[?!“”\"„»«「」『』=<>{}/@+%$€£]|\d{3}|:(?!\s*$)|\s[-–—]\s")
_NO_FIRST_WORD: Final = re.compile(r"\s*(?:On|From|For|How|Why|What|When|Where|Towards?|Beyond|Against|Between)\s")
_SMALL: Final = re.compile(r"(?<![\w.’'-])[a-zà-öø-ÿа-яё][\w’'-]*")
_JOINERS: Final = frozenset({"and", "und", "et", "e", "y", "og", "och", "en", "и", "та", "sowie", "i"})
_BETWEEN_NAMES_AND_VENUE: Final = re.compile(r"\s*(?:[.。]\s+|[-–—·|]\s+|:\s+|(?=[(（]))")
_AND: Final = re.compile(r"\sand\s")
_CHUNK_END: Final = re.compile(r"[,;.:(]\s?")
_WITH_BEHIND: Final = re.compile(
    r"\s*[(（]\s*(?:(?:joint(?:ly)?(?: work)?|co-?authored|written|together) with|with|avec|mit|con|com)\s[^()]{3,600}[)）]\s*\.?$",
    re.IGNORECASE,
)


class Surety(IntEnum):
    """How surely a line is a list of names."""

    NONE = 0
    SHAPE = 1  # it has the shape of a name, as some titles have
    LIST = 2  # several names, or a list that says it is cut
    KNOWN = 3  # the owner of the page or a co-author known from elsewhere on it is among them


@dataclass(frozen=True, slots=True)
class NameList:
    """The names on a line, each at its place; the date behind them; and what else follows: a venue.

    `evident` tells that words or initials that hardly any title has speak for names. `without_owner` tells that the line
    says “with ...”, which leaves somebody out.
    """

    names: tuple[Line, ...]
    surety: Surety
    evident: bool = False
    truncated: bool = False
    without_owner: bool = False
    date: Line | None = None
    rest: Line | None = None


def read_names(line: Line) -> NameList | None:
    """Read a line that is a list of names and nothing else but marks, a date, and the word that it is cut short."""
    if not line.text or len(line.text) > LONGEST:
        return None
    text = _masked(line.text)
    opened = _WITH.match(text)
    if opened is not None:
        text = " " * opened.end() + re.sub(r"[)）]\s*\.?\s*$", lambda end: " " * len(end.group()), text[opened.end() :])
    date = _DATE.search(text, max(len(text) - 20, 0))
    if date is not None:
        text = text[: date.start()] + " " * (len(text) - date.start())
    truncated = _TRUNCATED.search(text, max(len(text) - 60, 0))
    if truncated is not None and text[: truncated.start()].strip():
        text = text[: truncated.start()] + " " * (len(text) - truncated.start())
    else:
        truncated = None
    if not _could_be_names(text):
        return None
    found = _whole_list(Line(text, line.start, line.start + len(text)), cut=truncated is not None)
    if found is None:
        return None
    places = tuple(_unmarked(line.part(part.start - line.start, part.end - line.start)) for part in found)
    issued = None
    if date is not None:
        issued = line.part(*date.span(date.lastgroup or 0))
    surety, evident = _surety(line, places, truncated=truncated is not None, dated=issued is not None)
    return NameList(places, surety, evident, truncated is not None, opened is not None, issued)


def read_names_and_rest(line: Line) -> NameList | None:
    """Read a line on which names come first, and something else (a venue) after a full stop, a dash or a bar."""
    if not line.text or len(line.text) > LONGEST:
        return None
    text = _masked(line.text)
    for found in sorted(author_lists(text), key=lambda found: -len(found.spans)):
        parting = _BETWEEN_NAMES_AND_VENUE.match(text, found.end)
        if parting is None or parting.end() >= len(text) or found.editors:
            continue
        places = tuple(line.part(*span) for span in found.spans)
        surety, evident = _surety(line.part(0, found.end), places, truncated=found.truncated, dated=False)
        rest = line.part(parting.end())
        chunk = _CHUNK_END.search(rest.text)
        head = read_names(rest.part(0, chunk.start())) if chunk is not None else None
        small = rest.text[:1].islower() and not rest.text.startswith(("arXiv", "in ", "in:"))
        if not small and surety >= Surety.SHAPE and (head is None or not head.evident):
            return NameList(places, surety, evident, found.truncated, rest=rest)
    return None


def read_venue_and_others(line: Line) -> NameList | None:
    """Read a line that ends in “(with ...)”; what stands before it is the rest."""
    found = (
        _WITH_BEHIND.search(line.text) if "with" in line.text.casefold() or line.text.endswith((")", ").")) else None
    )
    others = read_names(line.part(found.start())) if found is not None else None
    if found is None or others is None or not line.text[: found.start()].strip():
        return None
    return replace(others, without_owner=True, date=None, rest=line.part(0, found.start()))


def is_owner(name: str, owner: str) -> bool:
    """Whether a printed name can be the owner's, whichever of its parts comes first, with or without marks of accents."""
    if not owner or not name or len(name) > names.LONGEST:
        return False
    return is_form_of(name, owner) or is_form_of(_unaccented(name), _unaccented(owner))


def key_of(name: str) -> str:
    """Give what two prints of a name have in common: no case, no marks of accents, no spaces between Chinese signs."""
    words = _unaccented(tidy(name)).casefold().strip(" .,")
    return words.replace(" ", "") if WIDE.search(name) else words


def _unaccented(name: str) -> str:
    return unicodedata.normalize("NFC", without_accents(name))


def surety_on_page(found: NameList, owner: str, known: Collection[str]) -> Surety:
    """Judge a list of names by whose names they are: those of the owner, or of a co-author met elsewhere (by `key_of`)."""
    if any(key_of(name.text) in known or is_owner(name.value, owner) for name in found.names[:200]):
        return Surety.KNOWN
    return found.surety


def _masked(text: str) -> str:
    """Give the text of the same length without footnote marks, remarks behind names, and the label before them."""
    label = _LABEL.match(text)
    if label is not None and label.end() < len(text):
        text = " " * label.end() + text[label.end() :]
    for form in (_NOTE, _MARKS):
        text = form.sub(lambda found: " " * len(found.group()), text)
    return text


def _could_be_names(text: str) -> bool:
    """Whether nothing in a text speaks against names at first sight."""
    if _NOT_NAMES.search(text) or _NO_FIRST_WORD.match(text) or not any(letter.isalpha() for letter in text):
        return False
    small = [word for word in _SMALL.findall(text) if word not in _JOINERS and word not in PARTICLES]
    return len(small) <= 1 + text.count(",") // 2


def _whole_list(line: Line, *, cut: bool) -> list[Line] | None:
    """Give the names of a list that goes from the beginning of a line to its end, in the order that reads most names so."""
    pieces = _AND.split(line.text)
    if len(pieces) > 2 and all(piece.count(",") == 1 for piece in pieces):  # as BibTeX parts inverted names
        line = Line(_AND.sub("  ;  ", line.text), line.start, line.end)
    start = len(line.text) - len(line.text.lstrip())
    whole = [
        found
        for found in author_lists(line.text, start)
        if not line.text[found.end :].strip(" .,;:\t\u00a0)") and not found.editors and _is_sound(line.text, found)
    ]
    # “Odrin V, Kovalenko M” are two, though the first could be a family name and the second a given one.
    best = [line.part(*span) for span in max(whole, key=lambda found: len(found.spans)).spans] if whole else []
    bare = line.part(0, len(line.text.rstrip(" .,;:\t\u00a0")))
    several = names.split_names(bare) or []
    if any(len(name.text) > 60 or ".." in name.text for name in several):
        several = []
    if not best or (len(several) > len(best) and all(" " in name.text.strip() for name in several)):
        best = several
    if best:
        return best
    if names.can_be_name(bare.text) or (cut and names.is_single_name(bare.text)):
        return [bare]
    return None


def _is_sound(text: str, found: Names) -> bool:
    """Whether no name of a list is longer than names are."""
    if found.groups >= len(found.spans):
        return False
    for start, end in found.spans:
        given = text[start:end].partition(",")[2].split()
        if end - start > 60 or ".." in text[start:end] or sum(len(word.strip(".")) > 3 for word in given) > 2:
            return False
    return True


def _unmarked(name: Line) -> Line:
    return name.part(0, len(name.text.rstrip(" ,;*†‡")))


def _surety(line: Line, found: tuple[Line, ...], *, truncated: bool, dated: bool) -> tuple[Surety, bool]:
    """Judge names by themselves: several are a list; two joined by “and” could be a title unless something speaks for names."""
    if not found:
        return Surety.NONE, False
    speaking = sum(
        names.is_known_to_be_name(name.text) or "," in name.text or bool(re.search(r"(?:^|\s)[^\W\d_a-z]{1,2}\.?$", name.text))
        for name in found[:50]
    )  # fmt: skip
    evident = speaking * 2 >= min(len(found), 50)
    parted = bool(re.search(r"[,;，、；|·]", line.text[found[0].end - line.start : found[-1].start - line.start + 1]))
    if truncated or (len(found) > 1 and (parted or speaking > 0)):
        return Surety.LIST, evident
    return Surety.SHAPE, evident and not dated
