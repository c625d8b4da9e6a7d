"""One office in running text: the title, what leads to an organisation, and the organisation's name.

It begins at a place that is told; whose office it is, and whether it is of today, is for `roles` to know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Final

from scholargraph.bibliography.lines import Line
from scholargraph.model import RoleKind
from scholargraph.sources.profile_text import role_words as words
from scholargraph.sources.profile_text.role_places import (
    WORD,
    after_of,
    after_preposition,
    is_university,
    proper_name,
    whole,
)
from scholargraph.sources.profile_text.role_words import Tongue

_MOST_WORDS: Final = 48
_MOST_TITLE: Final = 8
_MOST_FIELD: Final = 9
_LONGEST_FIELD: Final = 100
_MARKUP: Final = re.compile(
    r"\*\*|__|\[(?=[^\[\]]{1,200}\]\()|\]\([^()\s]{1,400}\)|(?<!\w)[*_](?=\w)|(?<=[\w.])[*_](?!\w)"
)
_PLAIN: Final = re.compile(r"[^\W\d_][\w’'/&-]*")
_LONG_NAME: Final = re.compile(r"\s*\(([^()]{2,120})\)")
_INITIAL: Final = re.compile(r"[A-Z]\.")
_WITH_STOP: Final = frozenset({"ph.d.", "ph.d", "d.phil."})
_SMALL_PART: Final = re.compile(
    r"([^\W\d_A-Z]\w+)\s[^,.;:()|\n]{1,80}?(?:,\s*|\s(?:an der|der|des|de l['’]|de la|de|del|della|dell['’]|da|do|van de|aan de)\s*)"
    r"(?=(?:[A-ZÄÖÜÉ][\w.-]+\s){0,2}(?:Univ|[Hh]ochschule|Polit|Poly))"
)
"""A part of an organisation in small letters, down to where the whole is named."""


@dataclass(frozen=True, slots=True)
class Office:
    """A title at an organisation, each as printed; `clause` holds both. `long_name` is the one in parentheses."""

    clause: Line
    title: Line
    organization: Line
    kind: RoleKind
    long_name: Line | None = None
    university: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A line as it reads, without the marks of Markdown; `places` are where its characters stand in the line."""

    text: str
    line: Line
    places: Sequence[int]

    @classmethod
    def of(cls, line: Line) -> Passage:
        """Take the marks off a line."""
        found = list(_MARKUP.finditer(line.text))
        if not found:
            return cls(line.text, line, range(len(line.text)))
        places: list[int] = []
        at = 0
        for mark in found:
            places += range(at, mark.start())
            at = mark.end()
        places += range(at, len(line.text))
        return cls("".join(line.text[place] for place in places), line, places)

    def whole(self, start: int, end: int) -> Line:
        """Give what is printed from one place to another, marks included."""
        return self.line.part(self.places[start], self.places[end - 1] + 1)

    def part(self, start: int, end: int) -> Line | None:
        """Give a stretch of words; None where a mark stands within it."""
        found = self.whole(start, end)
        return found if found.text == self.text[start:end] else None


@dataclass(frozen=True, slots=True)
class Clause:
    """Where title, organisation and its other name stand in a text, and where the clause ends."""

    title: tuple[int, int]
    organization: tuple[int, int]
    end: int
    kind: RoleKind = RoleKind.EMPLOYMENT
    long_name: tuple[int, int] | None = None

    def office(self, passage: Passage) -> Office | None:
        """Make the office, each part at its place."""
        title, organization = passage.part(*self.title), passage.part(*self.organization)
        if title is None or organization is None:
            return None
        start, end = min(self.title[0], self.organization[0]), max(self.title[1], self.end)
        long_name = passage.part(*self.long_name) if self.long_name else None
        clause = passage.whole(start, end)
        return Office(clause, title, organization, self.kind, long_name, is_university(organization.text))


