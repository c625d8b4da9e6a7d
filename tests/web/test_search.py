"""Searches over HTTP: a page and data, turned over, negotiated, and never more than words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from playwright.sync_api import expect
from werkzeug.datastructures import Headers

from scholargraph import config
from scholargraph.iris import Iris, Key
from scholargraph.model import Publication, Text
from scholargraph.pages import search as pages
from scholargraph.publish import publish
from scholargraph.search import FILE, write
from scholargraph.store import Snapshots
from scholargraph.web.app import create_app
from tests.pages import sites
from tests.pages.hostile import PAYLOADS
from tests.resealing import resealed

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser
    from werkzeug.test import TestResponse

JSON: Final = {"Accept": "application/json"}


def of(settings: config.Settings) -> FlaskClient:
    return create_app(settings).test_client()


@pytest.fixture(scope="module")
def department(copy_site: Callable[[str], Path]) -> config.Settings:
    settings = config.load(copy_site("example-department"))
    publish(settings)
    return settings


@pytest.fixture(scope="module")
def client(department: config.Settings) -> FlaskClient:
    return of(department)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A site with 47 works of one name, one of which has lost its title."""
    made = [sites.paper(Key(f"publication/w{number}"), title=Text(f"Common {number}")) for number in range(46)]
    records = [*made, sites.lost(Key("publication/lost"), abstract=Text("A common <b>matter</b>."))]
    folder = tmp_path_factory.mktemp("crowd")
    catalogue = sites.catalogue(records)
    settings = sites.publish(folder, catalogue)
    current = Snapshots(settings.work).require().path
    if not (current / FILE).exists():
        write(current, catalogue, Iris(sites.BASE))
    return of(settings)


def data(client: FlaskClient, query: str) -> Any:
    return json.loads(client.get(f"/search?{query}", headers=JSON).data)


def test_the_page_shows_what_was_found(client: FlaskClient) -> None:
    made = client.get("/search?q=rivers")
    page = made.get_data(as_text=True)
    assert made.status_code == 200
    assert made.content_type == "text/html; charset=utf-8"
    assert '<span class="count">3</span>' in page
    assert 'href="/publication/rivers-that-never-arrive"' in page
    assert 'value="rivers"' in page
    assert '<meta name="robots" content="noindex">' in page


def test_the_words_found_are_marked(client: FlaskClient) -> None:
    page = client.get("/search?q=imagin").get_data(as_text=True)
    assert "<mark>Imaginary</mark>" in page or "<mark>imaginary</mark>" in page


def test_the_same_as_data(client: FlaskClient) -> None:
    found = data(client, "q=nowhere+survey")
    assert (found["query"], found["total"], found["page"], found["pages"], found["next"]) == (
        "nowhere survey",
        1,
        1,
        1,
        None,
    )
    (work,) = found["results"]
    assert work["id"] == "http://127.0.0.1:8000/publication/maps-of-nowhere-a-survey#this"
    assert work["url"] == "http://127.0.0.1:8000/publication/maps-of-nowhere-a-survey"
    assert work["name"] == "Maps of Nowhere: A Survey"
    assert work["kind"] == "Conference paper"
    assert work["date"] == "2021-06-14"
    assert work["score"] > 0


@pytest.mark.parametrize("query", ["", "q=", "q=%20", "q=%22", "q=***"])
def test_nothing_looked_for_is_nothing_found(query: str, client: FlaskClient) -> None:
    assert data(client, query)["total"] == 0
    assert client.get(f"/search?{query}").status_code == 200


def test_pages_are_turned_over(crowd: FlaskClient) -> None:
    seen: list[str] = []
    address: str | None = f"{sites.BASE}search?q=common&format=json"
    while address is not None:
        found = json.loads(crowd.get(address.removeprefix(sites.BASE[:-1])).data)
        assert (found["total"], found["pages"]) == (47, 3)
        seen += [result["id"] for result in found["results"]]
        address = found["next"]
    assert len(seen) == len(set(seen)) == 47
    page = crowd.get("/search?q=common&page=2").get_data(as_text=True)
    assert 'rel="prev" href="/search?q=common"' in page
    assert 'rel="next" href="/search?q=common&amp;page=3"' in page
    assert f'start="{pages.PAGE_SIZE + 1}"' in page


