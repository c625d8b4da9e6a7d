"""Reads DataCite metadata: XML of kernel 3 and 4 up to 4.7, DataCite's JSON, answers of its API (JSON:API), JSON Lines.

DataCite Metadata Schema 4.7, https://schema.datacite.org; the API's envelope is that of https://support.datacite.org/docs/api.
XML may hold any number of resources, within whatever envelope (OAI-PMH), and is read as a stream; so are JSON Lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from scholargraph.acquire.items import MAX_BYTES, SourceItem, unreadable
from scholargraph.acquire.json_stream import JSON_LINES
from scholargraph.acquire.xml_stream import Element, XmlFault, entries
from scholargraph.errors import Place, SourceError
from scholargraph.model import JsonPointer, Rejected, SourceRecord
from scholargraph.sources.parts import Neighbours
from scholargraph.sources.reader import Options, Reader
from scholargraph.sources.readers.datacite_tree import Part, from_json, from_xml
from scholargraph.sources.readers.datacite_works import Shared, work_of
from scholargraph.sources.readers.xml_values import OnceNames, rejected

_KERNEL: Final = "datacite.org/schema/kernel-"
_MARKS: Final = (b"\xef\xbb\xbf", b" ", b"\t", b"\r", b"\n")
_LONGEST_LINE: Final = 8 << 20
_KNOWN: Final = frozenset({"doi", "titles", "creators", "types", "publicationYear", "publisher", "id", "identifiers"})
"""Members of which an object of DataCite's JSON has at least one."""


def read(item: SourceItem, options: Options) -> Iterator[SourceRecord | Rejected]:
    """Read every resource. Raises SourceError where the item is neither XML nor JSON of DataCite's."""
    del options  # there are none
    shared = Shared(item, Neighbours(item), OnceNames())
    if item.media_type in JSON_LINES:
        yield from _lines(shared)
    elif _is_json(item):
        yield from _json(shared)
    else:
        yield from _xml(shared)


# --------------------------------------------------------------------------------------------------------------------- XML


def _selected(name: str, parent: Element | None) -> bool:
    del parent
    return name == "resource"


def _xml(shared: Shared) -> Iterator[SourceRecord | Rejected]:
    found = False
    for entry in entries(shared.item, _selected):
        found = True
        if isinstance(entry, XmlFault):
            yield rejected(shared.item, entry)
        elif entry.namespace and _KERNEL not in entry.namespace:
            reason = f"The resource is of another schema, “{entry.namespace}”: DataCite's kernel 3 and 4 are read."
            yield Rejected(shared.item.source, reason, shared.item.id, entry.at)
        else:
            yield from _together(shared, from_xml(entry), entry.path)
    if not found:
        raise SourceError("The file holds no “resource” of DataCite's.", Place(shared.item.id))


# -------------------------------------------------------------------------------------------------------------------- JSON


def _is_json(item: SourceItem) -> bool:
    """Tell by the first character whether the item is JSON."""
    try:
        with item.open() as opened:
            head = opened.read(1024)
    except OSError as error:
        raise unreadable(item.id, error) from error
    return head.removeprefix(_MARKS[0]).lstrip(b" \t\r\n")[:1] in {b"{", b"["}


def _json(shared: Shared) -> Iterator[SourceRecord | Rejected]:
    data = shared.item.read(MAX_BYTES)
    try:
        value = _loads(data)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"The file is no JSON ({error}).", Place(shared.item.id)) from error
    listed = list(_entries(value, ""))
    if not listed:
        raise SourceError("The file holds no metadata of DataCite's.", Place(shared.item.id))
    for pointer, entry in listed:
        yield from _entry(shared, entry, pointer)


def _lines(shared: Shared) -> Iterator[SourceRecord | Rejected]:
    """Read JSON Lines one at a time; a pointer begins with the number of the line among those that are not blank."""
    number = -1
    try:
        with shared.item.open() as opened:
            while line := opened.readline(_LONGEST_LINE + 1):
                number += bool(line.strip())
                if len(line) > _LONGEST_LINE:
                    reason = f"A line has more than {_LONGEST_LINE:,} bytes, the most that is read: split the file."
                    raise SourceError(reason, Place(shared.item.id))
                if line.strip():
                    yield from _line(shared, line, f"/{number}")
    except OSError as error:
        raise unreadable(shared.item.id, error) from error
    if number < 0:
        raise SourceError("The file is empty.", Place(shared.item.id))


def _line(shared: Shared, line: bytes, pointer: str) -> Iterator[SourceRecord | Rejected]:
    try:
        value = _loads(line)
    except (ValueError, RecursionError) as error:
        yield Rejected(shared.item.source, f"The line is no JSON ({error}).", shared.item.id, JsonPointer(pointer))
        return
    for inner, entry in _entries(value, pointer):
        yield from _entry(shared, entry, inner)


def _entries(value: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    """Give what may be metadata of a resource, with its place: within the API's envelope, in a list, or as it is."""
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from _entries(one, f"{pointer}/{number}")
    elif isinstance(value, dict) and isinstance(value.get("data"), list | dict):
        yield from _entries(value["data"], f"{pointer}/data")
    elif isinstance(value, dict) and isinstance(value.get("attributes"), dict):
        yield f"{pointer}/attributes", value["attributes"]
    else:
        yield pointer, value


def _entry(shared: Shared, value: Any, pointer: str) -> Iterator[SourceRecord | Rejected]:
    reason = None
    part: Part | None = None
    if not isinstance(value, dict) or not _KNOWN & value.keys():
        reason = "This is no metadata of DataCite's: a DOI, titles or creators are missing."
    else:
        try:
            part = from_json(value, pointer)
        except UnicodeError:
            reason = "The metadata hold half of a surrogate pair, which is no text."
        except RecursionError:
            reason = "The metadata are nested too deeply."
        except ValueError as error:
            reason = f"{str(error)[:1].upper()}{str(error)[1:]}."
    if part is None:
        yield Rejected(shared.item.source, str(reason), shared.item.id, JsonPointer(pointer))
    else:
        yield from _together(shared, part, pointer)


def _together(shared: Shared, part: Part, place: str) -> Iterator[SourceRecord | Rejected]:
    found = work_of(shared, part, place)
    yield from shared.neighbours.new()
    yield from found


def _loads(data: bytes) -> Any:
    return json.loads(data, parse_constant=_no_number)


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


SOURCE: Final = Reader(
    kind="datacite",
    description="DataCite metadata: XML of kernel 3 and 4, JSON, answers of the API",
    read=read,
)
