"""From the catalogue to the files of a snapshot: mapped entry by entry, sorted in runs, stored, indexed, all as streams.

It reads no source, joins nothing and moves no pointer; whatever publishes (the command, a benchmark) publishes with it.
"""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from scholargraph import assets, record_values, search, store
from scholargraph.iris import Key
from scholargraph.mapping import Mapper, Shard, dataset, patterns, shards
from scholargraph.model import Catalogue
from scholargraph.ntriples import Triple, iri, line
from scholargraph.pages import listings
from scholargraph.pages.privacy import public

Judge = Callable[[Iterator[Triple]], None]
"""Is given every statement once, while they are mapped; what it raises stops the snapshot."""


def store_catalogue(  # noqa: PLR0913 - each says one thing of the snapshot
    directory: Path,
    catalogue: Catalogue,
    mapper: Mapper,
    *,
    title: str,
    judge: Judge | None = None,
    with_evidence: Callable[[Key], bool] | None = None,
    stage: Callable[[str], None] = lambda _: None,
    previous: store.Previous | None = None,
) -> dict[str, int]:
    """Write dump, store and indexes of a catalogue into the directory of a new snapshot; give what its manifest counts.

    Args:
        directory: where the snapshot is built; sorted runs lie in it until the store is there.
        catalogue: what is published.
        mapper: says it in RDF.
        title: what the site is called.
        judge: holds the statements against the shapes; without one nothing is judged.
        with_evidence: whose evidence is kept; without it, everybody's.
        stage: is told when storing begins.
        previous: the snapshot before, of which unchanged files are linked.
    """
    with tempfile.TemporaryDirectory(dir=directory, prefix="runs-") as folder:
        with store.EvidenceWriter(directory) if mapper.by_entries else nullcontext() as beside:
            mapped = _Mapped(catalogue, mapper, store.Runs(Path(folder)), beside, with_evidence=with_evidence)
            stream = mapped.shards()
            if judge is not None:
                judge(triple for shard in stream for triple in shard.statements())
            deque(stream, maxlen=0)  # what nobody asked for is mapped all the same
        stage("storing")
        mapped.describe(title)
        built = store.build(directory, mapped.runs.merged(), previous=previous)
    listings.write(directory, catalogue, mapper.iris)
    search.write(directory, catalogue, mapper.iris)
    record_values.write(directory, values(catalogue, mapper, title=title))
    graphs = {name: built.graphs.get(mapper.iris.graph(name), 0) for name in ("evidence", "description", "ontology")}
    by_fields = {} if beside is None else {"field_evidence": beside.lines}
    counts = {"statements": built.graphs[store.DEFAULT], "records": mapped.summary.records, **graphs, **by_fields}
    return counts | {store.STORE_CHANGES: built.store_changes}


def values(catalogue: Catalogue, mapper: Mapper, *, title: str) -> Iterator[record_values.RecordValues]:
    """Give what a snapshot keeps to be compared with: what the site says of itself, then every record without what is private."""
    of_site = record_values.of_site(catalogue, title=title, base=mapper.iris.base, license_iri=mapper.license_iri)
    return chain((of_site,), record_values.of_catalogue(catalogue, public=public))


def ontology() -> Iterator[Triple]:
    """Give what the ontology graph holds: our own terms, and which predicates carry which field."""
    for file in sorted(assets.ontology_dir().glob("*.ttl")):
        yield from store.read_turtle(file)
    yield from patterns.triples()


@dataclass(slots=True)
class _Mapped:
    """A catalogue on its way into sorted runs, and what is counted on the way."""

    catalogue: Catalogue
    mapper: Mapper
    runs: store.Runs
    beside: store.EvidenceWriter | None
    """Takes the evidence of each field, where the store has evidence by entries."""
    with_evidence: Callable[[Key], bool] | None
    summary: dataset.Summary = field(default_factory=dataset.Summary)

    def shards(self) -> Iterator[Shard]:
        """Map the catalogue, and give each shard once its lines are in the runs."""
        for shard in shards(self.catalogue, self.mapper):
            self.runs.extend(shard.stated)
            if self.with_evidence is None or self.with_evidence(shard.key):
                self._take_evidence(shard)
            self.summary.add(shard)
            if shard.key.collection != "source" and shard.key not in self.catalogue.aliases:
                self.summary.add_record(shard.key)
            yield shard

    def _take_evidence(self, shard: Shard) -> None:
        if self.beside is None:
            self.runs.extend(shard.evidence)
            return
        self.runs.extend(shard.by_entries)
        if shard.evidence:
            self.beside.add(shard.key, shard.evidence)

    def describe(self, title: str) -> None:
        """Add the named graphs that say what the dataset and our terms are."""
        iris, license_iri = self.mapper.iris, self.mapper.license_iri
        by_entries = self.beside is not None
        described = dataset.say(self.summary, iris=iris, title=title, license_iri=license_iri, by_entries=by_entries)
        for name, triples in (("description", described), ("ontology", ontology())):
            graph = iri(iris.graph(name))
            self.runs.extend({line(triple, graph) for triple in triples})
