"""Record key ↔ thing IRI ↔ page URL, slugs, and the key ledger that keeps them from ever breaking.

It reads and writes no files and knows no record: a ledger is made from text and gives text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from anyascii import anyascii

from scholargraph.errors import LedgerError, Place

THING: Final = "this"
SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_SLUG: Final = 80

_KEY: Final = re.compile(r"[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*")


def slug(words: str) -> str:
    """Make a slug of at most 80 characters: transliterated, lower case, cut between words.

    Where nothing readable is left (only symbols), it is a short hash of the words.
    """
    parts = re.findall(r"[a-z0-9]+", re.sub(r"['’`]", "", anyascii(words)).lower())
    if not parts:
        return digest(words)
    kept = ""
    for part in parts:
        longer = f"{kept}-{part}" if kept else part[:MAX_SLUG]
        if len(longer) > MAX_SLUG:
            break
        kept = longer
    return kept


def digest(words: str) -> str:
    """Give a short, stable name (12 hexadecimal digits of SHA-256) for words."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:12]


class Key(str):
    """What a record is called within the site: `collection/slug`, for example `publication/a-proof-planning-framework`.

    A source, which cannot know the final key, writes `collection/~source/local-name`; reconciliation replaces it.
    """

    __slots__ = ()

    @property
    def collection(self) -> str:
        """The part before the slash: the kind of thing."""
        return self.partition("/")[0]

    @property
    def slug(self) -> str:
        """The part after the slash."""
        return self.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Iris:
    """The IRIs of one site. `base` is absolute and ends with a slash; it comes from the configuration alone."""

    base: str

    def document(self, key: str) -> str:
        """The address of the page about a thing."""
        return self.base + key

    def thing(self, key: str) -> str:
        """The IRI of the thing itself."""
        return f"{self.base}{key}#{THING}"

    def node(self, key: str, fragment: str) -> str:
        """The IRI of something that belongs to a record: a role, a list cell, an unidentified author."""
        return f"{self.base}{key}#{fragment}"

    def graph(self, name: str) -> str:
        """The name of a named graph (`evidence`, `description`)."""
        return f"{self.base}graph/{name}"

    def key(self, iri: str) -> Key | None:
        """The key of the record that an IRI of this site belongs to, whatever its fragment; None for any other IRI."""
        if not iri.startswith(self.base):
            return None
        path = iri[len(self.base) :].partition("#")[0]
        return Key(path) if _KEY.fullmatch(path) else None


@dataclass(frozen=True, slots=True)
class Claimant:
    """Something that needs a key: what it is known by, each from the strongest to the weakest, and the slugs it wants.

    `proofs` show that two things are the same, `names` only find one again (a person's name); both are remembered.
    `hints`, which it shares with others, find it again where nobody has a better claim, and are not remembered.
    """

    collection: str
    wanted: tuple[str, ...]
    proofs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(slots=True)