def english(text: str, at: int) -> Clause | None:
    """Read `[a] TITLE at|in|with|for|of [the] ORG` from an offset of a sentence."""
    found = list(islice(WORD.finditer(text, at), _MOST_WORDS))
    start = 1 if found and found[0].group().casefold() in words.ARTICLES else 0
    noun = _noun(found, start)
    if noun is None or (start == 0 and not _needs_no_article(found[0].group())):
        return None
    end = _field_end(found, noun)
    if end >= len(found):
        return None
    preposition, last = found[end].group(), found[noun].group().casefold()
    if preposition not in {"at", "in", "with", "for", "of", "within", "on"}:
        return None
    if preposition == "of" and last not in words.MEMBERS - words.HONOURED:
        return None
    organization = after_of(text, found, end) if preposition == "of" else after_preposition(text, found, end)
    if organization is None:
        return None
    kind = RoleKind.EMPLOYMENT
    if preposition == "of" or last in words.TIES:
        kind = RoleKind.MEMBERSHIP
    elif last in words.STUDENTS:
        kind = RoleKind.EDUCATION
    return _closed(text, (found[start].start(), found[end - 1].end()), organization, kind)


def english_place(text: str, at: int) -> tuple[int, int] | None:
    """Read `at|for|in [the] ORG` from an offset and give where the organisation's name stands."""
    found = list(islice(WORD.finditer(text, at), _MOST_WORDS))
    if not found or found[0].group() not in {"at", "for", "in", "with"}:
        return None
    return after_preposition(text, found, 0)


def english_title(text: str) -> RoleKind | None:
    """Whether a text is nothing but a title, perhaps with its field; of which kind the office is then."""
    found = list(islice(WORD.finditer(text), _MOST_TITLE + _MOST_FIELD + 2))
    noun = _noun(found, 0)
    if noun is None or found[-1].end() != len(text.rstrip()):
        return None
    last = found[noun].group().casefold()
    rest = found[noun + 1 :]
    if rest and rest[0].group().casefold() == "and":
        more = _noun(rest, 1)
        if more is None:
            return None
        rest = rest[more + 1 :]
    if rest and not _is_field(rest, last):
        return None
    if last in words.STUDENTS:
        return RoleKind.EDUCATION
    return RoleKind.MEMBERSHIP if last in words.TIES else RoleKind.EMPLOYMENT


