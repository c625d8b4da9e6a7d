"""Members of a list by what they tell, so that what fits a new one is found without looking at all of them.

A feature is a part and a value (a scheme and an identifier, `record` and a key). Two members fit where no part that both
tell differs; of a part that has several values, one in common is enough. It knows no record and merges nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

Feature = tuple[str, Hashable]

_FEW: Final = 8
"""So many members are looked at one by one: an index of fewer costs more than it saves."""


def contradict(one: Mapping[str, AbstractSet[Hashable]], other: Mapping[str, AbstractSet[Hashable]]) -> bool:
    """Whether there is a part of which both tell something, and nothing in common.

    >>> contradict({"year": {2001}, "volume": {"7"}}, {"year": {2002}})
    True
    >>> contradict({"year": {2001}}, {"year": {2001, 2002}, "volume": {"7"}})
    False
    """
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    return any(part in many and values.isdisjoint(many[part]) for part, values in few.items())


class Features:
    """What members tell, by their places in a list.

    >>> known = Features()
    >>> known.add(0, [("orcid", "0000-0002-1825-0097")])
    >>> known.add(1, [])
    >>> list(known.fitting([("orcid", "0000-0001-5109-3700")]))
    [1]
    """

    def __init__(self) -> None:
        self._told: dict[int, dict[str, set[Hashable]]] = {}
        self._saying: dict[Feature, dict[int, None]] = {}
        self._indexed = False
        self._silent: dict[str, dict[int, None]] = {}

    def add(self, place: int, features: Iterable[Feature]) -> None:
        """Add a member, or what one more reading of it tells."""
        new = place not in self._told
        told = self._told.setdefault(place, {})
        if new and self._indexed:
            for silent in self._silent.values():
                silent[place] = None
        for part, value in features:
            told.setdefault(part, set()).add(value)
            if self._indexed:
                self._index(place, part, value)
        if not self._indexed and len(self._told) > _FEW:
            self._indexed = True
            for known, parts in self._told.items():
                for part, values in parts.items():
                    for value in values:
                        self._index(known, part, value)

    def retell(self, place: int, part: str, values: Iterable[Hashable]) -> None:
        """Let a member tell just these values of a part, or none."""
        told, now = self._told[place], {*values}
        before = told.pop(part, set())
        if before == now:
            if now:
                told[part] = now
            return
        if self._indexed:
            for value in before - now:
                del self._saying[part, value][place]
            if part in self._silent:
                self._silent[part][place] = None
        self.add(place, ((part, value) for value in now))

    def fitting(self, features: Iterable[Feature]) -> Iterator[int]:
        """Give the places of the members that fit, each once."""
        asked: dict[str, set[Hashable]] = {}
        for part, value in features:
            asked.setdefault(part, set()).add(value)
        for place in self._near(asked):
            told = self._told[place]
            if all(part not in told or not values.isdisjoint(told[part]) for part, values in asked.items()):
                yield place

    def sharing(self, features: Iterable[Feature]) -> Iterator[int]:
        """Give the places of the members that tell one of the features, perhaps more than once."""
        if self._indexed:
            for feature in features:
                yield from self._saying.get(feature, ())
            return
        asked = [*features]
        for place, told in self._told.items():
            if any(value in told.get(part, ()) for part, value in asked):
                yield place

    def _index(self, place: int, part: str, value: Hashable) -> None:
        if part not in self._silent:
            self._silent[part] = {known: None for known, told in self._told.items() if part not in told}
        self._silent[part].pop(place, None)
        self._saying.setdefault((part, value), {})[place] = None

    def _near(self, asked: Mapping[str, set[Hashable]]) -> Iterator[int]:
        """Give the fewest places that hold all that fit, each once."""
        fewest: Sequence[Iterable[int]] = [self._told]
        least = len(self._told)
        for part, values in asked.items() if self._indexed else ():
            if part not in self._silent:
                continue  # nobody tells it
            some = [self._silent[part], *(self._saying.get((part, value), {}) for value in values)]
            size = sum(map(len, some))
            if size < least:
                fewest, least = some, size
        seen: set[int] = set()
        for places in fewest:
            for place in places:
                if place not in seen:
                    seen.add(place)
                    yield place
