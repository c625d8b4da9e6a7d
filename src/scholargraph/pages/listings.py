"""What pages list, worked out once when a site is published: who is called what, what belongs to what, in which order.

It holds nothing that the graph does not say; it is there so that no page has to search or sort the graph.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final, TypeVar

from anyascii import anyascii

from scholargraph.errors import SnapshotError
from scholargraph.iris import Iris, Key
from scholargraph.model import Catalogue, Entry, EntryField, Evidence, Position, Retired, TextSpan
from scholargraph.pages import sitemap, trees
from scholargraph.pages.cards import NOTE, Card, card, shortened, source_card
from scholargraph.pages.privacy import public
from scholargraph.pages.relations import Relation, relations

FILE: Final = "listings.sqlite"
SORTS: Final = ("title", "-title", "year", "-year")
"""The orders in which a list can be had; what has no title or no year stands last in each."""
NEWEST: Final = "-year"
"""The order in which works are shown when no other is asked for."""
COLLECTIONS: Final = ("person", "publication", "organization", "project", "software", "service", "venue", "source")
"""The kinds of thing that have pages, in the order in which they are offered."""

REMEMBERED: Final = 2_000
"""Cards, and sizes of lists, that are kept in memory; then all are forgotten."""
LONGEST_REMEMBERED: Final = 200
"""Letters of a key that is kept: anybody can ask for longer ones, of which there is none."""

Value = TypeVar("Value")

_SCHEMA: Final = """
CREATE TABLE card (key TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE list (owner TEXT, relation TEXT, size INTEGER NOT NULL, PRIMARY KEY (owner, relation)) WITHOUT ROWID;
CREATE TABLE place (owner TEXT, relation TEXT, sort TEXT, position INTEGER, key TEXT NOT NULL, depth INTEGER,
                    PRIMARY KEY (owner, relation, sort, position)) WITHOUT ROWID;
CREATE TABLE position (item TEXT, start INTEGER, line INTEGER NOT NULL, "column" INTEGER NOT NULL,
                       PRIMARY KEY (item, start)) WITHOUT ROWID;
CREATE TABLE retired (key TEXT PRIMARY KEY, snapshot TEXT, candidate TEXT, score INTEGER) WITHOUT ROWID;
CREATE TABLE withdrawn (hash TEXT PRIMARY KEY) WITHOUT ROWID;
"""
# Whatever the size of the site: what does not fit into these caches, and all that is sorted, lies on the disk.
_SCRATCH: Final = """
PRAGMA temp_store = FILE;
PRAGMA cache_size = -8192;
PRAGMA temp.cache_size = -8192;
CREATE TEMP TABLE title (key TEXT PRIMARY KEY, lost INTEGER NOT NULL, letters TEXT NOT NULL, year TEXT) WITHOUT ROWID;
CREATE TEMP TABLE member (owner TEXT NOT NULL, relation TEXT NOT NULL, key TEXT NOT NULL);
"""
# SQLite compares texts by the bytes of their UTF-8, which is the order of their code points.
_RANKED: Final = """
CREATE TEMP TABLE ranked (key TEXT PRIMARY KEY, lost INTEGER NOT NULL, year TEXT, rank INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO ranked SELECT key, lost, year, row_number() OVER (ORDER BY lost, letters, key) FROM title;
"""
_BY_SORT: Final = {
    "title": "rank",
    "-title": "lost, iif(lost, rank, -rank)",
    "year": "year IS NULL, year, rank",
    "-year": "year IS NULL, year DESC, rank",
}
"""How each order sorts; works of one year stand by title in both directions."""
_PLACES: Final = """
INSERT INTO place
SELECT owner, relation, ?, row_number() OVER (PARTITION BY owner, relation ORDER BY {order}) - 1, key, NULL
FROM member JOIN ranked USING (key)
"""
_SIZES: Final = "INSERT INTO list SELECT owner, relation, count(*) FROM place WHERE sort = ? GROUP BY owner, relation"
_KEYS: Final = "SELECT key FROM card WHERE substr(key, 1, 7) <> 'source/' ORDER BY key"
_ORDERS: Final = """
SELECT card.data, place.depth, tie.note FROM place JOIN card USING (key) LEFT JOIN tie USING (owner, relation, key)
WHERE owner = ? AND relation = ? AND sort = ? AND position >= ? AND position < ? ORDER BY position
"""
_ORDERS_WITHOUT_TIES: Final = """
SELECT card.data, NULL, NULL FROM place JOIN card USING (key)
WHERE owner = ? AND relation = ? AND sort = ? AND position >= ? AND position < ? ORDER BY position
"""
"""The same of listings that an older release wrote."""
_MEMBERS: Final = """
SELECT key FROM place WHERE owner = ? AND relation = ? AND sort = ? AND position >= ? AND position < ? ORDER BY position
"""
_NEXT: Final = "SELECT key FROM card WHERE key > ? AND key < ? ORDER BY key LIMIT ?"


def write(directory: Path, catalogue: Catalogue, iris: Iris) -> None:
    """Write the listings and the sitemaps of a catalogue into the directory of a new snapshot.

    Entries are read once, one at a time; SQLite sorts them.
    """
    base = sqlite3.connect(directory / FILE)
    try:
        base.executescript(_SCHEMA + trees.SCHEMA + _SCRATCH + trees.SCRATCH)
        for entry in catalogue.entries():
            _insert(base, public(entry), catalogue)
        for source in catalogue.sources:
            made = source_card(source)
            _insert_card(base, made)
            base.execute("INSERT INTO member VALUES (?, ?, ?)", ("source", Relation.MEMBERS.value, made.key))
        gone = ((key, one.snapshot, one.candidate, one.score) for key, one in catalogue.retired.items())
        base.executemany("INSERT INTO retired VALUES (?, ?, ?, ?)", gone)
        base.executemany("INSERT INTO withdrawn VALUES (?)", ((one,) for one in catalogue.withdrawn))
        base.executescript(_RANKED)
        trees.members(base)
        for sort, order in _BY_SORT.items():
            base.execute(_PLACES.format(order=order), (sort,))
        trees.places(base)
        base.execute(_SIZES, (SORTS[0],))
        base.commit()
        sitemap.write(directory, iris.base, _addresses(base, catalogue, iris))
    finally:
        base.close()


def _insert(base: sqlite3.Connection, entry: Entry, catalogue: Catalogue) -> None:
    _insert_card(base, card(entry.record, catalogue))
    members = ((owner, relation.value, entry.key) for owner, relation in relations(entry))
    base.executemany("INSERT INTO member VALUES (?, ?, ?)", members)
    trees.note(base, entry.record, catalogue)
    base.executemany("INSERT OR IGNORE INTO position VALUES (?, ?, ?, ?)", _positions(entry))


def _insert_card(base: sqlite3.Connection, made: Card) -> None:
    base.execute("INSERT INTO card VALUES (?, ?)", (made.key, _json(made)))
    base.execute("INSERT INTO title VALUES (?, ?, ?, ?)", (made.key, *_folded(made), made.year))


def _positions(entry: Entry) -> Iterator[tuple[str, int, int, int]]:
    """Line and column of every place in a text that the entry's evidence names, the losing sides of conflicts too."""
    for found in _evidence(entry):
        if found.position is not None and isinstance(found.locator, TextSpan | EntryField):
            yield found.item, found.locator.start, found.position.line, found.position.column


def _evidence(entry: Entry) -> Iterator[Evidence]:
    for found in entry.evidence.values():
        yield from found
    for conflict in entry.conflicts:
        for other in conflict.others:
            yield other.evidence


def _addresses(base: sqlite3.Connection, catalogue: Catalogue, iris: Iris) -> Iterator[str]:
    """The address of every page: the front page, collections, things in the order of their keys, sources."""
    yield iris.base
    owners = {
        owner for (owner,) in base.execute("SELECT owner FROM list WHERE relation = ?", (Relation.MEMBERS.value,))
    }
    yield from (iris.base + name for name in COLLECTIONS if name in owners)
    yield from (iris.document(key) for (key,) in base.execute(_KEYS))
    yield from (iris.document(f"source/{source.name}") for source in catalogue.sources)


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
        self._cards: dict[str, Card | None] = {}
        self._sizes: dict[str, dict[Relation, int]] = {}
        self._tables: set[str] | None = None
        # A snapshot is let go by whoever reads it last; only then may the file be closed.
        weakref.finalize(self, self._base.close)

    def card(self, key: str) -> Card | None:
        """Give a thing's card."""

        def read() -> Card | None:
            found = self._ask("SELECT data FROM card WHERE key = ?", (key,))
            return Card.from_data(json.loads(found[0][0])) if found else None

        return _remembered(self._cards, key, read)

    def sizes(self, owner: str) -> Mapping[Relation, int]:
        """Give how many members each list of an owner has."""

        def read() -> dict[Relation, int]:
            rows = self._ask("SELECT relation, size FROM list WHERE owner = ?", (owner,))
            return {Relation(name): size for name, size in rows}

        return _remembered(self._sizes, owner, read)

    @property
    def of_first_release(self) -> bool:
        """Whether the first release wrote them: then lines and columns, too, stand in the evidence graph."""
        return not self._has("position")

    def _has(self, table: str) -> bool:
        """Whether there is a table: an older release wrote fewer."""
        if self._tables is None:
            self._tables = {name for (name,) in self._ask("SELECT name FROM sqlite_master", ())}
        return table in self._tables

    def retired(self, key: str) -> Retired | None:
        """Give what is known of a key that belongs to nothing any more; None for any other."""
        if not self._has("retired"):
            return None
        found = self._ask("SELECT snapshot, candidate, score FROM retired WHERE key = ?", (key,))
        if not found:
            return None
        snapshot, candidate, score = found[0]
        return Retired(snapshot, None if candidate is None else Key(candidate), score)

    def is_withdrawn(self, digest: str) -> bool:
        """Whether the keyed hash is one of a key that held a name which was withdrawn."""
        return self._has("withdrawn") and bool(self._ask("SELECT 1 FROM withdrawn WHERE hash = ?", (digest,)))

    def position(self, item: str, start: int) -> Position | None:
        """Give line and column of the place in an item's text that begins at a byte; None where it is not known."""
        if self.of_first_release:
            return None
        found = self._ask('SELECT line, "column" FROM position WHERE item = ? AND start = ?', (item, start))
        return Position(*found[0]) if found else None

    def cards(
        self, owner: str, relation: Relation, sort: str = "title", *, start: int = 0, count: int = 50
    ) -> list[Card]:
        """Give the cards of a stretch of a list, in one of SORTS or in that of its tree.

        In the lists of an organisation's people the note says what they are, or were, there.
        """
        question = _ORDERS if self._has("tie") else _ORDERS_WITHOUT_TIES
        rows = self._ask(question, (owner, relation.value, sort, start, start + count))
        return [_placed(Card.from_data(json.loads(data)), depth, note) for data, depth, note in rows]

    def has_tree(self, owner: str, relation: Relation) -> bool:
        """Whether a list can be had as a tree."""
        question = "SELECT 1 FROM place WHERE owner = ? AND relation = ? AND sort = ? AND position = 0"
        return bool(self._ask(question, (owner, relation.value, trees.TREE)))

    def keys(self, collection: str, *, after: str = "", count: int = 500) -> list[Key]:
        """Give the next keys of a collection in their order, from behind a key on."""
        first = after or f"{collection}/"
        return [Key(key) for (key,) in self._ask(_NEXT, (first, f"{collection}0", count))]  # 0 comes after /

    def members(
        self, owner: str, relation: Relation, sort: str = NEWEST, *, start: int = 0, count: int = 50
    ) -> list[Key]:
        """Give the keys of a stretch of a list, in one of SORTS."""
        rows = self._ask(_MEMBERS, (owner, relation.value, sort, start, start + count))
        return [Key(key) for (key,) in rows]

    def _ask(self, question: str, values: tuple[str | int, ...]) -> list[Any]:
        try:
            with self._turn:
                return self._base.execute(question, values).fetchall()
        except sqlite3.Error as error:
            raise self._missing from error


def _remembered(known: dict[str, Value], key: str, read: Callable[[], Value]) -> Value:
    """Give what is known of a key, or read it: a snapshot never changes.

    Each question to the database gives Python's lock away and waits for it again, which takes long while many requests are
    answered. Every page has the sizes of all collections in its menu, and the same venues and organisations stand on many.
    """
    try:
        return known[key]
    except KeyError:
        pass
    if len(known) >= REMEMBERED:
        known.clear()
    value = read()
    if len(key) <= LONGEST_REMEMBERED:
        known[key] = value
    return value


def _placed(card: Card, depth: int | None, note: str | None) -> Card:
    """Give a card as it stands in one list."""
    if depth:
        card = replace(card, depth=depth)
    return card if note is None else replace(card, note=shortened(note, NOTE), note_language=None)
