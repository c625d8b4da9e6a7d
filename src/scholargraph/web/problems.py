"""Errors as answers: problem details (RFC 9457) for programs, a page for browsers, both with what can be done.

It hides what is ours to know: an unforeseen error is logged, its text is not sent.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

from scholargraph.errors import QueryError, ScholarGraphError, SnapshotError
from scholargraph.formats import Format, Kind, negotiate
from scholargraph.pages import representation
from scholargraph.pages.site import Ref
from scholargraph.sparql import problems
from scholargraph.sparql.endpoint import notes
from scholargraph.web import responses, routing
from scholargraph.web.telemetry import note, request_id

PROBLEM: Final = Format(
    "problem", "application/problem+json", "json", Kind.PAGE, "Problem details", ("application/json",)
)

_HEADINGS: Final[Mapping[int, str]] = {
    400: "This request cannot be understood",
    403: "This can only be read",
    404: "There is nothing here",
    405: "This can only be read",
    406: "Not in that format",
    410: "This was here and is gone",
    412: "This is another one",
    413: "This request is too large",
    416: "There is no such part",
    429: "Too many requests",
    503: "Not ready",
}
_DETAILS: Final[Mapping[int, str]] = {
    404: "No thing, list or file has this address, and none ever had it: look for its words below.",
    405: "Pages are asked for with GET, HEAD or OPTIONS. To change the graph, change a source and publish again.",
    500: "Something of ours went wrong. It was logged; trying again later may help.",
}

ALLOWED: Final = "scholargraph.allowed"
"""Where the application keeps the methods of those views that refuse some of theirs."""

_MOST_LETTERS: Final = 80
"""How much of an address is looked for."""
_log: Final = logging.getLogger(__name__)


def problem(
    status: int, detail: str = "", *, choices: Sequence[Ref] = (), more: Mapping[str, Any] | None = None
) -> Response:
    """Make the answer for an error, in the form that the client prefers."""
    heading = _HEADINGS.get(status, "This went wrong")
    detail = detail or _DETAILS.get(status, "Look at the front page for what is here.")
    form = negotiate(request.headers.get("Accept"), (PROBLEM, representation.HTML))
    made: Response | None = None
    if form is not None and form.name == representation.HTML.name:
        made = _page(status, heading, detail, choices)
    if made is None:
        told = {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": detail,
            **(more or {}),
        }
        if found := request_id(request.environ):
            told["request_id"] = found
        if choices:
            told["choices"] = [{"title": choice.words, "href": choice.href, "type": choice.note} for choice in choices]
        made = Response(json.dumps(told, ensure_ascii=False) + "\n", status, content_type=PROBLEM.media_type)
    made.vary.add(responses.VARY)
    responses.pack(made)
    made.headers["Cache-Control"] = "no-store" if status >= 500 or status == 429 else responses.REVALIDATE
    return made


def search_for(path: str) -> list[Ref]:
    """Lead to a search for the words of an address that is not known; to nothing where it has none."""
    words = " ".join(re.findall(r"\w+", path.partition(".")[0]))[:_MOST_LETTERS].strip()
    if not words:
        return []
    here = responses.site()
    return [Ref(f"Search for “{words}”", here.addresses.local(f"search?{urlencode({'q': words})}"))]


def of_query(error: QueryError) -> Response:
    """Make the answer for what is refused in a query's words, with its stable type."""
    told = problems.problem(error)
    note(request.environ, **notes(error))
    made = problem(error.status, error.message, more={"type": told["type"], "title": told["title"]})
    if error.retry_after is not None:
        made.headers["Retry-After"] = str(error.retry_after)
    return made


def _allowed(told: str) -> str:
    """Give the methods of an address; one that refuses methods in words of its own has rules for these, too."""
    try:
        endpoint, _ = current_app.create_url_adapter(request).match(method="OPTIONS")  # type: ignore[union-attr]
    except HTTPException:
        return told
    known: Mapping[str, Sequence[str]] = current_app.extensions[ALLOWED]
    return ", ".join(known[endpoint]) if endpoint in known else told


def _without_slash() -> Response | None:
    """Lead from an address that ends in a slash to the one without (RFC 9110, section 15.4.9); None where there is none."""
    there = routing.without_slash()
    return None if there is None else responses.moved(there)


def _found_by_words() -> list[Ref]:
    try:
        return search_for(request.path.rpartition("/")[2])
    except ScholarGraphError:
        return []  # without a snapshot there is no search


def _page(status: int, heading: str, detail: str, choices: Sequence[Ref]) -> Response | None:
    try:
        page = representation.of_error(responses.site(), status, heading=heading, detail=detail, choices=choices)
    except (ScholarGraphError, OSError):
        return None  # without a snapshot, or a descriptor to open a template with, there is no page to put it on
    return Response(page.body, status, content_type=page.content_type)


def register(app: Flask) -> None:
    """Let every error of the application be answered here."""

    @app.errorhandler(HTTPException)
    def of_http(error: HTTPException) -> Response:
        without = _without_slash() if error.code == 404 else None
        if without is not None:
            return without
        made = problem(error.code or 500, choices=_found_by_words() if error.code == 404 else ())
        for name, value in error.get_headers():
            if name in {"Allow", "Content-Range", "Retry-After"}:
                made.headers[name] = value
        if error.code == 405:
            made.headers["Allow"] = _allowed(made.headers["Allow"])
        return made

    app.register_error_handler(QueryError, of_query)

    @app.errorhandler(SnapshotError)
    def of_snapshot(error: SnapshotError) -> Response:
        _log.error("%s", error)
        return problem(503, "The graph cannot be read at the moment: try again soon.")

    @app.errorhandler(Exception)
    def of_ours(error: Exception) -> Response:
        _log.error("%s %s", request.method, request.path, exc_info=error)
        return problem(500)
