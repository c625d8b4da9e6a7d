"""Lists of authors compared: family names by their places, initials, lists that are cut or turned round.

It identifies nobody: that two works have an author of one name says something of the works only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from scholargraph.model import Agent
from scholargraph.reconcile.comparisons.table import table
from scholargraph.reconcile.comparisons.words import folded

Author = tuple[str, str]
"""Letters of the family name, and the initials of the given names."""

MOST: Final = 60
"""How many authors of a list are compared; of 5,000 the first ones tell enough."""
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.?[\s-]*){1,4}")
_CAPITALS: Final = re.compile(r"[^\W\d_a-z]{1,3}")


def author_of(agent: Agent) -> Author | None:
    """Give the author of a printed name; None where no name is printed."""
    name = agent.name
    if name is None:
        return None
    if name.family:
        return _author(name.family, name.given or "")
    return parsed(name.printed)


def parsed(printed: str) -> Author | None:
    """Give the author of a name in any order: “Knuth, D. E.”, “D. E. Knuth”, “Knuth DE”, “Donald Knuth”."""
    words = " ".join(printed.split()).strip(" ,;.&")
    if "," in words:
        family, _, given = words.partition(",")
        if _INITIALS.fullmatch(family.strip()) and len(family.strip()) <= 3:
            family, given = given, family
        return _author(family, given)
    parts = words.split()
    if len(parts) < 2:
        return _author(words, "")
    last = parts[-1].strip(".")
    if _CAPITALS.fullmatch(last) and last.isupper() and len(parts[0].strip(".")) > 2:
        return _author(" ".join(parts[:-1]), " ".join(last))
    return _author(parts[-1], " ".join(parts[:-1]))


def _author(family: str, given: str) -> Author | None:
    letters = "".join(folded(family).split())
    initials = "".join(word[0] for word in folded(given).split())
    return (letters, initials) if letters else None


def same_name(one: Author, other: Author) -> bool:
    """Whether two printed names may be one author's: the family name but for a misprint, and initials that fit."""
    mine, theirs = one[0], other[0]
    if mine != theirs and not (len(mine) > 6 and len(theirs) > 6 and (mine.endswith(theirs) or theirs.endswith(mine))):
        most = 1 if min(len(mine), len(theirs)) >= 4 else 0
        if OSA.distance(mine, theirs, score_cutoff=most) > most:
            return False
        return not one[1] or not other[1] or one[1][0] == other[1][0]
    return not one[1] or not other[1] or one[1][0] == other[1][0] or one[1][0] in other[1] or other[1][0] in one[1]


def compare(mine: Sequence[Author], theirs: Sequence[Author], *, cut: bool) -> str | None:
    """Give how two lists of authors compare; None where one of them is empty.

    `cut` says that one of the lists is known to be cut (“et al.”).
    """
    if not mine or not theirs:
        return None
    if mine == theirs:
        return "equal" if len(mine) > 1 else "the only one"
    short, long = sorted((mine, theirs), key=len)
    found = _found(short, long)
    if found == len(short) == len(long):
        return "equal" if len(long) > 1 else "the only one"
    if found == len(short):
        return _cut(short, long)
    if not found:
        turned = sum(map(_turned, mine, theirs))
        return "most" if turned == len(short) > 1 else _none(short, long)
    if len(long) == MOST and found / len(short) >= 0.3:
        return "cut"  # of so many the first ones only are compared
    if found / len(short) >= 0.6:
        return "most"
    return "cut" if cut and found >= len(short) - 1 else "some"


def _found(short: Sequence[Author], long: Sequence[Author]) -> int:
    """Count the authors of one list that the other has, each once."""
    rest = list(long)
    for one in short:
        place = next((place for place, other in enumerate(rest) if same_name(one, other)), None)
        if place is not None:
            rest.pop(place)
    return len(long) - len(rest)


def _cut(short: Sequence[Author], long: Sequence[Author]) -> str:
    """Say in which way a list is a part of another."""
    if len(short) > 1:
        return "cut"
    return "cut to the first" if same_name(short[0], long[0]) else "one of several"


def _turned(one: Author, other: Author) -> bool:
    """Whether two names may be one with family and given name exchanged: S. Ramaswamy, R. Sridhar."""
    return one[1][:1] == other[0][:1] and other[1][:1] == one[0][:1]


def _none(short: Sequence[Author], long: Sequence[Author]) -> str:
    """Say whether lists without a common name may be one that is badly broken, or with family and given names exchanged."""
    mine = {part for family, initials in short for part in (family, initials) if len(part) > 1}
    theirs = {part for family, initials in long for part in (family, initials) if len(part) > 1}
    if not mine.isdisjoint(theirs):
        return "some"
    letters, others = "".join(family for family, _ in short), "".join(family for family, _ in long)
    if any(family in others for family, _ in short if len(family) > 4) or any(
        family in letters for family, _ in long if len(family) > 4
    ):
        return "some"
    return "none"


def without_placeholders(authors: Iterable[Author]) -> tuple[Author, ...]:
    """Give authors without the words that stand where no name is known: anonymous, unknown, n/a."""
    nobody = table("works").lists["nobody"]
    return tuple(author for author in authors if author[0] not in nobody)[:MOST]
