"""Reconciliation: source records in, one catalogue out; conflicts stay visible, keys never change.

It reads no source and looks nothing up: the ledger is given, and changed in place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from functools import partial
from operator import itemgetter
from pathlib import Path

from scholargraph.iris import Key, keyed_hash
from scholargraph.model import (
    Decision,
    Identifier,
    Organization,
    Person,
    Record,
    Rejected,
    Retired,
    Source,
    SourceRecord,
)
from scholargraph.reconcile.assignment import assign
from scholargraph.reconcile.catalogue import Joined
from scholargraph.reconcile.claims import Claimant, Verdict
from scholargraph.reconcile.decisions import require_known, verdicts
from scholargraph.reconcile.fingerprints import (
    IDENTIFYING,
    facts,
    former,
    label,
    local_names,
    normal,
    of_group,
    other_names,
    slugs,
)
from scholargraph.reconcile.fusion import fuse
from scholargraph.reconcile.join import Group, join
from scholargraph.reconcile.ledger import Ledger
from scholargraph.reconcile.preference import PREFERABLE, Preference, preferences
from scholargraph.reconcile.renaming import renamed
from scholargraph.reconcile.source_names import former_names, name_sources
from scholargraph.reconcile.spool import EntrySpool, ReadingSpool, in_memory
from scholargraph.reconcile.withdrawal import purge, withdrawals, without, without_in

__all__ = ["IDENTIFYING", "PREFERABLE", "Joined", "Ledger", "preferences", "reconcile"]


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
    with closing(ReadingSpool(folder)) as readings:
        decisions: list[Decision] = []
        rejected: list[Rejected] = []
        identified: list[tuple[Identifier, Key]] = []
        named = False
        for item in items:
            if isinstance(item, Decision):
                decisions.append(item)
            elif isinstance(item, Rejected):
                rejected.append(item)
            else:
                readings.append(item)
                named = named or bool(item.withdrawn)
                if isinstance(item.record, Person | Organization):
                    identified += [(one, item.record.key) for one in item.record.identifiers]
        groups = join(readings)
        withdrawn = withdrawals(groups) if named else []
        if withdrawn:
            readings.change(partial(without, withdrawn))
            rejected = [without_in(withdrawn, one) for one in rejected]
        decided = verdicts(decisions, ledger)
        keys = _keys(groups, ledger, former_names(ledger, sources), last_in=last_in, decided=decided)
        require_known(decisions, ledger)
        purge(ledger, withdrawn, keys, secret=secret)
        name_sources(ledger, sources, last_in=last_in)
        preference = Preference.of((source.name for source in sources), prefer)
        entries = _fused(groups, keys, _holders(identified, keys), preference, folder)
    aliases, retired = _former(ledger, {*entries, *(f"source/{source.name}" for source in sources)})
    return Joined(
        by_key=entries,
        sources=tuple(sources),
        aliases=aliases,
        retired=retired,
        withdrawn=frozenset(ledger.withdrawn),
        names_withdrawn=frozenset(keyed_hash(secret(), normal(name)) for one in withdrawn for name in one.names),
        rejected=tuple(rejected),
    )


def _fused(
    groups: Sequence[Group],
    keys: Mapping[Key, Key],
    holders: Mapping[Identifier, Key],
    preference: Preference,
    folder: Path | None,
) -> EntrySpool:
    """Make the entries in the order of their keys; the readings of one at a time are in memory."""
    entries = EntrySpool(folder)
    for key, group in sorted(((keys[group[0].record.key], group) for group in groups), key=itemgetter(0)):
        readings = [renamed(one, keys, holders, ambiguous=_ambiguous(one)) for one in map(in_memory, group)]
        entries.add(fuse(key, readings, preference=preference))
    return entries


def _holders(identified: Iterable[tuple[Identifier, Key]], keys: Mapping[Key, Key]) -> dict[Identifier, Key]:
    """Give the person or organisation that alone has an identifier, as final keys."""
    found: dict[Identifier, set[Key]] = {}
    for one, made in identified:
        found.setdefault(one, set()).add(keys[made])
    return {one: next(iter(holders)) for one, holders in found.items() if len(holders) == 1}


def _ambiguous(reading: SourceRecord) -> frozenset[Identifier]:
    """Give the identifiers that stand beside two names of one work: of one of them they are wrong."""
    contributions = getattr(reading.record, "contributions", ())
    stand = Counter((one.role, identifier) for one in contributions for identifier in one.agent.identifiers)
    return frozenset(identifier for (_, identifier), count in stand.items() if count > 1)


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


def _keys(
    groups: Sequence[Group],
    ledger: Ledger,
    former_sources: Mapping[str, str],
    *,
    last_in: Callable[[Key], str | None],
    decided: Mapping[Key, Verdict],
) -> dict[Key, Key]:
    """Give the final key for every key that a source made up; `former_sources` tells how sources were called before."""
    found = [of_group([reading.record for reading in group]) for group in groups]
    kinds = [type(group[0].record).collection for group in groups]
    shared: Counter[tuple[str, str]] = Counter(
        (kind, name) for kind, names in zip(kinds, found, strict=True) for name in names
    )
    claimants = [
        _claimant(kind, names, group, shared=shared, former_sources=former_sources)
        for kind, names, group in zip(kinds, found, groups, strict=True)
    ]
    keys = assign(ledger, claimants, last_in=last_in, decided=decided)
    return {reading.record.key: key for key, group in zip(keys, groups, strict=True) for reading in group}


def _claimant(
    kind: str,
    names: Sequence[str],
    group: Group,
    *,
    shared: Mapping[tuple[str, str], int],
    former_sources: Mapping[str, str],
) -> Claimant:
    records: list[Record] = [reading.record for reading in group]
    # What several records share tells none of them from the others.
    own = tuple(name for name in names if shared[kind, name] == 1)
    hints = (*(name for name in names if shared[kind, name] > 1), *former(records))
    person = kind == Person.collection
    if person:
        # Persons of one name are told apart by their entries; that somebody has a name proves nothing.
        proofs = tuple(name for name in own if name.partition(":")[0] in IDENTIFYING)
        rest = (*local_names(records), *(name for name in own if name not in proofs))
    else:
        proofs, rest = own, (() if own else local_names(records))
    entries = tuple(dict.fromkeys(_entry(reading) for reading in group if not reading.numbered))
    parted = [entry.partition("/") for entry in entries]
    return Claimant(
        kind,
        slugs(records),
        proofs=proofs,
        names=rest,
        hints=hints,
        entries=entries,
        formerly=tuple(f"{former_sources[name]}/{rest}" for name, _, rest in parted if name in former_sources),
        also=other_names(records),
        label=label(records),
        facts=facts(records, numbers=tuple(dict.fromkeys(_entry(one) for one in group if one.numbered))),
        entries_first=person,
    )


def _entry(reading: SourceRecord) -> str:
    """What an entry is called, with its source: `curation/p`."""
    return " ".join(reading.record.key.slug.removeprefix("~").split())
