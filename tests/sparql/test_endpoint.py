"""The endpoint without a framework: header fields, caching, refusals, budgets, for every format and way to ask."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import brotli
import pytest
import rdflib

from scholargraph import codings
from scholargraph.config import TokenSettings
from scholargraph.errors import QueryError
from scholargraph.formats import GRAPHS, RESULTS, Format
from scholargraph.sparql import problems, tokens
from scholargraph.sparql.description import Service
from scholargraph.sparql.endpoint import Answer, Asked, Endpoint
from scholargraph.sparql.limits import MIB, Limits
from scholargraph.sparql.problems import TITLES, TYPES
from scholargraph.store import Info
from tests.sparql import hostile
from tests.sparql.graphs import EVIDENCE, Canary, lines, publish

ADDRESS: Final = "https://x.example/sparql"
LIMITS: Final = Limits(
    deadline=1.0, worker_bytes=256 * MIB, rows=500, errors=100_000, parallel=100, burst=1e6, patience=20.0
)
BROWSER: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


class Pages:
    """Pages as plain as can be."""

    def front(self) -> Answer:
        return Answer(200, b"<form>", (("Content-Type", "text/html; charset=utf-8"),))

    def error(self, error: QueryError) -> bytes | None:
        return None if error.status == 405 else f"<h1>{error.status}</h1>".encode()


def made(limits: Limits = LIMITS, known: Iterable[TokenSettings] = ()) -> Endpoint:
    service = Service(endpoint=ADDRESS, dataset="https://x.example/#dataset", named_graphs=(EVIDENCE,), limits=limits)
    return Endpoint(service, known)


@pytest.fixture(scope="module")
def info(tmp_path_factory: pytest.TempPathFactory) -> Info:
    return publish(tmp_path_factory.mktemp("work"), lines(300))


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    endpoint = made()
    yield endpoint
    endpoint.close()


class Asker:
    """Asks an endpoint, and gives the answer with its header fields."""

    def __init__(self, endpoint: Endpoint, info: Info) -> None:
        self.endpoint = endpoint
        self.info = info

    def __call__(
        self, query: str | None = None, *, method: str = "GET", **more: Any
    ) -> tuple[int, dict[str, str], bytes]:
        fields = {
            name: more.pop(name)
            for name in (
                "accept",
                "accept_encoding",
                "authorization",
                "if_none_match",
                "client",
                "content_type",
                "body",
            )
            if name in more
        }
        asked = {
            **({} if query is None else {"query": query}),
            **{name.replace("_", "-"): value for name, value in more.items()},
        }
        told = self.endpoint.answer(
            Asked(method=method, query_string=urlencode(asked, doseq=True).encode(), **fields), self.info, pages=Pages()
        )
        headers = dict(told.headers)
        assert len(headers) == len(told.headers)
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert told.status == 204 or headers["Vary"] == "Accept, Accept-Encoding"
        return told.status, headers, told.body


@pytest.fixture(scope="module")
def ask(endpoint: Endpoint, info: Info) -> Asker:
    return Asker(endpoint, info)


def problem(answer: tuple[int, dict[str, str], bytes]) -> dict[str, Any]:
    """Read problem details, and check what all of them must have (RFC 9457, section 3)."""
    status, headers, body = answer
    assert headers["Content-Type"] == "application/problem+json"
    assert headers["Cache-Control"] == "no-store"
    told: dict[str, Any] = json.loads(body)
    assert told["status"] == status
    assert told["type"].startswith(TYPES)
    assert told["title"] == TITLES[told["type"].removeprefix(TYPES)]
    assert told["detail"]
    return told


@pytest.mark.parametrize("form", RESULTS, ids=lambda form: form.name)
def test_tables_in_every_format_by_header_by_name_and_by_post(ask: Asker, form: Format) -> None:
    query = "SELECT ?o { <https://x.example/t1> <https://schema.org/name> ?o }"
    status, headers, body = ask(query, accept=f"image/png, {form.media_type};q=0.1")
    assert (status, headers["Content-Type"]) == (200, form.content_type)
    assert b"thing 1" in body
    assert ask(query, format=form.name)[2] == body
    assert ask(query, format=form.media_type, accept="text/html")[2] == body
    posted = ask(method="POST", content_type="application/sparql-query", body=query.encode(), accept=form.media_type)
    assert posted[2] == body
    form_body = urlencode({"query": query, "format": form.name}).encode()
    assert ask(method="POST", content_type="application/x-www-form-urlencoded", body=form_body)[2] == body
    assert ask(query, method="HEAD", format=form.name)[1] == ask(query, format=form.name)[1]


@pytest.mark.parametrize("form", GRAPHS, ids=lambda form: form.name)
def test_graphs_in_every_format(ask: Asker, form: Format) -> None:
    status, headers, body = ask("DESCRIBE <https://x.example/t1>", accept=form.media_type)
    assert (status, headers["Content-Type"]) == (200, form.content_type)
    assert b"thing 1" in body


def test_the_dataset_can_be_named(ask: Asker) -> None:
    query = "SELECT ?o { <https://x.example/t> <https://schema.org/name> ?o }"
    assert b"proof" not in ask(query, format="csv")[2]
    assert b"proof" in ask(query, format="csv", default_graph_uri=EVIDENCE)[2]
    named = "SELECT ?o { GRAPH ?g { <https://x.example/t> <https://schema.org/name> ?o } }"
    assert b"proof" in ask(named, format="csv")[2]
    assert b"proof" in ask(named, format="csv", named_graph_uri=EVIDENCE)[2]
    assert b"proof" not in ask(named, format="csv", default_graph_uri=EVIDENCE)[2]


def test_an_answer_is_kept_and_confirmed(
    ask: Asker, endpoint: Endpoint, info: Info, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "SELECT (COUNT(*) AS ?kept) { ?s ?p ?o }"
    _, headers, body = ask(query)
    tag = headers["ETag"]
    assert headers["Cache-Control"] == "no-cache"
    with monkeypatch.context() as patched:
        patched.setattr(endpoint.pool(info), "ask", None)  # no worker is asked again
        assert ask(query)[2] == body
        for match in (tag, tag.removeprefix("W/"), f'"other", {tag}'):
            status, confirmed, nothing = ask(query, if_none_match=match)
            assert (status, confirmed["ETag"], nothing) == (304, tag, b"")
            assert "Content-Type" not in confirmed
        assert ask(query, if_none_match='"other"')[0] == 200
    form_body = urlencode({"query": query}).encode()
    for _ in range(2):
        posted = ask(method="POST", content_type="application/x-www-form-urlencoded", body=form_body, if_none_match=tag)
        assert (posted[0], posted[1]["ETag"]) == (200, tag)
    endpoint._cache.__init__(endpoint.limits.cache_bytes)  # type: ignore[misc]
    assert ask(query, if_none_match=tag)[0] == 304
    assert ask(query, format="csv", if_none_match=tag)[0] == 200
    assert ask(query, default_graph_uri=EVIDENCE, if_none_match=tag)[0] == 200


def test_a_large_answer_is_packed_once_and_confirmed_in_its_coding(
    ask: Asker, endpoint: Endpoint, info: Info, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 50"
    _, headers, body = ask(query)
    assert len(body) > codings.SMALLEST
    assert "Content-Encoding" not in headers
    tags = {headers["ETag"]}
    for coding, unpack in (("gzip", gzip.decompress), ("br", brotli.decompress)):
        _, told, small = ask(query, accept_encoding=coding)
        assert (told["Content-Encoding"], unpack(small)) == (coding, body)
        with monkeypatch.context() as patched:
            patched.setattr(codings, "packed", None)  # it is kept
            assert ask(query, accept_encoding=coding)[2] == small
        tags.add(told["ETag"])
        status, confirmed, _ = ask(query, accept_encoding=coding, if_none_match=told["ETag"])
        assert (status, confirmed["ETag"]) == (304, told["ETag"])
        assert ask(query, if_none_match=told["ETag"])[0] == 200
    assert len(tags) == 3
    _, told, nothing = ask("ASK {}", accept_encoding="br, gzip")
    assert "Content-Encoding" not in told  # one packet in any case
    assert len(nothing) < codings.SMALLEST


def test_what_is_not_kept_is_packed_too(ask: Asker) -> None:
    query = "SELECT ?s (NOW() AS ?now) { ?s ?p ?o } LIMIT 99"
    _, told, small = ask(query, accept="text/csv", accept_encoding="br")
    assert (told["Content-Encoding"], told["Cache-Control"]) == ("br", "no-store")
    assert brotli.decompress(small).startswith(b"s,now")


def test_what_changes_by_itself_is_not_kept(ask: Asker) -> None:
    first, second = (ask("SELECT (STRUUID() AS ?x) {}", format="csv") for _ in range(2))
    assert first[2] != second[2]
    assert first[1]["Cache-Control"] == "no-store"
    assert "ETag" not in first[1]


def test_a_new_snapshot_makes_every_answer_new(tmp_path: Path) -> None:
    old, new = publish(tmp_path, lines(3)), publish(tmp_path, lines(5))
    endpoint = made()
    try:
        ask = Asker(endpoint, old)
        _, headers, body = ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", format="csv")
        assert body == b"n\r\n6\r\n"
        ask.info = new
        newer = headers
        ends = time.monotonic() + 10
        while body == b"n\r\n6\r\n":
            status, newer, body = ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", format="csv")
            assert status == 200
            assert time.monotonic() < ends
        assert body == b"n\r\n10\r\n"
        assert newer["ETag"] != headers["ETag"]
        assert ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", format="csv", if_none_match=headers["ETag"])[0] == 200
    finally:
        endpoint.close()


def test_without_a_query_it_describes_itself_or_shows_the_form(ask: Asker) -> None:
    status, headers, body = ask()
    assert (status, headers["Content-Type"]) == (200, "text/turtle; charset=utf-8")
    graph = rdflib.Graph().parse(data=body, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    service = graph.value(None, sd.endpoint, rdflib.URIRef(ADDRESS))
    assert (service, rdflib.RDF.type, sd.Service) in graph
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in graph
    dataset = graph.value(service, sd.defaultDataset)
    assert graph.value(dataset, sd.defaultGraph) is not None
    assert {str(graph.value(node, sd.name)) for node in graph.objects(dataset, sd.namedGraph)} == {EVIDENCE}
    assert not [node for node in graph.all_nodes() if isinstance(node, rdflib.BNode)]
    for form in GRAPHS:
        assert ask(accept=form.media_type)[1]["Content-Type"] == form.content_type
    assert ask(accept=BROWSER)[1]["Content-Type"].startswith("text/html")
    assert ask(format="rdf", accept=BROWSER)[1]["Content-Type"] == "application/rdf+xml"
    assert ask(if_none_match=headers["ETag"])[0] == 304
    assert problem(ask(accept="image/png"))["status"] == 406


def test_options_tell_what_may_be_asked_from_other_sites(ask: Asker) -> None:
    status, headers, body = ask(method="OPTIONS")
    assert (status, body) == (204, b"")
    assert headers["Allow"] == headers["Access-Control-Allow-Methods"] == "GET, HEAD, POST, OPTIONS"
    assert "Content-Type" in headers["Access-Control-Allow-Headers"]
    refused = ask("ASK {}", method="DELETE")
    assert problem(refused)["status"] == 405
    assert refused[1]["Allow"] == headers["Allow"]


def test_errors_are_problem_details_for_programs_and_pages_for_people(ask: Asker) -> None:
    told = problem(ask("SELECT * {\n  ?s foo:bar ?o }"))
    assert told["type"] == f"{TYPES}query-syntax"
    assert (told["line"], told["column"]) == (2, 13)
    status, headers, body = ask("SELECT * {", accept=BROWSER)
    assert (status, headers["Content-Type"], body) == (400, "text/html; charset=utf-8", b"<h1>400</h1>")
    assert problem(ask("SELECT * {", accept="text/csv"))["status"] == 400
    assert problem(ask("SELECT * {}", accept="image/png"))["status"] == 406
    assert "text/csv" in problem(ask("SELECT * {}", format="ttl"))["detail"]
    assert problem(ask("ASK {}", method="PUT", accept=BROWSER))["status"] == 405
    assert problem(ask('SELECT ("\\u0001" AS ?x) {}', format="xml"))["type"] == f"{TYPES}not-representable"
    assert problem(ask("ASK {}", timeout="soon"))["status"] == 400
    assert problem(ask(method="POST", content_type="text/plain", body=b"ASK {}"))["status"] == 415


def test_queries_are_mended_or_refused_in_the_workers(ask: Asker) -> None:
    swap = 'SELECT (REPLACE("Quill, Ada", "^(.*), (.*)$", "$2_$1") AS ?x) {}'
    assert ask(swap, format="csv")[2] == b"x\r\nAda_Quill\r\n"
    assert ask("\ufeff" + swap, format="csv")[2] == b"x\r\nAda_Quill\r\n"
    body = ("\ufeff" + swap).encode()
    posted = ask(method="POST", content_type="application/sparql-query", body=body, accept="text/csv")
    assert (posted[0], posted[2]) == (200, b"x\r\nAda_Quill\r\n")
    told = problem(ask('SELECT *\n{ FILTER(REGEX("aa", "(a)\\\\1")) }'))
    assert (told["type"], told["status"]) == (f"{TYPES}query-unsupported", 422)
    assert (told["line"], told["column"]) == (2, 22)
    assert ask('SELECT (REGEX("aaaa", "^[a-d]{2,4}$") AS ?x) {}', format="csv")[2] == b"x\r\ntrue\r\n"
    by_data = 'SELECT * { VALUES ?p { "(a)\\\\1" } FILTER(REGEX("aa", ?p)) }'
    assert problem(ask(by_data))["status"] == 422
    large = 'SELECT * { VALUES ?p { "\\\\p{L}{9,99}" } FILTER(REGEX("aa", ?p)) }'
    assert problem(ask(large))["status"] == 422
    assert problem(ask("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"))["status"] == 403
    assert problem(ask("SELECT * { ?s ?p ?o }", **{"default-graph-uri": "file:///etc/passwd"}))["status"] == 403


def test_every_kind_of_error_has_a_title() -> None:
    def kinds(kind: type[QueryError]) -> set[str]:
        return {kind.kind}.union(*map(kinds, kind.__subclasses__()))

    assert kinds(QueryError) == set(TITLES)
    assert problems.problem(QueryError("words"))["title"]


def statuses(queries: dict[str, str], expected: set[int]) -> list[Any]:
    return [pytest.param(query, expected, id=name) for name, query in queries.items()]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        *statuses({name: hostile.ENDLESS[name] for name in ("cross product", "path over everything")}, {503}),
        *statuses({name: hostile.BOMBS[name] for name in ("doubling", "sorted cross product")}, {503}),
        *statuses(hostile.DEEP, {400}),
        *statuses(hostile.LONG, {400, 413}),
        *statuses(hostile.HUGE, {413}),
        *statuses(hostile.SERVICES, {403}),
        *statuses(hostile.HARMLESS, {200}),
    ],
)
def test_what_means_harm_is_refused_and_the_next_query_is_answered(ask: Asker, query: str, expected: set[int]) -> None:
    with Canary() as canary:
        answer = ask(
            method="POST", content_type="application/sparql-query", body=query.replace("{canary}", canary.url).encode()
        )
        assert answer[0] in expected
        if answer[0] != 200:
            problem(answer)
        assert ask(f"SELECT (COUNT(*) AS ?n{abs(hash(query))}) {{ ?s ?p ?o }}", format="csv")[2].endswith(
            b"\r\n600\r\n"
        )
        assert canary.connections == 0


def test_a_client_can_lower_its_deadline_and_not_raise_it(ask: Asker) -> None:
    assert "0.2 seconds" in problem(ask(hostile.ENDLESS["cross product"], timeout="0.2"))["detail"]
    assert "1 seconds" in problem(ask(hostile.ENDLESS["cross product"], timeout="3600"))["detail"]


def test_a_token_raises_the_deadline_and_has_a_budget_of_its_own(info: Info) -> None:
    token, digest = tokens.new()
    limits = replace(LIMITS, deadline=0.2, errors=2, burst=60.0)
    endpoint = made(limits, [TokenSettings("harvester", digest, 3.0)])
    ask = Asker(endpoint, info)
    query = hostile.ENDLESS["path over everything"]
    try:
        assert "0.2 seconds" in problem(ask(query))["detail"]
        assert "3 seconds" in problem(ask(query, authorization=f"Bearer {token}"))["detail"]
        assert "0.5 seconds" in problem(ask(query, authorization=f"bearer  {token}", timeout="0.5"))["detail"]
        assert ask("ASK {}", authorization=f"Bearer {token}")[0] == 429, "two errors are on its own account"
        status, headers, body = refused = ask("ASK {}", authorization="Bearer guessed")
        assert (status, headers["WWW-Authenticate"]) == (401, 'Bearer error="invalid_token"')
        assert problem(refused)["type"] == f"{TYPES}unauthorized"
        assert ask("ASK {}", authorization="Bearer guessed again")[0] == 429, "who guesses is counted by the address"
        assert token.encode() not in body
    finally:
        endpoint.close()


def test_other_credentials_are_not_looked_at(ask: Asker) -> None:
    for given in ("Basic YTpi", "Bearer", "Bearer ", "", "bearertoken"):
        assert ask("ASK {}", authorization=given)[0] == 200


def test_nothing_is_cut_silently(ask: Asker) -> None:
    query = "SELECT ?s { ?s <https://schema.org/name> ?a . ?t <https://schema.org/name> ?b }"
    for form in RESULTS:
        assert ask(f"{query} LIMIT 500", format=form.name)[0] == 200
        told = problem(ask(f"{query} LIMIT 501", format=form.name))
        assert (told["status"], told["type"]) == (413, f"{TYPES}result-too-large")
        assert "LIMIT" in told["detail"]


def test_clients_have_budgets_of_their_own(info: Info) -> None:
    endpoint = made(replace(LIMITS, errors=3, burst=0.4, worker_seconds=6.0, parallel=2))
    ask = Asker(endpoint, info)
    try:
        assert ask("ASK {}", client="2001:db8::1")[0] == 200
        for _ in range(3):
            assert ask("SELECT", client="192.0.2.1")[0] == 400
        refused = ask("ASK {}", client="192.0.2.1")
        assert problem(refused)["type"] == f"{TYPES}throttled"
        assert refused[0] == 429
        assert 1 <= int(refused[1]["Retry-After"]) <= 20
        assert ask("ASK {}", client="192.0.2.2")[0] == 200
        assert ask(hostile.ENDLESS["cross product"], timeout="0.5", client="2001:db8::1")[0] == 503
        assert ask("ASK {}", client="2001:db8::2")[0] == 429
        assert ask("ASK {}", client="2001:db8:0:1::2")[0] == 200

        def client() -> None:
            found.append(ask(hostile.ENDLESS["cross product"], timeout="0.4", client="192.0.2.3")[0])

        found: list[int] = []
        threads = [threading.Thread(target=client) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(found) == [429, 429, 503, 503]
    finally:
        endpoint.close()
