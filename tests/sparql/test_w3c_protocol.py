"""The W3C's protocol suite, its query operation through the web application, its update operation refused as a whole.

Not run: entailment and federation, which the endpoint does not offer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import pytest
import rdflib
from flask.testing import FlaskClient
from rdflib.collection import Collection
from rdflib.term import Node

from scholargraph import config
from scholargraph.web.app import create_app
from scholargraph.web.endpoint import of_app
from tests.conftest import ROOT
from tests.sparql.graphs import publish

MF: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT: Final = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT: Final = rdflib.Namespace("http://www.w3.org/2011/content#")
DATA: Final = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
"""What the suite calls its graphs."""
NOT_OFFERED: Final = "an update: this endpoint only reads, so the answer is 403 whatever was expected"


@pytest.fixture(scope="module")
def suite(shared: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(shared / "conformance" / "sparql11" / "protocol" / "manifest.ttl", format="turtle")


@pytest.fixture(scope="module")
def client(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    site = tmp_path_factory.mktemp("site")
    (site / "scholargraph.toml").write_text(
        (ROOT / "data" / "example-department" / "scholargraph.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    settings = config.load(site)
    statements = []
    for number in (1, 2, 3):
        data = (shared / "conformance" / "sparql11" / "protocol" / f"data{number}.nt").read_text(encoding="utf-8")
        statements += [
            f"{line.strip().removesuffix('.').rstrip()} <{DATA.format(number)}> ."
            for line in data.splitlines()
            if line.strip() and not line.startswith("#")
        ]
    publish(settings.work, sorted(statements))
    app = create_app(settings)
    # The suite needs no pages, and its snapshot has none of what pages need.
    app.extensions["scholargraph"] = Current(settings)
    yield app.test_client()
    of_app(app).close()


class Current:
    """The snapshot alone, without what pages are made from."""

    def __init__(self, settings: config.Settings) -> None:
        from scholargraph.store import Snapshots

        self._info = Snapshots(settings.work).require()

    def info(self) -> Any:
        return self._info


def members(suite: rdflib.Graph, head: Node | None) -> list[Node]:
    return [] if head is None else list(Collection(suite, head))


def requests_of(suite: rdflib.Graph, test: Node) -> Iterator[dict[str, Any]]:
    action = suite.value(test, MF.action)
    for request in members(suite, suite.value(action, HT.requests)):
        headers = {
            str(suite.value(header, HT.fieldName)).lower(): str(suite.value(header, HT.fieldValue))
            for header in members(suite, suite.value(request, HT.headers))
        }
        body = suite.value(request, HT.body)
        encoding = str(suite.value(body, CNT.characterEncoding) or "utf-8")
        text = str(suite.value(body, CNT.chars) or "")
        response = suite.value(request, HT.resp)
        yield {
            "method": str(suite.value(request, HT.methodName)),
            "path": str(suite.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1),
            "headers": headers,
            "data": text.encode(encoding),
            "statuses": {str(status)[-3:] for status in suite.objects(response, MF.expectedStatus)},
            "boolean": suite.value(response, MF.expectedBoolean),
            "format": suite.value(response, MF.expectedFormat),
        }


def is_update(request: dict[str, Any]) -> bool:
    return (
        "update" in request["headers"].get("content-type", "")
        or request["data"].startswith(b"update=")
        or "update=" in request["path"]
    )


def test_the_suite(suite: rdflib.Graph, client: FlaskClient) -> None:
    tests = members(suite, next(suite.objects(None, MF.entries)))
    ran, refused = [], []
    for test in tests:
        name = str(test).rpartition("#")[2]
        for request in requests_of(suite, test):
            answer = client.open(
                request["path"], method=request["method"], headers=request["headers"], data=request["data"]
            )
            if is_update(request) or "update" in name:
                # For a test that begins with an update, what it asks afterwards rests on that update.
                assert answer.status_code in ({400, 403, 415} if is_update(request) else {200, 400, 403, 415}), (
                    name,
                    NOT_OFFERED,
                )
                refused.append(name)
                continue
            ran.append(name)
            expected = request["statuses"]
            assert f"{answer.status_code // 100}xx" in expected, (name, answer.status_code, answer.data)
            if "2xx" in expected:
                check(answer, request, name)
    assert len(set(ran)) == 20, sorted(set(ran))
    assert len(set(refused)) == 14, sorted(set(refused))
    print(f"W3C protocol suite: {len(set(ran))} tests of queries passed, {len(set(refused))} of updates refused")  # noqa: T201


def check(answer: Any, request: dict[str, Any], name: str) -> None:
    kind = answer.mimetype
    if request["boolean"] is not None:
        assert truth(kind, answer.data) == bool(request["boolean"].toPython()), name
    if str(request["format"]) == "boolean":
        assert kind in {"application/sparql-results+json", "application/sparql-results+xml"}, name
    elif str(request["format"]) == "tabular":
        assert kind in {"application/sparql-results+json", "application/sparql-results+xml", "text/csv"}, name
    elif str(request["format"]) == "RDF":
        assert kind in {"text/turtle", "application/rdf+xml", "application/n-triples"}, name


def truth(kind: str, data: bytes) -> bool:
    if kind.endswith("json"):
        return bool(json.loads(data)["boolean"])
    found = ET.fromstring(data).find("{http://www.w3.org/2005/sparql-results#}boolean")  # noqa: S314 - our own answer
    return found is not None and found.text == "true"
