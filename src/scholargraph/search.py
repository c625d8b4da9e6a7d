"""Full-text search over names, titles and abstracts: an index written once at publishing, read by pages and queries.

It knows no page, no query language and no graph. What a reader types is only ever words to look for: each is quoted
before it gets to FTS5, so none of it is read as a search expression.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import threading
import unicodedata
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from anyascii import anyascii

from scholargraph.errors import InternalError, SnapshotError
from scholargraph.identifiers import SCHEMES, recognised
from scholargraph.iris import Iris, Key
from scholargraph.model import (
    Agent,
    Catalogue,
    Column,
    Contribution,
    Identifier,
    Name,
    Record,
    Text,
    Version,
    fields_of,
)

FILE: Final = "search.sqlite"
MAX_TEXT: Final = 500
"""Characters of a search that are read."""
MAX_WORDS: Final = 32
"""Words of a search that are looked for."""

# What a thing is called weighs more than what is written about it. Names are there in plain letters, too, for Łukasz who
# is sought as Lukasz: those of the title beside it, the others in `plain`, so that no snippet shows them. There, too, is
# what only looks different (H₂O as H2O), and one word for each identifier, however it is written.
_SCHEMA: Final = """
CREATE VIRTUAL TABLE entry USING fts5(
    title, names, text, plain, key UNINDEXED, iri UNINDEXED,
    tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
);
INSERT INTO entry (entry, rank) VALUES ('rank', 'bm25(8.0, 1.0, 0.5, 2.0)');
"""
_COUNT: Final = "SELECT count(*) FROM entry WHERE entry MATCH ?"
_FIND: Final = """
SELECT key, iri, -rank, snippet(entry, 2, ?, ?, '…', 32), snippet(entry, 1, ?, ?, '…', 16)
FROM entry WHERE entry MATCH ? ORDER BY rank, rowid LIMIT ? OFFSET ?
"""
_FIRST: Final = "SELECT key, title FROM entry LIMIT 1"
_SCORES: Final = "SELECT iri, -rank FROM entry WHERE entry MATCH ?"

_SCHEME_NAMES: Final = frozenset(
    name.casefold() for scheme in SCHEMES.values() for name in (scheme.name, scheme.label)
) | {"isbn-10", "isbn-13"}

_LONGEST_UNIT: Final = 6
"""Words that an identifier is written in at most: `ISBN 978 3 16 148410 0`."""

_BEGIN, _END = "\x02", "\x03"
_SEPARATOR: Final = "\u200b"
_CONTROLS: Final = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b\ud800-\udfff"]')
# Scripts that are written without spaces: every letter is a word to the index, a word of a search is a run of them.
_UNSPACED: Final = re.compile(
    "(?<=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
    "|(?=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a snippet; `found` where it is what was looked for."""

    words: str
    found: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: its key and IRI, its score (greater is better), and the words around what was found."""

    key: Key
    iri: str
    score: float
    snippet: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the things found, the best first, and how many there are in all."""

    total: int
    hits: tuple[Hit, ...]


def write(directory: Path, catalogue: Catalogue, iris: Iris) -> None:
    """Write the index of a catalogue into the directory of a new snapshot; entries are read once, one at a time.

    Raises InternalError where this Python's SQLite has no FTS5.
    """
    base = sqlite3.connect(directory / FILE)
    try:
        base.executescript(_SCHEMA)
        rows = (_row(entry.record, iris) for entry in catalogue.entries())
        base.executemany("INSERT INTO entry (title, names, text, plain, key, iri) VALUES (?, ?, ?, ?, ?, ?)", rows)
        base.execute("INSERT INTO entry (entry) VALUES ('optimize')")
        base.commit()
    except sqlite3.OperationalError as error:
        if "fts5" not in str(error):
            raise
        raise InternalError("This Python's SQLite has no full-text search (FTS5): use another build.") from error
    finally:
        base.close()


def expression(text: str) -> str | None:
    """Turn what a reader typed into an FTS5 expression: all words, the last as a beginning; None where there is none.

    Every word is a string of FTS5's syntax (section 3.1 of its documentation), so no word is an operator. What is an
    identifier, a word of the text or all of it, is looked for as such, too, however it is written.
    """
    text = text[:MAX_TEXT]
    words = _units(text.split())
    parts = [part for place, word in enumerate(words, 1) if (part := _expressed(word, last=place == len(words)))]
    parts = parts[:MAX_WORDS]
    if not parts:
        return None
    whole = " AND ".join(parts)
    known = _tokens(text) if len(words) > 1 else []
    return " OR ".join([f"({whole})", *known]) if known else whole


def _units(words: list[str]) -> list[str]:
    """Words, and as one those that are an identifier together: `ISSN 2049-3630`, `978 3 16 148410 0`."""
    units: list[str] = []
    while words:
        first = words[0]
        split = first.isdecimal() or first.rstrip(":").casefold() in _SCHEME_NAMES
        lengths = range(min(_LONGEST_UNIT, len(words)), 1, -1) if split else ()
        taken = next((length for length in lengths if recognised(" ".join(words[:length]))), 1)
        units.append(" ".join(words[:taken]))
        words = words[taken:]
    return units


