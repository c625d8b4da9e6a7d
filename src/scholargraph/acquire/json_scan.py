"""Finding where values of JSON begin and end without parsing them: within a window of bytes that moves through an item.

Nothing here judges a value: what stands between two commas is a value's bytes, and a parser says whether they are one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Final

CHUNK: Final = 1 << 17
"""Bytes that are read at once."""
LONGEST_NAME: Final = 1 << 16
"""The most bytes of the name of a member that is looked at."""
_DEPTH: Final = 12
"""Nested arrays and objects up to so deep are passed over by one regular expression; deeper ones bracket by bracket."""

# The loops of these expressions take what is frequent without a choice: they are twice as quick as those of alternatives.
_STRING: Final = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_PLAIN: Final = rb'[^"\[\]{}]*+'


def _members(depth: int) -> bytes:
    """Write the expression of what stands in an array or object: strings, others up to a depth, and what is between them.

    It never tries twice.
    """
    within = _STRING if depth == 0 else rb"(?:" + _STRING + rb"|" + _container(depth) + rb")"
    return _PLAIN + rb"(?:" + within + _PLAIN + rb")*+"


def _container(depth: int) -> bytes:
    """Write the expression of an array or object in which others are nested, so many deep with itself."""
    return rb"[\[{]" + _members(depth - 1) + rb"[\]}]"


_MEMBER: Final = re.compile(
    rb'[^"\[\]{},]*+(?:(?:' + _STRING + rb"|" + _container(_DEPTH) + rb')[^"\[\]{},]*+)*+(?=[,\]}])', re.DOTALL
)
"""A member of an array or object, up to the comma or bracket behind it."""
_UNTIL: Final = re.compile(rb'(?:[^"\[\]{},]++|' + _STRING + rb")*+", re.DOTALL)
_WITHIN: Final = re.compile(_members(_DEPTH), re.DOTALL)
_OPENINGS: Final = re.compile(rb'(?:[\[{][^"\[\]{}]*+)++')
_CLOSING: Final = re.compile(rb"[\]}]")
_CLOSINGS: Final = re.compile(rb'(?:[\]}][^"\[\]{}]*+)++')
_STRING_REST: Final = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
_NAME: Final = re.compile(rb"[ \t\r\n]*+(" + _STRING + rb")[ \t\r\n]*+:[ \t\r\n]*+", re.DOTALL)
_SPACE: Final = re.compile(rb"[ \t\r\n]*+")

ARRAY, OBJECT, END_OF_ARRAY, END_OF_OBJECT, COMMA = b"[{]},"
_QUOTE, _BACKSLASH = b'"\\'
_OPENING: Final = frozenset({ARRAY, OBJECT})
_CLOSING_BYTES: Final = frozenset({END_OF_ARRAY, END_OF_OBJECT})


class Window:
    """The bytes of an item from some place on, of which more are read when they are asked for.

    Attributes:
        data: the bytes at hand.
        base: how many bytes of the item lie before them.
        ended: whether the item has no more.
    """

    def __init__(self, data: bytes = b"", read: Callable[[int], bytes] | None = None, base: int = 0) -> None:
        self.data = data
        self.base = base
        self._read = read
        self.ended = read is None

    def more(self, keep: int) -> bool:
        """Forget what stands before a place, and read on; False at the end. Places move by what `base` grows."""
        if self.ended or self._read is None:
            return False
        chunk = self._read(CHUNK)
        if not chunk:
            self.ended = True
            return False
        self.data = self.data[keep:] + chunk if keep < len(self.data) else chunk
        self.base += keep
        return True

    def at(self, offset: int) -> int:
        """Read on to a place of the item, and give where in the window it stands."""
        while self.base + len(self.data) <= offset and self.more(len(self.data)):
            pass
        return offset - self.base

    def past_space(self, place: int) -> int | None:
        """Give the place of the next byte that is no white space; None at the end of the item."""
        while True:
            match = _SPACE.match(self.data, place)
            place = place if match is None else match.end()
            if place < len(self.data):
                return place
            if not self.more(len(self.data)):
                return None
            place = 0


@dataclass(slots=True)
class Found:
    """A member of an array or object.

    Attributes:
        data: its bytes; None where they are more than were asked for.
        end: where, in the window, the comma or bracket behind it stands; None where the item breaks off within it.
        depth: how deep arrays and objects are nested in it, at most.
    """

    data: bytes | None
    end: int | None
    depth: int = _DEPTH


def member(window: Window, start: int, most: int) -> Found:
    """Find the member that begins at a place of the window, and give its bytes if they are no more than `most`."""
    found = _MEMBER.match(window.data, start)
    if found is not None:
        end = found.end()
        return Found(window.data[start:end] if end - start <= most else None, end)
    return _by_brackets(window, start, most)


def _by_brackets(window: Window, start: int, most: int) -> Found:
    """Find a member that is nested deeply, or does not end within the window, in any case with one look at each byte."""
    place, depth, deepest, within_string, kept = start, 0, 0, False, True
    while True:
        data = window.data
        place, within_string = _run(data, place, depth, within_string)
        byte = data[place] if place < len(data) and not within_string else None
        if byte is None:
            if kept and place - start > most:
                kept = False
            keep = start if kept else place
            if not window.more(keep):
                return Found(window.data[start:] if kept else None, None, deepest)
            place -= keep
            start = 0
        elif byte in _OPENING:
            count, place = _brackets(_OPENINGS, data, place)
            depth += count
            deepest = max(deepest, depth + _DEPTH)
        elif byte == _QUOTE:
            within_string, place = True, place + 1
        elif depth and byte in _CLOSING_BYTES:
            count, behind = _brackets(_CLOSINGS, data, place)
            depth, place = (depth - count, behind) if count < depth else (0, _closed(data, place, depth))
        else:
            whole = kept and place - start <= most
            return Found(data[start:place] if whole else None, place, deepest)


def _brackets(several: re.Pattern[bytes], data: bytes, place: int) -> tuple[int, int]:
    """Count the brackets of one direction that follow, and give the place behind them."""
    found = several.match(data, place)
    run = b"" if found is None else found.group()
    return sum(map(run.count, (b"[", b"{", b"]", b"}"))), place + len(run)


def _closed(data: bytes, place: int, depth: int) -> int:
    """Give the place behind the bracket that closes so many."""
    closings = islice(_CLOSING.finditer(data, place), depth - 1, None)
    return next(closings).end()


def _run(data: bytes, place: int, depth: int, within_string: bool) -> tuple[int, bool]:  # noqa: FBT001 - a state
    """Go on to the next byte that decides something; tell it, and whether the bytes end within a string."""
    if within_string:
        rest = _STRING_REST.match(data, place)
        place = rest.end() if rest is not None else place
        if place >= len(data) or data[place] == _BACKSLASH:  # a backslash at the end belongs to the next byte
            return place, True
        place += 1
    found = (_WITHIN if depth else _UNTIL).match(data, place)
    return (place if found is None else found.end()), False


def name_of(window: Window, start: int) -> tuple[bytes | None, int]:
    """Give the name of a member of an object (as a string of JSON), and where its value begins.

    Where it has no name, or one that is endless, that is None and where the member itself begins.
    """
    while True:
        found = _NAME.match(window.data, start)
        if found is not None and (found.end() < len(window.data) or window.ended):
            return found[1], found.end()
        if len(window.data) - start > LONGEST_NAME or not window.more(start):
            return (None, start) if found is None else (found[1], found.end())
        start = 0
