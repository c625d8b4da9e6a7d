"""Titles compared word by word: what is spelt otherwise, cut, left out, and what makes it another title.

How common words are is counted from the titles of the input: a misprint is a word that hardly anybody else uses.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final

from rapidfuzz.distance import OSA, Indel

from scholargraph.reconcile.comparisons.marks import mark_of, without_form
from scholargraph.reconcile.comparisons.table import table
from scholargraph.reconcile.comparisons.words import folded, is_number, labelled, short_of, title_words

_SUBTITLE: Final = re.compile(r"\s*[:;?!]\s+|\s+[-–—]+\s+|\.\s+")
_CUT: Final = re.compile(r"(?:…|\.\.\.|&hellip;?)\s*$")
_NOTE: Final = re.compile(r"[\s.]*[\[(]([^\[\]()]{2,40})[\])][.\s]*$")
_APPEARS: Final = re.compile(r"[\s.]*\[[^\[\]]*\b(?:appears|published) (?:in|erratum)\b.*$", re.IGNORECASE)
_BEFORE: Final = re.compile(r"^\W*(?:\((?:1[89]|20)[0-9]{2}[a-z]?\)[\s.,:;]*|(?:[A-Z]\.[\s-]?){1,3}\s+(?=[A-Z][a-z]))")
"""A year in brackets and initials, which a reference has before its title."""
_TAKEN_BACK: Final = re.compile(
    r"^\W*(?:retracted|withdrawn|removed)(?: (?:article|paper|chapter))?\W*[:.\]]\s*", re.IGNORECASE
)
"""What a publisher puts before the title of a work that was taken back: it is that work still."""
_ADDED: Final = re.compile(
    r"[\s.]*(?:\.\.\.|…)\s*includ(?:es|ing) [a-z]+(?: by [^.]*)?\W*$|\s\[[0-9]\]\W*$", re.IGNORECASE
)
"""What databases add: that a discussion follows, the number of a letter among several."""
_STATES: Final = re.compile(r"\b(?:U\.\s?K|U\.\s?S(?:\.\s?A)?|E\.\s?U|U\.\s?N)\b\.?")
_SIGNS: Final = (
    (re.compile(r">\s?(?:/\s?)?(?:or\s?)?=|≥|⩾"), " >= "),
    (re.compile(r"<\s?(?:/\s?)?(?:or\s?)?=|≤|⩽"), " <= "),
)
"""Signs, and how databases write them without: >or=30 is ≥30."""
_BACKGROUND: Final = 4000
"""To how many titles those of a small input are added when words are counted: a word of two titles is no common one."""
_ENOUGH: Final = 24.0
"""From how many bits of rarity on the words of a title say as much as words can."""
_GLANCE: Final = 0.6
"""How like the letters of two titles are that are worth a second look, from 0 to 1."""
_RELATED: Final = 0.6
"""How many words of the shorter of two titles, of one, the longer one has if they may be titles of one work."""
_RELATED_LETTERS: Final = 0.7
"""How like the letters of two titles are, from 0 to 1, of which the words may be broken."""
_KNOWN: Final = 2
"""In how many other titles a word stands that is surely one."""
_OFTEN: Final = 12
"""How many times commoner a word is than one that is a frequent misprint of it."""
_MANY_HOLDERS: Final = 4
"""From how many first authors on, or issues of journals, a title is a heading of many works."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title for comparing.

    Attributes:
        words: its words, numbers as digits.
        letters: the same without spaces: blanks get lost.
        main: how many of the words stand before its subtitle; all of them where it has none.
        cut: whether it says itself that it is cut.
        mark: what it says it is, of another work: an erratum, a comment, a review, an extended version.
    """

    words: tuple[str, ...]
    letters: str
    main: int
    cut: bool
    mark: str


def title_of(text: str) -> Title | None:
    """Give the title for comparing; None where there are no words in it."""
    notes = table("works").lists["notes"]
    text = _STATES.sub(lambda found: re.sub(r"[.\s]", "", found.group()), text)
    text = _ADDED.sub("", _APPEARS.sub("", _TAKEN_BACK.sub("", _BEFORE.sub("", text))))
    for sign, written in _SIGNS:
        text = sign.sub(written, text)
    text, form = without_form(text)
    while (note := _NOTE.search(text)) is not None and not notes.isdisjoint(folded(note.group(1)).split()):
        text = text[: note.start()]
    cut = _CUT.search(text)
    if cut is not None:
        text = text[: cut.start()]
    words = title_words(text)
    if not words:
        return None
    parts = _SUBTITLE.split(text, maxsplit=1)
    main = len(title_words(parts[0])) if len(parts) > 1 and parts[1].strip() else len(words)
    return Title(words, "".join(words), main or len(words), cut is not None, form or mark_of(words))


@dataclass(slots=True)
class Counts:
    """How common words and titles are in the input."""

    titles: int = 0
    words: Counter[str] = field(default_factory=Counter)
    holders: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, given: Iterable[tuple[Title, Sequence[str]]]) -> Counts:
        """Count words once for each title, and for each title the first authors and the issues that it stands in."""
        found = cls()
        seen: set[int] = set()
        held: Counter[tuple[str, int]] = Counter()
        for title, holders in given:
            known = hash(title.letters)
            if known not in seen:
                seen.add(known)
                found.titles += 1
                found.words.update(set(title.words))
            for kind, holder in enumerate(holders):
                pair = hash((title.letters, kind, holder))
                if holder and pair not in seen:
                    seen.add(pair)
                    held[title.letters, kind] += 1
        for (letters, _), count in held.items():
            if count >= _MANY_HOLDERS:
                found.holders[letters] = max(count, found.holders[letters])
        return found

    def bits(self, word: str) -> float:
        """Give how rare a word is, in bits."""
        return math.log2((self.titles + _BACKGROUND) / (self.words.get(word, 0) + 1))

    def rarity(self, words: Iterable[str]) -> float:
        """Give how much it says that two titles share words, from 0 to 1."""
        stop = table("works").lists["small words"]
        return min(1.0, sum(self.bits(word) for word in set(words) if word not in stop) / _ENOUGH)


def compare(one: Title, other: Title, counts: Counts, *, names: Container[str] = ()) -> tuple[str, float]:
    """Give how two titles compare, and how much their common words say, from 0 to 1.

    `names` are the family names of the authors of both: a badly cut entry has some of them before its title.
    """
    if one.letters == other.letters:
        if is_generic(one):
            return "says nothing", 1.0
        if counts.holders.get(one.letters, 0) >= _MANY_HOLDERS:
            return "common", 1.0
        return "equal", 0.35 + 0.65 * counts.rarity(one.words)
    return _Alignment(one, other, counts, names).outcome()


def is_generic(title: Title) -> bool:
    """Whether a title says nothing of its work: “Editorial”, “Annual report 2019”."""
    words = [word for word in title.words if not any(map(str.isdigit, word))]
    lists = table("works").lists
    if not words or " ".join(words) in lists["generic titles"]:
        return True
    telling = [word for word in words if word not in lists["small words"]]
    return bool(telling) and lists["generic words"].issuperset(telling)


def is_yearly(title: Title) -> bool:
    """Whether a title is one that appears anew every year: “World river statistics”, “Yearbook of the Water Board”."""
    return not table("works").lists["yearly words"].isdisjoint(title.words)


class _Alignment:
    """Two titles side by side: which words are the same, spelt otherwise, on one side only."""

    def __init__(self, one: Title, other: Title, counts: Counts, names: Container[str]) -> None:
        self.one, self.other, self.counts, self.names = one, other, counts, names
        self.lists = table("works").lists
        self.common: list[str] = []
        self.misprints = self.unsure = self.small = 0
        self.apart = False  # a number, a negation: another thing
        self.lost: tuple[list[str], list[str]] = ([], [])
        self.tail = self.head = self.within = False
        self._align()

    def _align(self) -> None:
        mine, theirs = self.one.words, self.other.words
        blocks = [(code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end)
                  for code in Indel.opcodes(mine, theirs)]  # fmt: skip
        place = 0
        while place < len(blocks):
            tag, a, b, c, d = blocks[place]
            place += 1
            if tag == "equal":
                self.common += mine[a:b]
                continue
            # Deletions and insertions side by side are one replacement.
            while place < len(blocks) and blocks[place][0] != "equal":
                b, d = max(b, blocks[place][2]), max(d, blocks[place][4])
                place += 1
            self._segment(a, b, c, d)

    def _segment(self, a: int, b: int, c: int, d: int) -> None:
        """Take words of one title that stand where others stand in the other."""
        mine, theirs = [*self.one.words[a:b]], [*self.other.words[c:d]]
        if "".join(mine) == "".join(theirs):
            self.common += mine
            return
        if not mine or not theirs:
            self._missing(0 if mine else 1, mine or theirs, (a, b, c, d))
            return
        if len(mine) == len(theirs):
            for place, (here, there) in enumerate(zip(mine, theirs, strict=True)):
                self._pair(here, there, self.one.words, a + place, self.other.words, c + place)
        elif abs(len("".join(mine)) - len("".join(theirs))) <= 2 and not any(map(is_number, mine + theirs)) and (
            OSA.distance("".join(mine), "".join(theirs)) <= 2 and len("".join(mine)) >= 8
        ):  # fmt: skip
            self.misprints += 1  # blanks and a letter
            self.common += mine
        else:
            self._best(mine, theirs, (a, b, c, d))

    def _best(self, mine: list[str], theirs: list[str], at: tuple[int, int, int, int]) -> None:
        """Pair words of two stretches of unlike length with those that look like them; the rest is missing."""
        rest = [*theirs]
        left = []
        for here in mine:
            like = next((there for there in rest if _alike(here, there)), None)
            if like is None or is_number(here):
                left.append(here)
            else:
                rest.remove(like)
                self._pair(here, like, (here,), 0, (like,), 0)
        for side, words in enumerate((left, rest)):
            if words:
                self._missing(side, words, at, replaced=bool(left and rest))

    def _missing(self, side: int, words: list[str], at: tuple[int, int, int, int], *, replaced: bool = False) -> None:
        """Note words that one title has and the other has not."""
        last = at[1] == len(self.one.words) and at[3] == len(self.other.words) and not replaced
        first = at[0] == at[2] == 0 and not replaced
        if first and any(word in self.names for word in words):
            words = [word for word in words if word not in self.names and len(word) > 1 and not word.isdigit()]
            if not words:
                return
        shorter = self.other if side == 0 else self.one
        if last and not self.lists["venue names"].isdisjoint(words[:3]):
            self.tail = True
            self.lost[side].extend(words)
            return  # the title runs on into where it appeared
        self.tail = self.tail or last
        self.head = self.head or first
        self.within = self.within or not (first or last)
        if not last and (any(map(is_number, words)) or not self.lists["decisive words"].isdisjoint(words)):
            self.apart = True
        elif last and not shorter.cut and (is_number(words[0]) or (
            len(words) <= 3 and any(map(is_number, words))
        ) or not self.lists["decisive words"].isdisjoint(words[:2])):  # fmt: skip
            self.apart = True  # “Trees” and “Trees 2”, or “Trees. Part 2”
        weighty = [word for word in words if word not in self.lists["small words"]]
        self.small += len(words) - len(weighty)
        self.lost[side].extend(weighty)

    def _pair(self, here: str, there: str, mine: Sequence[str], a: int, theirs: Sequence[str], c: int) -> None:
        """Compare two words that stand in one place."""
        if here == there or (is_number(here) and here.strip("+") == there.strip("+") and "++" not in here + there):
            self.common.append(here)
            return
        lists = self.lists
        if is_number(here) or is_number(there) or labelled(mine, a) or labelled(theirs, c):
            self.apart = True
        elif here in lists["small words"] and there in lists["small words"]:
            if not lists["decisive words"].isdisjoint((here, there)):
                self.apart = True
            self.small += 1
        elif _inflected(here, there, self.lists["endings"]):
            self.common.append(here)
            self.small += 1
        else:
            self._spelling(here, there)

    def _spelling(self, here: str, there: str) -> None:
        """Say whether two words are one that is misspelt."""
        two = _are_two(here, there)
        if two or not _alike(here, there):
            self.apart = self.apart or two
            self.lost[0].append(here)
            self.lost[1].append(there)
            return
        few, many = sorted((self.counts.words.get(here, 0), self.counts.words.get(there, 0)))
        if few > _KNOWN and many < _OFTEN * few:
            self.lost[0].append(here)
            self.lost[1].append(there)
            return
        self.common.append(here)
        if (few > 1 and many < _OFTEN * few) or here[0] != there[0]:
            self.unsure += 1
        else:
            self.misprints += 1

    def outcome(self) -> tuple[str, float]:
        """Give how the titles compare."""
        rarity = self.counts.rarity(self.common)
        scale = 0.35 + 0.65 * rarity
        if self.apart:
            return ("another of a row", 1.0) if rarity > 0.3 else ("differs", 1.0)
        mine, theirs = self.lost
        if not mine and not theirs:
            if self.unsure:
                return "perhaps misspelt", scale
            return ("misspelt" if self.misprints <= 1 + len(self.common) // 4 else "much misspelt"), scale
        if not (mine and theirs) and self.tail and not (self.within or self.head):
            return self._shortened(), scale
        lost = min(40.0, sum(map(self.counts.bits, {*mine, *theirs}))) + 6 * self.unsure
        common = sum(self.counts.bits(word) for word in set(self.common) if word not in self.lists["small words"])
        share = common / (common + lost / 2) if common else 0.0
        if share >= 0.85:
            if self.head and not (mine and theirs):
                return "with words before", scale
            return ("reworded" if mine and theirs else "nearly"), scale
        if share >= 0.6:
            return "partly", scale
        return "differs", 1.0

    def _shortened(self) -> str:
        """Say how one title is the beginning of the other."""
        longer, shorter = (self.one, self.other) if self.lost[0] else (self.other, self.one)
        if shorter.cut:
            return "cut"
        if abs(longer.main - len(shorter.words)) <= 1 and longer.main < len(longer.words):
            return "without subtitle"
        return "cut" if len(shorter.letters) >= 25 else "partly"


@cache
def _confusable() -> tuple[tuple[str, str], ...]:
    """Give the beginnings and ends of words that make other words, each pair both ways round."""
    pairs = [pair.partition("/") for pair in sorted(table("works").lists["confusable"])]
    return tuple(found for one, _, other in pairs for found in ((one, other), (other, one)))


@lru_cache(maxsize=1 << 15)
def _are_two(here: str, there: str) -> bool:
    """Whether two words that look alike are known to be two: causal and casual, hyper- and hypo-."""
    if here[-3:] != there[-3:] and here[:3] != there[:3] and sorted(here) != sorted(there):
        return False
    for first, second in _confusable():
        if here.startswith(first) and there == second + here[len(first) :]:
            return True
        if len(first) >= 3 and here.endswith(first) and there == here[: len(here) - len(first)] + second:
            return True
    return False


def unlike(one: Title, other: Title) -> bool:
    """Whether two titles are so unlike that nothing else need be compared: a glance, for pairs of large blocks."""
    if Indel.normalized_similarity(one.letters, other.letters, score_cutoff=_GLANCE) >= _GLANCE:
        return False
    few, many = sorted((set(one.words), set(other.words)), key=len)
    return 2 * len(few & many) < len(few)


def unrelated(one: Title, other: Title) -> bool:
    """Whether two titles are clearly those of two works: few words of the shorter one are in the other, however spelt.

    What is abbreviated, misspelt or has lost its blanks is no other title.
    """
    if one.cut or other.cut or Indel.normalized_similarity(one.letters, other.letters) >= _RELATED_LETTERS:
        return False
    small = table("works").lists["small words"]
    few, many = sorted(
        ([word for word in dict.fromkeys(title.words) if word not in small] for title in (one, other)), key=len
    )
    found = sum(any(_alike(here, there) or short_of(here, there) for there in many) for here in few)
    return found < _RELATED * len(few)


def _alike(here: str, there: str) -> bool:
    """Whether two words could be one with a misprint: one letter in four to seven, two in longer ones."""
    longest = max(len(here), len(there))
    most = 0 if longest < 4 else 1 if longest < 8 else 2
    return OSA.distance(here, there, score_cutoff=most) <= most


def _inflected(here: str, there: str, endings: Container[str]) -> bool:
    """Whether two words differ by endings of English only: tree, trees; selective, selectivity."""
    stem = next((place for place, (one, other) in enumerate(zip(here, there, strict=False)) if one != other),
                min(len(here), len(there)))  # fmt: skip
    if stem < 3 or (stem < 5 and abs(len(here) - len(there)) > 1):
        return False
    return here[stem:] in endings and there[stem:] in endings
