"""Whose identifier is printed beside a name: the one record that has it, unless the name is somebody else's.

An identifier stands beside the wrong name now and then: that of a colleague is copied, all of a list have one. It joins nothing.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz.distance import OSA

from scholargraph.iris import Key
from scholargraph.model import Agent, Identifier, Name, Organization, Person, Record, SourceRecord
from scholargraph.reconcile.persons.names import PersonName, person_name
from scholargraph.reconcile.persons.records import fits

_MISPRINTED: Final = 5
"""Letters of the shortest family name in which one wrong letter is a misprint, not another name."""


@dataclass(frozen=True, slots=True)
class Holders:
    """The persons and organisations that alone have an identifier, as final keys, and what the persons are called."""

    records: Mapping[Identifier, Key] = field(default_factory=dict)
    names: Mapping[Key, Sequence[str]] = field(default_factory=dict)

    def holder(self, agent: Agent, *, ambiguous: Collection[Identifier] = ()) -> Key | None:
        """Give the record that an agent is by its identifiers; None where they tell of none, of several, or of another.

        The `ambiguous` ones tell nothing.
        """
        found = {self.records[one] for one in agent.identifiers if one in self.records and one not in ambiguous}
        if len(found) != 1:
            return None
        (record,) = found
        return record if self.may_hold(agent, record) else None

    def may_hold(self, agent: Agent, record: Key) -> bool:
        """Whether the name of an agent can be that of a record."""
        return record not in self.names or may_be(agent, self.names[record])


class Identified:
    """The records of persons and organisations, record by record, as far as it matters who has an identifier."""

    def __init__(self) -> None:
        self._identified: list[tuple[Identifier, Key]] = []
        self._called: list[tuple[Key, Sequence[str]]] = []

    def add(self, record: Record) -> None:
        """Take a record; one of another kind tells nothing."""
        if isinstance(record, Person | Organization):
            self._identified += [(one, record.key) for one in record.identifiers]
        if isinstance(record, Person):
            parts = (f"{record.family_name}, {record.given_name}",) if record.family_name and record.given_name else ()
            self._called.append((record.key, (*parts, record.name, *record.alternate_names)))

    def holders(self, keys: Mapping[Key, Key]) -> Holders:
        """Give who alone has an identifier; `keys` are the final keys of those that sources made up."""
        found: dict[Identifier, set[Key]] = {}
        for one, made in self._identified:
            if made in keys:
                found.setdefault(one, set()).add(keys[made])
        records = {one: next(iter(holders)) for one, holders in found.items() if len(holders) == 1}
        persons = {*records.values()}
        names: dict[Key, dict[str, None]] = {}
        for made, some in self._called:
            if made in keys and keys[made] in persons:
                names.setdefault(keys[made], {}).update(dict.fromkeys(some))
        return Holders(records, {key: tuple(some) for key, some in names.items()})


def may_be(agent: Agent, names: Iterable[str]) -> bool:
    """Whether an agent may bear one of the names; where names in two scripts cannot be compared, it may."""
    if agent.name is None:
        return True
    forms: tuple[Name | str, ...] = (agent.name, *(form.value for form in agent.name.scripts), *agent.variants)
    theirs = _by_script(names)
    mine = _by_script(forms)
    compared = [(mine[script], theirs[script]) for script in sorted(mine.keys() & theirs.keys())]
    return not compared or any(fits(some, others) or _misprinted(some, others) for some, others in compared)


def _by_script(names: Iterable[Name | str]) -> dict[str, set[PersonName]]:
    """Give names as far as they can be compared, by the script of their first letter."""
    found: dict[str, set[PersonName]] = {}
    for one in names:
        printed = one.printed if isinstance(one, Name) else one
        letter = next((character for character in printed if character.isalpha()), "")
        # Of a name in capitals only nothing tells initials from short names.
        name = person_name(printed.title() if printed.isupper() else one)
        if letter and name is not None:
            found.setdefault(unicodedata.name(letter, "?").partition(" ")[0], set()).add(name)
    return found


def _misprinted(some: Iterable[PersonName], others: Iterable[PersonName]) -> bool:
    """Whether a name of the ones is one of the others with a wrong letter in the family name."""
    known = list(others)
    return any(_one_letter_off(one, other) for one in some for other in known)


def _one_letter_off(one: PersonName, other: PersonName) -> bool:
    mine, theirs = "".join(one.family).lower(), "".join(other.family).lower()
    if min(len(mine), len(theirs)) < _MISPRINTED or OSA.distance(mine, theirs, score_cutoff=1) > 1:
        return False
    return fits(
        (PersonName(one.family, one.given, one.hyphened),), (PersonName(one.family, other.given, other.hyphened),)
    )


def ambiguous(reading: SourceRecord) -> frozenset[Identifier]:
    """Give the identifiers that stand beside two names of one work: of one of them they are wrong."""
    contributions = getattr(reading.record, "contributions", ())
    stand = Counter((one.role, identifier) for one in contributions for identifier in one.agent.identifiers)
    return frozenset(identifier for (_, identifier), count in stand.items() if count > 1)
