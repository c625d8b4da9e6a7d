"""What a page plainly says its person is today, and where: in title lines below the name, in the first sentences.

It reads “X is a T at ORG”, “I am a T in the Department of D at ORG”, “X works at ORG as a T” and what stands for these in
six more languages; whatever is put another way, is past, to come, or about somebody else stays in the biography.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import Final

from scholargraph.bibliography.lines import Line, is_prose
from scholargraph.bibliography.words import DEGREES, HONORIFICS, PARTICLES, SUBJECTS, table
from scholargraph.sources.profile_text import role_words as words
from scholargraph.sources.profile_text.role_clauses import (
    Clause,
    Office,
    Passage,
    english,
    english_place,
    english_title,
    kind_of,
    other,
    other_title,
    place,
)
from scholargraph.sources.profile_text.role_lines import title_lines
from scholargraph.sources.profile_text.role_places import is_university
from scholargraph.sources.profile_text.role_words import TONGUES

__all__ = ["Office", "is_university", "offices"]

_SENTENCES: Final = 3
_PARAGRAPHS: Final = 2
_READ: Final = 1500

_BREAK: Final = re.compile(r"[.!?](?=\s+[^\sa-z]|\s*$)")
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:Dr|Prof|Mr|Mrs|Ms|St|Inc|Ltd|Corp|Co|Jr|Sr|Univ|Dept|apl|Ph\.D|M\.Sc|[A-Z])|\b[A-Z]\.[A-Z])$"
)
_GREETING: Final = re.compile(r"(?:hi|hello|hey|welcome|bonjour|hallo|hola|ciao|olá)\b[^.!?]{0,30}[.!?]", re.IGNORECASE)
_PERSONAL: Final = re.compile(r"(?:He|She|They|Er|Sie|Elle|Il|Ella|Él|Lei|Lui|Ela|Ele|Zij|Ze|Hij|È|É)\b")
_SHE: Final = frozenset({"she", "elle", "ella", "lei", "ela", "zij", "ze"})
_HE: Final = frozenset({"he", "er", "il", "él", "lui", "ele", "hij"})
_LEADING: Final = re.compile(
    r"(?:(?:Since|In|As of) (?:\w+ )?(?:19|20)\d\d,?|Currently,?|Presently,?|At present,?|Today,?|(?:Hi|Hello|Hey)(?: there)?[,!]?)\s+"
)
_THEN: Final = re.compile(r"(?:\s+in(?:\s+[A-Z][\w.’'-]*,?){1,4})?\s*,?\s*(?:and|&)\s+(?:also\s+|currently\s+)?(?=\S)")
_TITLE_END: Final = re.compile(
    r"[.,;:()!?](?=\s|$)|\s(?:and|where|who|in the|on the|working|with|since|leading|focusing|for|on|und|wo|et|où|y|donde|e|dove|onde|en|waar)\s"
)
_AS: Final = re.compile(r"\s*,?\s+as\s+(?:an?\s+|the\s+)?")
_CAPITAL_NOUNS: Final = re.compile(r"\b(?:der|die|das|und|ist|ein|eine|einer|für|mit)\b")
"""Words of a language that writes all its nouns with a capital."""
_BEFORE_PLACES: Final = table(
    "a | an | at | in | from | of | the | for | on | about | near | to | and | à | de | en | la | le | al | el | di | da | do | na | no | del | della | du | van | aan"
)
"""Words after which a capital begins the name of a place or a thing, rather than somebody's."""
_I: Final = re.compile(r"\b(?:I am|I['’]m|I|My|my|Ich|Je|Soy|Sou)\b")


def offices(
    biography: Sequence[Line], *, name: str, head: Sequence[Line] = (), page: str | None = None
) -> list[Office]:
    """Find what a page says the person called `name` is today: `head` are the lines between the name and the biography.

    A clause over several lines is cut from `page`, the text that the lines are of; without it its own words are the lines'.
    """
    found: list[Office] = []
    _add(found, title_lines(head, name=name, page=page))
    called = _called(name)
    first_person, about = False, True
    pronouns: set[str] = set()
    paragraphs = (line for line in biography if is_prose(line))
    for paragraph in islice(paragraphs, _PARAGRAPHS):
        for sentence in _first_sentences(paragraph):
            pronouns |= {one.casefold() for one in _PERSONAL.findall(sentence.text[:8])}
            about = about and not (pronouns & _SHE and pronouns & _HE)
            said = _of_sentence(sentence, called, about=about and not first_person)
            _add(found, said)
            first_person = first_person or _I.search(sentence.text) is not None
            about = about and _goes_on(sentence, called, name)
    return found


