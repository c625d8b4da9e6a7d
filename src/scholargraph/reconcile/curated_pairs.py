"""What the curation decides on the sameness of things, as pairs of entries: which are one, and which are not.

A thing is named by an entry, or by a key: then it is the entries that the ledger leads to that very key, also after the key
became another's alias. It compares nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Final

from scholargraph.errors import SourceError
from scholargraph.iris import KEY, Key
from scholargraph.model import (
    RECORD_CLASSES,
    Joining,
    MatchDecision,
    Person,
    Reason,
    Rejected,
    SourceRecord,
    entry_name,
)
from scholargraph.reconcile.claims import ENTRY
from scholargraph.reconcile.fingerprints import IDENTIFYING, local_names, of_group
from scholargraph.reconcile.ledger import Ledger

Pair = tuple[Key, Key]

COMPARISON: Final = "curation"
"""The comparison of a reason that is a decision."""
_EACH_WITH_EACH: Final = 10_000
"""How many pairs of entries of two things are told apart one by one; of larger things, each from the first of the other."""
_COLLECTIONS: Final = frozenset(kind.collection for kind in RECORD_CLASSES)
_IDENTIFIED, _BY_ENTRY, _BY_NAME, _LAST = range(4)
"""How sure a fingerprint is that leads an entry to a key; of a person the entry says more than the name does."""


@dataclass(frozen=True, slots=True)
class CuratedPairs:
    """What the curation decides.

    Attributes:
        together: pairs of entries that are one.
        apart: pairs of entries that are not.
        by_pair: the decision that each pair comes from.
        without_effect: decisions that name nothing which can be told apart or joined now, each with the reason.
    """

    together: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    by_pair: Mapping[frozenset[Key], MatchDecision] = field(default_factory=dict)
    without_effect: tuple[Rejected, ...] = ()

    def told(self, joining: Joining) -> Joining:
        """Give a joining with the words of the decision that made it, if one did."""
        decision = self.by_pair.get(frozenset((joining.one, joining.other)))
        if decision is None or not decision.same:
            return joining
        return Joining(joining.one, joining.other, float("inf"), (reason_of(decision),))


def reason_of(decision: MatchDecision) -> Reason:
    """Say a decision as the reason of a joining, or of none."""
    because = f": {decision.reason}" if decision.reason else ""
    said = "the same" if decision.same else "different"
    words = f"{decision.by} decided on {decision.on} that they are {said}{because}"
    weight = float("inf") if decision.same else float("-inf")
    return Reason(COMPARISON, "same" if decision.same else "different", weight, words)


def curated_pairs(
    decisions: Sequence[MatchDecision],
    readings: Sequence[SourceRecord],
    ledger: Ledger,
    *,
    former_sources: Mapping[str, str],
) -> CuratedPairs:
    """Give the pairs of entries that decisions are about; `former_sources` tells how sources were called before.

    Raises SourceError, with both places, for decisions that contradict each other, also through others.
    """
    if not decisions:
        return CuratedPairs()
    names = {words for decision in decisions for words in decision.things}
    things = Things(names, readings, ledger, former_sources=former_sources)
    together: dict[Pair, None] = {}
    apart: dict[Pair, None] = {}
    by_pair: dict[frozenset[Key], MatchDecision] = {}
    without_effect: list[Rejected] = []
    for decision in decisions:
        pairs, faults = _pairs(decision, things)
        without_effect += faults
        for pair in pairs:
            (together if decision.same else apart).setdefault(pair)
            by_pair.setdefault(frozenset(pair), decision)
    _refuse_contradictions(together, apart, decisions, things, by_pair)
    return CuratedPairs(tuple(together), tuple(apart), by_pair, tuple(without_effect))


def different_keys(decisions: Iterable[MatchDecision]) -> dict[Key, tuple[MatchDecision, tuple[Key, ...]]]:
    """Give, for each key that is named in a decision on different things, the decision and the other keys there."""
    found: dict[Key, tuple[MatchDecision, tuple[Key, ...]]] = {}
    for decision in decisions:
        if decision.same:
            continue
        keys = [Key(one) for one in decision.things if is_key(one)]
        for key in keys:
            _, before = found.get(key, (decision, ()))
            found[key] = (decision, (*before, *(other for other in keys if other != key)))
    return found


def is_key(words: str) -> bool:
    """Whether words name a thing by its key, and not by an entry."""
    return KEY.fullmatch(words) is not None and words.partition("/")[0] in _COLLECTIONS


def _pairs(decision: MatchDecision, things: Things) -> tuple[list[Pair], list[Rejected]]:
    """Give the pairs of entries that one decision is about, and what of it has no effect."""
    members: list[tuple[Key, ...]] = []
    faults: list[Rejected] = []
    for words in decision.things:
        refusal = things.refusal(words)
        if refusal is not None:
            raise SourceError(refusal, decision.whole.place)
        entries = things.entries(words)
        if entries:
            members.append(entries)
        elif not things.settled(decision):
            remedy = "name it as `scholargraph explain` does, or leave the decision out."
            faults.append(_fault(decision, f"No source has “{words}” now, so nothing is decided on it: {remedy}"))
    pairs: list[Pair] = []
    if decision.same:
        # What the ledger leads to one key is held together by what it says; one entry ties it to the others.
        pairs = [(one[0], other[0]) for one, other in pairwise(members) if one[0] != other[0]]
        return pairs, faults
    for one, other in combinations(members, 2):
        if set(one) & set(other):
            words = f"“{entry_name(min(set(one) & set(other)))}”"
            message = f"Two of the things that differ here are one entry, {words}: name the entries that differ."
            faults.append(_fault(decision, message))
        else:
            pairs += _across(one, other)
    return pairs, faults


def _across(one: Sequence[Key], other: Sequence[Key]) -> Iterator[Pair]:
    """Give the pairs that keep the entries of two things apart."""
    if len(one) * len(other) <= _EACH_WITH_EACH:
        yield from ((mine, theirs) for mine in one for theirs in other)
    else:
        yield from ((mine, other[0]) for mine in one)
        yield from ((one[0], theirs) for theirs in other[1:])


def _fault(decision: MatchDecision, message: str) -> Rejected:
    whole = decision.whole
    return Rejected(whole.source, message, whole.item, whole.locator, whole.position)


def _refuse_contradictions(
    together: Iterable[Pair],
    apart: Iterable[Pair],
    decisions: Sequence[MatchDecision],
    things: Things,
    by_pair: Mapping[frozenset[Key], MatchDecision],
) -> None:
    """Raise SourceError for a pair that is different, and the same, perhaps by way of others."""
    near: dict[Key, dict[Key, None]] = {}
    for one, other in together:
        near.setdefault(one, {})[other] = None
        near.setdefault(other, {})[one] = None
    component: dict[Key, Key] = {}
    for start in near:
        if start not in component:
            component.update(dict.fromkeys(_reached(start, near), start))
    for pair in apart:
        one, other = pair
        if one in component and component[one] == component.get(other):
            path = _path(one, other, near)
            same = next(decision for decision in decisions if decision.same and _decides(decision, path, things))
            different = by_pair[frozenset(pair)]
            if different.same:
                different = next(
                    found for found in decisions if not found.same and _decides(found, [one, other], things)
                )
            raise SourceError(
                f"“{entry_name(one)}” and “{entry_name(other)}” differ by this decision, and are the same by that in "
                f"{same.whole.place}: leave out one of the two.",
                different.whole.place,
            )


def _decides(decision: MatchDecision, path: Sequence[Key], things: Things) -> bool:
    """Whether a decision is about two neighbours of a path."""
    found = [set(things.entries(words)) for words in decision.things]
    return any(
        any(one in mine and other in theirs for mine in found for theirs in found if mine is not theirs)
        for one, other in pairwise(path)
    )


def _reached(start: Key, near: Mapping[Key, Mapping[Key, None]]) -> set[Key]:
    found, waiting = {start}, [start]
    while waiting:
        for key in near[waiting.pop()]:
            if key not in found:
                found.add(key)
                waiting.append(key)
    return found


def _path(start: Key, end: Key, near: Mapping[Key, Mapping[Key, None]]) -> list[Key]:
    """Give a shortest way from one entry to another."""
    before: dict[Key, Key] = {start: start}
    waiting = deque([start])
    while end not in before:
        key = waiting.popleft()
        for after in near[key]:
            if after not in before:
                before[after] = key
                waiting.append(after)
    path = [end]
    while path[-1] != start:
        path.append(before[path[-1]])
    return path[::-1]


class Things:
    """Which entries names mean that stand in decisions.

    Args:
        names: the names, as decisions give them.
        readings: the entries that there are.
        ledger: what leads entries to keys.
        former_sources: how sources were called before, by their names.
    """

    def __init__(
        self,
        names: Iterable[str],
        readings: Sequence[SourceRecord],
        ledger: Ledger,
        *,
        former_sources: Mapping[str, str],
    ) -> None:
        self._ledger = ledger
        self._now = {before: now for now, before in former_sources.items()}
        self._known = {reading.record.key: reading.numbered for reading in readings}
        self._named: dict[str, list[Key]] = {}
        self._led: dict[Key, tuple[Key, ...]] = {}
        wanted = set(names)
        entries = {self._renamed(words) for words in wanted if not is_key(words)}
        for key in self._known:
            if entry_name(key) in entries:
                self._named.setdefault(entry_name(key), []).append(key)
        if any(map(is_key, wanted)):
            self._lead(readings)

    def entries(self, words: str) -> tuple[Key, ...]:
        """Give the entries that a name means, the one that is surest of it first; none where there are none."""
        return self._of_key(Key(words)) if is_key(words) else tuple(self._of_entry(words))

    def refusal(self, words: str) -> str | None:
        """Say why a name cannot stand in a decision: it is a number, or means several things; None where it can."""
        found = [] if is_key(words) else self._of_entry(words)
        if len(found) > 1:
            return f"“{words}” are {len(found)} things: write {' or '.join(sorted(found))}."
        if found and self._known[found[0]]:
            return f"“{words}” is the entry's number, which changes with others: name the thing by its key."
        return None

    def _of_entry(self, words: str) -> list[Key]:
        full = Key(self._renamed(words))
        return [full] if full in self._known else self._named.get(full, [])

    def settled(self, decision: MatchDecision) -> bool:
        """Whether all that a decision calls the same leads to one key already."""
        if not decision.same or not all(map(is_key, decision.things)):
            return False
        issued = self._ledger.issued()
        return all(words in issued for words in decision.things) and (
            len({self._ledger.resolve(Key(words)) for words in decision.things}) == 1
        )

    def _renamed(self, words: str) -> str:
        """Give the name of an entry under the name that its source has now."""
        head, tilde, rest = words.partition("/~")
        source, slash, entry = (rest if tilde else words).partition("/")
        return (
            f"{head}/~{self._now.get(source, source)}{slash}{entry}"
            if tilde
            else (f"{self._now.get(source, source)}{slash}{entry}")
        )

    def _of_key(self, key: Key) -> tuple[Key, ...]:
        """Give the entries that the ledger leads to a key; if none leads to it any more, to the one that it became."""
        while key not in self._led and key in self._ledger.aliases:
            key = self._ledger.aliases[key]
        return self._led.get(key, ())

    def _lead(self, readings: Sequence[SourceRecord]) -> None:
        """Note which key each entry is led to, by what is surest."""
        led: dict[Key, list[tuple[int, Key]]] = {}
        for reading in readings:
            best = min(self._leads(reading), default=None)
            if best is not None:
                led.setdefault(best[1], []).append((best[0], reading.record.key))
        self._led = {key: tuple(entry for _, entry in sorted(found)) for key, found in led.items()}

    def _leads(self, reading: SourceRecord) -> Iterator[tuple[int, Key]]:
        """Give each key that a fingerprint of an entry leads to, with how sure that is."""
        record = reading.record
        kind = record.collection
        person = isinstance(record, Person)
        names = [
            (_IDENTIFIED if name.partition(":")[0] in IDENTIFYING else _BY_NAME, name) for name in of_group([record])
        ]
        own = _BY_ENTRY if person else _LAST
        if not reading.numbered:
            names.append((own, f"{ENTRY}:{entry_name(record.key)}"))
        names += [(own, name) for name in local_names([record])]
        for rank, name in names:
            key = self._ledger.keys.get(f"{kind} {name}")
            if key is not None:
                yield rank, key
