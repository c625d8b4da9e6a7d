"""Collaborations: one form of a name on the works of one is one person, unless others there could have the name."""

from __future__ import annotations

import pytest

from scholargraph.model import Agent, AgentKind, Contribution, Name
from scholargraph.reconcile.persons import link_mentions
from scholargraph.reconcile.persons.memberships import Membership, Roster, Standing, standing
from scholargraph.reconcile.persons.names import PersonName, person_name
from scholargraph.reconcile.persons.rarity import Rarity
from scholargraph.reconcile.persons.signatures import PrintedWork, cluster_signatures, signatures_of
from scholargraph.reconcile.persons.table import shipped
from tests.growth import grows_in_proportion
from tests.reconcile.persons.people import named, paper, person


def name(printed: str) -> PersonName:
    """A name that can be read."""
    found = person_name(printed)
    assert found is not None
    return found


def a_work(at: int, names: list[str], *groups: str) -> PrintedWork:
    """A work of its own topic, venue and co-authors."""
    return PrintedWork(
        key=f"{at:06}", names=tuple(map(person_name, names)), affiliations=((),) * len(names), titles=(f"Topic{at}",),
        venues=(f"Venue{at}",), year=2000, printed=tuple(names), groups=groups,
    )  # fmt: skip


def persons_called(first: list[str], second: list[str], *, groups: tuple[str, str]) -> int:
    """How many persons the first names of two works are; each has co-authors of its own."""
    works = [a_work(0, [*first, "Quaestor, Zbigniew"], groups[0]), a_work(1, [*second, "Pfeffer, Ottoline"], groups[1])]
    return len(cluster_signatures(works, [one for one in signatures_of(works) if one[1] == 0]).groups)


def test_one_name_of_one_collaboration_is_one_person() -> None:
    assert persons_called(["Wang, P.L."], ["Wang, P.L."], groups=("The ATLAS Collaboration", "ATLAS")) == 1


def test_one_name_of_two_collaborations_is_two_persons() -> None:
    assert persons_called(["Wang, P.L."], ["Wang, P.L."], groups=("ATLAS", "Belle")) == 2


@pytest.mark.parametrize(
    "group", ["The Writing Committee", "Study Investigators", "on behalf of the Working Group", "Trial Steering Group"]
)
def test_a_group_of_words_that_many_groups_are_called_by_is_another_one_on_each_work(group: str) -> None:
    assert persons_called(["Wang, P.L."], ["Wang, P.L."], groups=(group, group)) == 2
    assert persons_called(["Wang, P.L."], ["Wang, P.L."], groups=(f"Braided Rivers {group}",) * 2) == 1


def test_two_forms_of_a_name_in_one_collaboration_are_not_enough() -> None:
    assert persons_called(["Wang, P.L."], ["Wang, Pei-Liang"], groups=("ATLAS", "ATLAS")) == 2


def test_a_namesake_on_a_work_leaves_it_open() -> None:
    assert persons_called(["Wang, P.L.", "Wang, Peng-Lai"], ["Wang, P.L."], groups=("ATLAS", "ATLAS")) == 2


def test_whom_a_roster_holds_beside_a_name() -> None:
    roster = Roster.of(
        [[name("Wang, P.L.")], [name("Wang, Peng-Lai")], [name("Quill, P.")]], ["ATLAS"], common=frozenset()
    )
    assert roster.memberships([name("Wang, P.L.")]) == {
        "atlas": Membership({name("Wang, P.L.")}, {name("Wang, Peng-Lai")})
    }


def test_a_name_that_stands_twice_is_beside_itself() -> None:
    roster = Roster.of([[name("Wang, P.L.")], [name("Wang, P.L.")]], ["ATLAS"], common=frozenset())
    assert roster.memberships([name("Wang, P.L.")])["atlas"].beside == {name("Wang, P.L.")}


def test_a_crowd_beside_a_name_says_nothing() -> None:
    alone, crowded = Membership({name("Wang, P.L.")}), Membership({name("Wang, P.L.")})
    assert standing(alone, crowded) is Standing.MEMBER
    for at in range(100):
        crowded.absorb(Membership(set(), {name(f"Wang, Peng {chr(97 + at % 26)}{'x' * (at // 26)}")}))
    assert crowded.crowded
    assert standing(alone, crowded) is None


def test_a_collaboration_links_the_name_of_one_of_its_members() -> None:
    record = person("page", "wang", "P. L. Wang")
    atlas = Contribution(agent=Agent(name=Name(printed="ATLAS Collaboration"), kind=AgentKind.GROUP))
    works = [
        [paper("page", "a", "Jets", named("P. L. Wang", record=record.record.key), named("Zbigniew Quaestor"), atlas)],
        [paper("other", "b", "Muons", named("P. L. Wang"), named("Ottoline Pfeffer"), atlas)],
    ]
    links = link_mentions([[record]], works)
    assert links.records[works[1][0].record.key] == {0: record.record.key}
    assert "one collaboration" in " ".join(reason.words for joining in links.joinings for reason in joining.reasons)


def test_an_initial_says_less_the_more_names_it_can_stand_for() -> None:
    rarity = Rarity(shipped())
    before = rarity.ambiguity(name("Wang, P."))
    rarity = Rarity(shipped())
    rarity.add_names(map(name, ("Wang, Ping", "Wang, Peng", "Wang, Pei-Liang", "Wang, Rui", "Quill, Pia")))
    assert (before, rarity.ambiguity(name("Wang, P."))) == (0, 2)


def test_many_works_of_one_collaboration_take_time_in_proportion() -> None:
    def clusters(size: int) -> int:
        works = [a_work(at, ["Wang, P.L.", f"Wang, P{at % 40}."], "ATLAS") for at in range(size)]
        return len(cluster_signatures(works, [(at, 0) for at in range(size)]).groups)

    assert grows_in_proportion(clusters, 800)
