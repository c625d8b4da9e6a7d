"""How a body becomes a response: validators, negotiation's header fields, and refusals that say what can be done.

It makes no body.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, current_app, g, request

from scholargraph import codings
from scholargraph.pages.addresses import Addresses
from scholargraph.pages.bodies import Representation
from scholargraph.pages.head import header
from scholargraph.pages.site import Site
from scholargraph.sparql.cache import Cache, Kept
from scholargraph.sparql.endpoint import SNAPSHOT
from scholargraph.web.current import Current

VARY = "Accept"
CODED = "Accept-Encoding"
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
    tag: str,
    make: Callable[[], Representation],
    *,
    location: str | None = None,
    negotiated: bool = True,
    packs: bool = True,
) -> Response:
    """Answer with a representation of the snapshot; `packs` as for `answer`."""
    made = answer(tag, make, negotiated=negotiated, packs=packs)
    made.headers[SNAPSHOT] = site().reader.info.digest
    if location is not None:
        made.headers["Content-Location"] = location
    return made


def answer(tag: str, make: Callable[[], Representation], *, negotiated: bool = False, packs: bool = True) -> Response:
    """Give 304 to who has a representation, the bytes that were kept, or what is made now (RFC 9110, section 15.4.5).

    `packs` is whether it gets smaller when it is packed; then it comes in the coding that the client likes best, with a
    validator of its own.
    """
    coding = codings.accepted(request.headers.get(CODED)) if packs else None
    coded = codings.tag_of(tag, coding)
    if unchanged(coded):
        made = Response(status=304)
        del made.headers["Content-Type"]
    else:
        page = _kept(tag, make)
        body = _cache().in_coding(tag, page, coding, key_size=page.key_size) if coding else page.body
        made = Response(body, 200, content_type=page.content_type)
        if page.links:
            made.headers["Link"] = page.links
        if coding:
            made.content_encoding = coding
    made.set_etag(coded)
    made.headers["Cache-Control"] = REVALIDATE
    if negotiated:
        made.vary.add(VARY)
    if packs or negotiated:  # the same for all that one address can be answered with
        made.vary.add(CODED)
    return made


def pack(made: Response) -> None:
    """Pack an answer that is not kept and has no validator in the coding that the client likes best."""
    body = made.get_data()
    coding = codings.accepted(request.headers.get(CODED)) if len(body) >= codings.SMALLEST else None
    if coding:
        made.set_data(codings.packed(body, coding))
        made.content_encoding = coding
    made.vary.add(CODED)


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

    @property
    def key_size(self) -> int:
        """The bytes that it takes beside its body."""
        return len(self.tag) + len(self.links)


def _kept(tag: str, make: Callable[[], Representation]) -> Page:
    """A validator names its bytes for good, so what was made under it may be sent again."""
    cache = _cache()
    found = cache.get(tag)
    if not isinstance(found, Page):
        made = make()
        found = Page(made.body, made.content_type, tag, header(made.links))
        cache.put(tag, found, key_size=found.key_size)
    return found


def _cache() -> Cache:
    found: Cache = current_app.extensions["scholargraph.pages"]
    return found
