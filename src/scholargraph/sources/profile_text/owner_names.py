"""The name of a person in a few words: titles, degrees and pronouns taken off, other names beside it, how sure it looks.

It knows neither page nor line: what introduces a name is for `owner_lines`, whose page it is for `owner`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import islice
from typing import Final

from scholargraph.bibliography.given_names import CHINESE_FAMILY_NAMES, GIVEN_NAMES, KOREAN_FAMILY_NAMES
from scholargraph.bibliography.lines import Line
from scholargraph.bibliography.names import (
    LONGEST,
    can_be_name,
    has_name_shape,
    is_known_to_be_name,
    is_name,
    is_single_name,
)
from scholargraph.bibliography.venue_words import CITIES, COUNTRIES
from scholargraph.bibliography.words import CONNECTORS, PARTICLES, SUBJECTS, SUFFIXES
from scholargraph.sources.profile_text import owner_words as words

_QUOTES: Final = re.compile(r"\s[“\"‘'«„]([^“”\"‘’'«»„]{2,24})[”\"’'»“](?=\s)")
INNER: Final = re.compile(r"\s*[(（\[]([^()（）\[\]]{1,60})[)）\]]")
_EAST_ASIAN: Final = re.compile("[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SCRIPTS: Final = (
    ("latin", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
    ("east-asian", _EAST_ASIAN),
    ("cyrillic", re.compile("[\u0400-\u052f]")),
    ("greek", re.compile("[\u0370-\u03ff]")),
    ("arabic", re.compile("[\u0600-\u06ff]")),
    ("hebrew", re.compile("[\u0590-\u05ff]")),
    ("indic", re.compile("[\u0900-\u0dff]")),
    ("other", re.compile("[\u0e00-\u0fff\u10a0-\u10ff\u0530-\u058f]")),
)
_COMPOUND: Final = (
    "欧阳",
    "歐陽",
    "司马",
    "司馬",
    "诸葛",
    "諸葛",
    "上官",
    "夏侯",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "宇文",
    "长孙",
    "司徒",
    "南宮",
)
_JAPANESE_FAMILY: Final = "佐佐伊藤斎柯藤菅桜榊荒星森浅栗堀平津奥関原西東北南久今石大上三二一五七八九千吉本川島内河岩野竹矢寺青赤福武服和谷宮神桑片角土徳飯若安宇植市成戸杉水滝永熊牧玉瀬秋稲立細船芦菊落葉蒲辻遠酒里重門間須柳根"
_POSSESSIVE: Final = re.compile(r"['’]s(?:\s|$)")
_INITIAL_LAST: Final = re.compile(r"(?:^|\W)\w{1,3}\.$")
_TOPIC: Final = re.compile(r"(?:ics|ology|ography|tions?|isms?)$")
_LATIN_ALTERNATE: Final = re.compile(r"[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){0,3}")


class Way(Enum):
    """How a line comes to a name, the surest first."""

    SAID = "said"
    """“Welcome to X's home page”, “Hi, I'm X”, “Name: X”."""
    TITLED = "titled"
    """With a title of address or a degree."""
    PLAIN = "plain"
    """The name is the line."""
    BESIDE = "beside"
    """Something else stands on the line after a bar or a dash: “X | Home”."""
    SHOWN = "shown"
    """“About X”, “Portrait of X”, the last step of a trail of links."""
    SUBJECT = "subject"
    """Running text that begins with the name."""


class Shape(Enum):
    """How much the words of a name look like one."""

    KNOWN = 2.0
    NAME = 1.0
    LOOSE = 0.25
    """It could be one where a name is expected: five words, small letters, a script without capitals."""
    RARE = -0.5
    """A word of it is a word of titles or menus."""
    SINGLE = -1.0


@dataclass(frozen=True, slots=True)
class Named:
    """A name on a line, the other names beside it, and what of the line speaks for it."""

    name: Line
    alternates: tuple[Line, ...]
    way: Way
    shape: Shape
    titled: bool = False
    heading: bool = False
    company: bool = False
    """Whether what stands beside it says that it is a name: an organisation, “Home”, a rank."""

    @property
    def within_text(self) -> bool:
        """Whether the line says more than the name and belongs to the biography."""
        return self.way is Way.SUBJECT


def is_nobody(key: str) -> bool:
    """Whether a line, as a key, is made of menu words, language names or codes: it names no one."""
    tokens = [token.strip(".,:;()[]|/&+-–—·•>»") for token in key.split()]
    tokens = [token for token in tokens if token]
    if not tokens or len(key) > LONGEST * 2:
        return False
    if key in words.PLACES or key in words.SECTIONS:
        return True
    if all(token in words.LANGUAGE_CODES for token in tokens) and len(tokens) > 1:
        return True
    return all(token in words.MENU_WORDS or token in words.SCRIPT_MENU or token in CONNECTORS for token in tokens)


def script(text: str) -> str:
    """Give the script that most letters of a text are in."""
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS}
    return max(counts, key=lambda name: counts[name])


def shape(text: str) -> Shape | None:
    """Tell how much words look like the name of a person; None where they cannot be one."""
    return _shape(" ".join(text.split()))


@lru_cache(maxsize=4096)
def _shape(text: str) -> Shape | None:
    bare = _QUOTES.sub("", text)
    tokens = [token.strip(".,'’()").casefold() for token in bare.split()]
    if not tokens or len(text) > LONGEST or _is_no_name(text, tokens):
        return None
    if _EAST_ASIAN.search(text):
        return _east_asian_shape(text)
    menus = sum(token in words.MENU_WORDS and token not in GIVEN_NAMES for token in tokens)
    if menus > 1 or (tokens[0] in words.MENU_FIRST and tokens[0] not in GIVEN_NAMES):
        return None
    if menus or _TOPIC.search(tokens[-1]):
        return Shape.RARE if has_name_shape(bare) and len(tokens) < 4 else None
    if is_known_to_be_name(bare):
        return Shape.KNOWN
    if text.islower():
        return Shape.SINGLE if len(tokens) > 1 and can_be_name(bare) else None
    if is_name(bare):
        return Shape.LOOSE if "," in text else Shape.NAME
    if can_be_name(bare):
        return Shape.LOOSE
    if has_name_shape(bare) and not all(token in SUBJECTS for token in tokens):
        return Shape.RARE
    return Shape.SINGLE if is_single_name(bare) and tokens[0] not in COUNTRIES | CITIES else None


def _is_no_name(text: str, tokens: Sequence[str]) -> bool:
    """Whether a number, an organisation's word, a place, a menu or a phrase stands where a name would."""
    if any(letter.isdigit() for letter in text) or any(
        token in words.ORGANISATIONS or token in words.SCRIPT_MENU for token in tokens
    ):
        return True
    if text.casefold() in words.PLACES or is_nobody(text.casefold()) or _POSSESSIVE.search(text):
        return True
    last = tokens[-1]
    phrase = last in CONNECTORS and last not in PARTICLES and len(last) > 2 and not text.isupper()
    return phrase or ("," in text and not _is_inverted(text))


