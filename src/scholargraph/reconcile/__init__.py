"""Reconciliation: source records in, one catalogue out; conflicts stay visible, keys never change.

It reads no source and looks nothing up: the ledger is given, and changed in place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from operator import itemgetter
from pathlib import Path

from scholargraph.iris import Key, keyed_hash
from scholargraph.model import Decision, Entry, Rejected, Retired, Source, SourceRecord
from scholargraph.reconcile.blanking import blanked
from scholargraph.reconcile.catalogue import Joined
from scholargraph.reconcile.fingerprints import IDENTIFYING, normal
from scholargraph.reconcile.fusion import fuse
from scholargraph.reconcile.holders import ambiguous
from scholargraph.reconcile.join import Group
from scholargraph.reconcile.leaving_out import Mention, blanks
from scholargraph.reconcile.ledger import Ledger
from scholargraph.reconcile.misplaced import Misplaced, MisplacedIdentifiers
from scholargraph.reconcile.persons import linked
from scholargraph.reconcile.preference import Preference, preferences
from scholargraph.reconcile.renaming import renamed
from scholargraph.reconcile.resolution import Resolved, resolve
from scholargraph.reconcile.spool import EntrySpool, in_memory
from scholargraph.reconcile.uncompared import Uncompared

__all__ = [
    "IDENTIFYING",
    "Joined",
    "Ledger",
    "Mention",
    "Misplaced",
    "Resolved",
    "Uncompared",
    "blanked",
    "fused",
    "preferences",
    "reconcile",
    "resolve",
]


def reconcile(
    items: Iterable[SourceRecord | Decision | Rejected],
    *,
    sources: Sequence[Source],
    ledger: Ledger,
    last_in: Callable[[Key], str | None] = lambda _: None,
    secret: Callable[[], bytes] = lambda: b"",
    folder: Path | None = None,
    prefer: Mapping[str, Sequence[str]] | None = None,
) -> Joined:
    """Join what the sources read; `sources` are in order of preference, the ledger gives and remembers the keys.

    `secret` gives the key of the hashes of withdrawn names, `last_in` gives the snapshot that has a key now: the one that had
    it last, where nothing has it any more; `prefer` gives names of sources for single fields, the most preferred first. Readings and entries are spooled to a file without a name in `folder`, or where
    the system has its temporary files. Raises MatchError where a curated fact finds no record, or several; LedgerError where
    the ledger contradicts itself; SourceError for a decision on a key that was never given out.
    """
    found = resolve(items, sources=sources, ledger=ledger, last_in=last_in, secret=secret, folder=folder)
    with closing(found.readings):
        preference = Preference.of((source.name for source in sources), prefer)
        entries = EntrySpool(folder)
        misplaced = MisplacedIdentifiers(found.holders)
        for key, group in sorted(((found.keys[one[0].record.key], one) for one in found.groups), key=itemgetter(0)):
            entries.add(_fused(found, key, group, preference, look=misplaced.look))
    aliases, retired = _former(ledger, {*entries, *(f"source/{source.name}" for source in sources)})
    return Joined(
        by_key=entries,
        sources=tuple(sources),
        aliases=aliases,
        retired=retired,
        withdrawn=frozenset(ledger.withdrawn),
        names_withdrawn=found.left_out.hashes
        | frozenset(keyed_hash(secret(), normal(name)) for one in found.withdrawn for name in one.names),
        mentions=found.left_out.mentions,
        blanks=blanks(found.opted_out, found.withdrawn),
        remembered=found.left_out.hashes,
        rejected=found.rejected,
        uncompared=found.uncompared,
        misplaced=misplaced.found,
        doubtful=len({frozenset((found.keys[one.one], found.keys[one.other])) for one in found.doubtful}),
    )


def fused(
    resolved: Resolved, key: Key, *, sources: Sequence[Source], prefer: Mapping[str, Sequence[str]] | None = None
) -> Entry | None:
    """Give the entry of one key, out of what its sources read; None where nothing has the key."""
    group = next((group for group in resolved.groups if resolved.keys[group[0].record.key] == key), None)
    if group is None:
        return None
    return _fused(resolved, key, group, Preference.of((source.name for source in sources), prefer))


def _fused(
    resolved: Resolved,
    key: Key,
    group: Group,
    preference: Preference,
    *,
    look: Callable[[SourceRecord], None] = lambda _: None,
) -> Entry:
    """Make the entry of a key; the readings of this one are in memory, and `look` sees each."""
    given = [*map(in_memory, group)]
    for one in given:
        look(one)
    readings = [
        renamed(linked(one, resolved.links), resolved.keys, resolved.holders, ambiguous=ambiguous(one)) for one in given
    ]
    return replace(fuse(key, readings, preference=preference), joinings=resolved.joinings.get(key, ()))


def _former(ledger: Ledger, live: set[str]) -> tuple[dict[Key, Key], dict[Key, Retired]]:
    """Give what became of every key that is not in use: the key in use that it leads to, or that there is none."""
    aliases: dict[Key, Key] = {}
    retired = {key: one for key, one in ledger.retired.items() if key not in live}
    for loser, key in sorted(ledger.resolve_all().items()):
        if loser in live:
            continue
        if key in live:
            aliases[loser] = key
        else:
            retired[loser] = ledger.retired.get(key, Retired())
    return aliases, dict(sorted(retired.items()))
