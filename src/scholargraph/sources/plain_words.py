"""The words of a value in plain letters, with what stood with markup beside it: the one way in which readers take markup.

It knows no place and no source: `RecordBuilder` does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache
from typing import Any, Final

from scholargraph.bibliography import markup
from scholargraph.model import Affiliation, Agent, Contribution, Field, Funding, MarkedText, Name, Role, Text

_HOLDERS: Final = (Text, Name, Affiliation, Agent, Contribution, Role, Funding)
"""The classes of values that hold words as printed."""
_WORDED: Final = frozenset({tuple, *_HOLDERS})


Read = Callable[[str], markup.Words]
"""What reads the markup of words: `markup.read` finds it, `markup.read_tex` knows that they are TeX."""


def plain_value(field: Field, value: Any, read: Read = markup.read) -> tuple[Any, tuple[MarkedText, ...]]:
    """Give a value of a field as it is stated, and its words that stood with markup.

    A tag of a language comes in small letters; a text of a fixed form (a label, a degree) has no markup.
    """
    kind = type(value)
    if kind is str:
        if field.spec.lower:
            return value.lower(), ()
        if field.choices or field.spec.pattern is not None:
            return value, ()
        words = read(value)
        return words.plain, () if words.html is None else (MarkedText(words.plain, words.html, value),)
    if kind not in _WORDED:
        return value, ()
    found: list[MarkedText] = []
    return _plain(value, found, read), tuple(found)


def _plain(value: Any, found: list[MarkedText], read: Read) -> Any:
    if type(value) is str:
        words = read(value)
        if words.html is not None:
            found.append(MarkedText(words.plain, words.html, value))
        return words.plain
    if isinstance(value, tuple):
        return tuple(_plain(member, found, read) for member in value) if value else value
    if isinstance(value, _HOLDERS):
        changed = {}
        for name in _parts(type(value)):  # type: ignore[arg-type]  # classes are hashable
            old = getattr(value, name)
            if old:
                plain = _plain(old, found, read)
                if plain is not old and plain != old:
                    changed[name] = plain
        return replace(value, **changed) if changed else value
    return value


_WORDLESS: Final = frozenset(
    {
        "language",
        "position",
        "kind",
        "kind_stated",
        "role",
        "record",
        "number",
        "url",
        "identifiers",
        "organization",
        "status",
        "start",
        "end",
    }
)
"""Parts of values that hold no words as printed."""


@cache
def _parts(holder: type) -> tuple[str, ...]:
    """The names of the parts of a class of values that may hold words."""
    return tuple(part.name for part in fields(holder) if part.name not in _WORDLESS)
