"""An HTML page as tokens with their places in its text: start tags with attributes, end tags, words.

It follows the tokenization of the HTML standard (WHATWG, section 13.2.5) as far as what it gives goes: no error states, no
`CDATA`, no tree. Every step goes forward, so that the time is that of the page's length, whatever stands in it; Python's own
parser begins anew at every `<` that nothing closes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

MAX_PARTS: Final = 200_000
"""So many tags and attributes of a page are read; pages have some thousands."""

VOID: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "basefont",
        "bgsound",
        "frame",
        "keygen",
    ]
)
"""Elements without content and without end tag (WHATWG, section 13.1.2)."""
RAW: Final = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
"""Elements whose content is text as it stands, up to their end tag."""
ESCAPABLE: Final = frozenset({"textarea", "title"})
"""Elements whose content is text with character references."""

_MARKUP: Final = re.compile(
    r"<(?=[a-zA-Z!?/])(?:(?P<comment>!--)|(?P<bogus>[!?]|/(?=[^a-zA-Z]))|(?P<end>/)?(?P<name>[a-zA-Z][^\s/>\0]*))"
)
_ATTRIBUTE: Final = re.compile(
    r"""[\s/]*(?:(?P<close>>)|(?P<name>[^\s/>][^\s/>=]*)(?P<is>\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>(?!["'])[^\s>]+))?)?)"""
)
_NUMBER: Final = re.compile(r"&#(?:0*[0-9]{8,}|[xX]0*[0-9a-fA-F]{7,});?")
_COMMENT_END: Final = re.compile(r"--!?>")


@dataclass(frozen=True, slots=True)
class Attribute:
    """The value of an attribute: decoded, and where it is written, without its quotation marks."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StartTag:
    """A start tag: its name in small letters, its attributes (of two of one name the first), where it stands."""

    name: str
    attributes: Mapping[str, Attribute]
    start: int
    end: int

    def value(self, name: str) -> str | None:
        """Give the value of an attribute; None where the tag has none of this name."""
        found = self.attributes.get(name)
        return None if found is None else found.value


@dataclass(frozen=True, slots=True)
class EndTag:
    """An end tag."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Words:
    """Text between tags, by its place; of `script` and the like (`raw`) without character references."""

    start: int
    end: int
    raw: bool = False


@dataclass(frozen=True, slots=True)
class TooMuch:
    """More than `MAX_PARTS`: what stands from here on is not read."""

    start: int


Token = StartTag | EndTag | Words | TooMuch


def decoded(text: str) -> str:
    """Give a text with its character references resolved (WHATWG, section 13.5).

    >>> decoded("Benoît &amp; Zo&#xEB;")
    'Benoît & Zoë'
    """
    if "&" not in text:
        return text
    return html.unescape(_NUMBER.sub("\ufffd", text))  # of a number of thousands of digits Python makes an error


def tokens(text: str) -> Iterator[Token]:
    """Give the tokens of a page in order. What is left open at the end gives what has come of it."""
    at, parts = 0, 0
    while (found := _MARKUP.search(text, at)) is not None:
        if found.start() > at:
            yield Words(at, found.start())
        parts += 1
        if found["comment"] or found["bogus"]:
            at = _after_comment(text, found.end()) if found["comment"] else _after(text, ">", found.end() - 1)
        else:
            tag, at, read = _tag(text, found, MAX_PARTS - parts)
            parts += read
            if tag is not None and parts < MAX_PARTS:
                yield tag
                words, at = _content(text, tag, at)
                yield from words
        if parts >= MAX_PARTS:
            yield TooMuch(found.start())
            return
    if at < len(text):
        yield Words(at, len(text))


def _content(text: str, tag: StartTag | EndTag, at: int) -> tuple[list[Words], int]:
    """Give the text of an element in which no tags stand, and its end."""
    if isinstance(tag, EndTag) or tag.name not in RAW | ESCAPABLE:
        return [], at
    end = _content_end(text, tag.name, at)
    return ([Words(at, end, raw=tag.name in RAW)] if end > at else []), end


def _tag(text: str, found: re.Match[str], most: int) -> tuple[StartTag | EndTag | None, int, int]:
    """Read a tag to its end, with so many attributes at most, and count these; a page that ends within one has no such tag."""
    name, at, read = found["name"].lower(), found.end(), 0
    attributes: dict[str, Attribute] = {}
    while True:
        part = _ATTRIBUTE.match(text, at)
        if part is None or read >= most:
            return None, len(text), read
        if part["close"]:
            break
        read += 1
        at = part.end()
        kind = next((kind for kind in ("double", "single", "bare") if part[kind] is not None), None)
        if part["is"] and kind is None and text[at : at + 1] != ">":
            return None, len(text), read  # a quotation mark that nothing closes
        key = part["name"].lower()
        if key not in attributes:
            start, end = part.span(kind) if kind else part.span("name")
            attributes[key] = Attribute(decoded(text[start:end]) if kind else "", start, end)
    at = part.end()
    if found["end"]:
        return EndTag(name, found.start(), at), at, read
    return StartTag(name, attributes, found.start(), at), at, read


def _content_end(text: str, name: str, at: int) -> int:
    ending = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, at)
    return ending.start() if ending else len(text)


def _after_comment(text: str, at: int) -> int:
    """Give the end of a comment that begins here; `<!-->` and `<!--->` are whole ones."""
    for empty in (">", "->"):
        if text.startswith(empty, at):
            return at + len(empty)
    found = _COMMENT_END.search(text, at)
    return found.end() if found else len(text)


def _after(text: str, mark: str, at: int) -> int:
    found = text.find(mark, at)
    return len(text) if found < 0 else found + 1
