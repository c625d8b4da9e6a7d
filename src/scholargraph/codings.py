"""Content codings of HTTP (RFC 9110, section 8.4): bodies unpacked, never more than is allowed; answers packed.

It reads no stream: what is packed or unpacked is in memory, as bodies of requests and of answers are here.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from typing import Final

import brotli

CODINGS: Final = ("gzip", "deflate")
"""The codings of bodies that are read here."""
OFFERED: Final = ("br", "gzip")
"""What answers are packed with; where a client likes both equally, the first."""
SMALLEST: Final = 1024
"""Bytes from which on an answer to a query is packed: a smaller one is one packet in any case."""
LARGE: Final = 128 * 1024
"""Bytes from which on speed matters more than size: half a second of work would else go into one answer."""
PACKED_A_SECOND: Final = 80 * 1024 * 1024
"""Bytes of a large answer that are packed in a second (88 to 130 million were measured, of HTML and JSON)."""
MOST_CODINGS: Final = 2
"""How often a body may be packed: each coding can multiply the work by a thousand."""
MOST_MEMBERS: Final = 16
"""Pieces that a body may be packed in, one after the other: each is a copy of all that follow."""

# Some leave out the frame that RFC 1950 puts around what is deflated.
_WINDOWS: Final = {"gzip": (16 + zlib.MAX_WBITS,), "deflate": (zlib.MAX_WBITS, -zlib.MAX_WBITS)}

BEST: Final = {"br": 9, "gzip": 9}
"""How hard each coding tries for what is packed once and sent for years; Brotli's 11 takes a second for half a megabyte."""
_QUALITIES: Final = {"br": (5, 2), "gzip": (6, 1)}
"""How hard each coding tries, for usual answers and for large ones: a step more costs twice the time for 5 % of the size."""
_MOST_FIELD: Final = 512
"""Characters of an Accept-Encoding field that are read; what browsers send is shorter than 40."""
_CHOICE: Final = re.compile(r"[ \t]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*(?:;[ \t]*[qQ]=([01](?:\.[0-9]{0,3})?)[ \t]*)?")


@lru_cache(maxsize=256)
def accepted(field: str | None) -> str | None:
    """Choose the coding of an answer by a field Accept-Encoding; None where it is sent as it is.

    RFC 9110, section 12.5.3: the greatest weight decides, `*` stands for what is not named, and without a field nothing is
    packed. A part of the field that is malformed is not there; where all is refused, the answer comes as it is.

    >>> accepted("gzip, deflate, br"), accepted("gzip;q=1, br;q=0.5"), accepted("br;q=0, *"), accepted("identity")
    ('br', 'gzip', 'gzip', None)
    """
    weights: dict[str, float] = {}
    parts = (field or "")[: _MOST_FIELD + 1].split(",")
    if len(field or "") > _MOST_FIELD:
        parts.pop()  # it may be cut before the weight that refuses it
    for part in parts:
        found = _CHOICE.fullmatch(part)
        if found is not None:
            name = found[1].lower().removeprefix("x-")
            weights.setdefault(name, min(1.0, float(found[2] or 1)))
    others = weights.get("*", 0.0)
    best = max(OFFERED, key=lambda coding: weights.get(coding, others))
    weight = weights.get(best, others)
    return best if weight > 0 and weight >= weights.get("identity", 0.0) else None


def packed(body: bytes, coding: str, *, quality: int | None = None) -> bytes:
    """Pack a body with a coding of `OFFERED`; the same body gives the same bytes. Without a quality, a quick one is chosen.

    >>> unpacked(packed(b"tides " * 99, "gzip"), ["gzip"], most=999) == b"tides " * 99
    True
    """
    if quality is None:
        quality = _QUALITIES[coding][len(body) > LARGE]
    if coding == "br":
        made: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=quality)
        return made
    return zlib.compress(body, quality, 16 + zlib.MAX_WBITS)


def tag_of(tag: str, coding: str | None) -> str:
    """Give the validator of a packed form, which is another representation (RFC 9110, section 8.8.3.3)."""
    return tag if coding is None else f"{tag}-{coding}"


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
