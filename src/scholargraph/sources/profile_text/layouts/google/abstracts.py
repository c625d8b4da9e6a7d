"""Whether a line reads as the text of an abstract, and whether an abstract breaks off.

It looks at lines; where an abstract begins and ends is for `blocks`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from scholargraph.bibliography.lines import Line, is_prose, unbulleted
from scholargraph.bibliography.references import is_reference
from scholargraph.bibliography.venue_forms import Strength, strength
from scholargraph.sources.profile_text.layouts.google.likeness import could_be_names, is_plain_title, says_title

_STOPS: Final = re.compile(r"(?:[.!…。！।۔؟]|\.\.\.)[)\]”\"'’»]*$")
_ENDS: Final = re.compile(r"[.!?…。！？।۔؟:;][)\]”\"'’»]*$")
_ELLIPSIS: Final = re.compile(r"(?:\.\.\.|…|\[\.\.\.\]|\[…\])[)\]”\"'’»]*$")
_GOES_ON: Final = re.compile(
    r"(?:[,;(–—-]|\b(?:and|or|of|for|the|a|an|in|on|with|to|from|by|via|that|which|is|are|we|our|this|und|der|die|et|de|la|le|y|el|e))$"
)
_SENTENCES: Final = re.compile(r"[^\W\d_]{2}[.!?]\s+[^\W\d_a-z]|[。！？]\s?\S|[।۔؟]\s")
_BEGINS: Final = re.compile(
    r"(?:We|In this|This (?:paper|work|article|thesis|study|report|chapter)|Our|Here,? we|I|Abstract|Wir|In dieser|Nous|Dans cet|En este|Neste|In questo"
    r"|Мы|В этой|В статье|本文|本論文|我们|我們|본)\b|(?:本文|本論文|我们|我們|본 )"
)
_LONG: Final = 14
_SHORTEST: Final = 20
_FEW_WORDS: Final = 3
"""A line of so few words that ends no sentence goes on with no abstract whose sentence has ended."""
_SEEN: Final = 2000
"""So much of a line is looked at from either end."""


def ends_a_sentence(line: Line) -> bool:
    """Whether a line ends as statements do; titles end in question marks and colons, too."""
    return _STOPS.search(line.text[-20:]) is not None


def reads_as_abstract(line: Line) -> bool:
    """Whether a line can hardly be anything but running text of an abstract."""
    if not ends_a_sentence(line) or not is_prose(line):
        return False
    text = line.text[:_SEEN]
    return bool(text.count(" ") >= _LONG or _SENTENCES.search(text) or _BEGINS.match(text))


def breaks_off(abstract: Sequence[Line], *, closed: bool) -> bool:
    """Whether an abstract stops before its end: it says so, its last words go on, or its button and its full stop are missing."""
    if not abstract:
        return False
    last = abstract[-1].text[-_SEEN:]
    if _ELLIPSIS.search(last):
        return True
    return _GOES_ON.search(last) is not None or (not closed and not _ENDS.search(last[-20:]))


def entry_starts(abstract: Sequence[Line]) -> bool:
    """Whether lines behind the first one of an abstract are those of an entry: names, and names or a venue below them."""
    rest = abstract[1:]
    if any(starts_with_names(abstract[at : at + 2]) for at in range(1, len(abstract) - 1)):
        return True
    return any(strength(line) >= Strength.STRONG and len(line.text) < 200 and not is_prose(line) for line in rest)


def starts_with_names(lines: Sequence[Line]) -> bool:
    """Whether the first of some lines is a name, and the second another or a venue."""
    if len(lines) < 2 or not _is_name_line(lines[0]):
        return False
    return _is_name_line(lines[1]) or strength(lines[1]) >= Strength.STRONG


def title_behind(abstract: Sequence[Line]) -> int | None:
    """Where a title stands behind an abstract: right after a sentence, no sentence itself, and none of a list."""
    for at, line in enumerate(abstract[1:], start=1):
        if ends_a_sentence(line):
            continue
        item = unbulleted(line).text != line.text or line.text.endswith((":", ";", ","))
        if (
            item
            or is_reference(line)
            or not ends_a_sentence(abstract[at - 1])
            or not (is_plain_title(line) or _is_name_line(line) or len(line.text.split()) <= _FEW_WORDS)
        ):
            return None
        return at if all(ends_a_sentence(rest) or _is_name_line(rest) for rest in abstract[at + 1 :]) else None
    return None


def is_short(abstract: Sequence[Line]) -> bool:
    """Whether the first line of an abstract is too short for one, having no end of a sentence and not going on below."""
    line = abstract[0]
    goes_on = len(abstract) > 1 and abstract[1].text[0].islower()
    if goes_on or _ENDS.search(line.text[-20:]) or _GOES_ON.search(line.text[-40:]):
        return False
    return line.text.count(" ") < _SHORTEST if " " in line.text else len(line.text) < 2 * _SHORTEST


def _is_name_line(line: Line) -> bool:
    return len(line.text) < 200 and could_be_names(line) and not says_title(line.text)
