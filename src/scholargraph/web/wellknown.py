"""The addresses that programs know beforehand: description, sitemap, robots, dump, health, our own terms.

It makes none of what it serves, but for two lines of robots.txt.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from flask import Blueprint, Response, current_app, request

from scholargraph import formats, store
from scholargraph.errors import SnapshotError
from scholargraph.formats import Format
from scholargraph.pages import ontology, representation, sitemap
from scholargraph.pages.bodies import Representation
from scholargraph.pages.representation import HTML, STATEMENTS
from scholargraph.web.downloads import Download, of_download, of_file
from scholargraph.web.health import Health
from scholargraph.web.problems import problem
from scholargraph.web.responses import REVALIDATE, current, deliver, etag, site

wellknown: Final = Blueprint("wellknown", __name__)

HEALTH: Final = "scholargraph.health"
"""Where the application keeps its health."""

TERMS: Final = (formats.TURTLE, HTML)


@wellknown.get("/.well-known/void")
def void() -> Response:
    """The dataset's description (VoID, section 7.2)."""
    form = formats.negotiate(request.headers.get("Accept"), STATEMENTS)
    if form is None:
        told = ", ".join(form.media_type for form in STATEMENTS)
        return problem(406, f"The description can be had as {told}: ask for one of them.")
    location = site().addresses.local(f"index.{form.suffix}")
    return deliver(etag("", form.media_type), partial(representation.of_dataset, site(), form), location=location)


@wellknown.get("/sitemap.xml")
def first_sitemap() -> Response:
    """The sitemap, or the index of several."""
    return _sitemap(None)


@wellknown.get("/sitemap-<number>.xml")
def one_sitemap(number: str) -> Response:
    """One of several sitemaps."""
    return _sitemap(number)


@wellknown.get("/robots.txt")
def robots() -> Response:
    """Pages may be crawled; queries may not, since each costs more than a page (RFC 9309)."""
    here = site().addresses
    text = f"User-agent: *\nDisallow: {here.local('sparql')}\nSitemap: {here.absolute('sitemap.xml')}\n"
    made = Response(text, content_type="text/plain; charset=utf-8")
    made.headers["Cache-Control"] = REVALIDATE
    return made


@wellknown.get("/dump.nq.gz")
def dump() -> Response:
    """The whole graph as it was written when it was published, in parts for whoever asks for parts."""
    info = current().info()
    try:
        told = store.dump(info.path)
        found = Download(told.packed, told.packed_size, changed=(info.path / store.MANIFEST).stat().st_mtime)
        return of_download(found, media_type="application/gzip", tag=f"{info.digest}-nq-gz")
    except (OSError, SnapshotError):
        return problem(503, "The dump cannot be read at the moment: try again soon.")


@wellknown.get("/healthz")
def healthz() -> Response:
    """Whether this process answers; nothing else is looked at."""
    return _plain("ok", 200)


@wellknown.get("/readyz")
def readyz() -> Response:
    """Whether pages and queries are answered: each part of the site is asked for something real (`web.health`)."""
    health: Health = current_app.extensions[HEALTH]
    found = health.look()
    if not found:
        return _plain(f"ready\n{current().state().sentence}", 200)
    told = " ".join(f"{trouble.name}: {trouble.detail}" for trouble in found)
    return problem(503, told, more={"failing": [trouble._asdict() for trouble in found]})


@wellknown.get("/ontology")
def terms() -> Response:
    """Our own terms: the file for programs, a page for people."""
    form = formats.negotiate(request.headers.get("Accept"), TERMS)
    if form is None:
        return problem(406, "The terms can be had as text/turtle or as text/html: ask for one of them.")
    if form.name == HTML.name:
        return deliver(etag("ontology", form.media_type), partial(representation.of_ontology, site()))
    return _terms(form, location=site().addresses.local("ontology.ttl"))


@wellknown.get("/ontology.ttl")
def terms_file() -> Response:
    """Our own terms as Turtle."""
    return _terms(formats.TURTLE, negotiated=False)


def _terms(form: Format, *, location: str | None = None, negotiated: bool = True) -> Response:
    made = Representation(ontology.text(), form.content_type)
    return deliver(etag("ontology", form.media_type), lambda: made, location=location, negotiated=negotiated)


def _sitemap(number: str | None) -> Response:
    info = current().info()
    path = sitemap.find(info.path, number)
    if path is None:
        return problem(404)
    return of_file(path, media_type="application/xml", tag=f"{info.digest}-{path.name}")


def _plain(text: str, status: int) -> Response:
    made = Response(f"{text}\n", status, content_type="text/plain; charset=utf-8")
    made.headers["Cache-Control"] = "no-store"
    return made
