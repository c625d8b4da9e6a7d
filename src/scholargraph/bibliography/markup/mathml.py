"""Formulas in MathML as words in one line: H₂O, x², a/b (MathML Core, section 3).

It computes no layout: what has no form in one line is said in the order in which it stands.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.bibliography.markup.signs import within

ELEMENTS: Final = frozenset(
    [
        "math",
        "mrow",
        "mi",
        "mo",
        "mn",
        "mtext",
        "ms",
        "mspace",
        "mstyle",
        "mpadded",
        "mphantom",
        "merror",
        "menclose",
        "mfenced",
        "mfrac",
        "msqrt",
        "mroot",
        "msub",
        "msup",
        "msubsup",
        "munder",
        "mover",
        "munderover",
        "mmultiscripts",
        "mprescripts",
        "mtable",
        "mtr",
        "mtd",
        "semantics",
        "annotation",
        "annotation-xml",
    ]
)
"""The elements of MathML that are known."""

_Frame = tuple[str, list[str]]
"""An element that is open, and the words of its parts so far."""

_BEGIN: Final = re.compile(r"<(?P<prefix>[A-Za-z]+:)?math(?:\s[^<>]{0,1000})?>")
_TOKEN: Final = re.compile(r"<(/?)(?:[A-Za-z]+:)?([a-z-]+)(?:\s[^<>]*?)?(/?)>|([^<]+|<)")
_DEEPEST: Final = 60
_LEAVES: Final = frozenset({"mi", "mo", "mn", "mtext", "ms"})
_DROPPED: Final = frozenset({"annotation", "annotation-xml", "mphantom", "mprescripts"})
_SCRIPTS: Final = {
    **dict.fromkeys(("msub", "munder"), ("sub",)),
    **dict.fromkeys(("msup", "mover"), ("sup",)),
    **dict.fromkeys(("msubsup", "munderover"), ("sub", "sup")),
}
"""What the second and third part of an element become beside the first."""
_INVISIBLE: Final = str.maketrans("", "", "\u2061\u2062\u2063\u2064")
_ACCENTS: Final = {"¯": "\u0304", "‾": "\u0304", "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303",
                   "˙": "\u0307", "→": "\u20d7", "⃗": "\u20d7"}  # fmt: skip


def marked(text: str) -> str:
    """Put words and signs in place of every formula that has a beginning and an end."""
    written: list[str] = []
    at = 0
    for begin in _BEGIN.finditer(text):
        if begin.start() < at:
            continue
        closing = f"</{begin['prefix'] or ''}math>"
        end = text.find(closing, begin.end())
        if end < 0:
            break  # of a formula that breaks off the tags go, as all known tags do
        words = _formula(text[begin.end() : end])
        if words is not None:
            written += [text[at : begin.start()], words]
            at = end + len(closing)
    return "".join([*written, text[at:]])


def _formula(source: str) -> str | None:
    """The words of a formula; None where it is nested deeper than any real one."""
    frames: list[_Frame] = [("mrow", [])]
    for ends, name, empty, words in _TOKEN.findall(source):
        if words:
            frames[-1][1].extend(_written(frames[-1][0], words))
        elif empty:
            frames[-1][1].append(" " if name == "mspace" else "")
        elif not ends:
            if len(frames) > _DEEPEST:
                return None
            frames.append((name, []))
        elif any(name == frame for frame, _ in frames[1:]):
            _close(frames, name)
    while len(frames) > 1:
        _close(frames, frames[-1][0])
    return _row(frames[0][1])


def _written(name: str, words: str) -> list[str]:
    """The characters that stand in an element; between elements, space is no part."""
    said = "" if name in _DROPPED else " ".join(words.split()).translate(_INVISIBLE)
    return [said] if said else []


def _close(frames: list[_Frame], name: str) -> None:
    """End the innermost element of a name, and what was left open in it."""
    closed = None
    while closed != name:
        closed, parts = frames.pop()
        frames[-1][1].append(_said(closed, parts))


def _said(name: str, parts: list[str]) -> str:
    """An element with what stands in it."""
    if name in _DROPPED:
        return ""
    if name in _LEAVES:
        return "".join(parts)
    if name == "mover" and len(parts) == 2 and parts[1] in _ACCENTS and len(parts[0]) == 1:
        return parts[0] + _ACCENTS[parts[1]]
    scripts = _SCRIPTS.get(name, ())
    if scripts and len(parts) == len(scripts) + 1:
        return parts[0] + "".join(within(*pair) for pair in zip(scripts, parts[1:], strict=True))
    if name == "msqrt":
        return f"√{grouped(_row(parts))}"
    if name == "mfenced":
        return f"({', '.join(parts)})"
    if len(parts) == 2 and name in {"mfrac", "mroot"}:
        first, second = parts
        return f"{grouped(first)}/{grouped(second)}" if name == "mfrac" else f"{within('sup', second)}√{grouped(first)}"
    return _row(parts)


def grouped(words: str) -> str:
    """A part of a fraction or a root: in brackets where it is more than a number or a name."""
    return words if words.isalnum() else f"({words})"


def _row(parts: list[str]) -> str:
    """Parts side by side, a function's name apart from what is beside it."""
    words, before = "", ""
    for part in parts:
        named = any(len(one) > 1 and one.isalpha() for one in (before, part))
        words += f" {part}" if named and words[-1:].isalnum() and part[:1].isalnum() else part
        before = part
    return words
