"""Names of persons as far as they can be compared: family name, given names, initials, in plain letters.

It compares words and knows nobody: that two names can be one person's is never a reason to take them for one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from scholargraph.bibliography.names import EAST_ASIAN, HOMONYM_NUMBER, NICKNAME
from scholargraph.bibliography.words import DEGREES, HONORIFICS, PARTICLES, SUFFIXES
from scholargraph.model import Name

_LONGEST: Final = 160
"""What is longer is no name, and is cut."""
_MOST_WORDS: Final = 8
_REMEMBERED: Final = 1 << 16
_UMLAUTS: Final = str.maketrans({"ä": "A", "æ": "A", "å": "A", "ö": "O", "ø": "O", "œ": "O", "ü": "U"})
"""Letters that are written with one or with two in plain letters; a capital keeps which they were."""
_PAIRED: Final = {"A": "ae", "O": "oe", "U": "ue"}
_FOLDED: Final = re.compile("ae|oe|ue")
_CAMEL: Final = re.compile(r"[A-Z][^A-Z]*|[^A-Z]+")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.[-‐ ]?){1,4}|[^\W\d_]{1,4}")
_BETWEEN: Final = re.compile(r"[\s.·・,]+")
_HYPHEN: Final = re.compile(r"[-‐‑–]+")
_PLAIN: Final = re.compile(r"[^a-zAOU]+")
_NAME_OF_ONE: Final = 4
"""Characters of the longest Han or Hangul name that is written without a space."""


class Likeness(StrEnum):
    """How two names that can be one person's are alike; the levels of the comparison `name` in `persons.toml`."""

    EQUAL = "equal"  # the same given names, all of them
    SHORTER = "shorter"  # the same given name, of which one has more after it
    INITIALS = "initials"  # the same initials, two or more, with at most one given name
    INITIAL = "initial"  # an initial and a given name, or an initial twice
    SHORT_FORM = "short-form"  # Alex and Alexander
    CUT = "cut"  # Jean and Jean-Pierre
    SWAPPED = "swapped"  # the family name of each is the given name of the other
    BARE = "bare"  # one of the two has no given name


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in parts, in plain small letters.

    Attributes:
        family: the words of the family name, without particles; a capital stands for a letter with an umlaut.
        given: the given names in order, an initial as one letter; parts that a hyphen joins are words of their own.
        hyphened: whether a hyphen joins the first two given names.
        ordered: whether the source tells which is the family name (by parts or by a comma).
    """

    family: tuple[str, ...]
    given: tuple[str, ...]
    hyphened: bool = False
    ordered: bool = True

    @property
    def keys(self) -> Iterator[str]:
        """What names that can be one person's have in common, one of them at least: a word of the family name, an initial."""
        initial = self.given[0][0].lower() if self.given else ""
        for word in dict.fromkeys(self.family):
            yield f"{_folded(word)} {initial}"
        if not self.ordered and len(self.given) == 1 and len(self.family) == 1 and len(self.given[0]) > 1:
            yield f"{_folded(self.given[0])} {self.family[0][0].lower()}"

    @property
    def short(self) -> str:
        """The family name and the first initial."""
        return f"{' '.join(self.family)} {self.given[0][0] if self.given else ''}".lower()

    @property
    def full(self) -> str | None:
        """The family name and the given names without the initials among them; None where there are but initials."""
        words = [word for word in self.given if len(word) > 1]
        return f"{' '.join(self.family)}, {''.join(words)}".lower() if words and len(self.given[0]) > 1 else None

    @property
    def spelt(self) -> str | None:
        """The family name and the first given name; None where that is an initial, or not printed."""
        return f"{' '.join(self.family)}, {self.first}".lower() if self.given and len(self.given[0]) > 1 else None

    @property
    def first(self) -> str:
        """The first given name; both parts of one that has a hyphen."""
        return "".join(self.given[: 1 + self.hyphened]).lower()


def person_name(name: Name | str) -> PersonName | None:
    """Read a name; None where there is no family name in it."""
    if isinstance(name, Name) and name.family and name.given:
        return _of_parts(name.family[:_LONGEST], name.given[:_LONGEST])
    return _read((name.printed if isinstance(name, Name) else name)[:_LONGEST])


