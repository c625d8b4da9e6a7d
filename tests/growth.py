"""How the work for an input compares with that for another: a ratio of one run, so that no test asserts a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

_T = TypeVar("_T")

_TIMES = 4
_MOST = 10.0
"""Four times the input is four times the work, or 16 times where each part is compared with each: a middle is the bar."""
_DAMAGED = 100.0
"""A damaged file may take that many times what the whole one takes: what has no end takes more."""
_TRIES = 3
_NOISE = 0.25
"""Seconds of processor time that are no measure: what starts late, the first look at a module, another test's garbage."""


def grows_in_proportion(work: Callable[[int], object], size: int) -> bool:
    """Tell whether work for an input of the size takes about four times that for a quarter of it, in processor time.

    Where it does not look so, it is tried twice more: what else the machine does can only be in the way.
    """
    return any(
        _timed(partial(work, size))[0] <= _MOST * _timed(partial(work, size // _TIMES))[0] + _NOISE
        for _ in range(_TRIES)
    )


class Pace:
    """The bar for damaged files: the processor time that the whole file takes, many times over."""

    def __init__(self, whole: Callable[[], object]) -> None:
        whole()  # what is loaded or compiled once counts for neither
        self._most = _DAMAGED * _timed(whole)[0] + _NOISE

    def kept(self, damaged: Callable[[], _T], shown: object) -> _T:
        """Give what the work for a damaged file gives. Raises AssertionError, with what is shown, where it is slow three times."""
        for _ in range(_TRIES):
            seconds, given = _timed(damaged)
            if seconds <= self._most:
                return given
        raise AssertionError(f"{shown!r} takes more than {_DAMAGED:.0f} times what the whole file takes")


def _timed(work: Callable[[], _T]) -> tuple[float, _T]:
    begin = time.process_time()
    given = work()
    return time.process_time() - begin, given