def _east_asian_shape(text: str) -> Shape | None:
    if words.HAN_MENU.search(text) or not can_be_name(text):
        return None
    bare = re.sub(r"[\s・·]", "", text)
    if re.fullmatch("[\uac00-\ud7af]+", bare):
        return Shape.NAME if bare[0] in KOREAN_FAMILY_NAMES and 2 <= len(bare) <= 4 else None
    if re.search("[\u3040-\u30ff]", bare):
        return Shape.NAME if " " in text or "・" in text or "　" in text else Shape.LOOSE
    family = bare[0] in CHINESE_FAMILY_NAMES or bare.startswith(_COMPOUND) or bare[0] in _JAPANESE_FAMILY
    if not family and " " not in text and "　" not in text:
        return None
    return Shape.NAME if 2 <= len(bare) <= 4 or " " in text or "　" in text else Shape.LOOSE


def _is_inverted(text: str) -> bool:
    """Whether a comma parts family and given names: “Kovalenko, Mira”, and no place from its country."""
    family, _, given = text.partition(",")
    tokens = given.split()
    if given.strip().isupper() and given.strip().isalpha() and len(given.strip()) < 4 and not family.isupper():
        return False  # a place and its country
    if not tokens or len(tokens) > 3 or len(family.split()) > 3 or given.strip().casefold() in COUNTRIES | CITIES:
        return text.rpartition(",")[2].strip().casefold() in SUFFIXES
    if tokens[0].casefold() in SUFFIXES:
        return True
    known = tokens[0].casefold().split("-")[0] in GIVEN_NAMES or len(tokens[0].rstrip(".")) == 1
    return known or (len(family.split()) == 1 and family.casefold() not in COUNTRIES | CITIES)


