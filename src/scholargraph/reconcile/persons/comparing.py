"""Whether two who bear a name are one, in bits: the table of comparisons applied, and why in words.

A score is the sum of its reasons. What cannot be is no low score but none.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from scholargraph.model import Joining, Reason
from scholargraph.reconcile.persons.evidence import Profile
from scholargraph.reconcile.persons.memberships import Standing, standing
from scholargraph.reconcile.persons.names import Likeness, PersonName, likeness
from scholargraph.reconcile.persons.rarity import Rarity
from scholargraph.reconcile.persons.table import Shared, Table

_MOST_SHARED: Final = 12
"""Shared values of a kind that count, the rarest first, each less than the one before it."""
_MOST_NAMES: Final = 40
"""Forms of a name that a cluster can have; what has more is a mixture already."""
_SHARING: Final = frozenset({"shared", "identical", *Standing})
"""Outcomes of comparisons of more than the name that speak for one person."""
_INITIALS: Final = frozenset({Likeness.INITIAL})
"""Likenesses of names that an initial leaves open."""
_NAMED: Final = frozenset({"coauthors", "teams"})
"""Kinds of which the values are names."""
_WORDS: Final = {
    "coauthors": "co-authors", "teams": "members of the team", "affiliations": "words of affiliations",
    "topics": "words of titles", "venues": "venues",
}  # fmt: skip


_STANDING: Final = {
    Standing.MEMBER: "in one form of the name, which nobody else on these works could have",
    Standing.NAMESAKES: "in one form of the name, which somebody else on these works could have, too",
    Standing.FORM: "in two forms of a name, which nobody else on these works could have",
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison of two profiles: its name, how it came out, its bits, and what was compared."""

    name: str
    outcome: str
    bits: float
    found: tuple[str, ...] = ()

    @property
    def reason(self) -> Reason:
        """The same for people."""
        return Reason(self.name, self.outcome, round(self.bits, 2), _in_words(self))


class Comparer:
    """The table applied to what the input tells of rarity."""

    def __init__(self, table: Table, rarity: Rarity) -> None:
        self.table = table
        self.rarity = rarity

    def compare(self, one: Profile, other: Profile, *, identified: bool = False) -> list[Comparison] | None:
        """Compare two profiles; None where they cannot be one person.

        Two records of one source are two persons, unless they are `identified` as one.
        """
        persons = one.person and other.person
        if not (identified or one.sources.isdisjoint(other.sources)):
            return None
        if not persons and not one.works.isdisjoint(other.works):
            return None
        alike = _alike(one, other)
        if alike is None:
            return None
        level, mine, theirs = alike
        table = self.table
        rare = min(self.rarity.of_name(mine), self.rarity.of_name(theirs), table.rarest)
        bits = table.prior + table.rarity * rare + table.likeness[level]
        if level in _INITIALS:
            bits -= table.ambiguity * max(self.rarity.ambiguity(mine), self.rarity.ambiguity(theirs))
        found = [Comparison("name", level.value, bits)]
        identifiers = list(self._identifiers(one, other))
        if any(part.outcome == "differs" for part in identifiers):
            return None
        found += identifiers
        if persons and (works := len(one.works & other.works)):
            found.append(Comparison("work", "shared", table.work * min(works, 2), (str(works),)))
        found += self._evidence(one, other)
        if rare < table.common and _is_alone(found):
            found.append(Comparison("evidence", "alone", table.alone))
        gap = _gap(one, other)
        apart = next((bits for years, bits in table.years if gap >= years), None)
        return found if apart is None else [*found, Comparison("years", "apart", apart, (str(gap),))]

    def score(self, one: Profile, other: Profile) -> float:
        """Give the score of two profiles, minus infinity where they cannot be one person."""
        found = self.compare(one, other)
        return -math.inf if found is None else self.total(found)

    def total(self, found: Sequence[Comparison]) -> float:
        """Give the score of comparisons; however rare a name is, it is not enough by itself."""
        score = sum(part.bits for part in found)
        if sum(part.bits for part in found if part.outcome in _SHARING) >= self.table.evidence:
            return score
        return min(score, math.nextafter(self.table.joined, -math.inf))

    def _identifiers(self, one: Profile, other: Profile) -> Iterator[Comparison]:
        for scheme, mine in one.identifiers.items():
            theirs = other.identifiers.get(scheme)
            if not theirs:
                continue
            if mine.isdisjoint(theirs):
                yield Comparison("identifier", "differs", -math.inf, (scheme,))
            else:
                yield Comparison("identifier", "identical", self.table.identifier, (min(mine & theirs),))

    def _evidence(self, one: Profile, other: Profile) -> Iterator[Comparison]:
        group = self._group(one, other)
        if group is not None:
            yield group
        for kind, weights in self.table.comparisons.items():
            if kind == "teams" and group is not None:
                continue  # who else is in the collaboration is no further evidence
            comparison = self._shared(kind, weights, one, other)
            if comparison is not None:
                yield comparison

    def _group(self, one: Profile, other: Profile) -> Comparison | None:
        few, many = sorted((one.memberships, other.memberships), key=len)
        found = [
            (-self.table.groups[how], group, how)
            for group in few
            if group in many and (how := standing(few[group], many[group])) is not None
        ]
        if not found:
            return None
        bits, group, how = min(found)
        return Comparison("groups", how.value, -bits, (group,))

    def _shared(self, kind: str, weights: Shared, one: Profile, other: Profile) -> Comparison | None:
        mine, theirs = one.values(kind), other.values(kind)
        if not mine or not theirs:
            return None
        fewer, more = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
        lost = weights.size * math.log2(max(one.size, other.size))
        found: list[tuple[float, str]] = []
        named = kind in _NAMED
        common = False
        for value, count in fewer.items():
            within = count + more.get(value, 0) if not named else _together(value, count, more)
            if within == count:
                continue
            common = True
            whole = f"s:{value[2:]}" if named and value[0] == "a" else value
            bits = self.rarity.of_value(kind, whole, within=within)
            if named:
                bits = min(bits, self.rarity.of_coauthor(whole))
            if bits - lost > weights.least:
                found.append((bits - lost, whole))
        if not found:
            if common:
                return None  # what they share is what everybody has
            smaller = min(one.size, other.size)
            return Comparison(kind, "apart", weights.apart * math.log2(1 + smaller)) if weights.apart else None
        found.sort(key=lambda pair: (-pair[0], pair[1]))
        total = sum(bits / (place + 1) for place, (bits, _) in enumerate(found[:_MOST_SHARED]))
        values = tuple(value for _, value in found[:_MOST_SHARED])
        return Comparison(kind, "shared", min(weights.weight * total, weights.most), values)


