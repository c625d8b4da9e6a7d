"""Words in TeX, as values of BibTeX fields hold them: specials escaped, letters as they are (UTF-8), capitals kept by braces.

BibTeX counts braces whether or not a backslash stands before them, so a brace of the text is written as a command.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Final

from scholargraph.citation.model import Label

_SPECIALS: Final[Mapping[str, str]] = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    "\\": "\\textbackslash{}",
}
_COMMANDS: Final[Mapping[str, str]] = {
    "i": "\\textit{", "b": "\\textbf{", "sub": "\\textsubscript{", "sup": "\\textsuperscript{", "code": "\\texttt{"
}  # fmt: skip
_ESCAPE: Final = re.compile(r"[&%$#_{}~^\\]")
_LIGATURE: Final = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=[`?!])(?=`)|(?<=,)(?=,)|(?<=<)(?=<)|(?<=>)(?=>)")
"""Between two signs that TeX makes one of: -- is a dash, `` a quotation mark (TeXbook, p. 4, 9 and 427)."""
_TAG: Final = re.compile(f"(</?(?:{'|'.join(_COMMANDS)})>)")
_SPACE: Final = re.compile(r"\s+")
_VERBATIM: Final = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
_TITLE_CASE: Final = 0.6
"""The share of longer words in capitals from which on a title is in title case, where capitals tell nothing of a word."""


def escaped(text: str) -> str:
    r"""Write words so that TeX prints them as they are; spaces and ends of lines are one space, as BibTeX takes them.

    >>> print(escaped("100% of {it} & x_1 -- so"))
    100\% of \textbraceleft{}it\textbraceright{} \& x\_1 -{}- so
    """
    words = _ESCAPE.sub(lambda found: _SPECIALS[found.group()], _SPACE.sub(" ", text))
    return _LIGATURE.sub("{}", words)


def verbatim(address: str) -> str:
    """Write an address or identifier for a field that is read letter by letter (BibLaTeX, section 2.2.1, verbatim fields)."""
    return address.translate(_VERBATIM)


def title(label: Label) -> str:
    """Write a title: with its markup, and braces around the words whose capitals styles would take away.

    In title case these are words with capitals within (DNA, iPhone); in sentence case all words with capitals but the
    first; a title in another language than English stands in braces as a whole, since no style may change it.
    """
    if label.language is not None and not label.language.startswith("en"):
        return f"{{{marked(label)}}}"
    return _written(label, protect=True)


def marked(label: Label) -> str:
    """Write words with their markup."""
    return _written(label, protect=False)


def _written(label: Label, *, protect: bool) -> str:
    sentence = protect and not _is_title_case(label.plain)
    made: list[str] = []
    depth = 0
    first = True
    for piece in _TAG.split(
        _SPACE.sub(" ", label.html if label.html is not None else html.escape(label.plain, quote=False))
    ):
        if piece.startswith("</"):
            made.append("}")
            depth -= 1
        elif _TAG.fullmatch(piece):
            made.append(_COMMANDS[piece[1:-1]])
            depth += 1
        elif piece:
            text = html.unescape(piece)
            # What stands in braces already keeps its capitals.
            made.append(_protected(text, sentence=sentence, first=first) if protect and not depth else escaped(text))
            first = first and not any(map(str.isalnum, text))
    return "".join(made)


def _protected(text: str, *, sentence: bool, first: bool) -> str:
    made = []
    for word in re.split(r"(\s+)", text):
        begins = first and any(map(str.isalnum, word))
        written = escaped(word)
        if _needs_braces(word, sentence=sentence and not begins):
            # A brace before a backslash would begin what BibTeX calls a special character, whose case it does change.
            written = f"{{{{{written}}}}}" if written.startswith("\\") else f"{{{written}}}"
        made.append(written)
        first = first and not begins
    return "".join(made)


def _needs_braces(word: str, *, sentence: bool) -> bool:
    """Whether a style that writes small letters would change what a word is."""
    for part in re.split(r"[-‐–/]", word) if not sentence else [word]:
        letters = [letter for letter in part if letter.isalpha()]
        if any(letter.isupper() for letter in (letters if sentence else letters[1:])):
            return True
        if len(letters) == 1 and letters[0].isupper() and letters[0] != "A" and len(part) > 1:
            return True  # C., T4: a name in short
    return False


def _is_title_case(text: str) -> bool:
    words = [word.strip("“”\"'().,:;!?") for word in text.split()[1:]]
    long = [word for word in words if len(word) > 3 and word[:1].isalpha() and not word.isupper()]
    return bool(long) and sum(word[0].isupper() for word in long) >= _TITLE_CASE * len(long)
