"""Markdown within a line: emphasis and code (CommonMark 0.31, sections 6.1 and 6.2), only where nothing else can be meant.

An asterisk or underscore within a word, beside a space on its inner side or without a partner stays as printed.
"""

from __future__ import annotations

import re
from typing import Final

from scholargraph.bibliography.markup.signs import within

_ANY: Final = re.compile(r"[*_`]")
_BEGIN: Final = "(?=[^\\W_]|[\ufdd0-\ufddf(\"“‘'])"
_END: Final = r"(?<=[^\s*_(\[{])"
_FORMS: Final = (
    ("b", re.compile(rf"(?<![\w*\\/^])\*\*{_BEGIN}([^*\n]{{1,300}}){_END}\*\*(?![\w*])")),
    ("i", re.compile(rf"(?<![\w*\\/^])\*{_BEGIN}([^*\n]{{1,300}}){_END}\*(?![\w*])")),
    ("i", re.compile(rf"(?<![\w\\/^])_{_BEGIN}([^_\n]{{1,300}}){_END}_(?!\w)")),
    ("code", re.compile(r"(?<![\w`\\])`(?=[^\s`])([^`\n]{1,300})(?<=[^\s`])`(?![\w`'])")),
)


def marked(text: str) -> str:
    """Put signs in place of Markdown's emphasis and code."""
    if _ANY.search(text) is None:
        return text
    for name, form in _FORMS:
        text = form.sub(lambda found, name=name: within(name, found[1]), text)  # type: ignore[misc]
    return text
