"""Notices: that a work was retracted, withdrawn, corrected, doubted or reinstated, and what follows for its status.

It guesses no order: a reinstatement lifts what it is known to follow, and the one notice that it can only be about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from scholargraph.identifiers import Identifier, Url
from scholargraph.iris import Key
from scholargraph.model.fields import declared
from scholargraph.model.kinds import EditorialStatus, NoticeKind
from scholargraph.model.values import PartialDate, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice of retraction, withdrawal, concern, correction or reinstatement of a work.

    >>> Notice(kind=NoticeKind.RETRACTION, date=PartialDate(2023, 5)).kind.value
    'retraction'
    """

    kind: Annotated[NoticeKind, declared("Kind", "Kinds", "What the notice says of the work.")]
    date: Annotated[PartialDate | None, declared("Date", "Dates", "When the notice appeared.")] = None
    identifiers: Annotated[
        tuple[Identifier, ...],
        declared("Identifier", "Identifiers", "Identifiers of the notice itself, not of the work."),
    ] = ()
    url: Annotated[Url | None, declared("Address", "Addresses", "Where the notice can be read.")] = None
    work: Annotated[
        Key | None,
        declared("Record", "Records", "The notice, where it is a record of its own.", refers_to=("publication",)),
    ] = None
    reason: Annotated[Text | None, declared("Reason", "Reasons", "The reason that the notice gives.")] = None


STATUS_WORDS: Final[Mapping[EditorialStatus, str]] = {
    EditorialStatus.RETRACTED: "Retracted",
    EditorialStatus.WITHDRAWN: "Withdrawn",
    EditorialStatus.OF_CONCERN: "Expression of concern",
    EditorialStatus.CORRECTED: "Corrected",
}
"""What each status is called."""

STATUS_OF: Final[Mapping[NoticeKind, EditorialStatus]] = {
    NoticeKind.RETRACTION: EditorialStatus.RETRACTED,
    NoticeKind.WITHDRAWAL: EditorialStatus.WITHDRAWN,
    NoticeKind.EXPRESSION_OF_CONCERN: EditorialStatus.OF_CONCERN,
    NoticeKind.CORRECTION: EditorialStatus.CORRECTED,
}
"""The status that follows from a notice of each kind while it is in force; from a reinstatement none does."""

_REMOVALS: Final = frozenset({NoticeKind.RETRACTION, NoticeKind.WITHDRAWAL})
_ENDING: Final = _REMOVALS | {NoticeKind.EXPRESSION_OF_CONCERN}
_GRAVITY: Final = {status: rank for rank, status in enumerate(EditorialStatus)}


def governing(notices: Sequence[Notice]) -> frozenset[Notice]:
    """Give the notices that the status of a work follows from: of those in force, the ones of the gravest kind.

    A correction stays in force. A reinstatement ends every notice of another kind that it is known to follow by date;
    where the dates do not tell, it ends the retraction or withdrawal only if there is no second one that it may be about.
    """
    ended: set[Notice] = set()
    for notice in notices:
        if notice.kind is NoticeKind.REINSTATEMENT:
            ended.update(_ended_by(notice, notices))
    in_force = [one for one in notices if one.kind in STATUS_OF and one not in ended]
    gravest = min((STATUS_OF[one.kind] for one in in_force), key=_GRAVITY.__getitem__, default=None)
    return frozenset(one for one in in_force if STATUS_OF[one.kind] is gravest)


def editorial_status(notices: Sequence[Notice]) -> EditorialStatus | None:
    """Give the status that follows from the notices of a work, or None where there is none in force.

    >>> editorial_status([Notice(kind=NoticeKind.CORRECTION), Notice(kind=NoticeKind.RETRACTION)]).value
    'retracted'
    """
    return next((STATUS_OF[one.kind] for one in governing(notices)), None)


def _ended_by(reinstatement: Notice, notices: Sequence[Notice]) -> Iterator[Notice]:
    """Give the notices that are no longer in force since a work was reinstated."""
    for one in notices:
        if one.kind in _ENDING and _before(one.date, reinstatement.date):
            yield one
    # What is reinstated was removed before: if that can only have been one notice, the dates need not tell.
    removals = [one for one in notices if one.kind in _REMOVALS and not _before(reinstatement.date, one.date)]
    if len(removals) == 1:
        yield removals[0]


def _before(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether a date is known to lie before another: 2021 before 2022-05, but not before 2021-05."""
    if one is None or other is None:
        return False
    for mine, theirs in ((one.year, other.year), (one.month, other.month), (one.day, other.day)):
        if mine is None or theirs is None:
            return False
        if mine != theirs:
            return mine < theirs
    return False
