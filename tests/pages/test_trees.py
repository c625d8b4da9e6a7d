"""Organisations as trees: what lies below each, whose people they have, circles, and what an older snapshot has none of."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from scholargraph.iris import Iris, Key
from scholargraph.model import (
    Entry,
    Organization,
    OrganizationType,
    PartialDate,
    Person,
    Record,
    Role,
    RoleKind,
    RoleStatus,
    Text,
)
from scholargraph.pages import listings
from scholargraph.pages.listings import Listings
from scholargraph.pages.relations import Relation
from scholargraph.pages.trees import TREE
from scholargraph.reconcile import Joined
from tests.pages import sites

CURRENT, FORMER = RoleStatus.CURRENT, RoleStatus.FORMER


def unit(slug: str, parent: str | None = None, name: str | None = None) -> Organization:
    above = None if parent is None else Key(f"organization/{parent}")
    kind = OrganizationType.ORGANIZATION if parent is None else OrganizationType.TEAM
    return Organization(key=Key(f"organization/{slug}"), name=name or slug.title(), type=kind, parent=above)


def person(slug: str, *roles: tuple[str, str | None, RoleStatus | None]) -> Person:
    held = tuple(
        Role(
            organization=Key(f"organization/{where}"),
            kind=RoleKind.MEMBERSHIP,
            title=None if title is None else Text(title),
            status=status,
            start=PartialDate(2015) if status is FORMER else None,
            end=PartialDate(2019) if status is FORMER else None,
        )
        for where, title, status in roles
    )
    return Person(key=Key(f"person/{slug}"), name=slug.title(), roles=held)


def written(folder: Path, *records: Record) -> Listings:
    listings.write(folder, Joined({one.key: Entry(one) for one in records}), Iris(sites.BASE))
    return Listings(folder)


def shown(found: Listings, owner: str, relation: Relation, sort: str = TREE) -> list[tuple[int, str]]:
    return [(card.depth, card.key.slug) for card in found.cards(owner, relation, sort, count=500)]


UNITS = (
    unit("university"),
    unit("arts", "university"),
    unit("history", "arts"),
    unit("salt", "history"),
    unit("music", "arts"),
    unit("science", "university"),
    unit("alone"),
)


@pytest.fixture
def made(tmp_path: Path) -> Listings:
    people = (
        person("ada", ("history", "Professor", CURRENT), ("arts", "Dean", FORMER)),
        person("ben", ("history", None, FORMER)),
        person("cleo", ("salt", "Fellow", None), ("music", "Fellow", None)),
        person("dora", ("university", "Rector", CURRENT)),
    )
    return written(tmp_path, *UNITS, *people)


def test_what_lies_below_stands_below_in_the_order_of_names(made: Listings) -> None:
    arts = [(0, "history"), (1, "salt"), (0, "music")]
    assert shown(made, "organization/arts", Relation.UNITS) == arts
    assert shown(made, "organization/university", Relation.UNITS) == [
        (0, "arts"), (1, "history"), (2, "salt"), (1, "music"), (0, "science"),
    ]  # fmt: skip
    assert shown(made, "organization/salt", Relation.UNITS) == []
    assert made.sizes("organization/university")[Relation.UNITS] == 5
    assert made.sizes("organization/university")[Relation.PARTS] == 2


def test_the_list_of_organisations_is_a_tree_that_leaves_nobody_out(made: Listings) -> None:
    found = shown(made, "organization", Relation.MEMBERS)
    assert found == [
        (0, "alone"), (0, "university"), (1, "arts"), (2, "history"), (3, "salt"), (2, "music"), (1, "science"),
    ]  # fmt: skip
    assert len(found) == made.sizes("organization")[Relation.MEMBERS]
    assert made.has_tree("organization", Relation.MEMBERS)
    assert not made.has_tree("person", Relation.MEMBERS)


def test_people_of_a_unit_are_people_of_what_is_above_it(made: Listings) -> None:
    def slugs(owner: str, relation: Relation) -> list[str]:
        return [card.key.slug for card in made.cards(f"organization/{owner}", relation)]

    assert slugs("history", Relation.PEOPLE) == ["ada"]
    assert slugs("university", Relation.PEOPLE) == ["ada", "dora"]
    assert slugs("university", Relation.OTHERS) == ["cleo"]
    # Who left one unit and is in another now is not formerly at the university.
    assert slugs("university", Relation.FORMER) == ["ben"]
    assert slugs("arts", Relation.FORMER) == ["ada", "ben"], "she was its dean"
    assert slugs("alone", Relation.PEOPLE) == []


def test_a_list_of_people_says_what_they_are_or_were_there(made: Listings) -> None:
    def notes(owner: str, relation: Relation) -> dict[str, str | None]:
        return {card.key.slug: card.note for card in made.cards(f"organization/{owner}", relation)}

    assert notes("history", Relation.PEOPLE) == {"ada": "Professor"}
    assert notes("university", Relation.PEOPLE) == {"ada": "Professor, History", "dora": "Rector"}
    assert notes("history", Relation.FORMER) == {"ben": "Member, 2015 – 2019"}
    assert notes("arts", Relation.FORMER)["ada"] == "Dean, 2015 – 2019"
    assert notes("university", Relation.OTHERS) == {"cleo": "Fellow, Salt; Fellow, Music"} or notes(
        "university", Relation.OTHERS
    ) == {"cleo": "Fellow, Music; Fellow, Salt"}


@pytest.mark.parametrize("ring", [("a", "b"), ("a", "b", "c"), ("a",)])
def test_circles_end_and_all_of_their_members_are_listed(tmp_path: Path, ring: Sequence[str]) -> None:
    units = [unit(slug, ring[at - 1]) for at, slug in enumerate(ring)]
    found = written(tmp_path, *units, unit("below", ring[0]), unit("other"))
    listed = [slug for _, slug in shown(found, "organization", Relation.MEMBERS)]
    assert sorted(listed) == sorted({*ring, "below", "other"})
    below = [slug for _, slug in shown(found, f"organization/{ring[0]}", Relation.UNITS)]
    assert sorted(below) == sorted({*ring[1:], "below"})


def test_a_parent_that_is_not_there_makes_no_tree(tmp_path: Path) -> None:
    found = written(tmp_path, unit("arts", "gone"), unit("other"))
    assert {card.key.slug for card in found.cards("organization", Relation.MEMBERS)} == {"arts", "other"}
    assert not found.has_tree("organization", Relation.MEMBERS)


def test_many_units_and_people_are_listed_in_bounded_time(tmp_path: Path) -> None:
    units = [unit("university"), *(unit(f"u{n}", "university" if n < 10 else f"u{n // 10}") for n in range(600))]
    people = [person(f"p{n}", (f"u{n % 600}", "Fellow", CURRENT)) for n in range(3000)]
    found = written(tmp_path, *units, *people)
    assert found.sizes("organization/university") == {
        Relation.UNITS: 600, Relation.PARTS: 10, Relation.PEOPLE: 3000,
    }  # fmt: skip
    page = found.cards("organization/university", Relation.PEOPLE, start=2950, count=50)
    assert len(page) == 50
    assert all(card.note and card.note.startswith("Fellow, U") for card in page)


def test_listings_that_an_older_release_wrote_are_read(tmp_path: Path) -> None:
    written(tmp_path, *UNITS, person("ada", ("history", "Professor", CURRENT)))
    with sqlite3.connect(tmp_path / listings.FILE) as base:
        base.execute("DROP TABLE tie")
        base.execute("ALTER TABLE place DROP COLUMN depth")
    base.close()
    (card,) = Listings(tmp_path).cards("organization/history", Relation.PEOPLE)
    assert card.note == "Professor, History"
