"""What was read out of files, in lines for people: a heading for each record, below it its values with their places.

What is long is cut to one line; nothing of what is lost is. It writes nothing that steers a terminal.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from scholargraph.cli.read_report import Report, by_field
from scholargraph.cli.terminal import Paint, columns, cut, line, padded
from scholargraph.cli.value_words import data, name_of, words
from scholargraph.errors import Place
from scholargraph.model import (
    Attribution,
    Decision,
    Evidence,
    Gap,
    MatchDecision,
    Merge,
    Reading,
    Rejected,
    SourceRecord,
    fields_of,
)
from scholargraph.sources.file_plan import FilePlan

_SURE: Final = ((0.8, "green"), (0.5, "yellow"), (0.0, "red"))
"""From which confidence on a reading is shown in which colour."""
_NARROWEST: Final = 24
_ROOM_FOR_QUOTE: Final = 12
_PLURAL: Final = {"software": "software"}
_MOST: Final = 2000
"""How many columns a reason may have; it is a sentence."""
_QUOTED: Final = 1000
"""How much of a quote is looked at: no line is as long."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line about a record: where, what, the value, the words that it was made of where they differ.

    Nothing of a `whole` value may be cut: what is lost, and where to look.
    """

    place: str
    label: str
    value: str
    quote: str = ""
    whole: bool = False
    colour: str | None = None


class TextReport(Report):
    """Lines for people: a heading for each record, below it the values, each with its place in the file.

    Args:
        out: where it is written.
        width: how many columns a line may have.
        paint: gives words in a style, or as they are.
    """

    def __init__(self, out: BinaryIO, width: int, paint: Paint) -> None:
        super().__init__(out)
        self._width = max(width, _NARROWEST)
        self._paint = paint
        self._begun = False

    def begin(self, plan: FilePlan) -> None:
        """Tell which file is read, by which reader."""
        super().begin(plan)
        if self._begun:
            self.write("")
        self._begun = True
        how = " and ".join(
            f"{one.reader.kind}, as the source “{one.name}” of its site" if one.reader.kind != one.name else one.name
            for one in plan.plans
        )
        self.write(f"{self._paint(line(plan.file), bold=True, underline=True)} is read by {line(how)}.")

    def show(self, plan: FilePlan, found: SourceRecord) -> None:
        """Tell of a record: which, where, how it was read, and its values."""
        record = found.record
        name = self._paint(cut(name_of(record.key), self._width), bold=True)
        where = line(str(plan.placed(found.whole.place)))
        self.write(f"\n{self._paint(record.collection, fg='cyan', bold=True)} {name}  {self._paint(where, dim=True)}")
        if found.reading is not None:
            self._how(found.reading)
        rows = tuple(_rows(plan, found))
        gutter = min(max((len(row.place) for row in rows), default=0), self._width // 4)
        labels = min(max((len(row.label) for row in rows), default=0), max(self._width // 5, 9))
        for row in rows:
            self._row(row, gutter, labels)

    def decide(self, plan: FilePlan, found: Decision) -> None:
        """Tell what is decided on an old address, or on what is the same thing."""
        where = line(str(plan.placed(found.whole.place)))
        if isinstance(found, MatchDecision):
            said = "same" if found.same else "different"
            self.write(f"\n{self._paint(said, fg='cyan', bold=True)}  {self._paint(where, dim=True)}")
            self.write(f"  {line(', '.join(found.things))}")
            self.write(f"  {line(f'{found.by}, {found.on}' + (f': {found.reason}' if found.reason else ''))}")
            return
        self.write(f"\n{self._paint('address', fg='cyan', bold=True)} {found.key}  {self._paint(where, dim=True)}")
        other = found.same or ", ".join(found.different)
        told = "gone" if found.gone else f"{'the same as' if found.same else 'different from'} {other}"
        self.write(f"  {told}")

    def refuse(self, plan: FilePlan, found: Rejected, quote: str | None) -> None:
        """Tell what was rejected: where, why, and the words that stand there."""
        where = line(str(plan.placed(found.place))) if found.place else line(plan.file)
        self.write(f"\n{self._paint('rejected', fg='red', bold=True)}  {self._paint(where, bold=True)}")
        for part in textwrap.wrap(cut(found.reason, _MOST), self._width - 2):
            self.write(f"  {part}")
        if quote:
            self.write(f"  {self._paint(cut(f'“{quote}”', self._width - 2), dim=True)}")

    def end(self) -> None:
        """Tell how much it was, of which kinds."""
        total = self.records.total()
        kinds = ", ".join(
            f"{number} {kind if number == 1 else _PLURAL.get(kind, f'{kind}s')}"
            for kind, number in sorted(self.records.items())
        )
        told = f"{total} record{'' if total == 1 else 's'}{f' ({kinds})' if kinds else ''}, {self.rejected} rejected"
        if self.unreadable:
            told += f"; {self.unreadable} file{'' if self.unreadable == 1 else 's'} could not be read"
        self.write(f"\n{self._paint(f'{told}.', bold=True)}")

    def _row(self, row: _Row, gutter: int, labels: int) -> None:
        place = line(row.place).rjust(gutter)
        room = max(self._width - len(place) - labels - 6, _ROOM_FOR_QUOTE)
        values = [cut(row.value, room)]
        if row.whole:
            values = textwrap.wrap(line(row.value), room, break_on_hyphens=False, break_long_words=False)
        left = room - columns(values[-1]) - 2
        quote = cut(row.quote, left) if row.quote and left >= _ROOM_FOR_QUOTE else ""
        margin = f"\n{' ' * (len(place) + labels + 6)}"
        self.write(
            f"  {self._paint(place, dim=True)}  {self._paint(padded(row.label, labels), fg='blue')}  "
            + margin.join(self._paint(one, fg=row.colour) if row.colour else one for one in values)
            + (f"  {self._paint(quote, dim=True)}" if quote else "")
        )

    def _how(self, reading: Reading) -> None:
        colour = next(name for least, name in _SURE if reading.confidence >= least)
        sure = self._paint(f"confidence {reading.confidence:.2g}", fg=colour)
        because = cut(reading.because, _MOST)
        plain = f"  layout {reading.layout}, confidence {reading.confidence:.2g}: {because}"
        beside = because and len(plain) <= self._width
        self.write(
            f"  layout {cut(reading.layout, self._width)}, {sure}{':' if because else ''}{f' {because}' if beside else ''}"
        )
        for part in () if beside else textwrap.wrap(because, self._width - 4):
            self.write(f"    {part}")


def _rows(plan: FilePlan, found: SourceRecord) -> Iterator[_Row]:
    """Give the lines about a record; what several values in a row rest on is told once, below them."""
    known = fields_of(type(found.record))
    for name, value in (data(found.selector) or {}).items():
        yield _Row("", "Speaks of", f"{name} {words(value)}")
    if found.whole.rests_on is not None:
        yield _Row("", "Rests on", words(found.whole.rests_on))
    below: tuple[_Row, ...] = ()
    for name, given in by_field(found):
        label = known[name].spec.singular
        if known[name].type is Gap:  # of them all the whole entry is the evidence
            yield from below
            below = ()
            yield _Row(
                _near(plan, found, given[0].evidence),
                label,
                words(tuple(one.value for one in given)),
                whole=True,
                colour="yellow",
            )
            continue
        for value, evidence in _values(given, each=known[name].merge is Merge.CONTRIBUTORS):
            support = tuple(_support(plan, found, evidence))
            if support != below:
                yield from below
            below = support
            yield _value(plan, found, label, words(value), evidence)
            label = ""
    yield from below
    for one in found.disputes:
        label = f"Not stated: {known[one.field].spec.singular}" if one.field in known else one.field
        yield _Row(_near(plan, found, one.evidence), label, words(one.value), one.reason)


def _values(given: Sequence[Attribution], *, each: bool) -> Iterator[tuple[Any, list[Evidence]]]:
    """Give each value with its evidence; `each` where two that are alike in one file are two values all the same."""
    own = given[0].evidence.item
    found: list[tuple[Any, list[Evidence]]] = []
    last: dict[Any, list[Evidence]] = {}
    for one in given:
        if one.value not in last or (each and one.evidence.item == own):
            last[one.value] = []
            found.append((one.value, last[one.value]))
        last[one.value].append(one.evidence)
    yield from found


def _value(plan: FilePlan, found: SourceRecord, label: str, said: str, evidence: Sequence[Evidence]) -> _Row:
    """Give the line of a value, with its other places in the file, or the words that it was made of."""
    own = [_near(plan, found, one) for one in evidence if one.item == found.whole.item]
    if len(own) > 1:
        return _Row(own[0], label, said, f"also at {', '.join(own[1:])}")
    return _Row(_near(plan, found, evidence[0]), label, said, _quote(said, evidence, found))


def _support(plan: FilePlan, found: SourceRecord, evidence: Sequence[Evidence]) -> Iterator[_Row]:
    """Give what else a value rests on: the words of other files, what the curation names."""
    for one in evidence:
        if one.item != found.whole.item:
            yield _Row("", "", f"↑ {plan.placed(one.place)}", f"“{one.quote[:_QUOTED]}”", whole=True)
        elif one.rests_on not in {None, found.whole.rests_on}:
            yield _Row("", "", f"↑ rests on {words(one.rests_on)}")


def _near(plan: FilePlan, found: SourceRecord, evidence: Evidence) -> str:
    """Give a place as it is called where the file is known."""
    place = evidence.place
    if evidence.item != found.whole.item:
        return str(plan.placed(place))
    return str(Place("", place.line, place.column, place.inside)).lstrip(": ")


def _quote(said: str, evidence: Sequence[Evidence], found: SourceRecord) -> str:
    """Give the words that a value was made of, where they are others, and are not just the whole entry."""
    first = evidence[0]
    quote = " ".join(first.quote[:_QUOTED].split())
    if len(evidence) > 1 or first.locator == found.whole.locator or " ".join(said[:_QUOTED].split()) in quote:
        return ""
    return f"“{quote}”" if not said.startswith(quote) else ""
