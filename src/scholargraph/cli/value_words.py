"""The values of records in a few words, for people, and as JSON data, for programs.

It decides nothing about layout, and cuts nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

from scholargraph.model import (
    Agent,
    AgentKind,
    Contribution,
    ContributorRole,
    Identifier,
    Key,
    Name,
    Pages,
    PartialDate,
    Role,
    Text,
)
from scholargraph.record_values import data

__all__ = ["data", "name_of", "words"]


def words(value: Any) -> str:
    """Say a value in words; a record within a record by what tells it from the others.

    >>> words(Contribution.of("Ada Quill", role=ContributorRole.EDITOR))
    'Ada Quill (editor)'
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    say = _WORDS.get(type(value))
    if say is not None:
        return say(value)
    if isinstance(value, tuple):
        return ", ".join(map(words, value))
    if is_dataclass(value):
        return ", ".join(words(said) for said in _said(value).values())
    return str(value)


def name_of(key: Key) -> str:
    """Give a key without the source that made it: `person/~page/owner` is `owner`.

    >>> name_of(Key("person/~page/owner"))
    'owner'
    """
    _, tilde, own = key.partition("/~")
    return own.partition("/")[2] if tilde else key.slug


def _said(value: Any) -> dict[str, Any]:
    """Give the fields of a value that say something."""
    found = {part.name: (getattr(value, part.name), part.default) for part in fields(value)}
    return {name: one for name, (one, usual) in found.items() if one not in (None, ()) and one != usual}


def _text(value: Text) -> str:
    return f"{value.value} ({value.language})" if value.language else value.value


def _name(value: Name) -> str:
    return value.printed


def _pages(value: Pages) -> str:
    parts = (
        f"{value.first}–{value.last}" if value.last else value.first,
        f"article {value.article}" if value.article else None,
        f"{value.count} pages" if value.count else None,
    )
    return ", ".join(part for part in parts if part)


def _agent(value: Agent) -> str:
    shown = value.printed or ""
    if value.record is not None:
        shown = f"{shown} → {name_of(value.record)}".lstrip()
    beside = [*(one.name for one in value.affiliations), *map(str, value.identifiers)]
    if value.kind is not AgentKind.PERSON:
        beside.insert(0, value.kind.value)
    return f"{shown} ({', '.join(beside)})" if beside else shown


def _contribution(value: Contribution) -> str:
    shown = _agent(value.agent)
    return shown if value.role is ContributorRole.AUTHOR else f"{shown} ({value.role.value})"


def _role(value: Role) -> str:
    when = "–".join(str(one) if one else "" for one in (value.start, value.end)) if value.start or value.end else ""
    beside = ", ".join(part for part in (value.kind.value, value.status, when) if part)
    title = f"{_text(value.title)}, " if value.title else ""
    return f"{title}{name_of(value.organization)} ({beside})"


_WORDS: Final[Mapping[type, Callable[[Any], str]]] = {
    Agent: _agent,
    Contribution: _contribution,
    Identifier: str,
    Key: name_of,
    Name: _name,
    Pages: _pages,
    PartialDate: str,
    Role: _role,
    Text: _text,
}
