"""Titles in quotation marks: which mark closes one, and whether the marks hold the whole title.

It knows the marks of a dozen languages and no citation style.
"""

from __future__ import annotations

import re
from typing import Final

LONGEST_TITLE: Final = 500


_GOES_ON: Final = re.compile(r"\s[^\W\d_a-z]")


CLOSING: Final = {"“": "”", '"': '"', "„": '“”"', "«": "»", "「": "」", "『": "』", "‘": "’", "`": "'’", "'": "'"}


def quotes_all(text: str, quote: re.Match[str]) -> bool:
    """Whether quotation marks hold the whole title, not only its first words: “It works”: homes after the vendor is gone."""
    end = closing(text, quote.end(), quote["open"] or "«")
    if end is None or _continues(text, end):
        return False
    return re.match(r"[^\w\s.,;()\[]{0,2}\s?[:–—-]\s|[^\w\s]?\s[a-z]{3,}\s(?!with)[a-z]", text[end : end + 12]) is None


def _continues(text: str, end: int) -> bool:
    """Whether a title goes on behind its quotation, up to “In: …”, as in „Wer zählt?“ Zur Textur des Romans. In: Jahrbuch."""
    beside = _GOES_ON.match(text[end + 1 : end + 3]) is not None and text[end - 1] not in ".,"
    if beside and re.search(r"[.?!,]\s[Ii]n:\s", text[end:]):
        return True
    return (
        text[end + 1 : end + 3] == ". " and re.search(r",\sin\s[«“\"A-Z]|[.,]\s[Ii]n:\s", text[end + 3 :]) is not None
    )


def closing(text: str, start: int, mark: str) -> int | None:
    """Find the mark that closes a quotation; an apostrophe within a word closes nothing."""
    closing = CLOSING.get(mark[0], mark)
    if len(mark) == 2:
        at = text.find("''", start)
        return at if at > start else None
    for at in range(start + 1, min(len(text), start + LONGEST_TITLE + 2)):
        if text[at] in closing:
            following = text[at + 1 : at + 2]
            if not following or not (following.isalnum() and mark[0] in "'‘`\"“"):
                return at
    return None
