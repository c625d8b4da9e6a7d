"""Requests as they stand on the wire: what HTTP does not allow is refused, what it allows is understood."""

from __future__ import annotations

import gzip
import json
import socket
import zlib
from typing import Final

import pytest

from tests.live.conftest import PATIENCE, Live

ASK: Final = b"ASK {}"
QUERY: Final = ("Content-Type: application/sparql-query", "Accept: application/sparql-results+json")


def wire(live: Live, *lines: str, body: bytes = b"", half: bool = False) -> tuple[int, dict[str, str], bytes]:
    """Send a request as it is written, and nothing after it where `half` is given; give status, fields and body."""
    with socket.create_connection(("127.0.0.1", live.port), timeout=PATIENCE) as end:
        end.sendall("\r\n".join((*lines, "Connection: close", "", "")).encode("latin-1") + body)
        if half:
            end.shutdown(socket.SHUT_WR)
        with end.makefile("rb") as answer:
            head, _, content = answer.read().partition(b"\r\n\r\n")
    first, *fields = head.decode("latin-1").split("\r\n")
    return int(first.split()[1]), dict(field.lower().split(": ", 1) for field in fields), content


@pytest.mark.parametrize("path", ["/sparql", "/", "/store?default", "/person/nobody"])
@pytest.mark.parametrize("method", ["POST", "PUT", "GET"])
def test_a_body_shorter_than_its_length_is_refused(method: str, path: str, department: Live) -> None:
    status, fields, body = wire(
        department, f"{method} {path} HTTP/1.1", "Host: x", *QUERY, "Content-Length: 7", body=ASK, half=True
    )
    assert (status, fields["content-type"]) == (400, "application/problem+json")
    assert "6 bytes" in json.loads(body)["detail"]


def test_a_body_of_its_length_is_answered(department: Live) -> None:
    assert wire(department, "POST /sparql HTTP/1.1", "Host: x", *QUERY, "Content-Length: 6", body=ASK)[0] == 200
    chunks = ("POST /sparql HTTP/1.1", "Host: x", *QUERY, "Transfer-Encoding: chunked")
    assert wire(department, *chunks, body=b"3\r\nASK\r\n3\r\n {}\r\n0\r\n\r\n")[0] == 200


@pytest.mark.parametrize(
    "hosts",
    [(), ("Host: a", "Host: b"), ("Host: a", "Host: a"), ("Host: a, b",), ("Host: a b",), ("Host: /",), ("Host: u@a",)],
)
@pytest.mark.parametrize("path", ["/", "/sparql?query=ASK%7B%7D", "/healthz"])
def test_a_request_is_of_one_host(path: str, hosts: tuple[str, ...], department: Live) -> None:
    assert wire(department, f"GET {path} HTTP/1.1", *hosts)[0] == 400


def test_the_old_protocol_needs_no_host(department: Live) -> None:
    assert wire(department, "GET /healthz HTTP/1.0")[0] == 200
    assert wire(department, "GET /healthz HTTP/1.1", "Host: [::1]:8000")[0] == 200


@pytest.mark.parametrize(
    ("coding", "body", "status"),
    [
        ("gzip", gzip.compress(ASK, mtime=0), 200),
        ("deflate", zlib.compress(ASK), 200),
        ("identity", ASK, 200),
        ("deflate, gzip", gzip.compress(zlib.compress(ASK), mtime=0), 200),
        ("gzip", ASK, 400),
        ("gzip", gzip.compress(ASK, mtime=0)[:-1], 400),
        ("br", ASK, 415),
        ("gzip, zstd", ASK, 415),
        ("gzip", gzip.compress(b"ASK {} #" + bytes(100_000_000), mtime=0), 413),
    ],
    ids=("gzip", "deflate", "identity", "both", "not packed", "cut", "br", "zstd", "bomb"),
)
@pytest.mark.parametrize("chunked", [False, True])
def test_a_coding_is_honoured_or_refused(
    coding: str, body: bytes, status: int, *, chunked: bool, department: Live
) -> None:
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {len(body)}"
    sent = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n" if chunked else body
    told = wire(
        department, "POST /sparql HTTP/1.1", "Host: x", *QUERY, f"Content-Encoding: {coding}", length, body=sent
    )
    assert told[0] == status
    assert (status != 415) or told[1]["accept-encoding"] == "gzip, deflate"
    if status == 200:
        assert json.loads(told[2])["boolean"] is True


def test_parts_of_the_dump(department: Live) -> None:
    whole = department.get("dump.nq.gz")
    tag, size = whole.headers["ETag"], len(whole.body)

    def part(asked: str, *more: str) -> tuple[int, str | None, bytes]:
        status, fields, body = wire(department, "GET /dump.nq.gz HTTP/1.1", "Host: x", f"Range: {asked}", *more)
        return status, fields.get("content-range"), body

    assert part("bytes=10-29") == (206, f"bytes 10-29/{size}", whole.body[10:30])
    assert part("bytes=-5", f"If-Range: {tag}") == (206, f"bytes {size - 5}-{size - 1}/{size}", whole.body[-5:])
    assert part(f"bytes={size}-")[:2] == (416, f"bytes */{size}")
    assert part("bytes=0-1,5-6") == (200, None, whole.body)
    assert part("bytes=10-29", 'If-Range: "another"') == (200, None, whole.body)
