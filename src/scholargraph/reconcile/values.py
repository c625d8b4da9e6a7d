"""Two values of one field: whether they say the same, and which of them is the more precise.

It chooses nothing and knows no source.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from scholargraph.model import Agent, Pages, PartialDate, Text
from scholargraph.reconcile.agents import joined_agent, same_agent
from scholargraph.reconcile.fingerprints import normal


def agree(one: Any, other: Any) -> bool:
    """Whether two values of a field say the same, perhaps in other typography or with other precision."""
    if one == other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, PartialDate):
        return one.covers(other) or other.covers(one)
    if isinstance(one, Text):
        # Without a language the words may be of any; in two languages they are two values.
        return normal(one.value) == normal(other.value) and (
            None in {one.language, other.language} or one.language == other.language
        )
    if isinstance(one, tuple):
        return set(one) <= set(other) or set(other) <= set(one)
    if isinstance(one, Agent):
        return same_agent(one, other)
    if isinstance(one, Pages):
        return all(
            None in {mine, theirs} or mine == theirs
            for mine, theirs in ((getattr(one, part.name), getattr(other, part.name)) for part in fields(Pages))
        )
    return type(one) is str and normal(one) == normal(other)


def finer(one: Any, other: Any) -> Any:
    """The more precise of two values that agree."""
    if isinstance(one, PartialDate):
        return other if one.covers(other) else one
    if isinstance(one, Text):
        return replace(one, language=other.language) if one.language is None else one
    if isinstance(one, tuple):
        return max(one, other, key=len)
    if isinstance(one, Agent):
        return joined_agent(one, other)
    if isinstance(one, Pages):
        parts = {part.name: getattr(one, part.name) for part in fields(Pages)}
        return Pages(**{name: getattr(other, name) if value is None else value for name, value in parts.items()})
    return one
