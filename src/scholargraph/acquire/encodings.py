"""The encoding of a text, as its first bytes tell it: a byte order mark, a declaration in a comment or, of an HTML page,
in a `meta` element, otherwise UTF-8.

Nothing is guessed from the letters. It opens nothing and knows no format but for how programs write such comments.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

HEAD: Final = 4096
"""How many bytes tell the encoding."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8", 1),
    (codecs.BOM_UTF32_LE, "utf-32-le", 4),
    (codecs.BOM_UTF32_BE, "utf-32-be", 4),
    (codecs.BOM_UTF16_LE, "utf-16-le", 2),
    (codecs.BOM_UTF16_BE, "utf-16-be", 2),
)
"""Byte order marks (Unicode 16, section 23.8), with the encoding that each tells and the bytes of its code units."""
_ONE_BYTE: Final = frozenset(
    {"ascii", "mac-roman", "mac-cyrillic", "mac-greek", "mac-latin2", "mac-turkish", "koi8-r", "koi8-u", "tis-620"}
    | {f"iso8859-{part}" for part in range(1, 17) if part != 12}
    | {f"cp{page}" for page in (437, 737, 775, 850, 852, 855, 857, 858, 860, 861, 863, 865, 866, 874)}
    | {f"cp{page}" for page in range(1250, 1259)}
)
_MANY_BYTES: Final = frozenset(
    {"gb2312", "gbk", "gb18030", "big5", "big5hkscs", "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949"}
)
"""Encodings in which ASCII characters are themselves, and others have two bytes or more."""
_BIBDESK: Final[Mapping[str, str]] = {
    "unicode (utf-8)": "utf-8",
    "western (ascii)": "ascii",
    "western (iso latin 1)": "iso8859-1",
    "western (iso latin 9)": "iso8859-15",
    "western (mac os roman)": "mac-roman",
    "western (windows latin 1)": "cp1252",
    "central european (iso latin 2)": "iso8859-2",
    "cyrillic (windows)": "cp1251",
    "japanese (euc)": "euc_jp",
    "japanese (shift jis)": "shift_jis",
}
"""The names that BibDesk writes (those of macOS)."""
_PAGES: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("ascii", "us-ascii", "latin1", "latin-1", "l1", "iso-8859-1", "iso8859-1", "iso_8859-1"), "cp1252"
    ),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "korean"), "cp949"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("tis-620", "iso-8859-11"), "cp874"),
    **dict.fromkeys(("big5", "big5-hkscs"), "big5hkscs"),
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be", "unicode"), "utf-8"),
}
"""What browsers take a name in a page for (WHATWG, Encoding, section 4.2); a page that can say UTF-16 is not written in it."""
_PAGE: Final = re.compile(
    rb"\s*<(?:!doctype\s+html|html|head|title|meta|!--|\?xml[^>]*>\s*<(?:!doctype\s+html|html))", re.IGNORECASE
)
_PAGE_COMMENT: Final = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_CHARSET: Final = re.compile(
    rb"<meta\s[^>]{0,400}?charset\s*=\s*[\"']?\s*(?P<name>[A-Za-z0-9_.:-]{1,40})", re.IGNORECASE
)
_COMMENT: Final = re.compile(rb"\s*(?:%|This file was created with JabRef|Encoding: )")
_ENTRY: Final = re.compile(rb"^[ \t]*@[ \t]*[A-Za-z]", re.MULTILINE)
_DECLARED: Final = re.compile(
    rb"^[ \t]*%*[ \t]*(?:Encoding:[ \t]*(?P<jabref>[^\s%]{1,40})"  # JabRef
    rb"|Saved with string encoding (?P<bibdesk>[^\r\n]{1,60}?)"  # BibDesk
    rb"|!TeX encoding[ \t]*=[ \t]*(?P<tex>[^\s%]{1,40})"  # TeX editors
    rb"|[^\r\n]{0,80}-\*-[^\r\n]{0,80}?coding:[ \t]*(?P<emacs>[^\s;]{1,40})[^\r\n]*?-\*-)[ \t]*\r?$",  # Emacs
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes of a text are to be read.

    Attributes:
        codec: the name of Python's codec, without the byte order mark.
        mark: how many bytes the byte order mark has.
        unit: the bytes of a code unit: 1 where ASCII characters are themselves, otherwise 2 or 4.
        declared: what a comment of the text says that it is written in, if one does.
        known: False where that is no encoding that can be read.
        newline: what ends a line: a line feed, or a carriage return where the first lines have nothing else.
    """

    codec: str = "utf-8"
    mark: int = 0
    unit: int = 1
    declared: str | None = None
    known: bool = True
    newline: str = "\n"

    def decode(self, data: bytes) -> str:
        """Read bytes that begin and end with characters. Raises UnicodeDecodeError."""
        return data.decode(self.codec)

    def size(self, text: str) -> int:
        """Give how many bytes a text has that was read in this encoding; half a surrogate pair is a byte that was no text."""
        if text.isascii() or self.codec in _ONE_BYTE:
            return self.unit * len(text)
        if self.unit == 4:
            return 4 * len(text)
        if self.unit == 2:
            return 2 * (len(text) + sum(letter > "\uffff" for letter in text))
        return len(text.encode(self.codec, "surrogateescape"))

    def letters(self, data: bytes) -> int:
        """Give how many characters some bytes have."""
        if self.codec == "utf-8":
            return len(data.translate(None, _CONTINUATION))
        return len(data) if self.codec in _ONE_BYTE else len(data.decode(self.codec, "replace"))


_CONTINUATION: Final = bytes(range(0x80, 0xC0))
"""The bytes of UTF-8 that begin no character."""
UTF_8: Final = Encoding()


def by_mark(head: bytes) -> Encoding | None:
    """Give the encoding that a byte order mark tells; None where there is none."""
    for mark, codec, unit in _MARKS:
        if head.startswith(mark):
            return Encoding(codec, len(mark), unit, newline=_newline(head[:HEAD], codec))
    return None


def told(head: bytes) -> Encoding:
    r"""Give the encoding that the first bytes of a text tell.

    >>> told(b"% Encoding: ISO8859_1\n\n@book{a,}").codec
    'iso8859-1'
    """
    head = head[:HEAD]
    marked = by_mark(head)
    if marked is not None:
        return marked
    newline = _newline(head, "utf-8")
    page = _charset(head)
    if page is not None:
        codec = _PAGES.get(page.lower()) or _codec(page)
        return Encoding(codec or "utf-8", declared=page, known=codec is not None, newline=newline)
    name = _declared(head)
    if name is None:
        return UTF_8 if newline == "\n" else Encoding(newline=newline)
    codec = _codec(name)
    return Encoding(codec or "utf-8", declared=name, known=codec is not None, newline=newline)


def _charset(head: bytes) -> str | None:
    """What a `meta` element says, of a text that begins as an HTML page does (WHATWG HTML, section 13.2.3.2)."""
    if _PAGE.match(head) is None:
        return None
    found = _CHARSET.search(_PAGE_COMMENT.sub(b"", head))
    return None if found is None else found["name"].decode("ascii")


def _declared(head: bytes) -> str | None:
    """What a comment before the first entry says; only of a text that begins with a comment."""
    if _COMMENT.match(head) is None:
        return None
    entry = _ENTRY.search(head)
    comments = head if entry is None else head[: entry.start()]
    found = _DECLARED.search(comments if b"\n" in comments else comments.replace(b"\r", b"\n"))
    if found is None:
        return None
    return next(words for words in found.groups() if words is not None).decode("ascii", "replace").strip()


def _codec(name: str) -> str | None:
    """Python's codec of a name that Java, macOS or Emacs gives an encoding; None for one that is none of a text's."""
    bare = _BIBDESK.get(name.lower(), name)
    if not re.fullmatch(r"[A-Za-z0-9_.:-]{1,40}", bare):
        return None
    bare = re.sub(r"^x-|-(?:unix|dos|mac)$", "", bare.lower())
    try:
        codec = codecs.lookup(bare).name
    except (LookupError, ValueError):
        return None
    return codec if codec == "utf-8" or codec in _ONE_BYTE or codec in _MANY_BYTES else None


def _newline(head: bytes, codec: str) -> str:
    words = head[: len(head) - len(head) % 4].decode(codec, "replace")
    return "\r" if "\r" in words[:-1] and "\n" not in words else "\n"
