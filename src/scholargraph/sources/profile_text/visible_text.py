"""The words that an HTML page shows, as lines, with the bytes of the page behind every character.

It gives what copying the page from a browser gives (WHATWG HTML, section 3.2.7, `innerText`): blocks on lines of their own,
paragraphs and headings with a blank line around, cells with tabs between. Scripts, menus and what is hidden are left out;
style sheets are not read. Of a link whose words are a label (“pdf”, “doi”) the address stands behind them, as it does for
Markdown.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from scholargraph.acquire import SourceItem
from scholargraph.acquire.html_stream import VOID, EndTag, StartTag, TooMuch, Words, decoded, tokens
from scholargraph.acquire.html_text import PageText
from scholargraph.bibliography.words import LINK_LABELS
from scholargraph.model import Locator, TextSpan

MAX_DEPTH: Final = 512
_LEFT_OUT: Final = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "title",
        "svg",
        "math",
        "canvas",
        "iframe",
        "object",
        "audio",
        "video",
        "map",
        "datalist",
        "select",
        "textarea",
        "nav",
        "dialog",
        "footer",
        "menu",
        "rp",
    ]
)
"""Elements whose words are not those of the page's subject."""
_KEPT_IF_HEADED: Final = frozenset({"header", "aside"})
"""Elements that hold menus, or the name of whose page it is: kept where a heading stands in them."""
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TOP_HEADINGS: Final = frozenset({"h1", "h2"})
_APART: Final = _HEADINGS | {"p", "ul", "ol", "dl", "blockquote", "table", "pre", "hr", "figure"}
"""Blocks with a blank line around them."""
_BLOCKS: Final = _APART | frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "center",
        "details",
        "dd",
        "dir",
        "div",
        "dt",
        "fieldset",
        "figcaption",
        "footer",
        "form",
        "header",
        "hgroup",
        "li",
        "legend",
        "main",
        "section",
        "summary",
        "tr",
        "caption",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "html",
    ]
)
_CELLS: Final = frozenset({"td", "th"})
_ROLES: Final = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "dialog"})
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PARTS: Final = re.compile(r"&[#\w]{1,40};?|[ \t\r\n\f]+|[^&\s]+(?: [^&\s]+)*|[^ \t\r\n\f]")
_ENDS_WITHOUT_TAG: Final = frozenset({"p", "li", "dt", "dd", "td", "th", "tr", "option"})


class VisibleText:
    """The words that a page shows, as `text`; `span` gives the bytes of the page. Raises SourceError as `PageText` does."""

    def __init__(self, item: SourceItem, *, limit: int) -> None:
        self.item = item
        self._page = PageText(item, limit=limit)
        page = _Page(self._page.text)
        page.read()
        self._starts, self._pieces = page.starts, page.pieces
        self.text = "".join(piece.words for piece in page.pieces)

    def span(self, start: int, end: int) -> TextSpan:
        """Give the bytes of the page in which text[start:end] stands, with the tags in between."""
        if not self._pieces:
            return self._page.span(0, 1)
        first = max(0, bisect_right(self._starts, start) - 1)
        last = max(first, bisect_right(self._starts, max(start, end - 1)) - 1)
        inner = self._pieces[first : last + 1]
        low = min(self._offset(first, start), *(piece.start for piece in inner[1:]), len(self._page.text) - 1)
        high = max(self._offset(last, end, after=True), *(piece.end for piece in inner[:-1]), low + 1)
        return self._page.span(low, high)

    def quote(self, locator: Locator) -> str:
        """Give what stands at a place of the page. Raises ValueError or TypeError as `PageText.quote` does."""
        return self._page.quote(locator)

    def _offset(self, at: int, place: int, *, after: bool = False) -> int:
        """Give the place in the page of a place in a piece; of one that is written otherwise there its begin or end."""
        piece = self._pieces[at]
        if piece.exact:
            return piece.start + place - self._starts[at]
        return piece.end if after else piece.start


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words as shown, and where they stand in the page; `exact` where each character is one of the page's."""

    words: str
    start: int
    end: int
    exact: bool


@dataclass(slots=True)
class _Open:
    """An element that is open: where the shown words were when it began, whether they are shown, and if it has a heading."""

    name: str
    pieces: int
    shown: bool
    headed: bool = False
    address: _Piece | None = None


