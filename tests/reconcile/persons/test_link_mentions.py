"""Names printed on works: linked to a person by the work's own sources or by evidence, never where it is not sure."""

from __future__ import annotations

from itertools import permutations

from scholargraph.iris import Key
from scholargraph.model import ContributorRole, PartialDate, Publication, SourceRecord
from scholargraph.reconcile.persons import link_mentions, linked
from tests.growth import grows_in_proportion
from tests.reconcile.persons.people import ORCID, OTHER, named, paper, person

OWNER = person("page", "owner", "Ada Quillfeather")
KEY = OWNER.record.key
HOME = ("Institute of Tidal Research, Sandhaven",)
NAMESAKE = person("other", "namesake", "Ada Quillfeather")


def known() -> list[list[SourceRecord]]:
    """Works that a profile lists, with whom they were written."""
    return [
        [paper("page", str(at), f"Sediment transport in estuaries {at}", named("Ada Quillfeather", record=KEY, at=HOME),
               named("Benoît Okafor"), named("Xu Tanabe"), issued=PartialDate(2010 + at))]
        for at in range(3)
    ]  # fmt: skip


def links_of(
    *works: list[SourceRecord], persons: tuple[list[SourceRecord], ...] = ([OWNER],)
) -> dict[str, dict[int, Key]]:
    found = link_mentions(list(persons), list(works))
    return {key.slug.removeprefix("~"): dict(told) for key, told in found.records.items()}


def test_the_other_sources_of_a_work_print_its_author() -> None:
    other = paper("other", "1", "Tides", named("Other, B."), named("Quillfeather, A."))
    links = links_of([paper("page", "1", "Tides", named("Ada Quillfeather", record=KEY)), other])
    assert links["other/1"] == {1: KEY}


def test_co_authors_and_affiliation_tell_who_is_meant() -> None:
    new = paper("other", "9", "Estuaries and their sediment", named("Quillfeather, Ada", at=HOME), named("Okafor, Benoît"),
                named("Tanabe, Xu"), issued=PartialDate(2014))  # fmt: skip
    found = link_mentions([[OWNER]], [*known(), [new]])
    assert found.records[new.record.key] == {0: KEY}
    (joining,) = [one for one in found.joinings if one.other == new.record.key]
    assert {one.comparison for one in joining.reasons} >= {"name", "coauthors", "affiliations"}


def test_a_name_alone_is_nobody() -> None:
    assert "other/9" not in links_of(*known(), [paper("other", "9", "Cooking", named("Ada Quillfeather"))])


def test_another_given_name_is_another_person() -> None:
    new = paper(
        "other", "9", "Estuaries and their sediment", named("Anna Quillfeather", at=HOME), named("Benoît Okafor")
    )
    assert "other/9" not in links_of(*known(), [new])


def test_two_names_of_one_work_are_never_one_person() -> None:
    twins = paper("other", "9", "Estuaries and their sediment", named("A. Quillfeather", at=HOME),
                  named("Ada Quillfeather", at=HOME), named("Benoît Okafor"), named("Xu Tanabe"))  # fmt: skip
    told = links_of(*known(), [twins]).get("other/9", {})
    assert len(told) <= 1


def of_the_namesake(title: str, *others: str) -> list[list[SourceRecord]]:
    """Works that another source lists for another person of the name, with whom they were written."""
    return [
        [paper("other", f"n{at}", f"{title} {at}", named("Ada Quillfeather", record=NAMESAKE.record.key), *map(named, others))]
        for at in range(3)
    ]  # fmt: skip


def test_where_two_persons_can_be_meant_it_is_neither() -> None:
    theirs = of_the_namesake("Sediment transport in deltas", "Benoît Okafor", "Xu Tanabe")
    new = paper("other", "9", "Estuaries and their sediment", named("Ada Quillfeather"), named("Benoît Okafor"),
                named("Xu Tanabe"))  # fmt: skip
    persons = ([OWNER], [NAMESAKE])
    assert "other/9" not in links_of(*known(), *theirs, [new], persons=persons)
    assert [one.other for one in link_mentions(persons, [*known(), *theirs, [new]]).doubtful]


def test_two_persons_are_told_apart_by_their_co_authors() -> None:
    theirs = of_the_namesake("Baroque opera libretti", "Carla Imbrenda", "Dmitri Voznesensky")
    new = paper("other", "9", "Opera libretti of the baroque", named("Ada Quillfeather"), named("Carla Imbrenda"),
                named("Dmitri Voznesensky"))  # fmt: skip
    told = links_of(*known(), *theirs, [new], persons=([OWNER], [NAMESAKE]))
    assert told["other/9"] == {0: NAMESAKE.record.key}


