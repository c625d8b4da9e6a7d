"""An entry of a BibTeX file as it stands: its fields, each with the bytes in which its value is written.

It reads nothing and knows no field's meaning.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Final

from scholargraph.acquire.encodings import Encoding
from scholargraph.model import EntryField, TextSpan

_STEP: Final = 512
"""Characters between two places whose offset in bytes is remembered."""


class EntryError(Exception):
    """An entry that does not follow the grammar: what is wrong, and where."""

    def __init__(self, reason: str, at: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is said of a part of an entry, or of what stands between entries, and where it stands."""

    reason: str
    at: EntryField | TextSpan
    whole: bool = False
    """Whether it is an entry that cannot be read."""


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """A field of an entry.

    Attributes:
        entry: the entry that it stands in.
        name: its name, in small letters.
        text: its value with the words of @strings in it, as TeX.
        start: where in the entry the value begins, without its delimiters.
        end: where it ends.
        exact: whether the text is what stands there, letter for letter.
        macro: where the @string is defined whose words the whole value is.
    """

    entry: Entry
    name: str
    text: str
    start: int
    end: int
    exact: bool = True
    macro: Value | None = None

    @property
    def at(self) -> EntryField:
        """Where it stands."""
        entry = self.entry
        return EntryField(entry.key, self.name, entry.byte(self.start), entry.byte(self.end))

    @property
    def quote(self) -> str:
        """What stands there."""
        return self.entry.text[self.start : self.end]

    def part(self, start: int, end: int) -> tuple[EntryField, str]:
        """Give the place, and the words there, of a part of the value; of all of it where it does not stand there so."""
        if not self.exact:
            return self.at, self.quote
        entry, begin, stop = self.entry, self.start + start, self.start + end
        return EntryField(entry.key, self.name, entry.byte(begin), entry.byte(stop)), entry.text[begin:stop]


class Entry:
    """An entry as it stands: its type in small letters, its key, and its fields by their names."""

    __slots__ = ("_base", "_plain", "_steps", "encoding", "fields", "key", "notes", "text", "troubles", "type")

    def __init__(self, kind: str, text: str, base: int, encoding: Encoding) -> None:
        self.type = kind
        self.text = text
        self.key = ""
        self.fields: dict[str, Value] = {}
        self.troubles: list[Trouble] = []
        self.notes: list[str] = []
        self.encoding = encoding
        self._base = base
        self._plain = encoding.unit == 1 and text.isascii()
        self._steps = array("Q", [base])

    def byte(self, place: int) -> int:
        """Give the offset in bytes of a place in the entry's text."""
        if self._plain:
            return self._base + place
        step = place // _STEP
        while len(self._steps) <= step:
            at = len(self._steps) * _STEP
            self._steps.append(self._steps[-1] + self.encoding.size(self.text[at - _STEP : at]))
        return self._steps[step] + self.encoding.size(self.text[step * _STEP : place])

    def span(self, start: int, end: int) -> TextSpan:
        """Give the bytes of a stretch of the entry's text."""
        return TextSpan(self.byte(start), self.byte(end))

    @property
    def whole(self) -> TextSpan:
        """Where the entry stands."""
        return self.span(0, len(self.text))
