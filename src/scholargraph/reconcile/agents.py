"""Agents that two sources name on one work: whether they are the same, and what both together say of them.

It identifies nobody: what a printed name shares with a record elsewhere proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scholargraph.iris import Key
from scholargraph.model import Affiliation, Agent, AgentKind, Identifier, Name, Text
from scholargraph.reconcile.features import Feature
from scholargraph.reconcile.fingerprints import normal


def printed_forms(agent: Agent) -> tuple[str, ...]:
    """Give every form in which the agent's name is printed, in other scripts, too, normalised, each once."""
    printed = () if agent.name is None else (agent.name.printed, *(form.value for form in agent.name.scripts))
    return tuple(dict.fromkeys(normal(form) for form in (*printed, *agent.variants)))


def same_agent(one: Agent, other: Agent) -> bool:
    """Whether two agents of one work are the same: they have one record, or share a name and nothing speaks against it."""
    return JoinedAgent(one).is_same(other)


def compatible(one: Agent, other: Agent) -> bool:
    """Whether nothing but their names can tell two agents apart: records, kinds and identifiers do not contradict."""
    return JoinedAgent(one).is_compatible(other)


def joined_agent(one: Agent, other: Agent) -> Agent:
    """Give an agent with what another reading of it adds; its printed name and its variants stay."""
    both = JoinedAgent(one)
    both.add(other)
    return both.value()


def features(agent: Agent) -> Iterator[Feature]:
    """Give what an agent tells of itself beside its names: two that differ in one of them are two agents."""
    if agent.record is not None:
        yield "record", agent.record
    if not agent.kind_assumed and agent.kind is not AgentKind.UNDECIDED:
        yield "kind", agent.kind
    for one in agent.identifiers:
        yield one.scheme, one


class JoinedAgent:
    """An agent, reading by reading: what each adds is looked up, never searched for in what there is already."""

    def __init__(self, first: Agent) -> None:
        # Lists grow beside the agent, so that one of 5,000 affiliations is not copied 5,000 times.
        self._agent = replace(first, affiliations=(), identifiers=()) if _has_lists(first) else first
        self._identifiers: dict[Identifier, None] = dict.fromkeys(first.identifiers)
        self._schemes: set[str] = {one.scheme for one in first.identifiers}
        self._affiliations = _Affiliations(first.affiliations)
        self._scripts: list[Text] = [] if first.name is None else [*first.name.scripts]
        self._script_forms = {normal(form.value) for form in self._scripts}
        self._order = [*printed_forms(first)]
        self._forms = set(self._order)
        self._shown = 0
        self._variants: list[str] = []

    @property
    def record(self) -> Key | None:
        """The record, once a reading knows it."""
        return self._agent.record

    @property
    def identifiers(self) -> Iterable[Identifier]:
        """Every identifier that a reading prints."""
        return self._identifiers

    @property
    def kinds(self) -> tuple[AgentKind, ...]:
        """The kind, where it is more than what anybody is taken for."""
        return tuple(kind for part, kind in features(self._agent) if part == "kind" and isinstance(kind, AgentKind))

    def features(self) -> Iterator[Feature]:
        """Give what the agent tells of itself beside its names."""
        yield from features(replace(self._agent, identifiers=tuple(self._identifiers)))

    def new_forms(self) -> Iterator[str]:
        """Give the printed forms of the name that were not given before."""
        while self._shown < len(self._order):
            self._shown += 1
            yield self._order[self._shown - 1]

    def is_compatible(self, other: Agent) -> bool:
        """Whether nothing but their names can tell this agent from another."""
        mine = self._agent
        if mine.record is not None and other.record is not None:
            return mine.record == other.record
        kinds = {mine.kind, other.kind}
        fitting = len(kinds) == 1 or AgentKind.UNDECIDED in kinds or mine.kind_assumed or other.kind_assumed
        return fitting and not self._contradicts(other.identifiers)

    def is_same(self, other: Agent) -> bool:
        """Whether another agent of the same work is this one."""
        if other.record is not None and other.record == self._agent.record:
            return True
        return self.is_compatible(other) and not self._forms.isdisjoint(printed_forms(other))

    def add(self, other: Agent) -> bool:
        """Add what another reading says of the agent; tell whether that is anything new."""
        one = self._agent
        decides = other if _certainty(other) > _certainty(one) else one
        changed = replace(
            one,
            name=self._joined_name(one.name, other.name),
            kind=decides.kind,
            kind_stated=decides.kind_stated,
            record=one.record if one.record is not None else other.record,
        )
        known = len(self._identifiers), len(self._scripts)
        self._identifiers.update(dict.fromkeys(other.identifiers))
        self._schemes.update(identifier.scheme for identifier in other.identifiers)
        if other.name is not None:
            self._add_scripts(other.name)
        new = changed != one or known != (len(self._identifiers), len(self._scripts))
        for affiliation in other.affiliations:
            new = self._affiliations.add(affiliation) or new
        if changed != one:
            self._agent = changed
            if changed.name is not None:
                self._add_form(normal(changed.name.printed))
        return new

    def add_variants(self, other: Agent) -> None:
        """Add the forms in which another reading prints the name otherwise."""
        for form in (() if other.name is None else (other.name.printed,)) + other.variants:
            if normal(form) not in self._forms:
                self._add_form(normal(form))
                self._variants.append(form)

    def value(self) -> Agent:
        """Give the agent with all that was said."""
        name = self._agent.name
        scripts = tuple(self._scripts)
        return replace(
            self._agent,
            name=name if name is None or name.scripts == scripts else replace(name, scripts=scripts),
            identifiers=tuple(self._identifiers),
            affiliations=self._affiliations.value(),
            variants=(*self._agent.variants, *self._variants),
        )

    def _contradicts(self, others: tuple[Identifier, ...]) -> bool:
        """Whether both have an identifier of one scheme, and none in common."""
        asked = {other.scheme for other in others if other.scheme in self._schemes}
        shared = {other.scheme for other in others if other in self._identifiers}
        return not asked <= shared

    def _add_scripts(self, name: Name) -> None:
        """Add the forms in other scripts that are not known."""
        new = [form for form in name.scripts if normal(form.value) not in self._script_forms]
        self._scripts += new
        for form in new:
            self._script_forms.add(normal(form.value))
            self._add_form(normal(form.value))

    def _add_form(self, form: str) -> None:
        if form not in self._forms:
            self._forms.add(form)
            self._order.append(form)

    @staticmethod
    def _joined_name(one: Name | None, other: Name | None) -> Name | None:
        """Give a name with the parts that another reading tells apart; its forms in other scripts are kept elsewhere."""
        if one is None or other is None:
            return one or other
        undivided = (one.given, one.family, one.particle, one.suffix) == (None, None, None, None)
        # The parts are as printed: those of another printed form are not these, and half of each would be nobody's.
        if undivided and normal(one.printed) == normal(other.printed):
            return replace(other, printed=one.printed, scripts=one.scripts)
        return one


