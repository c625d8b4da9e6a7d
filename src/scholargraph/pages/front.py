"""The front page and the lists that lead from it to every page: capped, counted, and turned over fifty at a time.

It makes no markup and sorts nothing: the listings are in order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from scholargraph.iris import Key
from scholargraph.pages import person, words
from scholargraph.pages.graph import without_names
from scholargraph.pages.listings import COLLECTIONS, NEWEST, SORTS
from scholargraph.pages.parts import GLIMPSE, PAGE_SIZE, Listed, Turn
from scholargraph.pages.person import Summary
from scholargraph.pages.relations import Relation
from scholargraph.pages.site import Ref, Site
from scholargraph.pages.trees import TREE


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The front page: a glimpse of every collection, and the person whom a site of one person is about."""

    collections: tuple[Listed, ...]
    owner: Summary | None

    @property
    def summary(self) -> str:
        """What the site is about in running words: its person's biography, or what there is how often."""
        if self.owner is not None and self.owner.description is not None:
            return self.owner.description.value
        return ", ".join(f"{one.title} ({one.size:,})" for one in self.collections)


@dataclass(frozen=True, slots=True)
class ListPage:
    """A whole list, one stretch at a time; `owner` is the thing that it belongs to, a collection has none."""

    title: str
    path: str
    listed: Listed
    turn: Turn
    owner: Ref | None = None
    tree: bool = False
    """Whether the list can be had as a tree."""


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


def collection(site: Site, name: str, *, sort: str | None, number: int) -> ListPage | None:
    """Make a page of a collection, as a tree or by title where no sort is asked for; None where there is none such."""
    if name not in COLLECTIONS:
        return None
    title = words.COLLECTION_WORDS[name]
    return _page(site, name, Relation.MEMBERS, title=title, path=name, sort=sort, number=number)


def relation(site: Site, key: Key, name: str, *, sort: str | None, number: int) -> ListPage | None:
    """Make a page of a list that belongs to a thing, as `collection` does; None where there is no such thing or list."""
    owner = site.card(key)
    kind = next((known for known in words.RELATION_WORDS if known.value == name), None)
    if owner is None or kind is None:
        return None
    page = _page(site, key, kind, title=words.RELATION_WORDS[kind], path=f"{key}/{name}", sort=sort, number=number)
    return None if page is None else replace(page, owner=site.to(owner))


def turn(size: int, *, sort: str, number: int) -> Turn | None:
    """Say which page of a person's works is meant; None where it does not exist. An empty list has one page."""
    return _turn(size, sort=sort, number=number, usual=NEWEST) if sort in SORTS else None


def _turn(size: int, *, sort: str, number: int, usual: str) -> Turn | None:
    count = max(1, -(-size // PAGE_SIZE))
    return Turn(sort, number, count, usual) if sort in {*SORTS, TREE} and 1 <= number <= count else None


def _page(
    site: Site, owner: str, kind: Relation, *, title: str, path: str, sort: str | None, number: int
) -> ListPage | None:
    size = site.listings.sizes(owner).get(kind, 0)
    tree = owner.partition("/")[0] == "organization" and site.listings.has_tree(owner, kind)
    usual = TREE if tree else "title"
    order = usual if sort is None or sort == TREE else sort
    now = _turn(size, sort=order, number=number, usual=usual) if size else None
    if now is None:
        return None
    start = (number - 1) * PAGE_SIZE
    cards = tuple(site.listings.cards(owner, kind, order, start=start, count=PAGE_SIZE))
    return ListPage(title, path, Listed(title, cards, size, start, tree=order == TREE), now, tree=tree)


def _glimpse(site: Site, name: str) -> Listed | None:
    size = site.listings.sizes(name).get(Relation.MEMBERS, 0)
    if not size:
        return None
    sort = NEWEST if name == "publication" else "title"
    cards = tuple(site.listings.cards(name, Relation.MEMBERS, sort, count=GLIMPSE))
    href = site.addresses.local(name)
    return Listed(words.COLLECTION_WORDS[name], cards, size, href=href)
