"""Bases of all kinds over HTTP: with a path, encoded or not, below hosts of other letters, with the path kept or taken away."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

import pyoxigraph
import pytest
from flask.testing import FlaskClient
from lxml import html as parser

from scholargraph.config import Prefix, Settings, WebSettings
from scholargraph.errors import OtherBaseError
from scholargraph.web.app import create_app
from scholargraph.web.current import Current
from scholargraph.web.wellknown import HEALTH
from scholargraph.web_addresses import ascii_uri
from tests.conftest import ROOT
from tests.pages import sites

BASES: Final = (
    "https://bücher.example/é人/a%20b/",
    "https://xn--bcher-kva.example/caf%C3%A9%7Cx%3F%23%25/",
    "https://例え.テスト:8443/",
)
EVIL: Final = {"Host": "evil.test", "X-Forwarded-Host": "evil.test"}
ROUTES: Final = (
    "person", sites.MIRA, f"{sites.MIRA}.ttl", f"{sites.MIRA}.linkset.json", f"{sites.MIRA}/author", f"{sites.PAPER}.bib",
    "publication.ris", "index.ttl", "sparql", "search", "store", "graph/evidence", "openapi.json", "sitemap.xml", "robots.txt",
    "ontology", "ontology.ttl", "dump.nq.gz", ".well-known/void", "healthz", "readyz",
)  # fmt: skip


@pytest.fixture(scope="module", params=BASES)
def settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return sites.publish(tmp_path_factory.mktemp("base"), sites.catalogue(), base=request.param)


@pytest.fixture(params=Prefix)
def client(request: pytest.FixtureRequest, settings: Settings) -> Iterator[tuple[FlaskClient, str, str]]:
    """A client, the path that its requests begin with, and the base as a URI."""
    arrives = replace(settings, web=WebSettings(prefix=request.param))
    uri = ascii_uri(settings.base)
    with create_app(arrives).test_client() as made:
        yield made, "/" if request.param is Prefix.STRIPPED else urlsplit(uri).path, uri


def test_every_address_answers_and_a_slash_behind_it_leads_there(client: tuple[FlaskClient, str, str]) -> None:
    made, root, base = client
    for route in ROUTES:
        for query in ("", "?default&q=a%26b%2F%C3%A9&page=1"):
            if route.startswith(("store", "graph")) and not query:
                query = "?default" if route == "store" else ""  # noqa: PLW2901 - without it there is nothing
            answer = made.get(f"{root}{route}{query}", headers=EVIL, buffered=True)
            slashed = made.get(f"{root}{route}/{query}", headers=EVIL, buffered=True)
            assert slashed.status_code == 308, route
            assert urljoin(f"{base}{route}/{query}", slashed.headers["Location"]) == f"{base}{route}{query}"
            assert answer.status_code < 300 or route in {"graph/evidence", f"{sites.PAPER}.bib"}, (route, answer.text)
            for told in (answer, slashed):
                assert "evil.test" not in str(told.headers)
                assert b"evil.test" not in told.data
                assert str(told.headers).isascii()


def test_the_base_without_its_slash_leads_to_it(client: tuple[FlaskClient, str, str]) -> None:
    made, root, base = client
    if root == "/":
        return
    answer = made.get(f"{root.rstrip('/')}?sort=title&x=%2F", headers=EVIL, buffered=True)
    assert answer.status_code == 308
    assert urljoin(base, answer.headers["Location"]) == f"{base}?sort=title&x=%2F"


def test_queries_that_are_posted_behind_a_slash_are_led_on(client: tuple[FlaskClient, str, str]) -> None:
    made, root, _ = client
    answer = made.post(f"{root}sparql/?x", data={"query": "ASK {}"}, headers=EVIL)
    assert (answer.status_code, answer.headers["Location"]) == (308, "../sparql?x")
    assert made.post(f"{root}person/").status_code in {404, 405}


def test_pages_name_themselves_by_their_uri_and_link_within_the_site(client: tuple[FlaskClient, str, str]) -> None:
    made, root, base = client
    answer = made.get(f"{root}{sites.MIRA}", headers={"Accept": "text/html"})
    page = parser.fromstring(answer.data)
    own = f"{base}{sites.MIRA}"
    assert [link.get("href") for link in page.iter("link") if link.get("rel") in {"canonical", "cite-as"}] == [own, own]
    assert f'<{own}>; rel="cite-as"' in answer.headers["Link"]
    assert f'<{own}.linkset.json>; rel="linkset"' in answer.headers["Link"]
    assert urljoin(base, answer.headers["Content-Location"]) == f"{own}.html"
    links = [node.get("href") for node in page.iter("a") if node.get("href", "").startswith("/")]
    assert len(links) > 10
    path = urlsplit(base).path
    for link in links:
        assert link.startswith(path)
        assert made.get(root + link.removeprefix(path), buffered=True).status_code == 200, link


def test_lists_for_programs_hold_uris(client: tuple[FlaskClient, str, str]) -> None:
    made, root, base = client
    places = pages_of(made.get(f"{root}sitemap.xml", buffered=True).text)
    assert len(places) > 5
    for place in places:
        assert place.startswith(base)
        assert place.isascii()
    assert f"Sitemap: {base}sitemap.xml" in made.get(f"{root}robots.txt").text
    assert f"Disallow: {urlsplit(base).path}sparql" in made.get("/robots.txt").text
    assert made.get(f"{root}openapi.json").get_json()["servers"][0]["url"] == base.rstrip("/")
    linkset = json.loads(made.get(f"{root}{sites.MIRA}.linkset.json").data)["linkset"]
    assert linkset[0]["anchor"] == f"{base}{sites.MIRA}" == linkset[0]["cite-as"][0]["href"]
    found = made.get(f"{root}search?q=tides&format=json").get_json()
    assert found["results"]
    assert all(result["url"].startswith(base) for result in found["results"])


def test_what_is_said_in_rdf_keeps_the_iri_as_it_is_configured(
    client: tuple[FlaskClient, str, str], settings: Settings
) -> None:
    made, root, _ = client
    iri = settings.base
    page = parser.fromstring(made.get(f"{root}{sites.MIRA}", headers={"Accept": "text/html"}).data)
    (data,) = [
        json.loads(node.text_content()) for node in page.iter("script") if node.get("type") == "application/ld+json"
    ]
    assert data["@id"] == f"{iri}{sites.MIRA}"
    for ending in ("ttl", "nt", "jsonld", "rdf"):
        form = {"jsonld": pyoxigraph.RdfFormat.JSON_LD, "ttl": pyoxigraph.RdfFormat.TURTLE,
                "nt": pyoxigraph.RdfFormat.N_TRIPLES, "rdf": pyoxigraph.RdfFormat.RDF_XML}[ending]  # fmt: skip
        quads = pyoxigraph.parse(made.get(f"{root}{sites.MIRA}.{ending}").data, form)
        assert f"{iri}{sites.MIRA}#this" in {quad.subject.value for quad in quads}, ending
    service = pyoxigraph.parse(
        made.get(f"{root}sparql", headers={"Accept": "application/n-triples"}).data, pyoxigraph.RdfFormat.N_TRIPLES
    )
    told = {quad.object.value for quad in service if isinstance(quad.object, pyoxigraph.NamedNode)}
    assert {f"{iri}sparql", f"{iri}graph/evidence", f"{iri}dump.nq.gz"} <= told
    graph = made.get(f"{root}store?graph={quote(f'{iri}graph/description', safe='')}&format=nt")
    assert f"<{iri}#dataset>" in graph.text


def test_a_request_with_the_path_is_strange_to_a_server_whose_proxy_takes_it_away(settings: Settings) -> None:
    path = urlsplit(ascii_uri(settings.base)).path
    if path == "/":
        return
    for prefix, inside, outside in ((Prefix.STRIPPED, "/", path), (Prefix.KEPT, path, "/")):
        with create_app(replace(settings, web=WebSettings(prefix=prefix))).test_client() as made:
            assert made.get(f"{inside}person").status_code == 200
            assert made.get(f"{outside}person").status_code == 404
            assert made.get("/healthz").status_code == 200


def test_no_address_is_made_of_what_a_request_says_of_the_host() -> None:
    asked = re.compile(
        r"request\.(host|url|base_url|root_url|url_root|host_url|scheme)\b|url_for\(|redirect\(|HTTP_HOST|SERVER_NAME"
    )
    modules = [path for path in (ROOT / "src/scholargraph/web").glob("*.py") if path.name != "bodies.py"]
    found = {path.name: asked.findall(path.read_text("utf-8")) for path in modules}  # there, Host is only checked
    assert {name: words for name, words in found.items() if words} == {}


def test_what_pages_embed_names_the_context_that_the_documents_tell(client: tuple[FlaskClient, str, str]) -> None:
    made, root, _ = client
    page = made.get(f"{root}{sites.MIRA}", headers={"Accept": "text/html"}).text
    told = (ROOT / "docs/http.md").read_text("utf-8")
    assert '"@context": "https://schema.org"' in page
    assert '"@context": "https://schema.org"' in told
    assert "`http://schema.org/`" in told


def pages_of(text: str) -> list[str]:
    return [part.partition("</loc>")[0] for part in text.split("<loc>")[1:]]


# ── a base that changes under a running server ──────────────────────────────────────────────────────────────────────


def test_a_snapshot_for_another_base_is_not_served_and_readyz_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = sites.publish(tmp_path, sites.catalogue(), base="https://old.example/")
    with create_app(settings).test_client() as client:
        before = client.get(f"/{sites.MIRA}.nt").data
        assert client.get("/readyz").status_code == 200
        sites.publish(tmp_path, sites.catalogue(), base="https://new.example/")
        current: Current = client.application.extensions["scholargraph"]
        current._looked, current._probed = 0.0, (0.0, False)
        client.application.extensions[HEALTH]._looked = None
        assert client.get(f"/{sites.MIRA}.nt").data == before
        ready = client.get("/readyz")
        assert ready.status_code == 503
        for base in ("https://old.example/", "https://new.example/"):
            assert base in ready.get_json()["detail"]
        assert "was published for https://new.example/" in caplog.text
    with create_app(settings).test_client() as client:
        assert client.get(f"/{sites.MIRA}").status_code == 503
        assert client.get("/readyz").status_code == 503
    with pytest.raises(OtherBaseError):
        Current(settings).site()
    with create_app(replace(settings, base="https://new.example/")).test_client() as client:
        assert client.get("/readyz").status_code == 200
