"""Requests of the SPARQL Protocol: what is asked, or which of the rules is broken."""

from __future__ import annotations

from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scholargraph.errors import (
    BadRequestError,
    ForbiddenQueryError,
    MediaTypeError,
    MethodError,
    NotAcceptableError,
    QueryError,
    QueryTooLargeError,
)
from scholargraph.sparql.guard import Form
from scholargraph.sparql.limits import Limits
from scholargraph.sparql.protocol import FORM, QUERY, UPDATE, Request, choose, parse
from scholargraph.store import Dataset

LIMITS = Limits()
GRAPH = "https://x.example/graph"


def get(query_string: str | bytes) -> Request:
    data = query_string if isinstance(query_string, bytes) else query_string.encode()
    return parse("GET", data, content_type=None, body=b"", limits=LIMITS)


def post(content_type: str | None, body: str | bytes, query_string: str = "") -> Request:
    data = body if isinstance(body, bytes) else body.encode()
    return parse("POST", query_string.encode(), content_type=content_type, body=data, limits=LIMITS)


def test_the_three_ways_to_ask() -> None:
    text = "SELECT * { ?s ?p 'ü +&=%41#' }"
    expected = Request(text)
    assert get(f"query={quote_plus(text)}") == expected
    assert get(f"query={quote(text)}") == expected
    assert post(FORM, f"query={quote_plus(text)}") == expected
    assert post(f"{FORM}; charset=UTF-8", f"query={quote(text)}") == expected
    assert post(QUERY, text) == expected
    assert post(f"{QUERY};charset=utf-8", text) == expected
    assert post(f'{QUERY.upper()} ; charset="UTF-8"', text) == expected
    assert parse("HEAD", f"query={quote(text)}".encode(), content_type=None, body=b"", limits=LIMITS) == expected


def test_without_a_query_it_is_the_description() -> None:
    assert get("") == Request(None)
    assert get("&&") == Request(None)
    assert get("format=ttl&lang=en") == Request(None, formats=("ttl",))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_percent_encoding_is_decoded_exactly_once(text: str) -> None:
    assert get(urlencode({"query": text})).query == text
    assert get(urlencode({"query": quote(text)})).query == quote(text)
    assert post(FORM, urlencode({"query": text})).query == text
    assert post(QUERY, text).query == text


def test_raw_utf_8_in_an_address_is_understood() -> None:
    assert get("query=ASK{?s ?p 'ü'}".encode()).query == "ASK{?s ?p 'ü'}"


def test_graphs_formats_and_times() -> None:
    asked = urlencode(
        [("query", "ASK {}"), ("default-graph-uri", GRAPH), ("default-graph-uri", "urn:x"), ("named-graph-uri", GRAPH)]
    )
    dataset = Dataset((GRAPH, "urn:x"), (GRAPH,))
    assert get(asked).dataset == dataset
    assert post(FORM, asked).dataset == dataset
    assert post(QUERY, "ASK {}", asked.replace("query=ASK+%7B%7D&", "")).dataset == dataset
    assert post(FORM, "query=ASK{}", urlencode({"default-graph-uri": GRAPH})).dataset == Dataset((GRAPH,))
    assert get("query=ASK{}&format=csv&timeout=2.5&extra=1") == Request("ASK{}", formats=("csv",), timeout=2.5)
    assert get("query=ASK{}&format=&timeout=") == Request("ASK{}")
    assert get("query=ASK{}&format=tsv&format=text/tab-separated-values").formats == (
        "tsv",
        "text/tab-separated-values",
    )


@pytest.mark.parametrize(
    ("query_string", "words"),
    [
        ("query=ASK{}&query=ASK{}", "2 times"),
        ("query=ASK{}&timeout=1&timeout=1", "2 times"),
        ("query=%zz", "%25"),
        ("query=50%", "%25"),
        ("query=%ff", "UTF-8"),
        (b"query=\xff", "UTF-8"),
        ("query=%ED%A0%80", "UTF-8"),
        ("query=ASK{}&default-graph-uri=", "absolute"),
        ("query=ASK{}&default-graph-uri=relative", "absolute"),
        ("query=ASK{}&named-graph-uri=http://x/%20y", "absolute"),
        ("query=ASK{}&named-graph-uri=http://x/%3E", "absolute"),
        ("query=ASK{}&timeout=soon", "positive"),
        ("query=ASK{}&timeout=0", "positive"),
        ("query=ASK{}&timeout=-1", "positive"),
        ("query=ASK{}&timeout=nan", "positive"),
        ("query=ASK{}&timeout=inf", "positive"),
    ],
)
def test_what_is_malformed_is_said(query_string: str | bytes, words: str) -> None:
    with pytest.raises(BadRequestError, match=words):
        get(query_string)


