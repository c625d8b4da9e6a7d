"""Whole graphs by their names: every format, every way to name one, what is refused, and what an old snapshot cannot do."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import pyoxigraph
import pytest

from scholargraph import store
from scholargraph.config import EndpointSettings, Settings
from scholargraph.formats import GRAPHS, Format
from scholargraph.sparql.endpoint import SNAPSHOT
from scholargraph.store import DEFAULT
from scholargraph.web.app import create_app
from scholargraph.web.endpoint import of_app
from tests import dumps
from tests.pages import sites
from tests.resealing import resealed

if TYPE_CHECKING:
    from flask.testing import FlaskClient

EVIDENCE: Final = f"{sites.BASE}graph/evidence"
ADDRESSES: Final = {
    "/store?default": DEFAULT,
    f"/store?graph={quote(EVIDENCE, safe='')}": EVIDENCE,
    "/graph/evidence": EVIDENCE,
    "/graph/description": f"{sites.BASE}graph/description",
    "/graph/ontology": f"{sites.BASE}graph/ontology",
}
each_address = pytest.mark.parametrize("address", ADDRESSES)
BROWSER: Final = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[FlaskClient]:
    app = create_app(replace(settings, endpoint=EndpointSettings(errors=1000)))
    yield app.test_client()
    of_app(app).close()


def triples(data: bytes, form: Format) -> set[str]:
    quads = pyoxigraph.parse(data, pyoxigraph.RdfFormat.from_extension(form.suffix))
    return {str(quad.triple) for quad in quads}


def stated(settings: Settings, graph: str, *, by_engine: bool) -> set[str]:
    """What the dump says in a graph; the engine says numbers in another way (xsd:nonNegativeInteger as xsd:integer)."""
    wanted = pyoxigraph.NamedNode(graph) if graph else pyoxigraph.DefaultGraph()
    quads = dumps.quads(store.Snapshots(settings.work).require().path)
    engine = pyoxigraph.Store()
    if by_engine:
        engine.extend(quads)
    return {str(quad.triple) for quad in (engine if by_engine else quads) if quad.graph_name == wanted}


@each_address
@pytest.mark.parametrize("form", GRAPHS, ids=lambda form: form.name)
def test_each_graph_is_given_whole_in_every_format(
    client: FlaskClient, settings: Settings, address: str, form: Format
) -> None:
    expected = stated(settings, ADDRESSES[address], by_engine=form.name in {"rdf", "jsonld"})
    assert expected
    made = client.get(address, headers={"Accept": f"image/png, {form.media_type};q=0.5"})
    assert (made.status_code, made.headers["Content-Type"]) == (200, form.content_type)
    assert triples(made.data, form) == expected
    fields = made.headers
    assert fields["Vary"] == "Accept, Accept-Encoding"
    assert fields["Access-Control-Allow-Origin"] == "*"
    assert fields[SNAPSHOT] == store.Snapshots(settings.work).require().digest
    assert f'<{sites.BASE}openapi.json>; rel="service-desc"' in fields["Link"]
    assert int(fields["Content-Length"]) == len(made.data)
    again = client.get(fields["Content-Location"])
    assert (again.headers["Content-Type"], triples(again.data, form)) == (form.content_type, expected)
    assert "Content-Location" not in again.headers
    head = client.head(address, headers={"Accept": form.media_type})
    assert (head.status_code, head.data) == (200, b"")
    assert {**head.headers, "Date": ""} == {**fields, "Date": ""}


@each_address
@pytest.mark.parametrize("form", GRAPHS, ids=lambda form: form.name)
def test_what_a_client_has_is_confirmed(client: FlaskClient, address: str, form: Format) -> None:
    made = client.get(address, headers={"Accept": form.media_type})
    confirmed = client.get(address, headers={"Accept": form.media_type, "If-None-Match": made.headers["ETag"]})
    assert (confirmed.status_code, confirmed.data) == (304, b"")
    assert confirmed.headers["ETag"] == made.headers["ETag"]
    assert confirmed.headers["Vary"] == made.headers["Vary"]
    assert "Content-Type" not in confirmed.headers
    tags = {client.head(address, headers={"Accept": other.media_type}).headers["ETag"] for other in GRAPHS}
    assert len(tags) == len(GRAPHS)


@each_address
def test_lines_are_packed_for_who_can_unpack_them(client: FlaskClient, address: str) -> None:
    plain = client.get(address, headers={"Accept-Encoding": "identity, gzip;q=0"})
    packed = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]


@pytest.mark.parametrize("name", ["format=nt", "format=application/n-triples", "format=nothing&format=n-triples"])
def test_a_format_that_is_named_goes_before_the_header(client: FlaskClient, name: str) -> None:
    made = client.get(f"/store?default&{name}", headers={"Accept": "application/rdf+xml"})
    assert made.mimetype == "application/n-triples"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/store", 400),
        ("/store?graph=evidence", 400),
        ("/store?default&graph=urn:x", 400),
        ("/store?default&default", 400),
        ("/store?graph=urn:%", 400),
        ("/store?graph=urn:nothing", 404),
        (f"/store?graph={sites.BASE}", 404),
        ("/graph/nothing", 404),
        ("/graph/default", 404),
        ("/graph/evidence?format=csv", 406),
    ],
)
def test_what_names_no_graph_is_refused_with_a_sentence(client: FlaskClient, address: str, status: int) -> None:
    made = client.get(address)
    assert (made.status_code, made.mimetype) == (status, "application/problem+json")
    told = json.loads(made.data)
    assert (told["status"], bool(told["detail"])) == (status, True)
    page = client.get(address, headers={"Accept": BROWSER})
    assert (page.status_code, page.mimetype) == (status, "text/html")


def test_a_slash_too_many_leads_to_the_graph(client: FlaskClient) -> None:
    made = client.get("/graph/evidence/?format=nt")
    assert (made.status_code, made.headers["Location"]) == (308, "../evidence?format=nt")


def test_a_graph_that_is_not_there_leads_to_those_that_are(client: FlaskClient) -> None:
    choices = json.loads(client.get("/graph/nothing").data)["choices"]
    assert [client.get(choice["href"]).status_code for choice in choices] == [200] * 4


def test_a_browser_is_given_turtle(client: FlaskClient) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert client.get("/graph/evidence", headers={"Accept": browser}).mimetype == "text/turtle"
    assert client.get("/graph/evidence", headers={"Accept": "application/xml"}).mimetype == "application/xml"
    assert client.get("/graph/evidence", headers={"Accept": "text/html"}).status_code == 406


def test_an_image_of_a_graph_is_not_acceptable(client: FlaskClient) -> None:
    assert client.get("/graph/evidence", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("address", ["/store", "/store?default", "/graph/evidence", "/graph/new"])
def test_nothing_is_changed_and_the_answer_says_how_it_could_be(client: FlaskClient, address: str) -> None:
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        made = client.open(address, method=method, data=b"<urn:s> <urn:p> <urn:o> .", content_type="text/turtle")
        assert (made.status_code, made.headers["Allow"]) == (403, "GET, HEAD, OPTIONS")
        assert "publish again" in json.loads(made.data)["detail"]
    assert client.open(address, method="TRACE").status_code == 405
    asked = client.options(address, headers={"Origin": "https://other.example", "Access-Control-Request-Method": "GET"})
    assert (asked.status_code, asked.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Content-Type" not in asked.headers


def test_a_graph_too_large_for_a_worker_can_be_had_as_lines(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(settings)
    here = of_app(app)
    here.pool(store.Snapshots(settings.work).require())._limits = replace(here.limits, result_bytes=1000)
    try:
        client = app.test_client()
        refused = client.get("/graph/evidence?format=jsonld")
        assert refused.status_code == 413
        assert "N-Triples" in json.loads(refused.data)["detail"]
        assert client.get("/graph/evidence?format=ttl").status_code == 200
    finally:
        here.close()


def test_a_client_has_a_budget(settings: Settings) -> None:
    app = create_app(replace(settings, endpoint=EndpointSettings(errors=2)))
    client = app.test_client()
    assert [client.get("/store").status_code for _ in range(3)] == [400, 400, 429]
    refused = client.get("/store?default")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert refused.headers["Cache-Control"] == "no-store"
    of_app(app).close()


def test_a_snapshot_of_before_has_no_graphs_but_all_else(tmp_path: Path) -> None:
    published = sites.publish(tmp_path, sites.catalogue())
    snapshot = store.Snapshots(published.work).require().path
    shutil.rmtree(snapshot / "graphs")
    resealed(published.work)
    client = create_app(published).test_client()
    assert client.get("/store?default").status_code == 503
    assert client.get("/dump.nq.gz", buffered=True).status_code == 200
    described = client.get("/sparql", headers={"Accept": "text/turtle"}).text
    assert EVIDENCE in described
    assert "triples" in described  # the index of the segments tells how many
