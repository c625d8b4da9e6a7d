"""The words of a value in plain letters, with what stood with markup beside it: the one way in which readers take markup.

It knows no place and no source: `RecordBuilder` does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache
from operator import attrgetter
from typing import Any, Final

from scholargraph.bibliography import markup
from scholargraph.bibliography.markup import Markup
from scholargraph.model import Affiliation, Agent, Contribution, Field, Funding, MarkedText, Name, Role, Text

_HOLDERS: Final = (Text, Name, Affiliation, Agent, Contribution, Role, Funding)
"""The classes of values that hold words as printed."""
_WORDED: Final = frozenset({tuple, *_HOLDERS})


def plain_value(field: Field, value: Any, read: Markup = markup.FOUND) -> tuple[Any, tuple[MarkedText, ...]]:
    """Give a value of a field as it is stated, and its words that stood with markup.

    A tag of a language comes in small letters; a text of a fixed form (a label, a degree) has no markup.
    """
    kind = type(value)
    if kind is str:
        if field.spec.lower:
            return value.lower(), ()
        if field.choices or field.spec.pattern is not None or not read.has_hint(value):
            return value, ()
        words = read.read(value)
        return words.plain, () if words.html is None else (MarkedText(words.plain, words.html, value),)
    # Hardly any value has markup: it is asked first, which is quicker than reading all words of it.
    if kind not in _WORDED or not (read.has_hint(value.value) if kind is Text else _has_hint(value, read.has_hint)):
        return value, ()
    found: list[MarkedText] = []
    return _plain(value, found, read), tuple(found)


def _has_hint(value: Any, has_hint: Callable[[str], bool]) -> bool:
    """Whether any of the words that a value holds may have markup."""
    for part in value if type(value) is tuple else _parts_of(type(value))(value):  # type: ignore[arg-type]  # classes are hashable
        if part:  # most parts are empty, and need no question
            kind = type(part)
            if has_hint(part) if kind is str else kind in _WORDED and _has_hint(part, has_hint):
                return True
    return False


def _plain(value: Any, found: list[MarkedText], read: Markup) -> Any:
    if type(value) is str:
        words = read.read(value)
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


@cache
def _parts_of(holder: type) -> Callable[[Any], tuple[Any, ...]]:
    """What takes those parts out of a value, all at once."""
    names = _parts(holder)
    if len(names) > 1:
        return attrgetter(*names)
    only = attrgetter(*names)
    return lambda value: (only(value),)
