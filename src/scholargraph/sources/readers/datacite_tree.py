"""DataCite metadata as one tree, whether they are written in XML or in JSON: members by their names in DataCite's JSON.

It decides nothing about records. Each part knows the place of its value, and that of all that belongs to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from scholargraph.acquire.canonical_json import json_quote
from scholargraph.acquire.xml_stream import Element
from scholargraph.model import JsonPointer, Locator
from scholargraph.sources.readers.xml_values import tags_of

LONGEST: Final = 4 << 20
"""The most characters of the metadata of one resource in JSON."""
_DEPTH: Final = 8
"""Deeper than this nothing of DataCite's stands."""
MAIN: Final[Mapping[str, str]] = {
    "creators": "name",
    "contributors": "name",
    "titles": "title",
    "publisher": "name",
    "subjects": "subject",
    "dates": "date",
    "alternateIdentifiers": "alternateIdentifier",
    "identifiers": "identifier",
    "relatedIdentifiers": "relatedIdentifier",
    "rightsList": "rights",
    "descriptions": "description",
    "nameIdentifiers": "nameIdentifier",
    "affiliation": "name",
    "relatedItemIdentifier": "relatedItemIdentifier",
    "number": "number",
    "types": "resourceType",
}
"""The member of an object of JSON whose value is what XML writes in the element itself."""
_LISTS: Final[Mapping[str, str]] = {
    "creators": "creator",
    "contributors": "contributor",
    "titles": "title",
    "subjects": "subject",
    "dates": "date",
    "alternateIdentifiers": "alternateIdentifier",
    "relatedIdentifiers": "relatedIdentifier",
    "rightsList": "rights",
    "descriptions": "description",
    "fundingReferences": "fundingReference",
    "relatedItems": "relatedItem",
    "sizes": "size",
    "formats": "format",
}
"""The elements of XML that hold a list, and what stands in each."""
_REPEATED: Final[Mapping[str, str]] = {"nameIdentifier": "nameIdentifiers", "affiliation": "affiliation"}
"""Elements of XML that are repeated without an element around them, and the list that they are in JSON."""
_NAMES: Final = frozenset({"creatorName", "contributorName"})
_ONCE: Final = frozenset(
    {
        "givenName",
        "familyName",
        "publicationYear",
        "volume",
        "issue",
        "number",
        "firstPage",
        "lastPage",
        "publisher",
        "edition",
    }
)
"""Elements within others that are read, and that the schema has once."""
_MARKUP: Final = {
    "br": ("<br/>", ""),
    **{name: (f"<{name}>", f"</{name}>") for name in ("i", "em", "b", "strong", "sub", "sup")},
}
"""Elements within words: DataCite has the break alone (17 Description), and titles hold others all the same."""
_ATTRIBUTES: Final[Mapping[str, str]] = {
    "schemeURI": "schemeUri", "rightsURI": "rightsUri", "awardURI": "awardUri", "valueURI": "valueUri",
}  # fmt: skip


_ENTRIES: Final = frozenset({"creators", "contributors"})
"""Lists in which an entry that holds nothing counts: somebody stands at its place."""


@dataclass(slots=True)
class Part:
    """A value, what belongs to it, and where both stand.

    Attributes:
        value: its words, or None where it only has members.
        at: the place of the value.
        quote: what stands there.
        whole_at: the place of the value with its members.
        whole_quote: what stands there.
        parts: its members.
        items: the members of a list.
        again: what stands once more of what can stand only once; it is not read.
    """

    value: str | None
    at: Locator
    quote: str
    whole_at: Locator
    whole_quote: str
    parts: dict[str, Part] = field(default_factory=dict)
    items: list[Part] = field(default_factory=list)
    again: list[tuple[str, Part]] = field(default_factory=list)

    def put(self, name: str, part: Part, *, once: bool = True) -> None:
        """Make a part a member, the first of its name; note one that comes again where it can come `once`."""
        if self.parts.setdefault(name, part) is not part and once:
            self.again.append((name, part))

    def words(self, name: str) -> str:
        """Give the words of a member; nothing where there is none."""
        part = self.parts.get(name)
        return (part.value or "") if part is not None else ""

    def each(self, name: str) -> Iterator[Part]:
        """Give the members of a list that is a member."""
        part = self.parts.get(name)
        return iter(part.items if part is not None else ())


