"""Identifiers of persons beside names that cannot be theirs, for people to be told.

It decides nothing: whose an identifier is, `holders` says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from scholargraph.errors import Place
from scholargraph.identifiers import Identifier
from scholargraph.iris import Key
from scholargraph.model import Person, Publication, SourceRecord
from scholargraph.reconcile.holders import Holders


@dataclass(frozen=True, slots=True)
class Misplaced:
    """An identifier of a person that stands beside a name which cannot be theirs.

    Attributes:
        identifier: the identifier.
        person: the person who has it by their record.
        printed: the name beside it.
        place: where it stands first.
        entries: in how many entries it stands beside other names.
    """

    identifier: Identifier
    person: Key
    printed: str
    place: Place
    entries: int = 1


class MisplacedIdentifiers:
    """The identifiers of persons beside names that cannot be theirs, gathered entry by entry; one for each identifier."""

    def __init__(self, holders: Holders) -> None:
        self._holders = holders
        self._found: dict[Identifier, Misplaced] = {}

    def look(self, reading: SourceRecord) -> None:
        """Look at the names on a work."""
        for one in _of_work(reading, self._holders):
            known = self._found.get(one.identifier)
            if known is None:
                self._found[one.identifier] = one
            else:
                first = min(known, one, key=lambda each: (str(each.place), each.printed))
                self._found[one.identifier] = replace(first, entries=known.entries + 1)

    @property
    def found(self) -> tuple[Misplaced, ...]:
        """What was found, in the order of the identifiers."""
        return tuple(self._found[one] for one in sorted(self._found, key=str))


def _of_work(reading: SourceRecord, holders: Holders) -> Iterator[Misplaced]:
    if not isinstance(reading.record, Publication):
        return
    seen: set[Identifier] = set()
    for one in reading.record.contributions:
        for identifier in one.agent.identifiers:
            record = holders.records.get(identifier)
            if record is None or record.collection != Person.collection or identifier in seen:
                continue
            if one.agent.record is None and not holders.may_hold(one.agent, record):
                seen.add(identifier)
                place = next(
                    (said.evidence.place for said in reading.attributions if said.value == one), reading.whole.place
                )
                yield Misplaced(identifier, record, one.printed_name, place)
