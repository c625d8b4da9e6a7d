"""Which source records are about the same thing, and what a curated one is told when it finds none or several."""

from __future__ import annotations

from typing import Any

import pytest

from scholargraph.errors import MatchError
from scholargraph.identifiers import parse_identifier
from scholargraph.iris import Key
from scholargraph.model import (
    Organization,
    PartialDate,
    Person,
    PublicationType,
    Selector,
    SourceRecord,
    Text,
    Venue,
    VenueType,
)
from tests.reconcile.records import joined, reading, records, work, works

DOI = parse_identifier("doi:10.5555/a")
TEXTS = tuple(
    reading("page", work("page", str(number), title=title, abstract=abstract, identifiers=identifiers))
    for number, (title, abstract, identifiers) in enumerate(
        [("Rivers", "Why do rivers end?", (DOI,)), ("Islands", "Where do islands begin?", ()), ("Seas", "A sea.", ())]
    )
)


def fact(selector: Selector, **values: Any) -> SourceRecord:
    return reading("curation", work("curation", "x", **values), selector=selector, number=6)


@pytest.mark.parametrize(
    ("selector", "title"),
    [
        (Selector(identifier=DOI), "Rivers"),
        (Selector(title="ISLANDS"), "Islands"),
        (Selector(abstract="Where do islands"), "Islands"),
        (Selector(abstract="a"), "Seas"),
        (Selector(abstract="Why do rivers end?"), "Rivers"),
    ],
)
def test_a_fact_goes_to_the_one_record_that_its_selector_means(selector: Selector, title: str) -> None:
    catalogue = joined(*TEXTS, fact(selector, volume="7"))
    assert {one.title.value: one.volume for one in works(catalogue) if one.title} == {
        "Rivers": None, "Islands": None, "Seas": None,
    } | {title: "7"}  # fmt: skip


def test_a_fact_is_found_by_what_another_one_added() -> None:
    added = fact(Selector(title="Seas"), alternate_titles=(Text("Oceans"),))
    catalogue = joined(
        *TEXTS, added, reading("curation", work("curation", "y", volume="7"), selector=Selector(title="Oceans"))
    )
    assert [one.volume for one in works(catalogue) if one.title == Text("Seas")] == ["7"]
    bare = reading("page", work("page", "9", title="Lakes"))
    first = fact(Selector(title="Lakes"), abstract="An abstract that is new.")
    second = reading("curation", work("curation", "y", volume="8"), selector=Selector(abstract="An abstract"))
    third = reading("curation", work("curation", "z", issue="2"), selector=Selector(abstract="Where do"))
    found = works(joined(*TEXTS, bare, third, first, second))
    assert {one.title.value: (one.volume, one.issue) for one in found if one.title} == {
        "Lakes": ("8", None), "Islands": (None, "2"), "Rivers": (None, None), "Seas": (None, None),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("selector", "words"),
    [
        (Selector(identifier=parse_identifier("doi:10.5555/z")), "identifier “doi:10.5555/z”"),
        (Selector(title="None"), "title “None”"),
        (Selector(name="None"), "name “None”"),
        (Selector(abstract="None"), "abstract beginning “None”"),
    ],
)
def test_a_selector_that_finds_nothing_is_quoted(selector: Selector, words: str) -> None:
    with pytest.raises(MatchError) as caught:
        joined(*TEXTS, fact(selector, volume="7"))
    assert str(caught.value) == (
        f"curation.toml:7:1: No publication has the {words}: correct it, or leave `match` out to add a record."
    )


def test_a_selector_that_finds_several_is_quoted() -> None:
    people = [reading("page", Person(key=Key(f"person/~page/{name}"), name="Wei Li")) for name in "ab"]
    chosen = Person(key=Key("person/~curation/x"), name="Wei Li")
    with pytest.raises(MatchError) as caught:
        joined(*people, reading("curation", chosen, selector=Selector(name="Wei Li")))
    assert str(caught.value) == (
        "curation.toml:1:1: 2 person records have the name “Wei Li”: match by something that only one has."
    )


