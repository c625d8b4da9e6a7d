"""An abstract without what a reference list was to resolve: citation commands of LaTeX, citation marks, footnotes.

It changes no word: the abstract with them is kept beside it. What is markup of words and formulas, `markup` reads.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.bibliography.markup import plain

_MATH: Final = re.compile(r"(?<!\\)\$\$?[^$]{1,400}\$\$?")
_DROPPED: Final = re.compile(
    r"[\s~]{0,3}\\(?:[cC]ite[a-zA-Z]{0,12}|label|footnote|footnotemark|vspace|hspace)\*?(?:\[[^\]\[{}]{0,80}\]){0,2}\{[^{}]{0,2000}\}"
)
_CITATIONS: Final = re.compile(
    r"(?:(?<=\])|(?P<before>[^\s]{0,12})(?P<space>\s))\[(?P<numbers>[1-9]\d{0,2}(?:\s?[,;–-]\s?[1-9]\d{0,2}){0,40})\]"
)
_RANGE_WORDS: Final = frozenset(
    [
        "in",
        "range",
        "interval",
        "between",
        "scale",
        "from",
        "to",
        "over",
        "within",
        "[",
        "(",
        "=",
        "∈",
        "domain",
        "set",
        "×",
        "^",
        "of",
        "size",
        "dimension",
        "vector",
    ]
)
_EMPTY: Final = re.compile(r"\s?\(\s*[,;]?\s*\)")
_LOOSE: Final = re.compile(r"(?<=\S) +(?=[.,;:!?)])")


def cleaned(abstract: str) -> str | None:
    """Give the abstract in plain letters without citation commands and dangling marks; None where it has neither.

    `abstract` is the raw one: what is markup in it is read here, too.
    """
    pieces, at = [], 0
    for math in _MATH.finditer(abstract):
        pieces += [abstract[at : math.start()], math.group()]
        at = math.end()
    pieces.append(abstract[at:])
    kept = [
        _DROPPED.sub("", _without_citations(piece)) if place % 2 == 0 else piece for place, piece in enumerate(pieces)
    ]
    if kept == pieces:
        return None
    kept = [_LOOSE.sub("", _EMPTY.sub("", piece)) if place % 2 == 0 else piece for place, piece in enumerate(kept)]
    return plain("".join(kept)).strip() or None


def _without_citations(text: str) -> str:
    return _CITATIONS.sub(_citation, text)


def _citation(found: re.Match[str]) -> str:
    """Drop numbers in brackets after a word; an interval, a shape or an index is no citation."""
    before = found.group("before") or ""
    numbers = [int(number) for number in re.findall(r"\d+", found.group("numbers"))]
    pair = len(numbers) == 2 and "," in found.group("numbers")
    if (pair and before.casefold() in _RANGE_WORDS) or numbers != sorted(numbers):
        return found.group()
    return before
