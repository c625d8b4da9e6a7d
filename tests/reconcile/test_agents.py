"""Agents: persons, organisations, groups and the undecided, as two sources name them on one work."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from scholargraph.identifiers import parse_identifier
from scholargraph.iris import Key
from scholargraph.model import (
    Affiliation,
    Agent,
    AgentKind,
    Contribution,
    ContributorRole,
    Name,
    Organization,
    Person,
    Project,
    Publication,
    Text,
    Version,
    organization,
)
from scholargraph.reconcile import Joined
from scholargraph.reconcile.agents import compatible, joined_agent, printed_forms, same_agent
from scholargraph.reconcile.renaming import renamed
from tests.reconcile.records import OWNER, conflicts, evidence, joined, reading, records, work, works

OFFICE = Key("organization/~curation/office")
ORCID, OTHER_ORCID = parse_identifier("orcid:0000-0002-1825-0097"), parse_identifier("orcid:0000-0001-5109-3700")
ROR = parse_identifier("ror:00f54p054")


def named(printed: str, kind: AgentKind = AgentKind.PERSON, **values: Any) -> Agent:
    return Agent(name=Name(printed=printed), kind=kind, **values)


def listing(*said: tuple[str, Agent], complete: str | None = "curation") -> Joined:
    """One work whose authors several sources name; each source's agents make its list."""
    lists: dict[str, list[Contribution]] = {}
    for source, agent in said:
        lists.setdefault(source, []).append(Contribution(agent=agent))
    return joined(*(
        reading(source, work(source, "1", title="T", contributions=tuple(some), authors_complete=source == complete))
        for source, some in lists.items()
    ))  # fmt: skip


def agents(catalogue: Joined) -> list[Agent]:
    (only,) = works(catalogue)
    return [one.agent for one in only.contributions]


# ── The same or not ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", [AgentKind.ORGANIZATION, AgentKind.GROUP, AgentKind.UNDECIDED])
@pytest.mark.parametrize("preferred", [True, False])
def test_a_kind_that_a_source_gives_wins_over_the_person_that_everybody_assumes(
    kind: AgentKind,
    preferred: bool,  # noqa: FBT001 - a parameter
) -> None:
    given, assumed = named("ATLAS", kind), named("Atlas")
    one, two = (given, assumed) if preferred else (assumed, given)
    catalogue = listing(("curation", one), ("page", two))
    assert [agent.kind for agent in agents(catalogue)] == [kind]
    assert conflicts(catalogue) == []
    (only,) = works(catalogue)
    found = evidence(catalogue, only.key, "contributions", only.contributions[0])
    assert [place.source for place in found] == ["curation", "page"]
    assert only.contributions[0].printed_name == one.printed  # the printed name is the preferred source's


def test_two_kinds_that_sources_give_are_two_agents_and_a_conflict() -> None:
    catalogue = listing(("curation", named("ATLAS", AgentKind.GROUP)), ("page", named("ATLAS", AgentKind.ORGANIZATION)))
    assert [agent.kind for agent in agents(catalogue)] == [AgentKind.GROUP]
    (conflict,) = conflicts(catalogue)
    assert [other.value.agent.kind for other in conflict.others] == [AgentKind.ORGANIZATION]  # type: ignore[attr-defined]


def test_what_is_undecided_contradicts_no_kind_and_the_preferred_source_decides() -> None:
    undecided, office = named("ATLAS", AgentKind.UNDECIDED), named("ATLAS", AgentKind.ORGANIZATION)
    assert [one.kind for one in agents(listing(("curation", office), ("page", undecided)))] == [AgentKind.ORGANIZATION]
    assert [one.kind for one in agents(listing(("curation", undecided), ("page", office)))] == [AgentKind.UNDECIDED]


def test_a_person_who_is_known_is_not_the_organisation_of_that_name() -> None:
    owner = reading("page", Person(key=OWNER, name="Mercury"))
    mine = work("page", "1", title="T", contributions=(Contribution.of("Mercury", person=OWNER),))
    theirs = (Contribution(agent=named("Mercury", AgentKind.ORGANIZATION)),)
    other = work("curation", "1", title="T", contributions=theirs)
    (only,) = works(joined(owner, reading("page", mine), reading("curation", other)))
    assert [(one.agent.kind, one.agent.record) for one in only.contributions] == [
        (AgentKind.ORGANIZATION, None), (AgentKind.PERSON, "person/mercury"),
    ]  # fmt: skip


