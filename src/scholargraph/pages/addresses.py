"""Addresses in pages: IRIs of this site become paths on whatever host serves it, others pass only if they are web addresses.

It never looks at a request: a site's own name comes from its settings. Links within the site are URIs, whatever its base is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from scholargraph.web_addresses import ascii_uri

WEB: Final = frozenset({"http", "https"})


def safe_href(address: str) -> str | None:
    """Give an address that may stand in a link: absolute, http or https, without controls. Otherwise None."""
    if any(ord(mark) <= 0x20 or 0x7F <= ord(mark) <= 0x9F for mark in address):
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    return address if parts.scheme in WEB and host else None


@lru_cache(maxsize=16)
def _root(base: str) -> str:
    return ascii_uri(urlsplit(base).path) or "/"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one site; `base` is its base IRI, which ends with a slash."""

    base: str

    @property
    def root(self) -> str:
        """The path of the base IRI as a URI has it: `/`, or `/people/` for a site that lies deeper."""
        return _root(self.base)

    def absolute(self, path: str) -> str:
        """The whole address of something within the site as a URI, for those who know no other: header fields, sitemaps."""
        return ascii_uri(self.base + path)

    def local(self, path: str) -> str:
        """The path of something within the site, such as `person/ada` or `sparql`."""
        return self.root + path

    def href(self, iri: str) -> str | None:
        """What a link to an IRI says: a path for this site's own, the address itself for another web address."""
        if iri.startswith(self.base):
            path = iri[len(self.base) :]
            return self.local(path.removesuffix("#this"))
        return safe_href(iri)
