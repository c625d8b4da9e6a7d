"""What an entry of RIS appeared in: the venue with its names, series and numbers, by the tables of `tags.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scholargraph.identifiers import Identifier
from scholargraph.model import EntryField, Key, Text, Venue, VenueType
from scholargraph.sources.parts import Fact
from scholargraph.sources.readers.ris import tags, values

if TYPE_CHECKING:
    from scholargraph.sources.readers.ris.details import Details
    from scholargraph.sources.readers.ris.lines import Field


class Container:
    """Gives a work its venue."""

    def __init__(self, details: Details) -> None:
        self.work = details.work
        self.code = details.code
        self._details = details

    def venue(self) -> None:
        """Give the container with its names, series and numbers; numbers of books go to the work itself."""
        work = self.work
        named = self._container()
        numbers = [(number, one) for one in work.all("SN") for number in self._serial(one)]
        own = [
            (n, one)
            for n, one in numbers
            if n.scheme == "isbn" and self.code not in tags.PARTS_OF_BOOKS | tags.CONFERENCES
        ]
        for number, one in own:
            work.add("identifiers", number, work.at(one))
        theirs = [(number, one) for number, one in numbers if (number, one) not in own]
        if named is None:
            for number, one in theirs:
                work.refuse(
                    work.at(one), f"{number.label} {number.value} has no journal or book to belong to: add its name."
                )
            return
        facts = [self._fact("name", work.words(named), named)]
        kind = self._venue_type(named)
        if kind is not VenueType.OTHER:
            found = work.first("TY") or named
            facts.append(self._fact("type", kind, found))
        name = work.words(named)
        others = (one for tag in tags.CONTAINER if tag in tags.ABBREVIATED for one in work.all(tag))
        facts += (self._fact("alternate_names", work.words(one), one) for one in others if work.words(one) != name)
        facts += (self._fact("identifiers", number, one) for number, one in theirs)
        series = work.first("T3")
        if series is not None and kind in {VenueType.BOOK, VenueType.PROCEEDINGS}:
            facts.append(self._fact("part_of", self._series(series), series))
        at = work.at(named)
        work.set("venue", work.neighbours.venue(facts, at=at, quote=work.quote(at)), at)
        self._second_titles(named)

    def _container(self) -> Field | None:
        work = self.work
        if self.code in {"PAT", "THES", "STAT", "CASE", "BILL", "HEAR", "LEGAL"}:
            return None
        tagged = [tag for tag in tags.CONTAINER if self._is_container(tag)]
        return work.first(*tagged) or (work.first("T3") if self.work.kind.whole else None)

    def _is_container(self, tag: str) -> bool:
        if tag == "C3":
            return self.code in tags.CONFERENCES
        if tag == "BT":
            return self.code in tags.PARTS_OF_BOOKS | tags.CONFERENCES
        return True

    def _venue_type(self, named: Field) -> VenueType:
        if self.code == "GEN" or not self.code:
            return VenueType.JOURNAL if named.tag in {"JF", "JO", "JA"} else VenueType.OTHER
        return self.work.kind.venue

    def _second_titles(self, named: Field) -> None:
        """Say what becomes of T2 and T3 where the container has its name from another tag."""
        work = self.work
        for one in work.all("T2"):
            if one is named or work.words(one) == work.words(named):
                continue
            if self.code in tags.CONFERENCES and named.tag in {"C3", "BT"}:
                self._details.once("event", Text(work.words(one)), one)
            else:
                work.unread.note("T2", f"beside {named.tag} it is not told what it is the title of", work.at(one))
        for one in work.all("T3"):
            if one is not named and self.work.kind.venue not in {VenueType.BOOK, VenueType.PROCEEDINGS}:
                work.unread.note("T3", f"it is not told what it is the title of in a “{self.code}”", work.at(one))

    def _series(self, one: Field) -> Key:
        at = self.work.at(one)
        facts = [self._fact("name", self.work.words(one), one), self._fact("type", VenueType.SERIES, one)]
        return self.work.neighbours.note(Venue, facts, at=at, quote=self.work.quote(at))

    def _serial(self, one: Field) -> list[Identifier]:
        """Give the ISSNs and ISBNs of a field; of a report it may be its number."""
        work, words = self.work, self.work.words(one)
        found = values.series_numbers(words)
        if not found and self.code in tags.NUMBERED:
            self._details.once("number", words, one)
        elif not found:
            work.refuse(work.at(one), f"“{words[:60]}” is neither an ISSN nor an ISBN: it is not stated.")
        return found

    def _fact(self, name: str, value: Any, one: Field) -> Fact:
        at: EntryField = self.work.at(one)
        return Fact(name, value, at, self.work.quote(at))
