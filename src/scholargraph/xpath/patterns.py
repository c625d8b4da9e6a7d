r"""Regular expressions and replacements of XPath, read by their grammar and written for the engine's own.

XPath and XQuery Functions and Operators, sections 7.6.1 (syntax and flags), 7.6.2 (`fn:matches`) and 7.6.3 (`fn:replace`);
XML Schema 2, appendix F. What comes out means in the engine, without any flag, what the pattern means in XPath. The engine
matches in time that grows with the text; so what only a search with backtracking can tell (`\1`) is unsupported here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from scholargraph.xpath.classes import (
    PatternError,
    Range,
    UnsupportedPatternError,
    case_variants,
    multi,
    property_class,
    ranges,
    single,
    with_case_variants,
)

FLAGS: Final = frozenset("smixq")
"""`q` is of XPath 3.0: nothing in the pattern is more than itself."""
DEPTH: Final = 100
"""The deepest groups and classes that are read; the engine has a limit of its own."""

_CONTROLS: Final = {"n": 0x0A, "r": 0x0D, "t": 0x09}
_ESCAPABLE: Final = frozenset("\\|.?*+(){}-[]^$")
_SPECIAL: Final = frozenset(".\\?*+{}()|[]^$")
_SPACES: Final = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression as the engine reads it."""

    text: str
    groups: int
    """How many parts of a match it captures."""
    matches_empty: bool
    """Whether it matches the empty string, for which `fn:replace` has no answer."""
    literal: bool = False
    """Whether it was read with the flag `q`, so that a replacement, too, is taken as it stands."""


@lru_cache(maxsize=512)
def read_pattern(pattern: str, flags: str = "") -> Pattern:
    """Read a regular expression with its flags. Raises PatternError with what is wrong."""
    wrong = set(flags) - FLAGS
    if wrong:
        raise PatternError(f"“{min(wrong)}” is no flag: s, m, i, x and q are")
    if "q" in flags:
        text = "".join(_char(ord(char), fold="i" in flags) for char in pattern)
        return Pattern(text, 0, matches_empty=not pattern, literal=True)
    return _Reader(pattern, flags).whole()


def read_replacement(replacement: str, groups: int, *, literal: bool = False) -> str:
    r"""Read the replacement of `fn:replace` (section 7.6.3), and write it for the engine. Raises PatternError.

    `$N` is the longest number that a group has, or one digit; `\$` and `\\` are signs, and nothing else is escaped.
    """
    if literal:
        return replacement.replace("$", "$$")
    parts: list[str] = []
    at = 0
    while at < len(replacement):
        char, following = replacement[at], replacement[at + 1 : at + 2]
        if char == "\\":
            if following not in {"\\", "$"}:
                raise PatternError("a \\ in a replacement stands before \\ or $ only: write \\\\ for one")
            parts.append("$$" if following == "$" else "\\")
            at += 2
        elif char == "$":
            if not _is_digit(following):
                raise PatternError("a $ in a replacement is followed by a digit: write \\$ for the sign")
            digits = _digits(replacement, at + 1, groups)
            number = int(replacement[at + 1 : at + 1 + digits])
            parts.append(f"${{{number}}}" if number <= groups else "")
            at += 1 + digits
        else:
            parts.append(char)
            at += 1
    return "".join(parts)


def _digits(text: str, at: int, groups: int) -> int:
    """Count the digits of a group's number: the last ones are letters where there is no such group (section 7.6.3)."""
    digits = 1
    while _is_digit(text[at : at + digits + 1]) and at + digits < len(text):
        digits += 1
    while digits > 1 and (digits > 9 or 9 < int(text[at : at + digits]) > groups):
        digits -= 1
    return digits


def _is_digit(char: str) -> bool:
    return char.isascii() and char.isdigit()


