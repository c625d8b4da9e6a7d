"""The words of a title in a form for comparing: without accents, broken letters mended, numbers as digits.

It compares nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from scholargraph.reconcile.comparisons.table import table
from scholargraph.reconcile.fingerprints import normal

_BROKEN: Final = re.compile(r"[ÂÃÄÅÐÑâãð][\u0080-\u00bf\u0152-\u017e\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
"""Letters of UTF-8 that were read as those of Windows-1252 or ISO 8859-1."""
_ROMAN: Final = re.compile(r"(?=[ivx]|[lx]..)(xl|lx{0,3}|x{0,3})(ix|iv|v?i{0,3})")
_SPELLINGS: Final = (
    (re.compile(r"(?<=[a-z]{2})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2}[bdlmnv])our(?=s|ed|ing|al|able|ite|ites|$)"), "or"),
    (re.compile(r"aem|paed(?=i)|oed(?=em)|oes(?=t)|(?<=cent)re(?=s?$)"), ""),
)
"""British spellings and what stands for them: randomised, behaviour, haemolytic, paediatric, oedema, centre."""
_WITHOUT: Final = {"aem": "em", "paed": "ped", "oed": "ed", "oes": "es", "re": "er"}
_ORDINAL: Final = re.compile(r"([0-9]+)(?:st|nd|rd|th)")
_NUMBERS: Final = {
    word: str(number)
    for number, words in enumerate(
        (
            "one first", "two second", "three third", "four fourth", "five fifth", "six sixth", "seven seventh",
            "eight eighth", "nine ninth", "ten tenth", "eleven eleventh", "twelve twelfth",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip


def mended(text: str) -> str:
    """Give a text whose letters were taken for those of another code, as it was; any other as it is.

    >>> mended("SjÃ¶strÃ¶m")
    'Sjöström'
    """
    if _BROKEN.search(text) is None:
        return text
    for coding in ("cp1252", "latin-1"):
        try:
            return text.encode(coding).decode("utf-8")
        except UnicodeError:
            continue
    return _BROKEN.sub("", text)


@lru_cache(maxsize=1 << 14)
def folded(text: str) -> str:
    """Give words in their normal form (`fingerprints.normal`), without the accents of Latin and Greek letters.

    >>> folded("Ångström’s “Naïve” Bayes")
    'angstrom s naive bayes'
    """
    words = normal(mended(text))
    if words.isascii():
        return words
    kept = []
    latin = False
    for character in unicodedata.normalize("NFD", words):
        if unicodedata.combining(character) and latin:
            continue
        latin = character < "\u0400"
        kept.append(character)
    found = unicodedata.normalize("NFC", "".join(kept))
    return found.replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("æ", "ae").replace("œ", "oe")


def title_words(text: str) -> tuple[str, ...]:
    """Give the words of a title, its numbers as digits however they are written.

    >>> title_words("Learning Trees: Part Two"), title_words("Learning trees, part II")
    (('learning', 'trees', 'part', '2'), ('learning', 'trees', 'part', '2'))
    """
    words = folded(text).split()
    return tuple(_number(words, place) for place in range(len(words)))


@lru_cache(maxsize=1 << 15)
def is_number(word: str) -> bool:
    """Whether a word tells one of a row from the next: it holds a digit, or is one letter that stands for itself."""
    return any(character.isdigit() for character in word) or (len(word) == 1 and word != "a" and word.isascii())


def numbers(words: Sequence[str]) -> tuple[str, ...]:
    """Give what tells one of a row from the next, in order: numbers, single letters, the A of “Model A”."""
    return tuple(word for place, word in enumerate(words) if is_number(word) or labelled(words, place))


def labelled(words: Sequence[str], place: int) -> bool:
    """Whether the word at a place is an “a” that names one of a row: “Model A”."""
    return words[place] == "a" and place > 0 and (
        place == len(words) - 1 or words[place - 1] in table("works").lists["labels"]
    )  # fmt: skip


def short_of(word: str, other: str) -> bool:
    """Whether one word is short for the other: appl, applied; intl, international."""
    if word == other:
        return True
    short, long = sorted((word, other), key=len)
    if not long.startswith(short[:1]) or len(short) < 2:
        return False
    if long.startswith(short):
        return True
    place = 0
    for letter in short:
        place = long.find(letter, place) + 1
        if not place:
            return len(short) > 5 and OSA.distance(short, long) <= 1
    return len(short) >= 3


@lru_cache(maxsize=1 << 15)
def _spelt(word: str) -> str:
    """Give a word in one of the two spellings that English has."""
    if len(word) < 5 or not word.isascii():
        return word
    (ize, first), (our, second), (others, _) = _SPELLINGS
    return others.sub(lambda found: _WITHOUT[found.group()], our.sub(second, ize.sub(first, word)))


def _number(words: Sequence[str], place: int) -> str:
    word = words[place]
    if word in _NUMBERS:
        return _NUMBERS[word]
    found = _ORDINAL.fullmatch(word)
    if found is not None:
        return found.group(1)
    roman = _ROMAN.fullmatch(word)
    if roman is None:
        return _spelt(word)
    after_label = place > 0 and words[place - 1] in table("works").lists["labels"]
    if len(word) == 1 and not (after_label or (place == len(words) - 1 and place > 0)):
        return word  # a letter in its own right: X chromosome, i
    tens, ones = roman.groups()
    high = 40 if tens == "xl" else 10 * tens.count("x") + 50 * tens.count("l")
    return str(high + {"ix": 9, "iv": 4}.get(ones, 5 * ("v" in ones) + ones.count("i")))
