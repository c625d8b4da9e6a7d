"""The nearest of some known words, as a remedy for one that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence
from typing import Final

_MOST: Final = 30
_CUTOFF: Final = 0.5


def near(word: str, known: Collection[str], *, cutoff: float = _CUTOFF) -> str | None:
    """Give the known word that is most like another; None where none is like it."""
    by_fold = {one.casefold(): one for one in known}
    found = difflib.get_close_matches(word[:100].casefold(), by_fold, n=1, cutoff=cutoff)
    return by_fold[found[0]] if found else None


def nearest(word: str, known: Sequence[str]) -> str:
    """Say which known word is meant, or which there are."""
    found = near(word, known)
    if found is not None:
        return f"did you mean “{found}”?"
    shown = ", ".join(f"“{one}”" for one in known[:_MOST])
    return f"there {'is' if len(known) == 1 else 'are'} {shown}." if known else "there are none."
