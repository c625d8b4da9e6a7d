"""The W3C's tests of SPARQL 1.1 queries as records: what is asked of which graphs, and what is to come back.

It runs nothing. A relative IRI in a test is one of its own folder; that folder is thought to stand where the endpoint
stands, so that the data's IRIs and those of the queries, which the endpoint resolves, meet without a word being changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

import rdflib
from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse
from rdflib.collection import Collection
from rdflib.namespace import RDF
from rdflib.term import Node

MF: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")

FOLDERS: Final = (
    "aggregates",
    "bind",
    "bindings",
    "cast",
    "construct",
    "csv-tsv-res",
    "exists",
    "functions",
    "grouping",
    "json-res",
    "negation",
    "project-expression",
    "property-path",
    "subquery",
    "syntax-query",
)
"""What manifest-sparql11-query.ttl and manifest-sparql11-results.ttl include."""
MANIFESTS: Final = ("manifest-sparql11-query.ttl", "manifest-sparql11-results.ttl")

_FROM: Final = re.compile(r"^\s*FROM\s+(?:NAMED\s+)?<([^>]*)>", re.IGNORECASE | re.MULTILINE)


class Kind(StrEnum):
    """What a test shows: the right answer, or that a text is a query, or that it is none."""

    EVALUATION = "evaluation"
    POSITIVE = "positive syntax"
    NEGATIVE = "negative syntax"


KINDS: Final[dict[Node, Kind]] = {
    MF.QueryEvaluationTest: Kind.EVALUATION,
    MF.CSVResultFormatTest: Kind.EVALUATION,
    MF.PositiveSyntaxTest: Kind.POSITIVE,
    MF.PositiveSyntaxTest11: Kind.POSITIVE,
    MF.NegativeSyntaxTest: Kind.NEGATIVE,
    MF.NegativeSyntaxTest11: Kind.NEGATIVE,
}


@dataclass(frozen=True)
class Case:
    """One test. Its files are those of the suite; a file of `graphs` is a named graph, called by its own IRI."""

    iri: str
    kind: Kind
    query: Path
    data: tuple[Path, ...] = ()
    graphs: tuple[Path, ...] = ()
    result: Path | None = None

    @property
    def folder(self) -> str:
        return self.query.parent.name

    @property
    def form(self) -> str:
        """The file ending of the expected result, which tells its format; none where a text is only to be a query."""
        return "" if self.result is None else self.result.suffix.removeprefix(".")

    @property
    def text(self) -> str:
        return self.query.read_bytes().decode("utf-8")

    @property
    def ordered(self) -> bool:
        """Whether the rows have an order: an ORDER BY behind the last brace is that of the whole query."""
        return re.search(r"\bORDER\s+BY\b", self.text.rpartition("}")[2], re.IGNORECASE) is not None

    def statements(self, base: str) -> tuple[str, ...]:
        """The test's graphs as sorted lines of N-Quads. `base` is the IRI of the folder, with its slash."""
        found: set[str] = set()
        for number, file in enumerate(self.data):
            found.update(_lines(file, base, f"d{number}x"))
        for number, file in enumerate(self.graphs):
            found.update(_lines(file, base, f"g{number}x", name=NamedNode(base + file.name)))
        return tuple(sorted(found))


def cases(suite: Path) -> list[Case]:
    """Give the tests of all the folders, as their manifests list them."""
    return [case for folder in FOLDERS for case in _of_folder(suite / folder)]


def included(suite: Path) -> set[str]:
    """Give the folders that the manifests of queries and of results include."""
    found: set[str] = set()
    for name in MANIFESTS:
        manifest = rdflib.Graph().parse(suite / name, format="turtle")
        for head in manifest.objects(None, MF.include):
            found.update(_file(node).parent.name for node in Collection(manifest, head))
    return found


def _of_folder(folder: Path) -> Iterator[Case]:
    manifest = rdflib.Graph().parse(folder / "manifest.ttl", format="turtle")
    for test in Collection(manifest, next(manifest.objects(None, MF.entries))):
        kind = next(KINDS[node] for node in manifest.objects(test, RDF.type) if node in KINDS)
        action = next(manifest.objects(test, MF.action))
        if kind is not Kind.EVALUATION:
            yield Case(str(test), kind, _file(action))
            continue
        query = _file(next(manifest.objects(action, QT.query)))
        graphs = set(_files(manifest, action, QT.graphData))
        graphs.update(folder / name for name in _FROM.findall(query.read_bytes().decode("utf-8")))
        yield Case(
            str(test),
            kind,
            query,
            data=tuple(_files(manifest, action, QT.data)),
            graphs=tuple(sorted(graphs)),
            result=_file(next(manifest.objects(test, MF.result))),
        )


def _files(manifest: rdflib.Graph, subject: Node, predicate: Node) -> list[Path]:
    return sorted(_file(node) for node in manifest.objects(subject, predicate))


def _file(node: Node) -> Path:
    """The file that the address in a manifest means."""
    return Path(unquote(urlsplit(str(node)).path))


def _lines(file: Path, base: str, scope: str, *, name: NamedNode | None = None) -> Iterator[str]:
    """The statements of a file. Its blank nodes are numbered, so that two files share none and each run has the same."""
    form = RdfFormat.from_extension(file.suffix.removeprefix("."))
    labels: dict[BlankNode, BlankNode] = {}
    address = urljoin(base, file.name)
    for quad in parse(path=str(file), format=form, base_iri=address, rename_blank_nodes=True):
        subject, value = (
            labels.setdefault(term, BlankNode(f"{scope}{len(labels)}")) if isinstance(term, BlankNode) else term
            for term in (quad.subject, quad.object)
        )
        triple = f"{subject} {quad.predicate} {value}"
        yield f"{triple} {name} ." if name is not None else f"{triple} ."
