"""What SQLite sorts while a site is published is what sorting in memory would give, whatever titles, dates and lists there are."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
from anyascii import anyascii
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from scholargraph.iris import Iris, Key
from scholargraph.model import (
    Agent,
    AgentKind,
    Contribution,
    ContributorRole,
    Entry,
    Name,
    PartialDate,
    Publication,
    Source,
    Text,
    organization,
)
from scholargraph.pages import listings, sitemap
from scholargraph.pages.cards import Card
from scholargraph.pages.listings import SORTS, Listings
from scholargraph.pages.relations import Relation
from scholargraph.reconcile import Joined
from tests.pages import sites

IRIS: Final = Iris(sites.BASE)
PEOPLE: Final = [Key(f"person/p-{letter}") for letter in "ab"]
# Equal once folded, equal but for what stands before the first letter, of other scripts and planes, nothing but signs.
TITLES: Final = [
    "a",
    "A",
    "Á",
    "“a”",
    "ab",
    "a b",
    "李伟",
    "Ⅸ",
    "…",
    "",
    "zebra",
    "Zebra 2",
    "Zebra 10",
    "𝄞",
    "\uffff",
    "0",
    "~",
]

Works = list[tuple[str | None, int | None, frozenset[Key]]]
works = st.lists(
    st.tuples(
        st.none() | st.sampled_from(TITLES) | st.text(st.characters(codec="utf-8"), max_size=4),
        st.none() | st.sampled_from([1, 999, 1999, 2000, 2001]),
        st.frozensets(st.sampled_from(PEOPLE)),
    ),
    max_size=12,
)


def catalogue(made: Works) -> Joined:
    entries: dict[Key, Entry] = {}
    for number, (title, year, people) in enumerate(made):
        key = Key(f"publication/w-{number}")
        names = tuple(Contribution.of("Somebody", person=person) for person in sorted(people))
        # Named twice, as author and editor, or twice as an author: a member of each list once.
        names += tuple(Contribution.of("Somebody Else", person=person) for person in sorted(people)[:1])
        entries[key] = Entry(
            Publication(
                key=key,
                title=None if title is None else Text(title),
                abstract=Text(f"abstract {number % 2}"),
                issued=None if year is None else PartialDate(year),
                contributions=names,
            )
        )
    return Joined(dict(sorted(entries.items())), sources=(Source("notes", "made", "notes.txt"),))


def written(made: Joined, folder: Path) -> Listings:
    listings.write(folder, made, IRIS)
    return Listings(folder)


def in_memory(cards: Mapping[Key, Card], members: list[Key], sort: str) -> list[Key]:
    """The order as Python sorts: by letters from the first one on, what is lost or has no date last, ties by title and key."""

    def letters(key: Key) -> tuple[bool, str, str]:
        folded = anyascii(cards[key].label).casefold()
        return cards[key].lost, folded.lstrip(" \t\n'\"`([{<.,:;!?*#-_") or folded, key

    by_title = sorted(members, key=letters)
    if sort.endswith("title"):
        named = [key for key in by_title if not cards[key].lost]
        lost = [key for key in by_title if cards[key].lost]
        return [*(reversed(named) if sort.startswith("-") else named), *lost]
    dated = [key for key in by_title if cards[key].date is not None]
    undated = [key for key in by_title if cards[key].date is None]
    return [*sorted(dated, key=lambda key: cards[key].year or "", reverse=sort.startswith("-")), *undated]


def expected(made: Joined) -> Iterator[tuple[str, Relation, list[Key]]]:
    keys = list(made.by_key)
    if keys:
        yield "publication", Relation.MEMBERS, keys
    for person in PEOPLE:
        mine = [
            key
            for key, entry in made.by_key.items()
            if isinstance(entry.record, Publication) and any(one.person == person for one in entry.record.contributions)
        ]
        if mine:
            yield person, Relation.AUTHOR, mine


@given(works)
@settings(max_examples=60, deadline=None)
@example([(None, None, frozenset(PEOPLE)), ("a", None, frozenset(PEOPLE)), (None, 2000, frozenset(PEOPLE))])
@example([(title, 2000 + place % 2, frozenset(PEOPLE)) for place, title in enumerate([*TITLES, *TITLES])])
def test_every_list_stands_as_if_it_had_been_sorted_in_memory(made: Works) -> None:
    joined = catalogue(made)
    with tempfile.TemporaryDirectory() as folder:
        found = written(joined, Path(folder))
        cards = {key: card for key in joined.by_key if (card := found.card(key)) is not None}
        assert cards.keys() == joined.by_key.keys()
        seen = 0
        for owner, relation, members in expected(joined):
            assert found.sizes(owner)[relation] == len(members)
            for sort in SORTS:
                stand = [card.key for card in found.cards(owner, relation, sort, count=100)]
                assert stand == in_memory(cards, members, sort), (owner, relation, sort)
                seen += 1
        assert seen >= len(SORTS) * bool(made)


def test_entries_are_read_once_and_one_at_a_time(tmp_path: Path) -> None:
    """Nothing that is written needs an entry again, so none needs to be kept."""

    class Once(Joined):
        asked = 0

        def entries(self) -> Iterator[Entry]:
            type(self).asked += 1
            yield from super().entries()

        def get(self, key: Key) -> Entry | None:
            raise AssertionError(f"{key} is asked for again")

    made = sites.catalogue()
    found = written(Once(made.by_key, made.sources, made.aliases), tmp_path)
    assert Once.asked == 1
    assert found.sizes("publication") == {Relation.MEMBERS: 3}


def test_the_sitemap_is_in_the_order_of_keys_with_sources_last(tmp_path: Path) -> None:
    written(sites.catalogue(), tmp_path)
    path = sitemap.find(tmp_path)
    assert path is not None
    found = [str(place.text).removeprefix(sites.BASE) for place in etree.fromstring(path.read_bytes()).iter("{*}loc")]
    things = [address for address in found if "/" in address]
    assert things == [*sorted(record.key for record in sites.records()), "source/notes", "source/facts"]
    assert found[: len(found) - len(things)] == ["", *listings.COLLECTIONS]


@pytest.mark.parametrize("kind", AgentKind)
@pytest.mark.parametrize("role", ContributorRole)
def test_whoever_is_named_and_has_a_record_has_the_work_in_a_list(
    tmp_path: Path, kind: AgentKind, role: ContributorRole
) -> None:
    owner = Key("organization/institute")
    agent = Agent(name=Name(printed="The Institute"), kind=kind, record=owner)
    work = sites.paper(contributions=(Contribution(agent=agent, role=role),), about=(), cites=())
    found = written(Joined({work.key: Entry(work)}), tmp_path)
    assert found.sizes(owner) == {Relation(role.value): 1}


def test_publishers_and_institutions_with_a_record_have_lists(tmp_path: Path) -> None:
    owner = Key("organization/institute")
    work = sites.paper(
        contributions=(), publisher=organization("Inst.", record=owner), institution=organization("I", record=owner)
    )
    without = sites.book(contributions=(), publisher=organization("Inst."), institution=organization("I"))
    found = written(Joined({one.key: Entry(one) for one in (work, without)}), tmp_path)
    assert found.sizes(owner) == {Relation.PUBLISHED: 1, Relation.ISSUED: 1}
    assert [card.key for card in found.cards(owner, Relation.PUBLISHED)] == [work.key]
