"""Rich text in the fields of an item: the elements that CSL-JSON allows, quotation marks and apostrophes.

It makes children of a leaf. What does not pair stays as it was written, and is escaped like any text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from scholargraph.citation.styles.blobs import Blob, Decoration, Quotes

LETTER: Final = (
    "-0-9a-zA-Z\u0e01-\u0e5b\u00c0-\u017f\u0370-\u03ff\u0400-\u052f\u0590-\u05d4\u05d6-\u05ff\u1f00-\u1fff\u0600-\u06ff"
    "\u200c\u200d\u200e\u0218-\u021b\u202a-\u202e"
)
"""The characters of alphabetic scripts (and digits), as a class of a regular expression: italics are for these."""
_APOSTROPHE: Final = re.compile(f"([{LETTER}])’([{LETTER}])")
_SMALL_CAPS: Final = '<span style="font-variant:small-caps;">'
_NOCASE: Final = '<span class="nocase">'
_NODECOR: Final = '<span class="nodecor">'
_ANY_SMALL_CAPS: Final = re.compile(r'<span\s+style="font-variant:\s*small-caps;?"[^>]*>')
_ANY_CLASS: Final = re.compile(r'<span\s+class="(nocase|nodecor)"[^>]*>')
_SINGLE: Final = (" '", "('")
_DOUBLE: Final = (' "', '("')
_FLIPPED: Final = {"true": "inner", "inner": "true", "false": "true"}


@dataclass(frozen=True, slots=True)
class _Tag:
    """An opening tag: what closes it, the attribute that it sets, its value, and its value within each other."""

    closer: str
    attribute: str = ""
    value: str = ""
    within: tuple[tuple[str, str], ...] = ()


_FONTS: Final = {
    _SMALL_CAPS: _Tag("</span>", "font-variant", "small-caps", (("small-caps", "normal"), ("normal", "small-caps"))),
    "<sc>": _Tag("</sc>", "font-variant", "small-caps", (("small-caps", "normal"), ("normal", "small-caps"))),
    "<i>": _Tag("</i>", "font-style", "italic", (("italic", "normal"), ("normal", "italic"))),
    "<b>": _Tag("</b>", "font-weight", "bold", (("bold", "normal"), ("normal", "bold"))),
    "<sup>": _Tag("</sup>", "vertical-align", "sup", (("sub", "sup"), ("sup", "sup"))),
    "<sub>": _Tag("</sub>", "vertical-align", "sub", (("sup", "sub"), ("sub", "sub"))),
    _NOCASE: _Tag("</span>"),
    _NODECOR: _Tag("</span>", "nodecor"),
}


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The tags of a language: the elements, straight quotation marks, and the marks of the language."""

    tags: dict[str, _Tag]
    closers: frozenset[str]
    pattern: re.Pattern[str]


@dataclass(slots=True)
class _Piece:
    """A tag and the text behind it; a tag that does not pair becomes empty, and its text holds it."""

    tag: str
    text: str
    forced: bool = False
    """The space before a quotation mark was not in the text: the mark follows another tag."""


def split(blob: Blob, quotes: Quotes) -> None:
    """Make children of a leaf whose text holds markup or quotation marks, in place."""
    text = blob.text or ""
    if not _worth_it(text):
        return
    grammar = _grammar(quotes)
    leading = text.startswith(" ") and not re.match(r"\s+['\"]", text)
    first, pieces = _pieces(" " + _APOSTROPHE.sub(r"\1'\2", text), grammar)
    if not pieces:
        return
    first, pieces = _merged(first, _paired(pieces, grammar))
    first = _spaced(first, pieces)
    if leading:
        first = " " + first
    blob.text = None
    _build(blob, first, pieces, grammar, _outer_form(pieces))


def _worth_it(text: str) -> bool:
    return any(sign in text for sign in "<\"'“”‘’«»„‚‹›")


@cache
def _grammar(quotes: Quotes) -> _Grammar:
    tags = dict(_FONTS)
    for mark in _DOUBLE:
        tags[mark] = _Tag('"', "quotes", "true", tuple(_FLIPPED.items()))
    for mark in _SINGLE:
        tags[mark] = _Tag("'", "quotes", "inner", tuple(_FLIPPED.items()))
    for opening, closing, value in (
        (quotes.opening, quotes.closing, "true"),
        (quotes.inner_opening, quotes.inner_closing, "inner"),
    ):
        if opening and closing and opening not in {'"', "'", ' "', " '"}:
            tags[opening] = _Tag(closing, "quotes", value, tuple(_FLIPPED.items()))
    closers = frozenset(tag.closer for tag in tags.values())
    words = sorted((*tags, *closers), key=len, reverse=True)
    return _Grammar(tags, closers, re.compile("|".join(re.escape(word) for word in words)))


