"""What fits among members by what they tell: an index finds just what comparing with each would find."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scholargraph.reconcile.features import Feature, Features

FEATURES = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=4)


def parts(features: list[Feature]) -> dict[str, set[object]]:
    found: dict[str, set[object]] = {}
    for part, value in features:
        found.setdefault(part, set()).add(value)
    return found


def fits(one: list[Feature], other: list[Feature]) -> bool:
    mine, theirs = parts(one), parts(other)
    return all(not mine[part].isdisjoint(theirs[part]) for part in mine.keys() & theirs.keys())


@given(
    said=st.lists(st.tuples(st.integers(0, 15), FEATURES), max_size=40),
    retold=st.lists(st.tuples(st.integers(0, 15), st.sampled_from("abc"), st.sets(st.integers(0, 3), max_size=2))),
    asked=FEATURES,
)
def test_the_index_finds_what_comparing_finds(
    said: list[tuple[int, list[Feature]]], retold: list[tuple[int, str, set[int]]], asked: list[Feature]
) -> None:
    known, plain = Features(), dict[int, list[Feature]]()
    for place, features in said:
        known.add(place, features)
        plain.setdefault(place, []).extend(features)
    for place, part, values in retold:
        if place in plain:
            known.retell(place, part, values)
            kept = [one for one in plain[place] if one[0] != part]
            plain[place] = [*kept, *((part, value) for value in values)]
    found = list(known.fitting(asked))
    assert len(found) == len(set(found))
    assert set(found) == {place for place, told in plain.items() if fits(told, asked)}
    assert set(known.sharing(asked)) == {place for place, told in plain.items() if {*told} & {*asked}}
