"""Who is named on a work is the person or organisation that alone has the identifier printed beside the name."""

from __future__ import annotations

from typing import Final

import pytest

from scholargraph.identifiers import parse_identifier
from scholargraph.iris import Key
from scholargraph.model import Agent, AgentKind, Contribution, ContributorRole, Name, Organization, Person
from tests.reconcile.records import evidence, joined, reading, work, works

ORCID = parse_identifier("orcid:0000-0002-1825-0097")
OTHER = parse_identifier("orcid:0000-0001-5109-3700")
ROR = parse_identifier("ror:01nrxwf90")


def person(source: str, id_: str, name: str, *identifiers: object) -> Person:
    return Person(key=Key(f"person/~{source}/{id_}"), name=name, identifiers=identifiers)  # type: ignore[arg-type]


def named(printed: str, *identifiers: object, role: ContributorRole = ContributorRole.AUTHOR) -> Contribution:
    agent = Agent(name=Name(printed=printed), identifiers=identifiers)  # type: ignore[arg-type]
    return Contribution(agent=agent, role=role)


def test_an_author_is_the_person_who_has_the_identifier() -> None:
    ada = reading("curation", person("curation", "ada", "Ada Quill", ORCID))
    paper = reading(
        "page", work("page", "1", title="Tides", contributions=(named("A. Quill", ORCID), named("B. Other")))
    )
    (only,) = works(joined(ada, paper))
    assert [one.agent.record for one in only.contributions] == [Key("person/ada-quill"), None]
    assert only.contributions[0].printed_name == "A. Quill"
    (proof,) = evidence(joined(ada, paper), only.key, "contributions", only.contributions[0])
    assert proof.source == "page"


def test_an_identifier_of_another_is_nobody_here() -> None:
    ada = reading("curation", person("curation", "ada", "Ada Quill", ORCID))
    paper = reading("page", work("page", "1", title="Tides", contributions=(named("Ada Quill", OTHER),)))
    (only,) = works(joined(ada, paper))
    assert only.contributions[0].agent.record is None


def test_an_identifier_beside_two_names_is_wrong_for_one_of_them_and_tells_of_neither() -> None:
    ada = reading("curation", person("curation", "ada", "Ada Quill", ORCID))
    twice = (named("Ada Quill", ORCID), named("Ben Other", ORCID))
    (only,) = works(joined(ada, reading("page", work("page", "1", title="Tides", contributions=twice))))
    assert [one.agent.record for one in only.contributions] == [None, None]


def test_somebody_may_be_author_and_editor() -> None:
    ada = reading("curation", person("curation", "ada", "Ada Quill", ORCID))
    both = (named("Ada Quill", ORCID), named("Ada Quill", ORCID, role=ContributorRole.EDITOR))
    (only,) = works(joined(ada, reading("page", work("page", "1", title="Tides", contributions=both))))
    assert [one.agent.record for one in only.contributions] == [Key("person/ada-quill")] * 2


def test_two_identifiers_of_two_people_tell_of_neither() -> None:
    people = (
        reading("curation", person("curation", "ada", "Ada Quill", ORCID)),
        reading("curation", person("curation", "ben", "Ben Other", OTHER)),
    )
    paper = reading("page", work("page", "1", title="Tides", contributions=(named("A. Quill", ORCID, OTHER),)))
    (only,) = works(joined(*people, paper))
    assert only.contributions[0].agent.record is None


def test_who_is_known_stays_who_they_are() -> None:
    ada = reading("curation", person("curation", "ada", "Ada Quill", ORCID))
    ben = reading("page", person("page", "owner", "Ben Other"))
    agent = Agent(name=Name(printed="Ben Other"), record=Key("person/~page/owner"), identifiers=(ORCID,))
    paper = reading("page", work("page", "1", title="Tides", contributions=(Contribution(agent=agent),)))
    (only,) = works(joined(ada, ben, paper))
    assert only.contributions[0].agent.record == Key("person/ben-other")


@pytest.mark.parametrize("field", ["publisher", "institution"])
def test_an_organisation_is_told_likewise(field: str) -> None:
    press = Organization(key=Key("organization/~curation/press"), name="Example Press", identifiers=(ROR,))
    agent = Agent(name=Name(printed="Ex. Press"), kind=AgentKind.ORGANIZATION, identifiers=(ROR,))
    paper = work("page", "1", title="Tides", **{field: agent})
    (only,) = works(joined(reading("curation", press), reading("page", paper)))
    assert getattr(only, field).record == Key("organization/example-press")


def test_readings_of_one_work_meet_by_the_identifier() -> None:
    ada = reading("curation", person("curation", "ada", "Ada Quill", ORCID))
    one = reading("page", work("page", "1", title="Tides", contributions=(named("A. Quill", ORCID),)))
    two = reading("other", work("other", "1", title="Tides", contributions=(named("Quill A", ORCID),)))
    (only,) = works(joined(ada, one, two))
    assert [who.agent.record for who in only.contributions] == [Key("person/ada-quill")]


OKAFOR: Final = "Benoît Okafor"


@pytest.mark.parametrize("printed", ["Ada Tanabe", OKAFOR, "B. Okafor", "Q. Quill"])
def test_an_identifier_copied_to_a_colleague_makes_them_nobody_else(printed: str) -> None:
    ada = reading("curation", person("curation", "ada", "Ada Quill", ORCID))
    paper = work("page", "1", title="Tides", contributions=(named("Ada Quill"), named(printed, ORCID)))
    (only,) = works(joined(ada, reading("page", paper)))
    assert [one.agent.record for one in only.contributions] == [None, None]


@pytest.mark.parametrize(
    "printed", ["B. Okafor", "Okafor, Benoit", "Benoît Okaffor", "OKAFOR B", "Бенуа Окафор", "B. O. Okafor"]
)
def test_an_identifier_beside_a_name_written_otherwise_is_that_of_its_holder(printed: str) -> None:
    ben = reading("curation", person("curation", "ben", OKAFOR, ORCID))
    paper = reading("page", work("page", "1", title="Tides", contributions=(named(printed, ORCID),)))
    (only,) = works(joined(ben, paper))
    assert only.contributions[0].agent.record == Key("person/benoit-okafor")


def test_a_changed_name_is_known_by_another_name_of_the_record() -> None:
    ada = reading("curation", Person(key=Key("person/~curation/ada"), name="Ada Quill", identifiers=(ORCID,)))
    before = reading("other", Person(key=Key("person/~other/a"), name="Ada Quill", alternate_names=("Ada Tanabe",), identifiers=(ORCID,)))  # fmt: skip
    paper = reading("page", work("page", "1", title="Tides", contributions=(named("A. Tanabe", ORCID),)))
    (only,) = works(joined(ada, before, paper))
    assert only.contributions[0].agent.record == Key("person/ada-quill")
