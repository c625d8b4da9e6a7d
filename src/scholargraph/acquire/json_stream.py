"""The entries of a JSON item, one at a time, each with the JSON pointer to it: of files of any size, whole or damaged.

An item is an array, one object, an object with the entries within (an answer of an API), or JSON Lines, whatever it is
called. It knows no format of records, and holds one entry at a time.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn

import orjson

from scholargraph.acquire.canonical_json import json_quote
from scholargraph.acquire.items import SourceItem, unreadable
from scholargraph.acquire.json_scan import (
    ARRAY,
    COMMA,
    END_OF_ARRAY,
    END_OF_OBJECT,
    OBJECT,
    Found,
    Window,
    member,
    name_of,
)
from scholargraph.errors import Place, SourceError
from scholargraph.model.locator import JsonPointer

JSON_LINES: Final = frozenset({"application/jsonl", "application/x-ndjson", "application/jsonlines"})
MAX_ENTRY: Final = 16 << 20
"""The most bytes of one entry."""
MAX_DEPTH: Final = 100
"""The most arrays and objects within each other in one entry."""

MAX_DIGITS: Final = 4_000
"""The most digits of a number; Python reads 4,300."""

_BOM: Final = b"\xef\xbb\xbf"
_OTHER_BOMS: Final = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
_ANEW: Final = "get it anew, in full"
_BEHIND: Final = "Something stands behind the end of the list or object: delete it."
_BEGINNING: Final = 64
"""Bytes that tell what a file is."""
_DIGITS: Final = bytes(ord("0") if byte in b"0123456789" else ord(" ") for byte in range(256))
_MANY_DIGITS: Final = b"0" * 19
"""Digits that make a number of more than 64 bits, all written as one: so they are found ten times as fast as by an expression."""
_new: Final = object.__new__
_set_pointer: Final = vars(JsonPointer)["pointer"].__set__  # the slot's own: nothing sets it quicker


@dataclass(frozen=True, slots=True)
class JsonEntry:
    """An entry: the pointer that leads to it, and its value as Python has it."""

    pointer: str
    value: Any

    def at(self, *tokens: str | int) -> JsonPointer:
        """Give the place of something within the entry."""
        pointer = self.pointer
        for token in tokens:
            if type(token) is str and ("/" in token or "~" in token):
                token = escaped(token)  # noqa: PLW2901 - the same token, as pointers have it
            pointer = f"{pointer}/{token}"
        # It is escaped, and so a pointer; checking it costs as much as all the rest.
        place = _new(JsonPointer)
        _set_pointer(place, pointer)
        return place

    def quote(self, *tokens: str | int) -> str:
        """Give what stands there, as evidence quotes it. Raises LookupError where nothing does."""
        value = self.value
        for token in tokens:
            value = value[token]
        return json_quote(value)


@dataclass(frozen=True, slots=True)
class JsonFault:
    """What of an item is no entry that can be read: the place, and why; one for all that comes after a break."""

    pointer: str
    reason: str

    @property
    def locator(self) -> JsonPointer:
        """The place, as a locator."""
        return JsonPointer(self.pointer)


def escaped(token: str) -> str:
    """Write the name of a member as pointers have it (RFC 6901, section 3).

    >>> escaped("a/b~c")
    'a~1b~0c'
    """
    return token.replace("~", "~0").replace("/", "~1") if "~" in token or "/" in token else token


def json_entries(
    item: SourceItem, paths: Sequence[str] = (), *, most: int = MAX_ENTRY
) -> Iterator[JsonEntry | JsonFault]:
    """Give the entries of an item, and a fault for each that cannot be read; after a break in the file one for the rest.

    An item that is an array holds its elements, JSON Lines the values of their lines (`/0`, `/1`, ... without the blank
    ones). Of an object the first of `paths` that leads to an array or object tells where the entries are
    (`/message/items`, `/message`); where none does, the object is the entry. Of two members with one name the last counts.

    Raises SourceError for an item that is empty, no JSON from its first byte on, not UTF-8 by its first bytes, or as
    `SourceItem.open`.
    """
    try:
        with item.open() as opened:
            window = Window(read=opened.read)
            first = _first(window, item)
            if item.media_type in JSON_LINES:
                yield from _lines(window, first, most)
                return
            if window.data[first] == ARRAY:
                end = yield from _array(window, first + 1, "", most)
                if end is not None and window.past_space(end) is not None:
                    yield JsonFault("", _BEHIND)
                return
            start = window.base + first
            survey = Survey(window, paths)
            survey.run(first + 1)
        yield from _of_object(item, survey, start, most)
    except OSError as error:
        raise unreadable(item.id, error) from error


def parsed(data: bytes, depth: int | None = None) -> Any:
    """Parse one value of JSON (RFC 8259), strictly; whole numbers keep their digits. Raises ValueError.

    `depth` is how deep it is nested, where that is known.
    """
    if depth is None:
        depth = _depth(data)
    if depth > MAX_DEPTH:
        raise ValueError(f"more than {MAX_DEPTH} arrays and objects are nested")
    value = orjson.loads(data)
    # orjson makes floating numbers of whole ones beyond 64 bits.
    many = _MANY_DIGITS in data.translate(_DIGITS)
    return json.loads(data, parse_constant=_no_number, parse_int=_integer) if many else value


def is_json_lines(data: bytes) -> bool:
    """Tell whether what is no single value of JSON is several objects, one behind the other."""
    window = Window(data)
    first = window.past_space(len(_BOM) if data.startswith(_BOM) else 0)
    if first is None or data[first] != OBJECT:
        return False
    survey = Survey(window, ())
    survey.run(first + 1)
    return survey.behind == OBJECT


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise ValueError(f"a number has more than {MAX_DIGITS:,} digits")
    return int(digits)


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _depth(data: bytes) -> int:
    """Give how deep a value is nested at most; an upper bound where that is small."""
    bound = data.count(b"[") + data.count(b"{")
    return bound if bound <= MAX_DEPTH else member(Window(data + b","), 0, 0).depth


def _first(window: Window, item: SourceItem) -> int:
    """Give the place of the first byte that counts. Raises SourceError where it begins no JSON."""
    while len(window.data) < _BEGINNING and window.more(0):
        pass
    if window.data.startswith(_OTHER_BOMS):
        raise SourceError("The file is not UTF-8, the encoding of JSON: save it as UTF-8.", Place(item.id))
    first = window.past_space(len(_BOM) if window.data.startswith(_BOM) else 0)
    if first is None:
        raise SourceError("The file is empty: put the source's records into it.", Place(item.id))
    if b"\0" in window.data[first : first + 4]:
        raise SourceError("The file is binary or not UTF-8: save it as JSON in UTF-8.", Place(item.id))
    if window.data[first] not in (ARRAY, OBJECT):
        begins = window.data[first : first + 20].decode("utf-8", "replace").split("\n")[0]
        raise SourceError(f"The file is no JSON, it begins with “{begins}”: save it as JSON.", Place(item.id))
    return first


def _entry(data: bytes | None, pointer: str, most: int, depth: int | None = None) -> JsonEntry | JsonFault:
    if data is None:
        return JsonFault(pointer, f"This entry has more than {most:,} bytes, the most that is read: shorten it.")
    try:
        return JsonEntry(pointer, parsed(data, depth))
    except (ValueError, RecursionError) as error:
        if not data.strip():
            return JsonFault(pointer, "Nothing stands between two commas, or behind the last one: delete a comma.")
        return JsonFault(pointer, f"This entry is no JSON ({error}): correct it.")


def _array(window: Window, start: int, pointer: str, most: int) -> Generator[JsonEntry | JsonFault, None, int | None]:
    """Give the elements of an array, and return the place behind it: None where what follows cannot be told."""
    place = window.past_space(start)
    number = 0
    if place is not None and window.data[place] == END_OF_ARRAY:
        return place + 1
    while True:
        found = Found(b"", None) if place is None else member(window, place, most)
        if found.end is None:
            yield JsonFault(f"{pointer}/{number}", f"The file breaks off within this entry: {_ANEW}.")
            return None
        yield _entry(found.data, f"{pointer}/{number}", most, found.depth)
        closing = window.data[found.end]
        if closing != COMMA:
            if closing != END_OF_ARRAY:
                yield JsonFault(pointer, "The list is closed by “}” instead of “]”: correct it.")
                return None
            return found.end + 1
        place, number = window.past_space(found.end + 1), number + 1


def _lines(window: Window, start: int, most: int) -> Iterator[JsonEntry | JsonFault]:
    """Give the values of lines; blank ones are not counted."""
    number, place = 0, start
    while True:
        data, place, broken = _line(window, place, most)
        if data is None or data.strip():
            yield _entry(data, f"/{number}", most)
            number += 1
        if broken:
            return


def _line(window: Window, place: int, most: int) -> tuple[bytes | None, int, bool]:
    """Give a line (None where it is too long), where the next begins, and whether it is the last."""
    searched, kept = place, True
    while (end := window.data.find(b"\n", searched)) < 0:
        kept = kept and len(window.data) - place <= most
        searched = len(window.data)
        keep = place if kept else searched
        if not window.more(keep):
            whole = kept and len(window.data) - place <= most
            return (window.data[place:] if whole else None), len(window.data), True
        searched, place = searched - keep, 0
    whole = kept and end - place <= most
    return (window.data[place:end] if whole else None), end + 1, False


@dataclass(slots=True)
class Survey:
    """What an object at the top of an item holds at the paths that are asked for, found in one pass.

    Attributes:
        found: for each path, whether an array or an object stands there, and where in the item.
        end: where in the item the object ends; None where it does not.
        behind: the first byte behind it that is no white space.
    """

    window: Window
    paths: Sequence[str]
    found: dict[str, tuple[int, int]] = field(default_factory=dict)
    end: int | None = None
    behind: int | None = None
    _on_the_way: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        steps = [path.split("/") for path in self.paths]
        self._on_the_way = frozenset("/".join(step[:end]) for step in steps for end in range(2, len(step) + 1))

    def run(self, start: int) -> None:
        """Look through the object whose first byte within stands at a place of the window."""
        place = self._object(start, "")
        if place is None:
            return
        self.end = self.window.base + place
        behind = self.window.past_space(place)
        self.behind = None if behind is None else self.window.data[behind]

    def _object(self, start: int, pointer: str) -> int | None:
        """Look through an object; give the place behind it, or None where the item ends before."""
        at = self.window.past_space(start)
        while at is not None and self.window.data[at] != END_OF_OBJECT:
            at = self._member(at, pointer)
            if at is None or self.window.data[at] != COMMA:
                break
            at = self.window.past_space(at + 1)
        return None if at is None else at + 1

    def _member(self, start: int, pointer: str) -> int | None:
        """Look at one member; give the place of the comma or bracket behind it."""
        window = self.window
        name, at = name_of(window, start)
        path = _path(pointer, name)
        if path in self._on_the_way and at < len(window.data):
            self._forget(path)
            opening = window.data[at]
            if opening in (ARRAY, OBJECT) and path in self.paths:
                self.found[path] = (opening, window.base + at)
            if opening == OBJECT:
                inside = self._object(at + 1, path)
                if inside is None:
                    return None
                at = inside
        return member(window, at, 0).end

    def _forget(self, path: str) -> None:
        for one in [one for one in self.found if one == path or one.startswith(f"{path}/")]:
            del self.found[one]


def _path(pointer: str, name: bytes | None) -> str:
    """Give the pointer to a member whose name is written so; an empty one where it has no name."""
    try:
        return "" if name is None else f"{pointer}/{escaped(orjson.loads(name))}"
    except ValueError:
        return ""


def _of_object(item: SourceItem, survey: Survey, start: int, most: int) -> Iterator[JsonEntry | JsonFault]:
    """Give the entries of an object that has been looked through, or those of JSON Lines where it is the first."""
    path = next((one for one in survey.paths if one in survey.found), "")
    opening, offset = survey.found.get(path, (OBJECT, start))
    with item.open() as opened:
        window = Window(read=opened.read)
        place = window.at(offset)
        if survey.behind == OBJECT:
            yield from _lines(window, place, most)
            return
        if opening == ARRAY:
            if (yield from _array(window, place + 1, path, most)) is None:
                return
        else:
            entry = _entry(member(window, place, most).data, path, most)
            if survey.end is None and (not path or isinstance(entry, JsonFault)):
                yield JsonFault(path, f"The file breaks off within this entry: {_ANEW}.")
                return
            yield entry
    if survey.end is None:
        yield JsonFault("", f"The file breaks off behind “{path}”: {_ANEW}.")
    elif survey.behind is not None:
        yield JsonFault("", _BEHIND)


def _object(window: Window, place: int, most: int) -> Found:
    """Find an object that ends, also where no comma or bracket stands behind it."""
    found = member(window, place, most)
    if found.end is None and found.data is not None:
        data = found.data.rstrip(b" \t\r\n")
        return Found(data, len(data), found.depth)
    return Found(None, 0) if found.end is None else found
