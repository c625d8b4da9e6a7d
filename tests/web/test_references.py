"""References over HTTP: by ending and by negotiation, of works, of the works of things, of lists, of what was found."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from scholargraph.formats import CITATIONS, Format
from scholargraph.model import Key, Publication, Record, Text
from scholargraph.pages import references
from scholargraph.web.app import create_app
from tests.pages import sites
from tests.pages.sites import LOST, MIRA, PAPER

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from scholargraph.config import Settings

each_format = pytest.mark.parametrize("form", CITATIONS, ids=lambda form: form.name)
MANY: Final = 7


@pytest.fixture(scope="module")
def client(settings: Settings) -> FlaskClient:
    return create_app(settings).test_client()


@pytest.fixture
def pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A site whose person has more works than an address gives."""
    monkeypatch.setattr(references, "PIECE", 3)
    works = [sites.paper(Key(f"publication/w{n}"), title=Text(f"Work {n}")) for n in range(MANY)]
    edited = sites.paper(Key("publication/w0"), title=Text("Work 0"))
    made: list[Record] = [sites.person(), *works[1:], edited]
    return create_app(sites.publish(tmp_path, sites.catalogue(made))).test_client()


@each_format
def test_a_work_by_ending_and_by_negotiation(client: FlaskClient, form: Format) -> None:
    by_ending = client.get(f"/{PAPER}.{form.suffix}")
    assert (by_ending.status_code, by_ending.mimetype) == (200, form.media_type)
    assert f'<{sites.BASE}{PAPER}>; rel="describes"; type="text/html"' in by_ending.headers["Link"]
    negotiated = client.get(f"/{PAPER}", headers={"Accept": form.media_type})
    assert negotiated.data == by_ending.data
    assert negotiated.headers["Content-Location"] == f"/{PAPER}.{form.suffix}"
    assert negotiated.headers["Vary"] == "Accept, Accept-Encoding"


@each_format
def test_who_has_it_is_told_so(client: FlaskClient, form: Format) -> None:
    made = client.get(f"/{MIRA}.{form.suffix}")
    again = client.get(f"/{MIRA}.{form.suffix}", headers={"If-None-Match": made.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    tags = {client.get(f"/{MIRA}.{one.suffix}").headers["ETag"] for one in CITATIONS}
    assert len(tags) == len(CITATIONS)


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        (f"/{PAPER}", {"a-theory-of-tides"}),
        (f"/{LOST}", {"we-ask-what-a-tide-would-do"}),
        (f"/{MIRA}", {"a-theory-of-tides", "liber-de-aqua", "we-ask-what-a-tide-would-do"}),
        (f"/{MIRA}/author", {"a-theory-of-tides", "liber-de-aqua", "we-ask-what-a-tide-would-do"}),
        ("/venue/tidal-24", {"a-theory-of-tides"}),
        ("/organization/university", {"liber-de-aqua"}),
        ("/organization/harbour", set()),
        ("/publication", {"a-theory-of-tides", "liber-de-aqua", "we-ask-what-a-tide-would-do"}),
    ],
)
def test_the_works_that_belong_to_an_address(client: FlaskClient, path: str, keys: set[str]) -> None:
    items = json.loads(client.get(f"{path}.csl.json").data)
    assert {one["id"] for one in items} == keys
    entries = client.get(f"{path}.bib").text
    assert entries.count("\n@") + entries.startswith("@") == len(keys)


@pytest.mark.parametrize(
    "path",
    [
        "/person.bib", "/source.bib", "/publication.xyz", "/publication/nobody.bib", "/software/tide-table.bib",
        f"/{MIRA}/nonsense.bib", f"/{MIRA}/members.bib", f"/{MIRA}/editor.bib", f"/{MIRA}.bib?page=2", f"/{MIRA}.bib?page=x",
        f"/{PAPER}.bib?page=2", "/publication.bib?page=99", f"/{MIRA}/author.bib?page=0",
    ],
)  # fmt: skip
def test_what_is_not_there_is_404(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_things_without_works_are_not_offered_as_references(client: FlaskClient) -> None:
    made = client.get("/software/tide-table", headers={"Accept": "application/x-bibtex"})
    assert made.status_code == 406


@pytest.mark.parametrize("path", ["/person/mira-oduya", "/person/mira-oduya/author", "/publication"])
def test_many_works_come_in_pieces_that_lead_to_the_next(pieces: FlaskClient, path: str) -> None:
    found: list[str] = []
    address: str | None = f"{path}.csl.json"
    while address:
        made = pieces.get(address)
        assert made.status_code == 200
        ids = [one["id"] for one in json.loads(made.data)]
        assert len(ids) <= 3
        found += ids
        link = made.headers.get("Link", "")
        address = (
            link.partition('>; rel="next"')[0].rpartition("<")[2].removeprefix(sites.BASE[:-1])
            if "next" in link
            else None
        )
    assert sorted(found) == sorted(f"w{n}" for n in range(MANY))


def test_an_address_that_moved_keeps_its_ending(client: FlaskClient) -> None:
    made = client.get(f"/{sites.OLD_KEY}.bib")
    assert (made.status_code, made.headers["Location"]) == (308, f"/{MIRA}.bib")
    made = client.get(f"/{sites.OLD_KEY}/author.csl.json")
    assert (made.status_code, made.headers["Location"]) == (308, f"/{MIRA}/author.csl.json")


def test_pages_lead_to_the_references(client: FlaskClient) -> None:
    for path, relation in ((f"/{PAPER}", "describedby"), (f"/{MIRA}", "alternate"), (f"/{MIRA}/author", "alternate")):
        page = client.get(path, headers={"Accept": "text/html"})
        for form in CITATIONS:
            assert f'href="{path}.{form.suffix}"' in page.text, (path, form)
            assert (
                f'<{sites.BASE[:-1]}{path}.{form.suffix}>; rel="{relation}"; type="{form.media_type}"'
                in page.headers["Link"]
            )
    assert ".bib" not in client.get("/organization/harbour").text


def test_what_a_search_finds_can_be_cited(copy_site: Callable[[str], Path]) -> None:
    from scholargraph import config
    from scholargraph.publish import publish

    settings = config.load(copy_site("example-department"))
    publish(settings)
    client = create_app(settings).test_client()
    for accept, query in (("application/x-bibtex", "q=clouds"), ("*/*", "q=clouds&format=bib")):
        made = client.get(f"/search?{query}", headers={"Accept": accept})
        assert (made.status_code, made.mimetype) == (200, "application/x-bibtex")
        assert "@article{clouds-without-water," in made.text
    assert 'href="/search?q=clouds&amp;format=ris"' in client.get("/search?q=clouds").text
    assert client.get("/search?q=clouds&format=bib&page=2").status_code == 404


def test_a_cost_of_a_reference_does_not_grow_with_the_site(tmp_path: Path) -> None:
    from scholargraph.citation import CitationReader
    from tests.citation.graphs import IRIS, graph

    asked = []
    for size in (10, 100):
        works: list[Publication] = [sites.paper(Key(f"publication/w{n}")) for n in range(size)]
        statements = graph([sites.person(), *works])
        assert CitationReader(statements, IRIS).of_work("publication/w3") is not None
        asked.append(statements.asked)
    assert asked[0] == asked[1]
