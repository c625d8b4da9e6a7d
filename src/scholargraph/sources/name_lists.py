"""A list of names as a work prints it: the place of each name, and whether all of them are stated.

The one place where a reader learns whether it may call a list of authors complete: every entry of the list is told to it,
also one that holds nothing, so that what a reader leaves out can neither be forgotten nor move the others up.
"""

from __future__ import annotations

from dataclasses import replace

from scholargraph.bibliography.agents import NoName, kind_of, without_cut
from scholargraph.model import Agent, Contribution, ContributorRole, Name


class NameList:
    """Counts the entries of one list: those that are named, those that are left out, and marks that the list goes on.

    Behind a mark in the midst of a list (“A, et al., B”) no place is known. `cut` says that a mark stands there.

    Args:
        role: what those of the list did.
        ordered: whether the order of the entries means something; otherwise no entry has a place.
    """

    def __init__(self, role: ContributorRole = ContributorRole.AUTHOR, *, ordered: bool = True) -> None:
        self.role = role
        self.cut = False
        self._ordered = ordered
        self._entries = 0
        self._named = 0

    @property
    def whole(self) -> bool:
        """Whether every entry is stated, and nothing says that there are more."""
        return 0 < self._named == self._entries and not self.cut

    @property
    def goes_on(self) -> bool:
        """Whether names are missing: a mark says so, or some entries are stated and others are not."""
        return self.cut or 0 < self._named < self._entries

    def take(self, agent: Agent | NoName | None) -> Contribution | None:
        """Count an entry and give its contribution; None for one that is no name: nothing, a mark, nobody known.

        What has no letter is no name; a mark behind a name (“Ada Quill et al.”) is no part of it.
        """
        self._entries += 1
        place = self._entries if self._ordered and not self.cut else None
        named = None
        if isinstance(agent, Agent):
            named = _unmarked(agent)
            self.cut = self.cut or named is not agent
        self.cut = self.cut or agent is NoName.CUT
        if named is None or not _is_name(named):
            return None
        self._named += 1
        return Contribution(agent=named, role=self.role, position=place)

    def is_told(self, agent: Agent | NoName | None, words: str | None) -> bool:
        """Whether an entry that is left out is to be told of by itself; of a mark, or of nobody known, the work's gap tells."""
        return self.role is not ContributorRole.AUTHOR or not isinstance(agent, NoName) or not words

    def loss(self, words: str | None) -> str:
        """Say of an entry that is left out what is lost."""
        shown = " ".join((words or "").split())[:100]
        if not shown:
            return f"This {self.role} has no name: the entry is left out."
        return f"“{shown}” names no {self.role} who can be stated: the entry is left out."


def _unmarked(agent: Agent) -> Agent:
    """Give an agent without the mark behind its name; itself where there is none."""
    printed = agent.printed
    if printed is None or kind_of(printed) is not NoName.CUT or not (kept := without_cut(printed)):
        return agent
    return replace(agent, name=Name(printed=kept))


def _is_name(agent: Agent) -> bool:
    printed = agent.printed
    if printed is None:
        return agent.record is not None
    if kind_of(printed) is NoName.CUT:
        return False
    return any(map(str.isalpha, printed))