def _add(found: list[Office], said: Iterable[Office]) -> None:
    """Add what is not said already in about the same words."""
    for office in said:
        if not any(_same(known, office) for known in found):
            found.append(office)


def _same(one: Office, two: Office) -> bool:
    mine, theirs = (re.sub(r"^the ", "", office.organization.value.casefold()) for office in (one, two))
    acronyms = {
        "".join(word[0] for word in office.organization.value.split() if word[:1].isupper()) for office in (one, two)
    }
    alike = (
        mine == theirs
        or mine in theirs
        or theirs in mine
        or bool(acronyms & {one.organization.text, two.organization.text})
    )
    titles = [set(re.findall(r"\w+", office.title.value.casefold())) for office in (one, two)]
    return alike and (titles[0] <= titles[1] or titles[1] <= titles[0])


def _called(name: str) -> str:
    """Give a pattern of the ways in which sentences call the person."""
    family, comma, given = name.partition(",")
    plain = f"{given.strip()} {family}" if comma else name
    tokens = [token for token in plain.split() if token.casefold() not in HONORIFICS | DEGREES]
    called = {name, plain}
    if tokens:
        last = next((at for at, token in enumerate(tokens) if at and token in PARTICLES), len(tokens) - 1)
        called |= {tokens[0], tokens[-1], f"{tokens[0]} {tokens[-1]}", " ".join(tokens[last:])}
        if len(tokens[0]) > 2 and tokens[0].isupper() and not name.isupper():
            called.add(" ".join((*tokens[1:], tokens[0])))
    ways = "|".join(re.escape(word) for word in sorted(called, key=len, reverse=True))
    # Who is printed as “KOVALENKO Mira” is called “Mira Kovalenko” in sentences all the same.
    loud = any(len(token) > 2 and token.isupper() for token in tokens)
    ways = rf"(?i:{ways})(?!\w)" if loud else rf"(?:{ways})(?!\w)"
    titled = r"(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Frau|Herr|Mme|M|Sra?|Dra|Profa|Dott|Dott\.ssa|Prof\.ssa)\.?\s+){0,3}"
    return rf"{titled}{ways}(?:\s*\([^()]{{1,40}}\))?(?:,\s(?:Ph\.?D\.?|M\.?D\.?),?)?"


def _of_sentence(sentence: Line, called: str, *, about: bool) -> list[Office]:
    """Read the offices of one sentence; one with a pronoun is the person's only where nobody else came before."""
    passage = Passage.of(sentence)
    text = passage.text
    leading = _LEADING.match(text)
    start = leading.end() if leading else 0
    if words.PAST.search(text) or words.TO_COME.search(text):
        return []
    if not about and _PERSONAL.match(text[start : start + 1].upper() + text[start + 1 : start + 8]):
        return []
    clauses = _english_clauses(text, start, called) or _other_clauses(text, start, called)
    if any(words.EARLIER.search(text, 0, clause.end) for clause in clauses):
        return []
    return [office for clause in clauses if (office := clause.office(passage)) is not None]


