"""Records of persons: joined by identifier, by the works on which they stand, by the curation; never by name alone."""

from __future__ import annotations

import math
from itertools import permutations

import pytest

from scholargraph.identifiers import parse_identifier
from scholargraph.model import Identifier, SourceRecord
from scholargraph.reconcile.persons import join_persons, without_names
from tests.growth import grows_in_proportion
from tests.reconcile.persons.people import ORCID, OTHER, named, names, paper, person

ADA = person("curation", "ada", "Ada Quill", ORCID)
OWNER = person("page", "owner", "Ada Quill")


def test_a_name_alone_joins_nobody() -> None:
    found = join_persons(
        [person("curation", "ada", "Ada Quillfeather"), person("page", "owner", "Ada Quillfeather")], []
    )
    assert names(found.groups) == [{"curation/ada"}, {"page/owner"}]
    assert found.joinings == ()


def test_an_identifier_joins() -> None:
    found = join_persons([ADA, person("page", "owner", "A. Quill", ORCID)], [])
    assert names(found.groups) == [{"curation/ada", "page/owner"}]
    (joining,) = found.joinings
    assert joining.reasons[0].comparison == "identifier"


def test_an_identifier_beside_names_that_contradict_is_wrong_for_one_and_said() -> None:
    found = join_persons([ADA, person("page", "owner", "Benoît Okafor", ORCID)], [])
    assert names(found.groups) == [{"curation/ada"}, {"page/owner"}]
    (doubt,) = found.doubtful
    assert "wrong for one of them" in doubt.reasons[0].words


def test_an_alternate_name_tells_of_a_change_of_name() -> None:
    found = join_persons([ADA, person("page", "owner", "Ada Stone", ORCID, alternate_names=("Ada Quill",))], [])
    assert names(found.groups) == [{"curation/ada", "page/owner"}]


def test_two_identifiers_of_one_scheme_are_two_persons_whatever_they_share() -> None:
    other = person("page", "owner", "Ada Quill", OTHER)
    works = [
        [paper("page", str(at), f"Tides {at}", named("Ada Quill", record=other.record.key), named("Ben Other")),
         paper("other", str(at), f"Tides {at}", named("Ada Quill", ORCID), named("Ben Other"))]
        for at in range(3)
    ]  # fmt: skip
    assert len(join_persons([ADA, other], works).groups) == 2


def test_identifiers_are_not_joined_through_a_third_record() -> None:
    scopus = parse_identifier("scopus-author:36455008000")
    people = [
        person("curation", "a", "Ada Quill", ORCID), person("page", "b", "Ada Quill", scopus, ORCID),
        person("other", "c", "Ada Quill", scopus, OTHER),
    ]  # fmt: skip
    for order in permutations(people):
        groups = names(join_persons(list(order), []).groups)
        assert sorted(groups, key=min) == [{"curation/a", "page/b"}, {"other/c"}]


def works_of_both() -> list[list[SourceRecord]]:
    """Works that the profile lists and on which another source prints the identifier."""
    return [
        [paper("page", "1", "Tides", named("Ada Quill", record=OWNER.record.key)),
         paper("other", "1", "Tides", named("Quill, A.", ORCID), named("Okafor, B."))],
    ]  # fmt: skip


def test_who_stands_on_one_work_in_one_name_is_one() -> None:
    found = join_persons([ADA, OWNER], works_of_both())
    assert names(found.groups) == [{"curation/ada", "page/owner"}]
    assert {one.comparison for one in found.joinings[0].reasons} >= {"name", "work"}


def test_the_order_changes_nothing() -> None:
    people = [ADA, OWNER, person("other", "x", "A. Quill"), person("other", "y", "Anna Quill", OTHER)]
    seen = {
        tuple(sorted(tuple(sorted(group)) for group in names(join_persons(list(order), works_of_both()).groups)))
        for order in permutations(people)
    }
    assert len(seen) == 1


