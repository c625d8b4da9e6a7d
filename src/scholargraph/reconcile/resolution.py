"""Which entries are about one thing each, why, and which key each thing has: reconciliation up to the merging of values.

It merges no values; `explain` and `review` need no more than this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from scholargraph.iris import Key, keyed_hash
from scholargraph.model import (
    AddressDecision,
    Decision,
    Joining,
    MatchDecision,
    Person,
    Publication,
    Record,
    Rejected,
    Source,
    SourceRecord,
    entry_name,
)
from scholargraph.reconcile.assignment import assign
from scholargraph.reconcile.claims import Claimant, Verdict
from scholargraph.reconcile.curated_pairs import CuratedPairs, curated_pairs
from scholargraph.reconcile.decisions import require_known, verdicts
from scholargraph.reconcile.fingerprints import (
    IDENTIFYING,
    facts,
    former,
    label,
    local_names,
    of_group,
    other_names,
    slugs,
)
from scholargraph.reconcile.holders import Holders, Identified
from scholargraph.reconcile.join import Clusters, Group, join
from scholargraph.reconcile.leaving_out import Without, left_in, names_of
from scholargraph.reconcile.leaving_out import purge as purge_persons
from scholargraph.reconcile.ledger import Ledger
from scholargraph.reconcile.opting_out import LeftOut, Memory, left_out
from scholargraph.reconcile.persons import Links, link_mentions, organization_names, regrouped, without_names
from scholargraph.reconcile.source_names import former_names, name_sources
from scholargraph.reconcile.spool import ReadingSpool, SpooledRecord
from scholargraph.reconcile.uncompared import Uncompared
from scholargraph.reconcile.withdrawal import Withdrawal, purge, withdrawals, without, without_in, without_in_joining


@dataclass(frozen=True, slots=True)
class Resolved:
    """Which entries are about one thing each.

    Attributes:
        readings: the spool that the readings are read from; nothing can be read any more once it is closed.
        groups: the readings of each thing, without names that are withdrawn.
        keys: the final key for every key that a source made up.
        holders: who alone has an identifier.
        links: which names on works are which persons.
        joinings: why the entries of each thing were put together, by its final key; ready to be published.
        doubtful: pairs of entries that may be one thing and are not taken for it, the likeliest first; none that the
            curation decides on.
        uncompared: what are too many to be compared each with each.
        curated: what the curation decides on.
        withdrawn: what is withdrawn.
        opted_out: the persons who are left out.
        left_out: what leaving them out has changed.
        rejected: what could not be read, and what of the curation's decisions has no effect.
    """

    readings: ReadingSpool
    groups: Sequence[Group]
    keys: Mapping[Key, Key]
    holders: Holders
    links: Links
    joinings: Mapping[Key, tuple[Joining, ...]]
    doubtful: tuple[Joining, ...]
    uncompared: tuple[Uncompared, ...]
    curated: CuratedPairs
    withdrawn: Sequence[Withdrawal]
    opted_out: Sequence[LeftOut]
    left_out: Without
    rejected: tuple[Rejected, ...]


def resolve(
    items: Iterable[SourceRecord | Decision | Rejected],
    *,
    sources: Sequence[Source],
    ledger: Ledger,
    last_in: Callable[[Key], str | None] = lambda _: None,
    secret: Callable[[], bytes] = lambda: b"",
    folder: Path | None = None,
) -> Resolved:
    """Put the entries that sources have of one thing together, and give each thing its key; as `reconcile` otherwise."""
    given = _Items.of(items, folder)
    readings, rejected = given.readings, given.rejected
    former_sources = former_names(ledger, sources)
    curated = curated_pairs(given.matches, readings, ledger, former_sources=former_sources)
    clusters = _clusters(readings, curated, {source.name for source in sources if source.kind == "curation"})
    groups = clusters.groups
    memory = Memory(ledger.withdrawn, secret)
    opted_out = left_out(given.asked, groups, memory)
    left = left_in(opted_out, groups, memory)
    groups = left.groups
    purge_persons(ledger, opted_out, entries=left.entries, memory=memory)
    withdrawn = withdrawals(groups) if given.named else []
    if withdrawn:
        readings.change(partial(without, withdrawn))
        groups = [
            [one if isinstance(one, SpooledRecord) else without(withdrawn, one) for one in group] for group in groups
        ]
    nobody = (*withdrawn, *names_of(opted_out))
    rejected = [without_in(nobody, one) for one in rejected]
    keys = _keys(
        groups,
        ledger,
        former_sources,
        last_in=last_in,
        decided=verdicts(given.addresses, ledger, given.matches),
        is_withdrawn=lambda key: bool(ledger.withdrawn) and keyed_hash(secret(), key) in ledger.withdrawn,
    )
    require_known(given.addresses, ledger)
    purge(ledger, nobody, keys, secret=secret)
    name_sources(ledger, sources, last_in=last_in)
    links = _links(groups)
    told = (*map(curated.told, clusters.joinings), *links.joinings)
    unnamed = bool(withdrawn or opted_out)
    return Resolved(
        readings,
        groups,
        keys,
        given.identified.holders(keys),
        links,
        _by_key(
            told, keys, (lambda one: without_in_joining(nobody, without_names(one))) if unnamed else lambda one: one
        ),
        _undecided(clusters.doubtful, keys, curated),
        clusters.uncompared,
        curated,
        withdrawn,
        opted_out,
        left,
        (*rejected, *curated.without_effect),
    )


@dataclass(slots=True)
class _Items:
    """What the sources give, by what it is.

    Attributes:
        readings: the records.
        asked: the entries that say who is left out.
        addresses: what the curation says of old addresses.
        matches: what it says of things that are one, or are not.
        rejected: what could not be read.
        identified: the identifiers of persons and organisations, with the keys that their sources made up.
        named: whether a name is withdrawn.
    """

    readings: ReadingSpool
    asked: list[SourceRecord] = field(default_factory=list)
    addresses: list[AddressDecision] = field(default_factory=list)
    matches: list[MatchDecision] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    identified: Identified = field(default_factory=Identified)
    named: bool = False

    @classmethod
    def of(cls, items: Iterable[SourceRecord | Decision | Rejected], folder: Path | None) -> _Items:
        """Take the items as they come."""
        found = cls(ReadingSpool(folder))
        for item in items:
            if isinstance(item, SourceRecord) and item.opted_out is not None:
                found.asked.append(item)
            elif isinstance(item, SourceRecord):
                found.readings.append(item)
                found.named = found.named or bool(item.withdrawn)
                found.identified.add(item.record)
            elif isinstance(item, AddressDecision):
                found.addresses.append(item)
            elif isinstance(item, MatchDecision):
                found.matches.append(item)
            else:
                found.rejected.append(item)
        return found


def _clusters(readings: Sequence[SourceRecord], curated: CuratedPairs, owned: Collection[str]) -> Clusters:
    """Group the readings, in the order of the first of each group; `owned` are the sources that the site's owner writes."""
    joined = join(readings, together=curated.together, apart=curated.apart, curated=owned)
    found = regrouped(joined, together=curated.together, apart=curated.apart, curated=owned)
    order = {id(reading): place for place, reading in enumerate(readings)}
    return replace(found, groups=sorted(found.groups, key=lambda group: order[id(group[0])]))


