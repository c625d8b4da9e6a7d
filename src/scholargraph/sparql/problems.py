"""Errors of the endpoint as problem details (RFC 9457), with types that stay.

It makes no HTTP answer and hides nothing: what an error says is meant for its client.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from scholargraph.errors import QueryError
from scholargraph.vocab import SG

MEDIA_TYPE: Final = "application/problem+json"
TYPES: Final = f"{SG.base}problem-"

TITLES: Final[Mapping[str, str]] = {
    "bad-request": "The request breaks the SPARQL protocol",
    "method-not-allowed": "This method asks nothing here",
    "not-acceptable": "No format suits",
    "not-representable": "This format cannot carry the answer",
    "not-ready": "There is no graph to ask",
    "overloaded": "All workers are busy",
    "query": "The query cannot be answered",
    "query-forbidden": "The query uses what is not allowed here",
    "query-memory": "The query needs too much memory",
    "query-syntax": "This is not a SPARQL query",
    "query-timeout": "The query takes too long",
    "query-too-complex": "The query is too complex",
    "query-too-large": "The query is too long",
    "query-unsupported": "The query uses what is not supported here",
    "result-too-large": "The result is too large",
    "throttled": "Too many queries",
    "unauthorized": "This token is not known",
    "unforeseen": "Something of ours went wrong",
    "unsupported-media-type": "This is not a query's media type",
    "worker-lost": "The query broke its worker",
}


def problem(error: QueryError) -> dict[str, Any]:
    """Give the members of an error's problem details; a syntax error has `line` and `column`, both from 1."""
    told: dict[str, Any] = {
        "type": f"{TYPES}{error.kind}",
        "title": TITLES[error.kind],
        "status": error.status,
        "detail": error.message,
    }
    if error.place is not None and error.place.line is not None:
        told["line"] = error.place.line
        told["column"] = error.place.column
    return told


def document(error: QueryError, *, request_id: str = "") -> bytes:
    """Give the problem details as JSON, with the id of the request where it has one."""
    told = {**problem(error), **({"request_id": request_id} if request_id else {})}
    return json.dumps(told, ensure_ascii=False).encode("utf-8") + b"\n"
