"""What belongs to what, read backwards: a person's works, a venue's works, an organisation's people.

The graph says each of these once, on the side of what refers; pages show them on the other side too.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from scholargraph.model import (
    Entry,
    Key,
    Organization,
    Person,
    Project,
    Publication,
    Record,
    Role,
    RoleKind,
    RoleStatus,
    Venue,
)


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
    UNITS = "units"
    ISSUED = "issued"
    PUBLISHED = "published"
    CONTENTS = "contents"
    VOLUMES = "volumes"
    SUBJECT = "subject"
    CITED = "cited"
    NOTICE = "notice"
    READ = "read"


_ROLES: Final = {RoleStatus.CURRENT: Relation.PEOPLE, RoleStatus.FORMER: Relation.FORMER, None: Relation.OTHERS}


def relations(entry: Entry) -> Iterator[tuple[str, Relation]]:
    """Give the lists that a record is a member of, each once: their owner, and how the record relates to it.

    Collections are owned by their own name, and what was read from a source by that source.
    """
    found: dict[tuple[str, Relation], None] = {(entry.key.collection, Relation.MEMBERS): None}
    found.update((one, None) for one in _of_record(entry.record))
    for backing in entry.evidence.values():
        found.update(((f"source/{one.source}", Relation.READ), None) for one in backing)
    yield from found


def relation_of_role(role: Role) -> Relation:
    """Give the list of an organisation that somebody with a role there stands in."""
    return Relation.STUDIED if role.kind is RoleKind.EDUCATION else _ROLES[role.status]


def _of_record(record: Record) -> Iterator[tuple[Key, Relation]]:
    if isinstance(record, Publication):
        yield from _of_work(record)
    elif isinstance(record, Person):
        for role in record.roles:
            yield role.organization, relation_of_role(role)
    elif isinstance(record, Organization):
        if record.parent is not None:
            yield record.parent, Relation.PARTS
        for founder in record.founders:
            yield founder, Relation.FOUNDED
    elif isinstance(record, Venue):
        yield from _of_venue(record)
    else:
        makers = record.founders if isinstance(record, Project) else record.makers
        for maker in makers:
            yield maker, Relation.MADE


def _of_venue(venue: Venue) -> Iterator[tuple[Key, Relation]]:
    if venue.part_of is not None:
        yield venue.part_of, Relation.VOLUMES
    if venue.publisher is not None and venue.publisher.record is not None:
        yield venue.publisher.record, Relation.PUBLISHED


def _of_work(work: Publication) -> Iterator[tuple[Key, Relation]]:
    for one in work.contributions:
        if one.agent.record is not None:
            yield one.agent.record, Relation(one.role.value)
    if work.venue is not None:
        yield work.venue, Relation.CONTENTS
    for agent, relation in ((work.institution, Relation.ISSUED), (work.publisher, Relation.PUBLISHED)):
        if agent is not None and agent.record is not None:
            yield agent.record, relation
    for about in work.about:
        yield about, Relation.SUBJECT
    for cited in work.cites:
        yield cited, Relation.CITED
    for notice in work.notices:
        if notice.work is not None:
            yield notice.work, Relation.NOTICE
