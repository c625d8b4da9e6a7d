"""The header fields that every answer carries, whoever makes it: what a browser may do with it, and who may read it.

It knows no framework.
"""

from __future__ import annotations

from typing import Final

from scholargraph.sparql.endpoint import SNAPSHOT

POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Pages run no script at all; the JSON-LD in them is data, which no policy needs to allow (CSP 3, section 6.6.1)."""

FIELDS: Final = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", f"Allow, Content-Location, ETag, Link, Retry-After, {SNAPSHOT}"),
)
"""A field that an answer has already stays as it is."""
