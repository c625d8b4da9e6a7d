"""Requests of the SPARQL 1.1 Protocol (query operation): from the parts of an HTTP request to what is asked.

It reads no socket, runs no query and knows no web framework.
"""

from __future__ import annotations

import binascii
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scholargraph.errors import (
    BadRequestError,
    ForbiddenQueryError,
    MediaTypeError,
    MethodError,
    NotAcceptableError,
    QueryTooLargeError,
)
from scholargraph.formats import GRAPHS, RESULTS, Format, named, negotiate
from scholargraph.sparql.guard import HOW_TO_CHANGE, MARK, Form
from scholargraph.sparql.limits import KIB, Limits
from scholargraph.store import Dataset

EVERYTHING: Final = Dataset()
METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"

_BAD_ESCAPE: Final = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_ABSOLUTE: Final = re.compile(r'[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>"{}|^`\\]*')
_CHARSET: Final = re.compile(r';\s*charset\s*=\s*"?([^";\s]*)"?', re.IGNORECASE)
_ONCE: Final = ("query", "update", "timeout")
_ROOM: Final = 16 * KIB
"""Bytes of a request beside its query: graphs and other parameters."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. Without a query it is the service's description. `timeout` is in seconds.

    `formats` are the values of `format=`: a name each, and some clients (SPARQLWrapper) give two spellings of one.
    """

    query: str | None
    dataset: Dataset = EVERYTHING
    formats: tuple[str, ...] = ()
    timeout: float | None = None


def most_bytes(limits: Limits) -> int:
    """Give the most bytes that a query string or a body may have: percent-encoding makes three of one."""
    return 3 * limits.query_bytes + _ROOM


def parse(method: str, query_string: bytes, *, content_type: str | None, body: bytes, limits: Limits) -> Request:
    """Read a request (SPARQL 1.1 Protocol, section 2.1). Percent-encoding is decoded exactly once.

    Raises:
        MethodError: neither GET, HEAD nor POST.
        MediaTypeError: the body is neither a form nor a query in UTF-8.
        QueryTooLargeError: more bytes than a query of the greatest length takes.
        BadRequestError: a parameter is missing, given twice, in two places, or malformed.
        ForbiddenQueryError: an update.
    """
    if len(query_string) > most_bytes(limits) or len(body) > most_bytes(limits):
        raise QueryTooLargeError(f"The request is too long for a query of {limits.query_bytes:,} bytes: shorten it.")
    address = pairs(query_string)
    if method in {"GET", "HEAD"}:
        return _request(address)
    if method != "POST":
        raise MethodError(f"{method} asks nothing here: use GET or POST to query.")
    media_type = (content_type or "").partition(";")[0].strip().lower()
    if media_type == FORM:
        return _request([*address, *pairs(body)], needed=True)
    if media_type == UPDATE:
        raise _update()
    if media_type != QUERY:
        named = f"not as {media_type}" if media_type else "and nothing tells which this is"
        raise MediaTypeError(f"A query is posted as {FORM} or as {QUERY}, {named}: set Content-Type.")
    charset = _CHARSET.search(content_type or "")
    if charset and charset[1].lower() not in {"utf-8", "utf8"}:
        raise MediaTypeError(f"{QUERY} is always UTF-8, not {charset[1]}: encode the query so.")
    if any(name == "query" for name, _ in address):
        raise BadRequestError("The query stands in the address and in the body: leave one of them out.")
    return _request([*address, ("query", _text(body, "The body"))], needed=True)


def pairs(data: bytes) -> list[tuple[str, str]]:
    """Decode application/x-www-form-urlencoded, once; empty pieces are nothing.

    Raises BadRequestError for a bad escape, and for what is not UTF-8.
    """
    found = []
    for piece in data.split(b"&"):
        if piece:
            name, _, value = piece.partition(b"=")
            found.append((_decode(name), _decode(value)))
    return found


def choose(form: Form, *, formats: Sequence[str], accept: str | None) -> Format:
    """Choose how to write the answer of a query form: a name that was given goes before the Accept header.

    Raises NotAcceptableError with what there is.
    """
    return choose_of(GRAPHS if form.is_graph else RESULTS, formats=formats, accept=accept)


def choose_of(offers: Sequence[Format], *, formats: Sequence[str], accept: str | None) -> Format:
    """Choose among offers: the first that a name means, or without names the one that the Accept header likes best.

    Raises NotAcceptableError with what there is.
    """
    if not formats:
        found = negotiate(accept, offers)
    else:
        found = next(filter(None, (named(name, offers) for name in formats)), None)
    if found is None:
        raise NotAcceptableError(
            f"This can be had as {', '.join(offer.media_type for offer in offers)}: name one of them in Accept, "
            f"or with format= one of {', '.join(offer.name for offer in offers)}."
        )
    return found


def _update() -> ForbiddenQueryError:
    return ForbiddenQueryError(f"This endpoint only reads: to change the graph, {HOW_TO_CHANGE}.")


def _decode(data: bytes) -> str:
    if b"%" not in data and b"+" not in data:
        return _text(data, "A parameter")
    if _BAD_ESCAPE.search(data):
        raise BadRequestError("A % is not followed by two hexadecimal digits: write a percent sign as %25.")
    # Quoted-printable (RFC 2045) with the other sign: decoded in C, where urllib makes a list of pieces.
    plain = data.replace(b"+", b" ").replace(b"=", b"=3D").replace(b"%", b"=")
    return _text(binascii.a2b_qp(plain), "A parameter")


def _text(data: bytes, what: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequestError(f"{what} is not UTF-8: encode the query so.") from None


def _request(pairs: list[tuple[str, str]], *, needed: bool = False) -> Request:
    if len(pairs) == 1 and pairs[0][0] == "query":  # nearly all of them
        return Request(pairs[0][1].removeprefix(MARK))
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    for name in _ONCE:
        if len(given.get(name, ())) > 1:
            raise BadRequestError(f"The parameter {name} is given {len(given[name])} times: give it once.")
    if "update" in given:
        raise _update()
    query = given.get("query", [None])[0]
    if query is None and needed:
        raise BadRequestError("The parameter query is missing: add it.")
    return Request(
        query.removeprefix(MARK) if query else query,
        Dataset(_iris(given, "default-graph-uri"), _iris(given, "named-graph-uri")),
        tuple(name for name in given.get("format", ()) if name.strip()),
        _seconds(given.get("timeout", [""])[0].strip()),
    )


def _iris(given: dict[str, list[str]], name: str) -> tuple[str, ...]:
    for value in given.get(name, ()):
        if not _ABSOLUTE.fullmatch(value):
            raise BadRequestError(f"{name} is no absolute IRI: write it in full.")
    return tuple(given.get(name, ()))


def _seconds(value: str) -> float | None:
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise BadRequestError("timeout is a positive number of seconds: write it so, or leave it out.")
    return seconds
