"""Markup that came along with copied words: HTML, JATS, MathML, TeX, Markdown and entities, read into plain letters.

`read` gives the plain words for the graph, keys, search and tags, and the same with the few elements that pages may show.
What is no markup for certain stays as printed, byte for byte: `a < b`, `C*-algebras`, `$5 and $6`, `f_1`, `{0,1}`.
It knows no record and no page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from scholargraph.bibliography.markup import inline, signs, tags, tex, tex_source
from scholargraph.bibliography.markup.signs import safe, words_of

__all__ = ["FOUND", "TEX", "Markup", "Words", "has_hint", "plain", "read", "read_tex", "safe", "words_of"]

_PASSES: Final = 8
"""How often what was read is looked at again: markup may come out of markup (`&amp;lt;i&amp;gt;`)."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words as read.

    Attributes:
        plain: the words in plain letters: H₂O, x², italic words without a sign.
        html: the same with elements of the allow-list (`signs.ELEMENTS`), everything else escaped; None where there is no
            markup, and the plain words are those that were given.
    """

    plain: str
    html: str | None = None


def has_hint(text: str) -> bool:
    r"""Whether a text has any of what markup has; one that has not need not be read.

    Looking for each sign takes a fraction of what an expression of all of them takes: every text of every record is asked.

    >>> has_hint("H<sub>2</sub>O"), has_hint("Water")
    (True, False)
    """
    return (
        "<" in text or "&" in text or "$" in text or "\\" in text or "*" in text or "_" in text or "`" in text
    )  # fmt: skip


def plain(text: str) -> str:
    """Give the words in plain letters; a text without markup as it is."""
    return read(text).plain


def read(text: str) -> Words:
    """Read the markup of a text. A text that is nothing but markup stays as printed.

    Elements: HTML (Living Standard, section 4.5), JATS 1.3 (`<italic>`), MathML Core (section 3). TeX: the commands that
    stand in titles and abstracts; one that is not known stays. Markdown: CommonMark 0.31 (section 6), emphasis and code.
    """
    return _read(text) if has_hint(text) else Words(text)


def read_tex(text: str) -> Words:
    r"""Read a text of a source whose every text is TeX (BibTeX): groups, ties and accents without further proof, and tags.

    What is no command stays: `*`, `_` and `` ` `` are no Markdown there. Where no element is left for pages to show, there is
    no HTML: braces and accents are how the format writes letters.

    >>> read_tex("{\\'E}tudes on {DNA}~-- a ``{\\it summary}''").plain
    'Études on DNA – a “summary”'
    """
    return _read_tex(text) if _has_tex_hint(text) else Words(text)


def _has_tex_hint(text: str) -> bool:
    return _TEX_HINT.search(text) is not None


_TEX_HINT: Final = re.compile(r"[<&\\{}$~`\t\n\r\f\v]|--|''|  ")


@dataclass(frozen=True, slots=True)
class Markup:
    """The markup of a format: what reads it, and what tells quickly that a text has none."""

    read: Callable[[str], Words]
    has_hint: Callable[[str], bool]


FOUND: Final = Markup(read, has_hint)
"""Markup of any kind, taken where it is certain."""
TEX: Final = Markup(read_tex, _has_tex_hint)
"""That of a format whose every text is TeX."""


@lru_cache(maxsize=4096)
def _read_tex(text: str) -> Words:
    if signs.ANY.search(text) is not None:
        return Words(text)
    marked = tex_source.marked(tags.marked(text)).strip()
    if signs.ANY.search(marked) is None:
        return Words(marked or " ".join(text.split()))
    words = re.sub(" {2,}", " ", signs.plain(marked).strip())
    return Words(words, signs.html(marked).strip() if _ELEMENT.search(marked) else None)


_ELEMENT: Final = re.compile("[\ufdd0-\ufdd9]")


@lru_cache(maxsize=4096)
def _read(text: str) -> Words:
    if signs.ANY.search(text) is not None:
        return Words(text)  # these characters are not for interchange (Unicode, section 23.7); nobody writes them
    marked = _settled(text)
    if marked == text:
        return Words(text)
    words = signs.plain(marked)
    for _ in range(_PASSES):
        again = _settled(words)
        if again == words:
            break
        marked, words = again, signs.plain(again)
    else:
        marked = words = tags.stripped(words)  # nobody writes this; no tag gets through all the same
    if not words.strip():
        return Words(text)
    return Words(words.strip() if text == text.strip() else words, signs.html(marked).strip())


def _settled(text: str) -> str:
    """The text with signs in place of markup, looked at until no more is found."""
    for _ in range(_PASSES):
        found = inline.marked(tex.marked(tags.marked(text)))
        if found == text:
            break
        text = found
    return text