def says_what_it_is(text: str) -> bool:
    """Whether words beside a name are those of a page or an organisation: “Home”, “University of Northmere”."""
    tokens = [token.strip(".,'’()").casefold() for token in text.split()]
    return any(token in words.ORGANISATIONS or token in words.RANK_ENDS for token in tokens) or (
        bool(tokens) and sum(token in words.MENU_WORDS for token in tokens) * 2 >= len(tokens)
    )


def alone(line: Line, *, heading: bool) -> Named | None:
    """Read a stretch that is a name with titles, degrees, pronouns, other names in brackets, and words after a comma."""
    if len(line.text) > 2 * LONGEST:
        return None
    name, titled = without_titles(line)
    alternates: list[Line] = []
    before = None
    while name != before:
        before = name
        name, degree = _without_end(name)
        titled = titled or degree
        name = _before_comma(_without_last_bracket(name, alternates), alternates)
    if not name.text:
        return None
    two = _two_scripts(name)
    if two is not None:
        name = two[0]
        alternates.append(two[1])
    for found in (*_QUOTES.finditer(name.text), *INNER.finditer(name.text)):
        inner = name.part(*found.span(1))
        if inner.text:
            alternates.append(inner)
    seen = shape(INNER.sub("", name.text))
    if seen is None or (seen is Shape.SINGLE and line.text != name.text and not alternates and not titled):
        return None
    way = Way.TITLED if titled else Way.PLAIN
    return Named(name, tuple(alternates), way, seen, titled, heading, bool(alternates))


def _without_end(name: Line) -> tuple[Line, bool]:
    """Take pronouns, a degree, a title after the name, and marks off the end; tell whether there was a title."""
    pronouns = words.PRONOUNS.search(name.text)
    if pronouns is not None and pronouns.start() > 0:
        name = name.part(0, pronouns.start())
    name, titled = _without_degrees(name)
    after = words.EAST_ASIAN_AFTER.search(name.text)
    # “지도교수” is a word: a name has three letters before a title that is not parted from it.
    glued = after is not None and not after.group()[0].isspace() and after.group()[0] > "\uac00"
    if after is not None and after.start() > 1 + glued and _EAST_ASIAN.search(name.text[: after.start()]):
        name, titled = name.part(0, after.start()), True
    name = name.part(0, len(name.text.rstrip(",;:!*†‡¹² ")))
    if name.text.endswith(".") and not _INITIAL_LAST.search(name.text):
        name = name.part(0, len(name.text) - 1)
    return name, titled


def without_titles(line: Line) -> tuple[Line, bool]:
    """Take titles of address and ranks off the beginning."""
    name, titled = line, False
    while True:
        first = re.match(r"\S+", name.text)
        if first is None:
            return name, titled
        token = first.group()
        rest = name.part(first.end())
        bare = token.casefold().rstrip(",")
        known = bare in words.TITLES or (titled and bare in words.AFTER_TITLES)
        # “MS Dhoni” and “MR Rao” are initials; “DR” and “PROF” are none.
        if token.isupper() and token.isalpha() and bare in {"ms", "mr", "mrs", "mx", "m", "d", "pr"}:
            known = False
        if known and rest.text:
            name, titled = rest, True
            continue
        glued = re.match(r"(?:prof|dr|доц|проф)\.(?=[^\W\d_])", name.text, re.IGNORECASE)
        if glued is not None:
            name, titled = name.part(glued.end()), True
            continue
        rank = _rank(name.text)
        if rank:
            name, titled = name.part(rank), True
            continue
        return name, titled


def _rank(text: str) -> int:
    """Give where the name begins after “Associate Professor”; 0 where no rank goes before it."""
    found = list(islice(re.finditer(r"\S+", text), 6))
    for at, word in enumerate(found):
        bare = word.group().casefold().strip(",.")
        if bare in words.RANK_ENDS and 0 < at < len(found) - 1:
            following = found[at + 1].group()
            return (
                found[at + 1].start() if following[:1].isupper() and following.casefold() not in words.RANK_ENDS else 0
            )
        if bare not in words.RANK_BEGINNINGS:
            return 0
    return 0


