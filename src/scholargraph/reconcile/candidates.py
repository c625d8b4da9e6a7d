"""What a key that nobody claims may have become: records that came new with the same publishing, compared by what is known.

Only pairs that share a block are compared: the same authors and year, the same number of entry, a rare word of the name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from scholargraph.iris import Key
from scholargraph.reconcile.ledger import Facts

LEAST: Final = 60
"""The score, out of 100, from which on something is named as a candidate."""
ALIKE: Final = 80
"""The score from which on two titles can be one that was corrected."""

_MOST_IN_BLOCK: Final = 20
_TOO_LONG: Final = 400
_NUMBER: Final = re.compile(r"[\divxlcm]*\d[\d\w]*|[ivxlcm]+|[a-z]", re.IGNORECASE)
_ORDINALS: Final = frozenset(
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
)

Forbidden = Callable[[Key, int], bool]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a key that nobody claims, or of a record that has none yet: names in a normal form, facts.

    What is long gone is not looked for by the words of its name: that was done when it went.
    """

    collection: str
    names: tuple[str, ...]
    facts: Facts = field(default_factory=Facts)
    long_gone: bool = False


@dataclass(frozen=True, slots=True)
class _Pair:
    score: int
    key: Key
    place: int
    sure: bool


class Candidates:
    """Pairs of lost keys and new records that may be the same, by their places among the claimants."""

    def __init__(self, lost: Mapping[Key, Known], new: Mapping[int, Known]) -> None:
        self.lost, self.new = lost, new
        self._blocks: dict[Hashable, list[int]] = {}
        for place, known in new.items() if lost else ():
            for block in _blocks(known):
                self._blocks.setdefault(block, []).append(place)
        self._pairs = {key: list(self._compared(key, known)) for key, known in lost.items()}

    def sure(self, forbidden: Forbidden) -> Iterator[tuple[Key, int]]:
        """Give the pairs that are the same thing beyond doubt: each is the only one for its key and for its record."""
        pairs = [
            pair
            for found in self._pairs.values()
            for pair in found
            if pair.sure and not forbidden(pair.key, pair.place)
        ]
        keys: dict[Key, list[_Pair]] = {}
        places: dict[int, list[_Pair]] = {}
        for pair in pairs:
            keys.setdefault(pair.key, []).append(pair)
            places.setdefault(pair.place, []).append(pair)
        for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.key, pair.place)):
            if _best(keys[pair.key]) is pair and _best(places[pair.place]) is pair:
                yield pair.key, pair.place

    def best(self, key: Key, forbidden: Forbidden) -> tuple[int, int] | None:
        """Give the likeliest record of a lost key with its score; None where nothing is likely."""
        found = [pair for pair in self._pairs.get(key, ()) if pair.score >= LEAST and not forbidden(key, pair.place)]
        if not found:
            return None
        pair = min(found, key=lambda pair: (-pair.score, pair.place))
        return pair.place, min(pair.score, 99)

    def _compared(self, key: Key, known: Known) -> Iterator[_Pair]:
        places: dict[int, None] = {}
        for block in _blocks(known):
            found = self._blocks.get(block, ())
            if len(found) <= _MOST_IN_BLOCK:
                places.update(dict.fromkeys(found))
        for place in places:
            yield _pair(key, place, known, self.new[place])


def _best(pairs: list[_Pair]) -> _Pair | None:
    """Give the best of several pairs, if it is better than every other."""
    first, *rest = sorted(pairs, key=lambda pair: -pair.score)
    return first if not rest or rest[0].score < first.score else None


def _blocks(known: Known) -> Iterator[Hashable]:
    kind, facts = known.collection, known.facts
    if facts.authors:
        yield kind, "authors", facts.authors
    for number in facts.numbers:
        yield kind, "number", number
    for name in () if known.long_gone else known.names:
        for word in set(name[:_TOO_LONG].split()):
            if len(word) > 2:
                yield kind, "word", word


def _pair(key: Key, place: int, old: Known, new: Known) -> _Pair:
    same_authors = bool(old.facts.authors) and old.facts.authors == new.facts.authors
    same_year = bool(old.facts.year) and old.facts.year == new.facts.year
    same_number = not set(old.facts.numbers).isdisjoint(new.facts.numbers)
    near = same_authors or same_number
    pairs = [(one, other) for one in old.names for other in new.names if near or _shares_words(one, other)]
    score = max((_likeness(one, other) for one, other in pairs), default=0)
    numbered_alike = any(_numbered_alike(one, other) for one in old.names for other in new.names)
    apart = bool(old.facts.year and new.facts.year and not same_year)
    alike = score >= ALIKE and numbered_alike and not apart
    sure = alike and ((same_authors and same_year) or (same_number and (same_authors or same_year)))
    if same_number and _shares_name(old, new) and old.collection == "person":
        sure = True
        score = max(score, ALIKE)
    elif not sure and same_authors and same_year:
        score = max(score, LEAST)
    return _Pair(score - (20 if apart else 0), key, place, sure)


def _likeness(one: str, other: str) -> int:
    """How alike two names in normal form are, out of 100; one that begins with the other, a subtitle added, is alike."""
    one, other = one[:_TOO_LONG], other[:_TOO_LONG]
    short, long = sorted((one, other), key=len)
    if len(short.split()) > 2 and long.startswith(f"{short} "):
        return max(ALIKE, round(100 * len(short) / len(long)))
    return round(100 * SequenceMatcher(None, one, other, autojunk=False).ratio())


def _shares_words(one: str, other: str) -> bool:
    """Whether half the words of the shorter name stand in the other: cheaper to see than how alike they are."""
    some, others = set(one.split()), set(other.split())
    return 2 * len(some & others) >= min(len(some), len(others))


def _numbers(name: str) -> list[str]:
    """Give the words of a name that tell parts and editions apart: “Part II” is not a corrected “Part I”."""
    return [word for word in name.split() if word != "a" and _NUMBER.fullmatch(word)]


def _numbered_alike(one: str, other: str) -> bool:
    """Whether two names have the same numbers; an ordinal that only one of them has can be what was corrected."""
    ordinals = [[word for word in name.split() if word in _ORDINALS] for name in (one, other)]
    return _numbers(one) == _numbers(other) and (not all(ordinals) or ordinals[0] == ordinals[1])


def _shares_name(old: Known, new: Known) -> bool:
    return any(set(one.split()) & set(other.split()) for one in old.names for other in new.names)
