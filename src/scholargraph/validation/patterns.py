"""Regular expressions of shapes: whether one can be read, and whether it could keep the judge busy for ever.

It matches nothing.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final

# The parse of an expression has no public name, and type checkers do not agree on whether it has one at all.
codes: Any = import_module("re._constants")
parser: Any = import_module("re._parser")
_LOOPS: Final = (codes.MAX_REPEAT, codes.MIN_REPEAT)


def fault_of_pattern(pattern: str) -> str | None:
    """Say what is wrong with a pattern, to follow its words, or None.

    A repetition of nothing but another repetition, such as (a+)+, is refused: where it does not match, the ways to try
    double with each character.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what will mean something else one day means what it means today
            parsed = parser.parse(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"cannot be read ({error}): correct it"
    if any(_doubles(loop) for loop in _loops(parsed)):
        return "repeats what is repeated already, as in (a+)+, and could take for ever: repeat it once"
    return None


def _loops(parsed: Any) -> Iterator[Any]:
    """Every repetition without an upper end, however deep: what it repeats."""
    for code, argument in parsed:
        if code in _LOOPS and argument[1] is codes.MAXREPEAT:
            yield argument[2]
        for inner in _inner(code, argument):
            yield from _loops(inner)


def _inner(code: Any, argument: Any) -> Iterator[Any]:
    if code in _LOOPS:
        yield argument[2]
    elif code is codes.BRANCH:
        yield from argument[1]
    elif code in {codes.ASSERT, codes.ASSERT_NOT}:
        yield argument[1]
    elif code is codes.SUBPATTERN:
        yield argument[3]


def _doubles(repeated: Any) -> bool:
    """Whether all that is repeated is one repetition, or one of several ways is."""
    items = [*repeated]
    while len(items) == 1 and items[0][0] is codes.SUBPATTERN:
        items = [*items[0][1][3]]
    if len(items) != 1:
        return all(code in _LOOPS and argument[0] == 0 for code, argument in items) and bool(items)
    code, argument = items[0]
    if code is codes.BRANCH:
        return any(_doubles(one) for one in argument[1])
    return code in _LOOPS and argument[1] is codes.MAXREPEAT
