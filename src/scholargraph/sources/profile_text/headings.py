"""What a line heads if it is a heading: a list of works, a group of them, something else; and which year it names.

The words stand in `headings.toml`. It looks at one line at a time; whether a line is a heading at all is for the caller to
weigh, where it could be anything else.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final

from scholargraph.bibliography.dates import YEAR
from scholargraph.bibliography.lines import WIDE, Line, tidy, unbulleted
from scholargraph.bibliography.words import LINK_LABELS

LONGEST: Final = 110
_MOST_WORDS: Final = 12

_ASIDE: Final = re.compile(r"[(（\[【][^()（）\[\]【】]{0,80}[)）\]】]?")
_NUMBER: Final = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,2}[.):]?|[ivx]{1,4}[.)]|[a-h][.)])\s+", re.IGNORECASE)
_COUNT: Final = re.compile(r"\b\d{1,4}\b")
_SPAN: Final = re.compile(
    rf"(?:\b(?:since|from|seit|depuis|desde|dal|sinds|с|в)\s)?\b{YEAR}(?:\s?[-–—/]\s?(?:{YEAR}|\d\d|present|today|now|heute)?)?"
)
_DATE_ALONE: Final = re.compile(
    rf"[\W_]*({YEAR})\s?(?:年|年度|년)?(?:\s?[-–—/&]\s?({YEAR}|\d\d|present|today|now))?[\W_]*(?:\(\d{{1,3}}\))?[\W_]*"
)
_SENTENCE: Final = re.compile(r"[.!?。]\s*$")


class Kind(StrEnum):
    """What stands below a heading."""

    WORKS = "works"  # a list of works
    GROUP = "group"  # works of a kind, where a list of works has begun
    MAYBE = "maybe"  # a list of works or something else
    OTHER = "other"
    BIOGRAPHY = "biography"
    INTERESTS = "interests"


@cache
def _table() -> Mapping[str, Any]:
    text = files("scholargraph.sources.profile_text").joinpath("headings.toml").read_text("utf-8")
    raw = tomllib.loads(text)
    dropped = sorted((tidy(part) for part in raw["dropped"].split("|")), key=len, reverse=True)
    table: dict[str, Any] = {
        "modifiers": frozenset(raw["modifiers"].split()),
        "dropped": re.compile("|".join(map(re.escape, dropped))),
    }
    for kind in Kind:
        part = raw[kind.value]
        table[kind.value] = (
            frozenset(part.get("nouns", "").split()),
            frozenset(
                tidy(phrase)
                for line in part.get("phrases", "").splitlines()
                for phrase in line.split("|")
                if tidy(phrase)
            ),
        )
    return table


def heading(line: Line) -> Kind | None:
    """Tell what a line heads, going by its words alone; None where it is no heading that is known."""
    if len(line.text) > LONGEST:
        return None
    bare = unbulleted(line)
    if _is_row(bare.text):
        return None
    return _heading(tidy(bare.text).casefold().strip("*_# \t"), hashed=line.text.startswith("#"))


def _is_row(text: str) -> bool:
    """Whether a line is a row of links, which can be called as headings are: “project page / arXiv”."""
    parts = [part.strip(" [](){}.:").casefold() for part in re.split(r"\s?[/|·•]\s?|\]\s?\[|\s{2,}", text)]
    return len(parts) > 1 and any(part in LINK_LABELS for part in parts)


@cache
def _heading(text: str, *, hashed: bool) -> Kind | None:
    if not hashed and (text.count(",") > 2 or (_SENTENCE.search(text) and text.count(" ") > 3)):
        return None
    for part in (text, re.split(r"\s[|·•–—-]\s", text)[0]):
        words = _table()["dropped"].sub(" ", _ASIDE.sub(" ", _NUMBER.sub("", part)))
        words = tidy(_SPAN.sub(" ", words)).strip(" :.…»›>→-–—|·•*_，：、#★▶▸■●~=+<«'\"“”")
        kind = _of_words(words) or _of_words(tidy(_COUNT.sub(" ", words)).strip(" :.-–—"))
        if kind is not None:
            return kind
    return None


def _of_words(words: str) -> Kind | None:
    if not words or len(words) > LONGEST:
        return None
    table = _table()
    for kind in (Kind.INTERESTS, Kind.BIOGRAPHY, Kind.OTHER, Kind.WORKS, Kind.GROUP, Kind.MAYBE):
        if words in table[kind][1]:
            return kind
    if WIDE.search(words):
        return _of_wide(words)
    tokens = [token for token in re.split(r"[\s,/;:&+·|-]+|(?<=l|d)['’]", words) if token]
    whole = [token for token in re.split(r"[\s,/;:]+", words) if token]
    for parts in (whole, tokens):
        if not 0 < len(parts) <= _MOST_WORDS:
            continue
        kinds = [_of_token(part) for part in parts]
        if None in kinds:
            continue
        for kind in (Kind.OTHER, Kind.WORKS, Kind.GROUP):
            if kind in kinds:
                return kind
    return None


def _of_token(token: str) -> Kind | str | None:
    table = _table()
    for kind in (Kind.OTHER, Kind.WORKS, Kind.GROUP):
        if token in table[kind][0]:
            return kind
    return "modifier" if token in table["modifiers"] or token.isdigit() else None


def _of_wide(words: str) -> Kind | None:
    """Scripts without spaces: a known word with little around it."""
    if len(words.replace(" ", "")) > 14:
        return None
    table = _table()
    for kind in (Kind.OTHER, Kind.WORKS, Kind.GROUP):
        found = max((noun for noun in table[kind][0] if noun in words and WIDE.match(noun)), key=len, default=None)
        if found is not None and 2 * len(found) + 2 >= len(words.replace(" ", "")):
            return kind
    return None


def year_of(line: Line) -> Line | None:
    """Give the year that a line names and nothing else; None where it is no such line, or names several years."""
    if len(line.text) > 40:
        return None
    found = _DATE_ALONE.fullmatch(line.text)
    return line.part(*found.span(1)) if found is not None and found[2] is None else None


def is_years(line: Line) -> bool:
    """Whether a line holds nothing but a year or a span of years."""
    return len(line.text) <= 40 and _DATE_ALONE.fullmatch(line.text) is not None
