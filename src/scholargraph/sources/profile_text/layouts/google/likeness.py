"""What a short line could be, going by its words alone: a person's name of any kind, the name of a group, a title.

It is made for places where a name and a title can be mistaken for each other, so it calls much a possible name: what is
taken for one wrongly is left out with a note. It knows no page.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from scholargraph.bibliography import names
from scholargraph.bibliography.agent_words import agent_words, fold, wide_words
from scholargraph.bibliography.agents import kind_of
from scholargraph.bibliography.given_names import CHINESE_FAMILY_NAMES, GIVEN_NAMES
from scholargraph.bibliography.lines import REMEMBERED, Line, tidy
from scholargraph.bibliography.names import name_of
from scholargraph.bibliography.words import (
    ALSO_NAMES,
    CONNECTORS,
    DEGREES,
    HONORIFICS,
    PARTICLES,
    SUBJECTS,
    SUFFIXES,
    table,
)  # fmt: skip
from scholargraph.model import AgentKind
from scholargraph.sources.profile_text.layouts.google.common_words import is_common
from scholargraph.sources.profile_text.layouts.google.group_words import (
    GROUP_OPENINGS,
    group_heads,
    institution_heads,
)
from scholargraph.sources.profile_text.layouts.google.title_words import (
    EAST_ASIAN_TITLE_WORDS,
    FOREIGN_TITLE_WORDS,
    NAMES_TOO,
    TITLE_WORDS,
    WORD_ENDINGS,
)

_BODIES: Final = frozenset({AgentKind.ORGANIZATION, AgentKind.GROUP, AgentKind.UNDECIDED})
LONGEST: Final = 160
_SHORTEST_SURE: Final = 6
MOST_WORDS: Final = 4
"""A line of more words than this can say of itself that it is a title."""

_MOST_WIDE: Final = 12
_MOST_NAME_WORDS: Final = 6
_MOST_GROUP_WORDS: Final = 8
_UNCASED_PARTICLES: Final = table(
    "بن | ابن | بنت | أبو | ابو | أبي | عبد | آل | ال | الله | الدين | أم | بو | בן | בר | בת | אבו"
)
_SMALL_WORDS: Final = table(
    "in | on | to | no | so | if | vs | per | if | do | can | may | let | get | go | up | out | off | ob | aus | bei | nach | par | sans | mit"
)
"""Small words that join words of titles; only some of them are particles of names, too."""
_AFTER_IN: Final = table("'t | ’t | der | den | het | de")
_JOIN_GROUPS: Final = table(
    "of | for | the | and | on | & | de | des | du | der | die | für | fur | do | da | dos | das | per | para | pour | la | le | los | las | e | y | et | von | zur | zum"
)
_TITLE_SIGNS: Final = re.compile(
    r"[:?!¿¡=+%$€#/\\<>@“„”\"«»\[\]{}|…。，、：？！]|\.\.\.|\s[-–—]\s|(?<=[^\W\d_]{3})\.\s"
)
_NICKNAME: Final = re.compile(r"(?<=\s)[(（\"“'‘„][^\W\d_][\w.-]{0,20}[)）\"”'’“](?=\s)|\s[(（][^()（）\d]{1,30}[)）]$")
_PREFIXED: Final = re.compile(
    r"(?:Mc|Mac|De|Di|Da|Du|Le|La|Lo|Van|Von|Fitz|Al|El|Ben|St|Ó|O|D|N|M|L|Te|Ap|Ab|Bar)['’ʼ]?[^\W\d_a-z][^\W\d_A-Z]+"
)
_INITIAL: Final = re.compile(r"(?:[^\W\d_]{1,2}\.[-‐]?){1,4}[^\W\d_]?\.?|[^\W\d_a-z]{1,3}|[^\W\d_]\.-?[^\W\d_]\.?")
_DOTTED: Final = re.compile(r"(?:[^\W\d_]h?\.[-‐]?){1,4},?")
_WIDE: Final = re.compile("[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_HANGUL: Final = re.compile("[\uac00-\ud7af]")
_ARTICLES: Final = frozenset({"The", "Der", "Das", "Los", "Les"})
_LONGEST_ACRONYM: Final = 5
_FAMILY_PAIRS: Final = table(
    "司马 | 司馬 | 欧阳 | 歐陽 | 诸葛 | 諸葛 | 上官 | 东方 | 東方 | 皇甫 | 尉迟 | 公孙 | 慕容 | 令狐 | 夏侯 | 端木 | 宇文 | 长孙 | 南宫 | 闻人 | 申屠 | 轩辕 | 独孤 | 呼延 | 司徒 | 司空"
)


def reads_as_title(line: Line) -> bool:
    """Whether a line can be nothing but a title, as far as names of persons and groups go."""
    return not is_group(line.text) and (not could_be_names(line) or says_title(line.text))


def is_plain_title(line: Line) -> bool:
    """Whether a line says of itself that it is a title: more words than names have, words or signs that only titles hold."""
    return _is_plain_title(line.text)


@lru_cache(maxsize=REMEMBERED)
def _is_plain_title(text: str) -> bool:
    line = Line(text, 0, len(text))
    if is_group(text) or (could_be_names(line) and not says_title(text)):
        return False
    many = len(re.sub(r"[^\w\s]", " ", text[:LONGEST]).split()) > MOST_WORDS or (_WIDE.search(text) and len(text) > 8)
    return bool(many or says_title(text) or _TITLE_SIGNS.search(text[:LONGEST]) or len(text) > LONGEST)


def could_be_names(line: Line) -> bool:
    """Whether a line has the shape of the name of a person or group by any measure, or of a list of such names."""
    return _could_be_names(line.text)


@lru_cache(maxsize=REMEMBERED)
def _could_be_names(text: str) -> bool:
    line = Line(text, 0, len(text))
    if len(text) <= LONGEST and could_be_name(name_of(line).text):
        return True
    several = names.split_names(line)
    if several is not None:
        return len(several) > 1 or could_be_name(several[0].text)
    parts = re.split(r"\s*[,;，、]\s*(?:and\s|&\s)?|\s(?:and|&)\s", line.text[:2000])
    return len(parts) > 2 and len(line.text) < 2000 and all(part and could_be_name(part) for part in parts)


def could_be_name(text: str) -> bool:
    """Whether words have the shape of the name of a person or group by any measure."""
    return len(text) <= LONGEST and _could_be_name(text)


@lru_cache(maxsize=REMEMBERED)
def _could_be_name(text: str) -> bool:
    words = _bare(text)
    if not words:
        return False
    if is_group(words):
        return True
    if _WIDE.search(words):
        return _wide_name(words)
    if words.count(",") > 1:
        return False
    tokens = words.replace(",", " ").split()
    return _cased_name(tokens) if any(names.is_cased(token) for token in tokens) else _uncased_name(tokens)


def says_title(text: str) -> bool:
    """Whether a line of the shape of a name holds what only titles do: a word of titles, a word that joins words."""
    return _says_title(text[: 4 * LONGEST])


@lru_cache(maxsize=REMEMBERED)
def _says_title(text: str) -> bool:
    words = _bare(text)
    if _WIDE.search(words):
        return EAST_ASIAN_TITLE_WORDS.search(words) is not None
    printed = words.split()
    if len(printed) <= 4 and any(_DOTTED.fullmatch(token) for token in printed):
        return False  # initials speak for a name: “J. Fields”
    tokens = [token for token in (part.strip(',.;:!?()[]”“"') for part in printed) if token]
    if not tokens:
        return False
    known = [_is_title_word(token) for token in tokens]
    if sum(known) == 1 and known[-1] and 2 <= len(tokens) <= 3 and _is_rare_name(tokens):
        return False
    if any(known) or _joins(tokens) or tokens[0] == "On" or all(is_word(token) for token in tokens):
        return True
    if tokens[0] in _ARTICLES and any(is_word(token) for token in tokens[1:]):
        return True  # “The Globe”, but “The Ngo” is a name
    return len(tokens) == 2 and all(token.startswith("ال") and len(token) > 4 for token in tokens)


@lru_cache(maxsize=REMEMBERED)
def is_all_titles(text: str) -> bool:
    """Whether every word of two or more is one of titles or of everyday, and one of them surely of titles."""
    if is_group(text):
        return False
    if _WIDE.search(text):
        return len(text) > 4 and EAST_ASIAN_TITLE_WORDS.search(text) is not None
    tokens = [token for token in (part.strip(',.;:!?()[]”“"') for part in text.split()) if token]
    if not 2 <= len(tokens) <= 2 * _MOST_NAME_WORDS:
        return False
    return any(_is_title_word(token) for token in tokens) and all(
        is_word(token) or token.casefold() in CONNECTORS | _SMALL_WORDS for token in tokens
    )


def is_group(text: str) -> bool:
    """Whether words read as the name of a group, an institution or a company that signs works."""
    return len(text) <= LONGEST and _is_group(text) and kind_of(text) in _BODIES


@lru_cache(maxsize=REMEMBERED)
def _is_group(text: str) -> bool:
    if _WIDE.search(text):
        return len(text) <= 20 and wide_words().body.search(text) is not None
    head, comma, tail = text.partition(", ")
    if comma and tail.count(" ") < 3 and tail[0].isupper() and is_group(head):
        return True
    tokens = [token for token in (part.strip(",.;()") for part in text.split()) if token]
    keys, heads = [fold(token) for token in tokens], group_heads()
    firms, parts_of_firms = agent_words().known_organizations, agent_words().known_parts
    if not 1 <= len(tokens) <= _MOST_GROUP_WORDS or _TITLE_SIGNS.search(text.replace("/", " ")):
        return False
    if GROUP_OPENINGS.match(text):
        return True
    if not all(_fits_group(token) for token in tokens) or keys[0] in {"a", "an"}:
        return False
    if keys[0] in firms:
        parts = all(key in firms or key in parts_of_firms or key in heads for key in keys)
        return parts or (len(keys) == 2 and not is_word(tokens[1]))
    if len(keys) == 1:
        return False
    if keys[-1] in heads or (keys[0] in heads and (len(keys) == 2 or keys[1] in _JOIN_GROUPS)):
        return True
    plain = not any(_is_title_word(token) for token in tokens[:-1])
    return plain and (
        keys[-1] in institution_heads() or (keys[-1] in parts_of_firms and len(keys) == 2 and keys[0] != "the")
    )


def _fits_group(token: str) -> bool:
    return token[0].isupper() or token[0].isdigit() or not names.is_cased(token) or token.casefold() in _JOIN_GROUPS


def has_many_words(text: str) -> bool:
    """Whether a line has more words than most names, or more signs than any name where words stand without spaces."""
    return len(text.split()) > MOST_WORDS or (is_wide(text) and len(text) > _MOST_WIDE)


def is_wide(text: str) -> bool:
    """Whether words are in Chinese, Japanese or Korean script."""
    return _WIDE.search(text) is not None


def _bare(text: str) -> str:
    """Give the words without titles of address, degrees, nicknames and what stands in brackets after a name."""
    words = names.HOMONYM_NUMBER.sub("", _NICKNAME.sub("", tidy(text)).strip(" *†‡§¶∗,;")).replace(
        " von und zu ", " von "
    )
    words = " ".join(token for token in words.split() if token not in names.MARKS)
    head, comma, tail = words.rpartition(",")
    if comma and tail.strip().casefold() in DEGREES | SUFFIXES:
        words = head
    first, _, rest = words.partition(" ")
    return rest if rest and first.casefold() in HONORIFICS else words


def _shape(token: str) -> str:
    """What a word can be in a name: particle, initial, upper, lower, other."""
    if token in PARTICLES or token.casefold() in SUFFIXES or token.casefold() in {"'t", "’t", "'s", "’s"}:
        return "particle"
    if _INITIAL.fullmatch(token):
        return "initial"
    letters = [letter for letter in token.rstrip(".*") if letter not in names.MARKS]
    if not letters or not all(
        letter.isalpha() or unicodedata.category(letter) in {"Mn", "Mc", "Lm"} for letter in letters
    ):
        return "other"
    if letters[0].isupper() or letters[0].istitle() or not names.is_cased(token):
        return "upper"
    if any(letter.isupper() for letter in letters):
        return "upper"
    return "particle" if len(letters) <= 3 and token not in CONNECTORS | _SMALL_WORDS else "lower"


def _cased_name(tokens: list[str]) -> bool:
    shapes = [_shape(token) for token in tokens]
    sentence = tokens[-1].endswith(".") and len(tokens[-1]) > _LONGEST_ACRONYM
    if "other" in shapes or sentence or len(tokens) > 2 * _MOST_NAME_WORDS:
        return False
    if len(tokens) == 1:
        return _single(tokens[0], shapes[0])
    full = [shape for shape in shapes if shape != "particle"]
    lowers = full.count("lower")
    if not full or len(full) > _MOST_NAME_WORDS:
        return False
    if lowers == 0:
        return True
    if lowers + full.count("initial") == len(full):
        return len(full) <= 3
    # “maria Delacroix”, “Vijay kumaran”, “Nathalie klein Selle”: some of the names in small letters.
    return len(full) <= 3 if lowers == 1 else lowers == 2 and len(full) == 4 and full[-1] == "upper"


def _single(token: str, shape: str) -> bool:
    """Whether one word can be a whole name: no acronym, no word with capitals inside but for prefixes of names."""
    bare = token.strip("*.")
    if shape == "initial":
        return "." in token
    if shape != "upper" or len(bare) < 2 or bare.casefold() in PARTICLES:
        return False
    if bare.isupper():
        return len(bare) > _LONGEST_ACRONYM or "-" in bare
    inside = re.split(r"[-‐‑'’ʼ]", bare)
    return all(
        not part[1:] or part[1:].islower() or not names.is_cased(part) or _PREFIXED.fullmatch(part) for part in inside
    )


def _uncased_name(tokens: list[str]) -> bool:
    full = [token for token in tokens if token not in _UNCASED_PARTICLES]
    letters = all(
        letter.isalpha() or unicodedata.category(letter) in {"Mn", "Mc", "Lm", "Cf"} or letter in names.MARKS
        for token in tokens
        for letter in token
    )
    return letters and len(full) <= MOST_WORDS and not any(token in CONNECTORS for token in tokens)


def _wide_name(words: str) -> bool:
    """Whether words in Chinese, Japanese or Korean script are as short as names and hold only letters."""
    bare = re.sub(r"[\s・·,，]", "", words)
    if not all(_WIDE.match(letter) or letter == "ー" for letter in bare):
        return False
    parted = len(bare) < len(words)
    if _HANGUL.search(bare):
        return len(bare) <= (8 if parted else 5)
    if re.search("[\u3040-\u30ff]", bare):
        return len(bare) <= (16 if parted else 10)
    return len(bare) <= (8 if parted else 5) and (
        parted or bare[0] in CHINESE_FAMILY_NAMES or bare[:2] in _FAMILY_PAIRS
    )


@lru_cache(maxsize=8192)
def _is_title_word(token: str) -> bool:
    """Whether a word speaks for a title wherever it stands: of learning, or so long that hardly anybody is called it."""
    key = token.casefold()
    if key in NAMES_TOO or key in PARTICLES:
        return False
    if key in SUBJECTS or (key in TITLE_WORDS and len(key) >= _SHORTEST_SURE and not is_common(key)):
        return True
    if (key in FOREIGN_TITLE_WORDS and (len(key) > 3 or token == key)) or WORD_ENDINGS.fullmatch(key):
        return True
    parts = key.split("-")
    return len(parts) > 1 and any(_is_title_word(part) for part in parts)


@lru_cache(maxsize=8192)
def is_word(token: str) -> bool:
    """Whether a word is one of titles or of everyday, which names hold as well: all of them together make a title."""
    key = token.casefold()
    return key in TITLE_WORDS or key in NAMES_TOO or key in SUBJECTS or is_common(key) or bool(_is_title_word(token))


def _joins(tokens: list[str]) -> bool:
    """Whether a word joins others as in titles, not as in names: “Rivers in Glass”, “Attention Is All”."""
    for at, token in enumerate(tokens):
        key = token.casefold()
        if key in _SMALL_WORDS and token == key and 0 < at < len(tokens) - 1:
            if key == "in" and tokens[at + 1] in _AFTER_IN:
                continue
            if key not in PARTICLES or key == "in":
                return True
        if (
            key not in CONNECTORS
            or key in PARTICLES
            or key == "im"
            or (at == 0 and token in _ARTICLES)
            or (len(key) == 1 and token != key)
        ):
            continue  # “Seohyun Im” and “Sabine Schulte im Walde” are names
        if token == key or key not in ALSO_NAMES:
            return True
    return (
        tokens[0] == "A" and len(tokens) > 2 and _shape(tokens[1]) == "upper" and tokens[1].casefold() not in PARTICLES
    )


def _is_rare_name(tokens: list[str]) -> bool:
    """Whether a common given name and capitals speak for a name, though a word of titles stands last: “Mary Surface”."""
    return tokens[0].casefold() in GIVEN_NAMES and all(_shape(token) in {"upper", "initial"} for token in tokens)
