"""The tree that a citation is built as: text with affixes and formatting, and groups with delimiters.

It knows no style and no item. Affixes stay apart from text until the end, because punctuation moves between them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

Decoration = tuple[str, str]
"""A formatting attribute of CSL and its value: `("font-style", "italic")`, `("quotes", "true")`."""

SMALL_CAPS: Final = "small-caps"
UPRIGHT: Final = "normal"

_MARKUP: Final = {
    ("font-style", "italic"): ("<i>", "</i>"),
    ("font-style", "oblique"): ("<i>", "</i>"),
    ("font-style", "normal"): (f'<span class="{UPRIGHT}">', "</span>"),
    ("font-variant", "small-caps"): (f'<span class="{SMALL_CAPS}">', "</span>"),
    ("font-variant", "normal"): (f'<span class="{UPRIGHT}">', "</span>"),
    ("font-weight", "bold"): ("<b>", "</b>"),
    ("font-weight", "normal"): (f'<span class="{UPRIGHT}">', "</span>"),
    ("vertical-align", "sup"): ("<sup>", "</sup>"),
    ("vertical-align", "sub"): ("<sub>", "</sub>"),
}
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_RAISED: Final = {
    sign: "".join(chr(int(code, 16)) for code in parts[1:])
    for sign in map(chr, (*range(0xAA, 0xBB), *range(0x2B0, 0x2E5), *range(0x1D2C, 0x1D62), *range(0x2070, 0x2123)))
    if (parts := unicodedata.decomposition(sign).split()) and parts[0] == "<super>"
}
"""Raised letters and digits of Unicode, and what each raises."""
_SUPERSCRIPT: Final = re.compile(f"[{''.join(_RAISED)}]")
_TWO_SPACES: Final = re.compile(r"\s\s")


@dataclass(slots=True)
class Blob:
    """A node: a leaf with `text`, or a group with `children`; `number` marks a leaf that is a formatted number."""

    text: str | None = None
    prefix: str = ""
    suffix: str = ""
    delimiter: str = ""
    decorations: tuple[Decoration, ...] = ()
    children: list[Blob] = field(default_factory=list)
    number: bool = False
    inherited: tuple[Decoration, ...] = ()
    """The formatting of the groups around the node, the outermost first."""
    inverted: bool = False
    """A personal name in sort order."""

    @property
    def quoted(self) -> bool:
        """Whether quotation marks stand around the node."""
        return any(name == "quotes" and value != "false" for name, value in self.decorations)

    @property
    def formatted(self) -> bool:
        """Whether the node has a font or a position of its own."""
        return any(name != "quotes" for name, _ in self.decorations)


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotation marks of a language."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


def drop_empty(blob: Blob) -> bool:
    """Remove the descendants that hold no text; say whether the node itself holds any."""
    if blob.text is not None:
        return bool(blob.text)
    blob.children = [child for child in blob.children if drop_empty(child)]
    return bool(blob.children)


def html(blob: Blob, quotes: Quotes) -> str:
    """Return the HTML of a tree: escaped, with no elements but `i`, `b`, `sub`, `sup` and `span` of two classes."""
    if blob.text is not None:
        inner = _escape(blob.text)
    else:
        delimiter = _escape(blob.delimiter)
        inner = delimiter.join(part for child in blob.children if (part := html(child, quotes)))
    if not inner:
        return ""
    for decoration in blob.decorations:
        inner = _decorate(inner, decoration, quotes, blob)
    return f"{_escape(blob.prefix)}{inner}{_escape(blob.suffix)}"


def _decorate(inner: str, decoration: Decoration, quotes: Quotes, blob: Blob) -> str:
    name, value = decoration
    if name == "quotes":
        if value == "true":
            return f"{quotes.opening}{inner}{quotes.closing}"
        return f"{quotes.inner_opening}{inner}{quotes.inner_closing}" if value == "inner" else inner
    if value == "normal" and not any(
        one[0] == name and one[1] != "normal" for one in (*blob.inherited, *blob.decorations)
    ):
        return inner
    opening, closing = _MARKUP.get(decoration, ("", ""))
    return f"{opening}{inner}{closing}"


def _escape(text: str) -> str:
    if not text:
        return ""
    escaped = _TWO_SPACES.sub("\u00a0 ", text.translate(_ESCAPES))
    return _SUPERSCRIPT.sub(lambda found: f"<sup>{_RAISED[found[0]]}</sup>", escaped)