def test_teams_of_one_name_in_two_organisations_are_two() -> None:
    def team(entry: str, parent: str | None) -> SourceRecord:
        above = None if parent is None else Key(f"organization/~page/{parent}")
        return reading("page", Organization(key=Key(f"organization/~page/{entry}"), name="Team", parent=above))

    above = [reading("page", Organization(key=Key(f"organization/~page/{name}"), name=name)) for name in ("one", "two")]
    assert len(records(joined(*above, team("a", "one"), team("b", "two")))) == 4
    assert len(records(joined(*above, team("a", "one"), team("b", "one")))) == 3
    assert len(records(joined(*above, team("a", "one"), team("b", None)))) == 3


def test_an_identifier_or_an_abstract_alone_joins() -> None:
    one = reading("page", work("page", "1", identifiers=(DOI,)))
    two = reading("other", work("other", "1", title="Rivers", identifiers=(DOI,)))
    assert len(works(joined(one, two))) == 1
    one = reading("page", work("page", "1", abstract="Why?"))
    two = reading("other", work("other", "1", title="Rivers", abstract="why"))
    assert len(works(joined(one, two))) == 1


def test_of_many_namesakes_that_say_nothing_none_is_taken() -> None:
    editorials = [
        reading("page", work("page", str(year), title="Editorial", issued=PartialDate(year), abstract=f"Of {year}."))
        for year in (2001, 2002)
    ]
    silent = reading("page", work("page", "3", title="Editorial", issued=PartialDate(2003), type=PublicationType.BOOK))
    found = reading("other", work("other", "1", title="Editorial", abstract="Of another year."))
    # It could be the book, which is the only one without an abstract; of so many editorials nobody knows.
    assert len(works(joined(*editorials, silent, found))) == 4


def test_what_a_group_learnt_later_is_known_of_it_once() -> None:
    def venue(source: str, entry: str, **values: Any) -> SourceRecord:
        return reading(source, Venue(key=Key(f"venue/~{source}/{entry}"), name="Proceedings", **values))

    first = venue("page", "1", issued=PartialDate(2001), type=VenueType.JOURNAL)
    others = [venue("page", number, volume=number, issued=PartialDate(2000)) for number in ("2", "3")]
    later = [venue(source, "4", volume="1") for source in ("other", "curation")]
    assert len(records(joined(first, *others, *later))) == 3


def test_what_is_found_by_its_title_and_by_its_abstract_makes_one_of_two_groups_that_do_not_differ() -> None:
    titled = reading("page", work("page", "1", title="Rivers", issued=PartialDate(2001)))
    untitled = reading("other", work("other", "1", abstract="Why?", issued=PartialDate(2001)))
    both = reading("curation", work("curation", "1", title="Rivers", abstract="Why?"))
    assert len(works(joined(titled, untitled, both))) == 1
    book = reading("page", work("page", "1", title="Rivers", type=PublicationType.BOOK))
    thesis = reading("other", work("other", "1", abstract="Why?", type=PublicationType.THESIS))
    assert len(works(joined(book, thesis, both))) == 2


def test_volumes_are_compared_in_their_normal_form() -> None:
    one, two = (
        reading(source, Venue(key=Key(f"venue/~{source}/1"), name="Proceedings", volume=volume))
        for source, volume in (("page", "Vol. 1"), ("other", "vol 1"))
    )
    assert len(records(joined(one, two))) == 1


def test_a_homepage_tells_organisations_apart_but_neither_persons_nor_works() -> None:
    doi = (DOI,)
    one = reading("page", work("page", "1", title="T", homepage="https://a.test/", identifiers=doi))
    two = reading("other", work("other", "1", title="T", homepage="https://b.test/", identifiers=doi))
    assert len(works(joined(one, two))) == 1
