"""What is written down of a request: who asked what, how it was answered, and nothing that could let others in.

Of a query string, only the values of parameters that the site knows are written; of any other, its name. The text of a token
that came along is taken out wherever it stands. It opens no file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, unquote_to_bytes

from scholargraph.sparql.tokens import presented

KNOWN: Final = frozenset({
    "default", "default-graph-uri", "example", "format", "graph", "named-graph-uri", "page", "q", "query", "sort", "timeout",
})  # fmt: skip
"""Parameters whose values are written: what they can be is what the site answers to."""
LONGEST: Final = 2000
"""Characters of an address that are written."""
LONGEST_AGENT: Final = 200
SHORTEST_SECRET: Final = 4
HIDDEN: Final = "[hidden]"

_SAFE: Final = "/:@!$&'()*+,;=~-._"
_USER: Final = re.compile(r"(://|%3A%2F%2F)(?:(?!/|%2F|[?#\s<>]).)*?(@|%40)", re.IGNORECASE)
"""User and password of an address, as it stands in a query."""
_SECRET: Final = re.compile(r"(Bearer|Basic)(?:\s|\+|%20)+[^\s&;]+", re.IGNORECASE)

Environ = Mapping[str, Any]


def facts(environ: Environ) -> dict[str, object]:
    """Give what a request says of itself: client, method, address, program."""
    secret = presented(environ.get("HTTP_AUTHORIZATION"))
    agent = environ.get("HTTP_USER_AGENT")
    return {
        "client": environ.get("REMOTE_ADDR", ""),
        "method": _without(environ.get("REQUEST_METHOD", ""), secret)[:20],
        "target": _without(target(environ), secret)[:LONGEST],
        "agent": None if agent is None else _SECRET.sub(rf"\1 {HIDDEN}", _without(agent, secret))[:LONGEST_AGENT],
    }


def target(environ: Environ) -> str:
    """Write the address that was asked for, without what may be secret in it."""
    path = quote(environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""), safe=_SAFE, encoding="latin-1")
    given = environ.get("QUERY_STRING", "")
    if not given:
        return path
    parts = "&".join(_parameter(part) for part in given.split("&"))
    return f"{path}?{parts}"


def _parameter(part: str) -> str:
    name, equals, value = part.partition("=")
    if unquote_to_bytes(name.replace("+", " ")).decode("latin-1") not in KNOWN:
        # A name alone may be the secret itself.
        return f"{_quoted(name)}={HIDDEN}" if equals else HIDDEN
    value = _SECRET.sub(rf"\1 {HIDDEN}", _USER.sub(rf"\1{HIDDEN}\2", value))
    return f"{name}{equals}{_quoted(value)}"


def _quoted(text: str) -> str:
    """Leave what is percent-encoded as it came, and encode what an address does not hold."""
    return quote(text, safe=f"{_SAFE}%?[]", encoding="latin-1", errors="replace")


def _without(text: str, secret: str | None) -> str:
    """Take a secret out of a text, plain or percent-encoded."""
    if secret is None or len(secret) < SHORTEST_SECRET:
        return text
    for form in (secret, quote(secret, safe="", encoding="latin-1", errors="replace")):
        text = text.replace(form, HIDDEN)
    return text
