"""Names of CSL-JSON: in parts, or literal; and marks that others are left out."""

from __future__ import annotations

from typing import Any, Final

from scholargraph.bibliography.agents import NoName, agents_of, kind_of
from scholargraph.model import Agent
from scholargraph.sources.parts import person_of
from scholargraph.sources.readers.csl_json.tables import ROLES
from scholargraph.sources.readers.json_record import JsonRecord, words_of

_PARTS: Final = ("given", "family", "literal", "name")


def contributions(work: JsonRecord) -> bool:
    """State the contributors in their order; tell whether something stands for authors that are left out."""
    return work.contributors(ROLES, agents=lambda _, people: _agents(people), words=_printed)


def _printed(one: Any) -> str | None:
    """Give the words that stand for somebody, as they are."""
    if not isinstance(one, dict):
        return words_of(one)
    return " ".join(part for name in _PARTS if (part := words_of(one.get(name)))) or None


def _agents(people: list[Any]) -> list[Agent | NoName | None]:
    found = [
        _in_parts(one) if isinstance(one, dict) else None for one in people
    ]  # of a bare name its words; `NoName` is a text, too
    bare = [place for place, agent in enumerate(found) if type(agent) is str]
    printed = [words for words in found if type(words) is str]
    told = dict(zip(bare, agents_of(printed), strict=True)) if printed else {}
    return [told[place] if place in told else found[place] for place in range(len(found))]  # type: ignore[misc]


def _in_parts(one: dict[str, Any]) -> Agent | NoName | str | None:
    """Give the agent of a name in parts; of any other its words; None where it has none."""
    given, family = words_of(one.get("given")), words_of(one.get("family"))
    literal = words_of(one.get("literal")) or words_of(one.get("name"))
    if given is None:
        words = literal or family
        if words is None or not any(letter.isalnum() for letter in words):
            return None
        if (one.get("non-dropping-particle") is None and one.get("dropping-particle") is None) or literal:
            return kind if isinstance(kind := kind_of(words), NoName) else words
    particles = (words_of(one.get("dropping-particle")), words_of(one.get("non-dropping-particle")))
    particle = " ".join(part for part in particles if part) or None
    return person_of(given, family, particle=particle, suffix=words_of(one.get("suffix")))
