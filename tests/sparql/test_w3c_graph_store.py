"""The W3C's Graph Store Protocol suite: what its requests write is published, what they read is asked, GET and HEAD alike.

Not asked: the answers to PUT, POST and DELETE, since a graph is changed by publishing; each of them is refused with 403
instead. The suite http-rdf-update is its forerunner: all of its 18 tests are deprecated and are prose for people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import pyoxigraph
import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.term import Node

from scholargraph import config
from scholargraph.store import Info
from scholargraph.web.app import create_app
from scholargraph.web.endpoint import of_app
from tests.conftest import ROOT
from tests.sparql.graphs import publish

MF: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT: Final = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT: Final = rdflib.Namespace("http://www.w3.org/2011/content#")
STATUSES: Final = {"OK": 200, "NotFound": 404}
LOCATION: Final = "http://www.example/gsp/made"
"""What a new graph would have been called."""


@dataclass
class Served:
    """A site whose graphs are what the requests of a test have written so far."""

    settings: config.Settings
    graphs: dict[str, rdflib.Graph] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.app = create_app(self.settings)
        # The suite needs no pages, and its snapshots have none of what pages need.
        self.app.extensions["scholargraph"] = self
        self.client: FlaskClient = self.app.test_client()

    def info(self) -> Info:
        """Publish what has been written."""
        store = pyoxigraph.Store()
        for number, (name, graph) in enumerate(self.graphs.items()):
            lines = graph.skolemize(authority=f"http://{number}.example").serialize(format="nt")
            where = pyoxigraph.NamedNode(name) if name else pyoxigraph.DefaultGraph()
            store.load(lines, pyoxigraph.RdfFormat.N_TRIPLES, to_graph=where)
        dump = store.dump(format=pyoxigraph.RdfFormat.N_QUADS)
        assert isinstance(dump, bytes)
        return publish(self.settings.work, sorted(dump.decode().splitlines()))

    def write(self, method: str, name: str, body: rdflib.Graph) -> None:
        if method == "DELETE":
            self.graphs.pop(name, None)
        elif method == "PUT":
            self.graphs[name] = body
        else:
            self.graphs[name] = self.graphs.get(name, rdflib.Graph()) + body


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    text = (ROOT / "data" / "example-department" / config.SITE_FILE).read_text(encoding="utf-8")
    (tmp_path / config.SITE_FILE).write_text(text, encoding="utf-8")
    made = Served(config.load(tmp_path))
    yield made
    of_app(made.app).close()


def suite(folder: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each test with its requests."""
    for file in ("manifest-direct.ttl", "manifest-indirect.ttl"):
        graph = rdflib.Graph().parse(folder / file, format="turtle")
        for test in graph.subjects(rdflib.RDF.type, MF.GraphStoreProtocolTest):
            action = graph.value(test, MF.action)
            head = graph.value(action, HT.requests)
            assert head is not None
            yield str(test).rpartition("#")[2], [read(graph, request) for request in Collection(graph, head)]


def read(graph: rdflib.Graph, request: Node) -> dict[str, Any]:
    headers = graph.value(request, HT.headers)
    answer = graph.value(request, HT.resp)
    return {
        "method": str(graph.value(request, HT.methodName)),
        "path": str(graph.value(request, HT.absolutePath)).replace("$LOCATION$", LOCATION),
        "headers": {
            str(graph.value(one, HT.fieldName)): str(graph.value(one, HT.fieldValue))
            for one in (Collection(graph, headers) if headers else ())
        },
        "body": str(graph.value(graph.value(request, HT.body), CNT.chars) or ""),
        "statuses": {
            STATUSES.get(str(status).rpartition("#")[2]) for status in graph.objects(answer, MF.expectedStatus)
        },
        "expected": graph.value(graph.value(answer, HT.body), CNT.chars),
    }


def turtle(request: dict[str, Any]) -> rdflib.Graph:
    """The graph that a request carries, in one part or in several."""
    kind = request["headers"].get("content-type", "text/turtle")
    graph = rdflib.Graph()
    text = request["body"]
    if kind.startswith("multipart/"):
        lines = "\n".join(line.strip() for line in text.strip().splitlines())
        whole = message_from_bytes(f"Content-Type: {kind}\n\n{lines}".encode())
        texts = [str(part.get_payload()) for part in whole.walk() if not part.is_multipart()]
    else:
        texts = [text]
    for one in texts:
        graph.parse(data=one, format="turtle")
    return graph


def test_the_suite(shared: Path, served: Served) -> None:
    asked, refused, names = 0, 0, set()
    for name, requests in suite(shared / "conformance" / "sparql11" / "graph-store-protocol"):
        served.graphs.clear()
        for request in requests:
            # What the suite calls /gsp is /store here, and graphs with an address of their own lie in /graph/.
            path = re.sub("^/gsp", "/store", re.sub("^/gsp/person/", "/graph/person-", request["path"]))
            base = served.settings.base.rstrip("/")
            graph = unquote(path.partition("?graph=")[2]) or ("" if path.startswith("/store") else f"{base}{path}")
            if request["method"] not in {"GET", "HEAD"}:
                answer = served.client.open(path, method=request["method"], headers=request["headers"])
                assert answer.status_code == 403, name
                refused += 1
                body = rdflib.Graph() if request["method"] == "DELETE" else turtle(request)
                served.write(request["method"], graph or (LOCATION if path == "/store" else ""), body)
                continue
            answer = served.client.open(path, method=request["method"], headers=request["headers"])
            assert answer.status_code in request["statuses"], (name, answer.data)
            if request["expected"] is not None:
                assert answer.content_type == "text/turtle; charset=utf-8"
                found = rdflib.Graph().parse(data=answer.data, format="turtle").de_skolemize()
                assert isomorphic(found, rdflib.Graph().parse(data=request["expected"], format="turtle")), name
            asked += 1
            names.add(name)
    assert (len(names), asked, refused) == (14, 19, 21)
    print(f"W3C Graph Store Protocol suite: {asked} reading requests of {len(names)} tests passed, {refused} refused")  # noqa: T201
