"""The query editor in a real browser: it answers, it asks nobody else, and no words of graph, query or error ever run."""

from __future__ import annotations

import gzip
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import brotli
import pytest
from playwright.sync_api import expect

from scholargraph import config
from scholargraph.pages.rendering import static_files, static_name
from scholargraph.publish import publish
from scholargraph.sparql.examples import examples
from scholargraph.web import endpoint
from scholargraph.web.app import create_app
from tests.pages.hostile import MARK, PAYLOADS
from tests.pages.poison import publish_poisoned
from tests.waiting import until
from tests.web.pooled import PooledServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

    from scholargraph.config import Settings

RESULTS: Final = "application/sparql-results+json"
OVERFLOWING: Final = "() => document.documentElement.scrollWidth > innerWidth"
WATCH: Final = f"""
window.{MARK} = () => {{ window.hit = 1 }};
window.reports = [];
document.addEventListener('securitypolicyviolation', (event) => window.reports.push(event.violatedDirective + ' ' + event.blockedURI));
"""


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    app = create_app(settings)
    made = PooledServer(app)
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    try:
        # As `scholargraph serve` does: the first query of a client does not wait until the query processes are there.
        until(lambda: endpoint.of_app(app).trouble(app.extensions["scholargraph"].info()) is None)
        yield f"http://127.0.0.1:{made.server_port}"
    finally:
        made.shutdown()
        thread.join()
        made.server_close()
        endpoint.of_app(app).close()


@pytest.fixture(scope="module")
def address(copy_site: Callable[[str], Path]) -> Iterator[str]:
    settings = config.load(copy_site("example-department"))
    publish(settings)
    with served(settings) as found:
        yield found


class Watched:
    """A page, and what must not happen on it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.asked: set[str] = set()
        self.told: list[str] = []
        page.on("request", lambda request: self.asked.add(re.sub(r"(?<=[^/:])/.*", "", request.url)))
        page.on("pageerror", lambda error: self.told.append(str(error)))
        page.on("dialog", lambda dialog: self.told.append(dialog.message))
        page.add_init_script(WATCH)

    def open(self, query: str | None = None) -> Page:
        """Open the editor, with a query as a shared link has it."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}/sparql" + (f"#query={quote(query, safe='')}" if query else ""))
        self.page.wait_for_selector(".CodeMirror")
        return self.page

    def write(self, query: str) -> Page:
        """Put a query into the editor, which is opened where it is not."""
        page = self.page if "/sparql" in self.page.url else self.open()
        page.evaluate("(query) => document.querySelector('#yasqe .CodeMirror').CodeMirror.setValue(query)", query)
        return page

    def run(self, query: str) -> Page:
        """Run a query and wait for whatever is shown."""
        page = self.write(query)
        page.evaluate("document.querySelector('.yasr_results').replaceChildren()")
        page.click("#run")
        page.wait_for_selector(".scroll table.answer, .errorResult > * > *, .booleanResult, #yasr .yasr_results > p")
        return page

    def harmless(self) -> None:
        """Nothing ran, nothing was asked of another host, nothing was even tried."""
        assert self.page.evaluate("window.hit === undefined")
        assert self.page.evaluate("window.reports") == []
        assert self.told == []
        assert self.asked <= {self.address, "about:blank", "data:"}


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    context = browser.new_context()
    yield Watched(context.new_page(), address)
    context.close()


@pytest.fixture(params=[False, True], ids=["policy", "no-policy"])
def exposed(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Watched]:
    """A page with the policy, and one where escaping alone must hold."""
    context = browser.new_context(bypass_csp=request.param)
    yield Watched(context.new_page(), address)
    context.close()


def cells(page: Page) -> list[list[str]]:
    return [row.locator("td").all_inner_texts() for row in page.locator("table.answer tbody tr").all()]


# ---- it works ----


