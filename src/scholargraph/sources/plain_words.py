"""The words of a value in plain letters, with what stood with markup beside it: the one way in which readers take markup.

It knows no place and no source: `RecordBuilder` does.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, Final

from scholargraph.bibliography import markup
from scholargraph.model import Affiliation, Agent, Contribution, Field, MarkedText, Name, Role, Text

_HOLDERS: Final = (Text, Name, Affiliation, Agent, Contribution, Role)
"""The classes of values that hold words as printed."""
_PARTS: Final = {holder: tuple(part.name for part in fields(holder) if part.name != "language") for holder in _HOLDERS}
"""Their fields, but for the one that is no words."""


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
    kind = type(value)
    if kind is str:
        return value if markup.HINT.search(value) is None else _read(value, found)
    if kind is tuple:
        return tuple(_plain(member, found) for member in value) if value else value
    parts = _PARTS.get(kind)
    if parts is None:
        return value
    changed: dict[str, Any] = {}
    for name in parts:
        old = getattr(value, name)
        if old is not None and (plain := _plain(old, found)) is not old and plain != old:
            changed[name] = plain
    return replace(value, **changed) if changed else value


def _read(value: str, found: list[MarkedText]) -> str:
    words = markup.read(value)
    if words.html is not None:
        found.append(MarkedText(words.plain, words.html, value))
    return words.plain
