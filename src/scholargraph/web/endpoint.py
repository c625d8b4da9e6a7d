"""The SPARQL endpoint's address: requests of WSGI in, its responses out, ahead of Flask and without it.

It decides nothing about queries; `sparql.endpoint` does, and `pages` makes what people see. Flask's routing, contexts and
objects of request and response cost more than a query that the engine answers at once, and nothing here needs them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from flask import Flask
from werkzeug.wsgi import get_input_stream

from scholargraph.config import Settings
from scholargraph.errors import NotReadyError, QueryError, ScholarGraphError, SnapshotError, UnforeseenError
from scholargraph.iris import Iris
from scholargraph.pages import editor, representation
from scholargraph.pages.head import header, services
from scholargraph.sparql import problems, protocol
from scholargraph.sparql.description import Service
from scholargraph.sparql.endpoint import Answer, Asked, Endpoint, Headers, refusal
from scholargraph.sparql.examples import examples
from scholargraph.sparql.limits import Limits, of_settings
from scholargraph.web import protection, routing
from scholargraph.web.current import Current
from scholargraph.web.telemetry import note, request_id

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

EXTENSION: Final = "scholargraph.endpoint"
"""Where the application keeps its endpoint."""

_STATUS: Final = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}
_BODILESS: Final = frozenset({204, 304})

_log: Final = logging.getLogger(__name__)


def make(settings: Settings, limits: Limits | None = None) -> Endpoint:
    """Make the endpoint of a site; nothing runs before the first query, or before it is started."""
    iris = Iris(settings.base)
    service = Service(
        endpoint=f"{settings.base}{editor.ENDPOINT}",
        dataset=f"{settings.base}#dataset",
        named_graphs=tuple(map(iris.graph, ("evidence", "description", "ontology"))),
        limits=limits or of_settings(settings.endpoint),
        dump=f"{settings.base}dump.nq.gz",
        about=f"{settings.base}.well-known/void",
        links=header(services(settings.base)),
    )
    return Endpoint(service, settings.tokens, site_file=settings.file)


def install(app: Flask, settings: Settings) -> Endpoint:
    """Put the endpoint ahead of an application, below the path of its site."""
    made = app.extensions[EXTENSION] = make(settings)
    path = f"{routing.prefix(settings)}/{editor.ENDPOINT}"
    app.extensions[routing.OUTSIDE] = frozenset({path})
    in_environ = path.encode().decode("latin-1")  # PEP 3333, "Unicode Issues"
    app.wsgi_app = Front(app, app.wsgi_app, path=in_environ)  # type: ignore[method-assign]
    current: Current = app.extensions["scholargraph"]
    current.when_damaged(lambda digest: _discard(made, current, digest))
    return made


def _discard(endpoint: Endpoint, current: Current, digest: str) -> None:
    """Let no query be answered from a damaged snapshot any more: from the one that is served now, or from none."""
    try:
        info = current.info()
    except SnapshotError:
        info = None
    endpoint.discard(digest, info)


def of_app(app: Flask) -> Endpoint:
    """Give the endpoint of an application."""
    found: Endpoint = app.extensions[EXTENSION]
    return found


class Front:
    """A WSGI application that answers at one address, and has another one answer everywhere else."""

    def __init__(self, app: Flask, others: WSGIApplication, *, path: str) -> None:
        self._app = app
        self._others = others
        self._path = path

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        if environ.get("PATH_INFO") != self._path:
            return self._others(environ, start_response)
        asked, told = self._answer(environ)
        note(environ, route="sparql", **dict(told.notes))
        fields = [
            *told.headers,
            *_missing(tuple([name for name, _ in told.headers]), dict(told.headers).get("Content-Type")),
        ]
        if told.status not in _BODILESS:
            fields.append(("Content-Length", str(len(told.body))))
        start_response(_STATUS[told.status], fields)
        return [told.body] if asked.method != "HEAD" else []

    def _answer(self, environ: WSGIEnvironment) -> tuple[Asked, Answer]:
        current: Current = self._app.extensions["scholargraph"]
        endpoint: Endpoint = self._app.extensions[EXTENSION]
        asked = _asked(environ, protocol.most_bytes(endpoint.limits))
        pages = _Pages(current, environ.get("QUERY_STRING", ""))
        try:
            return asked, endpoint.answer(asked, current.info(), pages=pages)
        except SnapshotError as error:
            _log.error("%s", error)
            fault: QueryError = NotReadyError("The graph cannot be read at the moment: try again soon.", retry_after=5)
        except Exception as error:  # noqa: BLE001 - the last one before the server; it is logged, its text is not sent
            _log.error("%s %s", asked.method, self._path, exc_info=error)
            fault = UnforeseenError("Something of ours went wrong. It was logged; trying again later may help.")
        return asked, refusal(fault, asked, pages=pages)


@lru_cache(maxsize=64)
def _missing(given: tuple[str, ...], content_type: str | None) -> Headers:
    """The fields that such an answer carries and this one has not yet; there are few kinds of answer."""
    return tuple((name, value) for name, value in protection.fields(content_type) if name not in given)


def _asked(environ: WSGIEnvironment, most: int) -> Asked:
    """Read the parts of a request that matter; of a body no more than tells that it is too long."""
    method = environ["REQUEST_METHOD"]
    return Asked(
        method=method,
        query_string=environ.get("QUERY_STRING", "").encode("latin-1"),
        content_type=environ.get("CONTENT_TYPE"),
        body=get_input_stream(environ, max_content_length=None).read(most + 1) if method == "POST" else b"",
        accept=environ.get("HTTP_ACCEPT"),
        accept_encoding=environ.get("HTTP_ACCEPT_ENCODING"),
        if_none_match=environ.get("HTTP_IF_NONE_MATCH"),
        authorization=environ.get("HTTP_AUTHORIZATION"),
        client=environ.get("REMOTE_ADDR") or "",
        request_id=request_id(environ),
    )


class _Pages:
    """What people see of the endpoint."""

    def __init__(self, current: Current, query_string: str) -> None:
        self._current = current
        self._query_string = query_string

    def front(self) -> Answer:
        here = self._current.site()
        chosen = parse_qs(self._query_string).get("example", [None])[0]
        page = editor.editor_page(here, examples(here.settings.base), chosen=chosen)
        fields = (
            ("Content-Type", page.content_type),
            ("Content-Security-Policy", editor.POLICY),
            ("Link", header(services(here.settings.base))),
        )
        return Answer(200, page.body, fields)

    def error(self, error: QueryError) -> bytes | None:
        told = problems.problem(error)
        where = f" (line {told['line']}, column {told['column']})" if "line" in told else ""
        try:
            page = representation.of_error(
                self._current.site(), error.status, heading=told["title"], detail=f"{told['detail']}{where}"
            )
        except ScholarGraphError:
            return None  # without a snapshot there is no page to put it on
        return page.body
