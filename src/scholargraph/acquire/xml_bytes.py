"""The bytes of an XML item as UTF-8 without what no XML holds, piece by piece, whatever encoding they are declared in.

It parses nothing beyond the declaration. A byte that the encoding does not have, and a character that XML excludes, become
`BAD`, so that they cost the entry that they stand in and not the file.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from typing import Final

BAD: Final = "\ufdd0"
"""Stands for what could not be read: a noncharacter, which XML allows and nobody writes (Unicode, section 23.7)."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED: Final = (
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
)
"""What a document of these encodings begins with where it has no byte order mark (XML 1.0, appendix F.1)."""
_DECLARED: Final = re.compile(rb"<\?xml\s[^>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._\-]{0,40})[\"']")
_STANDALONE: Final = re.compile(rb"\A(<\?xml\s[^>]{0,200}?)(\sstandalone\s*=\s*[\"']yes[\"'])")
"""It makes an unknown character name the end of the document, where it is otherwise a fault of its place."""
_HEAD: Final = 400
_WIDE: Final = re.compile(r"(?:utf|ucs|iso-10646-ucs)[-_]?(?:16|32|2|4)", re.IGNORECASE)
_ASCII: Final = "".join(map(chr, range(32, 127)))
_ESCAPES: Final = frozenset({"unicode-escape", "raw-unicode-escape", "unicode_escape", "raw_unicode_escape"})
"""Encodings of Python's own, in which ASCII means something else."""
_EXCLUDED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ALLOWED: Final = ((0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))
"""Characters that XML 1.0 excludes and allows (section 2.2)."""
_REFERENCE: Final = re.compile(rb"&#(?:x0*([0-9A-Fa-f]{1,8})|0*([0-9]{1,10}));")
_LONGEST_REFERENCE: Final = 80
_OF_ONE_BYTE: Final = frozenset({"iso8859-1", "iso8859-15", "iso8859-2", "cp1250", "cp1252"})
"""Encodings in which any byte, or nearly any, is a letter, so that text in UTF-8 is read in them without an error."""


def _mark_bad(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return BAD, error.end


codecs.register_error("scholargraph-xml", _mark_bad)


class XmlBytes:
    """Turns the bytes of one document into UTF-8.

    `feed` gives what can be given so far. It raises ValueError where the declared encoding is unknown, or is certainly not
    that of the bytes.
    """

    def __init__(self) -> None:
        self._head = b""
        self._decoder: codecs.IncrementalDecoder | None = None
        self._utf8: codecs.IncrementalDecoder | None = None
        self._rest = b""
        self._declared = "utf-8"

    def feed(self, data: bytes, *, final: bool = False) -> bytes:
        """Take the next bytes of the document."""
        begins = self._decoder is None
        if self._decoder is None:
            self._head += data
            if len(self._head) < _HEAD and not final:
                return b""
            data, self._head = self._head, b""
            self._decoder, data = self._begin(data)
        if self._utf8 is not None:
            self._utf8 = self._still_utf8(self._utf8, data)
        text = self._decoder.decode(data, final)
        plain = text.isascii() and _EXCLUDED.search(text) is None
        clean = self._rest + (text if plain else _EXCLUDED.sub(BAD, text)).encode("utf-8")
        self._rest = b""
        if begins:
            clean = _STANDALONE.sub(_blank, clean, count=1)
        cut = clean.rfind(b"&", max(0, len(clean) - _LONGEST_REFERENCE))
        if cut >= 0 and not final and b";" not in clean[cut:]:
            clean, self._rest = clean[:cut], clean[cut:]
        return _REFERENCE.sub(_checked, clean) if b"&#" in clean else clean

    def _begin(self, head: bytes) -> tuple[codecs.IncrementalDecoder, bytes]:
        """Tell the encoding from the first bytes; give what decodes it, and the bytes without their mark."""
        encoding, mark = next(((name, mark) for mark, name in _MARKS if head.startswith(mark)), (None, b""))
        encoding = encoding or next((name for start, name in _UNMARKED if head.startswith(start)), None)
        if encoding is None:
            found = _DECLARED.match(head)
            encoding = found[1].decode("ascii") if found else "utf-8"
            if _WIDE.match(encoding):
                encoding = "utf-8"  # the declaration was read as ASCII, as which none of these can be read
            if not _is_ascii_first(encoding):
                raise ValueError(f"it is not XML: it declares an unknown encoding, “{encoding}”")
        self._declared = encoding
        if codecs.lookup(encoding).name in _OF_ONE_BYTE:
            self._utf8 = codecs.getincrementaldecoder("utf-8")()
        return codecs.getincrementaldecoder(encoding)(errors="scholargraph-xml"), head.removeprefix(mark)

    def _still_utf8(self, decoder: codecs.IncrementalDecoder, data: bytes) -> codecs.IncrementalDecoder | None:
        """Raise ValueError where all bytes so far are UTF-8, with letters beyond ASCII, but declared as something else."""
        try:
            text = decoder.decode(data)
        except UnicodeDecodeError:
            return None
        if not text.isascii():
            raise ValueError(f"it is not XML: it declares the encoding “{self._declared}”, but its bytes are UTF-8")
        return decoder


def _is_ascii_first(encoding: str) -> bool:
    """Whether an encoding is known and begins with ASCII: only then can its declaration be read."""
    with suppress(LookupError, ValueError, AttributeError):
        return codecs.lookup(encoding).name not in _ESCAPES and _ASCII.encode("ascii").decode(encoding) == _ASCII
    return False


def _blank(found: re.Match[bytes]) -> bytes:
    return found[1] + b" " * len(found[2])


def _checked(found: re.Match[bytes]) -> bytes:
    """Give a character reference, or what stands for one to a character that XML excludes."""
    number = int(found[1], 16) if found[1] else int(found[2])
    allowed = number in {9, 10, 13} or any(first <= number <= last for first, last in _ALLOWED)
    return found.group() if allowed else BAD.encode("utf-8")
