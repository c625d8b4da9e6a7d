"""What markup is turned into while it is read: a sign for the beginning and the end of each element; plain words and HTML of them.

The signs are noncharacters (Unicode 16, section 23.7), which no text that is interchanged holds. It reads no markup of sources.
"""

from __future__ import annotations

import html as html_text
import re
from collections.abc import Iterator
from typing import Final

ELEMENTS: Final = ("i", "b", "sub", "sup", "code")
"""The elements that pages may show of a text, without attributes."""
OPEN: Final = {name: chr(0xFDD0 + 2 * place) for place, name in enumerate(ELEMENTS)}
CLOSE: Final = {name: chr(0xFDD1 + 2 * place) for place, name in enumerate(ELEMENTS)}
BREAK: Final = "\ufdde"
"""Stands between paragraphs."""
ANY: Final = re.compile("[\ufdd0-\ufddf]")

_SIGNS: Final = {
    **{sign: (name, True) for name, sign in OPEN.items()},
    **{sign: (name, False) for name, sign in CLOSE.items()},
}
_SPLIT: Final = re.compile("([\ufdd0-\ufddf]|\n)")
_BREAKS: Final = re.compile("\\s*\ufdde[\\s\ufdde]*")
_LINE_ENDS: Final = frozenset({"\n", BREAK})
_SCRIPTS: Final = frozenset({"sub", "sup"})
_DEEPEST: Final = 4
"""How deep an index of an index is told."""
_TAG: Final = re.compile(f"<(/?)({'|'.join(ELEMENTS)})>")

_SUBSCRIPTS: Final = dict(
    zip("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True)
)
_SUPERSCRIPTS: Final = dict(
    zip(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ",
        strict=True,
    )
)
_LETTERS: Final = {"sub": _SUBSCRIPTS, "sup": _SUPERSCRIPTS}
_PREFIX: Final = {"sub": "_", "sup": "^"}
_OWN: Final = {("sup", "∘"): "°", ("sup", "o"): "ᵒ"}


def within(name: str, words: str) -> str:
    """Put words into an element."""
    return f"{OPEN[name]}{words}{CLOSE[name]}"


def plain(marked: str) -> str:
    """Give the plain words: indices in the letters that Unicode has for them, otherwise after `_` or `^`."""
    pieces: list[list[str]] = [[]]
    for piece, begins in _balanced(_BREAKS.sub(BREAK, marked).strip(BREAK)):
        if begins is None:
            pieces[-1].append("\n" if piece == BREAK else piece)
        elif piece in _SCRIPTS and begins:
            pieces.append([])
        elif piece in _SCRIPTS:
            inside = "".join(pieces.pop())
            pieces[-1].append(_script(piece, inside))
    return "".join(pieces[0])


def html(marked: str) -> str:
    """Give the words as HTML with ELEMENTS alone; no element reaches over the end of a line."""
    written: list[str] = []
    for piece, begins in _balanced(_BREAKS.sub(BREAK, marked).strip(BREAK)):
        if begins is None:
            written.append("\n" if piece == BREAK else html_text.escape(piece, quote=False))
        elif begins:
            written.append(f"<{piece}>")
        elif written[-1] == f"<{piece}>":
            written.pop()
        else:
            written.append(f"</{piece}>")
    return "".join(written)


def words_of(markup: str) -> str:
    """Give the plain words of what `html` wrote."""
    return plain(_signs_of(markup)).strip()


def safe(markup: str) -> str:
    """Write anew what `html` wrote, or whatever else stands in its place: ELEMENTS without attributes, the rest escaped."""
    return html(_signs_of(markup))


def _signs_of(markup: str) -> str:
    found: list[str] = []
    at = 0
    markup = ANY.sub("", markup)
    for tag in _TAG.finditer(markup):
        found.append(html_text.unescape(markup[at : tag.start()]))
        found.append((CLOSE if tag[1] else OPEN)[tag[2]])
        at = tag.end()
    found.append(html_text.unescape(markup[at:]))
    return "".join(found)


def _balanced(marked: str) -> Iterator[tuple[str, bool | None]]:
    """The pieces in order: words (None), an element that begins (True) or ends (False); each ends in what it begins in.

    None reaches over the end of a line: it ends there and begins again.
    """
    stack = _Stack()
    for piece in _SPLIT.split(marked):
        sign = _SIGNS.get(piece)
        if sign is not None:
            name, begins = sign
            yield from stack.begin(name) if begins else stack.end(name)
        elif piece in _LINE_ENDS:
            over = [name for name, shown in stack.opened if shown]
            yield from ((name, False) for name in reversed(over))
            yield piece, None
            yield from ((name, True) for name in over)
        elif piece:
            yield piece, None
    yield from ((name, False) for name, shown in reversed(stack.opened) if shown)


class _Stack:
    """The elements that are open at a place. What says nothing more (italics in italics) is open and not shown."""

    def __init__(self) -> None:
        self.opened: list[tuple[str, bool]] = []
        self._counts = dict.fromkeys(ELEMENTS, 0)

    def begin(self, name: str) -> Iterator[tuple[str, bool]]:
        shown = self._counts[name] < (_DEEPEST if name in _SCRIPTS else 1)
        self._counts[name] += 1
        self.opened.append((name, shown))
        if shown:
            yield name, True

    def end(self, name: str) -> Iterator[tuple[str, bool]]:
        inner = None if self._counts[name] else name
        while inner != name:
            inner, shown = self.opened.pop()
            self._counts[inner] -= 1
            if shown:
                yield inner, False


def _script(name: str, words: str) -> str:
    """An index or exponent in one line."""
    words = words.strip()
    bare = "".join(words.split())
    if (name, bare) in _OWN:
        return _OWN[name, bare]
    letters = _LETTERS[name]
    if all(letter in letters for letter in bare):
        return "".join(letters[letter] for letter in bare)
    if not any(map(str.isalnum, bare)):
        return words  # C*, x′, ®
    return f"{_PREFIX[name]}{words}" if words.isalnum() else f"{_PREFIX[name]}({words})"
