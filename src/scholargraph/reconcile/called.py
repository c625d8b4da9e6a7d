"""Whether two names of organisations, venues, systems or projects can be names of one, where an identifier says they are.

It joins nothing. What it cannot compare, such as names in two scripts, it does not call different.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice, product
from typing import Final

from rapidfuzz.distance import OSA

from scholargraph.reconcile.comparisons.table import table
from scholargraph.reconcile.comparisons.words import folded, short_of

MOST: Final = 24
"""How many names of a thing are compared: who has more has been called one of them."""
_SPELT: Final = 5
"""Letters of a word of which one may be misspelt: northern and southern are two."""
_SHORTEST: Final = 2
"""Letters that an abbreviation has at least."""
_PARTICLES: Final = frozenset({
    "fur", "fuer", "pour", "sur", "par", "per", "para", "di", "della", "delle", "dei", "degli", "del", "da", "do", "dos", "e",
    "van", "voor", "het", "och", "i",
})  # fmt: skip
"""Small words of organisations' names in other languages than those of titles: abbreviations leave them out."""


def clearly_differ(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether no name of the ones can be one of the others: they share at most half of the words that tell.

    >>> clearly_differ(["Journal of Rivers"], ["J. Riv."]), clearly_differ(["UC Berkeley"], ["University of California, Berkeley"])
    (False, False)
    >>> clearly_differ(["University of Northmoor"], ["University of Southport"])
    True
    """
    pairs = product(islice(some, MOST), [*islice(others, MOST)])
    return all(_differ(folded(one), folded(other)) for one, other in pairs)


def _differ(one: str, other: str) -> bool:
    mine, theirs = one.split(), other.split()
    if not (mine and theirs) or one == other or one.isascii() != other.isascii():
        return False
    found = max(_matched(mine, theirs), _matched(theirs, mine))
    return 2 * found <= min(len(_telling(mine)), len(_telling(theirs)))


def _matched(some: Sequence[str], others: Sequence[str]) -> int:
    """Count the telling words of a name that another has, or begins its words with."""
    told = _telling(others)
    return sum(any(_is_one(here, there) for there in told) or _is_acronym(here, others) for here in _telling(some))


def _telling(words: Sequence[str]) -> list[str]:
    """Give the words that tell an organisation or a venue from others; all where none does."""
    lists = table("works").lists
    silent = lists["venue words"] | lists["small words"] | lists["organisation words"]
    return [word for word in dict.fromkeys(words) if word not in silent] or [*dict.fromkeys(words)]


def _is_one(here: str, there: str) -> bool:
    """Whether two words can be one: misspelt, cut, or shortened with its last letter kept (“Natl”)."""
    short, long = sorted((here, there), key=len)
    if short == long or (len(short) >= _SPELT and OSA.distance(short, long, score_cutoff=1) <= 1):
        return True
    if len(short) < _SHORTEST:
        return False
    return long.startswith(short) or (short[-1] == long[-1] and short_of(short, long))


def _is_acronym(word: str, words: Sequence[str]) -> bool:
    """Whether a word consists of the first letters of words that follow one another: UC, University of California."""
    small = table("works").lists["small words"] | _PARTICLES
    letters = ("".join(one[0] for one in words), "".join(one[0] for one in words if one not in small))
    return len(word) >= _SHORTEST and any(word in initials for initials in letters)