def _expressed(word: str, *, last: bool) -> str | None:
    """The expression for what stands between two spaces; None where there is no letter and no digit in it."""
    words = [part for part in _spaced(_compatible(_clean(word))).split() if any(map(str.isalnum, part))][:MAX_WORDS]
    if not words:
        return None
    found = " AND ".join(f'"{part}"' for part in words) + (" *" if last else "")
    known = _tokens(word)
    return f"({' OR '.join([f'({found})', *known])})" if known else found


def _tokens(text: str) -> list[str]:
    return [f'"{_token(identifier)}"' for identifier in recognised(text)]


def _token(identifier: Identifier) -> str:
    """One word that stands for an identifier in the index: nobody writes it, and no two have the same."""
    return "id" + hashlib.sha256(str(identifier).casefold().encode("utf-8", "surrogatepass")).hexdigest()[:24]


class Search:
    """The index of one snapshot, read only, for any thread. Raises SnapshotError where it cannot be read."""

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

    def find(self, text: str, *, limit: int = 20, offset: int = 0) -> Found:
        """Find the things that hold all words of a text, the best first; the last word may be the beginning of one."""
        wanted = expression(text)
        if wanted is None:
            return Found(0, ())
        total = self._ask(_COUNT, (wanted,))[0][0]
        marks = (_BEGIN, _END) * 2
        rows = self._ask(_FIND, (*marks, wanted, limit, offset)) if offset < total else []
        return Found(
            total,
            tuple(
                Hit(Key(key), iri, score, _segments(about) or _segments(names))
                for key, iri, score, about, names in rows
            ),
        )

    def scores(self, text: str) -> dict[str, float]:
        """Give the score of every thing that holds all words of a text, by its IRI."""
        wanted = expression(text)
        return {} if wanted is None else dict(self._ask(_SCORES, (wanted,)))

    def check(self) -> None:
        """Ask the index for something that is quickly found, and for a word that nothing has; whatever its size."""
        self._ask(_FIRST, ())
        self._ask(_COUNT, ('"nothingholdsthisword"',))

    def _ask(self, question: str, values: tuple[str | int, ...]) -> list[Any]:
        try:
            with self._turn:
                return self._base.execute(question, values).fetchall()
        except sqlite3.Error as error:
            raise self._missing from error


def _row(record: Record, iris: Iris) -> tuple[str, ...]:
    columns: dict[Column, dict[str, None]] = {column: {} for column in Column}
    for name, field in fields_of(type(record)).items():
        if field.spec.search is not None and not field.spec.private:
            columns[field.spec.search].update((word, None) for word in _words(getattr(record, name)))
    title, names, about = (list(columns[column]) for column in (Column.TITLE, Column.NAMES, Column.TEXT))
    tokens = [_token(same) for one in _identifiers(record) for same in dict.fromkeys((one, *recognised(str(one))))]
    plain = _plain(names) + _different(title + names + about) + tokens
    texts = (title + _plain(title), names, about, plain)
    return (*(_spaced(_clean("\n".join(words))) for words in texts), str(record.key), iris.thing(record.key))


def _identifiers(record: Record) -> Iterator[Identifier]:
    """The identifiers of a record and of its versions."""
    yield from getattr(record, "identifiers", ())
    for version in getattr(record, "versions", ()):
        yield from version.identifiers


def _words(value: object) -> Iterator[str]:
    """The words of a field's value, whatever it is: a text, a number, an identifier, the names of who is named."""
    match value:
        case None | bool():
            return
        case str():
            yield value
        case int():
            yield str(value)
        case Text() | Identifier():
            yield value.value
        case Version() | Contribution():
            yield from _words(value.identifiers if isinstance(value, Version) else value.agent)
        case Agent():
            yield from _words((value.name, value.variants))
        case Name():
            yield from _words((value.printed, value.scripts))
        case tuple():
            for member in value:
                yield from _words(member)
        case _:
            yield str(value)


def _clean(text: str) -> str:
    """Drop what is no text: controls, half characters, and quotation marks, which FTS5 would read."""
    return _CONTROLS.sub(" ", unicodedata.normalize("NFC", text))


def _spaced(text: str) -> str:
    """Put an invisible separator around each letter of a script without spaces."""
    return _UNSPACED.sub(_SEPARATOR, text)


def _plain(names: list[str]) -> list[str]:
    """Write in plain letters what is more than letters with accents; those the index folds by itself."""
    return [letters for name in names if (letters := anyascii(name)) != _without_accents(name)]


def _without_accents(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))


def _different(texts: list[str]) -> list[str]:
    """The words that only look different from others (H₂O, ﬁsh), as the words that a search is turned into."""
    words = (word for text in texts if not text.isascii() for word in text.split() if not word.isascii())
    return list(
        dict.fromkeys(same for word in words if (same := _compatible(word)) != unicodedata.normalize("NFC", word))
    )


def _compatible(text: str) -> str:
    """A text in the letters that its letters only look different from (Unicode, annex 15, NFKC)."""
    return unicodedata.normalize("NFKC", text)


def _segments(marked: str | None) -> tuple[Segment, ...]:
    """Cut a snippet at its marks; one without marks says nothing of what was found."""
    if not marked or _BEGIN not in marked:
        return ()
    found: list[Segment] = []
    for part in marked.replace(_SEPARATOR, "").split(_BEGIN):
        inside, mark, after = part.partition(_END)
        pieces = (Segment(inside, found=True), Segment(after, found=False)) if mark else (Segment(inside, found=False),)
        found += [piece for piece in pieces if piece.words]
    return tuple(found)
