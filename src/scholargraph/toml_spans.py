"""TOML with places: the data as tomllib reads it, and for every value where in the text it stands.

It does not check syntax (tomllib does) and keeps no comments or formatting.
"""

from __future__ import annotations

import json
import re
import tomllib
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, Final

Path = tuple[str | int, ...]
"""How to reach a value: keys of tables and indices of arrays, from the root."""

_SPACE: Final = re.compile(r"[ \t]*")
_BLANK: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE: Final = re.compile(r"[^,\]}\n#]*")
_STRING: Final = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'",
    re.DOTALL,
)


MAX_DEPTH: Final = 100
"""The most brackets within each other, and the most names in one dotted key."""
MAX_DIGITS: Final = 4_000
"""The most digits of a number; Python reads 4,300."""

_TOKEN: Final = re.compile(
    rf"(?P<string>{_STRING.pattern})|(?P<word>[A-Za-z0-9_+-]+)|(?P<comment>#[^\n]*)|(?P<space>[ \t]+)|[^ \t]", re.DOTALL
)
_DIGITS: Final = re.compile(r"[+-]?[0-9_]+")


class LimitError(tomllib.TOMLDecodeError):
    """The text is nested too deep, or has a number that is too long, to be read."""

    def __init__(self, reason: str, text: str, offset: int) -> None:
        line, column = line_column(text, offset)
        ValueError.__init__(self, f"{reason} (at line {line}, column {column})")


def load(text: str) -> tuple[dict[str, Any], dict[Path, tuple[int, int]]]:
    """Read TOML 1.0 and give the data and, by path, the (start, end) offsets of each table header and value.

    The span of a string is what stands between its quotation marks; escapes are as written.
    Raises tomllib.TOMLDecodeError; a LimitError, which is one, for what would cost more than it can be worth.
    """
    # tomllib counts a CRLF as one line end too; offsets below are into the text as given.
    if text.startswith("\ufeff"):
        text = " " + text[1:]  # a byte order mark is no TOML; offsets stay
    _refuse_extremes(text)
    data = tomllib.loads(text)
    return data, _enclosing(_Scanner(text).spans)


def _refuse_extremes(text: str) -> None:
    """Raise LimitError for what tomllib cannot read, or only in time and memory that grow with the square of its length."""
    depth = names = 0
    for token in _TOKEN.finditer(text):
        kind, words = token.lastgroup, token.group()
        if kind == "word" and len(words) > MAX_DIGITS and _DIGITS.fullmatch(words):
            raise LimitError(f"this number has more than {MAX_DIGITS:,} digits", text, token.start())
        if words == ".":
            names += 1
        elif kind not in {"word", "string", "space"}:
            names = 0
        if kind is None and words in "[{":
            depth += 1
        elif kind is None and words in "]}":
            depth -= 1
        if depth > MAX_DEPTH:
            raise LimitError(f"more than {MAX_DEPTH} brackets are nested", text, token.start())
        if names > MAX_DEPTH:
            raise LimitError(f"this key has more than {MAX_DEPTH} names", text, token.start())


def _enclosing(spans: dict[Path, tuple[int, int]]) -> dict[Path, tuple[int, int]]:
    """Add what has no mark of its own: a table of dotted keys, an array of tables; from its first to its last value."""
    implied: dict[Path, tuple[int, int]] = {}
    for path, (start, end) in spans.items():
        for length in range(len(path) - 1, 0, -1):
            above = path[:length]
            if above not in spans:
                first, last = implied.get(above, (start, end))
                implied[above] = (min(first, start), max(last, end))
    return spans | implied


