r"""TeX in copied words: `\emph{...}`, `{\it ...}`, `$H_2O$`, `$\alpha$`, `\"o`; dashes and quotation marks where it is TeX.

The letters of symbols are pylatexenc's. A command that is not known stays as printed, and so does a formula that holds one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from scholargraph.bibliography.markup.mathml import grouped
from scholargraph.bibliography.markup.signs import within

STYLES: Final = {
    **dict.fromkeys(("emph", "textit", "textsl", "mathit"), "i"),
    **dict.fromkeys(("textbf", "mathbf", "boldsymbol", "bm"), "b"),
    **dict.fromkeys(("texttt", "mathtt"), "code"),
    **dict.fromkeys(("textsubscript",), "sub"),
    **dict.fromkeys(("textsuperscript",), "sup"),
    **dict.fromkeys(("textsc", "textsf", "textrm", "textup", "textnormal", "text", "mbox", "underline", "uline", "mathrm",
                     "mathsf", "mathcal", "mathscr", "mathfrak", "mathbb", "operatorname", "ensuremath", "ce"), None),
}  # fmt: skip
"""Commands with one argument, and the element that it becomes; None where its words stay and no more."""
SWITCHES: Final = {
    **dict.fromkeys(("it", "em", "sl", "itshape", "slshape"), "i"),
    **dict.fromkeys(("bf", "bfseries"), "b"),
    **dict.fromkeys(("tt", "ttfamily"), "code"),
    **dict.fromkeys(("sc", "sf", "rm", "scshape", "sffamily", "rmfamily"), None),
}
"""Commands that hold to the end of their group."""
ACCENTS: Final = dict(
    zip("`'^\"~=.cvuHkrdb", "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0327\u030c\u0306\u030b\u0328\u030a\u0323\u0331",
        strict=True)
)  # fmt: skip
_OVER: Final = {"bar": "\u0304", "overline": "\u0304", "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303",
                "widetilde": "\u0303", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308"}  # fmt: skip
_SIZES: Final = frozenset(
    [
        "left",
        "right",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "displaystyle",
        "textstyle",
        "limits",
        "nolimits",
    ]
)
SPACES: Final = {",": " ", ";": " ", ":": " ", " ": " ", "!": "", "/": "", "-": ""}
_WORDLIKE: Final = re.compile(r"\s[A-Za-z]{2,}|[A-Za-z]{2,}\s")
_TOKEN: Final = re.compile(r"\\[A-Za-z]+|\\[^A-Za-z]|\$\$?|\{|``")
_ACCENTED: Final = re.compile(r"\s?\{\s?(\\?[A-Za-z]|\\[ij]\s?)\s?\}|\s?(\\[ij](?![A-Za-z])\s?|[A-Za-z])")
_SWITCH: Final = re.compile(r"\s?\\([A-Za-z]+)(?![A-Za-z])\s?")
_COMMAND: Final = re.compile(r"\\([A-Za-z]+|[^A-Za-z])")
_QUOTED: Final = re.compile(r"``(?=[^\s`])[^`'\n]{1,300}''")
_PLAIN_GROUP: Final = re.compile(r"(?<![A-Za-z\]}*_^])\{([^\W\d_][\w -]{0,60})\}")
_LONGEST: Final = 400
_DEEPEST: Final = 20


def marked(text: str) -> str:
    """Put letters and signs in place of TeX."""
    if "\\" not in text and "$" not in text and "``" not in text:
        return text
    reader = Reader(text)
    words = reader.words(0, len(text))
    return _typeset(words) if reader.evident else words


def _typeset(words: str) -> str:
    """Say what only TeX reads as dashes, quotation marks, spaces and groups; only where it is known to be TeX."""
    words = words.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    return _PLAIN_GROUP.sub(r"\1", re.sub(r"(?<=\S)~(?=\S)", " ", words))


@cache
def symbol(name: str) -> str | None:
    """The letters of a command that stands for a symbol, as pylatexenc has them; None where it is not known."""
    from pylatexenc.latex2text import get_default_latex_context_db

    if name == "prime":
        return "′"
    found = get_default_latex_context_db().get_macro_spec(name)
    letters = None if found is None else found.simplify_repl
    if (
        not isinstance(letters, str)
        or not 0 < len(letters) <= len(name) + 1
        or re.search(r"[%<>\\${}_^&*`\s]", letters)
    ):
        return None
    return letters


class Reader:
    """Reads one text; `evident` once it is certain that it is TeX."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.evident = _QUOTED.search(text) is not None
        self._ends = _groups(text)
        # "\"open\"" is how programs escape a quotation mark: TeX has a letter after each.
        self._escaped_quotes = re.search(r'\\"(?![A-Za-z{\\])', text) is not None

    def words(self, at: int, end: int, depth: int = 0) -> str:
        """The words of a stretch of the text outside of formulas."""
        written: list[str] = []
        while (token := _TOKEN.search(self.text, at, end)) is not None:
            written.append(self.text[at : token.start()])
            found = None if depth > _DEEPEST else self._command(token, end, depth)
            if found is None:
                written.append(token.group())
                at = token.end()
            else:
                self.evident = True
                written.append(found[0])
                at = found[1]
        written.append(self.text[at:end])
        return "".join(written)

    def _command(self, token: re.Match[str], end: int, depth: int) -> tuple[str, int] | None:
        """What stands for a command, a formula or a group, and where it ends; None where it stays as printed."""
        sign, after = token.group(), token.end()
        if sign[0] == "$" or sign in {"\\(", "\\["}:
            return self._formula(sign, token.start(), end, depth)
        if sign == "{":
            return self._switched(token.start(), end, depth)
        if sign == "``" or self.text[max(token.start() - 1, 0) : token.start()] in {":", "\\"}:
            return None
        name = sign[1:]
        if name in STYLES or name in {"href", "url"}:
            return self._with_group(name, after, end, depth)
        if name in ACCENTS:
            return self._accent(name, after, end)
        if name in {*"%&$#_{}"}:
            return name, after
        if name in SPACES or name == "xspace":
            return SPACES.get(name, ""), after
        if name == "\\":
            return (" ", after) if self.text[after : after + 1].isspace() else None
        return self._symbol(name, after) if name.isalpha() else None

    def _with_group(self, name: str, after: int, end: int, depth: int) -> tuple[str, int] | None:
        """A command with words in a group; of a link with an address and words, the words."""
        inside = self.group(after, end)
        if inside is not None and name == "href":
            inside = self.group(inside[1] + 1, end)
        if inside is None:
            return None
        words = self.text[slice(*inside)] if name == "url" else self.words(*inside, depth + 1)
        return styled(STYLES.get(name), words), inside[1] + 1

    def _symbol(self, name: str, after: int) -> tuple[str, int] | None:
        """A command that stands for a letter or a sign; a letter's takes the space that ends its name."""
        letters = symbol(name)
        if letters is None:
            return None
        if self.text.startswith("{}", after):
            after += 2
        elif letters.isalpha() and len(name) <= 2 and self.text[after : after + 1] == " ":
            after += 1
        return letters, after

    def _accent(self, name: str, after: int, end: int) -> tuple[str, int] | None:
        """A letter with its accent; only one that there is."""
        found = _ACCENTED.match(self.text, after, end)
        if found is None or (name == '"' and self._escaped_quotes):
            return None
        bare = found[1] is None
        if bare and name == "'" and self._is_apostrophe(after):
            return None
        if bare and (name.isalpha() != found.group().startswith(" ")):
            return None
        letter = (found[1] or found[2]).strip().removeprefix("\\")
        whole = unicodedata.normalize("NFC", letter + ACCENTS[name])
        return (whole, found.end()) if len(whole) == 1 else None

    def _is_apostrophe(self, after: int) -> bool:
        r"""Whether `\'` is how a program escapes the apostrophe of “it\'s”: within a word, before its last letter."""
        before, following = self.text[after - 3 : after - 2], self.text[after + 1 : after + 2]
        return before.isalpha() and self.text[after] in "stdm" and not following.isalpha()

    def _switched(self, at: int, end: int, depth: int) -> tuple[str, int] | None:
        """A group that begins with a switch of style, or that protects one accented letter."""
        inside = self.group(at, end)
        if inside is None:
            return None
        found = _SWITCH.match(self.text, *inside)
        if found is not None and found[1] in SWITCHES:
            return styled(SWITCHES[found[1]], self.words(found.end(), inside[1], depth + 1)), inside[1] + 1
        if self.text[inside[0] : inside[0] + 1] == "\\" and inside[1] - inside[0] <= 12:
            words = self.words(*inside, depth + 1)
            if "\\" not in words and len(words) <= 2:
                return words, inside[1] + 1
        return None

    def group(self, at: int, end: int) -> tuple[int, int] | None:
        """Where the group that begins here (or after one space) begins and ends inside of its braces."""
        if self.text[at : at + 1] == " ":
            at += 1
        closing = self._ends.get(at)
        return None if closing is None or closing >= end else (at + 1, closing)

    def _formula(self, sign: str, at: int, end: int, depth: int) -> tuple[str, int] | None:
        """A formula between dollar signs, or between brackets with backslashes."""
        start = at + len(sign)
        closing = {"\\(": "\\)", "\\[": "\\]"}.get(sign, sign)
        stop = self.text.find(closing, start, min(end, start + _LONGEST))
        while stop > 0 and closing == "$" and self.text[stop - 1] == "\\":
            stop = self.text.find(closing, stop + 1, min(end, start + _LONGEST))
        if stop <= start:
            return None
        source, after = self.text[start:stop], stop + len(closing)
        if sign in {"\\(", "\\["} and re.search(r"[\\_^=]", source) is None:
            return None
        if sign == "$" and not self._is_formula(
            source, before=self.text[at - 1 : at], after=self.text[after : after + 1]
        ):
            return None
        words = Formula(self, depth).read(start, stop)
        return None if words is None else (words.strip(), after)

    def _is_formula(self, source: str, *, before: str, after: str) -> bool:
        """Whether two dollar signs are those of TeX, not of money or of a program's variables."""
        if source[0].isspace() or source[-1].isspace() or after.isdigit():
            return False
        if re.search(r"[\\_^]", source):
            return not _WORDLIKE.search(re.sub(r"\\[A-Za-z]+\s?(?:\{[^{}]*\})?", "", source))
        if len(source) == 1 and source.isalpha():
            return not before.isalpha()
        return not before.isalnum() and not after.isalpha() and not _WORDLIKE.search(source)


