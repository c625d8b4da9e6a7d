"""Readers of small made-up formats, one for each kind of locator, written as a plug-in would write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import StringIO
from typing import Final
from xml.etree import ElementTree as ET

from scholargraph.acquire import json_quote
from scholargraph.acquire.tables import rows
from scholargraph.errors import Place, SourceError
from scholargraph.model import (
    EntryField,
    JsonPointer,
    Publication,
    Rejected,
    SourceRecord,
    TableCell,
    Text,
    TextSpan,
    XPath,
)
from scholargraph.sources import Option, Options, Reader, RecordBuilder, SourceItem, TextContent

Given = Iterator[SourceRecord | Rejected]

_BLANK: Final = "The line is empty: give it a title, or remove it."
_NO_TITLE: Final = "The entry has no title: add one."


def _lines(item: SourceItem, options: Options) -> Given:
    """Read a title a line, as a stream."""
    start = 0
    with item.open() as opened:
        for number, line in enumerate(opened, 1):
            written, span = line.rstrip(b"\r\n"), TextSpan(start, start + len(line.rstrip(b"\r\n")))
            start += len(line)
            try:
                title = written.decode("utf-8")
            except UnicodeDecodeError:
                yield Rejected(item.source, "The line is not UTF-8: save it as UTF-8.", item.id, span)
                continue
            if not title.strip() or "\0" in title:
                if options["mode"] == "strict":
                    yield Rejected(item.source, _BLANK, item.id, span)
                continue
            made = RecordBuilder(item, Publication, f"line-{number}", at=span, quote=title)
            made.set("title", Text(title), at=span, quote=title)
            yield made.build()
    if start == 0:
        raise SourceError("The file is empty: put titles into it.", Place(item.id))


def _json(item: SourceItem, options: Options) -> Given:
    """Read an array of objects."""
    try:
        entries = json.loads(item.read())
    except (ValueError, RecursionError) as error:
        raise SourceError(f"The file is not JSON ({error}): correct it.", Place(item.id)) from error
    if not isinstance(entries, list):
        raise SourceError("The file holds no array: give it one.", Place(item.id))
    for number, entry in enumerate(entries):
        yield _json_entry(item, f"/{number}", entry)


def _json_lines(item: SourceItem, options: Options) -> Given:
    """Read an object a line, as a stream."""
    number = 0
    with item.open() as opened:
        for line in opened:
            if not line.strip():
                continue
            pointer = f"/{number}"
            number += 1
            try:
                entry = json.loads(line)
            except (ValueError, RecursionError):
                yield Rejected(item.source, "The line is not JSON: correct it.", item.id, JsonPointer(pointer))
                continue
            yield _json_entry(item, pointer, entry)
    if not number:
        raise SourceError("The file is empty: put objects into it.", Place(item.id))


def _json_entry(item: SourceItem, pointer: str, entry: object) -> SourceRecord | Rejected:
    if not isinstance(entry, dict) or not isinstance(entry.get("title"), str) or not _is_text(entry["title"]):
        return Rejected(item.source, _NO_TITLE, item.id, JsonPointer(pointer))
    try:
        whole = json_quote(entry)
        whole.encode("utf-8")
    except (ValueError, RecursionError):
        return Rejected(item.source, "The entry holds half a character: correct it.", item.id, JsonPointer(pointer))
    made = RecordBuilder(item, Publication, pointer.strip("/"), at=JsonPointer(pointer), quote=whole)
    made.set("title", Text(entry["title"]), at=JsonPointer(f"{pointer}/title"), quote=entry["title"])
    keywords = entry.get("keywords")
    for number, word in enumerate(keywords if isinstance(keywords, list) else ()):
        if isinstance(word, str) and _is_text(word):
            made.add("keywords", Text(word), at=JsonPointer(f"{pointer}/keywords/{number}"), quote=word)
    volume = entry.get("volume")
    if type(volume) is int:
        made.set("volume", str(volume), at=JsonPointer(f"{pointer}/volume"), quote=json_quote(volume))
    return made.build()


def _is_text(text: str) -> bool:
    return bool(text.strip()) and text.isprintable()


def _xml(item: SourceItem, options: Options) -> Given:
    """Read <work><title>...</title></work> below the root."""
    data = item.read()
    if b"<!DOCTYPE" in data:
        raise SourceError("The file has a DOCTYPE: remove it.", Place(item.id))
    try:
        root = ET.fromstring(data)  # noqa: S314 - it has no entities
    except (ET.ParseError, ValueError) as error:
        raise SourceError(f"The file is not XML ({error}): correct it.", Place(item.id)) from error
    name = _local(root)
    for number, work in enumerate((one for one in root if _local(one) == "work"), 1):
        path = f"/{name}[1]/work[{number}]"
        title = next((one for one in work if _local(one) == "title"), None)
        words = "" if title is None else "".join(title.itertext())
        whole = "".join(work.itertext())
        if not words.strip() or not re.fullmatch(r"[A-Za-z_][\w.\-]*", name):
            yield Rejected(item.source, _NO_TITLE, item.id)
            continue
        made = RecordBuilder(item, Publication, f"work-{number}", at=XPath(path), quote=whole)
        made.set("title", Text(words), at=XPath(f"{path}/title[1]"), quote=words)
        volume = work.get("volume")
        if volume:
            made.set("volume", volume, at=XPath(f"{path}/@volume"), quote=volume)
        yield made.build()


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _csv(item: SourceItem, options: Options) -> Given:
    """Read a table whose first column holds titles, below a header."""
    try:
        text = item.read().decode("utf-8-sig")
    except ValueError as error:
        raise SourceError(f"The file is no table in UTF-8 ({error}): save it as one.", Place(item.id)) from error
    table = [row for row, _ in rows(StringIO(text, newline=""), item.media_type)]
    if not table:
        raise SourceError("The file is empty: put a table into it.", Place(item.id))
    for number, row in ((one.number, one.cells) for one in table[1:]):
        if not row or not row[0].strip():
            yield Rejected(item.source, _NO_TITLE, item.id, TableCell(number, 1))
            continue
        made = RecordBuilder(item, Publication, f"row-{number}", at=TableCell(number, 1), quote=row[0])
        made.set("title", Text(row[0]), at=TableCell(number, 1), quote=row[0])
        if len(row) > 1 and row[1]:
            made.set("volume", row[1], at=TableCell(number, 2), quote=row[1])
        yield made.build()


_ENTRY: Final = re.compile(r"@(\w+)\{([^,\s{}]+),(.*?)\n\}", re.DOTALL)
_FIELD: Final = re.compile(r"(\w+)\s*=\s*\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")


def _bibtex(item: SourceItem, options: Options) -> Given:
    """Read the simplest of BibTeX; the title's quote is the TeX as written."""
    content = TextContent(item)
    seen: set[str] = set()
    for entry in _ENTRY.finditer(content.text):
        name = entry.group(2)
        at = content.span(*entry.span())
        fields = {found.group(1).lower(): found for found in _FIELD.finditer(content.text, *entry.span(3))}
        title = fields.get("title")
        if title is None or not title.group(2).strip() or name in seen:
            yield Rejected(item.source, _NO_TITLE, item.id, at)
            continue
        seen.add(name)
        made = RecordBuilder(item, Publication, name, at=at, content=content)
        written = content.span(*title.span(2))
        plain = re.sub(r"[{}]|\\\W?", "", title.group(2)).strip() or "?"
        made.set("title", Text(plain), at=EntryField(name, "title", written.start, written.end))
        yield made.build()


_MODE: Final = Option("mode", str, "strict", "What becomes of an empty line.", choices=("strict", "lenient"))

LINES: Final = Reader("toy-lines", "A title a line.", _lines, options=(_MODE,))
JSON: Final = Reader("toy-json", "An array of objects with titles.", _json, max_bytes=1 << 20)
JSON_LINES: Final = Reader("toy-json-lines", "An object with a title a line.", _json_lines)
XML: Final = Reader("toy-xml", "Works with titles.", _xml, max_bytes=1 << 20)
CSV: Final = Reader("toy-csv", "A table with titles.", _csv, max_bytes=1 << 20)
BIBTEX: Final = Reader("toy-bibtex", "Entries with titles.", _bibtex, max_bytes=1 << 20)