class Ledger:
    """Which key each identifier or fingerprint was given, and which keys have become others.

    The text form is made for git: sorted lines `fingerprint<TAB>key`, and `=losing-key<TAB>winning-key`.
    """

    keys: dict[str, Key] = field(default_factory=dict)
    aliases: dict[Key, Key] = field(default_factory=dict)
    schemes: frozenset[str] = frozenset()
    """Schemes of fingerprints that identify: two values of one of them are two things."""
    _taken: set[str] = field(default_factory=set, repr=False, compare=False)
    _names: dict[Key, set[str]] = field(default_factory=dict, repr=False, compare=False)
    _numbers: dict[Key, int] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def parse(cls, text: str, file: str, *, schemes: frozenset[str] = frozenset()) -> Ledger:
        """Read a ledger. Raises LedgerError with the line that is malformed or contradicts another, or where keys go round."""
        ledger = cls(schemes=schemes)
        for number, row in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
            if not row.strip() or row.startswith("#"):
                continue
            name, tab, key = row.partition("\t")
            known = _KEY.fullmatch(name[1:]) if name.startswith("=") else name.strip()
            if not tab or not known or not _KEY.fullmatch(key):
                raise LedgerError(
                    "not `fingerprint<TAB>collection/slug`: restore the line from git.", Place(file, number)
                )
            into = ledger.aliases if name.startswith("=") else ledger.keys
            name = Key(name[1:]) if name.startswith("=") else name
            if into.setdefault(name, Key(key)) != key:  # type: ignore[arg-type]
                raise LedgerError(f"{name} is given two keys: keep the line that was there first.", Place(file, number))
        for loser in ledger.aliases:
            try:
                ledger.resolve(loser)
            except LedgerError as error:
                raise LedgerError(error.message, Place(file)) from None
        ledger._taken = {*ledger.keys.values(), *ledger.aliases, *ledger.aliases.values()}
        for name, key in ledger.keys.items():
            ledger._names.setdefault(ledger.resolve(key), set()).add(name)
        return ledger

    def text(self) -> str:
        """Give the text form, sorted by code point."""
        rows = [f"{name}\t{key}" for name, key in self.keys.items()]
        rows += [f"={loser}\t{winner}" for loser, winner in self.aliases.items()]
        return "".join(f"{row}\n" for row in sorted(rows))

    def resolve(self, key: Key) -> Key:
        """Follow aliases to the key in use. Raises LedgerError where they go round."""
        seen = {key}
        while key in self.aliases:
            key = self.aliases[key]
            if key in seen:
                raise LedgerError(f"{key} is an alias of itself: remove one of its `=` lines from the ledger.")
            seen.add(key)
        return key

    def assign(self, claimants: Sequence[Claimant]) -> list[Key]:
        """Give every claimant a key of its own: the one its strongest known fingerprint has, otherwise a free slug.

        No two get one key: what several lead to is the one's that has the strongest claim. A key that is left over,
        and that only proofs lead to, was that of something that has turned out to be the same: it becomes an alias.
        """
        claims = sorted(self._claims(claimants))
        owners: dict[Key, int] = {}
        owned: dict[int, Key] = {}
        contested: dict[int, set[Key]] = {}
        for _, place, key, _ in claims:
            if key not in owners and place not in owned:
                owners[key], owned[place] = place, key
            elif place not in owned:
                contested.setdefault(place, set()).add(key)
        keys: list[Key] = []
        for place, claimant in enumerate(claimants):
            key = owned.get(place) or self._again(claimant, contested.get(place, set())) or self._free(claimant)
            keys.append(key)
            self._taken.add(key)
        for key, claimant in zip(keys, claimants, strict=True):
            self._remember(key, claimant)
        for _, place, loser, proves in claims:
            # A title that two works share does not make one of them.
            if proves and loser not in owners and not self._contradicts(loser, [*self._names.get(keys[place], ())]):
                owners[loser] = place
                self.aliases[loser] = keys[place]
                self._names.setdefault(keys[place], set()).update(self._names.pop(loser, ()))
        return keys

    def _claims(self, claimants: Sequence[Claimant]) -> Iterator[tuple[int, int, Key, bool]]:
        """For each key that a claimant's fingerprints lead to: how weak the claim is, whose it is, whether it proves."""
        for place, claimant in enumerate(claimants):
            known = (*claimant.proofs, *claimant.names)
            names = [f"{claimant.collection} {name}" for name in known]
            found: dict[Key, tuple[int, bool]] = {}
            for strength, name in enumerate((*known, *claimant.hints), start=1):
                key = self.keys.get(f"{claimant.collection} {name}")
                if key is not None:
                    rank = 0 if name.partition(":")[0] in self.schemes and strength <= len(known) else strength
                    found.setdefault(self.resolve(key), (rank, strength <= len(claimant.proofs)))
            for key, (rank, proves) in found.items():
                if not self._contradicts(key, names):
                    yield rank, place, key, proves

    def _remember(self, key: Key, claimant: Claimant) -> None:
        for name in (f"{claimant.collection} {name}" for name in (*claimant.proofs, *claimant.names)):
            before = self.keys.get(name)
            if before is not None and before != key:
                self._names.get(self.resolve(before), set()).discard(name)
            self.keys[name] = key
            self._names.setdefault(key, set()).add(name)

    def _again(self, claimant: Claimant, contested: AbstractSet[Key]) -> Key | None:
        """The key of something that was taken for the same as another, and is not: it is no alias any more."""
        for stem in claimant.wanted:
            key = Key(f"{claimant.collection}/{stem}")
            if key in self.aliases and self.resolve(key) in contested:
                del self.aliases[key]
                return key
        return None

    def _contradicts(self, key: Key, names: Sequence[str]) -> bool:
        """Whether the key belongs to something with another identifier of the same scheme: a namesake, then."""
        mine: dict[str, set[str]] = {}
        for name in names:
            scheme, colon, _ = name.partition(":")
            if colon and scheme.rpartition(" ")[2] in self.schemes:
                mine.setdefault(scheme, set()).add(name)
        theirs: dict[str, set[str]] = {}
        for name in self._names.get(key, ()):
            theirs.setdefault(name.partition(":")[0], set()).add(name)
        return any(scheme in theirs and not names & theirs[scheme] for scheme, names in mine.items())

    def _free(self, claimant: Claimant) -> Key:
        stem = ""
        for stem in claimant.wanted:
            if f"{claimant.collection}/{stem}" not in self._taken:
                return Key(f"{claimant.collection}/{stem}")
        first = Key(f"{claimant.collection}/{stem}")
        for number in count(self._numbers.get(first, 2)):
            ending = f"-{number}"
            key = Key(f"{claimant.collection}/{stem[: MAX_SLUG - len(ending)].rstrip('-')}{ending}")
            if key not in self._taken:
                self._numbers[first] = number + 1  # what is taken stays taken: no need to look there again
                return key
        raise AssertionError("there is always another number")  # pragma: no cover
