"""The catalogue that reconciliation gives: every entry once, in memory or on disk, and what could not be read.

It decides nothing; what it promises is `model.Catalogue`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scholargraph.iris import Key
from scholargraph.model import Entry, Rejected, Retired, Source
from scholargraph.reconcile.blanking import Blank
from scholargraph.reconcile.leaving_out import Mention
from scholargraph.reconcile.misplaced import Misplaced
from scholargraph.reconcile.spool import EntrySpool, label_of
from scholargraph.reconcile.uncompared import Uncompared


@dataclass(frozen=True, slots=True)
class Joined:
    """Everything known, joined.

    Attributes:
        by_key: the entries by their keys, in the order of the keys; those of `reconcile` are read from disk one by one.
        sources: the sources in the order of preference.
        aliases: keys that were given up, each with the one that took its place.
        retired: keys that belong to nothing any more, those that led to one of them among them.
        withdrawn: keyed hashes of keys that held a name which was withdrawn.
        names_withdrawn: keyed hashes of these names.
        rejected: what the sources hold and could not be read.
        doubtful: how many pairs of things may be one and are not taken for it.
        uncompared: entries that are too many to be compared each with each.
        misplaced: identifiers of persons beside names that cannot be theirs.
        mentions: items of sources in which somebody who is left out still stands.
        blanks: what is to be blanked in answers of services: names that were withdrawn, persons who are left out.
        remembered: keyed hashes of what these persons are known by.
    """

    by_key: Mapping[Key, Entry] = field(default_factory=dict)
    sources: tuple[Source, ...] = ()
    aliases: Mapping[Key, Key] = field(default_factory=dict)
    retired: Mapping[Key, Retired] = field(default_factory=dict)
    withdrawn: frozenset[str] = frozenset()
    names_withdrawn: frozenset[str] = frozenset()
    rejected: tuple[Rejected, ...] = ()
    doubtful: int = 0
    uncompared: tuple[Uncompared, ...] = ()
    misplaced: tuple[Misplaced, ...] = ()
    mentions: tuple[Mention, ...] = ()
    blanks: tuple[Blank, ...] = ()
    remembered: frozenset[str] = frozenset()

    def entries(self) -> Iterator[Entry]:
        """Give every entry, in the order of the keys."""
        return iter(self.by_key.values())

    def get(self, key: Key) -> Entry | None:
        """Give the entry of a key, or None."""
        return self.by_key.get(key)

    def label(self, key: Key) -> str | None:
        """Give the name or title of a record, or None where it has none or there is no such record."""
        if isinstance(self.by_key, EntrySpool):
            return self.by_key.labels.get(key)
        entry = self.by_key.get(key)
        return None if entry is None else label_of(entry.record)