def test_two_records_of_one_source_are_two() -> None:
    one, other = person("page", "1", "Ada Quill"), person("page", "2", "Ada Quill")
    works = [
        [paper("page", str(at), f"Tides {at}", named("Ada Quill", record=who.record.key), named("Benoît Okafor"))]
        for at, who in enumerate((one, other, one, other))
    ]
    assert len(join_persons([one, other], works).groups) == 2


def test_the_curation_wins() -> None:
    key, other = ADA.record.key, OWNER.record.key
    assert len(join_persons([ADA, OWNER], works_of_both(), apart=[(key, other)]).groups) == 2
    strange = person("page", "owner", "Quilla Adams", OTHER)
    found = join_persons([ADA, strange], [], together=[(key, strange.record.key)])
    assert len(found.groups) == 1
    assert found.joinings[0].score == math.inf
    both = join_persons([ADA, OWNER], works_of_both(), together=[(key, other)], apart=[(other, key)])
    assert len(both.groups) == 2


def test_apart_beats_what_follows_from_together() -> None:
    people = [
        person("curation", "a", "Ada Quill", ORCID),
        person("page", "b", "Ada Quill", ORCID),
        person("other", "c", "Ada Quill"),
    ]
    a, b, c = (one.record.key for one in people)
    groups = names(join_persons(people, [], together=[(b, c)], apart=[(a, c)]).groups)
    assert sorted(groups, key=min) == [{"curation/a"}, {"other/c", "page/b"}]


def test_reasons_can_be_told_without_names() -> None:
    found = join_persons([ADA, person("page", "owner", "Benoît Okafor", ORCID)], [])
    assert "Okafor" in found.doubtful[0].reasons[0].words
    assert "Okafor" not in without_names(found.doubtful[0]).reasons[0].words


@pytest.mark.parametrize("identifiers", [(), (ORCID,)])
def test_many_of_one_name_take_time_in_proportion(identifiers: tuple[Identifier, ...]) -> None:
    def joined(size: int) -> int:
        people = [person("page", str(at), "Wei Wang", *identifiers) for at in range(size)]
        works = [
            [paper("page", str(at), f"Learning {at}", named("Wei Wang", record=one.record.key), named("Li Zhang"))]
            for at, one in enumerate(people)
        ]
        return len(join_persons(people, works).groups)

    assert grows_in_proportion(joined, 2000)


def namesakes(name: str, *shared: str, elsewhere: int = 0, works: int = 1) -> int:
    """How many persons two records of one name are, who write with the same; these stand on other works, too."""
    people = [person("page", "a", name), person("other", "b", name)]
    written = [
        [paper(who.whole.source, f"{at}", f"Alpha {who.whole.source} {at}", named(name, record=who.record.key),
               *map(named, shared))]
        for who in people for at in range(works)
    ]  # fmt: skip
    others = [
        [paper("page", f"o{at}", f"Zeta {at}", *map(named, shared), named(f"Person{at} Unlike{at}"))]
        for at in range(elsewhere)
    ]
    return len(join_persons(people, [*written, *others]).groups)


@pytest.mark.parametrize("name", ["Wei Wang", "Li Zhang", "Yang Liu", "John Wang"])
@pytest.mark.parametrize("works", [1, 3])
def test_one_co_author_of_one_of_the_commonest_names_is_not_enough(name: str, works: int) -> None:
    assert namesakes(name, "Ottoline Pfeffer", works=works) == 2
    assert namesakes(name, "Ottoline Pfeffer", "Zbigniew Quaestor", works=works) == 1


@pytest.mark.parametrize("name", ["Wei Wang", "Juan Garcia", "Ada Quill"])
def test_co_authors_who_write_with_very_many_tell_nobody_from_another(name: str) -> None:
    shared = ("Ottoline Pfeffer", "Zbigniew Quaestor")
    assert namesakes(name, *shared) == 1
    assert namesakes(name, *shared, elsewhere=300) == 2


def test_one_rare_co_author_joins_those_of_a_rare_name() -> None:
    assert namesakes("Ada Quill", "Ottoline Pfeffer") == 1
