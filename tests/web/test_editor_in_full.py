"""The query editor in a real browser, gone through from end to end: who is asked, what errors and graphs show, how it looks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import pytest

from scholargraph import config
from scholargraph.publish import publish
from tests.pages.hostile import PAYLOADS
from tests.web.test_editor import Liar, Watched, literal, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NEVER: Final = "http://never.example"
TURTLE: Final = "text/turtle"


@pytest.fixture(scope="module")
def place(copy_site: Callable[[str], Path]) -> Iterator[str]:
    """A site whose endpoint bears with any number of errors."""
    settings = config.load(copy_site("example-department"))
    publish(settings)
    with served(replace(settings, endpoint=replace(settings.endpoint, errors=100_000))) as found:
        yield found


@pytest.fixture(params=[False, True], ids=["policy", "no-policy"])
def bare(request: pytest.FixtureRequest, browser: Browser, place: str) -> Iterator[Watched]:
    """A page with the policy, and one where escaping alone must hold."""
    context = browser.new_context(bypass_csp=request.param, accept_downloads=True)
    yield Watched(context.new_page(), place)
    context.close()


@pytest.fixture(params=[360, 1440])
def wide(request: pytest.FixtureRequest, browser: Browser, place: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    yield Watched(context.new_page(), place)
    context.close()


# ---- who is asked ----


def test_whatever_is_done_no_request_leaves_the_host(bare: Watched) -> None:
    """Every button and key of the editor, with the browser's own list of requests."""
    asked: list[str] = []
    bare.page.context.on("request", lambda request: asked.append(request.url))
    page = bare.open("SELECT ?x { ?x a <https://schema.org/Person> ; foaf }")
    page.locator(".CodeMirror textarea").first.focus()
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setCursor({ line: 0, ch: 51 })")
    page.keyboard.type(":na")
    page.keyboard.press("Control+Space")
    page.keyboard.press("Escape")
    page.click(".yasqe_share")
    assert page.locator(".yasqe_sharePopup input").input_value().startswith(f"{bare.address}/sparql#query=")
    page.get_by_role("button", name="cURL").click()
    assert f"{bare.address}/sparql" in page.locator(".yasqe_sharePopup input").input_value()
    page.locator("h1").click()
    for query in (
        "SELECT ?x { ?x a <https://schema.org/Person> }",
        "ASK {}",
        "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 9",
        "SELECT",
    ):
        bare.run(query)
    bare.run("SELECT ?x { ?x a <https://schema.org/Person> }")
    page.get_by_role("button", name="Response").click()
    page.get_by_role("button", name="Table").click()
    with page.expect_download() as download:
        page.locator(".yasr_downloadIcon").click()
    assert download.value.suggested_filename == "answer.csv"
    page.click("[data-example=co-authors]")
    page.click("#open")
    page.wait_for_url("**/sparql?query=*")
    others = [url for url in asked if not url.startswith((f"{bare.address}/", "blob:", "data:"))]
    assert others == []
    assert sum(url.startswith(f"{bare.address}/") for url in asked) > 10
    assert bare.told == []


def test_a_browser_tells_when_a_request_does_leave(browser: Browser, place: str) -> None:
    """What the test above relies on."""
    context = browser.new_context(bypass_csp=True)
    watched = Watched(context.new_page(), place)
    page = watched.open()
    page.evaluate(f"fetch('{NEVER}/').catch(() => {{}})")
    page.wait_for_function("() => true")
    with pytest.raises(AssertionError):
        watched.harmless()
    context.close()


# ---- words ----


def test_no_literal_of_a_graph_is_markup(bare: Watched) -> None:
    values = " ".join(f"({literal(payload)})" for payload in PAYLOADS)
    page = bare.run(f"CONSTRUCT {{ <{NEVER}/a> <{NEVER}/b> ?v }} WHERE {{ VALUES (?v) {{ {values} }} }}")
    shown = {
        text.strip()
        for text in page.locator("table.answer bdi").evaluate_all("(all) => all.map((one) => one.textContent)")
    }
    assert len(shown) >= len(PAYLOADS) - 1, "Turtle keeps them apart; one differs from another by a line's end alone"
    assert "<script>pwned()</script>" in shown
    page.get_by_role("button", name="Response").click()
    page.wait_for_selector("#yasr .CodeMirror")
    bare.harmless()


def test_no_address_of_a_graph_is_script(bare: Watched) -> None:
    liar = Liar(bare.page)
    liar.media = TURTLE
    liar.body = f"<javascript:pwned()> <javascript:pwned()> <javascript:pwned()> . <{NEVER}/a> <data:text/html,x> <vbscript:x> ."
    page = bare.run("CONSTRUCT WHERE { ?s ?p ?o }")
    links = page.locator("table.answer a").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")
    assert links == [f"{NEVER}/a"]
    bare.harmless()


