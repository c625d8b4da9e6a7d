"""A link that breaks after so many bytes, and clients that take nothing for an answer but a whole one.

It knows no server of ours: it passes bytes on, and reads standards strictly.
"""

from __future__ import annotations

import csv
import http.client
import io
import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final
from xml.parsers import expat

import pyoxigraph

RESET: Final = struct.pack("ii", 1, 0)
"""SO_LINGER so that closing a socket resets the connection instead of ending it."""


@dataclass
class Link:
    """Passes one connection after the other on to a server, and breaks each after `allowed` bytes of the answer."""

    target: tuple[str, int]
    allowed: int | None = None
    resets: bool = False
    passed: int = 0
    listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    @property
    def port(self) -> int:
        port: int = self.listener.getsockname()[1]
        return port

    def run(self) -> None:
        """Pass connections on until the listener is shut down."""
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            with near, socket.create_connection(self.target) as far:
                self._pass(near, far)
                if self.resets:
                    near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)

    def _pass(self, near: socket.socket, far: socket.socket) -> None:
        self.passed = 0
        asking = threading.Thread(target=_pump, args=(near, far), daemon=True)
        asking.start()
        try:
            with suppress(OSError):
                while self.allowed is None or self.passed < self.allowed:
                    data = far.recv(65536 if self.allowed is None else min(65536, self.allowed - self.passed))
                    if not data:
                        break
                    self.passed += len(data)  # before anybody can have received them
                    near.sendall(data)
        finally:
            for end, how in ((far, socket.SHUT_RDWR), (near, socket.SHUT_RD if self.resets else socket.SHUT_RDWR)):
                with suppress(OSError):
                    end.shutdown(how)
            asking.join()


def _pump(near: socket.socket, far: socket.socket) -> None:
    with suppress(OSError):
        while data := near.recv(65536):
            far.sendall(data)


@contextmanager
def link(port: int) -> Iterator[Link]:
    """Open a link to a server of this machine."""
    made = Link(("127.0.0.1", port))
    thread = threading.Thread(target=made.run, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        with suppress(OSError):
            made.listener.shutdown(socket.SHUT_RDWR)
        made.listener.close()
        thread.join()


class FlaggedError(Exception):
    """What came shows that it is not the whole answer."""


@dataclass(frozen=True)
class Received:
    """An answer that its protocol calls whole."""

    status: int
    media_type: str
    body: bytes
    headers: Mapping[str, str]


def fetch(port: int, query: str, accept: str) -> Received:
    """Ask by HTTP, strictly (RFC 9112, section 8). Raises FlaggedError for what is cut or tells no length."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        try:
            fields = {"Content-Type": "application/sparql-query", "Accept": accept, "Connection": "close"}
            connection.request("POST", "/sparql", query.encode(), fields)
            return received(connection.getresponse())
        except (OSError, http.client.HTTPException) as error:
            raise FlaggedError(repr(error)) from error


def received(answer: http.client.HTTPResponse) -> Received:
    """Read an answer to its end. Raises FlaggedError, or what http.client does, where that is not there."""
    if answer.getheader("Content-Length") is None:
        raise FlaggedError("no length")
    headers = {name.lower(): value for name, value in answer.getheaders()}
    return Received(answer.status, headers.get("content-type", "").partition(";")[0], answer.read(), headers)


# ---- strict readers: each raises ValueError for what is no document of its format ----


def read_json(body: bytes) -> None:
    """SPARQL 1.1 Query Results JSON Format."""
    data = json.loads(body)
    if not isinstance(data, dict) or not isinstance(data["results"]["bindings"], list):
        raise ValueError("no table")  # noqa: TRY004 - a reader has one kind of error


def read_xml(body: bytes) -> None:
    """SPARQL Query Results XML Format."""
    try:
        expat.ParserCreate().Parse(body, True)  # noqa: FBT003 - the library's own signature
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error


def _lines(body: bytes, end: str, delimiter: str) -> None:
    text = body.decode("utf-8")
    if not text.endswith(end):
        raise ValueError("the last line has no end")
    if delimiter == "\t":
        rows = [line.split(delimiter) for line in text.split(end)[:-1]]
    else:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        except csv.Error as error:
            raise ValueError(str(error)) from error
    if len({len(row) for row in rows}) != 1:
        raise ValueError("rows differ in length")


def read_csv(body: bytes) -> None:
    """SPARQL 1.1 Query Results CSV."""
    _lines(body, "\r\n", ",")


def read_tsv(body: bytes) -> None:
    """SPARQL 1.1 Query Results TSV."""
    _lines(body, "\n", "\t")


def _rdf(form: pyoxigraph.RdfFormat) -> Callable[[bytes], None]:
    def read(body: bytes) -> None:
        try:
            for _ in pyoxigraph.parse(body, form):
                pass
        except SyntaxError as error:
            raise ValueError(str(error)) from error

    return read


READERS: Final[dict[str, Callable[[bytes], Any]]] = {
    "application/sparql-results+json": read_json,
    "application/sparql-results+xml": read_xml,
    "text/csv": read_csv,
    "text/tab-separated-values": read_tsv,
    "text/turtle": _rdf(pyoxigraph.RdfFormat.TURTLE),
    "application/n-triples": _rdf(pyoxigraph.RdfFormat.N_TRIPLES),
    "application/rdf+xml": _rdf(pyoxigraph.RdfFormat.RDF_XML),
    "application/ld+json": _rdf(pyoxigraph.RdfFormat.JSON_LD),
    "application/n-quads": _rdf(pyoxigraph.RdfFormat.N_QUADS),
    "application/trig": _rdf(pyoxigraph.RdfFormat.TRIG),
}
"""Media type → its strict reader."""
