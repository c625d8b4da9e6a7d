"""A text as lines without their margins, each with its exact place, and values without the layout around them.

It knows no page and no word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

REMEMBERED: Final = 32_768
"""What was found of so many lines is remembered: more than a page has, so that what reads it twice judges each line once."""
INVISIBLE: Final = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad"
"""Marks that stand for no letter: byte order, direction, width; the joiners that scripts need are not among them."""

_CONTROLS: Final = "".join(chr(code) for code in (*range(32), *range(127, 160)))
_SPACES: Final = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
MARGIN: Final = _SPACES + _CONTROLS + INVISIBLE + "\u2028\u2029"

_RUN_OF_SPACE: Final = re.compile(f"[{re.escape(_SPACES + _CONTROLS)}\u2028\u2029]+")
_NOTHING: Final = re.compile(f"[{INVISIBLE}\ufffe\uffff]+")
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]+")
_SURROGATES: Final = re.compile("[\ud800-\udfff]+")
_BULLET: Final = re.compile(r"(?:[•‣◦▪●○■∙·➤►]|[-–—*](?=[ \t\u00a0])|#{1,6}(?=[ \t\u00a0]))[ \t\u00a0]*")
_RULE: Final = re.compile(r"[\W_]+")
_SENTENCE_END: Final = (".", "!", "?", "…", "。", "！", "？", "।", "؟", "۔", ":", ";")
WIDE: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of Chinese, Japanese and Korean, which stand without spaces."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a part of one: what stands in the text from `start` to `end`, and whether a blank line goes before."""

    text: str
    start: int
    end: int
    gap: bool = False

    def part(self, start: int, end: int | None = None) -> Line:
        """Give text[start:end] of this line without its margins."""
        cut = self.text[start:end]
        bare = cut.lstrip(MARGIN)
        at = self.start + start + len(cut) - len(bare)
        bare = bare.rstrip(MARGIN)
        return Line(bare, at, at + len(bare), self.gap and start == 0)

    def within(self, line: Line) -> Line:
        """Give a part of the words of a line, found as if it stood at the beginning of a text with a gap, at its place."""
        return Line(self.text, line.start + self.start, line.start + self.end, line.gap and self.gap)

    def moved(self, by: int) -> Line:
        """Give the same words at a place so many characters further on."""
        return Line(self.text, self.start + by, self.end + by, self.gap)

    @property
    def value(self) -> str:
        """The words, runs of space made one."""
        return tidy(self.text)

    @property
    def key(self) -> str:
        """What to look up in a table of words: lower case, without end marks and emphasis."""
        return _key(self.text[:200])


def lines(text: str) -> Iterator[Line]:
    """Give every line that is not blank, however lines are ended."""
    at, gap = 0, False
    for raw in text.splitlines(keepends=True):
        bare = raw.lstrip(MARGIN)
        start = at + len(raw) - len(bare)
        bare = bare.rstrip(MARGIN)
        at += len(raw)
        if bare:
            yield Line(bare, start, start + len(bare), gap)
        gap = not bare


def unbulleted(line: Line) -> Line:
    """Give the line without the mark of a list or of a heading before it."""
    found = _BULLET.match(line.text)
    bare = line.part(found.end()) if found else line
    return Line(bare.text, bare.start, bare.end, line.gap) if bare.text else line


def is_rule(line: Line) -> bool:
    """Whether a line holds no letter and no digit: a rule, a cross to close something, an arrow."""
    return bool(_RULE.fullmatch(line.text))


def is_prose(line: Line) -> bool:
    """Whether a line reads like running text: many words, or some and the end of a sentence."""
    words = line.text.count(" ") + 1
    if WIDE.search(line.text):
        return len(line.text) >= 30 or (len(line.text) >= 12 and line.text.endswith(_SENTENCE_END))
    return words >= 12 or (words >= 5 and line.text.endswith(_SENTENCE_END))


def tidy(text: str) -> str:
    """Give the words on one line: invisible marks gone, each run of space one space."""
    if text.isprintable() and "  " not in text:
        return text.strip()  # no space but the common one, no invisible mark
    return _SURROGATES.sub("\ufffd", _RUN_OF_SPACE.sub(" ", _NOTHING.sub("", text)).strip())


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    return tidy(text).casefold().strip("*_: .…›»→>")


def passage(parts: Sequence[Line]) -> str:
    """Give several lines as they stand, one below the other, with a blank line where there was at least one."""
    words = "".join(("\n\n" if part.gap else "\n") + part.text for part in parts)
    return _UNPRINTABLE.sub(" ", _NOTHING.sub("", words)).replace("\u2028", "\n").replace("\u2029", "\n").strip()


def without_accents(text: str) -> str:
    """Give a text decomposed (NFKD), without the marks that combine with its letters."""
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