def _without_degrees(name: Line) -> tuple[Line, bool]:
    """Take degrees off the end, with a comma before them or without."""
    head, comma, tail = name.text.partition(",")
    if comma and len(head.split()) > 1 and tail.split(",")[0].strip().casefold() in words.MORE_DEGREES:
        # “Maureen Achterberg RN, PhD, FACN”: with degrees after it, one before the comma is none of the name either.
        tokens = head.split()
        loud = len(tokens) > 2 and tokens[-1].isupper() and tokens[-1].casefold() in words.MORE_DEGREES
        return name.part(0, len(head.rstrip()) - (len(tokens[-1]) if loud else 0)), True
    head, comma, tail = name.text.rpartition(",")
    if comma and tail.strip().casefold().rstrip(")") in words.MORE_DEGREES:
        return name.part(0, len(head)), True
    if (
        comma
        and head
        and all(token.casefold().strip(",") in words.MORE_DEGREES for token in tail.split())
        and tail.strip()
    ):
        return name.part(0, len(head)), True
    tokens = name.text.split()
    if len(tokens) > 2 and tokens[-1].casefold() in words.NEVER_FAMILY:
        return name.part(0, len(name.text) - len(tokens[-1])), True
    if len(tokens) > 1 and tokens[-1].casefold() in {"ph.d.", "ph.d", "phd", "m.d.", "dphil"}:
        return name.part(0, len(name.text) - len(tokens[-1])), True
    return name, False


def _without_last_bracket(name: Line, alternates: list[Line]) -> Line:
    """Take what stands in brackets at the end off, and note it where it is another name."""
    found = next(reversed(list(INNER.finditer(name.text))), None)
    if found is None or found.end() != len(name.text) or found.start() == 0:
        return name
    inner = name.part(*found.span(1))
    rest = name.part(0, found.start())
    leading = words.OTHERWISE.match(inner.text)
    if leading is not None:
        inner = inner.part(leading.end())
        if _LATIN_ALTERNATE.fullmatch(inner.text) or shape(inner.text) is not None:
            alternates.insert(0, inner)
        return rest
    seen = shape(inner.text)
    other = script(inner.text) != script(rest.text)
    single = seen is Shape.SINGLE and inner.text.casefold() in GIVEN_NAMES
    if (
        seen is not None and (other or single or seen in {Shape.KNOWN, Shape.NAME}) and not says_what_it_is(inner.text)
    ) or (
        other
        and re.fullmatch("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\\s・　]{2,20}", inner.text)
        and not words.HAN_MENU.search(inner.text)
    ):
        alternates.insert(0, inner)
    return rest


def _before_comma(name: Line, alternates: list[Line]) -> Line:
    """Give what stands before a comma where more than given names or a suffix follows it."""
    head, comma, tail = name.text.partition(",")
    if not comma or (shape(name.text) is not None and shape(head) is not Shape.KNOWN):
        return name
    if tail.strip().casefold() in SUFFIXES:
        return name
    if shape(name.text) is not None and tail.split()[0].casefold() in GIVEN_NAMES:
        return name
    leading = words.OTHERWISE.match(tail.strip())
    first = name.part(0, len(head))
    if leading is not None:
        other = name.part(len(head) + 1).part(leading.end())
        if shape(other.text) is not None:
            alternates.append(other)
    return first if shape(first.text) not in {None, Shape.SINGLE} else name


def _two_scripts(name: Line) -> tuple[Line, Line] | None:
    """Part “柯米拉 Mira Kovalenko” where the script changes; None where both halves are not names."""
    first = script(name.text[:1])
    patterns = dict(_SCRIPTS)
    for at in range(1, len(name.text)):
        letter = name.text[at]
        if letter.isalpha() and not patterns[first].match(letter):
            one, two = name.part(0, at), name.part(at)
            one = one.part(0, len(one.text.rstrip("/,|-–—· ")))
            # “Ольга Brack” is one name in two scripts; a word alone is a name in East Asia only.
            whole = all(
                shape(half.text) not in {None, Shape.SINGLE} or (shape(half.text) and _EAST_ASIAN.search(half.text))
                for half in (one, two)
            )
            return (one, two) if one.text and whole else None
    return None
