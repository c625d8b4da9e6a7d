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
from scholargraph.pages import discovery, ontology, representation, sitemap
from scholargraph.pages.bodies import Representation
from scholargraph.pages.rendering import icon
from scholargraph.pages.representation import HTML, STATEMENTS
from scholargraph.pages.site import Ref
from scholargraph.store import EVIDENCE_GZ
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
    """Pages may be crawled; queries and searches may not, nor what says the same in another order (RFC 9309, section 2.2.3)."""
    here = site().addresses
    closed = (here.local("sparql"), here.local("search?"), f"{here.root}*?sort=")
    lines = ("User-agent: *", *(f"Disallow: {path}" for path in closed), f"Sitemap: {here.absolute('sitemap.xml')}")
    text = "".join(f"{line}\n" for line in lines)
    made = Response(text, content_type="text/plain; charset=utf-8")
    made.headers["Cache-Control"] = REVALIDATE
    return made


@wellknown.get("/opensearch.xml")
def opensearch() -> Response:
    """How this site is searched, for browsers and programs (OpenSearch 1.1)."""
    here = site()
    return deliver(etag("opensearch", here.settings.title), partial(discovery.opensearch, here), negotiated=False)


@wellknown.get("/llms.txt")
def llms() -> Response:
    """What there is for programs that read words, and where (llmstxt.org)."""
    here = site()
    return deliver(etag("llms", here.settings.title), partial(discovery.llms, here), negotiated=False)


@wellknown.get("/favicon.ico")
def favicon() -> Response:
    """The icon, where those look for it that read no page."""
    made = Response(icon(), content_type="image/vnd.microsoft.icon")
    made.headers["Cache-Control"] = "public, max-age=86400"
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


@wellknown.get("/evidence.nq.gz")
def field_evidence() -> Response:
    """The evidence of each field, where the store does not hold it, in parts for whoever asks for parts."""
    info = current().info()
    if site().evidence is None:
        address = site().addresses.local("dump.nq.gz")
        return problem(
            404,
            "The evidence of each field is in the whole graph, and has no download of its own.",
            choices=[Ref("The whole graph", address, note="application/gzip")],
        )
    path = info.path / EVIDENCE_GZ
    if not path.is_file():
        return problem(503, "The evidence cannot be read at the moment: try again soon.")
    return of_file(path, media_type="application/gzip", tag=f"{info.digest}-evidence-gz")


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
