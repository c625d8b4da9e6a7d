"""Signatures: names printed on works, with what stands around them, ready to be clustered.

It reads no record: `works` are given as far as persons are told apart by them.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from scholargraph.errors import InternalError
from scholargraph.reconcile.persons.clustering import Clusterer, Clustering
from scholargraph.reconcile.persons.comparing import Comparer
from scholargraph.reconcile.persons.evidence import Around, Profile, words
from scholargraph.reconcile.persons.memberships import Roster
from scholargraph.reconcile.persons.names import PersonName
from scholargraph.reconcile.persons.rarity import Rarity
from scholargraph.reconcile.persons.table import Table, shipped


@dataclass(frozen=True, slots=True)
class PrintedWork:
    """A work as far as the persons on it are told apart by it.

    Attributes:
        key: what it is called.
        names: the names on it in their order; None for what is no person's name, or cannot be read.
        affiliations: those of each name.
        titles: the title and other titles.
        venues: where it appeared, as printed.
        year: when.
        printed: the names as printed.
        groups: the collaborations that it is by, as printed.
    """

    key: Hashable
    names: tuple[PersonName | None, ...]
    affiliations: tuple[tuple[str, ...], ...]
    titles: tuple[str, ...]
    venues: tuple[str, ...]
    year: int | None
    printed: tuple[str, ...]
    groups: tuple[str, ...] = ()


def signatures_of(works: Sequence[PrintedWork]) -> list[tuple[int, int]]:
    """Give every name on the works: the place of the work, the place on it."""
    return [(at, place) for at, work in enumerate(works) for place, name in enumerate(work.names) if name is not None]


def cluster_signatures(
    works: Sequence[PrintedWork], signatures: Sequence[tuple[int, int]], *, table: Table | None = None
) -> Clustering:
    """Cluster names on works: each cluster is one person. The order of the works changes nothing."""
    table = table or shipped()
    rarity = Rarity(table)
    for work in works:
        rarity.add_names(work.names)
        rarity.add_team(work.names)
    profiles = profiles_of(works, signatures, table)
    for profile in profiles:
        rarity.add(profile)
    return Clusterer(profiles, Comparer(table, rarity)).run()


def profiles_of(works: Sequence[PrintedWork], signatures: Sequence[tuple[int, int]], table: Table) -> list[Profile]:
    """Give what is known of each bearer of a name on a work."""
    profiles = []
    at, around = -1, Around.of((), (), (), common=table.title_words)
    roster = Roster.of((), (), common=table.group_words)
    for where, place in signatures:
        work = works[where]
        if where != at:
            at, around = where, Around.of(work.names, work.titles, work.venues, common=table.title_words)
            roster = Roster.of(
                ([] if one is None else [one] for one in work.names),
                work.groups,
                common=table.group_words,
                many=table.many_groups,
            )
        name = work.names[place]
        if name is None:
            raise InternalError(f"{work.key}: the name at {place} cannot be read: ask for `signatures_of` the works.")
        profiles.append(
            Profile(
                key=f"{work.printed[place]}\n{work.key}\n{place}",
                names={name},
                works={work.key},
                shared=around.shared(place, words(work.affiliations[place], common=table.affiliation_words)),
                years=None if work.year is None else (work.year, work.year),
                memberships=roster.memberships([name]),
            )
        )
    return profiles