def _char(code: int, *, fold: bool) -> str:
    """Write one character; with all its cases, if these are one."""
    variants = case_variants(code) if fold else {code}
    return single(code) if len(variants) == 1 else f"[{ranges((one, one) for one in sorted(variants))}]"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of an expression: its text for the engine, and whether it matches the empty string."""

    text: str
    empty: bool


class _Reader:
    """One pass over a regular expression."""

    def __init__(self, pattern: str, flags: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.depth = 0
        self.groups = 0
        self.fold = "i" in flags
        self.lines = "m" in flags
        self.ignores_space = "x" in flags
        self.dot = r"[\s\S]" if "s" in flags else r"[^\n]"
        self.in_class = False

    def whole(self) -> Pattern:
        found = self.alternatives()
        if self.peek():
            raise PatternError(f"“{self.peek()}” closes nothing: write \\{self.peek()} for the sign")
        return Pattern(found.text, self.groups, found.empty)

    def peek(self) -> str:
        """Give the next character, or "" at the end. The flag `x` takes white space out, but not of classes."""
        if self.ignores_space and not self.in_class:
            while self.pattern[self.at : self.at + 1] in tuple(_SPACES):
                self.at += 1
        return self.pattern[self.at : self.at + 1]

    def take(self) -> str:
        char = self.peek()
        self.at += 1
        return char

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEPTH:
            raise PatternError(f"it has more than {DEPTH} groups within groups")

    def alternatives(self) -> _Piece:
        branches = [self.branch()]
        while self.peek() == "|":
            self.take()
            branches.append(self.branch())
        return _Piece("|".join(one.text for one in branches), any(one.empty for one in branches))

    def branch(self) -> _Piece:
        pieces: list[_Piece] = []
        begins = False
        while self.peek() not in {"", "|", ")"}:
            begins = begins or (self.lines and self.peek() == "^")
            pieces.append(self.piece())
        text, empty = "".join(one.text for one in pieces), all(one.empty for one in pieces)
        if begins:
            self.refuse_last_line(pieces)
        return _Piece(text, empty)

    def refuse_last_line(self, pieces: list[_Piece]) -> None:
        """Refuse what the engine would find behind the last line end, where XPath sees no line (7.6.1.1, flag `m`)."""
        last = max(index for index, piece in enumerate(pieces) if "(?m:^)" in piece.text)
        if all(piece.empty for piece in pieces[last:]):
            raise UnsupportedPatternError(
                "with the flag m, something has to stand behind ^ that is at least one character"
            )

    def piece(self) -> _Piece:
        atom = self.atom()
        char = self.peek()
        if char not in {"?", "*", "+", "{"}:
            return atom
        self.take()
        quantifier, least = (char, 0 if char in "?*" else 1) if char != "{" else self.counts()
        if self.peek() == "?":
            quantifier += self.take()
        return _Piece(
            f"(?:{atom.text}){quantifier}" if len(atom.text) > 1 else atom.text + quantifier, atom.empty or not least
        )

    def counts(self) -> tuple[str, int]:
        end = self.pattern.find("}", self.at)
        least, comma, most = (self.pattern[self.at : end] if end >= 0 else "").partition(",")
        if self.ignores_space:
            least, most = ("".join(part.split()) for part in (least, most))
        if not _is_digit(least) or (most and not _is_digit(most)) or len(least) > 6 or len(most) > 6:
            raise PatternError("a { begins a count such as {2} or {2,5}: write \\{ for the sign")
        if most and int(most) < int(least):
            raise PatternError(f"{{{least},{most}}} counts backwards")
        self.at = end + 1
        return f"{{{least}{comma}{most}}}", int(least)

    def atom(self) -> _Piece:
        char = self.take()
        if char == "(":
            return self.group()
        if char == "[":
            return _Piece(self.char_class(), empty=False)
        if char == "\\":
            return _Piece(self.escape(), empty=False)
        if char == ".":
            return _Piece(self.dot, empty=False)
        if char in {"^", "$"}:
            return _Piece(f"(?m:{char})" if self.lines else char, empty=True)
        if char in _SPECIAL:
            raise PatternError(f"“{char}” has nothing before it that it could belong to: write \\{char} for the sign")
        return _Piece(_char(ord(char), fold=self.fold), empty=False)

    def group(self) -> _Piece:
        self.deeper()
        begin = "("
        if self.peek() == "?":
            self.take()
            if self.take() != ":":
                raise PatternError("XPath has no groups that begin with (? but (?:")
            begin = "(?:"
        else:
            self.groups += 1
        inner = self.alternatives()
        if self.take() != ")":
            raise PatternError("a group does not end: add its )")
        self.depth -= 1
        return _Piece(f"{begin}{inner.text})", inner.empty)

    def escape(self) -> str:
        code, found = self.escaped()
        return found if code is None else _char(code, fold=self.fold)

    def escaped(self) -> tuple[int | None, str]:
        r"""Read what follows a \: one character, or a class."""
        char = self.take()
        if char in _CONTROLS:
            return _CONTROLS[char], ""
        if char in _ESCAPABLE:
            return ord(char), ""
        if char in {"p", "P"}:
            end = self.pattern.find("}", self.at)
            if self.take() != "{" or end < 0:
                raise PatternError(f"\\{char} is followed by a category or a block in braces, such as \\{char}{{L}}")
            name, self.at = self.pattern[self.at : end], end + 1
            return None, property_class(name, negated=char == "P")
        found = multi(char) if char else None
        if found is not None:
            return None, found
        if _is_digit(char) and not self.in_class:
            raise UnsupportedPatternError(f"\\{char} looks back at what was matched, which is not supported here")
        raise PatternError(f"XPath has no \\{char}" if char else "a \\ ends it: write \\\\ for the sign")

    def char_class(self) -> str:
        """Read a class behind its [ (XML Schema 2, appendix F, rules 11 to 19)."""
        self.deeper()
        outer, self.in_class = self.in_class, True
        negated = self.peek() == "^"
        if negated:
            self.take()
        parts: list[str] = []
        without = ""
        while self.peek() != "]" or not parts:
            if self.peek() == "-" and self.pattern[self.at + 1 : self.at + 2] == "[" and parts:
                self.at += 2
                without = self.char_class()
                break
            parts.append(self.member(first=not parts))
        if self.take() != "]":
            raise PatternError("a class of characters does not end: add its ]")
        self.in_class = outer
        self.depth -= 1
        found = f"[{'^' if negated else ''}{''.join(parts)}]"
        return f"[{found}--{without}]" if without else found

    def member(self, *, first: bool) -> str:
        low, found = self.one(first=first)
        if low is None:
            return found
        high = low
        if self.peek() == "-" and self.pattern[self.at + 1 : self.at + 2] not in {"[", "]", ""}:
            self.take()
            last, _ = self.one(first=False)
            if last is None or last < low:
                raise PatternError("a range of characters goes from one to a later one: write \\- for the sign")
            high = last
        one: Range = (low, high)
        return ranges(with_case_variants(one) if self.fold else [one])

    def one(self, *, first: bool) -> tuple[int | None, str]:
        char = self.take()
        if not char:
            raise PatternError("a class of characters does not end: add its ]")
        if char == "\\":
            return self.escaped()
        if char in {"[", "]"}:
            raise PatternError(f"a {char} in a class is written \\{char}")
        if char == "-" and not first and self.peek() != "]":
            raise PatternError("a - in a class stands first or last, or is written \\-")
        return ord(char), ""
