"""Endpoints that cut, drip, redirect, refuse or lie: each is one clear sentence, and never a part taken for the whole."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from itertools import cycle
from typing import Any, Final

import pytest

from scholargraph.client import LONGEST_TIMEOUT, Endpoint
from scholargraph.errors import RemoteError, UsageError
from tests.remote import Answer, sends, server

QUERY: Final = "SELECT ?x { ?x ?y ?z }"
CSV: Final = b"x\r\n1\r\n2\r\n"
JSON: Final = b'{"head": {"vars": ["x"]}, "results": {"bindings": []}}'
XML: Final = b"<sparql xmlns='http://www.w3.org/2005/sparql-results#'><head/><boolean>true</boolean></sparql>"


def sends_raw(*lines: bytes, then: Callable[[BaseHTTPRequestHandler], None] = lambda _: None) -> Answer:
    """Send bytes as they are, head and all."""

    def answer(handler: BaseHTTPRequestHandler, query: str) -> None:
        handler.wfile.write(b"".join(lines))
        handler.wfile.flush()
        then(handler)
        handler.close_connection = True

    return answer


def head(*fields: str, status: str = "200 OK", kind: str = "text/csv") -> bytes:
    return "\r\n".join((f"HTTP/1.1 {status}", f"Content-Type: {kind}", *fields, "", "")).encode()


def raw(answer: Answer, **limits: Any) -> bytes:
    with server(answer) as url:
        return Endpoint(url, **limits).raw(QUERY, "text/csv")


@pytest.mark.parametrize("length", range(len(CSV)))
def test_a_cut_answer_is_none_even_where_its_rows_end(length: int) -> None:
    with pytest.raises(RemoteError, match=f"{length} of {len(CSV)} bytes came"):
        raw(sends_raw(head(f"Content-Length: {len(CSV)}"), CSV[:length]))


@pytest.mark.parametrize("ending", [b"", b"5", b"5\r\nx\r\n1", b"5\r\nx\r\n1\r\n"])
def test_a_cut_answer_in_chunks_is_none(ending: bytes) -> None:
    fields = head("Transfer-Encoding: chunked")
    assert raw(sends_raw(fields, b"3\r\nx\r\n\r\n0\r\n\r\n")) == b"x\r\n"
    with pytest.raises(RemoteError, match="cut on the way"):
        raw(sends_raw(fields, b"3\r\nx\r\n\r\n", ending))


@pytest.mark.parametrize(("kind", "body"), [("application/sparql-results+json", JSON), ("application/rdf+xml", XML)])
def test_without_a_length_a_document_must_end(kind: str, body: bytes) -> None:
    assert raw(sends_raw(head(kind=kind), body)) == body
    for length in range(len(body)):
        with pytest.raises(RemoteError, match="neither its length nor its end"):
            raw(sends_raw(head(kind=kind), body[:length]))


@pytest.mark.parametrize("kind", ["text/csv", "text/tab-separated-values", "application/n-triples", "text/turtle"])
def test_without_a_length_lines_cannot_be_seen_to_end(kind: str) -> None:
    with pytest.raises(RemoteError, match="ask for JSON"):
        raw(sends_raw(head(kind=kind), CSV))


def test_no_entity_is_read_to_see_whether_a_document_ends() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
    with pytest.raises(RemoteError, match="neither its length nor its end"):
        raw(sends_raw(head(kind="application/xml"), bomb))


def test_a_drip_ends_with_the_timeout() -> None:
    gone = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        try:
            while not gone.wait(0.02):
                handler.wfile.write(b"x")
        except OSError:
            pass

    with server(sends_raw(head("Content-Length: 1000000"), then=drip)) as url:
        try:
            with pytest.raises(RemoteError, match="in time"):
                Endpoint(url, timeout=0.3).raw(QUERY, "text/csv")
        finally:
            gone.set()


@pytest.mark.parametrize("status", [200, 400, 503])
def test_an_endless_body_is_given_up(status: int) -> None:
    def flood(handler: BaseHTTPRequestHandler) -> None:
        try:
            for _ in cycle([0]):
                handler.wfile.write(b"x" * 65536)
        except OSError:
            pass

    with pytest.raises(RemoteError, match="larger than 100,000 bytes" if status == 200 else str(status)):
        raw(sends_raw(head(status=f"{status} So"), then=flood), max_bytes=100_000)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_query_is_not_sent_on(status: int) -> None:
    met: list[str] = []

    def elsewhere(handler: BaseHTTPRequestHandler, query: str) -> None:
        met.append(query)

    with server(elsewhere) as target:
        answer = sends_raw(head(f"Location: {target}", "Content-Length: 0", status=f"{status} Moved"))
        with pytest.raises(RemoteError, match=f"it answers {status} Moved: ask at {target}"):
            raw(answer)
    assert met == []


@pytest.mark.parametrize(
    ("value", "words", "seconds"),
    [
        ("17", "; it can be asked again in 17 seconds.", 17),
        ("1", "; it can be asked again in 1 second.", 1),
        ("Wed, 21 Oct 2015 07:28:00 GMT", "; it can be asked again in 0 seconds.", 0),
        ("soon", "spent.", None),
        ("99999999999999999999", "spent.", None),
    ],
)
def test_who_is_throttled_is_told_for_how_long(value: str, words: str, seconds: int | None) -> None:
    body = b'{"title": "Too many queries", "detail": "Your time is spent."}'
    fields = head(f"Retry-After: {value}", f"Content-Length: {len(body)}", status="429 Too Many Requests")
    with pytest.raises(RemoteError, match="it answers 429 Too Many Requests: Your time is spent") as caught:
        raw(sends_raw(fields, body))
    assert str(caught.value).endswith(words)
    assert caught.value.retry_after == seconds


@pytest.mark.parametrize("status", [400, 401, 404, 414, 500, 503])
def test_what_the_endpoint_says_of_an_error_is_told(status: int) -> None:
    body = b'{"detail": "A bracket is missing.", "line": 3, "column": 7}'
    with pytest.raises(RemoteError, match=rf"it answers {status} .*: A bracket is missing \(line 3, column 7\)\.$"):
        raw(sends(body, status=status, kind="application/problem+json"))
    with pytest.raises(RemoteError, match=rf"it answers {status} .*: Virtuoso S0002 no such table\.$"):
        raw(sends(b"Virtuoso S0002\n\n no such table\nlong trace", status=status, kind="text/plain"))
    with pytest.raises(RemoteError, match=rf"it answers {status} [A-Za-z- ]+\.$"):
        raw(sends(b"<html><h1>Oh</h1></html>", status=status, kind="text/html"))


def test_words_of_another_cannot_steer_the_terminal() -> None:
    with pytest.raises(RemoteError) as caught:
        raw(sends(json.dumps({"detail": "\x1b[2J\u202egone\r\n"}).encode(), status=503))
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "data",
    [
        {"head": {"vars": "xy"}, "results": {"bindings": []}},
        {"head": {"vars": [1]}, "results": {"bindings": []}},
        {"head": {"vars": ["x"]}, "results": {"bindings": {}}},
        {"head": {"vars": ["x"]}, "results": {"bindings": [["x"]]}},
        {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": 5}]}},
        {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"value": "1"}}]}},
        {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": 1}}]}},
        {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "1", "datatype": 1}}]}},
        {"head": {}, "boolean": "yes"},
        {"results": {}},
    ],
)
def test_a_table_that_is_none_is_noticed_when_it_comes(data: object) -> None:
    with server(sends(json.dumps(data).encode())) as url, pytest.raises(RemoteError, match="no SPARQL result"):
        Endpoint(url).select(QUERY)


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf"), LONGEST_TIMEOUT + 1])
def test_a_timeout_that_is_none_is_refused(timeout: float) -> None:
    with pytest.raises(UsageError, match="timeout"):
        Endpoint("http://127.0.0.1/", timeout=timeout)


def test_a_cap_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="bytes"):
        Endpoint("http://127.0.0.1/", max_bytes=0)


def test_what_looks_like_an_update_is_still_sent_as_a_query() -> None:
    """`server` refuses every other parameter than `query`."""
    with server(sends(JSON)) as url:
        for query in ("INSERT DATA { <a:a> <a:b> <a:c> }", "nonsense", ""):
            assert len(Endpoint(url).select(query or " ")) == 0
