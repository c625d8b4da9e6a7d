"""What a title says that its work is of another one: a notice, a comment, a review, a longer or a shorter form, a plan of it.

It compares nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from scholargraph.reconcile.comparisons.table import table
from scholargraph.reconcile.comparisons.words import folded, title_words

PROTOCOL: Final = "protocol"
"""The plan of a study, which appears before what the study found: that has its title, and mostly its authors."""
FORMS: Final = ("extended version", "extended abstract", "poster", "demo", PROTOCOL)
"""Forms of a work beside another one, by the lists of the words that a title says it in."""
EXTENDED: Final = "extended version"
"""The one of them that no other entry of the same work leaves out."""

_BEHIND: Final = re.compile(
    r"(?P<title>.*\S)\s*(?:[(\[](?P<within>[^()\[\]]{3,40})[)\]]|(?:[:;?!.]|\s[-–—]+)\s+(?P<after>[^:;?!.]{3,40}))[\s.]*"
)
_BEFORE: Final = re.compile(
    r"\W*(?P<before>[^:;?!.()\[\]]{3,40}?)[)\]]?\s*(?:[:;.]|\s[-–—]+)\s+(?P<title>\S.*)|"
    r"\W*(?P<of>(?:(?:an? |the )?(?:extended|full|long) version) of)\s+(?P<whole>\S.*)",
    re.IGNORECASE,
)


def without_form(text: str) -> tuple[str, str]:
    """Give a title without the words that say in which form it is of another work, and that form; "" where it says none.

    >>> without_form("Braided rivers (extended version)"), without_form("Demo: Braided rivers")
    (('Braided rivers', 'extended version'), ('Braided rivers', 'demo'))
    """
    behind = _BEHIND.fullmatch(text)
    if behind is not None:
        form = _form(behind["within"] or behind["after"])
        if form and title_words(behind["title"]):
            return behind["title"], form
    before = _BEFORE.fullmatch(text)
    if before is not None:
        form = EXTENDED if before["of"] else _form(before["before"])
        if form:
            return before["title"] or before["whole"], form
    return text, ""


def _form(words: str) -> str:
    return _forms().get(folded(words), "")


@cache
def _forms() -> dict[str, str]:
    return {words: form for form in FORMS for words in table("works").lists[f"{form} words"]}


def mark_of(words: Sequence[str]) -> str:
    """Give what the first words of a title, or the last, say that a work is; of a protocol, words anywhere in it."""
    lists = table("works").lists
    for length in (4, 3, 2, 1):
        start = " ".join(words[:length])
        if start in lists["notices"] and len(words) >= length:
            return _kind(start)
    if " ".join(words[-2:]) in lists["notices at the end"]:
        return _kind(" ".join(words[-2:]))
    last = words[-1]
    if len(words) > 1 and last in lists["notices at the end"]:
        return _kind(last)
    runs = (" ".join(words[start : start + length]) for length in (2, 3, 4) for start in range(len(words) - length + 1))
    return "" if lists["protocol words"].isdisjoint(runs) else PROTOCOL


def _kind(words: str) -> str:
    """Give the kind of notice that words stand for: an erratum and a corrigendum are one kind."""
    first = words.partition(" ")[0]
    return "correction" if first in table("works").lists["corrections"] else first
