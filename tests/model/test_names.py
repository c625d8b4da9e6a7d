"""Names and agents: what is printed, apart from who is meant."""

from __future__ import annotations

import pytest

from scholargraph.iris import Key
from scholargraph.model import Agent, AgentKind, Contribution, ContributorRole, Name, organization

ADA = Key("person/ada-quill")


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        (Name(printed="Jan van der Berg", particle="van der", family="Berg"), "van der Berg"),
        (Name(printed="Ada Quill", given="Ada", family="Quill"), "Quill"),
        (Name(printed="de", particle="de"), "de"),
        (Name(printed="Plato", given="Plato"), None),
        (Name(printed="X", particle="", family=""), None),
    ],
)
def test_the_family_name_is_written_with_its_particle(name: Name, whole: str | None) -> None:
    assert name.whole_family == whole


def test_an_agent_is_a_person_unless_something_else_is_said() -> None:
    agent = Agent(name=Name(printed="Ada Quill"))
    assert (agent.kind, agent.printed, agent.record) == (AgentKind.PERSON, "Ada Quill", None)
    assert Agent(record=ADA).printed is None


def test_an_agent_without_name_and_record_is_none() -> None:
    with pytest.raises(ValueError, match="name, a record or both"):
        Agent(kind=AgentKind.GROUP)


def test_an_organisation_has_its_printed_name_and_perhaps_its_record() -> None:
    office = Key("organization/office")
    assert organization("Office") == Agent(name=Name(printed="Office"), kind=AgentKind.ORGANIZATION)
    assert organization("Office", record=office).record == office


def test_a_contribution_is_made_of_a_printed_name() -> None:
    made = Contribution.of(
        "A. Quill", role=ContributorRole.EDITOR, position=2, person=ADA, variants=("Ada Quill", "Quill, A.")
    )
    assert (made.printed_name, made.role, made.position) == ("A. Quill", ContributorRole.EDITOR, 2)
    assert (made.person, made.variants) == (ADA, ("Ada Quill", "Quill, A."))
    plain = Contribution.of("A. Quill")
    assert (plain.role, plain.position, plain.person, plain.variants) == (ContributorRole.AUTHOR, None, None, ())


@pytest.mark.parametrize("kind", [AgentKind.ORGANIZATION, AgentKind.GROUP, AgentKind.UNDECIDED])
def test_only_a_person_is_the_person_of_a_contribution(kind: AgentKind) -> None:
    made = Contribution(agent=Agent(kind=kind, record=Key("organization/office")))
    assert (made.person, made.printed_name) == (None, "")
