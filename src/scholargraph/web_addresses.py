"""Addresses of the web: the check of a site's base IRI, and an IRI as the URI that header fields and sitemaps need.

It reads no settings and resolves no name.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from contextlib import suppress
from typing import Final
from urllib.parse import SplitResult, quote, unquote, urlsplit

SCHEMES: Final = frozenset({"http", "https"})
MAX_LABEL: Final = 63
"""Octets of a label of a host name (RFC 1035, section 2.3.4)."""

_IN_URIS: Final = "!#$%&'()*+,/:;=?@[]~"
"""What a URI may hold besides letters, digits and `-._` (RFC 3986, section 2); everything else is percent-encoded."""
_NOT_IN_IRIS: Final = re.compile(r'[\s<>"{}|^`\\\x00-\x1f]')
_IN_PATHS: Final = re.compile(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/%]|[^\x00-\x7f])*")
"""The characters of a path (RFC 3987, section 2.2: ipath); which of those beyond ASCII may be, `isprintable` tells."""
_MALFORMED: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_NOT_IN_SEGMENTS: Final = frozenset("/\\<>")
"""What a segment cannot be told from others by, once it is decoded: routers and proxies decode paths."""
_ASCII_LABEL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")


def ascii_uri(address: str) -> str:
    """Map an IRI to a URI (RFC 3987, section 3.1): the host as browsers look it up, all else percent-encoded UTF-8."""
    if not address.isascii():
        with suppress(ValueError):  # what is no address at all is encoded as it stands
            parts = urlsplit(address)
            if parts.netloc and not parts.netloc.isascii():
                before, at, host = parts.netloc.rpartition("@")
                name, colon, port = host.partition(":")
                netloc = f"{before}{at}{ascii_host(name)}{colon}{port}"
                address = parts._replace(netloc=netloc).geturl()
    return quote(address, safe=_IN_URIS, errors="replace")


def ascii_host(name: str) -> str:
    """Give a host name as it is looked up: labels beyond ASCII as A-labels (RFC 5891, section 4.4; RFC 3492)."""
    return ".".join(
        label if label.isascii() else "xn--" + _settled(label).encode("punycode").decode("ascii")
        for label in name.split(".")
    )


def checked_base(base: str) -> str:
    """Check a base IRI; it ends with a slash. Raises ValueError with what is wrong and how it is mended.

    It is absolute, http or https, without query, fragment, user and password, and such that clients and proxies ask for just
    these characters: no `.` and `..` that they take away (RFC 3986, section 5.2.4), no empty segments that they merge, no
    scheme in capitals that they change, no percent-encoded slash or angle bracket, which a path cannot be told by.
    """
    try:
        parts = urlsplit(base)
        host = parts.hostname
    except ValueError:
        raise ValueError("its host cannot be read; write it in full, such as https://example.org/people/") from None
    if parts.scheme not in SCHEMES or not host or _NOT_IN_IRIS.search(base):
        raise ValueError("write it in full, such as https://example.org/people/")
    if "?" in base or "#" in base:
        raise ValueError("leave out ? and #")
    if "@" in parts.netloc:
        raise ValueError("leave out the user and the password, which would stand in every IRI")
    if not base.startswith(parts.scheme):
        raise ValueError(f"write {parts.scheme}: in small letters")
    _check_port(parts)
    _check_host(parts, host)
    _check_path(parts.path)
    return base if base.endswith("/") else base + "/"


def _check_port(parts: SplitResult) -> None:
    try:
        sound = parts.port != 0 and not parts.netloc.endswith(":")
    except ValueError:
        sound = False
    if not sound:
        raise ValueError("write a port from 1 to 65535 behind the host, or none and no colon")


def _check_host(parts: SplitResult, host: str) -> None:
    """Refuse a host that no client can look up: an IP address or labels of letters, digits and hyphens."""
    if "[" in parts.netloc:
        try:
            zone = ipaddress.IPv6Address(host).scope_id
        except ValueError:
            zone = host
        if zone is not None:
            raise ValueError("write an IPv6 address in its brackets, such as http://[2001:db8::1]/, without a zone")
        return
    for label in host.removesuffix(".").split("."):
        if label.isascii():
            sound = bool(_ASCII_LABEL.fullmatch(label)) and len(label) <= MAX_LABEL
        else:
            sound = label == _settled(label) and _is_word(label) and len(ascii_host(label)) <= MAX_LABEL
        if not sound:
            raise ValueError(
                f"“{label}” is no part of a host name; write it in small letters as it is registered, or its ASCII form (xn--)"
            )


def _settled(label: str) -> str:
    """Give the form of a label that is looked up (RFC 5895, section 2): small letters, composed, of one width."""
    return unicodedata.normalize("NFKC", label.lower())


def _is_word(label: str) -> bool:
    """Whether a label beyond ASCII holds letters, marks, digits and hyphens alone (RFC 5892, section 2)."""
    return (
        all(mark == "-" or unicodedata.category(mark)[0] in "LMN" for mark in label)
        and not label.startswith("-")
        and not label.endswith("-")
        and unicodedata.category(label[0])[0] != "M"
    )


def _check_path(path: str) -> None:
    if _MALFORMED.search(path):
        raise ValueError("write two hexadecimal digits behind each %, or %25 for the sign itself")
    try:
        segments = [unquote(segment, errors="strict") for segment in path.removesuffix("/").split("/")[1:]]
    except UnicodeDecodeError:
        raise ValueError(
            "what is percent-encoded is not UTF-8; encode UTF-8, or write the letters as they are"
        ) from None
    if not {".", ".."}.isdisjoint(segments):
        raise ValueError("leave out . and .., which clients take away")
    if "" in segments:
        raise ValueError("leave out empty parts (//), which proxies take away")
    if any(set(segment) & _NOT_IN_SEGMENTS or not segment.isprintable() for segment in segments):
        raise ValueError("leave out percent-encoded slashes, backslashes, angle brackets and controls")
    if not _IN_PATHS.fullmatch(path):
        raise ValueError("percent-encode what no path may hold, such as [ as %5B")