@lru_cache(maxsize=16)
def _patterns(tongue: Tongue) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Give what reads a title, the field after it, and what leads to a place."""
    return (
        re.compile(rf"(?:{tongue.article})?(?P<title>{tongue.title})"),
        re.compile(rf"{tongue.field}[^,.;:()|\n]{{1,80}}"),
        re.compile(rf"{tongue.place}(?=\S)"),
    )


def other(text: str, at: int, tongue: Tongue) -> Clause | None:
    """Read a title and an organisation in another language than English from an offset of a sentence."""
    title, field, leading = _patterns(tongue)
    found = title.match(text, at)
    if found is None:
        return None
    # Small words lead to fields and to places alike: the first place is meant after which an organisation stands.
    for led in leading.finditer(text, found.end(), found.end() + _LONGEST_FIELD):
        between = text[found.end() : led.start()]
        if between and (not field.fullmatch(between) or _names_a_place(between)):
            continue
        organization = place(text, led.start(), tongue)
        if organization is not None:
            return _closed(text, (found.start("title"), led.start()), organization, kind_of(found["title"], tongue))
    return None


def _names_a_place(field: str) -> bool:
    """Whether an organisation, or a part of one, has got into what was taken for the field of a title."""
    tokens = {token.casefold() for token in re.split(r"[\s'’]+", field)}
    return words.HIGHEST.search(field) is not None or bool(tokens & words.UNITS)


@lru_cache(maxsize=16)
def _title_pattern(tongue: Tongue) -> re.Pattern[str]:
    return re.compile(rf"{tongue.title}(?:{tongue.field}[^.;:()|\n]{{1,80}})?")


def place(text: str, at: int, tongue: Tongue) -> tuple[int, int] | None:
    """Read what leads to an organisation and its name from an offset; a part of one goes before the whole."""
    led = re.compile(tongue.place).match(text, at)
    if led is None:
        return None
    part = _SMALL_PART.match(text, led.end())
    if part is not None:
        return proper_name(text, part.end()) if part.group(1).casefold() in words.UNITS else None
    strong = re.fullmatch(tongue.strong, led.group()) is not None
    return whole(text, led.end(), strong=strong)


def kind_of(title: str, tongue: Tongue) -> RoleKind:
    """Tell those who study from those who are employed."""
    return RoleKind.EDUCATION if re.match(tongue.students, title) else RoleKind.EMPLOYMENT


def other_title(text: str, tongue: Tongue) -> RoleKind | None:
    """Whether a text is nothing but a title in a language, perhaps with its field."""
    return kind_of(text, tongue) if _title_pattern(tongue).fullmatch(text) else None


def _noun(found: Sequence[re.Match[str]], start: int) -> int | None:
    """Where the last word of the title stands, at most eight words on; None where a word before it speaks against it."""
    last = None
    for at in range(start, min(start + _MOST_TITLE, len(found))):
        word = found[at].group()
        lower = word.casefold()
        if lower in words.REFUSED or not (_PLAIN.fullmatch(word) or lower in _WITH_STOP or _INITIAL.fullmatch(word)):
            refused = lower in words.REFUSED - {"of", "at", "in", "for", "with", "and", "as", "on"}
            if refused and (last is None or last != at - 1):
                return None
            break
        last = at
    if last is None or found[last].group().casefold() not in words.NOUNS:
        return None
    lower = found[last].group().casefold()
    before = {one.group().casefold() for one in found[start:last]}
    return None if lower in words.STUDENTS and not before & words.DOCTORAL else last


def _field_end(found: Sequence[re.Match[str]], noun: int) -> int:
    """Where the title ends: after its noun, or after the field of “Professor of Computer Science at”."""
    end = noun + 1
    if end >= len(found):
        return end
    last, leading = found[noun].group().casefold(), found[end].group()
    academic = last in words.ACADEMIC or last in words.STUDENTS
    if leading != "of" and not (leading == "in" and academic):
        return end
    heads = leading == "of" and last in words.MEMBERS
    unit = False
    for at in range(end + 1, min(end + _MOST_FIELD, len(found))):
        word = found[at].group()
        lower = word.casefold()
        if word == "at" or (word == "in" and leading == "of"):
            # “head of the Lamps group at ORG”: the group belongs to the title, and the post is at ORG.
            return at if at > end + 1 and (unit or not heads or found[end + 1].group() != "the") else end
        if not (_PLAIN.fullmatch(word) or word == "&") or lower in {"where", "who", "that"} | words.NOUNS:
            break
        unit = unit or lower in words.UNITS
        if (unit and not heads) or (lower == "the" and not academic and not heads):
            break
    return end


def _is_field(rest: Sequence[re.Match[str]], last: str) -> bool:
    """Whether the words after a title's noun name its field: “of Computer Science”, “in Robotics”."""
    leading = rest[0].group()
    if leading not in {"of", "in", "for"} or len(rest) < 2 or len(rest) > _MOST_FIELD:
        return False
    if leading == "of" and last in words.STUDENTS | {"fellow", "member"}:
        return False
    for one in rest[1:]:
        word = one.group().rstrip(",")
        if not (_PLAIN.fullmatch(word) or word == "&") or word.casefold() in {"where", "who", "that"} | words.NOUNS:
            return False
        if word.casefold() in {"at", "with", "under", "by"}:
            return False
    return True


def _needs_no_article(word: str) -> bool:
    return word[:1].isupper() or word.casefold() in words.NEEDS_NO_ARTICLE


def _closed(text: str, title: tuple[int, int], organization: tuple[int, int], kind: RoleKind) -> Clause | None:
    """Make the clause where what follows the organisation shows that its name has ended."""
    long_name = _long_name(text, organization)
    after = long_name[1] + 1 if long_name else organization[1]
    rest = text[after : after + 40].lstrip()
    stopped = text[organization[1] - 1] == "." and rest[:1].isupper()
    if not stopped and not words.AFTER_ORGANIZATION.match(rest):
        return None
    if re.match(r"\(?\s*(?:until |bis |since )?(?:19|20)\d\d\b", rest) and not rest.startswith(("since", "(since")):
        return None
    return Clause(title, organization, after, kind, long_name)


def _long_name(text: str, organization: tuple[int, int]) -> tuple[int, int] | None:
    """Give what stands in parentheses after an acronym where it is the acronym's long form, or the other way round."""
    found = _LONG_NAME.match(text, organization[1])
    if found is None:
        return None
    name = text[slice(*organization)]
    capitals = ["".join(letter for letter in one if letter.isupper()) for one in (name, found.group(1))]
    short, long = sorted(capitals, key=len)
    if not short or min(len(name), len(found.group(1))) > 12:
        return None
    letters = iter(long)
    return found.span(1) if all(letter in letters for letter in short) else None