def _english_clauses(text: str, at: int, called: str) -> list[Clause]:
    adverbs = r"(?:\s+(?:currently|now|presently|also|a\.?k\.?a\.?))?"
    who = rf"(?:{called}|(?i:he|she|they))"
    being = re.compile(
        rf"(?:(?:My name is {called},? and )?I(?:{adverbs}\s+am|['’]m)|{who}{adverbs}\s+(?:is|are)){adverbs}"
        rf"(?:\s+{called}(?:,\s+(?:and\s+I\s+am\s+)?(?=an?\s|the\s)|(?!)))?\s*(?=\S)"
    ).match(text, at)
    if being is not None:
        return _joined(text, being.end())
    since = re.compile(rf"(?:I have|{who} has){adverbs} been{adverbs}\s+").match(text, at)
    if since is not None and re.search(r"\bsince\b", text, re.IGNORECASE):
        return _joined(text, since.end())
    holding = re.compile(
        rf"(?:I{adverbs} hold|{who}{adverbs} holds) (?:the|a) (?:position|post|rank) (?:of|as) |My current position is "
    ).match(text, at)
    if holding is not None:
        return _joined(text, holding.end())
    working = re.compile(
        rf"(?:I{adverbs} work|I am{adverbs} working|{who}{adverbs} (?:works|is working)){adverbs}\s+"
    ).match(text, at)
    if working is None:
        return []
    as_title = re.compile(r"as\s+(?=\S)").match(text, working.end())
    if as_title is not None:
        return _joined(text, as_title.end())
    organization = english_place(text, working.end())
    if organization is None:
        return []
    found = _AS.match(text, organization[1])
    if found is None:
        return []
    end = _end_of_title(text, found.end())
    kind = english_title(text[found.end() : end])
    return [Clause((found.end(), end), organization, end, kind)] if kind is not None else []


def _joined(text: str, at: int) -> list[Clause]:
    """Read one office, and a second one joined to it by “and”; all or nothing where what follows goes on with a capital."""
    first = english(text, at)
    if first is None:
        return []
    joined = _THEN.match(text, first.end)
    if joined is None:
        return [first]
    second = english(text, joined.end())
    if second is None and text[joined.end()].isupper():
        return []
    return [first] if second is None else [first, second]


def _other_clauses(text: str, at: int, called: str) -> list[Clause]:
    """Read the sentence as one in another language."""
    for tongue in TONGUES:
        for says in tongue.says:
            found = re.compile(says.replace("{name}", called)).match(text, at)
            clause = other(text, found.end(), tongue) if found is not None else None
            if clause is not None:
                return [clause]
        for works in tongue.works:
            found = re.compile(works.replace("{name}", called)).match(text, at)
            organization = place(text, found.end(), tongue) if found is not None else None
            if organization is None:
                continue
            role = re.compile(rf"{tongue.role}(?:{tongue.article})?").match(text, organization[1])
            if role is None:
                continue
            end = _end_of_title(text, role.end())
            title = text[role.end() : end]
            if other_title(title, tongue) is not None:
                return [Clause((role.end(), end), organization, end, kind_of(title, tongue))]
    return []


def _end_of_title(text: str, at: int) -> int:
    found = _TITLE_END.search(text, at, at + 160)
    return found.start() if found else min(len(text), at + 160)


def _goes_on(sentence: Line, called: str, name: str) -> bool:
    """Whether a sentence is about the person and brings in nobody else, so that a pronoun after it is theirs."""
    if _GREETING.match(sentence.text) is not None:
        return True
    subject = re.compile(rf"(?:{_LEADING.pattern})?(?:{called}|{_PERSONAL.pattern})").match(sentence.text)
    if subject is None or words.OTHERS.search(sentence.text):
        return False
    if _CAPITAL_NOUNS.search(sentence.text):
        return True
    # A capital that does not follow “at”, “of the” and the like could begin somebody's name.
    mine = set(name.split())
    tokens = sentence.text[subject.end() :].split()
    for before, token in pairwise(("", *tokens)):
        bare = token.strip("(),.;:!?’'\"“”")
        plain = bare in mine or bare.casefold() in SUBJECTS or bare.isupper() or not bare[:1].isupper()
        if not plain and before and not before[:1].isupper() and before.casefold() not in _BEFORE_PLACES:
            return False
    return True


def _first_sentences(paragraph: Line) -> Iterator[Line]:
    text = paragraph.text[:_READ]
    start, count = 0, 0
    for stop in _BREAK.finditer(text):
        if (
            stop.group() == "."
            and _ABBREVIATED.search(text[max(stop.start() - 12, 0) : stop.start()])
            and stop.end() < len(text)
        ):
            continue
        sentence = paragraph.part(start, stop.end())
        yield sentence
        start = stop.end()
        count += _GREETING.fullmatch(sentence.text) is None
        if count == _SENTENCES:
            return
    if len(paragraph.text) <= _READ and text[start:].strip():
        yield paragraph.part(start, len(text))
