"""Decisions of the curation on keys that nothing has any more, held against the ledger and put together by key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scholargraph.errors import SourceError
from scholargraph.iris import Key
from scholargraph.model import AddressDecision, MatchDecision
from scholargraph.reconcile.claims import Verdict
from scholargraph.reconcile.curated_pairs import different_keys
from scholargraph.reconcile.ledger import Ledger


def verdicts(
    decisions: Sequence[AddressDecision], ledger: Ledger, matches: Iterable[MatchDecision] = ()
) -> dict[Key, Verdict]:
    """Give what is decided of each key, also what it is not (`matches`). Raises SourceError, with the place, for a key that the site never had, for one
    of another collection, and for decisions that contradict each other.
    """  # fmt: skip
    issued = ledger.issued()
    found: dict[Key, Verdict] = {}
    for one in decisions:
        place = one.whole.place
        if one.key not in issued:
            raise _unknown(one.key, one)
        for key in _others(one):
            if key.collection != one.key.collection:
                raise SourceError(f"{one.key} and {key} are of two kinds: name two addresses of one kind.", place)
            if key == one.key:
                raise SourceError(f"{key} is compared with itself: name the address of another thing.", place)
        before = found.get(one.key, Verdict())
        twice = None not in {one.same, before.same} and one.same != before.same
        made = Verdict(one.same or before.same, (*before.different, *one.different), one.gone or before.gone)
        if twice or (made.same is not None and (made.gone or made.same in made.different)):
            raise SourceError(
                f"What is said here of {one.key} contradicts what is said of it before: leave out one of the two.",
                place,
            )
        found[one.key] = made
    for key, (match, others) in different_keys(matches).items():
        before = found.get(key, Verdict())
        if before.same in others:
            where = next(one.whole.place for one in decisions if one.key == key and one.same is not None)
            raise SourceError(
                f"{key} and {before.same} differ by this decision, and are the same by that in {where}: leave out one.",
                match.whole.place,
            )
        found[key] = Verdict(before.same, (*before.different, *others), before.gone)
    return found


def require_known(decisions: Iterable[AddressDecision], ledger: Ledger) -> None:
    """Raise SourceError for a decision that names another thing by an address that the site neither has nor ever had."""
    issued = ledger.issued()
    for one in decisions:
        for key in _others(one):
            if key not in issued:
                raise _unknown(key, one)


def _others(one: AddressDecision) -> tuple[Key, ...]:
    return (*((one.same,) if one.same is not None else ()), *one.different)


def _unknown(key: Key, one: AddressDecision) -> SourceError:
    return SourceError(
        f"This site never had the address {key}: `scholargraph keys` lists those it had.", one.whole.place
    )
