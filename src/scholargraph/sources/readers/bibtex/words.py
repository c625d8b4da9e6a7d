"""What the values of an entry are in letters: verbatim ones (addresses, identifiers), and how a record is given any of them.

It knows no field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from scholargraph.bibliography import markup
from scholargraph.sources.builder import RecordBuilder
from scholargraph.sources.parts import Fact
from scholargraph.sources.readers.bibtex.entry import Entry, Trouble, Value
from scholargraph.sources.readers.bibtex.kinds import EntryType

_VERBATIM: Final = re.compile(r"[\\{}$]")
_WRAPPED: Final = re.compile(r"\s*\{*\\(?:url|path|nolinkurl|texttt|href)\s*\{(.*?)\}.*", re.DOTALL)
_TILDE: Final = re.compile(r"\\textasciitilde(?:\{\}|\s)?|\\~\{\s*\}|\$\\sim\$|\{\\sim\}|\\sim\b")
_ESCAPED: Final = re.compile(r"\\([_&%#$~{}^])")


def verbatim(text: str) -> str:
    r"""Give a value that is no prose: an address or an identifier, without what TeX needs to print it.

    >>> verbatim(r"\url{https://example.org/a\_b\%20c}")
    'https://example.org/a_b%20c'
    """
    if _VERBATIM.search(text) is None:
        return text
    wrapped = _WRAPPED.fullmatch(text)
    if wrapped is not None:
        text = wrapped[1]
    text = _ESCAPED.sub(r"\1", _TILDE.sub("~", text).replace(r"\textunderscore", "_").replace(r"\textendash", "–"))
    return text.replace("{", "").replace("}", "").strip()


def plain(text: str) -> str:
    """Give a value in plain letters."""
    return markup.read_tex(text).plain


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry on its way to a record: its fields with those it inherits, what its type says, and the record."""

    entry: Entry
    fields: Mapping[str, Value]
    kind: EntryType
    work: RecordBuilder
    used: set[str] = field(default_factory=set)

    def first(self, *names: str) -> Value | None:
        """Give the first of some fields that the entry has."""
        for name in names:
            value = self.fields.get(name)
            if value is not None:
                return value
        return None

    def set(self, name: str, value: Any, *places: Value) -> None:
        """Give the record a value of a field, with every place where it stands."""
        for place in places:
            self.work.set(name, value, at=place.at, quote=place.quote)
            if place.macro is not None:
                self.work.set(name, value, at=place.macro.at, quote=place.macro.quote)

    def add(self, name: str, value: Any, place: Value) -> None:
        """Give the record one of several values of a field."""
        self.work.add(name, value, at=place.at, quote=place.quote)
        if place.macro is not None:
            self.work.add(name, value, at=place.macro.at, quote=place.macro.quote)

    def say(self, reason: str, place: Value) -> None:
        """Note what of a field cannot be stated."""
        self.entry.troubles.append(Trouble(reason, place.at))


def fact(name: str, value: Any, *places: Value) -> list[Fact]:
    """Make the facts of one value of a venue, with every place where it stands."""
    found = []
    for place in places:
        found.append(Fact(name, value, place.at, place.quote))
        if place.macro is not None:
            found.append(Fact(name, value, place.macro.at, place.macro.quote))
    return found


def joined(title: Value, subtitle: Value | None) -> str:
    """Give a title with its subtitle, as TeX: behind a colon, unless the title ends in a sign of its own."""
    if subtitle is None:
        return title.text
    return f"{title.text}{' ' if title.text.rstrip('}')[-1:] in {'?', '!', '.', ':'} else ': '}{subtitle.text}"
