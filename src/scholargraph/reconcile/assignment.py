"""Which key every record gets: the one it had, found through what it is known by; otherwise a new one.

What a record is known by is a `Claimant`; what was known before is the ledger, which is changed in place. It reads nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from scholargraph.iris import Key
from scholargraph.model import Retired
from scholargraph.reconcile.candidates import Candidates, Known
from scholargraph.reconcile.claims import (
    ALSO,
    ENTRY,
    HINTS,
    NAMES,
    OTHER_NAME,
    SOURCE,
    WEIGHT,
    Claim,
    Claimant,
    Leads,
    Verdict,
)
from scholargraph.reconcile.ledger import Facts, Ledger, free_key


def assign(
    ledger: Ledger,
    claimants: Sequence[Claimant],
    *,
    last_in: Callable[[Key], str | None] = lambda _: None,
    decided: Mapping[Key, Verdict] | None = None,
    is_withdrawn: Callable[[Key], bool] = lambda _: False,
) -> list[Key]:
    """Give every claimant a key of its own, and say in the ledger what became of every key that nobody claims.

    The key is the one that the strongest known fingerprint has, otherwise a free slug. No two get one key: what several
    lead to is the one's that has the strongest claim. A key that is left over becomes an alias where it is sure of what
    (a proof leads to it, another name is its name); otherwise it is retired, with the likeliest candidate.

    `last_in` gives the snapshot that has a key now, `decided` is what the curation says of old keys, `is_withdrawn` tells of a
    key whether it belonged to what is kept as a hash alone: nobody else gets it. Raises LedgerError where the ledger
    contradicts itself.
    """
    return _Assignment(ledger, claimants, last_in, decided or {}, is_withdrawn).run()


class _Assignment:
    """One assignment, step by step."""

    def __init__(
        self,
        ledger: Ledger,
        claimants: Sequence[Claimant],
        last_in: Callable[[Key], str | None],
        decided: Mapping[Key, Verdict],
        is_withdrawn: Callable[[Key], bool],
    ) -> None:
        self.ledger, self.claimants, self.last_in, self.decided = ledger, claimants, last_in, decided
        self.is_withdrawn = is_withdrawn
        self.final = ledger.resolve_all()
        self.issued = ledger.issued()
        self.known = ledger.names_by_key()
        self.owners: dict[Key, int] = {}
        self.owned: dict[int, Key] = {}
        self.numbers: dict[Key, int] = {}
        self.rivals: dict[Key, set[int]] = {}
        self.led_here = ledger.former()
        self.leads = Leads(ledger)

    def run(self) -> list[Key]:
        """Assign, remember, and settle what is left over."""
        claims = sorted(claim for place in range(len(self.claimants)) for claim in self._claims(place))
        for claim in claims:
            self.rivals.setdefault(claim.key, set()).add(claim.place)
        self._settle(claims)
        self._uncross()
        candidates = Candidates(
            {key: self._known(key) for key in self._lost()},
            {place: self._new(place) for place in range(len(self.claimants)) if place not in self.owned},
        )
        for key, place in candidates.sure(self._forbidden):
            self._own(place, key)
        fresh = [place for place in range(len(self.claimants)) if place not in self.owned]
        fresh.sort(key=lambda place: _content(self.claimants[place], self.ledger.schemes))
        for place in fresh:
            self._own(place, self._free(self.claimants[place]))
        self._unite(claims)  # first, so that what led to a key that becomes an alias goes on leading to it
        for place, claimant in enumerate(self.claimants):
            self._disown(self.owned[place], claimant)
        for place, claimant in enumerate(self.claimants):
            self._remember(self.owned[place], claimant)
        for key in self.owners.keys() - self.ledger.keys.values():
            self.ledger.facts.setdefault(key, Facts())  # what nothing leads to was given out all the same
        self._retire(candidates)
        return [self.owned[place] for place in range(len(self.claimants))]

    # ── claims ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _claims(self, place: int) -> Iterator[Claim]:
        """Give a claim for each key that a claimant's fingerprints lead to, the strongest of each."""
        claimant = self.claimants[place]
        own = (*claimant.proofs, *claimant.names)
        names = [f"{claimant.collection} {name}" for name in own]
        found: dict[Key, Claim] = {}
        for rank, key, proves in self.leads.of(claimant):
            final = self.final.get(key, key)
            late = 2 if rank >= HINTS else int(key != final)
            claim = Claim(late, rank, place, final, key, proves)
            if key not in found or claim < found[key]:
                found[key] = claim
        for claim in found.values():
            if not self.ledger.contradicts(self._all_names(claim.key), names):
                yield claim

    def _settle(self, claims: Sequence[Claim]) -> None:
        """Give keys to those with the strongest claims. What was made an alias, and is claimed by itself, is none any more."""
        for claim in claims:
            if claim.place in self.owned:
                continue
            if claim.key not in self.owners:
                self._own(claim.place, claim.key)
            elif claim.through != claim.key and claim.through not in self.owners and claim.rank < OTHER_NAME:
                del self.ledger.aliases[claim.through]
                self._own(claim.place, claim.through)
        for claim in claims:
            if claim.place not in self.owned:
                self._again(claim)

    def _again(self, claim: Claim) -> None:
        """Give something that was taken for the same as another, and is not, the address that it would have had."""
        claimant = self.claimants[claim.place]
        for stem in claimant.wanted:
            key = Key(f"{claimant.collection}/{stem}")
            if key in self.ledger.aliases and self.final.get(key) == claim.key and key not in self.owners:
                del self.ledger.aliases[key]
                self._own(claim.place, key)
                return

    def _own(self, place: int, key: Key) -> None:
        self.owners[key], self.owned[place] = place, key
        self.ledger.retired.pop(key, None)
        self.issued.add(key)

    def _uncross(self) -> None:
        """Let two claimants change keys where each is known by more that leads to the other's.

        Titles can be exchanged by a correction, and lines of the ledger by hand: what else is known decides.
        """
        for place, mine in [*self.owned.items()]:
            theirs = self._better(place, mine)
            other = self.owners.get(theirs) if theirs is not None else None
            if other is not None and other > place and theirs is not None and self._better(other, theirs) == mine:
                self._own(place, theirs)
                self._own(other, mine)

    def _better(self, place: int, mine: Key) -> Key | None:
        """Give the key to which more leads of what a claimant is known by than to the one that it has."""
        claimant = self.claimants[place]
        weights: Counter[Key] = Counter()
        for name in (*claimant.proofs, *(f"{ENTRY}:{entry}" for entry in claimant.entries)):
            known = self.ledger.keys.get(f"{claimant.collection} {name}")
            if known is not None:
                weights[self.final.get(known, known)] += WEIGHT if name.partition(":")[0] in self.ledger.schemes else 1
        best = max(weights, key=lambda key: (weights[key], key == mine, key), default=mine)
        return best if weights[best] > weights[mine] else None

    # ── what is new, what is remembered ─────────────────────────────────────────────────────────────────────────────

    def _free(self, claimant: Claimant) -> Key:
        stem = ""
        for stem in claimant.wanted:
            key = Key(f"{claimant.collection}/{stem}")
            if key not in self.issued and not self.is_withdrawn(key):
                return key
        first = Key(f"{claimant.collection}/{stem}")
        number = self.numbers.get(first, 2)
        while True:
            key, number = free_key(claimant.collection, stem, self.issued, start=number)
            self.numbers[first] = number = number + 1  # what is taken stays taken: no need to look there again
            if not self.is_withdrawn(key):
                return key

    def _disown(self, key: Key, claimant: Claimant) -> None:
        """Forget that the name of a thing was another name of another one, as it was while the two were taken for one."""
        name = f"{claimant.collection} {ALSO}:{claimant.label}"
        if self.ledger.keys.get(name, key) != key:
            del self.ledger.keys[name]

    def _remember(self, key: Key, claimant: Claimant) -> None:
        """Note what a thing is known by; what led to it through an alias stays there, so that the alias can be undone."""
        kind, keys = claimant.collection, self.ledger.keys
        told = [
            *claimant.proofs,
            *claimant.names,
            *(f"{ENTRY}:{entry}" for entry in claimant.entries),
        ]
        for name in (f"{kind} {name}" for name in told):
            before = keys.get(name)
            if before is None or self.ledger.resolve(before) != key:
                keys[name] = key
        for other in claimant.also:
            keys.setdefault(f"{kind} {ALSO}:{other}", key)
        if any(claimant.facts.parts):
            self.ledger.facts[key] = claimant.facts
        else:
            self.ledger.facts.pop(key, None)

    # ── what is left over ───────────────────────────────────────────────────────────────────────────────────────────

    def _lost(self) -> list[Key]:
        """Give the keys that nobody has now, and that are no aliases."""
        return sorted(
            key
            for key in self.issued
            if key.collection != SOURCE and key not in self.owners and key not in self.ledger.aliases
        )

    def _unite(self, claims: Sequence[Claim]) -> None:
        """Make aliases of keys that are left over, where it is sure what they have become."""
        for claim in claims:
            lost, winner = claim.key, self.owned[claim.place]
            if lost in self.owners or lost in self.ledger.aliases:
                continue
            # A title that two works share does not make one of them; an entry's id alone may have been given to another.
            proves = claim.proves or (claim.rank == OTHER_NAME and self._is_only(claim))
            apart = self.ledger.contradicts(self._all_names(lost), self._all_names(winner))
            if proves and not apart and not self._forbidden(lost, claim.place):
                self.ledger.aliases[lost] = winner
                self.ledger.retired.pop(lost, None)
        for key, verdict in self.decided.items():
            same = verdict.same
            if same is not None and key in self.issued and key not in self.owners:
                self.ledger.aliases.pop(key, None)
                if self.ledger.resolve(same) in self.owners:
                    self.ledger.aliases[key] = self.ledger.resolve(same)

    def _is_only(self, claim: Claim) -> bool:
        """Whether nobody else has a claim on the same key."""
        return self.rivals[claim.key] == {claim.place}

    def _retire(self, candidates: Candidates) -> None:
        """Say of every other key that is left over that it is gone, and what it could have become."""
        for key in self._lost():
            verdict = self.decided.get(key, Verdict())
            before = self.ledger.retired.get(key)
            kept = before or Retired(self.last_in(key))
            candidate, score = kept.candidate, kept.score
            if before is None:
                best = candidates.best(key, self._forbidden)
                candidate, score = (None, None) if best is None else (self.owned[best[0]], best[1])
            if candidate is not None:
                candidate = self.ledger.resolve(candidate)
            if verdict.gone or candidate not in self.owners or candidate in verdict.different:
                candidate = score = None
            self.ledger.retired[key] = Retired(kept.snapshot, candidate, score)

    def _forbidden(self, key: Key, place: int) -> bool:
        """Whether the curation says that an old key is not what a claimant is."""
        verdict = self.decided.get(key)
        if verdict is None:
            return False
        return verdict.gone or self.owned.get(place) in verdict.different or verdict.same is not None

    def _known(self, key: Key) -> Known:
        names = self.known.get(key, ())
        return Known(
            key.collection,
            tuple(name.partition(":")[2] for name in names if name.partition(":")[0].partition(" ")[2] in NAMES),
            self.ledger.facts.get(key, Facts()),
            long_gone=key in self.ledger.retired,
        )

    def _new(self, place: int) -> Known:
        claimant = self.claimants[place]
        return Known(claimant.collection, (claimant.label,) if claimant.label else (), claimant.facts)

    def _all_names(self, key: Key) -> list[str]:
        """Give what a key is known by, with what leads to it through aliases."""
        found = list(self.known.get(key, ()))
        for alias in self.led_here.get(key, ()):
            if alias in self.ledger.aliases:
                found += self.known.get(alias, ())
        return found


def _content(one: Claimant, schemes: Collection[str]) -> tuple[object, ...]:
    """Give what a claimant says, so that the numbers of namesakes follow it and not the order of sources and lines.

    Identifiers come first, then names, dates and authors; ids of entries decide only between those that say the same.
    """
    known = [*one.proofs, *one.names, *one.hints]
    identifiers = sorted(name for name in known if name.partition(":")[0] in schemes)
    said = sorted(name for name in known if name not in identifiers and name.partition(":")[0] != ENTRY)
    return not identifiers, identifiers, said, one.facts.year, one.facts.authors, sorted(one.also), sorted(known)
