"""ORCID data as a tree of parts, whether it was written as JSON or as XML: both syntaxes hold the same parts by the same names.

It knows no part by name. Parts are made as they are asked for, and each leaf knows its place and the words that stand there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Final, NoReturn, Protocol

import orjson

from scholargraph.acquire.canonical_json import json_quote
from scholargraph.acquire.items import SourceItem
from scholargraph.acquire.json_stream import JSON_LINES
from scholargraph.acquire.xml_parser import XmlLimits
from scholargraph.acquire.xml_stream import Element, XmlFault, entries, root_only
from scholargraph.errors import Place, SourceError
from scholargraph.model import JsonPointer, Locator, Rejected

MAX_BYTES: Final = 32 << 20
"""The largest file that is read: records of the busiest authors have some ten MiB."""

LONGEST: Final = 10_000
"""Characters of the longest value that is read; ORCID allows 5,000 (common-3.0.xsd, short-description)."""

LIMITS: Final = XmlLimits(entry=2 * MAX_BYTES)
"""An element counts for a hundred characters, whatever stands in it."""

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_BEGINNING: Final = 512

Note = Callable[[str, Locator], None]
"""Is told of a value that cannot be used: the reason, and where it stands."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value that holds no others: its words without spaces around them, its place, and exactly what stands there."""

    text: str
    at: Locator
    quote: str

    @property
    def line(self) -> str:
        """The words on one line."""
        return " ".join(self.text.split())


class Part(Protocol):
    """A part of an ORCID document: an object of JSON, or an element of XML without its namespace."""

    @property
    def name(self) -> str | None:
        """What the part is called; None for the whole of a JSON document."""
        ...

    @property
    def at(self) -> Locator:
        """Where it stands."""
        ...

    def each(self, name: str) -> list[Part]:
        """Give the parts of this name directly below, in order; those that are null are left out."""
        ...

    def leaf(self, *names: str) -> Leaf | None:
        """Give the value at the end of a path of names, each the first of its name; None where it is absent or empty.

        A value that is no text, or is too long, is noted, and None.
        """
        ...

    def first(self, *names: str) -> Part | None:
        """Give the part at the end of a path of names; None where there is none."""
        ...

    def names(self) -> list[str]:
        """Give the names of the parts below, each once."""
        ...


class JsonPart:
    """An object, or a value, of JSON. A value may stand in an object of its own: `{"value": "Works"}`."""

    __slots__ = ("_note", "_pointer", "_value", "name")

    def __init__(self, value: Any, note: Note, pointer: str = "", name: str | None = None) -> None:
        self._value = value
        self._note = note
        self._pointer = pointer
        self.name = name

    @property
    def at(self) -> Locator:
        """Where it stands."""
        return JsonPointer(self._pointer)

    def each(self, name: str) -> list[Part]:
        """Give the parts of this name directly below."""
        held = self._value.get(name) if isinstance(self._value, dict) else None
        pointer = f"{self._pointer}/{name}"
        if isinstance(held, list):
            return [
                JsonPart(one, self._note, f"{pointer}/{place}", name)
                for place, one in enumerate(held)
                if one is not None
            ]
        return [] if held is None else [JsonPart(held, self._note, pointer, name)]

    def first(self, *names: str) -> Part | None:
        """Give the part at the end of a path of names."""
        return _first(self, names)

    def leaf(self, *names: str) -> Leaf | None:
        """Give the value at the end of a path of names."""
        part = _first(self, names)
        return part.own() if isinstance(part, JsonPart) else None

    def own(self) -> Leaf | None:
        """Give the value that this part is."""
        value, pointer = self._value, self._pointer
        if isinstance(value, dict):
            value, pointer = value.get("value"), f"{pointer}/value"
        if not isinstance(value, str | int) or isinstance(value, bool):
            return None  # no value of ORCID's is a fraction, or one of two truths, that is read
        return _leaf(json_quote(value), JsonPointer(pointer), self._note)

    def names(self) -> list[str]:
        """Give the names of the members that are not null."""
        return [name for name, held in self._value.items() if held is not None] if isinstance(self._value, dict) else []


