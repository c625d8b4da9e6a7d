"""The words of a value in plain letters, with what stood with markup beside it: the one way in which readers take markup.

It knows no place and no source: `RecordBuilder` does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache
from typing import Any, Final

from scholargraph.bibliography import markup
from scholargraph.model import Affiliation, Agent, Contribution, Field, MarkedText, Name, Role, Text

_HOLDERS: Final = (Text, Name, Affiliation, Agent, Contribution, Role)
"""The classes of values that hold words as printed."""


Read = Callable[[str], markup.Words]
"""What reads the markup of words: `markup.read` finds it, `markup.read_tex` knows that they are TeX."""


def plain_value(field: Field, value: Any, read: Read = markup.read) -> tuple[Any, tuple[MarkedText, ...]]:
    """Give a value of a field as it is stated, and its words that stood with markup.

    A tag of a language comes in small letters; a text of a fixed form (a label, a degree) has no markup.
    """
    found: list[MarkedText] = []
    if type(value) is str:
        if field.spec.lower:
            return value.lower(), ()
        if field.choices or field.spec.pattern is not None:
            return value, ()
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
            if old is not None and (plain := _plain(old, found, read)) is not old and plain != old:
                changed[name] = plain
        return replace(value, **changed) if changed else value
    return value


@cache
def _parts(holder: type) -> tuple[str, ...]:
    """The names of the parts of a class of values that may hold words."""
    return tuple(part.name for part in fields(holder) if part.name != "language")