@pytest.mark.parametrize("record", [
    Organization(key=OFFICE, name="Office"), Project(key=Key("project/~curation/p"), name="Probe"),
    Person(key=Key("person/~curation/a"), name="Ada"),
])  # fmt: skip
def test_one_record_is_one_agent_whatever_its_name_and_kind(record: Organization | Project | Person) -> None:
    kind = AgentKind.PERSON if isinstance(record, Person) else AgentKind.ORGANIZATION
    one, two = Agent(record=record.key, kind=kind), named("Printed otherwise", kind, record=record.key)
    mine = reading("curation", work("curation", "1", title="T", contributions=(Contribution(agent=one),)))
    theirs = reading("page", work("page", "1", title="T", contributions=(Contribution(agent=two),)))
    catalogue = joined(mine, theirs, reading("curation", record))
    (agent,) = agents(catalogue)
    # The name that only one of them prints is filled in, and the key is the final one.
    assert (agent.printed, agent.kind) == ("Printed otherwise", kind)
    assert agent.record in records(catalogue)
    assert agent.record is not None
    assert "~" not in agent.record


def test_a_record_that_one_source_knows_says_what_kind_the_other_could_not() -> None:
    known = named("Office", AgentKind.ORGANIZATION, record=OFFICE)
    assert joined_agent(named("OFFICE", AgentKind.UNDECIDED), known) == named(
        "OFFICE", AgentKind.ORGANIZATION, record=OFFICE
    )
    assert joined_agent(known, named("OFFICE", AgentKind.UNDECIDED)) == known


def test_in_two_roles_one_agent_is_two_contributions() -> None:
    agent = named("ATLAS", AgentKind.GROUP)
    author, editor = Contribution(agent=agent), Contribution(agent=agent, role=ContributorRole.EDITOR)
    mine = reading("curation", work("curation", "1", title="T", contributions=(author,)))
    (only,) = works(joined(mine, reading("page", work("page", "1", title="T", contributions=(editor,)))))
    assert only.contributions == (author, editor)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (named("Ada Quill"), named("ada  QUILL"), True),
        (named("Ada Quill"), named("A. Quill"), False),
        (named("Ada Quill"), named("A. Quill", variants=("Ada Quill",)), True),
        (named("A. Quill", variants=("Quill, A.",)), named("Quill, A."), True),
        (Agent(name=Name(printed="Wang Wei", scripts=(Text("王伟", "zh"),))), named("王伟"), True),
        (named("Ada", identifiers=(ORCID,)), named("Ada", identifiers=(OTHER_ORCID,)), False),
        (named("Ada", identifiers=(ORCID,)), named("Ada", identifiers=(ROR,)), True),
        (named("Ada", identifiers=(ORCID,)), named("Ada", identifiers=(OTHER_ORCID, ORCID)), True),
        (named("Office", AgentKind.ORGANIZATION, record=OFFICE), organization("office"), True),
        (Agent(kind=AgentKind.ORGANIZATION, record=OFFICE), organization("Office"), False),
        (named("One", record=OFFICE), named("Two", record=OFFICE), True),
        (named("One", record=OFFICE), named("One", record=OWNER), False),
        (named("One", record=OWNER), named("One", AgentKind.GROUP), False),
        (named("One", AgentKind.GROUP), named("One", AgentKind.ORGANIZATION), False),
        (named("One", AgentKind.GROUP), named("One", AgentKind.UNDECIDED), True),
    ],
)
def test_agents_are_the_same_by_record_or_by_printed_name(one: Agent, two: Agent, *, same: bool) -> None:
    assert same_agent(one, two) is same
    assert same_agent(two, one) is same
    if same and one.record != two.record:
        assert compatible(one, two)


def test_namesakes_in_one_work_are_told_apart_by_the_kind_that_a_source_gives() -> None:
    people = (named("Mercury", AgentKind.GROUP), named("Mercury", AgentKind.ORGANIZATION))
    catalogue = listing(*(("curation", one) for one in people), ("page", named("Mercury", AgentKind.ORGANIZATION)))
    (only,) = works(catalogue)
    assert [one.agent for one in only.contributions] == list(people)
    assert [len(evidence(catalogue, only.key, "contributions", one)) for one in only.contributions] == [1, 2]
    assert conflicts(catalogue) == []