def _pieces(text: str, grammar: _Grammar) -> tuple[str, list[_Piece]]:
    text = _ANY_CLASS.sub(r'<span class="\1">', _ANY_SMALL_CAPS.sub(_SMALL_CAPS, text))
    found = list(grammar.pattern.finditer(text))
    if not found:
        return text, []
    ends = [*(one.start() for one in found[1:]), len(text)]
    pieces = [_Piece(one[0], text[one.end() : end]) for one, end in zip(found, ends, strict=True)]
    for before, piece in pairwise(pieces):
        if before.tag in grammar.tags and not before.text and piece.tag in {'"', "'"}:
            piece.tag, piece.forced = " " + piece.tag, True
    return text[: found[0].start()], pieces


def _paired(pieces: list[_Piece], grammar: _Grammar) -> list[_Piece]:
    """Turn every tag without a partner into text."""
    stack: list[_Piece] = []
    for piece in pieces:
        tag, text = piece.tag, piece.text
        if tag == "'" and text and text[0] not in ",.?:; ":
            piece.tag, piece.text = "", "’" + text
        elif tag == " '" and text.startswith(" "):
            piece.tag, piece.text = "", " ’" + text
        elif tag in grammar.tags:
            stack.append(piece)
        else:
            _close(piece, stack, grammar)
    for piece in stack:
        piece.text = (" ’" if piece.tag == " '" else piece.tag) + piece.text
        piece.tag = ""
    return pieces


def _close(piece: _Piece, stack: list[_Piece], grammar: _Grammar) -> None:
    """Close the last open tag; one that this does not close is text, and so is what closes nothing."""
    while stack:
        opener = stack[-1]
        if grammar.tags[opener.tag].closer == piece.tag:
            stack.pop()
            if opener.tag == _NOCASE:
                opener.tag = piece.tag = ""
            return
        if piece.tag == "'":
            break
        stack.pop()
        opener.text = (opener.tag[1:] if opener.forced else opener.tag) + opener.text
        opener.tag = ""
    piece.text = ("’" if piece.tag == "'" else piece.tag) + piece.text
    piece.tag = ""


def _merged(first: str, pieces: list[_Piece]) -> tuple[str, list[_Piece]]:
    kept: list[_Piece] = []
    for piece in pieces:
        if piece.tag:
            kept.append(piece)
        elif kept:
            kept[-1].text += piece.text
        else:
            first += piece.text
    return first, kept


def _spaced(first: str, pieces: list[_Piece]) -> str:
    """Give the space or bracket that belongs to a straight quotation mark back to the text before it."""
    before: _Piece | None = None
    for piece in pieces:
        if piece.tag in (*_SINGLE, *_DOUBLE) and not piece.forced:
            if before is None:
                first += piece.tag[0]
            else:
                before.text += piece.tag[0]
        before = piece
    return first


def _outer_form(pieces: list[_Piece]) -> str:
    """Return the straight quotation mark that stands outside: the first one."""
    return next((piece.tag for piece in pieces if piece.tag in (*_SINGLE, *_DOUBLE)), ' "')


def _build(blob: Blob, first: str, pieces: list[_Piece], grammar: _Grammar, outer: str) -> None:
    nodes = [blob]
    own: list[Decoration] = []
    first = first.removeprefix(" ").removeprefix(" ")
    _append(blob, first)
    for piece in pieces:
        if piece.tag in grammar.tags:
            decorations = _decorations(piece.tag, grammar.tags[piece.tag], own, blob, outer)
            own.append(decorations[0] if decorations else ("", ""))
            parent = nodes[-1]
            node = Blob(decorations=decorations, inherited=(*parent.inherited, *parent.decorations))
            parent.children.append(node)
            nodes.append(node)
        elif len(nodes) > 1:
            own.pop()
            nodes.pop()
        _append(nodes[-1], piece.text)


def _append(parent: Blob, text: str) -> None:
    if text:
        parent.children.append(Blob(text=text, inherited=(*parent.inherited, *parent.decorations)))


def _decorations(tag: str, data: _Tag, own: list[Decoration], blob: Blob, outer: str) -> tuple[Decoration, ...]:
    if data.attribute == "nodecor":
        fonts = ("font-weight", "font-style", "font-variant")
        names = dict.fromkeys(name for name, _ in (*blob.inherited, *blob.decorations) if name in fonts)
        return tuple((name, "normal") for name in names)
    if not data.attribute:
        return ()
    around = next((one for one in reversed(own) if one[0] == data.attribute), None)
    if around is None:
        around = next((one for one in (*blob.inherited, *blob.decorations) if one[0] == data.attribute), None)
    if around is not None:
        return ((data.attribute, dict(data.within).get(around[1], data.value)),)
    if tag in (*_SINGLE, *_DOUBLE):
        return ((data.attribute, "true" if tag[-1] == outer[-1] else "inner"),)
    return ((data.attribute, data.value),)