def _is_alone(found: Sequence[Comparison]) -> bool:
    """Whether a single thing speaks for two being one: one co-author, one word."""
    speaking = [part for part in found if part.outcome in _SHARING]
    return len(speaking) == 1 and speaking[0].name in _WORDS and len(speaking[0].found) == 1


def _together(value: str, count: int, more: Mapping[str, int]) -> int:
    """Count the works of both that have a co-author; one in full and one in initials are one, two in full are not."""
    if value[0] == "f":
        return count + more.get(value, 0)
    shortened = more.get(f"a:{value[2:]}", 0) if value[0] == "s" else 0
    return count + more.get(f"s:{value[2:]}", 0) + shortened


def _alike(one: Profile, other: Profile) -> tuple[Likeness, PersonName, PersonName] | None:
    """Give the best likeness of two names of theirs; None where any two contradict each other, or there are too many."""
    if len(one.names) * len(other.names) > _MOST_NAMES * _MOST_NAMES:
        return None
    found: list[tuple[int, PersonName, PersonName]] = []
    contradicted = False
    for mine in one.names:
        for theirs in other.names:
            level = likeness(mine, theirs)
            if level is not None:
                found.append((_PLACES[level], mine, theirs))
            elif not (one.own or other.own):
                return None
            else:
                # Of a person who has had two family names, each work prints one.
                contradicted = contradicted or not set(mine.family).isdisjoint(theirs.family)
    if not found:
        return None
    place, mine, theirs = min(found, key=_by_name)
    if contradicted and not (place == 0 and (mine in one.own or theirs in other.own)):
        return None
    return _LEVELS[place], mine, theirs


def _by_name(found: tuple[int, PersonName, PersonName]) -> tuple[object, ...]:
    place, mine, theirs = found
    return place, mine.given, theirs.given, mine.family, theirs.family


_LEVELS: Final = tuple(Likeness)
_PLACES: Final = {level: place for place, level in enumerate(_LEVELS)}


def _gap(one: Profile, other: Profile) -> int:
    """Years between the two, 0 where their times overlap or are not known."""
    if one.years is None or other.years is None:
        return 0
    return max(one.years[0] - other.years[1], other.years[0] - one.years[1], 0)


def reasons(found: Sequence[Comparison]) -> tuple[Reason, ...]:
    """Give comparisons as reasons, the weightiest first."""
    told = sorted(found, key=lambda part: (-abs(part.bits), part.name))
    return tuple(part.reason for part in told if part.bits or part.name == "name")


def without_names(joining: Joining) -> Joining:
    """Give a joining whose words name nobody: where a name is withdrawn, it must not stand in a reason."""
    told = tuple(replace(one, words=f"{one.words.partition(':')[0].rstrip('.')}.") for one in joining.reasons)
    return replace(joining, reasons=told)


def _in_words(found: Comparison) -> str:
    if found.name == "name":
        return f"The names are alike ({found.outcome}); how rare the name is counts."
    if found.name == "years":
        return f"{found.found[0]} years lie between them."
    if found.name == "evidence":
        return "The name is one of the commonest, and a single thing speaks for them."
    if found.name == "work":
        return f"Both stand on the same work ({found.found[0]}), which has one name that fits."
    if found.name == "identifier":
        return f"They have {'the same identifier' if found.outcome == 'identical' else 'two identifiers of'} {found.found[0]}."
    if found.name == "groups":
        return f"Both stand on works of one collaboration, {_STANDING[Standing(found.outcome)]}: {found.found[0]}."
    what = _WORDS[found.name]
    if found.outcome == "apart":
        return f"They share no {what}."
    some = "; ".join(value[2:] if value[1:2] == ":" else value for value in found.found[:4])
    return f"They share {what}: {some}."
