"""The record of one entry of RIS: each field with the words it was read from, by the tables of `tags.py`.

It reads no lines and decides nothing about other entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from scholargraph.acquire import SourceItem
from scholargraph.bibliography.agents import NoName, without_cut
from scholargraph.model import (
    ContributorRole,
    EntryField,
    PartialDate,
    Publication,
    PublicationStatus,
    PublicationType,
    Rejected,
    SourceRecord,
    Text,
)
from scholargraph.sources.builder import RecordBuilder
from scholargraph.sources.name_lists import NameList
from scholargraph.sources.parts import Neighbours, add_gaps
from scholargraph.sources.readers.ris import tags
from scholargraph.sources.readers.ris.container import Container
from scholargraph.sources.readers.ris.details import Details
from scholargraph.sources.readers.ris.lines import Entry, Field
from scholargraph.sources.readers.ris.values import BY_SEMICOLON, date_of
from scholargraph.sources.readers.written_names import inverted

MOST_VALUES: Final = 1000
"""So many values of one field are read; a list of authors has a field for each."""

_READ: Final = frozenset(
    ["AB", "N2", "KW", "PB", "CY", "PP", "ET", "LA", "VL", "IS", "SP", "EP", "SN", "DO", "UR", "LK", "L1", "L2", "M1", "M3", "T2", "T3", "JF", "JO", "JA", "J1", "J2", "BT", "C3", "C7"]
) | {*tags.AUTHOR, *tags.TITLE, *tags.DATE, *tags.OTHER_TITLE, *tags.ROLES}  # fmt: skip


_NO_NAME: Final = re.compile(rb";\s*;")


def _has_blank(named: Field) -> bool:
    """Whether nothing stands between two semicolons of a list."""
    return any(_NO_NAME.search(data.strip(b"; \t")) is not None for data, _ in named.parts)


@dataclass(slots=True)
class Unread:
    """Tags of an item that were not read, each with why, its first place, and how often it is there."""

    _found: dict[tuple[str, str], list[Any]] = field(default_factory=dict)

    def note(self, tag: str, reason: str, at: EntryField) -> None:
        """Note a field that is not read."""
        self._found.setdefault((tag, reason), [at, 0])[1] += 1

    def rejected(self, item: SourceItem) -> Iterator[Rejected]:
        """Say each tag once."""
        for (tag, reason), (at, count) in self._found.items():
            more = f" It stands in {count:,} entries." if count > 1 else ""
            yield Rejected(item.source, f"“{tag}” is not read: {reason}.{more}", item.id, at)


class Work:
    """An entry on its way to a record; `rejected` are the values that are not stated."""

    def __init__(self, item: SourceItem, entry: Entry, *, name: str, neighbours: Neighbours, unread: Unread) -> None:
        self.item = item
        self.entry = entry
        self.name = name
        self.neighbours = neighbours
        self.unread = unread
        self.rejected: list[Rejected] = []
        self.fields: dict[str, list[Field]] = {}
        if entry.cut:
            self._leave_last_out()
        elif not entry.closed:
            reason = "The entry has no end (“ER  - ”), so some of it may be missing: export it again, or end it."
            self.rejected.append(Rejected(item.source, reason, item.id, EntryField(name, "TY", entry.start, entry.end)))
        for one in entry.fields:
            self.fields.setdefault(one.tag, []).append(one)
        self.whole = EntryField(name, "TY", entry.start, entry.end)
        quote = self.quote(self.whole)
        self.builder = RecordBuilder(item, Publication, name, at=self.whole, quote=quote)
        self.code = self._code()
        self.kind = tags.TYPES.get(self.code, tags.TYPES["GEN"])

    def made(self) -> SourceRecord:
        """Make the record."""
        cut = self._contributors()
        self._type()
        self._titles()
        self._dates()
        details = Details(self)
        details.texts()
        details.numbers()
        details.addresses()
        Container(details).venue()
        self._unread_tags()
        add_gaps(self.builder, at=self.whole, quote=self.builder.whole.quote, cut=cut)
        return self.builder.build()

    # ── Places ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def all(self, *names: str) -> Iterator[Field]:
        """Give the fields of some tags, tag by tag."""
        for name in names:
            yield from self.fields.get(name, ())

    def first(self, *names: str) -> Field | None:
        """Give the first field of some tags."""
        return next(self.all(*names), None)

    def words(self, found: Field) -> str:
        """Give the value of a field: its lines, joined by spaces."""
        return " ".join(" ".join(data.decode("utf-8").split()) for data, _ in found.parts)

    def at(self, found: Field, part: int | None = None) -> EntryField:
        """Give the place of a field's value, or of one line of it."""
        if part is None:
            return EntryField(self.name, found.tag, found.start, found.end)
        data, start = found.parts[part]
        return EntryField(self.name, found.tag, start, start + len(data))

    def pieces(self, found: Field, between: re.Pattern[bytes]) -> Iterator[tuple[str, EntryField]]:
        """Give the words of a field's lines between the marks that part them, each with its own place; at most so many."""
        count = 0
        for data, start in found.parts:
            last = 0
            for mark in (*between.finditer(data), None):
                end = len(data) if mark is None else mark.start()
                words = data[last:end].strip()
                if words:
                    count += 1
                    at = start + last + data[last:end].find(words)
                    place = EntryField(self.name, found.tag, at, at + len(words))
                    if count > MOST_VALUES:
                        self.refuse(
                            place, f"The field holds more than {MOST_VALUES:,} values: the others are not read."
                        )
                        return
                    yield " ".join(words.decode("utf-8").split()), place
                last = end if mark is None else mark.end()

    def quote(self, at: EntryField) -> str:
        """Give the words at a place of the entry."""
        return self.entry.stretch(at.start, at.end).decode("utf-8")

    def set(self, name: str, value: Any, at: EntryField) -> None:
        """Give a field its value."""
        self.builder.set(name, value, at=at, quote=self.quote(at))

    def add(self, name: str, value: Any, at: EntryField) -> None:
        """Give a field one of its values."""
        self.builder.add(name, value, at=at, quote=self.quote(at))

    def refuse(self, at: EntryField, reason: str) -> None:
        """Say that a value is not stated."""
        self.rejected.append(Rejected(self.item.source, reason, self.item.id, at))

    # ── What the entry is ──────────────────────────────────────────────────────────────────────────────────────────

    def _leave_last_out(self) -> None:
        """The file ends within the last line: its value may not be whole, so it is not stated."""
        last = self.entry.fields.pop() if self.entry.fields else None
        if last is not None and last.tag != "TY":
            self.refuse(self.at(last), "The file ends within this value, which is not stated: export it again.")
        elif last is not None:
            self.entry.fields.append(last)

    def _code(self) -> str:
        """Give the code of the entry's type; nothing where it has none that is known."""
        found = self.first("TY")
        if found is None:
            return ""
        written = self.words(found)
        code = tags.NAMES.get(written.casefold(), written.upper())
        if code in tags.TYPES:
            return code
        self.refuse(self.at(found), f"“{written[:60]}” is no type of RIS, so that the kind of the work is not known.")
        return ""

    def _type(self) -> None:
        found = self.first("TY")
        if found is None or not self.code:
            return
        kind, at = self.kind.type, self.at(found)
        alone = self.code in tags.CONFERENCES and not self.first(*tags.AUTHOR) and not self.first(*tags.CONTAINER)
        if alone:
            kind = PublicationType.OTHER  # proceedings as a whole
        if kind is not PublicationType.OTHER:
            self.set("type", kind, at)
        if self.code == "INPR":
            self.set("status", PublicationStatus.FORTHCOMING, at)
        described = self.first("M3")
        is_kind = described is not None and not self.words(described).lower().startswith(("doi", "10.", "http"))
        if (self.kind.genre or alone) and not is_kind:
            self.set("genre", Text(self.kind.label), at)

    def _titles(self) -> None:
        titles = [*self.all(*tags.TITLE)]
        if self.code in tags.BOOKS or (not titles and self.code in {"", "GEN", "UNPB", "SER"}):
            titles += self.all("BT")
        for one in titles:
            text, at = Text(self.words(one)), self.at(one)
            if self.builder.value("title") in {None, self.builder.plain("title", text)}:
                self.set("title", text, at)
            else:
                self.add("alternate_titles", text, at)
        for one in self.all(*tags.OTHER_TITLE):
            text = Text(self.words(one))
            if self.builder.value("title") != self.builder.plain("title", text):
                self.add("alternate_titles", text, self.at(one))

    # ── People ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _contributors(self) -> bool:
        """Give everybody who is named; tell whether the list of authors says that it is cut."""
        role = ContributorRole.EDITOR if self.code == "EDBOOK" else ContributorRole.AUTHOR
        named = [*self.all("AU"), *self.all("A1")]
        named.sort(key=lambda one: one.start)
        cut, whole = self._people(named, role)
        for tag, by_type in tags.ROLES.items():
            found = [*self.all(tag)]
            role_of_tag = by_type.get("") or by_type.get(self.code)
            if role_of_tag is None:
                for one in found:
                    reason = f"what these persons did for a “{self.code or 'work'}” differs from program to program"
                    self.unread.note(tag, reason, self.at(one))
                continue
            self._people(found, role_of_tag)
        if whole and not cut and role is ContributorRole.AUTHOR:
            at = EntryField(self.name, "AU", named[0].start, named[-1].end)
            self.set("authors_complete", True, at)  # noqa: FBT003 - the value
        return cut

    def _people(self, named: list[Field], role: ContributorRole) -> tuple[bool, bool]:
        """Give the names of some fields; tell whether the list is cut, and whether every name is stated."""
        blank = not self.entry.blank.isdisjoint(one.tag for one in named)
        listed = NameList(role, ordered=not blank)
        refused = len(self.rejected)
        stated, doubtful = self._once(named)
        # A file that ends in the entry may have had more of it; a name may be missing between two semicolons.
        doubtful = doubtful or blank or self.entry.cut or len(self.rejected) > refused or any(map(_has_blank, named))
        for at, written in stated:
            name = without_cut(written)
            agent = inverted(name) if name or not written else NoName.CUT
            found = listed.take(agent)
            if found is not None:
                self.add("contributions", found, at)
                listed.cut = listed.cut or name != written
            elif listed.is_told(agent, written):
                self.refuse(at, listed.loss(written))
        return listed.goes_on or doubtful, listed.whole and not doubtful and self.entry.closed

    def _once(self, named: list[Field]) -> tuple[list[tuple[EntryField, str]], bool]:
        """Give the names of some fields, each as often as one tag has it; tell whether two tags have different lists.

        Some programs write a list under both AU and A1. Two of one name under one tag are two persons.
        """
        first, second = ([one for one in named if one.tag == tag] for tag in ("AU", "A1"))
        if not first or not second:
            return list(self._names(named)), False
        lists = [list(self._names(first)), list(self._names(second))]
        words = [[written for _, written in found] for found in lists]
        if set(words[0]).isdisjoint(words[1]):
            return sorted((*lists[0], *lists[1]), key=lambda one: one[0].start), False
        return [*lists[0], *(one for one in lists[1] if one[1] not in words[0])], words[0] != words[1]

    def _names(self, named: list[Field]) -> Iterator[tuple[EntryField, str]]:
        """Give the names of some fields: one a field, or one a line where each line is “Family, Given”."""
        for one in named:
            lines = [data for data, _ in one.parts]
            if (len(lines) > 1 and all(b"," in line.strip(b",; ") for line in lines)) or (
                len(lines) == 1 and b";" in lines[0].strip(b"; ")
            ):
                yield from ((at, words) for words, at in self.pieces(one, BY_SEMICOLON))
            else:
                yield self.at(one), self.words(one).rstrip("; ")

    # ── Dates ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _dates(self) -> None:
        """State the most precise of the dates that agree with the first one."""
        found: list[tuple[PartialDate, EntryField]] = []
        for one in self.all(*tags.DATE):
            words, at = self.words(one), self.at(one)
            date = date_of(words)
            if date is None and one.tag == "DA" and found and len(words) < 30:
                date = date_of(f"{words} {found[0][0].year}")  # EndNote: the day in DA, the year in PY
            if date is None and words.casefold() in tags.FORTHCOMING:
                self.set("status", PublicationStatus.FORTHCOMING, at)
            elif date is None:
                self.refuse(at, f"“{words[:60]}” is no date that can be read, and is not stated: write YYYY/MM/DD.")
            elif found and not (date.covers(found[0][0]) or found[0][0].covers(date)):
                self.refuse(at, f"{date} contradicts the date that stands before it, {found[0][0]}, and is not stated.")
            else:
                found.append((date, at))
        if found:
            best = max((date for date, _ in found), key=lambda date: (date.month is not None, date.day is not None))
            for date, at in found:
                if date == best:
                    self.set("issued", best, at)

    # ── What is not read ───────────────────────────────────────────────────────────────────────────────────────────

    def _unread_tags(self) -> None:
        for tag, fields in self.fields.items():
            if tag not in _READ and tag not in tags.NOT_READ:
                self.unread.note(tag, "it is no tag of RIS that is known", self.at(fields[0]))