def test_an_example_runs_and_shows_a_table(watched: Watched) -> None:
    page = watched.open()
    page.get_by_role("link", name="Current and former roles").click()
    expect(page.locator("#about")).to_have_text(re.compile("^Who is or was what"))
    page.get_by_role("button", name="Run").click()
    page.wait_for_selector("table.answer")
    assert page.locator("table.answer thead th").all_inner_texts() == [
        "person",
        "role",
        "organization",
        "status",
        "start",
        "end",
    ]
    assert ["Ada Quill", "cartographer", "Harbour Office", "former", "", ""] in cells(page)
    watched.harmless()


def test_every_example_that_is_for_here_is_answered(watched: Watched) -> None:
    page = watched.open()
    for example in examples("http://127.0.0.1:8000/"):
        page.click(f'[data-example="{example.name}"]')
        assert page.locator("#elsewhere").is_visible() is not example.here
        with page.expect_response(lambda response: response.request.method == "POST") as answer:
            page.click("#run")
        assert (answer.value.status == 200) is example.here, example.name
        page.wait_for_selector("#yasr[aria-busy=false]")
    watched.harmless()


def test_the_one_for_elsewhere_is_refused_in_words(watched: Watched) -> None:
    page = watched.open()
    page.click('[data-example="on-wikidata"]')
    page.click("#run")
    page.wait_for_selector(".errorResult strong")
    assert "SERVICE" in page.locator(".errorResult").inner_text()


def test_the_keyboard_runs_and_leaves(watched: Watched) -> None:
    page = watched.open('SELECT ("yes" AS ?answer) {}')
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("table.answer")
    assert cells(page) == [["yes"]]
    page.locator(".CodeMirror").click()
    page.keyboard.press("Escape")
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert "run" in reached


def test_yes_or_no_and_graphs_are_shown(watched: Watched) -> None:
    page = watched.run("ASK { ?s ?p ?o }")
    assert "True" in page.locator("#yasr").inner_text()
    page = watched.run('CONSTRUCT { <http://a.example/> <http://b.example/> "c"@nl } {}')
    assert cells(page) == [["http://a.example/", "http://b.example/", "c@nl"]] or "c" in cells(page)[0][2]


def test_no_rows_are_said_to_be_none(watched: Watched) -> None:
    page = watched.run("SELECT ?x { ?x <http://nothing.example/> ?y }")
    assert "The answer has no rows." in page.locator("#yasr").inner_text()


def test_many_rows_are_shown_when_asked_for(watched: Watched) -> None:
    values = " ".join(str(number) for number in range(900))
    page = watched.run(f"SELECT ?n {{ VALUES ?n {{ {values} }} }}")
    assert page.locator("table.answer tbody tr").count() == 500
    page.get_by_role("button", name="Show all 900 rows").click()
    expect(page.locator("table.answer tbody tr")).to_have_count(900)


def test_what_is_shown_is_what_was_answered(watched: Watched) -> None:
    """Yasr's own reader would write `{{b}}` as the value of ?b."""
    page = watched.run('SELECT ?a ?b { BIND ("x {{b}} {{c}} y" AS ?a) BIND ("changed" AS ?b) }')
    assert cells(page) == [["x {{b}} {{c}} y", "changed"]]


def test_a_long_text_is_folded_and_whole(watched: Watched) -> None:
    text = "word " * 200
    page = watched.run(f'SELECT ("{text}" AS ?text) {{}}')
    page.locator("table.answer summary").click()
    assert page.locator("table.answer details bdi").last.text_content() == text


def test_things_of_this_site_lead_to_their_pages(watched: Watched) -> None:
    page = watched.run("SELECT ?who { ?who a <https://schema.org/Person> } ORDER BY ?who LIMIT 1")
    page.locator("table.answer a").click()
    page.wait_for_url("**/person/ada-quill#this")
    assert page.url.startswith(watched.address)


def test_an_error_says_where_it_is(watched: Watched) -> None:
    page = watched.run("SELECT ?x {\n  ?x ?y }\n}")
    said = page.locator(".errorResult").inner_text()
    assert "not a SPARQL" in said
    assert "line 2" in said or "line 3" in said


def test_a_query_can_be_stopped(watched: Watched) -> None:
    page = watched.write("SELECT ?x { ?x ?y ?z }")
    page.route("**/sparql", lambda _: None)  # never answered
    page.click("#run")
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Run").wait_for()
    page.wait_for_selector(".errorResult strong")


