r"""TeX in words that are nothing but TeX, as the values of BibTeX are: `{DNA}`, `\&`, `~`, `--`, ``quotes'', `{\'{\i}}`.

In copied words TeX has to be told from what is none (`tex`); here a brace is a group, a tie a space and a dollar sign
mathematics without further proof. A command that is not known stays as printed, with its arguments.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from scholargraph.bibliography.markup.signs import BREAK
from scholargraph.bibliography.markup.tex import ACCENTS, SPACES, STYLES, SWITCHES, Formula, Reader, styled, symbol

_TOKEN: Final = re.compile(r"\\[A-Za-z]+\*?|\\.|[{}~$]|-{2,3}|[?!]?``?|''|\s+", re.DOTALL)
_LETTER: Final = re.compile(r"\s*(?:\\([ij])(?![A-Za-z])\s?|([^\W\d_]))")
_ARGUMENT_ENDS: Final = re.compile(r"\s*")
_DEEPEST: Final = 60
_LETTERS: Final[Mapping[str, str]] = {
    "ss": "ß", "SS": "ẞ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "oe": "œ",
    "OE": "Œ", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ", "TH": "Þ", "ng": "ŋ", "NG": "Ŋ",
    "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
    "textquotedblright": "”", "guillemotleft": "«", "guillemotright": "»", "quotedblbase": "„", "glqq": "„", "grqq": "“",
    "flqq": "«", "frqq": "»", "lq": "‘", "rq": "’", "textellipsis": "…", "ldots": "…", "dots": "…", "textbackslash": "\\",
    "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "textbar": "|", "textless": "<",
    "textgreater": ">", "textdollar": "$", "textbraceleft": "{", "textbraceright": "}", "textasteriskcentered": "*",
    "TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2ε", "BibTeX": "BibTeX", "slash": "/", "textregistered": "®",
    "texttrademark": "™", "textcopyright": "©", "copyright": "©", "textdegree": "°", "textmu": "µ", "texteuro": "€",
    "euro": "€", "pounds": "£", "textsterling": "£", "S": "§", "textsection": "§", "P": "¶", "textquotesingle": "'",
    "textquotedbl": '"', "textperiodcentered": "·", "textbullet": "•", "nobreakdash": "", "newblock": "", "par": BREAK,
    "quad": " ", "qquad": " ", "enspace": " ", "thinspace": " ", "space": " ", "linebreak": " ", "newline": " ", "xspace": "",
    "protect": "", "relax": "", "noindent": "", "allowbreak": "", "textless{}": "<", "hyp": "-", "adddot": ".",
    "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾", "textordfeminine": "ª", "textordmasculine": "º",
    "textexclamdown": "¡", "textquestiondown": "¿", "textdagger": "†", "textdaggerdbl": "‡", "dag": "†", "ddag": "‡",
}  # fmt: skip
"""Letters and signs of LaTeX2e (source2e, ltoutenc; textcomp), and commands that print nothing."""
_DROPPED: Final = frozenset({"noopsort", "noop", "SortNoop", "sortas", "label", "index", "vspace", "hspace", "color"})
"""Commands that BibTeX files use to sort by, and others, whose argument is not printed."""
_QUOTING: Final = frozenset({"enquote", "mkbibquote", "textquote"})
_BIBLATEX_STYLES: Final[Mapping[str, str | None]] = {
    "mkbibemph": "i", "mkbibitalic": "i", "mkbibbold": "b", "mkbibparens": None, "mkbibsuperscript": "sup",
    "mkbibsubscript": "sub", "textlatin": None, "foreignlanguage": None, "hbox": None, "MakeUppercase": None,
    "uppercase": None, "lowercase": None, "bibstring": None, "NoCaseChange": None, "caps": None, "textlf": None,
    "textmd": None, "textgreek": None, "href": None, "textcyrillic": None, "textls": None, "url": None, "path": None,
    "doi": None, "nolinkurl": None, "textsuperscript": "sup", "textsubscript": "sub",
}  # fmt: skip
"""Further commands with one argument whose words stay (biblatex manual, section 4.6.4)."""
_TWO_ARGUMENTS: Final = frozenset({"href", "foreignlanguage"})
_TYPESET: Final[Mapping[str, str]] = {
    "---": "—",
    "--": "–",
    "``": "“",
    "''": "”",
    "~": " ",
    "?`": "¿",
    "!`": "¡",
    "`": "‘",
}


def marked(text: str) -> str:
    """Put letters and signs in place of TeX; white space is one space, an empty line the end of a paragraph."""
    if "\\" in text:
        text = _ACCENTED.sub(_accented, text)
    if "\\" in text or "$" in text:
        text = _SourceReader(text).all()
        return _SINGLE_QUOTES.sub("‘\\1’", _SPACES.sub(" ", text))
    # Without commands only groups, ties, dashes and quotation marks are left: most values are so.
    if "{" in text or "}" in text:
        text = text.replace("{", "").replace("}", "")
    if _SIGNED.search(text) is not None:
        text = _SIGNS.sub(lambda found: _TYPESET[found.group()], text)
    if "\n" in text or "\r" in text:
        text = _PARAGRAPH.sub(BREAK, text)
    return _SINGLE_QUOTES.sub("‘\\1’", " ".join(text.split()))


_SINGLE_QUOTES: Final = re.compile("‘([^‘’'\"]*)'")
_ACCENTED: Final = re.compile(r"\{\\(?:([\"'`^~=.])\{?([A-Za-z])\}?|([cvuHkrdb])(?: |(?=\{))\{?([A-Za-z])\}?)\}")
_SIGNED: Final = re.compile(r"[`~'-]")
_SIGNS: Final = re.compile(r"-{2,3}|[?!]?``?|''|~")
_SPACES: Final = re.compile(" {2,}")
_PARAGRAPH: Final = re.compile(r"[ \t]*(?:\r?\n[ \t]*){2,}|[ \t]*(?:\r(?!\n)[ \t]*){2,}")


def _accented(found: re.Match[str]) -> str:
    r"""A letter with its accent in braces, `{\"o}`, as most of them stand; braces that do not fit are left as they are."""
    words = found.group()
    if words.count("{") != words.count("}"):
        return words
    return _letter_with(found[1] or found[3], found[2] or found[4])


@cache
def _letter_with(accent: str, letter: str) -> str:
    return _with_accent(accent, letter)


class _SourceReader(Reader):
    """Reads one text of which it is certain that it is TeX."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.evident = True

    def all(self) -> str:
        """The words of the whole text."""
        return self.words(0, len(self.text))

    def words(self, at: int, end: int, depth: int = 0) -> str:
        """The words of a stretch of the text outside of formulas."""
        written: list[str] = []
        text = self.text
        while (token := _TOKEN.search(text, at, end)) is not None:
            start = token.start()
            if start > at:
                written.append(text[at:start])
            words, at = self._token(token.group(), start, token.end(), end, depth)
            written.append(words)
        written.append(text[at:end])
        return "".join(written)

    def _token(self, sign: str, start: int, after: int, end: int, depth: int) -> tuple[str, int]:
        """What a token, with what belongs to it, is in words, and where that ends."""
        first = sign[0]
        if first.isspace():
            return (BREAK if max(sign.count("\n"), sign.count("\r")) > 1 else " "), after
        if sign == "{":
            return self._in_group(start, after, end, depth)
        if sign == "}":
            return "", after
        if first == "$":
            sign = "$$" if self.text.startswith("$$", start) else "$"
            return self._formula(sign, start, end, depth) or (sign, start + len(sign))
        if first != "\\":
            return _TYPESET.get(sign, sign), after
        return self._of_command(sign[1:], start, after, end, depth)

    def _in_group(self, start: int, after: int, end: int, depth: int) -> tuple[str, int]:
        inside = self.group(start, end)
        if inside is None or depth > _DEEPEST:
            return "", after
        switch = re.match(r"\s*\\([A-Za-z]+)\s?", self.text[inside[0] : inside[0] + 30])
        if switch is not None and switch[1] in SWITCHES:
            words = self.words(inside[0] + switch.end(), inside[1], depth + 1)
            return styled(SWITCHES[switch[1]], words), inside[1] + 1
        return self.words(*inside, depth + 1), inside[1] + 1

    def _of_command(self, name: str, start: int, after: int, end: int, depth: int) -> tuple[str, int]:
        name = name.rstrip("*") or name
        for tell in _TELLERS:
            found = tell(self, name, after, end, depth)
            if found is not None:
                return found
        if not name[0].isalpha():
            return self.text[start:after], after
        return self._unknown(start, after, end)

    def _unknown(self, start: int, after: int, end: int) -> tuple[str, int]:
        """A command that is not known stays as printed, with the groups behind it."""
        while self.text.startswith("{", after) and (inside := self.group(after, end)) is not None:
            after = inside[1] + 1
        return self.text[start:after], after

    def argument(self, after: int, end: int, depth: int) -> tuple[str, int] | None:
        """The words of the group behind a command, and where it ends."""
        at = _end_of(_ARGUMENT_ENDS, self.text, after, end)
        inside = self.group(at, end)
        if inside is None or depth > _DEEPEST:
            return None
        return self.words(*inside, depth + 1), inside[1] + 1

    def accented(self, name: str, after: int, end: int, depth: int) -> tuple[str, int] | None:
        r"""A letter with its accent: `\"o`, `\"{o}`, `\c c`, `\'{\i}`, `\'\i`; more than one letter takes it on the first."""
        if name not in ACCENTS:
            return None
        at = _end_of(_ARGUMENT_ENDS, self.text, after, end)
        if self.text.startswith("{", at):
            found = self.argument(at, end, depth)
            if found is None:
                return None
            words, stop = found
        else:
            letter = _LETTER.match(self.text, after, end)
            if letter is None:
                return self._stacked(name, at, end, depth)
            words, stop = letter[1] or letter[2], letter.end()
        return _with_accent(name, words.strip()), stop

    def _stacked(self, name: str, at: int, end: int, depth: int) -> tuple[str, int] | None:
        r"""An accent on a letter that has one (`\'\^e`), or is a command (`\'\ae`)."""
        token = _TOKEN.match(self.text, at, end)
        if token is None or token.group()[0] != "\\" or depth > _DEEPEST:
            return None
        words, stop = self._of_command(token.group()[1:], at, token.end(), end, depth + _DEEPEST // 3)
        return None if words.startswith("\\") else (_with_accent(name, words), stop)

    def with_words(self, name: str, after: int, end: int, depth: int) -> tuple[str, int] | None:
        """A command whose argument is printed, in a style or not, or is not printed."""
        known = name in STYLES or name in _BIBLATEX_STYLES or name in _QUOTING or name in _DROPPED
        if not known:
            return None
        if name in _TWO_ARGUMENTS:
            first = self.argument(after, end, depth)
            if first is None:
                return None
            after = first[1]
        if name in {"url", "path", "nolinkurl"}:
            inside = self.group(_end_of(_ARGUMENT_ENDS, self.text, after, end), end)
            return None if inside is None else (self.text[slice(*inside)], inside[1] + 1)
        found = self.argument(after, end, depth)
        if found is None:
            return None
        words, stop = found
        if name in _DROPPED:
            return "", stop
        if name in _QUOTING:
            return f"“{words}”", stop
        return styled(STYLES.get(name) or _BIBLATEX_STYLES.get(name), words), stop

    def letter(self, name: str, after: int, end: int, depth: int) -> tuple[str, int] | None:
        """A command that stands for a letter or a sign; it takes the space, or the empty group, that ends its name."""
        if name in {*"%&$#_{}"}:
            return name, after
        if name in SPACES:
            return SPACES[name], after
        if name == "\\" or name.isspace():
            return " ", after
        if not name[0].isalpha():
            return None
        letters = _LETTERS.get(name)
        letters = symbol(name) if letters is None else letters
        if letters is None:
            return None
        if self.text.startswith("{}", after):
            return letters, after + 2
        return letters, _end_of(_ARGUMENT_ENDS, self.text, after, end)

    def switch(self, name: str, after: int, end: int, depth: int) -> tuple[str, int] | None:
        """A switch of style that stands in no group of its own holds to the end of what it stands in."""
        if name not in SWITCHES or depth > _DEEPEST:
            return None
        after = _end_of(_ARGUMENT_ENDS, self.text, after, end)
        return styled(SWITCHES[name], self.words(after, end, depth + 1)), end

    def math_command(self, name: str, after: int, end: int, depth: int) -> tuple[str, int] | None:
        r"""A formula between `\(` and `\)`, or `\[` and `\]`."""
        return self._formula(f"\\{name}", after - 2, end, depth) if name in {"(", "["} else None

    def _formula(self, sign: str, at: int, end: int, depth: int) -> tuple[str, int] | None:
        start = at + len(sign)
        closing = {"\\(": "\\)", "\\[": "\\]"}.get(sign, sign)
        end = min(end, start + _LONGEST)
        stop = self.text.find(closing, start, end)
        while stop > 0 and closing == "$" and self.text[stop - 1] == "\\":
            stop = self.text.find(closing, stop + 1, end)
        if stop <= start or not self._is_meant(
            self.text[start:stop], self.text[at - 1 : at], self.text[stop + 1 :][:1]
        ):
            return None
        after = stop + len(closing)
        words = Formula(self, depth).read(start, stop)
        return (self.text[at:after] if words is None else words.strip()), after

    def _is_meant(self, source: str, before: str, after: str) -> bool:
        """Whether dollar signs are TeX's: programs that write BibTeX leave those of money as they are."""
        if re.search(r"[\\_^]", source):
            return True
        return self._is_formula(source.strip() or " ", before=before, after=after)


_LONGEST: Final = 2000
_TELLERS: Final[tuple[Callable[[_SourceReader, str, int, int, int], tuple[str, int] | None], ...]] = (
    _SourceReader.accented,
    _SourceReader.with_words,
    _SourceReader.switch,
    _SourceReader.letter,
    _SourceReader.math_command,
)


def _end_of(form: re.Pattern[str], text: str, at: int, end: int) -> int:
    found = form.match(text, at, end)
    return at if found is None else found.end()


def _with_accent(name: str, words: str) -> str:
    """Put an accent on the first letter of some words; a dotless letter under one is the letter itself."""
    if not words:
        return ""
    first = {"ı": "i", "ȷ": "j"}.get(words[0], words[0])
    return unicodedata.normalize("NFC", first + ACCENTS[name]) + words[1:]
