"""The front page and the lists that lead from it to every page: capped, counted, and turned over fifty at a time.

It makes no markup and sorts nothing: the listings are in order.
"""

from __future__ import annotations

from dataclasses import dataclass

from scholargraph.iris import Key
from scholargraph.pages import person, words
from scholargraph.pages.graph import without_names
from scholargraph.pages.listings import COLLECTIONS, NEWEST, SORTS
from scholargraph.pages.parts import GLIMPSE, PAGE_SIZE, Listed, Turn
from scholargraph.pages.person import Summary
from scholargraph.pages.relations import Relation
from scholargraph.pages.site import Ref, Site


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The front page: a glimpse of every collection, and the person whom a site of one person is about."""

    collections: tuple[Listed, ...]
    owner: Summary | None


@dataclass(frozen=True, slots=True)
class ListPage:
    """A whole list, one stretch at a time; `owner` is the thing that it belongs to, a collection has none."""

    title: str
    path: str
    listed: Listed
    turn: Turn
    owner: Ref | None = None


def front(site: Site) -> FrontPage:
    """Make the front page."""
    found = tuple(listed for name in COLLECTIONS if (listed := _glimpse(site, name)) is not None)
    people = site.listings.cards("person", Relation.MEMBERS, count=2)
    owner = None
    if len(people) == 1:
        card = people[0]
        owner = person.summary(site, card, without_names(site.reader, site.iris, card.key))
    return FrontPage(found, owner)


def menu(site: Site) -> list[Ref]:
    """Give the collections that hold anything."""
    return [
        Ref(words.COLLECTION_WORDS[name], site.addresses.local(name))
        for name in COLLECTIONS
        if site.listings.sizes(name).get(Relation.MEMBERS)
    ]


def collection(site: Site, name: str, *, sort: str, number: int) -> ListPage | None:
    """Make a page of a collection; None where there is no such collection or no such page."""
    if name not in COLLECTIONS:
        return None
    title = words.COLLECTION_WORDS[name]
    found = _stretch(site, name, Relation.MEMBERS, title=title, sort=sort, number=number)
    return None if found is None else ListPage(title, name, *found)


def relation(site: Site, key: Key, name: str, *, sort: str, number: int) -> ListPage | None:
    """Make a page of a list that belongs to a thing; None where there is no such thing, list or page."""
    owner = site.card(key)
    kind = next((known for known in words.RELATION_WORDS if known.value == name), None)
    if owner is None or kind is None:
        return None
    title = words.RELATION_WORDS[kind]
    found = _stretch(site, key, kind, title=title, sort=sort, number=number)
    return None if found is None else ListPage(title, f"{key}/{name}", *found, owner=site.to(owner))


def turn(size: int, *, sort: str, number: int) -> Turn | None:
    """Say which page of a list is meant; None where it does not exist. An empty list has one page."""
    count = max(1, -(-size // PAGE_SIZE))
    if sort not in SORTS or not 1 <= number <= count:
        return None
    return Turn(sort, number, count)


def _stretch(
    site: Site, owner: str, kind: Relation, *, title: str, sort: str, number: int
) -> tuple[Listed, Turn] | None:
    size = site.listings.sizes(owner).get(kind, 0)
    now = turn(size, sort=sort, number=number) if size else None
    if now is None:
        return None
    start = (number - 1) * PAGE_SIZE
    cards = tuple(site.listings.cards(owner, kind, sort, start=start, count=PAGE_SIZE))
    return Listed(title, cards, size, start), now


def _glimpse(site: Site, name: str) -> Listed | None:
    size = site.listings.sizes(name).get(Relation.MEMBERS, 0)
    if not size:
        return None
    sort = NEWEST if name == "publication" else "title"
    cards = tuple(site.listings.cards(name, Relation.MEMBERS, sort, count=GLIMPSE))
    href = site.addresses.local(name)
    return Listed(words.COLLECTION_WORDS[name], cards, size, href=href)
