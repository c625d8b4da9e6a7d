"""Where the work of a row stands: its pages, and the venue with its names, series and numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from scholargraph.bibliography.pages import parse_pages
from scholargraph.identifiers import Identifier
from scholargraph.model import Key, Pages, PublicationType, Venue, VenueType
from scholargraph.sources.parts import Fact
from scholargraph.sources.readers.table import words

if TYPE_CHECKING:
    from scholargraph.sources.readers.table.works import Value, Work

_FLOAT: Final = re.compile(r"([0-9]+)\.0+")
_ISBN_OWN: Final = frozenset(
    {PublicationType.BOOK, PublicationType.EDITED_BOOK, PublicationType.THESIS, PublicationType.REPORT}
)


class Container:
    """Gives a work its pages and its venue."""

    def __init__(self, work: Work) -> None:
        self.work = work

    def pages(self) -> None:
        """Give pages, from one column or from those of first and last page, article number and count."""
        parts: dict[str, Any] = {}
        used: list[Value] = []
        for one in self.work.all("pages"):
            found = None if one.dated else parse_pages(number_of(one.words))
            if found is None:
                why = "a date, which a spreadsheet has made of the pages" if one.dated else "no page that can be read"
                self.work.refuse(one, f"“{one.words[:60]}” is {why}: it is not stated")
            elif not parts:
                parts |= {"first": found.first, "last": found.last, "article": found.article}
                used.append(one)
        if not parts:
            self._ends(parts, used)
        for name, field in (("article", "article_number"), ("count", "page_count")):
            extra = self.work.first(field)
            value = None if extra is None else number_of(extra.words)
            if extra is None or value is None:
                continue
            if name == "count" and not (value.isascii() and value.isdecimal() and 0 < len(value) < 7 and int(value)):
                self.work.refuse(extra, f"“{extra.words[:60]}” is no number of pages: it is not stated")
            elif parts.get(name) is None:
                parts[name] = int(value) if name == "count" else value
                used.append(extra)
        for one in used:
            self.work.builder.set("pages", Pages(**parts), at=one.at, quote=one.quote)

    def _ends(self, parts: dict[str, Any], used: list[Value]) -> None:
        """Read first and last page from columns of their own."""
        first, last = self.work.first("first_page"), self.work.first("last_page")
        if first is None or first.dated:
            return
        ends = [number_of(one.words) for one in (first, last) if one is not None]
        both = parse_pages("--".join(ends)) or parse_pages(ends[0])
        if both is None:
            self.work.refuse(first, f"“{first.words[:60]}” is no page that can be read: it is not stated")
            return
        parts |= {"first": both.first, "last": both.last, "article": both.article}
        used += [one for one in (first, last if both.last else None) if one is not None]

    def venue(self) -> None:
        """Give the venue, and the ISSNs and ISBNs to whom they belong."""
        kind = self.work.builder.value("type")
        named = self.work.first("venue") or self.work.first("venue_short")
        series = self.work.first("series")
        as_series = named is None and series is not None
        named = named or series
        theirs: list[tuple[Identifier, Value]] = list(self.work.identifiers("issn"))
        for found, one in self.work.identifiers("isbn"):
            if kind in _ISBN_OWN or named is None:
                self.work.add("identifiers", found, one)
            elif kind in words.VENUE_TYPES:
                theirs.append((found, one))
            else:
                self.work.refuse(
                    one,
                    f"Whether ISBN {found.value} is that of the work or of “{named.line[:60]}” is not told: add the kind of work",
                )
        if named is None:
            for found, one in theirs:
                self.work.refuse(one, f"{found.label} {found.value} has no journal or book to belong to: add its name")
            return
        facts = [Fact("name", named.line, named.at, named.quote)]
        venue_type = VenueType.SERIES if as_series else words.VENUE_TYPES.get(kind, VenueType.OTHER)
        if venue_type is not VenueType.OTHER:
            said = self.work.first("type") or named
            facts.append(Fact("type", venue_type, said.at, said.quote))
        facts += (
            Fact("alternate_names", one.line, one.at, one.quote)
            for one in self.work.all("venue_short")
            if one.line != named.line
        )
        facts += (Fact("identifiers", found, one.at, one.quote) for found, one in theirs)
        if series is not None and not as_series and venue_type in {VenueType.BOOK, VenueType.PROCEEDINGS}:
            facts.append(Fact("part_of", self._series(series), series.at, series.quote))
        elif series is not None and not as_series:
            self.work.refuse(
                series,
                "The series of a work that is no chapter and no conference paper has no place beside its journal",
            )
        key = self.work.reading.neighbours.venue(facts, at=named.at, quote=named.quote)
        self.work.builder.set("venue", key, at=named.at, quote=named.quote)

    def _series(self, one: Value) -> Key:
        facts = [Fact("name", one.line, one.at, one.quote), Fact("type", VenueType.SERIES, one.at, one.quote)]
        return self.work.reading.neighbours.note(Venue, facts, at=one.at, quote=one.quote)


def number_of(written: str) -> str:
    """Give a number without the point that a spreadsheet adds: 12.0 is 12."""
    found = _FLOAT.fullmatch(written)
    return found[1] if found else written
