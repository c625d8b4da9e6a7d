"""Tables of weights: what each outcome of a comparison says for or against two readings being the same, as data.

A table is a TOML file with a row for each comparison and outcome; the comparisons themselves are code beside it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Final

_WORDS: Final = "words"


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison.

    Attributes:
        comparison: what is compared.
        outcome: how it came out.
        weight: what that says, in bits: the base-2 logarithm of how many times likelier it is of the same thing than of two.
        words: the same in a sentence for people.
        reason: why it weighs that much.
        apart: whether it parts two things for certain, unless they share an identifier.
    """

    comparison: str
    outcome: str
    weight: float
    words: str
    reason: str
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The levels of every comparison, the settings that go with them, and lists of words that comparisons know.

    Attributes:
        prior: what is to be overcome, in bits: that two readings which a block brings together are the same.
        joined: from which score on two readings are taken for one thing.
        doubtful: from which score on people are asked.
        levels: by comparison and outcome.
        lists: words by the name of their list.
    """

    prior: float
    joined: float
    doubtful: float
    levels: Mapping[tuple[str, str], Level]
    lists: Mapping[str, frozenset[str]] = field(default_factory=dict)


def parse(text: str) -> Table:
    """Read a table. Raises KeyError or ValueError where it is wrong, which is a fault of the package."""
    data: dict[str, Any] = tomllib.loads(text)
    levels: dict[tuple[str, str], Level] = {}
    for row in data["level"]:
        level = Level(**row)
        if (level.comparison, level.outcome) in levels:
            raise ValueError(f"{level.comparison} {level.outcome} has two rows")
        levels[level.comparison, level.outcome] = level
    lists = {row["name"]: frozenset(row[_WORDS]) for row in data.get("list", ())}
    return Table(data["prior"], data["joined"], data["doubtful"], levels, lists)


@cache
def table(name: str) -> Table:
    """Give the table that stands in a file beside this module."""
    return parse(resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
