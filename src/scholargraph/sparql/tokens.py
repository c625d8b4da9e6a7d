"""Tokens that raise a client's deadline: made, presented (RFC 6750), and known by their digests.

It decides nothing about who has which. A site keeps a token's SHA-256 only. A token is no password: it holds 256 random bits, so that nothing slower is needed.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

CHALLENGE: Final = 'Bearer error="invalid_token"'
"""The value of WWW-Authenticate for a token that is not one of the site's (RFC 6750, section 3)."""

_SCHEME: Final = "bearer "


def new() -> tuple[str, str]:
    """Make a token; give it and its digest, in hexadecimal."""
    token = secrets.token_urlsafe(32)
    return token, digest(token)


def digest(token: str) -> str:
    """Give what a site keeps of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def presented(authorization: str | None) -> str | None:
    """Give the token of an Authorization field, or None.

    Other schemes are not looked at: a proxy before the site may have asked for them.
    """
    if authorization is None or authorization[: len(_SCHEME)].lower() != _SCHEME:
        return None
    return authorization[len(_SCHEME) :].strip()
