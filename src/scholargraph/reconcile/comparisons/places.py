"""Where and when works appeared, compared: year, venue, volume, issue, pages, and in which form they are there.

It knows no title and no author.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from scholargraph.model import PublicationType
from scholargraph.reconcile.comparisons.table import table
from scholargraph.reconcile.comparisons.words import folded, short_of

_DIGITS: Final = re.compile(r"[0-9]+")

FORMS: Final = {
    PublicationType.CONFERENCE_PAPER: "conference",
    PublicationType.JOURNAL_ARTICLE: "journal",
    PublicationType.NEWS_ARTICLE: "journal",
    PublicationType.PREPRINT: "preprint",
    PublicationType.REPORT: "report",
    PublicationType.THESIS: "thesis",
    PublicationType.BOOK: "book",
    PublicationType.EDITED_BOOK: "book",
    PublicationType.CHAPTER: "chapter",
    PublicationType.DATASET: "data",
    PublicationType.SOFTWARE: "software",
    PublicationType.NOTICE: "notice",
    PublicationType.REVIEW: "review",
    PublicationType.PATENT: "patent",
    PublicationType.STANDARD: "standard",
    PublicationType.PRESENTATION: "presentation",
    PublicationType.AUDIOVISUAL: "presentation",
    PublicationType.WEB_ARTICLE: "web",
    PublicationType.EXPLORABLE: "web",
}
"""In which form a work of a kind is before us; a kind that is not known says nothing."""
AUTHORED: Final = frozenset({"journal", "conference", "preprint", "chapter", "thesis"})
"""Forms of works that have persons for authors, whether an entry names them or not."""


@lru_cache(maxsize=1 << 12)
def venue_words(name: str) -> tuple[str, ...]:
    """Give the words of a venue's name that tell it from others."""
    lists = table("works").lists
    words = [word for word in folded(name).split() if not _DIGITS.search(word)]
    telling = tuple(word for word in words if word not in lists["venue words"] and word not in lists["small words"])
    return telling or tuple(words)


@lru_cache(maxsize=1 << 12)
def form_of_venue(name: str) -> str:
    """Give the form of what appears in a venue, by the words of its name; "" where they do not tell."""
    words = frozenset(folded(name).split())
    lists = table("works").lists
    for form in ("preprint", "report", "thesis", "conference", "journal"):
        if not words.isdisjoint(lists[f"{form} words"]):
            return form
    return "" if words.isdisjoint(lists["conference names"]) else "conference"


def compare_venues(some: Sequence[str], others: Sequence[str]) -> str | None:
    """Give how the venues of two works compare, each by all its names; None where one has none."""
    if not some or not others:
        return None
    best = "differs"
    order = ("equal", "abbreviated", "partly", "differs")
    for one in some:
        for other in others:
            found = _venues(one, other)
            best = min(best, found, key=order.index)
    return best


@lru_cache(maxsize=1 << 16)
def _venues(one: str, other: str) -> str:
    mine, theirs = venue_words(one), venue_words(other)
    if mine == theirs:
        return "equal"
    short, long = sorted((mine, theirs), key=lambda words: (len(words), len("".join(words))))
    if _abbreviates(short, long) or _is_acronym(short, long):
        return "abbreviated"
    shared = set(mine) & set(theirs)
    matched = sum(any(short_of(word, other) for other in long) for word in short)
    if len(shared) >= 2 or (short and matched == len(short)):
        return "abbreviated" if matched == len(short) else "partly"
    return "partly" if len(shared) * 2 > len(short) or matched * 2 > len(short) else "differs"


