"""Elements and entities in copied words: HTML, JATS and MathML by a list of names, character references of HTML.

What has no name of the list stays as printed: `<foo>`, `a < b`, `Vec<T>`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from scholargraph.bibliography.markup import mathml
from scholargraph.bibliography.markup.signs import BREAK, CLOSE, OPEN

ELEMENTS: Final[Mapping[str, str | None]] = {
    **dict.fromkeys(("i", "em", "italic"), "i"),
    **dict.fromkeys(("b", "strong", "bold"), "b"),
    **dict.fromkeys(("sub", "inf"), "sub"),
    "sup": "sup",
    **dict.fromkeys(("tt", "monospace"), "code"),
    **dict.fromkeys(("scp", "sc", "u", "span", "underline", "font", "small"), None),
    **dict.fromkeys(("p", "br"), BREAK),
}
"""HTML and the elements that publishers write in its place: what becomes of each; None where its words stay and no more."""
JATS: Final[Mapping[str, str | None]] = {
    **ELEMENTS,
    **dict.fromkeys(("overline", "strike", "roman", "sans-serif", "named-content", "styled-content", "inline-formula",
                     "disp-formula", "alternatives", "ext-link", "xref", "abstract", "uri", "email"), None),
    **dict.fromkeys(("title", "sec", "list", "list-item", "break"), BREAK),
}  # fmt: skip
"""Elements with the prefix of JATS 1.3, as Crossref gives them."""
KNOWN: Final = re.compile(
    rf"</?(?:jats:)?(?:{'|'.join(ELEMENTS)})(?:\s[^<>]*=[^<>]*)?/?>|</?(?:jats:(?:{'|'.join(JATS)})|(?:mml:|m:)?math)[\s/>]"
)
"""A tag that plain words never hold."""

_LONGEST: Final = 1000
_TAG: Final = re.compile(
    r"<(?P<ends>/?)(?P<name>(?:[A-Za-z]+:)?[A-Za-z][A-Za-z0-9-]*)"
    r"(?:\s+[A-Za-z_:][\w:.-]*\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=]+))*\s*(?P<empty>/?)>"
)
_ENTITY: Final = re.compile(
    r"&(?:(?:amp|#38|#[xX]26);)*(?P<name>#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
_SPACES: Final = frozenset("\t\n\r\xa0")
_REFUSED: Final = frozenset({"Cc", "Cs", "Cn", "Co"})


def marked(text: str) -> str:
    """Put signs in place of known elements, and characters in place of references to them."""
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    if "<" not in text:
        return text
    return _without_tags(mathml.marked(text))


def stripped(text: str) -> str:
    """Give the text without known tags, also where they stand within each other in any depth."""
    return _without_tags(text, kept=False)


def _character(found: re.Match[str]) -> str:
    """The characters of a reference, also of one whose & was escaped again; one that is not known stays."""
    reference = f"&{found['name']};"
    words = html.unescape(reference)
    if words in _SPACES:
        return " "
    if words == reference or any(unicodedata.category(letter) in _REFUSED for letter in words):
        return found.group()
    return words


def _without_tags(text: str, *, kept: bool = True) -> str:
    """Go through the text once; where a tag goes, what stood before and after it may be one (`<<i>i>`), and is looked at."""
    written: list[str] = []
    opened: list[int] = []
    for piece in re.split("([<>])", text):
        if piece == "<":
            opened.append(len(written))
        written.append(piece)
        if piece != ">" or not opened:
            continue
        start = opened.pop()
        tag = "".join(written[start:])
        found = _TAG.fullmatch(tag) if len(tag) <= _LONGEST else None
        sign = None if found is None else _sign(found, text)
        if sign is None:
            opened.clear()  # no tag holds another bracket
        else:
            del written[start:]
            written.append(sign if kept else "")
    return "".join(written)


def _sign(tag: re.Match[str], text: str) -> str | None:
    """What becomes of a tag; None where it is not known."""
    prefix, _, name = tag["name"].rpartition(":")
    if prefix.lower() in {"mml", "m"} or (not prefix and name in mathml.ELEMENTS):
        return "" if name in mathml.ELEMENTS else None
    table = ELEMENTS if not prefix else JATS if prefix.lower() == "jats" else {}
    if name.lower() not in table or (len(name) == 1 and name.isupper() and f"</{name}>" not in text):
        return None
    sign = table[name.lower()]
    if sign is None or sign == BREAK:
        return sign or ""
    return "" if tag["empty"] else (CLOSE if tag["ends"] else OPEN)[sign]
