"""The words of a value in plain letters, with what stood with markup beside it: the one way in which readers take markup.

It knows no place and no source: `RecordBuilder` does.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from scholargraph.bibliography import markup
from scholargraph.model import Affiliation, Agent, Contribution, Field, MarkedText, Name, Role, Text

_HOLDERS: Final = (Text, Name, Affiliation, Agent, Contribution, Role)
"""The classes of values that hold words as printed."""


def plain_value(field: Field, value: Any) -> tuple[Any, tuple[MarkedText, ...]]:
    """Give a value of a field as it is stated, and its words that stood with markup.

    A tag of a language comes in small letters; a text of a fixed form (a label, a degree) has no markup.
    """
    found: list[MarkedText] = []
    if type(value) is str:
        if field.spec.lower:
            return value.lower(), ()
        if field.choices or field.spec.pattern is not None:
            return value, ()
    return _plain(value, found), tuple(found)


def _plain(value: Any, found: list[MarkedText]) -> Any:
    if type(value) is str:
        words = markup.read(value)
        if words.html is not None:
            found.append(MarkedText(words.plain, words.html, value))
        return words.plain
    if isinstance(value, tuple):
        return tuple(_plain(member, found) for member in value)
    if is_dataclass(value) and isinstance(value, _HOLDERS):
        held = {part.name: getattr(value, part.name) for part in fields(value) if part.name != "language"}
        changed = {name: plain for name, old in held.items() if (plain := _plain(old, found)) != old}
        return replace(value, **changed) if changed else value
    return value
