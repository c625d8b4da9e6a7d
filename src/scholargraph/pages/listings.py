"""What pages list, worked out once when a site is published: who is called what, what belongs to what, in which order.

It holds nothing that the graph does not say; it is there so that no page has to search or sort the graph.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from anyascii import anyascii

from scholargraph.errors import SnapshotError
from scholargraph.iris import Iris, Key
from scholargraph.pages import sitemap
from scholargraph.pages.cards import Card, card, source_card
from scholargraph.pages.relations import Relation, relations
from scholargraph.reconcile.catalogue import Catalogue

FILE: Final = "listings.sqlite"
SORTS: Final = ("title", "-title", "year", "-year")
"""The orders in which a list can be had; what has no title or no year stands last in each."""
NEWEST: Final = "-year"
"""The order in which works are shown when no other is asked for."""
COLLECTIONS: Final = ("person", "publication", "organization", "project", "software", "service", "venue", "source")
"""The kinds of thing that have pages, in the order in which they are offered."""

_SCHEMA: Final = """
CREATE TABLE card (key TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE list (owner TEXT, relation TEXT, size INTEGER NOT NULL, PRIMARY KEY (owner, relation)) WITHOUT ROWID;
CREATE TABLE place (owner TEXT, relation TEXT, sort TEXT, position INTEGER, key TEXT NOT NULL,
                    PRIMARY KEY (owner, relation, sort, position)) WITHOUT ROWID;
"""
_ORDERS: Final = """
SELECT card.data FROM place JOIN card USING (key)
WHERE owner = ? AND relation = ? AND sort = ? AND position >= ? AND position < ? ORDER BY position
"""


def write(directory: Path, catalogue: Catalogue, iris: Iris) -> None:
    """Write the listings and the sitemaps of a catalogue into the directory of a new snapshot."""
    cards = {key: card(record, catalogue.records) for key, record in catalogue.records.items()}
    cards.update((made.key, made) for made in map(source_card, catalogue.sources))
    lists: dict[tuple[str, str], dict[Key, None]] = {}
    for owner, relation, key in relations(catalogue):
        lists.setdefault((owner, relation.value), {})[key] = None
    base = sqlite3.connect(directory / FILE)
    try:
        base.executescript(_SCHEMA)
        base.executemany("INSERT INTO card VALUES (?, ?)", ((key, _json(made)) for key, made in cards.items()))
        base.executemany("INSERT INTO list VALUES (?, ?, ?)", ((*name, len(keys)) for name, keys in lists.items()))
        base.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?)", _places(lists, cards))
        base.commit()
    finally:
        base.close()
    collections = [name for name in COLLECTIONS if (name, Relation.MEMBERS.value) in lists]
    addresses = [iris.base, *(iris.base + name for name in collections), *(iris.document(key) for key in cards)]
    sitemap.write(directory, iris.base, addresses)


def _places(
    lists: Mapping[tuple[str, str], Iterable[Key]], cards: Mapping[Key, Card]
) -> Iterator[tuple[str, str, str, int, Key]]:
    """Every member of every list at its place in each order."""
    titles = {key: _folded(made) for key, made in cards.items()}
    for (owner, relation), members in lists.items():
        keys = sorted(members, key=lambda key: (titles[key], key))
        for sort in SORTS:
            for position, key in enumerate(_sorted(keys, sort, cards)):
                yield owner, relation, sort, position, key


def _sorted(keys: Sequence[Key], sort: str, cards: Mapping[Key, Card]) -> list[Key]:
    """Sort keys that stand by title; sorting is stable, so works of one year stay by title in both directions."""
    down = sort.startswith("-")
    if sort.endswith("title"):
        named = [key for key in keys if not cards[key].lost]
        lost = [key for key in keys if cards[key].lost]
        return [*(reversed(named) if down else named), *lost]
    dated = [key for key in keys if cards[key].date is not None]
    undated = [key for key in keys if cards[key].date is None]
    return [*sorted(dated, key=lambda key: cards[key].year or "", reverse=down), *undated]


def _folded(made: Card) -> tuple[bool, str]:
    """A title as people look it up: lost ones last, letters without accents or case, from the first letter on."""
    letters = anyascii(made.label).casefold()
    return made.lost, letters.lstrip(" \t\n'\"`([{<.,:;!?*#-_") or letters


def _json(made: Card) -> str:
    return json.dumps(asdict(made), ensure_ascii=False, separators=(",", ":"))


class Listings:
    """The listings of one snapshot, read only, for any thread."""

    def __init__(self, snapshot: Path) -> None:
        path = snapshot / FILE
        self._missing = SnapshotError(f"{path} cannot be read: publish the site again.")
        try:
            address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            self._base = sqlite3.connect(address, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise self._missing from error
        self._turn = threading.Lock()
        # A snapshot is let go by whoever reads it last; only then may the file be closed.
        weakref.finalize(self, self._base.close)

    def card(self, key: str) -> Card | None:
        """Give a thing's card."""
        found = self._ask("SELECT data FROM card WHERE key = ?", (key,))
        return Card.from_data(json.loads(found[0][0])) if found else None

    def sizes(self, owner: str) -> dict[Relation, int]:
        """Give how many members each list of an owner has."""
        rows = self._ask("SELECT relation, size FROM list WHERE owner = ?", (owner,))
        return {Relation(name): size for name, size in rows}

    def cards(
        self, owner: str, relation: Relation, sort: str = "title", *, start: int = 0, count: int = 50
    ) -> list[Card]:
        """Give the cards of a stretch of a list, in one of SORTS."""
        rows = self._ask(_ORDERS, (owner, relation.value, sort, start, start + count))
        return [Card.from_data(json.loads(data)) for (data,) in rows]

    def _ask(self, question: str, values: tuple[str | int, ...]) -> list[Any]:
        try:
            with self._turn:
                return self._base.execute(question, values).fetchall()
        except sqlite3.Error as error:
            raise self._missing from error
