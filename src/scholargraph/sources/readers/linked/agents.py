"""Who is named: a node or a word as an agent, with identifiers and affiliations that stand beside the name.

Whether a bare name is a person's, the words tell (`bibliography.agents`); it joins nobody with anybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scholargraph.bibliography.agents import NoName, agents_of
from scholargraph.model import Affiliation, Agent, AgentKind, Key, Name
from scholargraph.sources.parts import group_of, person_of
from scholargraph.sources.readers.linked.nodes import Graph, Node, Value
from scholargraph.sources.readers.linked.terms import (
    ORGANIZATIONS,
    PEOPLE,
    SCHEMES_OF_ORGANIZATIONS,
    SCHEMES_OF_PEOPLE,
)
from scholargraph.sources.readers.linked.values import Facts, tidy


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who is named, the value that the name was read from; `agent` is a NoName for “et al.” and the like."""

    agent: Agent | NoName
    of: Value


def named(
    things: Sequence[Value | Node], graph: Graph, known: Mapping[int, Key], *, facts: Facts, bare: bool = True
) -> list[Named]:
    """Give the agents of a list in its order, as `each_named`, without those who have no name."""
    return [one for one in each_named(things, graph, known, facts=facts, bare=bare) if one is not None]


def each_named(
    things: Sequence[Value | Node], graph: Graph, known: Mapping[int, Key], *, facts: Facts, bare: bool = True
) -> list[Named | None]:
    """Give who each of a list is. `known` are the keys of nodes that are records; `bare` lets words be names.

    A word that is only the address of somebody of whom the document says no more has no name: None stands in their place.
    """
    found: list[Named | Value | None] = []
    for thing in things:
        if isinstance(thing, Node):
            found.append(agent_of_node(thing, graph, known, facts=facts))
        else:
            named = bare and not thing.is_iri and tidy(thing.text) and "://" not in thing.text
            found.append(thing if named else None)
    agents = iter(agents_of([tidy(one.text) for one in found if isinstance(one, Value)]))
    return [Named(next(agents), one) if isinstance(one, Value) else one for one in found]


def agent_of_node(node: Node, graph: Graph, known: Mapping[int, Key], *, facts: Facts) -> Named | None:
    """Give who a node describes; None where it has no name, and where a role (schema.org's Role) has nobody in it."""
    name = graph.first(node, "name")
    if name is None:
        parts = [graph.first(node, part) for part in ("givenName", "familyName")]
        given = [one for one in parts if one is not None]
        if not given:
            return None
        name = replace(given[-1], text=" ".join(tidy(one.text) for one in given))
    agent = _agent(node, graph, tidy(name.text))
    if isinstance(agent, NoName):
        return Named(agent, name)
    if agent is None:
        return None
    key = known.get(id(node))
    if key is not None:
        return Named(
            replace(agent, record=key), name
        )  # what is said of a person is not printed beside the name on a work
    found = Facts()
    is_person = agent.kind is AgentKind.PERSON
    found.identifiers(node, graph, SCHEMES_OF_PEOPLE if is_person else SCHEMES_OF_ORGANIZATIONS)
    facts.refused += found.refused
    places = [tidy(one.text) for one in graph.words(node, "affiliation", "worksFor")] if is_person else []
    identifiers = tuple(dict.fromkeys(one.value for one in found.found if one.field == "identifiers"))
    affiliations = tuple(Affiliation(name=one) for one in dict.fromkeys(places) if "://" not in one)
    return Named(replace(agent, identifiers=identifiers, affiliations=affiliations), name)


def _agent(node: Node, graph: Graph, printed: str) -> Agent | NoName | None:
    """Give the bare agent of a name: by the node's type, otherwise by the words."""
    if node.has_type(PEOPLE):
        agent = agents_of([printed])[0]
        if isinstance(agent, NoName):
            return agent
        given, family = (graph.first(node, part) for part in ("givenName", "familyName"))
        return person_of(
            None if given is None else tidy(given.text),
            None if family is None else tidy(family.text),
            printed=printed,
        )
    if node.has_type(ORGANIZATIONS):
        return group_of(printed)
    return agents_of([printed])[0]


def organization_named(named: Sequence[Named]) -> Named | None:
    """Give the first of some agents, for a field that has one (publisher, institution): no person unless that is said."""
    for one in named:
        if isinstance(one.agent, Agent):
            agent = one.agent
            if not agent.kind_stated and agent.record is None:
                agent = Agent(name=Name(printed=agent.printed or ""), kind=AgentKind.ORGANIZATION)
            return Named(agent, one.of)
    return None
