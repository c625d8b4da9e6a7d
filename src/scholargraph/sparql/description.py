"""What the endpoint says of itself (SPARQL 1.1 Service Description, and VoID): its address, languages, formats, graphs, limits.

It is small and counts nothing: what was counted when the snapshot was published is repeated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from scholargraph.errors import SnapshotError
from scholargraph.formats import GRAPHS, RESULTS
from scholargraph.ntriples import Term, Triple, iri, literal
from scholargraph.sparql.limits import Limits
from scholargraph.store import DEFAULT, Info, graphs
from scholargraph.vocab import RDF, RDFS, SD, SD_FORMATS, SG, VOID, XSD, Iri

TYPE: Final = iri(RDF.type)
FORMATS: Final = tuple(SD_FORMATS[form.name] for form in (*RESULTS, *GRAPHS) if form.name in SD_FORMATS)
"""The W3C's IRIs of the formats that have one (https://www.w3.org/ns/formats/)."""

LIMITS: Final = (
    (SG.deadline, "deadline", XSD.decimal),
    (SG.maxRows, "rows", XSD.integer),
    (SG.maxResultBytes, "result_bytes", XSD.integer),
    (SG.maxQueryBytes, "query_bytes", XSD.integer),
    (SG.maxDepth, "depth", XSD.integer),
    (SG.maxParallelQueries, "parallel", XSD.integer),
    (SG.maxWaitingQueries, "waiting", XSD.integer),
    (SG.maxWaitingSeconds, "patience", XSD.decimal),
    (SG.workerSecondsPerMinute, "worker_seconds", XSD.decimal),
    (SG.maxWorkerSecondsSaved, "burst", XSD.decimal),
    (SG.maxErrorsPerMinute, "errors", XSD.integer),
)
"""The terms of our own that state limits, the fields that they state, their datatypes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What is described: the endpoint's IRI, the dataset's, and those of the named graphs, where the snapshot names none.

    `dump` is the address of the whole dataset as a file, `about` that of its own description; `links` is the value of
    the Link field that the description is sent with.
    """

    endpoint: str
    dataset: str
    named_graphs: tuple[str, ...]
    limits: Limits
    dump: str | None = None
    about: str | None = None
    links: str | None = None


def describe(service: Service, info: Info) -> Iterator[Triple]:
    """Say it in triples; every node is a hash IRI of the endpoint's address.

    No sd:feature is stated, since the endpoint has none of the five: it follows no IRI (sd:DereferencesURIs), asks no
    other endpoint (sd:BasicFederatedQuery), its default graph is not the union of the others (sd:UnionDefaultGraph), a
    query need not name a dataset (sd:RequiresDataset), and a graph without statements does not exist (sd:EmptyGraphs).
    """
    this = iri(f"{service.endpoint}#service")
    yield (this, TYPE, iri(SD.Service))
    yield (this, iri(SD.endpoint), iri(service.endpoint))
    yield (this, iri(SD.supportedLanguage), iri(SD.SPARQL11Query))
    for form in FORMATS:
        yield (this, iri(SD.resultFormat), iri(form))
    yield (this, iri(SD.extensionFunction), iri(SG.relevance))
    yield (iri(SG.relevance), TYPE, iri(SD.Function))
    yield (this, iri(RDFS.comment), literal(limits_in_words(service.limits), language="en"))
    for term, field, datatype in LIMITS:
        yield (this, iri(term), _number(getattr(service.limits, field), datatype))
    yield (this, iri(SD.defaultDataset), iri(service.dataset))
    yield from _dataset(service, info)


def _dataset(service: Service, info: Info) -> Iterator[Triple]:
    """Say what can be asked: the dataset, its graphs, and how many statements each has (VoID, sections 3 and 4)."""
    dataset, default = iri(service.dataset), iri(f"{service.endpoint}#default-graph")
    counts = _counts(info)
    yield (dataset, TYPE, iri(SD.Dataset))
    yield (dataset, TYPE, iri(VOID.Dataset))
    yield (dataset, iri(VOID.sparqlEndpoint), iri(service.endpoint))
    if service.dump is not None:
        yield (dataset, iri(VOID.dataDump), iri(service.dump))
    if service.about is not None:
        yield (dataset, iri(RDFS.seeAlso), iri(service.about))
    yield (dataset, iri(SD.defaultGraph), default)
    yield (default, TYPE, iri(SD.Graph))
    if DEFAULT in counts:
        # The dataset's own description means its default graph by this number, too.
        yield (dataset, iri(VOID.triples), _number(counts[DEFAULT]))
        yield (default, iri(VOID.triples), _number(counts[DEFAULT]))
    names = [name for name in counts if name != DEFAULT] if counts else service.named_graphs
    for number, name in enumerate(names, start=1):
        node, graph = iri(f"{service.endpoint}#named-graph-{number}"), iri(f"{service.endpoint}#graph-{number}")
        yield (dataset, iri(SD.namedGraph), node)
        yield (node, TYPE, iri(SD.NamedGraph))
        yield (node, iri(SD.name), iri(name))
        if name in counts:
            yield (node, iri(SD.graph), graph)
            yield (graph, TYPE, iri(SD.Graph))
            yield (graph, iri(VOID.triples), _number(counts[name]))


def _counts(info: Info) -> dict[str, int]:
    """The statements of each graph; nothing for a snapshot that does not hold its graphs one by one."""
    try:
        return {name: graph.statements for name, graph in graphs(info.path).items()}
    except SnapshotError:
        return {}


def _number(value: float, datatype: Iri = XSD.integer) -> Term:
    """Write a number without an exponent, which neither datatype has."""
    return literal(f"{Decimal(str(value)):f}", datatype=datatype)


def limits_in_words(limits: Limits) -> str:
    """The limits as a person reads them."""
    return (
        f"A query has {limits.deadline:g} seconds, {limits.rows:,} rows or {limits.result_bytes // 1024 // 1024} MiB of "
        f"answer, {limits.query_bytes // 1024} KiB of text and a depth of {limits.depth}. A client has {limits.parallel} "
        f"queries at the same time, while {limits.waiting} more wait their turn for at most {limits.patience:g} seconds, and "
        f"{limits.worker_seconds:g} seconds of work a minute. SERVICE, LOAD and updates are refused."
    )
