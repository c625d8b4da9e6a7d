"""Decisions of the curation on keys that nothing has any more, held against the ledger and put together by key."""

from __future__ import annotations

from collections.abc import Iterable

from scholargraph.errors import SourceError
from scholargraph.iris import Key
from scholargraph.model import Decision
from scholargraph.reconcile.claims import Verdict
from scholargraph.reconcile.ledger import Ledger


def verdicts(decisions: Iterable[Decision], ledger: Ledger) -> dict[Key, Verdict]:
    """Give what is decided of each key. Raises SourceError, with the place, for a key that the site never had, for one
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
    return found


def require_known(decisions: Iterable[Decision], ledger: Ledger) -> None:
    """Raise SourceError for a decision that names another thing by an address that the site neither has nor ever had."""
    issued = ledger.issued()
    for one in decisions:
        for key in _others(one):
            if key not in issued:
                raise _unknown(key, one)


def _others(one: Decision) -> tuple[Key, ...]:
    return (*((one.same,) if one.same is not None else ()), *one.different)


def _unknown(key: Key, one: Decision) -> SourceError:
    return SourceError(
        f"This site never had the address {key}: `scholargraph keys` lists those it had.", one.whole.place
    )
