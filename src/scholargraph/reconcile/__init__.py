"""Reconciliation: source records in, one catalogue out; conflicts stay visible, keys never change.

It reads no file and looks nothing up: the ledger is given, and changed in place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from scholargraph.iris import Key, keyed_hash
from scholargraph.model import (
    Decision,
    Entry,
    Identifier,
    Organization,
    Person,
    Rejected,
    Retired,
    Source,
    SourceRecord,
)
from scholargraph.reconcile.catalogue import Joined
from scholargraph.reconcile.fingerprints import IDENTIFYING, normal
from scholargraph.reconcile.join import Group
from scholargraph.reconcile.ledger import Ledger
from scholargraph.reconcile.merge import merge, renamed
from scholargraph.reconcile.resolution import Resolved, resolve

__all__ = ["IDENTIFYING", "Joined", "Ledger", "Resolved", "fused", "reconcile", "resolve"]


def reconcile(
    items: Iterable[SourceRecord | Decision | Rejected],
    *,
    sources: Sequence[Source],
    ledger: Ledger,
    last_in: Callable[[Key], str | None] = lambda _: None,
    secret: Callable[[], bytes] = lambda: b"",
) -> Joined:
    """Join what the sources read; `sources` are in order of preference, the ledger gives and remembers the keys.

    `secret` gives the key of the hashes of withdrawn names, `last_in` gives the snapshot that has a key now: the one that had it last, where nothing has it any more. Raises
    MatchError where a curated fact finds no record, or several; LedgerError where the ledger contradicts itself;
    SourceError for a decision on a key that was never given out.
    """
    found = resolve(items, sources=sources, ledger=ledger, last_in=last_in, secret=secret)
    groups, keys = found.groups, found.keys
    preference = {source.name: rank for rank, source in enumerate(sources)}
    holders = _holders(groups, keys)
    entries: dict[Key, Entry] = {}
    for group in sorted(groups, key=lambda group: keys[group[0].record.key]):
        key = keys[group[0].record.key]
        entry = merge(
            key, [renamed(reading, keys, _telling(reading, holders)) for reading in group], preference=preference
        )
        entries[key] = replace(entry, joinings=found.joinings.get(key, ()))
    aliases, retired = _former(ledger, {*entries, *(f"source/{source.name}" for source in sources)})
    return Joined(
        by_key=entries,
        sources=tuple(sources),
        aliases=aliases,
        retired=retired,
        withdrawn=frozenset(ledger.withdrawn),
        names_withdrawn=frozenset(keyed_hash(secret(), normal(name)) for one in found.withdrawn for name in one.names),
        rejected=found.rejected,
        doubtful=len({frozenset((keys[one.one], keys[one.other])) for one in found.doubtful}),
    )


def fused(resolved: Resolved, key: Key, *, sources: Sequence[Source]) -> Entry | None:
    """Give the entry of one key, out of what its sources read; None where nothing has the key."""
    group = next((group for group in resolved.groups if resolved.keys[group[0].record.key] == key), None)
    if group is None:
        return None
    preference = {source.name: rank for rank, source in enumerate(sources)}
    holders = _holders(resolved.groups, resolved.keys)
    renamings = [renamed(reading, resolved.keys, _telling(reading, holders)) for reading in group]
    return replace(merge(key, renamings, preference=preference), joinings=resolved.joinings.get(key, ()))


def _holders(groups: Sequence[Group], keys: Mapping[Key, Key]) -> dict[Identifier, Key]:
    """Give the person or organisation that alone has an identifier."""
    found: dict[Identifier, set[Key]] = {}
    for group in groups:
        for reading in group:
            if isinstance(reading.record, Person | Organization):
                for one in reading.record.identifiers:
                    found.setdefault(one, set()).add(keys[reading.record.key])
    return {one: next(iter(holders)) for one, holders in found.items() if len(holders) == 1}


def _telling(reading: SourceRecord, holders: Mapping[Identifier, Key]) -> Mapping[Identifier, Key]:
    """Leave out the identifiers that stand beside two names of one work: of one of them they are wrong."""
    contributions = getattr(reading.record, "contributions", ())
    stand = Counter((one.role, identifier) for one in contributions for identifier in one.agent.identifiers)
    twice = {identifier for (_, identifier), count in stand.items() if count > 1}
    return {one: key for one, key in holders.items() if one not in twice} if twice else holders


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
