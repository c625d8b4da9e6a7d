"""Who is left out of works, and who is not: by record, identifier, name and affiliation; what a list says without them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pytest

from scholargraph.errors import MatchError
from scholargraph.iris import Key
from scholargraph.model import (
    Affiliation,
    Agent,
    AgentKind,
    Contribution,
    Gap,
    Identifier,
    Name,
    OptOut,
    Organization,
    Person,
    Record,
    Role,
    RoleKind,
    Software,
    SourceRecord,
)
from scholargraph.reconcile import IDENTIFYING, Joined, Ledger, reconcile
from tests.reconcile.records import OWNER, SOURCES, kept, reading, records, work, works

MINE: Final = Identifier("orcid", "0000-0002-1825-0097")
THEIRS: Final = Identifier("orcid", "0000-0001-5109-3700")


def named(printed: str, *identifiers: Identifier, at: int | None = None, **more: Any) -> Contribution:
    return Contribution(agent=Agent(name=Name(printed=printed), identifiers=identifiers, **more), position=at)


def left_out(*identifiers: Identifier, name: str = "[…]", affiliations: tuple[str, ...] = ()) -> SourceRecord:
    person = Person(key=Key("person/~curation//1"), name=name, identifiers=identifiers)
    return replace(reading("curation", person), opted_out=OptOut(affiliations))


def joined(*given: SourceRecord, ledger: Ledger | None = None) -> Joined:
    return reconcile(given, sources=SOURCES, ledger=ledger or Ledger(schemes=IDENTIFYING), secret=lambda: b"secret")


def printed(catalogue: Joined) -> list[list[str]]:
    return [[one.printed_name for one in found.contributions] for found in works(catalogue)]


def one_work(*contributions: Contribution, source: str = "page", **more: Any) -> SourceRecord:
    return reading(source, work(source, "w", title="Tides", contributions=contributions, **more))


@pytest.mark.parametrize(
    ("asked", "member"),
    [
        (left_out(MINE), named("I. P.", MINE)),
        (left_out(name="Ida Probe"), named("Ida Probe")),
        (left_out(name="Ida Probe"), named("PROBE, Ida")),
        (left_out(name="Ida Probe", affiliations=("Harbour Office",)), named("Ida Probe")),
        (left_out(name="Ida Probe", affiliations=("Harbour Office",)),
         named("Ida Probe", affiliations=(Affiliation(name="The Harbour Office, Nowhere"),))),
        (left_out(MINE, name="Ida Probe"), named("Ida Probe", kind=AgentKind.UNDECIDED)),
    ],
)  # fmt: skip
def test_a_contribution_of_theirs_is_an_empty_place(asked: SourceRecord, member: Contribution) -> None:
    others = (named("Ömer Brink", at=2),)
    catalogue = joined(asked, one_work(replace(member, position=1), *others, authors_complete=True))
    (found,) = works(catalogue)
    assert found.contributions == others
    assert not found.authors_complete
    assert found.gaps == (Gap.AUTHOR_UNNAMED,)


@pytest.mark.parametrize(
    ("asked", "member"),
    [
        (left_out(MINE, name="Ida Probe"), named("Ida Probe", THEIRS)),
        (left_out(name="Ida Probe", affiliations=("Harbour Office",)),
         named("Ida Probe", affiliations=(Affiliation(name="Institute of Clouds"),))),
        (left_out(name="Ida Probe"), named("Ida Probe", kind=AgentKind.ORGANIZATION)),
        (left_out(name="Ida Probe"), named("I. Probe")),
        (left_out(name="Ida Probe"), named("Idan Probe")),
    ],
)  # fmt: skip
def test_somebody_else_stays_in_a_complete_list(asked: SourceRecord, member: Contribution) -> None:
    member = replace(member, position=1)
    (found,) = works(joined(asked, one_work(member, authors_complete=True)))
    assert (found.contributions, found.authors_complete, found.gaps) == ((member,), True, ())


def test_no_source_brings_the_name_back_into_a_work() -> None:
    catalogue = joined(
        left_out(MINE),
        one_work(named("Ida Probe", MINE, at=1), named("Ömer Brink", at=2), authors_complete=True),
        one_work(named("I. Probe", at=1), named("Ömer Brink", at=2), source="other", authors_complete=True),
    )
    assert printed(catalogue) == [["Ömer Brink"]]
    assert not works(catalogue)[0].authors_complete


def test_two_names_that_may_be_theirs_are_neither() -> None:
    catalogue = joined(
        left_out(MINE),
        one_work(named("Ida Probe", MINE, at=1)),
        one_work(named("I. Probe", at=1), named("I. Probe", at=2), source="other"),
    )
    assert printed(catalogue) == [["I. Probe", "I. Probe"]]


def test_what_refers_to_the_person_does_not_any_more() -> None:
    tool = Software(key=Key("software/~page/tool"), name="Tool", makers=(OWNER,))
    catalogue = joined(left_out(MINE), reading("page", Person(key=OWNER, name="Ida Probe", identifiers=(MINE,))),
                       reading("page", tool))  # fmt: skip
    (left,) = records(catalogue).values()
    assert isinstance(left, Software)
    assert left.makers == ()


def test_affiliations_tell_two_persons_of_one_name_apart() -> None:
    office = Organization(key=Key("organization/~page/o"), name="Harbour Office")
    clouds = Organization(key=Key("organization/~page/c"), name="Institute of Clouds")
    people = [
        Person(
            key=Key(f"person/~page/{at}"), name="Ida Probe", roles=(Role(organization=one, kind=RoleKind.EMPLOYMENT),)
        )
        for at, one in enumerate((office.key, clouds.key))
    ]
    found: tuple[Record, ...] = (office, clouds, *people)
    given = [reading("page", one, number=at) for at, one in enumerate(found)]
    asked = left_out(name="Ida Probe", affiliations=("Harbour Office",))
    catalogue = joined(asked, *given)
    (left,) = [one for one in records(catalogue).values() if isinstance(one, Person)]
    assert [role.organization for role in left.roles] == [Key("organization/institute-of-clouds")]
    with pytest.raises(MatchError, match="2 persons have the name"):
        joined(left_out(name="Ida Probe"), *given)


def test_what_is_learnt_from_one_work_holds_for_those_before_it() -> None:
    catalogue = joined(
        left_out(MINE),
        reading("page", work("page", "a", title="First", contributions=(named("Ida Probe"),))),
        reading("page", work("page", "b", title="Second", contributions=(named("Ida Probe", MINE),))),
    )
    assert printed(catalogue) == [[], []]


def test_a_name_is_known_again_by_its_hash_alone() -> None:
    ledger = Ledger(schemes=IDENTIFYING)
    joined(left_out(MINE), one_work(named("Ida Probe", MINE)), ledger=ledger)
    assert "probe" not in ledger.text().casefold()
    ledger = kept(ledger)
    catalogue = joined(left_out(MINE), one_work(named("Ida Probe")), ledger=ledger)
    assert printed(catalogue) == [[]]
    assert printed(joined(one_work(named("Ida Probe")), ledger=kept(ledger))) == [["Ida Probe"]]  # asked for no more


def test_only_the_person_is_taken_out_of_the_ledger() -> None:
    ledger = Ledger(schemes=IDENTIFYING)
    people = (Person(key=OWNER, name="Ida Probe", identifiers=(MINE,)),
              Person(key=Key("person/~page/other"), name="Ömer Brink", identifiers=(THEIRS,)))  # fmt: skip
    given = [reading("page", one, number=at) for at, one in enumerate(people)]
    joined(*given, ledger=ledger)
    assert Key("person/ida-probe") in ledger.issued()
    catalogue = joined(left_out(MINE), *given, ledger=ledger)
    assert {key for key in ledger.issued() if key.collection == "person"} == {Key("person/omer-brink")}
    assert [*records(catalogue)] == [Key("person/omer-brink")]
    assert ledger.retired == {}
    assert catalogue.withdrawn


def test_a_publication_can_be_nobodys() -> None:
    (found,) = works(joined(left_out(MINE), one_work(named("Ida Probe", MINE, at=1))))
    assert (found.contributions, found.gaps) == ((), (Gap.AUTHOR_UNNAMED,))


SCOPUS: Final = Identifier("scopus-author", "36455008000")
WIKIDATA: Final = Identifier("wikidata", "Q42")


@pytest.mark.parametrize("shared", [SCOPUS, WIKIDATA])
def test_a_shared_identifier_excuses_no_other_one_that_differs(shared: Identifier) -> None:
    hers = reading("page", Person(key=OWNER, name="Ida Probe", identifiers=(MINE, shared)))
    other = reading(
        "other", Person(key=Key("person/~other/1"), name="Ida Probe", identifiers=(THEIRS, shared), topics=())
    )
    members = one_work(named("I. Probe", THEIRS, shared), named("Ida Q. Probe", MINE), source="other")
    found = joined(left_out(MINE), hers, other, members)
    assert printed(found) == [["I. Probe"]]
    (person,) = (one for one in records(found).values() if isinstance(one, Person))
    assert THEIRS in person.identifiers


def test_the_identifier_that_the_curation_gives_is_enough_whatever_stands_beside_it() -> None:
    hers = reading("page", Person(key=OWNER, name="Ida Probe", identifiers=(MINE, SCOPUS)))
    members = one_work(named("I. Probe", MINE, Identifier("scopus-author", "7004212771")), source="other")
    assert printed(joined(left_out(MINE), hers, members)) == [[]]


@pytest.mark.parametrize("scheme", ["openalex", "scopus-author", "dblp"])
def test_who_has_two_ids_of_a_registry_is_known_by_the_orcid_id_beside_them(scheme: str) -> None:
    first, second = Identifier(scheme, "A5023888391"), Identifier(scheme, "A5023888392")
    one = one_work(named("Ida Probe", MINE, first))
    other = reading("other", work("other", "v", title="Dunes", contributions=(named("Ida Probe", MINE, second),)))
    assert printed(joined(left_out(name="Ida Probe"), one, other)) == [[], []]
