"""A person of dblp as a record: name and name forms, identifiers and links, affiliations, awards.

In the dump a person is a `www` whose key begins with `homepages/`; on a page of their own, `person`.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.acquire.xml_stream import Element
from scholargraph.errors import IdentifierError
from scholargraph.identifiers import Identifier, identifier_of, parse_identifier
from scholargraph.model import Organization, Person, Rejected, Role, RoleKind, RoleStatus, SourceRecord, Text
from scholargraph.sources.readers.dblp_works import Shared
from scholargraph.sources.readers.xml_values import XmlRecord, fact

_HOMEPAGES: Final = "homepages/"
_SUFFIX: Final = re.compile(r"\s+[0-9]{4}")
_REGISTRIES: Final = frozenset({"orcid", "wikidata", "isni", "viaf", "researcherid", "openalex"})
"""Registries of people whose addresses dblp lists among the links of a person."""
_NOT_ONE_PERSON: Final = {
    "disambiguation": "This is dblp's page of several people of one name, and of no person.",
    "noshow": "dblp does not show this person.",
}
"""What `publtype` says of a person's record that states none."""


def is_person(entry: Element) -> bool:
    """Tell whether a record is that of a person."""
    return entry.tag == "person" or (entry.tag == "www" and (entry.get("key") or "").startswith(_HOMEPAGES))


def without_suffix(printed: str) -> str:
    """Give a name without the number by which dblp tells namesakes apart: “Wei Wang 0001”.

    >>> without_suffix("Wei Wang 0001")
    'Wei Wang'
    """
    found = _SUFFIX.search(printed, max(0, len(printed) - 6))
    return printed[: found.start()] if found and found.end() == len(printed) else printed


def person_of_page(shared: Shared, entry: Element) -> list[SourceRecord | Rejected]:
    """Read a person; what is known to be none is rejected."""
    kinds = (entry.get("publtype") or "").split()
    names = [(one, without_suffix(one.words())) for one in entry.all("author") if one.words()]
    no_person = next((_NOT_ONE_PERSON[kind] for kind in kinds if kind in _NOT_ONE_PERSON), None)
    if no_person is None and not names:
        no_person = "A person needs a name: add an author."
    if no_person is not None:
        return [Rejected(shared.item.source, no_person, shared.item.id, entry.at)]
    record = Organization if "group" in kinds else Person
    said = XmlRecord(shared.item, record, shared.names.once(entry.get("key") or entry.path), entry)
    _names(said, names)
    _identify(said, entry)
    for url in entry.all("url"):
        if url.words() and url.get("type") != "deprecated":
            _link(said, url)
    for note in entry.all("note"):
        if note.words() and record is Person:
            _note(shared, said, note)
    return [said.builder.build(), *said.rejected]


def _names(said: XmlRecord, names: list[tuple[Element, str]]) -> None:
    """Give the name, which stands first, and the other forms of it."""
    said.give("name", names[0][1], names[0][0])
    for element, name in names[1:]:
        if name != names[0][1]:
            said.give("alternate_names", name, element)


def _identify(said: XmlRecord, entry: Element) -> None:
    """Give the person id: dblp's keys of people are `homepages/` and this id."""
    key = entry.get("key") or ""
    pid = identifier_of("dblp", key.removeprefix(_HOMEPAGES)) if key.startswith(_HOMEPAGES) else None
    if pid is not None:
        said.give("identifiers", pid, entry, "key")
    for element in entry.all("author"):
        orcid = said.identifier("orcid", element, "orcid") if element.get("orcid") else None
        if orcid is not None:
            said.give("identifiers", orcid, element, "orcid")


def _link(said: XmlRecord, url: Element) -> None:
    words = url.words()
    identifier: Identifier | None = None
    try:
        identifier = parse_identifier(words)
    except IdentifierError as error:
        if "not a valid" in str(error) and "orcid.org" in words:
            said.refuse(f"{error}", url)
            return
    if identifier is not None and identifier.scheme in _REGISTRIES:
        said.give("identifiers", identifier, url)
        return
    address = said.address(words, url)
    if address is not None:
        said.give("links", address, url)


def _note(shared: Shared, said: XmlRecord, note: Element) -> None:
    kind = note.get("type")
    if kind == "award":
        said.give("awards", Text(note.words()), note)
    elif kind == "uname":
        said.give("alternate_names", without_suffix(note.words()), note)
    elif kind == "affiliation":
        where = shared.neighbours.organization([fact("name", note.words(), note)], at=note.at, quote=note.whole_text())
        status = RoleStatus.FORMER if note.get("label") == "former" else None
        said.give("roles", Role(organization=where, kind=RoleKind.MEMBERSHIP, status=status), note)
