"""The W3C's tests of SHACL, core and SPARQL, along the way of `scholargraph validate`: pySHACL's verdict from each engine."""

from __future__ import annotations

import logging
import re
import warnings
from pathlib import Path
from typing import Final

import pyshacl
import pytest
from rdflib import Graph, URIRef

from scholargraph.errors import ShapesError
from scholargraph.validation import Result, fast
from scholargraph.validation.data import Data, read_data
from scholargraph.validation.engine import Engine, PyShacl
from scholargraph.validation.index import GraphIndex
from scholargraph.validation.scout import Scouted
from scholargraph.validation.shacl import _result
from scholargraph.validation.shapes import Shapes, read_shapes
from scholargraph.validation.terms import graph_of
from scholargraph.vocab import SH
from tests.validation.w3c import Case, cases

NO_REPORT: Final = {
    "core/misc/severity-002": "severities other than the three of SHACL are an error here: nobody could rank them",
    "sparql/node/prefixes-001": "its prefixes come over owl:imports, which is never followed",
    "sparql/pre-binding/shapesGraph-001": "pySHACL does not bind $shapesGraph",
}
"""Tests that expect a report, and get an error that says why; pySHACL by itself fails on the last two as well."""
_LABEL: Final = re.compile(r"_:\w+|\bN?[0-9a-f]{30,}\b")


# rdflib warns of each value that is not of its type, and takes it otherwise where that is an error.
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["pyshacl", "fast"])
def test_each_engine_gives_the_verdict_of_pyshacl(name: str, shared: Path) -> None:
    if name == "fast" and not fast.is_installed():
        pytest.skip("the fast engine is not installed: the dev requirements have it")
    suite = (shared / "conformance" / "shacl").resolve()
    engine: Engine = Scouted(processes=0) if name == "fast" else PyShacl(processes=0)
    found = cases(suite)
    assert len(found) == 120
    wrong, failed = [], set()
    for case in found:
        shapes = read_shapes((case.shapes,))
        data = read_data(case.data.read_bytes(), str(case.data))
        expected = by_itself(data, shapes)
        try:
            report = engine.judge(GraphIndex(data.triples), shapes)
        except ShapesError:
            failed.add(case.name)
            if expected is not None:
                wrong.append(case.name)
            continue
        if expected is None or unlabelled(report.results) != unlabelled(expected) or report.disagreements:
            wrong.append(case.name)
    assert wrong == []
    assert failed == NO_REPORT.keys() | failing(found)


def failing(found: list[Case]) -> set[str]:
    """The tests that expect a failure (sht:Failure): those are an error, not a report."""
    names = {case.name for case in found if case.fails}
    assert len(names) == 7
    return names


def by_itself(data: Data, shapes: Shapes) -> set[Result] | None:
    """What pySHACL by itself finds; None where it fails."""
    rules = Graph(bind_namespaces="none")
    rules += shapes.graph
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _, found, _ = pyshacl.validate(graph_of(data.triples), shacl_graph=rules)
        if not isinstance(found, Graph):
            return None
        return {_result(node, found, rules) for node in found.objects(None, URIRef(SH.result))}
    except Exception:  # noqa: BLE001 - whatever it raises, it is a failure
        return None
    finally:
        logging.disable(logging.NOTSET)


def unlabelled(results: object) -> list[str]:
    """Results without the labels of blank nodes, which are others in each run."""
    assert isinstance(results, set | tuple)
    return sorted(_LABEL.sub("_", repr(one)) for one in results)
