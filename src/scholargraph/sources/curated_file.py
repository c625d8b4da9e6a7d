"""A curation file, opened: its data, where each value stands, and the entries that others of the file refer to.

It knows no record; which keys an entry has is the business of `curated_entries`.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

from scholargraph import toml_spans
from scholargraph.acquire import SourceItem, TextContent
from scholargraph.errors import IdentifierError, Place, SourceError
from scholargraph.iris import Key
from scholargraph.model import TextSpan

Value = TypeVar("Value")

ENTRY_PATH: Final = 2
"""How long the path of an entry is: its collection and its number there."""


class CuratedFile:
    """One curation file. Raises SourceError, with file, line and remedy, for what is not TOML."""

    def __init__(self, item: SourceItem, limit: int) -> None:
        self.item = item
        self.content = TextContent(item, limit=limit)
        try:
            self.data, self._spans = toml_spans.load(self.content.text)
            self._lines = toml_spans.Lines(self.content.text)
        except tomllib.TOMLDecodeError as error:
            reason, line, column = toml_spans.fault(error, self.content.text)
            raise SourceError(f"This is not TOML: {reason}; correct the line.", Place(item.id, line, column)) from error
        self.keys: dict[str, Key] = {}
        self._ends: dict[toml_spans.Path, int] = {}
        for path, (_, end) in self._spans.items():
            entry = path[:ENTRY_PATH]
            self._ends[entry] = max(end, self._ends.get(entry, 0))

    def entries(self, collections: Iterable[str]) -> list[tuple[str, int, dict[str, Any]]]:
        """Give collection, number and table of every entry, and note the key of each that has an id."""
        self.known(self.data, collections, ())
        found: list[tuple[str, int, dict[str, Any]]] = []
        for collection, tables in self.data.items():
            if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
                raise self.error(f"Write [[{collection}]], with two brackets, for each {collection}.", (collection,))
            for index, table in enumerate(tables):
                found.append((collection, index, table))
                if "id" in table:
                    self._note(table["id"], (collection, index, "id"))
        return found

    def _note(self, name: Any, path: toml_spans.Path) -> None:
        if not isinstance(name, str) or not name.strip():
            raise self.error("An id is a text: write it in quotation marks.", path)
        if name in self.keys:
            raise self.error(f"Two entries have the id “{name}”: rename one.", path)
        self.keys[name] = Key(f"{path[0]}/~{self.item.source}/{self.item.local(name)}")

    def reference(self, raw: Any, path: toml_spans.Path, collections: Iterable[str]) -> Key:
        """Give the key of the entry with an id, which is in one of the collections."""
        if not isinstance(raw, str) or raw not in self.keys:
            near = difflib.get_close_matches(str(raw), list(self.keys), n=1, cutoff=0.5)
            raise self.error(f"No entry has the id “{raw}”: {f'did you mean {near[0]}?' if near else 'add it.'}", path)
        key = self.keys[raw]
        if key.collection not in collections:
            wanted = " or ".join(_one(collection) for collection in collections)
            raise self.error(f"“{raw}” is {_one(key.collection)}, where {_name(path)} is {wanted}: name one.", path)
        return key

    def parsed(self, parser: Callable[[Any], Value], raw: Any, path: toml_spans.Path) -> Value:
        """Read one value. Raises SourceError with its place."""
        try:
            return parser(raw)
        except IdentifierError as error:
            raise SourceError(error.message, self.place(path)) from None
        except ValueError as error:
            end = "" if str(error).endswith(("?", ".")) else "."
            raise self.error(f"{_name(path)} cannot be read: {error}{end}", path) from None

    def members(self, raw: Any, path: toml_spans.Path) -> list[tuple[Any, toml_spans.Path]]:
        """Give the members of a list with their paths."""
        if not isinstance(raw, list):
            raise self.error(f"{_name(path)} is a list: write it in square brackets.", path)
        return [(member, (*path, index)) for index, member in enumerate(raw)]

    def known(self, table: Any, allowed: Iterable[str], path: toml_spans.Path) -> None:
        """Refuse what is no table, and a key that nobody knows, naming the nearest known one."""
        if not isinstance(table, dict):
            raise self.error(f"{_name(path)} is a table here: write it as key = value.", path)
        names = tuple(allowed)
        for name in table:
            if name not in names:
                near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
                hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(sorted(names))}."
                raise self.error(f"“{name}” is not known: {hint}", (*path, name))

    def span(self, path: toml_spans.Path) -> TextSpan:
        """Give where a value stands; an entry as a whole, not its header alone."""
        start, end = self._spans[path]
        return self.content.span(start, self._ends[path] if len(path) == ENTRY_PATH else end)

    def place(self, path: toml_spans.Path) -> Place:
        """Give where a value stands, for people; of what is not there, what it would stand in."""
        while path and path not in self._spans:
            path = path[:-1]
        return Place(self.item.id, *self._lines.line_column(self._spans[path][0] if path else 0))

    def error(self, message: str, path: toml_spans.Path) -> SourceError:
        """Make the error for what stands at a path."""
        return SourceError(message, self.place(path))


def _name(path: toml_spans.Path) -> str:
    """The last key of a path, without numbers of members."""
    return next((str(part) for part in reversed(path) if isinstance(part, str)), "this")


def _one(word: str) -> str:
    """Give a word with its article."""
    return f"{'an' if word[:1] in {*'aeiou'} else 'a'} {word}"
