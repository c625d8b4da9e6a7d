"""Graphs in memory for the tests of citations: records in, what the mapping states of them out, without a store."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from scholargraph.citation import Citation, CitationReader
from scholargraph.iris import Iris, Key
from scholargraph.mapping import Mapper
from scholargraph.model import Publication, Record
from scholargraph.ntriples import Term, Triple
from tests.pages import sites

IRIS: Final = Iris(sites.BASE)


class InMemory:
    """Statements by subject; it counts how often it is asked."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.asked = 0
        self._by_subject: dict[Term, list[Triple]] = {}
        for triple in triples:
            self._by_subject.setdefault(triple[0], []).append(triple)

    def about(self, subject: Term, graph: Term | None = None) -> list[Triple]:
        assert graph is None
        self.asked += 1
        return self._by_subject.get(subject, [])


def graph(records: Iterable[Record]) -> InMemory:
    """State records as a snapshot does."""
    made = sites.catalogue(records)
    mapper = Mapper(IRIS, made.sources, None)
    return InMemory(triple for entry in made.entries() for triple in mapper.map_entry(entry).statements())


def citations(records: Iterable[Record]) -> list[Citation]:
    """Give the citations of all works among some records, in the order of their keys."""
    made = list(records)
    reader = CitationReader(graph(made), IRIS)
    keys = sorted(record.key for record in made if isinstance(record, Publication))
    found = [reader.of_work(key) for key in keys]
    assert None not in found
    return [one for one in found if one is not None]


def citation(work: Publication, *others: Record) -> Citation:
    """Give the citation of a work."""
    found = CitationReader(graph([work, *others]), IRIS).of_work(work.key)
    assert found is not None
    return found


def work(slug: str = "a-work", **more: object) -> Publication:
    """A work of which only the title is known."""
    from scholargraph.model import Text

    return Publication(**{"key": Key(f"publication/{slug}"), "title": Text("A Work"), **more})  # type: ignore[arg-type]
