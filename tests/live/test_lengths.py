"""Every answer tells its length: it was made whole before its first byte was sent, and who gets less can see it."""

from __future__ import annotations

import gzip
import http.client
import re
from collections.abc import Iterator
from contextlib import closing
from typing import Final

import pytest

from scholargraph.formats import GRAPHS, RESULTS
from tests.live.conftest import Live

ROWS: Final = "sparql?query=SELECT%20%2A%20%7B%3Fs%20%3Fp%20%3Fo%7D&format="
GRAPH: Final = "sparql?query=CONSTRUCT%20WHERE%20%7B%3Fs%20%3Fp%20%3Fo%7D&format="
PLACES: Final = (
    "", "index.ttl", "sparql", "sparql?example=venues", "sparql?query=SELECT", "search?q=map", "search?q=map&format=json",
    ".well-known/void", "robots.txt", "sitemap.xml", "dump.nq.gz", "healthz", "readyz", "ontology", "ontology.ttl",
    "openapi.json", "store?default", "graph/evidence", "graph/description", "graph/ontology", "store?graph=nothing",
    "nothing", "person", "publication?sort=newest", "person/ada-quill/author",
    *(ROWS + form.name for form in RESULTS), *(GRAPH + form.name for form in GRAPHS),
)  # fmt: skip
HTML: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
KINDS: Final = (HTML, "text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "*/*")


def whole(connection: http.client.HTTPConnection, path: str, **headers: str) -> bytes:
    """Ask, and give the body of an answer that tells its length, and is of that length."""
    connection.request("GET", f"/{path}", headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.version == 11, path
    assert answer.getheader("Transfer-Encoding") is None, path
    assert answer.getheader("Content-Length") == str(len(body)), (path, headers)
    return body


@pytest.fixture
def connection(department: Live) -> Iterator[http.client.HTTPConnection]:
    with closing(http.client.HTTPConnection(department.base.removeprefix("http://").rstrip("/"), timeout=30)) as opened:
        yield opened


def test_every_page_in_every_format(connection: http.client.HTTPConnection, department: Live) -> None:
    sitemap = whole(connection, "sitemap.xml").decode()
    pages = [address.removeprefix(department.base) for address in re.findall("<loc>([^<]*)</loc>", sitemap)]
    assert len(pages) > 15
    for page in pages:
        for accept in KINDS:
            assert whole(connection, page, Accept=accept)


@pytest.mark.parametrize("path", PLACES)
def test_every_other_place(path: str, connection: http.client.HTTPConnection) -> None:
    for accept in KINDS:
        assert whole(connection, path, Accept=accept)


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_static_files(encoding: str, connection: http.client.HTTPConnection) -> None:
    page = whole(connection, "sparql", Accept=HTML).decode()
    files = set(re.findall(r'(?:src|href)="/(static/[^"]*)"', page))
    assert len(files) >= 4
    for file in files:
        found = whole(connection, file, **{"Accept-Encoding": encoding})
        assert found[:2] != b"\x1f\x8b" or gzip.decompress(found)


def test_a_part_of_the_dump_is_as_long_as_it_says(connection: http.client.HTTPConnection) -> None:
    assert whole(connection, "dump.nq.gz", Range="bytes=10-29") == whole(connection, "dump.nq.gz")[10:30]