class XmlPart:
    """An element of XML. What is a member in JSON is an attribute here, or an element below."""

    __slots__ = ("_children", "_element", "_note", "name")

    def __init__(self, element: Element, note: Note) -> None:
        self._element = element
        self._note = note
        self._children: dict[str, list[Part]] | None = None
        self.name: str | None = element.tag

    @property
    def at(self) -> Locator:
        """Where it stands."""
        return self._element.at

    def each(self, name: str) -> list[Part]:
        """Give the elements of this name directly below."""
        if self._children is None:
            self._children = {}
            for child in self._element.children:
                self._children.setdefault(child.tag, []).append(XmlPart(child, self._note))
        return self._children.get(name, [])

    def first(self, *names: str) -> Part | None:
        """Give the element at the end of a path of names."""
        return _first(self, names)

    def leaf(self, *names: str) -> Leaf | None:
        """Give the words of the element, or of the attribute, at the end of a path of names."""
        above = _first(self, names[:-1])
        if not isinstance(above, XmlPart):
            return None
        if not names:
            return above.own()
        below = above.first(names[-1])
        return below.own() if isinstance(below, XmlPart) else above.attribute(names[-1])

    def own(self) -> Leaf | None:
        """Give the words of this element; None where it holds other elements."""
        if self._element.children:
            return None
        return _leaf(self._element.text, self._element.at, self._note)

    def attribute(self, name: str) -> Leaf | None:
        """Give the words of an attribute of this element."""
        held = self._element.get(name)
        return None if held is None else _leaf(held, self._element.at_attribute(name), self._note)

    def names(self) -> list[str]:
        """Give the names of the elements below."""
        return list(dict.fromkeys(child.tag for child in self._element.children))


def documents(item: SourceItem, note: Note) -> Iterator[Part | Rejected]:
    """Give the documents of an item: one; of JSON also each of an array, and of JSON Lines each line, or why it is none.

    `note` is told of every value that is asked for and cannot be used. Raises SourceError where nothing can be read.
    """
    data = item.read(MAX_BYTES)
    if not data.strip():
        raise SourceError("The file is empty: save the record from ORCID again.", Place(item.id))
    beginning = data[:_BEGINNING].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if beginning.startswith(b"<"):
        yield from _xml(item, data, note)
    elif item.media_type in JSON_LINES:
        for number, line in enumerate(line for line in data.split(b"\n") if line.strip()):
            try:
                yield JsonPart(_json(line, item), note, f"/{number}")
            except SourceError as error:
                yield Rejected(item.source, error.message, item.id, JsonPointer(f"/{number}"))
    else:
        value = _json(data, item)
        if isinstance(value, list):
            yield from (JsonPart(one, note, f"/{number}") for number, one in enumerate(value))
        else:
            yield JsonPart(value, note)


def _xml(item: SourceItem, data: bytes, note: Note) -> Iterator[Part | Rejected]:
    for found in entries(replace(item, opener=lambda: BytesIO(data)), root_only, LIMITS):
        if isinstance(found, XmlFault):
            yield Rejected(item.source, f"The record is not read: {found.reason}.", item.id, found.at)
        else:
            yield XmlPart(found, note)


def _json(data: bytes, item: SourceItem) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        pass  # UTF-16, a byte order mark, half of a surrogate pair: JSON that the resolver of places can read, too
    try:
        return json.loads(data, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"The file is no JSON ({error}): save the record from ORCID again.", Place(item.id)) from None


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _first(part: Part, names: tuple[str, ...]) -> Part | None:
    found: Part | None = part
    for name in names:
        below = found.each(name) if found is not None else []
        found = below[0] if below else None
    return found


def _leaf(quote: str, at: Locator, note: Note) -> Leaf | None:
    if len(quote) > LONGEST:
        note(f"The value has {len(quote):,} characters, where ORCID allows 5,000: it is not stated.", at)
        return None
    if not quote.isascii():
        try:
            quote.encode("utf-8")
        except UnicodeEncodeError:
            note("The value holds half of a character, which is no text: it is not stated.", at)
            return None
    text = _CONTROLS.sub("", quote).strip()
    return Leaf(text, at, quote) if text else None
