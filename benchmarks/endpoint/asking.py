"""One connection to an endpoint, kept alive, and the time an answer takes from the first byte sent to the last received.

Every engine is asked in the same way: GET, one request at a time. It judges no answer but by its status.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from types import TracebackType
from typing import Final, Self
from urllib.parse import quote

from pyoxigraph import RdfFormat, parse

PATIENCE: Final = 300.0
"""Seconds that an answer may take before the comparison goes on without it."""


class RefusedError(Exception):
    """An engine gave no answer to a question: the status, or what broke, and the first words."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where an endpoint is asked; `graph` is named as the default graph where the engine has none of its own."""

    port: int
    path: str
    host: str = "127.0.0.1"
    graph: str | None = None

    def target(self, query: str) -> str:
        """The request target of a query by GET (SPARQL 1.1 Protocol, sections 2.1.1 and 2.1.4)."""
        dataset = "" if self.graph is None else f"default-graph-uri={quote(self.graph, safe='')}&"
        return f"{self.path}?{dataset}query={quote(query, safe='')}"


@dataclass(frozen=True, slots=True)
class Answer:
    """How long it took, in seconds, and what came."""

    seconds: float
    body: bytes


class Connection:
    """A connection that is kept; where a server closes it, the next question opens another and is counted."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.opened = 0
        self._http = HTTPConnection(address.host, address.port, timeout=PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._http.close()

    def ask(self, query: str, accept: str) -> Answer:
        """Ask, and wait for the whole answer. Raises RefusedError for any status but 200, and where nothing comes."""
        target = self.address.target(query)
        self.opened += self._http.sock is None
        try:
            began = time.perf_counter()
            self._http.request("GET", target, headers={"Accept": accept})
            response = self._http.getresponse()
            body = response.read()
            seconds = time.perf_counter() - began
        except (OSError, HTTPException) as error:
            self._http.close()
            raise RefusedError(f"{type(error).__name__}: {error}") from error
        if response.status != 200:
            raise RefusedError(f"{response.status}: {' '.join(body[:300].decode('utf-8', 'replace').split())}")
        return Answer(seconds, body)


def size(answer: Answer, accept: str) -> int:
    """Count what an answer holds: rows, different triples, or 1 for yes and 0 for no."""
    if accept == "application/n-triples":
        return len({quad.triple for quad in parse(answer.body, RdfFormat.N_TRIPLES)})
    told = json.loads(answer.body)
    return int(told["boolean"]) if "boolean" in told else len(told["results"]["bindings"])