@pytest.mark.parametrize("body", [*PAYLOADS[:6], "<a> <b>", "{", "\\u0000"])
def test_what_is_no_graph_is_no_markup_either(body: str, bare: Watched) -> None:
    liar = Liar(bare.page)
    for liar.media in (
        TURTLE,
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/html",
    ):
        liar.body = body
        page = bare.write("CONSTRUCT WHERE { ?s ?p ?o }")
        with page.expect_response("**/sparql"):
            page.click("#run")
        page.wait_for_selector("#yasr[aria-busy=false]")
        assert page.evaluate("window.hit === undefined")
        reports = page.evaluate("window.reports")
        # Chromium's own document about XML that is none has styles, which the policy forbids, too.
        assert [report for report in reports if report != "style-src-attr inline"] == []
        assert bare.asked <= {bare.address, "about:blank", "data:"}


def test_the_servers_own_words_about_a_hostile_query_are_words(bare: Watched) -> None:
    """The endpoint's real errors, in the editor and as a page; `Liar` in the tests beside says a query again as it was."""
    said = ""
    for payload in PAYLOADS:
        one_line = re.sub(r"\s", " ", payload)
        for query in (payload, f"PREFIX x: <{one_line}> SELECT * {{ x:y ?p <{one_line}> }}"):
            bare.run(query)
            said += bare.page.locator("#yasr").inner_text()  # one of them is a query, and finds nothing
            bare.harmless()
    for payload in PAYLOADS:
        bare.page.goto(f"{bare.address}/sparql?query={quote(f'SELECT {payload}', safe='')}")
        said += bare.page.inner_text("main")
        bare.harmless()
    assert "This is not a SPARQL query" in said


# ---- how it looks ----


def test_what_is_said_of_an_example_goes_with_its_query(wide: Watched) -> None:
    page = wide.open()
    page.click("[data-example=on-wikidata]")
    assert page.locator("#about").is_visible()
    assert page.locator("#elsewhere").is_visible()
    wide.write("ASK {}")
    assert not page.locator("#about").is_visible()
    assert not page.locator("#elsewhere").is_visible()
    assert page.locator("[data-example][aria-current]").count() == 0
    page.goto(f"{wide.address}/sparql?example=on-wikidata")
    page.wait_for_selector(".CodeMirror")
    assert page.locator("#elsewhere").is_visible()


def test_numbers_of_rows_stand_on_one_line(wide: Watched) -> None:
    values = " ".join(f"({number} {json.dumps('long words ' * 9)})" for number in range(1200, 1320))
    page = wide.run(f"SELECT ?n ?text {{ VALUES (?n ?text) {{ {values} }} }}")
    heights = page.locator("table.answer tbody th").evaluate_all(
        "(all) => all.map((one) => { const range = document.createRange(); range.selectNodeContents(one);"
        " return range.getClientRects().length })"
    )
    assert set(heights) == {1}


def test_the_button_that_shares_covers_no_words_and_its_link_is_seen(wide: Watched) -> None:
    page = wide.write("SELECT * { " + "?subject ?predicate ?object . " * 40 + "}")
    button = page.locator(".yasqe_share").bounding_box()
    assert button is not None
    right = page.evaluate(
        "() => { const range = document.createRange();"
        " range.selectNodeContents(document.querySelector('#yasqe .CodeMirror-line'));"
        " return Math.max(...[...range.getClientRects()].map((one) => one.right)) }"
    )
    assert right <= button["x"]
    page.click(".yasqe_share")
    box = page.locator(".yasqe_sharePopup").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= page.evaluate("innerWidth")


CONTRAST: Final = """(one) => {
  const light = (colour) => {
    const parts = colour.match(/[0-9.]+/g).slice(0, 3).map((part) => part / 255);
    const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let ground = one;
  while (["rgba(0, 0, 0, 0)", "transparent"].includes(getComputedStyle(ground).backgroundColor)) ground = ground.parentElement;
  const style = getComputedStyle(one);
  const ink = one.tagName === "svg" ? style.fill : style.color;
  const [dark, bright] = [light(ink), light(getComputedStyle(ground).backgroundColor)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_errors_and_yes_can_be_read(scheme: Any, browser: Browser, place: str) -> None:
    """At least 4.5 to 1 (WCAG 2.2, 1.4.3)."""
    context = browser.new_context(color_scheme=scheme)
    watched = Watched(context.new_page(), place)
    page = watched.run("SELECT")
    assert page.locator(".errorResult p").first.evaluate(CONTRAST) >= 4.5
    assert page.locator(".errorResult strong").first.evaluate(CONTRAST) >= 4.5
    page = watched.run("ASK {}")
    assert page.locator(".booleanResult svg").first.evaluate(CONTRAST) >= 4.5
    assert page.locator(".booleanResult span, .booleanResult").first.evaluate(CONTRAST) >= 4.5
    context.close()
