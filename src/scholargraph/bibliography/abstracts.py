"""An abstract without what a typesetter or a reference list was to resolve: LaTeX commands, citation marks.

It changes no word: the raw abstract is kept beside it, and mathematics between dollar signs stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_MATH: Final = re.compile(r"(?<!\\)\$\$?[^$]{1,400}\$\$?")
_DROPPED: Final = re.compile(
    r"[\s~]{0,3}\\(?:[cC]ite[a-zA-Z]{0,12}|label|footnote|footnotemark|vspace|hspace)\*?(?:\[[^\]\[{}]{0,80}\]){0,2}\{[^{}]{0,2000}\}"
)
_STYLED: Final = re.compile(
    r"\\(?:emph|textbf|textit|texttt|textsc|textsf|textrm|textsl|textup|text|mbox|underline|mathrm|url|uline)\s?"
    r"\{([^{}]{0,2000})\}"
)
_LINKED: Final = re.compile(r"\\href\{[^{}]{0,500}\}\{([^{}]{0,500})\}")
_SWITCHED: Final = re.compile(r"\{\\(?:em|bf|it|tt|sc|sf|rm)\b\s*([^{}]{0,2000})\}")
_ESCAPED: Final = re.compile(r"\\([%&$#_{}])")
_SPACED: Final = re.compile(r"\\(?:xspace\b|[ ,;!]|\\(?=\s))")
_ACCENTED: Final = re.compile(r"\{?\\([`'^\"~=.])\{?(\\?[a-zA-Z])\}?\}?")
_COMBINING: Final = dict(zip("`'^\"~=.", "\u0300\u0301\u0302\u0308\u0303\u0304\u0307", strict=True))
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
    """Give the abstract without LaTeX commands and dangling citation marks; None where it has neither."""
    pieces, at = [], 0
    for math in _MATH.finditer(abstract):
        pieces += [abstract[at : math.start()], math.group()]
        at = math.end()
    pieces.append(abstract[at:])
    words = [_without_citations(piece) if place % 2 == 0 else piece for place, piece in enumerate(pieces)]
    plain = [_without_commands(piece) if place % 2 == 0 else piece for place, piece in enumerate(words)]
    commands = plain != words
    if commands:
        plain = [_typeset(piece) if place % 2 == 0 else piece for place, piece in enumerate(plain)]
    if plain == pieces:
        return None
    plain = [_LOOSE.sub("", _EMPTY.sub("", piece)) if place % 2 == 0 else piece for place, piece in enumerate(plain)]
    return "".join(plain).strip() or None


def _without_commands(text: str) -> str:
    if "\\" not in text:
        return text
    text = _ACCENTED.sub(_accent, text)
    text = _DROPPED.sub("", text)
    for _ in range(3):  # styles stand within styles, but not for ever
        text = _LINKED.sub(r"\1", _SWITCHED.sub(r"\1", _STYLED.sub(r"\1", text)))
    return _SPACED.sub(" ", _ESCAPED.sub(r"\1", text))


def _typeset(text: str) -> str:
    """Say what only LaTeX reads as dashes, quotation marks and spaces; only where it is known to be LaTeX."""
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    return re.sub(r"(?<=\S)~(?=\S)", " ", text)


def _accent(found: re.Match[str]) -> str:
    letter = found.group(2).removeprefix("\\")
    return unicodedata.normalize("NFC", letter + _COMBINING[found.group(1)])


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
