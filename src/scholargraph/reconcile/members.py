"""The members of a field that has many, as one reading after another gives them: which are the same, which contradict.

Each is looked up by what it has in common with those that are the same; none is compared with all others.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import fields, replace
from typing import Any

from scholargraph.model import Identifier, Notice, PartialDate, Role, RoleStatus, Text, Version
from scholargraph.reconcile.features import Feature, Features
from scholargraph.reconcile.fingerprints import normal
from scholargraph.reconcile.values import agree, finer


class Members:
    """The members so far, by their places; those of the reading at hand are told apart from those of readings before."""

    def __init__(self) -> None:
        self._members: list[Any] = []
        self._places: dict[Hashable, int] = {}
        self._texts: dict[str, dict[str | None, int]] = {}
        self._records: dict[Hashable, Features] = {}
        self._identifiers: dict[int, dict[Identifier, None]] = {}
        self._new: dict[Any, list[int]] = {}
        self._known = 0

    def place(self, member: Any) -> int | None:
        """Where the same member stands; None where it is new, or may be any of several."""
        if isinstance(member, Role | Notice):
            return self._only(member)
        if isinstance(member, Text):
            known = self._texts.get(normal(member.value), {})
            if member.language is None:
                return next(iter(known.values()), None)
            return min((known[one] for one in (None, member.language) if one in known), default=None)
        place = self._places.get(_key(member))
        if place is None or not isinstance(member, Version):
            return place
        mine = self._members[place]
        same = mine == member if place >= self._known else _agree_in_parts(mine, member)
        return place if same else None

    def opposed(self, member: Any) -> int | None:
        """Where a member stands that speaks of the same thing as one that is not the same, so that one cannot be stated."""
        if isinstance(member, Version):
            return self._places.get(_key(member))  # one label is one node
        if isinstance(member, Notice) and member.kind in self._records:
            return min(self._records[member.kind].sharing(_identity(member)), default=None)
        return None

    def append(self, member: Any) -> int:
        """Add a member that is new, and give its place."""
        place = len(self._members)
        self._members.append(member)
        if isinstance(member, Role | Notice):
            self._new.setdefault(member, []).append(place)
        elif isinstance(member, Text):
            self._texts.setdefault(normal(member.value), {})[member.language] = place
        else:
            self._places[_key(member)] = place
        return place

    def join(self, place: int, member: Any) -> int:
        """Add what another reading of a member says, and give its place."""
        before, told = self._members[place], member
        if isinstance(member, Text):
            self._members[place] = after = finer(before, member)
            if after.language != before.language:
                known = self._texts[normal(member.value)]
                known.setdefault(after.language, known.pop(before.language))
        elif isinstance(member, Role | Version | Notice) and place < self._known:
            if isinstance(member, Notice):
                # They grow beside the notice, so that one of 5,000 is not copied 5,000 times.
                self._identifiers[place].update(dict.fromkeys(member.identifiers))
                member = replace(member, identifiers=())
            self._members[place] = _fuller(before, member)
            if not isinstance(member, Version):
                self._records[_key(member)].add(place, (*_features(told), *_features(self._members[place])))
        return place

    def end_reading(self) -> None:
        """Say that the next member is of another reading."""
        for place in range(self._known, len(self._members)):
            member = self._members[place]
            if isinstance(member, Role | Notice):
                self._records.setdefault(_key(member), Features()).add(place, _features(member))
            if isinstance(member, Notice):
                self._identifiers[place] = dict.fromkeys(member.identifiers)
                self._members[place] = replace(member, identifiers=())
        self._new, self._known = {}, len(self._members)

    def value(self, place: int) -> Any:
        """Give the member at a place."""
        member = self._members[place]
        return replace(member, identifiers=tuple(self._identifiers[place])) if place in self._identifiers else member

    def values(self) -> tuple[Any, ...]:
        """Give all members in their order."""
        return tuple(map(self.value, range(len(self._members))))

    def _only(self, member: Role | Notice) -> int | None:
        """Where the one role or notice stands that can be the same; one that may be any of several is none of them."""
        found = dict.fromkeys(self._new.get(member, ())[:2])
        for place in self._may_be(member):
            found[place] = None
            if len(found) > 1:
                return None
        return next(iter(found), None) if len(found) == 1 else None

    def _may_be(self, member: Role | Notice) -> Iterator[int]:
        """Give the roles or notices of readings before that can be the same."""
        known = self._records.get(_key(member))
        if known is None:
            return
        if isinstance(member, Role):
            yield from (at for at in known.fitting(_features(member)) if _agree_in_parts(self._members[at], member))
            return
        plain = replace(member, identifiers=())
        identity = {*_identity(member)}
        for at in known.fitting(_features(member)):
            if self._is_notice(at, plain, identity=identity):
                yield at
        for at in known.sharing((one.scheme, one) for one in member.identifiers):
            if self._is_notice(at, plain, identity=identity):
                yield at

    def _is_notice(self, at: int, plain: Notice, *, identity: set[Feature]) -> bool:
        """Whether a notice of a reading before is this one: they share what identifies one or its date, or one is bare."""
        mine = self._members[at]
        if not _agree_in_parts(mine, plain):
            return False
        known = self._identifiers[at]
        shared = any(value in known or value in (mine.url, mine.work) for _, value in identity)
        bare = mine.date is None and not known and mine.url is None and mine.work is None
        return shared or None not in (mine.date, plain.date) or bare or (plain.date is None and not identity)


def _key(member: Any) -> Hashable:
    """What members that are the same have in common."""
    if isinstance(member, Role):
        return member.organization, member.kind
    if isinstance(member, Version):
        return member.label
    if isinstance(member, Notice):
        return member.kind
    return normal(member) if type(member) is str else member


def _features(member: Role | Notice) -> Iterator[Feature]:
    """Give what a role or a notice tells: of two that differ in one of these, each is a thing of its own."""
    member = _ended(member)
    for part in fields(member):
        value = getattr(member, part.name)
        if isinstance(value, PartialDate):
            yield part.name, value.year
        elif isinstance(value, Text):
            yield part.name, normal(value.value)
        elif isinstance(value, tuple):
            yield from ((one.scheme, one) for one in value)
        elif value is not None:
            yield part.name, value


def _identity(notice: Notice) -> Iterator[Feature]:
    """Give what identifies a notice: its identifiers, its address, its record."""
    yield from ((one.scheme, one) for one in notice.identifiers)
    if notice.url is not None:
        yield "url", notice.url
    if notice.work is not None:
        yield "work", notice.work


def _ended(member: Any) -> Any:
    """A role that has an end is over, where nothing else is said of it."""
    over = isinstance(member, Role) and member.end is not None and member.status is None
    return replace(member, status=RoleStatus.FORMER) if over else member


def _agree_in_parts(one: Any, other: Any) -> bool:
    """Whether nothing that both say differs."""
    one, other = _ended(one), _ended(other)
    return all(
        mine in {None, ()} or theirs in {None, ()} or agree(mine, theirs)
        for mine, theirs in ((getattr(one, part.name), getattr(other, part.name)) for part in fields(one))
    )


def _fuller(one: Any, other: Any) -> Any:
    """A member with what another reading of it adds."""
    pairs = {part.name: (getattr(one, part.name), getattr(other, part.name)) for part in fields(one)}
    return replace(one, **{
        name: theirs if mine in {None, ()} else mine if theirs in {None, ()} else finer(mine, theirs)
        for name, (mine, theirs) in pairs.items()
    })  # fmt: skip
