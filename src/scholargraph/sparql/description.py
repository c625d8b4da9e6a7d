"""What the endpoint says of itself (SPARQL 1.1 Service Description): its address, languages, formats and graphs.

It is small and counts nothing; the dataset's own description (VoID) is a graph of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scholargraph.formats import GRAPHS, RESULTS
from scholargraph.ntriples import Triple, iri, literal
from scholargraph.sparql.limits import Limits
from scholargraph.vocab import RDF, RDFS, SD, SD_FORMATS

FORMATS: Final = tuple(SD_FORMATS[form.name] for form in (*RESULTS, *GRAPHS) if form.name in SD_FORMATS)
"""The W3C's IRIs of the formats that have one (https://www.w3.org/ns/formats/)."""


@dataclass(frozen=True, slots=True)
class Service:
    """What is described: the endpoint's IRI, the dataset's, and those of the named graphs."""

    endpoint: str
    dataset: str
    named_graphs: tuple[str, ...]
    limits: Limits


def describe(service: Service) -> Iterator[Triple]:
    """Say it in triples; every node is a hash IRI of the endpoint's address."""
    this = iri(f"{service.endpoint}#service")
    kind = iri(RDF.type)
    yield (this, kind, iri(SD.Service))
    yield (this, iri(SD.endpoint), iri(service.endpoint))
    yield (this, iri(SD.supportedLanguage), iri(SD.SPARQL11Query))
    for form in FORMATS:
        yield (this, iri(SD.resultFormat), iri(form))
    yield (this, iri(RDFS.comment), literal(limits_in_words(service.limits), language="en"))
    dataset, default = iri(service.dataset), iri(f"{service.endpoint}#default-graph")
    yield (this, iri(SD.defaultDataset), dataset)
    yield (dataset, kind, iri(SD.Dataset))
    yield (dataset, iri(SD.defaultGraph), default)
    yield (default, kind, iri(SD.Graph))
    for number, name in enumerate(service.named_graphs, start=1):
        node = iri(f"{service.endpoint}#named-graph-{number}")
        yield (dataset, iri(SD.namedGraph), node)
        yield (node, kind, iri(SD.NamedGraph))
        yield (node, iri(SD.name), iri(name))


def limits_in_words(limits: Limits) -> str:
    """The limits as a person reads them."""
    return (
        f"A query has {limits.deadline:g} seconds, {limits.rows:,} rows or {limits.result_bytes // 1024 // 1024} MiB of "
        f"answer, {limits.query_bytes // 1024} KiB of text and a depth of {limits.depth}. A client has {limits.parallel} "
        f"queries at the same time and {limits.worker_seconds:g} seconds of work a minute. SERVICE, LOAD and updates "
        "are refused."
    )
