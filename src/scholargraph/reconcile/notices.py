"""Which notices of several sources are one: what they share, and what tells them apart.

It merges nothing, and takes two notices for one only where they share what identifies a notice, or where one of them could
say the same of no other.
"""

from __future__ import annotations

from dataclasses import replace

from scholargraph.model import Notice


def share_identity(one: Notice, other: Notice) -> bool:
    """Whether two notices have an identifier, an address or a record in common."""
    return not _identity(one).isdisjoint(_identity(other))


def may_be_one(one: Notice, other: Notice) -> bool:
    """Whether two notices of a kind that contradict each other in nothing are one.

    They are if they share what identifies a notice or its date, or if one of them only says that there is one. A notice with
    a DOI and another with a date are two: nothing ties the one to the other.
    """
    return share_identity(one, other) or None not in (one.date, other.date) or _bare(one) or _bare(other)


def identifiers_differ(one: Notice, other: Notice) -> bool:
    """Whether two notices have different identifiers of one scheme, and none in common."""
    if not set(one.identifiers).isdisjoint(other.identifiers):
        return False
    return bool({each.scheme for each in one.identifiers} & {each.scheme for each in other.identifiers})


def with_identifiers_of(one: Notice, other: Notice) -> Notice:
    """Give a notice with the identifiers of both."""
    return replace(one, identifiers=tuple(dict.fromkeys((*one.identifiers, *other.identifiers))))


def _identity(notice: Notice) -> set[object]:
    return {*notice.identifiers, *(part for part in (notice.url, notice.work) if part is not None)}


def _bare(notice: Notice) -> bool:
    """Whether a notice says of itself neither when it appeared nor where it stands."""
    return notice.date is None and not _identity(notice)
