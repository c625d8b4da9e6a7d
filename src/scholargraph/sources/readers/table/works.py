"""The record of one row of a table of works: each field with the cell it was read from.

It decides nothing about other rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from scholargraph.acquire.tables import Row
from scholargraph.bibliography.agents import NoName, without_cut
from scholargraph.bibliography.pages import parse_pages
from scholargraph.identifiers import Identifier, Url, identifier_of
from scholargraph.model import (
    Agent,
    Contribution,
    ContributorRole,
    FullText,
    Funding,
    Key,
    Pages,
    PartialDate,
    Publication,
    PublicationStatus,
    PublicationType,
    Rejected,
    SourceRecord,
    TableCell,
    Text,
    Venue,
    VenueType,
    organization,
)
from scholargraph.sources.builder import RecordBuilder
from scholargraph.sources.parts import Fact, add_gaps
from scholargraph.sources.readers.languages import language_tag
from scholargraph.sources.readers.table import words
from scholargraph.sources.readers.tabular.cells import NoDate, addresses_in, date_of, identifiers_in, why_none
from scholargraph.sources.readers.tabular.columns import folded
from scholargraph.sources.readers.written_names import inverted, names_in

if TYPE_CHECKING:
    from scholargraph.sources.readers.table.rows import Reading

MOST_VALUES: Final = 5000
_FLOAT: Final = re.compile(r"([0-9]+)\.0+")
_TEXTS: Final = ("title", "abstract", "genre", "event", "rights")
_STRINGS: Final = ("volume", "issue", "edition", "number", "place")
_NUMBERS: Final = frozenset(
    {"volume", "issue", "edition", "number", "first_page", "last_page", "article_number", "page_count", "pages"}
)
_SCHEMES: Final = ("doi", "arxiv", "pmid", "pmcid")
_ISBN_OWN: Final = frozenset(
    {PublicationType.BOOK, PublicationType.EDITED_BOOK, PublicationType.THESIS, PublicationType.REPORT}
)


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
        for field in _TEXTS:
            for one in self.all(field):
                self._once(field, Text(one.line), one)
        for field in _STRINGS:
            for one in self.all(field):
                self._once(field, _number(one.line) if field in _NUMBERS else one.line, one)
        for one in self.all("alternate_titles"):
            self._add("alternate_titles", Text(one.line), one)
        cut = self._people()
        self._dates()
        self._pages()
        self._codes()
        self._agents()
        self._addresses()
        self._funding()
        self._venue()
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

    def _once(self, field: str, value: Any, one: Value) -> None:
        """Give a field its value; another than it has is said."""
        if self.builder.value(field) in {None, self.builder.plain(field, value)}:
            self.builder.set(field, value, at=one.at, quote=one.quote)
        else:
            self._refuse(one, f"The row has another {field.replace('_', ' ')} before this one, which is not stated.")

    def _add(self, field: str, value: Any, one: Value) -> None:
        self.builder.add(field, value, at=one.at, quote=one.quote)

    def _refuse(self, one: Value, reason: str) -> None:
        item = self.reading.table.item
        self.rejected.append(Rejected(item.source, reason if reason.endswith(".") else f"{reason}.", item.id, one.at))

    # ── What the work is ───────────────────────────────────────────────────────────────────────────────────────────

    def _type(self, whole: Value) -> None:
        for one in self.all("type"):
            kind = words.TYPES.get(folded(one.words))
            degree = words.DEGREES.get(folded(one.words))
            if kind is None:
                self._refuse(one, f"“{one.words[:60]}” is no kind of work that is known")
                self._once("genre", Text(one.line), one)
                continue
            self._once("type", kind, one)
            if kind is PublicationType.THESIS and degree is not None:
                self._once("degree", degree, one)
        assumed = self.reading.options["type"]
        if assumed and not self._values.get("type") and assumed != PublicationType.OTHER:
            self.builder.set("type", PublicationType(assumed), at=whole.at, quote=whole.quote)

    def _people(self) -> bool:
        """Give everybody who is named; tell whether the list of authors says that it is cut."""
        cut = False
        for field, role in words.PEOPLE.items():
            position, whole = 0, True
            found = list(self.all(field))
            for one in found:
                named, is_cut = names_in(one.words, self.reading.options["separator"])
                cut = cut or (is_cut and role is ContributorRole.AUTHOR)
                for name in named[:MOST_VALUES]:
                    agent = inverted(without_cut(name))
                    if not isinstance(agent, Agent):
                        cut = cut or (agent is NoName.CUT and role is ContributorRole.AUTHOR)
                        whole = False
                        continue
                    position += 1
                    self._add("contributions", Contribution(agent=agent, role=role, position=position), one)
            complete = self.reading.options["authors_complete"] and role is ContributorRole.AUTHOR and len(found) == 1
            if complete and whole and not cut and position:
                self.builder.set("authors_complete", True, at=found[0].at, quote=found[0].quote)  # noqa: FBT003 - the value
        return cut

    def _dates(self) -> None:
        """State the most precise of the dates that agree with the first one."""
        found: list[tuple[PartialDate, Value]] = []
        for one in self.all("issued"):
            date = date_of(one.words, day_first=self.reading.day_first)
            if isinstance(date, NoDate):
                status = words.STATES.get(folded(one.words))
                if status is not None:
                    self._once("status", status, one)
                else:
                    self._refuse(one, f"{date.reason}; it is not stated")
            elif found and not (date.covers(found[0][0]) or found[0][0].covers(date)):
                self._refuse(
                    one, f"{date} contradicts the date that stands before it, {found[0][0]}, and is not stated"
                )
            else:
                found.append((date, one))
        if found:
            best = max((date for date, _ in found), key=lambda date: (date.month is not None, date.day is not None))
            for date, one in found:
                if date == best:
                    self._once("issued", best, one)

    def _pages(self) -> None:
        """Give pages, from one column or from those of first and last page, article number and count."""
        parts: dict[str, Any] = {}
        used: list[Value] = []
        for one in self.all("pages"):
            found = None if one.dated else parse_pages(_number(one.words))
            if found is None:
                why = "a date, which a spreadsheet has made of the pages" if one.dated else "no page that can be read"
                self._refuse(one, f"“{one.words[:60]}” is {why}: it is not stated")
            elif not parts:
                parts |= {"first": found.first, "last": found.last, "article": found.article}
                used.append(one)
        if not parts:
            self._ends(parts, used)
        for name, field in (("article", "article_number"), ("count", "page_count")):
            extra = self.first(field)
            value = None if extra is None else _number(extra.words)
            if extra is None or value is None:
                continue
            if name == "count" and not (value.isascii() and value.isdecimal() and 0 < len(value) < 7 and int(value)):
                self._refuse(extra, f"“{extra.words[:60]}” is no number of pages: it is not stated")
            elif parts.get(name) is None:
                parts[name] = int(value) if name == "count" else value
                used.append(extra)
        for one in used:
            self.builder.set("pages", Pages(**parts), at=one.at, quote=one.quote)

    def _ends(self, parts: dict[str, Any], used: list[Value]) -> None:
        """Read first and last page from columns of their own."""
        first, last = self.first("first_page"), self.first("last_page")
        if first is None or first.dated:
            return
        ends = [_number(one.words) for one in (first, last) if one is not None]
        both = parse_pages("--".join(ends)) or parse_pages(ends[0])
        if both is None:
            self._refuse(first, f"“{first.words[:60]}” is no page that can be read: it is not stated")
            return
        parts |= {"first": both.first, "last": both.last, "article": both.article}
        used += [one for one in (first, last if both.last else None) if one is not None]

    def _codes(self) -> None:
        """Give what a table of words turns into a value: language, status, open access, degree, licence."""
        for field, table in (("status", words.STATES), ("open_access", words.OPEN), ("degree", words.DEGREES)):
            for one in self.all(field):
                self._coded(field, table, one)
        for one in self.all("language"):
            tag = language_tag(one.words)
            if tag is None:
                self._refuse(one, f"“{one.words[:60]}” is no language that is known: it is not stated")
            else:
                self._once("language", tag, one)
        for one in self.all("license"):
            known = words.LICENCES.get(folded(one.words))
            address = next(iter(addresses_in(known or one.words)), None)
            if isinstance(address, Url):
                self._once("license", address, one)
            else:
                self._once("rights", Text(one.line), one)
        for one in self.all("keywords"):
            for word in (
                re.split(r"[;|\n]", one.words)[:MOST_VALUES]
                if re.search(r"[;|\n]", one.words)
                else one.words.split(",")[:MOST_VALUES]
            ):
                if word.strip():
                    self._add("keywords", Text(" ".join(word.split())), one)

    def _coded(self, field: str, table: Mapping[str, Any], one: Value) -> None:
        value = table.get(folded(one.words))
        if value is None:
            self._refuse(one, f"“{one.words[:60]}” is no {field.replace('_', ' ')} that is known: it is not stated")
        elif not (field == "status" and value is PublicationStatus.PUBLISHED and self.builder.has("status")):
            self._once(field, value, one)

    def _agents(self) -> None:
        for field in ("publisher", "institution"):
            for one in self.all(field):
                self._once(field, organization(one.line), one)

    # ── Identifiers, addresses, money ──────────────────────────────────────────────────────────────────────────────

    def _identifiers(self, scheme: str) -> Iterator[tuple[Identifier, Value]]:
        for one in self.all(scheme):
            for found in identifiers_in(scheme, one.words):
                if isinstance(found, Identifier):
                    yield found, one
                else:
                    self._refuse(one, f"{why_none(scheme, found)}; it is not stated")

    def _addresses(self) -> None:
        for scheme in _SCHEMES:
            for found, one in self._identifiers(scheme):
                self._add("identifiers", found, one)
        for one in self.all("url"):
            for address in addresses_in(one.words):
                doi = identifier_of("doi", address) if "doi.org/" in address.lower() else None
                if doi is not None:
                    self._add("identifiers", doi, one)
                elif isinstance(address, Url):
                    self._add("links", address, one)
                else:
                    self._refuse(one, address)
        for one in self.all("full_text"):
            for address in addresses_in(one.words):
                if isinstance(address, Url):
                    self._add("full_texts", FullText(url=address), one)
                else:
                    self._refuse(one, address)

    def _funding(self) -> None:
        """Give a funder with its grant where a row names one of each; of several nobody tells which belongs to which."""
        funders, grants = (
            [(part.strip(), one) for one in self.all(name) for part in one.words.split(";") if part.strip()]
            for name in ("funder", "grant")
        )
        if len(funders) == len(grants) == 1:
            funding = Funding(funder=organization(funders[0][0]), number=_number(grants[0][0]))
            for _, one in (*funders, *grants):
                self._add("funding", funding, one)
            return
        for name, one in funders:
            self._add("funding", Funding(funder=organization(name)), one)
        for number, one in grants:
            self._add("funding", Funding(number=_number(number)), one)

    # ── What it appeared in ────────────────────────────────────────────────────────────────────────────────────────

    def _venue(self) -> None:
        kind = self.builder.value("type")
        named = self.first("venue") or self.first("venue_short")
        series = self.first("series")
        as_series = named is None and series is not None
        named = named or series
        theirs: list[tuple[Identifier, Value]] = list(self._identifiers("issn"))
        for found, one in self._identifiers("isbn"):
            if kind in _ISBN_OWN or named is None:
                self._add("identifiers", found, one)
            elif kind in words.VENUE_TYPES:
                theirs.append((found, one))
            else:
                self._refuse(
                    one,
                    f"Whether ISBN {found.value} is that of the work or of “{named.line[:60]}” is not told: add the kind of work",
                )
        if named is None:
            for found, one in theirs:
                self._refuse(one, f"{found.label} {found.value} has no journal or book to belong to: add its name")
            return
        facts = [Fact("name", named.line, named.at, named.quote)]
        venue_type = VenueType.SERIES if as_series else words.VENUE_TYPES.get(kind, VenueType.OTHER)
        if venue_type is not VenueType.OTHER:
            said = self.first("type") or named
            facts.append(Fact("type", venue_type, said.at, said.quote))
        facts += (
            Fact("alternate_names", one.line, one.at, one.quote)
            for one in self.all("venue_short")
            if one.line != named.line
        )
        facts += (Fact("identifiers", found, one.at, one.quote) for found, one in theirs)
        if series is not None and not as_series and venue_type in {VenueType.BOOK, VenueType.PROCEEDINGS}:
            facts.append(Fact("part_of", self._series(series), series.at, series.quote))
        elif series is not None and not as_series:
            self._refuse(
                series,
                "The series of a work that is no chapter and no conference paper has no place beside its journal",
            )
        key = self.reading.neighbours.venue(facts, at=named.at, quote=named.quote)
        self.builder.set("venue", key, at=named.at, quote=named.quote)

    def _series(self, one: Value) -> Key:
        facts = [Fact("name", one.line, one.at, one.quote), Fact("type", VenueType.SERIES, one.at, one.quote)]
        return self.reading.neighbours.note(Venue, facts, at=one.at, quote=one.quote)


def _number(written: str) -> str:
    """Give a number without the point that a spreadsheet adds: 12.0 is 12."""
    found = _FLOAT.fullmatch(written)
    return found[1] if found else written
