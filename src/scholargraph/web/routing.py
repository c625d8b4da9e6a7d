"""Below which path requests arrive, and where an address leads that ends in a slash too many.

It answers nothing; the site's own name comes from its settings, never from a request.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, unquote

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from scholargraph.config import Prefix, Settings
from scholargraph.pages.addresses import Addresses

OUTSIDE: Final = "scholargraph.outside-routes"
"""Where the application keeps the paths that are answered ahead of its routes, whatever the method."""

_PRINTABLE: Final = "".join(map(chr, range(0x21, 0x7F)))


def prefix(settings: Settings) -> str:
    """Give the path that every request begins with, decoded and without its last slash: nothing where a proxy takes it away."""
    return "" if settings.web.prefix is Prefix.STRIPPED else unquote(Addresses(settings.base).root.rstrip("/"))


def with_query(path: str) -> str:
    """Give a path with the query string of the request; only what no header field may hold is percent-encoded."""
    query = quote(request.query_string, safe=_PRINTABLE)
    return f"{path}?{query}" if query else path


def without_slash() -> str | None:
    """Give the address that the request's is without the slash at its end, relative to it; None where there is none.

    It is relative (RFC 3986, section 4.2), so that it holds whatever host and path a proxy shows to the client.
    """
    path = request.path.removesuffix("/")
    name = path.rpartition("/")[2]
    if not name or path == request.path or not _is_address(path):
        return None
    return with_query(f"../{quote(name)}")


def _is_address(path: str) -> bool:
    """Whether a path is answered to the request's method."""
    if path in current_app.extensions[OUTSIDE]:
        return True
    try:
        current_app.create_url_adapter(request).match(path, method=request.method)  # type: ignore[union-attr]
    except HTTPException:
        return False
    return True
