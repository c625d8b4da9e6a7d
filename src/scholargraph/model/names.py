"""Names and agents: what is printed, apart from who is meant.

A name on a work is words until a source, the curation or a word list says what stands behind them; nothing here decides it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scholargraph.identifiers import Identifier
from scholargraph.iris import Key
from scholargraph.model.values import Text


class AgentKind(StrEnum):
    """What stands behind a printed name."""

    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"  # a collaboration, a working group
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as printed, and its parts where the source tells them apart.

    Attributes:
        printed: the whole name, as it stands.
        given: given names, as printed.
        family: the family name without its particle.
        particle: what stands before the family name and is not sorted by (“van der”).
        suffix: what stands after it (“Jr.”, “III”).
        scripts: the same name in other scripts or transliterations, each with its language where that is known.
    """

    printed: str
    given: str | None = None
    family: str | None = None
    particle: str | None = None
    suffix: str | None = None
    scripts: tuple[Text, ...] = ()

    @property
    def whole_family(self) -> str | None:
        """The family name with its particle."""
        return " ".join(part for part in (self.particle, self.family) if part) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """An organisation as printed beside a name on a work, and its record once it is known."""

    name: str
    organization: Key | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Who or what is named on a work: author, editor, publisher, institution.

    Attributes:
        name: the name as printed on this work; None where only the record is known.
        kind: a person unless the source, the curation or a word list says otherwise.
        kind_stated: whether the source itself says the kind; False where it follows from the words of the name. Where
            nothing is said of it (None), a person is what anybody is taken for, and any other kind is the source's word.
        record: the person's, organisation's or project's record, once it is known.
        variants: other printed forms of the name.
        affiliations: organisations printed beside the name on this work.
        identifiers: identifiers printed beside the name on this work.
    """

    name: Name | None = None
    kind: AgentKind = AgentKind.PERSON
    kind_stated: bool | None = None
    record: Key | None = None
    variants: tuple[str, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    identifiers: tuple[Identifier, ...] = ()

    def __post_init__(self) -> None:
        if self.name is None and self.record is None:
            raise ValueError("an agent has a name, a record or both")

    @property
    def kind_assumed(self) -> bool:
        """Whether the kind is no source's word, so that it yields to what a source or a record says."""
        if self.record is not None or self.kind_stated:
            return False
        return self.kind is AgentKind.PERSON or self.kind_stated is False

    @property
    def printed(self) -> str | None:
        """The name as printed."""
        return None if self.name is None else self.name.printed


def organization(printed: str, *, record: Key | None = None) -> Agent:
    """Make the agent of an organisation of which the name is printed: a publisher, an institution."""
    return Agent(name=Name(printed=printed), kind=AgentKind.ORGANIZATION, record=record)
