"""Final keys in place of those that sources made up, in everything that a reading says.

It decides on no key.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from scholargraph.identifiers import Identifier
from scholargraph.iris import Key
from scholargraph.model import Agent, Evidence
from scholargraph.reconcile.holders import Holders

_Value = TypeVar("_Value")


def renamed(
    value: _Value,
    keys: Mapping[Key, Key],
    holders: Holders | None = None,
    *,
    ambiguous: Collection[Identifier] = (),
) -> _Value:
    """Give the value with every key in it, however deep, replaced by the final one.

    `holders` are the records that have an identifier: an agent beside whose name it is printed is that record, unless it is
    one of the `ambiguous` ones or the name cannot be that of the record. What is one object in the value stays one.
    """
    found: _Value = _Renaming(keys, holders, ambiguous).of(value)
    return found


class _Renaming:
    """One renaming; what was renamed is remembered, since a record and its attributions hold the same objects."""

    def __init__(self, keys: Mapping[Key, Key], holders: Holders | None, ambiguous: Collection[Identifier]) -> None:
        self.keys, self.holders, self.ambiguous = keys, holders, ambiguous
        self._done: dict[int, tuple[Any, Any]] = {}

    def of(self, value: Any) -> Any:
        """Give a value with final keys; the very same object where it holds no other."""
        if isinstance(value, str):
            return self.keys.get(value, value) if isinstance(value, Key) else value
        if isinstance(value, tuple):
            members = tuple(self.of(member) for member in value)
            return value if all(map(_same, members, value)) else members
        names = _parts(type(value))  # type: ignore[arg-type]  # classes are hashable
        if not names:
            return value
        known = self._done.get(id(value))
        if known is None:
            # The value is kept beside what became of it: its id is that of nothing else meanwhile.
            known = self._done[id(value)] = value, self._of_parts(value, names)
        return known[1]

    def _of_parts(self, value: Any, names: tuple[str, ...]) -> Any:
        changed = {}
        for name in names:
            old = getattr(value, name)
            new = self.of(old)
            if new is not old:
                changed[name] = new
        if self.holders is not None and isinstance(value, Agent) and value.record is None and value.identifiers:
            record = self.holders.holder(value, ambiguous=self.ambiguous)
            if record is not None:
                changed["record"] = record
        return replace(value, **changed) if changed else value


def _same(one: object, other: object) -> bool:
    return one is other


@cache
def _parts(kind: type) -> tuple[str, ...]:
    """Give the fields of a dataclass; of evidence none: it holds no keys, and is most of what a reading consists of."""
    if not is_dataclass(kind) or issubclass(kind, Evidence):
        return ()
    return tuple(part.name for part in fields(kind))
