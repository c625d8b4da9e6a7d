r"""Classes of characters of XML Schema's regular expressions (XML Schema 2, appendix F), written for the engine's own.

The engine reads categories (`\p{L}`) as XML Schema does, and all other classes otherwise. It does not match anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Final

from scholargraph.xpath.blocks import BLOCKS


class PatternError(ValueError):
    """A regular expression or a replacement breaks its grammar; the message says where."""


class UnsupportedPatternError(PatternError):
    """A regular expression is right, and cannot be answered in time that grows with the text; the message says why."""


Range = tuple[int, int]

CATEGORIES: Final = frozenset(
    [
        "L",
        "Lu",
        "Ll",
        "Lt",
        "Lm",
        "Lo",
        "M",
        "Mn",
        "Mc",
        "Me",
        "N",
        "Nd",
        "Nl",
        "No",
        "P",
        "Pc",
        "Pd",
        "Ps",
        "Pe",
        "Pi",
        "Pf",
        "Po",
        "Z",
        "Zs",
        "Zl",
        "Zp",
        "S",
        "Sm",
        "Sc",
        "Sk",
        "So",
        "C",
        "Cc",
        "Cf",
        "Co",
        "Cn",
    ]
)
_LAST_CASED: Final = 0x1E943
"""The last character of Unicode that has another case, rounded up to the end of its block (Adlam)."""

# XML 1.0 (fifth edition), rules 4 and 4a.
_NAME_START: Final[tuple[Range, ...]] = (
    *((ord(sign), ord(sign)) for sign in ":_"),
    (0x41, 0x5A), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2FF), (0x370, 0x37D), (0x37F, 0x1FFF),
    (0x200C, 0x200D), (0x2070, 0x218F), (0x2C00, 0x2FEF), (0x3001, 0xD7FF), (0xF900, 0xFDCF), (0xFDF0, 0xFFFD),
    (0x10000, 0xEFFFF),
)  # fmt: skip
_NAME: Final[tuple[Range, ...]] = (
    *_NAME_START, (0x2D, 0x2E), (0x30, 0x39), (0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040),
)  # fmt: skip


def single(code: int) -> str:
    """Write one character for the engine, so that it means itself there."""
    char = chr(code)
    return char if char.isascii() and char.isalnum() else f"\\x{{{code:X}}}"


def ranges(found: Iterable[Range]) -> str:
    """Write ranges of characters as what stands within the brackets of a class."""
    return "".join(single(low) if low == high else f"{single(low)}-{single(high)}" for low, high in found)


_MULTI: Final[Mapping[str, tuple[str, str]]] = {
    "s": (r"[\x{20}\t\n\r]", r"[^\x{20}\t\n\r]"),
    "d": (r"\p{Nd}", r"\P{Nd}"),
    "w": (r"[^\p{P}\p{Z}\p{C}]", r"[\p{P}\p{Z}\p{C}]"),
    "i": (f"[{ranges(_NAME_START)}]", f"[^{ranges(_NAME_START)}]"),
    "c": (f"[{ranges(_NAME)}]", f"[^{ranges(_NAME)}]"),
}


def multi(letter: str) -> str | None:
    r"""Give the class of `\s`, `\w`, ..., and of their complements in capitals; None where it is none."""
    found = _MULTI.get(letter.lower())
    return found and found[letter.isupper()]


def property_class(name: str, *, negated: bool) -> str:
    r"""Give the class of `\p{name}`: a category, or a block after `Is`. Raises PatternError where there is none."""
    if name in CATEGORIES:
        return f"\\{'P' if negated else 'p'}{{{name}}}"
    found = BLOCKS.get(name[2:]) if name.startswith("Is") else None
    if found is None:
        raise PatternError(f"\\p{{{name}}} names no category and no block of Unicode")
    return f"[{'^' if negated else ''}{ranges(found)}]"


def case_variants(code: int) -> set[int]:
    """Give a character and all that differ from it in case alone: those of the same lower or upper case.

    XPath and XQuery Functions and Operators, section 7.6.1.1 (flags), the flag `i`.
    """
    char = chr(code)
    by_case = _by_case()
    return {code, *by_case.get(char.lower(), ()), *by_case.get(char.upper(), ())}


@lru_cache(maxsize=256)
def with_case_variants(found: Range) -> list[Range]:
    """Give a range, and each character beyond it that differs from one in it in case alone."""
    low, high = found
    more = {other for code in _cased() if low <= code <= high for other in case_variants(code)}
    return [found, *((code, code) for code in sorted(more) if not low <= code <= high)]


@cache
def _by_case() -> Mapping[str, tuple[int, ...]]:
    """Give the characters of each upper and lower case, where there is more than one."""
    found: dict[str, list[int]] = {}
    for code in range(_LAST_CASED + 1):
        char = chr(code)
        lower, upper = char.lower(), char.upper()
        if lower != upper:
            for case in {lower, upper}:
                found.setdefault(case, []).append(code)
    return {case: tuple(codes) for case, codes in found.items() if len(codes) > 1}


@cache
def _cased() -> tuple[int, ...]:
    return tuple(sorted({code for codes in _by_case().values() for code in codes}))
