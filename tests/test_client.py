"""Asking endpoints: Python rows, and a clear error for everything a hostile or broken server may do."""

from __future__ import annotations

import json
import sys
import threading
from decimal import Decimal
from http.server import BaseHTTPRequestHandler
from types import SimpleNamespace
from typing import Any

import pytest

from scholargraph.client import Endpoint, Rows, python_value
from scholargraph.errors import IdentifierError, RemoteError
from tests.remote import Answer, sends, server

XSD = "http://www.w3.org/2001/XMLSchema#"
TABLE = {
    "head": {"vars": ["n", "x"]},
    "results": {"bindings": [
        {"n": {"type": "literal", "value": "4", "datatype": XSD + "integer"}},
        {"n": {"type": "literal", "value": "four"}, "x": {"type": "uri", "value": "https://example.org/"}},
    ]},
}  # fmt: skip


def test_rows_have_python_values() -> None:
    with server(sends(json.dumps(TABLE).encode())) as url:
        rows = Endpoint(url).select("SELECT * { ?n ?p ?x }")
    assert list(rows) == [{"n": 4}, {"n": "four", "x": "https://example.org/"}]
    assert rows.variables == ("n", "x")
    assert len(rows) == 2
    assert list(rows[1:]) == [rows[1]]
    assert not rows.truncated


def test_a_cut_answer_says_so() -> None:
    with server(sends(json.dumps({**TABLE, "truncated": True}).encode())) as url:
        assert Endpoint(url).select("SELECT * { ?n ?p ?x }").truncated


def test_the_query_arrives_as_it_was_written_and_the_format_is_asked_for() -> None:
    seen: dict[str, str] = {}

    def answer(handler: BaseHTTPRequestHandler, query: str) -> None:
        seen.update(query=query, accept=handler.headers["Accept"])
        sends(b"name\nx\n", kind="text/csv")(handler, query)

    query = "SELECT ?name { ?s ?p ?name FILTER(?name = 'a+b&c=é %20') }"
    with server(answer) as url:
        assert Endpoint(url).raw(query, "text/csv") == b"name\nx\n"
    assert seen == {"query": query, "accept": "text/csv"}


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ({"type": "literal", "value": "1.5", "datatype": XSD + "decimal"}, Decimal("1.5")),
        ({"type": "literal", "value": "1e3", "datatype": XSD + "double"}, 1000.0),
        ({"type": "literal", "value": "true", "datatype": XSD + "boolean"}, True),
        ({"type": "literal", "value": "maybe", "datatype": XSD + "boolean"}, "maybe"),
        ({"type": "literal", "value": "2024", "datatype": XSD + "gYear"}, "2024"),
        ({"type": "literal", "value": "x", "datatype": XSD + "integer"}, "x"),
        ({"type": "literal", "value": "x", "datatype": XSD + "decimal"}, "x"),
        ({"type": "literal", "value": "7", "xml:lang": "en"}, "7"),
        ({"type": "literal", "value": "-07", "datatype": XSD + "short"}, -7),
        ({"type": "literal", "value": "1_000", "datatype": XSD + "integer"}, "1_000"),
        ({"type": "literal", "value": "9" * 5000, "datatype": XSD + "integer"}, "9" * 5000),
        ({"type": "literal", "value": "1e3", "datatype": XSD + "decimal"}, "1e3"),
        ({"type": "literal", "value": "-INF", "datatype": XSD + "double"}, float("-inf")),
        ({"type": "literal", "value": "infinity", "datatype": XSD + "double"}, "infinity"),
    ],
)
def test_values(term: dict[str, str], value: object) -> None:
    assert python_value(term) == value
    assert type(python_value(term)) is type(value)


def test_a_boolean() -> None:
    with server(sends(b'{"head": {}, "boolean": false}')) as url:
        assert Endpoint(url).ask("ASK {}") is False
        with pytest.raises(RemoteError, match="SELECT"):
            Endpoint(url).select("ASK {}")
    with server(sends(json.dumps(TABLE).encode())) as url, pytest.raises(RemoteError, match="ASK"):
        Endpoint(url).ask("SELECT * {}")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (sends(b"{", kind="text/html"), "not JSON"),
        (sends(b"[]"), "no SPARQL result"),
        (sends(b"[" * 1_999), "not JSON"),
        (sends(b'{"detail": "too slow"}', status=503), "503"),
        (sends(b"gone", status=404), "The endpoint"),
        (sends(b"x" * 3000), "larger than 2,000 bytes"),
    ],
)
def test_what_a_broken_server_sends_is_one_clear_sentence(answer: Answer, words: str) -> None:
    with server(answer) as url, pytest.raises(RemoteError, match=words) as caught:
        Endpoint(url, max_bytes=2000).select("SELECT * {}")
    assert url in str(caught.value)
    assert caught.value.exit_code == 4
    assert "\n" not in str(caught.value)


def test_a_server_that_says_nothing_is_given_up() -> None:
    release = threading.Event()

    def silent(handler: BaseHTTPRequestHandler, query: str) -> None:
        release.wait(20)

    with server(silent) as url:
        try:
            with pytest.raises(RemoteError, match="in time"):
                Endpoint(url, timeout=0.2).select("SELECT * {}")
        finally:
            release.set()


def test_nobody_listens() -> None:
    with server(sends(b"")) as url:
        pass
    with pytest.raises(RemoteError, match="refused"):
        Endpoint(url).select("SELECT * {}")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/", "sparql", "http://"])
def test_only_web_addresses_are_asked(url: str) -> None:
    with pytest.raises(IdentifierError):
        Endpoint(url)


def test_a_data_frame_has_a_column_for_each_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    def frame(rows: list[dict[str, Any]], columns: list[str]) -> tuple[list[dict[str, Any]], list[str]]:
        return rows, columns

    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=frame))  # pandas itself is no dependency
    rows = Rows(("n", "x"), tuple(TABLE["results"]["bindings"]))  # type: ignore[index]
    assert rows.to_pandas() == ([{"n": 4}, {"n": "four", "x": "https://example.org/"}], ["n", "x"])
