"""One address, many formats: what is asked for is given, and no cache can mix them up."""

from __future__ import annotations

import gzip
import json
import random
from typing import TYPE_CHECKING

import brotli
import pytest
import rdflib
from rdflib.compare import isomorphic

from scholargraph.web.app import create_app
from tests.pages import sites
from tests.pages.test_page_graphs import read

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from scholargraph.config import Settings

PERSON = "/person/mira-oduya"
PAPER = f"/{sites.PAPER}"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
MEDIA = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
REFERENCES = {
    "bib": "application/x-bibtex",
    "biblatex.bib": "application/x-biblatex",
    "ris": "application/x-research-info-systems",
    "csl.json": "application/vnd.citationstyles.csl+json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

WANTED = [
    (None, "html"),
    ("", "html"),
    ("*/*", "html"),
    (BROWSER, "html"),
    ("text/html", "html"),
    ("text/*", "html"),
    ("text/turtle", "ttl"),
    ("application/ld+json", "jsonld"),
    ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "jsonld"),
    ("application/n-triples", "nt"),
    ("application/rdf+xml", "rdf"),
    ("text/turtle, application/rdf+xml;q=0.9, */*;q=0.1", "ttl"),
    ("application/rdf+xml, text/turtle;q=0.5", "rdf"),
    ("text/html;q=0.1, text/turtle;q=0.2", "ttl"),
    ("text/html;q=0, */*", "ttl"),
    ("TEXT/TURTLE", "ttl"),
    ("application/json", "jsonld"),
    ("text/turtle;q=banana, application/n-triples;q=0.1", "nt"),
]


@pytest.fixture(scope="module")
def client(settings: Settings) -> FlaskClient:
    return create_app(settings).test_client()


def get(client: FlaskClient, path: str, accept: str | None = None, **headers: str) -> TestResponse:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(path, headers={**given, **({} if accept is None else {"Accept": accept})})


@pytest.mark.parametrize(("accept", "suffix"), WANTED)
@pytest.mark.parametrize("path", ["/", PERSON, PAPER, "/venue/tidal", "/source/notes"])
def test_what_is_asked_for_is_given_at_the_same_address(
    client: FlaskClient, path: str, accept: str | None, suffix: str
) -> None:
    made = get(client, path, accept)
    assert made.status_code == 200
    media = "application/json" if accept == "application/json" else MEDIA[suffix]
    assert made.content_type.partition(";")[0] == media
    assert made.headers["Vary"] == "Accept, Accept-Encoding"
    assert made.headers["ETag"]
    place = made.headers["Content-Location"]
    assert place == f"{'/index' if path == '/' else path}.{suffix}"
    fixed = get(client, place, "image/png")
    assert fixed.status_code == 200, "an ending names a format, whatever is accepted"
    assert fixed.data == made.data
    assert fixed.content_type.partition(";")[0] == MEDIA[suffix]


@pytest.mark.parametrize("path", ["/", PERSON, PAPER])
def test_the_formats_of_an_address_are_the_same_graph(client: FlaskClient, path: str) -> None:
    base = sites.BASE + path[1:]
    graphs = [read(get(client, path, MEDIA[suffix]).data, suffix, base) for suffix in ("ttl", "jsonld", "nt", "rdf")]
    assert len(graphs[0]) > 10
    assert all(isomorphic(graphs[0], graph) for graph in graphs[1:])
    assert not any(isinstance(node, rdflib.BNode) for triple in graphs[0] for node in triple)


