"""Whether a line reads as the name of a person, in any script, and how a list of names comes apart.

It knows no person: it looks at the shape of words and at a table of words that are nobody's name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from scholargraph.bibliography.given_names import CHINESE_FAMILY_NAMES, GIVEN_NAMES, KOREAN_FAMILY_NAMES
from scholargraph.bibliography.lines import REMEMBERED, Line, tidy
from scholargraph.bibliography.words import (
    ALSO_NAMES,
    CONNECTORS,
    DEGREES,
    HONORIFICS,
    PARTICLES,
    SUBJECTS,
    SUFFIXES,
)  # fmt: skip

LONGEST: Final = 90
LONGEST_LIST: Final = 6000
_MOST_TOKENS: Final = 7

MARKS: Final = frozenset("'’ʼʻ‘`´-‐‑.·・")
"""What stands within a word of a name besides letters."""
HOMONYM_NUMBER: Final = re.compile(r"\s0\d{3}$")
"""The number by which dblp tells namesakes apart: “Wei Wang 0001”."""
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.[-‐]?){1,4}[^\W\d_]?|[^\W\d_]")
NICKNAME: Final = re.compile(r"\s*[(（][^()（）\d]{1,30}[)）]")
_PRONOUNS: Final = re.compile(r"[(（][a-z]{1,6}(?:\s*/\s*[a-z]{1,6}){1,2}[)）]$", re.IGNORECASE)
EAST_ASIAN: Final = re.compile("[\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_KANA_GRAMMAR: Final = re.compile("[のをにとはがへでもる]|[的和与及之在中]")
_HANGUL: Final = re.compile("[\uac00-\ud7af]+")
_HAN: Final = re.compile("[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_BETWEEN: Final = re.compile(r"[,;|،、，；•]|(?<=\s)[&·/](?=\s)|(?<=\s)(?:and|und|et|e|y|и|和)(?=\s)")
_AFTER_NAME: Final = re.compile(r"(?:(?<=[^\W\d_])\d+(?:,\d+)*|\s*[*†‡§¶∗]+|\s*[,;|])+$")
_BEFORE_NAME: Final = re.compile(r"(?:(?i:and|und|et|by|por|par)|&)\s+(?=[^\Wa-z])")
_AFFILIATION: Final = re.compile(r"\(([^()]{2,60})\)$")
_ET_AL: Final = re.compile(
    r"(?:[,;]\s?|(?<=\s)|^)(?:et\.? al\.?|(?:and )?(?:\d+ )?(?:others|more(?: authors?)?)|\.\.\.|…)$", re.IGNORECASE
)


@lru_cache(maxsize=REMEMBERED)
def is_name(text: str) -> bool:
    """Whether the words can hardly be anything but a person's name: two to four of them, or a short one in Han or Hangul."""
    words = tidy(text)
    if EAST_ASIAN.search(words):
        bare = words.replace(" ", "")
        return _east_asian(words) and len(bare) <= (6 if " " in words or "・" in words or "·" in words else 4)
    tokens = _tokens(words)
    full = [token for token in tokens if token.casefold() not in SUFFIXES]
    if is_cased(words):
        return 2 <= len(full) <= 4 + sum(token in PARTICLES for token in full) and can_be_name(words)
    return 2 <= len(full) <= 3 and can_be_name(words)


def is_known_to_be_name(text: str, words: Collection[str] = frozenset()) -> bool:
    """Whether a line of the shape of a name also holds what names hold: a given name, initials, a particle, a suffix.

    `words` are further words, in lower case, that are known to begin or end names.
    """
    name = tidy(text)
    if not is_name(name):
        return False
    if EAST_ASIAN.search(name):
        hangul = _HANGUL.match(name) is not None
        return name[0] in (KOREAN_FAMILY_NAMES if hangul else CHINESE_FAMILY_NAMES) and (not hangul or len(name) <= 3)
    tokens = _tokens(name)
    if any(part_kind(token) in {"initial", "particle"} or token.casefold() in SUFFIXES for token in tokens):
        return True
    ends = {tokens[0].casefold(), tokens[-1].casefold()}
    return bool(ends & GIVEN_NAMES or tokens[0].casefold().split("-")[0] in GIVEN_NAMES or ends & set(words))


@lru_cache(maxsize=REMEMBERED)
def can_be_name(text: str) -> bool:
    """Whether the words, standing where names stand, are a name of several words (or of one in a script without capitals)."""
    words = tidy(text)
    if "(" in words or "（" in words:
        words = NICKNAME.sub("", words)
    if not words or len(words) > LONGEST:
        return False
    if EAST_ASIAN.search(words):
        return _east_asian(words)
    tokens = _tokens(words)
    if not 1 <= len(tokens) <= _MOST_TOKENS or (len(tokens) == 1 and is_cased(words)) or not _one_name(words):
        return False
    if any(_subject(token) for token in tokens) or (
        tokens[0] == "A" and len(tokens) > 2 and part_kind(tokens[1]) != "initial"
    ):
        return False
    kinds = [part_kind(token) for token in tokens]
    if "other" in kinds or not any(kind in {"upper", "uncased"} for kind in kinds):
        return kinds in (["lower", "lower"], ["lower", "initial", "lower"])
    # A name does not end in a particle, and one small word that is no particle makes a phrase of it.
    return kinds[-1] != "particle" and "lower" not in kinds


