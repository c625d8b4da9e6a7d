"""Answers of other servers (HTTP): read whole or not at all, what is a web page, when to come back, what went wrong.

It sends nothing and follows nothing; `client` and `acquire.fetching` do.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPResponse, IncompleteRead
from socket import gaierror
from ssl import SSLError
from typing import Final
from urllib.error import URLError
from xml.parsers import expat

from scholargraph.codings import codings_of, unpacked
from scholargraph.deadlines import Deadline

_CHUNK: Final = 1 << 16
_START: Final = 1 << 12
_UNITS: Final = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))
# Nothing in it is tried twice: comments that could be parted in many ways would keep whoever asked busy for ever.
_BEFORE: Final = rb"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:(?><!--.*?-->)\s*+)*+"
_PAGE: Final = re.compile(_BEFORE + rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_PIECE_OF_PAGE: Final = re.compile(
    _BEFORE + rb"<(?:head|title|meta|link|script|style|body|center|h[1-6]|p|div|form|table|br)\b",
    re.IGNORECASE | re.DOTALL,
)


class BodyError(ValueError):
    """A body is not whole, not sound, or too large; the words follow upon “its answer”, with the remedy.

    `is_cut` is whether it broke off on the way, so that it may come whole another time.
    """

    is_cut = False


class CutError(BodyError):
    """A body broke off on the way."""

    is_cut = True


class TooLargeError(BodyError):
    """A body is larger than it may be."""


def whole_body(response: HTTPResponse, deadline: Deadline, *, most: int) -> bytes:
    """Read and unpack a body of at most `most` bytes, packed and unpacked, until the deadline.

    `HTTPResponse.read` with a size gives a cut body as if it were all (RFC 9112, section 8), so what came is held against
    what was declared.

    Raises:
        BodyError: it is larger, cut, damaged, or nothing tells its end.
        TimeoutError: the deadline passed. Other OSErrors and HTTPExceptions of the connection pass, too.
    """
    declared, parts, size = response.length, list[bytes](), 0
    if declared is not None and declared > most:
        raise _too_large(most)
    try:
        while declared is None or size < declared:
            part = response.read1(_CHUNK if declared is None else min(_CHUNK, declared - size))
            if not part:
                break
            parts.append(part)
            size += len(part)
            if size > most:
                raise _too_large(most)
            deadline.left()  # what comes without a wait asks no socket
    except IncompleteRead:
        raise CutError("was cut on the way: try again") from None
    body = b"".join(parts)
    if declared is not None and size < declared:
        raise CutError(f"was cut on the way, {size:,} of {declared:,} bytes came: try again")
    plain = _unpacked(body, response.headers.get("Content-Encoding", ""), most)
    whole = declared is not None or response.chunked or plain is not body  # what is packed tells its end
    if not whole and not _ends_itself(body, response.headers.get_content_type()):
        raise CutError("was cut, or tells neither its length nor its end: try again, or ask for JSON")
    return plain


def _unpacked(body: bytes, field: str, most: int) -> bytes:
    try:
        codings = codings_of(field)
        plain = unpacked(body, codings, most=most) if codings else body
    except ValueError as error:
        raise BodyError(f"is {error}: try again") from None
    if len(plain) > most:
        raise _too_large(most)
    return plain


def _too_large(most: int) -> TooLargeError:
    return TooLargeError(f"is larger than {most:,} bytes: ask for less, or raise the cap")


def _ends_itself(body: bytes, media_type: str) -> bool:
    """Whether an answer without a length shows by itself that it is whole, as documents of JSON and XML do."""
    if media_type.endswith("json"):
        return json_fault(body) is None
    return media_type.endswith("xml") and xml_fault(body) is None


def json_fault(body: bytes) -> str | None:
    """Say why a body is no JSON; None where it is."""
    try:
        json.loads(body)
    except (ValueError, RecursionError) as error:
        return str(error)
    return None


def xml_fault(body: bytes) -> str | None:
    """Say why a body is no XML without a DOCTYPE, where entities could be; None where it is."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(body, True)  # noqa: FBT003 - the library's own signature
    except (ValueError, RecursionError, expat.ExpatError) as error:
        return str(error)
    return None


def _no_doctype(*_: object) -> None:
    raise ValueError("it has a DOCTYPE")


def is_page(body: bytes, media_type: str) -> bool:
    """Whether a body is HTML, by its first words; where it is called so, a piece of a page will do."""
    start = body[:_START].removeprefix(b"\xef\xbb\xbf")
    return bool(_PAGE.match(start) or ("html" in media_type and _PIECE_OF_PAGE.match(start)))


def retry_seconds(field: str | None, *, now: datetime | None = None) -> int | None:
    """Read a Retry-After field, seconds or a date (RFC 9110, section 10.2.3); None where it is neither."""
    words = (field or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", words):
        return int(words)
    try:
        then = parsedate_to_datetime(words)
        return max(0, round((then.astimezone(UTC) - (now or datetime.now(UTC))).total_seconds()))
    except (ValueError, OverflowError):
        return None


def span(seconds: int) -> str:
    """Say a span of time in its largest unit, rounded up, so that nobody comes back too early.

    >>> span(45), span(120), span(5400)
    ('45 seconds', '2 minutes', '2 hours')
    """
    size, unit = next(((size, unit) for size, unit in _UNITS if seconds >= size), (1, "second"))
    number = -(-seconds // size)
    return f"{number:,} {unit}{'' if number == 1 else 's'}"


def reason_of(error: Exception) -> str:
    """Say what went wrong on the way, and what to do about it."""
    cause = error.reason if isinstance(error, URLError) else error
    words = getattr(cause, "strerror", None) or str(cause) or type(cause).__name__
    if isinstance(cause, TimeoutError):
        return "it did not answer in time: ask for less, or allow a longer timeout"
    if isinstance(cause, ConnectionRefusedError):
        return "nobody listens there (connection refused): start it, or check the address"
    if isinstance(cause, gaierror | SSLError):
        return f"it cannot be reached ({words}): check the address"
    return f"the connection broke ({words}): try again"


def printable(words: str) -> str:
    """Give words without control characters, which could steer a terminal."""
    return "".join(character if character.isprintable() else " " for character in words)
