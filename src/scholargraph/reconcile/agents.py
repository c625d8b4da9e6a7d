"""Agents that two sources name on one work: whether they are the same, and what both together say of them.

It identifies nobody: what a printed name shares with a record elsewhere proves nothing.
"""

from __future__ import annotations

from dataclasses import replace

from scholargraph.model import Affiliation, Agent, AgentKind, Identifier, Name
from scholargraph.reconcile.fingerprints import normal


def printed_forms(agent: Agent) -> tuple[str, ...]:
    """Give every form in which the agent's name is printed, in other scripts, too, normalised, each once."""
    printed = () if agent.name is None else (agent.name.printed, *(form.value for form in agent.name.scripts))
    return tuple(dict.fromkeys(normal(form) for form in (*printed, *agent.variants)))


def same_agent(one: Agent, other: Agent) -> bool:
    """Whether two agents of one work are the same: they have one record, or share a name and nothing speaks against it."""
    if one.record is not None and one.record == other.record:
        return True
    return compatible(one, other) and not set(printed_forms(one)).isdisjoint(printed_forms(other))


def compatible(one: Agent, other: Agent) -> bool:
    """Whether nothing but their names can tell two agents apart: records, kinds and identifiers do not contradict."""
    if one.record is not None and other.record is not None:
        return one.record == other.record
    kinds = {one.kind, other.kind}
    fitting = len(kinds) == 1 or AgentKind.UNDECIDED in kinds or one.kind_assumed or other.kind_assumed
    return fitting and not _contradict(one.identifiers, other.identifiers)


def joined_agent(one: Agent, other: Agent) -> Agent:
    """Give an agent with what another reading of it adds; its printed name and its variants stay."""
    decides = other if _certainty(other) > _certainty(one) else one
    return replace(
        one,
        name=_joined_name(one.name, other.name),
        kind=decides.kind,
        kind_stated=decides.kind_stated,
        record=one.record if one.record is not None else other.record,
        affiliations=_joined_affiliations(one.affiliations, other.affiliations),
        identifiers=tuple(dict.fromkeys((*one.identifiers, *other.identifiers))),
    )


def _certainty(agent: Agent) -> int:
    """How sure the kind of an agent is: by its record, by a source's word, by the words of its name, not at all."""
    if agent.record is not None:
        return 4
    if not agent.kind_assumed:
        return 3
    # The words of a longer form of the name can tell what a shorter one leaves open.
    return {AgentKind.UNDECIDED: 0, AgentKind.PERSON: 1}.get(agent.kind, 2)


def _contradict(some: tuple[Identifier, ...], others: tuple[Identifier, ...]) -> bool:
    """Whether both have an identifier of one scheme, and none in common."""
    schemes = {one.scheme for one in some} & {other.scheme for other in others}
    shared = {one.scheme for one in set(some) & set(others)}
    return not schemes <= shared


def _joined_name(one: Name | None, other: Name | None) -> Name | None:
    """Give a name with the parts that another reading tells apart, and with its forms in other scripts."""
    if one is None or other is None:
        return one or other
    known = {normal(form.value) for form in one.scripts}
    scripts = (*one.scripts, *(form for form in other.scripts if normal(form.value) not in known))
    undivided = (one.given, one.family, one.particle, one.suffix) == (None, None, None, None)
    # The parts are as printed: those of another printed form are not these, and half of each would be nobody's.
    if undivided and normal(one.printed) == normal(other.printed):
        return replace(other, printed=one.printed, scripts=scripts)
    return replace(one, scripts=scripts)


def _joined_affiliations(some: tuple[Affiliation, ...], others: tuple[Affiliation, ...]) -> tuple[Affiliation, ...]:
    """Give the affiliations of both, each once, with their records where one of them knows them."""
    members = list(some)
    for other in others:
        place = next((place for place, one in enumerate(members) if _same_affiliation(one, other)), None)
        if place is None:
            members.append(other)
        elif members[place].organization is None:
            members[place] = replace(members[place], organization=other.organization)
    return tuple(members)


def _same_affiliation(one: Affiliation, other: Affiliation) -> bool:
    fitting = None in {one.organization, other.organization} or one.organization == other.organization
    return fitting and normal(one.name) == normal(other.name)
