"""The statements of one page, indexed, and how they are gathered from a snapshot.

It asks by subject only; it writes no format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from scholargraph.bibliography.markup import words_of
from scholargraph.iris import Iris
from scholargraph.ntriples import Literal, Term, Triple, iri, iri_value, is_iri, parse_literal
from scholargraph.store import Info
from scholargraph.vocab import BIBO, DCTERMS, FOAF, RDF, SDO, SG, Iri

NAMES: Final = tuple(iri(name) for name in (SDO.name, FOAF.name, DCTERMS.title))
"""The predicates that carry a neighbour's name."""

_NUMBERS: Final = re.compile(r"(\d+)")


class Statements(Protocol):
    """What a page asks of a snapshot; `graph` None is the default graph."""

    @property
    def info(self) -> Info:
        """The snapshot itself."""
        ...

    def about(self, subject: Term, graph: Term | None = None) -> list[Triple]:
        """Give every statement about a subject."""
        ...

    def pointing_at(self, predicate: Term, value: Term, graph: Term | None = None) -> list[Term]:
        """Give every subject that has this value for this predicate."""
        ...


class Once:
    """Statements that are asked for while one page is made, each asked of the snapshot once."""

    def __init__(self, reader: Statements) -> None:
        self._reader = reader
        self.info = reader.info
        self._told: dict[tuple[Term, Term | None], list[Triple]] = {}

    def about(self, subject: Term, graph: Term | None = None) -> list[Triple]:
        """Give every statement about a subject."""
        told = self._told.get((subject, graph))
        if told is None:
            told = self._told[subject, graph] = self._reader.about(subject, graph)
        return told

    def pointing_at(self, predicate: Term, value: Term, graph: Term | None = None) -> list[Term]:
        """Give every subject that has this value for this predicate."""
        return self._reader.pointing_at(predicate, value, graph)


class Graph:
    """Some statements, each once, by subject and predicate; values come in natural order (`#author-2`, `#author-10`)."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._index: dict[Term, dict[Term, list[Term]]] = {}
        self._markup: dict[str, str] | None = None
        for subject, predicate, value in dict.fromkeys(triples):
            self._index.setdefault(subject, {}).setdefault(predicate, []).append(value)
        for values in self._index.values():
            for members in values.values():
                if len(members) > 1:
                    members.sort(key=natural)

    def __iter__(self) -> Iterator[Triple]:
        for subject in self.subjects():
            for predicate in sorted(self._index[subject]):
                for value in self._index[subject][predicate]:
                    yield (subject, predicate, value)

    def subjects(self) -> list[Term]:
        """Give the subjects, in natural order."""
        return sorted(self._index, key=natural)

    def predicates(self, subject: Term) -> list[Term]:
        """Give the predicates of a subject, in the order of their IRIs."""
        return sorted(self._index.get(subject, ()))

    def values(self, subject: Term, predicate: Iri) -> list[Term]:
        """Give the values of a subject's predicate, a term of a vocabulary."""
        return self.values_of(subject, iri(predicate))

    def values_of(self, subject: Term, predicate: Term) -> list[Term]:
        """Give the values of a subject's predicate, as `predicates` names it."""
        return list(self._index.get(subject, {}).get(predicate, ()))

    def value(self, subject: Term, predicate: Iri) -> Term | None:
        """Give the first value, if there is any."""
        found = self._index.get(subject, {}).get(iri(predicate))
        return found[0] if found else None

    def literal(self, subject: Term, predicate: Iri) -> Literal | None:
        """Give the first value that is a literal, taken apart."""
        return next(iter(self.literals(subject, predicate)), None)

    def literals(self, subject: Term, predicate: Iri) -> list[Literal]:
        """Give the values that are literals, taken apart."""
        return [parse_literal(value) for value in self.values(subject, predicate) if not is_iri(value)]

    def words(self, subject: Term, predicate: Iri) -> str | None:
        """Give the words of the first value that is a literal."""
        found = self.literal(subject, predicate)
        return None if found is None else found.value

    def html(self, words: str) -> str | None:
        """Give the words of a literal as they stand with markup in the source, if they do; as HTML that was not checked yet."""
        if self._markup is None:
            forms = [form.value for subject in self._index for form in self.literals(subject, SG.markedForm)]
            self._markup = {words_of(form): form for form in forms}
        return self._markup.get(words)

    def links(self, subject: Term, predicate: Iri) -> list[str]:
        """Give the values that are IRIs, without angle brackets."""
        return [iri_value(value) for value in self.values(subject, predicate) if is_iri(value)]

    def link(self, subject: Term, predicate: Iri) -> str | None:
        """Give the first value that is an IRI."""
        return next(iter(self.links(subject, predicate)), None)

    def types(self, subject: Term) -> list[str]:
        """Give the classes of a subject."""
        return self.links(subject, RDF.type)

    def sequence(self, head: Term | None) -> list[Term]:
        """Walk an rdf:List from its first cell; a cell that was met before ends it."""
        found: list[Term] = []
        seen: set[Term] = set()
        cell = head
        while cell is not None and cell != _NIL and cell not in seen:
            seen.add(cell)
            found += self.values(cell, RDF.first)[:1]
            cell = self.value(cell, RDF.rest)
        return found


