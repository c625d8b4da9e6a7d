"""Abstracts compared by the runs of words that they share: so that a work is found again whose title is lost.

It keeps no text: a fingerprint of numbers is enough to compare.
"""

from __future__ import annotations

import zlib
from typing import Final

from scholargraph.reconcile.comparisons.words import folded

_RUN: Final = 4
_FEW: Final = 12
"""How many words an abstract has at least that is compared by its runs; a shorter one is compared as a whole."""
_MOST: Final = 64
"""How many fingerprints are kept: the smallest, so that texts which share runs share fingerprints."""


def fingerprints(text: str) -> tuple[int, ...]:
    """Give the smallest hashes of the runs of words of a text, sorted; a short text has one, of all of it."""
    words = folded(text).split()
    if len(words) < _FEW:
        return (zlib.crc32(" ".join(words).encode()),) if words else ()
    runs = {zlib.crc32(" ".join(words[place : place + _RUN]).encode()) for place in range(len(words) - _RUN + 1)}
    return tuple(sorted(runs)[:_MOST])


def compare(mine: tuple[int, ...], theirs: tuple[int, ...]) -> str | None:
    """Give how two abstracts compare: equal, alike (one may be a part of the other), or not."""
    if not mine or not theirs:
        return None
    if mine == theirs:
        return "equal"
    here, there = set(mine), set(theirs)
    # Of two samples of the smallest, only what lies below the least of both ends can be in both.
    least = min(mine[-1], theirs[-1]) if len(mine) > 1 and len(theirs) > 1 else 0
    few = min(sum(one <= least for one in mine), sum(one <= least for one in theirs)) or 1
    shared = len(here & there)
    if shared >= 6 and shared / few >= 0.6:
        return "equal"
    if shared >= 4 and shared / few >= 0.25:
        return "alike"
    return "differs"