def test_the_front_page_is_the_datasets_description_for_programs(client: FlaskClient) -> None:
    void = "http://rdfs.org/ns/void#"
    for path in ("/", "/.well-known/void"):
        made = get(client, path, "text/turtle")
        found = read(made.data, "ttl", sites.BASE)
        dataset = rdflib.URIRef(f"{sites.BASE}#dataset")
        assert found.value(dataset, rdflib.URIRef(f"{void}sparqlEndpoint")) == rdflib.URIRef(f"{sites.BASE}sparql")
        count = found.value(dataset, rdflib.URIRef(f"{void}triples"))
        assert isinstance(count, rdflib.Literal)
        assert int(count) > 300
        assert len(list(found.objects(dataset, rdflib.URIRef(f"{void}classPartition")))) > 10
        assert made.headers["Vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize("path", ["/", PERSON, PAPER, "/.well-known/void", "/person", "/ontology"])
def test_what_cannot_be_had_is_406_with_what_can(client: FlaskClient, path: str) -> None:
    made = get(client, path, "image/png")
    assert made.status_code == 406
    assert made.headers["Vary"] == "Accept, Accept-Encoding"
    assert made.content_type == "application/problem+json"
    told = json.loads(made.data)
    assert told["status"] == 406
    assert "text/" in told["detail"]
    for choice in told.get("choices", ()):
        assert get(client, choice["href"]).status_code == 200
    page = get(client, path, "image/png, text/html;q=0")
    assert page.status_code == 406


def test_the_406_of_a_thing_names_every_format(client: FlaskClient) -> None:
    told = json.loads(get(client, PERSON, "image/png").data)
    assert {(choice["href"], choice["type"]) for choice in told["choices"]} == {
        (f"{PERSON}.{suffix}", media) for suffix, media in (MEDIA | REFERENCES).items()
    }


@pytest.mark.parametrize(
    "path",
    ["/person/nobody", "/nothing", "/person/nobody.ttl", "/person/Mira-Oduya", "/person/mira_oduya", "/person/mira-oduya.xyz",
     "/person/mira-oduya.", "/person/mira-oduya.ttl.ttl", "/person/%2e%2e", "/person/..%2f..%2fetc%2fpasswd", "/person/a%00b",
     "/person/" + "a" * 300, "/person//", "/a/b/c/d", "/static/../app.py", "/static/nothing.css", "/person?page=2", "/person?page=0",
     "/person?page=x", "/person/mira-oduya/author?page=9", "/person/mira-oduya/nonsense",
     "/person/nobody/author", "/%ff%fe", "/\u202e", "/index.xyz", "/sitemap-9.xml", "/graph/evidence2"],
)  # fmt: skip
@pytest.mark.parametrize("accept", [BROWSER, "text/turtle", "*/*"])
def test_what_is_not_there_is_404_and_says_what_can_be_done(client: FlaskClient, path: str, accept: str) -> None:
    made = get(client, path, accept)
    assert made.status_code == 404
    assert made.headers["Vary"] == "Accept, Accept-Encoding"
    if accept == BROWSER:
        assert made.content_type.startswith("text/html")
        assert b"The Oduya Papers" in made.data
    else:
        assert made.content_type == "application/problem+json"
        assert json.loads(made.data)["status"] == 404


def test_a_page_of_a_list_beyond_its_end_is_404_but_statements_have_no_pages(client: FlaskClient) -> None:
    assert get(client, f"{PERSON}?page=99", "text/html").status_code == 404
    assert get(client, f"{PERSON}?page=99", "text/turtle").data == get(client, PERSON, "text/turtle").data


def test_a_404_near_a_collection_leads_to_it(client: FlaskClient) -> None:
    told = json.loads(get(client, "/person/nobody").data)
    assert [choice["href"] for choice in told["choices"]] == ["/search?q=nobody", "/", "/person"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/", PERSON, "/person", "/healthz", "/dump.nq.gz"])
def test_pages_can_only_be_read(client: FlaskClient, method: str, path: str) -> None:
    made = client.open(path, method=method)
    assert made.status_code == 405
    assert set(made.headers["Allow"].split(", ")) >= {"GET", "HEAD"}
    assert json.loads(made.data)["status"] == 405


def test_head_says_what_get_would_without_the_body(client: FlaskClient) -> None:
    for accept in (BROWSER, "text/turtle"):
        got, told = get(client, PERSON, accept), client.head(PERSON, headers={"Accept": accept})
        assert told.data == b""
        names = ("ETag", "Vary", "Content-Type", "Content-Location", "Link", "Content-Length")
        assert [told.headers[name] for name in names] == [got.headers[name] for name in names]


def test_options_tells_other_sites_that_they_may_read(client: FlaskClient) -> None:
    made = client.options(PERSON, headers={"Origin": "https://other.example", "Access-Control-Request-Method": "GET"})
    assert made.status_code == 200
    assert made.headers["Access-Control-Allow-Origin"] == "*"
    assert "GET" in made.headers["Access-Control-Allow-Methods"]
    assert get(client, PERSON, "text/turtle").headers["Access-Control-Allow-Origin"] == "*"


# ---- validators ----


@pytest.mark.parametrize(
    "path", ["/", PERSON, PAPER, "/person", "/ontology", "/.well-known/void", f"{PAPER}.ttl", f"{PAPER}.linkset.json"]
)
@pytest.mark.parametrize("accept", [BROWSER, "text/turtle", "application/ld+json"])
def test_who_has_it_already_is_told_so(client: FlaskClient, path: str, accept: str) -> None:
    made = get(client, path, accept)
    if made.status_code == 406:
        return
    for sent in (made.headers["ETag"], f'"other", W/{made.headers["ETag"]}', "*"):
        again = get(client, path, accept, If_None_Match=sent)
        assert again.status_code == 304, sent
        assert again.data == b""
        for name in ("ETag", "Vary", "Content-Location", "Cache-Control"):
            assert again.headers.get(name) == made.headers.get(name)
        assert "Content-Type" not in again.headers
    assert get(client, path, accept, If_None_Match='"other"').status_code == 200


def test_every_representation_has_a_validator_of_its_own(client: FlaskClient) -> None:
    tags = [get(client, PERSON, media).headers["ETag"] for media in [*MEDIA.values(), "application/json"]]
    tags += [get(client, f"{PERSON}?sort={sort}", "text/html").headers["ETag"] for sort in ("title", "-title", "year")]
    tags += [get(client, path, "text/html").headers["ETag"] for path in ("/", "/person", "/publication", PAPER)]
    assert len(set(tags)) == len(tags)
    assert not any(tag.startswith("W/") for tag in tags)


def test_a_validator_of_one_format_does_not_do_for_another(client: FlaskClient) -> None:
    tag = get(client, PERSON, "text/turtle").headers["ETag"]
    assert get(client, PERSON, "text/html", If_None_Match=tag).status_code == 200


def test_the_usual_order_has_one_address(client: FlaskClient) -> None:
    plain, named = get(client, PERSON, "text/html"), get(client, f"{PERSON}?sort=-year&page=1", "text/html")
    assert plain.headers["ETag"] == named.headers["ETag"]
    assert named.headers["Content-Location"] == f"{PERSON}.html"
    assert get(client, f"{PERSON}?sort=title", "text/html").headers["Content-Location"] == f"{PERSON}.html?sort=title"
    assert get(client, f"{PERSON}?sort=title", "text/turtle").headers["Content-Location"] == f"{PERSON}.ttl"
    assert get(client, f"{PERSON}?sort=<script>", "text/html").headers["ETag"] == plain.headers["ETag"]


class Cache:
    """A small shared cache that does what RFC 9111 asks: it keys by address and by what Vary names, and nothing else."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.kept: dict[str, list[tuple[dict[str, str], TestResponse]]] = {}
        self.hits = 0

    def get(self, path: str, asked: dict[str, str]) -> TestResponse:
        for stored, made in self.kept.get(path, ()):
            names = [name.strip() for name in made.headers.get("Vary", "").split(",") if name.strip()]
            if all(stored.get(name) == asked.get(name) for name in names):
                self.hits += 1
                if "ETag" in made.headers:
                    again = self.client.get(path, headers={**asked, "If-None-Match": made.headers["ETag"]})
                    if again.status_code != 304:
                        return again
                return made
        made = self.client.get(path, headers=asked)
        self.kept.setdefault(path, []).append((asked, made))
        return made


def test_no_cache_mixes_formats_up(client: FlaskClient) -> None:
    cache, chance = Cache(client), random.Random(7)  # noqa: S311 - the same requests each time
    codings = ["", "gzip", "gzip, deflate, br"]
    accepts = [BROWSER, *MEDIA.values(), "image/png", "application/json"]
    paths = [
        "/",
        PERSON,
        PAPER,
        f"{PAPER}.csl.json",
        "/openapi.json",
        "/search?q=oduya",
        "/person/nobody",
        "/person/m-oduya",
        "/person",
        "/.well-known/void",
        f"{PERSON}?sort=title",
    ]
    wrong = 0
    for _ in range(2000):
        path = chance.choice(paths)
        asked = {"Accept": chance.choice(accepts), "Accept-Encoding": chance.choice(codings)}
        through, direct = cache.get(path, asked), client.get(path, headers=asked)
        wrong += seen(through) != seen(direct)
    assert wrong == 0
    assert cache.hits > 1000


def seen(made: TestResponse) -> tuple[object, ...]:
    return (
        made.status_code,
        made.content_type,
        made.headers.get("Content-Encoding"),
        made.headers.get("ETag"),
        made.data,
    )


@pytest.mark.parametrize(
    "path",
    ["/", PERSON, PAPER, "/person", "/search?q=oduya", "/ontology", "/.well-known/void", "/openapi.json", "/nothing",
     *(f"{PERSON}.{ending}" for ending in MEDIA), *(f"{PAPER}.{ending}" for ending in REFERENCES)],
)  # fmt: skip
def test_all_that_gets_smaller_is_packed_and_each_coding_is_confirmed_for_itself(
    client: FlaskClient, path: str
) -> None:
    plain = client.get(path)
    assert "Content-Encoding" not in plain.headers
    packs = not path.endswith(".xlsx")
    assert ("Accept-Encoding" in plain.headers["Vary"].split(", ")) is packs if "Vary" in plain.headers else not packs
    tags = [plain.headers.get("ETag")]
    for coding, unpack in (("gzip", gzip.decompress), ("br", brotli.decompress)):
        made = client.get(path, headers={"Accept-Encoding": coding})
        if not packs or (made.status_code == 404 and "Content-Encoding" not in made.headers):
            assert made.data == plain.data
            continue
        assert (made.headers["Content-Encoding"], made.headers["Vary"]) == (coding, plain.headers["Vary"])
        assert unpack(made.data) == plain.data
        assert made.content_length == len(made.data) < len(plain.data)
        if made.status_code != 200:
            continue
        tags.append(made.headers["ETag"])
        for other in ("gzip", "br", "identity"):
            asked = {"Accept-Encoding": other, "If-None-Match": made.headers["ETag"]}
            assert client.get(path, headers=asked).status_code == (304 if other == coding else 200)
    assert len({*tags}) == len(tags)
