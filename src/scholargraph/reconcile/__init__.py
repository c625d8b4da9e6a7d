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
    Joining,
    Organization,
    Person,
    Publication,
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
from scholargraph.reconcile.join import Group, join
from scholargraph.reconcile.ledger import Ledger
from scholargraph.reconcile.merge import merge, renamed
from scholargraph.reconcile.persons import (
    Links,
    link_mentions,
    linked,
    organization_names,
    regrouped,
    without_names,
)
from scholargraph.reconcile.source_names import former_names, name_sources
from scholargraph.reconcile.withdrawal import purge, withdrawals, without, without_in

__all__ = ["IDENTIFYING", "Joined", "Ledger", "reconcile"]


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
    readings: list[SourceRecord] = []
    decisions: list[Decision] = []
    rejected: list[Rejected] = []
    for item in items:
        if isinstance(item, SourceRecord):
            readings.append(item)
        elif isinstance(item, Decision):
            decisions.append(item)
        else:
            rejected.append(item)
    curated = {source.name for source in sources if source.kind == "curation"}
    clusters = regrouped(join(readings, curated=curated), curated=curated)
    groups = _in_order(clusters.groups, readings)
    withdrawn = withdrawals(groups)
    if withdrawn:
        groups = [[without(withdrawn, reading) for reading in group] for group in groups]
        rejected = [without_in(withdrawn, one) for one in rejected]
    decided = verdicts(decisions, ledger)
    keys = _keys(groups, ledger, former_names(ledger, sources), last_in=last_in, decided=decided)
    require_known(decisions, ledger)
    purge(ledger, withdrawn, keys, secret=secret)
    name_sources(ledger, sources, last_in=last_in)
    preference = {source.name: rank for rank, source in enumerate(sources)}
    holders = _holders(groups, keys)
    links = _links(groups)
    why: dict[Key, list[Joining]] = {}
    joinings = map(without_names, clusters.joinings) if withdrawn else clusters.joinings
    for joining in (*joinings, *links.joinings):
        why.setdefault(keys[joining.one], []).append(joining)
    entries: dict[Key, Entry] = {}
    for group in sorted(groups, key=lambda group: keys[group[0].record.key]):
        key = keys[group[0].record.key]
        final = [renamed(linked(reading, links), keys, _telling(reading, holders)) for reading in group]
        entry = merge(key, final, preference=preference)
        entries[key] = replace(entry, joinings=tuple(why.get(key, ())))
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


def _in_order(groups: Sequence[Group], readings: Sequence[SourceRecord]) -> list[Group]:
    """Give the groups in the order of their first reading."""
    order = {id(reading): place for place, reading in enumerate(readings)}
    return sorted(groups, key=lambda group: order[id(group[0])])


def _links(groups: Sequence[Group]) -> Links:
    """Find the names printed on works that are surely a person with a record."""
    return link_mentions(
        [group for group in groups if isinstance(group[0].record, Person)],
        [group for group in groups if isinstance(group[0].record, Publication)],
        organizations=organization_names(groups),
    )


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
