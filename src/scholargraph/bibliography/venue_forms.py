"""The forms that venue lines are made of, and how surely a line is one.

It takes nothing apart; that is for `venues`.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import Final

from scholargraph.bibliography import venue_words as places
from scholargraph.bibliography.dates import YEAR, parse_date
from scholargraph.bibliography.lines import Line, tidy
from scholargraph.bibliography.references import references

LONGEST: Final = 600
MOST_PAGES: Final = 100
"""“pp. 9” is a count of pages; a number above this is more likely a place that lost its other end."""

PAGE: Final = r"[A-Za-z]{0,2}\d{1,9}(?:[:.]\d{1,6})*[A-Za-z]?"
RANGE: Final = re.compile(rf"(?:\b(?:pp?\.?|[Pp]ages?:?|стр\.|[Сс]\.|S\.)\s*)({PAGE})\s*[-‐‑–—−]+\s*({PAGE})(?!\w)")
COUNT: Final = re.compile(r"\bpp\.\s*(\d{1,4})(?![\w:.-]*\d)|\b(\d{1,4})\s+(?:pages|pp\.?)(?!\w)")
PAGE_ONE: Final = re.compile(rf"\bp\.\s*({PAGE})(?!\w)")
ARTICLE: Final = re.compile(
    r"\b[Aa]rt(?:icle|\.)\s*(?:(?:[Nn]o\.?|[Nn]umber)\s*)?([A-Za-z]{0,2}\d[\w.]{0,11}\w|\d)(?!\w)"
)
VOLUME_ISSUE: Final = re.compile(
    rf"(?<![\w(./:-])(?:[Vv]ol(?:ume|\.)?\s*)?(\d{{1,4}})\s?\((?!{YEAR}\))((?:[A-Z]+)?\d{{1,5}}(?:[-–/]\d{{1,4}})?)\)"
    rf"(?:\s?:\s?({PAGE})\s*[-–—]+\s*({PAGE}))?(?!\w)"
)
VOLUME_PAGES: Final = re.compile(rf"(?<![\w(./:-])(\d{{1,4}}):\s?({PAGE})\s*[-–—]+\s*({PAGE})(?!\w)")
VOLUME_LOOSE: Final = re.compile(r"(?<=[^\W\d_] )(\d{1,4}):\d{1,4}(?=\s*(?:[,(]|$))")
PAGES_AFTER_YEAR: Final = re.compile(rf"\({YEAR}\)\s?[,:]?\s({PAGE})\s?[-–—]+\s?({PAGE})(?=\s*(?:[,.;]|$))")
PAGES_LOOSE: Final = re.compile(
    rf"(?:(?<=[,\x1f]\s)|(?<=[,\x1f]))(?!{YEAR})({PAGE})\s?[-–—]+\s?({PAGE})(?=\s*(?:[,.;\x1f]|$))"
)
VOLUME: Final = re.compile(
    r"\b(?:[Vv]ol(?:ume|\.)?|[Bb]d\.|[Тт]\.|[Tt]ome)\s*(\d{1,5}[A-Za-z]?)(?!\w)|第\s?(\d{1,5})\s?[卷巻]"
)
ISSUE: Final = re.compile(
    r"(?:\b(?:[Nn]o\.?|[Nn]r\.?|[Ii]ssue|[Nn]umber|[Hh]eft)|№)\s*(\d{1,5}(?:[-–/]\d{1,4})?)(?!\w)|第\s?(\d{1,5})\s?[期号號호]"
)
STATUS: Final = re.compile(r"\(?\b(?:to appear(?: in(?=\s+[A-Z\d]))?|in press|forthcoming)\b\)?", re.IGNORECASE)
YEAR_IN_PARENTHESES: Final = re.compile(rf"[(（]\s*({YEAR})\s*[)）]")
ANY_YEAR: Final = re.compile(rf"(?<![\w.,/–—-])(?<!\d)({YEAR})(?![\w/–—]|-\d|\.\d)")
YEARS: Final = re.compile(rf"{YEAR}\s*[-–—/]\s*(?:{YEAR}|\d\d)(?!\d)")
NUMBER_BEFORE: Final = re.compile(rf"(?:^|[,;\x1f]\s*)(?!{YEAR})(\d{{1,4}})\s*$")
NUMBER_BEFORE_LOOSE: Final = re.compile(rf"(?:^|[,;\x1f]\s*|(?<=[^\W\d_]\s))(?!{YEAR})(\d{{1,4}})\s*$")
"""A volume before the year in parentheses: “31 (2013)”; without a comma before it only where pages follow."""
HONOURS: Final = re.compile(
    r"[(\[][^()\[\]]{0,60}\b(?:[Aa]ward|[Mm]ention|[Oo]ral|[Ss]potlight|[Pp]oster|[Rr]unner|[Ii]nvited|[Bb]est [Pp]aper)\b[^()\[\]]{0,60}[)\]]"
)
"""What a work was given or how it was presented, in brackets: no part of the venue."""
EDITION: Final = re.compile(rf"(?:{YEAR}|['’‘]\d\d)\)?$")
ACRONYM_YEAR: Final = re.compile(rf"[A-Z][\w&@/-]{{1,24}}(?:\s|-|@|:)?\s?(?:{YEAR}|['’‘]\d\d)")
NAME_AND_YEAR: Final = re.compile(
    rf"[^\W\d_a-z][\w'’&/-]*(?:\s[\w'’&/-]+){{0,6}}\s(?:{YEAR}|['’‘]\d\d)(?:\s?\([^()]{{1,40}}\))?"
)
"""“Lamp Days 2011”: a venue where a venue is to stand; elsewhere it could be a title."""
UNFINISHED: Final = re.compile(
    r"(?:in|under) (?:submission|review|preparation|revision)|submitted(?: to .{2,80})?|unpublished(?: manuscript)?|manuscript"
    r"|work in progress|working paper|draft",
    re.IGNORECASE,
)
LEAD: Final = re.compile(
    r"(?:(?:Appeared|Published|Presented|Accepted|Proceedings published)\s+)?(?:[Ii]n|[Aa]t|[Tt]o|[Bb]y)\b:?\s+(?=[A-Z\d(“\"]|the [A-Z\d])"
    r"|(?:Published|Venue|Journal|Conference|Booktitle|Source|Appeared)\s?:\s*"
)
THESIS: Final = re.compile(
    r"\b(?:(?P<phd>Ph\.?\s?D\.?|DPhil|[Dd]octoral)|(?P<ms>M\.?Sc\.?|M\.?S\.)|(?P<ma>M\.?A\.)|Master(?:[’']?s)?|Bachelor(?:[’']?s)?"
    r"|Diploma|Habilitation)\s*(?:[Tt]hesis|[Dd]issertation)\b"
)
PATENT: Final = re.compile(
    r"\b(?:(?:U\.?\s?S\.?|European|EP|WO|German|Japanese|Chinese)\s*)?Patent\s*(?:App(?:lication|l?\.)?|No\.?|Number|Publication)?\s*"
    r"(?:US|EP|WO)?\s?\d[\d,/]{4,}[A-Z]?\d?\b|\bU\.?S\.? Patent\b"
)
REPORT: Final = re.compile(r"\bTech(?:nical|\.)\s+[Rr]ep(?:ort|\.)(?!\w)")
UNIVERSITY: Final = re.compile(
    r"Universi|Institut|Université|Universidad|Università|École|Ecole|\bETH\b|\bEPFL\b|\bMIT\b|Politecnico|College|大学|대학교?|Университет"
)


class Strength(IntEnum):
    """How surely a line is a venue line, going by its form alone."""

    NONE = 0
    WEAK = 1  # it holds a word that venues hold
    MEDIUM = 2  # it begins or ends as venue lines do
    STRONG = 3  # it has a year in parentheses, pages, a volume, ...
    DATE = 4  # it is a date and nothing else


def strength(line: Line) -> Strength:
    """Judge how surely a line is a venue line."""
    return Strength.NONE if len(line.text) > LONGEST else _strength(tidy(line.text))


@lru_cache(maxsize=4096)
def _strength(text: str) -> Strength:
    if parse_date(STATUS.sub("", text)) is not None:
        return Strength.DATE
    if STATUS.fullmatch(text) or UNFINISHED.fullmatch(text.strip("(). ")):
        return Strength.STRONG
    strong = (YEAR_IN_PARENTHESES, RANGE, COUNT, VOLUME_ISSUE, VOLUME_PAGES, THESIS, PATENT, VOLUME, ARTICLE)
    if any(form.search(text) for form in strong) or re.search(
        r"\((?:to appear|in press|forthcoming)\)|\barXiv:\d", text, re.IGNORECASE
    ):
        return Strength.STRONG
    if ACRONYM_YEAR.fullmatch(text) or any(reference.work for reference in references(Line(text, 0, len(text)))):
        return Strength.STRONG
    last = text.rpartition(",")[2].strip(" .").casefold()
    if places.OPENINGS.match(LEAD.sub("", text, count=1)) or is_publisher(last) or parse_date(last) is not None:
        return Strength.MEDIUM
    if re.match(
        r"(?:Accepted|Presented|Published|Appeared|To appear)\s(?:at|in|to|by)\s(?=[A-Z\d])", text
    ) or re.search(rf"\s\d{{1,4}}:\d{{1,4}},\s{YEAR}\b|,\s{YEAR},\s\d{{1,5}}\s?[-–—]\s?\d{{1,5}}$", text):
        return Strength.MEDIUM
    if re.match(rf"{ACRONYM_YEAR.pattern}\s?[,:(]", text) or (last in places.COUNTRIES and re.search(YEAR, text)):
        return Strength.MEDIUM
    if re.fullmatch(rf"['’\w\s&/-]{{2,60}}\s['’]?{YEAR}", text) and places.VENUE_WORDS.search(text):
        return Strength.MEDIUM
    if (
        " " not in text
        and text.casefold() not in places.MONTHS
        and sum(letter.isupper() for letter in text) >= 2
        and text.isalpha()
    ):
        return Strength.MEDIUM
    return Strength.WEAK if places.VENUE_WORDS.search(text) else Strength.NONE


def is_publisher(words: str) -> bool:
    """Whether words are the name of a publisher."""
    return words.casefold().strip(" .") in places.PUBLISHERS
