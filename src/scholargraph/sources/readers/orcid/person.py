"""The person of an ORCID record: names, biography, keywords, links, identifiers, and what `affiliations` adds.

E-mail addresses and countries are never read: the ones are for writing to people, the others say where somebody does
research, which our records of persons have no field for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from scholargraph.acquire.items import SourceItem
from scholargraph.model import Key, Person, Reading, SourceRecord, Text
from scholargraph.sources.builder import RecordBuilder
from scholargraph.sources.readers.orcid.affiliations import add_affiliations, add_fundings, display_index
from scholargraph.sources.readers.orcid.context import Context
from scholargraph.sources.readers.orcid.shape import Holder, Shape, display_name, holder_of
from scholargraph.sources.readers.orcid.tables import PERSON_SCHEMES
from scholargraph.sources.readers.orcid.tree import Leaf, Part
from scholargraph.sources.readers.orcid.values import Notes, address, identifier, is_public, latest

LAYOUT: Final = "orcid"
NO_NAME: Final = (
    "The file does not tell the name of the person whose record it is, so that what it says of the person is not stated: "
    "add the file of the person (ORCID's /person or /record)."
)
_DEACTIVATED: Final = frozenset({"given names deactivated", "family name deactivated"})
_SELF: Final = "self"
_NAMES_COMPARED: Final = 10
"""Names of the owner that are looked for among contributors: hardly anybody has more."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The person whose record is read.

    Attributes:
        key: of the record of the person.
        written: the iD, as the file has it.
        leaf: where the iD stands, or the name where there is none.
        names: the names that the record gives the person, the one they go by first.
    """

    key: Key
    written: str | None
    leaf: Leaf
    names: tuple[str, ...]


@dataclass(slots=True)
class _Names:
    """The names of a record, each with its places; the first is what the person goes by."""

    given: Leaf | None = None
    family: Leaf | None = None
    whole: tuple[tuple[str, tuple[Leaf, ...]], ...] = ()


def read_person(shape: Shape, context: Context, id_: str) -> tuple[SourceRecord | None, Owner | None]:
    """Read the person of a document, who owns its works. Neither is given where the document tells no name."""
    item, notes = context.item, context.notes
    holder = holder_of(shape, notes)
    found = _names(shape, holder, notes)
    if not found.whole:
        if holder is not None or shape.person is not None or shape.sections:
            notes.wrong(NO_NAME, shape.root.at if holder is None else holder.leaf.at)
        return None, None
    leaf = found.whole[0][1][0] if holder is None else holder.leaf
    person = RecordBuilder(item, Person, id_, at=leaf.at, quote=leaf.quote)
    person.reading = Reading(LAYOUT, 1.0)
    _add_names(person, found)
    if holder is not None and holder.identifier is not None:
        person.add("identifiers", holder.identifier, at=holder.leaf.at, quote=holder.leaf.quote)
    if shape.person is not None:
        _add_personal(person, shape.person, notes)
    add_affiliations(person, shape.sections, context, clock=_clock(shape, item))
    add_fundings(person, shape.sections.get("fundings", []), context)
    names = tuple(words for words, _ in found.whole[:_NAMES_COMPARED])
    return person.build(), Owner(person.key, None if holder is None else holder.written, leaf, names)


def _names(shape: Shape, holder: Holder | None, notes: Notes) -> _Names:
    """Give the names, the credit name before given and family name (common-3.0.xsd, credit-name)."""
    found = _Names()
    whole: dict[str, tuple[Leaf, ...]] = {}
    part = None if shape.person is None else shape.person.first("name")
    if part is not None and is_public(part, notes):
        given, family = part.leaf("given-names"), part.leaf("family-name")
        parts = tuple(leaf for leaf in (given, family) if leaf is not None)
        if {leaf.line.lower() for leaf in parts} & _DEACTIVATED:
            return found
        credit = part.leaf("credit-name")
        for leaves in ((credit,) if credit is not None else (), parts):
            name = " ".join(leaf.line for leaf in leaves)
            if _has_letters(name):
                whole.setdefault(name, leaves)
        found.given, found.family = given, family
    if shape.person is None and holder is not None:
        shown = display_name(shape, holder.written)
        if shown is not None and _has_letters(shown.line):
            whole[shown.line] = (shown,)
    if whole and shape.person is not None:
        for leaf in _other_names(shape.person, notes):
            whole.setdefault(leaf.line, (leaf,))
    found.whole = tuple(whole.items())
    return found


def _other_names(person: Part, notes: Notes) -> Iterator[Leaf]:
    for other in _public(person, "other-names", "other-name", notes):
        leaf = other.leaf("content")
        if leaf is None:
            continue
        if _has_letters(leaf.line):
            yield leaf
        else:
            notes.wrong(f"“{leaf.line[:40]}” is no name: correct it at ORCID.", leaf.at)


def _add_names(person: RecordBuilder, found: _Names) -> None:
    (name, leaves), *others = found.whole
    for leaf in leaves:
        person.set("name", name, at=leaf.at, quote=leaf.quote)
    for other, places in others:
        if person.plain("alternate_names", other) == person.value("name"):
            continue
        for leaf in places:
            person.add("alternate_names", other, at=leaf.at, quote=leaf.quote)
    for field, part in (("given_name", found.given), ("family_name", found.family)):
        if part is not None and _has_letters(part.line):
            person.set(field, part.line, at=part.at, quote=part.quote)


def _add_personal(person: RecordBuilder, part: Part, notes: Notes) -> None:
    biography = part.first("biography")
    if biography is not None and is_public(biography, notes):
        leaf = biography.leaf("content")
        if leaf is not None:
            person.set("biography", Text(leaf.text), at=leaf.at, quote=leaf.quote)
    for keyword in _public(part, "keywords", "keyword", notes):
        leaf = keyword.leaf("content")
        if leaf is not None:
            person.add("topics", Text(leaf.line), at=leaf.at, quote=leaf.quote)
    for researcher in _public(part, "researcher-urls", "researcher-url", notes):
        _add_link(person, researcher.leaf("url"), notes)
    for external in _public(part, "external-identifiers", "external-identifier", notes):
        _add_external(person, external, notes)


def _add_external(person: RecordBuilder, external: Part, notes: Notes) -> None:
    """Add an identifier of the person; of a type that is no scheme of ours, the page that it leads to."""
    relation = external.leaf("external-id-relationship")
    if relation is not None and relation.text.lower() != _SELF:
        return
    kind, value = external.leaf("external-id-type"), external.leaf("external-id-value")
    scheme = None if kind is None else PERSON_SCHEMES.get(kind.line.lower())
    if scheme is None or value is None:
        _add_link(person, external.leaf("external-id-url"), notes)
        return
    found = identifier(scheme, value, notes)
    if found is not None:
        person.add("identifiers", found, at=value.at, quote=value.quote)


def _add_link(person: RecordBuilder, leaf: Leaf | None, notes: Notes) -> None:
    url = address(leaf, notes)
    if url is not None and leaf is not None:
        person.add("links", url, at=leaf.at, quote=leaf.quote)


def _public(part: Part, container: str, name: str, notes: Notes) -> Iterator[Part]:
    """Give the entries of a section of the person that everybody may see, as ORCID shows them: the highest index first."""
    entries = [one for holder in part.each(container) for one in holder.each(name)]
    entries.sort(key=display_index, reverse=True)
    return (one for one in entries if is_public(one, notes))


def _clock(shape: Shape, item: SourceItem) -> date:
    root = shape.root
    return latest(
        [
            root.leaf("last-modified-date"),
            root.leaf("history", "last-modified-date"),
            root.leaf("person", "last-modified-date"),
            root.leaf("activities-summary", "last-modified-date"),
            *(part.leaf("last-modified-date") for part in shape.items()),
        ],
        item,
    )


def _has_letters(words: str) -> bool:
    return any(letter.isalpha() for letter in words)