def has_name_shape(text: str) -> bool:
    """Whether two to four words, not the first of them a subject, are all written as in a name: “Mary Surface”."""
    tokens = _tokens(tidy(text))
    fit = 2 <= len(tokens) <= 4 and all(part_kind(token) in {"upper", "initial", "particle"} for token in tokens)
    return fit and not _subject(tokens[0]) and part_kind(tokens[0]) == "upper"


def is_rare_name(text: str) -> bool:
    """Whether words of the shape of a name begin with a common given name, though a later one is a word of titles."""
    words = tidy(text[: 2 * LONGEST])
    return has_name_shape(words) and words.split()[0].casefold() in GIVEN_NAMES


def is_single_name(text: str) -> bool:
    """Whether one word can be the whole name of a person: a capital and small letters, no subject, no acronym."""
    word = tidy(text)
    if " " in word or not is_cased(word) or _subject(word):
        return False
    return part_kind(word) == "upper" and len(word) >= 3 and word[1:].islower()


def bare_name(line: Line) -> Line:
    """Give the part of a line that is the name: without title of address, degrees and pronouns."""
    found = _PRONOUNS.search(line.text)
    name = line.part(0, found.start()) if found else line
    while True:
        first, _, rest = name.text.partition(" ")
        if rest and first.casefold() in HONORIFICS and first != first.upper():
            name = name.part(len(first))
            continue
        head, comma, tail = name.text.rpartition(",")
        if comma and tail.strip().casefold() in DEGREES:
            name = name.part(0, len(head))
            continue
        return name


def name_of(line: Line) -> Line:
    """Give the name that a line holds, without marks, numbers and the word before the last of several."""
    if len(line.text) > 2 * LONGEST:
        return line
    name = _name_of(line.text)
    return line if name is None else name.within(line)


@lru_cache(maxsize=REMEMBERED)
def _name_of(text: str) -> Line | None:
    """Give the name that words hold, None where it is all of them."""
    line = Line(text, 0, len(text), gap=True)
    found = _BEFORE_NAME.match(line.text)
    name = line.part(found.end()) if found else line
    found = None if name.text[-1:].isalpha() else _AFTER_NAME.search(name.text[-40:])
    if found:
        name = name.part(0, max(len(name.text) - 40, 0) + found.start())
    found = _AFFILIATION.search(name.text)
    if found:
        words = found.group(1).split()
        if len(words) > 2 or found.group(1).isupper() or any(word.casefold().strip(".,") in SUBJECTS for word in words):
            name = name.part(0, found.start())
    return None if name is line else name


def split_names(line: Line) -> list[Line] | None:
    """Take a list of names on one line apart, each at its place; None where a part of it is no name."""
    if len(line.text) > LONGEST_LIST:
        return None
    found = _split_names(line.text)
    return None if found is None else [part.within(line) for part in found]


@lru_cache(maxsize=REMEMBERED)
def _split_names(text: str) -> tuple[Line, ...] | None:
    line = Line(text, 0, len(text), gap=True)
    others = _ET_AL.search(line.text, max(len(line.text) - 30, 0))
    if others is not None:
        line = line.part(0, others.start())
    if not _BETWEEN.search(line.text.rstrip(",;")) and others is None:
        return None
    inverted = ";" in line.text and "," in line.text
    only_words = all(found.group().isalpha() for found in _BETWEEN.finditer(line.text))
    parts, at = [], 0
    for found in _BETWEEN.finditer(line.text):
        if inverted and found.group() == ",":
            continue
        parts.append(line.part(at, found.start()))
        at = found.end()
    parts.append(line.part(at))
    parts = _with_suffixes([part for part in parts if part.text], line)
    named = [name for name in (name_of(part) for part in parts) if name.text]
    # “Ana de la Cruz y Ruiz” is one person: words alone part names only where each has several.
    fits = can_be_name if only_words and others is None else _is_listed
    whole = sum(can_be_name(name.text) or "," in name.text for name in named)
    return tuple(named) if 2 * whole >= len(named) > 0 and all(fits(name.text) for name in named) else None