@lru_cache(maxsize=_REMEMBERED)
def _read(printed: str) -> PersonName | None:
    words = HOMONYM_NUMBER.sub("", NICKNAME.sub("", unicodedata.normalize("NFKC", printed))).strip()
    head, comma, tail = words.partition(",")
    if comma and tail.strip().casefold().rstrip(".") not in SUFFIXES and tail.strip().casefold() not in DEGREES:
        return _of_parts(head, tail)
    words = head
    if EAST_ASIAN.search(words):
        return _east_asian(words)
    tokens = [token for token in words.split() if token.casefold() not in SUFFIXES]
    while tokens and tokens[0].casefold() in HONORIFICS and len(tokens) > 2:
        tokens = tokens[1:]
    if len(tokens) > 1 and not words.isupper():
        initials = "".join(reversed(list(_ending_initials(tokens))))
        if initials:
            family = " ".join(tokens[: len(tokens) - _count_of_initials(tokens)])
            return _of_parts(family, initials)
    at = len(tokens) - 1
    while at > 1 and tokens[at - 1].casefold() in PARTICLES:
        at -= 1
    return _of_parts(" ".join(tokens[at:]), " ".join(tokens[:at]), ordered=False)


def _count_of_initials(tokens: list[str]) -> int:
    count = 0
    for token in reversed(tokens[1:]):
        if not (_INITIALS.fullmatch(token) and token.isupper() and (len(token) <= 3 or "." in token)):
            break
        count += 1
    return count


def _ending_initials(tokens: list[str]) -> Iterator[str]:
    """The initials after a family name (“Quill A. B.”), the last first."""
    count = _count_of_initials(tokens)
    if count:
        yield " ".join(" ".join(letter for letter in token if letter.isalpha()) for token in tokens[-count:])


@lru_cache(maxsize=_REMEMBERED)
def _of_parts(family: str, given: str, *, ordered: bool = True) -> PersonName | None:
    if EAST_ASIAN.search(family):
        whole = _spelt(family)
        return PersonName((whole,), (_spelt(given),) if _spelt(given) else ()) if whole else None
    words = [word for token in _BETWEEN.split(family) for word in _HYPHEN.split(token)]
    kept = [word for word in words if word.casefold() not in PARTICLES and word.casefold() not in SUFFIXES] or words
    names = tuple(plain for word in kept if (plain := _plain(word)))[:_MOST_WORDS]
    if not names:
        return None
    parts: list[str] = []
    hyphened = False
    shouted = given.isupper() and family.isupper()
    for token in _BETWEEN.split(given):
        if (token in PARTICLES and len(token) > 1) or token.casefold() in SUFFIXES:
            continue
        pieces = [piece for piece in _HYPHEN.split(token) if piece]
        if len(pieces) == 1 and 1 < len(token) <= 4 and token.isupper() and not shouted:
            pieces = list(token)  # a run of initials
        elif len(pieces) > 1 and not parts:
            hyphened = True
        parts += [plain for piece in pieces if (plain := _plain(piece))]
    return PersonName(names, tuple(parts[:_MOST_WORDS]), hyphened=hyphened and len(parts) > 1, ordered=ordered)


def _east_asian(words: str) -> PersonName | None:
    """A name in Han, Kana or Hangul: the family name is the first word, or the first character."""
    tokens = words.split()
    if len(tokens) > 1:
        return _of_parts(tokens[0], "".join(tokens[1:]))
    bare = tokens[0] if tokens else ""
    if not 2 <= len(bare) <= _NAME_OF_ONE:
        return PersonName((_spelt(bare),), ()) if _spelt(bare) else None
    return PersonName((_spelt(bare[0]),), (_spelt(bare[1:]),))


def _spelt(words: str) -> str:
    return _plain("".join(_CAMEL.findall(anyascii(words))))


def _plain(word: str) -> str:
    """A word in small letters of the alphabet; umlauts are capitals."""
    marked = unicodedata.normalize("NFC", word.casefold()).translate(_UMLAUTS)
    if marked.isascii():
        return _PLAIN.sub("", marked)
    kept = "".join(letter if letter in _PAIRED else anyascii(letter).lower() for letter in marked)
    return _PLAIN.sub("", kept)


def _folded(word: str) -> str:
    """A word as in blocking keys, where ü, u and ue are one."""
    return _FOLDED.sub(lambda found: found.group()[0], word.lower())


def _same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    if one.islower() and other.islower():
        return False
    return not _spellings(one).isdisjoint(_spellings(other))


def _spellings(word: str) -> set[str]:
    return {word.lower(), "".join(_PAIRED.get(letter, letter) for letter in word)}


