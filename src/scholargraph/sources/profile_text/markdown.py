"""The text of a Markdown page without its marks, of the same length, so that every place stays what it was.

Emphasis, links, images, HTML tags and the front matter give way to spaces; words stay. It knows CommonMark's inline marks
(version 0.31.2, sections 6.2 to 6.6), not its block structure.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.bibliography.words import LINK_LABELS

_NOTHING: Final = "\u2060"
"""Stands for no letter (WORD JOINER); values leave it out."""

_FRONT_MATTER: Final = re.compile(r"\A\ufeff?---[ \t]*\r?\n.{0,6000}?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_LINK: Final = re.compile(
    r"(?P<image>!?)\[(?P<text>[^\[\]\n]{0,300})\]\((?P<to>[^()\s\n]{0,500}(?:\([^()\s\n]{0,100}\)[^()\s\n]{0,200})?)(?:\s+\"[^\"\n]{0,200}\")?\)(?:\{[^{}\n]{0,80}\})?"
)
_TAG: Final = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,10}(?:\s[^<>\n]{0,400})?/?>|<!--.{0,400}?-->|\{:[^{}\n]{0,80}\}")
_EMPHASIS: Final = re.compile(
    r"(?<![\w*])[*_]{1,3}(?=[^\s*_])|(?<=[^\s*_])[*_]{1,3}(?![\w*])|(?<=[^\s*])\*{1,3}|\*{1,3}(?=[^\s*])|`"
)
_ESCAPE: Final = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_SIGNS: Final = (
    re.compile(r"(?m)^\s{0,3}#{1,6}\s+\S"),
    re.compile(r"\*\*[^*\n]{2,200}\*\*|__[^_\n]{2,200}__"),
    re.compile(r"\[[^\[\]\n]{1,200}\]\([^()\s\n]{1,300}\)"),
    _FRONT_MATTER,
)


def is_markdown(text: str) -> bool:
    """Whether a text has at least two of the marks that only Markdown has."""
    return sum(sign.search(text) is not None for sign in _SIGNS) >= 2


def plain(text: str) -> str:
    """Give the words of a Markdown text with spaces for its marks, of the same length."""
    text = _FRONT_MATTER.sub(_blank, text)
    text = _TAG.sub(_blank, text)
    text = _LINK.sub(_link, text)
    text = _ESCAPE.sub(_NOTHING, text)
    return _EMPHASIS.sub(_mark, text)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n\r]", " ", found.group())


def _link(found: re.Match[str]) -> str:
    """Keep the words of a link; keep its address, too, where the words are a label such as “pdf” or “doi”."""
    if found["image"]:
        return " " * len(found.group())
    words, address = found["text"], found["to"]
    label = words.casefold().strip(" *_`") in LINK_LABELS and address.startswith("http")
    start = found.start()
    kept = [" "] * len(found.group())
    for at in range(found.start("text") - start, found.end("text") - start):
        kept[at] = found.group()[at]
    if label:
        for at in range(found.start("to") - start, found.end("to") - start):
            kept[at] = found.group()[at]
    return "".join(kept)


def _mark(found: re.Match[str]) -> str:
    """A mark beside a space becomes a space, one within a word or before a comma becomes nothing."""
    text, start, end = found.string, found.start(), found.end()
    outside = (start == 0 or text[start - 1].isspace()) or (end == len(text) or text[end].isspace())
    return (" " if outside else _NOTHING) * (end - start)
