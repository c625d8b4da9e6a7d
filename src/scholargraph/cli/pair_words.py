"""Joinings and entries in words, for `explain` and `review`, and as JSON data."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, Final

from scholargraph.cli.terminal import cut, line, padded
from scholargraph.cli.value_words import data, words
from scholargraph.explaining import label_of
from scholargraph.iris import Key
from scholargraph.model import Joining, Reason, SourceRecord, entry_name, fields_of

_NARROWEST: Final = 24
_LABEL: Final = 16
_SKIPPED: Final = frozenset({"marked", "gaps"})
"""Fields that say nothing to whoever compares two entries."""
_LONGEST: Final = 5
"""How many lines of one value are shown side by side."""


def bits(value: float) -> str:
    """Say a weight or a score: `+12.3`, or a word where it decides alone.

    >>> bits(12.34), bits(float("-inf"))
    ('+12.3', 'never')
    """
    if math.isinf(value):
        return "always" if value > 0 else "never"
    return f"{value:+.1f}"


def number(value: float) -> float | str:
    """Give a weight for JSON, which has no infinite numbers."""
    return value if math.isfinite(value) else bits(value)


def reason_lines(reasons: Sequence[Reason]) -> Iterator[str]:
    """Give a line for each reason: its weight, its words, which comparison it is."""
    for one in reasons:
        yield f"{bits(one.weight):>7}  {line(one.words)}  ({one.comparison}: {one.outcome})"


def joining_lines(joining: Joining) -> Iterator[str]:
    """Give the lines of a joining: the two entries with the score, then the reasons."""
    score = "decided" if math.isinf(joining.score) else f"{joining.score:.1f} bits"
    yield f"{entry_name(joining.one)} and {entry_name(joining.other)}: {score}"
    yield from (f"  {one}" for one in reason_lines(joining.reasons))


def joining_data(joining: Joining) -> dict[str, Any]:
    """Give a joining as JSON data."""
    return {
        "entries": [entry_name(joining.one), entry_name(joining.other)],
        "score": number(joining.score),
        "reasons": [
            {"comparison": one.comparison, "outcome": one.outcome, "weight": number(one.weight), "words": one.words}
            for one in joining.reasons
        ],
    }


def entry_line(reading: SourceRecord) -> str:
    """Give an entry in a line: its name, its place, what it is called."""
    label = label_of(reading)
    called = f"  “{line(label)}”" if label else ""
    return f"{entry_name(reading.record.key)}  {line(str(reading.whole.place))}{called}"


def entry_data(reading: SourceRecord, key: Key) -> dict[str, Any]:
    """Give an entry as JSON data."""
    place = reading.whole.place
    return {
        "entry": entry_name(reading.record.key),
        "key": key,
        "source": reading.whole.source,
        "file": place.file,
        "line": place.line,
        "inside": place.inside,
        "label": label_of(reading),
    }


def side_by_side(one: SourceRecord, other: SourceRecord, width: int) -> Iterator[str]:
    """Give two entries of one kind field by field, in two columns."""
    room = max((width - _LABEL - 4) // 2, _NARROWEST)
    rows = [("", entry_name(one.record.key), entry_name(other.record.key))]
    rows.append(("", str(one.whole.place), str(other.whole.place)))
    known = fields_of(type(one.record))
    for name, field in known.items():
        if name in _SKIPPED or name == "key" or field.spec.private or not hasattr(other.record, name):
            continue
        mine, theirs = (getattr(record, name) for record in (one.record, other.record))
        if mine not in {None, ()} or theirs not in {None, ()}:
            rows.append((field.spec.singular, _said(mine), _said(theirs)))
    for label, mine, theirs in rows:
        mark = "=" if label and mine == theirs else " "
        left, right = _folded(mine, room), _folded(theirs, room)
        for at in range(max(len(left), len(right))):
            first = padded(label, _LABEL) if at == 0 else " " * _LABEL
            here = left[at] if at < len(left) else ""
            there = right[at] if at < len(right) else ""
            yield f"{first}{mark if at == 0 else ' '} {padded(here, room)} {there}".rstrip()


def _said(value: Any) -> str:
    return "" if value is None or value == () else words(value)


def _folded(text: str, room: int) -> list[str]:
    """Put words on lines of so many columns; what is too long for a few lines is cut."""
    import textwrap

    lines = textwrap.wrap(line(text), room, break_on_hyphens=False) or [""]
    kept = lines[:_LONGEST]
    if len(lines) > _LONGEST:
        kept[-1] = cut(f"{kept[-1]} …", room)
    return [cut(one, room) for one in kept]


def values_data(reading: SourceRecord) -> dict[str, Any]:
    """Give what an entry says as JSON data, without what is private."""
    known = fields_of(type(reading.record))
    found = {name: getattr(reading.record, name) for name, field in known.items() if not field.spec.private}
    return {name: data(value) for name, value in found.items() if value not in (None, ()) and name != "key"}