def _abbreviates(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether each word is short for the word at its place, or the next ones."""
    return len(short) == len(long) and all(short_of(one, other) for one, other in zip(short, long, strict=True))


def _is_acronym(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether one name consists of the first letters of the other: vldb, very large data bases."""
    if len(short) != 1 or len(short[0]) < 3:
        return False
    return "".join(word[0] for word in long) == short[0] or short[0] in long


def compare_years(mine: int | None, theirs: int | None) -> str | None:
    """Give how far apart the years of two works are."""
    if mine is None or theirs is None:
        return None
    distance = abs(mine - theirs)
    return "equal" if not distance else "next" if distance == 1 else "near" if distance <= 3 else "far"


def page_numbers(words: Sequence[str | None]) -> tuple[str, ...]:
    """Give first and last page as written there, in a form for comparing: “S12–S20”, “1123–30” is 1123 to 1130."""
    found: list[str] = []
    if words and words[0] and _DIGITS.search(words[0].partition("-")[0]) is None:
        return ()  # “Suppl-29”, “t-20”: where it begins is lost
    for word in words:
        pieces = [folded(piece).replace(" ", "") for piece in re.split(r"[-–—]+", word or "")]
        found += [re.sub(r"^(?:pages?|pp?)", "", piece).lstrip("0") for piece in pieces if piece]
    kept = [piece for piece in found if piece and _DIGITS.search(piece)][:2]
    if len(kept) == 2 and kept[0].isdigit() and kept[1].isdigit() and len(kept[1]) < len(kept[0]):
        kept[1] = kept[0][: len(kept[0]) - len(kept[1])] + kept[1]
    return tuple(kept)


def compare_pages(mine: Sequence[str], theirs: Sequence[str]) -> str | None:
    """Give how the pages of two works compare."""
    if not mine or not theirs:
        return None
    if mine[0] == theirs[0]:
        return "equal"
    if len(mine) == 2 and len(theirs) == 2:
        if mine[1] == theirs[1]:
            return "one below the other" if mine[0] == mine[1] or theirs[0] == theirs[1] else "nearly"
        if all(piece.isdigit() for piece in (*mine, *theirs)) and _nearly((mine[0], mine[1]), (theirs[0], theirs[1])):
            return "nearly"
    if OSA.distance(mine[0], theirs[0]) == 1 and len(mine[0]) > 2 and abs(len(mine[0]) - len(theirs[0])) == 1:
        return "nearly"
    return "differs"


def is_long(pages: Sequence[str]) -> bool:
    """Whether a range of pages holds more than two: works that are shorter share their pages with others."""
    return len(pages) == 2 and all(map(str.isdigit, pages)) and int(pages[1]) - int(pages[0]) >= 2


def _nearly(mine: tuple[str, str], theirs: tuple[str, str]) -> bool:
    """Whether two ranges of pages overlap and begin within two pages of each other."""
    overlap = int(mine[0]) <= int(theirs[1]) and int(theirs[0]) <= int(mine[1])
    return overlap and min(len(mine[0]), len(theirs[0])) > 1 and abs(int(mine[0]) - int(theirs[0])) <= 2


def compare_numbers(mine: str, theirs: str) -> str | None:
    """Give how two volumes or issues compare: equal, where one is part of the other (“12(3)”, “3-4”), or not."""
    if not mine or not theirs:
        return None
    if mine == theirs:
        return "equal"
    here, there = set(_DIGITS.findall(mine)), set(_DIGITS.findall(theirs))
    if not here or not there:
        return None
    return "equal" if here & there else "differs"


def compare_forms(mine: str, theirs: str) -> str | None:
    """Give how the forms of two works go together."""
    if not mine or not theirs or mine == theirs:
        return None if not mine or not theirs else "equal"
    pair = {mine, theirs}
    if "preprint" in pair and pair <= {"preprint", "journal", "conference", "chapter", "report", "web", "book"}:
        return "preprint and published"
    if pair == {"conference", "journal"}:
        return "conference and journal"
    if "report" in pair and pair <= {"report", "journal", "conference", "chapter"}:
        return "report and published"
    if "thesis" in pair and "report" in pair:
        return "report and published"
    if pair in ({"conference", "chapter"}, {"journal", "chapter"}, {"book", "report"}, {"journal", "web"}):
        return "nearly"
    return "of other kinds"
