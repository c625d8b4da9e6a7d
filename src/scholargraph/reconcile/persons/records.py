"""Records of persons, ready to be compared: their names, identifiers and roles, and the works on which they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scholargraph.iris import Key
from scholargraph.model import Identifier, Person, SourceRecord
from scholargraph.reconcile.persons.evidence import Around, Profile, words
from scholargraph.reconcile.persons.memberships import Roster
from scholargraph.reconcile.persons.names import PersonName, likeness, person_name
from scholargraph.reconcile.persons.printed import NamedWork, Slot
from scholargraph.reconcile.persons.rarity import Rarity
from scholargraph.reconcile.persons.table import Table


@dataclass(slots=True)
class Printed:
    """The names on all works, and who stands where by the word of a source.

    Attributes:
        works: the works.
        by_record: for each record of a person the works on which sources say that they stand, with the slot there.
        by_identifier: the same for an identifier that is printed beside one name of the work only.
        fitting: for each name key the slots that can have the name.
    """

    works: list[NamedWork]
    by_record: dict[Key, list[tuple[int, int]]] = field(default_factory=dict)
    by_identifier: dict[Identifier, list[tuple[int, int]]] = field(default_factory=dict)
    fitting: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, works: Iterable[NamedWork], *, keys: frozenset[str]) -> Printed:
        """Index the works; `keys` are the name keys that somebody asks for."""
        printed = cls(list(works))
        for at, work in enumerate(printed.works):
            for place, slot in enumerate(work.slots):
                for record in slot.records:
                    printed.by_record.setdefault(record, []).append((at, place))
                for one in slot.identifiers:
                    printed.by_identifier.setdefault(one, []).append((at, place))
                for key in {key for name in slot.names for key in name.keys} & keys:
                    printed.fitting.setdefault(key, []).append((at, place))
        return printed

    def slot(self, where: tuple[int, int]) -> Slot:
        """Give the slot at a place."""
        return self.works[where[0]].slots[where[1]]

    def count_names(self, rarity: Rarity) -> None:
        """Count the names on all works."""
        for work in self.works:
            for slot in work.slots:
                rarity.add_names(slot.names)
            rarity.add_team(longest_names(work))


class Signatures:
    """What is known of each bearer of a name on a work, made when it is asked for."""

    def __init__(self, printed: Printed, table: Table) -> None:
        self._printed = printed
        self._table = table
        self._around: dict[int, tuple[Around, Roster]] = {}

    def of(self, where: tuple[int, int]) -> Profile:
        """Give the profile of a slot."""
        at, place = where
        work = self._printed.works[at]
        slot = work.slots[place]
        known = self._around.get(at)
        if known is None:
            around = Around.of(longest_names(work), work.titles, work.venues, common=self._table.title_words)
            roster = Roster.of(
                (one.names for one in work.slots),
                work.groups,
                common=self._table.group_words,
                many=self._table.many_groups,
            )
            known = around, roster
            self._around[at] = known
        around, roster = known
        identifiers: dict[str, set[str]] = {}
        for one in slot.identifiers:
            identifiers.setdefault(one.scheme, set()).add(one.value)
        return Profile(
            key="\n".join((slot.printed, *work.key, *sorted(f"{key} {at}" for key, at in slot.members))),
            names=set(slot.names),
            works={work.key},
            shared=around.shared(place, words(sorted(slot.affiliations), common=self._table.affiliation_words)),
            years=None if work.year is None else (work.year, work.year),
            identifiers=identifiers,
            memberships=roster.memberships(slot.names),
        )


def longest_names(work: NamedWork) -> list[PersonName | None]:
    """Give the longest form of each name on a work, which says most of who a co-author is."""
    return [max(slot.names, key=_length, default=None) for slot in work.slots]


def _length(name: PersonName) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    return sum(map(len, name.given)), name.given, name.family


def names_of(record: Person) -> set[PersonName]:
    """Give every name of a person."""
    parts = f"{record.family_name}, {record.given_name}" if record.family_name and record.given_name else None
    told = (parts, record.name, *record.alternate_names)
    return {name for one in told if one is not None and (name := person_name(one)) is not None}


def person_profile(
    group: Sequence[SourceRecord], printed: Printed, signatures: Signatures, *, organizations: Mapping[Key, str]
) -> Profile:
    """Give what is known of a person by the readings of their record; `organizations` are the names of their roles'."""
    persons = [reading.record for reading in group if isinstance(reading.record, Person)]
    names = set().union(*(names_of(person) for person in persons))
    identifiers: dict[str, set[str]] = {}
    for person in persons:
        for one in person.identifiers:
            identifiers.setdefault(one.scheme, set()).add(one.value)
    found = Profile(
        key=min(person.key for person in persons),
        names=set(names),
        works=set(),
        own=names,
        identifiers=identifiers,
        sources={reading.whole.source for reading in group},
    )
    places = [where for person in persons for where in printed.by_record.get(person.key, ())]
    for person in persons:
        for one in person.identifiers:
            places += [where for where in printed.by_identifier.get(one, ()) if fits(printed.slot(where).names, names)]
    for where in sorted(set(places)):
        signature = signatures.of(where)
        signature.names = set()  # in which form each work prints the name is no matter
        signature.identifiers = {}
        found.absorb(signature)
    employers = [organizations[role.organization] for person in persons for role in person.roles
                 if role.organization in organizations]  # fmt: skip
    topics = [topic.value for person in persons for topic in person.topics]
    for kind, more in (("affiliations", words(employers)), ("topics", words(topics))):
        if more:
            found.shared.setdefault(kind, Counter()).update(more)
    return found


def fits(some: Iterable[PersonName], others: Iterable[PersonName]) -> bool:
    """Whether a name of the ones can be one of the others."""
    known = list(others)
    return any(likeness(one, other) is not None for one in some for other in known)
