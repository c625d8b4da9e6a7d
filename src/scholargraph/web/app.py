"""The web application: blueprints put together, and the header fields that every answer carries.

It holds no view. `create_app` opens nothing but what the current snapshot needs, so tests may make as many as they like.
"""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, request

from scholargraph.config import Settings
from scholargraph.pages.addresses import Addresses
from scholargraph.sparql.cache import Cache
from scholargraph.sparql.endpoint import MAY_BE_SENT
from scholargraph.web import endpoint, health, problems, routing
from scholargraph.web.current import Current
from scholargraph.web.downloads import Downloads
from scholargraph.web.graph_store import READING, graph_store
from scholargraph.web.openapi import openapi
from scholargraph.web.pages import pages
from scholargraph.web.protection import FIELDS
from scholargraph.web.search import search
from scholargraph.web.telemetry import note
from scholargraph.web.wellknown import HEALTH, wellknown

MAX_BODY: Final = 1024 * 1024
"""Bytes of a request's body that are read at all; queries have a smaller limit of their own."""

_ROUTES: Final = {"pages": "page", "search": "search", "graph_store": "graph"}
"""What the addresses of a blueprint are; those of all others are files that programs know beforehand."""

KEPT_BYTES: Final = 16 * 1024 * 1024
"""Bytes of pages that are kept as they were sent."""


def create_app(settings: Settings) -> Flask:
    """Make the application that serves a site."""
    app = Flask(__name__, static_folder=None, template_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.url_map.strict_slashes = True
    app.url_map.merge_slashes = False
    current = app.extensions["scholargraph"] = Current(settings)
    app.extensions[HEALTH] = health.of_site(current)
    app.extensions[problems.ALLOWED] = {
        "graph_store.indirect": READING,
        "graph_store.direct": READING,
    }
    app.extensions["scholargraph.downloads"] = Downloads()
    app.extensions["scholargraph.pages"] = Cache(KEPT_BYTES)
    app.extensions["scholargraph.addresses"] = Addresses(settings.base)
    prefix = routing.prefix(settings)
    app.register_blueprint(wellknown, url_prefix=prefix or None)
    if prefix:
        # robots.txt, the description and health are looked for at the root of a host, whatever the site's own path.
        app.register_blueprint(wellknown, name="root")
    app.register_blueprint(openapi, url_prefix=prefix or None)
    app.register_blueprint(graph_store, url_prefix=prefix or None)
    app.register_blueprint(search, url_prefix=prefix or None)
    app.register_blueprint(pages, url_prefix=prefix or None)
    app.after_request(_protect)
    problems.register(app)
    endpoint.install(app, settings)
    return app


def _protect(made: Response) -> Response:
    note(request.environ, route=_route())
    fields = made.headers
    for name, value in FIELDS:
        fields.setdefault(name, value)
    if request.method == "OPTIONS":
        fields.setdefault("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
        fields.setdefault("Access-Control-Allow-Headers", MAY_BE_SENT)
        fields.setdefault("Access-Control-Max-Age", "86400")
    return made


def _route() -> str:
    """Give the kind of the address that was asked for (`telemetry.ROUTES`)."""
    if request.endpoint is None:
        return "none"
    if request.endpoint.endswith((".healthz", ".readyz")):
        return "health"
    return _ROUTES.get(request.blueprint or "", "file")
