"""The header fields that answers carry, whoever makes them: what a browser may do with them, and who may read them.

It knows no framework.
"""

from __future__ import annotations

from typing import Final

from scholargraph.formats import GRAPHS, RESULTS
from scholargraph.sparql.endpoint import PROBLEM, REQUEST_ID, SNAPSHOT, Headers

POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Pages run no script at all; the JSON-LD in them is data, which no policy needs to allow (CSP 3, section 6.6.1)."""

_OF_DATA: Final = (
    ("X-Content-Type-Options", "nosniff"),
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", f"Allow, Content-Location, ETag, Link, Retry-After, {SNAPSHOT}, {REQUEST_ID}"),
)
"""What is enough for a format that no browser shows as a document: there is nothing in it that could run or load anything."""

FIELDS: Final = (
    *_OF_DATA,
    ("Content-Security-Policy", POLICY),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
)
"""A field that an answer has already stays as it is."""

_DATA: Final = frozenset({
    PROBLEM.content_type,
    *(form.content_type for form in (*RESULTS, *GRAPHS) if "xml" not in form.media_type),
})  # fmt: skip
"""The formats that no browser shows as a document; XML it does, and may find markup in a literal."""


def fields(content_type: str | None) -> Headers:
    """Give the fields that are due to the answer of a query in a format."""
    return _OF_DATA if content_type in _DATA else FIELDS