def line_column(text: str, offset: int) -> tuple[int, int]:
    """Give line and column of an offset, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


class Lines:
    """The lines of a text, counted once: for many places in it."""

    def __init__(self, text: str) -> None:
        self._ends = array("Q", (found.start() for found in re.finditer("\n", text)))

    def line_column(self, offset: int) -> tuple[int, int]:
        """Give line and column of an offset, both from 1."""
        line = bisect_left(self._ends, offset)
        return line + 1, offset - (self._ends[line - 1] + 1 if line else 0) + 1


def fault(error: tomllib.TOMLDecodeError, text: str) -> tuple[str, int, int]:
    """Give what is wrong with a text that is not TOML, without its place, and the line and column, both from 1."""
    reason = re.sub(r" \(at [^()]*\)$", "", str(error))
    found = re.search(r"\(at line (\d+), column (\d+)\)$", str(error))
    line, column = (int(number) for number in found.groups()) if found else line_column(text, len(text))
    return reason, line, column


def _inner(token: str) -> tuple[int, int]:
    """How many characters of a string token are its opening and closing marks."""
    width = 3 if token[:3] in {'"""', "'''"} else 1
    lead = width
    if width == 3:
        lead += len(token[3:]) - len(re.sub(r"^\r?\n", "", token[3:]))
    return lead, width


class _Scanner:
    """One pass over a text that is known to be valid TOML; collects spans."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.spans: dict[Path, tuple[int, int]] = {}
        self._lengths: dict[Path, int] = {}
        for prefix in self._statements():
            keys = self._key()
            self._skip(_SPACE)
            self.at += 1  # the equals sign
            self._value((*prefix, *keys))

    def _statements(self) -> Iterator[Path]:
        """Stop before each `key = value`, giving the path of the table it stands in."""
        prefix: Path = ()
        while True:
            self._skip(_BLANK)
            if self.at >= len(self.text):
                return
            if self.text[self.at] != "[":
                yield prefix
                continue
            start = self.at
            array = self.text.startswith("[[", self.at)
            self.at += 2 if array else 1
            prefix = self._table(self._key(), array=array)
            self._skip(_SPACE)
            self.at += 2 if array else 1
            self.spans[prefix] = (start, self.at)

    def _table(self, keys: tuple[str, ...], *, array: bool) -> Path:
        """Resolve a table header: a name that is an array of tables means its newest member."""
        path: Path = ()
        for place, key in enumerate(keys):
            path = (*path, key)
            if array and place == len(keys) - 1:
                self._lengths[path] = self._lengths.get(path, 0) + 1
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)
        return path

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()

    def _key(self) -> tuple[str, ...]:
        keys: list[str] = []
        while True:
            self._skip(_SPACE)
            if self.text[self.at] in "\"'":
                found = _STRING.match(self.text, self.at)
                key = next(iter(tomllib.loads(f"{found.group()} = 0"))) if found else ""
            else:
                found = _BARE_KEY.match(self.text, self.at)
                key = found.group() if found else ""
            if not found:
                raise ValueError(f"no key at offset {self.at} of a text that is said to be TOML")
            keys.append(key)
            self.at = found.end()
            self._skip(_SPACE)
            if self.text[self.at : self.at + 1] != ".":
                return tuple(keys)
            self.at += 1

    def _value(self, path: Path) -> None:
        self._skip(_SPACE)
        start = self.at
        opening = self.text[start]
        if opening in "\"'":
            found = _STRING.match(self.text, start)
            if not found:
                raise ValueError(f"no string at offset {start} of a text that is said to be TOML")
            self.at = found.end()
            lead, tail = _inner(found.group())
            self.spans[path] = (start + lead, self.at - tail)
        elif opening == "[":
            self._array(path)
            self.spans[path] = (start, self.at)
        elif opening == "{":
            self._inline_table(path)
            self.spans[path] = (start, self.at)
        else:
            found = _BARE_VALUE.match(self.text, start)
            end = found.end() if found else start
            self.at = end
            self.spans[path] = (start, start + len(self.text[start:end].rstrip()))

    def _array(self, path: Path) -> None:
        self.at += 1
        index = 0
        while True:
            self._skip(_BLANK)
            if self.text[self.at] == "]":
                self.at += 1
                return
            if self.text[self.at] == ",":
                self.at += 1
                continue
            self._value((*path, index))
            index += 1

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        while True:
            self._skip(_BLANK)
            if self.text[self.at] == "}":
                self.at += 1
                return
            if self.text[self.at] == ",":
                self.at += 1
                continue
            keys = self._key()
            self._skip(_SPACE)
            self.at += 1
            self._value((*path, *keys))


def quoted(words: str) -> str:
    """Write a text as a basic string of TOML, which escapes what JSON does (TOML 1.0, section String).

    >>> quoted("Tides")
    '"Tides"'
    """
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
