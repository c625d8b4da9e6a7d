"""The W3C's Graph Store Protocol suite over HTTP: what its requests write is published, what they read is asked.

Not asked: the answers to PUT, POST and DELETE, since a graph is changed by publishing; each of them is refused with 403
instead. The suite http-rdf-update is its forerunner: all of its 18 tests are deprecated and are prose for people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import pyoxigraph
import rdflib
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.term import Node

from tests.conformance.served import Served

MF: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT: Final = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT: Final = rdflib.Namespace("http://www.w3.org/2011/content#")
STATUSES: Final = {"OK": 200, "NotFound": 404}
LOCATION: Final = "http://www.example/gsp/made"
"""What a new graph would have been called."""


def publish(served: Served, graphs: dict[str, rdflib.Graph]) -> None:
    """Make graphs a snapshot; no blank node of one is that of another."""
    store = pyoxigraph.Store()
    for number, (name, graph) in enumerate(graphs.items()):
        lines = graph.skolemize(authority=f"http://{number}.example").serialize(format="nt")
        where = pyoxigraph.NamedNode(name) if name else pyoxigraph.DefaultGraph()
        store.load(lines, pyoxigraph.RdfFormat.N_TRIPLES, to_graph=where)
    dump = store.dump(format=pyoxigraph.RdfFormat.N_QUADS)
    assert isinstance(dump, bytes)
    served.publish(sorted(dump.decode().splitlines()))


def write(graphs: dict[str, rdflib.Graph], name: str, request: dict[str, Any]) -> None:
    """Do what a request would have done to a graph."""
    if request["method"] == "DELETE":
        graphs.pop(name, None)
    elif request["method"] == "PUT":
        graphs[name] = turtle(request)
    else:
        graphs[name] = graphs.get(name, rdflib.Graph()) + turtle(request)


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


def test_the_suite(sparql11: Path, served: Served, document: str, say: Callable[[str], None]) -> None:
    asked, refused, names = 0, 0, set()
    for name, requests in suite(sparql11 / "graph-store-protocol"):
        graphs: dict[str, rdflib.Graph] = {}
        for request in requests:
            # What the suite calls /gsp is /store here, and graphs with an address of their own lie in /graph/.
            path = re.sub("^/gsp", "/store", re.sub("^/gsp/person/", "/graph/person-", request["path"]))
            direct = "" if path.startswith("/store") else served.base + path.removeprefix("/")
            graph = unquote(path.partition("?graph=")[2]) or direct
            reads = request["method"] in {"GET", "HEAD"}
            if reads:
                publish(served, graphs)
            body = None if reads else request["body"].encode()
            answer = served.request(request["method"], path, headers=request["headers"], body=body)
            if not reads:
                assert answer.status == 403, name
                refused += 1
                write(graphs, graph or (LOCATION if path == "/store" else ""), request)
                continue
            assert answer.status in request["statuses"], (name, answer.body)
            if request["expected"] is not None:
                assert answer.headers["Content-Type"] == "text/turtle; charset=utf-8"
                found = rdflib.Graph().parse(data=answer.body, format="turtle").de_skolemize()
                assert isomorphic(found, rdflib.Graph().parse(data=request["expected"], format="turtle")), name
            asked += 1
            names.add(name)
    told = f"all {asked} reading requests of the {len(names)} tests pass, and the {refused} writing ones are refused"
    assert told in " ".join(document.split())
    say(f"Graph Store Protocol: {told}")
