"""Endpoints whose answers drip, are packed, or are pages: the deadline and the cap hold, and a page is no result."""

from __future__ import annotations

import gzip
import socket
import threading
import zlib
from contextlib import suppress
from http.server import BaseHTTPRequestHandler

import pytest

from scholargraph.client import Endpoint
from scholargraph.errors import RemoteError
from tests.remote import Answer, sends, server
from tests.test_client_in_trouble import CSV, JSON, QUERY, XML, head, raw, sends_raw

# ---- time ----


def dripping(start: bytes, drop: bytes, gone: threading.Event) -> Answer:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        with suppress(OSError):
            while not gone.wait(0.02):
                handler.wfile.write(drop)

    return sends_raw(start, then=drip)


@pytest.mark.parametrize(
    ("start", "drop"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\nX: ", b"x"),
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"", b""),
        (head("Transfer-Encoding: chunked"), b"1\r\nx\r\n"),
        (head("Transfer-Encoding: chunked") + b"1;", b"x"),
        (head("Content-Length: 1000", status="503 Busy"), b"x"),
        (head("Content-Length: 1000000", "Content-Encoding: gzip"), b"x"),
    ],
    ids=["status", "field", "fields", "interim", "nothing", "chunks", "extension", "error", "packed"],
)
def test_the_deadline_holds_whatever_drips(start: bytes, drop: bytes) -> None:
    gone = threading.Event()
    with server(dripping(start, drop, gone)) as url:
        try:
            with pytest.raises(RemoteError, match=r"in time|503 Busy"):
                Endpoint(url, timeout=0.5).raw(QUERY, "text/csv")
        finally:
            gone.set()


def test_the_deadline_holds_while_hands_are_shaken() -> None:
    gone = threading.Event()

    def drip(listener: socket.socket) -> None:
        end, _ = listener.accept()
        with end, suppress(OSError):
            end.sendall(b"\x16\x03\x03\x40\x00\x02")  # a handshake of 16 KiB begins
            while not gone.wait(0.02):
                end.sendall(b"\x00")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=drip, args=(listener,))
        thread.start()
        try:
            with pytest.raises(RemoteError, match="in time"):
                Endpoint(f"https://127.0.0.1:{listener.getsockname()[1]}/", timeout=0.5).ask("ASK {}")
        finally:
            gone.set()
            thread.join()


# ---- codings ----


@pytest.mark.parametrize("field", ["gzip", "x-gzip", "deflate", "identity", "deflate, gzip"])
def test_a_packed_answer_is_unpacked(field: str) -> None:
    body = CSV
    for coding in field.split(", "):
        body = gzip.compress(body) if "gzip" in coding else zlib.compress(body) if coding == "deflate" else body
    assert raw(sends(body, kind="text/csv", more={"Content-Encoding": field})) == CSV


def test_gzip_is_asked_for() -> None:
    seen: list[str | None] = []

    def answer(handler: BaseHTTPRequestHandler, query: str) -> None:
        seen.append(handler.headers["Accept-Encoding"])
        sends(CSV, kind="text/csv")(handler, query)

    assert raw(answer) == CSV
    assert seen == ["gzip"]


def test_a_packed_answer_that_is_damaged_or_cut_is_none() -> None:
    packed = gzip.compress(CSV)
    for body in (CSV, packed[:-1], packed[:5], packed + b"x", packed[:-8] + b"12345678"):
        with pytest.raises(RemoteError, match=r"its answer is (no gzip|packed, and breaks off)"):
            raw(sends(body, kind="text/csv", more={"Content-Encoding": "gzip"}))
    with pytest.raises(RemoteError, match="its answer is packed as br"):
        raw(sends(CSV, kind="text/csv", more={"Content-Encoding": "br"}))


def test_a_bomb_is_given_up() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    with pytest.raises(RemoteError, match="larger than 100,000 bytes"):
        raw(sends(bomb, kind="text/csv", more={"Content-Encoding": "gzip"}), max_bytes=100_000)
    with pytest.raises(RemoteError, match="it answers 500"):
        raw(sends(bomb, status=500, kind="text/plain", more={"Content-Encoding": "gzip"}))


def test_what_is_packed_tells_its_end() -> None:
    packed = gzip.compress(CSV)
    assert raw(sends_raw(head("Content-Encoding: gzip"), packed)) == CSV
    for length in range(1, len(packed)):
        with pytest.raises(RemoteError, match=r"breaks off"):
            raw(sends_raw(head("Content-Encoding: gzip"), packed[:length]))


def test_a_packed_error_is_told() -> None:
    body = gzip.compress(b'{"detail": "A bracket is missing."}')
    with pytest.raises(RemoteError, match="A bracket is missing"):
        raw(sends(body, status=400, kind="application/problem+json", more={"Content-Encoding": "gzip"}))


# ---- answers that are not all ----


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"X-SPARQL-MaxRows": "10000"}, "cut at 10000 rows"),
        ({"X-SQL-State": "S1TAT", "X-SQL-Message": "Returning incomplete results\x1b[2J"}, "interrupted"),
    ],
)
def test_what_an_endpoint_says_to_be_cut_is_not_taken_for_all(more: dict[str, str], says: str) -> None:
    table = b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "literal", "value": "1"}}]}}'
    with server(sends(table, more=more)) as url:
        rows = Endpoint(url).select(QUERY)
        assert (len(rows), rows.truncated) == (1, True)
        with pytest.raises(RemoteError, match=says) as caught:
            Endpoint(url).raw(QUERY, "application/sparql-results+json")
    assert caught.value.message.isprintable()


@pytest.mark.parametrize("status", [204, 206])
def test_what_is_no_whole_answer_is_none(status: int) -> None:
    with pytest.raises(RemoteError, match=f"it answers {status}"):
        raw(sends(b"" if status == 204 else CSV, kind="text/csv", status=status))


# ---- pages ----


@pytest.mark.parametrize(
    "kind", ["text/html", "text/html; charset=utf-8", "text/plain", "application/xhtml+xml", "text/csv"]
)
@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><title>Please log in</title>",
        "\n<html lang='en'>",
        "<HTML>",
        "\ufeff<!doctype  HTML>",
        '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html/>',
        "<!-- cached --> <!-- twice -->\n<html>",
    ],
)
def test_a_page_is_no_result(page: str, kind: str) -> None:
    for ask in (Endpoint.select, Endpoint.ask, lambda endpoint, query: endpoint.raw(query, "text/csv")):
        with server(sends(page.encode(), kind=kind)) as url, pytest.raises(RemoteError, match=r"web page \(HTML\)"):
            ask(Endpoint(url), QUERY)


def test_a_piece_of_a_page_is_none_where_it_is_called_one() -> None:
    for body in (b"<head><title>x", b"<body>Hello", b"<h1>It works!</h1>", b"<p>No such database", b"<meta charset=x>"):
        with pytest.raises(RemoteError, match="web page"):
            raw(sends(body, kind="text/html"))
        assert raw(sends(body, kind="text/csv")) == body


def test_a_page_that_was_asked_for_and_results_called_one_are_given() -> None:
    with server(sends(b"<!doctype html>", kind="text/html")) as url:
        assert Endpoint(url).raw(QUERY, "text/html") == b"<!doctype html>"
    for body in (CSV, XML, JSON, b"<http://a> <http://b> <html> .", b"<htmlish>"):
        assert raw(sends(body, kind="text/html")) == body
