"""What the first release published is served by today's code: as that release left it, and published again."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from scholargraph import config
from scholargraph.publish import publish
from tests.live.conftest import Live
from tests.migration.conftest import BASE, iris, serving_as_it_is, unpack

OLD_ADDRESSES = {
    "person/r-vale": "person/renee-vale",
    "publication/inner-harbour-tides": "publication/tides-of-the-inner-harbour",
}


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Serve the snapshot that the first release made."""
    with serving_as_it_is(unpack(tmp_path_factory.mktemp("untouched") / "harbours")) as served:
        yield served


@pytest.fixture(scope="module")
def republished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Serve the same site after today's code has published it."""
    site = unpack(tmp_path_factory.mktemp("republished") / "harbours")
    publish(config.load(site))
    with serving_as_it_is(site) as served:
        yield served


@pytest.fixture(params=["untouched", "republished"])
def served(request: pytest.FixtureRequest) -> Live:
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


def test_every_page_answers_in_every_format(served: Live) -> None:
    pages = sorted({iri.removeprefix(BASE).partition("#")[0] for iri in iris("harbours")} - set(OLD_ADDRESSES))
    assert len(pages) > 15
    wrong = {
        f"{page}{suffix}": status
        for page in pages
        for suffix in ("", ".ttl", ".jsonld")
        if (status := served.get(page + suffix, accept="text/html").status) != 200
    }
    assert wrong == {}


@pytest.mark.parametrize("page", ["", "person", "publication", "venue", "sitemap.xml", "graph/evidence", "dump.nq.gz"])
def test_pages_about_many_things_answer(page: str, served: Live) -> None:
    assert served.get(page).status == 200


def test_the_search_finds(served: Live) -> None:
    found = json.loads(served.get("search?q=lighthouse&format=json").body)
    assert found["total"] >= 1


@pytest.mark.parametrize("old", OLD_ADDRESSES)
def test_an_old_address_leads_to_the_one_in_use(old: str, served: Live) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    try:
        connection.request("GET", f"/{old}")
        answer = connection.getresponse()
        answer.read()
    finally:
        connection.close()
    assert answer.status == 308
    assert answer.headers["Location"].removeprefix(BASE).lstrip("/") == OLD_ADDRESSES[old]


def test_every_thing_is_answered_by_the_endpoint(served: Live) -> None:
    query = "SELECT DISTINCT ?thing WHERE { ?thing ?p ?o }"
    answer = served.get(f"sparql?query={quote(query)}", accept="application/sparql-results+json")
    rows = json.loads(answer.body)["results"]["bindings"]

    assert set(iris("harbours")) - {row["thing"]["value"] for row in rows} == set()


def test_conflicts_are_shown_with_both_values_and_the_reason(served: Live) -> None:
    text = _text(served, "publication/the-lighthouse-as-an-instrument")

    assert "Where sources disagree" in text
    assert "2019 is stated; 2018 is not" in text
    assert "2019 is stated; 2017 is not" in text
    assert "The table of contents says 2017, the title page 2019; the title page is stated." in text


def test_evidence_is_shown_with_file_and_line(served: Live) -> None:
    text = _text(served, "publication/the-lighthouse-as-an-instrument")

    for place in ("curation.toml:74:13", "curation.toml:78:10", "vale.txt:18:22", "vale.txt:16:5"):
        assert place in text
    assert "Rests on https://doi.org/10.5555/lighthouse.2019" in text


def _text(served: Live, page: str) -> str:
    """Give the words of a page, without its tags and its JSON-LD."""
    body = served.get(page, accept="text/html").body.decode("utf-8")
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", body, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())