@dataclass(slots=True)
class _Page:
    """Goes through a page once, and keeps what it shows."""

    page: str
    pieces: list[_Piece] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    _size: int = 0
    _open: list[_Open] = field(default_factory=list)
    _names: Counter[str] = field(default_factory=Counter)
    _newlines: int = 2
    _space: _Piece | None = None
    _tab: bool = False

    def read(self) -> None:
        """Read the page to its end."""
        for token in tokens(self.page):
            if isinstance(token, StartTag):
                self._start(token)
            elif isinstance(token, EndTag):
                self._end(token)
            elif isinstance(token, Words) and not token.raw and self._shown:
                self._words(token)
            elif isinstance(token, TooMuch):
                break
        while self._open:
            self._pop(len(self.page))

    @property
    def _shown(self) -> bool:
        return not self._open or self._open[-1].shown

    def _start(self, tag: StartTag) -> None:
        while self._open and self._open[-1].name in _ENDS_WITHOUT_TAG and self._ends(self._open[-1].name, tag.name):
            self._pop(tag.start)
        if self._shown:
            if tag.name == "br":
                self._line(tag.start, 1, more=True)
            elif tag.name in _BLOCKS:
                self._line(tag.start, 2 if tag.name in _APART else 1)
            elif tag.name in _CELLS:
                self._tab = self._newlines == 0
        if tag.name in _TOP_HEADINGS and self._shown:
            for one in self._open:
                one.headed = True
        if tag.name in VOID or len(self._open) >= MAX_DEPTH:
            return
        shown = self._shown and not _is_left_out(tag)
        self._open.append(_Open(tag.name, len(self.pieces), shown, address=_address(tag)))
        self._names[tag.name] += 1

    def _ends(self, open_: str, new: str) -> bool:
        """Whether an element that is open ends where another begins (WHATWG HTML, section 13.1.2.4)."""
        if open_ == "p":
            return new in _BLOCKS and new not in {"option", "html", "body"}
        return {
            "dt": new in {"dt", "dd"},
            "dd": new in {"dt", "dd"},
            "td": new in {*_CELLS, "tr"},
            "th": new in {*_CELLS, "tr"},
        }.get(open_, new == open_)

    def _end(self, tag: EndTag) -> None:
        if not self._names[tag.name]:
            return
        while self._open:
            name = self._open[-1].name
            self._pop(tag.start)
            if name == tag.name:
                return

    def _pop(self, at: int) -> None:
        element = self._open.pop()
        self._names[element.name] -= 1
        if element.name in _KEPT_IF_HEADED and element.shown and not element.headed:
            del self.pieces[element.pieces :], self.starts[element.pieces :]
            self._size = self.starts[-1] + len(self.pieces[-1].words) if self.pieces else 0
            words = self.pieces[-1].words if self.pieces else "\n\n"
            self._newlines = len(words) - len(words.rstrip("\n"))
            self._space = None
        if element.shown and element.address is not None:
            self._label(element)
        if self._shown and element.name in _BLOCKS:
            self._line(at, 2 if element.name in _APART else 1)

    def _label(self, link: _Open) -> None:
        """Show the address of a link whose words are a label, behind these."""
        inside = self.pieces[link.pieces :]
        words = (
            "".join(piece.words for piece in inside[:8]).casefold().strip(" \n\t*_`[]()") if len(inside) <= 8 else ""
        )
        if link.address is None or words not in LINK_LABELS or "\n" in words:
            return
        del self.pieces[link.pieces :], self.starts[link.pieces :]
        self._size = self.starts[-1] + len(self.pieces[-1].words) if self.pieces else 0
        for piece in inside:
            self._put(piece)
        self._put(_Piece(" ", link.address.start, link.address.start, exact=False))
        self._put(link.address)
        self._space = _Piece(" ", link.address.end, link.address.end, exact=False)

    def _line(self, at: int, lines: int, *, more: bool = False) -> None:
        """End the line, with a blank one where two are wanted; `more` ends it also where it is ended."""
        self._space, self._tab = None, False
        missing = lines if more else lines - self._newlines
        if missing > 0 and (self.pieces or more) and self._newlines + missing <= 3:
            self._put(_Piece("\n" * missing, at, at, exact=False))
            self._newlines += missing

    def _words(self, token: Words) -> None:
        """Show words, each run of white space as one space, but for `pre`, whose lines stay."""
        kept = self._names["pre"] > 0
        for found in _PARTS.finditer(self.page, token.start, token.end):
            words, start, end = found[0], found.start(), found.end()
            if words[0] in " \t\r\n\f":
                if kept and "\n" in words:
                    self._line(start, words.count("\n"), more=True)
                    indent = words.rsplit("\n", 1)[1]
                    if indent:
                        self._put(_Piece(indent, end - len(indent), end, exact=True))
                elif kept:
                    self._put(_Piece(words, start, end, exact=True))
                elif not self._newlines:
                    self._space = self._space or _Piece(" ", start, end, exact=False)
                continue
            if self._tab:
                self._put(_Piece("\t", start, start, exact=False))
            elif self._space is not None:
                self._put(self._space)
            self._space, self._tab, self._newlines = None, False, 0
            said = _reference(words) if words[0] == "&" else words
            self._put(_Piece(said, start, end, exact=len(said) == end - start))

    def _put(self, piece: _Piece) -> None:
        self.starts.append(self._size)
        self.pieces.append(piece)
        self._size += len(piece.words)


@lru_cache(maxsize=1024)
def _reference(words: str) -> str:
    return decoded(words)


def _is_left_out(tag: StartTag) -> bool:
    """Whether an element, with all that is in it, is no part of what is read."""
    return (
        tag.name in _LEFT_OUT
        or "hidden" in tag.attributes
        or (tag.value("aria-hidden") or "").lower() == "true"
        or (tag.value("role") or "").lower() in _ROLES
        or _HIDDEN.search((tag.value("style") or "")[:500]) is not None
    )


def _address(tag: StartTag) -> _Piece | None:
    """Give the address of a link in the web."""
    found = tag.attributes.get("href") if tag.name == "a" else None
    if found is None or not re.match(r"https?://\S+$", found.value.strip()) or len(found.value) > 1500:
        return None
    return _Piece(
        found.value.strip(), found.start, found.end, exact=found.end - found.start == len(found.value.strip())
    )