def test_a_lost_title_is_no_name(crowd: FlaskClient) -> None:
    (work,) = data(crowd, "q=matter")["results"]
    assert work["name"] is None
    assert work["snippet"] == "A common <b>matter</b>."
    assert "A common &lt;b&gt;<mark>matter</mark>&lt;/b&gt;." in crowd.get("/search?q=matter").get_data(as_text=True)


@pytest.mark.parametrize("number", ["0", "4", "-1", "x", "1.5", "99999999999999999999", "", "%00", "２"])
def test_a_page_that_is_not_there(number: str, crowd: FlaskClient) -> None:
    assert crowd.get(f"/search?q=common&page={number}").status_code == 404


@pytest.mark.parametrize(
    ("accept", "form", "media"),
    [
        (None, None, "text/html; charset=utf-8"),
        ("text/html,*/*;q=0.8", None, "text/html; charset=utf-8"),
        ("application/json", None, "application/json"),
        ("application/json;q=0.5, text/html", None, "text/html; charset=utf-8"),
        ("text/html", "json", "application/json"),
        ("application/json", "html", "text/html; charset=utf-8"),
    ],
)
def test_what_is_asked_for_is_given(accept: str | None, form: str | None, media: str, client: FlaskClient) -> None:
    made = client.get(
        "/search?q=ada" + (f"&format={form}" if form else ""), headers={"Accept": accept} if accept else {}
    )
    assert made.content_type == media
    assert made.headers["Vary"] == ("Accept, Accept-Encoding" if form is None else "Accept-Encoding")
    assert made.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(("accept", "form"), [("text/turtle", ""), ("*/*", "pdf")])
def test_another_format_is_refused(accept: str, form: str, client: FlaskClient) -> None:
    made = client.get("/search?q=ada" + (f"&format={form}" if form else ""), headers={"Accept": accept})
    assert made.status_code == 406


def test_who_has_the_page_is_told_so(client: FlaskClient) -> None:
    first = client.get("/search?q=ada")
    again = client.get("/search?q=ada", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    tags = {
        client.get(address).headers["ETag"]
        for address in ("/search?q=ada", "/search?q=ad", "/search?q=ada&format=json")
    }
    assert len(tags) == 3


def test_head_and_options(client: FlaskClient) -> None:
    assert client.head("/search?q=ada").status_code == 200
    assert client.head("/search?q=ada").data == b""
    assert "GET" in client.options("/search").headers["Access-Control-Allow-Methods"]
    assert client.post("/search", data={"q": "ada"}).status_code == 405


def test_a_site_below_a_path(tmp_path: Path) -> None:
    catalogue = sites.catalogue()
    settings = sites.publish(tmp_path, catalogue, base="https://people.example.org/x/")
    current = Snapshots(settings.work).require().path
    if not (current / FILE).exists():
        write(current, catalogue, Iris(settings.base))
    client = of(settings)
    found = json.loads(client.get("/x/search?q=tides&format=json", headers={"Host": "evil.example"}).data)
    assert found["results"][0]["id"].startswith("https://people.example.org/x/")
    page = client.get("/x/search?q=tides").get_data(as_text=True)
    assert 'action="/x/search"' in page
    assert "evil.example" not in page


def test_with_a_broken_index_there_is_no_search_but_all_else(copy_site: Callable[[str], Path]) -> None:
    settings = config.load(copy_site("example-department"))
    index = publish(settings).snapshot / FILE
    index.write_bytes(b"x" * index.stat().st_size)
    resealed(settings.work)  # otherwise nothing of it is served, as it is damaged
    client = of(settings)
    assert client.get("/search?q=ada").status_code == 503
    assert client.get("/person/ada-quill").status_code == 200


def test_a_new_snapshot_is_searched_at_once(copy_site: Callable[[str], Path]) -> None:
    folder = copy_site("example-department")
    settings = config.load(folder)
    publish(settings)
    client = of(settings)
    assert data(client, "q=quixotic")["total"] == 0
    file = folder / "curation.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Measures clouds", "Quixotic: measures clouds"), encoding="utf-8")
    publish(settings)
    assert data(client, "q=quixotic")["total"] == 1


