"""What a biography plainly says its person is, and where: “X is a T at ORG”, “I am a T at ORG and co-lead of Y”.

It reads the first sentences only, and only this form; whatever is put another way stays in the biography.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scholargraph.bibliography.lines import Line, is_prose
from scholargraph.bibliography.words import DEGREES, HONORIFICS, table
from scholargraph.model import RoleKind

_SENTENCES: Final = 3
_READ: Final = 1500

_BREAK: Final = re.compile(r"[.!?](?=\s+[^\sa-z]|\s*$)")
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:Dr|Prof|Mr|Mrs|Ms|St|Inc|Ltd|Corp|Co|Jr|Sr|Ph\.D|M\.Sc|[A-Z])|\b[A-Z]\.[A-Z])$"
)
_PAST: Final = re.compile(
    r"\b(?:until|formerly|previously|retired|used to|no longer|from (?:18|19|20)\d\d|(?:18|19|20)\d\d\s?[-–—]\s?\d)",
    re.IGNORECASE,
)
_NOUNS: Final = table("""
    scientist | engineer | researcher | professor | lecturer | director | manager | lead | co-lead | head | fellow
    architect | developer | designer | analyst | linguist | economist | statistician | mathematician | physicist
    evangelist | officer | president | chair | leader | reader | instructor | programmer | technologist | postdoc
    member | vp | strategist | librarian | curator | chemist | biologist | neuroscientist | psychologist | sociologist
""")
_MEMBERS: Final = table("lead | co-lead | head | director | member | president | chair | manager | leader | fellow")
_REFUSED: Final = table("""
    and | or | who | that | which | former | retired | ex | past | emeritus | emerita | honorary | aspiring | incoming
    not | no | longer | being | like | son | daughter | fan | friend | of | at | in | for | with | to | former, | previous
    outgoing | one | self-described | self-taught
""")
_ARTICLES: Final = table("a | an | the")
_GENERIC: Final = table("""
    department | dept | dept. | school | faculty | division | office | team | group | section | unit | area | field | ai | ml
    nlp | hci | ux | hr | it | usa | us | uk | uae | eu | nyc | sf | dc | la | pm | r&d | phd | cs | product | engineering
