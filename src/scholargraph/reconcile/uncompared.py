"""Entries that are too many to be compared each with each, for people to be told.

It compares nothing; findings say it in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scholargraph.errors import Place

KINDS: Final = {
    "i": "an identifier", "t": "a title", "b": "the beginning of a title", "e": "the end of a title",
    "w": "words of a title", "f": "the first author and a word of the title", "p": "a first page and volume",
    "y": "a first page and year", "v": "a first page, volume and year", "a": "the first author and year",
    "s": "a sentence of an abstract", "n": "a name and what stands around it",
}  # fmt: skip
"""What entries share that are too many to be compared each with each, by the kind of their block."""


@dataclass(frozen=True, slots=True)
class Uncompared:
    """Entries that share something and are too many to be compared each with each.

    Attributes:
        collection: what they are entries of.
        kind: what those of the largest block share, as in `KINDS`.
        entries: how many they are.
        pairs: how many pairs of all blocks were not compared.
        place: where one of them stands.
    """

    collection: str
    kind: str
    entries: int
    pairs: int
    place: Place
