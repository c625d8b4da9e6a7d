"""The SPARQL endpoint's address: requests of Flask in, its responses out.

It decides nothing about queries; `sparql.endpoint` does, and `pages` makes what people see.
"""

from __future__ import annotations

import sys
from typing import Final

from flask import Blueprint, Flask, Response, current_app, request

from scholargraph.config import Settings
from scholargraph.errors import QueryError, ScholarGraphError
from scholargraph.iris import Iris
from scholargraph.pages import editor, representation
from scholargraph.sparql import problems, protocol
from scholargraph.sparql.description import Service
from scholargraph.sparql.endpoint import Answer, Asked, Endpoint
from scholargraph.sparql.examples import examples
from scholargraph.sparql.limits import Limits, of_settings
from scholargraph.web.responses import current, site

EXTENSION: Final = "scholargraph.endpoint"
"""Where the application keeps its endpoint."""

endpoint: Final = Blueprint("endpoint", __name__)


def make(settings: Settings, limits: Limits | None = None) -> Endpoint:
    """Make the endpoint of a site; nothing runs before the first query, or before it is started."""
    iris = Iris(settings.base)
    service = Service(
        endpoint=f"{settings.base}{editor.ENDPOINT}",
        dataset=f"{settings.base}#dataset",
        named_graphs=(iris.graph("evidence"), iris.graph("description")),
        limits=limits or of_settings(settings.endpoint),
    )
    return Endpoint(service)


def install(app: Flask, settings: Settings, *, prefix: str | None = None) -> Endpoint:
    """Give an application its endpoint, below the path of its site."""
    made = app.extensions[EXTENSION] = make(settings)
    app.register_blueprint(endpoint, url_prefix=prefix)
    return made


def of_app(app: Flask) -> Endpoint:
    """Give the endpoint of an application."""
    found: Endpoint = app.extensions[EXTENSION]
    return found


@endpoint.route(
    f"/{editor.ENDPOINT}",
    methods=["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"],
    provide_automatic_options=False,
)
def sparql() -> Response:
    """Ask, or see what can be asked."""
    here = of_app(current_app)
    request.max_content_length = (
        sys.maxsize
    )  # what is too long is refused in the endpoint's own words, and no more is read
    asked = Asked(
        method=request.method,
        query_string=request.query_string,
        content_type=request.headers.get("Content-Type"),
        body=request.stream.read(protocol.most_bytes(here.limits) + 1),
        accept=request.headers.get("Accept"),
        if_none_match=request.headers.get("If-None-Match"),
        client=request.remote_addr or "",
    )
    told = here.answer(asked, current().info(), pages=_Pages())
    made = Response(told.body, told.status, list(told.headers))
    if not any(name == "Content-Type" for name, _ in told.headers):
        made.headers.pop("Content-Type", None)  # the framework's guess
    return made


class _Pages:
    """What people see of the endpoint."""

    def front(self) -> Answer:
        here = site()
        page = editor.editor_page(here, examples(here.settings.base), chosen=request.args.get("example"))
        fields = (("Content-Type", page.content_type), ("Content-Security-Policy", editor.POLICY))
        return Answer(200, page.body, fields)

    def error(self, error: QueryError) -> bytes | None:
        told = problems.problem(error)
        where = f" (line {told['line']}, column {told['column']})" if "line" in told else ""
        try:
            page = representation.of_error(
                site(), error.status, heading=told["title"], detail=f"{told['detail']}{where}"
            )
        except ScholarGraphError:
            return None  # without a snapshot there is no page to put it on
        return page.body
