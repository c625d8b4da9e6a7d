"""The evidence of one record, wherever it stands: in the graph of the store, or beside the store.

It shows and writes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from scholargraph.iris import Key
from scholargraph.ntriples import Term, Triple, iri
from scholargraph.pages.site import Site


class RecordStatements(Protocol):
    """What is asked of the evidence of one record; `EvidenceGraph` and `store.RecordEvidence` answer it."""

    def about(self, subject: Term) -> list[Triple]:
        """Give every statement about a subject."""
        ...

    def pointing_at(self, predicate: Term, values: Collection[Term]) -> Iterable[Term]:
        """Give every subject that has one of these values (IRIs) for this predicate."""
        ...


class EvidenceGraph:
    """The evidence graph of the store; others' evidence is in it, too."""

    def __init__(self, site: Site) -> None:
        self._reader = site.reader
        self._graph = iri(site.iris.graph("evidence"))

    def about(self, subject: Term) -> list[Triple]:
        """Give every statement about a subject."""
        return self._reader.about(subject, self._graph)

    def pointing_at(self, predicate: Term, values: Collection[Term]) -> Iterable[Term]:
        """Give every subject that has one of these values (IRIs) for this predicate."""
        return (node for value in values for node in self._reader.pointing_at(predicate, value, self._graph))


def of_record(site: Site, key: Key) -> RecordStatements:
    """Give the evidence of each field of a record: from the store, or from beside it where the store has none."""
    return EvidenceGraph(site) if site.evidence is None else site.evidence.record(key)
