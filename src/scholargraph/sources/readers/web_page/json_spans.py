"""A JSON text with the place of every value: what Python's `json` does not tell.

It reads RFC 8259, and two things beside that pages hold: line breaks within strings, and quotation marks written as
`&quot;`. It goes forward only, with a stack of its own, so that neither depth nor length of a text can harm it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from scholargraph.acquire.html_stream import decoded

MAX_DEPTH: Final = 100
"""So many arrays and objects stand in each other at most."""
MAX_VALUES: Final = 50_000
"""So many values are read of one text."""

_SPACE: Final = re.compile(r"[ \t\r\n\ufeff]*")
_STRING: Final = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"', re.DOTALL)
_QUOTED: Final = re.compile(r"&quot;((?:(?!&quot;)[^\\]|\\.)*)&quot;", re.DOTALL)
_ATOM: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.])|true\b|false\b|null\b")
_ESCAPE: Final = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL
)
_LETTERS: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "/": "/"}


class JsonSyntaxError(ValueError):
    """A text that is no JSON: what is wrong, and at which of its characters."""

    def __init__(self, reason: str, at: int) -> None:
        super().__init__(reason)
        self.at = at


@dataclass(frozen=True, slots=True)
class Located:
    """A value, and where it is written: a string without its quotation marks, an object or array with its brackets.

    `value` is a text (`is_text`), a dictionary or list of `Located`, or None; numbers, true and false are texts as written.
    """

    value: Any
    start: int
    end: int
    is_text: bool = False


def parse(text: str, start: int, end: int) -> Located:
    """Read text[start:end]. Raises JsonSyntaxError."""
    found, at = _values(text, start, end)
    at = _skip(text, at, end)
    if text[at : at + 1] == ";" and at < end:
        at = _skip(text, at + 1, end)
    if at < end:
        raise JsonSyntaxError("something stands after the end of the value", at)
    return found


@dataclass(slots=True)
class _Open:
    """An array or object that is open: its values so far, where it begins, the name of the member that comes next."""

    held: dict[str, Located] | list[Located]
    start: int
    key: str = ""

    @property
    def mark(self) -> str:
        """What ends it."""
        return "}" if isinstance(self.held, dict) else "]"

    def take(self, done: Located) -> None:
        """Take the next value."""
        if isinstance(self.held, dict):
            self.held[self.key] = done
        else:
            self.held.append(done)


def _values(text: str, at: int, end: int) -> tuple[Located, int]:
    """Read one value with all that is in it."""
    stack: list[_Open] = []
    for _ in range(MAX_VALUES):
        at = _skip(text, at, end)
        if at < end and text[at] in "{[":
            if len(stack) >= MAX_DEPTH:
                raise JsonSyntaxError(f"more than {MAX_DEPTH} arrays and objects stand in each other", at)
            stack.append(_Open({} if text[at] == "{" else [], at))
            at = _skip(text, at + 1, end)
            if at >= end or text[at] != stack[-1].mark:
                at = _next(text, at, end, into=stack[-1])
                continue
            done = Located(stack[-1].held, stack.pop().start, at + 1)
            at += 1
        else:
            done, at = _scalar(text, at, end)
        at, whole = _closed(text, at, end, stack=stack, done=done)
        if whole is not None:
            return whole, at
    raise JsonSyntaxError(f"it has more than {MAX_VALUES:,} values", at)


def _closed(text: str, at: int, end: int, *, stack: list[_Open], done: Located) -> tuple[int, Located | None]:
    """Put a value where it belongs, and end what ends behind it; give the outermost value once that is whole."""
    while stack:
        stack[-1].take(done)
        at = _skip(text, at, end)
        if at < end and text[at] == ",":
            return _next(text, _skip(text, at + 1, end), end, into=stack[-1]), None
        if at >= end or text[at] != stack[-1].mark:
            raise JsonSyntaxError(f"a comma or {stack[-1].mark} is missing", min(at, end))
        at += 1
        done = Located(stack[-1].held, stack.pop().start, at)
    return at, done


def _next(text: str, at: int, end: int, *, into: _Open) -> int:
    """Read the name of the next member of an object; an array has none."""
    if isinstance(into.held, dict):
        into.key, at = _key(text, at, end)
    return at


def _key(text: str, at: int, end: int) -> tuple[str, int]:
    """Read the name of a member and its colon."""
    named, at = _scalar(text, at, end)
    if not named.is_text:
        raise JsonSyntaxError("the name of a member is no string", named.start)
    at = _skip(text, at, end)
    if at >= end or text[at] != ":":
        raise JsonSyntaxError("a colon is missing", min(at, end))
    return named.value, at + 1


def _scalar(text: str, at: int, end: int) -> tuple[Located, int]:
    """Read a string, a number, true, false or null."""
    quoted = text.startswith("&quot;", at)
    if text.startswith('"', at) or quoted:
        found = (_QUOTED if quoted else _STRING).match(text, at, end)
        if found is None:
            raise JsonSyntaxError("a string is not ended", at)
        raw = decoded(found[1]) if quoted else found[1]
        return Located(_unescaped(raw, found.start(1)), found.start(1), found.end(1), is_text=True), found.end()
    atom = _ATOM.match(text, at, end)
    if atom is None:
        raise JsonSyntaxError("a value is missing" if at >= end else "this is no value", min(at, end))
    return Located(None if atom[0] == "null" else atom[0], at, atom.end()), atom.end()


def _unescaped(raw: str, at: int) -> str:
    if "\\" not in raw:
        return raw

    def one(found: re.Match[str]) -> str:
        high, low, single, letter = found.groups()
        if high:
            return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)
        if single:
            code = int(single, 16)
            return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
        if letter not in _LETTERS:
            raise JsonSyntaxError(f"\\{letter} is no escape", at + found.start())
        return _LETTERS[letter]

    return _ESCAPE.sub(one, raw)


def _skip(text: str, at: int, end: int) -> int:
    found = _SPACE.match(text, at, end)
    return found.end() if found else at