def test_a_record_that_one_source_names_twice_stays_twice() -> None:
    twice = tuple(Contribution.of(name, person=OWNER) for name in ("Ada Quill", "A. Q."))
    owner = reading("page", Person(key=OWNER, name="Ada Quill"))
    (only,) = works(joined(owner, reading("page", work("page", "1", title="T", contributions=twice))))
    assert [one.printed_name for one in only.contributions] == ["Ada Quill", "A. Q."]


# ── What both say together ──────────────────────────────────────────────────────────────────────────────────────────


def test_affiliations_identifiers_and_parts_of_the_name_are_filled_in() -> None:
    full = Agent(
        name=Name(printed="ada quill", given="ada", family="quill", suffix="Jr.", scripts=(Text("Ада Квилл", "ru"),)),
        affiliations=(Affiliation(name="the office", organization=OFFICE), Affiliation(name="Elsewhere")),
        identifiers=(ORCID, ROR),
    )
    mine = Agent(
        name=Name(printed="Ada Quill", scripts=(Text("АДА КВИЛЛ"),)),
        affiliations=(Affiliation(name="The Office"),),
        identifiers=(ORCID,),
        variants=("A. Quill",),
    )
    catalogue = joined(
        reading("curation", work("curation", "1", title="T", contributions=(Contribution(agent=mine),))),
        reading("page", work("page", "1", title="T", contributions=(Contribution(agent=full, position=3),))),
        reading("curation", Organization(key=OFFICE, name="Office")),
    )
    (only,) = works(catalogue)
    office = Key("organization/office")
    assert only.contributions == (
        Contribution(
            agent=Agent(
                name=Name(printed="Ada Quill", given="ada", family="quill", suffix="Jr.", scripts=(Text("АДА КВИЛЛ"),)),
                affiliations=(Affiliation(name="The Office", organization=office), Affiliation(name="Elsewhere")),
                identifiers=(ORCID, ROR),
                variants=("A. Quill",),
            ),
            position=3,
        ),
    )


@pytest.mark.parametrize(
    "mine",
    [
        Name(printed="Jan van der Berg", given="Jan", family="van der Berg"),
        Name(printed="J. v. d. Berg"),
        Name(printed="Jan van der Berg", suffix="Jr."),
    ],
)
def test_parts_of_a_name_are_never_put_together_from_two_readings(mine: Name) -> None:
    theirs = Name(printed="Jan van der Berg", given="Jan", particle="van der", family="Berg")
    joint = joined_agent(Agent(name=mine, record=OWNER), Agent(name=theirs, record=OWNER))
    assert joint.name == mine


def test_affiliations_of_one_name_at_two_organisations_are_two() -> None:
    one, two = (Affiliation(name="Office", organization=Key(f"organization/{name}")) for name in "ab")
    assert joined_agent(named("A", affiliations=(one,)), named("A", affiliations=(two,))).affiliations == (one, two)
    assert joined_agent(named("A", affiliations=(one,)), named("A", affiliations=(one,))).affiliations == (one,)


def test_a_name_in_another_script_is_added_once() -> None:
    one = Agent(name=Name(printed="Wang Wei"), record=OWNER)
    two = Agent(name=Name(printed="Wei Wang", scripts=(Text("王伟", "zh"),)), record=OWNER)
    joint = joined_agent(one, two)
    assert joint.name == Name(printed="Wang Wei", scripts=(Text("王伟", "zh"),))
    assert joined_agent(joint, two) == joint


def test_printed_forms_are_given_once_each() -> None:
    name = Name(printed="Wang Wei", scripts=(Text("王伟", "zh"),))
    assert printed_forms(Agent(name=name, variants=("WANG WEI", "Wang, W."))) == ("wang wei", "王伟", "wang w")
    assert printed_forms(Agent(record=OWNER)) == ()


# ── Publishers and institutions ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("field", ["publisher", "institution"])
@pytest.mark.parametrize("preferred", [True, False])
def test_a_publisher_is_joined_by_its_printed_name_and_gets_its_record(field: str, preferred: bool) -> None:  # noqa: FBT001 - a parameter
    known, printed = organization("Office", record=OFFICE), organization("OFFICE")
    first, second = (known, printed) if preferred else (printed, known)
    catalogue = joined(
        reading("curation", work("curation", "1", title="T", **{field: first})),
        reading("page", work("page", "1", title="T", **{field: second})),
        reading("curation", Organization(key=OFFICE, name="Office")),
    )
    (only,) = works(catalogue)
    stated = organization("Office" if preferred else "OFFICE", record=Key("organization/office"))
    assert getattr(only, field) == stated
    assert [one.source for one in evidence(catalogue, only.key, field, stated)] == ["curation", "page"]
    assert conflicts(catalogue) == []


