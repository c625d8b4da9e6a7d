"""The W3C's tests of SHACL as records: data, shapes, and whether a failure or a report is expected. It runs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.term import Node

SHT: Final = Namespace("http://www.w3.org/ns/shacl-test#")
MF: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")


@dataclass(frozen=True)
class Case:
    """One test: its IRI within the suite, the files, and whether it is to fail."""

    name: str
    data: Path
    shapes: Path
    fails: bool


def cases(suite: Path) -> list[Case]:
    """Give every test that the manifests of a suite list, in order of their names."""
    return sorted(_of_manifest(suite / "manifest.ttl", suite), key=lambda case: case.name)


def _of_manifest(file: Path, suite: Path) -> Iterator[Case]:
    manifest = Graph().parse(file, format="turtle", publicID=file.resolve().as_uri())
    for included in manifest.objects(None, MF.include):
        yield from _of_manifest(_file(included), suite)
    for test in manifest.subjects(RDF.type, SHT.Validate):
        action = manifest.value(test, MF.action)
        data, shapes = manifest.value(action, SHT.dataGraph), manifest.value(action, SHT.shapesGraph)
        assert data is not None
        assert shapes is not None
        name = str(test).removeprefix(suite.resolve().as_uri() + "/")
        yield Case(name, _file(data), _file(shapes), manifest.value(test, MF.result) == SHT.Failure)


def _file(node: Node) -> Path:
    assert isinstance(node, URIRef)
    return Path(unquote(urlsplit(str(node)).path))
