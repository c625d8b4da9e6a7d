"""The authors and editors of the ACL Anthology: names in parts, in several scripts, with affiliations and ORCID iDs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from scholargraph.acquire.xml_stream import Element
from scholargraph.bibliography.agents import NoName, agents_of, kind_of
from scholargraph.model import Affiliation, Agent, ContributorRole, Text
from scholargraph.sources.parts import person_of
from scholargraph.sources.readers.xml_values import XmlRecord

WITHOUT_SPACES: Final = frozenset({"hani", "hans", "hant", "jpan", "kore", "hang"})
"""Scripts (ISO 15924) in which the family name stands first, with no space behind it."""
SCRIPTS: Final[Mapping[str, str]] = {
    script: f"und-{script}" for script in (*WITHOUT_SPACES, "latn", "cyrl", "arab", "deva")
}
"""The language tag of a script: the language itself is not told (RFC 5646, section 4.1, “und”)."""


def contributors(said: XmlRecord, entry: Element, roles: Mapping[str, ContributorRole]) -> bool:
    """Give the people that are named in an entry, each with the place in its list; tell whether a list is cut."""
    return said.contributors(entry, roles, agents=_agents, known=partial(_with_more, said))


def _agents(listed: list[Element]) -> list[Agent | NoName | None]:
    """Make the agents of a list: a name with two parts is a person's, of a single word nobody says it."""
    parts = [(_part(element, "first"), _part(element, "last")) for element in listed]
    bare = iter(agents_of([last for first, last in parts if last and not first]))
    agents: list[Agent | NoName | None] = []
    for element, (first, last) in zip(listed, parts, strict=True):
        if last and not first:
            agents.append(next(bare))
        elif not first and isinstance(told := kind_of(element.words()), NoName):
            agents.append(told)
        else:
            agents.append(person_of(first, last, printed=None if first or last else element.words()))
    return agents


def _part(element: Element, name: str) -> str | None:
    part = element.first(name)
    return None if part is None else part.words() or None


def _with_more(said: XmlRecord, element: Element, agent: Agent) -> Agent:
    """Add what stands beside a name: other scripts, affiliations, an ORCID iD."""
    scripts = tuple(filter(None, map(_script, element.all("variant"))))
    affiliations = tuple(Affiliation(name=one.words()) for one in element.all("affiliation") if one.words())
    orcid = said.identifier("orcid", element, "orcid") if element.get("orcid") else None
    name = agent.name if agent.name is None else replace(agent.name, scripts=scripts)
    return replace(agent, name=name, affiliations=affiliations, identifiers=(orcid,) if orcid else ())


def _script(variant: Element) -> Text | None:
    first, last = _part(variant, "first"), _part(variant, "last")
    script = (variant.get("script") or "").lower()
    words = "".join((last or "", first or "")) if script in WITHOUT_SPACES else " ".join(filter(None, (first, last)))
    return Text(words, SCRIPTS.get(script)) if words else None
