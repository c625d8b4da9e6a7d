"""How a name is looked for in words: in order, or with the family name first; one grammar for records and for answers.

It changes nothing: `withdrawal` and `blanking` do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_BETWEEN = r"[\s\u00a0]+"


def name_pattern(name: str, letter: Callable[[str], str] = re.escape) -> str:
    """Give an expression for a name as whole words: in order, or the last one first, after a comma.

    `letter` gives the expression for one character of the name (NFC).
    """
    words = ["".join(map(letter, word)) for word in unicodedata.normalize("NFC", name).split()]
    straight = _BETWEEN.join(words)
    if len(words) < 2:
        return rf"(?<!\w){straight}(?!\w)"
    turned = rf"{words[-1]},[\s\u00a0]*{_BETWEEN.join(words[:-1])}"
    return rf"(?<!\w)(?:{straight}|{turned})(?!\w)"
