"""Documents: JSON and XML parsed once, so that many places in them can be looked up.

It knows no format of records. What does not parse, and a place that leads to nothing, is a LookupError or a ValueError.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Sequence
from typing import Any, Final, NoReturn
from xml.etree.ElementTree import Element, TreeBuilder

from scholargraph.acquire.canonical_json import json_quote
from scholargraph.acquire.json_places import JsonPlaces
from scholargraph.acquire.json_stream import JSON_LINES, is_json_lines
from scholargraph.acquire.xml_bytes import BAD
from scholargraph.acquire.xml_parser import XmlError, XmlParser
from scholargraph.model.locator import JsonPointer, XPath

_STEP: Final = re.compile(r"/([^/\[]+)\[([0-9]+)\]")
_INDEX: Final = re.compile(r"0|[1-9][0-9]*")
_CHUNK: Final = 1 << 16


class JsonDocument:
    """A JSON document; JSON Lines are read as the array of their lines that are not blank, one line at a time.

    They may be called otherwise: a document of several objects, one a line, is read so, too. Of a damaged document the
    values that stand whole in it have places.
    """

    def __init__(self, data: bytes, media_type: str) -> None:
        self._lines = array("Q") if media_type in JSON_LINES else None
        self._data = data
        self._number = -1
        self._value: Any = None
        self._places: JsonPlaces | None = None
        if self._lines is None:
            try:
                self._value = _loads(data)
            except (ValueError, RecursionError):
                if not is_json_lines(data):
                    self._places = JsonPlaces(data)
                    return
                self._lines = array("Q")
            else:
                return
        start = 0
        while start < len(data):
            end = data.find(b"\n", start)
            end = len(data) if end < 0 else end
            if data[start:end].strip():
                self._lines.extend((start, end))
            start = end + 1

    def quote(self, locator: JsonPointer) -> str:
        """Give what a pointer leads to, as evidence quotes it."""
        value: Any
        tokens = locator.tokens
        if self._places is not None:
            value, tokens = self._places.value(tokens)
        elif self._lines is None:
            value = self._value
        elif not tokens:
            raise LookupError("the item is one of many lines, each a value of its own")
        else:
            value, tokens = self._line(tokens[0]), tokens[1:]
        for token in tokens:
            value = _member(value, token)
        return json_quote(value)

    def _line(self, token: str) -> Any:
        lines = self._lines or array("Q")
        number = _index(token, len(lines) // 2)
        if number != self._number:
            self._value = _loads(self._data[lines[2 * number] : lines[2 * number + 1]])
            self._number = number
        return self._value


def _loads(data: bytes) -> Any:
    return json.loads(data, parse_constant=_no_number)


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _member(value: Any, token: str) -> Any:
    if isinstance(value, dict):
        if token not in value:
            raise LookupError(f"the object has no member “{token}”")
        return value[token]
    if isinstance(value, list):
        return value[_index(token, len(value))]
    raise LookupError(f"“{token}” leads into a value that has no members")


def _index(token: str, length: int) -> int:
    if not _INDEX.fullmatch(token) or int(token) >= length:
        raise LookupError(f"“{token}” is no place in an array of {length:,}")
    return int(token)


class XmlDocument:
    """An XML document without its namespaces; of one that breaks off, what stands before that."""

    def __init__(self, data: bytes) -> None:
        self._builder = TreeBuilder()
        self._open: list[Element] = []
        self._root: Element | None = None
        self._broken: XmlError | None = None
        parser = XmlParser(self)
        try:
            for start in range(0, len(data), _CHUNK):
                parser.feed(data[start : start + _CHUNK])
            parser.feed(b"", final=True)
        except XmlError as error:
            self._broken = error
        self._unended = {id(element) for element in self._open}
        while self._open:
            self.end()
        self._children: dict[Element, dict[str, list[Element]]] = {}

    def quote(self, locator: XPath) -> str:
        """Give the text of what a path leads to: an element's with all in it, its own (`/text()`), or an attribute's."""
        path, attribute = locator.path, None
        if path.endswith("/text()"):
            path = path.removesuffix("/text()")
        elif "/@" in path:
            path, _, attribute = path.partition("/@")
        element = self._element(path)
        if attribute is not None:
            if attribute not in element.attrib:
                raise LookupError(f"the element has no attribute “{attribute}”")
            return element.attrib[attribute]
        if id(element) in self._unended:
            raise LookupError(f"the element has no end: {self._broken}")
        if path != locator.path:
            text = (element.text or "") + "".join(child.tail or "" for child in element)
        else:
            text = "".join(element.itertext())
        if BAD in text:
            raise LookupError("it is not XML: a character in it cannot be read")
        return text

    def start(self, name: str, _namespace: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element from the parser."""
        element = self._builder.start(name, attributes)
        self._open.append(element)
        if self._root is None:
            self._root = element

    def end(self) -> None:
        """Take the end of an element."""
        self._builder.end(self._open.pop().tag)

    def text(self, words: str) -> None:
        """Take text."""
        self._builder.data(words)

    def fault(self, _reason: str) -> None:
        """Note that something of the element cannot be read."""
        self._builder.data(BAD)

    def _element(self, path: str) -> Element:
        if self._root is None:
            raise LookupError(str(self._broken))
        found: Element | None = None
        for name, number in _STEP.findall(path):
            if found is None:
                children: Sequence[Element] = [self._root] if name in {"*", self._root.tag} else ()
            else:
                children = found if name == "*" else self._named(found, name)  # type: ignore[assignment]
            if int(number) > len(children):
                broken = "" if self._broken is None else f"; {self._broken}"
                raise LookupError(f"there is no {name}[{number}] among {len(children):,}{broken}")
            found = children[int(number) - 1]
        if found is None:
            raise LookupError("the path has no step")
        return found

    def _named(self, parent: Element, name: str) -> Sequence[Element]:
        if parent not in self._children:
            by_name = self._children.setdefault(parent, {})
            for child in parent:
                by_name.setdefault(child.tag, []).append(child)
        return self._children[parent].get(name, ())
