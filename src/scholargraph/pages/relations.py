"""What belongs to what, read backwards: a person's works, a venue's works, an organisation's people.

The graph says each of these once, on the side of what refers; pages show them on the other side too.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from scholargraph.iris import Key
from scholargraph.model import (
    ContributorRole,
    Organization,
    Person,
    Project,
    Publication,
    Record,
    RoleKind,
    RoleStatus,
    Venue,
)
from scholargraph.reconcile.catalogue import Catalogue


class Relation(StrEnum):
    """How the members of a list relate to its owner; a collection's owner is nobody."""

    MEMBERS = "members"
    AUTHOR = "author"
    EDITOR = "editor"
    TRANSLATOR = "translator"
    SUPERVISOR = "supervisor"
    MADE = "made"
    FOUNDED = "founded"
    PEOPLE = "people"
    FORMER = "former"
    STUDIED = "studied"
    OTHERS = "others"
    PARTS = "parts"
    ISSUED = "issued"
    CONTENTS = "contents"
    VOLUMES = "volumes"
    SUBJECT = "subject"
    CITED = "cited"
    READ = "read"


_ROLES: Final = {RoleStatus.CURRENT: Relation.PEOPLE, RoleStatus.FORMER: Relation.FORMER, None: Relation.OTHERS}


def relations(catalogue: Catalogue) -> Iterator[tuple[str, Relation, Key]]:
    """Give (owner, relation, member), each perhaps more than once; collections are owned by their own name."""
    for key, record in catalogue.records.items():
        yield key.collection, Relation.MEMBERS, key
        for owner, relation in _of_record(record):
            yield owner, relation, key
    for claim, found in catalogue.evidence.items():
        for one in found:
            yield f"source/{one.source}", Relation.READ, claim.key
    for source in catalogue.sources:
        yield "source", Relation.MEMBERS, Key(f"source/{source.name}")


def _of_record(record: Record) -> Iterator[tuple[Key, Relation]]:
    if isinstance(record, Publication):
        yield from _of_work(record)
    elif isinstance(record, Person):
        for role in record.roles:
            yield role.organization, Relation.STUDIED if role.kind is RoleKind.EDUCATION else _ROLES[role.status]
    elif isinstance(record, Organization):
        if record.parent is not None:
            yield record.parent, Relation.PARTS
        for founder in record.founders:
            yield founder, Relation.FOUNDED
    elif isinstance(record, Venue):
        if record.part_of is not None:
            yield record.part_of, Relation.VOLUMES
    else:
        makers = record.founders if isinstance(record, Project) else record.makers
        for maker in makers:
            yield maker, Relation.MADE


def _of_work(work: Publication) -> Iterator[tuple[Key, Relation]]:
    for one in work.contributions:
        if one.person is not None:
            yield one.person, Relation(ContributorRole(one.role).value)
    if work.venue is not None:
        yield work.venue, Relation.CONTENTS
    if work.institution is not None:
        yield work.institution, Relation.ISSUED
    for about in work.about:
        yield about, Relation.SUBJECT
    for cited in work.cites:
        yield cited, Relation.CITED
