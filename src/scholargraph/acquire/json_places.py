"""Places in JSON by their bytes, also in JSON that is damaged: what stands whole in it can be looked up, as `json_stream` gives it."""

from __future__ import annotations

from typing import Any

import orjson

from scholargraph.acquire.json_scan import COMMA, END_OF_ARRAY, END_OF_OBJECT, OBJECT, Window, member, name_of
from scholargraph.acquire.json_stream import parsed

Span = tuple[int, int]


class JsonPlaces:
    """Bytes of JSON, whole or damaged. Every look-up raises LookupError or ValueError where nothing whole stands."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._window = Window(data)
        self._spans: dict[int, dict[str, Span]] = {}
        self._broken: set[Span] = set()
        self._last: tuple[Span, Any] | None = None

    def value(self, tokens: tuple[str, ...]) -> tuple[Any, tuple[str, ...]]:
        """Give the widest whole value on the way that tokens lead, and those that lead on within it."""
        start = 3 if self._data.startswith(b"\xef\xbb\xbf") else 0
        span = (self._window.past_space(start) or 0, len(self._data))
        for number in range(len(tokens)):
            if self._whole(span):
                break
            span = self._within(span[0], tokens[number])
        else:
            number = len(tokens)
        return self._parsed(span), tokens[number:]

    def span(self, tokens: tuple[str, ...]) -> Span:
        """Give the bytes in which the value stands that tokens lead to, without looking whether it is whole."""
        start = self._window.past_space(3 if self._data.startswith(b"\xef\xbb\xbf") else 0) or 0
        span = (start, len(self._data.rstrip()))
        for token in tokens:
            span = self._within(span[0], token)
        start, end = span
        return start, start + len(self._data[start:end].rstrip())

    def _whole(self, span: Span) -> bool:
        try:
            self._parsed(span)
        except (ValueError, RecursionError):
            return False
        return True

    def _parsed(self, span: Span) -> Any:
        if self._last is None or self._last[0] != span:
            if span in self._broken:
                raise ValueError("what stands here is no JSON")
            try:
                self._last = (span, parsed(self._data[slice(*span)]))
            except (ValueError, RecursionError):
                self._broken.add(span)
                raise
        return self._last[1]

    def _within(self, start: int, token: str) -> Span:
        if start not in self._spans:
            self._spans[start] = self._members(start)
        if token not in self._spans[start]:
            raise LookupError(f"“{token}” leads to nothing that stands here")
        return self._spans[start][token]

    def _members(self, start: int) -> dict[str, Span]:
        found: dict[str, Span] = {}
        data, opening = self._data, self._data[start : start + 1]
        if opening not in (b"[", b"{"):
            raise LookupError("this value has no members")
        place = self._window.past_space(start + 1)
        while place is not None and data[place] not in (END_OF_ARRAY, END_OF_OBJECT):
            token = str(len(found))
            if data[start] == OBJECT:
                token, place = self._name(place, token)
            end = member(self._window, place, 0).end
            found[token] = (place, len(data) if end is None else end)
            place = self._window.past_space(end + 1) if end is not None and data[end] == COMMA else None
        return found

    def _name(self, place: int, otherwise: str) -> tuple[str, int]:
        name, value = name_of(self._window, place)
        try:
            return (f"\0{otherwise}", place) if name is None else (orjson.loads(name), value)
        except ValueError:
            return f"\0{otherwise}", place