def from_xml(resource: Element) -> Part:
    """Make the tree of a `resource`."""
    root = _leaf(resource, "")
    root.value = None
    for child in resource.children:
        if child.tag == "identifier":
            name = "doi" if (child.get("identifierType") or "").upper() == "DOI" else "identifier"
            root.put(name, _leaf(child, child.words()))
        elif child.tag == "resourceType":
            root.put("types", _element(child))
        elif child.tag in _LISTS:
            root.put(child.tag, _list(child))
        else:
            root.put(child.tag, _element(child))
    return root


def _leaf(element: Element, value: str) -> Part:
    at, quote = element.at, element.whole_text()
    return Part(value, at, quote, at, quote)


def _list(element: Element) -> Part:
    part = _leaf(element, "")
    part.value = None
    part.items = [_element(child) for child in element.children if child.tag == _LISTS[element.tag]]
    return part


def _element(element: Element) -> Part:
    """Make the part of an element; attributes and elements in it are its members."""
    part = _leaf(element, element.marked(tags_of(_MARKUP)))
    inner = [child for child in element.children if child.tag not in _MARKUP]
    if inner:
        part.value = None
    for name, value in element.attributes.items():
        _attribute(part, element, name, value)
    for child in inner:
        if child.tag in _NAMES:
            part.value, part.at, part.quote = child.marked(tags_of(_MARKUP)), child.at, child.whole_text()
            for name, value in child.attributes.items():
                _attribute(part, child, name, value)
        elif child.tag in _REPEATED:
            held = part.parts.setdefault(_REPEATED[child.tag], _leaf(child, ""))
            held.items.append(_element(child))
        else:
            made = _list(child) if child.tag in _LISTS else _element(child)
            part.put(child.tag, made, once=child.tag in _ONCE or child.tag in _LISTS)
    for name in ("awardNumber", "funderIdentifier"):  # JSON has what belongs to them beside them
        for member, one in list(part.parts[name].parts.items()) if name in part.parts else ():
            part.parts.setdefault(member, one)
    return part


def _attribute(part: Part, element: Element, name: str, value: str) -> None:
    try:
        at = element.at_attribute(name)
    except ValueError:
        return  # no attribute of DataCite's has such a name
    part.parts.setdefault(_ATTRIBUTES.get(name, name), Part(value.strip(), at, value, at, value))


def from_json(value: Any, pointer: str, *, name: str = "", depth: int = 0) -> Part:
    """Make the tree of a value of JSON. Raises ValueError for what is too large, or no text that can be quoted."""
    at = JsonPointer(pointer)
    quote = json_quote(value)
    if depth == 0 and len(quote) > LONGEST:
        raise ValueError(f"the metadata of a resource have more than {LONGEST:,} characters, the most that is read")
    quote.encode("utf-8")  # half of a surrogate pair, which JSON can escape, is no text
    part = Part(None, at, quote, at, quote)
    if depth > _DEPTH:
        return part
    if isinstance(value, dict):
        for member, one in value.items():
            if one is not None and one != "":
                part.parts[member] = from_json(one, f"{pointer}/{_escaped(member)}", name=member, depth=depth + 1)
        main = part.parts.get(MAIN.get(name, ""))
        if main is not None and main.value is not None:
            part.value, part.at, part.quote = main.value, main.at, main.quote
    elif isinstance(value, list):
        part.items = [
            from_json(one, f"{pointer}/{number}", name=name, depth=depth + 1)
            for number, one in enumerate(value)
            if one is not None or name in _ENTRIES
        ]
    elif value is not None and not isinstance(value, bool):
        part.value = quote.strip()
    return part


def _escaped(member: str) -> str:
    return member.replace("~", "~0").replace("/", "~1")
