"""The measure of growth tells what is quadratic from what is not."""

from __future__ import annotations

from tests.growth import grows_in_proportion


def test_what_compares_each_with_each_is_noticed() -> None:
    def pairs(size: int) -> int:
        return sum(1 for one in range(size) for other in range(size) if one == other)

    assert not grows_in_proportion(pairs, 4_000)


def test_what_looks_at_each_once_is_not() -> None:
    assert grows_in_proportion(lambda size: sum(range(size)), 10_000_000)
