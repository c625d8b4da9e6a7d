"""How the work for an input grows with the input: a ratio of one run, so that no test asserts a time."""

from __future__ import annotations

import time
from collections.abc import Callable

_TIMES = 4
_MOST = 10.0
"""Four times the input is four times the work, or 16 times where each part is compared with each: a middle is the bar."""
_NOISE = 0.25
"""Seconds of processor time that are no measure: what starts late, the first look at a module, another test's garbage."""


def grows_in_proportion(work: Callable[[int], object], size: int) -> bool:
    """Tell whether work for an input of the size takes about four times that for a quarter of it, in processor time.

    Where it does not look so, it is tried twice more: what else the machine does can only be in the way.
    """
    return any(_seconds(work, size) <= _MOST * _seconds(work, size // _TIMES) + _NOISE for _ in range(3))


def _seconds(work: Callable[[int], object], size: int) -> float:
    begin = time.process_time()
    work(size)
    return time.process_time() - begin