class Tags(HTMLParser):
    """The elements and attributes of a page, without the words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))


def tags(made: TestResponse) -> list[tuple[str, tuple[str, ...]]]:
    parser = Tags()
    parser.feed(made.get_data(as_text=True))
    return parser.found


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_words_that_are_looked_for_are_markup(payload: str, client: FlaskClient) -> None:
    made = client.get("/search", query_string={"q": payload})
    assert made.status_code == 200
    assert tags(made) == tags(client.get("/search?q=zzzzzz"))
    assert set(made.headers.keys()) == set(client.get("/search?q=zzzzzz").headers.keys())


def test_no_words_that_are_found_are_markup(tmp_path: Path) -> None:
    records = [
        Publication(key=Key(f"publication/w{place}"), title=Text(payload), abstract=Text(f"needle {payload}"))
        for place, payload in enumerate(PAYLOADS)
    ]
    catalogue = sites.catalogue(records)
    settings = sites.publish(tmp_path, catalogue)
    current = Snapshots(settings.work).require().path
    if not (current / FILE).exists():
        write(current, catalogue, Iris(sites.BASE))
    client = of(settings)
    for number in (1, 2, 3):
        kinds = {tag for tag, _ in tags(client.get(f"/search?q=needle&page={number}"))}
        assert kinds <= {
            *(
                "html",
                "head",
                "meta",
                "title",
                "link",
                "body",
                "a",
                "header",
                "div",
                "bdi",
                "nav",
                "ul",
                "li",
                "main",
                "h1",
            ),
            *("span", "form", "label", "input", "button", "p", "ol", "h3", "mark", "footer", "time"),
        }


@given(st.text(st.characters(codec="utf-8"), max_size=80))
@hypothesis_settings(max_examples=150, deadline=None)
def test_any_words_get_an_answer(client: FlaskClient, text: str) -> None:
    made = client.get("/search", query_string={"q": text, "format": "json"})
    assert made.status_code == 200
    assert json.loads(made.data)["query"] == text


@given(st.binary(max_size=60))
@hypothesis_settings(max_examples=150, deadline=None)
def test_any_bytes_get_an_answer(client: FlaskClient, raw: bytes) -> None:
    escaped = "".join(f"%{byte:02X}" for byte in raw)
    for address in (f"/search?q={escaped}", f"/search?q=a&page={escaped}", f"/search?q=a&format={escaped}"):
        assert client.get(address, headers=Headers(JSON)).status_code in {200, 404, 406}


# ---- in a browser ----


@pytest.fixture(scope="module")
def address(department: config.Settings) -> Iterator[str]:
    from tests.web.test_editor import served

    with served(department) as found:
        yield found


@pytest.mark.parametrize("width", [360, 1440])
def test_whoever_types_finds_without_script(width: int, browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{address}/")
    page.get_by_role("searchbox").fill("kartes OR carte")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("main")).to_contain_text("Nothing here holds all of these words")
    page.get_by_role("searchbox").fill("tabl")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Tide Table").click()
    page.wait_for_url(f"{address}/software/tide-table")
    page.go_back()
    context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_overflows(width: int, browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    for query in ("imaginary", "a", "x" * 400):
        page.goto(f"{address}/search?q={query}")
        assert page.evaluate("document.documentElement.scrollWidth > innerWidth") is False
    page.close()


def test_the_title_of_the_page_says_what_was_looked_for(client: FlaskClient) -> None:
    page = client.get("/search?q=ada").get_data(as_text=True)
    assert re.search(r"<title>ada – Search – ", page)
