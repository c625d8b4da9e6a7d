"""Judges made-up works with planted defects by pySHACL alone and by each engine, in one run, and compares rows and time.

Run it with `python -m benchmarks.validation [--sizes 1000 10000]`. Time is processor time: of this process and, of those that it
started, the sum; `span` is what two cores need at least: the sum of what is done here and the half of the rest.
"""

from __future__ import annotations

import argparse
import resource
from collections.abc import Callable
from typing import Final, TypeVar

import pyshacl
from rdflib import Graph, URIRef

from benchmarks.endpoint.library import Library
from benchmarks.validation.defects import Planted, planted
from scholargraph.iris import Iris
from scholargraph.mapping import Mapper, shards
from scholargraph.validation import Result, Severity, fast
from scholargraph.validation.engine import Engine, PyShacl
from scholargraph.validation.index import GraphIndex
from scholargraph.validation.scout import Scouted
from scholargraph.validation.shacl import _result
from scholargraph.validation.shapes import Shapes, read_shapes
from scholargraph.validation.terms import graph_of
from scholargraph.vocab import SH

T = TypeVar("T")
BASE: Final = "https://site.test/"
MOST_ALONE: Final = 10_000
"""So many works at most are judged by pySHACL alone."""


def main() -> None:
    """Print a line for each size and engine.

    Raises:
        SystemExit: a defect was missed, something else was found, or rows differ from pySHACL's.
    """
    parser = argparse.ArgumentParser(prog="benchmarks.validation", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=(1_000, 10_000), help="how many works")
    sizes = parser.parse_args().sizes
    sound = not [size for size in sizes if not _compared(size)]
    raise SystemExit(0 if sound else 1)


def _compared(size: int) -> bool:
    library = Library(size, 1)
    given = planted(
        triple for shard in shards(library, Mapper(Iris(BASE), library.sources)) for triple in shard.statements()
    )
    shapes = read_shapes()
    print(f"{size:,} works, {len(given.triples):,} statements, {len(given.defects)} defects", flush=True)
    alone: set[Result] | None = None
    whole = 0.0
    if size <= MOST_ALONE:
        found, whole, _ = _timed(lambda: _alone(given, shapes))
        print(f"  pySHACL alone    {whole:8.1f} s   {len(found):,} rows", flush=True)
        alone = found
    engines: dict[str, Engine] = {"pySHACL engine": PyShacl(processes=2)} if alone is not None else {}
    if fast.is_installed():
        engines["fast, confirmed"] = Scouted(processes=2)
        _, seconds, _ = _timed(lambda: fast.results(given.triples, shapes))
        print(f"  the scout alone  {seconds:8.1f} s   {_times(whole, seconds)}", flush=True)
    return not [name for name, one in engines.items() if not _row(name, one, given, shapes, alone, whole)]


def _row(name: str, one: Engine, given: Planted, shapes: Shapes, alone: set[Result] | None, whole: float) -> bool:
    report, seconds, span = _timed(lambda: one.judge(GraphIndex(given.triples), shapes))
    violations = {(result.focus, result.shape or "") for result in report.of(Severity.VIOLATION)}
    exact = violations == given.expected and not report.disagreements
    same = alone is None or set(report.results) == alone
    print(f"  {name:<16} {seconds:8.1f} s   {_times(whole, seconds)}, span {span:.1f} s {_times(whole, span)}, "
          f"{len(report.results):,} rows, {'equal' if same else 'OTHER ROWS'}, "
          f"{'every defect and no other' if exact else 'DEFECTS MISSED OR MORE'}", flush=True)  # fmt: skip
    return exact and same


def _times(whole: float, seconds: float) -> str:
    return f"{whole / seconds:.1f} times as fast" if whole else "(pySHACL alone not run)"


def _alone(given: Planted, shapes: Shapes) -> set[Result]:
    rules = Graph(bind_namespaces="none")
    rules += shapes.graph
    _, found, _ = pyshacl.validate(graph_of(given.triples), shacl_graph=rules)
    if not isinstance(found, Graph):
        raise SystemExit("pySHACL failed")
    return {_result(node, found, rules) for node in found.objects(None, URIRef(SH.result))}


def _timed(work: Callable[[], T]) -> tuple[T, float, float]:
    own, others = _used(resource.RUSAGE_SELF), _used(resource.RUSAGE_CHILDREN)
    found = work()
    own, others = _used(resource.RUSAGE_SELF) - own, _used(resource.RUSAGE_CHILDREN) - others
    return found, own + others, own + others / 2


def _used(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