""")
_JOINING: Final = table("of | for | de | di | der | du | la | le | del | des | do | da | the | & | zu | für | van")
_ORGANISATIONS: Final = re.compile(
    r"\b(?:Universit|Institut|Lab\b|Labs\b|Laborator|Research\b|Group\b|Team\b|Google\b|College\b|Centre\b|Center\b|Company\b"
    r"|Inc\b|Ltd\b|LLC\b|Corporation\b|Foundation\b|Academy\b|Society\b|Association\b|Council\b|Museum\b|Hospital\b|Polytechnic"
    r"|Politecnico|École|Agency\b|Ministry\b|Observatory\b|Consortium\b|Organization\b|Organisation\b|Brain\b|Studio|School of)"
)
_UNIVERSITY: Final = re.compile(r"\bUniversit|\bUniversidad|\bUniversidade|\bPolitecnico|\bPolytechnic|\bETH\b|大学")
_FOLLOWS: Final = re.compile(
    r"(?:[.,;:!?)—–]|$)|(?:and|where|who|working|leading|focusing|focused|based|in|with|since|but|whose|while|as|on|specializing"
    r"|interested|exploring|developing|studying|-)\b|[—–-]\s"
)
_THEN: Final = re.compile(r"(?:\s+in(?:\s+[A-Z][\w.’'-]*,?){1,4})?\s*,?\s*(?:and|&)\s+(?:also\s+|currently\s+)?(?=\S)")
_COMPANY: Final = re.compile(r",\s(?:Inc|Ltd|LLC|GmbH|Corp)\b\.?")
_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Office:
    """A title at an organisation, each as printed; `clause` holds both. `long_name` is the one in parentheses."""

    clause: Line
    title: Line
    organization: Line
    kind: RoleKind
    long_name: Line | None = None
    university: bool = False


def offices(biography: Sequence[Line], *, name: str) -> list[Office]:
    """Find what the first sentences of a biography say the person is today."""
    first = next((line for line in biography if is_prose(line)), None)
    if first is None:
        return []
    subject = _subject(name)
    found: list[Office] = []
    for sentence in _first_sentences(first):
        start = subject.match(sentence.text)
        if start is not None and not _PAST.search(sentence.text):
            found += _in_sentence(sentence, start.end())
    return found


def is_university(name: str) -> bool:
    """Whether the name of an organisation says that it is a university."""
    return _UNIVERSITY.search(name) is not None


def _subject(name: str) -> re.Pattern[str]:
    """The beginnings of a sentence that is about the person and says what they are."""
    tokens = [token for token in name.split() if token.casefold() not in HONORIFICS | DEGREES]
    called = {name, tokens[0], tokens[-1], f"{tokens[0]} {tokens[-1]}"} if tokens else {name}
    words = "|".join(re.escape(word) for word in sorted(called, key=len, reverse=True))
    titled = r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms)\.?\s+){0,2}"
    return re.compile(
        rf"(?:(?:Hi|Hello)[,!]?\s+)?(?:(?:I\s+am|I['’]m)|(?:{titled}(?:{words})|He|She|They)(?:\s*\([^()]{{1,40}}\))?\s+(?:is|are))"
        r"(?:\s+(?:currently|now|presently|also))?\s+(?=\S)"
    )


def _first_sentences(paragraph: Line) -> list[Line]:
    text = paragraph.text[:_READ]
    found, start = [], 0
    for stop in _BREAK.finditer(text):
        if (
            stop.group() == "."
            and _ABBREVIATED.search(text[max(stop.start() - 12, 0) : stop.start()])
            and stop.end() < len(text)
        ):
            continue
        found.append(paragraph.part(start, stop.end()))
        start = stop.end()
        if len(found) == _SENTENCES:
            return found
    return [*found, paragraph.part(start, len(text))] if len(paragraph.text) <= _READ else found


def _in_sentence(sentence: Line, at: int) -> list[Office]:
    """Read one office, and a second one joined to it by “and”; all or nothing where what follows goes on with a capital."""
    first = _office(sentence, at)
    if first is None:
        return []
    end = (first.long_name or first.organization).end - sentence.start
    end += first.long_name is not None  # the closing parenthesis
    joined = _THEN.match(sentence.text, end)
    if joined is None:
        return [first]
    second = _office(sentence, joined.end())
    if second is None and sentence.text[joined.end()].isupper():
        return []
    return [first] if second is None else [first, second]


def _office(sentence: Line, at: int) -> Office | None:
    """Read `[a] TITLE at|in|with|for|of [the] ORG` from an offset of a sentence."""
    words = list(_WORD.finditer(sentence.text, at))[:24]
    start = 1 if words and words[0].group().casefold() in _ARTICLES else 0
    noun = _noun(words, start)
    if noun is None:
        return None
    end = _field_end(words, noun)
    if end >= len(words) or (start == 0 and not _needs_no_article(words[0].group())):
        return None
    preposition = words[end].group()
    if preposition not in {"at", "in", "with", "for", "of"} or (
        preposition == "of" and words[noun].group().casefold() not in _MEMBERS
    ):
        return None
    place = end + 1
    if place < len(words) and words[place].group() == "the":
        place += 1
    organization = _organization(sentence, words[place:])
    if organization is None or not _is_organization(organization, preposition):
        return None
    long_name = _long_name(sentence, organization)
    after = (long_name.end + 1 if long_name else organization.end) - sentence.start
    rest = sentence.text[after:].lstrip()
    stopped = organization.text.endswith(".") and rest[:1].isupper()
    if not stopped and not _FOLLOWS.match(rest):
        return None
    title = sentence.part(words[start].start(), words[end - 1].end())
    noun_word = words[noun].group().casefold()
    kind = RoleKind.MEMBERSHIP if preposition == "of" or noun_word in {"member", "co-lead"} else RoleKind.EMPLOYMENT
    clause = sentence.part(words[start].start(), after)
    return Office(clause, title, organization, kind, long_name, is_university(organization.text))


def _noun(words: Sequence[re.Match[str]], start: int) -> int | None:
    """Where the last word of the title's noun stands, at most eight words on; None where a word before it speaks against it."""
    for at in range(start, min(start + 8, len(words))):
        word = words[at].group().casefold()
        if word in _NOUNS:
            further = at + 1 < len(words) and words[at + 1].group().casefold() in _NOUNS
            return at + 1 if further else at
        if word in _REFUSED or not re.fullmatch(r"[\w’'/-]+", word):
            return None
    return None


