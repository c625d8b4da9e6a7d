"""The record of a person from the rows of a roster: names in parts, identifiers, roles with units and dates.

It decides nothing about other persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from scholargraph.acquire.tables import Row
from scholargraph.bibliography.agents import kind_of
from scholargraph.identifiers import Identifier, Url
from scholargraph.model import (
    Agent,
    AgentKind,
    PartialDate,
    Person,
    Rejected,
    Role,
    RoleKind,
    RoleStatus,
    SourceRecord,
    TableCell,
    Text,
)
from scholargraph.sources.builder import RecordBuilder
from scholargraph.sources.readers.roster import words
from scholargraph.sources.readers.roster.units import Place, places
from scholargraph.sources.readers.tabular.cells import NoDate, addresses_in, date_of, identifiers_in, why_none
from scholargraph.sources.readers.tabular.columns import folded
from scholargraph.sources.readers.written_names import inverted, without_titles

if TYPE_CHECKING:
    from scholargraph.sources.readers.roster.rows import Reading

_LONGEST_KEY: Final = 80
_MOST_TOPICS: Final = 500
_SHAPED: Final = re.compile(
    r".*(?:[0-9]{4}-?[0-9]{4}-?[0-9]{4}|@|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4}|[0-9]{4}-[0-9]{2}).*"
)
DAY_FIRST: Final = {"day-first": True, "month-first": False}


@dataclass(frozen=True, slots=True)
class Value:
    """The words of a cell in one line, with its place and what stands there."""

    words: str
    at: TableCell
    quote: str


NameParts = tuple[str, str | None, str | None, list[Value]]
"""A name, its given and family name where they are told apart, and the cells that say them."""


class PersonRow:
    """A row: its values by field; `rejected` is what of it is not stated, `contradicted` that its iD is that of another name."""

    def __init__(self, reading: Reading, row: Row) -> None:
        self.reading = reading
        self.row = row
        self.rejected: list[Rejected] = []
        self.contradicted = False
        self._parts: NameParts | None = None
        self._asked = False
        self._values: dict[str, list[Value]] = {}
        for name, columns in reading.columns.by_field.items():
            for column in columns if name not in words.PRIVATE else ():
                raw = row.cells[column - 1] if column <= len(row.cells) else ""
                bare = " ".join(raw.split())
                if bare:
                    self._values.setdefault(name, []).append(Value(bare, reading.table.at(row, column), raw))

    def all(self, name: str) -> Sequence[Value]:
        """Give the values of a field."""
        return self._values.get(name, ())

    def first(self, name: str) -> Value | None:
        """Give the first value of a field."""
        return next(iter(self.all(name)), None)

    @property
    def name(self) -> str:
        """The name of the person, given name first, without titles; empty where the row has none."""
        parts = self.name_parts()
        return parts[0] if parts else ""

    def name_parts(self) -> NameParts | None:
        """Give the name, the given name, the family name, and the cells that say them; None where there is no name."""
        if not self._asked:
            self._parts, self._asked = self._read_name(), True
        return self._parts

    def _read_name(self) -> NameParts | None:
        given, family, whole = (self.first(field) for field in ("given_name", "family_name", "name"))
        if family is not None:
            bare = without_titles(given.words) if given is not None else ""
            own = without_titles(family.words)
            cells = [one for one in (given, family) if one is not None]
            return (" ".join(part for part in (bare, own) if part), bare or None, own, cells)
        if whole is None:
            return None
        bare = without_titles(whole.words)
        if "," not in bare:
            return bare, None, None, [whole]
        agent = inverted(bare)
        if not isinstance(agent, Agent) or agent.name is None:
            return bare, None, None, [whole]
        parts = agent.name
        own_family = " ".join(part for part in (parts.whole_family, parts.suffix) if part) or None
        return parts.printed, without_titles(parts.given) if parts.given else None, own_family, [whole]

    def refuse(self, one: Value, reason: str) -> None:
        """Say that a value is not stated."""
        item = self.reading.table.item
        self.rejected.append(Rejected(item.source, reason if reason.endswith(".") else f"{reason}.", item.id, one.at))


def record_of(reading: Reading, rows: Sequence[PersonRow]) -> SourceRecord | None:
    """Make the record of a person who stands in some rows; None where none of them names anybody, which is said."""
    named = []
    for row in rows:
        fault = _no_name(row)
        if fault is None:
            named.append(row)
        else:
            cell = row.first("family_name") or row.first("name")
            row.rejected.append(reading.table.refuse(row.row, fault, 1 if cell is None else cell.at.column))
    if not named:
        return None
    first = named[0]
    parts = first.name_parts()
    if parts is None:
        return None
    key = _key(first)
    builder = RecordBuilder(
        reading.table.item, Person, key or f"row-{first.row.number}", at=parts[3][-1].at, quote=parts[3][-1].quote
    )
    builder.numbered = key is None
    for row in named:
        _names(builder, row)
        _identifiers(builder, row)
        _words(builder, row)
        _roles(builder, row, reading)
    return builder.build()


def _no_name(row: PersonRow) -> str | None:
    """Say why a row names nobody; None where it does."""
    parts = row.name_parts()
    if parts is None:
        return "The row has no name: add it."
    if _SHAPED.fullmatch(parts[0]) or not any(letter.isalpha() for letter in parts[0]):
        return f"“{parts[0][:60]}” is no name: is the cell in the wrong column?"
    if kind_of(parts[0]) in {AgentKind.ORGANIZATION, AgentKind.GROUP}:
        return f"“{parts[0][:60]}” is the name of an organisation or a group, not of a person."
    return None


def _key(row: PersonRow) -> str | None:
    own = row.first("id")
    if own is None or row.contradicted or len(own.words) > _LONGEST_KEY or not own.words.isprintable():
        return None
    return f"id-{own.words}"


def _names(builder: RecordBuilder, row: PersonRow) -> None:
    parts = row.name_parts()
    if parts is None:
        return
    name, given, family, cells = parts
    for cell in cells:
        if builder.value("name") in {None, builder.plain("name", name)}:
            builder.set("name", name, at=cell.at, quote=cell.quote)
        else:
            builder.add("alternate_names", name, at=cell.at, quote=cell.quote)
    for field, words_ in (("given_name", given), ("family_name", family)):
        if words_ and builder.value(field) in {None, builder.plain(field, words_)}:
            cell = (row.first(field) if row.first("family_name") else None) or cells[-1]
            builder.set(field, words_, at=cell.at, quote=cell.quote)
    for one in row.all("alternate_names"):
        for other in re.split(r"[;|]", one.words):
            if other.strip() and other.strip() != builder.value("name"):
                builder.add("alternate_names", other.strip(), at=one.at, quote=one.quote)


def _identifiers(builder: RecordBuilder, row: PersonRow) -> None:
    for scheme in words.SCHEMES:
        for one in row.all(scheme):
            if row.contradicted and scheme == "orcid":
                row.refuse(one, f"Other rows hold {one.words[:60]} beside another name: it is stated of neither")
                continue
            for found in identifiers_in(scheme, one.words):
                if isinstance(found, Identifier):
                    _identifier(builder, found, row, one)
                else:
                    row.refuse(one, f"{why_none(scheme, found)}; it is not stated")


def _identifier(builder: RecordBuilder, found: Identifier, row: PersonRow, one: Value) -> None:
    known = [other for other in builder.value("identifiers") or () if other.scheme == found.scheme and other != found]
    if known:
        row.refuse(one, f"The person has the {found.label} {known[0].value} already: {found.value} is not stated")
    else:
        builder.add("identifiers", found, at=one.at, quote=one.quote)


def _words(builder: RecordBuilder, row: PersonRow) -> None:
    for one in row.all("homepage"):
        for address in addresses_in(one.words):
            if not isinstance(address, Url):
                row.refuse(one, address)
            elif builder.value("homepage") in {None, address}:
                builder.set("homepage", address, at=one.at, quote=one.quote)
            else:
                builder.add("links", address, at=one.at, quote=one.quote)
    for one in row.all("topics"):
        between = r"[;|]" if re.search(r"[;|]", one.words) else ","
        for topic in re.split(between, one.words)[:_MOST_TOPICS]:
            if topic.strip():
                builder.add("topics", Text(topic.strip()), at=one.at, quote=one.quote)
    for one in row.all("biography"):
        text = Text(one.words)
        if builder.value("biography") in {None, builder.plain("biography", text)}:
            builder.set("biography", text, at=one.at, quote=one.quote)


# ── Roles ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _roles(builder: RecordBuilder, row: PersonRow, reading: Reading) -> None:
    title = _title(row)
    start, end, status = _span(row, reading)
    found = list(places(row, reading.neighbours))
    for place in found:
        role = Role(
            organization=place.key,
            kind=_tie(row, reading),
            title=None if title is None else Text(title.words),
            status=status,
            start=None if start is None else start[0],
            end=None if end is None else end[0],
        )
        for one in _said(place, title, start, end):
            builder.add("roles", role, at=one.at, quote=one.quote)
    if not found and title is not None:
        row.refuse(
            title, f"“{title.words[:60]}” is a role at no unit or organisation, and is not stated: add a column for it"
        )


def _said(place: Place, title: Value | None, *dates: tuple[PartialDate, Value] | None) -> Iterator[Value]:
    """Give the cells that say a role."""
    yield place.cell
    if title is not None:
        yield title
    for one in dates:
        if one is not None:
            yield one[1]


def _title(row: PersonRow) -> Value | None:
    """What the role is called; a column of titles holds it only where it says more than “Prof. Dr.”."""
    role = row.first("role")
    if role is not None:
        return role
    for one in row.all("title"):
        if without_titles(f"{one.words} X") != "X" and without_titles(one.words) == one.words:
            return one
    return None


def _tie(row: PersonRow, reading: Reading) -> RoleKind:
    for one in row.all("kind"):
        found = words.TIES.get(folded(one.words))
        if found is not None:
            return found
        row.refuse(one, f"“{one.words[:60]}” is no tie that is known (employment, membership, invited, education)")
    return RoleKind(reading.options["kind"])


Dated = tuple[PartialDate, Value]


def _span(row: PersonRow, reading: Reading) -> tuple[Dated | None, Dated | None, RoleStatus | None]:
    """Give start and end of the roles of a row, and whether they are held today as far as the row says."""
    start, _ = _date(row, "start", reading)
    end, open_end = _date(row, "end", reading)
    if start is not None and end is not None and _is_after(start[0], end[0]):
        row.refuse(end[1], f"The role ends ({end[0]}) before it begins ({start[0]}): neither is stated")
        start = end = None
    status: RoleStatus | None = RoleStatus.CURRENT if open_end else None
    said = row.first("status")
    if said is not None:
        status = words.STATES.get(folded(said.words))
        if status is None:
            row.refuse(said, f"“{said.words[:60]}” is no state that is known (current, former)")
    elif end is None and not open_end and row.first("end") is None and reading.options["status"]:
        status = RoleStatus(reading.options["status"])
    elif end is not None:
        status = _since(end[0], reading)
    return start, end, status


def _since(end: PartialDate, reading: Reading) -> RoleStatus | None:
    """A role that ended before the roster was fetched is a former one; of later ones the end is all that is known."""
    fetched = reading.table.item.retrieved
    if fetched is None:
        return None
    day = PartialDate(fetched.year, fetched.month, fetched.day)
    return RoleStatus.FORMER if _is_after(day, end) else RoleStatus.CURRENT if _is_after(end, day) else None


def _is_after(one: PartialDate, other: PartialDate) -> bool:
    """Whether a date is known to lie after another."""
    for mine, theirs in ((one.year, other.year), (one.month, other.month), (one.day, other.day)):
        if mine is None or theirs is None or mine == theirs:
            if mine is None or theirs is None:
                return False
            continue
        return mine > theirs
    return False


def _date(row: PersonRow, field: str, reading: Reading) -> tuple[Dated | None, bool]:
    """Give the date of a field, and whether its cell says that there is no end."""
    one = row.first(field)
    if one is None:
        return None, False
    if field == "end" and folded(one.words) in words.OPEN_ENDS:
        return None, bool(folded(one.words))
    found = date_of(one.words, day_first=DAY_FIRST.get(reading.options["dates"]))
    if isinstance(found, NoDate):
        row.refuse(one, f"{found.reason}; it is not stated")
        return None, False
    return (found, one), False
