"""The parts of printed names: where a record or the printed form tells them apart, and those by custom for formats that want parts.

A citation holds the former only: "Ada Quill" has parts where the graph has them, or where "Ada" is known for a given name.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from scholargraph.bibliography.given_names import GIVEN_NAMES
from scholargraph.bibliography.names import EAST_ASIAN, is_cased
from scholargraph.bibliography.words import PARTICLES, SUFFIXES
from scholargraph.citation.model import Contributor

_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.[-‐]?){1,4}|[A-Z]")
_LAST_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.[-‐]?){1,4}|[A-Z]")
_BETWEEN: Final = frozenset({"e", "i", "y"})
"""Particles that join two family names: “Ortega y Gasset”."""


class NameParts(NamedTuple):
    """Given names, family name with its particles, suffix."""

    given: str | None
    family: str | None
    suffix: str | None = None


UNKNOWN: Final = NameParts(None, None)


def parts_of(printed: str, family: str | None = None) -> NameParts:
    """Give the parts of a printed name that are certain; `family` is the family name of the person's record.

    A comma, a known family name at the end, initials and a common given name at the beginning tell which words are which.

    >>> parts_of("Quill, Ada")
    NameParts(given='Ada', family='Quill', suffix=None)
    >>> parts_of("A. van der Quill").family
    'van der Quill'
    >>> parts_of("Hua Zong").family is None
    True
    """
    words = printed.split()
    pieces = [piece.strip() for piece in printed.split(",")]
    if len(pieces) == 2 and all(pieces) and pieces[1].casefold() not in SUFFIXES:
        return NameParts(pieces[1], pieces[0])
    if len(pieces) == 3 and all(pieces) and pieces[1].casefold() in SUFFIXES:
        return NameParts(pieces[2], pieces[0], pieces[1])
    rest, suffix = _without_suffix(words)
    if family is not None and rest[-len(family.split()) :] == family.split() and len(rest) > len(family.split()):
        return NameParts(" ".join(rest[: -len(family.split())]), family, suffix)
    if "," in printed or EAST_ASIAN.search(printed) or len(rest) < 2:
        return UNKNOWN
    if _LAST_INITIALS.fullmatch(rest[-1]) and len(rest) == 2:
        return NameParts(rest[1], rest[0])  # “Kovalenko M”
    told = _told(rest)
    return UNKNOWN if told is None else NameParts(" ".join(rest[:told]), " ".join(rest[told:]), suffix)


def shown_parts(one: Contributor) -> NameParts:
    """Give the parts of a person's name for formats that want parts: the known ones, otherwise those by custom.

    Whoever is no person has none.
    """
    if not one.person:
        return UNKNOWN
    if one.family is not None:
        return NameParts(one.given, one.family, one.suffix)
    return parts_by_custom(one.printed)


def parts_by_custom(printed: str) -> NameParts:
    """Give the parts as reference managers read a name without commas: the last word and the particles before it.

    Nothing that was not known before is known then: of "Zong Hua" it gives "Hua" (btxdoc, section 4, names).
    """
    certain = parts_of(printed)
    if certain.family is not None or "," in printed or EAST_ASIAN.search(printed) or not is_cased(printed):
        return certain
    rest, suffix = _without_suffix(printed.split())
    if len(rest) < 2:
        return UNKNOWN
    at = len(rest) - 1
    while at > 1 and rest[at - 1] in PARTICLES:
        at -= 2 if rest[at - 1] in _BETWEEN and at > 2 else 1
    return NameParts(" ".join(rest[:at]), " ".join(rest[at:]), suffix)


def _without_suffix(words: list[str]) -> tuple[list[str], str | None]:
    if len(words) > 2 and words[-1].casefold() in SUFFIXES and words[-1][:1].isupper():
        return words[:-1], words[-1]
    return words, None


def _told(words: list[str]) -> int | None:
    """Where the family name begins, if the words tell it: after initials, at a particle, after a given name at the end."""
    first, last = words[0].casefold(), words[-1].casefold()
    if first.split("-")[0] not in GIVEN_NAMES and not _INITIALS.fullmatch(words[0]):
        return None
    if _INITIALS.fullmatch(words[-1]) or last in GIVEN_NAMES:
        return None  # “James Thomas”: which is which is not told
    if _BETWEEN.intersection(words):
        return None
    for at, word in enumerate(words[1:], 1):
        if word in PARTICLES:
            return at
    # Of three words the second can belong to either side, unless it is an initial.
    return len(words) - 1 if len(words) == 2 or all(_INITIALS.fullmatch(word) for word in words[1:-1]) else None
