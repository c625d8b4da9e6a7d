"""Reconciliation: source records in, one catalogue out; conflicts stay visible, keys never change.

It reads no file and looks nothing up: the ledger is given, and changed in place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from scholargraph.iris import Claimant, Key, Ledger
from scholargraph.model import Entry, Person, Record, Rejected, Source, SourceRecord
from scholargraph.reconcile.catalogue import Joined
from scholargraph.reconcile.fingerprints import IDENTIFYING, former, local_names, of_group, slugs
from scholargraph.reconcile.join import Group, join
from scholargraph.reconcile.merge import merge, renamed

__all__ = ["IDENTIFYING", "Joined", "reconcile"]


def reconcile(items: Iterable[SourceRecord | Rejected], *, sources: Sequence[Source], ledger: Ledger) -> Joined:
    """Join what the sources read; `sources` are in order of preference, the ledger gives and remembers the keys.

    Raises MatchError where a curated fact finds no record, or several; LedgerError where the ledger contradicts itself.
    """
    readings: list[SourceRecord] = []
    rejected: list[Rejected] = []
    for item in items:
        if isinstance(item, SourceRecord):
            readings.append(item)
        else:
            rejected.append(item)
    groups = join(readings)
    keys = _keys(groups, ledger)
    preference = {source.name: rank for rank, source in enumerate(sources)}
    entries: dict[Key, Entry] = {}
    for group in sorted(groups, key=lambda group: keys[group[0].record.key]):
        key = keys[group[0].record.key]
        entries[key] = merge(key, [renamed(reading, keys) for reading in group], preference=preference)
    return Joined(
        by_key=entries,
        sources=tuple(sources),
        aliases={loser: key for loser in sorted(ledger.aliases) if (key := ledger.resolve(loser)) in entries},
        rejected=tuple(rejected),
    )


def _keys(groups: Sequence[Group], ledger: Ledger) -> dict[Key, Key]:
    """The final key for every key that a source made up."""
    found = [of_group([reading.record for reading in group]) for group in groups]
    kinds = [type(group[0].record).collection for group in groups]
    shared: Counter[tuple[str, str]] = Counter(
        (kind, name) for kind, names in zip(kinds, found, strict=True) for name in names
    )
    claimants = [
        _claimant(kind, names, [reading.record for reading in group], shared=shared)
        for kind, names, group in zip(kinds, found, groups, strict=True)
    ]
    keys = ledger.assign(claimants)
    return {reading.record.key: key for key, group in zip(keys, groups, strict=True) for reading in group}


def _claimant(
    kind: str, names: Sequence[str], records: list[Record], *, shared: Mapping[tuple[str, str], int]
) -> Claimant:
    # What several records share tells none of them from the others.
    own = tuple(name for name in names if shared[kind, name] == 1)
    hints = (*(name for name in names if shared[kind, name] > 1), *former(records))
    if kind == Person.collection:
        # Persons of one name are told apart by their entries; that somebody has a name proves nothing.
        proofs = tuple(name for name in own if name.partition(":")[0] in IDENTIFYING)
        rest = tuple(name for name in own if name not in proofs)
        return Claimant(kind, slugs(records), proofs, (*local_names(records), *rest), hints)
    return Claimant(kind, slugs(records), own, () if own else local_names(records), hints)