def can_stand_in_list(text: str) -> bool:
    """Whether words whose parts all look like a name's are one: no word of titles among them, unless initials speak for a name.

    It is for places where only names can stand, at the beginning of a citation: “Field, J.” is a name there, “Graph Field” is not.
    """
    words = tidy(text)
    if EAST_ASIAN.search(words):
        return _east_asian(re.sub(r"[,，]", "", words))
    tokens = _tokens(words)
    initials = any(part_kind(token) == "initial" or re.fullmatch(r"[^\W\d_a-z]{1,3}", token) for token in tokens)
    subjects = sum(_subject(token) for token in tokens)
    if initials:
        return subjects == 0 or (subjects == 1 and len(tokens) <= 3)
    return subjects == 0 and len(tokens) <= _MOST_TOKENS + 2


def is_east_asian(text: str) -> bool:
    """Whether words are wholly in Chinese, Japanese or Korean script and have the shape of a name."""
    return bool(EAST_ASIAN.match(text)) and _east_asian(text)


def _one_name(words: str) -> bool:
    """Whether commas leave it one name: “Silva, Ana” and “King, Jr.” are, “Ana Silva, Bo Chen” are two."""
    head, comma, tail = words.partition(",")
    if not comma or tail.strip().casefold() in SUFFIXES:
        return True
    full = [[token for token in part.split() if token not in PARTICLES] for part in (head, tail)]
    return "," not in tail and all(full) and min(len(part) for part in full) == 1


def _is_listed(text: str) -> bool:
    """Whether a part between commas is a name; there, one word is enough beside others of several."""
    if can_be_name(text):
        return True
    if "," in text:
        family, _, given = text.partition(",")
        return all(
            part_kind(token) in {"upper", "initial", "uncased", "particle"} for token in f"{family} {given}".split()
        )
    return is_single_name(text)


def _with_suffixes(parts: list[Line], line: Line) -> list[Line]:
    """Join what commas within one name have parted: “King, Jr.” and “Silva, A.”."""
    surnames = [part for part in parts if not _INITIALS.fullmatch(part.text.replace(" ", ""))]
    alternating = len(parts) >= 2 and 2 * len(surnames) == len(parts)
    joined: list[Line] = []
    for part in parts:
        initials = alternating and bool(_INITIALS.fullmatch(part.text.replace(" ", "")))
        if joined and (initials or part.text.casefold() in SUFFIXES):
            whole = joined.pop()
            joined.append(line.part(whole.start - line.start, part.end - line.start))
        else:
            joined.append(part)
    return joined


def _tokens(words: str) -> list[str]:
    return words.replace(",", " ").split()


def is_cased(words: str) -> bool:
    """Whether any letter is of a script with capitals."""
    return any(letter.lower() != letter.upper() for letter in words)


def _subject(token: str) -> bool:
    bare = token.casefold().strip(".,'’")
    if bare in SUBJECTS:
        return True
    if bare not in CONNECTORS or bare in PARTICLES:
        return False
    return not (token[:1].isupper() and (bare in ALSO_NAMES or len(bare) == 1))


@lru_cache(maxsize=8192)
def part_kind(token: str) -> str:
    """What a word can be in a name: initial, particle, upper (a capital first), lower, uncased, other."""
    if not token:
        return "other"
    if token.casefold() in SUFFIXES:
        return "upper"
    if token in PARTICLES or token.casefold() in {"'t", "'s"}:
        return "particle"
    if _INITIALS.fullmatch(token) and token[0].lower() != token[0]:
        return "initial"
    if not token[-1:].isalpha() and unicodedata.category(token[-1:]) not in {"Mn", "Mc"} and token[-1:] not in "’'.":
        return "other"
    if token.endswith(".") and len(token) > 5:
        return "other"
    letters = [letter for letter in token if letter not in MARKS]
    if not letters or not all(_is_letter(letter) for letter in letters):
        return "other"
    if not is_cased("".join(letters)):
        return "uncased"
    if letters[0].isupper() or letters[0].istitle():
        return "upper"
    # al-Khwarizmi, d’Alembert, ʻAlī, dell'Aquila: a small prefix before a capital.
    return "upper" if any(letter.isupper() for letter in letters) and len(letters) > 3 else "lower"


def _is_letter(letter: str) -> bool:
    return letter.isalpha() or unicodedata.category(letter) in {"Mn", "Mc", "Lm"} or letter in "\u200c\u200d"


def _east_asian(words: str) -> bool:
    """Whether words in Chinese, Japanese or Korean script have the shape of a name."""
    bare = re.sub(r"[\s・·]", "", words)
    if not all(EAST_ASIAN.match(letter) or letter == "ー" for letter in bare):
        return False
    if _HANGUL.fullmatch(bare):
        return 2 <= len(bare) <= 5
    if _HAN.fullmatch(bare):
        return 2 <= len(bare) <= 6 and not _KANA_GRAMMAR.search(bare[1:-1])
    return 2 <= len(bare) <= 14 and not _KANA_GRAMMAR.search(bare)
