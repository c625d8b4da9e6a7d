"""The key ledger: which key every identifier, name and entry was given, which keys became others, which are gone.

It reads and writes no files and knows no record: a ledger is made from text and gives text. Who gets which key is decided
by `assignment`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from scholargraph.errors import LedgerError, Place
from scholargraph.iris import KEY, MAX_SLUG, Key
from scholargraph.model import Retired

_CONFLICT: Final = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_NO_LINE: Final = "not `fingerprint<TAB>collection/slug`: restore the line from git."
_UNKNOWN: Final = "?"
_HASH: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What finds a work again whose title was corrected: its year, a digest of its authors, the numbers of its entries."""

    year: str = ""
    authors: str = ""
    numbers: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, str, str]:
        """The columns of a line of the ledger."""
        return self.year, self.authors, " ".join(one.replace(" ", "%20") for one in self.numbers)


@dataclass(slots=True)
class Ledger:
    """Which key each fingerprint was given, which keys have become others, and which belong to nothing any more.

    The text form is made for git. Its lines are sorted, with tabs between their columns:

    - `fingerprint key`: what has this fingerprint has this key; the fingerprint begins with the collection.
    - `=loser winner`: the loser became the winner; the fingerprints that lead to the loser stay, so that it can be undone.
    - `-key snapshot [candidate score]`: nothing has the key any more; the snapshot had it last (`?`: nobody knows). The
      candidate could be the same thing, with a score out of 100, until somebody decides.
    - `+key year authors numbers`: the facts of a work; a key that nothing else leads to has a line of this kind, too.
    - `!hash`: a key that held a name which was withdrawn, by its keyed hash.
    """

    keys: dict[str, Key] = field(default_factory=dict)
    aliases: dict[Key, Key] = field(default_factory=dict)
    retired: dict[Key, Retired] = field(default_factory=dict)
    facts: dict[Key, Facts] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    schemes: frozenset[str] = frozenset()
    """Schemes of fingerprints that identify: two values of one of them are two things."""

    @classmethod
    def parse(cls, text: str, file: str, *, schemes: frozenset[str] = frozenset()) -> Ledger:
        """Read a ledger. Raises LedgerError with the line that is malformed or contradicts another, or where keys go round."""
        ledger = cls(schemes=schemes)
        for number, row in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
            if not row.strip() or row.startswith("#"):
                continue
            try:
                ledger._read(row)
            except LedgerError as error:
                raise LedgerError(error.message, Place(file, number)) from None
        try:
            ledger.resolve_all()
        except LedgerError as error:
            raise LedgerError(error.message, Place(file)) from None
        return ledger

    def _read(self, row: str) -> None:
        """Read one line."""
        if row.startswith(_CONFLICT):
            raise LedgerError("a merge conflict of git: keep the lines of both sides and remove its marks.")
        if row.startswith("!"):
            if not _HASH.fullmatch(row[1:]):
                raise LedgerError("not `!hash`: restore the line from git.")
            self.withdrawn.add(row[1:])
            return
        name, *rest = row.split("\t")
        mark = name[:1] if name[:1] in {"=", "-", "+"} else ""
        key = Key(name[1:]) if mark else name.strip()
        if (not rest and mark != "+") or not key or (mark and not KEY.fullmatch(key)):
            raise LedgerError(_NO_LINE)
        if mark == "-":
            self.retired.setdefault(Key(key), _retired(rest))
        elif mark == "+":
            year, authors, numbers = (*rest, "", "", "")[:3]
            self.facts[Key(key)] = Facts(year, authors, tuple(one.replace("%20", " ") for one in numbers.split()))
        else:
            if len(rest) > 1 or not KEY.fullmatch(rest[0]):
                raise LedgerError(_NO_LINE)
            into: dict[str, Key] = self.aliases if mark else self.keys  # type: ignore[assignment]
            if into.setdefault(key, Key(rest[0])) != rest[0]:
                raise LedgerError(f"{key} is given two keys: keep the line that was there first.")

    def text(self) -> str:
        """Give the text form, sorted by code point."""
        rows = [f"{name}\t{key}" for name, key in self.keys.items()]
        rows += [f"={loser}\t{winner}" for loser, winner in self.aliases.items()]
        rows += ["\t".join((f"+{key}", *found.parts)).rstrip("\t") for key, found in self.facts.items()]
        rows += [f"!{one}" for one in self.withdrawn]
        for key, one in self.retired.items():
            parts = (f"-{key}", one.snapshot or _UNKNOWN, one.candidate or "", str(one.score or ""))
            rows.append("\t".join(parts).rstrip("\t"))
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

    def resolve_all(self) -> dict[Key, Key]:
        """Give the key in use of every alias, in time that is linear in their number. Raises LedgerError as `resolve`."""
        found: dict[Key, Key] = {}
        for first in self.aliases:
            path: dict[Key, None] = {}
            key = first
            while key in self.aliases and key not in found:
                if key in path:
                    raise LedgerError(f"{key} is an alias of itself: remove one of its `=` lines from the ledger.")
                path[key] = None
                key = self.aliases[key]
            last = found.get(key, key)
            found.update(dict.fromkeys(path, last))
        return found

    def issued(self) -> set[Key]:
        """Give every key that was ever given out: none of them is given to something else."""
        return {*self.keys.values(), *self.aliases, *self.aliases.values(), *self.retired, *self.facts}

    def names_by_key(self) -> dict[Key, list[str]]:
        """Give what each key is known by, aliases by their own."""
        found: dict[Key, list[str]] = {}
        for name, key in self.keys.items():
            found.setdefault(key, []).append(name)
        return found

    def former(self) -> dict[Key, list[Key]]:
        """Give the keys that lead to each key in use."""
        found: dict[Key, list[Key]] = {}
        for alias, key in self.resolve_all().items():
            found.setdefault(key, []).append(alias)
        return found

    def rename(self, old: Key, new: Key) -> None:
        """Give a thing another key; the old one leads to it. Raises LedgerError where the new key was given out before."""
        if self.resolve(new) == self.resolve(old):
            if new in self.aliases:  # back to a key that it had
                self._turn(self.resolve(old), new)
            return
        self._require(old)
        if new in self.issued():
            raise LedgerError(f"{new} was given to something else: choose a key that was never used.")
        if new.collection != old.collection or not KEY.fullmatch(new):
            raise LedgerError(f"{new} is no key of the collection {old.collection}: write {old.collection}/words.")
        for name in [name for name, key in self.keys.items() if key == old]:
            self.keys[name] = new
        if old in self.facts:
            self.facts[new] = self.facts.pop(old)
        if old in self.retired:
            self.retired[new] = self.retired.pop(old)
        self.aliases[old] = new

    def _turn(self, winner: Key, loser: Key) -> None:
        """Let a key and one of its aliases change places."""
        del self.aliases[loser]
        self.aliases[winner] = loser
        for name in [name for name, key in self.keys.items() if key == winner]:
            self.keys[name] = loser
        if winner in self.facts:
            self.facts[loser] = self.facts.pop(winner)

    def merge(self, loser: Key, winner: Key) -> None:
        """Let one key lead to another. Raises LedgerError where one of them was never given out, or they are one."""
        self._require(loser)
        self._require(winner)
        if loser.collection != winner.collection:
            raise LedgerError(f"{loser} and {winner} are of two kinds: name two keys of one collection.")
        if self.resolve(loser) == self.resolve(winner):
            raise LedgerError(f"{loser} and {winner} are one already.")
        self.aliases[self.resolve(loser)] = self.resolve(winner)
        self.retired.pop(loser, None)

    def split(self, key: Key) -> None:
        """Let a key that leads to another stand for itself again. Raises LedgerError where it leads to none."""
        if key not in self.aliases:
            raise LedgerError(f"{key} leads to no other key: name one that `scholargraph keys` lists with an arrow.")
        del self.aliases[key]

    def _require(self, key: Key) -> None:
        if key not in self.issued():
            raise LedgerError(f"{key} was never given out: `scholargraph keys` lists those that were.")

    def contradicts(self, known: Sequence[str], names: Sequence[str]) -> bool:
        """Whether two sets of fingerprints hold different identifiers of one scheme: two things, then."""
        theirs = dict(self._identifying(known))
        return any(scheme in theirs and not found & theirs[scheme] for scheme, found in self._identifying(names))

    def _identifying(self, names: Sequence[str]) -> Iterator[tuple[str, set[str]]]:
        found: dict[str, set[str]] = {}
        for name in names:
            scheme, colon, _ = name.partition(":")
            if colon and scheme.rpartition(" ")[2] in self.schemes:
                found.setdefault(scheme, set()).add(name)
        return iter(found.items())


def free_key(collection: str, stem: str, taken: Collection[Key], *, start: int = 2) -> tuple[Key, int]:
    """Give a key of a slug that is not taken: with the first number that is free, and that number."""
    for number in count(start):
        ending = f"-{number}"
        key = Key(f"{collection}/{stem[: MAX_SLUG - len(ending)].rstrip('-')}{ending}")
        if key not in taken:
            return key, number
    raise AssertionError("there is always another number")  # pragma: no cover


def _retired(rest: Sequence[str]) -> Retired:
    snapshot, candidate, score = (*rest, "", "")[:3]
    if candidate and not (KEY.fullmatch(candidate) and score.isdecimal()):
        raise LedgerError("not `-key<TAB>snapshot<TAB>candidate<TAB>score`: restore the line from git.")
    return Retired(
        None if snapshot in {"", _UNKNOWN} else snapshot,
        Key(candidate) if candidate else None,
        int(score) if candidate else None,
    )
