"""The lines of a large dump: mapped by several processes, sorted in runs on the disk, merged.

Ten million lines fit into memory beside their records neither as triples nor as text. It decides nothing of what is said.
"""

from __future__ import annotations

import heapq
import multiprocessing
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Final

from scholargraph.iris import Iris, Key
from scholargraph.mapping import dataset, statements
from scholargraph.ntriples import Term, Triple, iri, line
from scholargraph.reconcile.catalogue import Catalogue

RUN: Final = 5_000
"""How many records are mapped and sorted at once."""


@dataclass(frozen=True, slots=True)
class Run:
    """A sorted file of lines, and what stands in it."""

    file: Path
    statements: int
    evidence: int
    properties: Counter[Term]
    classes: Counter[Term]


@dataclass(frozen=True, slots=True)
class Task:
    """What the processes share; they inherit it, so that no record is copied to them."""

    catalogue: Catalogue
    iris: Iris
    folder: Path
    proven: AbstractSet[Key]
    """The records whose evidence is written."""


def runs(task: Task) -> list[Run]:
    """Map every record and every source, into sorted files in the folder."""
    keys = list(task.catalogue.records)
    starts = range(0, len(keys), RUN)
    if len(starts) == 1:
        _inherit(task)
        return [_run(keys, 0)]
    # Forked, so that the records are there already; spawned, they would have to be made again.
    forked = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=forked, initializer=partial(_inherit, task)) as pool:
        return list(pool.map(_run, [keys[start : start + RUN] for start in starts], starts))


def merged(made: Sequence[Run], described: Iterable[Triple], iris: Iris) -> Iterator[str]:
    """Give the lines of all runs and those of the description, each once, in the order of code points."""
    graph = iri(iris.graph("description"))
    with ExitStack() as opened:
        files = [opened.enter_context(run.file.open(encoding="utf-8", newline="\n")) for run in made]
        sorted_lines = [(text.removesuffix("\n") for text in file) for file in files]
        own = sorted(line(triple, graph) for triple in described)
        for text, _ in groupby(heapq.merge(own, *sorted_lines)):
            yield text


_shared: list[Task] = []
"""The task, in a process that has inherited it."""


def _inherit(task: Task) -> None:
    _shared[:] = [task]


def _run(keys: Sequence[Key], number: int) -> Run:
    (task,) = _shared
    records = {key: task.catalogue.records[key] for key in keys}
    graph = iri(task.iris.graph("evidence"))
    found: set[str] = set()
    stated = proven = 0
    properties: Counter[Term] = Counter()
    classes: Counter[Term] = Counter()
    for mapped in statements(replace(task.catalogue, records=records), task.iris):
        if mapped.key.collection == "source" and number > 0:
            continue  # each run names the sources; they are said once
        more_properties, more_classes = dataset.count(mapped.statements)
        properties.update(more_properties)
        classes.update(more_classes)
        found.update(line(triple) for triple in mapped.statements)
        stated += len(mapped.statements)
        if mapped.key in task.proven:
            found.update(line(triple, graph) for triple in mapped.evidence)
            proven += len(mapped.evidence)
    file = task.folder / f"run-{number}.nq"
    with file.open("w", encoding="utf-8", newline="\n") as opened:
        opened.writelines(f"{text}\n" for text in sorted(found))
    return Run(file, stated, proven, properties, classes)
