"""Pages as structured formats write them: `12--34`, `e1003`, `S12-S19`, `1:1–1:23`, `414, 418`; never a guess."""

from __future__ import annotations

import re
from typing import Final

from scholargraph.model import Pages

_DASHES: Final = r"[-\u2010-\u2015\u2212]"
_RANGE: Final = re.compile(rf"(\S+?)\s*(?:{_DASHES}+|\bto\b)\s*(\S+)")
_PAGE: Final = re.compile(r"[A-Za-z]{0,4}\.?[0-9]+[A-Za-z]?|[ivxlcdmIVXLCDM]+|[0-9]+(?:[:.][0-9]+)+")
_ARTICLE: Final = re.compile(
    r"(?:art(?:icle)?\.?(?:\s+(?:no\.?|number))?|e|Article)\s*([A-Za-z]?[0-9][\w.-]*)", re.IGNORECASE
)
_FIRST: Final = re.compile(rf"({_PAGE.pattern})\s*(?:[,;+]|{_DASHES}|$)")
_LEADING: Final = re.compile(r"^(?:pp?\.|pages?|S\.|seiten?)\s*", re.IGNORECASE)


def parse_pages(text: str) -> Pages | None:
    """Read a field of pages; None where it holds no pages. What is no single range keeps only its first page.

    >>> parse_pages("12--34")
    Pages(first='12', last='34', article=None, count=None)
    """
    words = _LEADING.sub("", " ".join(text.split()))
    found = _RANGE.fullmatch(words)
    if found and all(_PAGE.fullmatch(part) for part in found.groups()):
        return Pages(first=found[1], last=found[2])
    article = _ARTICLE.fullmatch(words)
    if article:
        return Pages(article=words if words[0] in "eE" and words[1:2].isdigit() else article[1])
    if _PAGE.fullmatch(words):
        return Pages(first=words)
    first = _FIRST.match(words)
    return Pages(first=first[1]) if first else None
