"""The record of one row of a table of works: each field with the cell it was read from.

It decides nothing about other rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from scholargraph.acquire.tables import Row
from scholargraph.identifiers import Identifier, Url, identifier_of
from scholargraph.model import (
    ContributorRole,
    FullText,
    Funding,
    PartialDate,
    Publication,
    PublicationStatus,
    PublicationType,
    Rejected,
    SourceRecord,
    TableCell,
    Text,
    fields_of,
    organization,
)
from scholargraph.sources.builder import RecordBuilder
from scholargraph.sources.name_lists import NameList
from scholargraph.sources.parts import add_gaps
from scholargraph.sources.readers.languages import language_tag
from scholargraph.sources.readers.table import words
from scholargraph.sources.readers.table.container import Container, number_of
from scholargraph.sources.readers.tabular.cells import NoDate, addresses_in, date_of, identifiers_in, why_none
from scholargraph.sources.readers.tabular.columns import folded
from scholargraph.sources.readers.written_names import inverted, names_in

if TYPE_CHECKING:
    from scholargraph.sources.readers.table.rows import Reading

MOST_VALUES: Final = 5000
_SINGLE: Final = {
    name: declared.type
    for name, declared in fields_of(Publication).items()
    if name in words.FIELDS.names and not declared.many and not declared.choices and declared.spec.pattern is None
}
"""The fields of one value that a column may hold, with the type of the value."""
_SCHEMES: Final = ("doi", "arxiv", "pmid", "pmcid")


@dataclass(frozen=True, slots=True)
class Value:
    """The words of a cell, without spaces around, with its place and what stands there."""

    words: str
    at: TableCell
    quote: str
    dated: bool

    @property
    def line(self) -> str:
        """The words in one line."""
        return " ".join(self.words.split())


class Work:
    """A row on its way to a record; `rejected` are the values that are not stated."""

    def __init__(self, reading: Reading, row: Row) -> None:
        self.reading = reading
        self.row = row
        self.rejected: list[Rejected] = []
        self._values: dict[str, list[Value]] = {}
        for field, columns in reading.columns.by_field.items():
            for column in columns:
                self._take(field, column)

    @property
    def empty(self) -> bool:
        """Whether no cell of a known column holds anything."""
        return not self._values

    def made(self) -> SourceRecord:
        """Make the record."""
        name, numbered = self.reading.name_of(self.row)
        whole = self._whole()
        self.builder = RecordBuilder(self.reading.table.item, Publication, name, at=whole.at, quote=whole.quote)
        self.builder.numbered = numbered
        self._type(whole)
        for field, kind in _SINGLE.items():
            for one in self.all(field) if kind in {Text, str} else ():
                self.once(field, Text(one.line) if kind is Text else number_of(one.line), one)
        for one in self.all("alternate_titles"):
            self.add("alternate_titles", Text(one.line), one)
        cut = self._people()
        self._dates()
        Container(self).pages()
        self._codes()
        self._agents()
        self._addresses()
        self._funding()
        Container(self).venue()
        add_gaps(self.builder, at=whole.at, quote=whole.quote, cut=cut)
        return self.builder.build()

    # ── Cells ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def all(self, field: str) -> Iterator[Value]:
        """Give the values of a field's columns."""
        yield from self._values.get(field, ())

    def first(self, field: str) -> Value | None:
        """Give the value of the first column of a field that holds one."""
        return next(self.all(field), None)

    def _take(self, field: str, column: int) -> None:
        fault = self.row.faults.get(column)
        if fault is not None:
            self.rejected.append(self.reading.table.refuse(self.row, f"The cell is not read: {fault}.", column))
        raw = self.row.cells[column - 1] if column <= len(self.row.cells) else ""
        bare = raw.strip()
        if bare:
            at = self.reading.table.at(self.row, column)
            self._values.setdefault(field, []).append(Value(bare, at, raw, column in self.row.dated))

    def _whole(self) -> Value:
        """The cell that stands for the row: its title, otherwise its first value."""
        return self.first("title") or min(
            (one for found in self._values.values() for one in found), key=lambda one: one.at.column
        )

    def once(self, field: str, value: Any, one: Value) -> None:
        """Give a field its value; another than it has is said."""
        if self.builder.value(field) in {None, self.builder.plain(field, value)}:
            self.builder.set(field, value, at=one.at, quote=one.quote)
        else:
            self.refuse(one, f"The row has another {field.replace('_', ' ')} before this one, which is not stated.")

    def add(self, field: str, value: Any, one: Value) -> None:
        """Give a field one of its values."""
        self.builder.add(field, value, at=one.at, quote=one.quote)

    def refuse(self, one: Value, reason: str) -> None:
        """Say that a value is not stated."""
        item = self.reading.table.item
        self.rejected.append(Rejected(item.source, reason if reason.endswith(".") else f"{reason}.", item.id, one.at))

    # ── What the work is ───────────────────────────────────────────────────────────────────────────────────────────

    def _type(self, whole: Value) -> None:
        for one in self.all("type"):
            kind = words.TYPES.get(folded(one.words))
            degree = words.DEGREES.get(folded(one.words))
            if kind is None:
                self.refuse(one, f"“{one.words[:60]}” is no kind of work that is known")
                self.once("genre", Text(one.line), one)
                continue
            self.once("type", kind, one)
            if kind is PublicationType.THESIS and degree is not None:
                self.once("degree", degree, one)
        assumed = self.reading.options["type"]
        if assumed and not self._values.get("type") and assumed != PublicationType.OTHER:
            self.builder.set("type", PublicationType(assumed), at=whole.at, quote=whole.quote)

    def _people(self) -> bool:
        """Give everybody who is named; tell whether the list of authors says that it is cut."""
        cut = False
        for field, role in words.PEOPLE.items():
            listed = NameList(role)
            found = list(self.all(field))
            for one in found:
                self._list(one, listed)
            if role is not ContributorRole.AUTHOR:
                continue
            cut = listed.goes_on
            if self.reading.options["authors_complete"] and listed.whole and len(found) == 1:
                self.builder.set("authors_complete", True, at=found[0].at, quote=found[0].quote)  # noqa: FBT003 - the value
        return cut

    def _list(self, one: Value, listed: NameList) -> None:
        """Give the names of one cell; what is none, and what is too much, is said."""
        named, is_cut = names_in(one.words, self.reading.options["separator"])
        for name in named[:MOST_VALUES]:
            agent = inverted(name)
            contribution = listed.take(agent)
            if contribution is not None:
                self.add("contributions", contribution, one)
            elif listed.is_told(agent, name):
                self.refuse(one, listed.loss(name))
        if len(named) > MOST_VALUES:
            listed.cut = True
            self.refuse(one, f"The cell holds more than {MOST_VALUES:,} names: the others are not read")
        if is_cut:
            listed.cut = True
            if listed.role is not ContributorRole.AUTHOR:
                self.refuse(one, f"The list of {listed.role}s is cut: the others are not known")

    def _dates(self) -> None:
        """State the most precise of the dates that agree with the first one."""
        found: list[tuple[PartialDate, Value]] = []
        for one in self.all("issued"):
            date = date_of(one.words, day_first=self.reading.day_first)
            if isinstance(date, NoDate):
                status = words.STATES.get(folded(one.words))
                if status is not None:
                    self.once("status", status, one)
                else:
                    self.refuse(one, f"{date.reason}; it is not stated")
            elif found and not (date.covers(found[0][0]) or found[0][0].covers(date)):
                self.refuse(one, f"{date} contradicts the date that stands before it, {found[0][0]}, and is not stated")
            else:
                found.append((date, one))
        if found:
            best = max((date for date, _ in found), key=lambda date: (date.month is not None, date.day is not None))
            for date, one in found:
                if date == best:
                    self.once("issued", best, one)

    def _codes(self) -> None:
        """Give what a table of words turns into a value: language, status, open access, degree, licence."""
        for field, table in (("status", words.STATES), ("open_access", words.OPEN), ("degree", words.DEGREES)):
            for one in self.all(field):
                self._coded(field, table, one)
        for one in self.all("language"):
            tag = language_tag(one.words)
            if tag is None:
                self.refuse(one, f"“{one.words[:60]}” is no language that is known: it is not stated")
            else:
                self.once("language", tag, one)
        for one in self.all("license"):
            known = words.LICENCES.get(folded(one.words))
            address = next(iter(addresses_in(f"https://{known}" if known else one.words)), None)
            if isinstance(address, Url):
                self.once("license", address, one)
            else:
                self.once("rights", Text(one.line), one)
        for one in self.all("keywords"):
            for word in (
                re.split(r"[;|\n]", one.words)[:MOST_VALUES]
                if re.search(r"[;|\n]", one.words)
                else one.words.split(",")[:MOST_VALUES]
            ):
                if word.strip():
                    self.add("keywords", Text(" ".join(word.split())), one)

    def _coded(self, field: str, table: Mapping[str, Any], one: Value) -> None:
        value = table.get(folded(one.words))
        if value is None:
            self.refuse(one, f"“{one.words[:60]}” is no {field.replace('_', ' ')} that is known: it is not stated")
        elif not (field == "status" and value is PublicationStatus.PUBLISHED and self.builder.has("status")):
            self.once(field, value, one)

    def _agents(self) -> None:
        for field in ("publisher", "institution"):
            for one in self.all(field):
                self.once(field, organization(one.line), one)

    # ── Identifiers, addresses, money ──────────────────────────────────────────────────────────────────────────────

    def identifiers(self, scheme: str) -> Iterator[tuple[Identifier, Value]]:
        """Give the identifiers of a scheme, each with its cell; what is none is said."""
        for one in self.all(scheme):
            for found in identifiers_in(scheme, one.words):
                if isinstance(found, Identifier):
                    yield found, one
                else:
                    self.refuse(one, f"{why_none(scheme, found)}; it is not stated")

    def _addresses(self) -> None:
        for scheme in _SCHEMES:
            for found, one in self.identifiers(scheme):
                self.add("identifiers", found, one)
        for one in self.all("url"):
            for address in addresses_in(one.words):
                doi = identifier_of("doi", address) if "doi.org/" in address.lower() else None
                if doi is not None:
                    self.add("identifiers", doi, one)
                elif isinstance(address, Url):
                    self.add("links", address, one)
                else:
                    self.refuse(one, address)
        for one in self.all("full_text"):
            for address in addresses_in(one.words):
                if isinstance(address, Url):
                    self.add("full_texts", FullText(url=address), one)
                else:
                    self.refuse(one, address)

    def _funding(self) -> None:
        """Give a funder with its grant where a row names one of each; of several nobody tells which belongs to which."""
        funders, grants = (
            [(part.strip(), one) for one in self.all(name) for part in one.words.split(";") if part.strip()]
            for name in ("funder", "grant")
        )
        if len(funders) == len(grants) == 1:
            funding = Funding(funder=organization(funders[0][0]), number=number_of(grants[0][0]))
            for _, one in (*funders, *grants):
                self.add("funding", funding, one)
            return
        for name, one in funders:
            self.add("funding", Funding(funder=organization(name)), one)
        for number, one in grants:
            self.add("funding", Funding(number=number_of(number)), one)