def test_a_query_is_kept_but_an_example_that_is_asked_for_stands_there(watched: Watched) -> None:
    page = watched.open('SELECT ("kept" AS ?x) {}')
    page.click("#run")
    page.wait_for_selector("table.answer")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Escape")
    page.goto(f"{watched.address}/sparql")
    page.wait_for_selector(".CodeMirror")
    assert '"kept"' in page.locator(".CodeMirror").inner_text()
    page.goto(f"{watched.address}/sparql?example=venues")
    page.wait_for_selector(".CodeMirror")
    assert "schema:isPartOf" in page.locator(".CodeMirror").inner_text()


def test_completion_knows_our_terms_and_asks_nobody(watched: Watched) -> None:
    page = watched.open("PREFIX sg: <https://w3id.org/scholargraph#>\nSELECT ?x { ?x sg:authorsC }")
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setCursor({ line: 1, ch: 26 })")
    page.locator(".CodeMirror textarea").focus()
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".CodeMirror-hints")
    page.keyboard.press("Enter")
    assert "sg:authorsComplete" in page.locator(".CodeMirror").inner_text()
    watched.harmless()


def test_a_prefix_is_added_from_our_table(watched: Watched) -> None:
    page = watched.open("SELECT ?x { ?x  ?y }")
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setCursor({ line: 0, ch: 15 })")
    page.locator(".CodeMirror textarea").focus()
    page.keyboard.type("bibo:")
    page.wait_for_function(
        "document.querySelector('.CodeMirror').CodeMirror.getValue().includes('PREFIX bibo: <http://purl.org/ontology/bibo/>')"
    )
    watched.harmless()


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overflows(width: int, scheme: Any, browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    watched = Watched(context.new_page(), address)
    page = watched.open()
    assert page.evaluate(OVERFLOWING) is False
    page.click("[data-example=evidence]")
    page.click("#run")
    page.wait_for_selector("table.answer")
    assert page.evaluate(OVERFLOWING) is False
    context.close()


# ---- it works without script ----


def test_without_script_the_form_asks_by_itself(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/sparql")
    page.get_by_role("link", name="Works in each year").click()
    expect(page.locator("textarea")).to_have_value(re.compile("sg:year"))
    page.select_option("#format", "json")
    with page.expect_response(lambda response: "query=" in response.url) as answer:
        page.get_by_role("button", name="Run").click()
    assert answer.value.status == 200
    assert len(answer.value.json()["results"]["bindings"]) > 5
    context.close()


def test_an_unknown_example_is_none(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/sparql?example={quote(PAYLOADS[0])}")
    assert "foaf:primaryTopic" in page.locator("textarea").input_value()
    context.close()


# ---- hostile words ----


def literal(words: str) -> str:
    """A literal of SPARQL; JSON's escapes are among those of SPARQL, but for the two separators of lines."""
    return json.dumps(words).replace("\\u2028", "\u2028").replace("\\u2029", "\u2029")


def test_no_literal_is_markup(exposed: Watched) -> None:
    rows = " ".join(f"({literal(payload)} {literal(payload)}@en)" for payload in PAYLOADS)
    page = exposed.run(f"SELECT ?plain ?tagged {{ VALUES (?plain ?tagged) {{ {rows} }} }}")
    shown = page.locator("table.answer tbody td bdi").evaluate_all("(all) => all.map((one) => one.textContent)")
    assert set(PAYLOADS) <= set(shown)
    page.get_by_role("button", name="Response").click()
    page.wait_for_selector("#yasr .CodeMirror")
    exposed.harmless()


def test_no_query_is_markup(exposed: Watched) -> None:
    for payload in PAYLOADS:
        exposed.write(f"SELECT ?x {{ ?x ?y {literal(payload)} }} # {payload}\n{payload}")
        exposed.harmless()
    page = exposed.open(f"# {''.join(PAYLOADS)}")
    assert PAYLOADS[0] in page.locator("#yasqe .CodeMirror").inner_text()
    exposed.harmless()


def test_only_addresses_of_the_web_are_links(exposed: Watched) -> None:
    page = exposed.run(
        "SELECT ?x { VALUES ?x { <javascript:pwned()> <data:text/html,x> <vbscript:x> <http://ok.example/'onclick='pwned()> "
        "'x'^^<javascript:pwned()> <https://schema.org/Person> } }"
    )
    links = page.locator("table.answer a").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")
    assert links == ["http://ok.example/'onclick='pwned()", "https://schema.org/Person"]
    for link in page.locator("table.answer td *").all():
        link.dispatch_event("mouseover")
    exposed.harmless()


class Liar:
    """An endpoint that answers what ours never would."""

    def __init__(self, page: Page) -> None:
        self.body: object = ""
        self.status = 200
        self.media = RESULTS
        page.route("**/sparql", self._answer)

    def _answer(self, route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        text = self.body if isinstance(self.body, str) else json.dumps(self.body)
        route.fulfill(status=self.status, content_type=self.media, body=text)


def test_no_variable_tag_or_blank_node_is_markup(exposed: Watched) -> None:
    liar = Liar(exposed.page)
    kinds = (
        {"type": "bnode"},
        {"type": "literal", "xml:lang": "x"},
        {"type": "literal", "datatype": "x"},
        {"type": "uri"},
    )
    for payload in PAYLOADS:
        rows = [
            {payload: {name: payload if value == "x" else value for name, value in kind.items()} | {"value": payload}}
            for kind in kinds
        ]
        liar.body = {"head": {"vars": [payload]}, "results": {"bindings": rows}}
        page = exposed.run("SELECT ?x { ?x ?y ?z }")
        assert page.locator("table.answer thead th").text_content() == payload
        assert page.locator("table.answer tbody tr").count() == len(kinds)
        exposed.harmless()


def test_no_error_is_markup(exposed: Watched) -> None:
    liar = Liar(exposed.page)
    liar.status = 400
    kinds = ("application/problem+json", "text/html", "text/plain")
    for payload, media in [*zip(PAYLOADS, cycle(kinds), strict=False), *((PAYLOADS[0], media) for media in kinds)]:
        liar.media = media
        liar.body = {"title": payload, "detail": payload, "line": 1, "column": 1} if "json" in media else payload
        page = exposed.run("SELECT ?x { ?x ?y ?z }")
        assert payload.strip() in (page.locator(".errorResult").text_content() or "")
        exposed.harmless()


def test_what_stands_in_the_graph_stays_words(browser: Browser, tmp_path: Path) -> None:
    """Everything that a poisoned site holds, as one table."""
    settings = publish_poisoned(tmp_path)
    with served(settings) as found:
        context = browser.new_context(bypass_csp=True)
        watched = Watched(context.new_page(), found)
        page = watched.run(
            "SELECT DISTINCT ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } FILTER (isLiteral(?o)) } LIMIT 5000"
        )
        more = page.get_by_role("button", name="Show all")
        if more.count():
            more.click()
        shown = set(page.locator("table.answer bdi").evaluate_all("(all) => all.map((one) => one.textContent)"))
        assert set(PAYLOADS) <= shown
        watched.harmless()
        context.close()


# ---- what it weighs ----

UNPACK: dict[str | None, Callable[[bytes], bytes]] = {None: bytes, "gzip": gzip.decompress, "br": brotli.decompress}


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, br", "br"), ("gzip", "gzip"), ("identity", None), ("gzip;q=0", None), ("", None)],
)
def test_static_files_are_packed_for_who_can_unpack_them(
    accepted: str, encoding: str | None, settings: Settings
) -> None:
    name = static_name("yasgui.min", ".js")
    made = create_app(settings).test_client().get(f"/static/{name}", headers={"Accept-Encoding": accepted})
    assert made.headers.get("Content-Encoding") == encoding
    assert made.headers["Vary"] == "Accept-Encoding"
    assert UNPACK[encoding](made.data) == static_files()[name].data
    assert not encoding or len(made.data) < 350_000