_NIL: Final = iri(RDF.nil)


def natural(term: str) -> list[tuple[int, int | str]]:
    """Make a sort key that takes numbers within an IRI or a literal for what they are."""
    return [(0, int(part)) if part.isdecimal() else (1, part) for part in _NUMBERS.split(term)]


def of_dataset(reader: Statements, iris: Iris) -> Graph:
    """Gather what the dataset says of itself, from the named graph of its description."""
    graph = iri(iris.graph("description"))
    queue = [iri(f"{iris.base}#dataset")]
    found: list[Triple] = []
    seen = set(queue)
    for subject in queue:  # grows while it is walked
        for triple in reader.about(subject, graph):
            found.append(triple)
            if triple[2].startswith(f"<{iris.base}#") and triple[2] not in seen:
                seen.add(triple[2])
                queue.append(triple[2])
    return Graph(found)


def of_page(reader: Statements, iris: Iris, key: str) -> Graph:
    """Gather a page's statements from the default graph.

    They are those about the thing and its document, about every hash node of the document that is met on the way
    (so the cells of lists too), and the names of what they point at. An unknown thing has none.
    """
    found, neighbours = _own(reader, iris, key)
    for neighbour in neighbours:
        found += (triple for triple in reader.about(neighbour) if triple[1] in NAMES)
    return Graph(found)


def without_names(reader: Statements, iris: Iris, key: str) -> Graph:
    """Gather a page's statements but for the names of neighbours, of which a person can have thousands."""
    return Graph(_own(reader, iris, key)[0])


def _own(reader: Statements, iris: Iris, key: str) -> tuple[list[Triple], list[Term]]:
    """The statements about what belongs to a page, and the other things of this site that they point at."""
    document = iris.document(key)
    start = (iri(iris.thing(key)), iri(document))
    inner = f"<{document}#"
    queue = list(start)
    seen: set[Term] = set(start)
    found: list[Triple] = []
    neighbours: dict[Term, None] = {}
    for subject in queue:  # grows while it is walked
        for triple in reader.about(subject):
            found.append(triple)
            value = triple[2]
            if value in seen or not is_iri(value):
                continue
            if value.startswith(inner):
                seen.add(value)
                queue.append(value)
            elif triple[1] != _TYPE:
                neighbours[value] = None
    # Others' web addresses are no subjects here; only what belongs to this site can have a name.
    return found, [neighbour for neighbour in neighbours if neighbour.startswith(f"<{iris.base}")]


_TYPE: Final = iri(RDF.type)


def authors(graph: Graph, work: Term) -> list[Term]:
    """Give a work's authors: in the order of the complete list where there is one, otherwise as they are known."""
    listed = graph.sequence(graph.value(work, BIBO.authorList))
    if listed:
        return listed
    return graph.values(work, SDO.author)
