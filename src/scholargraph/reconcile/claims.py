"""Claims on keys: what a record is known by, and to which keys of the ledger that leads, the strongest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from scholargraph.iris import Key
from scholargraph.reconcile.ledger import Facts, Ledger

ENTRY: Final = "entry-id"
"""The scheme of a fingerprint that names an entry of a source by the id that it has there."""
SOURCE: Final = "source"
"""The collection of the pages about sources, whose keys are the sources' own names: `name_sources` looks after them."""
ALSO: Final = "also"
"""The scheme of a fingerprint that is an alternate name or title."""

STRONGEST: Final = 0
ENTRY_FIRST: Final = 1
OWN: Final = 10
ENTRY_LAST: Final = 1_000_000
ELSEWHERE: Final = 2_000_000
OTHER_NAME: Final = 3_000_000
HINTS: Final = 4_000_000
"""How weak a claim is, by what it rests on; own fingerprints are counted from OWN on."""
WEIGHT: Final = 3
"""How much more an identifier says than a title, where the ledger contradicts itself."""


NAMES: Final = ("title", "name")
"""The schemes of fingerprints that are a name or title alone."""


@dataclass(frozen=True, slots=True)
class Claimant:
    """Something that needs a key: what it is known by, each from the strongest to the weakest, and the slugs it wants.

    Attributes:
        collection: its kind; fingerprints of two kinds have nothing to do with each other.
        wanted: the slugs that it would like to have, the best first.
        proofs: fingerprints that show that two things are the same.
        names: fingerprints that only find one again (a person's name).
        hints: fingerprints that it shares with others; they find it where nobody has a better claim, and are not remembered.
        entries: its entries, `source/id`, where the source gives them an id of their own.
        formerly: the same entries under the name that their source had before it was renamed.
        also: its other names or titles, in a normal form.
        label: its name or title in a normal form; `facts` are what else finds it again.
        entries_first: whether an entry's id says more than the name does: namesakes are two persons.
    """

    collection: str
    wanted: tuple[str, ...]
    proofs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    label: str = ""
    facts: Facts = field(default_factory=Facts)
    entries_first: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the curation says of an old key: the key that it is the same as, those that it is not, or that it is gone."""

    same: Key | None = None
    different: tuple[Key, ...] = ()
    gone: bool = False


class Claim(NamedTuple):
    """A claim on a key, sorted from the strongest to the weakest; `through` is the key that the fingerprint leads to itself."""

    late: int  # what leads through a key that became another comes after what does not, and hints come last
    rank: int
    place: int
    key: Key
    through: Key
    proves: bool


class Leads:
    """What the fingerprints of claimants lead to in a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.places = _entry_index(ledger)

    def of(self, claimant: Claimant) -> Iterator[tuple[int, Key, bool]]:
        """Give every key that a claimant's fingerprints lead to, how weakly, and whether that proves that it is the same."""
        for at, name in enumerate((*claimant.proofs, *claimant.names)):
            for known in self._keys_of(claimant, name):
                rank = STRONGEST if name.partition(":")[0] in self.ledger.schemes else OWN + at
                yield rank, known, at < len(claimant.proofs)
        for entry in (*claimant.entries, *claimant.formerly):
            key: Key | None = self.ledger.keys.get(f"{claimant.collection} {ENTRY}:{entry}")
            key = key or self.places.of_entry(claimant.collection, entry)
            if key is not None:
                yield ENTRY_FIRST if claimant.entries_first else ENTRY_LAST, key, False
            key = self.places.elsewhere(claimant.collection, entry, claimant.label)
            if key is not None:
                yield ELSEWHERE, key, False
        others = [f"{scheme}:{name}" for name in claimant.also for scheme in (*NAMES, ALSO)]
        for name in (*others, f"{ALSO}:{claimant.label}"):
            for known in self._keys_of(claimant, name):
                yield OTHER_NAME, known, False
        for at, name in enumerate(claimant.hints):
            for known in self._keys_of(claimant, name):
                yield HINTS + at, known, False

    def _keys_of(self, claimant: Claimant, name: str) -> Iterator[Key]:
        key = self.ledger.keys.get(f"{claimant.collection} {name}")
        if key is not None:
            yield key


class _Entries(NamedTuple):
    """Entries that the ledger names only together with a name, as releases before this one wrote it."""

    by_entry: Mapping[tuple[str, str], Key]
    by_local: Mapping[tuple[str, str, str], Key | None]

    def of_entry(self, kind: str, entry: str) -> Key | None:
        """Give the key that an entry had."""
        return self.by_entry.get((kind, entry))

    def elsewhere(self, kind: str, entry: str, label: str) -> Key | None:
        """Give the key that an entry of this id and name had in another source, if only one had."""
        return self.by_local.get((kind, entry.partition("/")[2], label))


def _entry_index(ledger: Ledger) -> _Entries:
    by_entry: dict[tuple[str, str], Key] = {}
    by_local: dict[tuple[str, str, str], Key | None] = {}
    for name, key in ledger.keys.items():
        head, _, value = name.partition(":")
        kind, _, scheme = head.partition(" ")
        if scheme != "entry":
            continue
        words, _, entry = value.rpartition(" ")
        by_entry[kind, entry] = key
        local = (kind, entry.partition("/")[2], words)
        by_local[local] = None if by_local.get(local, key) != key else key
    return _Entries(by_entry, by_local)
