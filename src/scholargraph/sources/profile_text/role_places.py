"""The name of an organisation in a text: where it begins and ends, what is a part of one, what is the whole.

It reads no title, and knows nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from scholargraph.bibliography.venue_words import CITIES, COUNTRIES
from scholargraph.bibliography.words import SUBJECTS, table
from scholargraph.sources.profile_text import role_words as words

_MOST_UNIT: Final = 12
_LONGEST_NAME: Final = 120
WORD: Final = re.compile(r"[ldLD]['’](?=\w)|dell['’](?=\w)|\S+")
_PART_BEHIND: Final = re.compile(
    r"(?<=\bUniversity)\s+(?:School|Department|Faculty|Institute|Division|Center|Centre)\s+(?:of|for)\s"
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
"""A name with a year is that of an event."""
_COMPANY: Final = re.compile(r",\s(?:Inc|Ltd|LLC|GmbH|Corp)\b\.?")
_STOPPING: Final = table(
    "by | under | with | where | who | which | that | whose | but | from | to | as | while | since"
)
_LARGER: Final = re.compile(
    r"(?:,\s+|\s+)(?:at |of |de |der |des |dem |du |da |do |della |del |an der |am |de l['’]|dell['’]|van de |van het |aan de )?(?:the |la |l['’])?"
)
_IN_PART: Final = re.compile(
    r"\s(?:of the|of|at the|at|an der|der|des|de l['’]|de la|de|della|dell['’]|da|do|van de|aan de)\s*"
    r"(?=(?:[A-ZÄÖÜÉ][\w.-]+\s){0,2}(?:Univ|[Hh]ochschule|Polit|Poly|Technische[nr]? Univ))"
)


def is_university(name: str) -> bool:
    """Whether the name of an organisation says that it is a university."""
    return words.UNIVERSITY.search(name) is not None


def is_part_only(name: str) -> bool:
    """Whether a name is that of a part of an organisation, so that it says nothing of the whole."""
    tokens = [token.strip(",.").casefold() for token in name.split()]
    if not tokens or words.HIGHEST.search(name):
        return False
    if tokens[0] in {"college", "school"}:
        return True
    return tokens[0] in words.SMALL_PARTS or tokens[-1] in words.LAST_UNITS - {"lab"}


def is_organization(name: str, *, strong: bool) -> bool:
    """Whether a proper name is plainly that of an organisation; after “at” it is, unless it is a generic word."""
    tokens = name.split()
    first = tokens[0].casefold()
    if first in words.GENERIC or len(name) > _LONGEST_NAME or is_place(name) or _YEAR.search(name):
        return False
    if len(tokens) == 1 and first in words.ALONE_NOTHING:
        return False
    if strong or words.ORGANISATIONS.search(name):
        return True
    for word in tokens:
        letters = [letter for letter in word if letter.isalpha()]
        capitals = sum(letter.isupper() for letter in letters)
        if word.casefold() not in words.GENERIC and capitals >= 2 and len(letters) >= 3:
            return True
    return False


def is_place(name: str) -> bool:
    """Whether a name is that of a country or a well-known city."""
    return name.casefold().strip(".") in COUNTRIES | CITIES


def beginning_of_whole(name: str) -> int:
    """Give where the whole begins in the name of a part: “Institut für Informatik der Universität Nordheim”; 0 in others."""
    within = _IN_PART.search(name)
    if within is None or not {token.casefold() for token in name[: within.start()].split()} & words.UNITS:
        return 0
    return within.end()


def end_of_whole(name: str) -> int:
    """Give where the whole ends in “Ashgrove University School of Law”; in others, the end."""
    found = _PART_BEHIND.search(name)
    return found.start() if found is not None else len(name)


def _begins_as_part(name: str) -> bool:
    return name.split(maxsplit=1)[0].casefold() in words.UNITS


def whole(text: str, at: int, *, strong: bool) -> tuple[int, int] | None:
    """Read a proper name from an offset, and give the largest organisation that it and what follows it name."""
    run = proper_name(text, at)
    if run is None:
        return None
    name = text[slice(*run)]
    part = _begins_as_part(name) or name.split()[-1].casefold() in words.LAST_UNITS
    if (begins := beginning_of_whole(name)) > 0:
        return run[0] + begins, run[1]
    if not words.HIGHEST.search(name):
        following = _LARGER.match(text, run[1])
        larger = proper_name(text, following.end()) if following is not None else None
        if larger is not None and words.HIGHEST.search(text[slice(*larger)]):
            return larger if part or strong else None
    if is_part_only(name):
        return None
    run = run[0], run[0] + end_of_whole(name)
    return run if is_organization(name, strong=strong) else None


def after_of(text: str, found: Sequence[re.Match[str]], at: int) -> tuple[int, int] | None:
    """Give the organisation that somebody is head or member of: the one that is named, never a larger one."""
    start = at + 1
    if start < len(found) and found[start].group() == "the":
        start += 1
    run = proper_name(text, found[start].start()) if start < len(found) else None
    if run is None or is_part_only(text[slice(*run)]) or not is_organization(text[slice(*run)], strong=False):
        return None
    return run


def after_preposition(text: str, found: Sequence[re.Match[str]], at: int) -> tuple[int, int] | None:
    """Give the organisation after an English preposition, which stands at an index of the words."""
    start = at + 1
    if start < len(found) and found[start].group() == "the":
        start += 1
    if start >= len(found):
        return None
    for larger, strong in _beyond_units(text, found, start):
        if is_organization(text[slice(*larger)], strong=strong):
            return larger
    if found[at].group() in {"on", "within"}:
        return None
    return whole(text, found[start].start(), strong=found[at].group() == "at")


def _beyond_units(text: str, found: Sequence[re.Match[str]], start: int) -> Iterator[tuple[tuple[int, int], bool]]:
    """Give what could be the whole after its part: “the Department of Lamps at ORG”, “the Lamps group, ORG”."""
    unit = False
    for at in range(start, min(start + _MOST_UNIT, len(found))):
        word = found[at].group()
        comma = at > start and found[at - 1].group().endswith(",")
        if at > start and unit and (comma or word in {"at", "within", "of", "in"}):
            leads = word in {"at", "within", "of", "in"}
            name = at + 1 if leads else at
            if name < len(found) and found[name].group() == "the":
                name += 1
            larger = proper_name(text, found[name].start()) if name < len(found) else None
            strong = word in {"at", "within"}
            if larger is not None and (strong or words.HIGHEST.search(text[slice(*larger)])):
                yield larger, strong
        lower = word.casefold().strip(",.’'")
        verb = lower.endswith(("ing", "ed")) and lower not in SUBJECTS and word[:1].islower()
        if word[-1:] in ".;:!?)" and lower != "dept":
            return
        if at > start and (verb or lower in _STOPPING):
            return
        unit = unit or lower in words.UNITS


def proper_name(text: str, at: int) -> tuple[int, int] | None:
    """Give the words of a proper name: capitals and the small words between them, to the first mark or other word."""
    found = list(islice(WORD.finditer(text, at), 24))
    end = None
    for index, word in enumerate(found):
        printed = word.group()
        bare = printed.rstrip(".,;:!?)")
        following = found[index + 1].group() if index + 1 < len(found) else ""
        if printed in words.JOINING and end is not None and (following[:1].isupper() or following in words.JOINING):
            continue
        if not bare or printed[0] in '(“"' or not (bare[0].isupper() or (bare[0].isdigit() and end is not None)):
            break
        end = word.start() + len(bare)
        if bare != printed and not (printed in {"St.", "Univ."} and following[:1].isupper()):
            break
    if end is None:
        return None
    company = _COMPANY.match(text, end)
    if company is not None:
        end = company.end() - (company.group().endswith(".") and company.end() == len(text))
    return found[0].start(), end
