"""How a body becomes a response: validators, negotiation's header fields, and refusals that say what can be done.

It makes no body.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, current_app, g, request

from scholargraph.pages.addresses import Addresses
from scholargraph.pages.bodies import Representation
from scholargraph.pages.head import header
from scholargraph.pages.site import Site
from scholargraph.sparql.cache import Cache, Kept
from scholargraph.sparql.endpoint import SNAPSHOT
from scholargraph.web.current import Current

VARY = "Accept"
REVALIDATE = "no-cache"
"""Caches may keep a page but ask before they use it: a new snapshot shows at once, and asking costs next to nothing."""
FOREVER = "public, max-age=31536000, immutable"


def current() -> Current:
    """Give what knows the current snapshot."""
    found: Current = current_app.extensions["scholargraph"]
    return found


def addresses() -> Addresses:
    """Give the addresses of the site, which need no snapshot."""
    found: Addresses = current_app.extensions["scholargraph.addresses"]
    return found


def site() -> Site:
    """Give the site for this request: one snapshot from its first to its last byte."""
    if "site" not in g:
        g.site = current().site()
    found: Site = g.site
    return found


def etag(*parts: str) -> str:
    """Make the validator of a representation: it changes with the snapshot, the templates, the format, the sort."""
    told = hashlib.sha256()
    for part in (site().digest, *parts):
        data = part.encode("utf-8", "surrogatepass")
        told.update(len(data).to_bytes(8, "big") + data)
    return told.hexdigest()[:32]


def unchanged(tag: str) -> bool:
    """Whether the client has this representation already (RFC 9110, section 13.1.2)."""
    return request.if_none_match.contains_weak(tag) or "*" in request.headers.get("If-None-Match", "").split(",")


def deliver(
    tag: str, make: Callable[[], Representation], *, location: str | None = None, negotiated: bool = True
) -> Response:
    """Answer with a representation: 304 to who has it, the bytes that were kept, or what is made now (RFC 9110, 15.4.5)."""
    if unchanged(tag):
        made = Response(status=304)
        del made.headers["Content-Type"]
    else:
        page = _kept(tag, make)
        made = Response(page.body, 200, content_type=page.content_type)
        if page.links:
            made.headers["Link"] = page.links
    made.set_etag(tag)
    made.headers[SNAPSHOT] = site().reader.info.digest
    made.headers["Cache-Control"] = REVALIDATE
    if negotiated:
        made.vary.add(VARY)
    if location is not None:
        made.headers["Content-Location"] = location
    return made


def moved(there: str) -> Response:
    """Lead to another address for good, with the same method (RFC 9110, section 15.4.9)."""
    made = Response(status=308)
    made.headers["Location"] = there
    # The address stays as it is: the host of a request is the client's word, and a proxy may have taken a path away.
    made.autocorrect_location_header = False
    made.vary.add(VARY)
    return made


@dataclass(frozen=True, slots=True)
class Page(Kept):
    """A page as it was sent, with its Link field."""

    links: str = ""


def _kept(tag: str, make: Callable[[], Representation]) -> Page:
    """A validator names its bytes for good, so what was made under it may be sent again."""
    cache: Cache = current_app.extensions["scholargraph.pages"]
    found = cache.get(tag)
    if not isinstance(found, Page):
        made = make()
        found = Page(made.body, made.content_type, tag, header(made.links))
        cache.put(tag, found, key_size=len(tag) + len(found.links))
    return found
