"""Content codings of HTTP (RFC 9110, section 8.4): which there are here, and bodies unpacked, never more than is allowed.

It reads no stream: what is unpacked is in memory, as bodies of requests and of answers are here.
"""

from __future__ import annotations

import zlib
from typing import Final

CODINGS: Final = ("gzip", "deflate")
"""The codings that are known here."""
MOST_CODINGS: Final = 2
"""How often a body may be packed: each coding can multiply the work by a thousand."""
MOST_MEMBERS: Final = 16
"""Pieces that a body may be packed in, one after the other: each is a copy of all that follow."""

# Some leave out the frame that RFC 1950 puts around what is deflated.
_WINDOWS: Final = {"gzip": (16 + zlib.MAX_WBITS,), "deflate": (zlib.MAX_WBITS, -zlib.MAX_WBITS)}


def codings_of(field: str) -> list[str]:
    """Read a Content-Encoding field: what a body was packed with, in that order.

    Raises:
        ValueError: one of them is not known here, or there are too many; the reason, as a clause.
    """
    found = [word.strip().lower().removeprefix("x-") for word in field.split(",")]
    found = [coding for coding in found if coding not in {"", "identity"}]
    unknown = [coding for coding in found if coding not in CODINGS]
    if unknown:
        raise ValueError(f"packed as {unknown[0][:40]}")
    if len(found) > MOST_CODINGS:
        raise ValueError(f"packed {len(found)} times")
    return found


def unpacked(body: bytes, codings: list[str], *, most: int) -> bytes:
    """Unpack a body; of one that is longer than `most`, one byte more than that is given, however long it is.

    Raises:
        ValueError: it is damaged, or breaks off; the reason, as a clause.
    """
    for coding in reversed(codings):
        if len(body) > most:
            break
        body = _unpacked(body, coding, most + 1)
    return body


def _unpacked(body: bytes, coding: str, most: int) -> bytes:
    for window in _WINDOWS[coding]:
        try:
            return _inflated(body, window, most)
        except zlib.error:
            pass
    raise ValueError(f"no {coding}, or a damaged one")


def _inflated(body: bytes, window: int, most: int) -> bytes:
    """Unpack all members (RFC 1952, section 2.2). Raises zlib.error, and ValueError where it breaks off."""
    parts: list[bytes] = []
    for _ in range(MOST_MEMBERS):
        unpacking = zlib.decompressobj(window)
        parts.append(unpacking.decompress(body, most))
        most -= len(parts[-1])
        if not most:
            return b"".join(parts)
        if not unpacking.eof:
            raise ValueError("packed, and breaks off")
        body = unpacking.unused_data
        if not body:
            return b"".join(parts)
    raise ValueError("packed in too many pieces")
