"""The bodies of requests come whole, unpacked and from a host, or are refused before anything is done."""

from __future__ import annotations

import gzip
import io
import json
import threading
import zlib
from typing import Any

import pytest

from scholargraph.web.bodies import SHARE, Bodies
from tests.waiting import until

MOST = 1000


class Asked:
    """An application that keeps what it was asked."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.environs: list[dict[str, Any]] = []

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.environs.append(environ)
        self.bodies.append(environ["wsgi.input"].read())
        start_response("200 OK", [])
        return [b"ok"]


class Slow(io.BytesIO):
    """A body that comes when it is let."""

    def __init__(self, data: bytes = b"") -> None:
        super().__init__(data)
        self.let = threading.Event()

    def read(self, size: int | None = -1, /) -> bytes:
        self.let.wait()
        return super().read(size)


def request(body: bytes | io.BytesIO = b"", **fields: str) -> dict[str, Any]:
    stream = io.BytesIO(body) if isinstance(body, bytes) else body
    return {
        "REQUEST_METHOD": "POST",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.1",
        "HTTP_HOST": "example.org",
        "wsgi.input": stream,
        **fields,
    }


class Sent:
    """What an application answered."""

    def __init__(self, application: Any, environ: dict[str, Any]) -> None:
        self.status, self.fields = 0, dict[str, str]()
        self.body = b"".join(application(environ, self._start))

    def _start(self, status: str, fields: list[tuple[str, str]]) -> None:
        self.status, self.fields = int(status[:3]), dict(fields)


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def bodies(asked: Asked) -> Bodies:
    return Bodies(asked, 12, most=MOST)


def test_a_request_without_a_body_is_passed_on_as_it_is(bodies: Bodies, asked: Asked) -> None:
    for length in ({}, {"CONTENT_LENGTH": "0"}, {"CONTENT_LENGTH": ""}):
        environ = request() | length
        assert Sent(bodies, environ).status == 200
        assert asked.environs[-1]["wsgi.input"] is environ["wsgi.input"]


@pytest.mark.parametrize("length", [1, MOST, MOST + 1])
def test_a_body_comes_whole_and_one_byte_of_what_is_too_much(length: int, bodies: Bodies, asked: Asked) -> None:
    body = b"x" * length
    assert Sent(bodies, request(body, CONTENT_LENGTH=str(length))).status == 200
    assert Sent(bodies, request(body, HTTP_TRANSFER_ENCODING="chunked")).status == 200
    assert asked.bodies == [body, body]
    assert Sent(bodies, request(body * 5000, CONTENT_LENGTH=str(length * 5000))).status == 200
    assert len(asked.bodies[-1]) == MOST + 1
    assert asked.environs[-1]["CONTENT_LENGTH"] == str(length * 5000)


@pytest.mark.parametrize(("sent", "declared"), [(0, 1), (5, 10), (MOST - 1, MOST), (MOST, MOST + 1), (3, 10**12)])
def test_a_body_shorter_than_its_length_is_refused(sent: int, declared: int, bodies: Bodies, asked: Asked) -> None:
    told = Sent(bodies, request(b"x" * sent, CONTENT_LENGTH=str(declared)))
    assert (told.status, told.fields["Content-Type"]) == (400, "application/problem+json")
    assert f"Content-Length says {declared:,}" in json.loads(told.body)["detail"]
    assert asked.bodies == []


@pytest.mark.parametrize("length", ["x", "-1", "+5", "1.0", "5 5", "٣", "9" * 30])
def test_a_length_that_is_no_number_is_refused(length: str, bodies: Bodies) -> None:
    assert Sent(bodies, request(b"x", CONTENT_LENGTH=length)).status == 400


@pytest.mark.parametrize(
    "host", ["", "a,a", "a.example,b.example", "a b", "a/b", "a@b", "[::1", "a:b", "a:80:80", "ä", "%zz", "\x00"]
)
def test_no_host_and_two_and_none_that_is_one_are_refused(host: str, bodies: Bodies, asked: Asked) -> None:
    told = Sent(bodies, request(HTTP_HOST=host))
    assert (told.status, asked.bodies) == (400, [])
    assert "Host" in json.loads(told.body)["detail"]


@pytest.mark.parametrize(
    "host", ["example.org", "127.0.0.1:8000", "[::1]:8000", "[2001:db8::1]", "x", "a_b.example", "xn--4ca", "a:"]
)
def test_a_host_is_a_name_or_an_address_with_or_without_a_port(host: str, bodies: Bodies) -> None:
    assert Sent(bodies, request(HTTP_HOST=host)).status == 200


def test_the_old_protocol_needs_no_host(bodies: Bodies) -> None:
    assert Sent(bodies, request(HTTP_HOST="", SERVER_PROTOCOL="HTTP/1")).status == 200
    assert Sent(bodies, request(HTTP_HOST="a,b", SERVER_PROTOCOL="HTTP/1")).status == 400


def test_only_so_many_hosts_are_remembered(bodies: Bodies) -> None:
    for number in range(3000):
        assert Sent(bodies, request(HTTP_HOST=f"h{number}.example")).status == 200
    assert len(bodies._hosts) <= 1024


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(b"ASK {}", mtime=0)),
        ("x-gzip", gzip.compress(b"ASK {}", mtime=0)),
        ("deflate", zlib.compress(b"ASK {}")),
        ("identity", b"ASK {}"),
        ("deflate, gzip", gzip.compress(zlib.compress(b"ASK {}"), mtime=0)),
    ],
)
def test_a_packed_body_is_unpacked(coding: str, body: bytes, bodies: Bodies, asked: Asked) -> None:
    assert Sent(bodies, request(body, CONTENT_LENGTH=str(len(body)), HTTP_CONTENT_ENCODING=coding)).status == 200
    assert asked.bodies == [b"ASK {}"]
    assert asked.environs[0]["CONTENT_LENGTH"] == "6"
    assert coding == "identity" or "HTTP_CONTENT_ENCODING" not in asked.environs[0]


def test_another_coding_is_refused_with_those_there_are(bodies: Bodies) -> None:
    for coding in ("br", "zstd", "gzip, br", "gzip, gzip, gzip"):
        told = Sent(bodies, request(b"x", CONTENT_LENGTH="1", HTTP_CONTENT_ENCODING=coding))
        assert (told.status, told.fields["Accept-Encoding"]) == (415, "gzip, deflate")


def test_what_is_damaged_is_refused_and_a_bomb_is_too_much(bodies: Bodies, asked: Asked) -> None:
    for body in (b"ASK {}", gzip.compress(b"ASK {}")[:-1]):
        assert Sent(bodies, request(body, CONTENT_LENGTH=str(len(body)), HTTP_CONTENT_ENCODING="gzip")).status == 400
    bomb = gzip.compress(gzip.compress(bytes(50_000_000)))
    assert len(bomb) < MOST
    told = Sent(bodies, request(bomb, CONTENT_LENGTH=str(len(bomb)), HTTP_CONTENT_ENCODING="gzip, gzip"))
    assert (told.status, len(asked.bodies[-1])) == (200, MOST + 1)


def test_who_sends_slowly_takes_no_more_than_its_share(bodies: Bodies, asked: Asked) -> None:
    slow = [Slow(b"x") for _ in range(9)]
    answers: list[Sent] = []

    def send(body: Slow, address: str) -> None:
        answers.append(Sent(bodies, request(body, CONTENT_LENGTH="1", REMOTE_ADDR=address)))

    threads = [threading.Thread(target=send, args=(body, "192.0.2.66")) for body in slow[:8]]
    threads.append(threading.Thread(target=send, args=(slow[8], "192.0.2.2")))
    for thread in threads:
        thread.start()
    try:
        until(lambda: len(bodies.waiting()) == 9)
        assert sorted({body.client for body in bodies.waiting()}) == ["192.0.2.2", "192.0.2.66"]
        refused = Sent(bodies, request(b"x", CONTENT_LENGTH="1", REMOTE_ADDR="192.0.2.66"))
        assert (refused.status, refused.fields["Retry-After"]) == (429, "1")
        assert Sent(bodies, request(REMOTE_ADDR="192.0.2.66")).status == 200, "who has no body waits for none"
        for address in ("192.0.2.2", "198.51.100.1"):
            assert Sent(bodies, request(b"x", CONTENT_LENGTH="1", REMOTE_ADDR=address)).status == 200
    finally:
        for body in slow:
            body.let.set()
        for thread in threads:
            thread.join()
    assert [answer.status for answer in answers] == [200] * 9
    assert bodies.waiting() == []
    assert bodies._shares.busy == 0
    assert SHARE < 12


def test_behind_a_proxy_the_connection_is_the_proxys(bodies: Bodies) -> None:
    slow = Slow(b"x")
    environ = request(slow, CONTENT_LENGTH="1", REMOTE_ADDR="192.0.2.9")
    environ["werkzeug.proxy_fix.orig"] = {"REMOTE_ADDR": "127.0.0.1"}
    thread = threading.Thread(target=Sent, args=(bodies, environ))
    thread.start()
    until(bodies.waiting)
    assert [body.client for body in bodies.waiting()] == ["127.0.0.1"]
    slow.let.set()
    thread.join()


def test_a_body_that_fails_to_come_gives_its_thread_back(bodies: Bodies) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError("away")

    with pytest.raises(OSError, match="away"):
        Sent(bodies, request(Broken(), CONTENT_LENGTH="1"))
    assert (bodies.waiting(), bodies._shares.busy) == ([], 0)