@lru_cache(maxsize=1 << 18)
def likeness(one: PersonName, other: PersonName) -> Likeness | None:
    """How two names are alike; None where they cannot be one person's, but by a change of name."""
    if one == other and one.given and len(one.given[0]) > 1:
        return Likeness.EQUAL
    straight = _straight(one, other)
    if straight is not None or (one.ordered and other.ordered):
        return straight
    parts = (one.family, one.given, other.family, other.given)
    if all(len(part) == 1 for part in parts) and one.family == other.given and one.given == other.family:
        return Likeness.SWAPPED
    return None


def _straight(one: PersonName, other: PersonName) -> Likeness | None:
    """How two names are alike where the family name of each is what is said to be one."""
    mine, theirs = one.given, other.given
    if not _all_same(one.family, other.family) and "".join(one.family) != "".join(other.family):
        shared = [word for word in one.family if any(_same_word(word, another) for another in other.family)]
        if not shared:
            return None
        # The first of two family names can stand among the given names, or be left out.
        mine = _without(mine, other.family)
        theirs = _without(theirs, one.family)
        if len(shared) < min(len(one.family), len(other.family)):
            return None
    if not mine or not theirs:
        return Likeness.BARE
    found = _given(mine, theirs, hyphened=(one.hyphened, other.hyphened))
    return Likeness.SHORTER if found is Likeness.EQUAL and len(one.family) != len(other.family) else found


def _without(given: tuple[str, ...], family: tuple[str, ...]) -> tuple[str, ...]:
    while len(given) > 1 and any(_same_word(given[-1], word) or given[-1] == word[0] for word in family):
        given = given[:-1]
    return given


def _all_same(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return len(some) == len(others) and all(map(_same_word, some, others))


def _given(mine: tuple[str, ...], theirs: tuple[str, ...], *, hyphened: tuple[bool, bool]) -> Likeness | None:
    if _all_same(mine, theirs) or (len(mine[0]) > 1 < len(theirs[0]) and "".join(mine) == "".join(theirs)):
        if len(mine[0]) > 1:
            return Likeness.EQUAL
        return Likeness.INITIALS if len(mine) > 1 else Likeness.INITIAL
    if any(_spells(some, others) for some, others in ((mine, theirs), (theirs, mine))):
        return Likeness.INITIALS
    short_form = False
    for place, (one, other) in enumerate(zip(mine, theirs, strict=False)):
        if _same_word(one, other) or (min(len(one), len(other)) == 1 and one[0].lower() == other[0].lower()):
            continue
        if place == 0 and not any(hyphened) and _is_short_form(one, other):
            short_form = True
            continue
        return None
    if short_form:
        return Likeness.SHORT_FORM
    fewer, more = sorted((0, 1), key=lambda which: len((mine, theirs)[which]))
    if len(mine) != len(theirs) and hyphened[more] and len((mine, theirs)[fewer]) == 1:
        return Likeness.CUT if len((mine, theirs)[fewer][0]) > 1 else Likeness.INITIAL
    full = len(mine[0]) > 1 < len(theirs[0])
    both = min(len(mine), len(theirs)) > 1
    if full:
        return Likeness.SHORTER if len(mine) != len(theirs) else Likeness.EQUAL
    return Likeness.INITIALS if both else Likeness.INITIAL


def _spells(parts: tuple[str, ...], word: tuple[str, ...]) -> bool:
    """Whether a given name and an initial begin the parts of one that is written as one word: Wei M. and Weiming."""
    if len(word) != 1 or len(parts) != 2 or len(parts[0]) == 1 or len(parts[1]) > 1:
        return False
    return word[0].startswith(parts[0]) and word[0][len(parts[0]) :].startswith(parts[1])


_SHORTEST_FORM: Final = 3
_LONGEST_END: Final = 6


def _is_short_form(one: str, other: str) -> bool:
    """Whether one given name is a beginning of the other, as Alex of Alexander: not Wei of Weiming, a name of its own."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_FORM or not long.startswith(short) or len(long) - len(short) > _LONGEST_END:
        return False
    return _SYLLABLES.fullmatch(long) is None


_SYLLABLES: Final = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:[aeiou]{1,3}|v)(?:ng|n|r)?){1,3}", re.IGNORECASE
)
"""Syllables of Mandarin or of names much like it: any part of such a name is a name."""
