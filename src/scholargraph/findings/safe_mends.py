"""Safe mends: what words that a reader could not take surely mean, where they can mean one thing only.

It looks nothing up and reads no source. Where two readings are possible (05/03/2014) there is none.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from scholargraph.errors import IdentifierError
from scholargraph.identifiers import Identifier, Url, identifier_of, parse_url
from scholargraph.model import Pages, PartialDate

_SCHEME: Final = re.compile(r"(?:h?t{1,3}p(?P<safe>s?)\s?[:;]?\s?[/\\]{1,3}\s?|(?=www\.))", re.IGNORECASE)
_HOST: Final = re.compile(r"https?://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:[/?#:]|$)", re.IGNORECASE)
_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_NOTHING: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_DOI: Final = re.compile(r"(?<![0-9.])10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\"<>]+")
_DOI_BEGINS: Final = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/")
_BEHIND: Final = ".,;:'’”"
_BRACKETS: Final = {")": "(", "]": "[", "}": "{"}
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
         ("july", "jul"), ("august", "aug"), ("september", "sep", "sept"), ("october", "oct"), ("november", "nov"),
         ("december", "dec")),
        start=1,
    )
    for name in names
}  # fmt: skip
_DATES: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<year>[12][0-9]{3})[/._ -]+(?P<month>[0-9]{1,2})(?:[/._ -]+(?P<day>[0-9]{1,2}))?[/.]?",
        r"(?P<year>[12][0-9]{3})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?\s+(?P<name>[a-z]+)\.?,?\s+(?P<year>[12][0-9]{3})",
        r"(?P<name>[a-z]+)\.?\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>[12][0-9]{3})",
        r"(?P<name>[a-z]+)\.?,?\s+(?P<year>[12][0-9]{3})",
        r"\(?(?P<year>[12][0-9]{3})[.,;)]?",
    )
)
_PAGES: Final = re.compile(r"(?:pp?\.?\s*)?([A-Za-z]?[0-9]{1,6})\s*(?:-{1,3}|to)\s*([A-Za-z]?[0-9]{1,6})\.?")


def mended_address(words: str) -> Url | None:
    """Give the web address that words without its scheme, or with a misspelt one, are.

    >>> mended_address("www.quill.org/maps")
    'https://www.quill.org/maps'
    >>> mended_address("htp:/quill.org")
    'http://quill.org'
    """
    text = words.strip().translate(_NOTHING)
    found = _SCHEME.match(text)
    if found is None or any(char.isspace() for char in text[found.end() :]):
        return None
    safe = found["safe"] != ""  # what begins with www has no scheme that could say otherwise
    made = ("https://" if safe else "http://") + text[found.end() :].replace("\\", "/")
    if made == words or not _HOST.match(made):
        return None
    try:
        return parse_url(made)
    except IdentifierError:
        return None


def mended_identifier(scheme: str, words: str) -> Identifier | None:
    """Give the one identifier of a scheme that stands in words, its check digit right.

    >>> str(mended_identifier("doi", "(see 10.1000/182.)"))
    'doi:10.1000/182'
    """
    text = unicodedata.normalize("NFKC", words).translate(_DASHES).translate(_NOTHING).strip()
    if scheme == "doi":
        named = {_without_end(found) for found in _DOI.findall(text.lower())}
        text = named.pop() if len(named) == 1 else ""
        if len(_DOI_BEGINS.findall(text)) != 1 or any(mark in text for mark in "?#&"):
            return None  # two that only a comma parts, or the query of an address: where it ends, nobody can tell
    candidate = _without_end(text)
    return identifier_of(scheme, candidate) if candidate else None


def _without_end(words: str) -> str:
    """Leave out the marks of a sentence behind words, and a bracket that is not opened in them."""
    while words and (
        words[-1] in _BEHIND or (words[-1] in _BRACKETS and words.count(words[-1]) > words.count(_BRACKETS[words[-1]]))
    ):
        words = words[:-1]
    return words


def mended_date(words: str) -> PartialDate | None:
    """Give the date that words are, where its parts can be told apart.

    >>> str(mended_date("5 March 2014"))
    '2014-03-05'
    >>> mended_date("05/03/2014")
    """
    text = " ".join(unicodedata.normalize("NFKC", words).translate(_DASHES).split())
    for form in _DATES:
        found = form.fullmatch(text)
        if found is None:
            continue
        parts = found.groupdict()
        month = _MONTHS.get(parts["name"].lower()) if parts.get("name") else int(parts.get("month") or 0) or None
        if parts.get("month") and month == (int(parts["year"]) + 1) % 100 and not parts.get("day"):
            return None  # 2010/11 is two years as well
        if parts.get("name") and month is None:
            continue
        try:
            return PartialDate(int(parts["year"]), month, int(parts["day"]) if parts.get("day") else None)
        except ValueError:
            return None
    return None


def mended_pages(words: str) -> Pages | None:
    """Give first and last page of words with any dash between them, the last one in full.

    >>> mended_pages("890–6")
    Pages(first='890', last='896', article=None, count=None)
    """
    found = _PAGES.fullmatch(unicodedata.normalize("NFKC", words).translate(_DASHES).translate(_NOTHING).strip())
    return None if found is None else pages_in_full(Pages(found[1], found[2]))


def pages_in_full(pages: Pages) -> Pages | None:
    """Give pages whose last is short for more digits (890-6) in full; None where that would not come after the first."""
    first, last = pages.first or "", pages.last or ""
    if first.isascii() and first.isdigit() and last.isascii() and last.isdigit() and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    if not first or not last or (first.isdigit() and last.isdigit() and int(first) > int(last)):
        return None
    return Pages(first, last, pages.article, pages.count)
