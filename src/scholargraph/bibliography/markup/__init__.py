"""Markup that came along with copied words: HTML, JATS, MathML, TeX, Markdown and entities, read into plain letters.

`read` gives the plain words for the graph, keys, search and tags, and the same with the few elements that pages may show.
What is no markup for certain stays as printed, byte for byte: `a < b`, `C*-algebras`, `$5 and $6`, `f_1`, `{0,1}`.
It knows no record and no page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from scholargraph.bibliography.markup import inline, signs, tags, tex, tex_source
from scholargraph.bibliography.markup.signs import safe, words_of

__all__ = ["Words", "plain", "read", "read_tex", "safe", "words_of"]

_HINT: Final = re.compile(r"[<&\\$*_`]")
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


def plain(text: str) -> str:
    """Give the words in plain letters; a text without markup as it is."""
    return read(text).plain


def read(text: str) -> Words:
    """Read the markup of a text. A text that is nothing but markup stays as printed.

    Elements: HTML (Living Standard, section 4.5), JATS 1.3 (`<italic>`), MathML Core (section 3). TeX: the commands that
    stand in titles and abstracts; one that is not known stays. Markdown: CommonMark 0.31 (section 6), emphasis and code.
    """
    return Words(text) if _HINT.search(text) is None else _read(text)


def read_tex(text: str) -> Words:
    r"""Read a text of a source whose every text is TeX (BibTeX): groups, ties and accents without further proof, and tags.

    What is no command stays: `*`, `_` and `` ` `` are no Markdown there. Where no element is left for pages to show, there is
    no HTML: braces and accents are how the format writes letters.

    >>> read_tex("{\\'E}tudes on {DNA}~-- a ``{\\it summary}''").plain
    'Études on DNA – a “summary”'
    """
    return Words(text) if _TEX_HINT.search(text) is None else _read_tex(text)


_TEX_HINT: Final = re.compile(r"[<&\\{}$~`]|--|''|\s\s|[\t\n\r]|^\s|\s$")


@lru_cache(maxsize=4096)
def _read_tex(text: str) -> Words:
    if signs.ANY.search(text) is not None:
        return Words(text)
    marked = tex_source.marked(tags.marked(text)).strip()
    words = re.sub(" {2,}", " ", signs.plain(marked).strip())
    if not words:
        return Words(" ".join(text.split()))
    html = signs.html(marked).strip()
    return Words(words, html if _ELEMENT.search(marked) else None)


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
