"""Where the values of JSON and XML stand in their text: the bytes of a JSON pointer, the lines of paths of XML.

It parses no value and resolves no quote (`resolve` does): it is for showing a place to a person.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, Final

from scholargraph.acquire.json_places import JsonPlaces
from scholargraph.acquire.json_stream import JSON_LINES, is_json_lines
from scholargraph.acquire.xml_parser import XmlError, XmlParser
from scholargraph.model.locator import JsonPointer, XPath

_STEP: Final = re.compile(r"/([^/\[@]+)\[([0-9]+)\]")
_CHUNK: Final = 1 << 16


class JsonText:
    """A JSON document, or JSON Lines, as the bytes that it is written in."""

    def __init__(self, data: bytes, media_type: str) -> None:
        self._data = data
        self._whole: JsonPlaces | None = None
        self._starts: list[int] = []
        if media_type not in JSON_LINES and not is_json_lines(data):
            self._whole = JsonPlaces(data)
            return
        start = 0
        for line in data.split(b"\n"):
            if line.strip():
                self._starts.append(start)
            start += len(line) + 1

    def span(self, locator: JsonPointer) -> tuple[int, int]:
        """Give the offsets of the first byte of a value and behind its last. Raises LookupError where none stands there."""
        tokens, start, places = locator.tokens, 0, self._whole
        if places is None:
            if (
                not tokens
                or not tokens[0].isascii()
                or not tokens[0].isdecimal()
                or int(tokens[0]) >= len(self._starts)
            ):
                raise LookupError("there is no such line")
            start = self._starts[int(tokens[0])]
            end = self._data.find(b"\n", start)
            places, tokens = JsonPlaces(self._data[start : end if end >= 0 else len(self._data)]), tokens[1:]
        try:
            first, last = places.span(tokens)
        except (ValueError, IndexError, RecursionError) as error:
            raise LookupError(str(error)) from error
        return start + first, start + last


def xml_lines(data: bytes, wanted: Collection[XPath]) -> dict[XPath, int]:
    """Give the line, from 1, on which the element of each path begins; of a document that breaks off, those before that."""
    search = _ElementLines(wanted)
    try:
        for start in range(0, len(data), _CHUNK):
            search.parser.feed(data[start : start + _CHUNK])
        search.parser.feed(b"", final=True)
    except XmlError:
        pass
    return search.found


class _ElementLines:
    """Takes the elements of a document from the parser, and follows those that lead to what is wanted."""

    def __init__(self, wanted: Collection[XPath]) -> None:
        self.found: dict[XPath, int] = {}
        self.parser = XmlParser(self)
        root: dict[Any, Any] = {}
        for path in wanted:
            node = root
            for name, number in _STEP.findall(path.path):
                node = node.setdefault((name, int(number)), {})
            node.setdefault(None, []).append(path)
        self._open: list[tuple[list[dict[Any, Any]], dict[str, int]]] = [([root], {})]

    def start(self, name: str, _namespace: str, _attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        leading, counts = self._open[-1]
        inner: list[dict[Any, Any]] = []
        if leading:
            for step in (name, "*"):
                counts[step] = counts.get(step, 0) + 1
                inner += [node[step, counts[step]] for node in leading if (step, counts[step]) in node]
        for node in inner:
            for path in node.get(None, ()):
                self.found.setdefault(path, self.parser.line)
        self._open.append((inner, {}))

    def end(self) -> None:
        """Take the end of an element."""
        self._open.pop()

    def text(self, words: str) -> None:
        """Take text, of which nothing is wanted."""

    def fault(self, reason: str) -> None:
        """Take what cannot be read, of which nothing is wanted."""
