"""Addresses that programs know, header fields, moved things, new snapshots, and what is never believed."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from scholargraph import store
from scholargraph.config import Settings
from scholargraph.errors import SnapshotError
from scholargraph.formats import GRAPHS, RESULTS, Format
from scholargraph.pages import ontology
from scholargraph.web import current, health
from scholargraph.web.app import create_app
from tests import dumps
from tests.pages import sites

if TYPE_CHECKING:
    from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def client(settings: Settings) -> FlaskClient:
    return create_app(settings).test_client()


# ---- what programs know beforehand ----


def test_robots_may_read_pages_but_not_query(client: FlaskClient) -> None:
    made = client.get("/robots.txt", buffered=True)
    assert made.content_type.startswith("text/plain")
    assert made.text.splitlines() == [
        "User-agent: *",
        "Disallow: /sparql",
        "Disallow: /search?",
        "Disallow: /*?sort=",
        f"Sitemap: {sites.BASE}sitemap.xml",
    ]


def test_browsers_and_programs_find_the_search(client: FlaskClient, settings: Settings) -> None:
    made = client.get("/opensearch.xml")
    assert (made.status_code, made.mimetype) == (200, "application/opensearchdescription+xml")
    root = etree.fromstring(made.data)
    found = {url.get("type"): url.get("template") or "" for url in root.findall("{*}Url")}
    for media in ("text/html", "application/json"):
        address = found[media].replace("{searchTerms}", "oduya").replace("{startPage?}", "1").removeprefix(sites.BASE)
        answer = client.get(f"/{address}")
        assert (answer.status_code, answer.mimetype) == (200, media)
        assert "Mira Oduya" in answer.text
    assert len(root.findtext("{*}ShortName") or "") <= 16
    odd = replace(settings, title="Tides & <Harbours> of the whole \u0001 World")
    named = etree.fromstring(create_app(odd).test_client().get("/opensearch.xml").data)
    assert named.findtext("{*}LongName") == "Tides & <Harbours> of the whole World"
    page = client.get("/", headers=HTML).text
    assert '<link rel="search" type="application/opensearchdescription+xml"' in page


def test_each_address_for_programs_that_read_words_is_there(client: FlaskClient) -> None:
    made = client.get("/llms.txt")
    assert made.content_type == "text/plain; charset=utf-8"
    assert made.text.startswith("# ")
    places = re.findall(r"\]\(([^)]+)\)", made.text)
    assert len(places) > 10
    for place in places:
        assert place.startswith(sites.BASE)
        query = "?query=ASK%7B%7D" if place.endswith("/sparql") else ""
        assert client.get(f"/{place.removeprefix(sites.BASE)}{query}", buffered=True).status_code == 200, place


def test_the_icon_is_where_browsers_look_for_it(client: FlaskClient) -> None:
    made = client.get("/favicon.ico")
    assert (made.status_code, made.mimetype) == (200, "image/vnd.microsoft.icon")
    assert made.data[:6] == bytes((0, 0, 1, 0, 1, 0))
    assert made.data[22:30] == b"\x89PNG\r\n\x1a\n"
    assert len(made.data) == 22 + int.from_bytes(made.data[14:18], "little")


def test_every_address_of_the_sitemap_is_a_page(client: FlaskClient) -> None:
    made = client.get("/sitemap.xml", buffered=True)
    assert made.content_type.startswith("application/xml")
    places = [place.text or "" for place in etree.fromstring(made.data).iter("{*}loc")]
    assert len(places) > 20
    for place in places:
        assert client.get("/" + place.removeprefix(sites.BASE), headers=HTML, buffered=True).status_code == 200, place


def test_the_dump_is_the_whole_graph_and_can_be_had_in_parts(client: FlaskClient, settings: Settings) -> None:
    whole = client.get("/dump.nq.gz", buffered=True)
    assert whole.content_type == "application/gzip"
    assert gzip.decompress(whole.data) == dumps.content(store.Snapshots(settings.work).require().path)
    tag = whole.headers["ETag"]
    part = client.get("/dump.nq.gz", headers={"Range": "bytes=10-19", "If-Range": tag}, buffered=True)
    assert (part.status_code, part.data) == (206, whole.data[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole.data)}"
    assert (
        client.get("/dump.nq.gz", headers={"Range": "bytes=10-19", "If-Range": '"old"'}, buffered=True).status_code
        == 200
    )
    assert client.get("/dump.nq.gz", headers={"If-None-Match": tag}, buffered=True).status_code == 304
    assert client.get("/dump.nq.gz", headers={"Range": f"bytes={len(whole.data)}-"}, buffered=True).status_code == 416


def test_our_terms_are_a_file_and_a_page(client: FlaskClient) -> None:
    for path in ("/ontology", "/ontology.ttl"):
        made = client.get(path, headers={"Accept": "text/turtle"}, buffered=True)
        assert made.data == ontology.text()
    page = client.get("/ontology", headers=HTML, buffered=True)
    for concept in ontology.concepts().values():
        assert concept.iri in page.text


def test_health_and_readiness(client: FlaskClient) -> None:
    for path in ("/healthz", "/readyz"):
        made = client.get(path, buffered=True)
        assert (made.status_code, made.headers["Cache-Control"]) == (200, "no-store")


def test_a_stylesheet_may_be_kept_for_ever(client: FlaskClient) -> None:
    (address,) = etree.HTML(client.get("/", headers=HTML, buffered=True).data).xpath("//link[@rel='stylesheet']/@href")
    made = client.get(address, buffered=True)
    assert made.content_type == "text/css; charset=utf-8"
    assert "immutable" in made.headers["Cache-Control"]
    assert "max-age=31536000" in made.headers["Cache-Control"]
    assert "@import" not in made.text
    assert "url(" not in made.text


# ---- header fields ----


@pytest.mark.parametrize(
    "path",
    [
        "/",
        f"/{sites.MIRA}",
        f"/{sites.PAPER}.ttl",
        "/person/nobody",
        "/healthz",
        "/dump.nq.gz",
        "/robots.txt",
        "/person/m-oduya",
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_every_answer_is_protected(client: FlaskClient, path: str, accept: str) -> None:
    fields = client.get(path, headers={"Accept": accept}, buffered=True).headers
    policy = dict(part.split(" ", 1) for part in fields["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'", "style-src": "'self'", "img-src": "'self' data:", "form-action": "'self'",
        "base-uri": "'none'", "frame-ancestors": "'none'",
    }  # fmt: skip
    assert fields["X-Content-Type-Options"] == "nosniff"
    assert fields["Referrer-Policy"] == "strict-origin-when-cross-origin"


@pytest.mark.parametrize("form", [*RESULTS, *GRAPHS], ids=lambda form: form.name)
def test_answers_of_queries_are_protected_as_what_they_are(client: FlaskClient, form: Format) -> None:
    """A browser shows XML as a document, and a literal may hold markup; it shows no other of these formats."""
    query = f"{'SELECT *' if form in RESULTS else 'CONSTRUCT'} WHERE {{ ?s ?p ?o }} LIMIT 1"
    made = client.get("/sparql", query_string={"query": query}, headers={"Accept": form.media_type}, buffered=True)
    assert (made.status_code, made.headers["Content-Type"]) == (200, form.content_type)
    assert made.headers["X-Content-Type-Options"] == "nosniff"
    assert made.headers["Access-Control-Allow-Origin"] == "*"
    assert ("Content-Security-Policy" in made.headers) is (form.name in {"xml", "rdf"})


def test_typed_links_are_in_the_header(client: FlaskClient) -> None:
    document = f"{sites.BASE}{sites.PAPER}"
    field = client.get(f"/{sites.PAPER}", headers=HTML, buffered=True).headers["Link"]
    for link in (
        f'<{document}>; rel="cite-as"',
        f'<{document}.ttl>; rel="describedby"; type="text/turtle"',
        '<https://schema.org/ScholarlyArticle>; rel="type"',
        f'<{sites.BASE}{sites.MIRA}>; rel="author"',
        f'<{sites.LICENSE}>; rel="license"',
        f'<{document}.linkset.json>; rel="linkset"; type="application/linkset+json"',
    ):
        assert link in field
    assert (
        client.get(f"/{sites.PAPER}.nt", buffered=True).headers["Link"]
        == f'<{document}>; rel="describes"; type="text/html"'
    )
    linkset = client.get(f"/{sites.PAPER}.linkset.json", headers=HTML, buffered=True)
    assert linkset.content_type == "application/linkset+json"
    assert json.loads(linkset.data)["linkset"][0]["anchor"] == document


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:666", "127.0.0.1:8000@evil.example", "evil.example/x", '"><script>']
)
def test_a_host_field_is_never_believed(client: FlaskClient, host: str) -> None:
    for path in (
        "/",
        f"/{sites.MIRA}",
        "/person/nobody",
        "/person/m-oduya",
        "/.well-known/void",
        "/robots.txt",
        "/sitemap.xml",
    ):
        for accept in ("text/html", "text/turtle", "application/ld+json", "image/png"):
            made = client.get(
                path,
                headers={"Host": host, "X-Forwarded-Host": host, "Forwarded": f"host={host}", "Accept": accept},
                buffered=True,
            )
            assert b"evil.example" not in made.data
            assert "evil.example" not in str(made.headers)
            assert b"<script>" not in made.data


# ---- keys that have become others ----


@pytest.mark.parametrize(
    ("suffix", "accept"), [("", "text/html"), ("", "text/turtle"), (".ttl", "*/*"), (".html", "*/*"), ("", "image/png")]
)
def test_a_key_that_became_another_leads_there_for_good(client: FlaskClient, suffix: str, accept: str) -> None:
    made = client.get(f"/{sites.OLD_KEY}{suffix}", headers={"Accept": accept}, buffered=True)
    assert made.status_code == 308
    assert made.headers["Location"] == f"/{sites.MIRA}{suffix}"
    assert made.headers["Vary"] == "Accept"


# ---- where the site lies ----


def test_a_site_below_a_path_has_its_addresses_there(tmp_path: Path) -> None:
    base = "https://people.example.org/chem/"
    below = create_app(sites.publish(tmp_path, sites.catalogue(), base=base)).test_client()
    assert below.get("/person/mira-oduya", buffered=True).status_code == 404
    for accept in ("text/html", "text/turtle"):
        assert below.get("/chem/person/mira-oduya", headers={"Accept": accept}, buffered=True).status_code == 200
    page = below.get("/chem/", headers=HTML, buffered=True)
    hrefs = etree.HTML(page.data).xpath("//body//a/@href")
    assert [href for href in hrefs if href.startswith("/") and not href.startswith("/chem/")] == []
    for path in (
        "/robots.txt",
        "/.well-known/void",
        "/healthz",
        "/readyz",
        "/chem/.well-known/void",
        "/chem/sitemap.xml",
    ):
        assert below.get(path, buffered=True).status_code == 200, path
    assert "Disallow: /chem/sparql" in below.get("/robots.txt", buffered=True).text
    assert below.get("/chem/person/m-oduya", buffered=True).headers["Location"] == "/chem/person/mira-oduya"
    assert (
        below.get("/chem/person/mira-oduya", headers=HTML, buffered=True).headers["Content-Location"]
        == "/chem/person/mira-oduya.html"
    )


# ---- snapshots come and go ----


def renamed(directory: Path, name: str) -> Settings:
    return sites.publish(directory, sites.catalogue([sites.person(name=name, roles=())]))


def test_a_new_snapshot_is_served_at_once_and_old_validators_are_old(tmp_path: Path) -> None:
    client = create_app(renamed(tmp_path, "First Name")).test_client()
    first = client.get(f"/{sites.MIRA}", headers=HTML, buffered=True)
    assert "First Name" in first.text
    renamed(tmp_path, "Second Name")
    second = client.get(f"/{sites.MIRA}", headers={**HTML, "If-None-Match": first.headers["ETag"]}, buffered=True)
    assert second.status_code == 200
    assert "Second Name" in second.text
    assert "First Name" not in second.text


def test_rolling_back_is_noticed_too(tmp_path: Path) -> None:
    settings = renamed(tmp_path, "First Name")
    snapshots = store.Snapshots(settings.work)
    before = snapshots.require().digest
    client = create_app(settings).test_client()
    renamed(tmp_path, "Second Name")
    assert "Second Name" in client.get(f"/{sites.MIRA}", headers=HTML, buffered=True).text
    snapshots.point_to(before)
    assert "First Name" in client.get(f"/{sites.MIRA}", headers=HTML, buffered=True).text


def test_readers_see_one_snapshot_or_the_other_while_many_are_published(tmp_path: Path) -> None:
    settings = renamed(tmp_path, "Name 0")
    app = create_app(settings)
    wrong: list[object] = []
    done = threading.Event()

    def look() -> None:
        client = app.test_client()
        while not done.is_set():
            made = client.get(f"/{sites.MIRA}", headers=HTML, buffered=True)
            names = {text for number in range(9) if (text := f"Name {number}") in made.text}
            if made.status_code != 200 or len(names) != 1:
                wrong.append((made.status_code, names))

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(1, 9):
        renamed(tmp_path, f"Name {number}")
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert "Name 8" in app.test_client().get(f"/{sites.MIRA}", headers=HTML).text


def test_without_a_snapshot_there_is_a_problem_and_health(tmp_path: Path) -> None:
    client = create_app(Settings(directory=tmp_path, title="Empty", base=sites.BASE)).test_client()
    for accept in ("text/html", "*/*"):
        made = client.get("/person/x", headers={"Accept": accept}, buffered=True)
        assert made.status_code == 503
        assert json.loads(made.data)["status"] == 503
        assert made.headers["Cache-Control"] == "no-store"
    assert client.get("/healthz", buffered=True).status_code == 200
    assert client.get("/readyz", buffered=True).status_code == 503
    sites.publish(tmp_path, sites.catalogue())
    assert client.get(f"/{sites.MIRA}", buffered=True).status_code == 200, "what is published later is served"


@pytest.mark.parametrize("harm", ["deleted", "corrupt", "no pointer", "no listings"])
def test_an_unreadable_store_is_not_ready_but_the_old_snapshot_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    monkeypatch.setattr(current, "PROBE_SECONDS", 0.0)
    monkeypatch.setattr(health, "KEPT_SECONDS", 0.0)
    settings = sites.publish(tmp_path, sites.catalogue())
    client = create_app(settings).test_client()
    assert client.get("/readyz", buffered=True).status_code == 200
    before = client.get(f"/{sites.MIRA}", headers=HTML, buffered=True)
    info = store.Snapshots(settings.work).require()
    if harm == "deleted":
        shutil.rmtree(info.path)
    elif harm == "corrupt":
        for path in (info.path / store.STORE).glob("CURRENT"):
            path.write_bytes(b"nonsense")
    elif harm == "no pointer":
        store.Snapshots(settings.work).pointer.unlink()
    else:
        (info.path / "listings.sqlite").unlink()
    assert client.get("/readyz", buffered=True).status_code == 503
    assert client.get("/healthz", buffered=True).status_code == 200
    assert client.get(f"/{sites.MIRA}", headers=HTML, buffered=True).data == before.data


def test_a_new_snapshot_that_cannot_be_read_leaves_the_old_one(tmp_path: Path) -> None:
    settings = renamed(tmp_path, "First Name")
    client = create_app(settings).test_client()
    assert "First Name" in client.get(f"/{sites.MIRA}", headers=HTML, buffered=True).text
    renamed(tmp_path, "Second Name")
    shutil.rmtree(store.Snapshots(settings.work).require().path / store.STORE)
    assert "First Name" in client.get(f"/{sites.MIRA}", headers=HTML, buffered=True).text


def test_an_error_of_ours_is_logged_and_its_text_is_kept(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret /path")

    monkeypatch.setattr("scholargraph.pages.representation.of_thing", fail)
    made = create_app(settings).test_client().get(f"/{sites.MIRA}", headers={"Accept": "*/*"})
    assert made.status_code == 500
    assert b"secret" not in made.data
    assert "secret /path" in caplog.text


def test_asking_for_a_site_before_anything_is_published_raises_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="publish"):
        current.Current(Settings(directory=tmp_path, title="Empty", base=sites.BASE)).site()
