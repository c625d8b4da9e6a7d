"""Organisations of the Research Organization Registry (ROR), schema 2.0, 2.1 and 1.0: a record, an answer of the API, the dump.

It streams: the dump holds more than a hundred thousand organisations. It reads no answer of the matching service, whose
organisations are guesses. Source: ror.readme.io, “ROR data structure” and “Fields and sub-fields”.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from scholargraph.acquire.canonical_json import json_quote
from scholargraph.acquire.items import SourceItem
from scholargraph.acquire.json_stream import JsonEntry, JsonFault, json_entries
from scholargraph.errors import IdentifierError, Place, SourceError
from scholargraph.identifiers import SCHEMES, identifier_of, parse_url
from scholargraph.model import (
    JsonPointer,
    Organization,
    OrganizationType,
    PartialDate,
    Reading,
    Rejected,
    SourceRecord,
)
from scholargraph.sources.builder import RecordBuilder
from scholargraph.sources.parts import Fact, Neighbours
from scholargraph.sources.reader import Options, Reader

ITEMS: Final = "/items"
"""Where the answers of the API hold the organisations that were found."""

_LONGEST: Final = 2_000
_FUNDERS: Final = "10.13039/"
"""The prefix of the DOIs of the Open Funder Registry, whose numbers ROR has as `fundref`."""
_SCHEMES: Final = {"grid": "grid", "isni": "isni", "wikidata": "wikidata", "fundref": "doi"}

TYPES: Final[Mapping[str, OrganizationType]] = {
    "education": OrganizationType.EDUCATION,
    "healthcare": OrganizationType.HEALTHCARE,
    "company": OrganizationType.COMPANY,
    "government": OrganizationType.GOVERNMENT,
    "funder": OrganizationType.FUNDER,
}
"""Types of ROR that are kinds of ours, in the order in which the first that an organisation has is taken: ROR sorts them by
name, and many a university funds. `archive`, `facility`, `nonprofit` and `other` are organisations of no kind of ours."""

_NAMES: Final = ("ror_display", "label", "alias", "acronym")
_OTHER_NAMES: Final = (("labels", "label"), ("aliases", None), ("acronyms", None))
"""The other names in schema 1.0: the member, and the member within each where the name stands."""


@dataclass(frozen=True, slots=True)
class _Value:
    """A value of an entry with its place."""

    text: str
    at: JsonPointer
    quote: str


class _Entry:
    """One organisation, as ROR has it, and what of it is not stated."""

    def __init__(self, entry: JsonEntry, item: SourceItem) -> None:
        self.entry = entry
        self.item = item
        self.wrong: list[Rejected] = []

    def value(self, *tokens: str | int) -> _Value | None:
        """Give a text, or a whole number, at a path; None where nothing of the kind stands there."""
        found = self._held(tokens)
        if not isinstance(found, str | int) or isinstance(found, bool):
            return None
        quote = json_quote(found)
        text = " ".join(quote.split())
        if len(quote) > _LONGEST or not _is_text(quote):
            self.note("The value is too long, or no text: it is not stated.", self.entry.at(*tokens))
            return None
        return _Value(text, self.entry.at(*tokens), quote) if text else None

    def count(self, *tokens: str | int) -> range:
        """Give the places of a list at a path."""
        found = self._held(tokens)
        return range(len(found) if isinstance(found, list) else 0)

    def _held(self, tokens: Sequence[str | int]) -> Any:
        """Give what stands at a path; None where nothing does."""
        found: Any = self.entry.value
        for token in tokens:
            if isinstance(token, str) and isinstance(found, dict):
                found = found.get(token)
            elif isinstance(token, int) and isinstance(found, list) and token < len(found):
                found = found[token]
            else:
                return None
        return found

    def note(self, reason: str, at: JsonPointer) -> None:
        """Note that the value at a place is not stated."""
        self.wrong.append(Rejected(self.item.source, reason, self.item.id, at))


def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    """Read every organisation of an item. Raises SourceError where it holds no JSON, or an error of the API."""
    del options
    neighbours = Neighbours(item)
    taken: set[str] = set()
    for found in json_entries(item, (ITEMS,)):
        if isinstance(found, JsonFault):
            yield Rejected(item.source, found.reason, item.id, found.locator)
            continue
        if isinstance(found.value, dict) and "errors" in found.value and "id" not in found.value:
            raise SourceError("The file holds an error of ROR's API: save the organisations again.", Place(item.id))
        entry = _Entry(found, item)
        record = _organization(entry, neighbours, taken)
        yield from neighbours.new()
        yield record
        yield from entry.wrong


def _organization(entry: _Entry, neighbours: Neighbours, taken: set[str]) -> SourceRecord | Rejected:
    here = entry.entry.at()
    id_ = entry.value("id")
    name, others = _names(entry)
    if id_ is None or name is None:
        matched = isinstance(entry.entry.value, dict) and "organization" in entry.entry.value
        reason = (
            "This is a guess of ROR's matching service, not a record: look the organisation up by its id."
            if matched
            else "This is no organisation of ROR's, which has an id and a name: save the record again."
        )
        return Rejected(entry.item.source, reason, entry.item.id, here)
    status = entry.value("status")
    if status is not None and status.text.lower() == "withdrawn":
        reason = f"ROR has withdrawn this record, which was made in error{_successor(entry)}: it is not stated."
        return Rejected(entry.item.source, reason, entry.item.id, status.at)
    found = RecordBuilder(entry.item, Organization, _local(id_, taken), at=id_.at, quote=id_.quote)
    closed = status is not None and status.text.lower() == "inactive"
    found.reading = Reading("ror", 1.0, "the organisation is no longer active" if closed else "")
    found.set("name", name.text, at=name.at, quote=name.quote)
    for other in others:
        if found.plain("alternate_names", other.text) != found.value("name"):
            found.add("alternate_names", other.text, at=other.at, quote=other.quote)
    identifier = identifier_of("ror", id_.text)
    if identifier is None:
        entry.note(f"“{id_.text[:80]}” is no valid ROR: compare it with its source.", id_.at)
    else:
        found.add("identifiers", identifier, at=id_.at, quote=id_.quote)
    _add_type(found, entry)
    _add_identifiers(found, entry)
    _add_place_and_time(found, entry)
    _add_links(found, entry)
    _add_parent(found, entry, neighbours)
    return found.build()


def _names(entry: _Entry) -> tuple[_Value | None, list[_Value]]:
    """Give the name that ROR displays, and the others in the order label, alias, acronym."""
    told: list[tuple[int, _Value]] = []
    for at in entry.count("names"):
        value = entry.value("names", at, "value")
        kinds = [
            kind.text for one in entry.count("names", at, "types") if (kind := entry.value("names", at, "types", one))
        ]
        ranks = [_NAMES.index(kind) for kind in kinds if kind in _NAMES]
        if value is not None and _has_letters(value.text):
            told.append((min(ranks, default=len(_NAMES)), value))
    first = entry.value("name")
    if first is not None and _has_letters(first.text):
        told.append((0, first))
        for rank, (member, inside) in enumerate(_OTHER_NAMES, start=1):
            for at in entry.count(member):
                value = entry.value(member, at, inside) if inside else entry.value(member, at)
                if value is not None and _has_letters(value.text):
                    told.append((rank, value))
    told.sort(key=lambda pair: pair[0])
    names = [value for _, value in told]
    return (names[0], names[1:]) if names else (None, [])


def _add_type(found: RecordBuilder, entry: _Entry) -> None:
    told = {kind.text.lower(): kind for at in entry.count("types") if (kind := entry.value("types", at))}
    word = next((word for word in TYPES if word in told), None)
    if word is not None:
        found.set("type", TYPES[word], at=told[word].at, quote=told[word].quote)


def _add_identifiers(found: RecordBuilder, entry: _Entry) -> None:
    """Add identifiers of other registries: the one that ROR prefers, or all where it prefers none."""
    for kind, steps in _registries(entry):
        scheme = _SCHEMES.get(kind)
        if scheme is None:
            continue
        preferred = entry.value(*steps, "preferred")
        single = entry.value(*steps, "all")  # GRID's in schema 1.0 is no list
        listed = [entry.value(*steps, "all", at) for at in entry.count(*steps, "all")]
        for value in [preferred] if preferred else [single] if single else listed:
            if value is None:
                continue
            text = f"{_FUNDERS}{value.text}" if kind == "fundref" and value.text.isdigit() else value.text
            identifier = identifier_of(scheme, text)
            if identifier is None or (kind == "fundref" and not identifier.value.startswith(_FUNDERS)):
                entry.note(f"“{value.text[:80]}” is no valid {kind} ({SCHEMES[scheme].label}).", value.at)
            else:
                found.add("identifiers", identifier, at=value.at, quote=value.quote)


def _registries(entry: _Entry) -> Iterator[tuple[str, Sequence[str | int]]]:
    """Give the kind of each entry of `external_ids`, in small letters, and the path to it: a list, or in 1.0 an object."""
    for at in entry.count("external_ids"):
        kind = entry.value("external_ids", at, "type")
        if kind is not None:
            yield kind.text.lower(), ("external_ids", at)
    held = entry.entry.value.get("external_ids")
    if isinstance(held, dict):
        yield from ((name.lower(), ("external_ids", name)) for name in held)


def _add_place_and_time(found: RecordBuilder, entry: _Entry) -> None:
    year = entry.value("established")
    if year is not None:
        try:
            founded = PartialDate(int(year.text))
        except ValueError:
            entry.note(f"“{year.text[:20]}” is no year: compare it with its source.", year.at)
        else:
            found.set("founded", founded, at=year.at, quote=year.quote)
    details = ("locations", 0, "geonames_details")
    parts = [entry.value(*details, "name"), entry.value(*details, "country_name")]
    if not any(parts):
        parts = [entry.value("addresses", 0, "city"), entry.value("country", "country_name")]
    told = [part for part in parts if part is not None]
    for part in told:
        found.set("location", ", ".join(one.text for one in told), at=part.at, quote=part.quote)


def _add_links(found: RecordBuilder, entry: _Entry) -> None:
    """Add the website as the home page, everything else as a link."""
    for at in entry.count("links"):
        kind = entry.value("links", at, "type")
        value = entry.value("links", at, "value") or entry.value("links", at)
        _add_link(found, entry, value, own=kind is None or kind.text.lower() == "website")
    _add_link(found, entry, entry.value("wikipedia_url"), own=False)


def _add_link(found: RecordBuilder, entry: _Entry, value: _Value | None, *, own: bool) -> None:
    if value is None:
        return
    try:
        url = parse_url(value.text)
    except IdentifierError as error:
        entry.note(error.message, value.at)
        return
    if own and not found.has("homepage"):
        found.set("homepage", url, at=value.at, quote=value.quote)
    else:
        found.add("links", url, at=value.at, quote=value.quote)


def _add_parent(found: RecordBuilder, entry: _Entry, neighbours: Neighbours) -> None:
    """State the parent, an organisation of which the id and the name stand here. There is room for one."""
    for at in entry.count("relationships"):
        kind, id_, label = (entry.value("relationships", at, name) for name in ("type", "id", "label"))
        if kind is None or kind.text.lower() != "parent" or label is None or not _has_letters(label.text):
            continue
        identifier = None if id_ is None else identifier_of("ror", id_.text)
        if id_ is None or identifier is None:
            entry.note(f"The parent “{label.text[:80]}” has no valid ROR, so it is not stated.", label.at)
        elif found.has("parent"):
            entry.note(f"“{label.text[:80]}” is another parent of an organisation that has one here.", label.at)
        else:
            facts = [
                Fact("name", label.text, label.at, label.quote),
                Fact("identifiers", identifier, id_.at, id_.quote),
            ]
            key = neighbours.organization(facts, at=id_.at, quote=id_.quote)
            found.set("parent", key, at=id_.at, quote=id_.quote)


def _successor(entry: _Entry) -> str:
    for at in entry.count("relationships"):
        kind, label = entry.value("relationships", at, "type"), entry.value("relationships", at, "label")
        if kind is not None and label is not None and kind.text.lower() == "successor":
            return f" (it names “{label.text[:80]}” as the successor)"
    return ""


def _local(id_: _Value, taken: set[str]) -> str:
    """Give the name of an entry within its item: its id, and a number where an item has it twice."""
    identifier = identifier_of("ror", id_.text)
    name = id_.text.rpartition("/")[2][:40] if identifier is None else identifier.value
    unique = name
    while unique in taken:
        unique = f"{unique}-n{len(taken) + 1}"
    taken.add(unique)
    return unique


def _has_letters(words: str) -> bool:
    return any(letter.isalpha() for letter in words)


def _is_text(words: str) -> bool:
    """Whether words are text: no half of a character is among them."""
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


SOURCE: Final = Reader(
    kind="ror",
    description="Organisations of ROR: a record, an answer of the API, the dump (schema 2.1, 2.0, 1.0)",
    read=read,
)
