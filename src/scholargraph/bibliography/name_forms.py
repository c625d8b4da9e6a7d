"""Whether two printed names can be the same person's: initials, orders of printing, scripts, married and double names.

It compares words and knows nobody: two persons can share a form.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from scholargraph.bibliography.lines import tidy, without_accents
from scholargraph.bibliography.names import EAST_ASIAN, LONGEST, NICKNAME
from scholargraph.bibliography.words import SUFFIXES
from scholargraph.iris import slug

_RUN_OF_INITIALS: Final = re.compile(r"[^\W\d_]{2,4}(?=\s+[^\W\d_]*[^\W\d_A-Z])")
_PATRONYMIC: Final = re.compile(r"(?:вич|вна|ична|ович|івна|vich|vna)$")


@lru_cache(maxsize=4096)
def same_name(one: str, other: str) -> bool:
    """Whether two printed names are the same, up to case, width, and given names that one of them shortens or leaves out."""
    mine, theirs = (_comparable(name) for name in (one, other))
    if mine == theirs:
        return bool(mine)
    if min(len(mine), len(theirs)) < 2 or mine[-1] != theirs[-1] or not _shortens(mine[0], theirs[0]):
        return False
    short, long = sorted((mine[1:-1], theirs[1:-1]), key=len)
    at = 0
    for token in short:
        while at < len(long) and not _shortens(token, long[at]):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def is_form_of(printed: str, name: str) -> bool:
    """Whether a printed name is a form of a person's name: initials, family name first, the first of two family names.

    “Kovalenko M”, “KOVALENKO, Mira” and “M. I. Kovalenko” are forms of “Mira Kovalenko”; “L. Aranguren” is one of “Lucía
    Aranguren Olazábal”. It compares words only: two persons can share a form.
    """
    return len(printed) <= 2 * LONGEST and len(name) <= 2 * LONGEST and _is_form_of(printed, name)


@lru_cache(maxsize=16384)
def _is_form_of(printed: str, name: str) -> bool:
    if same_name(printed, name) or same_name(opened(printed), opened(name)):
        return True
    if EAST_ASIAN.search(name):
        bare = re.sub(r"[\s,，]", "", name)
        return re.sub(r"[\s,，]", "", printed) == bare or _is_romanised(printed, slug(bare))
    theirs = _comparable(name)
    if len(theirs) < 2:
        return False
    whose = [theirs]
    if _PATRONYMIC.search(theirs[-1]):
        whose.append([*theirs[1:], theirs[0]])  # Заречная Наталия Викторовна
    found = any(_is_shortened(mine, full) for mine in _orders(printed) for full in whose)
    if found or _script(printed) == _script(name):
        return found
    latin = [[slug(token) for token in full] for full in whose]
    return any(_is_shortened([slug(token) for token in mine], full) for mine in _orders(printed) for full in latin)


def _is_romanised(printed: str, latin: str) -> bool:
    """Whether a printed name in Latin letters spells an East Asian one: “Jingxing Lu” and “J. Lu” are 陆景行."""
    tokens = [slug(token) for token in _comparable(printed) if not EAST_ASIAN.search(token)]
    if len(tokens) < 2:
        return False
    for family, given in ((tokens[-1], tokens[:-1]), (tokens[0], tokens[1:])):
        rest = latin.removeprefix(family)
        if len(family) > 1 and rest != latin and rest:
            joined = "".join(given)
            if joined == rest or (len(given[0]) == 1 and rest.startswith(given[0])):
                return True
    return False


@lru_cache(maxsize=4096)
def opened(name: str) -> str:
    """Give a name without accents and with its initials apart: “OÉ Mensah” is “O E Mensah”."""
    bare = without_accents(name)
    first = _RUN_OF_INITIALS.match(bare)
    if first is None or not first.group().isupper():
        return bare
    return " ".join(first.group()) + bare[first.end() :]


def _script(text: str) -> str:
    """Give the script of the first letter: the first word of its name in Unicode."""
    first = next((letter for letter in text if letter.isalpha()), "")
    return unicodedata.name(first, "").split(" ")[0] if first else ""


def _orders(printed: str) -> list[list[str]]:
    """Give the words of a printed name with the given name first, as each order of printing has them."""
    orders = [_comparable(printed)]
    words = tidy(printed)
    head = words.rpartition(" ")[0]
    initials = re.search(r"\s((?:[^\W\d_]\.[-‐ ]?){1,4}|[^\W\d_a-z]{1,3})$", words)
    if head and "," not in words and initials is not None:
        letters = [letter.casefold() for letter in initials[1] if letter.isalpha()]
        orders.append([*letters, *_comparable(words[: initials.start()])])
    elif head and "," not in words:
        tokens = _comparable(words)
        orders.append([*tokens[1:], tokens[0]])
    return orders


def _is_shortened(mine: list[str], theirs: list[str]) -> bool:
    """Whether the first word shortens the first given name, and the rest are further given names and the family name's beginning."""
    if len(mine) < 2 or not _shortens(mine[0], theirs[0]):
        return False
    at = 1
    for token in mine[1:]:
        following = next((n for n in range(at, len(theirs) - (len(token) == 1)) if _shortens(token, theirs[n])), None)
        if following is None and len(token) > 1:
            return False  # an initial more than the name has is no contradiction, a word is
        at = at if following is None else following + 1
    full = [token for token in mine[1:] if len(token) > 1]
    return bool(full) and at >= len(theirs) - 1 and full[-1] in theirs[1:]


def _shortens(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _comparable(name: str) -> list[str]:
    words = unicodedata.normalize("NFKC", NICKNAME.sub("", tidy(name))).casefold()
    family, comma, given = words.partition(",")
    if comma and given.strip() not in SUFFIXES:
        words = f"{given} {family}"
    return [token for token in re.split(r"[\s.\-‐‑]+", words.replace("’", "'")) if token]
