"""The names of an entry: a list joined by “and”, each name in one of the forms of BibTeX or in parts as biblatex has them.

It gives pieces of TeX with where they stand in the value; what they mean in letters is read by the builder. Rules: Patashnik,
BibTeXing (1988), section 4; Markey, Tame the BeaST (2009), section 11; biblatex manual 3.20, section 3.4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

MAX_NAMES: Final = 20_000
"""How many names of a list are read."""

_AND: Final = re.compile(r"(?<=\s)[aA][nN][dD](?=\s)")
_SIGNS: Final = re.compile(r"[{},]|(?<=\s)[aA][nN][dD](?=\s|$)|^[aA][nN][dD](?=\s)")
_TOKEN_END: Final = re.compile(r"[{}]|[\s~]+")
_BRACE: Final = re.compile(r"[{}]")
_PART: Final = re.compile(r"(?i)\s*(family|given|prefix|suffix|useprefix|id|hash|[a-z]+-i|nameorder)\s*=\s*")
_SPECIAL: Final = re.compile(r"\{\\")
_COMMAND: Final = re.compile(r"\\(?:([A-Za-z]+)|.)\s*", re.DOTALL)
_LETTER_COMMANDS: Final = {"ss": True, "ae": True, "oe": True, "aa": True, "o": True, "l": True, "i": True, "j": True,
                           "AE": False, "OE": False, "AA": False, "O": False, "L": False}  # fmt: skip
"""Commands that are letters themselves, and whether small ones (bibtex.web, section 371)."""
_SIMPLE: Final = re.compile(r"[^{}\\]*\Z")


@dataclass(slots=True)
class Printed:
    """A name of a list as it stands: what stands there, from where to where in the value; `parts` are its pieces at commas."""

    text: str
    start: int
    end: int
    parts: tuple[str, ...]

    @property
    def literal(self) -> str | None:
        """The words of a name that stands in braces as a whole, and so is in no parts; None of any other."""
        return _in_braces(self.text)


@dataclass(slots=True)
class Parts:
    """A name in its parts, each TeX, or None."""

    given: str | None
    family: str | None
    particle: str | None = None
    suffix: str | None = None


def names(value: str) -> Iterator[Printed]:
    """Take a list of names apart."""
    if "{" not in value and "," not in value and "}" not in value:
        at = 0
        for found in _AND.finditer(value):
            yield _printed(value, at, found.start(), ())
            at = found.end()
        yield _printed(value, at, len(value), ())
        return
    depth, begin, commas = 0, 0, []
    for sign in _SIGNS.finditer(value):
        mark = sign.group()
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth = max(depth - 1, 0)
        elif depth:
            continue
        elif mark == ",":
            commas.append(sign.start())
        else:
            yield _printed(value, begin, sign.start(), commas)
            begin, commas = sign.end(), []
    yield _printed(value, begin, len(value), commas)


def _printed(value: str, start: int, end: int, commas: Sequence[int]) -> Printed:
    words = value[start:end]
    bare = words.strip().rstrip(",").rstrip()
    start += len(words) - len(words.lstrip())
    end = start + len(bare)
    edges = [start, *(at + 1 for at in commas if at < end)]
    ends = [*(at for at in commas if at < end), end]
    return Printed(bare, start, end, tuple(value[a:b].strip() for a, b in zip(edges, ends, strict=True)))


def parse(name: Printed) -> Parts:
    """Take a name apart: `First von Last`, `von Last, First`, `von Last, Jr, First`, or `family=..., given=...`."""
    if "=" in name.text:
        extended = _extended(name.parts)
        if extended is not None:
            return extended
    parts = name.parts
    if len(parts) == 1:
        return _first_von_last(tokens(parts[0]))
    particle, family = _von_last(tokens(parts[0]))
    if len(parts) == 2:
        return Parts(parts[1] or None, family, particle)
    return Parts(" ".join(parts[2:]) or None, family, particle, parts[1] or None)


def tokens(words: str) -> list[str]:
    """The words of a part of a name: what is separated by white space or ties outside of braces."""
    if "{" not in words:
        return words.replace("~", " ").split()
    found, depth, begin = [], 0, 0
    for sign in _TOKEN_END.finditer(words):
        mark = sign.group()
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth = max(depth - 1, 0)
        elif not depth:
            found.append(words[begin : sign.start()])
            begin = sign.end()
    found.append(words[begin:])
    return [token for token in found if token]


def is_small(token: str) -> bool:
    r"""Whether a word of a name begins with a small letter, by BibTeX's rules: the first letter outside of braces, or of a
    special character (`{\'e}`); a word that has none is not small.
    """
    if token[0].isalpha():
        return token[0].islower()
    depth = 0
    at = 0
    while at < len(token):
        letter = token[at]
        if letter == "{":
            if not depth and token.startswith("\\", at + 1):
                return _special_is_small(token, at + 1)
            depth += 1
        elif letter == "}":
            depth -= 1
        elif not depth and letter.isalpha():
            return letter.islower()
        at += 1
    return False


def _special_is_small(token: str, at: int) -> bool:
    """The same of a special character: the letter that its command is, or the first one behind the command."""
    found = _COMMAND.match(token, at)
    while found is not None:
        if found[1] in _LETTER_COMMANDS:
            return _LETTER_COMMANDS[found[1]]
        at = found.end()
        while token.startswith("{", at):
            at += 1
        found = _COMMAND.match(token, at)
    return token[at : at + 1].islower()


def _first_von_last(words: list[str]) -> Parts:
    if len(words) < 2:
        return Parts(None, words[0] if words else None)
    small = [at for at, word in enumerate(words[:-1]) if is_small(word)]
    if not small:
        return Parts(" ".join(words[:-1]), words[-1])
    first, last = small[0], small[-1]
    return Parts(" ".join(words[:first]) or None, " ".join(words[last + 1 :]), " ".join(words[first : last + 1]))


def _von_last(words: list[str]) -> tuple[str | None, str | None]:
    last = max((at for at, word in enumerate(words[:-1]) if is_small(word)), default=-1)
    return " ".join(words[: last + 1]) or None, " ".join(words[last + 1 :]) or None


def _extended(parts: Sequence[str]) -> Parts | None:
    """A name whose parts are called by their names; None where it is not so."""
    found: dict[str, str] = {}
    for part in parts:
        named = _PART.match(part.removeprefix('"'))
        if named is None:
            return None
        words = part.removeprefix('"')[named.end() :].strip().removesuffix('"').removeprefix('"')
        found[named[1].lower()] = _in_braces(words) or words
    if not found.keys() & {"family", "given"}:
        return None
    return Parts(found.get("given"), found.get("family"), found.get("prefix"), found.get("suffix"))


def _in_braces(words: str) -> str | None:
    """What stands in the one group that words are; None where they are more, or TeX's special character."""
    if not (words.startswith("{") and words.endswith("}")) or words.startswith("{\\"):
        return None
    depth = 0
    for brace in _BRACE.finditer(words):
        depth += 1 if brace.group() == "{" else -1
        if not depth:
            return words[1:-1].strip() or None if brace.end() == len(words) else None
    return None
