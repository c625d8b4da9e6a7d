"""Findings and the text of their sources: line and column also in JSON and XML, and the line itself with what to mark in it.

It changes nothing but places; a source that is gone, or changed, or too large costs its findings their lines, no more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

from scholargraph.acquire import MAX_BYTES, SourceItem
from scholargraph.acquire.encodings import Encoding, told
from scholargraph.acquire.value_places import JsonText, xml_lines
from scholargraph.errors import Place, ScholarGraphError
from scholargraph.findings.finding import Finding
from scholargraph.model import JsonPointer, XPath

_QUOTED: Final = re.compile(r"“([^”]+)”")
WIDTH: Final = 96
"""How many characters of a line are shown."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a source, of which some is marked.

    Attributes:
        line: its number, from 1.
        text: what is shown of it, control characters as spaces, “…” where it goes on.
        start: how many characters of `text` stand before what is marked; None where the column is not known.
        width: how many characters are marked, at least one.
        end_column: the column behind what is marked, in the line as it stands.
    """

    line: int
    text: str
    start: int | None
    width: int
    end_column: int | None

    def as_data(self) -> dict[str, Any]:
        """Give it as JSON data."""
        return {"line": self.line, "text": self.text, "start": self.start, "width": self.width}


def located(findings: Iterable[Finding], items: Mapping[str, SourceItem]) -> list[Finding]:
    """Give findings with line and column of values that stand in JSON, and the line of those in XML, in order.

    The items are read one after another.
    """
    found = [*findings]
    by_file: dict[str, list[int]] = {}
    for number, one in enumerate(found):
        place = one.place
        if (
            place is not None
            and place.line is None
            and place.inside is not None
            and place.file in items
            and not one.cell
        ):
            by_file.setdefault(place.file, []).append(number)
    for file, numbers in by_file.items():
        lines = Lines(items[file])
        paths = {path for number in numbers if (path := _xpath(found[number])) is not None}
        elements = lines.elements(paths) if paths else {}
        for number in numbers:
            one = found[number]
            path = _xpath(one)
            if path in elements:
                found[number] = replace(one, place=replace(one.place, line=elements[path]))  # type: ignore[type-var]
            elif path is None and one.place is not None:
                found[number] = replace(one, place=lines.in_json(one.place))
    return sorted(found, key=lambda finding: finding.order)


def _xpath(finding: Finding) -> XPath | None:
    try:
        return XPath(finding.place.inside or "" if finding.place else "")
    except ValueError:
        return None


class Lines:
    """The text of one item, read when it is asked for the first time."""

    def __init__(self, item: SourceItem) -> None:
        self._item = item
        self._data: bytes | None = None
        self._json: JsonText | None = None
        self._lines: list[str] | None = None

    def elements(self, paths: Collection[XPath]) -> dict[XPath, int]:
        """Give the lines on which elements of XML begin."""
        return xml_lines(self._bytes(), paths)

    def in_json(self, place: Place) -> Place:
        """Give the place of a value of JSON with its line and column; the same place where it cannot be found."""
        span = self._span(place)
        if span is None:
            return place
        before = self._bytes()[: span[0]]
        start = before.rfind(b"\n") + 1
        column = len(before[start:].decode("utf-8-sig" if not start else "utf-8", "replace")) + 1
        return replace(place, line=before.count(b"\n") + 1, column=column)

    def excerpt(self, finding: Finding) -> Excerpt | None:
        """Give the line that a finding is about, what is quoted of it marked."""
        place = finding.place
        if place is None or place.line is None or finding.cell:
            return None
        lines = self._decoded()
        if place.line > len(lines):
            return None
        text = lines[place.line - 1].rstrip("\r")
        if place.column is None or place.column > len(text):
            return Excerpt(place.line, _plain(_cut(text, 0)[0]), None, 1, None)
        start = place.column - 1
        width = max(1, min(self._marked(finding, place, text[start:]), len(text) - start))
        shown, before = _cut(text, start)
        return Excerpt(place.line, _plain(shown), before, max(1, min(width, len(shown) - before)), start + width + 1)

    def _marked(self, finding: Finding, place: Place, rest: str) -> int:
        """How many characters of a line are what a finding is about."""
        if place.inside is not None:
            span = self._span(place)
            words = "" if span is None else self._bytes()[slice(*span)].decode("utf-8", "replace")
            return len(words.partition("\n")[0].rstrip("\r"))
        quote = (finding.quote or "").removesuffix("…")
        if quote and rest.startswith(quote):
            return len(quote)
        for words in _QUOTED.findall(finding.message):  # what a reader says of words that it rejects names them
            if rest.startswith(words):
                return len(words)
        if finding.quote:  # white space was made one, or the quote goes on in the next line
            return len(rest.rstrip())
        return 1

    def _span(self, place: Place) -> tuple[int, int] | None:
        with suppress(LookupError, ValueError):
            self._json = self._json or JsonText(self._bytes(), self._item.media_type)
            return self._json.span(JsonPointer("" if place.inside == "/" else place.inside or ""))
        return None

    def _decoded(self) -> list[str]:
        if self._lines is None:
            encoding: Encoding = told(self._bytes())
            self._lines = self._bytes().decode(encoding.codec, "replace").removeprefix("\ufeff").split(encoding.newline)
        return self._lines

    def _bytes(self) -> bytes:
        if self._data is None:
            self._data = b""
            with suppress(ScholarGraphError):
                self._data = self._item.read(MAX_BYTES)
        return self._data


def excerpts(findings: Iterable[Finding], items: Mapping[str, SourceItem]) -> list[Excerpt | None]:
    """Give for each finding the line of its source; one item at a time is held in memory as long as findings are of it."""
    found: list[Excerpt | None] = []
    file, lines = "", None
    for one in findings:
        place = one.place
        if place is None or place.file not in items:
            found.append(None)
            continue
        if lines is None or place.file != file:
            file, lines = place.file, Lines(items[place.file])
        found.append(lines.excerpt(one))
    return found


def _cut(text: str, start: int) -> tuple[str, int]:
    """Cut a long line to a stretch around a place; give it, and how many characters of it stand before the place."""
    if len(text) <= WIDTH:
        return text, start
    first = max(0, min(start - WIDTH // 3, len(text) - WIDTH))
    shown = text[first : first + WIDTH]
    before = start - first
    if first:
        shown = f"…{shown[1:]}"
    if first + WIDTH < len(text):
        shown = f"{shown[:-1]}…"
    return shown, before


def _plain(text: str) -> str:
    """A line without tabs and control characters, of the same length: a caret below it stands where it is to stand."""
    return "".join(char if char.isprintable() else " " for char in text)