def _field_end(words: Sequence[re.Match[str]], noun: int) -> int:
    """Where the title ends: after its noun, or after the field of “Professor of Computer Science at”."""
    end = noun + 1
    if end < len(words) and words[end].group() == "of":
        for at in range(end + 1, min(end + 6, len(words))):
            word = words[at].group()
            if word in {"at", "in"} and at > end + 1:
                return at
            if not re.fullmatch(r"[^\W\d_][\w’'/&-]*", word) or word in {"the", "where", "who", "that"}:
                break
    return end


def _needs_no_article(word: str) -> bool:
    return word[:1].isupper() or word.casefold() in {
        "co-lead",
        "lead",
        "head",
        "principal",
        "distinguished",
        "director",
        "president",
        "chair",
    }


def _organization(sentence: Line, words: Sequence[re.Match[str]]) -> Line | None:
    """Give the words of a proper name: capitals and the small words between them, to the first mark or other word."""
    end = None
    for at, word in enumerate(words):
        text = word.group()
        bare = text.rstrip(".,;:!?)")
        following = words[at + 1].group() if at + 1 < len(words) else ""
        if text in _JOINING and end is not None and (following[:1].isupper() or following in _JOINING):
            continue
        if not bare or text[0] in '(“"' or not (bare[0].isupper() or (bare[0].isdigit() and end is not None)):
            break
        end = word.start() + len(bare)
        if bare != text:
            break
    if end is None:
        return None
    company = _COMPANY.match(sentence.text, end)
    if company is not None:
        end = company.end() - (company.group().endswith(".") and company.end() == len(sentence.text))
    return sentence.part(words[0].start(), end)


def _is_organization(organization: Line, preposition: str) -> bool:
    """Whether a proper name is plainly that of an organisation; after “at” it is, unless it is a generic word."""
    first = organization.text.split()[0].casefold()
    if first in _GENERIC or len(organization.text) > 120:
        return False
    if preposition == "at" or _ORGANISATIONS.search(organization.text):
        return True
    for word in organization.text.split():
        letters = [letter for letter in word if letter.isalpha()]
        capitals = sum(letter.isupper() for letter in letters)
        if word.casefold() not in _GENERIC and capitals >= 2 and len(letters) >= 3:
            return True
    return False


def _long_name(sentence: Line, organization: Line) -> Line | None:
    """Give what stands in parentheses after an acronym where it is the acronym's long form, or the other way round."""
    found = re.compile(r"\s*\(([^()]{2,120})\)").match(sentence.text, organization.end - sentence.start)
    if found is None:
        return None
    capitals = [
        "".join(letter for letter in words if letter.isupper()) for words in (organization.text, found.group(1))
    ]
    short, long = sorted(capitals, key=len)
    if not short or min(len(organization.text), len(found.group(1))) > 12:
        return None
    letters = iter(long)
    return sentence.part(*found.span(1)) if all(letter in letters for letter in short) else None
