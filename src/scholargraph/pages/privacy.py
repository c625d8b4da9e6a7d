"""What of an entry may be shown: all but the fields that the model declares private.

It is asked before anything gets into a file that pages read; it changes no record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from scholargraph.model import Entry, Field, fields_of


def public(entry: Entry) -> Entry:
    """Give the entry without its private fields, their evidence and their conflicts."""
    kind: Any = type(entry.record)
    if not _holds_private(kind):
        return entry
    hidden = {name for name, field in _fields(kind).items() if field.spec.private}
    return Entry(
        _public(entry.record),
        {claim: found for claim, found in entry.evidence.items() if claim[0] not in hidden},
        tuple(conflict for conflict in entry.conflicts if conflict.field not in hidden),
    )


def _public(value: Any) -> Any:
    """The value with every private field as if nobody had said anything, in the records within it too."""
    if isinstance(value, tuple):
        return tuple(_public(member) for member in value)
    kind: Any = type(value)
    changed = {
        name: field.default if field.spec.private else _public(getattr(value, name))
        for name, field in _fields(kind).items()
    }
    return replace(value, **changed) if changed else value


@cache
def _holds_private(kind: Any) -> bool:
    """Whether a class, or one that its fields hold, has a private field."""
    return any(field.spec.private or _holds_private(field.type) for field in _fields(kind).values())


@cache
def _fields(kind: Any) -> Mapping[str, Field]:
    """The declared fields of a class; none of a class that is no record and no part of one."""
    if not hasattr(kind, "__dataclass_fields__"):
        return {}
    try:
        return fields_of(kind)
    except TypeError:
        return {}