def test_publishers_of_two_names_or_records_are_a_conflict() -> None:
    other = Key("organization/~curation/other")
    offices = [reading("curation", Organization(key=OFFICE, name="Office")),
               reading("curation", Organization(key=other, name="Other"))]  # fmt: skip
    for one, two in permutations([
        organization("Office", record=OFFICE), organization("Office", record=other), organization("Elsewhere"),
    ], 2):  # fmt: skip
        catalogue = joined(
            *offices,
            reading("curation", work("curation", "1", title="T", publisher=one)),
            reading("page", work("page", "1", title="T", publisher=two)),
        )
        (conflict,) = conflicts(catalogue)
        assert conflict.field == "publisher"
        (only,) = works(catalogue)
        assert conflict.stated == only.publisher
        assert only.publisher is not None
        assert only.publisher.printed == one.printed
        (rejected,) = conflict.others
        assert (rejected.value.printed, rejected.evidence.source) == (two.printed, "page")  # type: ignore[attr-defined]


# ── Keys ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_keys_are_renamed_however_deep_they_stand() -> None:
    old, new = Key("organization/~page/x"), Key("organization/x")
    agent = Agent(name=Name(printed="A"), record=old, affiliations=(Affiliation(name="B", organization=old),))
    made = work(
        "page",
        "1",
        publisher=agent,
        contributions=(Contribution(agent=agent),),
        about=(old,),
        versions=(Version(label="x"),),
    )
    done: Publication = renamed(made, {old: new})
    assert str(done).count(old) == 0
    assert str(done).count(new) == str(made).count(old) == 5
    assert renamed(done, {old: new}) is done


# ── Kinds that follow from words ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "two", "kind"),
    [
        # The words of a name yield to a record, and to what a source says, whichever is preferred.
        (
            named("Tidewater", AgentKind.UNDECIDED, kind_stated=False),
            named("Tidewater", record=OWNER),
            AgentKind.PERSON,
        ),
        (named("Tide Team", AgentKind.GROUP, kind_stated=False), named("Tide Team", record=OWNER), AgentKind.PERSON),
        (
            named("Tide Team", AgentKind.GROUP, kind_stated=False),
            named("Tide Team", AgentKind.ORGANIZATION, record=OFFICE),
            AgentKind.ORGANIZATION,
        ),
        (
            named("Tide Team", AgentKind.GROUP, kind_stated=False),
            named("Tide Team", kind_stated=True),
            AgentKind.PERSON,
        ),
        (
            named("Tide Team", AgentKind.GROUP, kind_stated=False),
            named("Tide Team", AgentKind.UNDECIDED),
            AgentKind.UNDECIDED,
        ),
        # They win over the person that everybody assumes; and those that tell more over those that tell nothing.
        (named("Tide Team", AgentKind.GROUP, kind_stated=False), named("Tide Team"), AgentKind.GROUP),
        (
            named("Tidewater", AgentKind.UNDECIDED, kind_stated=False),
            named("Tidewater", AgentKind.GROUP, kind_stated=False),
            AgentKind.GROUP,
        ),
        (named("Tidewater", AgentKind.UNDECIDED, kind_stated=False), named("Tidewater"), AgentKind.PERSON),
    ],
)
def test_a_kind_that_follows_from_words_yields_to_a_source_and_to_a_record(
    one: Agent, two: Agent, kind: AgentKind
) -> None:
    for first, second in ((one, two), (two, one)):
        assert compatible(first, second)
        joint = joined_agent(first, second)
        assert joint.kind is kind
        assert joint.record == (one.record or two.record)
        assert Contribution(agent=joint).person == (joint.record if kind is AgentKind.PERSON else None)


def test_a_person_whom_a_source_says_is_no_group_of_another() -> None:
    assert not compatible(named("Tide Team", kind_stated=True), named("Tide Team", AgentKind.GROUP))
    assert named("Tide Team", AgentKind.GROUP, kind_stated=False).kind_assumed
    assert not named("Tide Team", AgentKind.GROUP).kind_assumed
    assert named("Tide Team").kind_assumed
    assert not named("Tide Team", kind_stated=True).kind_assumed
    assert not named("Tide Team", AgentKind.GROUP, kind_stated=False, record=OFFICE).kind_assumed
