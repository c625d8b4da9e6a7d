"""Names of authors as a field writes them, family name first or as printed; one name at a time, or a list in one cell.

It follows what the format says of the order of the parts: what is said nowhere is told by the words (`bibliography.agents`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from scholargraph.bibliography.agents import NoName, agents_of, kind_of, without_cut
from scholargraph.bibliography.words import DEGREES, HONORIFICS, PARTICLES, SUFFIXES, table
from scholargraph.model import Agent, AgentKind
from scholargraph.sources.parts import group_of, person_of

LONGEST: Final = 300
"""What has more characters is no name that can be told."""
_AND: Final = re.compile(r"\s+(?:and|und|et|y|&)\s+", re.IGNORECASE)
_MOST_PARTS: Final = 3
_LEAST_WORDS: Final = 2
_INITIAL: Final = re.compile(r"(?:[^\W\d_]\.-?)+|[^\W\d_]")
_TITLES: Final = table(
    "prof.dr. | prof.in | professorin | dr.in | apl. | ao. | univ.-prof. | priv.-doz. | pd | jun.-prof. | em. | hon. | assoc."
    " | asst. | mag. | mag.a | dipl.-ing. | ing. | rer. | nat. | phil. | med. | jur. | habil. | h.c. | dr.-ing."
    " | dra. | profa. | herr | frau | mme | mlle | sra. | doña | dott. | dott.ssa | prof.ssa"
)
"""Titles of address of other languages than English, as they stand before a name."""


def inverted(written: str) -> Agent | NoName:
    """Make the agent of a name that is written “Family, Given, Suffix”; one that has no comma, or is no person's, by its words.

    A comma at the end marks the name of an organisation (EndNote). Particles in small letters before the family name are
    its particle.

    >>> inverted("van Beethoven, Ludwig").printed
    'Ludwig van Beethoven'
    """
    words = " ".join(written.split())
    if words.endswith(",") and words[:-1].strip() and "," not in words[:-1]:
        return group_of(words[:-1].strip())
    parts = [part.strip() for part in words.split(",")]
    kind = kind_of(words)
    if (
        kind is AgentKind.UNDECIDED
        and len(parts) > 1
        and kind_of(parts[0]) in {AgentKind.ORGANIZATION, AgentKind.GROUP}
    ):
        return agents_of([words])[0]
    told = kind in {AgentKind.PERSON, AgentKind.UNDECIDED} and 1 < len(parts) <= _MOST_PARTS and all(parts)
    if not told or len(words) > LONGEST:
        return agents_of([words])[0]
    suffix = parts[2] if len(parts) == _MOST_PARTS else None
    family, given = parts[0], parts[1]
    if suffix is None and given.casefold() in SUFFIXES | DEGREES:
        return agents_of([words])[0]  # “Sammy Davis, Jr.”
    if suffix is not None and given.casefold() in SUFFIXES:
        given, suffix = suffix, given  # “King, Jr., Martin Luther”
    particle, family = _particle(family)
    found = person_of(given, family, particle=particle, suffix=suffix)
    return found or NoName.UNKNOWN


def _particle(family: str) -> tuple[str | None, str]:
    tokens = family.split()
    count = 0
    while count < len(tokens) - 1 and tokens[count] in PARTICLES and tokens[count][0].islower():
        count += 1
    return (" ".join(tokens[:count]) or None), " ".join(tokens[count:])


def names_in(cell: str, separator: str = "") -> tuple[list[str], bool]:
    """Take a list of names in one cell apart, and tell whether it says that it is cut.

    The separator is what is told, or else `;`, a line's end or `|` where one stands, or else “and”; commas part names where
    no part between them is a single word, so that “Quill, Ada” stays one name. An empty place in the midst is an empty name.

    >>> names_in("Quill, Ada; Okafor, Benoît et al.")
    (['Quill, Ada', 'Okafor, Benoît'], True)
    >>> names_in("Ada Quill, Benoît Okafor and Mira Kovalenko")
    (['Ada Quill', 'Benoît Okafor', 'Mira Kovalenko'], False)
    """
    bare = without_cut(cell)
    cut = bare != cell
    parts = _parts(bare, separator)
    named = [" ".join(part.split()).strip(" ;") for part in parts]
    # Nothing is missing at the ends of a list; in the midst of it an empty place and a mark stay where they are.
    while named and (not named[-1] or kind_of(named[-1]) is NoName.CUT):
        cut = bool(named.pop()) or cut
    while named and not named[0]:
        named.pop(0)
    return named, cut


def _parts(cell: str, separator: str) -> Sequence[str]:
    if separator:
        return cell.split(separator)
    for mark in (";", "\n", "|"):
        if mark in cell.strip():
            return cell.split(mark)
    by_and = _AND.split(cell)
    if kind_of(cell) is AgentKind.ORGANIZATION or any(len(part.split()) < _LEAST_WORDS for part in by_and):
        by_and = [cell]  # “Ministry of Food and Agriculture”, “José Ortega y Gasset”
    listed = [part for words in by_and for part in words.split(",") if part.strip()]
    return listed if len(listed) > len(by_and) and all(map(_is_whole, listed)) else by_and


def _is_whole(part: str) -> bool:
    """Whether words between commas are a name of their own: of two words at least, not initials alone."""
    words = part.split()
    initials = all(_INITIAL.fullmatch(word) for word in words)
    return len(words) >= _LEAST_WORDS and not initials and kind_of(part) is AgentKind.PERSON


def without_titles(name: str) -> str:
    """Give a name without titles of address before it and degrees behind it.

    >>> without_titles("Prof. Dr. Ada Quill, PhD")
    'Ada Quill'
    """
    words = " ".join(name.split())
    while True:
        first, _, rest = words.partition(" ")
        if rest and first.casefold() in HONORIFICS | _TITLES:
            words = rest.strip()
            continue
        head, comma, tail = words.rpartition(",")
        if comma and (tail.strip().casefold() in DEGREES or tail.strip().casefold().replace(".", "") in DEGREES):
            words = head.strip()
            continue
        return words