def _has_lists(agent: Agent) -> bool:
    return bool(agent.affiliations or agent.identifiers)


def _certainty(agent: Agent) -> int:
    """How sure the kind of an agent is: by its record, by a source's word, by the words of its name, not at all."""
    if agent.record is not None:
        return 4
    if not agent.kind_assumed:
        return 3
    # The words of a longer form of the name can tell what a shorter one leaves open.
    return {AgentKind.UNDECIDED: 0, AgentKind.PERSON: 1}.get(agent.kind, 2)


class _Affiliations:
    """The affiliations of an agent, each once, with their records where one reading knows them."""

    def __init__(self, first: tuple[Affiliation, ...]) -> None:
        self._members: list[Affiliation] = []
        self._places: dict[str, dict[Key | None, int]] = {}
        self._first: dict[str, int] = {}
        for one in first:
            self._append(one)

    def add(self, other: Affiliation) -> bool:
        """Add one; tell whether that is anything new."""
        # An organisation as printed is any record of that name, until one is known.
        name, organization = normal(other.name), other.organization
        known = self._places.get(name, {})
        if organization is None:
            place = self._first.get(name)
        else:
            place = min((known[key] for key in (None, organization) if key in known), default=None)
        if place is None:
            self._append(other)
            return True
        if organization is None or self._members[place].organization is not None:
            return False
        self._members[place] = replace(self._members[place], organization=organization)
        known.setdefault(organization, known.pop(None))
        return True

    def value(self) -> tuple[Affiliation, ...]:
        """Give all of them, in the order in which they were named first."""
        return tuple(self._members)

    def _append(self, one: Affiliation) -> None:
        name = normal(one.name)
        self._first.setdefault(name, len(self._members))
        self._places.setdefault(name, {}).setdefault(one.organization, len(self._members))
        self._members.append(one)