def _by_key(
    joinings: Iterable[Joining], keys: Mapping[Key, Key], change: Callable[[Joining], Joining]
) -> dict[Key, tuple[Joining, ...]]:
    """Give joinings, changed, by the final key of the thing; those who are left out have none."""
    found: dict[Key, list[Joining]] = {}
    for one in joinings:
        if one.one in keys and one.other in keys:
            found.setdefault(keys[one.one], []).append(change(one))
    return {key: tuple(some) for key, some in found.items()}


def _links(groups: Sequence[Group]) -> Links:
    """Find the names printed on works that are surely a person with a record."""
    return link_mentions(
        [group for group in groups if isinstance(group[0].record, Person)],
        [group for group in groups if isinstance(group[0].record, Publication)],
        organizations=organization_names(groups),
    )


def _undecided(doubtful: Iterable[Joining], keys: Mapping[Key, Key], curated: CuratedPairs) -> tuple[Joining, ...]:
    """Leave out pairs of entries that became one all the same, and of things that the curation keeps apart."""
    apart = {frozenset((keys[one], keys[other])) for one, other in curated.apart if one in keys and other in keys}
    return tuple(
        one
        for one in doubtful
        if one.one in keys
        and one.other in keys
        and keys[one.one] != keys[one.other]
        and frozenset((keys[one.one], keys[one.other])) not in apart
    )


def _keys(
    groups: Sequence[Group],
    ledger: Ledger,
    former_sources: Mapping[str, str],
    *,
    last_in: Callable[[Key], str | None],
    decided: Mapping[Key, Verdict],
    is_withdrawn: Callable[[Key], bool],
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
    keys = assign(ledger, claimants, last_in=last_in, decided=decided, is_withdrawn=is_withdrawn)
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
    entries = tuple(dict.fromkeys(entry_name(reading.record.key) for reading in group if not reading.numbered))
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
        facts=facts(records, numbers=tuple(dict.fromkeys(entry_name(one.record.key) for one in group if one.numbered))),
        entries_first=person,
    )
