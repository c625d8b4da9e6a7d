"""Contributions: who is named on a work, in which role. Whether a list of them is complete, the work says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from scholargraph.iris import Key
from scholargraph.model.alike import AGENTS
from scholargraph.model.fields import Column, declared
from scholargraph.model.kinds import ContributorRole
from scholargraph.model.names import Agent, AgentKind, Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """Who is named on a work, in which role, and at which place of the list of that role, counted from 1.

    >>> Contribution.of("Ada Quill", position=1).printed_name
    'Ada Quill'
    """

    agent: Annotated[
        Agent,
        declared(
            "Name",
            "Names",
            "Who is named, as printed on this work.",
            search=Column.NAMES,
            refers_to=AGENTS,
            printed=True,
        ),
    ]
    role: Annotated[ContributorRole, declared("Role", "Roles", "What they did for the work.")] = ContributorRole.AUTHOR
    position: Annotated[int | None, declared("Position", "Positions", "The place in the list, from 1, if known.")] = (
        None
    )

    @classmethod
    def of(
        cls,
        printed: str,
        *,
        role: ContributorRole = ContributorRole.AUTHOR,
        position: int | None = None,
        person: Key | None = None,
        variants: tuple[str, ...] = (),
    ) -> Contribution:
        """Make the contribution of a person by the name as printed."""
        agent = Agent(name=Name(printed=printed), record=person, variants=variants)
        return cls(agent=agent, role=role, position=position)

    @property
    def printed_name(self) -> str:
        """The name as printed on the work."""
        return self.agent.printed or ""

    @property
    def variants(self) -> tuple[str, ...]:
        """Other printed forms of the name."""
        return self.agent.variants

    @property
    def person(self) -> Key | None:
        """The person's record, where the agent is a person who is known."""
        return self.agent.record if self.agent.kind is AgentKind.PERSON else None
