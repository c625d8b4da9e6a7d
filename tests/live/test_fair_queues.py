"""Whoever means no harm is not refused with the limits as they are: many queries at once, a browser, an office, Comunica."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

import pytest
from playwright.sync_api import Browser
from rdflib import RDFS, Graph, URIRef

from scholargraph.vocab import SD, SG
from tests.conftest import CopySite, do_without
from tests.live.conftest import Answer, Live, serving
from tests.live.test_comunica import FOLDER, PREFIXES, SCRIPT

AT_ONCE: Final = 32
OFFICE: Final = 60
PATHS: Final = ("", "person/lucas-dixon", "person/lucas-dixon.ttl", "search?q=model", "sparql", "healthz")
CONNECTIONS: Final = 6
"""Connections that a browser has to one host."""
QUERY: Final = "SELECT (COUNT(*) AS ?n) { ?a a ?b . ?a ?p ?c } #"
ENDLESS: Final = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } #"


@pytest.fixture(scope="module")
def plain(copy_site: CopySite) -> Iterator[Live]:
    """Serve the first profile with the limits as they are."""
    with serving(copy_site("lucas-dixon"), "") as served:
        yield served


@pytest.fixture(scope="module")
def other(copy_site: CopySite) -> Iterator[Live]:
    """Serve the fabricated department with the limits as they are."""
    with serving(copy_site("example-department"), "") as served:
        yield served


def at_once(tasks: list[Callable[[], Answer]]) -> list[Answer]:
    """Begin all in the same moment; give their answers."""
    begin = threading.Barrier(len(tasks))

    def run(task: Callable[[], Answer]) -> Answer:
        begin.wait()
        return task()

    with ThreadPoolExecutor(len(tasks)) as threads:
        return list(threads.map(run, tasks))


def ask(live: Live, query: str, path: str = "sparql") -> Callable[[], Answer]:
    return lambda: live.get(path, body=query.encode(), kind="application/sparql-query", accept="text/csv")


def test_so_many_queries_of_one_client_at_once_are_all_answered(plain: Live) -> None:
    answers = at_once([ask(plain, f"{QUERY}{number}") for number in range(AT_ONCE)])
    assert Counter(answer.status for answer in answers) == {200: AT_ONCE}
    assert len({answer.body for answer in answers}) == 1


def test_six_connections_of_a_browser(browser: Browser, plain: Live) -> None:
    page = browser.new_page()
    try:
        page.goto(f"{plain.base}sparql")
        statuses = page.evaluate(
            """async ([endpoint, query, count]) => Promise.all([...Array(count).keys()].map(async number => {
                const answer = await fetch(`${endpoint}?query=${encodeURIComponent(query + "browser " + number)}`);
                await answer.text();
                return answer.status;
            }))""",
            [plain.endpoint, QUERY, 4 * CONNECTIONS],
        )
    finally:
        page.close()
    assert Counter(statuses) == {200: 4 * CONNECTIONS}


def test_an_office_behind_one_address(plain: Live) -> None:
    """Sixty people open pages, and some ask, in the same moment."""
    pages = [partial(plain.get, path, accept="text/html") for path in PATHS] * (OFFICE // len(PATHS))
    queries = [ask(plain, f"{QUERY} office {number}") for number in range(AT_ONCE // 4)]
    for _ in range(2):
        answers = at_once([*pages, *queries])
        assert Counter(answer.status for answer in answers) == {200: len(pages) + len(queries)}


def test_who_fills_its_queue_is_refused_with_a_time_and_the_pages_stay(plain: Live) -> None:
    begun = [ask(plain, f"{ENDLESS}{number}", "sparql?timeout=6") for number in range(40)]
    with ThreadPoolExecutor(len(begun)) as threads:
        asked = [threads.submit(one) for one in begun]
        seen = [plain.get("person/lucas-dixon", accept="text/html").status for _ in range(20)]
        answers = [one.result() for one in asked]
    assert seen == [200] * 20
    statuses = Counter(answer.status for answer in answers)
    assert set(statuses) == {429, 503}
    assert statuses[429] >= 40 - 8, "two at a time for as long as one waits, and those that were set aside"
    for answer in answers:
        if answer.status == 429:
            told = json.loads(answer.body)
            assert told["type"].endswith("problem-throttled")
            assert int(answer.headers["Retry-After"]) >= 1
            assert "2 queries running" in told["detail"]


def test_comunica_over_two_sites(plain: Live, other: Live) -> None:
    node = shutil.which("node")
    if node is None or not (FOLDER / ".installed").is_file():
        do_without("Comunica is not installed; `make comunica` does it where Node and npm are")
    query = """SELECT DISTINCT ?year ?name ?who {
        ?work sg:year ?year ; a foaf:Document ; schema:name ?name ; schema:author ?person . ?person foaf:name ?who }"""
    jobs = [{"query": PREFIXES + query, "sources": [plain.endpoint, other.endpoint]}]
    done = subprocess.run(
        [node, str(SCRIPT), str(FOLDER)],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (outcome,) = json.loads(done.stdout)
    assert "error" not in outcome, outcome["error"]
    assert json.loads(outcome["answer"])["results"]["bindings"]
    assert Counter(one["status"] for one in outcome["asked"]) == {200: len(outcome["asked"])}
    assert len(outcome["asked"]) > AT_ONCE, "it asks for bindings, many times at once"


def test_the_description_tells_how_many_wait_and_how_long(plain: Live) -> None:
    graph = Graph().parse(data=plain.get("sparql", accept="text/turtle").body, format="turtle")
    service = graph.value(None, URIRef(SD.endpoint), URIRef(plain.endpoint))
    values = [graph.value(service, URIRef(term)) for term in (SG.maxParallelQueries, SG.maxWaitingQueries)]
    assert [int(str(value)) for value in values] == [2, 32]
    assert float(str(graph.value(service, URIRef(SG.maxWaitingSeconds)))) == 5
    assert "32 more wait their turn for at most 5 seconds" in str(graph.value(service, RDFS.comment))
