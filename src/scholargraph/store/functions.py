"""Functions of our own that a query may call (SPARQL 1.1 Query, section 17.6): full-text search, and those of `standard`.

They see what the query binds and the snapshot's index, nothing else; wrong arguments are an error of the expression, as
the standard has it, never of the query.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from scholargraph.errors import SnapshotError
from scholargraph.search import Search
from scholargraph.store.standard import StandardFunctions
from scholargraph.vocab import SG, XSD

KEPT: Final = 8
"""How many searches a reader remembers: a query asks the same one again for every row."""
_NOWHERE: Final = "qxzjvkqxzjvk"
"""A word that nothing holds: looking for it opens the index and costs nothing more."""


class Functions:
    """The functions over one snapshot, as the engine takes them: terms in; a term out, or None for an error."""

    def __init__(self, snapshot: Path) -> None:
        import pyoxigraph

        self._snapshot = snapshot
        self._engine = pyoxigraph
        self._number = pyoxigraph.NamedNode(XSD.double)
        self._nothing = pyoxigraph.Literal("0", datatype=self._number)
        self._index: Search | None = None
        self._scores = lru_cache(maxsize=KEPT)(self._look_up)
        self.standard = StandardFunctions()
        self.table: dict[Any, Any] = {pyoxigraph.NamedNode(SG.relevance): self.relevance, **self.standard.table}

    def open(self) -> None:
        """Open the index now and not at the first call: afterwards no file needs to be opened.

        It must be the process that calls the functions: an open index is not carried into a fork.
        """
        try:
            self._index = Search(self._snapshot)
            self._index.scores(_NOWHERE)
        except SnapshotError:
            self._index = None  # it will be said to be missing where it is needed

    def relevance(self, *given: object) -> Any:
        """`sg:relevance(?thing, "words")`: how well a thing fits a search; 0 where it does not hold all the words."""
        if len(given) != 2:
            return None
        thing, words = given
        if not isinstance(thing, self._engine.NamedNode) or not isinstance(words, self._engine.Literal):
            return None
        try:
            score = self._scores(words.value).get(thing.value)
        except SnapshotError:
            return None  # a snapshot without an index has nothing to find
        return self._nothing if score is None else self._engine.Literal(repr(score), datatype=self._number)

    def _look_up(self, words: str) -> dict[str, float]:
        if self._index is None:
            self._index = Search(self._snapshot)
        return self._index.scores(words)
