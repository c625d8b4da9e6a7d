"""The bodies of requests: read whole before anything else is done, unpacked, and refused where they are not what they say.

A body that does not come holds one of the threads that are there for reading, of which a client has few, and none of those
that answer; `web.connections` ends the connection. It knows no query, and no address but that of the connection.
"""

from __future__ import annotations

import io
import json
import re
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from scholargraph.codings import CODINGS, codings_of, unpacked
from scholargraph.errors import ThrottledError
from scholargraph.sparql import problems
from scholargraph.sparql.clients import client_of, networks_of
from scholargraph.web.lanes import Application, Environ, StartResponse, refusal
from scholargraph.web.shares import LockedShares
from scholargraph.web.telemetry import request_id

SHARE: Final = 6
"""Bodies of a client that are read at once while the threads for reading are scarce."""

# RFC 9112, section 3.2, with RFC 3986, section 3.2.2; the comma, which that allows, joins two fields here.
_HOST: Final = re.compile(r"(?:[A-Za-z0-9\-._~!$&'()*+;=]|%[0-9A-Fa-f]{2})+(?::[0-9]*)?|\[[0-9A-Fa-f:.]+\](?::[0-9]*)?")
_HOSTS: Final = 1024
"""Hosts that are remembered as well-formed."""
_DIGITS: Final = re.compile(r"[0-9]{1,18}")


class RefusedError(Exception):
    """A request that HTTP does not allow, or whose coding is not known here: the status, and why in one sentence."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Waiting:
    """A body that is waited for: whose, as the connection tells, and since when."""

    client: str
    since: float


class Bodies:
    """A WSGI application (PEP 3333) around another one, to which bodies come whole and unpacked.

    `threads` is how many bodies are read at once, `most` the bytes of one that are read; the application is given one byte
    more of what is longer, and refuses it.
    """

    def __init__(self, application: Application, threads: int, *, most: int) -> None:
        self._application = application
        self._most = most
        self._shares = LockedShares(threads, usual=SHARE)
        self._reading: dict[int, Waiting] = {}
        self._hosts: set[str] = set()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Read the body of a request and pass both on, or refuse it."""
        host = environ.get("HTTP_HOST", "")
        if host not in self._hosts:
            told = self._look_at_host(host, environ)
            if told is not None:
                return _refused(environ, start_response, told)
        length = environ.get("CONTENT_LENGTH")
        if (length or "HTTP_TRANSFER_ENCODING" in environ) and length != "0":
            networks = networks_of(environ.get("REMOTE_ADDR", ""))
            if not self._shares.take(networks):
                enough = "You are sending too many requests at once: wait for one to end."
                return refusal(environ, start_response, ThrottledError(enough, retry_after=1, budget="threads"))
            try:
                self._read(environ, length)
            except RefusedError as error:
                return _refused(environ, start_response, error)
            finally:
                self._shares.give(networks)
        return self._application(environ, start_response)

    def waiting(self) -> list[Waiting]:
        """Give the bodies that are waited for now."""
        return list(self._reading.values())

    def _read(self, environ: Environ, length: str | None) -> None:
        """Put the body, unpacked, in its place. Raises RefusedError."""
        try:
            codings = codings_of(environ.get("HTTP_CONTENT_ENCODING", ""))
        except ValueError as error:
            offered = f"send it as it is, or packed once as {' or '.join(CODINGS)}"
            raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"The body is {error}: {offered}.") from None
        declared = None if length is None else _number(length)
        body = self._wait(environ, min(self._most + 1, declared if declared is not None else self._most + 1))
        if declared is not None and len(body) < min(declared, self._most + 1):
            raise RefusedError(
                HTTPStatus.BAD_REQUEST,
                f"The body has {len(body):,} bytes, and Content-Length says {declared:,}: send all of it.",
            )
        if codings:
            try:
                body = unpacked(body, codings, most=self._most)
            except ValueError as error:
                told = f"The body is {error}: pack it again, or send it as it is."
                raise RefusedError(HTTPStatus.BAD_REQUEST, told) from None
            del environ["HTTP_CONTENT_ENCODING"]
            declared = len(body)
        if declared is not None:
            environ["CONTENT_LENGTH"] = str(declared)
        environ["wsgi.input"] = io.BytesIO(body)
        environ["wsgi.input_terminated"] = True

    def _wait(self, environ: Environ, size: int) -> bytes:
        thread = threading.get_ident()
        peer = environ.get("werkzeug.proxy_fix.orig", environ).get("REMOTE_ADDR", "")
        self._reading[thread] = Waiting(client_of(peer), time.monotonic())
        try:
            return bytes(environ["wsgi.input"].read(size))
        finally:
            del self._reading[thread]

    def _look_at_host(self, host: str, environ: Environ) -> RefusedError | None:
        """Say what is wrong with the field Host (RFC 9112, section 3.2); a request of HTTP/1.0 needs none."""
        if _HOST.fullmatch(host):
            if len(self._hosts) < _HOSTS and len(host) < 256:
                self._hosts.add(host)
            return None
        if not host:
            if environ.get("SERVER_PROTOCOL") in {"HTTP/1", "HTTP/1.0"}:
                return None
            return RefusedError(HTTPStatus.BAD_REQUEST, "The field Host is missing: say which host is asked.")
        what = "is given more than once" if "," in host else "is no host"
        return RefusedError(HTTPStatus.BAD_REQUEST, f"The field Host {what}: give one, as the address has it.")


def _number(length: str) -> int:
    if not _DIGITS.fullmatch(length):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "The field Content-Length is no number: give the body's bytes.")
    return int(length)


def _refused(environ: Environ, start_response: StartResponse, error: RefusedError) -> list[bytes]:
    told: dict[str, object] = {
        "type": "about:blank",
        "title": error.status.phrase,
        "status": error.status.value,
        "detail": error.detail,
    }
    if found := request_id(environ):
        told["request_id"] = found
    body = json.dumps(told, ensure_ascii=False).encode("utf-8") + b"\n"
    fields = [
        ("Content-Type", problems.MEDIA_TYPE),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("Access-Control-Allow-Origin", "*"),
    ]
    if error.status is HTTPStatus.UNSUPPORTED_MEDIA_TYPE:
        fields.append(("Accept-Encoding", ", ".join(CODINGS)))  # RFC 9110, section 15.5.16
    start_response(f"{error.status.value} {error.status.phrase}", fields)
    return [body]
