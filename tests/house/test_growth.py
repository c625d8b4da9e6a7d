"""The measure of growth tells what is quadratic from what is not."""

from __future__ import annotations

from tests.growth import grows_in_proportion


def test_what_compares_each_with_each_is_noticed() -> None:
    def pairs(size: int) -> int:
        every = list(range(size))
        return sum(every.count(one) for one in every)

    assert not grows_in_proportion(pairs, 20_000)


def test_what_looks_at_each_once_is_not() -> None:
    assert grows_in_proportion(lambda size: sum(range(size)), 10_000_000)
