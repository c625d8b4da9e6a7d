"""Names on one work that are one name written otherwise: initials, another order, lost accents, parts left out.

On one work a name that fits just one of the names that another source prints there is that one's. It looks at no other work.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from scholargraph.model import Agent, AgentKind, ContributorRole, Name
from scholargraph.reconcile.persons.names import PersonName, likeness, person_name

_CROWD: Final = 8
"""Of so many whose names are much alike each is looked at; where a work has more, such a name tells nobody from another."""


class Alike:
    """The names of the contributors so far, by their places, and found by family name and initial."""

    def __init__(self) -> None:
        self._names: dict[int, list[PersonName]] = {}
        self._by_key: dict[tuple[ContributorRole, str], dict[int, None]] = {}

    def add(self, place: int, role: ContributorRole, agent: Agent) -> None:
        """Add a contributor, or another form of their name."""
        known = self._names.setdefault(place, [])
        for name in readable(agent):
            if name not in known:
                known.append(name)
                for key in name.keys:
                    self._by_key.setdefault((role, key), {})[place] = None

    def fitting(self, role: ContributorRole, agent: Agent) -> Sequence[int]:
        """Give the places of those whose name an agent's may be: every form of the one fits every form of the other."""
        mine = [*readable(agent)]
        found: dict[int, None] = {}
        for name in mine:
            for key in name.keys:
                places = self._by_key.get((role, key), {})
                if len(places) <= _CROWD:
                    found.update(places)
        return [place for place in sorted(found) if self._fits(place, mine)]

    def _fits(self, place: int, mine: Sequence[PersonName]) -> bool:
        return all(likeness(one, other) is not None for one in mine for other in self._names[place])


def readable(agent: Agent) -> Iterable[PersonName]:
    """Give the forms of a person's name that can be compared; of what is no person none."""
    if agent.name is None or agent.kind not in {AgentKind.PERSON, AgentKind.UNDECIDED}:
        return
    forms: tuple[Name | str, ...] = (agent.name, *(script.value for script in agent.name.scripts), *agent.variants)
    for form in forms:
        name = person_name(form)
        if name is not None:
            yield name
