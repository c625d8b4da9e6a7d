"""The nodes of a query's expressions, and what a string says. Nothing is read or written here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Kind(Enum):
    """What a node is."""

    CONDITION = auto()
    """What FILTER or HAVING asks; its part is an expression."""
    OR = auto()
    AND = auto()
    NOT = auto()
    COMPARISON = auto()
    IN = auto()
    SUM = auto()
    PRODUCT = auto()
    SIGN = auto()
    BRACKETS = auto()
    CALL = auto()
    """A built-in call or an aggregate; its name is in capitals."""
    FUNCTION = auto()
    """A call of a function by its IRI, or a cast."""
    EXISTS = auto()
    """EXISTS and NOT EXISTS; its parts are the expressions of the pattern."""
    STRING = auto()
    """A string without language and datatype; its value is what it says."""
    LITERAL = auto()
    """Any other string: its value, and its datatype as `name`, which one with a language has not."""
    NUMBER = auto()
    TRUTH = auto()
    VARIABLE = auto()
    IRI = auto()


@dataclass(slots=True)
class Node:
    """A piece of a query: `text[start:end]`; `name` is its operator, function or datatype in short."""

    kind: Kind
    start: int
    end: int
    parts: list[Node] = field(default_factory=list)
    name: str = ""
    value: str = ""


@dataclass(slots=True)
class Parsed:
    """What was read of a query. `unreadable` is where reading stopped, or None."""

    nodes: list[Node]
    graphs: list[tuple[str, int]]
    """What FROM and FROM NAMED name, resolved, with its place."""
    unreadable: int | None = None


def string_value(token: str) -> str:
    """Give what a quoted string says (SPARQL 1.1, section 19.7)."""
    quotes = 3 if token[:3] in {'"""', "'''"} else 1
    return unescaped(token[quotes:-quotes])


def unescaped(text: str) -> str:
    """Give a text without the escapes of strings and code points (sections 19.2 and 19.7)."""
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code is None:
        return _ESCAPED.get(found[3], found[3])
    return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else found[0]