def test_an_identifier_of_another_is_another() -> None:
    ada = person("curation", "ada", "Ada Quillfeather", ORCID)
    works = [[paper("page", "1", "Tides", named("Ada Quillfeather", record=ada.record.key), named("Benoît Okafor"))]]
    new = paper(
        "other", "9", "Tides again", named("Ada Quillfeather", OTHER), named("Benoît Okafor"), named("Xu Tanabe")
    )
    assert "other/9" not in links_of(*works, [new], persons=([ada],))


def test_editors_are_not_the_authors_of_their_work() -> None:
    new = paper("other", "9", "Sediment transport", named("Ada Quillfeather", at=HOME), named("Benoît Okafor"),
                named("Xu Tanabe"), named("Ada Quillfeather", at=HOME, role=ContributorRole.EDITOR))  # fmt: skip
    told = links_of(*known(), [new])["other/9"]
    assert told[0] == KEY


def test_the_order_changes_nothing() -> None:
    new = [paper("other", f"o{at}", f"Sediment transport again {at}", named("A. Quillfeather", at=HOME), named("Benoît Okafor"),
                 named("Xu Tanabe")) for at in range(3)]  # fmt: skip
    works = [*known(), *([one] for one in new)]
    seen = {
        tuple(sorted((key, tuple(told.items())) for key, told in links_of(*order).items()))
        for order in (works, works[::-1], *(list(some) for some in list(permutations(works))[::97]))
    }
    assert len(seen) == 1


def test_a_link_is_written_into_the_reading_with_its_evidence() -> None:
    new = paper("other", "1", "Tides", named("Quillfeather, A."), named("Other, B."))
    works = [[paper("page", "1", "Tides", named("Ada Quillfeather", record=KEY)), new]]
    told = linked(new, link_mentions([[OWNER]], works))
    assert isinstance(told.record, Publication)
    assert [one.agent.record for one in told.record.contributions] == [KEY, None]
    assert told.record.contributions[0].printed_name == "Quillfeather, A."
    assert {one.value for one in told.attributions if one.field == "contributions"} == set(told.record.contributions)


def test_what_is_printed_twice_alike_is_left_alone() -> None:
    new = paper("other", "1", "Tides", named("A. Quillfeather"), named("A. Quillfeather"))
    works = [[paper("page", "1", "Tides", named("Ada Quillfeather", record=KEY)), new]]
    told = linked(new, link_mentions([[OWNER]], works))
    assert isinstance(told.record, Publication)
    assert all(one.agent.record is None for one in told.record.contributions)


def test_two_thousand_persons_of_one_name_take_time_in_proportion() -> None:
    def links(size: int) -> int:
        people = [person("page", str(at), "Wei Wang") for at in range(size)]
        works = [
            [paper("page", str(at), f"Learning {at}", named("Wei Wang", record=one.record.key), named("Li Zhang"))]
            for at, one in enumerate(people)
        ]
        works += [
            [paper("other", str(at), f"Learning {at}", named("Wei Wang"), named("Li Zhang"))] for at in range(size)
        ]
        return len(link_mentions([[one] for one in people], works).records)

    assert grows_in_proportion(links, 2000)


def test_a_work_of_many_authors_takes_time_in_proportion() -> None:
    def links(size: int) -> int:
        who = [named(f"{'ABCDEFGH'[at % 8]}. Nameless{at // 8}") for at in range(size)]
        works = [
            [paper("page", "1", "Tides", *who, named("Ada Quillfeather", record=KEY))],
            [paper("other", "1", "Tides", *who, named("A. Quillfeather")), paper("other", "2", "Tides", *who[::-1])],
        ]
        return len(link_mentions([[OWNER]], works).records)

    assert grows_in_proportion(links, 5000)


def test_a_work_of_many_authors_of_one_name_takes_time_in_proportion() -> None:
    def links(size: int) -> int:
        who = [named("Wei Wang", at=(f"Room {at}",)) for at in range(size)]
        works = [[paper("page", "1", "Tides", *who), paper("other", "1", "Tides", *who[::-1])]]
        return len(link_mentions([[person("page", "owner", "Wei Wang")]], works).records)

    assert grows_in_proportion(links, 3000)
