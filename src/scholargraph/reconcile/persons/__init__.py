"""Persons told apart and joined: their records, and the names printed on works that are theirs. A wrong merge is worse
than a missed one.

It reads no file and changes no record: what it finds is given as groups and links, each with the reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from scholargraph.iris import Key
from scholargraph.model import Joining, Organization, Person, Project, Publication, SourceRecord
from scholargraph.reconcile.join import Clusters
from scholargraph.reconcile.persons.comparing import without_names
from scholargraph.reconcile.persons.joining import PersonJoiner
from scholargraph.reconcile.persons.linking import Linker, Links, linked
from scholargraph.reconcile.persons.printed import named_works
from scholargraph.reconcile.persons.table import shipped

__all__ = [
    "Links",
    "comparing",
    "join_persons",
    "link_mentions",
    "linked",
    "organization_names",
    "regrouped",
    "without_names",
]


def join_persons(
    readings: Sequence[SourceRecord],
    works: Sequence[list[SourceRecord]],
    *,
    together: Iterable[tuple[Key, Key]] = (),
    apart: Iterable[tuple[Key, Key]] = (),
    organizations: Mapping[Key, str] | None = None,
    curated: Collection[str] = (),
) -> Clusters:
    """Group the readings of persons that are about one person, in the order of their first reading.

    `works` are the readings of each work, already joined: on which works somebody stands, and with whom, tells who they
    are. `together` and `apart` are pairs of keys that the curation decides about; `organizations` gives the names of the
    organisations of their roles.
    """
    plain = [reading for reading in readings if isinstance(reading.record, Person)]
    if len(plain) < 2:
        return Clusters([[reading] for reading in plain])
    joiner = PersonJoiner(
        plain, list(named_works(works)), shipped(), organizations=organizations or {}, curated=curated
    )
    found = joiner.join(together=together, apart=apart)
    order = {reading.record.key: place for place, reading in enumerate(plain)}
    groups = [
        sorted((joiner.readings[at] for at in group), key=lambda one: order[one.record.key]) for group in found.groups
    ]
    groups.sort(key=lambda group: order[group[0].record.key])
    return Clusters(groups, joiner.joinings(found), joiner.doubtful(found), joiner.uncompared(found))


def comparing(
    groups: Sequence[Sequence[SourceRecord]], *, curated: Collection[str]
) -> Callable[[Key, Key], Joining | None]:
    """Give what compares any two records of persons; `groups` are the readings of each thing, already joined.

    It gives None for two that cannot be one person.
    """
    return PersonJoiner(
        [one for group in groups for one in group if isinstance(one.record, Person)],
        list(named_works(group for group in groups if isinstance(group[0].record, Publication))),
        shipped(),
        organizations=organization_names(groups),
        curated=curated,
    ).compared


def link_mentions(
    persons: Sequence[list[SourceRecord]],
    works: Sequence[list[SourceRecord]],
    *,
    organizations: Mapping[Key, str] | None = None,
) -> Links:
    """Find the names printed on works that are surely one of the persons, who are given as the readings of each.

    By the identifier beside a name, by another source of the same work, or by the name and what else speaks for it; never
    by the name alone, never two names of one work, and never where two of the persons could be meant.
    """
    if not persons or not works:
        return Links()
    return Linker(persons, list(named_works(works)), shipped(), organizations or {}).link()


def regrouped(
    clusters: Clusters,
    *,
    together: Iterable[tuple[Key, Key]] = (),
    apart: Iterable[tuple[Key, Key]] = (),
    curated: Collection[str] = (),
) -> Clusters:
    """Give clusters in which the records of persons are grouped by what the works, already joined, tell of them.

    What the curation matched with a selector stays together.
    """
    people = [group for group in clusters.groups if isinstance(group[0].record, Person)]
    if sum(map(len, people)) < 2:
        return clusters
    others = [group for group in clusters.groups if not isinstance(group[0].record, Person)]
    matched = [
        (one.record.key, _anchor(group))
        for group in people
        for one in group
        if one.selector is not None and len(group) > 1
    ]
    found = join_persons(
        [one for group in people for one in group],
        [group for group in others if isinstance(group[0].record, Publication)],
        together=[*together, *matched],
        apart=apart,
        organizations=organization_names(clusters.groups),
        curated=curated,
    )
    return Clusters(
        [*others, *found.groups],
        (*(one for one in clusters.joinings if one.one.collection != Person.collection), *found.joinings),
        (*(one for one in clusters.doubtful if one.one.collection != Person.collection), *found.doubtful),
        (*clusters.uncompared, *found.uncompared),
    )


def organization_names(groups: Iterable[Sequence[SourceRecord]]) -> dict[Key, str]:
    """Give the names of organisations and projects, by the key that each of their sources made up."""
    return {
        one.record.key: one.record.name
        for group in groups
        for one in group
        if isinstance(one.record, Organization | Project)
    }


def _anchor(group: Sequence[SourceRecord]) -> Key:
    """The record that a selector of the group means."""
    return min((one for one in group), key=lambda one: (one.selector is not None, one.record.key)).record.key