def test_what_is_posted_wrongly_is_said() -> None:
    for content_type in ("text/plain", "multipart/form-data; boundary=x", "application/json"):
        with pytest.raises(MediaTypeError, match=f"not as {content_type.partition(';')[0]}: set Content-Type"):
            post(content_type, "query=ASK{}")
    for unnamed in (None, "", ";charset=utf-8"):
        with pytest.raises(MediaTypeError, match="nothing tells which this is: set Content-Type"):
            post(unnamed, "query=ASK{}")
    with pytest.raises(MediaTypeError, match="UTF-8"):
        post(f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16"))
    with pytest.raises(BadRequestError, match="UTF-8"):
        post(QUERY, b"ASK { ?s ?p '\xe9' }")
    for body in ("", "format=csv", "Query=ASK{}"):
        with pytest.raises(BadRequestError, match="missing"):
            post(FORM, body)
    with pytest.raises(BadRequestError, match="2 times"):
        post(FORM, "query=ASK{}", "query=ASK{}")
    with pytest.raises(BadRequestError, match="in the body"):
        post(QUERY, "ASK {}", "query=ASK{}")


def test_updates_are_forbidden_in_every_form() -> None:
    with pytest.raises(ForbiddenQueryError, match="publish"):
        get("update=CLEAR+ALL")
    with pytest.raises(ForbiddenQueryError, match="publish"):
        post(FORM, "update=CLEAR+ALL")
    with pytest.raises(ForbiddenQueryError, match="publish"):
        post(f"{UPDATE}; charset=utf-8", "CLEAR ALL")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "get", ""])
def test_other_methods_ask_nothing(method: str) -> None:
    with pytest.raises(MethodError):
        parse(method, b"query=ASK{}", content_type=None, body=b"", limits=LIMITS)


def test_a_request_of_any_length_is_refused_before_it_is_read() -> None:
    with pytest.raises(QueryTooLargeError):
        get(b"query=" + b"x" * 300_000)
    with pytest.raises(QueryTooLargeError):
        post(QUERY, b"x" * 300_000)


@given(st.binary(max_size=200), st.sampled_from([FORM, QUERY, UPDATE, "text/plain"]), st.binary(max_size=200))
def test_any_bytes_are_a_request_or_an_error(query_string: bytes, content_type: str, body: bytes) -> None:
    for method in ("GET", "POST"):
        try:
            parse(method, query_string, content_type=content_type, body=body, limits=LIMITS)
        except QueryError as error:
            assert 400 <= error.status < 500  # noqa: PT017 - nothing else may be raised


def test_the_format_is_chosen_by_name_before_the_header() -> None:
    def chosen(form: Form, *formats: str, accept: str | None = None) -> str:
        return choose(form, formats=formats, accept=accept).name

    assert chosen(Form.SELECT) == "json"
    assert chosen(Form.ASK, accept="text/csv") == "csv"
    assert chosen(Form.SELECT, "xml", accept="text/csv") == "xml"
    assert chosen(Form.CONSTRUCT, "application/trig") == "trig"
    assert chosen(Form.CONSTRUCT, "xml", accept="text/turtle") == "rdf"
    assert chosen(Form.DESCRIBE, "json") == "jsonld"
    assert chosen(Form.DESCRIBE, "nonsense", "n-triples") == "nt"
    assert chosen(Form.DESCRIBE, accept="application/ld+json;q=0.1, text/html") == "jsonld"
    with pytest.raises(NotAcceptableError, match="text/csv"):
        chosen(Form.SELECT, "ttl")
    with pytest.raises(NotAcceptableError, match="text/turtle"):
        chosen(Form.CONSTRUCT, accept="image/png")