class Formula:
    """Reads one formula of a text; None where it holds what is not known."""

    def __init__(self, reader: Reader, depth: int) -> None:
        self.reader = reader
        self.text = reader.text
        self.depth = depth

    def read(self, at: int, end: int) -> str | None:
        """The words and signs of a stretch of the formula."""
        self.depth += 1
        written: list[str] = []
        while at < end:
            found = self._next(at, end) if self.depth <= _DEEPEST else None
            if found is None:
                return None
            written.append(found[0])
            at = found[1]
        self.depth -= 1
        return "".join(written)

    def _next(self, at: int, end: int) -> tuple[str, int] | None:
        letter = self.text[at]
        if letter == "\\":
            return self._command(at, end)
        if letter in "_^":
            argument = self._argument(at + 1, end)
            return argument and (within("sub" if letter == "_" else "sup", argument[0]), argument[1])
        if letter == "{":
            return self._argument(at, end)
        if letter in "}$&#%":
            return None
        return {"~": " ", "'": "′"}.get(letter, letter), at + 1

    def _argument(self, at: int, end: int) -> tuple[str, int] | None:
        """What a command or an index takes: a group, a command, one character."""
        while at < end and self.text[at] == " ":
            at += 1
        if at >= end:
            return None
        if self.text[at] == "{":
            inside = self.reader.group(at, end)
            words = None if inside is None else self.read(*inside)
            return None if inside is None or words is None else (words, inside[1] + 1)
        return None if self.text[at] in "_^" else self._next(at, end)

    def _command(self, at: int, end: int) -> tuple[str, int] | None:
        found = _COMMAND.match(self.text, at, end)
        if found is None:
            return None
        name, after = found[1], found.end()
        if name in {"text", "mbox", "textrm", "textit", "textbf", "textsc", "textsf", "texttt"}:
            inside = self.reader.group(after, end)
            return inside and (self.reader.words(*inside, self.depth), inside[1] + 1)
        if name in STYLES or name in _OVER or name in {"sqrt", "frac", "tfrac", "dfrac"}:
            return self._with_arguments(name, after, end)
        if name in _SIZES or name in SPACES or name in {"quad", "qquad"}:
            return SPACES.get(name, " " if name.endswith("quad") else ""), after
        if name in {*"{}%&#_$|"}:
            return ("‖" if name == "|" else name), after
        letters = symbol(name) if name.isalpha() else None
        if letters is not None and letters.isalpha() and len(letters) == 1:
            while self.text[after : after + 1] == " " and after < end:
                after += 1
        return None if letters is None else (letters, after)

    def _with_arguments(self, name: str, after: int, end: int) -> tuple[str, int] | None:
        first = self._argument(after, end)
        if first is None:
            return None
        words, after = first
        if name == "sqrt":
            return f"√{grouped(words)}", after
        if name.endswith("frac"):
            second = self._argument(after, end)
            return second and (f"{grouped(words)}/{grouped(second[0])}", second[1])
        if name in _OVER:
            return (words + _OVER[name], after) if len(words) == 1 else None
        if name == "mathbb" and len(words) == 1:
            return _double_struck(words), after
        style = STYLES[name]
        return styled("b" if style == "b" else None, words), after


def styled(style: str | None, words: str) -> str:
    """Put words into the element of a style, if it has one."""
    return words if style is None else within(style, words)


def _double_struck(letter: str) -> str:
    """A letter of the kind that sets are written with: ℝ, ℤ."""
    try:
        return unicodedata.lookup(f"DOUBLE-STRUCK CAPITAL {letter}")
    except KeyError:
        return chr(0x1D538 + ord(letter) - ord("A")) if "A" <= letter <= "Z" else letter


def _groups(text: str) -> dict[int, int]:
    """Where each group ends, by where it begins; braces that are escaped are none."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for brace in re.finditer(r"\\.|[{}]", text, re.DOTALL):
        if brace.group() == "{":
            opened.append(brace.start())
        elif brace.group() == "}" and opened:
            ends[opened.pop()] = brace.start()
    return ends
