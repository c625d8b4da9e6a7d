"""Dates: `cs:date` with the parts of the style or of the language, ranges, seasons, years before our era.

Specification: https://docs.citationstyles.org/en/stable/specification.html#date
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from scholargraph.citation.styles.blobs import Blob
from scholargraph.citation.styles.context import Context, Format
from scholargraph.citation.styles.items import Date

_ORDER: Final = ("year", "month", "day")
_FIRST_FOUR_DIGITS: Final = 500
"""Years before this one carry the term of their era."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a date in a style: year, month or day, its form and its formatting."""

    name: str
    form: str
    layout: Format
    range_delimiter: str | None = None


@dataclass(frozen=True, slots=True)
class Rendering:
    """A `cs:date` element: the variable, the parts in order, the formatting of the whole."""

    variable: str
    parts: tuple[Part, ...]
    layout: Format


def render(context: Context, rendering: Rendering) -> None:
    """Render a date, or note that it has no value."""
    date = context.item.dates.get(rendering.variable) if context.claim(rendering.variable) else None
    names = [part.name for part in rendering.parts]
    if date is None:
        context.found(value=False)
        return
    ends = date.end or {}
    value = bool(date.literal) or any(date.start.get(name) or ends.get(name) for name in names)
    context.found(value=value)
    context.open(rendering.layout)
    _Writer(context, rendering, date).write()
    context.close()


class _Writer:
    """Writes the parts of one date; of a range, the parts that differ stand together at its end."""

    def __init__(self, context: Context, rendering: Rendering, date: Date) -> None:
        self.context, self.rendering, self.date = context, rendering, date
        self.seen: list[str] = []
        self.differing = _differing(rendering, date)
        layout = rendering.layout
        self.second = Blob(delimiter=layout.delimiter, decorations=layout.decorations)

    def write(self) -> None:
        for part in self.rendering.parts:
            self.seen.append(part.name)
            self._part(part)

    def _part(self, part: Part) -> None:
        context, date = self.context, self.date
        if part.name == "year" and date.literal:
            context.add(date.literal, part.layout)
        value = date.start.get(part.name)
        if value is None:
            if part.name == "month" and date.season:
                self._season(part)
            return
        if part.name == "year" and value == 0:
            return
        context.open(Format())
        text = _written(context, part, value)
        first = context.add(text, part.layout)
        end = (date.end or {}).get(part.name)
        if self.differing and all(name in self.seen for name in self.differing):
            self._range(part, first, end)
        elif part.name in self.differing and end:
            self._second(part, end, alone=True)
        self._era(part, value)
        context.close()

    def _range(self, part: Part, first: Blob, end: int | None) -> None:
        """Close a range: the first date, what stands between, and the parts of the second."""
        context = self.context
        if end:
            self._second(part, end, alone=False)
        first.suffix = ""
        between = part.range_delimiter or context.locale.term("year-range-delimiter") or "–"
        context.add(between)
        context.stack[-1].children.append(self.second)
        self.differing = ()

    def _second(self, part: Part, end: int, *, alone: bool) -> None:
        context = self.context
        leaf = context.leaf(_written(context, part, end), part.layout)
        era = _era(context, part, end)
        if not self.second.children:
            leaf.prefix = ""
        if alone:
            self.second.children.append(Blob(children=[leaf, *([context.leaf(era)] if era else [])]))
            return
        self.second.children.append(leaf)
        if era:
            self.second.children.append(context.leaf(era))

    def _era(self, part: Part, value: int) -> None:
        if era := _era(self.context, part, value):
            self.context.add(era)

    def _season(self, part: Part) -> None:
        season = self.date.season
        if season in {"1", "2", "3", "4"}:
            self.context.groups[-1].success = True
            self.context.add(self.context.locale.term(f"season-0{season}") or "", part.layout)
        else:
            self.context.add(season, part.layout)


def _differing(rendering: Rendering, date: Date) -> tuple[str, ...]:
    """Return the parts, the largest first, from the first one in which two dates differ."""
    if date.end is None:
        return ()
    names = {part.name for part in rendering.parts}
    shared = [name for name in _ORDER if name in names and name in date.end]
    start = next((place for place, name in enumerate(shared) if date.start.get(name) != date.end[name]), 2)
    return tuple(shared[start:])


def _era(context: Context, part: Part, value: int) -> str:
    if part.name != "year" or value >= _FIRST_FOUR_DIGITS or value == 0:
        return ""
    return context.locale.term("bc" if value < 0 else "ad") or ""


def _written(context: Context, part: Part, value: int) -> str:
    if part.name == "year":
        digits = str(abs(value))
        return digits[2:] if part.form == "short" and len(digits) == 4 else digits
    if part.name == "month":
        return _month(context, part, value)
    if part.form == "ordinal":
        return context.locale.ordinal(value, context.locale.genders.get("month-01"))
    return f"{value:02d}" if part.form == "numeric-leading-zeros" else str(value)


def _month(context: Context, part: Part, value: int) -> str:
    if part.form in {"numeric", "numeric-leading-zeros"}:
        if not 1 <= value <= 12:
            return ""
        return str(value) if part.form == "numeric" else f"{value:02d}"
    if not 1 <= value <= 24:
        return ""
    while value > 16:
        value -= 4
    name = f"month-{value:02d}" if value <= 12 else f"season-{value - 12:02d}"
    text = context.locale.term(name, part.form) or ""
    return text.replace(".", "") if part.layout.strip_periods or context.strip_periods else text


def parts_of(attributes: Mapping[str, str]) -> frozenset[str]:
    """Return the parts that the attribute `date-parts` keeps."""
    return frozenset(attributes.get("date-parts", "year-month-day").split("-"))
